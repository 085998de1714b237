//! The vocabulary: levels, classes, reasons, verdicts. All code that judges uses these words, and so do the command line and,
//! through generated types, the extension. No rule lives here.

mod code;
mod decision;
mod json;
mod level;
mod reason;
#[cfg(target_arch = "wasm32")]
mod typescript;
mod verdict;

pub use code::{Code, Param};
pub use decision::{Chip, ChipFace, JournalRecord, Lead, Ruling};
pub use level::{Level, LinkClass, SenderClass};
pub use reason::Reason;
pub use verdict::{
    Claim, ClaimEvidence, ClaimSource, LinkVerdict, MessageLink, MessageVerdict, Role, SenderVerdict, Strength, Verdict,
};
