//! Judges the golden cases of `tests/golden/links.tsv`, links and senders with the level and class that the rules demand. Together with
//! the written mails they cover every class and reason of links and senders.
#![cfg(feature = "cli")]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use touchstone::charset::decode;
use touchstone::check::check;
use touchstone::input::{Mailbox, MessageInput};
use touchstone::mail;
use touchstone::message;
use touchstone::vocabulary::{Code, Level, LinkClass, MessageVerdict, Reason, SenderClass, Verdict};

/// A row of the table.
struct Row {
    input: String,
    level: &'static str,
    class: &'static str,
    target: Option<&'static str>,
    rule: &'static str,
}

fn table() -> Vec<Row> {
    let mut rows = Vec::new();
    for line in include_str!("golden/links.tsv").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let [input, level, class, target, rule] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("five columns: {line}");
        };
        rows.push(Row { input: written_out(input), level, class, target: (target != "-").then_some(target), rule });
    }
    rows
}

/// The characters that stand in the table as `\u{…}`.
fn written_out(text: &str) -> String {
    let mut pieces = text.split(r"\u{");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (code, rest) = piece.split_once('}').expect(text);
        out.push(u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect(text));
        out.push_str(rest);
    }
    out
}

/// A level or a class as the table spells it.
fn spelled(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

fn class(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Link(link) => spelled(link.class),
        Verdict::Sender(sender) => spelled(sender.class),
    }
}

fn target(verdict: &Verdict) -> Option<&str> {
    match verdict {
        Verdict::Link(link) => link.target.as_deref(),
        Verdict::Sender(_) => None,
    }
}

fn reasons(verdict: &Verdict) -> &[Reason] {
    match verdict {
        Verdict::Link(link) => &link.reasons,
        Verdict::Sender(sender) => &sender.reasons,
    }
}

#[test]
fn every_row_is_judged_as_the_rules_demand() {
    let mut wrong = String::new();
    for row in table() {
        let verdict = check(&row.input, false);
        let found = (spelled(verdict.level()), class(&verdict), target(&verdict));
        if found != (row.level.to_owned(), row.class.to_owned(), row.target) {
            let _ = writeln!(
                wrong,
                "{}\n    {} {} {:?} by the rule \"{}\", not {found:?} {:?}",
                row.input,
                row.level,
                row.class,
                row.target,
                row.rule,
                reasons(&verdict)
            );
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn no_row_stands_twice_and_none_is_missing() {
    let rows = table();
    assert!(rows.len() >= 150, "only {} rows", rows.len());
    let mut seen = BTreeSet::new();
    for row in &rows {
        assert!(seen.insert(&row.input), "{} stands twice", row.input);
        assert!(!row.rule.is_empty(), "{} gives no rule", row.input);
    }
}

#[test]
fn only_amazons_places_keep_their_level_in_a_message_that_claims_to_be_amazon() {
    for row in table() {
        let (alone, claimed) = (check(&row.input, false), check(&row.input, true));
        let Verdict::Link(link) = &alone else { continue };
        let has = |code: Code| link.reasons.iter().any(|reason| reason.code == code);
        let expected = match link.class {
            LinkClass::RiskyAction if has(Code::RedirectLeavesAmazon) => Level::Danger,
            LinkClass::Genuine | LinkClass::AmazonOwned | LinkClass::RiskyAction | LinkClass::Invalid => link.level,
            _ if has(Code::AmazonShortLink) => link.level,
            _ if has(Code::UsedByAmazon) => Level::Caution,
            _ => Level::Danger,
        };
        assert_eq!(claimed.level(), expected, "{}", row.input);
    }
}

fn mails() -> impl Iterator<Item = PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mails");
    ["ordinary", "attacks"].into_iter().flat_map(move |name| {
        fs::read_dir(folder.join(name)).expect("a folder of mails").map(|entry| entry.expect("a mail").path())
    })
}

/// Verdicts with reasons that come from the webmail or the user. Raw mails cannot carry these reasons.
fn told_by_others() -> [MessageVerdict; 3] {
    let from = Mailbox { via: Some("bulk.example".into()), ..Mailbox::parse("Amazon <no-reply@amazon.de>") };
    let via = MessageInput { from, ..MessageInput::default() };
    let from = Mailbox::parse("Amazon Support <tom@ourshop.example>");
    let remembered = MessageInput { from, remembered: vec!["tom@ourshop.example".into()], ..MessageInput::default() };
    let from = Mailbox { uncertain: true, ..Mailbox::parse("Amazon <no-reply@amazon.de>") };
    let uncertain = MessageInput { from, ..MessageInput::default() };
    [via, remembered, uncertain].map(|input| message::judge(&input))
}

fn collect(verdict: &MessageVerdict, codes: &mut BTreeSet<Code>, senders: &mut BTreeSet<String>) {
    senders.insert(spelled(verdict.sender.class));
    let all = verdict.links.iter().flat_map(|link| reasons(&link.verdict));
    codes.extend(all.chain(&verdict.sender.reasons).map(|reason| reason.code));
    for attached in &verdict.attached {
        collect(attached, codes, senders);
    }
}

#[test]
fn every_class_and_every_reason_of_links_and_senders_has_a_case() {
    let (mut codes, mut senders, mut links) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for row in table() {
        let verdict = check(&row.input, false);
        codes.extend(reasons(&verdict).iter().map(|reason| reason.code));
        match &verdict {
            Verdict::Link(link) => links.insert(spelled(link.class)),
            Verdict::Sender(sender) => senders.insert(spelled(sender.class)),
        };
    }
    for file in mails() {
        let raw = fs::read(&file).expect("a readable mail");
        let input = mail::read(&raw, decode).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        collect(&message::judge(&input), &mut codes, &mut senders);
    }
    for verdict in told_by_others() {
        collect(&verdict, &mut codes, &mut senders);
    }

    // The codes of messages follow those of links and senders in the list.
    let missing: Vec<_> =
        Code::ALL.iter().filter(|code| **code < Code::SenderNotAmazon && !codes.contains(code)).collect();
    assert!(missing.is_empty(), "no case shows {missing:?}");
    let missing: Vec<_> = LinkClass::ALL.iter().filter(|class| !links.contains(&spelled(class))).collect();
    assert!(missing.is_empty(), "no link is {missing:?}");
    let missing: Vec<_> = SenderClass::ALL.iter().filter(|class| !senders.contains(&spelled(class))).collect();
    assert!(missing.is_empty(), "no sender is {missing:?}");
}
