//! Senders: their address and display name, and the answer of the receiving server about them.

mod address;
pub mod authentication;
pub(crate) mod display_name;

pub use address::{Judged, UserIdentity, judge, judge_mailto, judge_text, split_address};
