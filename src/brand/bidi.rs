//! Text that is shown from right to left. A sender can write the brand backwards, so that the mail program shows it forwards.

use std::borrow::Cow;

/// RIGHT-TO-LEFT OVERRIDE: the text after it is shown from right to left.
pub const OVERRIDE: char = '\u{202e}';

/// Returns the text in the order in which it is shown.
pub fn in_display_order(text: &str) -> Cow<'_, str> {
    let Some((before, rest)) = text.split_once(OVERRIDE) else {
        return text.into();
    };
    let (turned, after) = rest.split_once(['\u{202c}', '\u{2069}']).unwrap_or((rest, ""));
    format!("{before}{}{after}", turned.chars().rev().collect::<String>()).into()
}
