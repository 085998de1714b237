//! Offers to sell verification or accounts: what cannot be bought is sold by swindlers.

use crate::action;
use crate::tables::{OFFER, WARE, WARNING};
use crate::text::{Block, Document, Voice, without_quotations};

/// The offer a message makes: what is offered and how, with a price or somebody to write to beside it. Who warns of such
/// offers names all of that too; a warning covers its own paragraph, not the others.
pub fn of_verification(document: &Document) -> Option<String> {
    let own: Vec<&Block> =
        document.spoken(Voice::Own).filter(|block| !block.hidden && !WARNING.within(&block.folded.text)).collect();
    let offers = |block: &Block| {
        let said = without_quotations(&block.folded.text);
        OFFER.within(&said) && WARE.within(&said)
    };
    let offer = own.iter().find(|block| offers(block))?;
    let beside = |block: &&Block| has_price(&block.folded.text) || action::contact(&block.folded.text).is_some();
    own.iter().any(beside).then(|| offer.text.clone())
}

/// A number beside a currency.
fn has_price(folded: &str) -> bool {
    const CURRENCIES: [&str; 9] = ["元", "rmb", "usd", "eur", "gbp", "¥", "$", "€", "£"];
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
    use crate::text;

    fn offer(text: &str) -> bool {
        let segment = Segment { text: text.into(), starts_block: true, ..Segment::default() };
        of_verification(&text::read(&[segment])).is_some()
    }

    #[test]
    fn an_offer_names_its_ware_and_a_price_or_a_contact() {
        assert!(offer("二审、视频验证包过\n加微信 erchao771"));
        assert!(offer("Guaranteed reinstatement of your account for 600 USD"));
        assert!(!offer("二审包过"));
        assert!(!offer("T-shirts for sale, 20 USD"));
    }

    #[test]
    fn who_warns_of_offers_makes_none_and_a_warning_covers_no_offer_beside_it() {
        assert!(!offer("声称“二审包过”、收 3800 元的，都是诈骗"));
        assert!(offer("小心骗子！\n我们二审包过，3800 元/次"));
    }
}
