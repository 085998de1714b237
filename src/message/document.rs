//! The text of a message: blocks in order, each with its author. `text_claim` reads the words.

use crate::brand::bidi::turned;
use crate::brand::skeleton::{self, Folded};
use crate::budget::Budget;
use crate::input::{Mailbox, Segment};
use crate::message::quoting;

/// The author of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// The sender of this message.
    Author,
    /// Another person, who is quoted.
    Quoted,
    /// The sender of a message that was forwarded.
    Forwarded,
}

/// A line or paragraph.
#[derive(Clone, Debug)]
pub struct Block {
    /// The text as it is shown, with white space collapsed.
    pub text: String,
    /// The text folded for reading.
    pub folded: Folded,
    /// The author.
    pub voice: Voice,
    /// It is not shown.
    pub hidden: bool,
    /// It consists of the texts that stand for images.
    pub image: bool,
    /// The indices of the links in it. A link that comes back after another one stands here twice.
    pub links: Vec<u32>,
    /// All of its text is inside links.
    pub all_link: bool,
}

/// The header block of a forwarded message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forwarded {
    /// The sender that it names.
    pub from: Mailbox,
    /// Its subject.
    pub subject: String,
}

/// The text of a message.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The blocks, in document order.
    pub blocks: Vec<Block>,
    /// The header block of the innermost forwarded message.
    pub forwarded: Option<Forwarded>,
    /// How many bytes of text were not read because the time was used up.
    pub unread: usize,
    /// For each link the first block that contains it.
    of_links: Vec<Option<u32>>,
    /// For each block the last shown block before it.
    shown_before: Vec<Option<usize>>,
}

/// Reads segments into blocks and attributes the blocks.
pub fn read(segments: &[Segment], budget: &Budget) -> Document {
    let mut document = Document { blocks: blocks(segments), ..Document::default() };
    fold_blocks(&mut document, budget);
    quoting::attribute(&mut document);
    document.index();
    document
}

/// Folds the blocks for which there is time, and removes the others.
fn fold_blocks(document: &mut Document, budget: &Budget) {
    let blocks = &mut document.blocks;
    for at in 0..blocks.len() {
        if !budget.allows(blocks[at].text.len()) {
            document.unread = blocks.drain(at..).map(|block| block.text.len()).sum();
            return;
        }
        blocks[at].folded = skeleton::fold(&turned(&blocks[at].text));
    }
}

/// Cuts segments into blocks. Hidden text gets blocks of its own, so that it cannot split the text shown around it.
fn blocks(segments: &[Segment]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    // The open block for shown text, and the one for hidden text.
    let mut open: [Option<usize>; 2] = [None, None];
    for segment in segments {
        let voice = if segment.quoted { Voice::Quoted } else { Voice::Author };
        // A segment of plain text contains several lines.
        for (index, line) in segment.text.split('\n').enumerate() {
            if index > 0 || segment.starts_block {
                open = [None, None];
            }
            let slot = &mut open[usize::from(segment.hidden)];
            let at = match *slot {
                Some(at) if blocks[at].voice == voice => at,
                _ => {
                    blocks.push(Block {
                        text: String::new(),
                        folded: Folded::default(),
                        voice,
                        hidden: segment.hidden,
                        image: true,
                        links: Vec::new(),
                        all_link: true,
                    });
                    blocks.len() - 1
                }
            };
            *slot = Some(at);
            let block = &mut blocks[at];
            push_collapsed(&mut block.text, line);
            if !line.trim().is_empty() {
                block.image &= segment.image;
                block.all_link &= segment.link.is_some();
            }
            if let Some(link) = segment.link
                && block.links.last() != Some(&link)
            {
                block.links.push(link);
            }
        }
    }
    for block in &mut blocks {
        if block.text.ends_with(' ') {
            block.text.pop();
        }
    }
    blocks.retain(|block| !block.text.is_empty() || !block.links.is_empty());
    blocks
}

/// Appends a text, with every run of white space as one space.
fn push_collapsed(out: &mut String, text: &str) {
    for c in text.chars() {
        let space = c.is_whitespace();
        if !space {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
}

/// The index of blocks covers this many links, far more than are judged.
const MOST_LINKS: usize = 100_000;

impl Document {
    /// The blocks of this author.
    pub fn spoken(&self, voice: Voice) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(move |block| block.voice == voice)
    }

    /// The block that contains a link, with its index; returns `None` if no block contains it.
    pub fn block_of(&self, link: u32) -> Option<(usize, &Block)> {
        let at = usize::try_from((*self.of_links.get(usize::try_from(link).ok()?)?)?).ok()?;
        Some((at, self.blocks.get(at)?))
    }

    /// The last shown block before this one; returns `None` if there is none.
    pub fn shown_before(&self, block: usize) -> Option<usize> {
        self.shown_before.get(block).copied().flatten()
    }

    /// Notes the places of links and shown blocks, so that no later step has to search for them for every link.
    fn index(&mut self) {
        let mut shown = None;
        for (at, block) in self.blocks.iter().enumerate() {
            self.shown_before.push(shown);
            if !block.hidden {
                shown = Some(at);
            }
            for link in block.links.iter().filter_map(|&link| usize::try_from(link).ok()) {
                if link >= MOST_LINKS {
                    continue;
                }
                if link >= self.of_links.len() {
                    self.of_links.resize(link + 1, None);
                }
                self.of_links[link] = self.of_links[link].or(u32::try_from(at).ok());
            }
        }
    }
}

/// The first `bytes` bytes of a text, or fewer where they would end inside a character.
fn beginning(text: &str, mut bytes: usize) -> &str {
    bytes = bytes.min(text.len());
    while !text.is_char_boundary(bytes) {
        bytes -= 1;
    }
    &text[..bytes]
}

/// A folded text without the parts in quotation marks, because they are the words of another person.
pub fn without_quotations(folded: &str) -> String {
    const PAIRS: [(char, char); 8] =
        [('“', '”'), ('„', '“'), ('«', '»'), ('»', '«'), ('「', '」'), ('『', '』'), ('‘', '’'), ('"', '"')];
    /// In bytes. A longer quotation means that the closing mark is missing.
    const LONGEST: usize = 400;
    let mut out = String::with_capacity(folded.len());
    let mut rest = folded;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        let mut opens = PAIRS.iter().filter(|(open, _)| *open == c).peekable();
        let near = opens.peek().map_or("", |_| beginning(after, LONGEST + 4));
        let end =
            opens.find_map(|(_, close)| near.find(*close).filter(|&at| at <= LONGEST).map(|at| at + close.len_utf8()));
        if let Some(end) = end {
            out.push(' ');
            rest = &after[end..];
        } else {
            out.push(c);
            rest = after;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Document {
        read(&[Segment { text: text.into(), starts_block: true, ..Segment::default() }], &Budget::unlimited())
    }

    fn voices(text: &str) -> Vec<(String, Voice)> {
        plain(text).blocks.into_iter().map(|block| (block.text, block.voice)).collect()
    }

    #[test]
    fn text_below_a_forward_header_belongs_to_another_author() {
        for text in [
            "see below\n\n---------- Forwarded message ---------\nFrom: **Amazon** <a@b.example>\nDate: Mon\nSubject: Notice\nTo: me\n\nYour account",
            "看一下\n------------------ 原始邮件 ------------------\n发件人: \"Amazon\" <a@b.example>;\n发送时间: 2026年1月1日\n收件人: \"me\";\n主题: Notice\n\nYour account",
            "bitte\n\nVon: Amazon <a@b.example>\nGesendet: Montag\nAn: mich\nBetreff: Notice\nYour account",
        ] {
            let document = plain(text);
            let forwarded = document.forwarded.clone().expect(text);
            assert_eq!(forwarded.from.address.as_deref(), Some("a@b.example"), "{text}");
            assert_eq!(forwarded.subject, "Notice", "{text}");
            let spoken: Vec<_> = document.spoken(Voice::Forwarded).map(|block| &*block.text).collect();
            assert_eq!(spoken, ["Your account"], "{text}");
            assert_eq!(document.spoken(Voice::Author).count(), 1, "{text}");
        }
    }

    #[test]
    fn quoted_lines_and_text_below_an_introduction_are_not_the_senders_words() {
        assert_eq!(voices("hello\n> your account\nbye")[1].1, Voice::Quoted);
        assert!(
            voices("thanks\nOn Mon, Amazon <a@b> wrote:\nyour account")
                .iter()
                .skip(1)
                .all(|(_, voice)| *voice == Voice::Quoted)
        );
    }

    #[test]
    fn a_quotation_element_without_an_introduction_is_only_indentation() {
        let segment =
            |text: &str, quoted| Segment { text: text.into(), starts_block: true, quoted, ..Segment::default() };
        let document = read(&[segment("Your Amazon account is suspended", true)], &Budget::unlimited());
        assert_eq!(document.blocks[0].voice, Voice::Author);
        let document = read(
            &[segment("Thanks", false), segment("On Mon, Tom wrote:", false), segment("Your account", true)],
            &Budget::unlimited(),
        );
        assert_eq!(document.blocks[2].voice, Voice::Quoted);
    }

    #[test]
    fn a_reply_without_text_of_its_own_counts_as_a_forward() {
        let document = plain("On Mon, Amazon <a@b.example> wrote:\n> Your account");
        assert_eq!(document.blocks[1].voice, Voice::Forwarded);
        assert_eq!(document.forwarded.unwrap().from.address.as_deref(), Some("a@b.example"));
        for line in [
            "Am Di., 9. Juni 2026 um 07:40 Uhr schrieb Amazon <a@b.example>:",
            "Op di 9 jun 2026 om 07:40 schreef Amazon <a@b.example>:",
            "вт, 9 июн. 2026 г. в 07:40, Amazon <a@b.example>:",
            "2026年6月9日(火) 7:40 Amazon <a@b.example>:",
            "2026년 6월 9일 (화) 오전 7:40, Amazon <a@b.example>님이 작성:",
        ] {
            assert_eq!(plain(&format!("{line}\n> Your account")).blocks[1].voice, Voice::Forwarded, "{line}");
        }
        assert_eq!(plain("Write to <a@b.example>:\nYour account").blocks[1].voice, Voice::Author);
        assert_eq!(plain("ok\nOn Mon, Amazon <a@b.example> wrote:\n> Your account").forwarded, None);
    }

    #[test]
    fn text_in_quotation_marks_is_left_out() {
        assert_eq!(without_quotations("he wrote “your account is closed” yesterday"), "he wrote   yesterday");
        assert_eq!(without_quotations("it's 5\" wide"), "it's 5\" wide");
    }

    #[test]
    fn segments_become_lines_with_their_links() {
        let segments = [
            Segment { text: "Please ".into(), starts_block: true, ..Segment::default() },
            Segment { text: "verify".into(), link: Some(0), ..Segment::default() },
            Segment { text: " now".into(), ..Segment::default() },
            Segment { text: "Menu".into(), link: Some(1), starts_block: true, ..Segment::default() },
        ];
        let blocks = read(&segments, &Budget::unlimited()).blocks;
        assert_eq!(blocks[0].text, "Please verify now");
        assert_eq!((blocks[0].links.clone(), blocks[0].all_link), (vec![0], false));
        assert_eq!((blocks[1].links.clone(), blocks[1].all_link), (vec![1], true));
    }

    #[test]
    fn text_behind_an_override_is_read_as_it_is_shown() {
        assert_eq!(plain("Your \u{202e}nozamA\u{202c} account").blocks[0].folded.text, "your amazon account");
    }

    #[test]
    fn hidden_text_does_not_split_a_word() {
        let segments = [
            Segment { text: "Ama".into(), starts_block: true, ..Segment::default() },
            Segment { text: "xx".into(), hidden: true, ..Segment::default() },
            Segment { text: "zon".into(), ..Segment::default() },
        ];
        let blocks = read(&segments, &Budget::unlimited()).blocks;
        assert_eq!(blocks[0].text, "Amazon");
        assert!(blocks[1].hidden && !blocks[0].hidden);
    }
}
