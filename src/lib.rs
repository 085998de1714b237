//! Touchstone judges whether links, senders and whole messages that speak as Amazon lead to Amazon.
//!
//! The crate is pure. It uses no network. In a browser it uses the browser's URL parser and charset decoder, and it reads a clock
//! only to stop judging a message that takes too long. The modules import each other in one direction: first the vocabulary and the
//! input, then the tables, then URLs, the brand, senders and links, then messages, and at last the command line and the WebAssembly
//! binding.

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
#[cfg(feature = "desk")]
pub mod desk;
#[cfg(feature = "judge")]
pub mod link;
#[cfg(feature = "mail")]
pub mod mail;
#[cfg(feature = "judge")]
pub mod message;
#[cfg(feature = "paste")]
pub mod pasted;
#[cfg(feature = "qr")]
pub mod qr;
#[cfg(feature = "judge")]
mod search;
#[cfg(feature = "judge")]
mod seen;
#[cfg(feature = "judge")]
pub mod sender;
#[cfg(feature = "judge")]
pub mod tables;
#[cfg(feature = "judge")]
mod url;
#[cfg(target_arch = "wasm32")]
mod wasm;
