//! The text of a notice for reading times: passages, cut into sentences and clauses.

use std::ops::Range;

use crate::desk::expression::{self, Expression};
use crate::desk::fold::Folded;
use crate::desk::words::{Found, Language, WORDS, Word, is_word, language_of, language_of_label};

/// A line, a paragraph or a cell of a notice, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// The text.
    pub text: String,
    /// The words are quoted, hidden or of an older mail.
    pub is_ignored: bool,
}

/// A passage, folded and read.
pub(super) struct Text {
    /// The passage as written.
    pub written: String,
    /// The folded text.
    pub folded: Folded,
    /// Its language.
    pub language: Language,
    /// The times in it.
    pub expressions: Vec<Expression>,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// See [`Passage`].
    pub is_ignored: bool,
}

/// A sentence of a folded text, with its clauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sentence {
    pub range: Range<usize>,
    /// The clauses, without gaps.
    pub fragments: Vec<Range<usize>>,
}

impl Sentence {
    /// The clause that contains a byte.
    pub(super) fn fragment_of(&self, at: usize) -> usize {
        self.fragments.iter().position(|fragment| fragment.contains(&at)).unwrap_or(0)
    }
}

/// Reads passages. A passage that does not show its language has that of the whole notice.
pub(super) fn read(passages: &[Passage]) -> Vec<Text> {
    let folded: Vec<Folded> = passages.iter().map(|passage| Folded::of(&passage.text)).collect();
    let language = language_of_all(passages, &folded);
    let of = |(passage, folded): (&Passage, Folded)| {
        let language = language_of(&passage.text, &folded.text).unwrap_or(language);
        let expressions = expression::find(&folded.text, language);
        let mut text = Text {
            written: passage.text.clone(),
            folded,
            language,
            expressions,
            sentences: Vec::new(),
            is_ignored: passage.is_ignored,
        };
        text.sentences = text.cut();
        text
    };
    passages.iter().zip(folded).map(of).collect()
}

/// The language of most passages.
fn language_of_all(passages: &[Passage], folded: &[Folded]) -> Language {
    let shown = passages.iter().zip(folded).filter(|(passage, _)| !passage.is_ignored);
    let (mut written, mut text) = (String::new(), String::new());
    for (passage, folded) in shown {
        written.push_str(&passage.text);
        text.push_str(&folded.text);
        text.push('\n');
    }
    language_of(&written, &text).or_else(|| language_of_label(&text)).unwrap_or(Language::En)
}

impl Text {
    /// The words of the passage's language in a range.
    pub(super) fn words(&self, range: &Range<usize>) -> Vec<Found<Word>> {
        let words = WORDS.within(&self.folded.text, range.start, range.end);
        words.into_iter().filter(|found| found.language == self.language).collect()
    }

    /// The words of a clause around an expression. Where the clause has several expressions, a word that joins verbs divides them.
    pub(super) fn words_beside(&self, sentence: &Sentence, at: usize, expression: &Range<usize>) -> Vec<Found<Word>> {
        let Some(fragment) = sentence.fragments.get(at) else { return Vec::new() };
        let mut words = self.words(fragment);
        let is_inside = |other: &&Expression| fragment.contains(&other.range.start) && other.range != *expression;
        // Only the words up to the neighbouring expressions belong to this one.
        let ends = self.expressions.iter().filter(is_inside).map(|other| other.range.end);
        let starts = self.expressions.iter().filter(is_inside).map(|other| other.range.start);
        let first = ends.filter(|end| *end <= expression.start).max().unwrap_or(fragment.start);
        let last = starts.filter(|start| *start >= expression.end).min().unwrap_or(fragment.end);
        words.retain(|found| found.end <= last && (found.start >= first || found.value == Word::We));
        for other in self.expressions.iter().filter(is_inside) {
            let is_between = |found: &Found<Word>| {
                found.value == Word::And
                    && (found.start >= expression.end && found.end <= other.range.start
                        || found.start >= other.range.end && found.end <= expression.start)
            };
            let Some(cut) = words.iter().find(|found| is_between(found)).map(|found| found.start) else { continue };
            // The subject of the first half holds for the second.
            let is_subject = |found: &Found<Word>| {
                found.value == Word::We
                    && found.start < cut
                    && !words.iter().any(|word| word.value == Word::Must && word.start > cut)
            };
            let subject: Vec<Found<Word>> = words.iter().copied().filter(is_subject).collect();
            words.retain(|found| (found.start < cut) == (expression.start < cut));
            if expression.start > cut {
                words.extend(subject);
            }
        }
        self.without_expressions(&mut words);
        words
    }

    /// All words of a clause outside of its expressions.
    pub(super) fn words_outside(&self, sentence: &Sentence, at: usize) -> Vec<Found<Word>> {
        let mut words = sentence.fragments.get(at).map(|fragment| self.words(fragment)).unwrap_or_default();
        self.without_expressions(&mut words);
        words
    }

    /// Leaves out the words inside expressions: they say nothing about a role, except how it looks back.
    fn without_expressions(&self, words: &mut Vec<Found<Word>>) {
        words.retain(|found| {
            let overlaps = |other: &Expression| found.start < other.range.end && other.range.start < found.end;
            found.value == Word::Back || !self.expressions.iter().any(overlaps)
        });
    }

    /// Cuts the text into sentences and clauses. Signs inside an expression of time end nothing.
    fn cut(&self) -> Vec<Sentence> {
        let text = &self.folded.text;
        let joints = self.words(&(0..text.len())).into_iter().filter(|found| found.value == Word::Joint);
        let joints: Vec<usize> = joints.map(|found| found.start).collect();
        let mut sentences = Vec::new();
        let mut fragments: Vec<Range<usize>> = Vec::new();
        let (mut start, mut first) = (0, 0);
        let mut inside = self.expressions.iter().map(|expression| &expression.range).peekable();
        for (at, c) in text.char_indices() {
            while inside.next_if(|range| range.end <= at).is_some() {}
            if inside.peek().is_some_and(|range| range.contains(&at)) {
                continue;
            }
            let end = at + c.len_utf8();
            if self.ends_sentence(c, at, end) {
                fragments.push(first..end);
                sentences.push(Sentence { range: start..end, fragments: std::mem::take(&mut fragments) });
                (start, first) = (end, end);
            } else if divides(c, text, at, self.language) {
                fragments.push(first..end);
                first = end;
            } else if joints.contains(&at) && at > first {
                fragments.push(first..at);
                first = at;
            }
        }
        fragments.push(first..text.len());
        sentences.push(Sentence { range: start..text.len(), fragments });
        sentences
    }

    /// Whether a sign ends a sentence. The dot of an abbreviation does not: a small letter follows it, or a digit follows a short word.
    fn ends_sentence(&self, c: char, at: usize, end: usize) -> bool {
        /// In letters.
        const LONGEST_SHORT: usize = 4;
        if c != '.' {
            return matches!(c, '。' | '!' | '?' | '\n');
        }
        let Some(rest) = self.folded.text[end..].strip_prefix(' ') else { return end == self.folded.text.len() };
        let next = self.written[self.folded.original(&(end + 1..end + 1)).start..].chars().next();
        let word = self.folded.text[..at].chars().rev().take_while(|&c| is_word(c)).count();
        let goes_on = next.is_some_and(char::is_lowercase)
            || rest.starts_with(|c: char| c.is_ascii_digit()) && word <= LONGEST_SHORT;
        !goes_on
    }
}

/// Whether a sign divides clauses.
fn divides(c: char, text: &str, at: usize, language: Language) -> bool {
    match c {
        ',' | ';' | ':' | '(' | ')' | '|' | '•' | '·' => true,
        '、' => language == Language::Ja,
        '-' => text[..at].ends_with(' ') && text[at + 1..].starts_with(' '),
        _ => false,
    }
}
