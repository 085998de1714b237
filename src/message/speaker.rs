//! Another speaker than Amazon: a firm or person that speaks for itself, or a colleague of the user.

use crate::brand::matching;
use crate::brand::skeleton;
use crate::brand::words::{self, PieceKind, WordKind};
use crate::message::document::{Document, Voice};
use crate::sender::Judged;
use crate::sender::display_name::{self, Around};
use crate::tables::VIA;
use crate::tables::places::PlaceKind;
use crate::vocabulary::{SenderClass, Strength};

/// Whether a mailing list rewrote the name of the sender: `'Name' via Group`.
pub fn is_rewritten(name: &str) -> bool {
    VIA.within(&skeleton::fold_text(name))
}

/// Whether another firm or person than Amazon speaks for itself. It does so as a firm in the tables, as one of the user's people, with
/// a name that fits its domain or names its trade, with a word of its name in the text, the signature or the local part, or with
/// the name of its domain in the text.
pub fn is_another(name: &str, sender: &Judged, document: &Document) -> bool {
    if sender.speaker.is_some() || sender.own && !is_rewritten(name) {
        return true;
    }
    if sender.brand_claim.speaks()
        || matches!(sender.verdict.class, SenderClass::Amazon | SenderClass::Lookalike | SenderClass::Relay)
    {
        return false;
    }
    if sender.brand_claim.around == Around::Trade {
        return true;
    }
    let Some(host) = &sender.host else {
        return false;
    };
    if display_name::named_after_host(name, host) || host.known.is(PlaceKind::Marketplace) {
        return true;
    }
    let local = skeleton::fold_text(&sender.local);
    let mut names = display_name::own_words(name);
    names.extend(whole_name(name, sender));
    // A fake spells the brand otherwise and repeats it below.
    names.retain(|word| !matching::is_close(word));
    let in_local_part = names.iter().any(|word| local.contains(&word.replace(' ', "")));
    // "Amazon Logistics" names no other firm, so a trade makes another speaker only in a name without the brand.
    let is_trade = sender.brand_claim.strength == Strength::None && says_trade(name);
    if is_trade || is_local_part(name, &local) || in_local_part {
        return true;
    }
    names.retain(|word| word.len() >= 4);
    // A domain that consists of role words ("accountreview") is no name.
    let label = host.registrable_label().filter(|_| !host.known.is(PlaceKind::FreeMailbox));
    let label = label.filter(|label| label.len() >= 3 && !display_name::own_words(label).is_empty());
    // The alternative text of a picture is not shown where the picture is.
    let mut shown = document.spoken(Voice::Author).filter(|block| !block.hidden && !block.image);
    shown.any(|block| {
        let text = &block.folded.text;
        names.iter().any(|word| says(text, word)) || label.is_some_and(|label| says_label(text, label))
    })
}

/// Whether a sender of the user's organisation is a person: a name stands before the `@`, or a word of the name stands in the text. The
/// name of the organisation proves nothing, because every writer to it uses it.
pub fn is_named_colleague(name: &str, sender: &Judged, document: &Document) -> bool {
    if sender.brand_claim.speaks() {
        return false;
    }
    let organisation = sender.host.as_ref().and_then(|host| host.registrable_label()).unwrap_or_default();
    let mut names = display_name::own_words(name);
    names.extend(whole_name(name, sender));
    let organisation = display_name::letters(organisation);
    names.retain(|word| word.len() >= 4 && !display_name::letters(word).contains(&organisation));
    let shown = || document.spoken(Voice::Author).filter(|block| !block.hidden);
    is_local_part(name, &skeleton::fold_text(&sender.local))
        || shown().any(|block| names.iter().any(|word| says(&block.folded.text, word)))
}

/// Whether a name has a word for another trade and none for a role or an account: "Nord Freight", "头程货代-阿强". A script without
/// spaces writes several words as one, so such a word is cut.
pub fn says_trade(name: &str) -> bool {
    let folded = skeleton::fold_text(name);
    let mut kinds = Vec::new();
    let mut pieces = Vec::new();
    for word in folded.split(|c: char| !c.is_alphanumeric()) {
        if word.is_ascii() {
            kinds.extend(words::kind(word));
        } else {
            words::cut(word, &mut pieces);
        }
    }
    kinds.extend(
        pieces.iter().filter_map(|piece| if let PieceKind::Word(kind) = piece.kind { Some(kind) } else { None }),
    );
    kinds.contains(&WordKind::Trade)
        && !kinds.iter().any(|kind| matches!(kind, WordKind::Role | WordKind::Seller | WordKind::Account))
}

/// Whether the local part of the address is one part of a person's name: "Bo Xu" at bo@….
fn is_local_part(name: &str, local: &str) -> bool {
    let name = skeleton::fold_text(name);
    words::kind(local).is_none() && name.split(|c: char| !c.is_alphanumeric()).any(|part| part == local)
}

/// Whether a text says the name of a domain. A short name counts only with a legal form: "Taxo Ltd".
fn says_label(text: &str, label: &str) -> bool {
    // "Delivered by Kestrelmail" names the carrier of a mail, and anyone can have a domain of that name.
    if crate::tables::CARRIER.within(text) {
        return false;
    }
    if label.len() >= 5 {
        return says(text, label) || is_line_of(text, label);
    }
    let mut words = text.split(|c: char| !c.is_alphanumeric()).skip_while(|word| *word != label).skip(1);
    words.next().is_some_and(|next| crate::tables::LEGAL_FORMS.contains(&next))
}

/// Whether a short line is the name of a firm that its domain repeats: "Ecom Daily Ltd" at ecomdaily.example.
fn is_line_of(line: &str, label: &str) -> bool {
    const LONGEST: usize = 60;
    line.len() <= LONGEST
        && !line.contains(['@', '/'])
        && display_name::letters(line).starts_with(&display_name::letters(label))
}

/// The whole name, where its parts are too short to count ("Li Na") or belong to a firm ("Brand Protection GmbH"); returns `None` for
/// other names.
fn whole_name(name: &str, sender: &Judged) -> Option<String> {
    let name = skeleton::fold_text(name);
    let parts: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let person = parts.iter().all(|part| words::kind(part).is_none());
    let firm = parts.last().is_some_and(|last| crate::tables::LEGAL_FORMS.contains(last));
    let tells = sender.brand_claim.strength == Strength::None && (2..=4).contains(&parts.len()) && (person || firm);
    tells.then(|| parts.join(" "))
}

/// Whether a text contains a word as a whole. A name inside an address or a link does not count.
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
