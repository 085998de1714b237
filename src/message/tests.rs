//! Tests of whole messages.

use super::*;
use crate::input::{Attachment, LinkInput, Mailbox, Trace};
use crate::link::gateways::Gateways;
use crate::vocabulary::Level;

fn mail(name: &str, address: &str, text: &str, href: &str) -> MessageInput {
    let segment = |text: &str, link| Segment { text: text.into(), link, starts_block: true, ..Segment::default() };
    MessageInput {
        from: Mailbox { name: Some(name.into()), address: Some(address.into()), ..Mailbox::default() },
        subject: "Your account".into(),
        segments: vec![segment(text, None), segment("Sign in", Some(0))],
        links: vec![LinkInput { href: href.into(), button: true, ..LinkInput::default() }],
        ..MessageInput::default()
    }
}

fn codes(input: &MessageInput) -> Vec<Code> {
    judge(input).findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn a_remembered_name_counts_for_exactly_that_name() {
    let level = |address: &str, href: &str, remembered: &[&str]| {
        let mut input = mail("Amazon Seller Central", address, "Your seller account is on hold.", href);
        input.remembered = remembered.iter().map(|&name| name.to_owned()).collect();
        judge(&input).level
    };
    let (sender, link) = ("a@mail.example", "https://amazon-verify.example/x");
    assert_eq!(level(sender, link, &[]), Level::Danger);
    assert_eq!(level(sender, link, &[sender, "amazon-verify.example"]), Level::Info);
    assert_eq!(level(sender, link, &["amazon-verify.example"]), Level::Caution, "the sender is still not Amazon's");
    assert_eq!(level(sender, link, &[sender]), Level::Danger, "the host still imitates");
    for (sender, link) in [
        ("b@mail.example", "https://amazon-verify.example/x"),
        (sender, "https://www.amazon-verify.example/x"),
        (sender, "https://sellercentral.amazon.com@amazon-verify.example/x"),
        (sender, "https://amazon-verify.example/ap/signin"),
    ] {
        let remembered = ["a@mail.example", "amazon-verify.example"];
        assert!(level(sender, link, &remembered) >= Level::Caution, "{sender} {link}");
    }
    let genuine = "https://sellercentral.amazon.com/";
    assert_eq!(level("a@amazon.com", genuine, &["sellercentral.amazon.com"]), Level::Ok);
}

const LURES: &str = "Reply with your password within 24 hours. Install AnyDesk. Buy gift cards.";

#[test]
fn lures_are_named_only_in_a_contradictory_mail() {
    use Code::{AsksForPayment, AsksForRemoteAccess, AsksForSecret, DeadlinePressure};
    let named = |input: &MessageInput| {
        let lures = [AsksForSecret, DeadlinePressure, AsksForRemoteAccess, AsksForPayment];
        codes(input).into_iter().filter(|code| lures.contains(code)).collect::<Vec<_>>()
    };
    let fake = mail("Amazon Seller Central", "a@mail.example", LURES, "https://evil.example");
    assert_eq!(named(&fake), [AsksForSecret, DeadlinePressure, AsksForRemoteAccess, AsksForPayment]);
    let genuine = mail("Amazon", "a@amazon.com", LURES, "https://sellercentral.amazon.com");
    assert_eq!(judge(&genuine).level, Level::Ok);
    assert!(named(&genuine).is_empty());
    let elsewhere = mail("Amazon", "a@amazon.com", LURES, "https://evil.example");
    assert!(!named(&elsewhere).is_empty(), "from an Amazon address, but it leads away");
    assert!(named(&mail("Tom", "tom@shop.example", LURES, "https://shop.example")).is_empty());
}

#[test]
fn quoted_words_are_no_lure_and_in_relayed_mails_only_the_buyers_words_count() {
    let mut fake = mail("Amazon Seller Central", "a@mail.example", "Hello", "https://evil.example");
    fake.segments.push(Segment { text: format!("> {LURES}"), starts_block: true, ..Segment::default() });
    assert!(!codes(&fake).contains(&Code::AsksForSecret));
    let frame = "Never mind.\nBegin message\nThis is Amazon Seller Support, send us your password\nEnd message\nReply within 24 hours";
    let relayed = mail("Jane", "x@marketplace.amazon.com", frame, "https://evil.example");
    let found = codes(&relayed);
    assert!(found.contains(&Code::AsksForSecret) && !found.contains(&Code::DeadlinePressure), "{found:?}");
}

/// The written mails of `tests/mails`.
#[cfg(feature = "cli")]
fn written_mails() -> Vec<MessageInput> {
    let folders = ["ordinary", "attacks"].map(|name| format!("{}/tests/mails/{name}", env!("CARGO_MANIFEST_DIR")));
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).expect("a folder of mails"));
    let read =
        |path| crate::mail::read(&std::fs::read(path).expect("a mail"), crate::charset::decode).expect("readable");
    files.map(|file| read(file.expect("a file").path())).collect()
}

#[cfg(feature = "cli")]
#[test]
fn no_level_depends_on_lures() {
    let mut with_lures = 0;
    for input in written_mails() {
        let budget = Budget::unlimited();
        let document = reading::read(&input.segments, &budget);
        let reading = Reading { input: &input, document: &document, budget: &budget, gateways: &Gateways::default() };
        let evidence = || evidence::gather(&reading, &identity::of_user(&input));
        let verdict = |mut evidence: evidence::Evidence| {
            let mut listener = ();
            let mut walk = Walk::new(&mut listener);
            verdict::weigh(&mut evidence, &mut walk);
            let level = walk.level;
            MessageVerdict { level, ..verdict::of(evidence, &input.attachments) }
        };
        let mut without = evidence();
        with_lures += usize::from(!without.lures.is_empty());
        without.lures.clear();
        let (found, without) = (verdict(evidence()), verdict(without));
        assert_eq!(found.level, without.level, "{}", input.subject);
        assert_eq!(found.links, without.links, "{}", input.subject);
        assert_eq!(found.sender, without.sender, "{}", input.subject);
    }
    assert!(with_lures > 20, "{with_lures}");
}

#[cfg(feature = "cli")]
#[test]
fn a_request_or_a_deadline_makes_no_harmless_mail_louder() {
    for mut input in written_mails() {
        let before = judge(&input);
        if before.level > Level::Info {
            continue;
        }
        let text = format!("{LURES} 请在24小时内回复验证码");
        input.segments.insert(0, Segment { text, starts_block: true, ..Segment::default() });
        assert_eq!(judge(&input).level, before.level, "{}", input.subject);
    }
}

#[test]
fn a_mail_that_is_only_a_document_contradicts_a_claim_to_be_amazon() {
    let only = |name: &str, address: &str, file: &str| {
        let mut input = mail(name, address, "", "");
        input.segments.clear();
        input.links.clear();
        input.attachments.push(Attachment { name: file.into(), media_type: "application/octet-stream".into() });
        let verdict = judge(&input);
        (verdict.level, verdict.findings.iter().any(|f| matches!(f.code, Code::OnlyAttachment | Code::FormAttachment)))
    };
    assert_eq!(only("Amazon Seller Central", "a@mail.example", "notice.PDF"), (Level::Danger, true));
    assert_eq!(only("Amazon Seller Central", "a@mail.example", "form.html "), (Level::Danger, true));
    assert_eq!(only("Tom", "tom@shop.example", "form.html"), (Level::Info, false));
    assert_eq!(only("Amazon", "a@amazon.com", "notice.pdf"), (Level::Ok, false));
    assert_eq!(only("Amazon", "a@amazon.com", "form.svg"), (Level::Caution, true));
}

#[test]
fn a_form_is_named_in_every_mail_that_is_built_to_deceive() {
    let mut input = mail("Tom", "tom@amazon-verify-login.com", "Hello", "https://shop.example");
    input.attachments.push(Attachment { name: "x.iso".into(), media_type: String::new() });
    let found = codes(&input);
    assert_eq!(found.iter().filter(|code| **code == Code::FormAttachment).count(), 1, "{found:?}");
}

#[test]
fn the_receiving_servers_result_is_a_hint_and_never_makes_a_mail_better() {
    let with = |address: &str, href: &str, result: Option<&str>| {
        let mut input = mail("Amazon", address, "Hello", href);
        let step = |method: &str, result: &str, domain: &str| Trace {
            server: "mx.ours.example".into(),
            method: method.into(),
            result: result.into(),
            domain: domain.into(),
        };
        let domain = address.split('@').next_back().unwrap_or_default();
        input.trace.extend(result.map(|result| step("dmarc", result, domain)));
        input.trace.push(step("received", "", "sender.example"));
        let verdict = judge(&input);
        let hint = verdict.findings.last().map(|finding| finding.code);
        (verdict.level, verdict.sender.level, hint)
    };
    let (genuine, evil) = ("https://sellercentral.amazon.com", "https://evil.example");
    let (passed, failed) = (Some(Code::AuthenticationPassed), Some(Code::AuthenticationFailed));
    assert_eq!(with("a@amazon.com", genuine, None), (Level::Ok, Level::Ok, None));
    assert_eq!(with("a@amazon.com", genuine, Some("pass")), (Level::Ok, Level::Ok, passed));
    assert_eq!(with("a@amazon.com", genuine, Some("fail")), (Level::Info, Level::Info, failed));
    assert_eq!(with("a@amazon.com", evil, Some("pass")), (Level::Caution, Level::Ok, passed));
    assert_eq!(with("a@amazon.com", evil, Some("fail")), (Level::Caution, Level::Info, failed));
    // The result is about the domain in From, which here is not Amazon's.
    let (level, _, hint) = with("a@mail.example", evil, Some("pass"));
    assert!(level == Level::Danger && hint != passed);
}
