//! Touchstone judges whether links, senders and whole messages that speak as Amazon lead to Amazon.
//!
//! The crate is pure: no network, of a browser only its URL parser, where there is one, and a clock only to end a message
//! that takes too long. Modules build on each other in one direction:
//! vocabulary ([`vocabulary`]), then names and tables, then links and senders, then messages, then the two
//! doors (the command line and the WebAssembly binding).

pub mod input;
pub mod vocabulary;

#[cfg(feature = "judge")]
mod brand;
#[cfg(feature = "judge")]
mod budget;
#[cfg(any(feature = "mail", feature = "qr"))]
pub mod charset;
#[cfg(feature = "judge")]
pub mod check;
#[cfg(feature = "judge")]
pub mod link;
#[cfg(feature = "mail")]
pub mod mail;
#[cfg(feature = "judge")]
pub mod message;
#[cfg(feature = "qr")]
pub mod qr;
#[cfg(feature = "judge")]
pub mod sender;
#[cfg(feature = "judge")]
pub mod tables;
#[cfg(feature = "judge")]
mod url;
#[cfg(target_arch = "wasm32")]
mod wasm;
