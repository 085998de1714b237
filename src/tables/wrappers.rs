//! The types for the rows of `data/wrappers.tsv`: the hosts and paths of link wrappers, and the reader for the wrapped link.
//! `link::unwrap` contains the readers.

/// How far the target that a wrapper shows can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrapperKind {
    /// The host and the form of the link determine the target.
    Transparent,
    /// The wrapper is recognised by its path alone, and any host may have such a path.
    Path,
    /// The visible target is decoration and proves nothing.
    Decoration,
    /// Amazon itself forwards the link.
    Forward,
    /// The wrapper has a target, but the link does not show it.
    Opaque,
}

/// The way to read the target out of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Read {
    /// The value of one of these query parameters.
    Param(&'static [&'static str]),
    /// A query parameter in base64.
    Base64(&'static str),
    /// A query parameter of Bing's: two characters, then base64.
    Bing(&'static str),
    /// A query parameter in Proofpoint's second encoding: `-` for `%`, `_` for `/`.
    Proofpoint2(&'static str),
    /// A path in Proofpoint's third encoding: `__URL__;replacements!`.
    Proofpoint3,
    /// The last path segment, percent-decoded.
    Last,
    /// The last path segment in base64.
    Last64,
    /// The path segment after this one.
    Segment(&'static str),
    /// The rest of the path after this text, from `http` on, with the query.
    After(&'static str),
    /// The texts between these marks, percent-encoded with `%` or `*`.
    Middle(&'static str),
    /// The host without this suffix.
    Unsuffixed(&'static str),
    /// The host as Google Translate encodes it.
    Translated,
    /// A path of the form `/amp/s/host/path`.
    Amp,
    /// A query parameter in base64 that contains JSON with this key.
    Json64(&'static str, &'static str),
    /// A query parameter in base64 that contains JSON inside a JSON text.
    Mandrill(&'static str),
    /// A path of the form `/click/id/base64/…`.
    Sailthru,
    /// A query parameter that names only a host.
    Host(&'static str),
    /// The target cannot be read.
    Nothing,
}

/// A row of `data/wrappers.tsv`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wrapper {
    pub(crate) host: &'static str,
    pub(crate) path: &'static str,
    pub(crate) kind: WrapperKind,
    pub(crate) read: Read,
    pub(crate) place: &'static str,
}
