//! Runs the built program and checks the contract of the command line.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn run(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_touchstone"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not read its input may end before all of it is written.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn objects(output: &Output) -> Vec<serde_json::Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

const MAIL: &str = "From: Amazon Seller Central <no-reply@amazon.com>\r\nTo: me@shop.example\r\nSubject: Notice\r\n\
    Content-Type: text/html\r\n\r\n<p>Your account</p><a href=\"https://sellercentral.amazon.com/\">Sign in</a>";

#[test]
fn check_answers_one_object_a_line_in_the_order_of_its_input() {
    let output = run(&["check", "--json"], b"https://amazon.de/\n\n  \nx@amaz0n-verify.example\r\nhello world\n");
    assert_eq!(output.status.code(), Some(0));
    let found = objects(&output);
    let seen: Vec<_> = found.iter().map(|o| (o["kind"].as_str().unwrap(), o["class"].as_str().unwrap())).collect();
    assert_eq!(seen, [("link", "genuine"), ("sender", "lookalike"), ("link", "invalid")]);
    for key in ["input", "kind", "level", "class", "host", "domain", "target", "reasons"] {
        assert!(found.iter().all(|object| object.get(key).is_some()), "{key} is missing");
    }
    assert!(found[0]["reasons"][0]["code"].is_string());
}

#[test]
fn arguments_win_over_standard_input() {
    let output = run(&["check", "--json", "amazon.de", "a@b.example"], b"ignored.example\n");
    let inputs: Vec<_> = objects(&output).iter().map(|o| o["input"].as_str().unwrap().to_owned()).collect();
    assert_eq!(inputs, ["amazon.de", "a@b.example"]);
}

#[test]
fn host_domain_and_target_describe_what_was_judged_in_the_end() {
    let wrapped = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2FA.Shop.example%2Fx&data=y";
    let found = objects(&run(&["check", "--json", wrapped, "https://bit.ly/x", "http://8.8.8.8/"], b""));
    assert_eq!(found[0]["target"], "https://a.shop.example/x");
    assert_eq!(
        (found[0]["host"].as_str(), found[0]["domain"].as_str()),
        (Some("a.shop.example"), Some("shop.example"))
    );
    assert!(found[1]["target"].is_null());
    assert!(found[2]["domain"].is_null());
}

#[test]
fn an_option_judges_a_link_as_part_of_a_mail_that_claims_to_be_amazon() {
    let link = "https://www.supportdubaitalent.com/index";
    assert_eq!(objects(&run(&["check", "--json", link], b""))[0]["level"], "info");
    assert_eq!(objects(&run(&["check", "--json", "--claims-amazon", link], b""))[0]["level"], "danger");
}

/// A mail from a team of the user's own firm. The name of the team speaks as Amazon; the text does not.
const TEAM_MAIL: &str = "From: Amazon Support DE <amazon-support@ourbrand.example>\r\nTo: hannah@ourbrand.example\r\n\
    Cc: jo@ourbrand.example\r\nSubject: Returns sheet\r\n\r\nPlease confirm your numbers: https://docs.google.com/spreadsheets/d/1\r\n";
const RECEIVED: &str = "Received: from mx.ourbrand.example by mx.ourbrand.example; Mon, 2 Nov 2026 09:00:00 +0000\r\n";

#[test]
fn an_option_or_the_users_own_mail_server_names_the_user_and_to_and_cc_never_do() {
    let level = |args: &[&str], mail: &str| {
        let args = [&["mail", "--json"], args, &["-"]].concat();
        objects(&run(&args, mail.as_bytes()))[0]["level"].as_str().unwrap().to_owned()
    };
    assert_eq!(level(&[], TEAM_MAIL), "danger");
    assert_eq!(level(&[], &format!("{RECEIVED}{TEAM_MAIL}")), "danger");
    assert_eq!(level(&["--user", "hannah@ourbrand.example"], TEAM_MAIL), "info");
    assert_eq!(level(&["--user", "me@other.example", "--user", "ops@ourbrand.example"], TEAM_MAIL), "info");
    assert_eq!(level(&["--user", "me@other.example"], TEAM_MAIL), "danger");
    for header in ["Delivered-To", "X-Original-To"] {
        let line = format!("{header}: hannah@ourbrand.example\r\n");
        assert_eq!(level(&[], &format!("{line}{RECEIVED}{TEAM_MAIL}")), "info", "{header}");
        assert_eq!(level(&[], &format!("{RECEIVED}{line}{TEAM_MAIL}")), "danger", "{header} below the first Received");
        assert_eq!(level(&[], &format!("{line}{TEAM_MAIL}")), "danger", "{header} without any Received");
    }
    let help = String::from_utf8(run(&["mail", "--help"], b"").stdout).unwrap();
    assert!(help.contains("--user <ADDRESS>") && help.contains("Delivered-To"));
}

#[test]
fn mail_answers_one_object_a_file_and_names_the_files_it_could_not_read() {
    let output = run(&["mail", "--json", "-", "/nowhere/at/all.eml"], MAIL.as_bytes());
    assert_eq!(output.status.code(), Some(2));
    let found = objects(&output);
    assert_eq!((found[0]["file"].as_str(), found[0]["level"].as_str()), (Some("-"), Some("ok")));
    for key in ["claim", "sender", "replyTo", "links", "attachments", "findings"] {
        assert!(found[0].get(key).is_some(), "{key} is missing");
    }
    assert_eq!(found[0]["claim"]["strength"], "strong");
    assert_eq!(found[0]["links"][0]["role"], "action");
    assert_eq!(found[1]["file"], "/nowhere/at/all.eml");
    assert!(found[1]["error"].is_string() && found[1].get("level").is_none());
}

/// A mail that claims to be Amazon, with a genuine mail attached to it.
const ATTACHING: &str = "From: Amazon Seller Central <a@mail.example>\r\nSubject: Notice\r\n\
    Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n\
    <p>Your Amazon seller account has been suspended.</p><a href=\"https://shop.example/x\">Sign in</a>\r\n\
    --b\r\nContent-Type: message/rfc822\r\n\r\nFrom: Amazon <a@amazon.com>\r\nSubject: Hello\r\n\r\nHello\r\n--b--\r\n";

#[test]
fn explain_prints_the_rules_of_each_message_with_their_evidence() {
    let text = String::from_utf8(run(&["mail", "--explain", "-"], ATTACHING.as_bytes()).stdout).unwrap();
    let (made, also) = text.split_once("also applied:").unwrap();
    assert!(made.contains("claim-contradicted-twice: danger"), "{text}");
    assert!(made.contains("claims-amazon-sender-elsewhere: \"a@mail.example\""), "{text}");
    assert!(made.contains("foreign-action-elsewhere: danger\n      - \"shop.example\" \"Sign in\""), "{text}");
    assert!(also.contains("sender-impersonates: caution") && also.contains("attached message 1"), "{text}");
    let help = String::from_utf8(run(&["mail", "--help"], b"").stdout).unwrap();
    assert!(help.contains("--explain") && help.contains("docs/judgement.md"), "{help}");
}

#[test]
fn explain_as_json_is_one_object_for_each_message() {
    let output = run(&["mail", "--explain", "--json", "-", "/nowhere/at/all.eml"], ATTACHING.as_bytes());
    assert_eq!(output.status.code(), Some(2));
    let found = objects(&output);
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!((found[0]["attached"].as_array().unwrap().len(), found[0]["level"].as_str()), (0, Some("danger")));
    let deciding = |message: &serde_json::Value| -> Vec<String> {
        let rules = message["rules"].as_array().unwrap().iter();
        rules.filter(|rule| rule["decides"] == true).map(|rule| rule["rule"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(deciding(&found[0]), ["claim-contradicted-twice", "foreign-action-elsewhere"]);
    assert_eq!((&found[1]["attached"], found[1]["level"].as_str()), (&serde_json::json!([1]), Some("ok")));
    assert_eq!(deciding(&found[1]), ["sender-is-amazon"]);
    assert!(found[2]["error"].is_string());
}

#[test]
fn explain_prints_ceilings_and_floors() {
    let mail = "From: Amazon <a@amazon.com>\r\nSubject: Notice\r\nContent-Type: text/html\r\n\r\n\
        <a href=\"https://apps.apple.com/app\">Our app</a>";
    let text = String::from_utf8(run(&["mail", "--explain", "-"], mail.as_bytes()).stdout).unwrap();
    assert!(text.contains("quiet-link-in-amazon-mail: at most ok"), "{text}");
    assert!(text.contains("unrelated-host: info (lowered by a ceiling)"), "{text}");
    let forward = "From: Tom <tom@shop.example>\r\nSubject: Fwd\r\n\r\n---------- Forwarded message ---------\r\n\
        From: Ann <ann@shop.example>\r\nDate: Mon\r\nTo: me\r\n\r\nHello";
    let text = String::from_utf8(run(&["mail", "--explain", "-"], forward.as_bytes()).stdout).unwrap();
    assert!(text.contains("forwarded-message: at least info"), "{text}");
}

#[test]
fn wrong_usage_exits_with_code_two() {
    for args in [&["mail"][..], &["check", "--no-such-option"], &["nothing"], &[]] {
        assert_eq!(run(args, b"").status.code(), Some(2), "{args:?}");
    }
}

#[test]
fn the_program_carries_the_notices_of_what_it_contains() {
    let notices = include_str!("../THIRD-PARTY-NOTICES.txt");
    assert!(notices.contains("\nurl ") && notices.contains("Mozilla Public License Version 2.0"));
    let output = run(&["notices"], b"");
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stdout), notices);
    let help = run(&["--help"], b"");
    assert!(String::from_utf8_lossy(&help.stdout).contains("notices"));
}

#[test]
fn no_input_moves_the_cursor_or_reverses_the_line() {
    let nasty = "https://evil.example/\u{202e}gnp.\u{1b}[2J\u{7}\u{200b}x";
    for args in [&["check", nasty][..], &["check", "--json", nasty]] {
        let output = run(args, b"");
        let text = String::from_utf8(output.stdout).unwrap();
        let unsafe_character = |c: char| c.is_control() && c != '\n' || ('\u{200b}'..='\u{202e}').contains(&c);
        assert!(!text.contains(unsafe_character), "{text:?}");
    }
    // Escaped, not lost.
    assert_eq!(objects(&run(&["check", "--json", nasty], b""))[0]["input"], nasty);
}

#[test]
fn plain_output_uses_words_and_points_at_the_registrable_domain() {
    let output = run(&["check", "https://sellercentral.amazon.com.verify-id.example/"], b"");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("verify-id.example") && text.contains("^^^^^^^^^^^^^^^^^"), "{text}");
    assert!(!text.contains("reason_") && !text.contains("class_") && !text.contains('{'), "{text}");
}

#[test]
fn broken_and_enormous_input_gets_an_answer() {
    let long = format!("https://evil.example/{}\n", "a".repeat(1_000_000));
    let mut input = long.into_bytes();
    input.extend_from_slice(b"https://\xff\xfe.example/\n\xf0\x9f\n\0\n");
    let output = run(&["check", "--json"], &input);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(objects(&output).len(), 4);
}

#[test]
fn a_level_has_one_word_and_info_has_the_word_of_the_class() {
    let texts: serde_json::Value =
        serde_json::from_str(include_str!("../extension/_locales/en/messages.json")).expect("valid JSON");
    let word = |key: &str| texts[key]["message"].as_str().expect(key).to_owned();
    let second_line = |input: &str| {
        String::from_utf8(run(&["check", input], b"").stdout)
            .expect("UTF-8")
            .lines()
            .nth(1)
            .map(str::to_owned)
            .expect("two lines")
    };
    assert_eq!(second_line("https://amazon.de/"), format!("  / {}: {}", word("level_ok"), word("class_genuine")));
    assert_eq!(second_line("https://shop.example/"), format!("  o {}", word("class_unrelated")));
    assert_eq!(
        second_line("https://amazon-verify.example/"),
        format!("  # {}: {}", word("level_danger"), word("class_lookalike"))
    );
}
