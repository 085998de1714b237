//! The claim of a message to be Amazon, read from its sender, subject and text.

use crate::brand::matching::BRAND;
use crate::brand::skeleton;
use crate::message::document::{Block, Voice};
use crate::message::links::{Destination, FollowedLink};
use crate::message::reading::Reading;
use crate::message::relay;
use crate::message::senders::{SenderStanding, Senders};
use crate::message::speaker;
use crate::message::text_claim::{self, TextClaim};
use crate::sender::Judged;
use crate::sender::display_name::Around;
use crate::tables;
use crate::url::host::HostName;
use crate::vocabulary::{Claim, ClaimEvidence, ClaimSource, Code, Reason, SenderClass, Strength};

/// The claim of a message, apart from what a forwarded part claims.
pub struct OuterClaim {
    /// The claim.
    pub claim: Claim,
    /// The reason that its words are written in disguise.
    pub disguise: Option<Reason>,
    /// The reason that a relayed mail is judged by the buyer's words.
    pub note: Option<Reason>,
    /// Another speaker states that the reader's Amazon account is held.
    pub reports_held: bool,
}

/// Further pictures are not looked at.
const MOST_PICTURES: usize = 50;

/// Reads the claim of a message.
pub fn read(reading: &Reading, senders: &Senders, links: &[FollowedLink]) -> OuterClaim {
    let from = &senders.from;
    let name = reading.input.from.name.as_deref().unwrap_or_default();
    // The name of a colleague's mailbox claims nothing. A name rewritten by a mailing list repeats the original sender's name.
    let name_counts = match senders.standing {
        SenderStanding::UserOrganisation => speaker::is_rewritten(name),
        standing => standing != SenderStanding::Relay,
    };
    let is_relayed = senders.standing == SenderStanding::Relay;
    let text =
        if is_relayed { relay::claim(reading, senders, links) } else { text_claim(reading, name, name_counts, links) };
    let note = from.verdict.address.as_deref().filter(|_| is_relayed);
    let mut claim = Claim::default();
    if name_counts && from.brand_claim.strength > Strength::None {
        let leans = !senders.is_another_speaker && leans_elsewhere(from, links);
        claim.strength = if leans { Strength::Strong } else { from.brand_claim.strength };
        claim.evidence.push(ClaimEvidence::new(ClaimSource::Name, name));
    }
    if let (SenderClass::Lookalike, Some(address)) = (from.verdict.class, &reading.input.from.address) {
        claim.strength = claim.strength.max(Strength::Mention);
        claim.evidence.push(ClaimEvidence::new(ClaimSource::Address, address));
    }
    claim.strength = claim.strength.max(counted_strength(&text, senders));
    if let Some(logo) = logo_elsewhere(reading, senders, links) {
        claim.strength = Strength::Strong;
        claim.evidence.push(ClaimEvidence::new(ClaimSource::Text, logo));
    }
    let disguise = text.disguise_reason(claim.strength);
    claim.evidence.extend(text.evidence);
    let note = note.map(|address| Reason::new(Code::BuyersWords, [address]));
    OuterClaim { claim, disguise, note, reports_held: reports_held(reading, senders) }
}

/// Whether a name that leans on the brand speaks as Amazon, because the message asks for something on a domain that is neither
/// Amazon's nor the sender's.
fn leans_elsewhere(sender: &Judged, links: &[FollowedLink]) -> bool {
    let leaves = |followed: &FollowedLink| {
        followed.is_action() && followed.destination == Destination::Elsewhere && !followed.is_senders(sender)
    };
    sender.brand_claim.around == Around::OwnWords && links.iter().any(leaves)
}

/// The logo of Amazon at the head of a message, as a link that leads to a third domain; returns `None` if there is none. Amazon's own
/// logo leads to Amazon, and that of another speaker is not Amazon's.
fn logo_elsewhere<'a>(reading: &Reading, senders: &Senders, links: &'a [FollowedLink]) -> Option<&'a str> {
    /// The number of shown blocks that are the head of a message.
    const HEAD: usize = 3;
    if senders.is_another_speaker || senders.standing != SenderStanding::Foreign {
        return None;
    }
    let blocks = &reading.document.blocks;
    let shown = (0..blocks.len()).filter(|&at| blocks[at].voice == Voice::Author && !blocks[at].hidden);
    let head: Vec<usize> = shown.take(HEAD).filter(|&at| blocks[at].all_link).collect();
    let is_logo = |followed: &&FollowedLink| {
        followed.destination == Destination::Elsewhere
            && !followed.is_senders(&senders.from)
            && followed.block.is_some_and(|block| head.contains(&block) && is_brand(&blocks[block].folded.text))
    };
    links.iter().find(is_logo).map(|logo| &*logo.link.text)
}

/// Whether a text is the brand and nothing else, apart from marks: "Amazon®", "Amazon.com logo".
fn is_brand(folded: &str) -> bool {
    let text = folded.trim_end_matches("logo").trim_matches(|c: char| !c.is_alphanumeric());
    text == BRAND || tables::BRAND.is(text) || text.strip_prefix("amazon.").is_some_and(|ending| !ending.contains(' '))
}

/// The claim that subject and text make.
fn text_claim(reading: &Reading, name: &str, name_counts: bool, links: &[FollowedLink]) -> TextClaim {
    let to_amazon =
        links.iter().filter(|link| link.destination == Destination::Amazon).filter_map(|link| link.link.index);
    let mut text = TextClaim { to_amazon: to_amazon.collect(), ..TextClaim::default() };
    if repeats_subject(reading) {
        text.strength = Strength::Mention;
    } else {
        text_claim::read_subject(&reading.input.subject, &mut text);
    }
    // The name of a colleague's mailbox claims nothing as a signature either.
    let name = skeleton::fold_text(name);
    let counts = |block: &&Block| name_counts || block.folded.text != name;
    let blocks = reading.document.spoken(Voice::Author).filter(counts);
    text_claim::read_blocks(reading.in_time(blocks), &mut text);
    if let Some(host) = picture_of_amazon(reading) {
        text_claim::note_picture(host, &mut text);
    }
    if text.strength == Strength::Mention && shows_brand(reading, name_counts) {
        let blocks = reading.document.spoken(Voice::Author).filter(|block| !block.hidden);
        text_claim::read_held_account(&reading.input.subject, reading.in_time(blocks), &mut text);
    }
    text
}

/// The host of a picture that comes from Amazon's own servers. A logo from there names Amazon without a word.
fn picture_of_amazon<'a>(reading: &Reading<'a>) -> Option<&'a str> {
    let shown = reading.input.segments.iter().filter(|segment| !segment.hidden && !segment.quoted);
    let mut hosts: Vec<&str> = shown.filter_map(|segment| segment.picture.as_deref()).collect();
    hosts.dedup();
    let is_amazons = |host: &&str| HostName::parse(host).is_some_and(|host| host.is_amazons());
    hosts.into_iter().take(MOST_PICTURES).find(is_amazons)
}

/// Whether the message shows the brand like a logo: as a picture of Amazon's, or as a line of its own.
fn shows_brand(reading: &Reading, name_counts: bool) -> bool {
    let mut shown = reading.document.spoken(Voice::Author).filter(|block| !block.hidden);
    name_counts && (picture_of_amazon(reading).is_some() || shown.any(|block| text_claim::is_brand(&block.folded.text)))
}

/// Whether another speaker states that the reader's Amazon account is held.
fn reports_held(reading: &Reading, senders: &Senders) -> bool {
    let name = reading.input.from.name.as_deref().unwrap_or_default();
    let from = &senders.from;
    // Known services and forwarders name held accounts and shipments all day.
    let is_known = from.speaker.is_some() || from.brand_claim.strength == Strength::None && speaker::says_trade(name);
    if !senders.is_another_speaker || senders.standing != SenderStanding::Foreign || is_known {
        return false;
    }
    let subject = if repeats_subject(reading) { "" } else { &reading.input.subject };
    text_claim::states_held(subject, reading.in_time(reading.document.spoken(Voice::Author)))
}

/// Whether the subject repeats that of the message which the mail answers: "Re: Your Amazon account is suspended".
pub fn repeats_subject(reading: &Reading) -> bool {
    let document = reading.document;
    let is_answer = !document.is_forward && !document.quotations.is_empty();
    is_answer && tables::REPLY_PREFIX.at(skeleton::fold_text(&reading.input.subject).trim_start()).is_some()
}

/// How much the text counts. Where another firm or person speaks for itself, its text only mentions Amazon, unless it signs as
/// Amazon. A signature of the user's own people does not count, because they are judged by their links. Words in disguise
/// count as those of Amazon, because no other speaker writes them so.
fn counted_strength(text: &TextClaim, senders: &Senders) -> Strength {
    let is_another = senders.is_another_speaker;
    if text.disguise.is_some() && text.strength == Strength::Mention && !is_another {
        return Strength::Strong;
    }
    if is_another && senders.standing == SenderStanding::UserOrganisation {
        return text.strength.min(Strength::Mention);
    }
    text.strength_beside(is_another)
}
