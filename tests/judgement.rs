//! Holds docs/judgement.md and the rules together: every rule has an entry there with its level and its reason codes, and the test
//! that the entry names really uses the rule.
#![cfg(feature = "cli")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use touchstone::charset::decode;
use touchstone::input::{LinkInput, Mailbox, MessageInput, Segment, Trace};
use touchstone::message::explanation::Explanation;
use touchstone::message::{self, Budget};
use touchstone::vocabulary::{Code, Level};
use touchstone::{link, mail};

/// An entry of the document.
#[derive(Default)]
struct Entry {
    level: String,
    reasons: Vec<String>,
    test: String,
    words: usize,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The parts of a line that stand in backquotes.
fn quoted(line: &str) -> Vec<String> {
    line.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The entries of the document by rule id. An entry is a heading of the third order that is only an id.
fn entries() -> BTreeMap<String, Entry> {
    let text = fs::read_to_string(root().join("docs/judgement.md")).expect("docs/judgement.md is readable");
    let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
    let mut current: Option<String> = None;
    for line in text.lines() {
        if line.starts_with('#') {
            current = line.strip_prefix("### `").and_then(|line| line.strip_suffix('`')).map(str::to_owned);
            if let Some(id) = &current {
                assert!(entries.insert(id.clone(), Entry::default()).is_none(), "{id} has two entries");
            }
        } else if let Some(entry) = current.as_ref().and_then(|id| entries.get_mut(id)) {
            if let Some(level) = line.strip_prefix("- Level: ") {
                level.clone_into(&mut entry.level);
            } else if let Some(reasons) = line.strip_prefix("- Reason: ") {
                entry.reasons = quoted(reasons);
            } else if let Some(test) = line.strip_prefix("- Test: ") {
                test.clone_into(&mut entry.test);
            } else {
                entry.words += line.split_whitespace().count();
            }
        }
    }
    entries
}

/// Every rule with the level that its table gives it; `None` if the level depends on the link or the sender.
fn rules() -> BTreeMap<&'static str, Option<Level>> {
    let mut rules = BTreeMap::new();
    let of_links = link::rule_ids().map(|id| (id, None));
    for (id, level) in message::rules().into_iter().map(|rule| (rule.id, rule.level)).chain(of_links) {
        assert!(rules.insert(id, level).is_none(), "two rules are called {id}");
        assert!(id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{id} is not in kebab case");
    }
    rules
}

fn explain(input: &MessageInput) -> Explanation {
    message::judge_and_explain(input, &Budget::default()).1
}

/// The ids that an explanation names, with those of the messages attached to it.
fn ids(explanation: &Explanation) -> BTreeSet<&'static str> {
    let mut ids: BTreeSet<&'static str> = explanation.steps.iter().map(|step| step.rule).collect();
    ids.extend(explanation.steps.iter().flat_map(|step| &step.evidence).filter_map(|proof| proof.finding));
    ids.extend(explanation.attached.iter().flat_map(self::ids));
    ids
}

fn read(file: &Path) -> MessageInput {
    mail::read(&fs::read(file).expect("a readable mail"), decode).expect("a mail")
}

/// The ids that a row of `tests/golden/links.tsv` uses: as a link, as an action link of a mail that claims to be Amazon, as a sender.
fn golden_ids(input: &str) -> BTreeSet<&'static str> {
    let table = fs::read_to_string(root().join("tests/golden/links.tsv")).expect("a readable table");
    assert!(table.lines().any(|line| line.split('\t').next() == Some(input)), "links.tsv has no row {input}");
    let judged = link::judge(input, None);
    let mut found = BTreeSet::from([judged.rule, message::as_if_claimed(judged).rule]);
    found.extend(ids(&explain(&MessageInput { from: Mailbox::parse(input), ..MessageInput::default() })));
    found
}

fn segment(text: &str, link: Option<u32>) -> Segment {
    Segment { text: text.into(), link, starts_block: true, ..Segment::default() }
}

/// A mail with one text and one button.
fn made(from: &str, text: &str, button: &str, href: &str) -> MessageInput {
    MessageInput {
        from: Mailbox::parse(from),
        segments: vec![segment(text, None), segment(button, Some(0))],
        links: vec![LinkInput { href: href.into(), button: true, ..LinkInput::default() }],
        ..MessageInput::default()
    }
}

const HELD: &str = "Your Amazon seller account has been suspended.";
const FORWARDED: &str =
    "---------- Forwarded message ---------\nFrom: amazon-support@hotmail.com\nDate: Mon\nTo: me\n\nHello";

/// A mail that uses a rule which no written mail and no golden row uses.
fn made_for(id: &str) -> Option<MessageInput> {
    let shop = "https://shop.example/x";
    Some(match id {
        "organisation-contradicted" | "organisation-action-elsewhere" => MessageInput {
            user: vec!["me@ourbrand.example".into()],
            sent: true,
            ..made("\"'Amazon Seller Central' via Team\" <team@ourbrand.example>", HELD, "Sign in", shop)
        },
        "impersonation-forwards" => made(
            "Amazon Support <a@mail.example>",
            "---------- Forwarded message ---------\nFrom: Tom <tom@shop.example>\nDate: Mon\nTo: me\n\nHello",
            "Our shop",
            shop,
        ),
        "odd-link-without-claim" => made("Tom <tom@shop.example>", "Our new printer", "Open", "http://203.0.113.5/"),
        "script-without-claim" => made("Tom <tom@shop.example>", "Our news", "Profile", "javascript:popUp('a')"),
        "action-at-third-party" => {
            made("Amazon Seller Central <a@mail.example>", HELD, "Verify now", "https://app.chime.aws/meetings/1")
        }
        "foreign-address-in-name" => {
            made("\"Amazon Seller Central help@third.example\" <a@mail.example>", HELD, "Sign in", shop)
        }
        "deceptive-forwarded-sender" => made("Tom <tom@shop.example>", FORWARDED, "Our shop", shop),
        "attached-too-deep" => (0..5).fold(MessageInput::default(), |inner, _| MessageInput {
            attached: vec![inner],
            ..MessageInput::default()
        }),
        "sender-is-muted" => MessageInput {
            remembered: vec!["a@mail.example".into()],
            ..made("Amazon Seller Central <a@mail.example>", "Hello", "Our shop", shop)
        },
        "remembered-name" => MessageInput {
            remembered: vec!["amazon-verify.example".into()],
            ..made("Tom <tom@shop.example>", "Hello", "Verify now", "https://amazon-verify.example/")
        },
        "text-names-amazon-over-senders-link" => {
            let mut input =
                made("Nord Tools <news@nordtools.example>", "Our news", "", "https://t.nordtools.example/1");
            input.segments[1].text = "www.amazon.com".into();
            input.links[0].button = false;
            input
        }
        "authentication-failed" => MessageInput {
            trace: vec![step("dmarc", "fail", "amazon.com"), step("received", "", "sender.example")],
            ..made("Amazon <a@amazon.com>", "Hello", "Sign in", "https://sellercentral.amazon.com/")
        },
        "embedded-ending" => made("Tom <tom@shop.example>", "Hello", "Open", "https://www.co.jp.northfield.cn/"),
        "private-suffix" => made("Tom <tom@shop.example>", "Hello", "Open", "https://northfield.dyndns.org/"),
        _ => return None,
    })
}

fn step(method: &str, result: &str, domain: &str) -> Trace {
    let server = "mx.ours.example".into();
    Trace { server, method: method.into(), result: result.into(), domain: domain.into() }
}

/// The ids that the test of an entry uses.
fn tested_ids(id: &str, test: &str) -> BTreeSet<&'static str> {
    let names = quoted(test);
    let file = names.first().unwrap_or_else(|| panic!("{id}: an entry names its test"));
    let path = root().join(file);
    assert!(path.is_file(), "{id}: there is no {file}");
    match (&**file, names.get(1)) {
        ("tests/judgement.rs", None) if id == "time-used-up-in-claim" => {
            let input = made("Amazon Seller Central <a@mail.example>", HELD, "Sign in", "https://shop.example/x");
            ids(&message::judge_and_explain(&input, &Budget::of_milliseconds(0)).1)
        }
        ("tests/judgement.rs", None) => {
            ids(&explain(&made_for(id).unwrap_or_else(|| panic!("{id}: no mail is made for it"))))
        }
        ("tests/golden/links.tsv", Some(input)) => golden_ids(input),
        (mail, None) if mail.starts_with("tests/mails/") => ids(&explain(&read(&path))),
        _ => panic!("{id}: \"{test}\" is no test that this file can run"),
    }
}

#[test]
fn every_rule_has_an_entry_and_every_entry_has_its_rule() {
    let (rules, entries) = (rules(), entries());
    let missing: Vec<_> = rules.keys().filter(|id| !entries.contains_key(**id)).collect();
    let unknown: Vec<_> = entries.keys().filter(|id| !rules.contains_key(&***id)).collect();
    assert!(missing.is_empty() && unknown.is_empty(), "no entry: {missing:?}; no rule: {unknown:?}");
}

#[test]
fn every_entry_says_the_rule_its_level_and_its_reason_codes() {
    let codes: BTreeSet<&str> = Code::ALL.iter().map(|code| code.text()).collect();
    for (id, level) in rules() {
        let entry = &entries()[id];
        assert!(entry.words >= 5, "{id}: the rule is not said");
        assert!(!entry.reasons.is_empty() || entry.level == "ok", "{id}: no reason code");
        for reason in &entry.reasons {
            assert!(codes.contains(&**reason), "{id}: {reason} is no reason code");
        }
        match level {
            Some(level) => assert_eq!(entry.level, format!("{level:?}").to_lowercase(), "{id}"),
            None => assert!(!entry.level.is_empty(), "{id}: no level"),
        }
    }
}

#[test]
fn the_test_of_every_entry_uses_its_rule() {
    let mut wrong = Vec::new();
    for (id, entry) in entries() {
        let found = tested_ids(&id, &entry.test);
        if !found.contains(&*id) {
            wrong.push(format!("{id}: {} uses {found:?}", entry.test));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_file_and_every_code_that_the_document_names_exists() {
    let text = fs::read_to_string(root().join("docs/judgement.md")).expect("docs/judgement.md is readable");
    let files = quoted(&text).into_iter().filter(|name| name.starts_with("tests/") || name.starts_with("src/"));
    let missing: Vec<_> = files.filter(|name| !root().join(name).exists()).collect();
    assert!(missing.is_empty(), "there is no {missing:?}");
    let codes: BTreeSet<&str> = Code::ALL.iter().map(|code| code.text()).collect();
    let (_, readings) = text.split_once("## Readings behind the rules").expect("the part about readings");
    for reading in readings.split("\n- ").skip(1) {
        let named = reading.rsplit_once('(').map(|(_, codes)| quoted(codes)).unwrap_or_default();
        assert!(named.first().is_some_and(|code| codes.contains(&**code)), "no reason code: {reading}");
    }
}

#[test]
fn no_written_mail_uses_a_rule_that_is_not_listed() {
    let rules = rules();
    for folder in ["ordinary", "attacks"] {
        for file in fs::read_dir(root().join("tests/mails").join(folder)).expect("a folder of mails") {
            let path = file.expect("a file").path();
            for id in ids(&explain(&read(&path))) {
                assert!(rules.contains_key(id), "{}: {id} is not listed", path.display());
            }
        }
    }
}

#[test]
fn the_rules_that_decide_demand_the_level_of_the_message() {
    for folder in ["ordinary", "attacks"] {
        for file in fs::read_dir(root().join("tests/mails").join(folder)).expect("a folder of mails") {
            let path = file.expect("a file").path();
            let (verdict, explanation) = message::judge_and_explain(&read(&path), &Budget::default());
            let effective = explanation.steps.iter().filter(|step| !step.is_lowered).map(|step| step.level);
            assert_eq!(effective.max(), Some(verdict.level), "{}", path.display());
        }
    }
}
