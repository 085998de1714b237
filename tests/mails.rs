//! Judges the written mails of `tests/mails`, mails of a seller's ordinary day and attacks on sellers, and compares each level with
//! the range in `expected.tsv`. A row is written from the rules of judgement, never from a verdict.
#![cfg(feature = "cli")]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use touchstone::charset::decode;
use touchstone::mail;
use touchstone::message;
use touchstone::vocabulary::{Level, MessageLink, MessageVerdict, Reason, Role, Verdict};

/// The folders beside the table, each with mails.
const FOLDERS: [&str; 2] = ["ordinary", "attacks"];
/// The largest size of a written mail in bytes; the benchmarks measure larger ones.
const LARGEST: u64 = 40_000;

/// A row of the table.
struct Row {
    file: String,
    lowest: Level,
    highest: Level,
    stands_for: String,
    why: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mails")
}

fn level(text: &str) -> Option<Level> {
    match text {
        "ok" => Some(Level::Ok),
        "info" => Some(Level::Info),
        "caution" => Some(Level::Caution),
        "danger" => Some(Level::Danger),
        _ => None,
    }
}

fn table() -> Vec<Row> {
    let text = fs::read_to_string(folder().join("expected.tsv")).expect("tests/mails/expected.tsv is readable");
    let mut rows = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [file, lowest, highest, stands_for, why] = columns[..] else {
            panic!("expected.tsv, line {}: five columns, not {}", at + 1, columns.len());
        };
        let (Some(lowest), Some(highest)) = (level(lowest), level(highest)) else {
            panic!("expected.tsv, line {}: a level is ok, info, caution or danger", at + 1);
        };
        assert!(
            lowest <= highest,
            "expected.tsv, line {}: no level is at least {lowest:?} and at most {highest:?}",
            at + 1
        );
        rows.push(Row { file: file.into(), lowest, highest, stands_for: stands_for.into(), why: why.into() });
    }
    rows
}

/// The mails as the table names them.
fn files() -> BTreeSet<String> {
    let mut files = BTreeSet::new();
    for name in FOLDERS {
        for entry in fs::read_dir(folder().join(name)).expect("a folder of mails") {
            let entry = entry.expect("a readable entry");
            files.insert(format!("{name}/{}", entry.file_name().to_string_lossy()));
        }
    }
    files
}

fn judge(file: &str) -> MessageVerdict {
    let raw = fs::read(folder().join(file)).expect("a readable mail");
    let input = mail::read(&raw, decode).unwrap_or_else(|error| panic!("{file}: {error}"));
    message::judge(&input)
}

fn reasons(reasons: &[Reason]) -> String {
    reasons.iter().map(|reason| format!("{} {:?}", reason.code.text(), reason.evidence)).collect::<Vec<_>>().join("; ")
}

fn describe_link(link: &MessageLink) -> String {
    let (class, why) = match &link.verdict {
        Verdict::Link(link) => (format!("{:?}", link.class), reasons(&link.reasons)),
        Verdict::Sender(address) => (format!("mailto {:?}", address.class), reasons(&address.reasons)),
    };
    format!("{:?} {class} \"{}\" {}: {why}", link.verdict.level(), link.text, link.href)
}

/// The verdict in words, for a failure message.
fn describe(verdict: &MessageVerdict) -> String {
    let mut out = String::new();
    let claim: Vec<_> =
        verdict.claim.evidence.iter().map(|claim| format!("{:?} \"{}\"", claim.source, claim.text)).collect();
    let _ = writeln!(out, "    claim: {:?} {}", verdict.claim.strength, claim.join(" | "));
    let _ = writeln!(
        out,
        "    sender: {:?} {:?} {:?} <{}>: {}",
        verdict.sender.level,
        verdict.sender.class,
        verdict.sender.name.as_deref().unwrap_or_default(),
        verdict.sender.address.as_deref().unwrap_or_default(),
        reasons(&verdict.sender.reasons)
    );
    if let Some(reply) = &verdict.reply_to {
        let _ = writeln!(out, "    reply-to: {:?} {}", reply.class, reply.address.as_deref().unwrap_or_default());
    }
    let _ = writeln!(out, "    findings: {}", reasons(&verdict.findings));
    for link in verdict.links.iter().filter(|link| link.role == Role::Action || link.verdict.level() > Level::Ok) {
        let _ = writeln!(out, "    {:?} {}", link.role, describe_link(link));
    }
    for attachment in &verdict.attachments {
        let _ = writeln!(out, "    attachment: {} {}", attachment.name, attachment.media_type);
    }
    for attached in &verdict.attached {
        let _ = writeln!(out, "    attached message: {:?}\n{}", attached.level, describe(attached));
    }
    out
}

#[test]
fn every_mail_has_one_row_and_every_row_has_a_mail() {
    let files = files();
    let mut named = BTreeSet::new();
    for row in table() {
        assert!(named.insert(row.file.clone()), "{} stands in expected.tsv twice", row.file);
        assert!(
            !row.stands_for.is_empty() && !row.why.is_empty(),
            "{}: a row says what it stands for and why",
            row.file
        );
    }
    let no_row: Vec<_> = files.difference(&named).collect();
    let no_mail: Vec<_> = named.difference(&files).collect();
    assert!(
        no_row.is_empty() && no_mail.is_empty(),
        "mails without a row: {no_row:?}; rows without a mail: {no_mail:?}"
    );
    for file in &files {
        let size = fs::metadata(folder().join(file)).expect("a readable mail").len();
        assert!(size <= LARGEST, "{file} has {size} bytes, more than {LARGEST}");
    }
}

#[test]
fn every_situation_that_must_go_right_has_a_mail() {
    let rows = table();
    let text = fs::read_to_string(folder().join("situations.tsv")).expect("tests/mails/situations.tsv is readable");
    let mut missing = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [place, bound, words] = columns[..] else { panic!("situations.tsv: three columns, not \"{line}\"") };
        assert!(FOLDERS.contains(&place), "situations.tsv: no folder {place}");
        let bound = level(bound).unwrap_or_else(|| panic!("situations.tsv: \"{bound}\" is no level"));
        let held = rows.iter().any(|row| {
            let allowed = if place == "attacks" { row.lowest >= bound } else { row.highest <= bound };
            row.file.starts_with(place) && row.stands_for.contains(words) && allowed
        });
        if !held {
            missing.push(line);
        }
    }
    assert!(missing.is_empty(), "no mail stands for: {missing:#?}");
}

#[test]
fn every_language_of_the_product_has_ordinary_mails_and_attacks() {
    const LANGUAGES: [&str; 15] =
        ["en", "zh", "tw", "ja", "de", "fr", "it", "es", "nl", "pl", "tr", "pt", "ko", "ru", "ar"];
    let files = files();
    for place in FOLDERS {
        for language in LANGUAGES {
            let named = |file: &&String| {
                let name = file.trim_end_matches(".eml").rsplit('-').take(3);
                file.starts_with(place) && name.into_iter().any(|part| part == language)
            };
            let count = files.iter().filter(named).count();
            assert!(count >= 3, "{place}: {count} mails in \"{language}\", at least 3 wanted");
        }
    }
}

#[test]
fn every_mail_has_a_level_that_the_rules_allow() {
    let rows = table();
    let mut wrong = String::new();
    let (mut too_loud, mut too_quiet) = (0, 0);
    for row in &rows {
        let verdict = judge(&row.file);
        let found = verdict.level;
        if (row.lowest..=row.highest).contains(&found) {
            continue;
        }
        let demand = if found > row.highest {
            too_loud += 1;
            format!("at most {:?}", row.highest)
        } else {
            too_quiet += 1;
            format!("at least {:?}", row.lowest)
        };
        let _ = writeln!(wrong, "{}: {found:?}, but {demand} ({}: {})", row.file, row.stands_for, row.why);
        wrong += &describe(&verdict);
    }
    assert!(
        wrong.is_empty(),
        "{} of {} mails: {too_loud} too loud, {too_quiet} too quiet\n{wrong}",
        too_loud + too_quiet,
        rows.len()
    );
}
