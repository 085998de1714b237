//! Demands: whether a text asks for something about the reader's account, and whether a mail as a whole is about that.

use crate::brand::skeleton;
use crate::message::document::{Voice, sentences};
use crate::message::reading::Reading;
use crate::tables::{
    ACCOUNT_VERB, ASK_VERB, CORE_OBJECT, FILLER, HELD, IMPERATIVE, MILD, NEVER_SHARE, NO_OBJECT, OTHER_OBJECT, PAPER,
    SCAN, Table,
};

/// In bytes. A longer link text is a sentence that happens to contain a verb.
pub const LONGEST_ORDER: usize = 240;

/// Whether the folded text of a link asks for something about an account: with a verb that only accounts need ("sign in"), with a
/// verb and an object ("update" and "payment method"), or with nothing but a verb ("Submit now"). A short text needs no verb beside
/// an account, money or an identity.
pub fn asks_for_account(folded: &str) -> bool {
    /// In bytes.
    const SHORT: usize = 60;
    ACCOUNT_VERB.within(folded)
        || folded.len() <= LONGEST_ORDER && (asks_for_object(folded) || only_asks(folded))
        || folded.len() <= SHORT && concerns_account(folded)
}

/// Whether a text beside a link asks for something about an account. The words for "payment" and "identity" alone are nouns there.
pub fn asks_beside(folded: &str) -> bool {
    has_phrase(&ACCOUNT_VERB, folded, |phrase| CORE_OBJECT.get(phrase).is_none())
        || has_object(folded) && ASK_VERB.within(folded)
}

/// Whether a text has a verb of asking and an object of an account.
fn asks_for_object(folded: &str) -> bool {
    has_object(folded) && IMPERATIVE.within(folded)
        || (has_object(folded) || OTHER_OBJECT.within(folded)) && ASK_VERB.within(folded)
}

/// Whether a text names an account, money, an identity, a card or a document.
fn has_object(folded: &str) -> bool {
    concerns_account(folded) || PAPER.within(folded)
}

/// Whether a text consists of a verb of asking and of words that add nothing to it.
fn only_asks(folded: &str) -> bool {
    let (mut rest, mut asks) = (folded, false);
    while let Some(c) = rest.chars().next() {
        let length = match length_at(&ASK_VERB, rest) {
            Some(length) => {
                asks = true;
                length
            }
            // Japanese verbs end in hiragana.
            None if c.is_alphanumeric() && !('ぁ'..='ゟ').contains(&c) => match length_at(&FILLER, rest) {
                Some(length) => length,
                None => return false,
            },
            None => c.len_utf8(),
        };
        rest = &rest[length..];
    }
    asks
}

/// The length of the phrase that a text begins with, with the rest of its last word; returns `None` if it begins with no phrase.
fn length_at(table: &Table, text: &str) -> Option<usize> {
    let phrase = table.at(text)?;
    let stem = phrase.trim_end_matches('*').len();
    let ending = text[stem..].bytes().take_while(|byte| byte.is_ascii_alphanumeric() && stem < phrase.len());
    Some(stem + ending.count())
}

/// Whether a text is about the account itself, money or the reader's identity.
fn concerns_account(folded: &str) -> bool {
    CORE_OBJECT.within(folded) && !NO_OBJECT.within(folded)
}

/// Whether a mail as a whole is about an account, a payment or a document that is held, failed or demanded: its subject names it, or
/// a sentence of the text says so.
pub fn is_notice(reading: &Reading) -> bool {
    let subject = skeleton::fold_text(&reading.input.subject);
    let is_in_text = |text: &str| sentences(text).any(is_matter);
    let mut shown = reading.in_time(reading.document.spoken(Voice::Author)).filter(|block| !block.hidden);
    concerns_account(&subject) || is_matter(&subject) || shown.any(|block| is_in_text(&block.folded.text))
}

/// Whether a sentence says that something of an account is in trouble, or demands something about it.
fn is_matter(sentence: &str) -> bool {
    concerns_account(sentence) && says_trouble(sentence)
        || has_object(sentence) && ASK_VERB.within(sentence) && ACCOUNT_VERB.within(sentence)
}

/// The sentence that asks the reader to scan a code in order to sign in or to verify something of an account; returns `None` if the
/// message asks for no such thing. Codes for an event or a group are no request.
pub fn scan_request<'a>(reading: &'a Reading) -> Option<&'a str> {
    let asks = |sentence: &str| {
        let folded = skeleton::fold_text(sentence);
        SCAN.within(&folded)
            && ACCOUNT_VERB.within(&folded)
            && !NEVER_SHARE.within(&folded)
            && (concerns_account(&folded) || is_notice(reading))
    };
    let mut shown =
        reading.document.spoken(Voice::Author).filter(|block| !block.hidden && SCAN.within(&block.folded.text));
    shown.find_map(|block| sentences(&block.text).find(|sentence| asks(sentence)))
}

/// Whether a sentence has a word for a hold that is more than a usual step ("processed", "confirmed").
fn says_trouble(sentence: &str) -> bool {
    has_phrase(&HELD, sentence, |phrase| MILD.get(phrase).is_none())
}

/// Whether a text has a phrase of a table that passes a test.
fn has_phrase(table: &Table, text: &str, passes: impl Fn(&str) -> bool) -> bool {
    let mut rest = text;
    while let Some((at, phrase)) = table.find(rest) {
        if passes(phrase) {
            return true;
        }
        rest = &rest[at + length_at(table, &rest[at..]).unwrap_or(1)..];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brand::skeleton::fold_text;

    #[test]
    fn a_verb_and_an_object_ask_for_an_account_and_so_does_a_verb_alone() {
        for text in [
            "Update payment method",
            "Submit now",
            "Request payout",
            "立即提交",
            "重新提交资料",
            "解除限制",
            "恢復銷售",
            "異議を申し立てる",
            "続行する",
            "Konto freigeben",
            "Rétablir l'accès",
            "Kaartgegevens bijwerken",
        ] {
            assert!(asks_for_account(&fold_text(text)), "{text}");
        }
        for text in [
            "Track package",
            "Learn more",
            "Schedule a call with your account manager",
            "预约您的客户经理",
            "Take the survey",
            "Sendung verfolgen",
            "配送状況を見る",
            "Partager",
            "Submit your idea for the summit to the organisers",
        ] {
            assert!(!asks_for_object(&fold_text(text)) && !only_asks(&fold_text(text)), "{text}");
        }
    }

    #[test]
    fn a_sentence_is_a_matter_if_an_account_is_in_trouble_or_something_of_it_is_demanded() {
        for text in [
            "Your account has been deactivated",
            "We could not process your payment: it was declined",
            "Please upload a copy of your passport",
            "您的账户已被停用",
            "お支払い方法が無効です",
            "Ihr Verkäuferkonto wurde gesperrt",
        ] {
            assert!(is_matter(&fold_text(text)), "{text}");
        }
        for text in [
            "You can manage your account at any time",
            "Your payment was processed",
            "Your account manager would like to meet you",
            "Your memory card has shipped",
            "您的订单已发货",
        ] {
            assert!(!is_matter(&fold_text(text)), "{text}");
        }
    }
}
