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
            let _ = writeln!(
                report,
                "line {} [{}] {}\n    {:?}\n    found {found:?}",
                row.line, row.language, row.text, row.expected
            );
        }
    }
    println!(
        "{} notices, {right} of {all} times right, {wrong_due} wrong among act and action-date\n{report}",
        rows.len()
    );
    assert!(rows.len() >= 150, "{} notices", rows.len());
    assert_eq!(wrong_due, 0, "{report}");
    assert!(right * 100 >= all * 97, "{right} of {all}\n{report}");
}

#[test]
fn a_role_is_the_same_in_capitals_and_in_full_width_digits() {
    let wide = |text: &str| -> String {
        text.chars()
            .map(|c| if c.is_ascii_digit() { char::from_u32(u32::from(c) + 0xfee0).unwrap() } else { c })
            .collect()
    };
    for row in rows().iter().filter(|row| matches!(&*row.language, "ja" | "zh")) {
        let roles = |text: &str| -> Vec<(Role, String)> {
            read(text, Some(RECEIVED), "Asia/Shanghai").iter().map(|found| (found.role, shown(found))).collect()
        };
        assert_eq!(roles(&row.text), roles(&wide(&row.text)), "line {}", row.line);
    }
}

/// The instant of the first time in a text, in the zone of the user.
fn first(text: &str, received: &str, zone: &str) -> String {
    read(text, Some(received), zone)[0].earliest.map_or_else(|| "-".to_owned(), |instant| instant.to_string())
}

#[test]
fn clocks_and_calendars_are_those_of_the_user() {
    for (text, received, zone, expected) in [
        // The ends of the world.
        ("Reply by 20 September 2026.", RECEIVED, "Pacific/Kiritimati", "2026-09-20T23:59:00+14:00"),
        // UTC's day ends before that of UTC-11, so it is the one to plan by.
        ("Reply by 20 September 2026.", RECEIVED, "Pacific/Pago_Pago", "2026-09-20T12:59:00-11:00"),
        ("Reply within 2 days.", RECEIVED, "Pacific/Pago_Pago", "2026-09-11T14:00:00-11:00"),
        // Days keep the wall time when the clocks change, hours do not.
        ("Reply within 2 days.", "2026-10-24T12:00:00+02:00", "Europe/Berlin", "2026-10-26T12:00:00+01:00"),
        ("Reply within 48 hours.", "2026-10-24T12:00:00+02:00", "Europe/Berlin", "2026-10-26T11:00:00+01:00"),
        ("Reply within 1 day.", "2026-03-28T02:30:00+01:00", "Europe/Berlin", "2026-03-29T03:30:00+02:00"),
        // 29 February and the ends of months.
        ("Reply by 29 February 2028.", "2028-02-10T09:00:00Z", "UTC", "2028-02-29T23:59:00+00:00"),
        ("Reply by 29 February.", "2028-02-10T09:00:00Z", "UTC", "2028-02-29T23:59:00+00:00"),
        ("Reply by 29 February 2027.", "2027-02-10T09:00:00Z", "UTC", "-"),
        ("Reply within 1 month.", "2027-01-31T09:00:00Z", "UTC", "2027-02-28T09:00:00+00:00"),
        ("Reply within 12 months.", "2028-02-29T09:00:00Z", "UTC", "2029-02-28T09:00:00+00:00"),
        // The end of the year.
        ("Reply by 5 January.", "2026-12-28T09:00:00Z", "UTC", "2027-01-05T23:59:00+00:00"),
        ("Reply within 5 days.", "2026-12-30T09:00:00Z", "UTC", "2027-01-04T09:00:00+00:00"),
        ("Reply by tomorrow.", "2026-12-31T09:00:00Z", "UTC", "2027-01-01T23:59:00+00:00"),
        // Winter time named in summer: the earlier reading.
        ("Reply by 20 May 2026, 5 pm PST.", "2026-05-10T09:00:00Z", "UTC", "2026-05-21T00:00:00+00:00"),
        ("Reply by 20 January 2027, 5 pm PST.", "2026-12-10T09:00:00Z", "UTC", "2027-01-21T01:00:00+00:00"),
        ("Reply by 20 May 2026, 17:00 CEST.", "2026-05-10T09:00:00Z", "UTC", "2026-05-20T15:00:00+00:00"),
        ("Reply by 20 May 2026, 17:00 UTC+8.", "2026-05-10T09:00:00Z", "UTC", "2026-05-20T09:00:00+00:00"),
        ("Reply by 20 May 2026, 17:00 JST.", "2026-05-10T09:00:00Z", "UTC", "2026-05-20T08:00:00+00:00"),
        ("Reply by 20 May 2026, 17:00 UK time.", "2026-05-10T09:00:00Z", "UTC", "2026-05-20T16:00:00+00:00"),
        // Both orders are possible: the earlier one.
        ("Reply by 05/06/2026.", "2026-04-10T09:00:00Z", "UTC", "2026-05-06T23:59:00+00:00"),
        // One of them lies before the mail.
        ("Reply by 05/06/2026.", "2026-05-20T09:00:00Z", "UTC", "2026-06-05T23:59:00+00:00"),
        ("Reply by 05.06.2026.", "2026-04-10T09:00:00Z", "UTC", "2026-06-05T23:59:00+00:00"),
    ] {
        assert_eq!(first(text, received, zone), expected, "{text} {received} {zone}");
    }
}

#[test]
fn a_reading_that_is_open_says_so() {
    let one = |text: &str| read(text, Some("2026-04-10T09:00:00Z"), "UTC").remove(0);
    let found = one("Reply by 05/06/2026.");
    assert!(!found.certain);
    assert_eq!(
        found.choices.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["2026-05-06T23:59:00+00:00", "2026-06-05T23:59:00+00:00"]
    );
    assert!(one("Reply by 20/06/2026.").certain);
    // More than 180 days away, and no year.
    assert!(!one("Reply by 20 December.").certain);
    assert!(one("Reply by 20 September.").certain);
    assert!(!one("This link expires in 7 days.").certain);
    let range = one("Schedule your call in the next 48 to 72 hours.");
    assert_eq!(range.latest.unwrap().second - range.earliest.unwrap().second, 24 * 3600);
    let business = one("Please respond within 5 business days.");
    assert_eq!(business.earliest.unwrap().to_string(), "2026-04-15T09:00:00+00:00");
    assert_eq!(business.latest.unwrap().to_string(), "2026-04-17T09:00:00+00:00");
}

#[test]
fn without_a_date_header_only_dates_have_an_instant() {
    let one = |text: &str| read(text, None, "UTC").remove(0);
    assert_eq!(one("Reply within 48 hours.").earliest, None);
    assert_eq!(one("Reply within 48 hours.").role, Role::Act);
    assert_eq!(one("Reply by 20 September.").earliest, None);
    assert!(one("Reply by 20 September 2026.").certain);
}

#[test]
fn the_same_time_counts_once() {
    let text =
        "Respond within 48 hours⏎Please respond to the claim within 48 hours.⏎Your account is at risk within 48 hours.";
    let found = read(text, Some(RECEIVED), "UTC");
    assert_eq!(
        found.iter().map(|found| (found.role, found.again.len())).collect::<Vec<_>>(),
        [(Role::Act, 1), (Role::ActionDate, 0)]
    );
}

#[test]
fn the_span_is_the_place_in_the_sentence() {
    for row in rows() {
        for found in read(&row.text, Some(RECEIVED), "UTC") {
            let sentence: Vec<u16> = found.sentence.encode_utf16().collect();
            let [start, end] = found.span;
            assert_eq!(String::from_utf16_lossy(&sentence[start..end]), found.text, "line {}", row.line);
        }
    }
}

/// Amounts in each language, and texts around them.
const AMOUNTS: [(&str, &[&str], &[&str]); 11] = [
    (
        "en",
        &["{} days", "{} hours", "{} business days", "{} weeks", "{}-month"],
        &["Please reply within {}.", "the fee, or {}", "{}"],
    ),
    (
        "de",
        &["{} Tage", "{} Stunden", "{} Werktagen", "{} Wochen"],
        &["Bitte antworten Sie innerhalb von {}.", "die Zahl, oder {}"],
    ),
    ("fr", &["{} jours", "{} heures", "{} jours ouvrables"], &["Veuillez répondre sous {}.", "le prix ou {} de"]),
    ("it", &["{} giorni", "{} ore", "{} giorni lavorativi"], &["Rispondi entro {}.", "il prezzo, {} e poi"]),
    ("es", &["{} días", "{} horas", "{} días hábiles"], &["Responda en {}.", "el precio, {} y"]),
    ("nl", &["{} dagen", "{} uur", "{} werkdagen"], &["Reageer binnen {}.", "de prijs, {} en"]),
    ("pl", &["{} dni", "{} godzin", "{} dni roboczych"], &["Odpowiedz w ciągu {}.", "cena, {} oraz"]),
    ("sv", &["{} dagar", "{} timmar", "{} arbetsdagar"], &["Svara inom {}.", "priset, {} och"]),
    ("tr", &["{} gün", "{} saat", "{} iş günü"], &["Lütfen {} içinde yanıt verin.", "fiyat, {} ve"]),
    ("ja", &["{}日以内", "{}時間", "{}営業日", "{}か月"], &["{}に返信してください。", "価格、{}、"]),
    ("zh", &["{}天", "{}小时", "{}个工作日", "{}周"], &["请在{}内回复。", "价格，{}，"]),
];

proptest::proptest! {
    #[test]
    fn every_number_with_a_unit_of_time_stands_in_exactly_one_list(
        language in 0..AMOUNTS.len(),
        picks in proptest::collection::vec((0..8_usize, 0..8_usize, 25..400_u32), 1..8),
    ) {
        let (_, amounts, frames) = AMOUNTS[language];
        let mut text = String::new();
        let mut wanted = Vec::new();
        for (amount, frame, number) in picks {
            let amount = amounts[amount % amounts.len()].replace("{}", &number.to_string());
            text.push_str(&frames[frame % frames.len()].replace("{}", &amount));
            text.push('⏎');
            wanted.push(number);
        }
        let clock = Clock::named("UTC").unwrap();
        let passages: Vec<Passage> =
            text.split('⏎').map(|line| Passage { text: line.to_owned(), is_ignored: false }).collect();
        let all = moment::read(&passages, clock.parse(RECEIVED), &clock);
        let found: Vec<u32> = all.iter().filter_map(|found| found.amount).collect();
        proptest::prop_assert_eq!(&found, &wanted, "{}", text);
        // Merging keeps each of them in one place.
        let merged = moment::merge(all);
        let kept: usize = merged.iter().map(|found| 1 + found.again.len()).sum();
        proptest::prop_assert_eq!(kept, wanted.len(), "{}", text);
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        read(&text, Some(RECEIVED), "UTC");
    }

    #[test]
    fn any_mix_of_times_is_read(pieces in proptest::collection::vec(0..PIECES.len(), 0..30)) {
        let text: String = pieces.into_iter().map(|piece| PIECES[piece]).collect();
        read(&text, Some(RECEIVED), "UTC");
    }
}

/// Pieces that times consist of, also broken ones.
const PIECES: [&str; 48] = [
    "30",
    " ",
    "days",
    "２０",
    "日",
    "年",
    "月",
    "9月",
    "令和",
    "元年",
    "(",
    ")",
    "-",
    "/",
    ".",
    ":",
    "2026",
    "14",
    "T00:00",
    "Z",
    "+08:00",
    "September ",
    "three",
    "七",
    "十",
    "Uhr",
    "h",
    "pm",
    "PST",
    "UTC+",
    "by ",
    "Freitag",
    "Friday, ",
    "bis ",
    "18. September",
    "10:00",
    "bis zum ",
    "(金)",
    "周五",
    "vor ",
    "前",
    "までに",
    "ß",
    "İ",
    "，",
    "9999999999",
    "°",
    "a day",
];
