//! The rules about one link, with one file for each subject. The list here gives their precedence.
//!
//! A new rule is a function in one of these files, a row in the list, a reason code with a text in each language, an entry
//! in docs/judgement.md, and a row in tests/golden.

mod amazon;
mod common;
mod copied_pages;
mod hiding;
mod lookalikes;
mod places;

use crate::brand::lookalike::Finding;
use crate::link::judgement::{Facts, Judgement};
use crate::link::rules::common::{has_role, is_amazons};
use crate::link::unwrap;
use crate::tables::amazon::Roles;
use crate::url::host::{Candidate, percent_decoded, web_target};
use crate::vocabulary::{Code, Level, LinkClass, Reason};

/// A fact that a rule states about a link beyond level, class and reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fact {
    /// The link starts at Amazon and forwards to a foreign host.
    LeavesAmazon,
    /// The host is a place that Amazon uses and another firm runs.
    UsedByAmazon,
    /// The link is oddly written, which has nothing to do with Amazon.
    OddlyWritten,
}

/// A rule: a stable id, a function that returns a finding about a link or `None`, and the fact that a finding states.
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

/// The rules, in order of precedence. The loudest finding decides; among equally loud findings the first one does.
const RULES: [Rule; 19] = [
    // Amazon's own hosts. The targets they forward to are judged like any link.
    rule_with("redirect-leaves-amazon", redirect_parameter, Fact::LeavesAmazon),
    rule("odd-port", amazon::odd_port),
    rule("consent-page", amazon::consent_page),
    rule("genuine-host", amazon::genuine),
    // Hiding the host.
    rule_with("user-info", hiding::user_info, Fact::OddlyWritten),
    rule("confusable-separator", hiding::confusable_separator),
    rule("obfuscated-ip", hiding::obfuscated_ip),
    rule("copied-sign-in", copied_pages::copied_sign_in),
    rule("copied-openid", copied_pages::copied_openid),
    // Looking like Amazon.
    rule("lookalike-host", lookalikes::lookalike_name),
    rule_with("embedded-ending", lookalikes::embedded_ending, Fact::OddlyWritten),
    rule_with("bare-ip", hiding::bare_ip, Fact::OddlyWritten),
    // Places with a name.
    rule_with("used-by-amazon", places::used_by_amazon, Fact::UsedByAmazon),
    rule("customer-content", amazon::customer_content),
    rule("known-place", places::known_place),
    rule("amazon-short-link", amazon::amazon_short_link),
    rule("private-suffix", places::private_suffix),
    rule("local-address", places::local_address),
    rule(UNRELATED, places::unrelated),
];

/// The id of the rule that applies only if no other rule finds anything.
const UNRELATED: &str = "unrelated-host";

/// Returns the ids of the rules in the list.
pub(super) fn ids() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.id)
}

/// Judges the host of a link and the form of the link. The caller has removed its wrappers.
pub(super) fn judge_host(candidate: &Candidate) -> Judgement {
    let mut findings: Vec<(&Rule, Finding)> = Vec::new();
    for rule in &RULES {
        if rule.id == UNRELATED && !findings.is_empty() {
            continue;
        }
        let Some(finding) = (rule.find)(candidate) else { continue };
        // The loudest finding comes first; equally loud findings keep the order of the rules.
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

/// Finds a parameter on a genuine host that is a link to a foreign host. The worst of several such links counts.
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

/// Whether a parameter contains a link by design. The parameters of OpenID do, and only the one with the return address is judged.
/// Consent pages return to the application.
pub(super) fn carries_links_by_design(key: &str) -> bool {
    key == "redirect_uri" || key.starts_with("openid.") && unwrap::plain_key(key) != "openid.return_to"
}

/// Parses the value of a parameter as a browser reads a redirect: it treats backslashes as slashes, and drops tabs and line
/// breaks. Returns `None` if the value is not a web link.
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
