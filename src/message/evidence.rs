//! The evidence of a message. Each stage returns what it found and changes nothing that an earlier stage returned:
//! senders, links, claim, forwarded message ([`Facts`]), then the findings that rest on them ([`Evidence`]).

use crate::budget::Budget;
use crate::input::MessageInput;
use crate::message::claim;
use crate::message::document::{Block, Document};
use crate::message::findings::{self, Contradiction, Deception, DeceptionKind};
use crate::message::forwarded;
use crate::message::identity;
use crate::message::links::{self, FollowedLink, FollowedLinks};
use crate::message::lure;
use crate::message::offer;
use crate::message::orders;
use crate::message::senders::{self, SenderStanding, Senders};
use crate::sender::UserIdentity;
use crate::vocabulary::{Claim, Code, Reason, Strength};

/// A message as every stage reads it.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The message as it was handed over.
    pub input: &'a MessageInput,
    /// Its text.
    pub document: &'a Document,
    /// The time that is left for it.
    pub budget: &'a Budget,
}

impl Reading<'_> {
    /// The blocks for which there is time.
    pub fn in_time<'a>(&self, blocks: impl Iterator<Item = &'a Block>) -> impl Iterator<Item = &'a Block> {
        blocks.take_while(|block| self.budget.allows(block.text.len()))
    }
}

/// The facts about a message: who sends it, where its links lead, what it claims to be.
pub struct Facts {
    /// The senders.
    pub senders: Senders,
    /// The links.
    pub links: Vec<FollowedLink>,
    /// How many links were not judged.
    pub unjudged_links: usize,
    /// The claim to be Amazon.
    pub claim: Claim,
    /// The standing that the rules test: of the sender, or of a forwarded message's sender.
    pub standing: SenderStanding,
    /// The message was forwarded, and its forwarded part is judged.
    pub is_forwarded: bool,
    /// The deceptions in the text and in the header block of a forwarded message.
    pub text_deceptions: Vec<Deception>,
    /// Reasons that are shown and change no level.
    pub notes: Vec<Reason>,
}

impl Facts {
    /// Whether the message speaks as Amazon.
    pub fn speaks(&self) -> bool {
        self.claim.strength == Strength::Strong
    }

    /// Whether the message comes from an address of Amazon.
    pub fn is_from_amazon(&self) -> bool {
        self.standing == SenderStanding::Amazon
    }
}

/// The evidence of a message: everything that the level rules look at.
pub struct Evidence {
    /// The facts.
    pub facts: Facts,
    /// Constructions that are built to deceive.
    pub deceptions: Vec<Deception>,
    /// Findings that do not agree with a message of Amazon.
    pub contradictions: Vec<Contradiction>,
    /// An offer to sell verification or accounts.
    pub offers: Vec<Reason>,
    /// Requests and pressure. They are shown with a message that is contradictory anyway.
    pub lures: Vec<Reason>,
    /// The order numbers that the message names.
    pub orders: Vec<String>,
}

/// Gathers the evidence. An address of the user's own organisation counts as such only as far as
/// [`identity::counts_as_users`] allows it, because anyone can write it into From.
pub fn gather(reading: &Reading, user: &UserIdentity) -> Evidence {
    let mut facts = gather_facts(reading, user, false);
    if facts.senders.from.own && !identity::counts_as_users(reading, &facts) {
        facts = gather_facts(reading, &user.without_identity(), true);
    }
    let deceptions = findings::deceptions(&facts);
    let contradictions = findings::contradictions(reading, &facts);
    let offers = offer_in(reading, &facts).into_iter().collect();
    let has_time = reading.budget.allows_step();
    let lures = if has_time { lure::in_message(reading, &facts, &deceptions, &contradictions) } else { Vec::new() };
    let orders = if has_time { orders::of(reading) } else { Vec::new() };
    Evidence { facts, deceptions, contradictions, offers, lures, orders }
}

/// Runs the stages that find the facts. `poses_as_user` says that the sender's address is at the user's own domain and does not
/// count as the user's.
fn gather_facts(reading: &Reading, user: &UserIdentity, poses_as_user: bool) -> Facts {
    let senders = senders::judge(reading, user, poses_as_user);
    let FollowedLinks { links, unjudged } = links::follow(reading, &senders);
    let outer = claim::read(reading, &senders, &links);
    let forwarded = forwarded::read(reading, &senders, &links);
    let mut claim = outer.claim;
    let mut notes: Vec<Reason> = senders.authentication.iter().cloned().chain(outer.note).collect();
    let mut text_deceptions: Vec<Deception> = outer.disguise.map(disguised_text).into_iter().collect();
    let mut standing = senders.standing;
    if let Some(forwarded) = &forwarded {
        notes.push(forwarded.note.clone());
    }
    let inner = forwarded.and_then(|forwarded| forwarded.judged);
    let is_forwarded = inner.is_some();
    if let Some(inner) = inner {
        claim.strength = claim.strength.max(inner.claim.strength);
        claim.evidence.extend(inner.claim.evidence);
        text_deceptions.extend(inner.disguise.map(disguised_text));
        text_deceptions.extend(inner.deceptions);
        standing = inner.standing;
    }
    Facts { senders, links, unjudged_links: unjudged, claim, standing, is_forwarded, text_deceptions, notes }
}

fn disguised_text(reason: Reason) -> Deception {
    Deception { kind: DeceptionKind::DisguisedText, rule: None, reason }
}

/// The offer to sell verification or accounts that a foreign sender makes.
fn offer_in(reading: &Reading, facts: &Facts) -> Option<Reason> {
    if facts.standing != SenderStanding::Foreign || !reading.budget.allows_step() {
        return None;
    }
    offer::of_verification(reading.document).map(|text| Reason::new(Code::VerificationForSale, [&*text]))
}
