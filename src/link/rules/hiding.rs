//! Rules about links that hide their host: user information, confusable separators, IP addresses.

use crate::brand::{
    lookalike::{self, Finding},
    skeleton,
};
use crate::link::rules::common::{finding, is_amazons, is_local};
use crate::url::host::{Candidate, Host, HostName};
use crate::vocabulary::{Code, Level, LinkClass, Reason};

/// Finds user information before an `@` on a foreign host. If it looks like a host or names Amazon, readers mistake it for the
/// host, and the level is Danger.
pub(super) fn user_info(candidate: &Candidate) -> Option<Finding> {
    let text = &candidate.user_info;
    // A host before the `@` that is the same as the host behind it hides nothing.
    let is_host = || HostName::parse(text).is_some_and(|name| name.ascii() == candidate.host.ascii());
    if text.is_empty() || is_amazons(&candidate.host) || is_host() {
        return None;
    }
    let poses = text.contains('.') || text.contains(['/', '\\']) || lookalike::carries_brand(text);
    let reason = Reason::new(Code::UserInfo, [&**text, &*candidate.host.shown()]);
    finding(if poses { Level::Danger } else { Level::Caution }, LinkClass::Deceptive, reason)
}

/// Finds a character in the host that only looks like a slash or a dot.
pub(super) fn confusable_separator(candidate: &Candidate) -> Option<Finding> {
    let name = candidate.host.name()?;
    let unicode = name.other_form()?;
    let separator = unicode
        .chars()
        .find(|&c| !c.is_ascii() && matches!(skeleton::reading(c), skeleton::Reading::One(b'/' | b'\\' | b'.')))?;
    let reason = Reason::new(Code::ConfusableSeparator, [&*separator.to_string(), unicode]);
    finding(Level::Danger, LinkClass::Deceptive, reason)
}

/// Finds an IP address that is written so that readers do not recognise it.
pub(super) fn obfuscated_ip(candidate: &Candidate) -> Option<Finding> {
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

pub(super) fn bare_ip(candidate: &Candidate) -> Option<Finding> {
    if candidate.host.name().is_some() || is_local(&candidate.host) {
        return None;
    }
    finding(Level::Caution, LinkClass::Deceptive, Reason::new(Code::BareIp, [&*candidate.host.ascii()]))
}
