//! Rules about Amazon's own hosts.

use crate::brand::lookalike::Finding;
use crate::link::rules::common::{finding, has_role, is_amazons, shown_and_domain};
use crate::link::unwrap;
use crate::tables::amazon::Roles;
use crate::url::host::Candidate;
use crate::vocabulary::{Code, Level, LinkClass, Reason};

pub(super) fn genuine(candidate: &Candidate) -> Option<Finding> {
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

pub(super) fn odd_port(candidate: &Candidate) -> Option<Finding> {
    // Port 80 or 443 with the other scheme is a mistake of the author.
    let port = candidate.url.port().filter(|port| ![80, 443].contains(port) && has_role(candidate, Roles::SIGN_IN))?;
    let reason = Reason::new(Code::OddPort, [&*candidate.host.shown(), &port.to_string()]);
    finding(Level::Caution, LinkClass::RiskyAction, reason)
}

/// Finds a page that grants an application access without asking for a password.
pub(super) fn consent_page(candidate: &Candidate) -> Option<Finding> {
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

/// Finds a host where Amazon's customers publish.
pub(super) fn customer_content(candidate: &Candidate) -> Option<Finding> {
    if !has_role(candidate, Roles::ANYONE_CAN_POST) {
        return None;
    }
    let reason = Reason::new(Code::OpenPlatform, [&*candidate.host.shown(), "Amazon Web Services"]);
    finding(Level::Info, LinkClass::OpenPlatform, reason)
}

/// Finds one of Amazon's own short links. Amazon and its partners create them, and only for Amazon's pages.
pub(super) fn amazon_short_link(candidate: &Candidate) -> Option<Finding> {
    if !has_role(candidate, Roles::SHORTENER) {
        return None;
    }
    finding(Level::Info, LinkClass::Opaque, Reason::new(Code::AmazonShortLink, [&*candidate.host.shown()]))
}
