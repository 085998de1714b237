//! Hosts and URLs: how they are parsed, and where a URL ends in running text.

pub(crate) mod boundary;
pub(crate) mod browser;
pub(crate) mod finder;
pub(crate) mod host;
