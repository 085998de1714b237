//! Lures: requests for secrets, access or money, and pressure. They are reasons to show in a message that is contradictory
//! anyway, and never raise a level, because genuine notices also set deadlines and write about codes and passwords.

use crate::brand::skeleton;
use crate::message::attachments::is_form;
use crate::message::document::{Block, Voice, sentences, without_quotations};
use crate::message::facts::Facts;
use crate::message::finding::{Contradiction, ContradictionKind, Deception};
use crate::message::reading::Reading;
use crate::message::relay::Relayed;
use crate::message::senders::SenderStanding;
use crate::tables::{ASK, BUY, DEADLINE, NEVER_SHARE, PAYMENT, REMOTE_ACCESS, SECRET, Table};
use crate::vocabulary::{Code, Reason};

/// Things that Amazon never asks for by mail, each with the words of asking and its reason code.
static WANTED: [(&Table, &Table, Code); 3] = [
    (&SECRET, &ASK, Code::AsksForSecret),
    (&REMOTE_ACCESS, &ASK, Code::AsksForRemoteAccess),
    // A gift card counts only where the reader has to buy it, because genuine mails give gift cards as prizes.
    (&PAYMENT, &BUY, Code::AsksForPayment),
];
/// In bytes. A longer line is no item of a list.
const LONGEST_ITEM: usize = 80;

/// The lures in a message that has a deception or a contradiction. In a relayed mail only the buyer's words count.
pub fn in_message(
    reading: &Reading,
    facts: &Facts,
    deceptions: &[Deception],
    contradictions: &[Contradiction],
) -> Vec<Reason> {
    if deceptions.is_empty() && contradictions.is_empty() {
        return Vec::new();
    }
    let blocks = &reading.document.blocks;
    let mut found = if facts.standing == SenderStanding::Relay {
        of(Relayed::of(reading, &facts.links).buyer.into_iter().map(|at| &blocks[at]))
    } else {
        of(blocks
            .iter()
            .filter(|block| block.voice != Voice::Quoted || facts.is_forwarded && block.quotation.is_some()))
    };
    // In a message that speaks as Amazon, an attached form is a contradiction already.
    let is_known = contradictions.iter().any(|contradiction| contradiction.kind == ContradictionKind::FormAttached);
    let form = reading.input.attachments.iter().find(|attachment| !is_known && is_form(attachment));
    found.retain(|lure| contradictions.iter().all(|contradiction| contradiction.reason != *lure));
    found.extend(form.map(|form| Reason::new(Code::FormAttachment, [&*form.name])));
    found
}

/// The request for a secret in these blocks; returns `None` if there is none.
pub fn secret_in<'a>(blocks: impl Iterator<Item = &'a Block>) -> Option<Reason> {
    of(blocks).into_iter().find(|reason| reason.code == Code::AsksForSecret)
}

/// The lures in the shown ones of these blocks: each code once, with its sentence.
fn of<'a>(blocks: impl Iterator<Item = &'a Block>) -> Vec<Reason> {
    let mut found: Vec<Reason> = Vec::new();
    let mut note = |code: Code, sentence: &str| {
        if !found.iter().any(|reason| reason.code == code) {
            // The texts show it in quotation marks inside a sentence that has its own full stop.
            found.push(Reason::new(code, [sentence.trim().trim_end_matches('.')]));
        }
    };
    // "Please reply with the following:" asks for each item below it.
    let mut listing = false;
    for block in blocks.filter(|block| !block.hidden) {
        for sentence in sentences(&block.text) {
            let said = without_quotations(&skeleton::fold_text(sentence));
            let item = listing && said.len() <= LONGEST_ITEM;
            let warns = NEVER_SHARE.within(&said);
            for &(wanted, asking, code) in &WANTED {
                if !warns && wanted.within(&said) && (item || asking.within(&said)) {
                    note(code, sentence);
                }
            }
            if DEADLINE.within(&with_any_number(&said)) {
                note(Code::DeadlinePressure, sentence);
            }
            listing = item || !warns && sentence.trim_end().ends_with([':', '：']) && ASK.within(&said);
        }
    }
    found
}

/// A folded text with 0 for every number, and without the spaces that some writers put between a number and a character of another
/// script.
fn with_any_number(said: &str) -> String {
    let mut out = String::with_capacity(said.len());
    for c in said.chars() {
        if c.is_ascii_digit() && out.ends_with('0') {
            continue;
        }
        if !c.is_ascii() && out.ends_with("0 ") {
            out.pop();
        }
        out.push(if c.is_ascii_digit() { '0' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Segment;
    use crate::message::reading;

    fn lures(text: &str) -> Vec<Code> {
        let segment = Segment { text: text.into(), starts_block: true, ..Segment::default() };
        of(reading::read(&[segment], &crate::budget::Budget::unlimited()).blocks.iter())
            .into_iter()
            .map(|reason| reason.code)
            .collect()
    }

    #[test]
    fn requests_that_amazon_never_makes_are_found_in_every_language() {
        for text in [
            "Please reply with your password",
            "Enter the one-time code that we sent you.",
            "Kindly send us your card number and CVV",
            "We need your bank account number to release the funds",
            "请回复您收到的验证码",
            "請提供您的信用卡卡號與安全碼",
            "パスワードを入力してください",
            "Bitte senden Sie uns Ihre Kreditkartennummer",
            "Geben Sie bitte Ihr Passwort ein",
            "Veuillez nous communiquer votre mot de passe : communiquez votre code de vérification",
            "Inserisci il codice di verifica",
            "Introduzca su contraseña y el número de su tarjeta",
            "Informe a sua senha",
            "Geef uw wachtwoord door",
            "Podaj hasło do konta",
            "Lütfen şifrenizi girin",
        ] {
            assert_eq!(lures(text), [Code::AsksForSecret], "{text}");
        }
        for text in [
            "Install AnyDesk so that our agent can help you",
            "请安装向日葵并告诉我们识别码",
            "Before the call, install our support tool so that the specialist can see your screen",
            "Laden Sie TeamViewer herunter und teilen Sie uns die ID mit",
            "遠隔操作のためアプリをインストールしてください",
        ] {
            assert_eq!(lures(text), [Code::AsksForRemoteAccess], "{text}");
        }
        for text in [
            "Buy gift cards worth 500 USD and send us the numbers",
            "Pay the verification fee of 49 EUR",
            "请先支付加急费，审核当天完成",
            "Achetez des cartes cadeaux",
        ] {
            assert_eq!(lures(text), [Code::AsksForPayment], "{text}");
        }
    }

    #[test]
    fn a_warning_against_giving_something_away_is_no_request() {
        for text in [
            "Never share your password or your one-time code with anyone",
            "We will never ask for your card number. Do not share this verification code",
            "请勿向任何人透露验证码",
            "亚马逊不会要求您提供密码",
            "Geben Sie niemals Ihr Passwort weiter",
            "Ne communiquez jamais votre mot de passe",
            "Non comunicare mai la password",
            "Nunca comparta su contraseña",
            "Deel nooit uw wachtwoord. Installeer nooit AnyDesk",
            "Nigdy nie podawaj hasła",
            "パスワードを誰にも教えないでください",
            "Şifrenizi asla paylaşmayın",
            "Your password was changed on Monday",
            "您的验证码是 482913",
            "Deine Sicherheits-PIN ist abgelaufen, sie konnte nur einmal verwendet werden",
            "Gewinnen Sie eine Amazon Geschenkkarte über 750 €",
            "Confirm your address to get your gift card",
            "A caller said “install AnyDesk and send us your password”",
        ] {
            assert_eq!(lures(text), [], "{text}");
        }
    }

    #[test]
    fn a_list_below_a_request_is_part_of_it_and_text_behind_the_list_is_not() {
        assert_eq!(lures("Please reply with the following:\n- your shop\n- password"), [Code::AsksForSecret]);
        let far = "Thank you for your patience while we look into this matter for you and your business.\nPassword";
        assert_eq!(lures(&format!("Please reply with the following:\n- your shop\n{far}")), []);
        assert_eq!(lures("Passwords and you"), []);
    }

    #[test]
    fn a_short_deadline_is_pressure_and_opening_hours_are_not() {
        for text in [
            "Act within 24 hours",
            "within the next 48 hours",
            "请在72小时内完成",
            "請於 24 小時內回覆",
            "innerhalb von 48 Stunden",
            "sous 48 heures",
            "entro 24 ore",
            "en un plazo de 24 horas",
            "em até 24 horas",
            "24時間以内に",
            "binnen 24 uur",
            "w ciągu 24 godzin",
            "24 saat içinde",
        ] {
            assert_eq!(lures(text), [Code::DeadlinePressure], "{text}");
        }
        for text in
            ["Our support is open 24 hours a day", "24小时客服", "The last 24 hours in numbers", "7 Tage die Woche"]
        {
            assert_eq!(lures(text), [], "{text}");
        }
    }

    #[test]
    fn a_request_for_documents_is_no_lure() {
        for text in [
            "Please upload your business licence and a utility bill",
            "请上传营业执照和水电账单",
            "Laden Sie Ihren Ausweis hoch",
        ] {
            assert_eq!(lures(text), [], "{text}");
        }
    }

    #[test]
    fn each_lure_is_named_once_with_its_sentence_and_hidden_text_is_no_lure() {
        let segment =
            |text: &str, hidden| Segment { text: text.into(), starts_block: true, hidden, ..Segment::default() };
        let document = reading::read(
            &[
                segment("Send us your CVV", true),
                segment("Hello. Send us your PIN.", false),
                segment("Send us your CVV.", false),
            ],
            &crate::budget::Budget::unlimited(),
        );
        let found = of(document.blocks.iter());
        assert_eq!(found, [Reason::new(Code::AsksForSecret, ["Send us your PIN"])]);
    }
}
