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
use crate::link::unwrap::Unwrapped;
use crate::sender;
use crate::tables::amazon::Roles;
use crate::tables::places::PlaceKind;
use crate::tables::wrappers::WrapperKind;
use crate::tables::{LOCAL_DOMAINS, SIGN_IN_PAGES};
use crate::url::host::{self, Candidate, Host, HostName, ParseFailure, Parsed, percent_decoded};
use crate::vocabulary::{Code, Level, LinkClass, LinkVerdict, Reason, SenderClass, SenderVerdict, Verdict};

/// Wrapped more often than this, nobody means it well.
const MAX_WRAPS: usize = 6;

/// Where a link leads, before the message around it is considered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// To Amazon, or to nothing that a browser would open.
    Amazon,
    /// To a place that Amazon uses although somebody else runs it.
    UsedByAmazon,
    /// A mail gateway made the target unreadable and names one of Amazon's hosts for it.
    RewrittenAmazon,
    /// Anywhere else.
    Elsewhere,
}

/// A judged link: the verdict for display, and typed facts for the rules that judge the message around it.
#[derive(Clone, Debug)]
pub struct JudgedLink {
    /// The verdict.
    pub verdict: Verdict,
    /// Where the link leads.
    pub target: LinkTarget,
    /// The host that the verdict is about. `None` for IP addresses, for `mailto:` and where there is no host.
    pub host: Option<HostName>,
    /// Whether the deciding finding has to do with Amazon. A link that is only oddly written does not.
    pub concerns_amazon: bool,
    /// The id of the deciding rule.
    pub rule: &'static str,
}

impl JudgedLink {
    /// A judged address: a `mailto:` link, or a sender that somebody asked about.
    pub fn of_address(verdict: SenderVerdict) -> Self {
        let target = match verdict.class {
            SenderClass::Amazon | SenderClass::AmazonOwned | SenderClass::Relay => LinkTarget::Amazon,
            _ => LinkTarget::Elsewhere,
        };
        Self { verdict: Verdict::Sender(verdict), target, host: None, concerns_amazon: true, rule: "address" }
    }

    /// The link verdict; `None` for an address.
    pub fn link(&self) -> Option<&LinkVerdict> {
        match &self.verdict {
            Verdict::Link(link) => Some(link),
            Verdict::Sender(_) => None,
        }
    }
}

/// A parsed link that is not judged yet.
#[derive(Debug)]
pub struct Link<'a> {
    input: &'a str,
    parsed: Result<Parsed, ParseFailure>,
}

/// Parses a link as it stands in an `href`. `base` is the address that a relative link is relative to.
pub fn parse<'a>(input: &'a str, base: Option<&Url>) -> Link<'a> {
    Link { input, parsed: host::parse(input, base) }
}

/// Parses and judges a link as it stands in an `href`.
pub fn judge(input: &str, base: Option<&Url>) -> JudgedLink {
    parse(input, base).judge()
}

impl Link<'_> {
    /// Whether the text is no link, as `tel:`, fragments and empty targets: inside a message it carries no level at all.
    pub fn is_no_link(&self) -> bool {
        matches!(self.parsed, Err(ParseFailure::NotALink))
    }

    /// Judges the link. The target of a `mailto:` is judged as an address.
    pub fn judge(self) -> JudgedLink {
        match self.parsed {
            Ok(Parsed::Web(candidate)) => judge_candidate(&candidate),
            Ok(Parsed::Mail(address)) => JudgedLink::of_address(sender::judge_mailto(&address)),
            Ok(Parsed::Script(scheme)) => {
                let reason = Reason::new(Code::ScriptScheme, [scheme]);
                without_host("script-scheme", Level::Danger, LinkClass::Deceptive, reason)
            }
            Ok(Parsed::Program(scheme)) => program(&scheme),
            Err(ParseFailure::NotALink) => not_a_link(self.input),
            Err(ParseFailure::Invalid) => {
                let reason = Reason::new(Code::InvalidUrl, [self.input.trim()]);
                without_host("invalid-url", Level::Info, LinkClass::Invalid, reason)
            }
        }
    }
}

/// Judges a link that starts a program instead of opening a site.
fn program(scheme: &str) -> JudgedLink {
    let reason = Reason::new(Code::ProgramScheme, [scheme]);
    let (level, class) = if host::is_everyday_program(scheme) {
        (Level::Info, LinkClass::Unrelated)
    } else {
        (Level::Caution, LinkClass::Deceptive)
    };
    JudgedLink { concerns_amazon: false, ..without_host("program-scheme", level, class, reason) }
}

/// Judges a text that is not a link.
pub fn not_a_link(input: &str) -> JudgedLink {
    without_host("not-a-link", Level::Info, LinkClass::Invalid, Reason::new(Code::NotALink, [input.trim()]))
}

fn without_host(rule: &'static str, level: Level, class: LinkClass, reason: Reason) -> JudgedLink {
    let verdict = LinkVerdict {
        level,
        class,
        host: None,
        unicode: None,
        domain: None,
        target: None,
        steps: Vec::new(),
        reasons: vec![reason],
    };
    let target = if class == LinkClass::Invalid { LinkTarget::Amazon } else { LinkTarget::Elsewhere };
    JudgedLink { verdict: Verdict::Link(verdict), target, host: None, concerns_amazon: true, rule }
}

/// Judges a parsed web link, through all its wrappers.
pub fn judge_candidate(candidate: &Candidate) -> JudgedLink {
    let Judgement { verdict, facts } = judge_at_depth(candidate, 0);
    let target = facts.target(verdict.class);
    let Facts { rule, host, concerns_amazon, .. } = facts;
    JudgedLink { verdict: Verdict::Link(verdict), target, host, concerns_amazon, rule }
}

/// The verdict on a web link with the facts behind it, while its wrappers are taken off.
#[derive(Clone, Debug)]
struct Judgement {
    verdict: LinkVerdict,
    facts: Facts,
}

/// The facts behind a verdict that its class does not tell.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not depend on each other")]
struct Facts {
    /// The id of the deciding rule.
    rule: &'static str,
    host: Option<HostName>,
    /// The link starts at Amazon and leads on to somebody else.
    leaves_amazon: bool,
    /// The host is a place that Amazon uses although somebody else runs it.
    used_by_amazon: bool,
    /// A wrapper only names the host; nothing shows that it leads there.
    is_decoration: bool,
    concerns_amazon: bool,
}

impl Facts {
    fn new(candidate: &Candidate, rule: &'static str) -> Self {
        Self {
            rule,
            host: candidate.host.name().cloned(),
            leaves_amazon: false,
            used_by_amazon: false,
            is_decoration: false,
            concerns_amazon: true,
        }
    }

    fn target(&self, class: LinkClass) -> LinkTarget {
        match class {
            LinkClass::Genuine | LinkClass::AmazonOwned | LinkClass::Invalid => LinkTarget::Amazon,
            LinkClass::RiskyAction if !self.leaves_amazon => LinkTarget::Amazon,
            LinkClass::Opaque if self.is_decoration && self.host.as_ref().is_some_and(HostName::is_amazons) => {
                LinkTarget::RewrittenAmazon
            }
            _ if self.used_by_amazon => LinkTarget::UsedByAmazon,
            _ => LinkTarget::Elsewhere,
        }
    }
}

impl Judgement {
    /// A judgement by one rule, without any target yet.
    fn new(
        candidate: &Candidate,
        rule: &'static str,
        level: Level,
        class: LinkClass,
        reasons: impl Into<Vec<Reason>>,
    ) -> Self {
        let verdict = LinkVerdict {
            level,
            class,
            host: Some(candidate.host.ascii().into_owned()),
            unicode: candidate.host.name().and_then(HostName::other_form).map(str::to_owned),
            domain: candidate.host.domain().map(str::to_owned),
            target: None,
            steps: Vec::new(),
            reasons: reasons.into(),
        };
        Self { verdict, facts: Facts::new(candidate, rule) }
    }

    /// Puts a reason first, because this rule now decides.
    fn decide(&mut self, rule: &'static str, level: Level, class: LinkClass, reason: Reason) {
        self.verdict.level = level;
        self.verdict.class = class;
        self.verdict.reasons.insert(0, reason);
        self.facts.rule = rule;
        self.facts.concerns_amazon = true;
    }
}

fn judge_at_depth(candidate: &Candidate, depth: usize) -> Judgement {
    let Some(wrapped) = unwrap::unwrap(candidate) else {
        return judge_host(candidate);
    };
    if depth == MAX_WRAPS {
        let reason = Reason::new(Code::WrappedTooDeep, [&*candidate.host.shown()]);
        let mut too_deep = Judgement::new(candidate, "wrapped-too-deep", Level::Caution, LinkClass::Opaque, [reason]);
        too_deep.facts.concerns_amazon = false;
        return worse(innermost(candidate), too_deep);
    }
    let targets: Vec<Candidate> = wrapped.targets.iter().filter_map(|target| web_target(target)).collect();
    let judged = targets.iter().map(|target| {
        let mut inner = judge_at_depth(target, depth + 1);
        inner.verdict.target.get_or_insert_with(|| target.url.to_string());
        inner.verdict.steps.insert(0, target.url.to_string());
        let unwrapped = Reason::new(Code::Unwrapped, [wrapped.place, target.url.as_str()]);
        combine(candidate, &wrapped, inner, unwrapped)
    });
    if let Some(judgement) = judged.reduce(|a, b| worst_target(a, b, candidate, wrapped.place)) {
        return judgement;
    }
    let hidden = opaque(candidate, wrapped.place);
    // Any host can have such a path.
    if wrapped.kind == WrapperKind::Opaque { worse(judge_host(candidate), hidden) } else { hidden }
}

fn web_target(target: &str) -> Option<Candidate> {
    match host::parse(target, None) {
        Ok(Parsed::Web(target)) => Some(*target),
        _ => None,
    }
}

/// The worse of two targets that one wrapper carries. Two targets that are equally bad and lead to different domains make the
/// link opaque, because the wrapper's site decides which of them it follows.
fn worst_target(a: Judgement, b: Judgement, candidate: &Candidate, place: &str) -> Judgement {
    let badness = |link: &Judgement| {
        let distance = match link.verdict.class {
            LinkClass::Genuine | LinkClass::AmazonOwned => 0,
            LinkClass::RiskyAction | LinkClass::Invalid => 1,
            _ if link.facts.used_by_amazon => 2,
            _ => 3,
        };
        (link.verdict.level, distance)
    };
    let is_unclear =
        badness(&a) == badness(&b) && badness(&a) == (Level::Info, 3) && a.verdict.domain != b.verdict.domain;
    let mut worst = if badness(&b) > badness(&a) { b } else { a };
    if is_unclear {
        let reason = Reason::new(Code::OpaqueWrapper, [&*candidate.host.shown(), place]);
        worst.decide("opaque-wrapper", worst.verdict.level, LinkClass::Opaque, reason);
    }
    worst
}

/// The verdict on the end of a chain of wrappers, without the steps on the way. Of several targets the worst counts.
fn innermost(candidate: &Candidate) -> Judgement {
    /// Each step takes the address of one wrapper off. No link that fits into a mail has more steps than this.
    const MOST: usize = 200;
    /// In all steps together. A link with more bytes than this is not meant to be followed.
    const MOST_BYTES: usize = 400_000;
    let mut open = vec![candidate.clone()];
    let mut bytes = 0;
    let mut worst: Option<Judgement> = None;
    for _ in 0..MOST {
        let Some(next) = open.pop() else { break };
        bytes += next.url.as_str().len();
        let wrapped = unwrap::unwrap(&next).filter(|_| bytes <= MOST_BYTES);
        let targets: Vec<_> =
            wrapped.iter().flat_map(|wrapped| &wrapped.targets).filter_map(|t| web_target(t)).collect();
        if targets.is_empty() {
            let found = judge_host(&next);
            worst = Some(match worst {
                Some(known) if known.verdict.level >= found.verdict.level => known,
                _ => found,
            });
        }
        open.extend(targets);
    }
    worst.unwrap_or_else(|| judge_host(candidate))
}

/// Joins a wrapper with its judged target. A wrapper never makes its target better.
fn combine(candidate: &Candidate, wrapped: &Unwrapped, mut inner: Judgement, unwrapped: Reason) -> Judgement {
    match wrapped.kind {
        WrapperKind::Transparent => {}
        WrapperKind::Path => {
            let outer = judge_host(candidate);
            if outer.verdict.level > inner.verdict.level {
                let (target, steps) = (inner.verdict.target.take(), std::mem::take(&mut inner.verdict.steps));
                inner = outer;
                inner.verdict.target = target;
                inner.verdict.steps = steps;
            }
        }
        WrapperKind::Decoration => {
            let Judgement { verdict, facts } = &mut inner;
            if verdict.level < Level::Caution {
                let host = verdict.unicode.as_deref().or(verdict.host.as_deref()).unwrap_or_default();
                // The reasons for the host that the wrapper names do not hold for the place it leads to.
                verdict.reasons = vec![Reason::new(Code::WrapperDecoration, [wrapped.place, host])];
                verdict.level = Level::Info;
                verdict.class = LinkClass::Opaque;
                *facts = Facts {
                    rule: "wrapper-decoration",
                    leaves_amazon: false,
                    used_by_amazon: false,
                    is_decoration: true,
                    concerns_amazon: true,
                    host: facts.host.take(),
                };
                return inner;
            }
        }
        WrapperKind::Forward => return forward(candidate, inner, unwrapped),
        WrapperKind::Opaque => inner = opaque(candidate, wrapped.place),
    }
    inner.verdict.reasons.push(unwrapped);
    inner
}

/// Judges a forward by Amazon itself: harmless where it stays with Amazon or leads to an app store, risky where it leaves.
fn forward(candidate: &Candidate, mut inner: Judgement, unwrapped: Reason) -> Judgement {
    let stays = matches!(inner.verdict.class, LinkClass::Genuine | LinkClass::AmazonOwned | LinkClass::RiskyAction);
    let store = inner.facts.host.as_ref().is_some_and(|host| host.known.is(PlaceKind::Store));
    if !stays && !store && inner.verdict.level < Level::Caution {
        let target = inner.verdict.target.clone().unwrap_or_default();
        let reason = Reason::new(Code::RedirectLeavesAmazon, [&*candidate.host.shown(), &target]);
        inner.decide("redirect-leaves-amazon", Level::Caution, LinkClass::RiskyAction, reason);
        inner.facts.leaves_amazon = true;
    }
    inner.verdict.reasons.push(unwrapped);
    inner
}

fn worse(a: Judgement, b: Judgement) -> Judgement {
    if a.verdict.level > b.verdict.level { a } else { b }
}

fn opaque(candidate: &Candidate, place: &str) -> Judgement {
    let reason = Reason::new(Code::OpaqueWrapper, [&*candidate.host.shown(), place]);
    Judgement::new(candidate, "opaque-wrapper", Level::Info, LinkClass::Opaque, [reason])
}

/// What a rule found out about a link beyond level, class and reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fact {
    /// The link starts at Amazon and leads on to somebody else.
    LeavesAmazon,
    /// The host is a place that Amazon uses although somebody else runs it.
    UsedByAmazon,
    /// The link is oddly written, which has nothing to do with Amazon.
    OddlyWritten,
}

/// A rule: a stable id, a function that returns its finding about a link if it has one, and the fact that a finding states.
struct Rule {
    id: &'static str,
    find: fn(&Candidate) -> Option<Finding>,
    fact: Option<Fact>,
}

const fn rule(id: &'static str, find: fn(&Candidate) -> Option<Finding>) -> Rule {
    Rule { id, find, fact: None }
}

const fn rule_with(id: &'static str, find: fn(&Candidate) -> Option<Finding>, fact: Fact) -> Rule {
    Rule { id, find, fact: Some(fact) }
}

/// The rules, in order of precedence: the loudest finding decides, among equals the first.
const RULES: [Rule; 19] = [
    // Amazon's own hosts. The targets they forward to are judged like any link.
    rule_with("redirect-leaves-amazon", redirect_parameter, Fact::LeavesAmazon),
    rule("odd-port", odd_port),
    rule("consent-page", consent_page),
    rule("genuine-host", genuine),
    // Hiding the host.
    rule_with("user-info", user_info, Fact::OddlyWritten),
    rule("confusable-separator", confusable_separator),
    rule("obfuscated-ip", obfuscated_ip),
    rule("copied-sign-in", copied_sign_in),
    rule("copied-openid", copied_openid),
    // Looking like Amazon.
    rule("lookalike-host", lookalike_name),
    rule_with("embedded-ending", embedded_ending, Fact::OddlyWritten),
    rule_with("bare-ip", bare_ip, Fact::OddlyWritten),
    // Places with a name.
    rule_with("used-by-amazon", used_by_amazon, Fact::UsedByAmazon),
    rule("customer-content", customer_content),
    rule("known-place", known_place),
    rule("amazon-short-link", amazon_short_link),
    rule("private-suffix", private_suffix),
    rule("local-address", local_address),
    rule(UNRELATED, unrelated),
];

/// The id of the rule that counts only where no other rule finds anything.
const UNRELATED: &str = "unrelated-host";

/// The ids of the judgements that no row of [`RULES`] makes: about wrappers, and about texts that open no site.
const OTHER_IDS: [&str; 8] = [
    "opaque-wrapper",
    "wrapper-decoration",
    "wrapped-too-deep",
    "script-scheme",
    "program-scheme",
    "invalid-url",
    "not-a-link",
    "address",
];

/// The ids of all rules about a link by itself, those of [`RULES`] first, in order of precedence.
pub fn rule_ids() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.id).chain(OTHER_IDS)
}

/// Judges the host a link leads to, and how the link is built. Its wrappers are taken off already.
fn judge_host(candidate: &Candidate) -> Judgement {
    let mut findings: Vec<(&Rule, Finding)> = Vec::new();
    for rule in &RULES {
        if rule.id == UNRELATED && !findings.is_empty() {
            continue;
        }
        let Some(finding) = (rule.find)(candidate) else { continue };
        // The loudest first; among equals the order of the rules stays.
        let at = findings.iter().position(|(_, known)| known.level < finding.level).unwrap_or(findings.len());
        findings.insert(at, (rule, finding));
    }
    let (id, level, class) = findings
        .first()
        .map_or((UNRELATED, Level::Info, LinkClass::Unrelated), |(rule, first)| (rule.id, first.level, first.class));
    let mut facts = Facts::new(candidate, id);
    let states = |fact: Fact| findings.iter().any(|(rule, _)| rule.fact == Some(fact));
    facts.leaves_amazon = states(Fact::LeavesAmazon);
    facts.used_by_amazon = states(Fact::UsedByAmazon);
    facts.concerns_amazon = findings.first().is_none_or(|(rule, _)| rule.fact != Some(Fact::OddlyWritten));
    let mut reasons: Vec<Reason> = findings.into_iter().map(|(_, finding)| finding.reason).collect();
    if candidate.host.amazon().is_some() && candidate.url.scheme() == "http" {
        reasons.push(Reason::new(Code::PlainHttp, [&*candidate.host.shown()]));
    }
    Judgement { facts, ..Judgement::new(candidate, id, level, class, reasons) }
}

#[expect(clippy::unnecessary_wraps, reason = "the return type of every rule")]
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
        let inner = judge_host(&target).verdict;
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
            LOCAL_DOMAINS.contains(&ending) || !name.contains('.')
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
    if is_amazons(&candidate.host) || is_local(&candidate.host) {
        return None;
    }
    let path = candidate.read().path();
    let (at, page) = path.match_indices(UNDER).find_map(|(at, _)| {
        let rest = &path[at + UNDER.len()..];
        let copied = |page: &&&str| {
            rest.strip_prefix(**page).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
        };
        SIGN_IN_PAGES.iter().find(copied).map(|page| (at, page))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str) -> (Level, LinkClass) {
        match judge(input, None).verdict {
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
            let Verdict::Link(verdict) = judge(&link, None).verdict else { panic!("{link}") };
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
}
