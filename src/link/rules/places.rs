//! Rules about hosts that are not Amazon's: known places, private suffixes, local addresses, and all other hosts.

use crate::brand::lookalike::Finding;
use crate::link::rules::common::{finding, is_local, shown_and_domain};
use crate::tables::places::PlaceKind;
use crate::url::host::Candidate;
use crate::vocabulary::{Code, Level, LinkClass, Reason};

pub(super) fn used_by_amazon(candidate: &Candidate) -> Option<Finding> {
    let (_, place) = candidate.host.name()?.known.place(&[PlaceKind::UsedByAmazon])?;
    let reason = Reason::new(Code::UsedByAmazon, [&*candidate.host.shown(), place]);
    finding(Level::Info, LinkClass::OpenPlatform, reason)
}

pub(super) fn known_place(candidate: &Candidate) -> Option<Finding> {
    use PlaceKind::{Delivery, Meeting, OpenPlatform, Shortener, Tracker};
    let kinds = [OpenPlatform, Meeting, Shortener, Tracker, Delivery];
    // Amazon's own pages at such a place are Amazon's.
    let name = candidate.host.name().filter(|name| !name.is_amazons())?;
    let (kind, place) = name.known.place(&kinds)?;
    let host = candidate.host.shown();
    match kind {
        Shortener => finding(Level::Info, LinkClass::Opaque, Reason::new(Code::Shortener, [&*host])),
        Tracker => finding(Level::Info, LinkClass::Opaque, Reason::new(Code::OpaqueWrapper, [&*host, place])),
        _ => finding(Level::Info, LinkClass::OpenPlatform, Reason::new(Code::OpenPlatform, [&*host, place])),
    }
}

/// Finds a host under a suffix from the private section of the public suffix list. Anyone can open a site under such a suffix.
pub(super) fn private_suffix(candidate: &Candidate) -> Option<Finding> {
    let name = candidate.host.name().filter(|name| name.is_private_suffix() && name.known.amazon.is_none())?;
    if name.known.place(&[PlaceKind::OpenPlatform, PlaceKind::Meeting, PlaceKind::Delivery]).is_some() {
        return None;
    }
    let reason = Reason::new(Code::OpenPlatform, [name.unicode(), name.suffix()]);
    finding(Level::Info, LinkClass::OpenPlatform, reason)
}

pub(super) fn local_address(candidate: &Candidate) -> Option<Finding> {
    if !is_local(&candidate.host) || candidate.host.amazon().is_some() {
        return None;
    }
    finding(Level::Info, LinkClass::Unrelated, Reason::new(Code::LocalAddress, [&*candidate.host.shown()]))
}

pub(super) fn unrelated(candidate: &Candidate) -> Option<Finding> {
    if candidate.host.amazon().is_some() {
        return None;
    }
    let texts = shown_and_domain(candidate);
    finding(Level::Info, LinkClass::Unrelated, Reason::new(Code::UnrelatedHost, texts.iter().map(String::as_str)))
}
