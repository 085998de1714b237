//! Senders: their address, their display name, and the receiving server's answer about their authentication.

mod address;
mod alias;
pub mod authentication;
pub(crate) mod display_name;

pub use address::{Judged, UserIdentity, judge, judge_mailto, judge_text, split_address};
