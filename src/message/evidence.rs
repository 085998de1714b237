//! The evidence of a message: its facts, and the findings that rest on them.

use crate::message::callback;
use crate::message::facts::{self, Facts};
use crate::message::finding::{Contradiction, Deception};
use crate::message::findings;
use crate::message::identity;
use crate::message::lure;
use crate::message::offer;
use crate::message::orders;
use crate::message::reading::Reading;
use crate::message::senders::SenderStanding;
use crate::sender::UserIdentity;
use crate::vocabulary::{Code, Reason};

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
    /// The only way to act in a mail about a purchase that the reader did not make.
    pub call_backs: Vec<Reason>,
    /// Requests and pressure. They are shown with a message that is contradictory anyway.
    pub lures: Vec<Reason>,
    /// The order numbers that the message names.
    pub orders: Vec<String>,
}

/// Gathers the evidence. An address of the user's own organisation counts as such only as far as
/// [`identity::counts_as_users`] allows it, because anyone can write it into From.
pub fn gather(reading: &Reading, user: &UserIdentity) -> Evidence {
    let mut facts = facts::gather(reading, user, false);
    if facts.senders.from.own && !identity::counts_as_users(reading, &facts) {
        facts = facts::gather(reading, &user.without_identity(), true);
    }
    let deceptions = findings::deceptions(&facts);
    let contradictions = findings::contradictions(reading, &facts);
    let offers = offer_in(reading, &facts).into_iter().collect();
    let call_backs: Vec<Reason> = callback::way_to_act(reading, &facts).into_iter().collect();
    let has_time = reading.budget.allows_step();
    let lures = if has_time { lure::in_message(reading, &facts, &deceptions, &contradictions) } else { Vec::new() };
    let orders = if has_time { orders::of(reading) } else { Vec::new() };
    Evidence { facts, deceptions, contradictions, offers, call_backs, lures, orders }
}

/// The offer to sell verification or accounts that a foreign or an unknown sender makes.
fn offer_in(reading: &Reading, facts: &Facts) -> Option<Reason> {
    if !matches!(facts.standing, SenderStanding::Foreign | SenderStanding::Unknown) || !reading.budget.allows_step() {
        return None;
    }
    offer::of_verification(reading.document).map(|text| Reason::new(Code::VerificationForSale, [&*text]))
}
