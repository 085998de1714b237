//! Reads the QR codes in a picture: what each says, and which messenger it opens. Where a link in it leads is judged elsewhere,
//! as for any other link.
//!
//! The pictures are a stranger's. Their size is bounded; how long a picture built to be slow takes is not: whoever reads
//! strangers' pictures reads them where he can stop it.

pub mod messenger;
mod picture;

use rqrr::PreparedImage;
use serde::Serialize;

use crate::charset::Decode;
use crate::qr::messenger::{Messenger, messenger_of};
use crate::qr::picture::{Grey, Ground};

/// A code that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct QrCode {
    /// What it says; nothing where its bytes are no text in any encoding such codes are written in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The messenger it opens, if it opens one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub messenger: Option<Messenger>,
}

/// Why a picture cannot be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// No pixels in it.
    #[error("the picture is empty")]
    Empty,
    /// More than can be looked at in reasonable time.
    #[error("the picture is larger than {MAX_SIDE} by {MAX_SIDE} pixels")]
    TooLarge,
    /// The bytes are not as many as the sides say.
    #[error("the picture's pixels are not as many as its sides say")]
    Malformed,
}

/// Larger pictures are refused: whoever hands them over makes them smaller.
pub const MAX_SIDE: usize = 4096;
/// Pictures above this side are looked at half as large.
const LARGE_SIDE: usize = 2200;
/// Pictures up to this side are looked at twice as large, too.
const SMALL_SIDE: usize = 1200;
/// And up to this one four times as large.
const TINY_SIDE: usize = 300;
/// Nobody puts more codes into a picture to be scanned.
const MAX_CODES: usize = 20;

/// Reads all codes in a picture, from top to bottom: red, green, blue and opacity of each pixel, row by row.
///
/// # Errors
/// Where there are no pixels, too many, or not as many as the sides say.
pub fn read(rgba: &[u8], width: usize, height: usize, decode: Decode) -> Result<Vec<QrCode>, PictureError> {
    if width == 0 || height == 0 {
        return Err(PictureError::Empty);
    }
    if width > MAX_SIDE || height > MAX_SIDE {
        return Err(PictureError::TooLarge);
    }
    if rgba.len() != width * height * 4 {
        return Err(PictureError::Malformed);
    }
    let mut found = Found::default();
    found.look(&Grey::from_rgba(rgba, width, height, Ground::White));
    let is_transparent = rgba.as_chunks::<4>().0.iter().any(|[.., alpha]| *alpha < 128);
    if found.codes.is_empty() && is_transparent {
        found.look(&Grey::from_rgba(rgba, width, height, Ground::Black));
    }
    Ok(found.read(decode))
}

/// What was found so far: the bytes of each code, and where its middle lies, from the top and from the left, in thousandths.
#[derive(Default)]
struct Found {
    codes: Vec<(Vec<u8>, (usize, usize))>,
}

impl Found {
    /// Looks at a picture at several sizes, and at each in every way. What one way does not show another does; a second code
    /// may hide behind one that is easily found, so none is left out.
    fn look(&mut self, picture: &Grey) {
        let longest = |picture: &Grey| picture.width.max(picture.height);
        if longest(picture) > LARGE_SIDE {
            // In a photo of that size the grain of single pixels would only take time.
            self.look(&picture.halved());
            return;
        }
        self.look_in_every_way(picture);
        let half = picture.halved();
        self.look_in_every_way(&half);
        if longest(picture) > SMALL_SIDE {
            self.look_in_every_way(&half.halved());
        } else {
            let double = picture.doubled();
            self.look_in_every_way(&double);
            if longest(picture) <= TINY_SIDE {
                self.look_in_every_way(&double.doubled());
            }
        }
    }

    fn look_in_every_way(&mut self, picture: &Grey) {
        for ground in [picture, &picture.inverted()] {
            for split in [ground.split(), ground.split_locally()] {
                // Nothing is found in grain, and all of it would be followed; at half the size there is less.
                if !split.is_grainy() {
                    self.look_once(&split);
                }
            }
        }
    }

    fn look_once(&mut self, picture: &Grey) {
        let (width, height) = (picture.width, picture.height);
        let mut prepared = PreparedImage::prepare_from_greyscale(width, height, |x, y| picture.at(x, y));
        for grid in prepared.detect_grids() {
            let mut bytes = Vec::new();
            if self.codes.len() >= MAX_CODES || grid.decode_to(&mut bytes).is_err() || bytes.is_empty() {
                continue;
            }
            if self.codes.iter().all(|(known, _)| *known != bytes) {
                let middle = |side: fn(&rqrr::Point) -> i32, length: usize| {
                    let sum: i32 = grid.bounds.iter().map(side).sum();
                    usize::try_from(sum / 4).unwrap_or(0) * 1000 / length
                };
                let place = (middle(|point| point.y, height), middle(|point| point.x, width));
                self.codes.push((bytes, place));
            }
        }
    }

    fn read(mut self, decode: Decode) -> Vec<QrCode> {
        // What lies side by side is hardly ever level to the pixel.
        self.codes.sort_by_key(|(_, (down, across))| (down / 100, *across));
        let code = |(bytes, _): (Vec<u8>, _)| {
            let text = text_of(bytes, decode);
            QrCode { messenger: text.as_deref().and_then(messenger_of), text }
        };
        self.codes.into_iter().map(code).collect()
    }
}

/// The text of a code: in UTF-8, or as older programs in China and Japan write it. Which of them a code need not say.
fn text_of(bytes: Vec<u8>, decode: Decode) -> Option<String> {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Some(text.trim_start_matches('\u{feff}').to_owned()),
        Err(error) => error.into_bytes(),
    };
    ["gb18030", "shift_jis"]
        .iter()
        .filter_map(|label| decode(label, &bytes))
        .find(|text| !text.contains(char::REPLACEMENT_CHARACTER))
}
