//! Judges a link through its wrappers: redirects, click trackers and mail gateways.

use crate::link::gateways::{self, Gateways};
use crate::link::judgement::{Facts, Judgement};
use crate::link::rules::judge_host;
use crate::link::unwrap::Unwrapped;
use crate::sender;
use crate::tables::SHARE_SITES;
use crate::tables::places::PlaceKind;
use crate::tables::wrappers::WrapperKind;
use crate::url::host::{self, Candidate, Parsed, web_target};
use crate::vocabulary::{Code, Level, LinkClass, Reason};

/// The greatest accepted depth of nested wrappers. No legitimate link has more.
const MAX_WRAPS: usize = 6;

pub(super) fn judge_at_depth(candidate: &Candidate, gateways: &Gateways, depth: usize) -> Judgement {
    let Some(wrapped) = gateways.unwrap(candidate) else {
        return judge_host(candidate);
    };
    let shown = candidate.host.shown();
    let place = if wrapped.place.is_empty() { &*shown } else { wrapped.place };
    if depth == MAX_WRAPS {
        let reason = Reason::new(Code::WrappedTooDeep, [&*candidate.host.shown()]);
        let mut too_deep = Judgement::new(candidate, "wrapped-too-deep", Level::Caution, LinkClass::Opaque, [reason]);
        too_deep.facts.concerns_amazon = false;
        return worse(innermost(candidate, gateways), too_deep);
    }
    // Where an opaque wrapper leads cannot be read. A dangerous address inside it is dangerous all the same.
    let is_opaque = wrapped.kind == WrapperKind::Opaque;
    let inside = if is_opaque { gateways::embedded(candidate) } else { Vec::new() };
    let targets: Vec<Candidate> =
        wrapped.targets.iter().chain(&inside).filter_map(|target| web_target(target)).collect();
    let judged = targets.iter().map(|target| {
        let mut inner = judge_at_depth(target, gateways, depth + 1);
        inner.verdict.target.get_or_insert_with(|| target.url.as_str().to_owned());
        inner.verdict.steps.insert(0, target.url.as_str().to_owned());
        let unwrapped = Reason::new(Code::Unwrapped, [place, target.url.as_str()]);
        combine(candidate, &wrapped, inner, unwrapped)
    });
    let hidden = opaque(candidate, wrapped.place);
    if let Some(judgement) = judged.reduce(|a, b| worst_target(a, b, candidate, wrapped.place)) {
        // Beside an address, the wrapper's site decides which of them it opens.
        let judgement = if wrapped.mail.is_some() { worse(judgement, hidden) } else { judgement };
        return if is_opaque { worse(judge_host(candidate), judgement) } else { judgement };
    }
    let mail = match wrapped.kind {
        WrapperKind::Transparent => wrapped.mail,
        WrapperKind::Decoration => wrapped.mail.filter(|mail| warns(mail)),
        _ => None,
    };
    if mail.is_some() {
        return Judgement { facts: Facts { mail, ..hidden.facts }, ..hidden };
    }
    // Any host can have the path of an opaque wrapper, so the host is judged too.
    if is_opaque { worse(judge_host(candidate), hidden) } else { hidden }
}

/// Returns the worse of two targets of one wrapper. Two equally bad targets on different domains make the link opaque, because the
/// wrapper's site decides which of them it opens.
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

/// Judges the end of a chain of wrappers, without recording the steps. The worst of several targets counts.
fn innermost(candidate: &Candidate, gateways: &Gateways) -> Judgement {
    /// The greatest number of steps. Each step removes one wrapper, and no link that fits into a mail needs more.
    const MOST: usize = 200;
    /// The greatest number of bytes in all steps together. A link with more is not meant to be opened.
    const MOST_BYTES: usize = 400_000;
    let mut open = vec![candidate.clone()];
    let mut bytes = 0;
    let mut worst: Option<Judgement> = None;
    for _ in 0..MOST {
        let Some(next) = open.pop() else { break };
        bytes += next.url.as_str().len();
        let wrapped = gateways.unwrap(&next).filter(|_| bytes <= MOST_BYTES);
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
                // The reasons are about the host that the wrapper shows, and say nothing about the real target.
                verdict.reasons = vec![Reason::new(Code::WrapperDecoration, [wrapped.place, host])];
                verdict.level = Level::Info;
                verdict.class = LinkClass::Opaque;
                *facts = Facts {
                    rule: "wrapper-decoration",
                    leaves_amazon: false,
                    used_by_amazon: false,
                    is_decoration: true,
                    concerns_amazon: true,
                    mail: facts.mail.take().filter(|mail| warns(mail)),
                    host: facts.host.take(),
                };
                return inner;
            }
        }
        WrapperKind::Forward => return forward(candidate, inner, unwrapped),
        WrapperKind::Opaque if inner.verdict.level < Level::Danger => return opaque(candidate, wrapped.place),
        WrapperKind::Transparent | WrapperKind::Opaque => {}
    }
    inner.verdict.reasons.push(unwrapped);
    inner
}

/// Whether a `mailto:` link leads to an address that deserves a warning. Decoration may show such an address, as it may show a
/// suspicious host, and does not make it better.
fn warns(mail: &str) -> bool {
    let Ok(Parsed::Mail(address)) = host::parse(mail, None) else { return false };
    sender::judge_mailto(&address).level >= Level::Caution
}

/// Judges a forward by Amazon itself: it is risky unless it stays with Amazon or leads to an app store, to a site where buyers share
/// what they bought, or to Amazon's storage. Anyone can publish in the storage, so such a link keeps the level of an open platform.
fn forward(candidate: &Candidate, mut inner: Judgement, unwrapped: Reason) -> Judgement {
    let stays = matches!(inner.verdict.class, LinkClass::Genuine | LinkClass::AmazonOwned | LinkClass::RiskyAction);
    let usual = inner.facts.host.as_ref().is_some_and(|host| {
        host.known.is(PlaceKind::Store)
            || host.known.amazon.is_some()
            || host.registrable().is_some_and(|domain| SHARE_SITES.contains(&domain))
    });
    if !stays && !usual && inner.verdict.level < Level::Caution {
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
