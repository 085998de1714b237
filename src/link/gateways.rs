//! Mail gateways that the tables do not know: hosts that rewrite the links of the mails of one company. The user or the organisation
//! names them. Their links are judged by the URL inside them; a host gets nothing else from being named.

use crate::brand::lookalike;
use crate::link::rules::carries_links_by_design;
use crate::link::unwrap::{self, Unwrapped, base64_text};
use crate::seen::Seen;
use crate::tables::wrappers::WrapperKind;
use crate::url::host::{Candidate, HostName, percent_decoded};
use crate::vocabulary::Level;

/// The hosts that the user or the organisation named as mail gateways.
#[derive(Debug, Default)]
pub struct Gateways<'a>(Seen<'a>);

impl<'a> Gateways<'a> {
    /// Takes exact hosts in ASCII and lower case.
    pub fn new(hosts: &'a [String]) -> Self {
        let mut found = Seen::default();
        for host in hosts {
            found.insert(host);
        }
        Self(found)
    }

    /// Whether the links of a host are judged by the URL inside them.
    fn has(&self, name: &HostName) -> bool {
        self.0.contains(name.ascii()) && refusal_of(name).is_none()
    }

    /// Removes one wrapper: one that the tables know, or one of these gateways. Returns `None` if the link is not wrapped.
    pub(super) fn unwrap(&self, candidate: &Candidate) -> Option<Unwrapped> {
        let known = unwrap::unwrap(candidate);
        if !candidate.host.name().is_some_and(|name| self.has(name)) {
            return known;
        }
        match known {
            Some(known) if known.kind == WrapperKind::Path => {
                Some(Unwrapped { kind: WrapperKind::Transparent, ..known })
            }
            Some(known) => Some(known),
            // Without a readable URL, the link is judged as any link to this host.
            None => Some(embedded(candidate)).filter(|targets| !targets.is_empty()).map(|targets| Unwrapped {
                kind: WrapperKind::Transparent,
                place: "",
                targets,
                mail: None,
            }),
        }
    }
}

/// Returns the reason why a host cannot be named as a mail gateway. Returns `None` if it can.
pub fn refusal(host: &str) -> Option<&'static str> {
    let is_plain =
        |name: &HostName| name.ascii().bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'));
    HostName::parse(host).filter(is_plain).map_or(Some("gateway-invalid"), |name| refusal_of(&name))
}

pub(super) fn refusal_of(name: &HostName) -> Option<&'static str> {
    let known = &name.known;
    if known.amazon.is_some() {
        return Some("gateway-is-amazons");
    }
    if !known.wrappers.is_empty() {
        return Some("gateway-is-known");
    }
    let is_shared =
        name.is_private_suffix() || known.everyday.is_some() || known.speaker.is_some() || known.has_place();
    if is_shared {
        return Some("gateway-is-shared");
    }
    if name.registrable().is_none() {
        return Some("gateway-invalid");
    }
    lookalike::judge_host(name).is_some_and(|finding| finding.level >= Level::Caution).then_some("gateway-imitates")
}

/// Returns every URL inside a link: as it is, percent-encoded or in base64, in the path, in the query and in the fragment.
pub(super) fn embedded(candidate: &Candidate) -> Vec<String> {
    let whole = candidate.url.as_str();
    let start = whole.find(candidate.url.path()).unwrap_or(0);
    let (mut found, mut is_readable, mut is_in_path) = (Vec::new(), false, false);
    for (at, piece) in whole[start..].split(['?', '&', '#']).enumerate() {
        let (key, value) = piece.split_once('=').unwrap_or(("", piece));
        // Behind a path that contains the target, the query is the target's, and so are the links that it contains by design.
        if is_in_path && carries_links_by_design(key) {
            continue;
        }
        let target = if at == 0
            && let Some(begin) = start_of_url(piece)
        {
            is_in_path = true;
            Some(whole[start + begin..].to_owned())
        } else {
            url_in(piece).or_else(|| piece.split(['/', '=']).find_map(encoded_url))
        };
        is_readable |= target.is_some();
        // Beside a readable target, another one may be written without a scheme.
        found.extend(
            target.or_else(|| unwrap::without_scheme(&percent_decoded(value))).and_then(|url| unwrap::repair(&url)),
        );
    }
    found.truncate(if is_readable { found.len() } else { 0 });
    found
}

/// Returns the text from the first URL on, percent-decoded as often as it is necessary to see one.
fn url_in(text: &str) -> Option<String> {
    let mut text = text.to_owned();
    // No gateway encodes a link more often.
    for _ in 0..4 {
        if let Some(start) = start_of_url(&text) {
            return Some(text.split_off(start));
        }
        text = percent_decoded(&text).into_owned();
    }
    None
}

/// Returns the place where `http:/` or `https:/` begins, in any case and with either slash.
fn start_of_url(text: &str) -> Option<usize> {
    text.match_indices(':').find_map(|(at, _)| {
        let scheme = &text[..at];
        let is_url = text[at + 1..].starts_with(['/', '\\']);
        [5, 4].into_iter().find_map(|length| {
            let start = at.checked_sub(length).filter(|_| is_url)?;
            scheme.get(start..)?.eq_ignore_ascii_case(&"https"[..length]).then_some(start)
        })
    })
}

/// Returns the URL in a text in base64, up to a quotation mark.
fn encoded_url(text: &str) -> Option<String> {
    /// The length of the shortest URL in base64.
    const SHORTEST: usize = 16;
    if text.len() < SHORTEST {
        return None;
    }
    let mut inner = url_in(&base64_text(&percent_decoded(text))?)?;
    inner.truncate(inner.find('"').unwrap_or(inner.len()));
    Some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::url::host::web_target;

    fn urls(link: &str) -> Vec<String> {
        embedded(&web_target(link).unwrap())
    }

    #[test]
    fn urls_are_found_wherever_a_gateway_puts_them() {
        let plain = "https://shop.example/p?a=1";
        for link in [
            "https://gate.firm.example/c?u=https%3A%2F%2Fshop.example%2Fp%3Fa%3D1&k=x",
            "https://gate.firm.example/c?k=x&u=https%253A%252F%252Fshop.example%252Fp%253Fa%253D1",
            "https://gate.firm.example/c?https%3A%2F%2Fshop.example%2Fp%3Fa%3D1",
            "https://gate.firm.example/scan/https://shop.example/p?a=1",
            "https://gate.firm.example/scan/https%3A%2F%2Fshop.example%2Fp%3Fa%3D1",
            "https://gate.firm.example/HTTPS:/shop.example/p?a=1",
            "https://gate.firm.example/c#https%3A%2F%2Fshop.example%2Fp%3Fa%3D1",
            "https://gate.firm.example/r/aHR0cHM6Ly9zaG9wLmV4YW1wbGUvcD9hPTE/sig",
            "https://gate.firm.example/c?t=aHR0cHM6Ly9zaG9wLmV4YW1wbGUvcD9hPTE%3D&x=1",
            "https://gate.firm.example/c?aHR0cHM6Ly9zaG9wLmV4YW1wbGUvcD9hPTE=",
            "https://gate.firm.example/c?t=eyJ1cmwiOiJodHRwczpcL1wvc2hvcC5leGFtcGxlXC9wP2E9MSIsImIiOjF9",
        ] {
            let found: Vec<String> =
                urls(link).iter().map(|url| web_target(url).unwrap().url.as_str().replace("e//p", "e/p")).collect();
            assert_eq!(found, [plain], "{link}");
        }
    }

    #[test]
    fn every_url_in_a_link_counts() {
        for (link, count) in [
            ("https://gate.firm.example/c?u=https://a.example/&v=https%3A%2F%2Fb.example%2F", 2),
            ("https://gate.firm.example/https://a.example/?v=https://b.example/", 2),
            ("https://gate.firm.example/https://a.example/?openid.ns=http://specs.example/", 1),
            ("https://gate.firm.example/c?openid.ns=http://a.example/", 1),
            ("https://gate.firm.example/c?u=https://a.example/&v=%2F%2Fb.example%2F", 2),
            ("https://gate.firm.example/c?u=https://a.example/&t=aHR0cHM6Ly9iLmV4YW1wbGUv", 2),
            ("https://gate.firm.example/c?u=a.example&v=//b.example/", 0),
            ("https://gate.firm.example/c?u=http%3A&v=https:&w=javascript:alert(1)&x=aaaaaaaaaaaaaaaaaaaaaaaa", 0),
        ] {
            assert_eq!(urls(link).len(), count, "{link}");
        }
    }

    #[test]
    fn hosts_that_are_no_gateway_of_one_company_are_refused() {
        for (host, expected) in [
            ("gate.firm.example", None),
            ("mail-security.firm.co.uk", None),
            ("www.amazon.com", Some("gateway-is-amazons")),
            ("x.amazonaws.com", Some("gateway-is-amazons")),
            ("bit.ly", Some("gateway-is-shared")),
            ("docs.google.com", Some("gateway-is-shared")),
            ("www.google.com", Some("gateway-is-shared")),
            ("firm.github.io", Some("gateway-is-shared")),
            ("firm.sharepoint.com", Some("gateway-is-shared")),
            ("gmx.de", Some("gateway-is-shared")),
            ("www.paypal.com", Some("gateway-is-shared")),
            ("eur01.safelinks.protection.outlook.com", Some("gateway-is-known")),
            ("amazon-gateway.example", Some("gateway-imitates")),
            ("amaz0n.example", Some("gateway-imitates")),
            ("com", Some("gateway-invalid")),
            ("localhost", Some("gateway-invalid")),
            ("203.0.113.5", Some("gateway-invalid")),
            ("*.firm.example", Some("gateway-invalid")),
            ("https://gate.firm.example/", Some("gateway-invalid")),
            ("gate firm.example", Some("gateway-invalid")),
            ("", Some("gateway-invalid")),
        ] {
            assert_eq!(refusal(host), expected, "{host}");
        }
    }
}
