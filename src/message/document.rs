//! The text of a message: blocks in order, each with its author. `text_claim` reads the words.

use crate::brand::skeleton::Folded;
use crate::input::{Mailbox, Segment};
use crate::sender::split_address;
use crate::tables::{self, amazon::Roles};

/// The author of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// The sender of this message.
    Author,
    /// Another person. The message quotes that person.
    Quoted,
    /// The sender of a message that was forwarded without words of the author's own.
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
    /// The index of the quotation that contains it; `None` for the author's words and for lines that only introduce a quotation.
    pub quotation: Option<usize>,
    /// It is not shown.
    pub hidden: bool,
    /// It consists of the texts that stand for images.
    pub image: bool,
    /// The indices of the links in it. A link that comes back after another one stands here twice.
    pub links: Vec<u32>,
    /// All of its text is inside links.
    pub all_link: bool,
}

/// A message that this message quotes or forwards, as its header block or the line above it introduces it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quotation {
    /// The sender that it names. A quotation without an introduction names none.
    pub from: Mailbox,
    /// Its subject.
    pub subject: String,
    /// It has a header block, as mail programs write it above a forwarded message.
    pub has_header: bool,
}

impl Quotation {
    /// Whether it names an address of Amazon's as its sender. Anyone can write such a name.
    pub fn is_from_amazon(&self) -> bool {
        let host = self.from.address.as_deref().and_then(split_address);
        host.is_some_and(|(_, host)| host.known.amazon.is_some_and(|row| row.roles.has(Roles::SENDER)))
    }
}

/// The text of a message.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The blocks, in document order.
    pub blocks: Vec<Block>,
    /// The quoted messages, in document order, so that the innermost one comes last.
    pub quotations: Vec<Quotation>,
    /// The author adds no words to the quoted messages, so the message only passes them on.
    pub is_forward: bool,
    /// How many bytes of text were not read because the time was used up.
    pub unread: usize,
    /// For each link the first block that contains it.
    of_links: Vec<Option<u32>>,
    /// For each block the last shown block before it.
    shown_before: Vec<Option<usize>>,
}

/// Further lines are not read. The longest real mails have some thousand.
const MOST_BLOCKS: usize = 30_000;

/// Cuts segments into blocks, and counts the bytes of text for which there is no more room. Hidden text gets blocks of its own, so that
/// it cannot split the text shown around it.
fn blocks(segments: &[Segment]) -> (Vec<Block>, usize) {
    let mut unread = 0;
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
                _ if blocks.len() >= MOST_BLOCKS => {
                    unread += line.len().max(1);
                    continue;
                }
                _ => {
                    blocks.push(Block {
                        text: String::new(),
                        folded: Folded::default(),
                        voice,
                        quotation: None,
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
    (blocks, unread)
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
    /// The segments cut into blocks that are neither folded nor attributed yet.
    pub fn of_segments(segments: &[Segment]) -> Self {
        let (blocks, unread) = blocks(segments);
        Self { blocks, unread, ..Self::default() }
    }

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
    pub fn index(&mut self) {
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
pub fn beginning(text: &str, mut bytes: usize) -> &str {
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

/// The sentences of a text. The dot in "amazon.com" ends none, and neither does that of an abbreviation.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['!', '?', '。', '！', '？', ';', '；']).flat_map(|part| {
        let mut rest = Some(part);
        std::iter::from_fn(move || {
            let part = rest?;
            let ends = |at: &usize| !tables::ABBREVIATIONS.iter().any(|word| part[..*at].ends_with(word));
            let end = part.match_indices(". ").map(|(at, _)| at).find(ends);
            rest = end.map(|end| &part[end + 2..]);
            Some(end.map_or(part, |end| &part[..end]))
        })
    })
}
