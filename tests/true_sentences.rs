//! Properties of the reasons: what a sentence says is true of the things that it names, on generated texts, targets and senders.

use proptest::prelude::*;
use touchstone::input::{LinkInput, Mailbox, MessageInput, Segment};
use touchstone::message;
use touchstone::vocabulary::{Code, MessageVerdict, Param, Reason, Verdict};
use url::Url;

/// Hosts that texts name and links lead to: Amazon's, imitations, hosts of other people beside Amazon's, IDNs, others.
const HOSTS: [&str; 22] = [
    "amazon.com",
    "www.amazon.de",
    "sellercentral.amazon.co.jp",
    "payments-amazon.com",
    "a.co",
    "s3.amazonaws.com",
    "reports.s3.amazonaws.com",
    "d111111abcdef8.cloudfront.net",
    "amazon.example",
    "аmazon.example",
    "xn--mazon-3ve.example",
    "amazön.example",
    "amaz0n-verify.example",
    "click.amaz0n-verify.example",
    "amazon.co.jp.verify-desk.example",
    "amazon-shop.github.io",
    "other-shop.github.io",
    "myamazonbuddy.example",
    "t.myamazonbuddy.example",
    "亚马逊.example",
    "shop.example",
    "flordelamazonas.com",
];

/// A host in one of the ways in which people and programs write it.
fn written() -> impl Strategy<Value = String> {
    let host = prop::sample::select(HOSTS.to_vec());
    (host, 0..10).prop_map(|(host, way)| match way {
        0 => host.to_uppercase(),
        1 => format!("{host}."),
        2 => format!("www.{host}"),
        3 => idna::domain_to_ascii(host).expect(host),
        4 => idna::domain_to_unicode(host).0,
        5 => host.replacen('m', "\u{200b}m", 1),
        6 => host.replacen('.', "。", 1),
        7 => host.replacen('a', "%61", 1),
        _ => host.to_owned(),
    })
}

/// The text of a link that names a host.
fn text() -> impl Strategy<Value = String> {
    (written(), 0..9).prop_map(|(host, way)| match way {
        0 => format!("https://{host}/"),
        1 => format!("http://{host}/performance?x=1#top"),
        2 => format!("«{host}»."),
        3 => format!("<https://{host}/a>"),
        4 => format!(" {host}:443/a "),
        5 => format!("→ {host},"),
        6 => format!("HTTPS://{host}"),
        _ => host,
    })
}

/// A link to a host, straight or through a wrapper.
fn href() -> impl Strategy<Value = String> {
    (written(), 0..10).prop_map(|(host, way)| match way {
        0 => format!("http://{host}"),
        1 => format!("https://{host}:8443/x"),
        2 => format!("https://{host}@{host}/"),
        3 => format!("https://someone@{host}/"),
        4 => format!("https://www.google.com/url?q=https%3A%2F%2F{host}%2F"),
        5 => format!("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2F{host}%2Fx&data=x"),
        6 => format!("https://www.amazon.com/gp/r.html?U=https%3A%2F%2F{host}%2Fx"),
        7 => format!("https://url.us.m.mimecastprotect.com/s/A?domain={host}"),
        _ => format!("https://{host}/performance"),
    })
}

/// A mail with a button, from this sender.
fn mail(from: &str, text: &str, href: &str) -> MessageInput {
    let segment = |text: &str, link| Segment { text: text.into(), link, starts_block: true, ..Segment::default() };
    MessageInput {
        from: Mailbox::parse(from),
        subject: "Your Amazon seller account is suspended".into(),
        segments: vec![
            segment("Your Amazon seller account is suspended. Please confirm your account:", None),
            segment(text, Some(0)),
        ],
        links: vec![LinkInput { href: href.into(), button: true, ..LinkInput::default() }],
        ..MessageInput::default()
    }
}

/// Senders of every class.
fn sender() -> impl Strategy<Value = String> {
    let shaped = (written(), 0..4).prop_map(|(host, way)| match way {
        0 => format!("\"notice@{host}\" <notice@{host}>"),
        1 => format!("Notice (Notice@{host}) <notice@{host}>"),
        2 => format!("Amazon Seller Performance <notice@{host}>"),
        _ => format!("notice@{host}"),
    });
    prop_oneof![
        shaped,
        (written(), written()).prop_map(|(shown, real)| format!("\"notice@{shown}\" <notice@{real}>")),
        Just("Jane <stb6x@marketplace.amazon.de>".to_owned()),
        Just("Amazon Visa <no-reply@chase.com>".to_owned()),
    ]
}

/// Every reason in a verdict.
fn reasons(verdict: &MessageVerdict) -> Vec<&Reason> {
    let links = verdict.links.iter().flat_map(|link| match &link.verdict {
        Verdict::Link(link) => &link.reasons,
        Verdict::Sender(sender) => &sender.reasons,
    });
    let reply = verdict.reply_to.iter().flat_map(|reply| &reply.reasons);
    verdict.findings.iter().chain(&verdict.sender.reasons).chain(reply).chain(links).collect()
}

/// The host that a text names for a browser, in ASCII; `None` if it names none.
fn host_in(text: &str) -> Option<String> {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "«»<>→.,".contains(c));
    let lower = bare.to_lowercase();
    let url = if lower.contains("://") { lower } else { format!("https://{lower}") };
    Url::parse(&url).ok()?.host_str().map(|host| host.trim_end_matches('.').to_owned())
}

/// The registered domain of Amazon's that a host or an address is under, as the table lists it.
fn amazons_domain(place: &str) -> Option<&'static str> {
    let host = host_in(place.rsplit('@').next()?)?;
    let rows = include_str!("../src/data/amazon.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut domains = rows.filter_map(|row| row.split('\t').next()).filter(|domain| domain.contains('.'));
    domains.find(|domain| host.strip_suffix(domain).is_some_and(|left| left.is_empty() || left.ends_with('.')))
}

/// Checks each reason that names two things, or says of one thing that it is not Amazon's.
fn holds(reason: &Reason) -> Result<(), TestCaseError> {
    let param = |param| reason.param(param).unwrap_or_default();
    match reason.code {
        Code::DisplayMismatch | Code::DisplayOpaque | Code::UserInfo => {
            prop_assert_ne!(host_in(param(Param::Text)), host_in(param(Param::Host)), "{:?}", reason);
        }
        Code::AddressInName => {
            let (shown, real) = (param(Param::Text), param(Param::Address));
            let same_host = host_in(shown.rsplit('@').next().unwrap()) == host_in(real.rsplit('@').next().unwrap());
            let local = |address: &str| address.split('@').next().unwrap_or_default().to_lowercase();
            prop_assert!(!same_host || local(shown) != local(real), "{:?}", reason);
        }
        Code::ActionLeavesAmazon
        | Code::AmazonMailActionElsewhere
        | Code::UnrelatedHost
        | Code::CopiedSignIn
        | Code::SenderNotAmazon
        | Code::ReplyLeavesAmazon
        | Code::UnrelatedAddress
        | Code::NameSpeaks => {
            let place = reason.param(Param::Host).or(reason.param(Param::Address)).unwrap_or_default();
            // A customer's server at Amazon may send mail.
            let is_customers =
                |domain: &&str| place.contains('@') && matches!(*domain, "amazonaws.com" | "cloudfront.net");
            prop_assert_eq!(amazons_domain(place).filter(|domain| !is_customers(domain)), None, "{:?}", reason);
        }
        Code::RedirectLeavesAmazon => {
            prop_assert_ne!(host_in(param(Param::Target)), host_in(param(Param::Host)), "{:?}", reason);
        }
        Code::EmbeddedHost => {
            prop_assert_ne!(param(Param::Text), param(Param::Domain), "{:?}", reason);
        }
        _ => {}
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_a_reason_says_of_a_link_and_its_text_is_true(from in sender(), text in text(), href in href()) {
        let input = mail(&from, &text, &href);
        for reason in reasons(&message::judge(&input)) {
            holds(reason)?;
        }
    }

    #[test]
    fn what_a_reason_says_of_a_sender_and_a_reply_address_is_true(from in sender(), reply in sender(), to in sender()) {
        let to = Mailbox::parse(&to).address.unwrap_or_default();
        let mut input = mail(&from, "Confirm your account", &format!("mailto:{to}"));
        input.reply_to = vec![Mailbox::parse(&reply)];
        for reason in reasons(&message::judge(&input)) {
            holds(reason)?;
        }
    }

    #[test]
    fn a_text_that_names_amazon_over_another_site_always_says_so(text in text(), label in "[b-y]{5,9}") {
        let names = host_in(&text).is_some_and(|host| amazons_domain(&host) == Some("amazon.com"));
        let verdict = message::judge(&mail("news@shop.example", &text, &format!("https://{label}.example/")));
        let is_said = reasons(&verdict).iter().any(|reason| reason.code == Code::DisplayMismatch);
        prop_assert!(!names || is_said, "{text}");
    }
}

#[test]
fn a_reason_about_a_mail_address_names_the_address() {
    let verdict =
        message::judge(&mail("a@amazon.co.jp.verify-desk.example", "x", "https://amazon.co.jp.desk.example/"));
    let texts =
        |reason: &Reason| reason.keyed().map(|(key, text)| format!("{key}={text}")).collect::<Vec<_>>().join(" ");
    assert_eq!(
        texts(&verdict.sender.reasons[0]),
        "text=amazon.co.jp domain=verify-desk.example address=a@amazon.co.jp.verify-desk.example"
    );
    let Verdict::Link(link) = &verdict.links[0].verdict else { panic!("a link") };
    let embedded = link.reasons.iter().find(|reason| reason.code == Code::EmbeddedHost).expect("the reason");
    assert_eq!(texts(embedded), "text=amazon.co.jp domain=desk.example");
}
