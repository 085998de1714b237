//! A reason: a code with the evidence that was found.

use crate::vocabulary::code::{Code, Param};

/// A code with its evidence: `{"code":"user-info","text":"…","host":"…"}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What was found.
    pub code: Code,
    /// What it was found in, in the order of [`Code::params`].
    pub evidence: Vec<String>,
}

impl Reason {
    /// A reason with its evidence, one piece for each of [`Code::params`], each shortened to what a
    /// person can read.
    pub fn new<'a>(code: Code, evidence: impl IntoIterator<Item = &'a str>) -> Self {
        let evidence: Vec<String> = evidence.into_iter().map(shorten).collect();
        debug_assert_eq!(evidence.len(), code.params().len(), "{code:?}");
        Self { code, evidence }
    }

    /// The evidence under this key, if the code carries it.
    pub fn param(&self, param: Param) -> Option<&str> {
        let at = self.code.params().iter().position(|&p| p == param)?;
        self.evidence.get(at).map(String::as_str)
    }
}

/// Evidence is shown to people; nobody reads more than this of one piece.
const EVIDENCE_CHARS: usize = 160;

/// The first [`EVIDENCE_CHARS`] characters, with an ellipsis where something was left out.
pub(super) fn shorten(text: &str) -> String {
    if text.len() <= EVIDENCE_CHARS {
        return text.to_owned();
    }
    match text.char_indices().nth(EVIDENCE_CHARS) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_cut_between_characters() {
        let reason = Reason::new(Code::NotALink, [&*"亚".repeat(500)]);
        assert_eq!(reason.param(Param::Text).unwrap().chars().count(), EVIDENCE_CHARS + 1);
    }
}
