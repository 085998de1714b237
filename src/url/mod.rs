//! Hosts and URLs: how they are parsed, where a URL ends in running text, and which host a text names.

pub(crate) mod boundary;
pub(crate) mod browser;
pub(crate) mod host;
