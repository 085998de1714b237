//! Tests and helpers that several rules share.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::brand::lookalike::Finding;
use crate::tables::LOCAL_DOMAINS;
use crate::tables::amazon::Roles;
use crate::url::host::{Candidate, Host, HostName};
use crate::vocabulary::{Level, LinkClass, Reason};

#[expect(clippy::unnecessary_wraps, reason = "the return type of every rule")]
pub(super) fn finding(level: Level, class: LinkClass, reason: Reason) -> Option<Finding> {
    Some(Finding { level, class, reason })
}

pub(super) fn has_role(candidate: &Candidate, roles: Roles) -> bool {
    candidate.host.amazon().is_some_and(|row| row.roles.has(roles))
}

/// Whether a host is Amazon's own and other people cannot publish there.
pub(super) fn is_amazons(host: &Host) -> bool {
    host.name().is_some_and(HostName::is_amazons)
}

pub(super) fn shown_and_domain(candidate: &Candidate) -> [String; 2] {
    let shown = candidate.host.shown().into_owned();
    let domain = candidate.host.domain().map_or_else(|| shown.clone(), str::to_owned);
    [shown, domain]
}

/// Whether a host cannot be reached from the internet: a printer, a router, the computer itself.
pub(super) fn is_local(host: &Host) -> bool {
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
