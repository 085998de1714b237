//! Folds texts as `brand::skeleton` does, and packs the tables by which it does so.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::layout::reading::{FIRST_HAN, HAN, LOWER, NOTHING, TEXT, TEXT_LENGTH};
use crate::tsv::{hex, rows};

/// The code point after the last Chinese character that a [`HAN`] tag reaches.
const END_OF_HAN: u32 = FIRST_HAN + ((0x100 - HAN as u32) << 8);

/// The reading of a character that is not read as itself.
enum Reading {
    /// The character is read as this ASCII text.
    Text(String),
    /// The character is invisible.
    Nothing,
    /// The character is read as this one: a letter in lower case, or a Chinese character in its simplified form.
    Other(u32),
}

/// The tables that say how characters are read. The library folds texts before it searches them, so the phrases are
/// folded too.
pub struct Fold {
    texts: BTreeMap<char, String>,
    invisible: Vec<(u32, u32)>,
    simplified: BTreeMap<char, char>,
}

impl Fold {
    pub fn load() -> Self {
        let point = |place: &str, text: &str| {
            char::from_u32(hex(place, text)).unwrap_or_else(|| panic!("{place}: a surrogate"))
        };
        Self {
            texts: rows::<3>("folding.tsv")
                .into_iter()
                .map(|(place, [c, text, _])| (point(&place, &c), text))
                .collect(),
            invisible: rows::<2>("invisible.tsv")
                .into_iter()
                .map(|(place, [a, z])| (hex(&place, &a), hex(&place, &z)))
                .collect(),
            simplified: simplified(),
        }
    }

    /// Forgets the traditional characters whose simplified form occurs in none of the tables that texts are compared with: no
    /// text could match by them.
    fn keep_characters_of_tables(&mut self) {
        let mut wanted = BTreeSet::new();
        let mut note =
            |text: &str| wanted.extend(self.cases(text).flat_map(|folded| folded.chars().collect::<Vec<_>>()));
        for file in ["phrases.tsv", "words.tsv"] {
            for (_, [text, _]) in rows::<2>(file) {
                note(&text);
            }
        }
        for file in ["markers.tsv", "asks.tsv"] {
            for (_, [text, ..]) in rows::<3>(file) {
                note(&text);
            }
        }
        self.simplified.retain(|_, simplified| wanted.contains(simplified));
    }

    /// The readings of a text, in small letters and in capitals, which can differ: a Cyrillic В is read as B, a в as в.
    pub fn cases(&self, text: &str) -> impl Iterator<Item = String> + use<> {
        let (small, capitals) = (self.fold(text), self.fold(&text.to_uppercase()));
        let others = (capitals != small).then_some(capitals);
        std::iter::once(small).chain(others)
    }

    /// A text in simplified characters.
    pub fn simplify(&self, text: &str) -> String {
        text.chars().map(|c| self.simplified.get(&c).copied().unwrap_or(c)).collect()
    }

    /// The reading of a text.
    pub fn fold(&self, text: &str) -> String {
        let mut out = String::new();
        for c in text.chars() {
            match self.reading(c) {
                Some(Reading::Text(read)) => out.push_str(&read),
                Some(Reading::Nothing) => {}
                Some(Reading::Other(other)) => out.extend(char::from_u32(other)),
                None => out.push(c),
            }
        }
        out
    }

    fn reading(&self, c: char) -> Option<Reading> {
        let point = u32::from(c);
        let nothing = self.invisible.iter().any(|&(first, last)| (first..=last).contains(&point));
        match self.texts.get(&c) {
            Some(text) => {
                let fits = !nothing && !text.is_empty() && text.len() <= usize::from(TEXT_LENGTH) && text.is_ascii();
                assert!(fits, "folding.tsv: {point:X}");
                Some(Reading::Text(text.clone()))
            }
            None if nothing => Some(Reading::Nothing),
            None => {
                let other = self.simplified.get(&c).copied().or_else(|| c.to_lowercase().next());
                other.map(u32::from).filter(|&other| other != point).map(Reading::Other)
            }
        }
    }
}

/// The simplified form of each traditional character.
fn simplified() -> BTreeMap<char, char> {
    let character = |place: &str, text: &str| {
        let mut chars = text.chars();
        chars.next().filter(|_| chars.next().is_none()).unwrap_or_else(|| panic!("{place}: not one character"))
    };
    let mut found = BTreeMap::new();
    for (place, [from, to, origin]) in rows::<3>("simplified.tsv") {
        assert!(matches!(&*origin, "unihan" | "own"), "{place}: unknown origin");
        let known = found.insert(character(&place, &from), character(&place, &to));
        assert!(known.is_none(), "{place}: \"{from}\" stands twice");
    }
    assert!(
        found.values().all(|to| !found.contains_key(to)),
        "simplified.tsv: a simplified character is in the first column"
    );
    found
}

/// Packs the readings of characters, in the layout of `layout::reading`.
pub fn readings(code: &mut String) {
    for (place, [_, _, origin]) in rows::<3>("folding.tsv") {
        assert!(matches!(&*origin, "confusable" | "decomposition" | "own"), "{place}: unknown origin");
    }
    let mut fold = Fold::load();
    fold.keep_characters_of_tables();
    let mut blocks = Vec::new();
    let mut packed: Vec<u8> = Vec::new();
    for block in 0..0x1100u32 {
        let start = packed.len();
        let points: Vec<_> = (block << 8..(block + 1) << 8)
            .map(|point| if point < 0x80 { None } else { char::from_u32(point).and_then(|c| fold.reading(c)) })
            .collect();
        let (mut at, mut behind) = (0, 0);
        while at < points.len() {
            let Some(reading) = &points[at] else {
                at += 1;
                continue;
            };
            packed.push(u8::try_from(at - behind).expect("within a block"));
            let run = match reading {
                Reading::Text(text) => {
                    if text.len() > 1 {
                        packed.push(TEXT | u8::try_from(text.len()).expect("short"));
                    }
                    packed.extend_from_slice(text.as_bytes());
                    1
                }
                Reading::Nothing => {
                    let run = points[at..].iter().take_while(|next| matches!(next, Some(Reading::Nothing))).count();
                    packed.extend_from_slice(&[NOTHING, u8::try_from(run - 1).expect("within a block")]);
                    run
                }
                Reading::Other(han @ FIRST_HAN..END_OF_HAN) => {
                    let [low, high, ..] = (han - FIRST_HAN).to_le_bytes();
                    packed.extend_from_slice(&[HAN + high, low]);
                    1
                }
                Reading::Other(first) => {
                    let point = block << 8 | u32::try_from(at).expect("within a block");
                    let run = (*first..)
                        .zip(&points[at..])
                        .take_while(|(lower, next)| matches!(next, Some(Reading::Other(next)) if next == lower))
                        .count();
                    packed.extend_from_slice(&[LOWER, u8::try_from(run - 1).expect("within a block")]);
                    packed.extend_from_slice(&first.wrapping_sub(point).to_le_bytes()[..3]);
                    run
                }
            };
            at += run;
            behind = at;
        }
        if packed.len() > start {
            blocks.push((u16::try_from(block).expect("Unicode"), u16::try_from(start).expect("small")));
        }
    }
    writeln!(
        code,
        "/// The blocks of 256 code points with characters that are not read as themselves, and where their rows begin."
    )
    .unwrap();
    writeln!(code, "pub(crate) static READING_BLOCKS: [(u16, u16); {}] = {blocks:?};", blocks.len()).unwrap();
    writeln!(code, "/// How those characters are read; `layout::reading` documents the layout.").unwrap();
    writeln!(code, "pub(crate) static READINGS: [u8; {}] = {packed:?};", packed.len()).unwrap();
}
