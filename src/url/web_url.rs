//! An http or https URL as the URL standard writes it. Most links are written that way already and are only split here. The browser,
//! or natively the `url` crate, parses all others.

use std::ops::Range;

use crate::url::browser;

/// The reason why a text holds no link to judge.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseFailure {
    /// The text is not a link to the web: `tel:`, a fragment, an empty text.
    #[error("not a link to the web")]
    NotALink,
    /// The text is meant as a web link, but no browser would open it.
    #[error("no browser would open it")]
    Invalid,
}

/// A URL in the form of the URL standard, with the places of its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebUrl {
    text: String,
    user_info: Range<usize>,
    host: Range<usize>,
    /// The end of the authority, where the path begins.
    path: usize,
    /// The question mark before the query, or the end of the path.
    query: usize,
    /// The mark before the fragment, or the end of the text.
    fragment: usize,
}

impl WebUrl {
    /// Parses a link, which may be relative to `base`.
    ///
    /// # Errors
    /// Returns an error if no browser would open the link, or if it has another scheme than http and https.
    pub fn parse(link: &str, base: Option<&Self>) -> Result<Self, ParseFailure> {
        let text = match as_written(link) {
            Some(text) => text,
            None => browser::serialized(link, base.map(Self::as_str)).ok_or(ParseFailure::Invalid)?,
        };
        Self::split(text).ok_or(ParseFailure::NotALink)
    }

    /// Splits the text of a URL. Returns `None` if its scheme is not http or https.
    fn split(text: String) -> Option<Self> {
        let start = scheme_end(&text)?;
        let find = |from: usize, marks: &[u8]| {
            let found = text.as_bytes()[from..].iter().position(|byte| marks.contains(byte));
            found.map_or(text.len(), |at| from + at)
        };
        let path = find(start, b"/?#");
        let query = find(path, b"?#");
        let fragment = find(query, b"#");
        let authority = &text[start..path];
        let at = authority.rfind('@');
        let host_start = at.map_or(start, |at| start + at + 1);
        let colon = text[host_start..path].rfind(':').filter(|colon| !text[host_start + colon..path].contains(']'));
        let host = host_start..colon.map_or(path, |colon| host_start + colon);
        Some(Self { user_info: start..at.map_or(start, |at| start + at), host, path, query, fragment, text })
    }

    /// Returns the whole URL.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the scheme.
    pub fn scheme(&self) -> &str {
        if self.text.starts_with("https") { "https" } else { "http" }
    }

    /// Returns the name before the `@`, and after a colon the password if there is one, percent-encoded.
    pub fn user_info(&self) -> &str {
        &self.text[self.user_info.clone()]
    }

    /// Returns the host. An IPv6 address stands between brackets.
    pub fn host(&self) -> &str {
        &self.text[self.host.clone()]
    }

    /// Returns the port, if it is not the usual one of the scheme.
    pub fn port(&self) -> Option<u16> {
        self.text[self.host.end..self.path].strip_prefix(':')?.parse().ok()
    }

    /// Returns the path, which begins with a slash.
    pub fn path(&self) -> &str {
        &self.text[self.path..self.query]
    }

    /// Returns the query without its question mark.
    pub fn query(&self) -> Option<&str> {
        self.text[self.query..self.fragment].strip_prefix('?')
    }
}

/// Returns the end of the scheme and its slashes.
fn scheme_end(link: &str) -> Option<usize> {
    ["https://", "http://"].into_iter().find(|scheme| link.starts_with(scheme)).map(str::len)
}

/// Returns a link as the URL standard writes it, if it is written so already or lacks only the slash of an empty path. The check is
/// strict: it returns `None` for everything that a parser might change, such as a port, an IP address or a path with dots.
fn as_written(link: &str) -> Option<String> {
    let (host, rest) = link.split_at(scheme_end(link)?).1.split_at(authority_end(link)?);
    let is_label = |label: &str| {
        let letters = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_');
        !label.is_empty() && label.bytes().all(letters) && !label.starts_with("xn--")
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    if !host.split('.').all(is_label) || last.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let path = &rest[..rest.find(['?', '#']).unwrap_or(rest.len())];
    if path.split('/').any(begins_with_dot) || path.contains(['[', ']', '|', '{', '}']) || !rest.bytes().all(stays) {
        return None;
    }
    if !path.is_empty() {
        return Some(link.to_owned());
    }
    let (start, end) = link.split_at(link.len() - rest.len());
    Some([start, "/", end].concat())
}

/// Whether a segment of a path may be `.` or `..`.
fn begins_with_dot(segment: &str) -> bool {
    segment.starts_with('.') || segment.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("%2e"))
}

fn authority_end(link: &str) -> Option<usize> {
    let rest = &link[scheme_end(link)?..];
    Some(rest.find(['/', '?', '#']).unwrap_or(rest.len()))
}

/// Whether the URL standard writes this byte as it is, wherever it stands after the host. `as_written` knows the exceptions.
fn stays(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&()*+,;=:@%/?#[]|{}".contains(&byte)
}

/// Returns an ASCII host in lower case, by the rules of the URL standard for names. Returns `None` for an address in numbers, and for
/// characters that stand in no host. The caller has excluded percent-encoding and Punycode.
pub fn plain_host(text: &str) -> Option<String> {
    let is_forbidden = |b: u8| b <= b' ' || b >= 0x7f || b"#/:<>?@[\\]^|%".contains(&b);
    if text.bytes().any(is_forbidden) || ends_in_number(text) {
        return None;
    }
    Some(text.to_ascii_lowercase())
}

/// Whether the last label is a number, so that the URL standard reads the host as an IPv4 address.
fn ends_in_number(host: &str) -> bool {
    let last = host.strip_suffix('.').unwrap_or(host).rsplit('.').next().unwrap_or_default();
    let hexadecimal = last.strip_prefix("0x").or_else(|| last.strip_prefix("0X"));
    match hexadecimal {
        Some(digits) => digits.bytes().all(|b| b.is_ascii_hexdigit()),
        None => !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use url::Url;

    use super::*;

    /// Asserts that the parts are those that the `url` crate finds.
    fn assert_same(link: &str, ours: &WebUrl) {
        let theirs = Url::parse(link).unwrap_or_else(|error| panic!("{link}: {error}"));
        assert_eq!(ours.as_str(), theirs.as_str(), "{link}");
        assert_eq!(ours.scheme(), theirs.scheme(), "{link}");
        assert_eq!(ours.host(), theirs.host_str().unwrap(), "{link}");
        assert_eq!((ours.port(), ours.path(), ours.query()), (theirs.port(), theirs.path(), theirs.query()), "{link}");
        let password = theirs.password().map(|password| format!(":{password}")).unwrap_or_default();
        assert_eq!(ours.user_info(), format!("{}{password}", theirs.username()), "{link}");
    }

    #[test]
    fn a_link_in_its_standard_form_is_not_parsed_again() {
        for link in [
            "https://www.amazon.de/gp/x?a=b&c=%20#top",
            "https://shop.example",
            "http://shop.example?x",
            "https://a_b.example/~x/(1)/@me:y,z;=+$!*",
            "https://shop.example/?q={a}|[b]#{c}|[d]#",
        ] {
            assert_same(link, &WebUrl::split(as_written(link).unwrap()).unwrap());
        }
    }

    #[test]
    fn a_link_that_a_parser_may_change_is_parsed() {
        for link in [
            "https://Shop.example/",
            "https://shop.example:443/",
            "https://shop.example:8080/x",
            "https://user:pa%20ss@shop.example/@x",
            "https://shop.example/a/../b",
            "https://shop.example/a/%2e%2E/b",
            "https://shop.example/ä b'\"<>`{}^|",
            "https://shop.example/?ä b'\"<>`{}^|#ä b'\"<>`{}^|",
            "http://1.2.3.4/",
            "http://0x7f.1",
            "http://[::ffff:1.2.3.4]:81/x?y",
            "https://xn--mazon-3ve.com/",
            "https://шop.example/",
            "https:\\\\shop.example\\x",
            "https:shop.example",
            "HTTPS://shop.example",
        ] {
            assert_eq!(as_written(link), None, "{link}");
            assert_same(link, &WebUrl::parse(link, None).unwrap());
        }
        assert_eq!(WebUrl::parse("https://", None), Err(ParseFailure::Invalid));
        assert_eq!(WebUrl::parse("ftp://shop.example/", None), Err(ParseFailure::NotALink));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn every_link_has_the_parts_that_the_url_crate_finds(
            host in "[a-z0-9._-]{1,12}",
            rest in r#"[/?#]?[a-zA-Z0-9./?#%'"|{}\[\]\^`\\~:@& é-]{0,20}"#,
        ) {
            let link = format!("https://{host}{rest}");
            if let Ok(url) = WebUrl::parse(&link, None) {
                assert_same(&link, &url);
            }
            if let Some(text) = as_written(&link) {
                assert_same(&link, &WebUrl::split(text).unwrap());
            }
        }

        #[test]
        fn a_plain_host_is_the_one_that_the_url_crate_finds(
            text in r#"[a-zA-Z0-9x._!"$&'()*+,;=`{}~ :/@-]{0,12}(\.(0x)?[0-9a-f]{0,3}\.?)?"#,
        ) {
            prop_assume!(!text.to_ascii_lowercase().contains("xn--"));
            let theirs = match url::Host::parse(&text) {
                Ok(url::Host::Domain(name)) => Some(name),
                _ => None,
            };
            prop_assert_eq!(plain_host(&text).filter(|name| !name.is_empty()), theirs);
        }
    }
}
