//! Writes tables as Rust code.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::layout::FIRST_LETTER;
use crate::layout::row::{FIRST_HEAD, is_head};

/// The most bytes that a key can share with the one before.
const MOST_SHARED: usize = 0x1f - FIRST_HEAD as usize;

/// Writes a table as one text in the layout of `layout::row`, so that the program has no pointers to relocate.
pub fn table(code: &mut String, file: &str, name: &str, rows: &BTreeMap<String, String>) {
    packed_table(code, file, name, "Table", rows);
}

/// Writes a table with an index for whole keys.
pub fn hashed_table(code: &mut String, file: &str, name: &str, rows: &BTreeMap<String, String>) {
    let places = (rows.len() * 5 / 4).next_power_of_two();
    packed_table(code, file, name, &format!("Hashed<{places}>"), rows);
}

fn packed_table(code: &mut String, file: &str, name: &str, kind: &str, rows: &BTreeMap<String, String>) {
    let mut text = String::new();
    let (mut before, mut length) = ("", 0);
    for (key, value) in rows {
        let is_plain = !key.bytes().any(|b| b < b' ') && !value.bytes().any(is_head) && !value.contains('\n');
        assert!(!key.is_empty() && is_plain, "{file}: \"{key}\"");
        let same = key.char_indices().zip(before.chars()).take_while(|((_, a), b)| a == b);
        let shared =
            same.map(|((at, c), _)| at + c.len_utf8()).take_while(|end| *end <= MOST_SHARED).last().unwrap_or(0);
        text.push(char::from(FIRST_HEAD + u8::try_from(shared).expect("small")));
        text.push_str(&key[shared..]);
        if !value.is_empty() {
            write!(text, "\t{value}").unwrap();
        }
        length += key.len() + value.len() + 2;
        before = key;
    }
    assert!(u16::try_from(length).is_ok(), "{file}: too long for the index");
    let of = kind.split('<').next().expect("a name");
    writeln!(code, "/// `{file}`.\npub(crate) static {name}: {kind} = {of}::of({text:?});").unwrap();
}

/// The letter that stands for one of these words in a packed table: `a` for the first, `b` for the second, and so on.
pub fn letter(place: &str, word: &str, words: &[&str]) -> char {
    let at = words.iter().position(|known| *known == word).unwrap_or_else(|| panic!("{place}: unknown \"{word}\""));
    char::from(FIRST_LETTER + u8::try_from(at).expect("few words"))
}
