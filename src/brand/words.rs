//! The words that stand beside the brand, and whether letters are a word at all. One table for hosts, local parts and
//! display names; what a word means for a verdict is decided by those who ask.

pub use crate::tables::words::WordKind;
use crate::tables::{COLLISIONS, LETTERS, WORDS, number};

/// The kind of a folded word, if it is one of ours.
pub fn kind(word: &str) -> Option<WordKind> {
    let letter = WORDS.get(word)?.as_bytes().first()?;
    WordKind::ALL.get(usize::from(number(*letter))).copied()
}

/// The word or name that only looks like the brand, if this is one.
pub fn collision(word: &str) -> Option<&'static str> {
    COLLISIONS.from(word.as_bytes()).next().map(|(key, _)| key).filter(|key| *key == word)
}

/// The word or name that only looks like the brand and that a word is or begins with.
pub fn collision_before(word: &str) -> Option<&'static str> {
    COLLISIONS.prefixes(word).map(|(key, _)| key).find(|key| key.len() >= 5)
}

/// The collisions that contain the brand and are long enough to be found inside a word.
pub fn long_collision_at(text: &str) -> Option<&'static str> {
    COLLISIONS.prefixes(text).map(|(word, _)| word).filter(|word| word.len() >= 8).last()
}

/// A piece of a text that was cut into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Its letters.
    pub text: &'a str,
    /// What it is.
    pub kind: PieceKind,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// One of our words.
    Word(WordKind),
    /// Digits.
    Digits,
    /// Letters that nobody writes as a word.
    Letters,
    /// Letters that may be a word we do not know.
    Other,
}

/// Cuts a folded text without separators into words. Short words count only where they are all there is: two letters can
/// be found in anything.
pub fn cut<'a>(text: &'a str, pieces: &mut Vec<Piece<'a>>) {
    if text.is_empty() {
        return;
    }
    if let Some(kind) = kind(text) {
        pieces.push(Piece { text, kind: PieceKind::Word(kind) });
        return;
    }
    // For each place in the text: the fewest characters left without a word up to there, and where the last step began.
    let mut best: Vec<(usize, usize, Option<WordKind>)> = vec![(usize::MAX, 0, None); text.len() + 1];
    best[0].0 = 0;
    for (at, c) in text.char_indices() {
        let left = best[at].0;
        // Of two ways that explain as much, the one with the later, shorter word; no word at all before one that gains nothing.
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
    // A short trade word in a longer one ("pro" in "process") says nothing; neither does half a sentence.
    let whole = best[text.len()].0 == 0;
    let mut steps = Vec::new();
    let mut end = text.len();
    while end > 0 {
        let (_, start, kind) = best[end];
        steps.push((start, end, kind.filter(|kind| whole || *kind != WordKind::Trade)));
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

/// Splits what is no word of ours where digits and letters meet.
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

/// Letters that nobody writes as a word, in any of the languages counted: judged by how surprising each letter is after
/// the one before it. One or two letters are none unless the table has them; other scripts are not judged.
pub fn is_no_word(letters: &str) -> bool {
    /// Two in a hundred real words cost this much a letter on average; four in five random texts do.
    const SURPRISING: usize = 66;
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
    cost * 10 >= SURPRISING * (letters.len() + 1)
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
    fn glued_words_are_cut_where_the_most_letters_find_a_word() {
        use PieceKind::{Digits, Letters, Other, Word};
        assert_eq!(
            cut_text("accountupdate"),
            [("account", Word(WordKind::Account)), ("update", Word(WordKind::Account))]
        );
        assert_eq!(cut_text("sellerslawyer"), [("sellers", Word(WordKind::Role)), ("lawyer", Word(WordKind::Trade))]);
        assert_eq!(cut_text("jp"), [("jp", Word(WordKind::Place))]);
        assert_eq!(cut_text("yrxz"), [("yrxz", Letters)]);
        assert_eq!(cut_text("goldmine"), [("goldmine", Other)]);
        assert_eq!(cut_text("968574"), [("968574", Digits)]);
        assert_eq!(cut_text("卖家客服"), [("卖家", Word(WordKind::Role)), ("客服", Word(WordKind::Account))]);
        assert_eq!(cut_text("process"), [("process", Other)]);
        assert_eq!(cut_text(""), []);
    }

    #[test]
    fn letters_that_are_no_word_are_told_from_words_we_do_not_know() {
        for word in
            ["jungle", "warehouse", "limited", "rescue", "tokyo", "shanghai", "kaufhaus", "negozio", "przesylka"]
        {
            assert!(!is_no_word(word), "{word}");
        }
        for letters in ["yrxz", "vvsa", "wnfjxd", "xfcwdas", "emkmtd"] {
            assert!(is_no_word(letters), "{letters}");
        }
    }
}
