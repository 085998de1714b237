//! Finds the phrases of `data/phrases.tsv` in folded text. The cost depends on the length of the text and hardly on the number of
//! phrases.

use crate::tables::Table;

/// The search for the folded phrases of one kind. A Latin phrase matches whole words; the last word of a phrase that ends in `*` may
/// continue.
impl Table {
    /// Returns the first phrase in a folded text with its position. If several phrases begin there, the longest one counts.
    pub(crate) fn find(&self, text: &str) -> Option<(usize, &'static str)> {
        let bytes = text.as_bytes();
        let mut before = false;
        for at in 0..bytes.len() {
            let word = is_word(bytes[at]);
            let boundary = !(word && before) && text.is_char_boundary(at);
            before = word;
            if boundary && let Some(phrase) = self.at(&text[at..]) {
                return Some((at, phrase));
            }
        }
        None
    }

    /// Whether the text contains any of the phrases.
    pub(crate) fn within(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// Returns the longest phrase that a folded text begins with.
    pub(crate) fn at(&self, text: &str) -> Option<&'static str> {
        // No phrase begins at most positions of a text, and the search ends here. A text of one byte cannot contain a phrase.
        let start = text.as_bytes().get(..2).filter(|start| self.may_begin(start))?;
        self.from(start)
            .map(|(phrase, _)| phrase)
            .take_while(|phrase| phrase.as_bytes().starts_with(start))
            .filter(|phrase| match phrase.strip_suffix('*') {
                Some(stem) => text.starts_with(stem),
                None => text.strip_prefix(*phrase).is_some_and(|rest| {
                    let word = |byte: Option<u8>| byte.is_some_and(is_word);
                    !(word(phrase.bytes().next_back()) && word(rest.bytes().next()))
                }),
            })
            .max_by_key(|phrase| phrase.len())
    }

    /// Whether the whole text is one of the phrases.
    pub(crate) fn is(&self, text: &str) -> bool {
        self.get(text).is_some() || self.at(text).is_some_and(|phrase| phrase.len() >= text.len())
    }
}

/// Whether a byte is an ASCII letter or digit. Phrases in other characters match anywhere.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    static SOME: Table = Table::of("\u{b}log in\u{b}suspend*\u{b}验证");

    #[test]
    fn latin_phrases_match_whole_words_and_stems_match_longer_words() {
        assert_eq!(SOME.find("please log in now"), Some((7, "log in")));
        assert_eq!(SOME.find("dialog input"), None);
        assert_eq!(SOME.find("it is suspended"), Some((6, "suspend*")));
        assert_eq!(SOME.find("账户验证通知"), Some((6, "验证")));
        assert_eq!(SOME.find("unsuspended"), None);
        assert!(SOME.is("log in") && !SOME.is("log in now"));
    }
}
