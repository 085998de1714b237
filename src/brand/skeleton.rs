//! Folds a text to its skeleton (UTS #39): confusable characters become the ASCII characters that they look like, and invisible
//! characters disappear. Other modules search the result for words.

use crate::tables::{READING_BLOCKS, READINGS, reading as tags};

/// How a reader reads one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The reader takes it for this ASCII character.
    One(u8),
    /// The reader takes it for these ASCII characters.
    Many(&'static str),
    /// The character takes no room of its own, as [`is_invisible`] says.
    Nothing,
    /// The character is not confusable with ASCII. A letter is given in lower case, a Chinese character in its simplified form, as
    /// the tables have it.
    Itself(char),
}

/// Returns how a character is read. ASCII is read in lower case. A confusable character is read as ASCII (UTS #39 skeletons,
/// compatibility decompositions, small capitals and the like). Marks and format characters are read as nothing.
pub fn reading(c: char) -> Reading {
    if c.is_ascii() {
        return Reading::One(c.to_ascii_lowercase() as u8);
    }
    packed(u32::from(c)).unwrap_or(Reading::Itself(c))
}

/// Looks a character up in the packed table. Returns `None` if the character is read as itself.
fn packed(point: u32) -> Option<Reading> {
    let found = READING_BLOCKS.binary_search_by_key(&(point >> 8), |&(block, _)| u32::from(block)).ok()?;
    let end = READING_BLOCKS.get(found + 1).map_or(READINGS.len(), |&(_, start)| usize::from(start));
    let mut rows = READINGS.get(usize::from(READING_BLOCKS[found].1)..end)?;
    // The number of code points between the end of the previous row and the character.
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
                let lower = point.wrapping_add(u32::from_le_bytes([*a, *b, *c, 0])) & 0xff_ffff;
                (Reading::Itself(char::from_u32(lower).unwrap_or_default()), u32::from(*more) + 1, rest)
            }
            han @ tags::HAN.. => {
                let (&low, rest) = rest.split_first()?;
                let read = tags::FIRST_HAN + (u32::from(han - tags::HAN) << 8) + u32::from(low);
                (Reading::Itself(char::from_u32(read).unwrap_or_default()), 1, rest)
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

/// Whether a character is invisible: a combining mark, a format character, or a default ignorable code point.
pub fn is_invisible(c: char) -> bool {
    reading(c) == Reading::Nothing
}

/// A character in a text that looks like another one, or is invisible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disguise {
    /// The character as written.
    pub written: char,
    /// The text that it is read as; empty for an invisible character.
    pub read: &'static str,
    /// The position of the reading in the folded text, in bytes. An invisible character has the position of the next reading.
    pub at: usize,
}

/// A folded text with the disguised characters that it contained.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The text as a reader reads it, in lower case.
    pub text: String,
    /// The disguised characters, in order. Upper case and ordinary accents of Latin letters do not count as disguises.
    pub disguises: Vec<Disguise>,
}

impl Folded {
    /// Returns the first disguised character within a range of bytes of the folded text. An invisible character at the edge of the
    /// range does not count.
    pub fn disguise_within(&self, start: usize, end: usize) -> Option<&Disguise> {
        self.disguises
            .iter()
            .find(|d| if d.read.is_empty() { d.at > start && d.at < end } else { d.at >= start && d.at < end })
    }
}

static ASCII: &str = "\0\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b\x0c\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\x7f";

/// Returns the one-character text of an ASCII byte.
fn ascii_text(byte: u8) -> &'static str {
    ASCII.get(usize::from(byte)..=usize::from(byte)).unwrap_or("?")
}

/// Whether a character is too common to be a disguise: many languages use Latin letters with accents, and two use East Asian
/// full-width forms. The combining grapheme joiner (U+034F) is not an accent.
fn is_ordinary(c: char) -> bool {
    matches!(u32::from(c), 0xc0..=0x24f | 0x1e00..=0x1eff | 0x300..=0x34e | 0x350..=0x36f | 0xff01..=0xff5e | 0x2010..=0x2015)
}

/// Folds a text and lists its disguised characters.
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

/// Folds a text without listing the disguised characters, for texts that are only searched.
pub fn fold_text(text: &str) -> String {
    fold_by(text, reading)
}

/// Folds a text like [`fold_text`] for the host that it names: traditional Chinese characters stay, because 亞馬遜.example and
/// 亚马逊.example are two hosts, and a flag is no letter of it.
pub fn fold_host(text: &str) -> String {
    fold_by(text, |c| match reading(c) {
        Reading::Itself(_) if c >= '\u{2e80}' => Reading::Itself(c),
        Reading::One(_) if matches!(c, '\u{1f1e6}'..='\u{1f1ff}') => Reading::Nothing,
        read => read,
    })
}

fn fold_by(text: &str, reading: impl Fn(char) -> Reading) -> String {
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
    fn confusable_characters_are_read_as_latin_letters() {
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
            ("🅰🅼🅐🆉🅾🅽 🇦\u{200b}🇲🇦🇿🇴🇳 ᗩᗰᗩᘔOᑎ", "amazon amazon amazon"),
            ("亚马逊", "亚马逊"),
            ("亞馬遜 亜馬遜", "亚马逊 亚马逊"),
            ("検証 認証 確認", "検証 认証 确认"),
            ("アマゾン", "アマゾン"),
        ] {
            assert_eq!(fold(written).text, read, "{written}");
            assert_eq!(fold_text(written), read, "{written}");
        }
    }

    #[test]
    fn traditional_characters_stay_in_the_name_of_a_host_and_flags_do_not() {
        assert_eq!(fold_host("亞馬遜.Example"), "亞馬遜.example");
        assert_eq!(fold_host("Аmаzоn.example"), "amazon.example");
        assert_eq!(fold_host("🇩🇪amazon.example"), "amazon.example");
    }

    #[test]
    fn foreign_letters_and_marks_are_disguises_and_accents_and_full_width_forms_are_not() {
        assert!(fold("Amazón Vérification Ａ").disguises.is_empty());
        assert_eq!(fold("Аmazon").disguises, [Disguise { written: 'А', read: "a", at: 0 }]);
        let folded = fold("A\u{200b}mazon");
        assert_eq!(folded.disguise_within(0, 6).map(|d| d.written), Some('\u{200b}'));
        assert_eq!(fold("\u{200b}amazon").disguise_within(0, 6), None, "padding before a word is not a disguise");
    }

    #[test]
    fn the_character_tables_agree_with_the_reference_implementation() {
        // unicode-security is the reference: if its skeleton is one ASCII letter, our reading must be the same. Our table also
        // drops marks.
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
                        // UTS #39 has one prototype for letters and digits of the same shape.
                        || matches!((byte, &*skeleton), (b'0' | b'o', "o" | "0") | (b'1' | b'i' | b'l', "l" | "i" | "1"));
                    if !same {
                        different.push((c, char::from(byte), skeleton));
                    }
                    checked += 1;
                }
                // The reference knows later versions of Unicode than our table.
                Reading::Itself(_) | Reading::Many(_) | Reading::Nothing => {}
            }
        }
        assert!(checked > 1300, "{checked}");
        // Later versions of Unicode changed a few prototypes.
        assert!(different.len() <= checked / 100, "{different:?}");
    }
}
