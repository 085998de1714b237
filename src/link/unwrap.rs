//! Link wrappers: reads the target out of a link that contains another link. The table `data/wrappers.tsv` lists the hosts and
//! paths of the wrappers; this module only reads their targets, and `wrapped` judges them.

use crate::search::split_at_last;
use crate::tables::wrappers::{Read, Wrapper, WrapperKind};
use crate::tables::{OPEN_WRAPPERS, PAGES_BESIDE_WRAPPER, WRAPPERS};
use crate::url::host::{Candidate, HostName, percent_decoded};

/// A wrapper found on a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwrapped {
    /// How far the target can be trusted.
    pub kind: WrapperKind,
    /// The name of the service that the wrapper belongs to. Empty for a gateway that only the user or the organisation named.
    pub place: &'static str,
    /// The targets that could be read: always http or https URLs. There are several if a parameter is repeated, because the
    /// wrapper's site decides which of them counts.
    pub targets: Vec<String>,
    /// The `mailto:` link that the wrapper contains.
    pub mail: Option<String>,
}

/// Removes one wrapper. Returns `None` if the link is not wrapped. The first row that fits decides; further rows of the same
/// service and kind add the targets that they read.
pub fn unwrap(candidate: &Candidate) -> Option<Unwrapped> {
    let name = candidate.host.name()?;
    let path = candidate.read().path();
    let mut found: Option<Unwrapped> = None;
    for wrapper in rows(&name.known.wrappers).filter(|w| matches_path(w.path, path) && matches_host(w.host, name)) {
        let is_other = |known: &Unwrapped| known.place != wrapper.place || known.kind != wrapper.kind;
        if found.as_ref().is_some_and(is_other) {
            continue;
        }
        let Some(read) = remove(wrapper, candidate) else { continue };
        match &mut found {
            None => found = Some(read),
            Some(known) => {
                known.targets.extend(read.targets);
                known.mail = known.mail.take().or(read.mail);
            }
        }
    }
    found
}

/// Removes the wrapper of one row. Returns `None` if the link is no wrapper without a target.
fn remove(wrapper: &Wrapper, candidate: &Candidate) -> Option<Unwrapped> {
    let texts = wrapper.read.targets(candidate);
    let mut targets: Vec<String> = texts.iter().filter_map(|text| repair(text)).collect();
    // Beside a readable target, another one may be written without a scheme.
    if !targets.is_empty() && targets.len() < texts.len() {
        targets.extend(texts.iter().filter_map(|text| without_scheme(text)));
    }
    let mail = texts.into_iter().find(|text| text.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("mailto:")));
    let is_read = !targets.is_empty();
    match wrapper.kind {
        // Any host may have such a path, and most of Amazon's pages forward nowhere, so without a target there is no wrapper.
        WrapperKind::Path | WrapperKind::Forward if !is_read => return None,
        // On these hosts only some paths are wrappers; the others are pages of their own.
        WrapperKind::Transparent if !is_read && mail.is_none() && !is_only_for_wrapping(wrapper) => {
            return None;
        }
        _ => {}
    }
    Some(Unwrapped { kind: wrapper.kind, place: wrapper.place, targets, mail })
}

/// Returns the rows that may fit a host, in the order of the table: those for its domains, and those for any domain.
fn rows(of_domains: &[usize]) -> impl Iterator<Item = &'static Wrapper> {
    let (mut own, mut open) = (of_domains.iter().peekable(), OPEN_WRAPPERS.iter().peekable());
    std::iter::from_fn(move || {
        let next = match (own.peek(), open.peek()) {
            (Some(a), Some(b)) if a < b => own.next(),
            (Some(_), None) => own.next(),
            _ => open.next(),
        };
        WRAPPERS.get(*next?)
    })
}

/// Whether a row has a path or a host that serves only as a wrapper, so that a link is a wrapper even without a target.
fn is_only_for_wrapping(wrapper: &Wrapper) -> bool {
    !wrapper.path.is_empty() || !PAGES_BESIDE_WRAPPER.contains(&wrapper.host)
}

/// Whether a host fits a pattern of the table, whose header documents the grammar.
fn matches_host(pattern: &str, name: &HostName) -> bool {
    let host = name.ascii();
    if pattern == "*" {
        return true;
    }
    if let Some(start) = pattern.strip_suffix(".*") {
        return host.strip_prefix(start).is_some_and(|rest| rest.starts_with('.'));
    }
    let (any_sub, pattern) = pattern.strip_prefix("*.").map_or((false, pattern), |rest| (true, rest));
    if let Some(start) = pattern.strip_suffix(".{suffix}") {
        if name.is_private_suffix() {
            return false;
        }
        let suffix = name.suffix();
        return host
            .strip_suffix(suffix)
            .and_then(|rest| rest.strip_suffix('.'))
            .is_some_and(|rest| is_or_is_under(rest, start, any_sub));
    }
    match pattern.split_once('*') {
        None => is_or_is_under(host, pattern, any_sub),
        Some((before, after)) => {
            let label_end = after.find('.').unwrap_or(after.len());
            let (label_rest, domain) = after.split_at(label_end);
            host.strip_suffix(domain)
                .map(|rest| rest.rsplit_once('.').map_or(rest, |(_, label)| label))
                .and_then(|label| label.strip_prefix(before))
                .and_then(|label| label.strip_suffix(label_rest))
                .is_some()
        }
    }
}

fn is_or_is_under(host: &str, domain: &str, any_sub: bool) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || any_sub && rest.ends_with('.'))
}

fn matches_path(pattern: &str, path: &str) -> bool {
    if pattern.is_empty() {
        return true;
    }
    match pattern.strip_suffix('*') {
        Some(start) => path.starts_with(start),
        None => path == pattern,
    }
}

/// Normalises a target: decodes it again if it was encoded twice, and writes its scheme with two slashes. Returns `None` if it is
/// not http or https.
pub(super) fn repair(text: &str) -> Option<String> {
    let text = text.trim().replace("&amp;", "&");
    let lower = text.get(..8).map(str::to_ascii_lowercase).unwrap_or_default();
    let text = if lower.starts_with("http%3a") || lower.starts_with("https%3a") {
        percent_decoded(&text).into_owned()
    } else {
        text
    };
    let (scheme, rest) = text.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    let rest = rest.trim_start_matches(['/', '\\']);
    (!rest.is_empty()).then(|| format!("{}://{rest}", scheme.to_ascii_lowercase()))
}

/// Reads the target "//host/path" as browsers do. Returns `None` for any other text.
pub(super) fn without_scheme(text: &str) -> Option<String> {
    let text = text.trim();
    let rest = text.trim_start_matches(['/', '\\']);
    (text.len() - rest.len() >= 2 && rest.contains('.')).then(|| format!("https://{rest}"))
}

impl Read {
    /// Returns the texts that may be the target: at most one from the path, or one for each value of a query parameter.
    fn targets(self, candidate: &Candidate) -> Vec<String> {
        let query = candidate.read().query().unwrap_or_default();
        let each = |name: &'static str, read: &dyn Fn(String) -> Option<String>| {
            values(query, &[name]).into_iter().filter_map(read).collect()
        };
        match self {
            Self::Param(names) => values(query, &names.split(' ').collect::<Vec<_>>()),
            Self::Base64(name) => each(name, &|value| {
                let text = base64_text(&value)?;
                // Some senders put the percent-encoded form into the base64.
                Some(if text.contains("://") { text } else { percent_decoded(&text).into_owned() })
            }),
            Self::Bing(name) => each(name, &|value| base64_text(value.get(2..)?)),
            Self::Proofpoint2(name) => {
                each(name, &|value| Some(percent_decoded(&value.replace('-', "%").replace('_', "/")).into_owned()))
            }
            Self::Json64(name, key) => {
                let texts: Vec<String> = each(name, &|value| base64_text(&value));
                texts.iter().flat_map(|json| json_texts(json, key)).collect()
            }
            Self::Mandrill(name) => {
                let texts: Vec<String> = each(name, &|value| base64_text(&value));
                let inner = texts.iter().flat_map(|json| json_texts(json, "p"));
                inner.flat_map(|json| json_texts(&json, "url")).collect()
            }
            Self::Middle(mark) => {
                let mut pieces: Vec<_> = candidate.url.as_str().split(mark).skip(1).collect();
                // The last piece is the signature.
                pieces.pop();
                pieces.into_iter().map(|piece| percent_decoded(&piece.replace('*', "%")).into_owned()).collect()
            }
            Self::Host(name) => each(name, &|host| Some(format!("https://{}/", HostName::parse(&host)?.ascii()))),
            _ => self.target_in_path(candidate).into_iter().collect(),
        }
    }

    /// Returns the target of a reader that does not use a query parameter.
    fn target_in_path(self, candidate: &Candidate) -> Option<String> {
        let url = candidate.read();
        match self {
            Self::Proofpoint3 => proofpoint3(candidate.url.as_str()),
            Self::Last => Some(percent_decoded(last_segment(url.path())?).into_owned()),
            Self::Last64 => base64_text(last_segment(url.path())?),
            Self::Segment(mark) => {
                let mut segments = url.path().split('/').skip_while(|segment| *segment != mark);
                segments.next()?;
                let target = percent_decoded(segments.next()?).into_owned();
                // "https:" alone means that the slashes of the target were not encoded.
                if target.ends_with(':') {
                    let rest: Vec<_> = segments.collect();
                    return Some(format!("{target}{}", rest.join("/")));
                }
                Some(target)
            }
            Self::After(mark) => {
                let rest = &url.path()[url.path().find(mark)? + mark.len()..];
                let at = rest.find("http")?;
                let mut target = percent_decoded(&rest[at..]).into_owned();
                if let Some(query) = url.query() {
                    target.push('?');
                    target.push_str(query);
                }
                Some(target)
            }
            Self::Unsuffixed(suffix) => {
                let host = url.host().strip_suffix(suffix)?.strip_suffix('.').filter(|host| host.contains('.'))?;
                Some(with_host(candidate, host))
            }
            Self::Translated => Some(with_host(candidate, &translated_host(candidate)?)),
            Self::Amp => {
                let rest = url.path().strip_prefix("/amp/")?;
                let (scheme, rest) = rest.strip_prefix("s/").map_or(("http", rest), |rest| ("https", rest));
                rest.contains('.').then(|| format!("{scheme}://{rest}"))
            }
            Self::Sailthru => {
                let mut segments = url.path().strip_prefix("/click/")?.split('/');
                base64_text(segments.nth(1)?)
            }
            _ => None,
        }
    }
}

/// Returns the percent-decoded values of all query parameters with one of these names. A `+` stays, as it does in the wrapped
/// links, and only `&` separates parameters. Sites differ in which of several values they use and in how they compare names, so
/// every value counts: first those under the exact name, in the order of `names`, then those whose name differs in case, in
/// encoding, or in a part that PHP cuts off.
pub fn values(query: &str, names: &[&str]) -> Vec<String> {
    let pairs = || query.split('&').filter_map(|pair| pair.split_once('=')).filter(|(_, value)| !value.is_empty());
    let as_written = names.iter().flat_map(|name| pairs().filter(move |(key, _)| key == name));
    let alike = pairs().filter(|(key, _)| !names.contains(key)).filter(|(key, _)| {
        let key = plain_key(key);
        names.iter().any(|name| name.eq_ignore_ascii_case(&key))
    });
    as_written.chain(alike).map(|(_, value)| percent_decoded(value).into_owned()).collect()
}

/// Returns the name of a parameter as the most lenient site reads it.
pub fn plain_key(key: &str) -> String {
    let key = percent_decoded(key).to_ascii_lowercase();
    let end = key.find(['\0', '[']).unwrap_or(key.len());
    key[..end].trim_matches(|c: char| c == '+' || c.is_whitespace()).to_owned()
}

/// Returns the link with another host in place of its own.
fn with_host(candidate: &Candidate, host: &str) -> String {
    let url = candidate.read();
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}://{host}{}{query}", url.scheme(), url.path())
}

/// Returns the host that Google Translate shows. Its own name for that host is one label: the parameter `_x_tr_hp` stands before
/// it, `1-` or `0-` mark an encoding that `_x_tr_enc` lists, two hyphens stand for a hyphen, and one stands for a dot.
fn translated_host(candidate: &Candidate) -> Option<String> {
    let url = candidate.read();
    let query = url.query().unwrap_or_default();
    let label = url.host().split('.').next()?;
    let mut label = values(query, &["_x_tr_hp"]).concat() + label;
    let encodings = values(query, &["_x_tr_enc"]).join(",");
    let mut is_unicode = false;
    for (encoding, mark) in [("1", "1-"), ("0", "0-")] {
        if let Some(rest) = label.strip_prefix(mark).filter(|_| encodings.split(',').any(|known| known == encoding)) {
            is_unicode = encoding == "0";
            label = rest.to_owned();
        }
    }
    let host = label.split("--").map(|part| part.replace('-', ".")).collect::<Vec<_>>().join("-");
    let host = if is_unicode { format!("xn--{host}") } else { host };
    host.contains('.').then_some(host)
}

fn last_segment(path: &str) -> Option<&str> {
    path.rsplit('/').find(|segment| !segment.is_empty())
}

/// Decodes Proofpoint's third encoding. Each `*` stands for the next replaced character, and `**X` for as many as `X` encodes.
fn proofpoint3(whole: &str) -> Option<String> {
    let start = whole.find("/v3/__")? + "/v3/__".len();
    let rest = &whole[start..];
    let (body, tail) = split_at_last(rest, "__;")?;
    let body = percent_decoded(body);
    let coded = &tail[..tail.find('!').unwrap_or(tail.len())];
    let replaced = base64(coded)?;
    let replaced = String::from_utf8_lossy(&replaced).into_owned();
    let mut left = replaced.chars();
    let mut out = String::with_capacity(body.len());
    let mut chars = body.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '*' {
            out.push(c);
        } else if chars.peek() == Some(&'*') {
            chars.next();
            let count = BASE64URL.iter().position(|&b| chars.peek() == Some(&char::from(b))).map(|at| at + 2)?;
            chars.next();
            out.extend(left.by_ref().take(count));
        } else {
            // If no replaced character is left, the star stands for itself.
            out.push(left.next().unwrap_or('*'));
        }
    }
    Some(out)
}

const BASE64URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Decodes base64 in either alphabet, with or without padding. Returns `None` if the text is not base64.
pub fn base64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut count) = (0u32, 0u32);
    for byte in text.trim_end_matches('=').bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from(bits >> count & 0xff).ok()?);
        }
    }
    Some(out)
}

pub(super) fn base64_text(text: &str) -> Option<String> {
    String::from_utf8(base64(text)?).ok()
}

/// Returns the text values of every occurrence of a key in a flat JSON object. This simple search is enough for the two wrappers
/// that need it. A value that is not a text is left out.
fn json_texts(json: &str, key: &str) -> Vec<String> {
    let quoted = format!("\"{key}\"");
    json.match_indices(&quoted).filter_map(|(at, _)| json_text(&json[at + quoted.len()..])).collect()
}

/// Reads the JSON text after a colon. Returns `None` if another value follows.
fn json_text(json: &str) -> Option<String> {
    let rest = json.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    let mut out = String::new();
    let mut chars = rest.chars();
    loop {
        match chars.next()? {
            '"' => return Some(out),
            '\\' => match chars.next()? {
                'u' => {
                    let code: String = chars.by_ref().take(4).collect();
                    out.push(char::from_u32(u32::from_str_radix(&code, 16).ok()?)?);
                }
                'n' => out.push('\n'),
                't' => out.push('\t'),
                c => out.push(c),
            },
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::url::host::{Parsed, parse};

    fn target(link: &str) -> Option<String> {
        let Ok(Parsed::Web(candidate)) = parse(link, None) else {
            return None;
        };
        unwrap(&candidate).and_then(|found| found.targets.first().cloned())
    }

    #[test]
    fn every_reader_finds_the_target() {
        let plain = "https://shop.example/p?a=1&b=2#f";
        let coded = "https%3A%2F%2Fshop.example%2Fp%3Fa%3D1%26b%3D2%23f";
        let base = "aHR0cHM6Ly9zaG9wLmV4YW1wbGUvcD9hPTEmYj0yI2Y";
        for (link, expected) in [
            (format!("https://nam01.safelinks.protection.outlook.com/?url={coded}&data=x"), plain),
            (format!("https://nam01.safelinks.protection.outlook.com/ap/t-59/?url={coded}&data=x"), plain),
            (format!("https://urldefense.proofpoint.com/v1/url?u={coded}&k=x"), plain),
            ("https://urldefense.proofpoint.com/v2/url?u=https-3A__shop.example_p-3Fa-3D1-26b-3D2-23f&d=x".into(), plain),
            ("https://urldefense.com/v3/__https://shop.example/p?a=1&b=2*f__;Iw!!AAAA!BBBB$".into(), plain),
            ("https://urldefense.com/v3/__https://shop.example/**A__;Pz0!!A!B$".into(), "https://shop.example/?="),
            ("https://urldefense.us/v3/__https:/shop.example/p__;!!A!B$".into(), "https://shop.example/p"),
            (format!("https://eu-west-1.protection.sophos.com/?d=shop.example&u={base}&i=x"), plain),
            (format!("https://secure-web.cisco.com/1Abc/{coded}"), plain),
            ("https://url.us.m.mimecastprotect.com/s/AbC?domain=shop.example".into(), "https://shop.example/"),
            (format!("https://www.bing.com/ck/a?!&&p=x&u=a1{base}&ntb=1"), plain),
            ("https://www.google.com/amp/s/shop.example/p".into(), "https://shop.example/p"),
            ("https://www.google.co.jp/url?q=https://shop.example/p&sa=D".into(), "https://shop.example/p"),
            ("https://url.avanan.click/v2/___https://shop.example/p___.YXA".into(), "https://shop.example/p"),
            ("https://abc.r.us-east-1.awstrack.me/L0/https:%2F%2Fshop.example%2Fp/1/id/sig=1".into(), "https://shop.example/p"),
            ("https://links.firm.example/CL0/https:%2F%2Fshop.example%2Fp/1/id/sig=1".into(), "https://shop.example/p"),
            ("https://links.firm.example/CL0/https://shop.example/p/1/id/sig=1".into(), "https://shop.example/p/1/id/sig=1"),
            ("https://protect.checkpoint.com/v2/r02/___https*3A*2F*2Fshop.example/p___.YXA".into(), "https://shop.example/p"),
            (format!("https://es.sonicurlprotection-fra.com/click?PV=2&B64_ENCODED_URL={base}&HK=A"), plain),
            ("https://shop.example.mcas.ms/p?a=1".into(), "https://shop.example/p?a=1"),
            ("https://a--b-shop-example.translate.goog/p?a=1".into(), "https://a-b.shop.example/p?a=1"),
            (format!("http://x.mjt.lu/lnk/AV/7/At/{base}"), plain),
            ("https://c.amazon-adsystem.com/x/c/Qx/https://shop.example/p".into(), "https://shop.example/p"),
            ("https://mibc-fr-1.mailinblack.com/securelink/?key=eyJ1cmwiOiJodHRwczovL3Nob3AuZXhhbXBsZS9wIn0".into(), "https://shop.example/p"),
            ("https://news.firm.example/track/click/1/x?p=eyJwIjoie1widXJsXCI6XCJodHRwczpcXC9cXC9zaG9wLmV4YW1wbGVcXC9wXCJ9In0".into(), "https://shop.example/p"),
            ("https://link.firm.example/click/1.2/aHR0cHM6Ly9zaG9wLmV4YW1wbGUvcA/3".into(), "https://shop.example/p"),
            ("https://wx.mail.qq.com/xmspamcheck/xmsafejump?mailid=1&url=https%253A%252F%252Fshop.example%252Fp".into(), "https://shop.example/p"),
        ] {
            assert_eq!(target(&link).as_deref(), Some(expected), "{link}");
        }
    }

    #[test]
    fn every_value_of_a_repeated_parameter_is_a_target() {
        let both = ["https://a.example/", "https://b.example/"];
        for link in [
            "https://www.google.com/url?q=https://a.example/&q=https://b.example/",
            "https://www.google.com/url?Q=https://b.example/&q=https://a.example/",
            "https://www.google.com/url?url=https://b.example/&q=https://a.example/",
            "https://www.google.com/url?q=https://a.example/&%71=https://b.example/",
            "https://www.google.com/url?q=https://a.example/&q%00x=https://b.example/",
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2F&u=https%3A%2F%2Fb.example%2F&h=A",
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2F&U[]=https%3A%2F%2Fb.example%2F&h=A",
            "https://www.bing.com/ck/a?u=a1aHR0cHM6Ly9hLmV4YW1wbGUv&u=a1aHR0cHM6Ly9iLmV4YW1wbGUv",
            "https://urldefense.proofpoint.com/v2/url?u=https-3A__a.example_&u=https-3A__b.example_&d=x",
            "https://eu-west-1.protection.sophos.com/?u=aHR0cHM6Ly9hLmV4YW1wbGUv&d=x&u=aHR0cHM6Ly9iLmV4YW1wbGUv",
            "https://url.us.m.mimecastprotect.com/s/AbC?domain=a.example&domain=b.example",
            "https://mibc-fr-1.mailinblack.com/securelink/?key=eyJ1cmwiOiJodHRwczovL2EuZXhhbXBsZS8iLCJ1cmwiOiJodHRwczovL2IuZXhhbXBsZS8ifQ",
        ] {
            let Ok(Parsed::Web(candidate)) = parse(link, None) else { panic!() };
            assert_eq!(unwrap(&candidate).unwrap().targets, both, "{link}");
        }
    }

    #[test]
    fn further_rows_of_the_same_service_add_their_targets() {
        let link = "https://es.sonicurlprotection-fra.com/click?B64_ENCODED_URL=aHR0cHM6Ly9hLmV4YW1wbGUv&ENCODED_URL=https%3A%2F%2Fb.example%2F";
        let Ok(Parsed::Web(candidate)) = parse(link, None) else { panic!() };
        assert_eq!(unwrap(&candidate).unwrap().targets, ["https://a.example/", "https://b.example/"]);
    }

    #[test]
    fn an_address_inside_a_wrapper_is_found() {
        let link = "https://nam01.safelinks.protection.outlook.com/?url=MailTo%3Aa%40shop.example&data=x";
        let Ok(Parsed::Web(candidate)) = parse(link, None) else { panic!() };
        let found = unwrap(&candidate).unwrap();
        assert_eq!((found.targets.len(), found.mail.as_deref()), (0, Some("MailTo:a@shop.example")));
    }

    #[test]
    fn broken_hosts_of_proxies_have_no_target() {
        for link in [
            "https://tenant.mcas.ms/",
            "https://mcas.ms/",
            "https://shop.translate.goog/",
            "https://1-.translate.goog/?_x_tr_enc=1",
        ] {
            let Ok(Parsed::Web(candidate)) = parse(link, None) else { panic!() };
            let targets = unwrap(&candidate).unwrap().targets;
            assert!(targets.iter().all(|target| crate::url::host::web_target(target).is_none()), "{link} {targets:?}");
        }
    }

    #[test]
    fn only_an_ampersand_separates_parameters() {
        let link = "https://www.google.com/url?a=1;q=https://a.example/&q=https://b.example/";
        assert_eq!(target(link).as_deref(), Some("https://b.example/"));
        let link = "https://www.google.com/url?q=https://a.example/x;q=https://b.example/";
        assert_eq!(target(link).as_deref(), Some("https://a.example/x;q=https://b.example/"));
    }

    #[test]
    fn links_that_only_look_like_wrappers_are_not_unwrapped() {
        for link in [
            "https://evilurldefense.com/v3/__https://sellercentral.amazon.com/__;!!a!b$",
            "https://safelinks.protection.outlook.com.evil.example/?url=https%3A%2F%2Famazon.com",
            "https://google.com@evil.example/url?q=https://amazon.com",
            "https://google.evil.example/url?q=https://amazon.com",
            "https://www.google.com/search?q=https://amazon.com",
            "https://shop.example/?url=https%3A%2F%2Famazon.com",
        ] {
            let Ok(Parsed::Web(candidate)) = parse(link, None) else { panic!() };
            assert_eq!(unwrap(&candidate), None, "{link}");
        }
    }

    #[test]
    fn a_wrapper_without_a_readable_target_is_opaque() {
        for link in [
            "https://nam01.safelinks.protection.outlook.com/?data=x",
            "https://nam01.safelinks.protection.outlook.com/?url=javascript%3Aalert(1)",
            "https://secure-web.cisco.com/1Abc",
            "https://wx.mail.qq.com/xmspamcheck/xmsafejump?func=1&key=abc",
            "https://urldefense.com/v3/__nothing",
            "https://u1.ct.sendgrid.net/ls/click?upn=abc",
        ] {
            let Ok(Parsed::Web(candidate)) = parse(link, None) else { panic!() };
            assert!(unwrap(&candidate).is_some_and(|found| found.targets.is_empty()), "{link}");
        }
    }
}
