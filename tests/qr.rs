//! Reads QR codes in pictures like those that reach a seller: drawn, photographed, scaled down, in odd colours, several
//! in one picture. Most shares below come from 12 pictures each; `cargo test --release --test qr -- --nocapture` prints
//! them.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pictures are painted in fractions of pixels"
)]

use proptest::prelude::*;
use qrcode::{Color, EcLevel, QrCode as Drawing};
use touchstone::charset::decode;
use touchstone::qr::messenger::Messenger;
use touchstone::qr::{MAX_SIDE, PictureError, QrCode, read};

/// A picture being painted, in shades of grey from 0 to 1.
#[derive(Clone)]
struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<f64>,
}

/// A generator of pseudo-random numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// The position of a code in a picture.
#[derive(Clone, Copy)]
struct Lie {
    /// Pixels for each square of the code.
    square: f64,
    /// The rotation in degrees.
    turned: f64,
    /// How much smaller the far side is; 0 is a view from the front.
    tilt: f64,
    /// The place of its centre.
    at: (f64, f64),
    dark: f64,
    light: f64,
}

impl Canvas {
    fn new(width: usize, height: usize, ground: f64) -> Self {
        Self { width, height, pixels: vec![ground; width * height] }
    }

    /// Paints a code with its quiet zone. Each pixel is the mean of nine points, as in a camera or a browser.
    fn paint(&mut self, code: &Drawing, lie: Lie) {
        let side = code.width();
        let colors = code.to_colors();
        let (sin, cos) = lie.turned.to_radians().sin_cos();
        let half = side as f64 / 2.0;
        let shade = |x: f64, y: f64| -> Option<f64> {
            let (x, y) = ((x - lie.at.0) / lie.square, (y - lie.at.1) / lie.square);
            let (x, y) = (x * cos + y * sin, y * cos - x * sin);
            let depth = 1.0 / (1.0 - lie.tilt * y / half);
            let (x, y) = (x * depth + half, y * depth + half);
            let quiet = 4.0;
            if x < -quiet || y < -quiet || x >= side as f64 + quiet || y >= side as f64 + quiet {
                return None;
            }
            let inside = x >= 0.0 && y >= 0.0 && x < side as f64 && y < side as f64;
            let dark = inside && colors[y as usize * side + x as usize] == Color::Dark;
            Some(if dark { lie.dark } else { lie.light })
        };
        for y in 0..self.height {
            for x in 0..self.width {
                let points = (0..9).map(|at| {
                    (x as f64 + f64::from(at % 3) / 3.0 + 1.0 / 6.0, y as f64 + f64::from(at / 3) / 3.0 + 1.0 / 6.0)
                });
                let ground = self.pixels[y * self.width + x];
                self.pixels[y * self.width + x] = points.map(|(x, y)| shade(x, y).unwrap_or(ground)).sum::<f64>() / 9.0;
            }
        }
    }

    fn blurred(mut self, times: usize) -> Self {
        for _ in 0..times {
            let before = self.pixels.clone();
            for y in 1..self.height - 1 {
                for x in 1..self.width - 1 {
                    let sum: f64 = (0..9).map(|at| before[(y + at / 3 - 1) * self.width + x + at % 3 - 1]).sum();
                    self.pixels[y * self.width + x] = sum / 9.0;
                }
            }
        }
        self
    }

    fn noisy(mut self, amount: f64, dice: &mut Dice) -> Self {
        for grey in &mut self.pixels {
            *grey += (dice.roll() + dice.roll() - 1.0) * amount;
        }
        self
    }

    /// Darkens the picture towards the right, like uneven lamp light.
    fn shadowed(mut self, least: f64) -> Self {
        for (at, grey) in self.pixels.iter_mut().enumerate() {
            *grey *= 1.0 - (1.0 - least) * (at % self.width) as f64 / self.width as f64;
        }
        self
    }

    /// Adds lines of text around the code, as in a screenshot of a mail.
    fn scribbled(mut self, dice: &mut Dice) -> Self {
        for y in (8..self.height - 8).filter(|y| y % 18 < 9) {
            for x in 8..self.width - 8 {
                if self.pixels[y * self.width + x] > 0.99 && (x / 3 + y / 18 * 7) % 5 != 0 && dice.roll() > 0.6 {
                    self.pixels[y * self.width + x] = 0.2;
                }
            }
        }
        self
    }

    fn rgba(&self) -> Vec<u8> {
        let byte = |grey: &f64| (grey.clamp(0.0, 1.0) * 255.0).round() as u8;
        self.pixels.iter().map(byte).flat_map(|grey| [grey, grey, grey, 255]).collect()
    }

    fn read(&self) -> Vec<QrCode> {
        read(&self.rgba(), self.width, self.height, decode).expect("a picture")
    }
}

const LINKS: [&str; 4] = [
    "https://u.wechat.com/EXAMPLE0examplE1example",
    "https://sellercentral.amazon.com/performance/notifications",
    "https://seller-verify.example/amazon/account/verification/session?id=8f1f2c0a9d5b4a7e&step=video&lang=zh-CN",
    "HTTPS://WA.ME/15550100",
];

fn plain(square: f64, at: f64) -> Lie {
    Lie { square, turned: 0.0, tilt: 0.0, at: (at, at), dark: 0.0, light: 1.0 }
}

/// The share of 12 pictures in which the reader found the code with its right text, and nothing else.
fn share(kind: &str, draw: impl Fn(&Drawing, &mut Dice) -> Canvas) -> f64 {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let found = (0..12).filter(|at| {
        let link = LINKS[at % LINKS.len()];
        let level = [EcLevel::L, EcLevel::M, EcLevel::Q][at % 3];
        let code = Drawing::with_error_correction_level(link, level).expect("a code");
        let codes = draw(&code, &mut dice).read();
        codes.len() == 1 && codes[0].text.as_deref() == Some(link)
    });
    let share = found.count() as f64 / 12.0;
    println!("{kind}: {:.0} %", share * 100.0);
    share
}

fn side(code: &Drawing, square: f64) -> usize {
    ((code.width() + 8) as f64 * square * 1.6) as usize
}

#[test]
fn a_code_drawn_by_a_program_is_always_read() {
    for square in [2.0, 3.0, 5.0, 9.0] {
        let all = share(&format!("drawn, {square} pixels a square"), |code, _| {
            let side = side(code, square);
            let mut canvas = Canvas::new(side, side, 1.0);
            let middle = (side as f64 / 2.0).round();
            canvas.paint(code, plain(square, middle - if code.width() % 2 == 1 { square / 2.0 } else { 0.0 }));
            canvas
        });
        assert!(all >= 1.0);
    }
}

/// A code in the middle of a square picture.
fn alone(code: &Drawing, lie: impl Fn(f64) -> Lie, square: f64, ground: f64) -> Canvas {
    let side = side(code, square);
    let mut canvas = Canvas::new(side, side, ground);
    canvas.paint(code, Lie { square, ..lie(side as f64 / 2.0) });
    canvas
}

/// A kind of picture, the least share of codes that must be read in it, and the function that paints one.
type Kind = (&'static str, f64, Box<dyn Fn(&Drawing, &mut Dice) -> Canvas>);

#[test]
fn most_codes_are_read_in_ordinary_pictures() {
    let kinds: Vec<Kind> = vec![
        (
            "turned by any angle",
            0.9,
            Box::new(|code, dice| {
                let turned = dice.roll() * 360.0;
                alone(code, |at| Lie { turned, ..plain(1.0, at) }, 5.0, 1.0)
            }),
        ),
        (
            "light on dark",
            0.95,
            Box::new(|code, _| alone(code, |at| Lie { dark: 1.0, light: 0.0, ..plain(1.0, at) }, 4.0, 0.0)),
        ),
        (
            "two close greys",
            0.95,
            Box::new(|code, _| alone(code, |at| Lie { dark: 0.62, light: 0.70, ..plain(1.0, at) }, 4.0, 0.7)),
        ),
        ("small, 1.8 pixels a square", 0.7, Box::new(|code, _| alone(code, |at| plain(1.0, at), 1.8, 1.0))),
        ("small, 2.3 pixels a square", 0.9, Box::new(|code, _| alone(code, |at| plain(1.0, at), 2.3, 1.0))),
        ("noisy", 0.9, Box::new(|code, dice| alone(code, |at| plain(1.0, at), 4.0, 1.0).noisy(0.5, dice))),
        ("out of focus", 0.9, Box::new(|code, _| alone(code, |at| plain(1.0, at), 5.0, 1.0).blurred(4))),
        (
            "photographed from an angle",
            0.8,
            Box::new(|code, dice| {
                let (turned, tilt) = (dice.roll() * 40.0 - 20.0, dice.roll() * 0.2);
                alone(code, |at| Lie { turned, tilt, dark: 0.1, light: 0.85, ..plain(1.0, at) }, 7.0, 0.5)
                    .blurred(1)
                    .noisy(0.15, dice)
            }),
        ),
        (
            "half in the shadow",
            0.9,
            Box::new(|code, dice| alone(code, |at| plain(1.0, at), 5.0, 0.8).shadowed(0.25).noisy(0.05, dice)),
        ),
        (
            "in a screenshot full of text",
            0.95,
            Box::new(|code, dice| {
                let mut canvas = Canvas::new(1280, 800, 1.0).scribbled(dice);
                canvas.paint(code, Lie { at: (300.0 + dice.roll() * 600.0, 400.0), ..plain(3.0, 0.0) });
                canvas
            }),
        ),
    ];
    let mut missed = Vec::new();
    for (kind, least, draw) in kinds {
        let found = share(kind, draw);
        if found < least {
            missed.push((kind, found));
        }
    }
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn all_codes_in_a_picture_are_read_from_top_to_bottom() {
    let mut canvas = Canvas::new(900, 700, 1.0);
    for (at, link) in LINKS.iter().enumerate() {
        let at = (220.0 + (at % 2) as f64 * 440.0, 180.0 + (at / 2) as f64 * 330.0);
        canvas.paint(&Drawing::new(link).unwrap(), Lie { at, ..plain(4.0, 0.0) });
    }
    let codes = canvas.read();
    assert_eq!(codes.iter().map(|code| code.text.as_deref().unwrap()).collect::<Vec<_>>(), LINKS);
    assert_eq!(
        codes.iter().map(|code| code.messenger).collect::<Vec<_>>(),
        [Some(Messenger::Wechat), None, None, Some(Messenger::Whatsapp)],
    );
}

#[test]
fn a_light_code_beside_a_dark_one_is_read() {
    let mut canvas = Canvas::new(800, 400, 1.0);
    canvas.paint(&Drawing::new(LINKS[1]).unwrap(), Lie { at: (200.0, 200.0), ..plain(5.0, 0.0) });
    canvas
        .paint(&Drawing::new(LINKS[0]).unwrap(), Lie { at: (600.0, 200.0), dark: 1.0, light: 0.0, ..plain(5.0, 0.0) });
    assert_eq!(canvas.read().len(), 2);
}

#[test]
fn a_code_on_a_transparent_ground_is_read_in_any_colour() {
    for shade in [0u8, 255] {
        let code = Drawing::new(LINKS[0]).unwrap();
        let side = (code.width() + 8) * 4;
        let rgba: Vec<u8> = (0..side * side)
            .flat_map(|at| {
                let (x, y) = ((at % side / 4).wrapping_sub(4), (at / side / 4).wrapping_sub(4));
                let dark = x < code.width() && y < code.width() && code[(x, y)] == Color::Dark;
                [shade, shade, shade, if dark { 255 } else { 0 }]
            })
            .collect();
        let codes = read(&rgba, side, side, decode).unwrap();
        assert_eq!(codes.len(), 1, "{shade}");
        assert_eq!(codes[0].text.as_deref(), Some(LINKS[0]), "{shade}");
    }
}

#[test]
fn a_code_in_another_charset_is_read_or_reported_as_unreadable() {
    let text_of = |bytes: &[u8]| {
        let codes = alone(&Drawing::new(bytes).unwrap(), |at| plain(1.0, at), 4.0, 1.0).read();
        assert_eq!(codes.len(), 1);
        codes[0].text.clone()
    };
    let (gbk, _, _) = encoding_rs::GBK.encode("亚马逊客服微信：example");
    assert_eq!(text_of(&gbk).as_deref(), Some("亚马逊客服微信：example"));
    assert_eq!(text_of("亚马逊".as_bytes()).as_deref(), Some("亚马逊"));
    assert_eq!(text_of(&[0xff, 0xff, 0xff, 0x80, 0xff]), None);
}

#[test]
fn pictures_without_pixels_or_with_too_many_are_refused() {
    assert_eq!(read(&[], 0, 5, decode), Err(PictureError::Empty));
    assert_eq!(read(&vec![0; 4 * (MAX_SIDE + 1)], MAX_SIDE + 1, 1, decode), Err(PictureError::TooLarge));
    assert_eq!(read(&[0; 15], 2, 2, decode), Err(PictureError::Malformed));
    assert_eq!(read(&[0; 16], 2, 2, decode), Ok(Vec::new()));
}

/// Squares and lines of any size among noise, some of them like the corners of a code, which make a search for corners slow.
fn scrawl() -> impl Strategy<Value = (usize, usize, Vec<u8>)> {
    let shape = (0usize..200, 0usize..200, 1usize..60, 1usize..60, any::<u8>(), 0u8..3);
    (1usize..160, 1usize..160, prop::collection::vec(shape, 0..30), any::<u64>()).prop_map(
        |(width, height, shapes, seed)| {
            let mut dice = Dice(seed | 1);
            let mut pixels: Vec<u8> =
                (0..width * height).map(|_| if seed % 3 == 0 { (dice.roll() * 255.0) as u8 } else { 255 }).collect();
            for (left, top, across, down, shade, kind) in shapes {
                for y in top..(top + down).min(height) {
                    for x in left..(left + across).min(width) {
                        // A corner of a code: a ring, a gap and a centre.
                        let ring = ((x - left) * 7 / across).min((across - 1 - (x - left)) * 7 / across);
                        let row = ((y - top) * 7 / down).min((down - 1 - (y - top)) * 7 / down);
                        let light = kind == 0 && ring.min(row) == 1;
                        pixels[y * width + x] = if light { 255 } else { shade / if kind == 0 { 4 } else { 1 } };
                    }
                }
            }
            (width, height, pixels.iter().flat_map(|&grey| [grey, grey, grey, 255]).collect())
        },
    )
}

proptest! {
    // The reader tries some two dozen variants of each picture.
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_picture_ends_the_program((width, height, rgba) in scrawl()) {
        prop_assert!(read(&rgba, width, height, decode).is_ok());
    }

    #[test]
    fn a_damaged_code_gives_its_original_text_or_none(damage in prop::collection::vec((0usize..300, 0usize..300, 1usize..60), 0..6)) {
        let mut canvas = alone(&Drawing::new(LINKS[1]).unwrap(), |at| plain(1.0, at), 4.0, 1.0);
        for (left, top, side) in damage {
            for (x, y) in (0..side * side).map(|at| (left + at % side, top + at / side)) {
                if x < canvas.width && y < canvas.height {
                    canvas.pixels[y * canvas.width + x] = ((x / 5 + y / 3) % 2) as f64;
                }
            }
        }
        for code in canvas.read() {
            prop_assert_eq!(code.text.as_deref(), Some(LINKS[1]));
        }
    }
}

#[test]
fn absent_fields_of_a_code_are_left_out_of_its_json() {
    let code = |text: Option<&str>, messenger| QrCode { text: text.map(str::to_owned), messenger };
    let written = |code: &QrCode| serde_json::to_value(code).unwrap_or_default();
    assert_eq!(
        written(&code(Some("https://shop.example/"), None)),
        serde_json::json!({ "text": "https://shop.example/" })
    );
    assert_eq!(written(&code(None, None)), serde_json::json!({}));
    assert_eq!(written(&code(None, Some(Messenger::Wechat))), serde_json::json!({ "messenger": "wechat" }));
}
