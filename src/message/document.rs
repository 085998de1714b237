//! A message's text as it is read: blocks in order, each with whose words it holds. What the words say is `claim`'s business.

use crate::brand::bidi::turned;
use crate::brand::skeleton::{self, Folded};
use crate::budget::Budget;
use crate::input::{Mailbox, Segment};
use crate::tables::{self, Table};

/// Whose words a block holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// The sender's of this message.
    Own,
    /// Somebody else's, quoted.
    Quoted,
    /// Those of a message that was sent on.
    Forwarded,
}

/// A line or paragraph.
#[derive(Clone, Debug)]
pub struct Block {
    /// As it is shown, white space collapsed.
    pub text: String,
    /// As it is read.
    pub folded: Folded,
    /// Whose words.
    pub voice: Voice,
    /// Not shown.
    pub hidden: bool,
    /// Only text that stands for images.
    pub image: bool,
    /// The links in it; one that comes back later may be there twice.
    pub links: Vec<u32>,
    /// All of its text is inside links.
    pub all_link: bool,
}

/// The header block of a message that was sent on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forwarded {
    /// Who it says it is from.
    pub from: Mailbox,
    /// Its subject.
    pub subject: String,
}

/// A message's text, read.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// In document order.
    pub blocks: Vec<Block>,
    /// The innermost message that was sent on.
    pub forwarded: Option<Forwarded>,
    /// How many bytes of text were not read, because there was no time.
    pub unread: usize,
    /// The first block that each link stands in.
    of_links: Vec<Option<u32>>,
    /// For each block the last one before it that is shown.
    shown_before: Vec<Option<usize>>,
}

/// Reads segments into blocks and finds out whose words they are.
pub fn read(segments: &[Segment], budget: &Budget) -> Document {
    let mut document = Document { blocks: blocks(segments), ..Document::default() };
    fold_blocks(&mut document, budget);
    attribute(&mut document);
    document.index();
    document
}

/// Folds the blocks, as far as there is time; the rest is left out.
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

/// Cuts segments into blocks. Hidden text stands apart and does not interrupt what is shown around it.
fn blocks(segments: &[Segment]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    // The block that shown text goes on in, and the one for hidden text.
    let mut open: [Option<usize>; 2] = [None, None];
    for segment in segments {
        let voice = if segment.quoted { Voice::Quoted } else { Voice::Own };
        // Plain text comes with its lines inside one segment.
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

/// Appends with every run of white space as one space.
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

/// More links than this are not judged in any message.
const MOST_LINKS: usize = 100_000;

/// How many lines a header block of a forwarded message may take, and how many of them must be headers.
const HEADER_LINES: usize = 9;

/// Decides whose words each block holds.
fn attribute(document: &mut Document) {
    let blocks = &mut document.blocks;
    let mut voice = Voice::Own;
    let mut at = 0;
    // A quotation element without a word about whom it quotes is only indentation.
    let mut introduced = false;
    let mut quoted_from = None;
    while at < blocks.len() {
        // What nobody sees quotes and forwards nothing.
        if blocks[at].hidden {
            blocks[at].voice = voice;
            at += 1;
            continue;
        }
        if let Some((forwarded, length)) = header_block(&blocks[at..]) {
            document.forwarded = Some(forwarded);
            voice = Voice::Forwarded;
            for block in &mut blocks[at..at + length] {
                block.voice = Voice::Quoted;
            }
            at += length;
            continue;
        }
        let folded = blocks[at].folded.text.trim();
        let ends_own = is_attribution(folded);
        let quoted_line = folded.starts_with('>');
        let is_forward_mark =
            tables::FORWARD_MARK.at(folded.trim_start_matches(|c: char| !c.is_alphanumeric())).is_some();
        let element = blocks[at].voice == Voice::Quoted;
        blocks[at].voice =
            if quoted_line || element && introduced && voice == Voice::Own { Voice::Quoted } else { voice };
        if is_forward_mark {
            blocks[at].voice = Voice::Quoted;
            introduced = true;
        }
        if ends_own && voice == Voice::Own {
            blocks[at].voice = Voice::Quoted;
            voice = Voice::Quoted;
            introduced = true;
            quoted_from = Some(at);
        }
        at += 1;
    }
    // Who answers without a word sends on what he quotes.
    let silent = |from: &usize| blocks[..*from].iter().all(|block| block.hidden || block.is_empty());
    if let Some((from, sender)) =
        quoted_from.filter(silent).and_then(|from| Some((from, quoted_sender(&blocks[from])?)))
    {
        document.forwarded = Some(Forwarded { from: sender, subject: String::new() });
        for block in &mut blocks[from + 1..] {
            block.voice = Voice::Forwarded;
        }
    }
}

/// Whether a folded line says whose words follow: it ends in "wrote:", or, where the verb stands elsewhere or is left out
/// ("Am 9. Juni 2026 schrieb Tom <a@b.example>:"), names an address and a date before its colon.
fn is_attribution(line: &str) -> bool {
    let wrote = tables::QUOTE_INTRO.find(line).is_some_and(|(place, phrase)| place + phrase.len() + 2 >= line.len());
    wrote
        || line.split_once('<').is_some_and(|(before, rest)| {
            let named = rest.strip_suffix([':', '：']).and_then(|rest| rest.split_once('>'));
            named.is_some_and(|(address, _)| address.contains('@')) && before.contains(|c: char| c.is_ascii_digit())
        })
}

/// Whom an attribution names: "On Tue, 9 Jun 2026 at 07:40, Tom <a@b.example> wrote:".
fn quoted_sender(attribution: &Block) -> Option<Mailbox> {
    let (before, rest) = attribution.text.split_once('<')?;
    let name = before.rsplit(|c: char| c == ',' || c.is_ascii_digit()).next().unwrap_or_default();
    // "Am 9. Juni um 10:00 Uhr schrieb Tom <…>:"
    let verb = ["schrieb ", "schreef ", "skrev "].iter().find_map(|verb| name.split_once(verb));
    let name = verb.map_or(name, |(_, name)| name).trim();
    let address = rest.split('>').next().filter(|address| address.contains('@'))?.trim();
    Some(Mailbox { name: Some(name.to_owned()), address: Some(address.to_owned()), ..Mailbox::default() })
}

/// A block of headers as mail programs write them above a forwarded or answered message: a line that says whom it is from,
/// and at least one of the others.
fn header_block(blocks: &[Block]) -> Option<(Forwarded, usize)> {
    let from = header_line(blocks.first()?, tables::HEADER_FROM)?;
    let mailbox = Mailbox::parse(&from);
    let mut forwarded = Forwarded { from: mailbox, subject: String::new() };
    let mut length = 1;
    let mut others = 0;
    for (at, block) in blocks.iter().enumerate().take(HEADER_LINES).skip(1) {
        let Some(value) = header_line(block, tables::HEADER_OTHER) else {
            // A long line of recipients may be broken.
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
    const SUBJECTS: [&str; 15] = [
        "subject",
        "betreff",
        "objet",
        "oggetto",
        "asunto",
        "assunto",
        "onderwerp",
        "temat",
        "konu",
        "主题",
        "主旨",
        "件名",
        "тема",
        "제목",
        "標題",
    ];
    let folded = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    SUBJECTS.iter().any(|subject| folded.starts_with(subject))
}

/// The value of a line "Label: value" with one of these labels.
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
    /// Neither words nor a picture of them.
    fn is_empty(&self) -> bool {
        !self.folded.text.contains(char::is_alphanumeric) && self.links.is_empty()
    }
}

impl Document {
    /// The blocks in this voice.
    pub fn spoken(&self, voice: Voice) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(move |block| block.voice == voice)
    }

    /// The block a link stands in, with its index.
    pub fn block_of(&self, link: u32) -> Option<(usize, &Block)> {
        let at = usize::try_from((*self.of_links.get(usize::try_from(link).ok()?)?)?).ok()?;
        Some((at, self.blocks.get(at)?))
    }

    /// The last block before this one that is shown.
    pub fn shown_before(&self, block: usize) -> Option<usize> {
        self.shown_before.get(block).copied().flatten()
    }

    /// Notes where the links and the blocks that are shown stand, so that nobody searches for them once a link.
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

/// The first so many bytes of a text, less where a character would be cut.
fn beginning(text: &str, mut bytes: usize) -> &str {
    bytes = bytes.min(text.len());
    while !text.is_char_boundary(bytes) {
        bytes -= 1;
    }
    &text[..bytes]
}

/// A folded text without what stands in quotation marks: there somebody else speaks.
pub fn without_quotations(folded: &str) -> String {
    const PAIRS: [(char, char); 8] =
        [('“', '”'), ('„', '“'), ('«', '»'), ('»', '«'), ('「', '」'), ('『', '』'), ('‘', '’'), ('"', '"')];
    /// A quotation longer than this is a quotation mark somebody forgot.
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
    fn what_stands_below_a_forward_header_is_somebody_elses() {
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
            assert_eq!(document.spoken(Voice::Own).count(), 1, "{text}");
        }
    }

    #[test]
    fn quoted_lines_and_what_follows_an_introduction_are_not_the_senders_words() {
        assert_eq!(voices("hello\n> your account\nbye")[1].1, Voice::Quoted);
        assert!(
            voices("thanks\nOn Mon, Amazon <a@b> wrote:\nyour account")
                .iter()
                .skip(1)
                .all(|(_, voice)| *voice == Voice::Quoted)
        );
    }

    #[test]
    fn a_quotation_element_nobody_introduces_is_only_indentation() {
        let segment =
            |text: &str, quoted| Segment { text: text.into(), starts_block: true, quoted, ..Segment::default() };
        let document = read(&[segment("Your Amazon account is suspended", true)], &Budget::unlimited());
        assert_eq!(document.blocks[0].voice, Voice::Own);
        let document = read(
            &[segment("Thanks", false), segment("On Mon, Tom wrote:", false), segment("Your account", true)],
            &Budget::unlimited(),
        );
        assert_eq!(document.blocks[2].voice, Voice::Quoted);
    }

    #[test]
    fn who_answers_without_a_word_sends_on_what_he_quotes() {
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
        assert_eq!(plain("Write to <a@b.example>:\nYour account").blocks[1].voice, Voice::Own);
        assert_eq!(plain("ok\nOn Mon, Amazon <a@b.example> wrote:\n> Your account").forwarded, None);
    }

    #[test]
    fn quotation_marks_hold_somebody_elses_words() {
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
    fn what_is_written_backwards_is_read_as_it_is_shown() {
        assert_eq!(plain("Your \u{202e}nozamA\u{202c} account").blocks[0].folded.text, "your amazon account");
    }

    #[test]
    fn hidden_text_does_not_tear_a_word_apart() {
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
