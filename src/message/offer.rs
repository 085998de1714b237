//! Offers to sell verification or accounts: what cannot be bought is sold by swindlers.

use crate::message::action;
use crate::message::claim;
use crate::message::document::{Block, Document, Voice, without_quotations};
use crate::tables::{OFFER, REVIEW, SALE, WARE, WARNING};

/// How far from the offer, in paragraphs, its price or contact may stand.
const NEAR: usize = 5;

/// The offer a message makes: what is offered and how, with a price or somebody to write to near it. Who warns of such
/// offers names all of that too; a warning covers its own paragraph and the list that it introduces, not what else there is.
pub fn of_verification(document: &Document) -> Option<String> {
    let own: Vec<&Block> = document.spoken(Voice::Own).filter(|block| !block.hidden).collect();
    let about_amazon = own.iter().any(|block| claim::mentions_brand(&block.folded.text));
    let mut list_left = 0;
    let makes_none: Vec<bool> = own
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
    // Asked once for each paragraph, though it may stand near many offers.
    let mut answers: Vec<Option<bool>> = vec![None; own.len()];
    let mut can_be_answered =
        |at: usize| *answers[at].get_or_insert_with(|| !makes_none[at] && can_be_answered(&own[at].folded.text));
    let offers = (0..own.len()).find(|&at| {
        !makes_none[at]
            && is_offer(&own[at].folded.text, about_amazon)
            && (at.saturating_sub(NEAR)..own.len().min(at + NEAR + 1)).any(&mut can_be_answered)
    })?;
    Some(own[offers].text.clone())
}

/// A price, or somebody to write to.
fn can_be_answered(folded: &str) -> bool {
    has_price(folded) || action::contact(folded).is_some()
}

/// Whether a paragraph has a sentence that offers, and does not ask. "Verification" and accounts are sold for other things
/// too, so the message must be about Amazon; sellers alone speak of a second review.
fn is_offer(folded: &str, about_amazon: bool) -> bool {
    let said = without_quotations(folded);
    said.split_inclusive(['!', '?', '。', '！', '？']).flat_map(|part| part.split(". ")).any(|sentence| {
        let sellers_ware = WARE.within(sentence);
        let passes = OFFER.within(sentence) && (sellers_ware || about_amazon && REVIEW.within(sentence));
        let sells = SALE.within(sentence) && (sellers_ware || about_amazon);
        (passes || sells) && !sentence.ends_with(['?', '？'])
    })
}

/// A number beside a currency.
fn has_price(folded: &str) -> bool {
    const CURRENCIES: [&str; 11] = ["元", "円", "rmb", "usd", "eur", "gbp", "¥", "$", "€", "£", "美金"];
    CURRENCIES.iter().any(|currency| {
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
    use crate::message::document;

    fn offer(text: &str) -> bool {
        let segment = Segment { text: text.into(), starts_block: true, ..Segment::default() };
        of_verification(&document::read(&[segment], &crate::budget::Budget::unlimited())).is_some()
    }

    #[test]
    fn an_offer_names_its_ware_and_a_price_or_a_contact() {
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
    fn who_warns_of_offers_makes_none_and_a_warning_covers_no_offer_beside_it() {
        assert!(!offer("声称“二审包过”、收 3800 元的，都是诈骗"));
        assert!(!offer("请警惕以下话术：\n二审包过，3800 元\n出售二审账号"));
        assert!(!offer("No one can promise a guaranteed reinstatement. Our fee is 600 USD."));
        assert!(offer("小心骗子！\n我们二审包过，3800 元/次"));
    }
}
