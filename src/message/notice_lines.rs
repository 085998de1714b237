//! The lines of a message with their authors, for the Desk.

use crate::budget::Budget;
use crate::input::Segment;
use crate::message::document::{Block, Voice};
use crate::message::reading;

/// A line or paragraph of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeLine {
    /// The text as it is shown.
    pub text: String,
    /// The sender of the message wrote it.
    pub is_author: bool,
    /// It belongs to a message that is forwarded without words of the sender's own.
    pub is_forwarded: bool,
    /// It is not shown.
    pub is_hidden: bool,
}

/// The text of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoticeText {
    /// The lines, in document order.
    pub lines: Vec<NoticeLine>,
    /// It has the header block of a message from an address of Amazon's.
    pub forwards_amazon: bool,
}

/// Reads the lines of segments. Lines of plain text that a program broke are joined again.
pub fn read(segments: &[Segment]) -> NoticeText {
    let document = reading::read(segments, &Budget::default());
    let is_plain = segments.iter().any(|segment| segment.text.contains('\n'));
    let mut lines: Vec<NoticeLine> = Vec::new();
    for block in document.blocks.iter().filter(|block| !block.text.is_empty()) {
        let line = line_of(block);
        match lines.last_mut() {
            Some(last) if is_plain && goes_on(last, &line) => {
                if !last.text.ends_with(is_wide) {
                    last.text.push(' ');
                }
                last.text.push_str(&line.text);
            }
            _ => lines.push(line),
        }
    }
    let quotation = document.quotations.last();
    let forwards_amazon = quotation.is_some_and(|quotation| quotation.has_header && quotation.is_from_amazon());
    NoticeText { lines, forwards_amazon }
}

fn line_of(block: &Block) -> NoticeLine {
    NoticeLine {
        text: block.text.clone(),
        is_author: block.voice == Voice::Author,
        is_forwarded: block.voice == Voice::Forwarded,
        is_hidden: block.hidden,
    }
}

/// Whether a character takes the room of two.
fn is_wide(c: char) -> bool {
    u32::from(c) >= 0x2e80
}

/// Whether a line of plain text goes on with the next one, because a program broke it: it is long enough and ends no sentence, and the
/// next one begins no point of a list.
fn goes_on(line: &NoticeLine, next: &NoticeLine) -> bool {
    /// In columns. Programs break lines at 60 columns or more, at the last space.
    const SHORTEST: usize = 52;
    let columns = |text: &str| text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum::<usize>();
    let last = line.text.rsplit('\n').next().unwrap_or_default();
    let is_same =
        (line.is_author, line.is_forwarded, line.is_hidden) == (next.is_author, next.is_forwarded, next.is_hidden);
    let begins_new = next
        .text
        .starts_with(|c: char| matches!(c, '-' | '*' | '>' | '|') || !c.is_alphanumeric() && !matches!(c, '(' | '"'));
    let ends = line.text.ends_with(['.', '!', '?', ':', ';', '。', '！', '？', '：', '；']);
    is_same && !ends && !begins_new && columns(last) >= SHORTEST && !has_number_mark(&next.text)
}

/// Whether a line begins with the number of a point: "1. ", "2) ".
fn has_number_mark(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len()
        && rest.starts_with(['.', ')', '、'])
        && !rest[1..].starts_with(|c: char| c.is_ascii_digit())
}
