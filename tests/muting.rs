//! After "don't warn about this address", the sender's name and address cause no warning, and links to the sender's own domain count
//! as the sender's. Everything else in the mail is judged as before.

use touchstone::charset::decode;
use touchstone::input::{LinkInput, Mailbox, MessageInput, Segment, Trace};
use touchstone::mail;
use touchstone::message;
use touchstone::vocabulary::{Level, MessageVerdict};

/// A name that speaks as Amazon, a text that holds the account, and a button, in seven languages.
const LURES: [(&str, &str, &str); 7] = [
    ("Amazon Seller Support", "Your Amazon seller account has been deactivated.", "Verify your account"),
    ("亚马逊卖家支持", "您的亚马逊卖家账户已被停用。", "立即验证"),
    ("Amazon Verkäuferservice", "Ihr Amazon-Verkäuferkonto wurde gesperrt.", "Jetzt bestätigen"),
    ("Amazonセラーサポート", "お客様のAmazonアカウントを停止しました。", "確認する"),
    ("Amazon Service Vendeurs", "Votre compte vendeur Amazon a été suspendu.", "Confirmer mon compte"),
    ("Amazon Soporte al vendedor", "Su cuenta de vendedor de Amazon ha sido suspendida.", "Verificar cuenta"),
    ("Amazon Supporto Venditori", "Il tuo account venditore Amazon è stato sospeso.", "Verifica account"),
];

fn mail(lure: (&str, &str, &str), address: &str, href: &str) -> MessageInput {
    let (name, text, button) = lure;
    let segment = |text: &str, link| Segment { text: text.into(), link, starts_block: true, ..Segment::default() };
    MessageInput {
        from: Mailbox { name: Some(name.into()), address: Some(address.into()), ..Mailbox::default() },
        segments: vec![segment(text, None), segment(button, Some(0))],
        links: vec![LinkInput { href: href.into(), button: true, ..LinkInput::default() }],
        ..MessageInput::default()
    }
}

/// The verdicts before and after the user muted the sender.
fn judged(input: &MessageInput) -> [MessageVerdict; 2] {
    let mut muted = input.clone();
    muted.remembered = input.from.address.iter().cloned().collect();
    [message::judge(input), message::judge(&muted)]
}

#[test]
fn links_to_a_muted_senders_own_domain_count_as_the_senders() {
    for lure in LURES {
        for (address, href) in [
            ("a@mail.agency.example", "https://portal.agency.example/x"),
            ("a@worldfirst.com", "https://www.worldfirst.com.cn/x"),
            ("a@lingxing.com", "https://erp.asinking.com/x"),
        ] {
            let mut input = mail(lure, address, href);
            // The signature keeps a known firm from being excused as another speaker.
            for text in ["Sincerely,", "Amazon Seller Performance"] {
                input.segments.push(Segment { text: text.into(), starts_block: true, ..Segment::default() });
            }
            let [before, after] = judged(&input);
            assert_eq!(before.level, Level::Danger, "{lure:?} {href}");
            assert_eq!((after.level, after.sender.level), (Level::Info, Level::Info), "{lure:?} {href}");
            assert_eq!(after.links[0].verdict.level(), Level::Info, "{lure:?} {href}");
        }
    }
}

#[test]
fn muting_a_sender_changes_no_other_link() {
    for lure in LURES {
        for (address, href) in [
            ("a@agency.example", "https://evil.example/x"),
            ("a@agency.example", "https://bit.ly/3abc"),
            ("a@agency.example", "https://agency.example.evil.example/x"),
            ("a@agency.example", "https://www.google.com/url?q=https://agency.example/&q=https://evil.example/"),
            ("a@gmail.com", "https://mail.gmail.com/x"),
            ("a@qq.com", "https://docs.qq.com/sheet/x"),
            ("a@notion.site", "https://x.notion.site/y"),
            ("a@co.uk", "https://x.co.uk/y"),
            // These deceive even on the sender's own domain.
            ("a@agency.example", "https://agency.example/ap/signin"),
            ("a@agency.example", "https://sellercentral.amazon.com@agency.example/"),
            ("a@agency.example", "https://sellercentral.amazon.com.agency.example/"),
            ("a@amazon-verify.example", "https://amazon-verify.example/x"),
            ("a@agency.example", "mailto:amazon-support@gmail.com"),
        ] {
            let [before, after] = judged(&mail(lure, address, href));
            assert!(before.level >= Level::Caution, "{lure:?} {href}");
            assert_eq!(after.level, before.level, "{lure:?} {address} {href}");
            assert_eq!(after.links[0].verdict.level(), before.links[0].verdict.level(), "{lure:?} {address} {href}");
        }
    }
}

#[test]
fn a_text_that_names_amazon_over_a_muted_senders_own_link_still_warns() {
    for (name, text, _) in LURES {
        let lure = (name, text, "https://sellercentral.amazon.com/");
        let [before, after] = judged(&mail(lure, "a@agency.example", "https://agency.example/x"));
        assert_eq!((before.level, after.level), (Level::Danger, Level::Danger), "{name}");
    }
}

#[test]
fn muting_a_sender_changes_no_other_way_to_act() {
    for lure in LURES {
        let mut contact = mail(lure, "a@agency.example", "");
        contact.segments[1] =
            Segment { text: "WhatsApp +44 7700 900123".into(), starts_block: true, ..Segment::default() };
        contact.links.clear();
        let mut form = mail(lure, "a@agency.example", "https://agency.example/x");
        form.links.push(LinkInput { href: "https://evil.example/f".into(), form: true, ..LinkInput::default() });
        for input in [contact, form] {
            let [before, after] = judged(&input);
            assert_eq!((before.level, after.level), (Level::Danger, Level::Danger), "{lure:?}");
        }
    }
}

#[test]
fn muting_ends_where_another_person_may_be_writing() {
    for lure in LURES {
        let plain = mail(lure, "a@agency.example", "https://agency.example/x");
        let answers = |address: &str| {
            let reply_to = vec![Mailbox { address: Some(address.into()), ..Mailbox::default() }];
            MessageInput { reply_to, ..plain.clone() }
        };
        for (input, holds) in [
            (answers("b@agency.example"), true),
            (answers("a@mail.agency.example"), true),
            (answers("a@evil.example"), false),
            (answers("agency@gmail.com"), false),
        ] {
            let [before, after] = judged(&input);
            assert!(before.level >= Level::Caution);
            assert_eq!(after.level < before.level, holds, "{lure:?} {:?}", input.reply_to);
        }
        let mut forged = plain.clone();
        let step = |method: &str, result: &str, domain: &str| Trace {
            server: "mx.ours.example".into(),
            method: method.into(),
            result: result.into(),
            domain: domain.into(),
        };
        forged.trace = vec![step("dmarc", "fail", "agency.example"), step("received", "", "sender.example")];
        let [before, after] = judged(&forged);
        assert_eq!(after.level, before.level, "the receiving server says that the domain did not send it");
    }
}

/// Whole mails as their sender wrote them, each with a link to the sender's own domain and one elsewhere.
#[test]
fn in_a_whole_mail_only_the_senders_own_links_lose_their_warning() {
    for (from, subject, text, own, other) in [
        (
            "Amazon Partner Desk",
            "Your Amazon account is on hold",
            "Your Amazon seller account is on hold.",
            "Open the portal",
            "Verify your account",
        ),
        ("亚马逊卖家支持", "您的账户已被停用", "您的亚马逊卖家账户已被停用。", "打开门户", "立即验证"),
        (
            "Amazon Verkäuferservice",
            "Ihr Konto ist gesperrt",
            "Ihr Amazon-Verkäuferkonto wurde gesperrt.",
            "Portal öffnen",
            "Jetzt bestätigen",
        ),
        (
            "Amazonセラーサポート",
            "アカウント停止のお知らせ",
            "お客様のAmazonアカウントを停止しました。",
            "ポータルを開く",
            "確認する",
        ),
    ] {
        let raw = |links: &str| {
            let head = format!("From: \"{from}\" <a@agency.example>\r\nSubject: {subject}\r\nMIME-Version: 1.0");
            format!("{head}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>{text}</p>{links}")
        };
        let own = format!("<p><a href=\"https://portal.agency.example/x\">{own}</a></p>");
        let other = format!("<p><a href=\"https://evil.example/x\">{other}</a></p>");
        for (links, level) in [(own.clone(), Level::Info), (format!("{own}{other}"), Level::Danger)] {
            let input = mail::read(raw(&links).as_bytes(), decode).expect("a mail");
            let [before, after] = judged(&input);
            assert_eq!((before.level, after.level), (Level::Danger, level), "{from}: {links}");
            assert_eq!(after.links[0].verdict.level(), Level::Info, "{from}: the sender's own link");
        }
    }
}

#[test]
fn muting_covers_exactly_one_address() {
    for lure in LURES {
        let mut input = mail(lure, "b@agency.example", "https://agency.example/x");
        let before = message::judge(&input);
        assert!(before.level >= Level::Caution, "{lure:?}");
        input.remembered = vec!["a@agency.example".into(), "ab@agency.example".into()];
        assert_eq!(message::judge(&input), before, "{lure:?}");
    }
}
