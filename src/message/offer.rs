//! Offers to sell verification or accounts. Amazon sells neither, so only swindlers offer them.

use crate::message::action;
use crate::message::document::{Block, Document, Voice, without_quotations};
use crate::message::text_claim;
use crate::tables::{OFFER, REVIEW, SALE, WARE, WARNING};

/// In paragraphs: the price or contact of an offer stands at most this far from it.
const NEAR: usize = 5;

/// The paragraph that offers verification or an account, with a price or a contact near it; returns `None` if there is none. A
/// text that warns about such offers names the same things, so a warning exempts its own paragraph and the list that it
/// introduces, but nothing else.
pub fn of_verification(document: &Document) -> Option<String> {
    let blocks: Vec<&Block> = document.spoken(Voice::Author).filter(|block| !block.hidden).collect();
    let about_amazon = blocks.iter().any(|block| text_claim::mentions_brand(&block.folded.text));
    let mut list_left = 0;
    let makes_none: Vec<bool> = blocks
        .iter()
        .map(|block| {
            let warns = WARNING.within(&block.folded.text);
            if warns && block.folded.text.ends_with([':', '：']) {
                list_left = NEAR + 1;
            }
            list_left = usize::saturating_sub(list_left, 1);
            warns || list_left > 0
        })
        .collect();
    // One paragraph may stand near many offers, so each answer is kept.
    let mut answers: Vec<Option<bool>> = vec![None; blocks.len()];
    let mut can_be_answered =
        |at: usize| *answers[at].get_or_insert_with(|| !makes_none[at] && can_be_answered(&blocks[at].folded.text));
    let offer = (0..blocks.len()).find(|&at| {
        !makes_none[at]
            && is_offer(&blocks[at].folded.text, about_amazon)
            && (at.saturating_sub(NEAR)..blocks.len().min(at + NEAR + 1)).any(&mut can_be_answered)
    })?;
    Some(blocks[offer].text.clone())
}

/// Whether a paragraph has a price or a contact.
fn can_be_answered(folded: &str) -> bool {
    has_price(folded) || action::contact(folded).is_some()
}

/// Whether a paragraph has a sentence that makes an offer and is no question. Verification and accounts are sold for other services
/// too, so the message must be about Amazon, unless it uses a word that only Amazon sellers use, such as second review.
fn is_offer(folded: &str, about_amazon: bool) -> bool {
    let said = without_quotations(folded);
    said.split_inclusive(['!', '?', '。', '！', '？']).flat_map(|part| part.split(". ")).any(|sentence| {
        let sellers_ware = WARE.within(sentence);
        let passes = OFFER.within(sentence) && (sellers_ware || about_amazon && REVIEW.within(sentence));
        let sells = SALE.within(sentence) && (sellers_ware || about_amazon);
        (passes || sells) && !sentence.ends_with(['?', '？'])
    })
}

/// Whether a text has a number beside a currency.
pub fn has_price(folded: &str) -> bool {
    crate::tables::CURRENCIES.iter().any(|currency| {
        folded.match_indices(currency).any(|(at, _)| {
            let before = folded[..at].trim_end().ends_with(|c: char| c.is_ascii_digit());
            before || folded[at + currency.len()..].trim_start().starts_with(|c: char| c.is_ascii_digit())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Segment;
    use crate::message::reading;

    fn offer(text: &str) -> bool {
        let segment = Segment { text: text.into(), starts_block: true, ..Segment::default() };
        of_verification(&reading::read(&[segment], &crate::budget::Budget::unlimited())).is_some()
    }

    #[test]
    fn an_offer_needs_goods_and_a_price_or_a_contact() {
        for text in [
            "二审、视频验证包过\n加微信 erchao771",
            "二審包過，不過退款，12000 元",
            "视频验证代预约，加急 3000 元",
            "出售亚马逊账号，6500 元",
            "Guaranteed reinstatement of your account for 600 USD",
            "Amazon sellers:\nverification guaranteed, WhatsApp +44 7700 900000",
        ] {
            assert!(offer(text), "{text}");
        }
        for text in [
            "二审包过",
            "T-shirts for sale, 20 USD",
            "verification of addresses guaranteed, 5,000 credits for 29 USD",
            "二审包过靠谱吗？\n年卡 99 元",
            "加急空运到亚马逊仓库，店铺账号请备注，12 元/kg",
        ] {
            assert!(!offer(text), "{text}");
        }
    }

    #[test]
    fn a_warning_about_offers_is_no_offer_and_does_not_exempt_an_offer_beside_it() {
        assert!(!offer("声称“二审包过”、收 3800 元的，都是诈骗"));
        assert!(!offer("请警惕以下话术：\n二审包过，3800 元\n出售二审账号"));
        assert!(!offer("No one can promise a guaranteed reinstatement. Our fee is 600 USD."));
        assert!(offer("小心骗子！\n我们二审包过，3800 元/次"));
    }
}
