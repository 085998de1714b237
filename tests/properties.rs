//! What holds for any input whatsoever.

use std::fmt::Write;

use proptest::prelude::*;
use touchstone::check::check;
use touchstone::input::{LinkInput, Mailbox, MessageInput, Segment};
use touchstone::verdict::{Level, Verdict};
use touchstone::{mail, message};

fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    Some(encoding_rs::Encoding::for_label(label.as_bytes())?.decode(bytes).0.into_owned())
}

/// Text that is likely to reach the interesting corners: pieces of links, names and addresses among anything else.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => ".{0,6}",
        1 => Just("https://".to_owned()),
        1 => Just("amazon".to_owned()),
        1 => Just("sellercentral.amazon.com".to_owned()),
        1 => Just("@".to_owned()),
        1 => Just("/ap/signin".to_owned()),
        1 => Just("?url=https%3A%2F%2F".to_owned()),
        1 => Just("xn--".to_owned()),
        1 => Just(".co.jp".to_owned()),
        1 => Just("Your Amazon account is suspended. ".to_owned()),
        1 => Just("\nFrom: Amazon <a@b.example>\nSubject: x\n".to_owned()),
        1 => Just("аmаzоn\u{200c}".to_owned()),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn message() -> impl Strategy<Value = MessageInput> {
    let segment = (text(), prop::option::of(0u32..4), any::<[bool; 4]>())
        .prop_map(|(text, link, [a, b, c, d])| Segment { text, link, starts_block: a, quoted: b, hidden: c, image: d });
    let link =
        (text(), any::<[bool; 2]>()).prop_map(|(href, [button, form])| LinkInput { href, written: None, button, form });
    (text(), text(), text(), prop::collection::vec(segment, 0..8), prop::collection::vec(link, 0..5)).prop_map(
        |(name, address, subject, mut segments, links)| {
            for segment in &mut segments {
                segment.link = segment.link.filter(|&link| (link as usize) < links.len());
            }
            MessageInput {
                from: Mailbox { name: Some(name), address: Some(address), ..Mailbox::default() },
                subject,
                segments,
                links,
                ..MessageInput::default()
            }
        },
    )
}

fn host_domain_target(verdict: &Verdict) -> Option<(Option<&str>, Option<&str>, Option<&str>)> {
    match verdict {
        Verdict::Link(link) => Some((link.host.as_deref(), link.domain.as_deref(), link.target.as_deref())),
        Verdict::Sender(_) => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gets_an_answer(text in text()) {
        let alone = check(&text, false).level();
        prop_assert!(check(&text, true).level() >= alone, "a claim never makes a text better");
    }

    #[test]
    fn a_link_and_its_normalised_form_agree(text in text()) {
        let link = format!("https://{text}");
        if let Ok(url) = url::Url::parse(&link) {
            let (written, normal) = (check(&link, false), check(url.as_str(), false));
            prop_assert_eq!(host_domain_target(&written), host_domain_target(&normal));
            prop_assert!(normal.level() <= written.level(), "{link} is judged louder once normalised");
        }
    }

    #[test]
    fn upper_case_changes_no_verdict(label in "[a-z0-9-]{1,12}", word in "[a-z]{0,8}") {
        let host = format!("{label}amazon{word}.example");
        prop_assert_eq!(check(&host, false).level(), check(&host.to_uppercase(), false).level());
    }

    #[test]
    fn a_wrapper_never_makes_its_target_better(text in text()) {
        let target = format!("https://{text}");
        if url::Url::parse(&target).is_ok() {
            let mut coded = String::new();
            for byte in target.bytes() {
                write!(coded, "%{byte:02X}").unwrap();
            }
            let wrapped = format!("https://eur01.safelinks.protection.outlook.com/?url={coded}&data=x");
            prop_assert!(check(&wrapped, false).level() >= check(target.trim(), false).level().min(Level::Info));
            if check(&target, false).level() >= Level::Caution {
                prop_assert!(check(&wrapped, false).level() >= check(&target, false).level());
            }
        }
    }

    #[test]
    fn any_message_gets_an_answer(input in message()) {
        message::judge(&input);
    }

    #[test]
    fn adding_a_genuine_link_never_makes_a_message_better(input in message()) {
        let before = message::judge(&input).level;
        let mut more = input;
        let link = u32::try_from(more.links.len()).unwrap();
        more.links.push(LinkInput { href: "https://sellercentral.amazon.com/".into(), ..LinkInput::default() });
        more.segments.push(Segment { text: "Terms".into(), link: Some(link), starts_block: true, ..Segment::default() });
        prop_assert!(message::judge(&more).level >= before);
    }

    #[test]
    fn any_bytes_are_a_mail_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400), text in text()) {
        let _ = mail::read(&bytes, decode);
        let raw = [format!("From: {text}\r\nSubject: =?gb18030?B?{text}?=\r\n\r\n").as_bytes(), &bytes].concat();
        if let Ok(input) = mail::read(&raw, decode) {
            message::judge(&input);
        }
    }
}

#[test]
fn ten_thousand_links_and_a_megabyte_of_text_get_an_answer_that_says_what_was_left_out() {
    let mut input = MessageInput { subject: "x".into(), ..MessageInput::default() };
    for at in 0..12_000u32 {
        input.links.push(LinkInput { href: format!("https://h{at}.example/"), ..LinkInput::default() });
        input.segments.push(Segment {
            text: "link ".repeat(40),
            link: Some(at),
            starts_block: true,
            ..Segment::default()
        });
    }
    let verdict = message::judge(&input);
    assert!(verdict.findings.iter().any(|finding| finding.code.text() == "not-all-judged"));
    assert!(verdict.level >= Level::Info);
}

#[test]
fn an_empty_message_is_nothing_to_vouch_for() {
    assert_eq!(message::judge(&MessageInput::default()).level, Level::Info);
}
