//! Parses a link by the rules that browsers follow (WHATWG URL, UTS #46), and keeps those facts about its written form that the
//! parser drops. Each link is parsed once; every rule reads the parsed values.

use std::borrow::Cow;
use std::net::{Ipv4Addr, Ipv6Addr};

use publicsuffix::{Psl, Type};

use crate::tables::amazon::{Roles, Row};
use crate::tables::known::Known;
use crate::tables::suffixes::Suffixes;
use crate::tables::{EVERYDAY_PROGRAMS, SCRIPT_SCHEMES, SYSTEM_PROGRAMS};
use crate::url::ip;
use crate::url::punycode::host_in_unicode;
pub use crate::url::web_url::ParseFailure;
use crate::url::web_url::{WebUrl, plain_host};

/// The length up to which browsers follow a link (Chromium's limit).
pub const MAX_URL: usize = 2 * 1024 * 1024;

/// A parsed link, by its kind.
#[derive(Clone, Debug)]
pub enum Parsed {
    /// An http or https link.
    Web(Box<Candidate>),
    /// A `mailto:` link, with the addresses as written.
    Mail(String),
    /// A link that runs a script or contains a page of its own, with its scheme.
    Script(&'static str),
    /// A link that starts another program on the reader's computer, with its scheme in lower case.
    Program(String),
}

/// A web link, parsed once.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The URL that a browser would open.
    pub url: WebUrl,
    /// The same URL with all percent-encoded unreserved characters decoded; `None` if there are none.
    written_out: Option<WebUrl>,
    /// The host that the browser would connect to.
    pub host: Host,
    /// The host as written, before any decoding; empty if the link is relative.
    pub written_host: String,
    /// The user information before the `@`, decoded; empty if there is none.
    pub user_info: String,
}

impl Candidate {
    /// Returns the URL as servers read it: a percent-encoded unreserved character equals the character itself (RFC 3986, 6.2.2.2).
    pub fn read(&self) -> &WebUrl {
        self.written_out.as_ref().unwrap_or(&self.url)
    }
}

/// The host of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// A host name.
    Name(HostName),
    /// An IPv4 address.
    V4(Ipv4Addr),
    /// An IPv6 address.
    V6(Ipv6Addr),
}

impl Host {
    /// Returns the host as ASCII text.
    pub fn ascii(&self) -> Cow<'_, str> {
        match self {
            Self::Name(name) => Cow::Borrowed(&name.ascii),
            Self::V4(address) => Cow::Owned(address.to_string()),
            Self::V6(address) => Cow::Owned(format!("[{address}]")),
        }
    }

    /// Returns the host in the form to show to users.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Name(name) => Cow::Borrowed(name.unicode()),
            _ => self.ascii(),
        }
    }

    /// Returns the registrable domain, if the host has one.
    pub fn domain(&self) -> Option<&str> {
        match self {
            Self::Name(name) => name.registrable(),
            _ => None,
        }
    }

    /// Returns the host name. Returns `None` for an IP address.
    pub fn name(&self) -> Option<&HostName> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    /// Returns the row of the genuine set that the host falls under, if any.
    pub fn amazon(&self) -> Option<Row> {
        self.name().and_then(|name| name.known.amazon)
    }
}

/// A host name with its parts and the facts that the tables have about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostName {
    ascii: String,
    /// The name in Unicode, if it differs from `ascii`.
    unicode: Option<String>,
    /// The start of the public suffix, in bytes of `ascii`.
    suffix: usize,
    /// The start of the registrable domain; `None` if the name is itself a public suffix.
    registrable: Option<usize>,
    /// The suffix comes from the private section of the public suffix list: anyone can open a site under it.
    private: bool,
    /// The facts that the tables have about the name.
    pub known: Known,
}

impl HostName {
    /// Creates a name from the normalised form that the URL parser writes. A trailing dot is dropped.
    fn new(ascii: &str) -> Self {
        let ascii = ascii.strip_suffix('.').unwrap_or(ascii).to_owned();
        let unicode = ascii
            .split('.')
            .any(|label| label.starts_with("xn--"))
            .then(|| host_in_unicode(&ascii))
            .filter(|unicode| !unicode.is_empty() && *unicode != ascii);
        let (mut suffix, mut private) = (ascii.len(), false);
        let mut registrable = None;
        if let Some(found) = Suffixes.suffix(ascii.as_bytes()) {
            suffix = ascii.len() - found.as_bytes().len();
            private = found.typ() == Some(Type::Private);
            registrable = suffix.checked_sub(1).map(|dot| ascii[..dot].rfind('.').map_or(0, |at| at + 1));
        }
        // The genuine set corrects the public suffix list, which has no `com.be` and so does not know `amazon.com.be`.
        let known = Known::of(&ascii);
        if let Some(domain) = known.registered
            && registrable.is_some_and(|start| ascii.len() - start < domain.len())
        {
            let start = ascii.len() - domain.len();
            registrable = Some(start);
            suffix = start + domain.find('.').map_or(0, |dot| dot + 1);
        }
        Self { ascii, unicode, suffix, registrable, private, known }
    }

    /// Parses a host name from an address or a text, by the same rules as in a URL. Returns `None` if it is not a host name.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        // Only this function and `web` turn a text into a host. Both ask the browser, if there is one, about a name that is not
        // plain ASCII; `parse` leads to `web`.
        if !text.is_ascii() || text.contains('%') || text.to_ascii_lowercase().contains("xn--") {
            let Ok(Parsed::Web(candidate)) = parse(&format!("http://{text}"), None) else { return None };
            let is_host =
                candidate.url.path() == "/" && candidate.user_info.is_empty() && candidate.url.query().is_none();
            return candidate.host.name().filter(|_| is_host).cloned();
        }
        plain_host(text).filter(|ascii| !ascii.trim_end_matches('.').is_empty()).map(|ascii| Self::new(&ascii))
    }

    /// Returns the name in ASCII.
    pub fn ascii(&self) -> &str {
        &self.ascii
    }

    /// Returns the name in Unicode.
    pub fn unicode(&self) -> &str {
        self.unicode.as_deref().unwrap_or(&self.ascii)
    }

    /// Returns the name in Unicode, if it differs from the name in ASCII.
    pub fn other_form(&self) -> Option<&str> {
        self.unicode.as_deref()
    }

    /// Returns the registrable domain. Returns `None` if the name is itself a public suffix.
    pub fn registrable(&self) -> Option<&str> {
        self.registrable.map(|start| &self.ascii[start..])
    }

    /// Returns the first label of the registrable domain.
    pub fn registrable_label(&self) -> Option<&str> {
        let start = self.registrable?;
        self.ascii.get(start..self.suffix.checked_sub(1)?)
    }

    /// Returns the public suffix.
    pub fn suffix(&self) -> &str {
        &self.ascii[self.suffix..]
    }

    /// Whether the host is Amazon's own and other people cannot publish there.
    pub fn is_amazons(&self) -> bool {
        self.known.amazon.is_some_and(|row| !row.roles.has(Roles::ANYONE_CAN_POST) && !row.roles.has(Roles::SHORTENER))
    }

    /// Whether anyone can open a site directly under the public suffix.
    pub fn is_private_suffix(&self) -> bool {
        self.private
    }

    /// Returns the labels that the owner chose: those to the left of the public suffix, in Unicode, with the registrable label last.
    /// Under a longer domain of the genuine set, which Amazon may rent out, these are the labels to the left of that domain.
    pub fn chosen_labels(&self) -> Vec<&str> {
        let unicode = self.unicode();
        let rented = self.known.amazon.map_or("", |row| row.domain);
        let fixed = if rented.len() > self.suffix().len() { rented } else { self.suffix() };
        let suffix_labels = fixed.split('.').filter(|label| !label.is_empty()).count();
        let labels: Vec<&str> = unicode.split('.').collect();
        labels[..labels.len().saturating_sub(suffix_labels)].to_vec()
    }
}

/// Parses a link as a browser would. `base` is the URL that a relative link is relative to.
///
/// # Errors
/// Returns an error if the text is not a link, or if no browser would open it.
pub fn parse(input: &str, base: Option<&WebUrl>) -> Result<Parsed, ParseFailure> {
    let trimmed = input.trim_matches(|c: char| c <= ' ');
    if trimmed.is_empty() || trimmed.starts_with('#') {
        return Err(ParseFailure::NotALink);
    }
    if trimmed.len() > MAX_URL {
        return Err(ParseFailure::Invalid);
    }
    let cleaned: Cow<'_, str> = if trimmed.bytes().any(|byte| matches!(byte, b'\t' | b'\n' | b'\r')) {
        Cow::Owned(trimmed.replace(['\t', '\n', '\r'], ""))
    } else {
        Cow::Borrowed(trimmed)
    };
    match scheme(&cleaned) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("mailto") => Ok(Parsed::Mail(rest.to_owned())),
        Some((scheme, _)) if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") => {
            web(&cleaned, base)
        }
        Some((scheme, rest)) => match SCRIPT_SCHEMES.iter().find(|known| scheme.eq_ignore_ascii_case(known)) {
            Some(_) if does_nothing(rest) => Err(ParseFailure::NotALink),
            Some(known) => Ok(Parsed::Script(known)),
            None => program(scheme).ok_or(ParseFailure::NotALink),
        },
        None if base.is_some() || cleaned.starts_with("//") => web(&cleaned, base),
        None => Err(ParseFailure::NotALink),
    }
}

/// Parses a web link. Returns `None` if the text is anything else.
pub fn web_target(target: &str) -> Option<Candidate> {
    match parse(target, None) {
        Ok(Parsed::Web(target)) => Some(*target),
        _ => None,
    }
}

/// Whether a scheme belongs to a program that people use every day.
pub fn is_everyday_program(scheme: &str) -> bool {
    EVERYDAY_PROGRAMS.contains(&scheme)
}

fn is_system_program(scheme: &str) -> bool {
    scheme.starts_with("ms-") || scheme.starts_with("web+") || SYSTEM_PROGRAMS.contains(&scheme)
}

/// Returns the program that a scheme starts, if the tables know one.
fn program(scheme: &str) -> Option<Parsed> {
    let scheme = scheme.to_ascii_lowercase();
    (is_everyday_program(&scheme) || is_system_program(&scheme)).then_some(Parsed::Program(scheme))
}

/// Whether a text begins with the scheme of a part of the operating system that a link can start. Any other name before a colon
/// may be a host with its port.
pub fn starts_a_system_program(text: &str) -> bool {
    scheme(text).is_some_and(|(scheme, _)| is_system_program(&scheme.to_ascii_lowercase()))
}

/// Whether a script does nothing, such as `javascript:void(0)`, which web pages write for links that lead nowhere.
fn does_nothing(rest: &str) -> bool {
    let code: String = rest.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(code.trim_end_matches(';'), "" | "void(0)" | "void0" | "undefined" | "false" | "//")
}

/// Splits a text after its scheme. Returns `None` if the text does not start with one.
fn scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let mut bytes = scheme.bytes();
    let well_formed = bytes.next().is_some_and(|b| b.is_ascii_alphabetic())
        && bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    well_formed.then_some((scheme, rest))
}

fn web(cleaned: &str, base: Option<&WebUrl>) -> Result<Parsed, ParseFailure> {
    let absolute: Cow<'_, str> = match base {
        None if cleaned.starts_with("//") => format!("https:{cleaned}").into(),
        _ => cleaned.into(),
    };
    let url = WebUrl::parse(&absolute, base)?;
    let host = match url.host() {
        address if address.starts_with('[') => ip::v6(address.trim_matches(['[', ']'])).map(Host::V6),
        name => ip::v4(name).map(Host::V4).or_else(|| is_resolvable(name).then(|| Host::Name(HostName::new(name)))),
    };
    let host = host.ok_or(ParseFailure::Invalid)?;
    let user_info = percent_decoded(url.user_info()).into_owned();
    let written_out = written_out(url.as_str()).and_then(|url| WebUrl::parse(&url, None).ok());
    let written_host = written_host(cleaned).to_owned();
    Ok(Parsed::Web(Box::new(Candidate { url, written_out, host, written_host, user_info })))
}

/// Decodes the percent-encoded unreserved characters of a URL. Returns `None` if there are none.
fn written_out(url: &str) -> Option<String> {
    if !url.contains('%') {
        return None;
    }
    let mut pieces = url.split('%');
    let mut out = pieces.next()?.to_owned();
    let mut changed = false;
    for piece in pieces {
        let plain = piece.get(..2).and_then(|code| u8::from_str_radix(code, 16).ok()).map(char::from);
        if let Some(c) = plain.filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~')) {
            changed = true;
            out.push(c);
            out.push_str(&piece[2..]);
        } else {
            out.push('%');
            out.push_str(piece);
        }
    }
    changed.then_some(out)
}

/// Whether a resolver would accept a name. The URL parser accepts empty and too long labels, but resolvers do not. No top-level
/// domain contains punctuation, or mixes Latin letters with a script without spaces: there, running text follows the host.
fn is_resolvable(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    let top = name.rsplit('.').next().unwrap_or_default();
    if !top.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return false;
    }
    if top.starts_with("xn--") {
        let unicode = host_in_unicode(top);
        let runs_on = |c: char| !c.is_ascii() && crate::url::boundary::is_unspaced(c);
        if unicode.starts_with(|c: char| c.is_ascii_alphabetic())
            && unicode.contains(runs_on)
            && !unicode.starts_with("xn--")
        {
            return false;
        }
    }
    !name.is_empty() && name.len() <= 253 && name.split('.').all(|label| !label.is_empty() && label.len() <= 63)
}

/// Returns the host as written. It follows the scheme and any number of slashes or backslashes, and ends before the next slash,
/// query or fragment.
fn written_host(cleaned: &str) -> &str {
    let rest = if cleaned.starts_with("//") { cleaned } else { scheme(cleaned).map_or("", |(_, rest)| rest) };
    let rest = rest.trim_start_matches(['/', '\\']);
    let authority = &rest[..rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len())];
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    }
}

/// Percent-decodes a text and replaces invalid UTF-8.
pub fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let digit =
            |at: usize| tail.get(at).and_then(|&b| char::from(b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
        if let (b'%', Some(high), Some(low)) = (byte, digit(0), digit(1)) {
            bytes.push(high << 4 | low);
            rest = &tail[2..];
        } else {
            bytes.push(byte);
            rest = tail;
        }
    }
    Cow::Owned(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(input: &str) -> Option<String> {
        match parse(input, None) {
            Ok(Parsed::Web(candidate)) => Some(candidate.host.ascii().into_owned()),
            _ => None,
        }
    }

    #[test]
    fn the_host_is_the_one_that_a_browser_would_open() {
        for (input, expected) in [
            ("https://sellercentral.amazon.com@evil.example/", "evil.example"),
            ("https://amazon.com%2fsellercentral@evil.example/", "evil.example"),
            ("https://amazon.com\\.evil.example/", "amazon.com"),
            ("https:\\\\evil.example\\amazon.com", "evil.example"),
            ("https:evil.example", "evil.example"),
            ("//evil.example/x", "evil.example"),
            ("ht\ntps://ev\til.example", "evil.example"),
            ("https://EVIL.example./x", "evil.example"),
            ("https://%65vil.example", "evil.example"),
            ("http://0x7f.1/", "127.0.0.1"),
            ("http://2130706433/", "127.0.0.1"),
            ("http://0177.0.0.01/", "127.0.0.1"),
            ("http://[::ffff:1.2.3.4]/", "[::ffff:1.2.3.4]"),
            ("https://аmazon.com/", "xn--mazon-3ve.com"),
            ("https://amazon。com/", "amazon.com"),
            ("https://amazon.com:443/", "amazon.com"),
        ] {
            assert_eq!(host(input).as_deref(), Some(expected), "{input}");
        }
    }

    #[test]
    fn a_link_that_no_browser_opens_is_invalid_and_other_schemes_are_no_links() {
        for input in [
            "http://",
            "https://a b.example/",
            "http://1.2.3.999/",
            "https://a..b.example/",
            "https://[::1/",
            "https://%00/",
        ] {
            assert_eq!(parse(input, None).unwrap_err(), ParseFailure::Invalid, "{input}");
        }
        for input in
            ["", "#top", "tel:+4912345", "sms:123", "cid:image", "javascript:void(0)", "just text", "about:blank"]
        {
            assert_eq!(parse(input, None).unwrap_err(), ParseFailure::NotALink, "{input}");
        }
        assert!(matches!(parse("javascript:alert(1)", None), Ok(Parsed::Script("javascript"))));
        assert!(matches!(parse("JaVaScRiPt:alert(1)", None), Ok(Parsed::Script("javascript"))));
        assert!(matches!(parse("data:text/html,x", None), Ok(Parsed::Script("data"))));
        assert!(matches!(parse("mailto:a@b.example", None), Ok(Parsed::Mail(_))));
        for (input, program) in
            [("weixin://dl", "weixin"), ("MS-Word:ofe|u|https://x.example/a", "ms-word"), ("web+x:1", "web+x")]
        {
            assert!(matches!(parse(input, None), Ok(Parsed::Program(scheme)) if scheme == program), "{input}");
        }
    }

    #[test]
    fn the_genuine_set_corrects_the_public_suffix_list() {
        let name = HostName::parse("sellercentral.amazon.com.be").unwrap();
        assert_eq!(name.registrable(), Some("amazon.com.be"));
        assert_eq!(name.suffix(), "com.be");
        assert_eq!(HostName::parse("x.marketplace.amazon.de").unwrap().registrable(), Some("amazon.de"));
        assert_eq!(HostName::parse("amazon.com.biz").unwrap().registrable(), Some("com.biz"));
        assert_eq!(HostName::parse("jet.amazon").unwrap().registrable(), Some("jet.amazon"));
        assert_eq!(HostName::parse("github.io").unwrap().registrable(), None);
    }

    #[test]
    fn the_host_and_user_information_are_kept_as_written() {
        let Ok(Parsed::Web(candidate)) = parse("http://user:pw@0x7F.1:80/x@y", None) else { panic!() };
        assert_eq!(candidate.written_host, "0x7F.1");
        assert_eq!(candidate.user_info, "user:pw");
    }

    #[test]
    fn relative_links_are_resolved_against_their_base() {
        let base = WebUrl::parse("https://shop.example/a/b", None).unwrap();
        let Ok(Parsed::Web(candidate)) = parse("../c", Some(&base)) else { panic!() };
        assert_eq!(candidate.url.as_str(), "https://shop.example/c");
    }
}
