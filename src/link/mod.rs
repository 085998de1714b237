//! The verdict on one link by itself: every class and its reasons. What a message makes of it is `message`'s business.
//!
//! A rule is a function from the one parsed value to what it found; [`RULES`] lists them in order of precedence. Adding an
//! attack class is one function, one row there, one code, one text in each language, one golden case.

pub mod blocking;
pub(crate) mod unwrap;

use std::net::{Ipv4Addr, Ipv6Addr};

use url::Url;

use crate::brand::lookalike::{self, Finding};
use crate::brand::skeleton;
use crate::link::unwrap::{Unwrapped, WrapperKind};
use crate::sender;
use crate::tables::amazon::Roles;
use crate::tables::known::Known;
use crate::tables::places::PlaceKind;
use crate::url::host::{self, Candidate, Host, HostName, ParseFailure, Parsed, percent_decoded};
use crate::vocabulary::{Code, Level, LinkClass, LinkVerdict, Reason, Verdict};

/// Wrapped more often than this, nobody means it well.
const MAX_WRAPS: usize = 6;

/// Judges a link as it stands in an `href`: a web link, or a `mailto:`, which is judged as an address. `base` is what a
/// relative link is relative to.
pub fn judge(input: &str, base: Option<&Url>) -> Verdict {
    match host::parse(input, base) {
        Ok(Parsed::Web(candidate)) => Verdict::Link(judge_candidate(&candidate)),
        Ok(Parsed::Mail(address)) => Verdict::Sender(sender::judge_mailto(&address)),
        Ok(Parsed::Script(scheme)) => {
            let reason = Reason::new(Code::ScriptScheme, [scheme]);
            Verdict::Link(without_host(Level::Danger, LinkClass::Deceptive, reason))
        }
        Ok(Parsed::Program(scheme)) => Verdict::Link(program(&scheme)),
        Err(ParseFailure::NotALink) => Verdict::Link(not_a_link(input)),
        Err(ParseFailure::Invalid) => {
            Verdict::Link(without_host(Level::Info, LinkClass::Invalid, Reason::new(Code::InvalidUrl, [input.trim()])))
        }
    }
}

/// The verdict on a link that starts a program instead of opening a site.
fn program(scheme: &str) -> LinkVerdict {
    let reason = Reason::new(Code::ProgramScheme, [scheme]);
    if host::is_everyday_program(scheme) {
        without_host(Level::Info, LinkClass::Unrelated, reason)
    } else {
        without_host(Level::Caution, LinkClass::Deceptive, reason)
    }
}

/// The verdict on what is no link at all.
pub fn not_a_link(input: &str) -> LinkVerdict {
    without_host(Level::Info, LinkClass::Invalid, Reason::new(Code::NotALink, [input.trim()]))
}

/// Whether a link carries no level at all inside a message: `tel:`, fragments, empty targets.
pub fn is_no_link(input: &str) -> bool {
    matches!(host::parse(input, None), Err(ParseFailure::NotALink))
}

fn without_host(level: Level, class: LinkClass, reason: Reason) -> LinkVerdict {
    LinkVerdict {
        level,
        class,
        host: None,
        unicode: None,
        domain: None,
        target: None,
        steps: Vec::new(),
        reasons: vec![reason],
    }
}

/// Judges a parsed web link, through all its wrappers.
pub fn judge_candidate(candidate: &Candidate) -> LinkVerdict {
    judge_at_depth(candidate, 0)
}

fn judge_at_depth(candidate: &Candidate, depth: usize) -> LinkVerdict {
    let Some(wrapped) = unwrap::unwrap(candidate) else {
        return judge_host(candidate);
    };
    if depth == MAX_WRAPS {
        let reason = Reason::new(Code::WrappedTooDeep, [&*candidate.host.shown()]);
        return worse(innermost(candidate), verdict(candidate, Level::Caution, LinkClass::Opaque, vec![reason]));
    }
    let targets: Vec<Candidate> = wrapped.targets.iter().filter_map(|target| web_target(target)).collect();
    let judged = targets.iter().map(|target| {
        let mut inner = judge_at_depth(target, depth + 1);
        inner.target.get_or_insert_with(|| target.url.to_string());
        inner.steps.insert(0, target.url.to_string());
        let unwrapped = Reason::new(Code::Unwrapped, [wrapped.place, target.url.as_str()]);
        combine(candidate, &wrapped, inner, unwrapped)
    });
    if let Some(verdict) = judged.reduce(|a, b| worst_target(a, b, candidate, wrapped.place)) {
        return verdict;
    }
    let hidden = opaque(candidate, wrapped.place);
    // Anybody can have such a path on his own host.
    if wrapped.kind == WrapperKind::Opaque { worse(judge_host(candidate), hidden) } else { hidden }
}

fn web_target(target: &str) -> Option<Candidate> {
    match host::parse(target, None) {
        Ok(Parsed::Web(target)) => Some(*target),
        _ => None,
    }
}

/// The worse of two targets that one wrapper carries. Where both are as bad, and lead to different domains, nobody can tell
/// whose link it is, so it is nobody's: opaque.
fn worst_target(a: LinkVerdict, b: LinkVerdict, candidate: &Candidate, place: &str) -> LinkVerdict {
    let badness = |link: &LinkVerdict| {
        let used_by_amazon = link.reasons.iter().any(|reason| reason.code == Code::UsedByAmazon);
        let distance = match link.class {
            LinkClass::Genuine | LinkClass::AmazonOwned => 0,
            LinkClass::RiskyAction | LinkClass::Invalid => 1,
            _ if used_by_amazon => 2,
            _ => 3,
        };
        (link.level, distance)
    };
    let is_unclear = badness(&a) == badness(&b) && badness(&a) == (Level::Info, 3) && a.domain != b.domain;
    let mut worst = if badness(&b) > badness(&a) { b } else { a };
    if is_unclear {
        worst.class = LinkClass::Opaque;
        worst.reasons.insert(0, Reason::new(Code::OpaqueWrapper, [&*candidate.host.shown(), place]));
    }
    worst
}

/// The verdict on what a link leads to in the end, where nobody needs the steps. Of several targets the worst counts.
fn innermost(candidate: &Candidate) -> LinkVerdict {
    /// Each step takes a wrapper's address off; this many fit into no link that anybody could send.
    const MOST: usize = 200;
    /// More bytes than this in all steps together belong to a link that nobody means to be followed.
    const MOST_BYTES: usize = 400_000;
    let mut open = vec![candidate.clone()];
    let mut bytes = 0;
    let mut verdict: Option<LinkVerdict> = None;
    for _ in 0..MOST {
        let Some(next) = open.pop() else { break };
        bytes += next.url.as_str().len();
        let wrapped = unwrap::unwrap(&next).filter(|_| bytes <= MOST_BYTES);
        let targets: Vec<_> =
            wrapped.iter().flat_map(|wrapped| &wrapped.targets).filter_map(|t| web_target(t)).collect();
        if targets.is_empty() {
            let found = judge_host(&next);
            verdict = Some(match verdict {
                Some(known) if known.level >= found.level => known,
                _ => found,
            });
        }
        open.extend(targets);
    }
    verdict.unwrap_or_else(|| judge_host(candidate))
}

/// What a wrapper and its judged target make together. A wrapper never makes its target better.
fn combine(candidate: &Candidate, wrapped: &Unwrapped, mut inner: LinkVerdict, unwrapped: Reason) -> LinkVerdict {
    match wrapped.kind {
        WrapperKind::Transparent => {}
        WrapperKind::Path => {
            let outer = judge_host(candidate);
            if outer.level > inner.level {
                let (target, steps) = (inner.target.take(), std::mem::take(&mut inner.steps));
                inner = LinkVerdict { target, steps, ..outer };
            }
        }
        WrapperKind::Decoration => {
            if inner.level < Level::Caution {
                let host = inner.unicode.as_deref().or(inner.host.as_deref()).unwrap_or_default();
                // What is true of the host it names is not true of where it leads.
                inner.reasons = vec![Reason::new(Code::WrapperDecoration, [wrapped.place, host])];
                inner.level = Level::Info;
                inner.class = LinkClass::Opaque;
                return inner;
            }
        }
        WrapperKind::Forward => return forward(candidate, inner, unwrapped),
        WrapperKind::Opaque => inner = opaque(candidate, wrapped.place),
    }
    inner.reasons.push(unwrapped);
    inner
}

/// Amazon's own forwarding: fine where it stays with Amazon or leads to an app store, risky where it leaves.
fn forward(candidate: &Candidate, mut inner: LinkVerdict, unwrapped: Reason) -> LinkVerdict {
    let stays = matches!(inner.class, LinkClass::Genuine | LinkClass::AmazonOwned | LinkClass::RiskyAction);
    let store = inner.host.as_deref().is_some_and(|host| Known::of(host).is(PlaceKind::Store));
    if !stays && !store && inner.level < Level::Caution {
        let target = inner.target.clone().unwrap_or_default();
        inner.reasons.insert(0, Reason::new(Code::RedirectLeavesAmazon, [&*candidate.host.shown(), &target]));
        inner.level = Level::Caution;
        inner.class = LinkClass::RiskyAction;
    }
    inner.reasons.push(unwrapped);
    inner
}

fn worse(a: LinkVerdict, b: LinkVerdict) -> LinkVerdict {
    if a.level > b.level { a } else { b }
}

fn opaque(candidate: &Candidate, place: &str) -> LinkVerdict {
    let reason = Reason::new(Code::OpaqueWrapper, [&*candidate.host.shown(), place]);
    verdict(candidate, Level::Info, LinkClass::Opaque, vec![reason])
}

fn verdict(candidate: &Candidate, level: Level, class: LinkClass, reasons: Vec<Reason>) -> LinkVerdict {
    LinkVerdict {
        level,
        class,
        host: Some(candidate.host.ascii().into_owned()),
        unicode: candidate.host.name().and_then(HostName::other_form).map(str::to_owned),
        domain: candidate.host.domain().map(str::to_owned),
        target: None,
        steps: Vec::new(),
        reasons,
    }
}

/// A rule: what it found about a link, if anything.
type Rule = fn(&Candidate) -> Option<Finding>;

/// The rules, in order of precedence: the loudest finding decides, among equals the first.
const RULES: [Rule; 19] = [
    // Amazon's own hosts. What they forward to is judged like any link.
    redirect_parameter,
    odd_port,
    consent_page,
    genuine,
    // Hiding where it leads.
    user_info,
    confusable_separator,
    obfuscated_ip,
    copied_sign_in,
    copied_openid,
    // Looking like Amazon.
    lookalike_name,
    embedded_ending,
    bare_ip,
    // Places with a name.
    used_by_amazon,
    customer_content,
    known_place,
    amazon_short_link,
    private_suffix,
    local_address,
    unrelated,
];

/// Judges the host a link leads to, and how the link is built; wrappers are off already.
fn judge_host(candidate: &Candidate) -> LinkVerdict {
    let mut findings: Vec<Finding> = Vec::new();
    for finding in RULES.iter().filter_map(|rule| rule(candidate)) {
        // The loudest first; among equals the order of the rules stays.
        let at = findings.iter().position(|known| known.level < finding.level).unwrap_or(findings.len());
        findings.insert(at, finding);
    }
    // "Unrelated" is what is left when nothing else was found.
    if findings.len() > 1 {
        findings.retain(|finding| finding.class != LinkClass::Unrelated || finding.reason.code == Code::LocalAddress);
    }
    let (level, class) =
        findings.first().map_or((Level::Info, LinkClass::Unrelated), |first| (first.level, first.class));
    let mut reasons: Vec<Reason> = findings.into_iter().map(|finding| finding.reason).collect();
    if candidate.host.amazon().is_some() && candidate.url.scheme() == "http" {
        reasons.push(Reason::new(Code::PlainHttp, [&*candidate.host.shown()]));
    }
    verdict(candidate, level, class, reasons)
}

#[expect(clippy::unnecessary_wraps, reason = "what every rule answers with")]
fn finding(level: Level, class: LinkClass, reason: Reason) -> Option<Finding> {
    Some(Finding { level, class, reason })
}

fn has_role(candidate: &Candidate, roles: Roles) -> bool {
    candidate.host.amazon().is_some_and(|row| row.roles.has(roles))
}

/// A host of Amazon's own, where nobody else can publish.
fn is_amazons(host: &Host) -> bool {
    host.name().is_some_and(HostName::is_amazons)
}

fn shown_and_domain(candidate: &Candidate) -> [String; 2] {
    let shown = candidate.host.shown().into_owned();
    let domain = candidate.host.domain().map_or_else(|| shown.clone(), str::to_owned);
    [shown, domain]
}

fn genuine(candidate: &Candidate) -> Option<Finding> {
    let texts = shown_and_domain(candidate);
    let texts = texts.iter().map(String::as_str);
    if has_role(candidate, Roles::SIGN_IN) {
        finding(Level::Ok, LinkClass::Genuine, Reason::new(Code::GenuineHost, texts))
    } else if is_amazons(&candidate.host) {
        finding(Level::Ok, LinkClass::AmazonOwned, Reason::new(Code::OwnedHost, texts))
    } else {
        None
    }
}

fn odd_port(candidate: &Candidate) -> Option<Finding> {
    // A port that is another scheme's own is a slip of whoever wrote it.
    let port = candidate.url.port().filter(|port| ![80, 443].contains(port) && has_role(candidate, Roles::SIGN_IN))?;
    let reason = Reason::new(Code::OddPort, [&*candidate.host.shown(), &port.to_string()]);
    finding(Level::Caution, LinkClass::RiskyAction, reason)
}

/// A page that grants an application access, without asking for a password.
fn consent_page(candidate: &Candidate) -> Option<Finding> {
    let path = candidate.read().path();
    if !has_role(candidate, Roles::SIGN_IN) || !(path.starts_with("/apps/authorize/") || path == "/ap/oa") {
        return None;
    }
    let host = candidate.host.shown();
    let versions = unwrap::values(candidate.read().query().unwrap_or_default(), &["version"]);
    if versions.iter().any(|version| version.eq_ignore_ascii_case("beta")) {
        return finding(Level::Caution, LinkClass::RiskyAction, Reason::new(Code::ConsentDraft, [&*host]));
    }
    finding(Level::Info, LinkClass::RiskyAction, Reason::new(Code::ConsentPage, [&*host]))
}

/// A parameter on a genuine host that is a link to somebody else; of several such links the worst.
fn redirect_parameter(candidate: &Candidate) -> Option<Finding> {
    let query = candidate.read().query().filter(|_| has_role(candidate, Roles::SIGN_IN))?;
    let mut worst: Option<Finding> = None;
    for (key, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        if carries_links_by_design(key) {
            continue;
        }
        let Some(target) = redirect_target(value).filter(|target| !is_amazons(&target.host)) else {
            continue;
        };
        let inner = judge_host(&target);
        let level = inner.level.max(Level::Caution);
        if worst.as_ref().is_none_or(|known| known.level < level) {
            let class = if inner.level >= Level::Caution { inner.class } else { LinkClass::RiskyAction };
            let reason = Reason::new(Code::RedirectLeavesAmazon, [&*candidate.host.shown(), target.url.as_str()]);
            worst = Some(Finding { level, class, reason });
        }
    }
    worst
}

/// OpenID carries links by design, and only where it returns to matters. Consent pages return to the application.
fn carries_links_by_design(key: &str) -> bool {
    key == "redirect_uri" || key.starts_with("openid.") && unwrap::plain_key(key) != "openid.return_to"
}

/// The link that the value of a parameter is, as a browser reads a redirection: it takes backslashes for slashes, and drops
/// tabs and line breaks.
fn redirect_target(value: &str) -> Option<Candidate> {
    let value = percent_decoded(value).replace(['\t', '\n', '\r'], "");
    let value = value.trim_start_matches(|c: char| c <= ' ');
    let mut slashes = value.bytes().take_while(|b| matches!(b, b'/' | b'\\'));
    if slashes.nth(1).is_some() {
        return web_target(&format!("https:{value}"));
    }
    if !value.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("http")) {
        return None;
    }
    web_target(value)
}

/// Something before an `@` on a foreign host. Where it reads as a host or names Amazon it is there to be read as the host.
fn user_info(candidate: &Candidate) -> Option<Finding> {
    if candidate.user_info.is_empty() || is_amazons(&candidate.host) {
        return None;
    }
    let text = &candidate.user_info;
    let poses = text.contains('.') || text.contains(['/', '\\']) || lookalike::carries_brand(text);
    let reason = Reason::new(Code::UserInfo, [&**text, &*candidate.host.shown()]);
    finding(if poses { Level::Danger } else { Level::Caution }, LinkClass::Deceptive, reason)
}

/// A character in the host that only looks like a slash or a dot.
fn confusable_separator(candidate: &Candidate) -> Option<Finding> {
    let name = candidate.host.name()?;
    let unicode = name.other_form()?;
    let separator = unicode
        .chars()
        .find(|&c| !c.is_ascii() && matches!(skeleton::reading(c), skeleton::Reading::One(b'/' | b'\\' | b'.')))?;
    let reason = Reason::new(Code::ConfusableSeparator, [&*separator.to_string(), unicode]);
    finding(Level::Danger, LinkClass::Deceptive, reason)
}

/// An address written so that nobody reads it as one.
fn obfuscated_ip(candidate: &Candidate) -> Option<Finding> {
    let written = &*candidate.written_host;
    let hidden = match &candidate.host {
        Host::V4(address) => !written.is_empty() && written != address.to_string(),
        Host::V6(address) => address.to_ipv4_mapped().is_some(),
        Host::Name(_) => false,
    };
    if !hidden || is_local(&candidate.host) {
        return None;
    }
    let reason = Reason::new(Code::ObfuscatedIp, [written, &*candidate.host.ascii()]);
    finding(Level::Danger, LinkClass::Deceptive, reason)
}

fn bare_ip(candidate: &Candidate) -> Option<Finding> {
    if candidate.host.name().is_some() || is_local(&candidate.host) {
        return None;
    }
    finding(Level::Caution, LinkClass::Deceptive, Reason::new(Code::BareIp, [&*candidate.host.ascii()]))
}

/// Not reachable from the internet: a printer, a router, the machine itself.
fn is_local(host: &Host) -> bool {
    let v4 = |a: &Ipv4Addr| a.is_private() || a.is_loopback() || a.is_link_local() || a.is_unspecified();
    let v6 = |a: &Ipv6Addr| a.is_loopback() || a.is_unspecified() || a.is_unique_local() || a.is_unicast_link_local();
    match host {
        Host::V4(address) => v4(address),
        Host::V6(address) => address.to_ipv4_mapped().map_or_else(|| v6(address), |mapped| v4(&mapped)),
        Host::Name(name) => {
            let name = name.ascii();
            let ending = name.rsplit('.').next().unwrap_or_default();
            matches!(ending, "localhost" | "local") || !name.contains('.')
        }
    }
}

fn local_address(candidate: &Candidate) -> Option<Finding> {
    if !is_local(&candidate.host) || candidate.host.amazon().is_some() {
        return None;
    }
    finding(Level::Info, LinkClass::Unrelated, Reason::new(Code::LocalAddress, [&*candidate.host.shown()]))
}

/// Amazon's sign-in paths, which lead to Amazon only on Amazon's hosts.
fn copied_sign_in(candidate: &Candidate) -> Option<Finding> {
    const UNDER: &str = "/ap/";
    const PAGES: [&str; 6] = ["signin", "register", "mfa", "cvf", "forgotpassword", "challenge"];
    if is_amazons(&candidate.host) || is_local(&candidate.host) {
        return None;
    }
    let path = candidate.read().path();
    let (at, page) = path.match_indices(UNDER).find_map(|(at, _)| {
        let rest = &path[at + UNDER.len()..];
        let copied = |page: &&&str| {
            rest.strip_prefix(**page).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
        };
        PAGES.iter().find(copied).map(|page| (at, page))
    })?;
    let copied = &path[at..at + UNDER.len() + page.len()];
    finding(Level::Danger, LinkClass::Deceptive, Reason::new(Code::CopiedSignIn, [copied, &*candidate.host.shown()]))
}

/// The OpenID parameters of Amazon's sign-in; other sites' OpenID has none of these.
fn copied_openid(candidate: &Candidate) -> Option<Finding> {
    if is_amazons(&candidate.host) {
        return None;
    }
    let whole = &candidate.read().as_str()[candidate.url.scheme().len()..];
    let at = whole.find("openid.")?;
    let rest = percent_decoded(&whole[at..]);
    let handle = rest.split("openid.assoc_handle=").nth(1).map(|value| value.split('&').next().unwrap_or(value));
    let returns = rest.split("openid.return_to=").nth(1).map(|value| value.split('&').next().unwrap_or(value));
    let copied = rest.contains("openid.pape.max")
        || handle.is_some_and(|handle| handle.contains("flex") || handle.contains("amzn"))
        || returns
            .is_some_and(|link| matches!(host::parse(link, None), Ok(Parsed::Web(target)) if is_amazons(&target.host)));
    if !copied {
        return None;
    }
    finding(Level::Danger, LinkClass::Deceptive, Reason::new(Code::CopiedSignIn, ["openid", &*candidate.host.shown()]))
}

fn lookalike_name(candidate: &Candidate) -> Option<Finding> {
    let known =
        is_amazons(&candidate.host) || has_role(candidate, Roles::SHORTENER) || used_by_amazon(candidate).is_some();
    let name = candidate.host.name().filter(|name| !known && !name.known.is(PlaceKind::Delivery))?;
    lookalike::judge_host(name)
}

fn embedded_ending(candidate: &Candidate) -> Option<Finding> {
    let name =
        candidate.host.name().filter(|name| name.known.amazon.is_none() && !name.known.is(PlaceKind::Delivery))?;
    lookalike::embedded_ending(name)
}

fn used_by_amazon(candidate: &Candidate) -> Option<Finding> {
    let (_, place) = candidate.host.name()?.known.place(&[PlaceKind::UsedByAmazon])?;
    let reason = Reason::new(Code::UsedByAmazon, [&*candidate.host.shown(), place]);
    finding(Level::Info, LinkClass::OpenPlatform, reason)
}

/// Customers' content on Amazon's machines.
fn customer_content(candidate: &Candidate) -> Option<Finding> {
    if !has_role(candidate, Roles::ANYONE_CAN_POST) {
        return None;
    }
    let reason = Reason::new(Code::OpenPlatform, [&*candidate.host.shown(), "Amazon Web Services"]);
    finding(Level::Info, LinkClass::OpenPlatform, reason)
}

fn known_place(candidate: &Candidate) -> Option<Finding> {
    use PlaceKind::{Delivery, Meeting, OpenPlatform, Shortener, Tracker};
    let kinds = [OpenPlatform, Meeting, Shortener, Tracker, Delivery];
    let (kind, place) = candidate.host.name()?.known.place(&kinds)?;
    let host = candidate.host.shown();
    match kind {
        Shortener => finding(Level::Info, LinkClass::Opaque, Reason::new(Code::Shortener, [&*host])),
        Tracker => finding(Level::Info, LinkClass::Opaque, Reason::new(Code::OpaqueWrapper, [&*host, place])),
        _ => finding(Level::Info, LinkClass::OpenPlatform, Reason::new(Code::OpenPlatform, [&*host, place])),
    }
}

fn amazon_short_link(candidate: &Candidate) -> Option<Finding> {
    if !has_role(candidate, Roles::SHORTENER) {
        return None;
    }
    finding(Level::Info, LinkClass::Opaque, Reason::new(Code::Shortener, [&*candidate.host.shown()]))
}

/// The public suffix list's private section: anyone can open a site right under such a suffix.
fn private_suffix(candidate: &Candidate) -> Option<Finding> {
    let name = candidate.host.name().filter(|name| name.is_private_suffix() && name.known.amazon.is_none())?;
    if name.known.place(&[PlaceKind::OpenPlatform, PlaceKind::Meeting, PlaceKind::Delivery]).is_some() {
        return None;
    }
    let reason = Reason::new(Code::OpenPlatform, [name.unicode(), name.suffix()]);
    finding(Level::Info, LinkClass::OpenPlatform, reason)
}

fn unrelated(candidate: &Candidate) -> Option<Finding> {
    if candidate.host.amazon().is_some() {
        return None;
    }
    let texts = shown_and_domain(candidate);
    finding(Level::Info, LinkClass::Unrelated, Reason::new(Code::UnrelatedHost, texts.iter().map(String::as_str)))
}

/// The host that a text names, if the text as a whole is a host or a web link; what takes no room in it is dropped.
pub fn host_named_by(text: &str) -> Option<Host> {
    let folded = skeleton::fold_text(text);
    let text = folded.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '<' | '>' | '"' | '\'' | '(' | ')' | '[' | ']' | '»' | '«' | '.' | ',' | ':' | ';' | '→' | '›' | '*'
            )
    });
    if text.is_empty()
        || text.len() > 2000
        || text.contains(|c: char| c.is_whitespace() || c == '@') && !text.contains("://")
    {
        return None;
    }
    let with_scheme = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    match host::parse(&with_scheme, None) {
        Ok(Parsed::Web(candidate)) => match candidate.host {
            Host::Name(ref name) if !name.ascii().contains('.') => None,
            host => Some(host),
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str) -> (Level, LinkClass) {
        match judge(input, None) {
            Verdict::Link(link) => (link.level, link.class),
            Verdict::Sender(_) => panic!("{input} is no link"),
        }
    }

    #[test]
    fn of_several_targets_of_one_link_the_worst_counts() {
        let (genuine, evil) = ("https%3A%2F%2Fsellercentral.amazon.com%2F", "https%3A%2F%2Fevil.example%2Fv");
        let fake = "https%3A%2F%2Famazon-verify.example%2F";
        for (link, level, target) in [
            (format!("https://www.google.com/url?q={genuine}&q={evil}"), Level::Info, Some("https://evil.example/v")),
            (format!("https://www.google.com/url?q={evil}&q={genuine}"), Level::Info, Some("https://evil.example/v")),
            (
                format!("https://www.google.com/url?q={genuine}&url={fake}"),
                Level::Danger,
                Some("https://amazon-verify.example/"),
            ),
            (
                format!("https://www.google.com/url?q={genuine}&Q={genuine}"),
                Level::Ok,
                Some("https://sellercentral.amazon.com/"),
            ),
            (format!("https://links.firm.example/x?next={genuine}"), Level::Info, None),
            (format!("https://www.amazon.com/x?a={genuine}&url={evil}"), Level::Caution, None),
            (format!("https://www.amazon.com/x?url={evil}&url={fake}"), Level::Danger, None),
            ("https://www.amazon.com/x?url=%2F%5Cevil.example".into(), Level::Caution, None),
            ("https://www.amazon.com/x?url=%2F%09%2Fevil.example".into(), Level::Caution, None),
            (format!("https://www.amazon.com/ap/signin?openid.Return_To={evil}"), Level::Caution, None),
            ("https://www.amazon.com/x?url=%2Fgp%2Fhelp".into(), Level::Ok, None),
            (
                "https://sellercentral.amazon.com/apps/authorize/consent?version=1&version=BETA".into(),
                Level::Caution,
                None,
            ),
        ] {
            let Verdict::Link(verdict) = judge(&link, None) else { panic!("{link}") };
            assert_eq!((verdict.level, verdict.target.as_deref()), (level, target), "{link}");
        }
        let other = "https%3A%2F%2Fother.example%2F";
        assert_eq!(check(&format!("https://www.google.com/url?q={evil}&q={other}")), (Level::Info, LinkClass::Opaque));
        assert_eq!(
            check(&format!("https://www.google.com/url?q={evil}&q={evil}x")),
            (Level::Info, LinkClass::Unrelated)
        );
    }

    #[test]
    fn every_class_has_its_links() {
        use Level::{Caution, Danger, Info, Ok};
        use LinkClass::{
            AmazonOwned, Deceptive, Genuine, Invalid, Lookalike, NameUse, Opaque, OpenPlatform, RiskyAction, Unrelated,
        };
        for (input, level, class) in [
            ("https://sellercentral.amazon.com/performance/notifications", Ok, Genuine),
            ("http://sellercentral.amazon.com.be/", Ok, Genuine),
            ("https://amazon.com\\.evil.example/", Ok, Genuine),
            ("https://x@sellercentral.amazon.de/", Ok, Genuine),
            ("https://m.media-amazon.com/x.png", Ok, AmazonOwned),
            ("https://skillbuilder.aws/", Ok, AmazonOwned),
            ("https://sellercentral.amazon.com:8443/", Caution, RiskyAction),
            (
                "https://sellercentral.amazon.com/apps/authorize/consent?application_id=a&version=beta",
                Caution,
                RiskyAction,
            ),
            (
                "https://sellercentral.amazon.com/apps/authorize/consent?application_id=a&redirect_uri=https://app.example/",
                Info,
                RiskyAction,
            ),
            ("https://www.amazon.com/gp/redirect.html?location=https%3A%2F%2Fevil.example%2F", Caution, RiskyAction),
            ("https://www.amazon.com/ap/signin?openid.return_to=https%3A%2F%2Fevil.example%2F", Caution, RiskyAction),
            (
                "https://www.amazon.com/ap/signin?openid.return_to=https%3A%2F%2Fsellercentral.amazon.com%2F&openid.ns=http%3A%2F%2Fspecs.openid.net%2Fauth%2F2.0",
                Ok,
                Genuine,
            ),
            ("https://www.amazon.de/gp/r.html?C=A&U=https%3A%2F%2Fsellercentral.amazon.de%2F&H=Z", Ok, Genuine),
            ("https://www.amazon.de/gp/r.html?C=A&U=https%3A%2F%2Fapps.apple.com%2Fapp&H=Z", Info, Unrelated),
            ("https://bucket.s3.amazonaws.com/sellercentral/login.html", Info, OpenPlatform),
            ("https://d111111abcdef8.cloudfront.net/x", Info, OpenPlatform),
            ("https://docs.google.com/forms/d/e/x/viewform", Info, OpenPlatform),
            ("https://x.github.io/amazon-clone/", Info, OpenPlatform),
            ("https://amzn.to/abc", Info, Opaque),
            ("https://bit.ly/abc", Info, Opaque),
            ("https://www.supportdubaitalent.com/index", Info, Unrelated),
            ("https://192.168.1.1/", Info, Unrelated),
            ("https://amazon.com.edgekey.net/", Info, OpenPlatform),
            ("https://www.co.jp.northfield.cn/", Caution, Deceptive),
            ("https://amaozom.co.jp.northfield.cn/", Danger, Deceptive),
            ("https://flordelamazonas.com/", Info, NameUse),
            ("https://amazonsellerslawyer.com/", Info, NameUse),
            ("https://security-amazon.com/", Danger, Lookalike),
            ("https://аmazon.com/", Danger, Lookalike),
            ("https://sellercentral.amazon.com.verify-id.me/", Danger, Deceptive),
            ("https://sellercentral.amazon.com@evil.example/", Danger, Deceptive),
            ("https://user@evil.example/", Caution, Deceptive),
            ("https://amazon.com⁄x.evil.example/", Danger, Deceptive),
            ("http://0x7b.45.67.89/", Danger, Deceptive),
            ("http://123.45.67.89/amazon.com/", Caution, Deceptive),
            ("https://evil.example/ap/signin?x=1", Danger, Deceptive),
            ("https://evil.example/index/openid.pape.max.nextotp.html", Danger, Deceptive),
            ("javascript:alert(1)", Danger, Deceptive),
            ("ms-word:ofe|u|https://shop.example/a.docx", Caution, Deceptive),
            ("microsoft-edge:https://shop.example/", Caution, Deceptive),
            ("intent://shop.example#Intent;scheme=https;end", Caution, Deceptive),
            ("search-ms:query=x&crumb=location:%5C%5Cshop.example", Caution, Deceptive),
            ("web+shop:1", Caution, Deceptive),
            ("zoommtg://zoom.us/join?confno=1", Info, Unrelated),
            ("webcal://shop.example/a.ics", Info, Unrelated),
            ("data:text/html,<form>", Danger, Deceptive),
            ("https://a b.example/", Info, Invalid),
            ("tel:+123", Info, Invalid),
        ] {
            assert_eq!(check(input), (level, class), "{input}");
        }
    }

    #[test]
    fn a_wrapper_never_makes_its_target_better() {
        use Level::{Danger, Info, Ok};
        let safelinks = |target: &str| format!("https://eur01.safelinks.protection.outlook.com/?url={target}&data=x");
        assert_eq!(check(&safelinks("https%3A%2F%2Fsellercentral.amazon.de%2F")).0, Ok);
        assert_eq!(check(&safelinks("https%3A%2F%2Famaz0n-verify.example%2F")).0, Danger);
        // Recognised by path alone: the host counts too.
        assert_eq!(check("https://links.firm.example/CL0/https:%2F%2Fsellercentral.amazon.de%2F/1/x").0, Info);
        // Decoration clears nothing.
        assert_eq!(check("https://url.us.m.mimecastprotect.com/s/A?domain=amazon.com"), (Info, LinkClass::Opaque));
        assert_eq!(check("https://url.us.m.mimecastprotect.com/s/A?domain=amaz0n-verify.example").0, Danger);
    }

    #[test]
    fn nested_wrappers_are_followed_six_deep_and_no_further() {
        let wrap = |target: &str| {
            let coded: String = target
                .bytes()
                .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
                .collect();
            format!("https://vk.com/away.php?to={coded}")
        };
        let mut link = "https://sellercentral.amazon.com/".to_owned();
        for depth in 1..=7 {
            link = wrap(&link);
            let expected = if depth <= 6 { LinkClass::Genuine } else { LinkClass::Opaque };
            assert_eq!(check(&link).1, expected, "{depth}");
        }
    }

    #[test]
    fn only_a_text_that_as_a_whole_is_a_host_names_one() {
        let named = |text: &str| host_named_by(text).map(|host| host.ascii().into_owned());
        assert_eq!(named("https://sellercentral.amazon.com/verify").as_deref(), Some("sellercentral.amazon.com"));
        assert_eq!(named(" sellercentral.amazon.de ").as_deref(), Some("sellercentral.amazon.de"));
        assert_eq!(named("www.a\u{73f}mazon.com/").as_deref(), Some("www.amazon.com"));
        assert_eq!(named("Amazon"), None);
        assert_eq!(named("Sign in to amazon.com"), None);
        assert_eq!(named("a@amazon.com"), None);
    }
}
