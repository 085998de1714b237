//! Reads the QR codes in a picture: the text of each code and the messenger that it opens. The link rules judge a link
//! in a code like any other link.
//!
//! The pictures come from strangers. Their size is bounded, but the time for a picture that is built to be slow is not,
//! so a caller must read untrusted pictures where it can stop the work.

pub mod messenger;
mod picture;

use rqrr::PreparedImage;
use serde::Serialize;

use crate::charset::Decode;
use crate::qr::messenger::{Messenger, messenger_of};
use crate::qr::picture::{Grey, Ground};

/// A QR code in the picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct QrCode {
    /// The text, or `None` if the bytes are not text in an encoding that such codes use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The messenger that the code opens, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub messenger: Option<Messenger>,
}

/// Why a picture cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// The picture has no pixels.
    #[error("the picture is empty")]
    Empty,
    /// The picture is too large to be read in reasonable time.
    #[error("the picture is larger than {MAX_SIDE} by {MAX_SIDE} pixels")]
    TooLarge,
    /// The number of bytes does not match the sides.
    #[error("the picture's pixels are not as many as its sides say")]
    Malformed,
}

/// Larger pictures are refused; callers must scale them down first.
pub const MAX_SIDE: usize = 4096;
/// Pictures with a longer side than this are halved first.
const LARGE_SIDE: usize = 2200;
/// Pictures up to this side are also read at twice their size.
const SMALL_SIDE: usize = 1200;
/// Pictures up to this side are also read at four times their size.
const TINY_SIDE: usize = 300;
/// Further codes are ignored. No picture that is meant to be scanned holds more.
const MAX_CODES: usize = 20;

/// Reads all codes in a picture from top to bottom. `rgba` holds red, green, blue and opacity of each pixel, row by
/// row.
///
/// # Errors
/// Returns an error if the picture has no pixels or too many, or if their number does not match the sides.
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

/// The codes found so far: the bytes of each code, and its centre from the top and from the left, in thousandths.
#[derive(Default)]
struct Found {
    codes: Vec<(Vec<u8>, (usize, usize))>,
}

impl Found {
    /// Searches a picture at several sizes and with every filter. Each of them finds codes that the others miss, and a
    /// code that is found easily may hide another, so the search always completes.
    fn look(&mut self, picture: &Grey) {
        let longest = |picture: &Grey| picture.width.max(picture.height);
        if longest(picture) > LARGE_SIDE {
            // At this size the grain of a photo only costs time.
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
                // A grainy picture shows no codes but costs much time to follow. At half the size it has less grain.
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
        // Codes side by side rarely stand level to the pixel, so rows are compared in tenths of the height.
        self.codes.sort_by_key(|(_, (down, across))| (down / 100, *across));
        let code = |(bytes, _): (Vec<u8>, _)| {
            let text = text_of(bytes, decode);
            QrCode { messenger: text.as_deref().and_then(messenger_of), text }
        };
        self.codes.into_iter().map(code).collect()
    }
}

/// The text of a code: UTF-8, or an encoding of older programs in China and Japan. A code need not name its encoding.
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
