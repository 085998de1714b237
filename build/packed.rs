//! Writes tables as Rust code.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::layout::FIRST_LETTER;

/// Writes a table as one text: one line for each row, sorted by key, with a tab between key and value. `src/tables`
/// searches the text in place, so the program has no pointers to relocate and nothing to parse at start.
pub fn table(code: &mut String, file: &str, name: &str, rows: &BTreeMap<String, String>) {
    let mut text = String::new();
    for (key, value) in rows {
        assert!(!key.is_empty() && !key.contains(['\t', '\n']) && !value.contains('\n'), "{file}: \"{key}\"");
        writeln!(text, "{key}\t{value}").unwrap();
    }
    writeln!(code, "/// `{file}`.\npub(crate) static {name}: Table = Table::of({text:?});").unwrap();
}

/// Writes a table with an index for whole keys.
pub fn hashed_table(code: &mut String, file: &str, name: &str, rows: &BTreeMap<String, String>) {
    let places = (rows.len() * 5 / 4).next_power_of_two();
    let mut plain = String::new();
    table(&mut plain, file, name, rows);
    code.push_str(&plain.replace(": Table = Table::of", &format!(": Hashed<{places}> = Hashed::of")));
}

/// The letter that stands for one of these words in a packed table: `a` for the first, `b` for the second, and so on.
pub fn letter(place: &str, word: &str, words: &[&str]) -> char {
    let at = words.iter().position(|known| *known == word).unwrap_or_else(|| panic!("{place}: unknown \"{word}\""));
    char::from(FIRST_LETTER + u8::try_from(at).expect("few words"))
}
