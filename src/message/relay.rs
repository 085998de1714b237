//! A mail that Amazon's relay delivers: the buyer's words inside Amazon's frame, and the text around them.

use crate::brand::skeleton;
use crate::message::action;
use crate::message::attachments;
use crate::message::document::{Block, Document, Voice};
use crate::message::links::{self, FollowedLink};
use crate::message::reading::Reading;
use crate::message::senders::Senders;
use crate::message::text_claim::{self, TextClaim};
use crate::sender::{self, display_name};
use crate::tables::{self, RELAY_BEGIN, RELAY_END, Table, YOUR};
use crate::url::boundary;
use crate::vocabulary::{ClaimSource, Strength};

/// The two parts of a relayed mail, as indices of blocks.
pub struct Relayed {
    /// The buyer's words.
    pub buyer: Vec<usize>,
    /// The text around them: Amazon's frame, or text that stands in its place.
    pub frame: Vec<usize>,
}

impl Relayed {
    /// Divides a relayed mail. `links` are its judged links.
    pub fn of(reading: &Reading, links: &[FollowedLink]) -> Self {
        let leaving = links::leaving_blocks(reading, links);
        divide(reading.document, |block| leaving[block])
    }
}

/// Reads the claim of a relayed mail. The buyer's words count in full. Amazon's frame around them speaks as Amazon, and should:
/// it counts only where it says that the reader's account is held, or where it leads elsewhere. A buyer chooses whom he quotes,
/// so quoted text counts like the frame.
pub fn claim(reading: &Reading, senders: &Senders, links: &[FollowedLink]) -> TextClaim {
    let mut text = TextClaim::default();
    let blocks = &reading.document.blocks;
    let relayed = Relayed::of(reading, links);
    let part = |part: &[usize]| part.iter().map(|&at| &blocks[at]).collect::<Vec<_>>();
    let frame = part(&relayed.frame);
    let buyer = part(&relayed.buyer);
    if let Some(words) = poses_to_be_contacted(reading, &buyer) {
        text.raise(Strength::Strong, ClaimSource::Text, words);
    }
    text_claim::read_blocks(reading.in_time(buyer.into_iter()), &mut text);
    text_claim::read_held_subject(&reading.input.subject, &mut text);
    let quoted = blocks.iter().filter(|block| block.voice != Voice::Author);
    text_claim::read_held_blocks(reading.in_time(frame.iter().copied()), &mut text);
    text_claim::read_held_blocks(reading.in_time(quoted), &mut text);
    if frame_leads_away(&relayed, reading, senders, links) {
        text_claim::read_blocks(reading.in_time(frame.into_iter()), &mut text);
    }
    text
}

/// Returns the words with which a buyer poses as Amazon: the buyer uses Amazon's name, writes about the seller's account, and asks for a
/// secret or gives a contact outside the relay. Returns `None` for other buyers. The name counts, because buyers choose it themselves;
/// names that Amazon gives to buyers do not count.
fn poses_to_be_contacted<'a>(reading: &Reading, buyer: &[&'a Block]) -> Option<&'a str> {
    let name = reading.input.from.name.as_deref().unwrap_or_default();
    let folded_name = skeleton::fold_text(name);
    let is_buyers = tables::BUYER_NAMES.iter().any(|word| folded_name.contains(word));
    let shown = || buyer.iter().filter(|block| !block.hidden);
    let is_under_name = !is_buyers && {
        let claim = display_name::brand_claim(name, None);
        claim.speaks() && claim.has_role
    } || shown().any(|block| text_claim::mentions_brand(&block.folded.text));
    let asks = |block: &&&Block| {
        let text = &block.folded.text;
        action::contact(text).is_some() || tables::SECRET.within(text) && tables::ASK.within(text)
    };
    let is_matter =
        shown().any(|block| text_claim::is_account_matter(&block.folded.text) && YOUR.within(&block.folded.text));
    shown().find(asks).filter(|_| is_under_name && is_matter).map(|block| &*block.text)
}

/// Whether the frame shows something that can be followed and is not Amazon's: a link, a number or handle to write to, a mail
/// address, another reply address, an attached page.
fn frame_leads_away(relayed: &Relayed, reading: &Reading, senders: &Senders, links: &[FollowedLink]) -> bool {
    let blocks = &reading.document.blocks;
    let leaving = links::leaving_blocks(reading, links);
    let mut shown = relayed.frame.iter().filter(|&&at| !blocks[at].hidden);
    let leads = |block: &Block| action::contact(&block.folded.text).is_some() || names_foreign_address(&block.text);
    shown.any(|&at| leaving[at] || leads(&blocks[at]))
        || senders.reply_elsewhere().is_some()
        || reading.input.attachments.iter().any(attachments::is_form)
}

/// Whether a text names a mail address that is not Amazon's.
fn names_foreign_address(text: &str) -> bool {
    foreign_address(text).is_some()
}

/// The first mail address in a text that is not Amazon's; returns `None` if there is none.
pub fn foreign_address(text: &str) -> Option<String> {
    let mut words = text.split(|c: char| boundary::ends_word(c)).filter(|word| word.contains('@')).map(boundary::bare);
    let is_foreign = |word: &&str| {
        sender::split_address(word).is_some_and(|(_, host)| host.registrable().is_some() && !host.is_amazons())
    };
    words.find(is_foreign).map(str::to_owned)
}

/// Divides a relayed mail at Amazon's frame, from the first beginning mark to the last end mark, because a buyer can write the
/// words of the frame too. A line that is hidden or has a link in it is no mark. `leaves` says whether a link in a block leads
/// away from Amazon.
fn divide(document: &Document, leaves: impl Fn(usize) -> bool) -> Relayed {
    let all = &document.blocks;
    let author: Vec<usize> = (0..all.len()).filter(|&at| all[at].voice == Voice::Author).collect();
    let Some(begin) = author.iter().position(|&at| mark(&all[at], &RELAY_BEGIN).is_some()) else {
        // Without a frame, blocks that link only to Amazon count as Amazon's, and all others as the buyer's.
        let (buyer, frame) = author.into_iter().partition(|&at| all[at].links.is_empty() || leaves(at));
        return Relayed { buyer, frame };
    };
    let from = if goes_on_behind_mark(&all[author[begin]]) { begin } else { begin + 1 };
    let ends = || (begin + 1..author.len()).filter_map(|place| Some((place, mark(&all[author[place]], &RELAY_END)?)));
    // Without an end mark, the first line of the frame's footer ends the buyer's words.
    let last = ends().rfind(|(_, phrase)| !phrase.ends_with('*'));
    let end = last.or_else(|| ends().next()).map_or(author.len(), |(place, _)| place);
    let frame = author[..from].iter().chain(&author[end..]).copied().collect();
    Relayed { buyer: author[from..end].to_vec(), frame }
}

/// The phrase of the frame with which a line begins; returns `None` if there is none.
fn mark(block: &Block, phrases: &Table) -> Option<&'static str> {
    if block.hidden || !block.links.is_empty() {
        return None;
    }
    phrases.at(without_rule(block))
}

/// A line without the rule of dashes or stars that is drawn around the words of the frame.
fn without_rule(block: &Block) -> &str {
    block.folded.text.trim_matches(|c: char| matches!(c, '-' | '*' | '=' | ' ' | '_'))
}

/// Whether the buyer's words begin on the line of the beginning mark: "Message: hello".
fn goes_on_behind_mark(begin: &Block) -> bool {
    let line = without_rule(begin);
    let phrase = RELAY_BEGIN.at(line).unwrap_or_default();
    line[phrase.trim_end_matches('*').len()..].contains(char::is_alphanumeric)
}
