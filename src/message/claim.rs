//! Does a text speak as Amazon, or only mention it? The words are data; here is how they are put together. Only speaking
//! escalates anything; that is decided in `message`.

use std::borrow::Cow;

use crate::brand::skeleton::{self, Folded};
use crate::brand::words;
use crate::message::document::{Block, without_quotations};
use crate::sender::display_name::name_speech;
use crate::tables;
use crate::vocabulary::{ClaimEvidence, ClaimSource, Strength};

/// A handful of places is enough to point at.
const MOST_EVIDENCE: usize = 5;

/// What a text says about whom it is from.
#[derive(Clone, Debug, Default)]
pub struct TextClaim {
    /// How much.
    pub strength: Strength,
    /// Read from where.
    pub evidence: Vec<ClaimEvidence>,
    /// The text signs or says "we" as Amazon: then whoever else speaks, it claims to be Amazon.
    pub signs: bool,
    /// A place where the brand, or words around it, are spelled with other characters: what is written, and how.
    pub disguise: Option<(String, String)>,
    /// That place is the brand.
    disguises_brand: bool,
}

impl TextClaim {
    fn raise(&mut self, strength: Strength, source: ClaimSource, text: &str) {
        if strength > self.strength {
            self.strength = strength;
        }
        if strength == Strength::Strong && self.evidence.len() < MOST_EVIDENCE {
            self.evidence.push(ClaimEvidence::new(source, text));
        }
    }
}

/// Reads a subject.
pub fn subject_claim(subject: &str, claim: &mut TextClaim) {
    let folded = skeleton::fold(subject);
    if !mentions_brand(&folded.text) {
        return;
    }
    claim.strength = claim.strength.max(Strength::Mention);
    note_disguise(&folded, subject, claim);
    let speech = without_quotations(&folded.text);
    if tables::SPEAKS.within(&speech) || tables::SPEAKS_ALONE.within(&speech) || says_held(&speech) {
        claim.raise(Strength::Strong, ClaimSource::Subject, subject);
    } else if claim.evidence.is_empty() {
        claim.evidence.push(ClaimEvidence::new(ClaimSource::Subject, subject));
    }
}

/// Reads a subject that others may have composed: only what it says of the reader's account counts.
pub fn held_subject_claim(subject: &str, claim: &mut TextClaim) {
    let folded = skeleton::fold_text(subject);
    if mentions_brand(&folded) && says_held(&without_quotations(&folded)) {
        claim.raise(Strength::Strong, ClaimSource::Subject, subject);
    }
}

/// Reads blocks that others may have composed: only what they say of the reader's account counts.
pub fn held_blocks_claim<'a>(blocks: impl Iterator<Item = &'a Block>, claim: &mut TextClaim) {
    let blocks: Vec<&Block> = blocks.collect();
    for (at, block) in blocks.iter().enumerate().filter(|(_, block)| mentions_brand(&block.folded.text)) {
        if sentences(&without_quotations(&unwrapped(&blocks, at))).any(says_held) {
            claim.raise(Strength::Strong, ClaimSource::Text, &block.text);
        }
    }
}

/// Reads the blocks of one voice, in order.
pub fn blocks_claim<'a>(blocks: impl Iterator<Item = &'a Block>, claim: &mut TextClaim) {
    let blocks: Vec<&Block> = blocks.collect();
    let mut disguised_words = 0;
    for (at, block) in blocks.iter().enumerate() {
        // Nothing that follows could say more.
        if claim.signs && claim.disguises_brand && claim.evidence.len() >= MOST_EVIDENCE {
            break;
        }
        disguised_words += count_disguised_words(&block.text, claim);
        if !mentions_brand(&block.folded.text) {
            continue;
        }
        let source = if block.image { ClaimSource::Image } else { ClaimSource::Text };
        claim.strength = claim.strength.max(Strength::Mention);
        note_disguise(&block.folded, &block.text, claim);
        // It is said, and enough places are shown: only a disguise would say more.
        if claim.signs && claim.evidence.len() >= MOST_EVIDENCE {
            continue;
        }
        let speech = without_quotations(&unwrapped(&blocks, at));
        // Once it is said that the message speaks as Amazon, only a closing says more.
        let only_closing = claim.strength == Strength::Strong && claim.evidence.len() >= MOST_EVIDENCE;
        let signature = signature(&blocks, at, only_closing);
        if tables::SPEAKS.within(&speech) {
            claim.signs = true;
            claim.raise(Strength::Strong, source, &block.text);
        } else if let Some(signature) = signature {
            claim.signs |= signature == Signature::Closing;
            claim.raise(Strength::Strong, ClaimSource::Signature, &block.text);
        } else if tables::SPEAKS_ALONE.within(&speech) || sentences(&speech).any(says_held) {
            claim.raise(Strength::Strong, source, &block.text);
        }
    }
    if disguised_words < DISGUISED_WORDS && !claim.disguises_brand {
        claim.disguise = None;
    }
}

/// A line with the lines that its sentence began and goes on in: programs break plain text at a width, and lures break it
/// between the words that would tell.
fn unwrapped<'a>(blocks: &[&'a Block], at: usize) -> Cow<'a, str> {
    const MOST: usize = 2;
    let goes_on = |above: usize| {
        let (above, below) = (blocks[above], blocks.get(above + 1));
        below.is_some_and(|below| {
            above.hidden == below.hidden
                && !above.text.ends_with(['.', '!', '?', ':', ';'])
                && below.text.starts_with(char::is_lowercase)
        })
    };
    let first = (at.saturating_sub(MOST)..at).rev().take_while(|&above| goes_on(above)).last().unwrap_or(at);
    let last = (at..at + MOST).take_while(|&above| goes_on(above)).last().map_or(at, |above| above + 1);
    if first == last {
        return blocks[at].folded.text.as_str().into();
    }
    blocks[first..=last].iter().map(|block| &*block.folded.text).collect::<Vec<_>>().join(" ").into()
}

/// Fewer words than this with foreign characters inside are an accident of typesetting.
const DISGUISED_WORDS: usize = 3;

/// Counts words with characters inside that are not shown or belong to another alphabet, and remembers the first.
fn count_disguised_words(text: &str, claim: &mut TextClaim) -> usize {
    if text.is_ascii() {
        return 0;
    }
    let mut count = 0;
    for word in text.split_whitespace() {
        if let Some(character) = disguised_inside(word) {
            count += 1;
            if claim.disguise.is_none() {
                claim.disguise = Some((word.to_owned(), character.to_string()));
                claim.disguises_brand = mentions_brand(&skeleton::fold_text(word));
            }
        }
    }
    count
}

/// The first character inside a Latin word that takes no room or is another alphabet's look-alike. Soft hyphens are how
/// long words are typeset, zero-width spaces how addresses are.
fn disguised_inside(word: &str) -> Option<char> {
    let latin = word.chars().filter(char::is_ascii_alphabetic).count();
    if latin < 2 {
        return None;
    }
    let chars: Vec<char> = word.chars().collect();
    let last_latin = chars.iter().rposition(char::is_ascii_alphabetic).unwrap_or_default();
    (1..chars.len()).find_map(|at| {
        let c = chars[at];
        if c.is_ascii() || matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}') {
            return None;
        }
        let near_latin = chars[at - 1].is_ascii_alphabetic() || chars.get(at + 1).is_some_and(char::is_ascii_alphabetic);
        let foreign_mark = skeleton::is_invisible(c) && !matches!(u32::from(c), 0x300..=0x34e | 0x350..=0x36f | 0xfe00..=0xfe0f | 0x20d0..=0x20f0 | 0x1f3fb..=0x1f3ff);
        let inside = at < last_latin;
        let greek_or_cyrillic = matches!(u32::from(c), 0x370..=0x52f | 0x531..=0x58f);
        let imitates = greek_or_cyrillic && matches!(skeleton::reading(c), skeleton::Reading::One(b) if b.is_ascii_alphabetic());
        (near_latin && (foreign_mark && inside || imitates)).then_some(c)
    })
}

/// The brand in a text is spelled with a character that only looks right.
fn note_disguise(folded: &Folded, text: &str, claim: &mut TextClaim) {
    let Some((start, end)) = brand_at(&folded.text) else {
        return;
    };
    // The letters of another script are at home in the brand as that script writes it; what takes no room never is.
    let at_home = !folded.text[start..end].is_ascii();
    let disguise = if at_home {
        folded.disguises.iter().find(|d| d.read.is_empty() && d.at > start && d.at < end)
    } else {
        folded.disguise_within(start, end)
    };
    if let Some(disguise) = disguise {
        // The brand matters more than any other word.
        if !claim.disguises_brand {
            claim.disguise = Some((text.to_owned(), disguise.written.to_string()));
            claim.disguises_brand = true;
        }
    }
}

fn brand_at(folded: &str) -> Option<(usize, usize)> {
    let latin = folded.find("amazon").map(|at| (at, at + "amazon".len()));
    latin.or_else(|| tables::BRAND.find(folded).map(|(at, name)| (at, at + name.len())))
}

/// Whether a folded text names Amazon, or Seller Central, which is its name for the same thing.
pub fn mentions_brand(folded: &str) -> bool {
    let river = |at: usize| words::long_collision_at(&folded[at..]).is_some();
    folded.match_indices("amazon").any(|(at, _)| !river(at))
        || folded.contains("seller central")
        || folded.contains("vendor central")
        || tables::BRAND.within(folded)
}

/// The sentences of a text. The dot in "amazon.com" ends none.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['!', '?', '。', '！', '？', ';', '；']).flat_map(|part| part.split(". "))
}

/// "Your Amazon account is suspended": your, the brand and an account close together, and what befell it.
fn says_held(sentence: &str) -> bool {
    /// In bytes; some scripts take three a character.
    const NEAR: usize = 60;
    let Some((start, end)) = brand_at(sentence).or_else(|| {
        ["seller central", "vendor central"].iter().find_map(|name| sentence.find(name).map(|at| (at, at + name.len())))
    }) else {
        return false;
    };
    if sentence[..start].ends_with('@') {
        // An address: a bounce names it.
        return false;
    }
    let floor = |mut at: usize| {
        while !sentence.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let before = &sentence[floor(start.saturating_sub(NEAR))..start];
    let after = &sentence[end..floor((end + NEAR).min(sentence.len()))];
    let your = tables::YOUR;
    let account = tables::ACCOUNT;
    (your.within(before) || your.within(after))
        && (account.within(after) || account.within(before))
        && tables::HELD.within(sentence)
}

/// Whether a folded text is about what happens to an account: a sentence names one, and what befell it or what is to be done
/// with it.
pub fn is_account_matter(folded: &str) -> bool {
    sentences(folded).any(|sentence| {
        tables::ACCOUNT.within(sentence) && (tables::HELD.within(sentence) || tables::ACCOUNT_VERB.within(sentence))
    })
}

/// How a signature of Amazon's stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Signature {
    /// Behind a closing: nothing else can be meant.
    Closing,
    /// A line of its own, wherever it stands: a long footer below it changes nothing. A title, a badge, a row of a table or
    /// somebody's job has the same shape where somebody else speaks.
    Line,
}

/// What a person's job ends in, not a department.
const JOBS: [&str; 12] = [
    "manager",
    "managerin",
    "specialist",
    "representative",
    "agent",
    "officer",
    "executive",
    "coordinator",
    "director",
    "经理",
    "专员",
    "顾问",
];

/// The signature of Amazon's that a block is: a short line of the shape of a name that speaks, behind a closing or with a
/// department in it or right above it.
fn signature(blocks: &[&Block], at: usize, only_closing: bool) -> Option<Signature> {
    const LONGEST: usize = 90;
    let block = blocks[at];
    if block.text.len() > LONGEST || block.all_link {
        return None;
    }
    // "Best regards, Amazon Seller Performance" on one line.
    let folded = block.folded.text.trim();
    let closing = tables::CLOSING;
    let (own_closing, line) = match closing.at(folded) {
        Some(phrase) if phrase.len() < folded.len() && !phrase.ends_with('*') => (true, &folded[phrase.len()..]),
        _ => (false, folded),
    };
    let behind_closing = |above: usize| {
        at.checked_sub(above).is_some_and(|above| {
            let text = blocks[above].folded.text.trim_matches(|c: char| !c.is_alphanumeric());
            text.len() < 60 && closing.at(text).is_some()
        })
    };
    if only_closing && !own_closing && !behind_closing(1) && !behind_closing(2) {
        return None;
    }
    let line = line.trim_matches(|c: char| !c.is_alphanumeric());
    let mut speech = name_speech(line, None);
    // "Consignee: Amazon" is a row of a table, an address no name; "Amazon requires payment of the duty." is a sentence.
    let is_sentence = folded.ends_with('.') && folded.split_whitespace().count() > 4;
    if !speech.speaks() || is_sentence || line.contains([':', '：', '@', '?', '!', '？', '！', '。', '，']) {
        return None;
    }
    if let Some(above) = at.checked_sub(1).map(|above| blocks[above]).filter(|above| above.text.len() <= LONGEST)
        && !speech.has_role
    {
        // "Account Specialist" above "Amazon".
        speech = name_speech(&format!("{} {line}", above.folded.text), None);
    }
    // "Best regards, / Jane Doe / Amazon Account Manager": agencies have those too.
    let closed = own_closing || behind_closing(1) || behind_closing(2) && !JOBS.iter().any(|job| line.ends_with(job));
    let line = behind_closing(2) || speech.speaks() && speech.has_role && blocks.len() > 1;
    match (closed, line) {
        (true, _) => Some(Signature::Closing),
        (_, true) => Some(Signature::Line),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Segment;
    use crate::message::document;

    fn read(text: &str) -> TextClaim {
        let document = document::read(
            &[Segment { text: text.into(), starts_block: true, ..Segment::default() }],
            &crate::budget::Budget::unlimited(),
        );
        let mut claim = TextClaim::default();
        blocks_claim(document.blocks.iter(), &mut claim);
        claim
    }

    #[test]
    fn a_text_speaks_when_it_signs_says_we_or_says_that_the_account_is_held() {
        for text in [
            "Hello,\nplease upload your invoice.\nSincerely,\nAmazon Seller Performance",
            "Please act.\nAmazon Seller Performance Team",
            "Please act.\nRegards, Amazon.com",
            "We at Amazon take this seriously.",
            "Your Amazon seller account has been deactivated.",
            "Your selling privileges on Amazon are suspended.",
            "您的亚马逊卖家账户已被停用。",
            "您好\n请上传资料\n此致\n亚马逊卖家支持",
            "お客様のAmazonアカウントを停止しました。",
            "Ihr Amazon-Verkäuferkonto wurde eingeschränkt.",
            "Bitte bestätigen.\nMit freundlichen Grüßen\nIhr Amazon-Team",
            "Nous avons bloqué votre compte Amazon, il est suspendu.",
            "Your Amazon\nseller account\nhas been suspended.",
            "We write because your Amazon seller account has\nbeen suspended.",
        ] {
            assert_eq!(read(text).strength, Strength::Strong, "{text}");
        }
    }

    #[test]
    fn titles_jobs_and_rows_of_tables_are_no_signatures_of_whoever_else_speaks() {
        for (text, strength, signs) in [
            ("Hello\nBest regards,\nJane\nAmazon Seller Performance", Strength::Strong, true),
            ("Hello\nBest regards,\nJane\nAmazon Account Manager\nAgency Ltd", Strength::Strong, false),
            ("Hello\nAmazon Seller Performance", Strength::Strong, false),
            ("Dear Amazon seller\nhello", Strength::Strong, false),
            ("Hello\nAccount Specialist\nAmazon", Strength::Strong, false),
            ("Hello\nConsignee: Amazon Logistics", Strength::Mention, false),
            ("Hello\nYour shipment to Amazon requires payment.", Strength::Mention, false),
            ("a@amazon.de: your account is blocked", Strength::Mention, false),
        ] {
            let claim = read(text);
            assert_eq!((claim.strength, claim.signs), (strength, signs), "{text}");
        }
    }

    #[test]
    fn a_text_that_speaks_of_amazon_mentions_it() {
        for text in [
            "Our tool connects to Amazon Seller Central.",
            "He got a mail: “Your Amazon account has been suspended.” It was fake.",
            "FBA carton labels for the Amazon shipment are attached.",
            "New listings on Amazon this week. Best regards, Tom",
            "We ship to Amazon warehouses in Germany.",
            "Our forwarder packs your orders for Amazon in boxes with foam\nSale of foam is limited",
        ] {
            assert_eq!(read(text).strength, Strength::Mention, "{text}");
        }
        assert_eq!(read("The Amazonas river").strength, Strength::None);
        assert_eq!(
            read("> Your Amazon account is suspended").strength,
            Strength::Strong,
            "the voice is chosen by the caller"
        );
    }

    #[test]
    fn words_written_with_other_characters_are_noticed_and_padding_is_not() {
        assert!(read("We\u{34f} ar\u{34f}e inf\u{34f}orm\u{34f}ing y\u{34f}ou about Amazon").disguise.is_some());
        assert!(read("Your Am\u{200c}azon order").disguise.is_some());
        assert!(read("Аmazon").disguise.is_some());
        assert!(read("Amazon \u{200c} \u{34f} \u{200c} \u{34f} hello").disguise.is_none());
        assert!(read("Do\u{ad}nau\u{ad}dampf\u{ad}schiff Amazon").disguise.is_none());
    }
}
