//! The vocabulary: levels, classes, reasons, verdicts, and the decisions that follow from them. The judging code and the command
//! line use these types, and the extension uses the TypeScript types generated from them. No rule of judgement is here.

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
