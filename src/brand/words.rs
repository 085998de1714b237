//! Finds the words beside the brand, and tells words from random strings. Hosts, local parts and display names share one table;
//! the callers decide what a word means for a verdict.

pub use crate::tables::words::WordKind;
use crate::tables::{COLLISIONS, LETTERS, THREE_LETTERS, WORDS, number};

/// Returns the kind of a folded word. Returns `None` if the word is not in the table.
pub fn kind(word: &str) -> Option<WordKind> {
    let letter = WORDS.get(word)?.as_bytes().first()?;
    WordKind::ALL.get(usize::from(number(*letter))).copied()
}

/// Whether a folded text begins with a word of one of these kinds that has at least two characters.
pub fn begins_with(text: &str, kinds: &[WordKind]) -> bool {
    WORDS
        .prefixes(text)
        .any(|(word, _)| word.chars().nth(1).is_some() && kind(word).is_some_and(|kind| kinds.contains(&kind)))
}

/// Returns the row of the collisions (words that only look like the brand) that equals this word.
pub fn collision(word: &str) -> Option<&'static str> {
    COLLISIONS.from(word.as_bytes()).next().map(|(key, _)| key).filter(|key| *key == word)
}

/// Returns a collision of at least five bytes that the word is or begins with.
pub fn collision_before(word: &str) -> Option<&'static str> {
    COLLISIONS.prefixes(word).map(|(key, _)| key).find(|key| key.len() >= 5)
}

/// Returns the longest collision that the text begins with, if it has at least eight bytes: long enough to be found inside a word.
pub fn long_collision_at(text: &str) -> Option<&'static str> {
    COLLISIONS.prefixes(text).map(|(word, _)| word).filter(|word| word.len() >= 8).last()
}

/// A piece of a text that was cut into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The text of the piece.
    pub text: &'a str,
    /// The kind of the piece.
    pub kind: PieceKind,
}

/// The kind of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// A word from the table.
    Word(WordKind),
    /// Digits.
    Digits,
    /// A random string: letters that form no word.
    Letters,
    /// Letters that may form a word outside the table.
    Other,
}

/// The length from which an account word counts beside letters that are no word of the table, in bytes. A shorter one occurs inside
/// other words.
const LONG_ACCOUNT_WORD: usize = 4;

/// Cuts a folded text without separators into words. A word of less than three bytes or of a single character counts only if it
/// is the whole text, because so few letters can occur inside any word.
pub fn cut<'a>(text: &'a str, pieces: &mut Vec<Piece<'a>>) {
    if text.is_empty() {
        return;
    }
    if let Some(kind) = kind(text) {
        let kind = if kind == WordKind::Ordinary { PieceKind::Other } else { PieceKind::Word(kind) };
        pieces.push(Piece { text, kind });
        return;
    }
    // For each position in the text: the fewest characters up to there that no word covers, and the start of the last step.
    let mut best: Vec<(usize, usize, Option<WordKind>)> = vec![(usize::MAX, 0, None); text.len() + 1];
    best[0].0 = 0;
    for (at, c) in text.char_indices() {
        let left = best[at].0;
        // If two ways leave equally many characters uncovered, the one with the later, shorter word wins, and a step without a
        // word wins over a word that covers nothing more.
        let next = &mut best[at + c.len_utf8()];
        if left < next.0 {
            *next = (left + 1, at, None);
        }
        let words = WORDS.prefixes(&text[at..]);
        for (word, value) in words.filter(|(word, _)| word.is_ascii() || word.chars().nth(1).is_some()) {
            let end = &mut best[at + word.len()];
            let known = value.bytes().next().and_then(|letter| WordKind::ALL.get(usize::from(number(letter))));
            if left <= end.0 {
                *end = (left, at, known.copied());
            }
        }
    }
    // A trade word or a short account word counts only if words cover the whole text: "pro" in "process" is not a trade, and "log"
    // in "vitlog" is no sign-in.
    let whole = best[text.len()].0 == 0;
    let counts = |kind: WordKind, length: usize| match kind {
        WordKind::Trade => whole,
        WordKind::Account => whole || length >= LONG_ACCOUNT_WORD,
        WordKind::Ordinary => false,
        _ => true,
    };
    let mut steps = Vec::new();
    let mut end = text.len();
    while end > 0 {
        let (_, start, kind) = best[end];
        steps.push((start, end, kind.filter(|&kind| counts(kind, end - start))));
        end = start;
    }
    let mut unknown: Option<usize> = None;
    for (start, end, kind) in steps.into_iter().rev() {
        match kind {
            None => {
                unknown.get_or_insert(start);
            }
            Some(kind) => {
                if let Some(from) = unknown.take() {
                    split_digits(&text[from..start], pieces);
                }
                pieces.push(Piece { text: &text[start..end], kind: PieceKind::Word(kind) });
            }
        }
    }
    if let Some(from) = unknown {
        split_digits(&text[from..], pieces);
    }
}

/// Splits a text that no known word covers at the borders between digits and letters.
fn split_digits<'a>(text: &'a str, pieces: &mut Vec<Piece<'a>>) {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (piece, tail) = rest.split_at(end);
        let kind = if digits {
            PieceKind::Digits
        } else if is_no_word(piece) {
            PieceKind::Letters
        } else {
            PieceKind::Other
        };
        pieces.push(Piece { text: piece, kind });
        rest = tail;
    }
}

/// Whether letters form a random string instead of a word of one of the counted languages. The measure is how improbable each
/// letter is after the previous one. One or two letters always count as no word; texts with any character but a Latin letter are
/// not judged and return `false`.
pub fn is_no_word(letters: &str) -> bool {
    /// Two in a hundred real words reach this average cost per letter, in tenths; four in five random strings do.
    const SURPRISING: usize = 66;
    /// Three letters have too few pairs for that. Two in three random strings reach this cost, and a table lists the words that do.
    const SURPRISING_THREE: usize = 55;
    if letters.is_empty() || !letters.bytes().all(|b| b.is_ascii_lowercase()) {
        return false;
    }
    if letters.len() < 3 {
        return true;
    }
    let index = |b: u8| usize::from(b - b'a') + 1;
    let mut cost = 0;
    let mut previous = 0;
    for next in letters.bytes().map(index).chain([0]) {
        cost += usize::from(LETTERS[previous][next]);
        previous = next;
    }
    if letters.len() == 3 {
        return cost * 10 >= SURPRISING_THREE * 4 && !is_three_letter_word(letters.as_bytes());
    }
    cost * 10 >= SURPRISING * (letters.len() + 1)
}

/// Whether three letters are a word, though an improbable one.
fn is_three_letter_word(letters: &[u8]) -> bool {
    let rest = THREE_LETTERS.get(usize::from(letters[0].wrapping_sub(b'a'))).copied().unwrap_or_default();
    rest.as_bytes().chunks_exact(2).any(|rest| *rest == letters[1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_text(text: &str) -> Vec<(&str, PieceKind)> {
        let mut pieces = Vec::new();
        cut(text, &mut pieces);
        pieces.into_iter().map(|p| (p.text, p.kind)).collect()
    }

    #[test]
    fn joined_words_are_cut_so_that_words_cover_the_most_letters() {
        use PieceKind::{Digits, Letters, Other, Word};
        assert_eq!(
            cut_text("accountupdate"),
            [("account", Word(WordKind::Account)), ("update", Word(WordKind::Account))]
        );
        assert_eq!(cut_text("sellerslawyer"), [("sellers", Word(WordKind::Seller)), ("lawyer", Word(WordKind::Trade))]);
        assert_eq!(cut_text("jp"), [("jp", Word(WordKind::Place))]);
        assert_eq!(cut_text("yrxz"), [("yrxz", Letters)]);
        assert_eq!(cut_text("goldmine"), [("goldmine", Other)]);
        assert_eq!(cut_text("968574"), [("968574", Digits)]);
        assert_eq!(cut_text("preview"), [("preview", Other)]);
        assert_eq!(cut_text("thepreview"), [("the", Word(WordKind::Filler)), ("preview", Other)]);
        assert_eq!(cut_text("vitlog"), [("vitlog", Other)]);
        assert_eq!(cut_text("accountlog"), [("account", Word(WordKind::Account)), ("log", Word(WordKind::Account))]);
        assert_eq!(cut_text("卖家客服"), [("卖家", Word(WordKind::Role)), ("客服", Word(WordKind::Account))]);
        assert_eq!(cut_text("process"), [("process", Other)]);
        assert_eq!(cut_text(""), []);
    }

    #[test]
    fn random_strings_are_told_from_unknown_words() {
        for word in
            ["jungle", "warehouse", "limited", "rescue", "tokyo", "shanghai", "kaufhaus", "negozio", "przesylka"]
        {
            assert!(!is_no_word(word), "{word}");
        }
        for word in ["foo", "hub", "guy", "app", "fox", "vip", "ads", "art"] {
            assert!(!is_no_word(word), "{word}");
        }
        for letters in ["yrxz", "vvsa", "wnfjxd", "xfcwdas", "emkmtd", "ctg", "vrn", "aiy", "jqx", "noc"] {
            assert!(is_no_word(letters), "{letters}");
        }
    }
}
