//! A reason: a code with its evidence.

use crate::vocabulary::code::{Code, Param};

/// A code with its evidence: `{"code":"user-info","text":"…","host":"…"}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The code of the finding.
    pub code: Code,
    /// The texts that show the finding, in the order of [`Code::params`]. A reason about the host of a mail address has that address
    /// behind them, because the same finding about a link is told in other words.
    pub evidence: Vec<String>,
}

impl Reason {
    /// Creates a reason. `evidence` has one text for each of [`Code::params`], and each text is shortened for display.
    pub fn new<'a>(code: Code, evidence: impl IntoIterator<Item = &'a str>) -> Self {
        let evidence: Vec<String> = evidence.into_iter().map(shorten).collect();
        debug_assert_eq!(evidence.len(), code.params().len(), "{code:?}");
        Self { code, evidence }
    }

    /// The same reason, told about a mail address with this host.
    pub fn about_address(mut self, address: &str) -> Self {
        self.evidence.push(shorten(address));
        self
    }

    /// The evidence, each with its key.
    pub fn keyed(&self) -> impl Iterator<Item = (&'static str, &String)> {
        let params = self.code.params().iter().chain([&Param::Address]);
        params.map(|param| param.key()).zip(&self.evidence)
    }

    /// Whether the reason is about the host of a mail address, and its code is about hosts alone.
    pub fn is_about_address(&self) -> bool {
        self.evidence.len() > self.code.params().len()
    }

    /// Returns the evidence under this key. Returns `None` if the code does not have it.
    pub fn param(&self, param: Param) -> Option<&str> {
        let at = self.code.params().iter().position(|&p| p == param)?;
        self.evidence.get(at).map(String::as_str)
    }
}

/// The greatest length of one piece of evidence, in characters. Users read the evidence, so it is short.
const EVIDENCE_CHARS: usize = 160;

/// Returns the first [`EVIDENCE_CHARS`] characters, with an ellipsis if the text is longer.
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
