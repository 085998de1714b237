//! The reading of a message: its segments become blocks, each with its author.

use crate::brand::bidi::in_display_order;
use crate::brand::respelled;
use crate::budget::Budget;
use crate::input::{MessageInput, Segment};
use crate::link::gateways::Gateways;
use crate::message::document::{Block, Document};
use crate::message::quoting;
use crate::message::split_brand;

/// A message as every stage reads it.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The message as it was handed over.
    pub input: &'a MessageInput,
    /// Its text.
    pub document: &'a Document,
    /// The time that is left for it.
    pub budget: &'a Budget,
    /// The mail gateways that the user or the organisation named.
    pub gateways: &'a Gateways<'a>,
}

impl Reading<'_> {
    /// The blocks for which there is time.
    pub fn in_time<'a>(&self, blocks: impl Iterator<Item = &'a Block>) -> impl Iterator<Item = &'a Block> {
        blocks.take_while(|block| self.budget.allows(block.text.len()))
    }
}

/// Reads segments into blocks and attributes the blocks.
pub fn read(segments: &[Segment], budget: &Budget) -> Document {
    let mut document = Document::of_segments(segments);
    fold_blocks(&mut document, budget);
    split_brand::join(&mut document.blocks);
    quoting::attribute(&mut document);
    document.index();
    document
}

/// Folds the blocks for which there is time, and removes the others.
fn fold_blocks(document: &mut Document, budget: &Budget) {
    let blocks = &mut document.blocks;
    for at in 0..blocks.len() {
        if !budget.allows(blocks[at].text.len()) {
            document.unread += blocks.drain(at..).map(|block| block.text.len()).sum::<usize>();
            return;
        }
        blocks[at].folded = respelled::fold(&in_display_order(&blocks[at].text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::document::{Voice, without_quotations};

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
            let quotation = document.quotations.last().expect(text);
            assert_eq!(quotation.from.address.as_deref(), Some("a@b.example"), "{text}");
            assert_eq!(quotation.subject, "Notice", "{text}");
            let quoted: Vec<_> = document.blocks.iter().filter(|block| block.quotation.is_some()).collect();
            assert_eq!(quoted.iter().map(|block| &*block.text).collect::<Vec<_>>(), ["Your account"], "{text}");
            assert_eq!(document.spoken(Voice::Author).count(), 1, "{text}");
            assert!(!document.is_forward, "{text}");
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
        assert_eq!(document.quotations[0].from.address.as_deref(), Some("a@b.example"));
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
        assert!(!plain("ok\nOn Mon, Amazon <a@b.example> wrote:\n> Your account").is_forward);
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

    /// The lines of a text, with `|` between lines that stand side by side.
    fn lines_of_boxes(text: &str) -> Vec<String> {
        let segment = |text: &str| Segment { text: text.into(), starts_block: true, ..Segment::default() };
        let segments: Vec<Segment> = text.split('|').map(segment).collect();
        read(&segments, &Budget::unlimited()).blocks.into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn the_brand_is_read_across_boxes() {
        for (text, expected) in [
            ("Ama|zon", &["Amazon"][..]),
            ("Your|Ama|zon|account is held.", &["Your Amazon account is held."]),
            ("Hello.|A|m|a|z|o|n|Bye", &["Hello.", "Amazon", "Bye"]),
            ("Your Ama|zon seller account", &["Your Amazon seller account"]),
            ("zon seller account|Your Ama", &["Your Amazon seller account"]),
            ("亚马|逊卖家", &["亚马逊卖家"]),
            ("アマ|ゾン", &["アマゾン"]),
            ("AMA|ZON.de", &["AMAZON.de"]),
        ] {
            assert_eq!(lines_of_boxes(text), expected, "{text}");
        }
    }

    #[test]
    fn words_that_only_touch_are_not_joined() {
        for text in ["Panama|zone 4", "Alabama|Zone", "Ama|Zonta", "Amazon|orders", "Rome|Ama", "a|b|c", "Zon|maan"] {
            assert_eq!(lines_of_boxes(text).join("|"), text, "{text}");
        }
    }

    #[test]
    fn many_lines_take_linear_time() {
        for piece in ["a|", "ama|", "a|m|", "am|a|", "zon|Ama|", "x a|"] {
            assert!(!lines_of_boxes(&piece.repeat(50_000)).is_empty());
        }
    }
}
