//! Call-back fakes: mails about a purchase or a charge at Amazon that the reader never made. Their links lead nowhere that matters. The
//! reader should call, write to a handle or answer, and a person does the rest.

use crate::brand::skeleton;
use crate::message::action;
use crate::message::document::Voice;
use crate::message::facts::Facts;
use crate::message::findings::only_file;
use crate::message::offer::has_price;
use crate::message::orders;
use crate::message::reading::Reading;
use crate::message::relay::foreign_address;
use crate::message::senders::SenderStanding;
use crate::message::text_claim::mentions_brand;
use crate::sender::display_name;
use crate::tables::{ANSWER, CANCEL, NOT_YOU, OWN_WORDS, YOUR};
use crate::vocabulary::{Code, Reason};

/// The only way to act in a mail about a purchase at Amazon that a stranger sends; returns `None` if the mail is no such fake. A bank
/// that is named like its domain may write about a charge, and a customer writes about an order of his own.
pub fn way_to_act(reading: &Reading, facts: &Facts) -> Option<Reason> {
    let is_stranger = matches!(facts.standing, SenderStanding::Foreign | SenderStanding::Unknown);
    if !is_stranger || facts.speaks() || speaks_for_itself(reading, facts) {
        return None;
    }
    let subject = skeleton::fold_text(&reading.input.subject);
    let shown = || reading.document.spoken(Voice::Author).filter(|block| !block.hidden);
    let texts = || std::iter::once(&*subject).chain(shown().map(|block| &*block.folded.text));
    let is_purchase = |text: &str| has_price(text) || text.bytes().filter(u8::is_ascii_digit).count() >= 17;
    if !texts().any(mentions_brand) || texts().any(|text| OWN_WORDS.within(text)) {
        return None;
    }
    if !texts().any(is_purchase) && orders::of(reading).is_empty() {
        return None;
    }
    // A page that shows no sender hides whose site a link leads to. There each link that can be followed may be the sender's, for the
    // mail may be Amazon's own notice.
    let is_hidden = facts.standing == SenderStanding::Unknown;
    let leads_to_sender = || {
        is_hidden && facts.can_be_followed()
            || facts.links.iter().any(|link| link.is_invitation() && link.is_senders(&facts.senders.from))
    };
    if texts().any(|text| NOT_YOU.within(text) || CANCEL.within(text)) {
        let contact = || shown().find_map(|block| action::contact(&block.folded.text));
        let address = || shown().find_map(|block| foreign_address(&block.text));
        let place = contact().or_else(|| address().filter(|_| !leads_to_sender()));
        if let Some(way) = place {
            return Some(Reason::new(Code::ActionLeavesAmazon, [&*way, &*way]));
        }
        // A sender who leads to his own site lets people reply, too. Links to other sites are no way to act: anybody can add one. A
        // reply goes to no place that the text names.
        let answer = shown().find(|block| ANSWER.within(&block.folded.text)).filter(|_| !leads_to_sender())?;
        return Some(Reason::new(Code::ActionLeavesAmazon, ["", &*answer.text]));
    }
    // All of it is in a picture or a document, and the subject speaks to the reader.
    let is_spoken_to = mentions_brand(&subject) && YOUR.within(&subject);
    let file = only_file(reading).filter(|_| is_spoken_to && !leads_to_sender())?;
    Some(Reason::new(Code::OnlyAttachment, [&**file]))
}

/// Whether the sender is a known service, or a firm that its domain is named after.
fn speaks_for_itself(reading: &Reading, facts: &Facts) -> bool {
    let from = &facts.senders.from;
    let name = reading.input.from.name.as_deref().unwrap_or_default();
    from.own
        || from.speaker.is_some()
        || from.host.as_ref().is_some_and(|host| display_name::named_after_host(name, host))
}
