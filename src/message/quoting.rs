//! The author of each block: the sender of the message, a person that is quoted, or the sender of a forwarded message.

use crate::brand::skeleton;
use crate::input::Mailbox;
use crate::message::document::{Block, Document, Quotation, Voice};
use crate::tables::{self, Table};

/// A header block of a forwarded message takes at most this many lines.
const HEADER_LINES: usize = 9;

/// Decides for each block of a document who wrote it.
pub fn attribute(document: &mut Document) {
    let mut reader = VoiceReader::default();
    let mut at = 0;
    while at < document.blocks.len() {
        let blocks = &mut document.blocks;
        // Hidden text introduces no quotation and no forwarded message.
        if blocks[at].hidden {
            reader.attribute(&mut blocks[at]);
            at += 1;
        } else if let Some((quotation, length)) = header_block(&blocks[at..]) {
            reader.open(quotation, &blocks[at]);
            for block in &mut blocks[at..at + length] {
                block.voice = Voice::Quoted;
            }
            at += length;
        } else {
            reader.read(blocks, at);
            at += 1;
        }
    }
    document.quotations = reader.quotations;
    document.is_forward = !document.quotations.is_empty() && !document.blocks.iter().any(Block::is_own_word);
    if document.is_forward {
        for block in document.blocks.iter_mut().filter(|block| block.quotation.is_some()) {
            block.voice = Voice::Forwarded;
        }
    }
}

/// The end of a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// The first line below the introduction decides.
    Undecided,
    /// It ends with the quotation element that contains it.
    Element,
    /// It ends with the lines that begin with a quotation mark.
    Lines,
    /// It goes on to the end of the message.
    Never,
}

/// The state while the blocks of a document are attributed in order.
#[derive(Default)]
struct VoiceReader {
    /// The quotations so far.
    quotations: Vec<Quotation>,
    /// The end of the last quotation; `None` before the first one.
    end: Option<End>,
    /// A line has introduced a quotation. A quotation element without an introduction is only indentation.
    is_introduced: bool,
    /// The last block was a quoted line so long that a program may have broken it.
    is_line_broken: bool,
}

impl VoiceReader {
    /// Attributes a shown block.
    fn read(&mut self, blocks: &mut [Block], at: usize) {
        let folded = blocks[at].folded.text.trim();
        let unmarked = folded.trim_start_matches(['>', ' ', '|']);
        if tables::FORWARD_MARK.at(folded.trim_start_matches(|c: char| !c.is_alphanumeric())).is_some() {
            self.is_introduced = true;
            blocks[at].voice = Voice::Quoted;
        } else if is_attribution(unmarked) {
            let first_line = at.checked_sub(1).filter(|&above| begins_attribution(&blocks[above], unmarked));
            let line = first_line.map_or_else(String::new, |above| format!("{} ", blocks[above].text));
            let from = quoted_sender(&format!("{line}{}", blocks[at].text));
            self.open(Quotation { from, ..Quotation::default() }, &blocks[at]);
            for block in &mut blocks[first_line.unwrap_or(at)..=at] {
                block.voice = Voice::Quoted;
                block.quotation = None;
            }
        } else {
            self.attribute(&mut blocks[at]);
        }
    }

    /// Begins a quotation whose introduction begins with this block.
    fn open(&mut self, quotation: Quotation, introduction: &Block) {
        self.quotations.push(quotation);
        self.is_introduced = true;
        // A quotation inside another one ends with it.
        let is_inside = match self.end {
            Some(End::Never) => true,
            Some(End::Element) => introduction.voice == Voice::Quoted,
            _ => false,
        };
        if is_line(introduction) {
            self.end = Some(End::Lines);
        } else if !is_inside {
            self.end = Some(End::Undecided);
        }
    }

    /// Attributes a block that introduces nothing.
    fn attribute(&mut self, block: &mut Block) {
        let is_line = is_line(block);
        let is_element = block.voice == Voice::Quoted;
        if self.end == Some(End::Undecided) && !block.hidden && !block.is_empty() {
            self.end = Some(match (is_line, is_element) {
                (true, _) => End::Lines,
                (_, true) => End::Element,
                _ => End::Never,
            });
        }
        let is_marked = is_line || is_element && self.is_introduced;
        let is_quoted = is_marked || self.end == Some(End::Never) || self.is_line_broken && goes_on(block);
        self.is_line_broken = is_quoted && (is_line || self.is_line_broken) && block.text.len() >= SHORTEST_BROKEN;
        if is_quoted && self.quotations.is_empty() {
            self.quotations.push(Quotation::default());
            self.end = Some(if is_line { End::Lines } else { End::Element });
        }
        block.voice = if is_quoted { Voice::Quoted } else { Voice::Author };
        block.quotation = is_quoted.then(|| self.quotations.len() - 1);
    }
}

/// In bytes. A program that breaks lines breaks none that is shorter.
const SHORTEST_BROKEN: usize = 60;

/// Whether a line can be the second half of a line that a program broke.
fn goes_on(block: &Block) -> bool {
    block.text.len() < SHORTEST_BROKEN && block.text.starts_with(char::is_lowercase)
}

fn is_line(block: &Block) -> bool {
    block.folded.text.trim_start().starts_with('>')
}

/// Whether a folded line introduces the words of another person: it ends in "wrote:", or it has a colon at its end, a date, and the
/// verb or an address, because some languages put the verb elsewhere or leave it out ("Am 9. Juni 2026 schrieb Tom:").
fn is_attribution(line: &str) -> bool {
    /// In bytes.
    const LONGEST: usize = 400;
    let wrote = tables::QUOTE_INTRO.find(line).is_some_and(|(place, phrase)| place + phrase.len() + 2 >= line.len());
    let has_date = || line.contains(|c: char| c.is_ascii_digit());
    let is_verb_inside = || line.ends_with([':', '：']) && has_date() && tables::QUOTE_VERB.within(line);
    wrote || line.len() <= LONGEST && (is_verb_inside() || names_address_and_date(line))
}

fn names_address_and_date(line: &str) -> bool {
    line.split_once('<').is_some_and(|(before, rest)| {
        let named = rest.strip_suffix([':', '：']).and_then(|rest| rest.split_once('>'));
        named.is_some_and(|(address, _)| address.contains('@')) && before.contains(|c: char| c.is_ascii_digit())
    })
}

/// Whether a line is the first half of an attribution that a program broke in two: "On Mon, Jan 3, 2022 at 6:56 PM Tom" above
/// "<a@b.example> wrote:".
fn begins_attribution(block: &Block, second: &str) -> bool {
    /// In bytes.
    const LONGEST: usize = 160;
    let has_date = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    let before_address = second.split('<').next().unwrap_or_default();
    !block.hidden
        && block.quotation.is_none()
        && block.links.is_empty()
        && block.text.len() <= LONGEST
        && has_date(&block.text)
        && !has_date(before_address)
        && !block.text.ends_with(['.', '!', '?', '。', '！', '？', ':', '：'])
}

/// The person that an attribution names: "On Tue, 9 Jun 2026 at 07:40, Tom <a@b.example> wrote:".
fn quoted_sender(attribution: &str) -> Mailbox {
    let line = attribution.trim_start_matches(['>', ' ', '|']);
    let (before, rest) = line.split_once('<').unwrap_or((line.trim_end_matches([':', '：', ' ']), ""));
    let before = before.trim_end_matches(['"', '(', ' ', '\u{a0}']);
    let name = before.rsplit(|c: char| matches!(c, ',' | '，' | '、' | ')' | '）') || c.is_ascii_digit()).next();
    let mut name = name.unwrap_or_default().trim();
    // "Am 9. Juni um 10:00 Uhr schrieb Tom <…>:", "at 6:56 PM Tom <…> wrote:", "On 9 June Tom wrote:"
    for verb in ["schrieb ", "schreef ", "skrev ", "PM ", "AM "] {
        name = name.split_once(verb).map_or(name, |(_, name)| name);
    }
    for verb in [" wrote", " a écrit", " ha scritto", " escribió", " escreveu", " napisał", "写道", "寫道", "のメール"]
    {
        name = name.split(verb).next().unwrap_or_default();
    }
    let address = rest.split('>').next().filter(|address| address.contains('@'));
    let name = name.trim_matches(|c: char| c.is_whitespace() || c == '"');
    Mailbox {
        name: (!name.is_empty()).then(|| name.to_owned()),
        address: address.map(|address| address.trim().to_owned()),
        ..Mailbox::default()
    }
}

/// The header block that mail programs write above a forwarded or answered message, with its length in lines; returns `None` if the
/// blocks do not begin with one. It needs a line for the sender and at least one other header.
fn header_block(blocks: &[Block]) -> Option<(Quotation, usize)> {
    let (from, mut length) = header_at(blocks, 0, &tables::HEADER_FROM)?;
    let mut forwarded = Quotation { from: Mailbox::parse(&from), has_header: true, ..Quotation::default() };
    let mut others = 0;
    let mut at = length;
    // In a table, each header takes a cell for its label and one for its value.
    let most = HEADER_LINES * length;
    while at < blocks.len().min(most) {
        let Some((value, lines)) = header_at(blocks, at, &tables::HEADER_OTHER) else {
            // A long list of recipients may take several lines.
            if others > 0 && !blocks[at].text.contains('@') {
                break;
            }
            at += 1;
            continue;
        };
        if is_subject(&blocks[at].folded.text) {
            forwarded.subject = value;
        }
        others += 1;
        at += lines;
        length = at;
    }
    (others > 0).then_some((forwarded, length))
}

/// The value of the header that begins at this block, and the number of blocks that it takes: one, or two where label and value
/// stand in cells of their own. Returns `None` if the label is none of these.
fn header_at(blocks: &[Block], at: usize, labels: &Table) -> Option<(String, usize)> {
    let block = blocks.get(at)?;
    let label = block.folded.text.trim_matches(|c: char| !c.is_alphanumeric());
    if labels.is(label) {
        let value = &blocks.get(at + 1)?.text;
        // A table may have a column "From" for other things than senders.
        let is_header = at > 0 || value.contains('@');
        return is_header.then(|| (value.clone(), 2));
    }
    Some((header_line(block, labels)?, 1))
}

fn is_subject(folded: &str) -> bool {
    let folded = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    crate::tables::SUBJECT_LABELS.iter().any(|subject| folded.starts_with(subject))
}

/// The value of a line "Label: value" or "| Label | value |"; returns `None` if the label is none of these.
fn header_line(block: &Block, labels: &Table) -> Option<String> {
    let text = block.text.trim_start_matches(['>', '*', ' ', '|']);
    let (label, value) = text.split_once([':', '：', '|'])?;
    if label.len() > 40 {
        return None;
    }
    let is_edge = |c: char| matches!(c, '*' | '|') || c.is_whitespace();
    let label = skeleton::fold_text(label.trim_matches(is_edge));
    labels.is(&label).then(|| value.trim_matches(is_edge).to_owned())
}

impl Block {
    /// Whether the block has neither words nor a link.
    fn is_empty(&self) -> bool {
        !self.folded.text.contains(char::is_alphanumeric) && self.links.is_empty()
    }

    /// Whether the block has words that the author of the message wrote. A link by itself is no answer.
    fn is_own_word(&self) -> bool {
        let is_link = self.all_link && !self.links.is_empty();
        self.voice == Voice::Author && !self.hidden && !is_link && self.folded.text.contains(char::is_alphanumeric)
    }
}
