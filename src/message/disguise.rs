//! Text in disguise: Latin words with invisible characters or look-alike letters of another script inside.

use crate::brand::skeleton::{self, Disguise as Disguised, Folded};

/// A place in a text where characters are in disguise.
#[derive(Clone, Debug)]
pub struct Disguise {
    /// The words as they are written.
    pub words: String,
    /// The character.
    pub character: String,
    /// The words are the brand.
    pub is_brand: bool,
}

/// Fewer disguised words than this, none of them the brand, are an accident of typesetting.
pub const FEWEST_WORDS: usize = 3;

/// The words of a text that are in disguise, each with its character.
pub fn words(text: &str) -> impl Iterator<Item = (&str, char)> {
    let words = (!text.is_ascii()).then(|| text.split_whitespace());
    words.into_iter().flatten().filter_map(|word| Some((word, inside(word)?)))
}

/// The first character inside a Latin word that is invisible, or that is a look-alike letter of another script; returns `None` if
/// there is none. Soft hyphens do not count because typesetting puts them into long words, and zero-width spaces do not count
/// because it puts them into addresses.
fn inside(word: &str) -> Option<char> {
    let latin = word.chars().filter(char::is_ascii_alphabetic).count();
    if latin < 2 {
        return None;
    }
    let chars: Vec<char> = word.chars().collect();
    let last_latin = chars.iter().rposition(char::is_ascii_alphabetic).unwrap_or_default();
    (1..chars.len()).find_map(|at| {
        let c = chars[at];
        if c.is_ascii() || matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}') {
            return None;
        }
        // A mark on a letter of another script belongs to that letter.
        let base = chars[..at].iter().rev().find(|c| !skeleton::is_invisible(**c));
        if skeleton::is_invisible(c) && is_part_of_script(c) && base.is_some_and(|base| !base.is_ascii()) {
            return None;
        }
        let near_latin =
            chars[at - 1].is_ascii_alphabetic() || chars.get(at + 1).is_some_and(char::is_ascii_alphabetic);
        let is_inside = at < last_latin;
        (near_latin && (is_foreign_mark(c) && is_inside || imitates_latin(c))).then_some(c)
    })
}

/// Whether a character is invisible and is neither an accent nor a mark that emoji use.
fn is_foreign_mark(c: char) -> bool {
    skeleton::is_invisible(c)
        && !matches!(u32::from(c), 0x300..=0x34e | 0x350..=0x36f | 0xfe00..=0xfe0f | 0x20d0..=0x20f0 | 0x1f3fb..=0x1f3ff)
}

/// Whether a character is a Greek, Cyrillic or Armenian letter that looks like a Latin one.
fn imitates_latin(c: char) -> bool {
    matches!(u32::from(c), 0x370..=0x52f | 0x531..=0x58f)
        && matches!(skeleton::reading(c), skeleton::Reading::One(b) if b.is_ascii_alphabetic())
}

/// Whether an invisible character belongs to the writing of a script: a mark on a letter, as Arabic, Hebrew, Indic and Thai have them, the
/// Arabic tatweel, the marks of voiced kana, or a joiner.
fn is_part_of_script(c: char) -> bool {
    !matches!(u32::from(c), 0xad | 0x34f | 0x115f..=0x1160 | 0x180b..=0x180e | 0x200b | 0x200e..=0x206f | 0x3164 | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xe0000..)
}

/// The character that disguises the brand between these two places of a folded text; returns `None` if the brand is written
/// plainly. In a script of its own the brand's letters are no disguise, and neither are the vowel signs, points and joiners with which that
/// script is written, but any other invisible character is.
pub fn in_brand(folded: &Folded, start: usize, end: usize) -> Option<String> {
    let is_other_script = !folded.text[start..end].is_ascii();
    let disguise = if is_other_script {
        let hides = |d: &&Disguised| d.read.is_empty() && d.at > start && d.at < end && !is_part_of_script(d.written);
        folded.disguises.iter().find(hides)
    } else {
        folded.disguise_within(start, end)
    };
    disguise.map(|disguise| disguise.written.to_string())
}
