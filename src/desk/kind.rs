//! What a notice is about, by the words of its subject and its text.

use crate::desk::fold::Folded;
use crate::desk::terms::Kind;
use crate::desk::words::{KINDS, Language};

/// The order in which kinds are looked for: what threatens the account first.
const ORDER: [Kind; 12] = [
    Kind::Video,
    Kind::AtRisk,
    Kind::WillBeDeactivated,
    Kind::Deactivated,
    Kind::Claim,
    Kind::TaxOrEpr,
    Kind::Safety,
    Kind::Verification,
    Kind::Payment,
    Kind::Brand,
    Kind::Listing,
    Kind::Documents,
];

/// The kind of a notice with this subject and these lines. The subject decides if it names a kind.
pub(super) fn of(subject: &str, lines: &str, language: Language) -> Kind {
    [subject, lines].into_iter().find_map(|text| in_text(text, language)).unwrap_or(Kind::Other)
}

fn in_text(text: &str, language: Language) -> Option<Kind> {
    let folded = Folded::of(text);
    let found = KINDS.within(&folded.text, 0, folded.text.len());
    let has = |kind: &Kind| {
        let is_known =
            |language: Language| found.iter().any(|found| found.value == *kind && found.language == language);
        // Many notices keep English terms.
        is_known(language) || is_known(Language::En)
    };
    ORDER.into_iter().find(has)
}
