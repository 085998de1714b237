//! The words of the Desk: the tables of `data/desk-*.tsv`, and finding their phrases in folded text.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use crate::desk::terms::{Fact, Kind, Unit};

mod generated {
    use super::{Fact, Kind, Time, Unit, Word};
    include!(concat!(env!("OUT_DIR"), "/desk.rs"));
}
pub(super) use generated::ZONES;

/// The languages of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Language {
    En,
    De,
    Fr,
    It,
    Es,
    Nl,
    Pl,
    Sv,
    Tr,
    Ja,
    Zh,
}

/// The languages in the order of their letters in the packed tables.
const LANGUAGES: [Language; 11] = [
    Language::En,
    Language::De,
    Language::Fr,
    Language::It,
    Language::Es,
    Language::Nl,
    Language::Pl,
    Language::Sv,
    Language::Tr,
    Language::Ja,
    Language::Zh,
];

/// The kinds of words that decide about the role of a time. The head of `desk-words.tsv` describes each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    Stop,
    Joint,
    And,
    By,
    Before,
    From,
    On,
    After,
    MailEvent,
    Event,
    Act,
    Missing,
    Must,
    We,
    Amazon,
    Consequence,
    Future,
    Past,
    Funds,
    Appeal,
    Age,
    Back,
    Paper,
    Meeting,
    Wait,
    Length,
    Valid,
    Duty,
    Link,
    Label,
    Ago,
    Once,
    NotCounting,
    AllTimes,
}

/// The kinds of words that expressions of time consist of. The head of `desk-times.tsv` describes each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Time {
    Unit(Unit),
    Number(u32),
    Month(i8),
    Weekday(i8),
    Day(i64),
    Range,
    Adjective,
    Clock,
    Am,
    Pm,
    Oclock,
}

/// A phrase in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found<V> {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
    /// The language of the phrase.
    pub language: Language,
    /// The meaning.
    pub value: V,
}

/// A table of phrases, by their first two characters.
pub(crate) struct Lexicon<V: 'static> {
    rows: Vec<(&'static str, Language, V)>,
    by_start: HashMap<(char, char), Vec<usize>>,
    endings: Vec<usize>,
}

/// The words that decide about roles.
pub(crate) static WORDS: LazyLock<Lexicon<Word>> = LazyLock::new(|| Lexicon::of(generated::WORDS));
/// The words that expressions of time consist of.
pub(crate) static TIMES: LazyLock<Lexicon<Time>> = LazyLock::new(|| Lexicon::of(generated::TIMES));
/// The words about documents.
pub(crate) static DOCUMENTS: LazyLock<Lexicon<Fact>> = LazyLock::new(|| Lexicon::of(generated::DOCUMENTS));
/// The words about the kinds of notices.
pub(crate) static KINDS: LazyLock<Lexicon<Kind>> = LazyLock::new(|| Lexicon::of(generated::KINDS));

/// Whether a character is part of a word that spaces divide from others.
pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric() && u32::from(c) < 0x2e80
}

impl<V: Copy> Lexicon<V> {
    /// Unpacks a table of the build script: in each line a letter for the language, a character for the value, and the phrase.
    fn of((text, values): (&'static str, &'static [V])) -> Self {
        const FIRST_VALUE: usize = 0x30;
        let row = |line: &'static str| {
            let mut marks = line.chars();
            let language = usize::from(u8::try_from(marks.next()?).ok()?.checked_sub(b'a')?);
            let value = usize::try_from(u32::from(marks.next()?)).ok()?.checked_sub(FIRST_VALUE)?;
            Some((marks.as_str(), *LANGUAGES.get(language)?, *values.get(value)?))
        };
        let rows: Vec<(&'static str, Language, V)> = text.lines().filter_map(row).collect();
        let mut by_start: HashMap<(char, char), Vec<usize>> = HashMap::new();
        let mut endings = Vec::new();
        for (at, (phrase, _, _)) in rows.iter().enumerate() {
            if phrase.starts_with('*') {
                endings.push(at);
                continue;
            }
            let mut chars = phrase.chars();
            let first = chars.next().unwrap_or_default();
            let second = chars.next().filter(|&c| c != '*').unwrap_or_default();
            by_start.entry((first, second)).or_default().push(at);
        }
        Self { rows, by_start, endings }
    }

    /// All phrases that begin at this byte.
    pub(crate) fn at<'a>(&'a self, text: &'a str, start: usize) -> impl Iterator<Item = Found<V>> + 'a {
        let rest = text.get(start..).unwrap_or_default();
        let mut chars = rest.chars();
        let first = chars.next().unwrap_or_default();
        let second = chars.next().unwrap_or_default();
        let begins_word = is_word(first) && !text[..start].chars().next_back().is_some_and(is_word);
        let boundary = begins_word || !is_word(first);
        let pairs = [(first, second), (first, '\0')];
        let starts = pairs.into_iter().take(if boundary { 2 } else { 0 });
        let rows = starts.filter_map(|pair| self.by_start.get(&pair)).flatten();
        let endings = self.endings.iter().take_while(move |_| begins_word);
        rows.chain(endings).filter_map(move |&row| {
            let (phrase, language, value) = self.rows[row];
            let length = length_of(phrase, rest)?;
            Some(Found { start, end: start + length, language, value })
        })
    }

    /// The longest phrase at this byte that fits.
    pub(crate) fn longest(&self, text: &str, start: usize, fits: impl Fn(&Found<V>) -> bool) -> Option<Found<V>> {
        self.at(text, start).filter(fits).max_by_key(|found| found.end)
    }

    /// All phrases in a range of a text, in its order. Phrases can overlap.
    pub(crate) fn within(&self, text: &str, start: usize, end: usize) -> Vec<Found<V>> {
        let part = text.get(start..end).unwrap_or_default();
        let mut found = Vec::new();
        for (at, _) in part.char_indices() {
            found.extend(self.at(text, start + at).filter(|found| found.end <= end));
        }
        found
    }
}

/// The length of a phrase that a text begins with.
fn length_of(phrase: &str, text: &str) -> Option<usize> {
    let word_end = |from: usize| text[from..].find(|c| !is_word(c)).map_or(text.len(), |at| from + at);
    if let Some(ending) = phrase.strip_prefix('*') {
        let end = word_end(0);
        return (text[..end].ends_with(ending) && end > ending.len()).then_some(end);
    }
    if let Some(stem) = phrase.strip_suffix('*') {
        return text.starts_with(stem).then(|| word_end(stem.len()));
    }
    let is_whole = |rest: &str| {
        let ends_in_word = phrase.chars().next_back().is_some_and(is_word);
        !(ends_in_word && rest.chars().next().is_some_and(is_word))
    };
    text.strip_prefix(phrase).is_some_and(is_whole).then_some(phrase.len())
}

/// The language of a short text by all words of the tables. Returns `None` if it has none of them.
pub(crate) fn language_of_label(folded: &str) -> Option<Language> {
    most(counts_of(folded))
}

/// How many words of the tables a text has in each language.
fn counts_of(folded: &str) -> BTreeMap<Language, usize> {
    let words = WORDS.within(folded, 0, folded.len()).into_iter().map(|found| (found.start, found.language));
    let times = TIMES.within(folded, 0, folded.len()).into_iter().map(|found| (found.start, found.language));
    let mut found: Vec<(usize, Language)> = words.chain(times).collect();
    // A word counts once, however many meanings it has.
    found.sort_unstable();
    found.dedup();
    let mut counts = BTreeMap::new();
    for (_, language) in found {
        *counts.entry(language).or_default() += 1;
    }
    counts
}

/// The language with the highest count, the first one of equals.
fn most(counts: BTreeMap<Language, usize>) -> Option<Language> {
    let (language, _) = counts.into_iter().max_by_key(|(language, count)| (*count, std::cmp::Reverse(*language)))?;
    Some(language)
}

/// The language of a text by its script and its common words. Returns `None` if it has too few of them.
pub(crate) fn language_of(original: &str, folded: &str) -> Option<Language> {
    /// Fewer common words prove nothing.
    const FEWEST: usize = 2;
    let kana = original.chars().filter(|c| matches!(c, '\u{3041}'..='\u{30ff}')).count();
    let han = original.chars().filter(|c| matches!(c, '\u{4e00}'..='\u{9fff}')).count();
    let latin = folded.chars().filter(char::is_ascii_lowercase).count();
    if (kana + han) * 3 > latin && kana + han > 1 {
        return Some(if kana > 0 { Language::Ja } else { Language::Zh });
    }
    let mut seen: BTreeSet<(Language, &str)> = BTreeSet::new();
    for found in WORDS.within(folded, 0, folded.len()) {
        if found.value == Word::Stop {
            seen.insert((found.language, &folded[found.start..found.end]));
        }
    }
    let mut counts: BTreeMap<Language, usize> = BTreeMap::new();
    for (language, _) in seen {
        *counts.entry(language).or_default() += 1;
    }
    let best = counts.values().copied().max().filter(|count| *count >= FEWEST)?;
    counts.retain(|_, count| *count == best);
    if counts.len() == 1 {
        return counts.into_keys().next();
    }
    let all = counts_of(folded);
    most(counts.into_keys().map(|language| (language, all.get(&language).copied().unwrap_or(0))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_whole_words_stems_or_endings() {
        assert_eq!(length_of("provide*", "provides it"), Some(8));
        assert_eq!(length_of("by", "bypass"), None);
        assert_eq!(length_of("*eremo", "risponderemo entro"), Some(12));
        assert_eq!(length_of("*eremo", "eremo"), None);
        assert_eq!(length_of("停用", "停用您的"), Some(6));
    }

    #[test]
    fn common_words_show_the_language() {
        use crate::desk::fold::Folded;
        for (text, language) in [
            ("Please provide the documents within 30 days.", Language::En),
            ("Bitte reichen Sie die Unterlagen innerhalb von 30 Tagen ein.", Language::De),
            ("Veuillez fournir les documents dans les 30 jours.", Language::Fr),
            ("Fornisci i documenti entro 30 giorni per il tuo account.", Language::It),
            ("Proporcione los documentos en un plazo de 30 días.", Language::Es),
            ("Verstrek de documenten binnen 30 dagen voor uw account.", Language::Nl),
            ("Prosimy o przesłanie dokumentów w ciągu 30 dni, aby nie utracić konto.", Language::Pl),
            ("Skicka in dokumenten inom 30 dagar för att du inte ska förlora kontot.", Language::Sv),
            ("Lütfen belgeleri 30 gün içinde gönderin ve hesabınız için yanıt verin.", Language::Tr),
            ("30日以内に書類をご提出ください。", Language::Ja),
            ("请在30天内提供文件。", Language::Zh),
        ] {
            assert_eq!(language_of(text, &Folded::of(text).text), Some(language), "{text}");
        }
    }
}
