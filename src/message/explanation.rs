//! The explanation of a level: the rules that the walk through the tables applied, in order, with their evidence. The walk
//! itself reports them, so an explanation cannot differ from the verdict.

use serde::Serialize;

use crate::message::evidence::Evidence;
use crate::message::level::Basis;
use crate::message::links::FollowedLink;
use crate::vocabulary::{Level, Reason};

/// The kind of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// A rule about the whole message.
    Message,
    /// A rule about one link.
    Link,
    /// A rule about the sender.
    Sender,
    /// A ceiling: it lowers the level that a link or a sender gives.
    Ceiling,
    /// A floor: it raises the level of the message.
    Floor,
    /// The level of an attached message.
    Attached,
}

/// A piece of the evidence that a step rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Proof {
    /// The id of the finding; `None` if the step itself is the finding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding: Option<&'static str>,
    /// The words, hosts or addresses.
    pub texts: Vec<String>,
}

impl Proof {
    fn of_reason(finding: Option<&'static str>, reason: &Reason) -> Self {
        Self { finding, texts: reason.evidence.clone() }
    }

    /// The evidence of a link: its target and its text.
    pub(super) fn of_link(followed: &FollowedLink) -> Self {
        let target = followed.shown_target();
        // A link without a host, as a script, is shown as it is written.
        let target = if target.is_empty() { followed.link.href.clone() } else { target };
        Self { finding: None, texts: vec![target, followed.link.text.clone()] }
    }

    /// Plain texts as evidence.
    pub(super) fn of_texts<'a>(texts: impl IntoIterator<Item = Option<&'a str>>) -> Self {
        Self { finding: None, texts: texts.into_iter().flatten().map(str::to_owned).collect() }
    }
}

/// A rule that applied.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Step {
    /// The id of the rule.
    pub rule: &'static str,
    /// The table that it stands in.
    pub kind: StepKind,
    /// The level that it demands or, for a ceiling, allows.
    pub level: Level,
    /// The next step is a ceiling that lowers this level.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_lowered: bool,
    /// The evidence.
    pub evidence: Vec<Proof>,
}

impl Step {
    /// Whether this step makes the level of its message.
    pub fn decides(&self, level: Level) -> bool {
        !self.is_lowered && self.level == level
    }
}

/// The explanation of one message, with those of the messages attached to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// The rules that applied, in the order of the walk.
    pub steps: Vec<Step>,
    /// The explanations of the attached messages.
    pub attached: Vec<Explanation>,
}

/// A listener to the walk through the tables.
pub(super) trait Listener: Default {
    /// Hears that a rule applied. `evidence` costs time, so a listener calls it only if it keeps it.
    fn hear(&mut self, rule: &'static str, kind: StepKind, level: Level, evidence: impl FnOnce() -> Vec<Proof>);

    /// Hears that a ceiling lowers the level of the last rule.
    fn hear_ceiling(&mut self, ceiling: &'static str, level: Level, evidence: impl FnOnce() -> Vec<Proof>);

    /// Takes what a listener to an attached message heard.
    fn take_attached(&mut self, attached: Self);
}

/// No listener. The WebAssembly module judges with this one, so that it carries no explanations.
impl Listener for () {
    fn hear(&mut self, _: &'static str, _: StepKind, _: Level, _: impl FnOnce() -> Vec<Proof>) {}

    fn hear_ceiling(&mut self, _: &'static str, _: Level, _: impl FnOnce() -> Vec<Proof>) {}

    fn take_attached(&mut self, (): Self) {}
}

impl Listener for Explanation {
    fn hear(&mut self, rule: &'static str, kind: StepKind, level: Level, evidence: impl FnOnce() -> Vec<Proof>) {
        self.steps.push(Step { rule, kind, level, is_lowered: false, evidence: evidence() });
    }

    fn hear_ceiling(&mut self, ceiling: &'static str, level: Level, evidence: impl FnOnce() -> Vec<Proof>) {
        if let Some(last) = self.steps.last_mut() {
            last.is_lowered = true;
        }
        self.hear(ceiling, StepKind::Ceiling, level, evidence);
    }

    fn take_attached(&mut self, attached: Self) {
        self.attached.push(attached);
    }
}

/// The evidence that a rule about a whole message rests on.
pub(super) fn proofs(basis: Basis, evidence: &Evidence) -> Vec<Proof> {
    match basis {
        Basis::Deceptions(kind) => {
            let found = evidence.deceptions.iter().filter(|deception| deception.kind == kind);
            found.map(|deception| Proof::of_reason(deception.rule, &deception.reason)).collect()
        }
        Basis::Contradictions => {
            let found = evidence.contradictions.iter();
            found.map(|contradiction| Proof::of_reason(Some(contradiction.kind.id()), &contradiction.reason)).collect()
        }
        Basis::CallBacks => evidence.call_backs.iter().map(|reason| Proof::of_reason(None, reason)).collect(),
        Basis::Offers => evidence.offers.iter().map(|reason| Proof::of_reason(None, reason)).collect(),
        Basis::ActionLinks(destination) => {
            let links = evidence.facts.links.iter();
            links.filter(|link| link.is_action() && link.destination == destination).map(Proof::of_link).collect()
        }
    }
}
