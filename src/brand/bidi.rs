//! Text that is shown from right to left: a sender can write the brand backwards and have it shown forwards.

use std::borrow::Cow;

/// RIGHT-TO-LEFT OVERRIDE: the text behind it is shown from right to left.
pub const OVERRIDE: char = '\u{202e}';

/// The text in the order in which it is shown.
pub fn turned(text: &str) -> Cow<'_, str> {
    let Some((before, rest)) = text.split_once(OVERRIDE) else {
        return text.into();
    };
    let (turned, after) = rest.split_once(['\u{202c}', '\u{2069}']).unwrap_or((rest, ""));
    format!("{before}{}{after}", turned.chars().rev().collect::<String>()).into()
}
