//! The tables in `src/data` are well-formed, carry evidence, and hold none of the typing errors and fakes of their sources.

use std::collections::HashSet;

/// The rows of a table: its columns, without comments.
fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| line.split('\t').collect())
}

const AMAZON: &str = include_str!("../src/data/amazon.tsv");
const PLACES: &str = include_str!("../src/data/places.tsv");
const SPEAKERS: &str = include_str!("../src/data/speakers.tsv");
const WORDS: &str = include_str!("../src/data/words.tsv");
const COLLISIONS: &str = include_str!("../src/data/collisions.tsv");
const WRAPPERS: &str = include_str!("../src/data/wrappers.tsv");
const EVERYDAY: &str = include_str!("../src/data/everyday.tsv");
const MESSENGERS: &str = include_str!("../src/data/messengers.tsv");

const SENT_VIA: &str = include_str!("../src/data/sent-via.tsv");

#[test]
fn the_phrases_for_mail_sent_by_another_domain_are_well_formed() {
    let mut seen = HashSet::new();
    for row in rows(SENT_VIA) {
        let [phrase, language, evidence, date] = row[..] else { panic!("{row:?}") };
        assert!(seen.insert(phrase), "{phrase} stands twice");
        // The extension joins the phrases into one regular expression, so they may not contain its special characters.
        assert!(phrase.chars().all(|c| c.is_alphabetic() || c == ':' || c == '：'), "{phrase}");
        assert_eq!(phrase, phrase.to_lowercase());
        assert!(["en", "de", "fr", "es", "it", "zh", "zh_CN", "zh_TW"].contains(&language), "{phrase}: {language}");
        assert!(evidence.len() > 4, "{phrase} has no evidence");
        assert!(date.len() == 7 && date.starts_with("20"), "{phrase}: {date}");
    }
    assert!(seen.len() >= 16);
}

#[test]
fn the_genuine_set_is_well_formed_and_every_row_has_evidence() {
    let known = ["sign-in", "owned", "anyone-can-post", "shortener", "sender", "relay", "not-a-sender"];
    let mut seen = HashSet::new();
    for row in rows(AMAZON) {
        let [domain, roles, evidence, date] = row[..] else { panic!("{row:?}") };
        assert!(seen.insert(domain), "{domain} stands twice");
        assert!(domain.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b)), "{domain}");
        assert!(roles.split(',').all(|role| known.contains(&role)), "{domain}: {roles}");
        assert!(evidence.len() > 4, "{domain} has no evidence");
        assert!(date.len() == 7 && date.starts_with("20"), "{domain}: {date}");
        let roles: HashSet<_> = roles.split(',').collect();
        assert!(!(roles.contains("sender") && roles.contains("not-a-sender")), "{domain} sends and does not");
        assert!(!(roles.contains("sign-in") && roles.contains("anyone-can-post")), "{domain}");
    }
}

#[test]
fn the_genuine_set_holds_no_lookalike_from_its_sources() {
    // Typing errors in sources, domains that Amazon says it never uses, and lookalikes.
    let traps = [
        "mazonsellerservices.com",
        "amazon-sw.com",
        "security-amazon.com",
        "amazon.com.biz",
        "amazon.com.sa",
        "sellercentral.amazon.com.sa",
        "amazon.cm",
        "amazonaws.eu",
        "amazone-s3.com",
        "f3dven-amazon.com",
        "payments-amazon.de",
        "com.be",
        "com",
        "co.jp",
        "vendorcentral.in",
    ];
    let listed: HashSet<_> = rows(AMAZON).map(|row| row[0]).collect();
    for trap in traps {
        let under = std::iter::successors(Some(trap), |rest| rest.split_once('.').map(|(_, rest)| rest));
        assert!(under.into_iter().all(|domain| !listed.contains(domain)), "{trap} is genuine by the table");
    }
}

#[test]
fn links_and_senders_are_separate_roles() {
    let roles = |domain: &str| rows(AMAZON).find(|row| row[0] == domain).map(|row| row[1].to_owned()).unwrap();
    for domain in ["payments-amazon.com", "amazonservices.com", "amazonses.com"] {
        assert!(roles(domain).contains("not-a-sender"), "{domain}");
    }
    for domain in ["amazonaws.com", "cloudfront.net", "awstrack.me"] {
        assert_eq!(roles(domain), "anyone-can-post", "{domain}");
    }
    assert!(roles("amazon.com.be").contains("sign-in") && roles("amazon.com.be").contains("sender"));
}

#[test]
fn every_row_of_the_other_tables_gives_a_reason() {
    for (name, text, columns) in [
        ("places", PLACES, 4),
        ("speakers", SPEAKERS, 4),
        ("collisions", COLLISIONS, 2),
        ("wrappers", WRAPPERS, 6),
        ("messengers", MESSENGERS, 3),
    ] {
        for row in rows(text) {
            assert_eq!(row.len(), columns, "{name}: {row:?}");
            assert!(!row.last().unwrap().trim().is_empty(), "{name}: {row:?}");
        }
    }
}

#[test]
fn a_word_has_one_meaning() {
    let mut seen = HashSet::new();
    for row in rows(WORDS) {
        assert!(seen.insert(row[0]), "{} stands twice", row[0]);
        assert!(
            ["account", "role", "place", "trade", "lure", "filler", "seller", "ordinary"].contains(&row[1]),
            "{row:?}"
        );
    }
}

/// Every day (`2026-10-22`) and every month (`2026-10`) in a text.
fn dates(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit() && c != '-').filter(|word| {
        let parts: Vec<_> = word.split('-').collect();
        matches!(parts[..], [year, ..] if year.len() == 4 && year.starts_with("20"))
            && (2..=3).contains(&parts.len())
            && parts[1..].iter().all(|part| part.len() == 2)
    })
}

#[test]
fn no_table_is_newer_than_the_date_of_the_tables() {
    let day = include_str!("../src/data/date.txt").trim();
    assert_eq!(dates(day).collect::<Vec<_>>(), [day], "a day, and nothing else");
    assert_eq!(day.len(), "2026-11-25".len());
    let mut seen = 0;
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/data")).expect("a folder") {
        let path = entry.expect("an entry").path();
        let text = std::fs::read_to_string(&path).expect("a text");
        for date in dates(&text.replace('_', " ")) {
            seen += 1;
            assert!(date <= &day[..date.len()], "{} has {date}, date.txt {day}", path.display());
        }
    }
    assert!(seen > 100, "only {seen} dates");
}

#[test]
fn no_rule_may_cover_an_everyday_host_and_its_table_is_well_formed() {
    use touchstone::link::blocking::{Reach, reach};
    let mut seen = HashSet::new();
    for row in rows(EVERYDAY) {
        let [domain, paths, kind, evidence] = row[..] else { panic!("{row:?}") };
        assert!(seen.insert(domain), "{domain} stands twice");
        assert!(!kind.is_empty() && evidence.len() > 10, "{domain} has no evidence");
        if paths.is_empty() {
            for address in [format!("https://{domain}/"), format!("https://www.{domain}/login?x=1")] {
                assert_eq!(reach(&address, &[]), Reach::Nothing, "{address}");
            }
            continue;
        }
        for path in paths.split(' ') {
            let address = format!("https://{domain}{}", path.replace('*', "any"));
            assert_eq!(reach(&address, &[]), Reach::Nothing, "{address}");
        }
        let elsewhere = format!("https://{domain}/s/somebodys-page");
        let is_whole = paths == "/*";
        assert_eq!(reach(&elsewhere, &[]), if is_whole { Reach::Nothing } else { Reach::Address }, "{elsewhere}");
    }
    assert!(seen.len() > 300);
}

const LISTS: [(&str, &str); 6] = [
    ("schemes.tsv", include_str!("../src/data/schemes.tsv")),
    ("address-parts.tsv", include_str!("../src/data/address-parts.tsv")),
    ("attachments.tsv", include_str!("../src/data/attachments.tsv")),
    ("markers.tsv", include_str!("../src/data/markers.tsv")),
    ("shapes.tsv", include_str!("../src/data/shapes.tsv")),
    ("charsets.tsv", include_str!("../src/data/charsets.tsv")),
];

#[test]
fn every_row_of_a_list_has_a_kind_that_its_file_explains_and_a_source() {
    for (file, text) in LISTS {
        let head: Vec<&str> = text.lines().take_while(|line| line.starts_with('#')).collect();
        let columns = head.last().expect("a header");
        assert_eq!(columns.split('\t').count(), 3, "{file}: {columns}");
        assert!(head.iter().any(|line| line.contains("2026-")), "{file} has no date");
        let explains_kinds = columns.contains("\tkind\t");
        let mut seen = HashSet::new();
        for row in rows(text) {
            let [value, kind, source] = row[..] else { panic!("{file}: {row:?}") };
            assert!(seen.insert((value, kind)), "{file}: {value} stands twice");
            assert!(source.len() > 3, "{file}: {value} has no source");
            let line = format!("# {kind}: ");
            assert!(
                !explains_kinds || head.iter().any(|head| head.starts_with(&line)),
                "{file}: {kind} is not explained"
            );
        }
        assert!(!seen.is_empty(), "{file} is empty");
    }
}

#[test]
fn lists_of_hosts_and_schemes_are_in_the_form_in_which_they_are_compared() {
    for row in rows(LISTS[0].1).chain(rows(LISTS[1].1)) {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.*+".contains(&b);
        assert!(row[0].bytes().all(plain), "{row:?}");
    }
    let collisions: HashSet<_> = rows(COLLISIONS).map(|row| row[0]).collect();
    let wrappers: HashSet<_> = rows(WRAPPERS).map(|row| row[0]).collect();
    for row in rows(LISTS[1].1) {
        match row[1] {
            "brand-slips" => assert!(collisions.contains(row[0]), "{row:?}"),
            "pages-beside-wrapper" => assert!(wrappers.contains(row[0]), "{row:?}"),
            "hyphenated-endings" => assert_eq!(row[0].split('-').count(), 2, "{row:?}"),
            _ => {}
        }
    }
}
