//! The claim of a text: whether it speaks as Amazon or only mentions it. The words are tables in `src/data`; this file combines
//! them. Only a text that speaks as Amazon can raise a level; `level` decides that.

use std::borrow::Cow;

use crate::brand::named_host::names_amazon;
use crate::brand::respelled;
use crate::brand::skeleton::{self, Folded};
use crate::brand::words;
use crate::message::disguise::{self, Disguise};
use crate::message::document::{Block, sentences, without_quotations};
use crate::message::signature::{self, AskedAbove, Signature};
use crate::tables;
use crate::vocabulary::{ClaimEvidence, ClaimSource, Code, Reason, Strength};

/// A claim shows at most this many places of the text.
const MOST_EVIDENCE: usize = 5;

/// The claim of a text about its author.
#[derive(Clone, Debug, Default)]
pub struct TextClaim {
    /// The indices of the links that lead to Amazon. A sender can add such links anywhere, so they do not end a signature.
    pub to_amazon: Vec<u32>,
    /// How much it claims.
    pub strength: Strength,
    /// The places that claim it.
    pub evidence: Vec<ClaimEvidence>,
    /// The text signs as Amazon or says "we at Amazon". Then it claims to be Amazon even where another firm speaks.
    pub signs: bool,
    /// A place where the brand or other words are in disguise. The brand takes precedence.
    pub disguise: Option<Disguise>,
}

impl TextClaim {
    /// Raises the claim, with the place that makes it.
    pub fn raise(&mut self, strength: Strength, source: ClaimSource, text: &str) {
        if strength > self.strength {
            self.strength = strength;
        }
        if strength == Strength::Strong && self.evidence.len() < MOST_EVIDENCE {
            self.evidence.push(ClaimEvidence::new(source, text));
        }
    }

    /// How much the text counts. Where another firm or person speaks for itself, its text only mentions Amazon, unless it signs
    /// as Amazon.
    pub fn strength_beside(&self, is_another_speaker: bool) -> Strength {
        if is_another_speaker && !self.signs { self.strength.min(Strength::Mention) } else { self.strength }
    }

    /// The reason that the text is written in disguise, in a message that claims this much; returns `None` if it is not, or if
    /// the message claims nothing.
    pub fn disguise_reason(&self, strength: Strength) -> Option<Reason> {
        let disguise = self.disguise.as_ref().filter(|_| strength > Strength::None)?;
        Some(Reason::new(Code::DisguisedText, [&*disguise.words, &*disguise.character]))
    }

    fn disguises_brand(&self) -> bool {
        self.disguise.as_ref().is_some_and(|disguise| disguise.is_brand)
    }

    /// Whether the claim is as strong as it can be and shows enough places.
    fn is_complete(&self) -> bool {
        self.signs && self.evidence.len() >= MOST_EVIDENCE
    }

    /// Notes the disguise of the brand in a text, if there is one.
    fn note_disguised_brand(&mut self, folded: &Folded, text: &str) {
        if self.disguises_brand() {
            return;
        }
        let character = brand_at(&folded.text).and_then(|(start, end)| disguise::in_brand(folded, start, end));
        if let Some(character) = character {
            self.disguise = Some(Disguise { words: text.to_owned(), character, is_brand: true });
        }
    }

    /// Notes the first disguised word of a text if there is none yet, and returns the number of disguised words.
    fn note_disguised_words(&mut self, text: &str) -> usize {
        let mut count = 0;
        for (word, character) in disguise::words(text) {
            count += 1;
            self.disguise.get_or_insert_with(|| Disguise {
                words: word.to_owned(),
                character: character.to_string(),
                is_brand: mentions_brand(&skeleton::fold_text(word)),
            });
        }
        count
    }
}

/// Reads a subject.
pub fn read_subject(subject: &str, claim: &mut TextClaim) {
    let folded = respelled::fold(subject);
    if !mentions_brand(&folded.text) {
        return;
    }
    claim.strength = claim.strength.max(Strength::Mention);
    claim.note_disguised_brand(&folded, subject);
    let speech = without_quotations(&folded.text);
    if tables::SPEAKS.within(&speech)
        || tables::SPEAKS_ALONE.within(&speech)
        || says_held(&speech) && !is_before(&speech)
    {
        claim.raise(Strength::Strong, ClaimSource::Subject, subject);
    } else if claim.evidence.is_empty() {
        claim.evidence.push(ClaimEvidence::new(ClaimSource::Subject, subject));
    }
}

/// Whether a subject speaks of a hold that has not happened and asks for nothing: "What to do before your account is suspended",
/// "账户被停用之前". "Closed before 30 November" is a deadline.
fn is_before(subject: &str) -> bool {
    /// In characters.
    const NEAR: usize = 10;
    let Some((at, phrase)) = tables::BEFORE.find(subject).filter(|_| !tables::ACCOUNT_VERB.within(subject)) else {
        return false;
    };
    let (before, rest) = (&subject[..at], subject[at + phrase.len()..].trim_start());
    if phrase.starts_with(|c| c >= '\u{2e80}') {
        let start = before.char_indices().rev().nth(NEAR).map_or(0, |(start, _)| start);
        return tables::HELD.within(&before[start..]);
    }
    tables::YOUR.at(rest).is_some() || brand_at(rest).is_some_and(|(start, _)| start == 0)
}

/// Reads a subject that another person may have composed: only a statement that the reader's account is held counts.
pub fn read_held_subject(subject: &str, claim: &mut TextClaim) {
    let folded = respelled::fold(subject).text;
    if mentions_brand(&folded) && says_held(&without_quotations(&folded)) {
        claim.raise(Strength::Strong, ClaimSource::Subject, subject);
    }
}

/// Reads blocks that another person may have composed: only a statement that the reader's account is held counts.
pub fn read_held_blocks<'a>(blocks: impl Iterator<Item = &'a Block>, claim: &mut TextClaim) {
    let blocks: Vec<&Block> = blocks.collect();
    for (at, block) in blocks.iter().enumerate().filter(|(_, block)| mentions_brand(&block.folded.text)) {
        if sentences(&without_quotations(&unwrapped(&blocks, at))).any(says_held) {
            claim.raise(Strength::Strong, ClaimSource::Text, &block.text);
        }
    }
}

/// Whether a subject or blocks state that the reader's account is held. A question or a condition states nothing: "Is your Amazon
/// account suspended?", "If your Amazon account is suspended, call us."
pub fn states_held<'a>(subject: &str, blocks: impl Iterator<Item = &'a Block>) -> bool {
    let states = |text: &str| {
        let said = without_quotations(text);
        let sentences = said.split_inclusive(['!', '?', '。', '！', '？', ';', '；']).flat_map(|part| part.split(". "));
        mentions_brand(text)
            && sentences
                .into_iter()
                .any(|sentence| !sentence.ends_with(['?', '？']) && says_held(sentence) && !is_condition(sentence))
    };
    let blocks: Vec<&Block> = blocks.collect();
    states(&skeleton::fold_text(subject)) || (0..blocks.len()).any(|at| states(&unwrapped(&blocks, at)))
}

/// Whether a sentence only supposes something about the reader: "if your", "wenn Ihr", "如果您", "can be".
fn is_condition(sentence: &str) -> bool {
    tables::POSSIBILITY.within(sentence)
        || tables::CONDITION.find(sentence).is_some_and(|(at, phrase)| {
            let rest = sentence[at + phrase.len()..].trim_start();
            !phrase.is_ascii() || tables::YOUR.at(rest.strip_prefix("il ").unwrap_or(rest)).is_some()
        })
}

/// Reads blocks of one voice, in order.
pub fn read_blocks<'a>(blocks: impl Iterator<Item = &'a Block>, claim: &mut TextClaim) {
    let blocks: Vec<&Block> = blocks.collect();
    let mut disguised_words = 0;
    let mut asked = AskedAbove::default();
    for (at, block) in blocks.iter().enumerate() {
        if claim.is_complete() && claim.disguises_brand() {
            break;
        }
        disguised_words += claim.note_disguised_words(&block.text);
        if !mentions_brand(&block.folded.text) {
            continue;
        }
        claim.strength = claim.strength.max(Strength::Mention);
        claim.note_disguised_brand(&block.folded, &block.text);
        if !claim.is_complete() {
            read_block(&blocks, at, claim, &mut asked);
        }
    }
    if disguised_words < disguise::FEWEST_WORDS && !claim.disguises_brand() {
        claim.disguise = None;
    }
}

/// Reads a block that mentions the brand.
fn read_block(blocks: &[&Block], at: usize, claim: &mut TextClaim, asked: &mut AskedAbove) {
    let block = blocks[at];
    let source = if block.image { ClaimSource::Image } else { ClaimSource::Text };
    let speech = without_quotations(&unwrapped(blocks, at));
    // When the claim is strong and shows enough places, only a signature below a closing formula adds something.
    let only_closing = claim.strength == Strength::Strong && claim.evidence.len() >= MOST_EVIDENCE;
    let signature = signature::of_block(blocks, at, only_closing, &claim.to_amazon, asked);
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

/// A line joined with the lines before and behind it that belong to its sentence. Programs break plain text at a fixed width, and
/// lures break it between the words that give them away.
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

/// Notes that the message shows a picture from a host of Amazon.
pub fn note_picture(host: &str, claim: &mut TextClaim) {
    if claim.strength == Strength::None {
        claim.strength = Strength::Mention;
        claim.evidence.push(ClaimEvidence::new(ClaimSource::Image, host));
    }
}

/// Reads a message that shows the brand like a logo: a statement that the reader's account is held is then Amazon's, although it does not
/// name the brand.
pub fn read_held_account<'a>(subject: &str, blocks: impl Iterator<Item = &'a Block>, claim: &mut TextClaim) {
    let says = |text: &str| sentences(&without_quotations(text)).any(is_account_held);
    if says(&skeleton::fold_text(subject)) {
        claim.raise(Strength::Strong, ClaimSource::Subject, subject);
    } else if let Some(block) = blocks.into_iter().find(|block| says(&block.folded.text)) {
        claim.raise(Strength::Strong, ClaimSource::Text, &block.text);
    }
}

/// Whether a sentence says that the reader's account is held.
fn is_account_held(sentence: &str) -> bool {
    tables::ACCOUNT.within(sentence) && tables::HELD.within(sentence) && tables::YOUR.within(sentence)
}

/// Whether a folded line is the brand alone, as a logo is: "Amazon", "amazon.de".
pub fn is_brand(folded: &str) -> bool {
    /// In bytes.
    const LONGEST: usize = 40;
    if folded.len() > LONGEST {
        return false;
    }
    let line = folded.trim_matches(|c: char| !c.is_alphanumeric());
    line == "amazon" || tables::BRAND.is(line) || line.starts_with("amazon.") && names_amazon(line)
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

/// Whether a sentence says that the reader's account is held, as "Your Amazon account is suspended": it needs "your", the brand
/// and an account close together, and a word for the hold.
fn says_held(sentence: &str) -> bool {
    /// In bytes; some scripts take three a character.
    const NEAR: usize = 60;
    let Some((start, end)) = brand_at(sentence).or_else(|| {
        ["seller central", "vendor central"].iter().find_map(|name| sentence.find(name).map(|at| (at, at + name.len())))
    }) else {
        return false;
    };
    if sentence[..start].ends_with('@') {
        // The brand is the host of a mail address, as in a bounce message.
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
    let your = &tables::YOUR;
    let account = &tables::ACCOUNT;
    (your.within(before) || your.within(after))
        && (account.within(after) || account.within(before))
        && tables::HELD.within(sentence)
}

/// Whether a folded text is about an account: one of its sentences names an account, and says that it is held or what to do with
/// it.
pub fn is_account_matter(folded: &str) -> bool {
    sentences(folded).any(|sentence| {
        tables::ACCOUNT.within(sentence) && (tables::HELD.within(sentence) || tables::ACCOUNT_VERB.within(sentence))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Segment;
    use crate::message::reading;

    fn read(text: &str) -> TextClaim {
        let document = reading::read(
            &[Segment { text: text.into(), starts_block: true, ..Segment::default() }],
            &crate::budget::Budget::unlimited(),
        );
        let mut claim = TextClaim::default();
        read_blocks(document.blocks.iter(), &mut claim);
        claim
    }

    #[test]
    fn a_text_speaks_as_amazon_if_it_signs_says_we_or_says_that_the_account_is_held() {
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
    fn titles_jobs_and_table_rows_are_not_signatures_below_a_closing() {
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
    fn a_text_about_amazon_only_mentions_it() {
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
            "the caller chooses the voice"
        );
    }

    #[test]
    fn disguised_words_are_noticed_and_padding_is_not() {
        assert!(read("We\u{34f} ar\u{34f}e inf\u{34f}orm\u{34f}ing y\u{34f}ou about Amazon").disguise.is_some());
        assert!(read("Your Am\u{200c}azon order").disguise.is_some());
        assert!(read("Аmazon").disguise.is_some());
        assert!(read("Amazon \u{200c} \u{34f} \u{200c} \u{34f} hello").disguise.is_none());
        assert!(read("Do\u{ad}nau\u{ad}dampf\u{ad}schiff Amazon").disguise.is_none());
    }
}
