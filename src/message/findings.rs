//! The findings about a message: constructions that are built to deceive, and contradictions to a message of Amazon.

use crate::input::Attachment;
use crate::message::action;
use crate::message::attachments::{is_document, is_form};
use crate::message::demand;
use crate::message::document::{Block, Voice};
use crate::message::facts::Facts;
use crate::message::finding::{Contradiction, ContradictionKind, Deception, DeceptionKind};
use crate::message::links::Destination;
use crate::message::lure;
use crate::message::reading::Reading;
use crate::message::relay::foreign_address;
use crate::message::senders::{self, SenderStanding};
use crate::tables::{AMAZON_NUMBERS, ANSWER, ASK_VERB, CALL, IMPERATIVE};
use crate::vocabulary::{Code, Level, Reason, SenderClass, Verdict};

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
            && !facts.is_script_without_claim(followed)
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
        scan_contradiction(reading),
        facts.senders.reply_elsewhere(),
        attachment_contradiction(reading, facts),
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
    let address = facts.outside_sender.as_deref().or(reading.input.from.address.as_deref()).unwrap_or_default();
    let reason = senders::outside_amazon(Code::SenderNotAmazon, address);
    Some(Contradiction { kind: ContradictionKind::SenderElsewhere, reason })
}

/// The contradiction that the message asks for something elsewhere: by a link, or by a number or handle if there is no link to
/// follow.
fn action_contradiction(reading: &Reading, facts: &Facts) -> Option<Contradiction> {
    let code = action_code(facts);
    let mut links = facts.links.iter().filter(|link| facts.concerns(link));
    let leaving = links.find(|link| link.is_action() && link.destination == Destination::Elsewhere);
    if let Some(followed) = leaving {
        let reason = followed.reason_at_amazon().unwrap_or_else(|| followed.reason(code));
        return Some(Contradiction { kind: ContradictionKind::ActionElsewhere, reason });
    }
    // In a forwarded message the number of the forwarded part counts, too.
    let speaks = |block: &&Block| block.voice == Voice::Author || facts.is_forwarded && block.quotation.is_some();
    let shown = reading.document.blocks.iter().filter(speaks).filter(|block| !block.hidden);
    let contact = if facts.is_from_amazon() {
        // The number in the signature of a forwarder is his own.
        let mut of_notice = shown.filter(|block| block.quotation.is_some() == facts.is_forwarded);
        of_notice.find_map(contact_in_notice).filter(|_| demand::is_notice(reading))?
    } else if facts.can_be_followed() {
        return None;
    } else if let Some(contact) = shown.clone().find_map(|block| action::contact(&block.folded.text)) {
        contact
    } else {
        // An answer that gives a secret away is the only way to act.
        let reason = lure::secret_in(shown)?;
        return Some(Contradiction { kind: ContradictionKind::ContactElsewhere, reason });
    };
    let reason = Reason::new(code, [&*contact, &*contact]);
    Some(Contradiction { kind: ContradictionKind::ContactElsewhere, reason })
}

/// The number, handle or address that a paragraph of a notice from an Amazon address asks the reader to call or to write to; returns
/// `None` if it asks for none. Amazon's own customer service is none.
fn contact_in_notice(block: &Block) -> Option<String> {
    let text = &block.folded.text;
    let asks = CALL.within(text) || ANSWER.within(text) || IMPERATIVE.within(text) || ASK_VERB.within(text);
    let is_amazons = |contact: &String| {
        let digits: String = contact.chars().filter(char::is_ascii_digit).collect();
        AMAZON_NUMBERS.iter().any(|number| digits.ends_with(number))
    };
    let contact = action::contact(text).filter(|contact| !is_amazons(contact));
    contact.or_else(|| foreign_address(&block.text)).filter(|_| asks)
}

/// The contradiction that the message asks the reader to scan a code for an account: no one sees where the code leads.
fn scan_contradiction(reading: &Reading) -> Option<Contradiction> {
    let reason = Reason::new(Code::AsksToScan, [demand::scan_request(reading)?.trim().trim_end_matches('.')]);
    Some(Contradiction { kind: ContradictionKind::CodeToScan, reason })
}

/// The reason code for an action that leads elsewhere.
pub fn action_code(facts: &Facts) -> Code {
    if facts.is_from_amazon() { Code::AmazonMailActionElsewhere } else { Code::ActionLeavesAmazon }
}

/// The contradiction that a message is only an attachment or a picture, with nothing else to follow. Amazon does send
/// documents, so in a mail from an Amazon address only a form counts.
fn attachment_contradiction(reading: &Reading, facts: &Facts) -> Option<Contradiction> {
    let attached = |is: fn(&Attachment) -> bool| reading.input.attachments.iter().find(|attachment| is(attachment));
    if let Some(form) = attached(is_form) {
        let reason = Reason::new(Code::FormAttachment, [&*form.name]);
        return Some(Contradiction { kind: ContradictionKind::FormAttached, reason });
    }
    if facts.can_be_followed() || facts.is_from_amazon() {
        return None;
    }
    let reason = Reason::new(Code::OnlyAttachment, [&**only_file(reading)?]);
    Some(Contradiction { kind: ContradictionKind::OnlyAttachment, reason })
}

/// The name of the document that is attached to a message, or the text of the picture that it consists of; returns `None` if there is
/// neither.
pub fn only_file<'a>(reading: &'a Reading) -> Option<&'a String> {
    let document = reading.input.attachments.iter().find(|attachment| is_document(attachment));
    document.map(|document| &document.name).or_else(|| only_picture(reading))
}

/// The text of the picture that a message consists of; returns `None` if the message has more text than a caption.
fn only_picture<'a>(reading: &'a Reading) -> Option<&'a String> {
    /// In bytes; about as much as the caption of an image.
    const LITTLE: usize = 160;
    let shown = reading.document.blocks.iter().filter(|block| !block.hidden);
    let has_words = |block: &&Block| !block.image && !block.all_link && block.voice != Voice::Quoted;
    let text: usize = shown.clone().filter(has_words).map(|block| block.text.len()).sum();
    shown.filter(|_| text <= LITTLE).find(|block| block.image).map(|block| &block.text)
}
