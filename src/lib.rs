//! Touchstone judges whether links, senders and whole messages that speak as Amazon lead to Amazon.
//!
//! The crate is pure: no network, of a browser only its URL parser, where there is one, and a clock only to end a message
//! that takes too long. Modules build on each other in one direction:
//! vocabulary ([`verdict`]), then names and tables, then links and senders, then messages, then the two
//! doors (the command line and the WebAssembly binding).

pub mod input;
pub mod verdict;

#[cfg(feature = "judge")]
mod action;
#[cfg(feature = "judge")]
pub mod amazon;
#[cfg(feature = "judge")]
pub mod authentication;
#[cfg(feature = "judge")]
mod browser;
#[cfg(feature = "judge")]
mod budget;
#[cfg(feature = "judge")]
pub mod check;
#[cfg(feature = "judge")]
mod claim;
#[cfg(feature = "mail")]
mod decoding;
#[cfg(feature = "judge")]
mod distance;
#[cfg(feature = "judge")]
mod edge;
#[cfg(feature = "judge")]
mod fold;
#[cfg(feature = "judge")]
mod host;
#[cfg(feature = "mail")]
mod html;
#[cfg(feature = "judge")]
pub mod known;
#[cfg(feature = "judge")]
mod link;
#[cfg(feature = "judge")]
mod lookalike;
#[cfg(feature = "judge")]
mod lure;
#[cfg(feature = "mail")]
pub mod mail;
#[cfg(feature = "judge")]
pub mod message;
#[cfg(feature = "qr")]
pub mod messenger;
#[cfg(feature = "judge")]
mod name;
#[cfg(feature = "judge")]
mod offer;
#[cfg(feature = "judge")]
mod phrases;
#[cfg(feature = "qr")]
mod picture;
#[cfg(feature = "judge")]
mod places;
#[cfg(feature = "mail")]
mod plain;
#[cfg(feature = "qr")]
pub mod qr;
#[cfg(feature = "judge")]
pub mod refusal;
#[cfg(feature = "judge")]
mod seen;
#[cfg(feature = "judge")]
mod sender;
#[cfg(feature = "judge")]
mod speaker;
#[cfg(feature = "judge")]
mod spelling;
#[cfg(feature = "judge")]
mod suffixes;
#[cfg(feature = "judge")]
mod tables;
#[cfg(feature = "judge")]
mod text;
#[cfg(feature = "mail")]
mod trace;
#[cfg(feature = "judge")]
mod unwrap;
#[cfg(target_arch = "wasm32")]
mod wasm;
#[cfg(feature = "judge")]
mod words;
