//! Hosts and URLs: how they are parsed, and where a URL ends in running text.

pub(crate) mod boundary;
pub(crate) mod browser;
pub(crate) mod finder;
pub(crate) mod host;
pub(crate) mod ip;
pub(crate) mod punycode;
pub(crate) mod web_url;
