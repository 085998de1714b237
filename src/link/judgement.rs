//! The intermediate judgement of a link while its wrappers are removed: the verdict, and the facts that its class does not show.

use crate::tables::amazon::Roles;
use crate::url::host::{Candidate, HostName};
use crate::vocabulary::{Level, LinkClass, LinkVerdict, Reason};

/// The target of a link, judged without the message around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// The link leads to Amazon, or no browser would open it.
    Amazon,
    /// The link leads to a place that Amazon uses and another firm runs.
    UsedByAmazon,
    /// A mail gateway made the target unreadable and shows one of Amazon's hosts for it.
    RewrittenAmazon,
    /// The link leads anywhere else.
    Elsewhere,
}

/// The verdict on a web link with the facts behind it, while its wrappers are removed.
#[derive(Clone, Debug)]
pub(super) struct Judgement {
    pub(super) verdict: LinkVerdict,
    pub(super) facts: Facts,
}

/// The facts behind a verdict that its class does not show.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not depend on each other")]
pub(super) struct Facts {
    /// The id of the deciding rule.
    pub(super) rule: &'static str,
    pub(super) host: Option<HostName>,
    /// The `mailto:` link that the link leads to.
    pub(super) mail: Option<String>,
    /// The link starts at Amazon and forwards to a foreign host.
    pub(super) leaves_amazon: bool,
    /// The host is a place that Amazon uses and another firm runs.
    pub(super) used_by_amazon: bool,
    /// A wrapper shows the host, but nothing proves that the link leads there.
    pub(super) is_decoration: bool,
    pub(super) concerns_amazon: bool,
}

impl Facts {
    pub(super) fn new(candidate: &Candidate, rule: &'static str) -> Self {
        Self {
            rule,
            host: candidate.host.name().cloned(),
            mail: None,
            leaves_amazon: false,
            used_by_amazon: false,
            is_decoration: false,
            concerns_amazon: true,
        }
    }

    /// Whether the host has one of these roles at Amazon.
    fn is_at(&self, roles: Roles) -> bool {
        self.host.as_ref().and_then(|host| host.known.amazon).is_some_and(|row| row.roles.has(roles))
    }

    pub(super) fn target(&self, class: LinkClass) -> LinkTarget {
        match class {
            LinkClass::Genuine | LinkClass::AmazonOwned | LinkClass::Invalid => LinkTarget::Amazon,
            LinkClass::RiskyAction if !self.leaves_amazon => LinkTarget::Amazon,
            LinkClass::Opaque if !self.is_decoration && self.is_at(Roles::SHORTENER) => LinkTarget::Amazon,
            LinkClass::Opaque if self.is_decoration && self.host.as_ref().is_some_and(HostName::is_amazons) => {
                LinkTarget::RewrittenAmazon
            }
            _ if self.used_by_amazon => LinkTarget::UsedByAmazon,
            _ => LinkTarget::Elsewhere,
        }
    }
}

impl Judgement {
    /// Creates the judgement of one rule, without a target.
    pub(super) fn new(
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

    /// Makes a rule the deciding one: sets level and class, and puts its reason first.
    pub(super) fn decide(&mut self, rule: &'static str, level: Level, class: LinkClass, reason: Reason) {
        self.verdict.level = level;
        self.verdict.class = class;
        self.verdict.reasons.insert(0, reason);
        self.facts.rule = rule;
        self.facts.concerns_amazon = true;
    }
}
