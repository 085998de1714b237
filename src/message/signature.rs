//! A signature of Amazon's: a short line that has the form of a name that speaks as Amazon.

use crate::message::document::{Block, sentences};
use crate::sender::display_name::{self, Around, brand_claim};
use crate::tables;

/// The place of a signature in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// Below a closing formula, so that it can be nothing else.
    Closing,
    /// A line of its own, even above a long footer. Where another firm or person speaks, this can be a title, a badge, a row of
    /// a table or a job.
    Line,
}

/// A longer line, in bytes, is no signature.
const LONGEST: usize = 90;

/// The signature of Amazon's that the block at this index is; returns `None` if it is none. A signature is a short line in the
/// form of a name that speaks, with a closing formula above it, or with a department in it or right above it. With
/// `only_closing` a line without a closing formula does not count.
pub fn of_block(
    blocks: &[&Block],
    at: usize,
    only_closing: bool,
    to_amazon: &[u32],
    asked: &mut AskedAbove,
) -> Option<Signature> {
    let block = blocks[at];
    if block.text.len() > LONGEST || block.all_link {
        return None;
    }
    let folded = block.folded.text.trim();
    let (has_closing, line) = without_closing(folded);
    let below_closing = |lines: usize| is_closing_above(blocks, at, lines);
    if only_closing && !has_closing && !below_closing(1) && !below_closing(2) {
        return None;
    }
    let line = line.trim_matches(|c: char| !c.is_alphanumeric());
    let mut claim = brand_claim(line, None);
    // "Amazon requires payment of the duty." is a sentence; "Consignee: Amazon" is a row of a table.
    let is_sentence = folded.ends_with('.') && folded.split_whitespace().count() > 4;
    if !claim.speaks()
        || claim.around == Around::Phrase
        || is_sentence
        || line.contains([':', '：', '@', '?', '!', '？', '！', '。', '，'])
    {
        return None;
    }
    // "Account Specialist" above "Amazon", but not the linked title of a job above its employer.
    let is_alone = !claim.has_role;
    let above = at.checked_sub(1).map(|above| blocks[above]).filter(|above| above.text.len() <= LONGEST);
    let line = match above.filter(|above| is_alone && !above.all_link) {
        Some(above) => &*format!("{} {line}", above.folded.text),
        None => line,
    };
    if is_alone {
        claim = brand_claim(line, None);
    }
    // "Best regards, / Jane Doe / Amazon Account Manager" may also be the signature of an agency.
    let is_job = || {
        let title = line.strip_suffix("amazon").filter(|_| is_alone).unwrap_or(line).trim_end();
        tables::JOB_TITLES.iter().any(|job| title.ends_with(job))
    };
    if has_closing || below_closing(1) || below_closing(2) && !is_job() {
        return Some(Signature::Closing);
    }
    let is_role = || claim.speaks() && claim.has_role && blocks.len() > 1;
    // A department signs above a button too: "Seller Performance Team / Amazon.com".
    let is_title = || tables::TITLE.within(line) || is_alone && is_job() || !display_name::own_words(line).is_empty();
    let is_line =
        below_closing(2) || is_role() && (!is_title() || asked.line(blocks, at) || is_at_end(blocks, at, to_amazon));
    is_line.then_some(Signature::Line)
}

/// Whether the blocks above a line ask for something about the reader's account, as no list of jobs or products does: "We could not
/// verify your business." A sender can put a link below a signature anywhere, so after such words the line signs wherever it stands.
/// The lines of a message are asked about in order, and each block is read once.
#[derive(Default)]
pub struct AskedAbove {
    read: usize,
    asks: bool,
}

impl AskedAbove {
    fn line(&mut self, blocks: &[&Block], at: usize) -> bool {
        let asks = |sentence: &str| tables::YOUR.within(sentence) && tables::ACCOUNT_VERB.within(sentence);
        while !self.asks && self.read < at {
            let block = blocks[self.read];
            self.asks = !block.hidden && sentences(&block.folded.text).any(asks);
            self.read += 1;
        }
        self.asks
    }
}

/// Whether a line stands at an end: nothing near below it asks for something or is a paragraph. A title, a merchant in a row of a table
/// and the firm in a list of jobs stand above such things.
fn is_at_end(blocks: &[&Block], at: usize, to_amazon: &[u32]) -> bool {
    /// Of the blocks below, so many are looked at.
    const NEAR: usize = 12;
    /// In bytes.
    const PARAGRAPH: usize = 120;
    let asks = |block: &&Block| {
        let has_link = block.links.iter().any(|link| !to_amazon.contains(link)) || block.text.contains("://");
        let folded = &block.folded.text;
        has_link && tables::IMPERATIVE.within(folded) && !tables::NEVER_ACTION.within(folded)
    };
    let mut below = blocks[at + 1..].iter().filter(|block| !block.hidden).take(NEAR);
    !below.any(|block| asks(block) || block.text.len() > PARAGRAPH && block.links.is_empty())
}

/// Whether a line begins with a closing formula, and the rest of the line: "Best regards, Amazon Seller Performance".
fn without_closing(folded: &str) -> (bool, &str) {
    match tables::CLOSING.at(folded) {
        Some(phrase) if phrase.len() < folded.len() && !phrase.ends_with('*') => (true, &folded[phrase.len()..]),
        _ => (false, folded),
    }
}

/// Whether the block so many lines above is a closing formula.
fn is_closing_above(blocks: &[&Block], at: usize, lines: usize) -> bool {
    /// In bytes.
    const LONGEST_CLOSING: usize = 60;
    at.checked_sub(lines).is_some_and(|above| {
        let text = blocks[above].folded.text.trim_matches(|c: char| !c.is_alphanumeric());
        text.len() < LONGEST_CLOSING && tables::CLOSING.at(text).is_some()
    })
}
