//! Properties that hold for every input, checked on generated texts, messages and bytes.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use touchstone::charset::decode;
use touchstone::check::check;
use touchstone::input::{LinkInput, Mailbox, MessageInput, Segment};
use touchstone::mail;
use touchstone::message;
use touchstone::message::Budget;
use touchstone::vocabulary::{Code, Level, LinkClass, SenderClass, Strength, Verdict};
use url::Url;

/// Text that is likely to reach edge cases: pieces of links, names and addresses mixed with arbitrary characters.
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
    let segment = (text(), prop::option::of(0u32..4), any::<[bool; 4]>()).prop_map(|(text, link, [a, b, c, d])| {
        Segment { text, link, starts_block: a, quoted: b, hidden: c, image: d, picture: None }
    });
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

/// The inputs of the golden table.
fn golden() -> impl Iterator<Item = &'static str> {
    let rows = include_str!("golden/links.tsv").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.filter_map(|row| row.split('\t').next()).filter(|input| !input.contains(r"\u{"))
}

/// The web links among them, as scheme, host and rest.
fn golden_links() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    golden().filter_map(|input| {
        let (scheme, rest) = input.split_once("://").filter(|(scheme, _)| scheme.starts_with("http"))?;
        let end = rest.find(['/', '\\', '?', '#', '⁄', '∕']).unwrap_or(rest.len());
        Some((scheme, &rest[..end], &rest[end..]))
    })
}

/// Hosts composed of the pieces that hosts posing as Amazon use.
fn host() -> impl Strategy<Value = String> {
    let label = prop_oneof![
        3 => "[a-z0-9]{1,8}",
        2 => Just("amazon".to_owned()),
        1 => "amazon-?[a-z]{0,7}",
        1 => "[a-z]{0,6}-?amazon",
        1 => Just("sellercentral".to_owned()),
        1 => Just("www".to_owned()),
    ];
    let ending = prop::sample::select(vec![
        "com", "de", "co.jp", "com.be", "co", "net", "aws", "amazon", "example", "com.sa", "cn",
    ]);
    (prop::collection::vec(label, 1..4), ending).prop_map(|(labels, ending)| format!("{}.{ending}", labels.join(".")))
}

/// The domains with one of these roles in the table of Amazon's domains.
fn amazons(host: &str, roles: &[&str]) -> bool {
    let rows = include_str!("../src/data/amazon.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut fitting: Vec<(&str, &str)> = rows
        .filter_map(|row| row.split_once('\t'))
        .filter(|(domain, _)| host.strip_suffix(domain).is_some_and(|left| left.is_empty() || left.ends_with('.')))
        .collect();
    fitting.sort_by_key(|(domain, _)| domain.len());
    let decides = fitting.last().and_then(|(_, rest)| rest.split('\t').next());
    decides.is_some_and(|found| found.split(',').any(|role| roles.contains(&role)))
}

/// The class as a text, so that links and senders compare alike.
fn class(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Link(link) => format!("{:?}", link.class),
        Verdict::Sender(sender) => format!("{:?}", sender.class),
    }
}

fn coded(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).into() } else { format!("%{byte:02X}") })
        .collect()
}

/// Percent-encodes every letter and digit, which does not change the URL.
fn letters_coded(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() { format!("%{:02X}", u32::from(c)) } else { c.into() }).collect()
}

fn base64(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::new();
    for piece in text.as_bytes().chunks(3) {
        let bits = piece.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - piece.len()));
        out.extend((0..=piece.len()).map(|at| char::from(LETTERS[(bits >> (18 - 6 * at) & 63) as usize])));
    }
    out
}

/// A link in wrappers of every kind: by parameter, base64, path; transparent, known by the path alone, decoration, Amazon's
/// own forwarding.
fn wrapped(link: &str) -> Vec<String> {
    let (coded, base64) = (coded(link), base64(link));
    vec![
        format!("https://eur01.safelinks.protection.outlook.com/?url={coded}&data=x"),
        format!("https://www.google.de/url?q={coded}&sa=D"),
        format!("https://urldefense.proofpoint.com/v1/url?u={coded}&k=x"),
        format!("https://urldefense.proofpoint.com/v2/url?u={}&d=x", coded.replace('%', "-")),
        format!("https://wx.mail.qq.com/xmspamcheck/xmsafejump?mailid=1&url={coded}"),
        format!("https://vk.com/away.php?to={coded}"),
        format!("https://eu-west-1.protection.sophos.com/?d=x&u={base64}&i=x"),
        format!("https://www.bing.com/ck/a?p=x&u=a1{base64}&ntb=1"),
        format!("https://x.mjt.lu/lnk/AV/7/At/{base64}"),
        format!("https://abc.r.us-east-1.awstrack.me/L0/{coded}/1/id"),
        format!("https://links.shop.example/CL0/{coded}/1/id"),
        format!("https://mail.shop.example/horde/services/go.php?url={coded}"),
        format!("https://link.shop.example/click/1.2/{base64}/3"),
        format!("https://secure-web.cisco.com/1Abc/{coded}"),
        format!("https://www.amazon.de/gp/r.html?C=A&U={coded}&H=Z"),
        format!("https://sellercentral.amazon.de/nms/redirect/x?u={base64}"),
    ]
}

/// A text without characters that end a link in running text or that continue after it. `check` cuts them off because
/// users copy them along; a browser does not.
fn alone(text: &str) -> String {
    let stays = |c: &char| {
        c.is_ascii_graphic() && !"<>\"|".contains(*c) || c.is_alphabetic() && !c.is_ascii() && *c < '\u{e00}'
    };
    let text: String = text.chars().filter(stays).collect();
    text.trim_end_matches(|c: char| c.is_ascii_punctuation() && c != '/').to_owned()
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
        let link = format!("https://{}", alone(&text));
        if let Ok(url) = url::Url::parse(&link) {
            let (written, normal) = (check(&link, false), check(url.as_str(), false));
            prop_assert_eq!(host_domain_target(&written), host_domain_target(&normal));
            prop_assert!(normal.level() <= written.level(), "{link} is judged louder once normalised");
        }
    }

    #[test]
    fn no_spelling_of_a_host_changes_its_verdict(host in host()) {
        let plain = check(&format!("https://{host}/"), false);
        for spelled in [host.to_uppercase(), letters_coded(&host), format!("{host}."), host.replace('.', "。")] {
            let verdict = check(&format!("https://{spelled}/"), false);
            prop_assert_eq!((verdict.level(), class(&verdict)), (plain.level(), class(&plain)), "{}", spelled);
        }
        let sender = check(&format!("x@{host}"), false);
        let capitals = check(&format!("X@{}", host.to_uppercase()), false);
        prop_assert_eq!((sender.level(), class(&sender)), (capitals.level(), class(&capitals)));
    }

    #[test]
    fn an_unknown_host_is_never_ok(host in host()) {
        if check(&host, false).level() == Level::Ok {
            prop_assert!(amazons(&host, &["sign-in", "owned"]));
        }
        if check(&format!("x@{host}"), false).level() == Level::Ok {
            prop_assert!(amazons(&host, &["sender"]));
        }
        let from = Mailbox::parse(&format!("Amazon <x@{host}>"));
        if message::judge(&MessageInput { from, ..MessageInput::default() }).level == Level::Ok {
            prop_assert!(amazons(&host, &["sender"]));
        }
    }

    #[test]
    fn a_wrapper_never_makes_its_target_better(text in text()) {
        let target = format!("https://{}", alone(&text));
        if Url::parse(&target).is_ok() {
            let alone = check(&target, false);
            for link in wrapped(target.trim()) {
                let verdict = check(&link, false);
                prop_assert!(verdict.level() >= alone.level(), "{}", link);
            }
        }
    }

    #[test]
    fn any_message_gets_an_answer(input in message()) {
        message::judge(&input);
    }

    #[test]
    fn genuine_content_never_makes_a_message_better(input in message()) {
        let verdict = message::judge(&input);
        let before = verdict.level;
        for (what, more) in with_something_genuine(&input) {
            // With a long text beside it, a picture is no longer the whole content of the mail. Under the senders in `known`, a
            // button to Amazon is the action that the mail asks for.
            let picture = verdict.findings.iter().any(|finding| finding.code == Code::OnlyAttachment);
            let known = matches!(
                verdict.sender.class,
                SenderClass::Unknown | SenderClass::AmazonOwned | SenderClass::Partner | SenderClass::Relay
            );
            if picture && what == "text" || known && what == "a button" {
                continue;
            }
            // Words of one's own below a quotation make an answer, and an answer does not disguise what it quotes. The claim stays.
            let is_answer = what == "text" && input.segments.iter().any(|segment| segment.quoted);
            let least = if is_answer { before.min(Level::Caution) } else { before };
            prop_assert!(message::judge(&more).level >= least, "{}", what);
        }
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
fn ten_thousand_links_and_a_megabyte_of_text_get_an_answer_that_says_not_all_was_judged() {
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
fn an_empty_message_is_never_ok() {
    assert_eq!(message::judge(&MessageInput::default()).level, Level::Info);
}

/// The written mails, read.
fn written_mails() -> Vec<(String, MessageInput)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mails");
    let mut mails = Vec::new();
    for kind in ["ordinary", "attacks"] {
        for entry in fs::read_dir(folder.join(kind)).expect("a folder of mails") {
            let path = entry.expect("a mail").path();
            let raw = fs::read(&path).expect("a readable mail");
            let name = format!("{kind}/{}", path.file_name().unwrap().to_string_lossy());
            mails.push((name, mail::read(&raw, decode).expect("a mail")));
        }
    }
    mails
}

#[test]
fn a_message_without_time_to_judge_it_is_never_ok() {
    for (name, input) in written_mails() {
        let verdict = message::judge_within(&input, &Budget::of_milliseconds(0));
        assert!(verdict.findings.iter().any(|finding| finding.code == Code::NotAllJudged), "{name}");
        assert!(verdict.links.is_empty(), "{name}: a link that was not judged has no verdict");
        let claims = verdict.claim.strength > Strength::None
            || !matches!(verdict.sender.class, SenderClass::Unrelated | SenderClass::Unknown | SenderClass::Partner);
        let lowest = if claims { Level::Caution } else { Level::Info };
        assert!(verdict.level >= lowest, "{name}: {:?}", verdict.level);
    }
}

#[test]
fn every_written_mail_fits_into_the_time_for_a_message() {
    for (name, input) in written_mails() {
        let (limited, unlimited) = (message::judge(&input), message::judge_within(&input, &Budget::unlimited()));
        assert_eq!(limited, unlimited, "{name}");
    }
}

#[test]
fn a_message_that_takes_too_long_is_never_ok_and_its_last_links_have_no_verdict() {
    let sentence = "your amazon account is held, please verify https://a.example/x “now”. ";
    let mut input = MessageInput { subject: "Your Amazon account".into(), ..MessageInput::default() };
    for at in 0..20_000u32 {
        input.links.push(LinkInput { href: format!("https://h{at}.example/"), ..LinkInput::default() });
        input.segments.push(Segment {
            text: sentence.into(),
            link: Some(at),
            starts_block: true,
            ..Segment::default()
        });
    }
    let verdict = message::judge_within(&input, &Budget::of_milliseconds(1));
    assert!(verdict.level >= Level::Caution);
    assert!(verdict.links.len() < 10_000);
    assert!(verdict.findings.iter().any(|finding| finding.code == Code::NotAllJudged));
}

/// Paragraphs as genuine notices carry them.
const GENUINE_TEXTS: [&str; 3] = [
    "We are reviewing the documents that you submitted and will let you know when the review is complete.",
    "You can see the status of your account on the Account Health page of Seller Central.",
    "© 2026 Amazon.com, Inc. or its affiliates. All rights reserved.",
];

/// The message with genuine content appended: a long text, a link in a footer, or a button to Seller Central.
fn with_something_genuine(input: &MessageInput) -> [(&'static str, MessageInput); 3] {
    let with_link = |text: &str, button| {
        let mut more = input.clone();
        let link = u32::try_from(more.links.len()).unwrap();
        more.links.push(LinkInput { href: "https://sellercentral.amazon.com/".into(), button, ..LinkInput::default() });
        more.segments.push(Segment { text: text.into(), link: Some(link), starts_block: true, ..Segment::default() });
        more
    };
    let mut with_text = input.clone();
    for text in GENUINE_TEXTS.iter().cycle().take(12) {
        with_text.segments.push(Segment { text: (*text).into(), starts_block: true, ..Segment::default() });
    }
    [
        ("text", with_text),
        ("a footer's link", with_link("Terms", false)),
        ("a button", with_link("Sign in to Seller Central", true)),
    ]
}

#[test]
fn genuine_content_never_makes_a_written_mail_better() {
    for (name, input) in written_mails() {
        let before = message::judge(&input).level;
        for (what, more) in with_something_genuine(&input) {
            let after = message::judge(&more).level;
            assert!(after >= before, "{name}, with {what} more: {after:?}, not {before:?}");
        }
    }
}

#[test]
fn a_harmless_link_below_an_attack_never_makes_it_better() {
    for (name, input) in written_mails().into_iter().filter(|(name, _)| name.starts_with("attacks/")) {
        let before = message::judge(&input).level;
        for (text, href) in [
            ("Read more", "https://en.wikipedia.org/wiki/Amazon_(company)"),
            ("Click here to unsubscribe", "https://mailer-lists.example/u"),
            ("阅读更多", "https://www.example-news.example/a"),
        ] {
            let mut more = input.clone();
            let link = Some(u32::try_from(more.links.len()).unwrap());
            more.links.push(LinkInput { href: href.into(), ..LinkInput::default() });
            more.segments.push(Segment { text: text.into(), link, starts_block: true, ..Segment::default() });
            let after = message::judge(&more).level;
            assert!(after >= before, "{name}, with {text} below: {after:?}, not {before:?}");
        }
    }
}

#[test]
fn no_spelling_of_a_golden_link_changes_its_verdict() {
    for (scheme, authority, rest) in golden_links() {
        let plain = check(&format!("{scheme}://{authority}{rest}"), false);
        let mut spellings = vec![format!("{}://{}{rest}", scheme.to_uppercase(), upper_host(authority))];
        // Only a bare host name has other spellings. An IP address in another form counts as hidden, and a port, user
        // info or a text that runs on is no part of the host.
        let is_host = |url: &Url| {
            url.domain().is_some_and(|name| host_domain_target(&plain).and_then(|(host, ..)| host) == Some(name))
        };
        let is_name = Url::parse(&format!("https://{authority}")).is_ok_and(|url| is_host(&url));
        if is_name && !authority.contains(['@', ':', '%']) {
            spellings.push(format!("{scheme}://{}{rest}", letters_coded(authority)));
            spellings.extend(other_alphabet(authority).map(|authority| format!("{scheme}://{authority}{rest}")));
        }
        if !rest.is_empty() && !rest.starts_with(['\\', '⁄', '∕']) && !is_written_for_its_reader(&plain) {
            let (path, query) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
            let path = if path.contains('%') { path.to_owned() } else { letters_coded(path) };
            spellings.push(format!("{scheme}://{authority}{path}{query}"));
        }
        for spelled in spellings {
            let verdict = check(&spelled, false);
            assert_eq!((verdict.level(), class(&verdict)), (plain.level(), class(&plain)), "{spelled}");
        }
    }
}

/// The authority with its host in capitals; user info before an `@` stays as it is.
fn upper_host(authority: &str) -> String {
    match authority.rsplit_once('@') {
        Some((user, host)) => format!("{user}@{}", host.to_uppercase()),
        None => authority.to_uppercase(),
    }
}

/// A host in Unicode for one in punycode, and the other way round.
fn other_alphabet(authority: &str) -> Option<String> {
    let ascii = url::Host::parse(authority).ok()?.to_string();
    let unicode = idna::domain_to_unicode(&ascii).0;
    if unicode == ascii { None } else { Some(if ascii == authority { unicode } else { ascii }) }
}

/// Whether a gateway that reads its path letter by letter wraps the link, so that another spelling is another link.
fn is_written_for_its_reader(verdict: &Verdict) -> bool {
    let Verdict::Link(link) = verdict else { return false };
    let evidence = link.reasons.iter().flat_map(|reason| &reason.evidence);
    evidence.into_iter().any(|text| matches!(&**text, "Proofpoint URL Defense" | "Check Point Harmony"))
}

#[test]
fn capital_letters_change_no_senders_verdict() {
    for input in golden().filter(|input| input.contains('@') && !input.contains("://") && !input.contains("mailto:")) {
        let (plain, capitals) = (check(input, false), check(&input.to_uppercase(), false));
        assert_eq!((plain.level(), class(&plain)), (capitals.level(), class(&capitals)), "{input}");
    }
}

#[test]
fn a_wrapper_never_makes_a_golden_link_better() {
    for (scheme, authority, rest) in golden_links() {
        let link = format!("{scheme}://{authority}{rest}");
        let alone = check(&link, false);
        if class(&alone) == "Invalid" {
            continue;
        }
        for wrapped in wrapped(&link) {
            let verdict = check(&wrapped, false);
            assert!(verdict.level() >= alone.level(), "{wrapped} is better than {link}");
        }
    }
}

/// Inputs found by the fuzzer or by growing lengths. Each once had a wrong verdict or took minutes.
#[test]
fn hostile_inputs_that_once_passed_stay_caught() {
    let link = |text: &str| match check(text, false) {
        Verdict::Link(link) => (link.level, link.class),
        Verdict::Sender(_) => panic!("{text} is a link"),
    };
    // Browsers drop such characters before and inside a link.
    assert_eq!(link("\u{e}\0 https://shop.example/"), (Level::Info, LinkClass::Unrelated));
    assert_eq!(link("ht\ttps://amaz0n-verify.example/"), (Level::Danger, LinkClass::Lookalike));
    // Servers decode an encoded letter.
    assert_eq!(link("https://shop.example/%61p/sign%69n"), (Level::Danger, LinkClass::Deceptive));
    assert_eq!(link("https://shop.example/?%6Fpenid.pape.max_auth_age=0"), (Level::Danger, LinkClass::Deceptive));
    assert_eq!(
        link("https://sellercentral.amazon.com/%61pps/authorize/consent?version=bet%61"),
        (Level::Caution, LinkClass::RiskyAction)
    );
    // A message inside a message with two boundaries at its start.
    let raw = "Content-Type:multipart;boundary=--\n----Content-Type:message/rfc822\n\nContent-Type:message/rfc822\n\n\n------\n";
    assert!(mail::read(raw.as_bytes(), decode).is_ok());
    // Invisible characters do not push a name beyond the part that is read.
    let padded = format!("{}Amazon Seller Support <x@mail.example>", "\u{200b}".repeat(2000));
    assert!(matches!(check(&padded, false), Verdict::Sender(sender) if sender.class == SenderClass::Impersonation));
}

#[test]
fn long_input_takes_linear_time() {
    const LENGTH: usize = 200_000;
    let of = |piece: &str| piece.repeat(LENGTH / piece.len());
    let distinct = (0..LENGTH / 22).map(|at| format!("https://x{at}.example/")).collect::<Vec<_>>().join(" ");
    let mail = |from: &str, body: &str| format!("From: {from}\r\nSubject: x\r\n\r\n{body}");
    // Each of these once took between half a minute and hours.
    let started = Instant::now();
    for text in [
        format!("https://{}@shop.example/", of("amazxq-")),
        format!("https://{}@shop.example/", of("amazo")),
        format!("{}<a@b.example>", of("amazxq ")),
        format!("{}<a@b.example>", of("a m a z o ")),
        format!("Amazon {}<a@b.example>", of("zebra ")),
        format!("amazon{}<a@b.example>", of("verify")),
        format!("{}@gmail.com", of("amazxq.")),
    ] {
        check(&text, true);
    }
    for raw in [mail(&format!("Amazon {}<a@b.example>", of("zebra ")), &of("zebra ")), mail("a@b.example", &distinct)] {
        message::judge(&mail::read(raw.as_bytes(), decode).expect("a mail"));
    }
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}
