//! Rules about hosts that look like Amazon's.

use crate::brand::lookalike::{self, Finding};
use crate::link::rules::common::{has_role, is_amazons};
use crate::link::rules::places::used_by_amazon;
use crate::tables::amazon::Roles;
use crate::tables::places::PlaceKind;
use crate::url::host::Candidate;

pub(super) fn lookalike_name(candidate: &Candidate) -> Option<Finding> {
    let known =
        is_amazons(&candidate.host) || has_role(candidate, Roles::SHORTENER) || used_by_amazon(candidate).is_some();
    let name = candidate.host.name().filter(|name| !known && !name.known.is(PlaceKind::Delivery))?;
    lookalike::judge_host(name)
}

pub(super) fn embedded_ending(candidate: &Candidate) -> Option<Finding> {
    let name =
        candidate.host.name().filter(|name| name.known.amazon.is_none() && !name.known.is(PlaceKind::Delivery))?;
    lookalike::embedded_ending(name)
}
