//! Mail programs read some malformed mails in different ways: several senders, repeated headers, encoded-word marks in a body. The
//! worst reading decides the level.

use touchstone::charset::decode;
use touchstone::input::MessageInput;
use touchstone::mail;
use touchstone::message;
use touchstone::vocabulary::Level;

const AMAZON: &str = "seller-performance@amazon.com";
const OTHER: &str = "desk@account-desk.example";

fn read(headers: &str, body: &str) -> MessageInput {
    mail::read(format!("{headers}To: me@ours.example\r\n\r\n{body}").as_bytes(), decode).expect("a mail")
}

fn level(headers: &str, body: &str) -> Level {
    message::judge(&read(headers, body)).level
}

#[test]
fn the_worst_of_several_senders_counts() {
    let body = "Your Amazon seller account is suspended. See Seller Central.";
    assert_eq!(level(&format!("From: {AMAZON}\r\n"), body), Level::Ok);
    for from in [
        format!("From: {OTHER}\r\nFrom: {AMAZON}"),
        format!("From: {AMAZON}\r\nFrom: {OTHER}"),
        format!("From: {AMAZON}, {OTHER}"),
        format!("From: {OTHER}, {AMAZON}"),
        format!("From: {AMAZON}; {OTHER}"),
        format!("From: <{OTHER}> <{AMAZON}>"),
        format!("From: Amazon: {AMAZON};, {OTHER}"),
        format!("From: <{OTHER},{AMAZON}>"),
        format!("From: \"Amazon <{AMAZON}> <{OTHER}>"),
    ] {
        assert_eq!(level(&format!("{from}\r\n"), body), Level::Danger, "{from}");
    }
    assert!(level(&format!("From: {OTHER}@amazon.com\r\n"), body) > Level::Ok);
    // Text in quotation marks and comments is part of the name.
    let quoted = read(&format!("From: \"{AMAZON} (x)\" (to {AMAZON}) <{OTHER}>\r\n"), body);
    assert!(quoted.other_senders.is_empty(), "{:?}", quoted.other_senders);
    let named = read(&format!("From: {OTHER} <{OTHER}>\r\n"), body);
    assert!(named.other_senders.is_empty(), "{:?}", named.other_senders);
}

#[test]
fn a_second_address_makes_a_foreign_sender_no_better() {
    let body = "Your Amazon seller account is suspended. Verify it at https://verify-desk.example/ now.";
    assert_eq!(level(&format!("From: {OTHER}\r\n"), body), Level::Danger);
    for other in ["desk@other.example", "desk", "desk@mail.account-desk.example", OTHER] {
        assert_eq!(level(&format!("From: {OTHER}, {other}\r\n"), body), Level::Danger, "{other}");
        assert_eq!(level(&format!("From: {other}, {OTHER}\r\n"), body), Level::Danger, "{other}");
    }
}

#[test]
fn every_reply_to_and_every_subject_counts() {
    let from = format!("From: {AMAZON}\r\n");
    let body = "Your Amazon seller account is suspended.";
    for answer in [
        format!("Reply-To: {OTHER}\r\nReply-To: {AMAZON}\r\n"),
        format!("Reply-To: {AMAZON}\r\nReply-To: {OTHER}\r\n"),
        format!("Reply-To: \"{OTHER}\r\n"),
    ] {
        assert!(level(&format!("{from}{answer}"), body) >= Level::Caution, "{answer}");
    }
    let held = "Subject: Your Amazon seller account is suspended\r\n";
    for subjects in [format!("{held}Subject: Hello\r\n"), format!("Subject: Hello\r\n{held}")] {
        let level = level(&format!("From: {OTHER}\r\n{subjects}"), "Verify now: https://verify-desk.example/");
        assert_eq!(level, Level::Danger, "{subjects}");
    }
}

#[test]
fn a_part_with_two_content_types_is_read_both_ways() {
    let lure = "Your Amazon seller account is suspended. <a href=\"https://verify-desk.example/\">Verify now</a>";
    let coded = base64(lure);
    for (headers, body) in [
        ("Content-Type: text/html\r\nContent-Type: text/plain\r\n", lure),
        ("Content-Type: text/plain\r\nContent-Type: text/html\r\n", lure),
        ("Content-Type: text/html\r\nContent-Type: application/octet-stream\r\n", lure),
        (
            "Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\nContent-Transfer-Encoding: 7bit\r\n",
            &*coded,
        ),
        ("Content-Type: text/html\r\nContent-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: base64\r\n", lure),
        ("Content-Type: text/html\r\nContent-Transfer-Encoding: base64 (as ever)\r\n", &*coded),
        (
            "Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n",
            &*format!("{}!*{}", &coded[..8], &coded[8..]),
        ),
        ("Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n", &*format!("SGkgIA==\r\n{coded}")),
        (
            "Content-Type: multipart/mixed; boundary=b\r\n",
            &*format!("--b\r\nContent-Type: text/html\r\nContent-Type: image/png\r\n\r\n{lure}\r\n--b--"),
        ),
    ] {
        let input = read(&format!("From: {OTHER}\r\n{headers}"), body);
        assert!(input.links.iter().any(|link| link.href == "https://verify-desk.example/"), "{headers}{body}");
        assert_eq!(message::judge(&input).level, Level::Danger, "{headers}{body}");
    }
}

#[test]
fn encoded_word_marks_hide_nothing_in_a_body() {
    let from = format!("From: =?utf-8?q?Amazon?= <{AMAZON}>\r\nContent-Type: text/html\r\n");
    for body in [
        "<a title=\"=?utf-8?q?\" href=\"https://verify-desk.example/\" name=\"?=\">Verify your account now</a>",
        "<i title=\"=?utf-8?q?\"></i><a href=\"https://verify-desk.example/\">Verify your account now</a><i title=\"?=\"></i>",
    ] {
        assert_eq!(read(&from, body).links.len(), 1, "{body}");
        assert!(level(&from, body) >= Level::Caution, "{body}");
    }
    let inner = "--b\r\nContent-Type: text/plain; name=\"=?gb18030?B?0cfC7dG3?=\"\r\nContent-Disposition: attachment\r\n\r\nx\r\n--b--";
    let input = read(&format!("From: {AMAZON}\r\nContent-Type: multipart/mixed; boundary=b\r\n"), inner);
    assert_eq!(input.attachments[0].name, "亚马逊", "headers of parts are read as before");
}

#[test]
fn a_target_without_its_scheme_counts_beside_one_that_has_it() {
    use touchstone::check::check;
    use touchstone::vocabulary::Verdict;
    for link in [
        "https://www.google.com/url?q=https://sellercentral.amazon.com/&q=//evil.example",
        "https://www.google.com/url?q=//evil.example&q=https://sellercentral.amazon.com/",
        "https://www.google.com/url?q=https://sellercentral.amazon.com/&url=%2F%2Fevil.example",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fsellercentral.amazon.com%2F&u=%2F%5Cevil.example%2Fv",
    ] {
        let Verdict::Link(verdict) = check(link, false) else { panic!("{link}") };
        assert!(verdict.level > Level::Ok, "{link}: {verdict:?}");
    }
}

fn base64(text: &str) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let bits = chunk.iter().fold(0u32, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - chunk.len()));
        for place in 0..=chunk.len() {
            out.push(char::from(ALPHABET[usize::try_from(bits >> (18 - 6 * place) & 63).unwrap_or(0)]));
        }
        out.push_str(&"=".repeat(3 - chunk.len()));
    }
    out
}
