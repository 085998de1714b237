//! Writes the brand as a reader reads it where a text spells it in another way: with a slip ("Amazom"), with shapes that pass for
//! letters ("Arnazon"), or cut in pieces ("A m a z o n", "亚·马·逊"). Everything that searches the text then finds it.

use crate::brand::matching::{self, BRAND, CLIPPED};
use crate::brand::skeleton::{self, Folded};
use crate::brand::words::{self, WordKind};
use crate::tables;

/// The Chinese name of the brand.
const CHINESE: &str = "亚马逊";
/// The river, which a fake writes for the brand. It means the brand only before an account word or a role.
const RIVER: [&str; 2] = ["亚马孙", "亚马荪"];

/// Folds a text, with the brand as a reader reads it.
pub fn fold(text: &str) -> Folded {
    let mut folded = skeleton::fold(text);
    let found = spellings(&folded.text, latin);
    respell(&mut folded, found);
    folded
}

/// Replaces other spellings of the brand in Chinese and Japanese. Names keep the Latin ones, because `matching` tells there how the
/// brand is spelled.
pub fn respell_chinese(folded: &mut Folded) {
    if !folded.text.is_ascii() {
        let found = spellings(&folded.text, |_, _, _| None);
        respell(folded, found);
    }
}

/// A place in a text that spells the brand otherwise: start, end, and the brand.
type Spelling = (usize, usize, &'static str);

/// Puts the brand in the place of its other spellings.
fn respell(folded: &mut Folded, found: Vec<Spelling>) {
    if found.is_empty() {
        return;
    }
    let mut text = String::with_capacity(folded.text.len());
    let mut from = 0;
    let mut disguises = folded.disguises.iter_mut().peekable();
    for (start, end, brand) in found {
        let begins = text.len() + start - from;
        while let Some(disguise) = disguises.next_if(|disguise| disguise.at < end) {
            // A disguise inside the spelling is one inside the brand.
            let inside = disguise.at.saturating_sub(start).min(brand.len() - 1);
            disguise.at = if disguise.at < start { text.len() + disguise.at - from } else { begins + inside };
        }
        text.push_str(&folded.text[from..start]);
        text.push_str(brand);
        from = end;
    }
    for disguise in disguises {
        disguise.at = text.len() + disguise.at - from;
    }
    text.push_str(&folded.text[from..]);
    folded.text = text;
}

/// The other spellings of the brand in a folded text, in order. `latin` reads a Latin word.
fn spellings(text: &str, latin: fn(&str, usize, usize) -> Option<(usize, &'static str)>) -> Vec<Spelling> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let is_word = bytes[at].is_ascii_alphanumeric();
        let end = if is_word { end_of_word(text, at) } else { at + 1 };
        let spelling = if is_word { latin(text, at, end) } else { other_script(text, at) };
        at = match spelling {
            Some((behind, brand)) => {
                found.push((at, behind, brand));
                behind
            }
            None => end,
        };
    }
    found
}

/// The end of the ASCII letters and digits from this place on.
fn end_of_word(text: &str, at: usize) -> usize {
    text.as_bytes()[at..].iter().position(|b| !b.is_ascii_alphanumeric()).map_or(text.len(), |length| at + length)
}

/// The end of the brand that a Latin word at this place spells, or begins in pieces.
fn latin(text: &str, start: usize, end: usize) -> Option<(usize, &'static str)> {
    let word = &text[start..end];
    if word == BRAND {
        return None;
    }
    if BRAND.starts_with(word) {
        return pieces(text, start, end).map(|end| (end, BRAND));
    }
    (matching::is_respelled(word) || word == CLIPPED[0] && is_before_role(&text[end..])).then_some((end, BRAND))
}

/// Whether an account word or a role follows. The clipped brand is also the name of a share, for which people place orders.
fn is_before_role(rest: &str) -> bool {
    let rest = rest.trim_start();
    !rest.starts_with("order") && words::begins_with(rest, &[WordKind::Account, WordKind::Role, WordKind::Seller])
}

/// The end of the brand in pieces: six single letters, or pieces of at least two letters, with one character between them. "A.
/// Mazon" is a person.
fn pieces(text: &str, start: usize, first_end: usize) -> Option<usize> {
    let single = first_end - start == 1;
    let mut rest = &BRAND[first_end - start..];
    let mut at = first_end;
    while !rest.is_empty() {
        let gap = text[at..].chars().next().filter(|c| is_gap(*c))?;
        let begins = at + gap.len_utf8();
        at = end_of_word(text, begins);
        rest = rest.strip_prefix(&text[begins..at]).filter(|_| (at - begins == 1) == single && at > begins)?;
    }
    Some(at)
}

/// Whether a character cuts a word without ending it.
fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '.' | '-' | '_' | '*' | '|' | '/' | '·' | '・' | '•' | '\u{3000}')
}

/// The end of the brand at this place in a script without spaces, in pieces or as the river.
fn other_script(text: &str, start: usize) -> Option<(usize, &'static str)> {
    /// In characters, with the gaps.
    const LONGEST: usize = 12;
    let rest = text.get(start..).filter(|rest| rest.starts_with(['亚', 'ア']))?;
    if let Some(river) = RIVER.iter().find(|river| rest.starts_with(**river)) {
        return is_before_role(&rest[river.len()..]).then_some((start + river.len(), CHINESE));
    }
    let mut joined = String::new();
    for (at, c) in rest.char_indices().take(LONGEST).filter(|&(_, c)| !is_gap(c)) {
        joined.push(c);
        if let Some(brand) = tables::BRAND.at(&joined) {
            let end = at + c.len_utf8();
            return (end > joined.len()).then_some((start + end, brand));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn respelled(text: &str) -> String {
        fold(text).text
    }

    #[test]
    fn the_brand_is_read_in_other_spellings() {
        for (written, read) in [
            ("Your Amazom account", "your amazon account"),
            ("Arnazon Seller", "amazon seller"),
            ("AMZN Seller Support", "amazon seller support"),
            ("arnazon, amaz0n and amaozn.", "amazon, amazon and amazon."),
            ("your A m a z o n account", "your amazon account"),
            ("A.M.A.Z.O.N", "amazon"),
            ("Ama-zon ama zon", "amazon amazon"),
            ("您的亚 马 逊账户", "您的亚马逊账户"),
            ("亚·马·逊 亞·馬·遜", "亚马逊 亚马逊"),
            ("ア・マ・ゾ・ン", "アマゾン"),
            ("您的亚马孙卖家账户", "您的亚马逊卖家账户"),
        ] {
            assert_eq!(respelled(written), read, "{written}");
        }
    }

    #[test]
    fn other_words_stay_as_they_are() {
        for text in [
            "amazon",
            "an amazing sale",
            "the amazons and the amazonas",
            "a. mazon",
            "a mazon",
            "ramazan bayrami",
            "ramazon oyi",
            "your amzn order was filled at 190 usd",
            "亚马孙雨林",
            "亚马孙河",
            "亚马",
            "am a zebra",
            "",
        ] {
            assert_eq!(respelled(text), text);
        }
    }

    #[test]
    fn disguised_characters_keep_their_places() {
        let folded = fold("Pаy Amazom for your Аmazon");
        assert_eq!(folded.text, "pay amazon for your amazon");
        assert_eq!(folded.disguises.iter().map(|disguise| disguise.at).collect::<Vec<_>>(), [1, 20]);
        let folded = fold("аrnazоn x а");
        assert_eq!(folded.text, "amazon x a");
        assert!(folded.disguise_within(0, 6).is_some());
        assert_eq!(folded.disguises.last().map(|disguise| disguise.at), Some(9));
    }
}
