//! Mail gateways that the user or the organisation named: their links are judged by the URL inside them, and never better.

use std::time::{Duration, Instant};

use touchstone::check::{check, check_through};
use touchstone::input::{LinkInput, Mailbox, MessageInput, Segment};
use touchstone::link::gateways::Gateways;
use touchstone::message;
use touchstone::vocabulary::{Level, MessageVerdict};

const GATE: &str = "gate.firm.example";
const GENUINE: &str = "https%3A%2F%2Fsellercentral.amazon.de%2Fperformance";

fn mail(from: &str, href: &str, text: &str) -> MessageInput {
    let around = "Your Amazon selling account needs verification. Please upload the documents. ";
    MessageInput {
        from: Mailbox { address: Some(from.to_owned()), ..Mailbox::default() },
        subject: "Verify your account".to_owned(),
        segments: vec![
            Segment { text: around.to_owned(), starts_block: true, ..Segment::default() },
            Segment { text: text.to_owned(), link: Some(0), ..Segment::default() },
        ],
        links: vec![LinkInput { href: href.to_owned(), button: true, ..LinkInput::default() }],
        ..MessageInput::default()
    }
}

fn judged(input: &MessageInput, gateways: &[&str]) -> MessageVerdict {
    let gateways = gateways.iter().map(|&host| host.to_owned()).collect();
    message::judge(&MessageInput { gateways, ..input.clone() })
}

#[test]
fn a_genuine_notice_behind_an_unknown_gateway_is_offered_and_then_judged_by_its_target() {
    for (text, before) in
        [("Verify your account", Level::Caution), ("https://sellercentral.amazon.de/performance", Level::Caution)]
    {
        let input = mail("seller-performance@amazon.de", &format!("https://{GATE}/c?k=1&u={GENUINE}"), text);
        let unknown = judged(&input, &[]);
        assert!(unknown.level >= before, "{text}");
        assert_eq!(unknown.links[0].gateway.as_deref(), Some(GATE), "{text}");
        let named = judged(&input, &["other.example", GATE]);
        assert_eq!((named.level, named.links[0].gateway.as_deref()), (Level::Ok, None), "{text}");
    }
}

#[test]
fn a_named_gateway_makes_no_target_better() {
    let from = "seller-performance@amazon.de";
    for (target, lowest) in [
        ("https%3A%2F%2Fportal.shop.example%2F", Level::Caution),
        ("https%3A%2F%2Famazon-verify.example%2F", Level::Danger),
        ("https%3A%2F%2Fsellercentral.amazon.de%40shop.example%2F", Level::Danger),
        (
            "https%3A%2F%2Fwww.amazon.de%2Fgp%2Fredirect.html%3Flocation%3Dhttps%253A%252F%252Fshop.example%252F",
            Level::Caution,
        ),
        ("https%3A%2F%2Fsellercentral.amazon.de%2F&v=https%3A%2F%2Fportal.shop.example%2F", Level::Caution),
        ("https%3A%2F%2Fsellercentral.amazon.de%2F&v=%2F%2Fportal.shop.example%2F", Level::Caution),
        ("https%3A%2F%2Fsellercentral.amazon.de%2F&v=aHR0cHM6Ly9wb3J0YWwuc2hvcC5leGFtcGxlLw", Level::Caution),
        ("sellercentral.amazon.de", Level::Caution),
        ("", Level::Caution),
    ] {
        let input = mail(from, &format!("https://{GATE}/c?u={target}"), "Verify your account");
        assert!(judged(&input, &[GATE]).level >= lowest, "{target}");
        assert_eq!(judged(&input, &[]).links[0].gateway, None, "{target}");
    }
}

#[test]
fn only_a_mail_from_an_amazon_address_offers_a_gateway() {
    let href = format!("https://{GATE}/c?u={GENUINE}");
    for from in ["notice@shop.example", "seller-performance@amazon-verify.example", "a1@marketplace.amazon.de"] {
        assert_eq!(judged(&mail(from, &href, "Verify your account"), &[]).links[0].gateway, None, "{from}");
    }
}

#[test]
fn hosts_that_are_no_gateway_stay_what_they_are_although_they_are_named() {
    let from = "seller-performance@amazon.de";
    for host in ["amazon-gate.example", "x.sharepoint.com", "bit.ly", "forms.gle", "www.facebook.com", "x.github.io"] {
        let input = mail(from, &format!("https://{host}/c?u={GENUINE}"), "Verify your account");
        let (plain, named) = (judged(&input, &[]), judged(&input, &[host]));
        assert_eq!((named.level, &named.links[0].verdict), (plain.level, &plain.links[0].verdict), "{host}");
    }
    // A gateway that is named covers exactly its host.
    let input = mail(from, &format!("https://a.{GATE}/c?u={GENUINE}"), "Verify your account");
    assert_eq!(judged(&input, &[GATE]).level, Level::Caution);
}

#[test]
fn texts_that_a_user_asks_about_pass_a_named_gateway() {
    let hosts = [GATE.to_owned()];
    let gateways = Gateways::new(&hosts);
    for (target, alone) in [
        ("https://sellercentral.amazon.de/", Level::Ok),
        ("https://amazon-verify.example/", Level::Danger),
        ("https://www.shop.example/", Level::Info),
    ] {
        let link = format!("https://{GATE}/scan/{target}");
        assert_eq!(check_through(&link, false, &gateways).level(), alone, "{target}");
        assert_eq!(check(&link, false).level(), Level::Info, "{target}");
        assert!(check_through(&link, true, &gateways).level() >= check(target, false).level(), "{target}");
    }
}

#[test]
fn an_attached_message_passes_the_same_gateways() {
    let inner = mail("seller-performance@amazon.de", &format!("https://{GATE}/c?u={GENUINE}"), "Verify your account");
    let outer = MessageInput { attached: vec![inner], ..MessageInput::default() };
    assert_eq!(judged(&outer, &[]).attached[0].level, Level::Caution);
    assert_eq!(judged(&outer, &[GATE]).attached[0].level, Level::Ok);
}

#[test]
fn ten_thousand_gateways_and_hostile_hosts_cost_little() {
    let mut hosts: Vec<String> = (0..10_000).map(|at| format!("g{at}.firm.example")).collect();
    hosts.extend(["", ".", "*", "\0", "a b", "http://x/", "::1", "www.amazon.de", GATE].map(str::to_owned));
    hosts.push("x".repeat(100_000));
    let mut input = mail("seller-performance@amazon.de", "", "x");
    let link = |at: usize| format!("https://{GATE}/c?u={GENUINE}%2F{at}&{}", "a=%25&".repeat(20));
    input.links = (0..2_000).map(|at| LinkInput { href: link(at), ..LinkInput::default() }).collect();
    input.gateways = hosts;
    let start = Instant::now();
    let verdict = message::judge(&input);
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
    assert_eq!(verdict.links.len(), 2_000);
    // A long link with nothing but separators and percent signs takes time in its length.
    let long = format!("https://{GATE}/{}", "%25/=&?:/".repeat(100_000));
    let start = Instant::now();
    check_through(&long, false, &Gateways::new(&input.gateways));
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
}
