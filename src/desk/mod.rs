//! The Desk: what a genuine notice asks for and until when. [`notice`] reads a message; [`moment`] reads the times in its text. The words are
//! tables (`data/desk-*.tsv`). docs/desk.md says what is read and what is not.

pub mod clock;
mod date;
pub mod document;
mod expression;
mod fold;
mod kind;
pub mod moment;
pub mod notice;
pub mod passage;
pub mod role;
pub mod terms;
mod words;
