//! What a mail from an Amazon address asks for: verbs and objects in the languages of the marketplaces, as a matrix.
#![cfg(feature = "cli")]

use touchstone::charset::decode;
use touchstone::vocabulary::Level;
use touchstone::{mail, message};

/// The languages and, for each, the texts of buttons.
fn buttons() -> Vec<(&'static str, Vec<&'static str>)> {
    let text = include_str!("golden/buttons.tsv");
    let head = text.lines().rfind(|line| line.starts_with('#')).expect("a line that names the languages");
    let rows: Vec<Vec<&str>> =
        text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    let languages = head.trim_start_matches("# ").split('\t').enumerate();
    languages.map(|(at, language)| (language, rows.iter().map(|row| row[at]).collect())).collect()
}

fn level(from: &str, subject: &str, body: &str) -> Level {
    let raw = format!(
        "From: {from}\nTo: ops@ourbrand.example\nSubject: {subject}\nMIME-Version: 1.0\n\
         Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{body}\n"
    );
    message::judge(&mail::read(raw.as_bytes(), decode).expect("a readable mail")).level
}

fn button(host: &str, text: &str) -> String {
    format!("<a href=\"https://{host}/v\" style=\"display:inline-block;background:#f90;padding:9px\">{text}</a>")
}

/// The texts whose mail has a level outside of a range, by language.
fn outside(
    range: std::ops::RangeInclusive<Level>,
    mail: impl Fn(&str) -> Level,
) -> Vec<(&'static str, &'static str, Level)> {
    let texts = buttons().into_iter().flat_map(|(language, texts)| texts.into_iter().map(move |text| (language, text)));
    let judged = texts.map(|(language, text)| (language, text, mail(text)));
    judged.filter(|(_, _, level)| !range.contains(level)).collect()
}

const AMAZON: &str = "Amazon <no-reply@amazon.com>";

#[test]
fn every_button_that_asks_for_an_account_is_caution_where_it_leaves_amazon() {
    assert!(buttons().len() >= 11 && buttons().iter().all(|(_, texts)| texts.len() >= 30));
    // Nothing but the button tells what the mail wants.
    let silent = outside(Level::Caution..=Level::Caution, |text| {
        level(AMAZON, "Amazon", &format!("<p>Amazon</p><p>{}</p>", button("k7x2.example", text)))
    });
    assert!(silent.is_empty(), "buttons: {silent:#?}");
    let silent = outside(Level::Caution..=Level::Caution, |text| {
        level(AMAZON, "Amazon", &format!("<p>Amazon</p><p><a href=\"https://k7x2.example/v\">{text}</a></p>"))
    });
    assert!(silent.is_empty(), "links: {silent:#?}");
}

#[test]
fn the_same_buttons_are_quiet_where_they_lead_to_amazon() {
    for (subject, host) in [("Amazon", "sellercentral.amazon.com"), ("Your Amazon account is on hold", "www.amazon.de")]
    {
        let loud = outside(Level::Ok..=Level::Ok, |text| {
            level(AMAZON, subject, &format!("<p>Your account is on hold.</p><p>{}</p>", button(host, text)))
        });
        assert!(loud.is_empty(), "{subject}: {loud:#?}");
    }
}
