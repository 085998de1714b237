//! Packs the tables of words, phrases and letters.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::fold::Fold;
use crate::packed::{letter, table};
use crate::tsv::{rows, sorted};
use crate::word_kinds::WordKind;

/// Writes the words that stand beside the brand in hosts.
pub fn words(code: &mut String) {
    let fold = Fold::load();
    let rows = sorted(
        rows::<2>("words.tsv")
            .into_iter()
            .flat_map(|(place, [word, kind])| {
                let kind = letter(&place, &kind, WordKind::NAMES).to_string();
                fold.cases(&word).map(move |folded| (place.clone(), folded, kind.clone()))
            })
            .collect(),
    );
    table(code, "words.tsv", "WORDS", &rows);
}

/// Writes the ordinary words that only look like the brand.
pub fn collisions(code: &mut String) {
    let rows = sorted(
        rows::<2>("collisions.tsv")
            .into_iter()
            .map(|(place, [word, reason])| {
                assert!(!reason.is_empty(), "{place}: an exception needs its reason");
                (place, word, String::new())
            })
            .collect(),
    );
    table(code, "collisions.tsv", "COLLISIONS", &rows);
}

/// Writes the phrases, one table for each kind.
pub fn phrases(code: &mut String) {
    let phrases = rows::<2>("phrases.tsv").into_iter().map(|(place, [phrase, kind])| (place, phrase, kind));
    of_kinds(code, "phrases.tsv", phrases);
    let asks = rows::<3>("asks.tsv").into_iter().map(|(place, [phrase, kind, _])| (place, phrase, kind));
    of_kinds(code, "asks.tsv", asks);
}

/// Writes one table for each kind of phrase: place, phrase and kind of each row.
fn of_kinds(code: &mut String, file: &str, phrases: impl Iterator<Item = (String, String, String)>) {
    let fold = Fold::load();
    let mut kinds: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for (place, phrase, kind) in phrases {
        assert!(!phrase.is_empty() && phrase == phrase.trim(), "{place}: empty or padded");
        let rows = kinds.entry(kind).or_default();
        for folded in fold.cases(&phrase) {
            let is_new = rows.insert(folded, String::new()).is_none();
            // Texts are compared in simplified characters, so a row in traditional ones repeats the row in simplified ones.
            assert!(is_new || phrase.is_ascii() || !phrase.contains(is_chinese), "{place}: \"{phrase}\" stands twice");
        }
    }
    for (kind, rows) in kinds {
        table(code, file, &kind.replace('-', "_").to_uppercase(), &rows);
    }
}

/// Whether a character is a Chinese or Japanese one.
fn is_chinese(c: char) -> bool {
    ('\u{2e80}'..='\u{9fff}').contains(&c)
}

/// Writes the improbable words of three letters, by their first letter.
pub fn three_letters(code: &mut String) {
    let mut rests = vec![String::new(); 26];
    for (place, [first, rest]) in rows::<2>("three-letters.tsv") {
        let at = first.bytes().next().and_then(|first| first.checked_sub(b'a')).map_or(26, usize::from);
        let letters = rest.len() % 2 == 0 && rest.bytes().all(|b| b.is_ascii_lowercase());
        assert!(
            at < 26 && first.len() == 1 && letters && rests[at].is_empty(),
            "{place}: not two letters for each word"
        );
        rests[at] = rest;
    }
    writeln!(code, "/// `three-letters.tsv`: the other two letters of each word, by the first letter.").unwrap();
    writeln!(code, "pub(crate) static THREE_LETTERS: [&str; 26] = {rests:?};").unwrap();
}

/// Writes the cost of each letter after another, which measures how random a name looks.
pub fn letters(code: &mut String) {
    let table: Vec<Vec<u8>> = rows::<2>("letters.tsv")
        .into_iter()
        .map(|(place, [_, costs])| {
            costs
                .bytes()
                .map(|b| {
                    char::from(b)
                        .to_digit(16)
                        .and_then(|digit| u8::try_from(digit).ok())
                        .unwrap_or_else(|| panic!("{place}: no hex digit"))
                })
                .collect()
        })
        .collect();
    assert!(table.len() == 27 && table.iter().all(|row| row.len() == 27), "letters.tsv: not 27 by 27");
    writeln!(code, "/// How surprising a letter is after another; index 0 is the edge of the word.").unwrap();
    writeln!(code, "pub(crate) static LETTERS: [[u8; 27]; 27] = {table:?};").unwrap();
}
