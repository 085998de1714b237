//! The findings about a message: constructions that are built to deceive, and contradictions to a message of Amazon.

use crate::message::action;
use crate::message::attachments;
use crate::message::document::Voice;
use crate::message::evidence::{Facts, Reading};
use crate::message::links::{self, Destination};
use crate::message::senders::{SenderStanding, Senders};
use crate::vocabulary::{Code, Level, Reason, SenderClass, Verdict};

/// The kind of a deception. Each kind is a row of the level rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeceptionKind {
    /// The sender's domain is built to be read as Amazon's.
    LookalikeSender,
    /// The sender's name or local part is built to be read as Amazon's.
    SenderName,
    /// The name of a sender that speaks as Amazon contains another address.
    ForeignAddressInName,
    /// A link is dangerous by itself.
    Link,
    /// Replies would go to an address that poses as Amazon.
    ReplyTo,
    /// The text spells words with invisible or look-alike characters.
    DisguisedText,
    /// The header block of a forwarded message names such a sender.
    ForwardedSender,
}

/// A construction that is built to deceive.
#[derive(Clone, Debug)]
pub struct Deception {
    /// Its kind.
    pub kind: DeceptionKind,
    /// The id of the link rule that found it, for a link.
    pub rule: Option<&'static str>,
    /// The reason to show.
    pub reason: Reason,
}

/// The kind of a contradiction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContradictionKind {
    /// The sender is not Amazon.
    SenderElsewhere,
    /// A buyer writes it through Amazon's relay.
    FromBuyer,
    /// A link that it asks the reader to follow leads elsewhere.
    ActionElsewhere,
    /// It asks for nothing but a call or a message to a number or handle.
    ContactElsewhere,
    /// Replies go to another domain.
    ReplyElsewhere,
    /// A page or a program is attached.
    FormAttached,
    /// It consists of an attachment or a picture.
    OnlyAttachment,
}

impl ContradictionKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::SenderElsewhere,
        Self::FromBuyer,
        Self::ActionElsewhere,
        Self::ContactElsewhere,
        Self::ReplyElsewhere,
        Self::FormAttached,
        Self::OnlyAttachment,
    ];

    /// The id under which docs/judgement.md describes it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::SenderElsewhere => "claims-amazon-sender-elsewhere",
            Self::FromBuyer => "claims-amazon-from-buyer",
            Self::ActionElsewhere => "claims-amazon-action-elsewhere",
            Self::ContactElsewhere => "claims-amazon-contact-elsewhere",
            Self::ReplyElsewhere => "claims-amazon-reply-elsewhere",
            Self::FormAttached => "claims-amazon-form-attached",
            Self::OnlyAttachment => "claims-amazon-only-attachment",
        }
    }
}

/// A finding that does not agree with a message of Amazon.
#[derive(Clone, Debug)]
pub struct Contradiction {
    /// Its kind.
    pub kind: ContradictionKind,
    /// The reason to show.
    pub reason: Reason,
}

/// A verdict names about this many deceptions; more would help no reader.
const MOST_DECEPTIONS: usize = 200;

/// The deceptions in a message: in its senders, its links and its text.
pub fn deceptions(facts: &Facts) -> Vec<Deception> {
    let mut found = sender_deceptions(facts);
    for followed in &facts.links {
        if found.len() >= MOST_DECEPTIONS {
            break;
        }
        let (level, reasons) = match &followed.link.verdict {
            Verdict::Link(link) => (link.level, &link.reasons),
            Verdict::Sender(address) => (address.level, &address.reasons),
        };
        if level == Level::Danger
            && let Some(reason) = reasons.first()
            && !found.iter().any(|known| known.reason == *reason)
        {
            found.push(Deception { kind: DeceptionKind::Link, rule: Some(followed.rule), reason: reason.clone() });
        }
    }
    if let Some(reply) = &facts.senders.reply_to
        && !reply.deceptions.is_empty()
        && let Some(address) = &reply.verdict.address
    {
        let reason = Reason::new(Code::ReplyPosesAsAmazon, [&**address]);
        found.push(Deception { kind: DeceptionKind::ReplyTo, rule: None, reason });
    }
    found.extend(facts.text_deceptions.iter().cloned());
    found
}

/// The deceptions in the sender's address and name. A domain of the brand and an ordinary word may be a shop's, so it counts
/// only in a message that speaks as Amazon.
fn sender_deceptions(facts: &Facts) -> Vec<Deception> {
    let from = &facts.senders.from;
    let is_lookalike = from.verdict.class == SenderClass::Lookalike;
    let mut found = Vec::new();
    if !is_lookalike || from.verdict.level == Level::Danger || facts.speaks() {
        for (at, reason) in from.deceptions.iter().enumerate() {
            // The domain is the first deception of a look-alike sender; the others lie in its name.
            let kind = if is_lookalike && at == 0 { DeceptionKind::LookalikeSender } else { DeceptionKind::SenderName };
            found.push(Deception { kind, rule: None, reason: reason.clone() });
        }
    }
    if let Some(reason) = from.foreign_address.clone().filter(|_| facts.speaks()) {
        found.push(Deception { kind: DeceptionKind::ForeignAddressInName, rule: None, reason });
    }
    found
}

/// The contradictions in a message that speaks as Amazon or comes from an address of Amazon.
pub fn contradictions(reading: &Reading, facts: &Facts) -> Vec<Contradiction> {
    if !facts.speaks() && !facts.is_from_amazon() {
        return Vec::new();
    }
    let found: Vec<Contradiction> = [
        sender_contradiction(reading, facts),
        action_contradiction(reading, facts),
        reply_leaves(&facts.senders),
        attachments::contradiction(reading, facts),
    ]
    .into_iter()
    .flatten()
    .collect();
    // The user does not want to hear that a muted sender is not Amazon.
    let only_sender = matches!(&found[..], [only] if only.kind == ContradictionKind::SenderElsewhere);
    if facts.senders.from.muted && only_sender { Vec::new() } else { found }
}

/// The contradiction that the sender is not Amazon.
fn sender_contradiction(reading: &Reading, facts: &Facts) -> Option<Contradiction> {
    if facts.standing == SenderStanding::Relay {
        let text = facts.claim.evidence.first().map(|evidence| evidence.text.clone()).unwrap_or_default();
        let reason = Reason::new(Code::BuyerPosesAsAmazon, [&*text]);
        return Some(Contradiction { kind: ContradictionKind::FromBuyer, reason });
    }
    if !facts.standing.is_outside_amazon() {
        return None;
    }
    let address = reading.input.from.address.as_deref();
    let header = reading.document.forwarded.as_ref().filter(|_| facts.is_forwarded && !facts.senders.from.own);
    let address = header.and_then(|header| header.from.address.as_deref()).or(address).unwrap_or_default();
    let reason = Reason::new(Code::SenderNotAmazon, [address]);
    Some(Contradiction { kind: ContradictionKind::SenderElsewhere, reason })
}

/// The contradiction that the message asks for something elsewhere: by a link, or by a number or handle if there is no link to
/// follow.
fn action_contradiction(reading: &Reading, facts: &Facts) -> Option<Contradiction> {
    let code = action_code(facts);
    let leaving = facts.links.iter().find(|link| link.is_action() && link.destination == Destination::Elsewhere);
    if let Some(followed) = leaving {
        let reason = Reason::new(code, [&*followed.shown_target(), &*followed.link.text]);
        return Some(Contradiction { kind: ContradictionKind::ActionElsewhere, reason });
    }
    if facts.is_from_amazon() || links::can_be_followed(facts) {
        return None;
    }
    let mut shown = reading.document.spoken(Voice::Author).filter(|block| !block.hidden);
    let contact = shown.find_map(|block| action::contact(&block.folded.text))?;
    let reason = Reason::new(code, [&*contact, &*contact]);
    Some(Contradiction { kind: ContradictionKind::ContactElsewhere, reason })
}

/// The reason code for an action that leads elsewhere.
pub fn action_code(facts: &Facts) -> Code {
    if facts.is_from_amazon() { Code::AmazonMailActionElsewhere } else { Code::ActionLeavesAmazon }
}

/// The contradiction that replies go to another domain, or to a free mailbox.
pub fn reply_leaves(senders: &Senders) -> Option<Contradiction> {
    let reply = senders.reply_to.as_ref()?;
    let address = reply.verdict.address.as_deref()?;
    let is_third_domain = reply.verdict.domain != senders.from.verdict.domain;
    if !is_third_domain || !SenderStanding::of(reply).is_outside_amazon() {
        return None;
    }
    let reason = Reason::new(Code::ReplyLeavesAmazon, [address]);
    Some(Contradiction { kind: ContradictionKind::ReplyElsewhere, reason })
}
