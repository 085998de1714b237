//! A text that a person asked about, judged as part of a mail that speaks as Amazon.

use crate::input::Mailbox;
use crate::link::JudgedLink;
use crate::message::level::CLAIMED_RULES;
use crate::message::links::{self, Destination};
use crate::message::verdict::level_and_reasons;
use crate::sender::{self, UserIdentity};
use crate::vocabulary::{Code, Reason};

/// Judges a text as an action link, or as the sender, of a mail that speaks as Amazon from a foreign address.
pub fn as_if_claimed(mut judged: JudgedLink) -> JudgedLink {
    let nobody = sender::judge(&Mailbox::default(), &UserIdentity::default());
    let destination = links::destination_of(&judged, &nobody);
    let is_address = judged.link().is_none();
    let rule =
        CLAIMED_RULES.iter().find(|rule| rule.is_address == is_address && rule.destinations.contains(&destination));
    let host = links::shown_target(&judged.verdict);
    let is_told = links::reason_at_amazon(&judged.verdict, judged.host.as_ref()).is_some();
    let (level, reasons) = level_and_reasons(&mut judged.verdict);
    if let Some(rule) = rule.filter(|rule| rule.level > *level) {
        *level = rule.level;
        if destination != Destination::UsedByAmazon && !is_told {
            reasons.insert(0, Reason::new(Code::ActionLeavesAmazon, [&*host, ""]));
        }
        judged.rule = rule.id;
    }
    judged
}
