//! The identity of the user: which addresses are the user's, and whether a mail from one of them counts as such.

use crate::brand::skeleton;
use crate::input::MessageInput;
use crate::message::action;
use crate::message::attachments::{is_document, is_form};
use crate::message::document::{Block, Voice};
use crate::message::facts::Facts;
use crate::message::links::{Destination, FollowedLink};
use crate::message::reading::Reading;
use crate::message::senders;
use crate::message::speaker;
use crate::message::text_claim::{self, TextClaim};
use crate::sender::authentication;
use crate::sender::{self, UserIdentity};
use crate::tables::places::PlaceKind;
use crate::vocabulary::{Level, Strength};

/// The identity of the user, as the webmail, the command line or the user's own mail server give it.
pub fn of_user(input: &MessageInput) -> UserIdentity {
    let mut user = UserIdentity { remembered: input.remembered.clone(), ..UserIdentity::default() };
    for address in &input.user {
        user.known.push(address.clone());
        if let Some((_, host)) =
            sender::split_address(address).filter(|(_, host)| !host.known.is(PlaceKind::FreeMailbox))
        {
            user.known.push(host.registrable().unwrap_or(host.ascii()).to_owned());
        }
    }
    user
}

/// Whether a mail from an address of the user's own organisation counts as the organisation's. Anyone can write such an
/// address into From, so without a result of the receiving server it counts only while the mail does not speak as Amazon.
pub fn counts_as_users(reading: &Reading, facts: &Facts) -> bool {
    let input = reading.input;
    // No stranger can put a mail into the user's Sent folder.
    if input.sent {
        return true;
    }
    let is_sent_via_others = senders::is_sent_via_others(input, &facts.senders.from);
    match authentication::of(input) {
        Some(found) => return found.passed && !is_sent_via_others,
        None if is_sent_via_others => return false,
        None => {}
    }
    // A forwarded notice, or one that a mailing list rewrote, must be genuine in all its parts.
    if facts.speaks() && !asks_for_amazon_only(reading, facts) {
        return false;
    }
    let name = input.from.name.as_deref().unwrap_or_default();
    if speaker::is_rewritten(name) {
        return true;
    }
    let text = words_below_name(reading, name);
    if text.strength == Strength::Strong {
        // A colleague reports what happened to the account, and sends the reader nowhere else.
        return !text.signs
            && text.disguise.is_none()
            && speaker::is_named_colleague(name, &facts.senders.from, reading.document)
            && stays_at_amazon_or_sender(reading, facts);
    }
    !(facts.senders.from.brand_claim.speaks() && asks_about_account(reading, facts, name))
}

/// The blocks of the author, apart from those that only repeat the name of the mailbox.
fn authors_blocks<'a>(reading: &Reading<'a>, name: &str) -> impl Iterator<Item = &'a Block> {
    let shown_name = skeleton::fold_text(name);
    reading.document.spoken(Voice::Author).filter(move |block| block.folded.text != shown_name)
}

/// The claim of subject and text, without the lines that only repeat the name of the mailbox.
fn words_below_name(reading: &Reading, name: &str) -> TextClaim {
    let mut text = TextClaim::default();
    text_claim::read_subject(&reading.input.subject, &mut text);
    text_claim::read_blocks(reading.in_time(authors_blocks(reading, name)), &mut text);
    text
}

/// Whether a mail asks for something that concerns an account: by a form, by its words, or by a link to sign in elsewhere.
fn asks_about_account(reading: &Reading, facts: &Facts, name: &str) -> bool {
    let is_matter = |folded: &str| text_claim::is_account_matter(folded);
    reading.input.attachments.iter().any(is_form)
        || is_matter(&skeleton::fold_text(&reading.input.subject))
        || authors_blocks(reading, name).any(|block| is_matter(&block.folded.text))
        || facts.links.iter().any(signs_in_elsewhere)
}

/// Whether a link asks the reader to sign in, or to do another thing with an account, anywhere but at Amazon.
fn signs_in_elsewhere(followed: &FollowedLink) -> bool {
    let text = skeleton::fold_text(&followed.link.text);
    let asked = crate::tables::ACCOUNT_VERB.find(&text);
    matches!(followed.destination, Destination::Elsewhere | Destination::UsedByAmazon)
        && asked.is_some_and(|(_, phrase)| {
            !crate::tables::EVERYDAY_REQUESTS.iter().any(|everyday| phrase.starts_with(everyday))
        })
}

/// Whether a forwarded or rewritten notice asks for nothing but actions at Amazon.
fn asks_for_amazon_only(reading: &Reading, facts: &Facts) -> bool {
    let document = reading.document;
    let is_sent_on = document.is_forward || document.quotations.iter().any(|quotation| quotation.has_header);
    let counts = |block: &&Block| {
        if is_sent_on { block.quotation.is_some() } else { block.voice == Voice::Author }
    };
    let blocks = || document.blocks.iter().filter(counts);
    let is_about_account = blocks().any(|block| text_claim::is_account_matter(&block.folded.text));
    let is_harmless = |followed: &FollowedLink| {
        // "Learn more" in a notice about other things.
        let only_informs = !is_about_account && !followed.is_button;
        let is_quiet = followed.link.verdict.level() < Level::Caution;
        is_quiet && (!followed.is_action() || only_informs) || followed.is_trusted()
    };
    let has_contact = |block: &Block| !block.hidden && action::contact(&block.folded.text).is_some();
    facts.links.iter().all(is_harmless) && !blocks().any(has_contact)
}

/// Whether a mail asks for nothing but actions at Amazon or at the sender's own domain: by its links, by a number to write to,
/// by a file, by a reply.
fn stays_at_amazon_or_sender(reading: &Reading, facts: &Facts) -> bool {
    let from = &facts.senders.from;
    let mut actions = facts.links.iter().filter(|followed| followed.is_action());
    let mut shown = reading.document.spoken(Voice::Author).filter(|block| !block.hidden);
    actions.all(|followed| followed.is_trusted() || followed.is_senders(from))
        && !shown.any(|block| action::contact(&block.folded.text).is_some())
        && !reading.input.attachments.iter().any(|attachment| is_form(attachment) || is_document(attachment))
        && facts.senders.reply_elsewhere().is_none()
}
