//! The user's identity decides which mail counts as mail from the user's own organisation, so no text of a sender may
//! set it. Anyone can write an address of that organisation into From, so such an address excuses no mail that speaks
//! as Amazon.

use touchstone::input::{Attachment, LinkInput, Mailbox, MessageInput, Segment, Trace};
use touchstone::message;
use touchstone::vocabulary::Level;

/// A lure and an ordinary mail of a team, each as name, text and button, in five languages.
const LURES: [(&str, &str, &str); 5] = [
    ("Amazon Seller Performance", "Your Amazon seller account has been deactivated.", "Verify now"),
    ("亚马逊卖家绩效", "您的亚马逊卖家账户已被停用。", "立即验证"),
    ("Amazon Verkäuferservice", "Ihr Amazon-Verkäuferkonto wurde gesperrt.", "Jetzt bestätigen"),
    ("Amazonセラーサポート", "お客様のAmazonアカウントを停止しました。", "確認する"),
    ("Service vendeurs Amazon", "Votre compte vendeur Amazon est suspendu.", "Confirmer maintenant"),
];
const TEAMS: [(&str, &str, &str); 5] = [
    ("Amazon Support DE", "Please confirm your numbers for March.", "Open the sheet"),
    ("Amazon客服组", "请今天18:00前填写客服日报。", "立即填写"),
    ("Amazon Verkäuferservice", "Bitte tragt eure Retouren ein.", "Tabelle öffnen"),
    ("Amazonサポート", "本日の返品表を記入してください。", "記入する"),
    ("Service Amazon", "Merci de remplir le tableau des retours.", "Ouvrir le tableau"),
];

fn mail((name, text, button): (&str, &str, &str), address: &str, user: &[&str]) -> MessageInput {
    let segment = |text: &str, link| Segment { text: text.into(), link, starts_block: true, ..Segment::default() };
    MessageInput {
        from: Mailbox { name: Some(name.into()), address: Some(address.into()), ..Mailbox::default() },
        segments: vec![segment(text, None), segment(button, Some(0))],
        links: vec![LinkInput { href: "https://sheets.evil.example/x".into(), button: true, ..LinkInput::default() }],
        user: user.iter().map(|&address| address.to_owned()).collect(),
        ..MessageInput::default()
    }
}

/// The mail with a DMARC result of the receiving server for the user's own domain.
fn authenticated(mut input: MessageInput, result: &str) -> MessageInput {
    let step = |method: &str, result: &str, domain: &str| Trace {
        server: "mx.ours.example".into(),
        method: method.into(),
        result: result.into(),
        domain: domain.into(),
    };
    input.trace = vec![step("dmarc", result, "ours.example"), step("received", "", "sender.example")];
    input
}

fn level(input: &MessageInput) -> Level {
    message::judge(input).level
}

#[test]
fn recipients_do_not_name_the_user() {
    for lure in LURES.into_iter().chain(TEAMS) {
        let plain = mail(lure, "a@sender.example", &[]);
        for recipients in [["a@sender.example"], ["b@sender.example"], ["c@mail.sender.example"]] {
            let recipients = recipients.map(str::to_owned).to_vec();
            assert_eq!(
                message::judge(&MessageInput { recipients, ..plain.clone() }),
                message::judge(&plain),
                "{lure:?}"
            );
        }
    }
}

#[test]
fn the_users_own_domain_excuses_no_mail_that_speaks_as_amazon() {
    for lure in LURES {
        assert_eq!(level(&mail(lure, "a@ours.example", &["me@ours.example"])), Level::Danger, "{lure:?}");
        assert_eq!(level(&mail(lure, "me@ours.example", &["me@ours.example"])), Level::Danger, "{lure:?}");
        // The text alone, under the name of a colleague.
        let (_, text, button) = lure;
        let colleague = ("Anna Li", text, button);
        assert_eq!(level(&mail(colleague, "anna@ours.example", &["me@ours.example"])), Level::Danger, "{lure:?}");
    }
}

#[test]
fn a_named_colleague_may_report_a_held_account_and_ask_for_nothing_elsewhere() {
    for (_, text, _) in LURES {
        let mut report = mail(("Anna Li", text, "Seller Central"), "anna@ours.example", &["me@ours.example"]);
        report.links[0].href = "https://sellercentral.amazon.com/performance/dashboard".into();
        assert_eq!(level(&report), Level::Info, "{text}");
        let say = |text: &str| Segment { text: text.into(), starts_block: true, ..Segment::default() };
        let mut calls = report.clone();
        calls.segments.push(say("WhatsApp +44 7700 900123"));
        let mut answers = report.clone();
        answers.reply_to = vec![Mailbox { address: Some("anna@mail.example".into()), ..Mailbox::default() }];
        let mut attaches = report.clone();
        attaches.attachments = vec![Attachment { name: "form.html".into(), media_type: "text/html".into() }];
        let mut signs = report.clone();
        signs.segments.extend([say("Best regards,"), say("Amazon Seller Performance")]);
        for input in [calls, answers, attaches, signs] {
            assert!(level(&input) >= Level::Caution, "{text}");
        }
    }
}

#[test]
fn a_teams_ordinary_mail_stays_quiet_under_any_team_name() {
    for team in TEAMS {
        assert_eq!(level(&mail(team, "amazon@ours.example", &["me@ours.example"])), Level::Info, "{team:?}");
        assert!(level(&mail(team, "amazon@ours.example", &["me@other.example"])) >= Level::Caution, "{team:?}");
    }
}

#[test]
fn a_team_name_does_not_excuse_a_sign_in_outside_amazon() {
    for (name, _, _) in TEAMS {
        for button in ["Sign in to confirm your address", "登录", "Jetzt anmelden", "Se connecter", "Accedi"] {
            let lure = (name, "Your parcel could not be delivered.", button);
            assert!(level(&mail(lure, "parcels@ours.example", &["me@ours.example"])) >= Level::Caution, "{button}");
            let mut genuine = mail(lure, "parcels@ours.example", &["me@ours.example"]);
            genuine.links[0].href = "https://sellercentral.amazon.de/".into();
            assert_eq!(level(&genuine), Level::Info, "{button}");
        }
        for button in ["Upload your numbers", "Confirm your numbers", "上传日报"] {
            let sheet = (name, "Please add your numbers for March.", button);
            assert_eq!(level(&mail(sheet, "amazon@ours.example", &["me@ours.example"])), Level::Info, "{button}");
        }
    }
}

#[test]
fn other_customers_of_a_mailbox_provider_are_not_colleagues() {
    for provider in
        ["comcast.net", "btinternet.com", "ocn.ne.jp", "hinet.net", "posteo.de", "alice.it", "sfr.fr", "terra.es"]
    {
        for team in TEAMS {
            let mail = mail(team, &format!("a@{provider}"), &[&format!("me@{provider}")]);
            assert!(level(&mail) >= Level::Caution, "{provider}");
        }
    }
}

#[test]
fn a_foreign_server_or_a_failed_authentication_removes_the_excuse_and_a_passed_one_gives_it() {
    for (lure, team) in LURES.into_iter().zip(TEAMS) {
        let of = |kind| mail(kind, "amazon@ours.example", &["me@ours.example"]);
        let mut via = of(team);
        via.from.via = Some("bulk.example".into());
        assert!(level(&via) >= Level::Caution, "{team:?}");
        via.from.via = Some("mail.ours.example".into());
        assert_eq!(level(&via), Level::Info, "{team:?}");
        assert!(level(&authenticated(of(team), "fail")) >= Level::Caution, "{team:?}");
        assert_eq!(level(&authenticated(of(team), "pass")), Level::Info, "{team:?}");
        assert_eq!(level(&authenticated(of(lure), "fail")), Level::Danger, "{lure:?}");
        assert!(level(&authenticated(of(lure), "pass")) <= Level::Caution, "{lure:?}");
    }
}

#[test]
fn a_forwarded_block_that_names_a_colleague_does_not_name_the_user() {
    for (name, text, button) in LURES {
        let mut input = mail((name, text, button), "a@sender.example", &["me@ours.example"]);
        let header = ["From: Tom <tom@ours.example>", "Date: Monday", "Subject: x", "To: me@ours.example"];
        let header = header.map(|line| Segment { text: line.into(), starts_block: true, ..Segment::default() });
        input.segments.splice(0..0, header);
        assert_eq!(level(&input), Level::Danger, "{name}");
    }
}

#[test]
fn a_mail_in_the_users_sent_folder_is_from_the_user() {
    let mail = |sent| MessageInput {
        from: Mailbox {
            name: Some("Amazon Seller Support".into()),
            address: Some("alias@ourbrand.example".into()),
            via: None,
            uncertain: false,
        },
        subject: "Your Amazon account is on hold".into(),
        user: vec!["alias@ourbrand.example".into()],
        sent,
        ..MessageInput::default()
    };
    assert_eq!(message::judge(&mail(true)).level, Level::Info);
    assert!(message::judge(&mail(false)).level >= Level::Caution);
}
