//! Who else than Amazon speaks in a message: firms for themselves, colleagues, buyers inside Amazon's frame.

use crate::brand::skeleton;
use crate::brand::words::{self, WordKind};
use crate::message::document::{Block, Document, Voice};
use crate::sender::Judged;
use crate::sender::display_name;
use crate::tables::places::PlaceKind;
use crate::tables::{RELAY_BEGIN, RELAY_END, Table, VIA};
use crate::vocabulary::{SenderClass, Strength};

/// `'Name' via Group`, as mailing lists rewrite senders.
pub fn is_rewritten(name: &str) -> bool {
    VIA.within(&skeleton::fold_text(name))
}

/// Whether somebody else than Amazon speaks here: a firm known to, a name that fits its own domain or says its own trade, or
/// one whose own word comes back in the text, the signature or the local part; also a domain whose own name comes back in
/// the text, and the user's own people.
pub fn is_another(name: &str, sender: &Judged, document: &Document) -> bool {
    if sender.speaker.is_some() || sender.own && !is_rewritten(name) {
        return true;
    }
    if sender.speech.speaks()
        || matches!(sender.verdict.class, SenderClass::Amazon | SenderClass::Lookalike | SenderClass::Relay)
    {
        return false;
    }
    if sender.speech.has_trade {
        return true;
    }
    let Some(host) = &sender.host else {
        return false;
    };
    if display_name::named_after_host(name, host) || host.known.is(PlaceKind::Marketplace) {
        return true;
    }
    let local = skeleton::fold_text(&sender.local);
    let mut own = display_name::own_words(name);
    own.extend(whole_name(name, sender));
    if says_trade(name) || is_local_part(name, &local) || own.iter().any(|word| local.contains(&word.replace(' ', "")))
    {
        return true;
    }
    own.retain(|word| word.len() >= 4);
    // A domain of nothing but role words ("accountreview") is nobody's name.
    let label = host.registrable_label().filter(|_| !host.known.is(PlaceKind::FreeMailbox));
    let label = label.filter(|label| label.len() >= 3 && !display_name::own_words(label).is_empty());
    let mut shown = document.spoken(Voice::Own).filter(|block| !block.hidden);
    shown.any(|block| {
        let text = &block.folded.text;
        own.iter().any(|word| says(text, word)) || label.is_some_and(|label| says_label(text, label))
    })
}

/// Whether a sender of the user's own organisation is a person: the name before the `@`, or the whole name below the text. That
/// the organisation's own name comes back says nothing, because whoever writes to it says it.
pub fn is_named_colleague(name: &str, sender: &Judged, document: &Document) -> bool {
    if sender.speech.speaks() {
        return false;
    }
    let house = sender.host.as_ref().and_then(|host| host.registrable_label()).unwrap_or_default();
    let mut own = display_name::own_words(name);
    own.extend(whole_name(name, sender));
    own.retain(|word| word.len() >= 4 && !display_name::letters(word).contains(&display_name::letters(house)));
    let shown = || document.spoken(Voice::Own).filter(|block| !block.hidden);
    is_local_part(name, &skeleton::fold_text(&sender.local))
        || shown().any(|block| own.iter().any(|word| says(&block.folded.text, word)))
}

/// Whether a name has a word of other people's trades, and none of roles or accounts: "Nord Freight".
fn says_trade(name: &str) -> bool {
    let folded = skeleton::fold_text(name);
    let kinds = || folded.split(|c: char| !c.is_alphanumeric()).filter_map(words::kind);
    kinds().any(|kind| kind == WordKind::Trade)
        && kinds().all(|kind| !matches!(kind, WordKind::Role | WordKind::Account))
}

/// Whether a person's first or last name is all that stands before the `@`: "Bo Xu" at bo@….
fn is_local_part(name: &str, local: &str) -> bool {
    let name = skeleton::fold_text(name);
    words::kind(local).is_none() && name.split(|c: char| !c.is_alphanumeric()).any(|part| part == local)
}

/// Whether a text says the name a domain has; a short one only as a firm's: "Taxo Ltd".
fn says_label(text: &str, label: &str) -> bool {
    if label.len() >= 5 {
        return says(text, label) || is_line_of(text, label);
    }
    let mut words = text.split(|c: char| !c.is_alphanumeric()).skip_while(|word| *word != label).skip(1);
    words.next().is_some_and(|next| LEGAL_FORMS.contains(&next))
}

/// Whether a short line is a firm's name, as its domain has it: "Ecom Daily Ltd" at ecomdaily.example.
fn is_line_of(line: &str, label: &str) -> bool {
    const LONGEST: usize = 60;
    line.len() <= LONGEST
        && !line.contains(['@', '/'])
        && display_name::letters(line).starts_with(&display_name::letters(label))
}

/// A whole name, where its parts are too short to tell ("Li Na") or a firm's ("Brand Protection GmbH").
fn whole_name(name: &str, sender: &Judged) -> Option<String> {
    let name = skeleton::fold_text(name);
    let parts: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let person = parts.iter().all(|part| words::kind(part).is_none());
    let firm = parts.last().is_some_and(|last| LEGAL_FORMS.contains(last));
    let tells = sender.speech.strength == Strength::None && (2..=4).contains(&parts.len()) && (person || firm);
    tells.then(|| parts.join(" "))
}

/// What a firm's name ends in.
const LEGAL_FORMS: [&str; 10] = ["gmbh", "ltd", "limited", "llc", "inc", "ag", "kg", "srl", "bv", "sas"];

/// Whether a text says a word as a whole. A name inside an address or a link is not said by anyone.
fn says(text: &str, word: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric());
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + word.len()..]);
        let whole = edge(before.chars().next_back()) && edge(after.chars().next());
        let in_address = before.ends_with(['@', '.', '/'])
            || after.starts_with(['.', '@']) && after[1..].starts_with(|c: char| c.is_ascii_alphanumeric());
        whole && !in_address
    })
}

/// The text of a relayed mail: what the buyer wrote, and what stands around it. Both are indices of blocks.
pub struct Relayed {
    /// The buyer's words.
    pub buyer: Vec<usize>,
    /// The rest: Amazon's frame, or what somebody put in its place.
    pub outside: Vec<usize>,
}

/// Divides a relayed mail at Amazon's frame, from its first beginning to its last end: a buyer can write the words of the
/// frame too. A line with a link in it, or one that nobody sees, is no part of the frame. `leaves` says whether a link in a
/// block leads away from Amazon.
pub fn relayed(document: &Document, leaves: impl Fn(usize) -> bool) -> Relayed {
    let all = &document.blocks;
    let own: Vec<usize> = (0..all.len()).filter(|&at| all[at].voice == Voice::Own).collect();
    let Some(begin) = own.iter().position(|&at| mark(&all[at], RELAY_BEGIN).is_some()) else {
        // No frame found: what links to Amazon alone is Amazon's, the rest is the buyer's.
        let (buyer, outside) = own.into_iter().partition(|&at| all[at].links.is_empty() || leaves(at));
        return Relayed { buyer, outside };
    };
    let from = if goes_on_behind_mark(&all[own[begin]]) { begin } else { begin + 1 };
    let ends = || (begin + 1..own.len()).filter_map(|place| Some((place, mark(&all[own[place]], RELAY_END)?)));
    // Where the frame has no end mark, the first line of its footer ends the buyer's words.
    let last = ends().rfind(|(_, phrase)| !phrase.ends_with('*'));
    let end = last.or_else(|| ends().next()).map_or(own.len(), |(place, _)| place);
    let outside = own[..from].iter().chain(&own[end..]).copied().collect();
    Relayed { buyer: own[from..end].to_vec(), outside }
}

/// The phrase of the frame that a line begins with.
fn mark(block: &Block, phrases: Table) -> Option<&'static str> {
    if block.hidden || !block.links.is_empty() {
        return None;
    }
    phrases.at(unframed(block))
}

/// A line without the rule that is drawn around the words of the frame.
fn unframed(block: &Block) -> &str {
    block.folded.text.trim_matches(|c: char| matches!(c, '-' | '*' | '=' | ' ' | '_'))
}

/// Whether the buyer's words begin on the line that the frame begins with: "Message: hello".
fn goes_on_behind_mark(begin: &Block) -> bool {
    let line = unframed(begin);
    let phrase = RELAY_BEGIN.at(line).unwrap_or_default();
    line[phrase.trim_end_matches('*').len()..].contains(char::is_alphanumeric)
}
