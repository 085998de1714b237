//! The command `touchstone notice`, and what it shares with the other commands.

mod calendar;
mod mails;
pub mod notice;
pub mod output;
mod sheet;
