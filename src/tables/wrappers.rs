//! The rows of `data/wrappers.tsv`: which hosts and paths carry another link, and how it is read. `link::unwrap` reads it.

/// How far the target that a wrapper shows can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrapperKind {
    /// Host and shape fix the target.
    Transparent,
    /// Only the path shows the wrapper, and any host may have such a path.
    Path,
    /// The visible target is decoration.
    Decoration,
    /// Amazon's own forwarding.
    Forward,
    /// The wrapper has a target, but the link does not show it.
    Opaque,
}

/// How the target is read out of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Read {
    /// One of these query parameters.
    Param(&'static [&'static str]),
    /// A query parameter in base64.
    Base64(&'static str),
    /// Bing: two characters, then base64.
    Bing(&'static str),
    /// Proofpoint's second encoding: `-` for `%`, `_` for `/`.
    Proofpoint2(&'static str),
    /// Proofpoint's third: `__URL__;replacements!`.
    Proofpoint3,
    /// The last path segment, percent-decoded.
    Last,
    /// The last path segment in base64.
    Last64,
    /// The path segment after this one.
    Segment(&'static str),
    /// The rest of the path behind this text.
    After(&'static str),
    /// Between two of these marks.
    Middle(&'static str),
    /// `/amp/s/host/path`.
    Amp,
    /// A parameter in base64, holding JSON with this key.
    Json64(&'static str, &'static str),
    /// The same, holding JSON in a JSON text.
    Mandrill(&'static str),
    /// `/click/id/base64/…`.
    Sailthru,
    /// A parameter that names a host only.
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
