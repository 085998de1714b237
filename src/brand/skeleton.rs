//! What a text is read as: characters that pass for ASCII letters become those letters, what takes no room disappears.
//! Which words the result contains is decided elsewhere.

use crate::tables::{READING_BLOCKS, READINGS, reading as tags};

/// How one character is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// As this ASCII character.
    One(u8),
    /// As these.
    Many(&'static str),
    /// It takes no room of its own.
    Nothing,
    /// As itself: it passes for nothing else.
    Itself(char),
}

/// How a character is read: ASCII in lower case, what passes for ASCII as that (UTS #39 skeletons, compatibility
/// decompositions, small capitals and the like), marks and format characters as nothing.
pub fn reading(c: char) -> Reading {
    if c.is_ascii() {
        return Reading::One(c.to_ascii_lowercase() as u8);
    }
    packed(u32::from(c)).unwrap_or(Reading::Itself(c))
}

/// How a character is read, where not as itself.
fn packed(point: u32) -> Option<Reading> {
    let found = READING_BLOCKS.binary_search_by_key(&(point >> 8), |&(block, _)| u32::from(block)).ok()?;
    let end = READING_BLOCKS.get(found + 1).map_or(READINGS.len(), |&(_, start)| usize::from(start));
    let mut rows = READINGS.get(usize::from(READING_BLOCKS[found].1)..end)?;
    // How many code points lie between the end of the row before and the character.
    let mut left = point & 0xff;
    loop {
        let ([gap, tag], rest) = rows.split_first_chunk()?;
        left = left.checked_sub(u32::from(*gap))?;
        let (reading, run, rest) = match *tag {
            tags::NOTHING => {
                let (&more, rest) = rest.split_first()?;
                (Reading::Nothing, u32::from(more) + 1, rest)
            }
            tags::LOWER => {
                let ([more, a, b, c], rest) = rest.split_first_chunk()?;
                let lower = u32::from_le_bytes([*a, *b, *c, 0]) + left;
                (Reading::Itself(char::from_u32(lower).unwrap_or_default()), u32::from(*more) + 1, rest)
            }
            text if text & tags::TEXT == tags::TEXT => {
                let (text, rest) = rest.split_at_checked(usize::from(text & tags::TEXT_LENGTH))?;
                (Reading::Many(str::from_utf8(text).unwrap_or_default()), 1, rest)
            }
            byte => (Reading::One(byte), 1, rest),
        };
        if left < run {
            return Some(reading);
        }
        left -= run;
        rows = rest;
    }
}

/// Takes no room of its own: a combining mark, a format character, a default ignorable.
pub fn is_invisible(c: char) -> bool {
    reading(c) == Reading::Nothing
}

/// A character that is not what it is read as, where that was noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disguise {
    /// The character as written.
    pub written: char,
    /// What it is read as; empty for what takes no room.
    pub read: &'static str,
    /// Where the reading stands (or would stand) in the folded text, in bytes.
    pub at: usize,
}

/// A folded text, with what had to be folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The text as it is read, in lower case.
    pub text: String,
    /// The disguised characters, in order. Plain upper case and ordinary accents of Latin letters are none.
    pub disguises: Vec<Disguise>,
}

impl Folded {
    /// The first disguised character within a range of bytes of the folded text.
    pub fn disguise_within(&self, start: usize, end: usize) -> Option<&Disguise> {
        self.disguises
            .iter()
            .find(|d| if d.read.is_empty() { d.at > start && d.at < end } else { d.at >= start && d.at < end })
    }
}

static ASCII: &str = "\0\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b\x0c\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\x7f";

/// The one-character text of an ASCII byte.
fn ascii_text(byte: u8) -> &'static str {
    ASCII.get(usize::from(byte)..=usize::from(byte)).unwrap_or("?")
}

/// Latin letters with accents are ordinary in many languages, and East Asian full-width forms in two. The combining
/// grapheme joiner (U+034F) is no accent.
fn is_ordinary(c: char) -> bool {
    matches!(u32::from(c), 0xc0..=0x24f | 0x1e00..=0x1eff | 0x300..=0x34e | 0x350..=0x36f | 0xff01..=0xff5e | 0x2010..=0x2015)
}

/// Folds a text.
pub fn fold(text: &str) -> Folded {
    let mut folded = Folded { text: String::with_capacity(text.len()), disguises: Vec::new() };
    for c in text.chars() {
        let at = folded.text.len();
        let read = match reading(c) {
            Reading::One(byte) => {
                folded.text.push(char::from(byte));
                ascii_text(byte)
            }
            Reading::Many(text) => {
                folded.text.push_str(text);
                text
            }
            Reading::Nothing => "",
            Reading::Itself(c) => {
                folded.text.push(c);
                continue;
            }
        };
        if !c.is_ascii() && !is_ordinary(c) {
            folded.disguises.push(Disguise { written: c, read, at });
        }
    }
    folded
}

/// The same without the list of disguises, for texts that are only searched.
pub fn fold_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match reading(c) {
            Reading::One(byte) => out.push(char::from(byte)),
            Reading::Many(text) => out.push_str(text),
            Reading::Nothing => {}
            Reading::Itself(c) => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_for_latin_letters_is_read_as_them() {
        for (written, read) in [
            ("Amazon", "amazon"),
            ("Аmаzоn", "amazon"),
            ("Αmazοn", "amazon"),
            ("ａｍａｚｏｎ", "amazon"),
            ("𝐀𝐦𝐚𝐳𝐨𝐧", "amazon"),
            ("ᴀᴍᴀᴢᴏɴ", "amazon"),
            ("amazón", "amazon"),
            ("A\u{73f}m\u{73f}a\u{200b}zon", "amazon"),
            ("ⓐmazon", "amazon"),
            ("亚马逊", "亚马逊"),
            ("アマゾン", "アマゾン"),
        ] {
            assert_eq!(fold(written).text, read, "{written}");
            assert_eq!(fold_text(written), read, "{written}");
        }
    }

    #[test]
    fn accents_and_full_width_forms_are_no_disguise_but_foreign_letters_and_marks_are() {
        assert!(fold("Amazón Vérification Ａ").disguises.is_empty());
        assert_eq!(fold("Аmazon").disguises, [Disguise { written: 'А', read: "a", at: 0 }]);
        let folded = fold("A\u{200b}mazon");
        assert_eq!(folded.disguise_within(0, 6).map(|d| d.written), Some('\u{200b}'));
        assert_eq!(fold("\u{200b}amazon").disguise_within(0, 6), None, "padding around a word is no disguise");
    }

    #[test]
    fn the_character_tables_agree_with_the_reference_implementation() {
        // unicode-security is the oracle: where it gives a pure ASCII letter skeleton, so do we. Ours also drops marks.
        let (mut checked, mut different) = (0, Vec::new());
        for c in (0x80..0x2_0000).filter_map(char::from_u32) {
            let mut buffer = [0; 4];
            let skeleton: String = unicode_security::skeleton(c.encode_utf8(&mut buffer)).collect();
            let skeleton = skeleton.to_ascii_lowercase().replace("rn", "m");
            if skeleton.len() != 1 || !skeleton.bytes().all(|b| b.is_ascii_alphanumeric()) {
                continue;
            }
            match reading(c) {
                Reading::One(byte) => {
                    let same = char::from(byte).to_string() == skeleton
                        // One prototype stands for several letters and digits of one shape.
                        || matches!((byte, &*skeleton), (b'0' | b'o', "o" | "0") | (b'1' | b'i' | b'l', "l" | "i" | "1"));
                    if !same {
                        different.push((c, char::from(byte), skeleton));
                    }
                    checked += 1;
                }
                // The oracle knows later versions of Unicode than our table.
                Reading::Itself(_) | Reading::Many(_) | Reading::Nothing => {}
            }
        }
        assert!(checked > 1300, "{checked}");
        // Later versions of Unicode changed a few prototypes.
        assert!(different.len() <= checked / 100, "{different:?}");
    }
}
