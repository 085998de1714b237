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
    /// The value of one of these query parameters, with spaces between their names.
    Param(&'static str),
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

impl Wrapper {
    /// Parses a row: host, path, kind, read and place, with tabs between them. Returns `None` if a column is missing or unknown.
    pub(crate) fn parse(row: &'static str) -> Option<Self> {
        let mut columns = row.split('\t');
        let mut column = || columns.next();
        Some(Self {
            host: column()?,
            path: column()?,
            kind: WrapperKind::parse(column()?)?,
            read: Read::parse(column()?)?,
            place: column()?,
        })
    }
}

impl WrapperKind {
    fn parse(kind: &str) -> Option<Self> {
        Some(match kind {
            "transparent" => Self::Transparent,
            "path" => Self::Path,
            "decoration" => Self::Decoration,
            "forward" => Self::Forward,
            "opaque" => Self::Opaque,
            _ => return None,
        })
    }
}

impl Read {
    /// Parses the way to read and what it needs.
    fn parse(text: &'static str) -> Option<Self> {
        Some(match text.split_once(' ') {
            None => match text {
                "proofpoint3" => Self::Proofpoint3,
                "last" => Self::Last,
                "last64" => Self::Last64,
                "translated" => Self::Translated,
                "amp" => Self::Amp,
                "sailthru" => Self::Sailthru,
                "none" => Self::Nothing,
                _ => return None,
            },
            Some(("param", names)) => Self::Param(names),
            Some(("json64", names)) => names.split_once(' ').map(|(name, key)| Self::Json64(name, key))?,
            Some((_, argument)) if argument.contains(' ') => return None,
            Some((how, argument)) => match how {
                "base64" => Self::Base64(argument),
                "bing" => Self::Bing(argument),
                "proofpoint2" => Self::Proofpoint2(argument),
                "segment" => Self::Segment(argument),
                "after" => Self::After(argument),
                "middle" => Self::Middle(argument),
                "unsuffixed" => Self::Unsuffixed(argument),
                "mandrill" => Self::Mandrill(argument),
                "host" => Self::Host(argument),
                _ => return None,
            },
        })
    }
}
