//! The author of each block: the sender of the message, a person that is quoted, or the sender of a forwarded message.

use crate::brand::skeleton;
use crate::input::Mailbox;
use crate::message::document::{Block, Document, Forwarded, Voice};
use crate::tables::{self, Table};

/// A header block of a forwarded message takes at most this many lines.
const HEADER_LINES: usize = 9;

/// Decides for each block of a document who wrote it.
pub fn attribute(document: &mut Document) {
    let mut reader = VoiceReader::default();
    let mut at = 0;
    while at < document.blocks.len() {
        // Hidden text introduces no quotation and no forwarded message.
        if document.blocks[at].hidden {
            document.blocks[at].voice = reader.voice;
            at += 1;
        } else if let Some((forwarded, length)) = header_block(&document.blocks[at..]) {
            document.forwarded = Some(forwarded);
            reader.voice = Voice::Forwarded;
            for block in &mut document.blocks[at..at + length] {
                block.voice = Voice::Quoted;
            }
            at += length;
        } else {
            reader.read(&mut document.blocks[at], at);
            at += 1;
        }
    }
    if let Some(from) = reader.quoted_from {
        forward_silent_reply(document, from);
    }
}

/// The state while the blocks of a document are attributed in order.
struct VoiceReader {
    /// The author of the following blocks.
    voice: Voice,
    /// A line has introduced a quotation. A quotation element without an introduction is only indentation.
    is_introduced: bool,
    /// The block that introduces the quoted message.
    quoted_from: Option<usize>,
}

impl Default for VoiceReader {
    fn default() -> Self {
        Self { voice: Voice::Author, is_introduced: false, quoted_from: None }
    }
}

impl VoiceReader {
    /// Attributes one block that is shown.
    fn read(&mut self, block: &mut Block, at: usize) {
        let folded = block.folded.text.trim();
        let is_quoted_line = folded.starts_with('>');
        let is_quoted_element = block.voice == Voice::Quoted && self.is_introduced && self.voice == Voice::Author;
        let is_forward_mark =
            tables::FORWARD_MARK.at(folded.trim_start_matches(|c: char| !c.is_alphanumeric())).is_some();
        let introduces_quotation = self.voice == Voice::Author && is_attribution(folded);
        block.voice = if is_quoted_line || is_quoted_element || is_forward_mark || introduces_quotation {
            Voice::Quoted
        } else {
            self.voice
        };
        self.is_introduced |= is_forward_mark || introduces_quotation;
        if introduces_quotation {
            self.voice = Voice::Quoted;
            self.quoted_from = Some(at);
        }
    }
}

/// Reads a reply that adds no text of its own as a forward of the quoted message. `from` is the block that introduces the
/// quotation.
fn forward_silent_reply(document: &mut Document, from: usize) {
    let is_silent = document.blocks[..from].iter().all(|block| block.hidden || block.is_empty());
    let Some(sender) = quoted_sender(&document.blocks[from]).filter(|_| is_silent) else {
        return;
    };
    document.forwarded = Some(Forwarded { from: sender, subject: String::new() });
    for block in &mut document.blocks[from + 1..] {
        block.voice = Voice::Forwarded;
    }
}

/// Whether a folded line introduces the words of another person: it ends in "wrote:", or it names an address and a date before its
/// colon, because some languages put the verb elsewhere or leave it out ("Am 9. Juni 2026 schrieb Tom <a@b.example>:").
fn is_attribution(line: &str) -> bool {
    let wrote = tables::QUOTE_INTRO.find(line).is_some_and(|(place, phrase)| place + phrase.len() + 2 >= line.len());
    wrote
        || line.split_once('<').is_some_and(|(before, rest)| {
            let named = rest.strip_suffix([':', '：']).and_then(|rest| rest.split_once('>'));
            named.is_some_and(|(address, _)| address.contains('@')) && before.contains(|c: char| c.is_ascii_digit())
        })
}

/// The person that an attribution names; returns `None` if it names no address: "On Tue, 9 Jun 2026 at 07:40, Tom <a@b.example> wrote:".
fn quoted_sender(attribution: &Block) -> Option<Mailbox> {
    let (before, rest) = attribution.text.split_once('<')?;
    let name = before.rsplit(|c: char| c == ',' || c.is_ascii_digit()).next().unwrap_or_default();
    // "Am 9. Juni um 10:00 Uhr schrieb Tom <…>:"
    let verb = ["schrieb ", "schreef ", "skrev "].iter().find_map(|verb| name.split_once(verb));
    let name = verb.map_or(name, |(_, name)| name).trim();
    let address = rest.split('>').next().filter(|address| address.contains('@'))?.trim();
    Some(Mailbox { name: Some(name.to_owned()), address: Some(address.to_owned()), ..Mailbox::default() })
}

/// The header block that mail programs write above a forwarded or answered message, with its length in lines; returns `None` if the
/// blocks do not begin with one. It needs a line for the sender and at least one other header.
fn header_block(blocks: &[Block]) -> Option<(Forwarded, usize)> {
    let from = header_line(blocks.first()?, tables::HEADER_FROM)?;
    let mailbox = Mailbox::parse(&from);
    let mut forwarded = Forwarded { from: mailbox, subject: String::new() };
    let mut length = 1;
    let mut others = 0;
    for (at, block) in blocks.iter().enumerate().take(HEADER_LINES).skip(1) {
        let Some(value) = header_line(block, tables::HEADER_OTHER) else {
            // A long list of recipients may take several lines.
            if others > 0 && !block.text.contains('@') {
                break;
            }
            continue;
        };
        if is_subject(&block.folded.text) {
            forwarded.subject = value;
        }
        others += 1;
        length = at + 1;
    }
    (others > 0).then_some((forwarded, length))
}

fn is_subject(folded: &str) -> bool {
    let folded = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    crate::tables::SUBJECT_LABELS.iter().any(|subject| folded.starts_with(subject))
}

/// The value of a line "Label: value"; returns `None` if the label is none of these.
fn header_line(block: &Block, labels: Table) -> Option<String> {
    let text = block.text.trim_start_matches(['>', '*', ' ', '|']);
    let (label, value) = text.split_once([':', '：'])?;
    if label.len() > 40 {
        return None;
    }
    let label = skeleton::fold_text(label.trim_matches(|c: char| c == '*' || c.is_whitespace()));
    labels.is(&label).then(|| value.trim_matches(|c: char| c == '*' || c.is_whitespace()).to_owned())
}

impl Block {
    /// Whether the block has neither words nor a link.
    fn is_empty(&self) -> bool {
        !self.folded.text.contains(char::is_alphanumeric) && self.links.is_empty()
    }
}
