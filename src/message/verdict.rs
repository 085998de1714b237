//! The verdict on a message: the walk through the tables of `level`, and the result as it leaves the crate.

use crate::input::Attachment;
use crate::message::evidence::Evidence;
use crate::message::explanation::{Listener, Proof, StepKind, proofs};
use crate::message::facts::Facts;
use crate::message::findings;
use crate::message::level::{
    ATTACHED_MESSAGE, FLOORS, LEVEL_RULES, LINK_CEILINGS, LinkRule, Needs, Outcome, SENDER_CEILINGS, link_rule,
    sender_rule,
};
use crate::message::links::FollowedLink;
use crate::vocabulary::{Code, Level, MessageLink, MessageVerdict, Reason, SenderClass, Verdict};

/// The level of a message while the rules raise it, with a listener that hears which rules apply.
pub struct Walk<'a, L> {
    /// The level so far.
    pub level: Level,
    listener: &'a mut L,
}

impl<'a, L: Listener> Walk<'a, L> {
    /// A walk that begins with the lowest level.
    pub fn new(listener: &'a mut L) -> Self {
        Self { level: Level::Ok, listener }
    }

    /// Raises the level of the message because of a rule.
    fn apply(&mut self, rule: &'static str, kind: StepKind, level: Level, evidence: impl FnOnce() -> Vec<Proof>) {
        self.level = self.level.max(level);
        self.listener.hear(rule, kind, level, evidence);
    }

    /// Raises the level of the message no further than a ceiling allows for the last rule.
    fn lower(&mut self, ceiling: &'static str, level: Level, evidence: impl FnOnce() -> Vec<Proof>) {
        self.level = self.level.max(level);
        self.listener.hear_ceiling(ceiling, level, evidence);
    }

    /// Applies the rules about the whole message.
    fn rules(&mut self, evidence: &Evidence) {
        for rule in LEVEL_RULES.iter().filter(|rule| (rule.applies)(evidence)) {
            self.apply(rule.id, StepKind::Message, rule.level, || proofs(rule.rests_on, evidence));
        }
    }

    /// Applies the level of a link, below the ceilings for links.
    fn link(&mut self, followed: &FollowedLink, facts: &Facts) {
        let level = followed.link.verdict.level();
        let evidence = || vec![Proof::of_link(followed)];
        match LINK_CEILINGS.iter().find(|ceiling| (ceiling.applies)(followed, facts)) {
            None => self.apply(followed.rule, StepKind::Link, level, evidence),
            Some(ceiling) => {
                self.listener.hear(followed.rule, StepKind::Link, level, evidence);
                self.lower(ceiling.id, ceiling.level, evidence);
            }
        }
    }

    /// Applies the level that the sender has by itself, below the ceilings for senders. The level rules weigh the sender once
    /// more, together with the rest of the message.
    fn sender(&mut self, facts: &Facts) {
        let sender = &facts.senders.from.verdict;
        let evidence = || vec![Proof::of_texts([sender.name.as_deref(), sender.address.as_deref()])];
        match SENDER_CEILINGS.iter().find(|ceiling| (ceiling.applies)(facts)) {
            None => self.apply(sender_rule(facts), StepKind::Sender, sender.level, evidence),
            Some(ceiling) => {
                self.listener.hear(sender_rule(facts), StepKind::Sender, sender.level, evidence);
                self.lower(ceiling.id, ceiling.level, evidence);
            }
        }
    }

    /// Applies the floors.
    pub fn floors(&mut self, outcome: &Outcome) {
        for floor in FLOORS.iter().filter(|floor| (floor.applies)(outcome)) {
            self.apply(floor.id, StepKind::Floor, floor.level, Vec::new);
        }
    }

    /// Applies the level of an attached message.
    pub fn attached(&mut self, verdict: &MessageVerdict, heard: L) {
        let sender = &verdict.sender;
        let evidence = || vec![Proof::of_texts([sender.name.as_deref(), sender.address.as_deref()])];
        self.apply(ATTACHED_MESSAGE, StepKind::Attached, verdict.level, evidence);
        self.listener.take_attached(heard);
    }
}

/// Applies all rules about the evidence of a message, and raises the levels of its links for the message around them.
pub fn weigh<L: Listener>(evidence: &mut Evidence, walk: &mut Walk<L>) {
    walk.rules(evidence);
    let mut links = std::mem::take(&mut evidence.facts.links);
    for followed in &mut links {
        if let Some(rule) = link_rule(followed, &evidence.facts) {
            raise(followed, rule, findings::action_code(&evidence.facts));
            if rule.needs == Needs::ReportAndThirdDomain {
                let host = followed.shown_target();
                evidence.facts.notes.push(Reason::new(Code::UnrelatedHost, [&*host, &*host]));
            }
        }
        walk.link(followed, &evidence.facts);
    }
    evidence.facts.links = links;
    walk.sender(&evidence.facts);
}

/// Raises the level of a link to that of a rule, and adds the reason.
fn raise(followed: &mut FollowedLink, rule: &LinkRule, code: Code) {
    // Another speaker does not say that it is Amazon, and some links to Amazon's own domains lead to somebody else's pages. Then the
    // reason of the link itself tells the truth.
    let is_told = rule.needs == Needs::ReportAndThirdDomain || followed.reason_at_amazon().is_some();
    let reason = (!is_told).then(|| followed.reason(code));
    let (level, reasons) = level_and_reasons(&mut followed.link.verdict);
    if rule.level <= *level {
        return;
    }
    *level = rule.level;
    if let Some(reason) = reason {
        reasons.insert(0, reason);
    }
    followed.rule = rule.id;
    followed.concerns_amazon = true;
}

/// The level and the reasons of a verdict, whichever kind it has.
pub fn level_and_reasons(verdict: &mut Verdict) -> (&mut Level, &mut Vec<Reason>) {
    match verdict {
        Verdict::Link(link) => (&mut link.level, &mut link.reasons),
        Verdict::Sender(address) => (&mut address.level, &mut address.reasons),
    }
}

/// The verdict on a message, before its level is known.
pub fn of(evidence: Evidence, attachments: &[Attachment]) -> MessageVerdict {
    let Evidence { facts, deceptions, contradictions, offers, call_backs, lures, orders } = evidence;
    let mut reasons: Vec<Reason> = deceptions.into_iter().map(|deception| deception.reason).collect();
    reasons.extend(contradictions.into_iter().map(|contradiction| contradiction.reason));
    reasons.extend(offers);
    reasons.extend(call_backs);
    reasons.extend(lures);
    reasons.extend(facts.notes);
    reasons.dedup();
    let links: Vec<MessageLink> = facts.links.into_iter().map(|followed| followed.link).collect();
    let sender = facts.senders.from.verdict;
    MessageVerdict {
        level: Level::Ok,
        claim: facts.claim,
        relay_alias: sender.address.clone().filter(|_| sender.class == SenderClass::Relay),
        sender,
        reply_to: facts.senders.reply_to.map(|reply| reply.verdict),
        orders,
        links,
        attachments: attachments.to_vec(),
        findings: reasons,
        attached: Vec::new(),
    }
}
