//! Reads the written notices of `tests/notices` and compares every time with what `times.tsv` expects. A row is written from the wording,
//! never from the program's answer.
#![cfg(feature = "cli")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use touchstone::desk::clock::Clock;
use touchstone::desk::moment::{self, Moment};
use touchstone::desk::passage::Passage;
use touchstone::desk::role::Role;

/// The instant at which all written notices arrive.
const RECEIVED: &str = "2026-09-10T09:00:00+08:00";

/// A row of the table.
struct Row {
    line: usize,
    language: String,
    text: String,
    expected: Vec<Expected>,
}

/// An expected time.
#[derive(Debug)]
struct Expected {
    role: String,
    text: String,
    /// The instant without its year. `None` if the row does not say it.
    earliest: Option<String>,
}

fn rows() -> Vec<Row> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/notices/times.tsv");
    let text = fs::read_to_string(file).expect("tests/notices/times.tsv is readable");
    let lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|(at, line)| {
            let columns: Vec<&str> = line.split('\t').collect();
            let [language, text, expected] = columns[..] else { panic!("times.tsv, line {}: three columns", at + 1) };
            let expected = expected.split("; ").filter(|one| !one.is_empty()).map(expected_of).collect();
            Row { line: at + 1, language: language.into(), text: text.into(), expected }
        })
        .collect()
}

fn expected_of(text: &str) -> Expected {
    let (role, rest) = text.split_once(' ').unwrap_or((text, ""));
    let (text, earliest) = rest.split_once(" = ").map_or((rest, None), |(text, earliest)| (text, Some(earliest)));
    Expected { role: role.into(), text: text.into(), earliest: earliest.map(str::to_owned) }
}

fn name(role: Role) -> String {
    serde_json::to_value(role).unwrap().as_str().unwrap().to_owned()
}

fn read(text: &str, received: Option<&str>, zone: &str) -> Vec<Moment> {
    let clock = Clock::named(zone).expect("a zone");
    let passages: Vec<Passage> =
        text.split('⏎').map(|line| Passage { text: line.to_owned(), is_ignored: false }).collect();
    moment::merge(moment::read(&passages, received.and_then(|received| clock.parse(received)), &clock))
}

/// The instant of a time as the table writes it: without year and offset.
fn shown(moment: &Moment) -> String {
    moment.earliest.map_or_else(|| "-".to_owned(), |instant| instant.to_string()[5..16].replace('T', " "))
}

fn fits(expected: &Expected, found: &Moment) -> bool {
    let is_same_text = found.text.starts_with(&expected.text) || expected.text.starts_with(&found.text);
    let is_due = found.role.is_due();
    let is_same_time = expected.earliest.as_ref().is_none_or(|earliest| *earliest == shown(found));
    expected.role == name(found.role) && is_same_text && is_same_time && (!is_due || expected.earliest.is_some())
}

#[test]
fn the_written_notices_have_the_expected_times() {
    let rows = rows();
    let (mut all, mut right, mut wrong_due, mut report) = (0, 0, 0, String::new());
    for row in &rows {
        let found = read(&row.text, Some(RECEIVED), "Asia/Shanghai");
        all += row.expected.len();
        let hits = row.expected.iter().filter(|expected| found.iter().any(|found| fits(expected, found))).count();
        right += hits;
        // A time that is due with another role or instant than the row says is worse than one that is missing.
        let is_wrong = |found: &&Moment| {
            matches!(found.role, Role::Act | Role::ActionDate)
                && !row.expected.iter().any(|expected| fits(expected, found))
        };
        wrong_due += found.iter().filter(is_wrong).count();
        if hits < row.expected.len() || found.len() != row.expected.len() {
            let found: Vec<String> =
                found.iter().map(|found| format!("{} {} = {}", name(found.role), found.text, shown(found))).collect();
            let _ = writeln!(report, "line {} [{}] {}\n    {:?}\n    found {found:?}", row.line, row.language, row.text, row.expected);
        }
    }
    println!("{} notices, {right} of {all} times right, {wrong_due} wrong among act and action-date\n{report}", rows.len());
    assert!(rows.len() >= 150, "{} notices", rows.len());
    assert_eq!(wrong_due, 0, "{report}");
    assert!(right * 100 >= all * 97, "{right} of {all}\n{report}");
}
