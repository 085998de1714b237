//! Text that is shown from right to left. A sender can write the brand backwards, so that the mail program shows it forwards.

use std::borrow::Cow;

/// RIGHT-TO-LEFT OVERRIDE: the text after it is shown from right to left.
pub const OVERRIDE: char = '\u{202e}';
/// LEFT-TO-RIGHT OVERRIDE.
const OVERRIDE_BACK: char = '\u{202d}';
/// POP DIRECTIONAL FORMATTING: the end of an override.
const POP: char = '\u{202c}';
/// Overrides inside more overrides than this have no effect.
const MOST_DEPTH: usize = 4;

/// Returns the text in the order in which it is shown. <https://www.unicode.org/reports/tr9/>
pub fn in_display_order(text: &str) -> Cow<'_, str> {
    if !text.contains(OVERRIDE) {
        return text.into();
    }
    // An override that ends where the next one begins is one override: a reader writes one for each piece of a text.
    let text = text.replace("\u{202c}\u{202e}", "");
    // The text at each depth, and whether it is turned around where it ends.
    let mut open: Vec<(String, bool)> = vec![(String::with_capacity(text.len()), false)];
    for c in text.chars() {
        match c {
            OVERRIDE | OVERRIDE_BACK if open.len() <= MOST_DEPTH => open.push((String::new(), c == OVERRIDE)),
            POP | '\u{2069}' if open.len() > 1 => close(&mut open),
            _ => open.last_mut().into_iter().for_each(|(text, _)| text.push(c)),
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.swap_remove(0).0.into()
}

/// Ends the innermost text and appends it to the one around it. In a text that will be turned around, a text in its final order stands
/// turned around, too.
fn close(open: &mut Vec<(String, bool)>) {
    let Some((text, turns)) = open.pop() else { return };
    if let Some((outer, outer_turns)) = open.last_mut() {
        if turns == *outer_turns {
            outer.push_str(&text);
        } else {
            outer.extend(text.chars().rev());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overrides_turn_their_text_around_and_what_is_inside_them_back() {
        for (written, shown) in [
            ("Your \u{202e}nozamA\u{202c} account", "Your Amazon account"),
            ("\u{202e}nozamA", "Amazon"),
            ("\u{202e}no\u{202c}\u{202e}za\u{202c}\u{202e}mA\u{202c}", "Amazon"),
            ("\u{202e}b\u{202c} and \u{202e}dc\u{202c}", "b and cd"),
            ("\u{202e}no\u{202d}az\u{202c}mA\u{202c}", "Amazon"),
            ("a\u{202c}b", "ab"),
            ("plain", "plain"),
        ] {
            assert_eq!(in_display_order(written).replace(POP, ""), shown, "{written:?}");
        }
        let deep = "\u{202e}a\u{202d}".repeat(50_000);
        assert!(in_display_order(&deep).len() >= 50_000);
    }
}
