//! Actions: whether a message asks the reader to follow a link, and the numbers and handles that it asks the reader to contact.

use crate::brand::named_host::host_named_by;
use crate::input::LinkInput;
use crate::message::demand;
use crate::message::document::{Block, Document, Quotation, sentences};
use crate::message::text_claim;
use crate::tables;
use crate::tables::places::PlaceKind;
use crate::vocabulary::Role;

/// The kind of mail that contains a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// A mail from an Amazon address. Only a link that asks for something about the account is an action.
    AmazonMail,
    /// A mail of the user's organisation. A notice of Amazon's that a colleague forwards is read like the notice itself.
    Colleague,
    /// A mail from an Amazon address that as a whole is about a held account, a payment or a document. Every button and every link
    /// with an imperative is an action.
    AmazonNotice,
    /// Any other mail.
    OtherMail,
}

/// Finds the roles of the links of one message.
pub struct Roles<'a> {
    document: &'a Document,
    setting: Setting,
    /// The setting of each quotation. A genuine mail that was forwarded is read like the mail itself.
    quotations: Vec<Setting>,
    /// For each block whether it asks for something; `None` until a link needs the answer. Many links may stand in one block.
    asks: Vec<Option<bool>>,
}

impl<'a> Roles<'a> {
    /// Prepares for the links of this document.
    pub fn new(document: &'a Document, setting: Setting) -> Self {
        let setting_of = |quotation: &Quotation| {
            if quotation.is_from_amazon() { Setting::AmazonMail } else { Setting::OtherMail }
        };
        let mut quotations: Vec<Setting> = document.quotations.iter().map(setting_of).collect();
        if quotations.contains(&Setting::AmazonMail) {
            // In a message about an account, every request counts, because a forged header block costs nothing.
            for block in &document.blocks {
                if let Some(setting) = block.quotation.and_then(|at| quotations.get_mut(at))
                    && *setting == Setting::AmazonMail
                    && text_claim::is_account_matter(&block.folded.text)
                {
                    *setting = Setting::OtherMail;
                }
            }
        }
        Self { document, setting, quotations, asks: vec![None; document.blocks.len()] }
    }

    /// The setting of a block.
    fn setting_of(&self, block: Option<&Block>) -> Setting {
        let quotation = block.and_then(|block| block.quotation);
        match quotation.and_then(|at| self.quotations.get(at)) {
            Some(setting) if !matches!(self.setting, Setting::AmazonMail | Setting::AmazonNotice) => *setting,
            _ => self.setting,
        }
    }

    /// The role of a link. `text` is its own text.
    pub fn role(&mut self, input: &LinkInput, text: &str, at: u32) -> Role {
        if self.is_action(input, text, at) { Role::Action } else { Role::Other }
    }

    fn is_action(&mut self, input: &LinkInput, text: &str, at: u32) -> bool {
        let folded = crate::brand::skeleton::fold_text(text);
        let folded = folded.trim();
        if input.form {
            return true;
        }
        let setting = self.setting_of(self.document.block_of(at).map(|(_, block)| block));
        let is_footer = is_footer(&input.href, folded);
        if is_footer && !(setting == Setting::AmazonNotice && is_no_footer_of_notice(input, folded)) {
            return false;
        }
        let is_bare = || host_named_by(text).is_some();
        match setting {
            // A button in a message that a stranger forwards counts, because anyone can write a header block.
            _ if input.button && self.setting == Setting::OtherMail => true,
            Setting::AmazonMail => {
                demand::asks_for_account(folded) || (is_bare() || only_points(folded)) && self.is_asked_for(at)
            }
            Setting::AmazonNotice if demand::asks_for_account(folded) || self.stands_alone(at) => true,
            Setting::AmazonNotice | Setting::OtherMail | Setting::Colleague => {
                input.button
                    || folded.len() <= demand::LONGEST_ORDER && tables::IMPERATIVE.within(folded)
                    || tables::ACCOUNT_VERB.within(folded)
                    || is_bare() && self.is_asked_for(at)
                    // A link without text is an image or an icon, and as big as a button.
                    || folded.is_empty() && self.document.block_of(at).is_some()
            }
        }
    }

    /// Whether a shown line consists of this link alone, as a button without colour does.
    fn stands_alone(&self, link: u32) -> bool {
        self.document.block_of(link).is_some_and(|(_, block)| !block.hidden && block.links == [link] && block.all_link)
    }

    /// Whether the block that contains a link, or the shown one right before it, asks for something.
    fn is_asked_for(&mut self, link: u32) -> bool {
        let Some((index, _)) = self.document.block_of(link) else {
            return false;
        };
        self.asks(index) || self.document.shown_before(index).is_some_and(|before| self.asks(before))
    }

    fn asks(&mut self, block: usize) -> bool {
        /// In bytes. A longer paragraph asks for many things.
        const LONGEST: usize = 600;
        let shown = &self.document.blocks[block];
        let setting = self.setting_of(Some(shown));
        let text = &shown.folded.text;
        *self.asks[block].get_or_insert_with(|| text.len() <= LONGEST && asks_beside(text, setting))
    }
}

/// Whether a link belongs to a footer by its folded text or its host, so that it asks for nothing: an app store, a way to
/// unsubscribe, a legal page, a survey. A text that asks for the account never does.
pub fn is_footer(href: &str, folded: &str) -> bool {
    leads_to(href, PlaceKind::Store)
        || !tables::ACCOUNT_VERB.within(folded)
            && (tables::NEVER_ACTION.within(folded) || tables::SURVEY.within(folded))
}

/// Whether a link that looks like one of a footer is none in a notice: a button, whatever it says, and a survey anywhere but at
/// the places where Amazon has its surveys.
fn is_no_footer_of_notice(input: &LinkInput, folded: &str) -> bool {
    !leads_to(&input.href, PlaceKind::Store)
        && !leads_to(&input.href, PlaceKind::UsedByAmazon)
        && (input.button || tables::SURVEY.within(folded))
}

fn leads_to(href: &str, kind: PlaceKind) -> bool {
    let host = host_named_by(href);
    host.as_ref().and_then(|host| host.name()).is_some_and(|name| name.known.is(kind))
}

/// Whether a text asks for something, so that a link beside it is an action if its own text only points or is a bare address. A
/// sentence that warns against links asks for none.
pub fn asks_beside(folded: &str, setting: Setting) -> bool {
    let asks: fn(&str) -> bool = match setting {
        Setting::AmazonMail => demand::asks_beside,
        Setting::AmazonNotice | Setting::OtherMail | Setting::Colleague => |text| tables::IMPERATIVE.within(text),
    };
    asks(folded) && sentences(folded).any(|sentence| asks(sentence) && !tables::LINK_WARNING.within(sentence))
}

/// Whether the text of a link only points, as "here", "click here", a picture or "Seller Central" do, so that the request stands beside
/// it. The name of another site ("VIES") does not point.
fn only_points(folded: &str) -> bool {
    let short = folded.split_whitespace().count() <= 3 || folded.len() <= 12;
    short && (folded.is_empty() || tables::IMPERATIVE.within(folded) || text_claim::mentions_brand(folded))
}

/// The number or handle that a text gives for contact; returns `None` if it gives none. It is the name of a messenger with an
/// identifier behind it, or a telephone number.
pub fn contact(folded: &str) -> Option<String> {
    /// In characters; no messenger has longer handles.
    const LONGEST_HANDLE: usize = 64;
    const COLONS: [char; 2] = [':', '：'];
    for messenger in crate::tables::MESSENGER_NAMES {
        for (at, _) in folded.match_indices(messenger) {
            // In English, "line" is an ordinary word.
            if folded[..at].ends_with(|c: char| c.is_ascii_alphanumeric()) || messenger == "line:" && folded.is_ascii()
            {
                continue;
            }
            // A few characters of other scripts may stand between name and handle: "微信办理：name1".
            let behind = &folded[at + messenger.len()..];
            let start = behind.char_indices().take(8).find(|&(_, c)| c.is_ascii_alphanumeric() || c == '+');
            let rest = start.map_or("", |(start, _)| &behind[start..]);
            let in_handle = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+');
            let handle: String = rest.chars().take(LONGEST_HANDLE).take_while(in_handle).collect();
            let gap = start.map_or("", |(start, _)| &behind[..start]);
            // A handle without digits is told from a word by its mark or, in a text of another script, by its place.
            let is_placed =
                gap.contains(COLONS) || messenger.ends_with(COLONS) || !messenger.is_ascii() && gap.trim().is_empty();
            let marked = gap.ends_with('@') || is_placed && !folded.is_ascii();
            if handle.len() >= 5 && (marked || handle.bytes().any(|b| b.is_ascii_digit())) {
                return Some(format!("{messenger} {handle}"));
            }
        }
    }
    for (at, _) in folded.match_indices('+') {
        let number: String = folded[at..]
            .chars()
            .take(24)
            .take_while(|c| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')' | '.'))
            .collect();
        if number.bytes().filter(u8::is_ascii_digit).count() >= 9 {
            return Some(number.trim_end_matches(|c: char| !c.is_ascii_digit()).to_owned());
        }
    }
    national_number(folded)
}

/// A telephone number in a national form; returns `None` if the text does not also say to call: "call 1-888-555-0142", "拨打
/// 400-882-0000".
fn national_number(folded: &str) -> Option<String> {
    let call = tables::CALL.find(folded)?.0;
    let digits = with_plain_digits(folded);
    let part = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '.' | '/');
    digits.split(|c: char| !part(c)).map(str::trim).find_map(|number| {
        let count = number.bytes().filter(u8::is_ascii_digit).count();
        // Numbers of cases and orders have fewer gaps or more digits, and no zero in front.
        let gaps = number.bytes().filter(|b| matches!(b, b' ' | b'-' | b'.' | b'/')).count();
        let is_near = || digits.get(call..).and_then(|behind| behind.find(number)).is_some_and(|at| at <= NEAR_CALL);
        let is_number = gaps >= 2 || number.starts_with(['0', '(']) || gaps <= 1 && is_near();
        ((9..=14).contains(&count) && is_number).then(|| number.to_owned())
    })
}

/// A text in which letters beside digits are the digits that they look like: "8o8.555.0l47".
fn with_plain_digits(folded: &str) -> String {
    let bytes = folded.as_bytes();
    let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let plain = |(at, c): (usize, char)| match c {
        'o' if is_digit(at.checked_sub(1)) || is_digit(at.checked_add(1)) => '0',
        'l' | 'i' if is_digit(at.checked_sub(1)) || is_digit(at.checked_add(1)) => '1',
        _ => c,
    };
    folded.char_indices().map(plain).collect()
}

/// In bytes: how far behind the word for a call its number stands.
const NEAR_CALL: usize = 30;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brand::skeleton;
    use crate::budget::Budget;
    use crate::input::Segment;
    use crate::message::reading;

    fn role_of(link_text: &str, around: &str, button: bool, setting: Setting) -> Role {
        let segments = [
            Segment { text: around.into(), starts_block: true, ..Segment::default() },
            Segment { text: link_text.into(), link: Some(0), ..Segment::default() },
        ];
        let document = reading::read(&segments, &Budget::unlimited());
        let input = LinkInput { href: "https://shop.example/x".into(), button, ..LinkInput::default() };
        Roles::new(&document, setting).role(&input, link_text, 0)
    }

    #[test]
    fn buttons_and_imperatives_are_actions_and_footer_links_are_not() {
        use Role::{Action, Other};
        for (text, around, button, expected) in [
            ("Verify now", "", false, Action),
            ("立即验证", "", false, Action),
            ("こちらから確認", "", false, Action),
            ("Jetzt bestätigen", "", false, Action),
            ("Your dashboard", "", true, Action),
            ("https://shop.example/x", "Copy and paste this link: ", false, Action),
            ("https://shop.example/x", "Our site: ", false, Other),
            ("Unsubscribe", "", true, Other),
            ("退订", "", false, Other),
            ("View in browser", "", false, Other),
            ("Privacy policy", "", false, Other),
            ("Take our survey", "", true, Other),
            ("Sign in to take the survey", "", false, Action),
            ("Acme Ltd", "", false, Other),
        ] {
            assert_eq!(role_of(text, around, button, Setting::OtherMail), expected, "{text}");
        }
    }

    #[test]
    fn a_sentence_that_warns_against_links_asks_for_none() {
        for around in [
            "Don't click the link in that mail: ",
            "Please do not click it, it is a fake. ",
            "Bitte nicht auf den Link klicken: ",
            "Klicken Sie nicht auf den Link ",
            "Ne cliquez pas sur le lien : ",
            "Non cliccate sul link ",
            "No haga clic en el enlace ",
            "Nie klikaj w link: ",
            "别点邮件里的链接：",
            "请勿点击邮件中的链接 ",
            "請不要點擊郵件裡的連結：",
            "リンクはクリックしないでください: ",
            "링크를 클릭하지 마세요: ",
        ] {
            assert_eq!(role_of("https://shop.example/x", around, false, Setting::OtherMail), Role::Other, "{around}");
        }
        // A warning takes nothing away from another sentence.
        let around = "Do not click on links in other mails! Verify your account here: ";
        assert_eq!(role_of("https://shop.example/x", around, false, Setting::OtherMail), Role::Action);
    }

    #[test]
    fn in_a_mail_from_an_amazon_address_only_account_verbs_make_an_action() {
        use Role::{Action, Other};
        for (text, around, expected) in [
            ("Sign in", "", Action),
            ("Upload documents", "", Action),
            ("here", "To verify your identity, click ", Action),
            ("Track package", "", Other),
            ("Register for the webinar", "", Other),
            ("Read the regulation", "", Other),
        ] {
            assert_eq!(role_of(text, around, true, Setting::AmazonMail), expected, "{text}");
        }
    }

    #[test]
    fn numbers_and_handles_for_contact_are_found() {
        assert!(contact("please call +1 815 452 4246 now").is_some());
        assert!(contact("加微信: amz8899x 办理").is_some());
        assert!(contact("请加我企业微信办理：wanglei-amz2026").is_some());
        assert!(contact("telegram @amz_manager_hr").is_some());
        assert!(contact("call our fraud desk now: 1-888-555-0142 (24/7).").is_some());
        assert!(contact("请拨打专线 400-882-0000 转 2").is_some());
        for number in [
            "call our team at 8o8.555.0l47",
            "ring 08-555 014 70",
            "rufen sie 030 12345678 an",
            "zadzwon pod numer 22 555 01 47",
            "bel 020-5550147",
            "お電話 0120-555-147",
            "ligue 0800 555 0147",
            "arayin: 0850 555 01 47",
            "please call 8185550113",
        ] {
            assert!(contact(&skeleton::fold_text(number)).is_some(), "{number}");
        }
        assert!(contact("during spring, case 7710001234 stays open").is_none());
        assert!(contact("invoice +20 items").is_none());
        assert!(contact("order 114-0000001-0000002, call us").is_none());
        assert!(contact("reference 771 000 1234").is_none());
        assert!(contact("our wechat account").is_none());
    }
}
