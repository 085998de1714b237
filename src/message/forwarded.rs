//! A forwarded message: the sender that its header block names, its words, and whether it replaces the outer message in the
//! rules.

use crate::brand::skeleton;
use crate::message::action;
use crate::message::attachments::is_form;
use crate::message::claim;
use crate::message::document::{Block, Quotation};
use crate::message::finding::{Deception, DeceptionKind};
use crate::message::links::{FollowedLink, Place};
use crate::message::reading::Reading;
use crate::message::senders::{SenderStanding, Senders};
use crate::message::speaker;
use crate::message::text_claim::{self, TextClaim};
use crate::sender::display_name;
use crate::sender::{self, UserIdentity};
use crate::tables;
use crate::vocabulary::{Claim, ClaimEvidence, ClaimSource, Code, Reason, Strength};

/// A message that was forwarded or quoted.
pub struct Forwarded {
    /// The reason that names the sender of the forwarded message. `None` if no header block names one.
    pub note: Option<Reason>,
    /// The judged part. `None` if it does not count: a buyer forwards a genuine notice, which makes the mail no mail of Amazon's,
    /// or an answer quotes a message.
    pub judged: Option<Judged>,
}

/// The forwarded part of a message, judged.
pub struct Judged {
    /// The claim that it makes.
    pub claim: Claim,
    /// The reason that its words are written in disguise.
    pub disguise: Option<Reason>,
    /// The deceptions in its header block.
    pub deceptions: Vec<Deception>,
    /// The standing that counts for the whole message.
    pub standing: SenderStanding,
    /// The sender that the part names, if it has nothing to do with Amazon.
    pub outside_sender: Option<String>,
    /// The links that the claim concerns.
    pub scope: Scope,
}

/// The links that the claim of a quoted message concerns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    #[default]
    Message,
    /// Those inside quotations. The others belong to the author of the answer.
    Quotations,
}

/// Reads the forwarded part of a message; returns `None` if there is none.
pub fn read(reading: &Reading, senders: &Senders, links: &[FollowedLink]) -> Option<Forwarded> {
    let document = reading.document;
    let last = document.quotations.last()?;
    let note = Some(last).filter(|last| last.has_header || document.is_forward).and_then(forwarded_from);
    let blocks = document.blocks.iter().filter(|block| block.quotation.is_some()).collect();
    let part = Part::read(reading, last, blocks);
    let is_genuine = part.is_genuine(reading, links);
    let judged = match (is_genuine, document.is_forward) {
        (true, _) if senders.standing == SenderStanding::Relay => None,
        (false, false) => quoted_claim(reading, senders, links),
        _ => Some(part.judged(senders, is_genuine, Scope::Message)),
    };
    Some(Forwarded { note, judged })
}

/// The claim of a message that an answer quotes. The claim counts if the answer does not ask in its own words, but lets the quoted
/// message ask for something that Amazon does not ask for.
fn quoted_claim(reading: &Reading, senders: &Senders, links: &[FollowedLink]) -> Option<Judged> {
    let document = reading.document;
    let mut parts: Vec<Vec<&Block>> = vec![Vec::new(); document.quotations.len()];
    for block in &document.blocks {
        if let Some(part) = block.quotation.and_then(|at| parts.get_mut(at)) {
            part.push(block);
        }
    }
    let mut asks = vec![false; parts.len()];
    for followed in links.iter().filter(|followed| followed.leaves()) {
        if let Some(asks) = followed.quotation.and_then(|at| asks.get_mut(at)) {
            *asks = true;
        }
    }
    let asks_beside = author_asks(reading, senders, links);
    let has_form = reading.input.attachments.iter().any(is_form);
    let mut found: Option<Judged> = None;
    for ((quotation, blocks), asks) in document.quotations.iter().zip(parts).zip(asks) {
        if !reading.budget.allows_step() {
            break;
        }
        let part = Part::read(reading, quotation, blocks);
        let speaks = part.strength == Strength::Strong;
        let scope = if speaks && (asks_beside || has_form) && part.says_held() {
            Scope::Message
        } else if part.is_deceptive() || speaks && (asks || part.says_held() && part.has_contact()) {
            Scope::Quotations
        } else {
            continue;
        };
        if found.as_ref().is_none_or(|found| found.scope == Scope::Quotations && scope == Scope::Message) {
            found = Some(part.judged(senders, false, scope));
        }
    }
    found
}

/// Whether the author asks for something at a third domain beside a quotation: by a button, by a link that asks for the account, or
/// by any link in the name of a department instead of a person or firm.
fn author_asks(reading: &Reading, senders: &Senders, links: &[FollowedLink]) -> bool {
    let name = reading.input.from.name.as_deref().unwrap_or_default();
    let is_another = senders.is_another_speaker;
    let is_department = !is_another && display_name::own_words(name).is_empty();
    let blocks = &reading.document.blocks;
    let asks = |followed: &FollowedLink| {
        let beside = followed.block.map_or("", |at| &*blocks[at].folded.text);
        is_department
            || followed.is_button && followed.is_unlisted()
            || tables::ACCOUNT_VERB.within(&skeleton::fold_text(&followed.link.text))
            || !is_another && tables::ACCOUNT_VERB.within(beside) && tables::ACCOUNT.within(beside)
    };
    links.iter().any(|followed| {
        followed.quotation.is_none() && followed.leaves() && !followed.is_senders(&senders.from) && asks(followed)
    })
}

/// A forwarded or quoted message, read.
struct Part<'a> {
    quotation: &'a Quotation,
    /// The subject in its header block; otherwise that of the answer, which repeats it.
    subject: &'a str,
    blocks: Vec<&'a Block>,
    sender: sender::Judged,
    standing: SenderStanding,
    text: TextClaim,
    strength: Strength,
}

impl<'a> Part<'a> {
    fn read(reading: &Reading<'a>, quotation: &'a Quotation, blocks: Vec<&'a Block>) -> Self {
        let is_repeated = quotation.subject.is_empty() && claim::repeats_subject(reading);
        let subject = if is_repeated { &reading.input.subject } else { &quotation.subject };
        // The header block is text of this message's sender, so it proves nothing about the user's organisation.
        let sender = sender::judge(&quotation.from, &UserIdentity::default());
        let mut text = TextClaim::default();
        text_claim::read_subject(subject, &mut text);
        text_claim::read_blocks(reading.in_time(blocks.iter().copied()), &mut text);
        let name = quotation.from.name.as_deref().unwrap_or_default();
        let counted = text.strength_beside(speaker::is_another(name, &sender, reading.document));
        let strength = sender.brand_claim.strength.max(counted);
        Self { standing: SenderStanding::of(&sender), quotation, subject, blocks, sender, text, strength }
    }

    /// Whether it says that the reader's account is held.
    fn says_held(&self) -> bool {
        let mut held = TextClaim::default();
        text_claim::read_held_subject(self.subject, &mut held);
        text_claim::read_held_blocks(self.blocks.iter().copied(), &mut held);
        held.strength == Strength::Strong
    }

    /// Whether its header block or its words are built to deceive, or its header block names a sender who poses as Amazon.
    fn is_deceptive(&self) -> bool {
        let poses = self.quotation.has_header && self.sender.brand_claim.speaks() && self.standing.is_outside_amazon();
        poses
            || !self.sender.deceptions.is_empty()
            || self.quotation.has_header && self.text.disguise_reason(self.strength).is_some()
            || self.sender.foreign_address.is_some() && self.strength == Strength::Strong
    }

    /// Whether it is about an account.
    fn is_account_matter(&self) -> bool {
        self.blocks.iter().any(|block| text_claim::is_account_matter(&block.folded.text))
    }

    /// Whether it gives a number or handle to contact.
    fn has_contact(&self) -> bool {
        self.blocks.iter().any(|block| !block.hidden && action::contact(&block.folded.text).is_some())
    }

    /// Whether it names a sender of Amazon's, and asks for nothing that Amazon would not ask for: every action link of the message
    /// leads to Amazon. In a message about an account the only other links are those of a footer, and there is no number to
    /// call.
    fn is_genuine(&self, reading: &Reading, links: &[FollowedLink]) -> bool {
        if self.standing != SenderStanding::Amazon {
            return false;
        }
        let is_strict = self.is_account_matter();
        let is_quiet = |followed: &FollowedLink| {
            let in_part = followed.quotation.is_some();
            followed.is_trusted()
                || !followed.is_action() && (!in_part || !is_strict || followed.place == Place::Footer)
        };
        links.iter().all(is_quiet)
            && !(is_strict && self.has_contact())
            && !reading.input.attachments.iter().any(is_form)
    }

    fn judged(self, senders: &Senders, is_genuine: bool, scope: Scope) -> Judged {
        let Self { quotation, sender, standing, text, strength, .. } = self;
        let mut evidence = Vec::new();
        if strength > Strength::None && sender.brand_claim.strength == strength {
            let name = quotation.from.name.as_deref().unwrap_or_default();
            evidence.push(ClaimEvidence::new(ClaimSource::Name, name));
        }
        let disguise = text.disguise_reason(strength);
        evidence.extend(text.evidence);
        let foreign_address = sender.foreign_address.filter(|_| strength == Strength::Strong);
        let reasons = sender.deceptions.into_iter().chain(foreign_address);
        let kind = DeceptionKind::ForwardedSender;
        Judged {
            claim: Claim { strength, evidence },
            disguise,
            deceptions: reasons.map(|reason| Deception { kind, rule: None, reason }).collect(),
            standing: counted_standing(senders.standing, standing, is_genuine),
            outside_sender: quotation.from.address.clone().filter(|_| standing.is_outside_amazon()),
            scope,
        }
    }
}

/// The standing that counts for a forwarded message: the worse of the two senders. The inner one counts alone if the user's
/// organisation forwarded the message, or if the header block and all its links are genuine.
fn counted_standing(outer: SenderStanding, inner: SenderStanding, is_genuine: bool) -> SenderStanding {
    if outer == SenderStanding::UserOrganisation || is_genuine { inner } else { outer.max(inner) }
}

fn forwarded_from(quotation: &Quotation) -> Option<Reason> {
    let from = quotation.from.address.as_deref().or(quotation.from.name.as_deref())?;
    Some(Reason::new(Code::ForwardedFrom, [from]))
}
