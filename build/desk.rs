//! Writes the tables of the Desk as code: words in every language, times, time zones, documents and kinds of notices. They are folded here,
//! so that the program only compares.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::desk_fold::Folded;
use crate::tsv::rows;

/// The languages of the tables.
const LANGUAGES: [&str; 11] = ["en", "de", "fr", "it", "es", "nl", "pl", "sv", "tr", "ja", "zh"];

/// All tables.
pub fn tables() -> String {
    let mut code = String::new();
    table(&mut code, "desk-words.tsv", "WORDS", "Word", |place, [language, kind, phrases, source]| {
        check(place, &language, &source);
        phrases_of(place, &phrases)
            .map(|phrase| (phrase, index(&language), format!("Word::{}", variant(&kind))))
            .collect()
    });
    table(&mut code, "desk-times.tsv", "TIMES", "Time", |place, [language, kind, phrases, value, source]| {
        check(place, &language, &source);
        let value = match &*kind {
            "unit" => format!("Time::Unit(Unit::{})", variant(&value)),
            "number" | "month" | "weekday" | "day" => format!("Time::{}({value})", variant(&kind)),
            _ => format!("Time::{}", variant(&kind)),
        };
        phrases_of(place, &phrases).map(|phrase| (phrase, index(&language), value.clone())).collect()
    });
    zones(&mut code);
    table(&mut code, "desk-documents.tsv", "DOCUMENTS", "Fact", |place, [language, kind, phrases, source]| {
        check(place, &language, &source);
        phrases_of(place, &phrases)
            .map(|phrase| (phrase, index(&language), format!("Fact::{}", variant(&kind))))
            .collect()
    });
    table(&mut code, "desk-kinds.tsv", "KINDS", "Kind", |place, [language, kind, phrases, source]| {
        check(place, &language, &source);
        phrases_of(place, &phrases)
            .map(|phrase| (phrase, index(&language), format!("Kind::{}", variant(&kind))))
            .collect()
    });
    code
}

/// Writes one table of phrases as one text and the list of its values. Each line is a letter for the language, a character for the index of
/// the value, and the phrase. Rows with pointers would make a module 26 KB larger, gzipped.
fn table<const N: usize>(
    code: &mut String,
    file: &str,
    name: &str,
    kind: &str,
    lines: impl Fn(&str, [String; N]) -> Vec<Row>,
) {
    let (mut text, mut values, mut seen) = (String::new(), Vec::new(), BTreeSet::new());
    for (place, columns) in rows::<N>(file) {
        for (phrase, language, value) in lines(&place, columns) {
            let at = values.iter().position(|known| *known == value).unwrap_or_else(|| {
                values.push(value.clone());
                values.len() - 1
            });
            let mark = u32::try_from(at).ok().and_then(|at| char::from_u32(FIRST_VALUE + at)).expect("few values");
            let line = format!("{}{mark}{phrase}\n", char::from(b'a' + u8::try_from(language).expect("few languages")));
            // Two spellings can be folded to one.
            if seen.insert(line.clone()) {
                text.push_str(&line);
            }
        }
    }
    writeln!(code, "/// `{file}`: its rows, and the values by their index.").unwrap();
    writeln!(code, "pub(crate) static {name}: (&str, &[{kind}]) = ({text:?}, &[{}]);", values.join(", ")).unwrap();
}

/// A phrase, the index of its language, and its value as code.
type Row = (String, usize, String);

/// The character that stands for the first value.
const FIRST_VALUE: u32 = 0x30;

/// Writes the names of time zones.
fn zones(code: &mut String) {
    code.push_str(
        "/// `desk-zones.tsv`: a name, the rule of its region, and the offset in minutes that the name says.\n",
    );
    code.push_str("pub(crate) static ZONES: &[(&str, &str, Option<i32>)] = &[\n");
    for (place, [names, rule, literal, source]) in rows::<4>("desk-zones.tsv") {
        assert!(!source.is_empty(), "{place}: no source");
        let literal = match &*literal {
            "-" => None,
            minutes => Some(minutes.parse::<i32>().unwrap_or_else(|_| panic!("{place}: no minutes"))),
        };
        for name in phrases_of(&place, &names) {
            writeln!(code, "    ({name:?}, {rule:?}, {literal:?}),").unwrap();
        }
    }
    code.push_str("];\n");
}

fn index(language: &str) -> usize {
    LANGUAGES.iter().position(|known| *known == language).unwrap_or(0)
}

fn check(place: &str, language: &str, source: &str) {
    assert!(LANGUAGES.contains(&language), "{place}: unknown language");
    assert!(!source.is_empty(), "{place}: no source");
}

fn phrases_of(place: &str, phrases: &str) -> impl Iterator<Item = String> {
    assert!(!phrases.is_empty(), "{place}: no phrase");
    phrases.split(" | ").map(|phrase| Folded::of(phrase.trim()).text)
}

/// The name of an enum's variant: `mail-event` is `MailEvent`.
fn variant(name: &str) -> String {
    name.split('-')
        .map(|part| {
            let mut letters = part.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        })
        .collect()
}
