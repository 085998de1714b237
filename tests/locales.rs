//! The texts of the user interface fit the vocabulary: every reason has a sentence in every language, no sentence uses a placeholder
//! that its reason does not fill, and all languages have the same keys.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use touchstone::vocabulary::{Code, Reason, Verdict};

/// The texts of every language, English first.
fn languages() -> Vec<(String, BTreeMap<String, String>)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/extension/_locales");
    let mut languages: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .map(|name| {
            let text = fs::read_to_string(format!("{folder}/{name}/messages.json")).expect(&name);
            (name, messages(&text))
        })
        .collect();
    languages.sort_by_key(|(name, _)| (name != "en", name.clone()));
    languages
}

fn messages(text: &str) -> BTreeMap<String, String> {
    let json: serde_json::Value = serde_json::from_str(text).expect("valid JSON");
    let entries = json.as_object().expect("an object");
    entries.iter().map(|(key, entry)| (key.clone(), entry["message"].as_str().expect(key).to_owned())).collect()
}

fn placeholders(message: &str) -> BTreeSet<&str> {
    message.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
}

#[test]
fn every_reason_has_a_sentence_and_every_sentence_has_a_reason() {
    for (language, messages) in languages() {
        let mut expected = BTreeSet::new();
        for code in Code::ALL {
            let key = format!("reason_{}", code.text().replace('-', "_"));
            let message = messages.get(&key).unwrap_or_else(|| panic!("{language}: {key} is missing"));
            let carried: BTreeSet<_> = code.params().iter().map(|param| param.key()).collect();
            let named = placeholders(message);
            assert!(named.is_subset(&carried), "{language}: {key} names {named:?}, the reason carries {carried:?}");
            expected.insert(key.clone());
            // A place that is no host has a sentence of its own.
            for suffix in ["_number", "_account", "_mailbox", "_answer"] {
                let of_place = format!("{key}{suffix}");
                if let Some(message) = messages.get(&of_place) {
                    let place = if suffix == "_answer" { "text" } else { "host" };
                    assert_eq!(placeholders(message), BTreeSet::from([place]), "{language}: {of_place}");
                    expected.insert(of_place);
                }
            }
            // A finding about a host may have another sentence for the host of a mail address.
            let of_address = format!("{key}_sender");
            if let Some(message) = messages.get(&of_address) {
                let named = placeholders(message);
                let carried: BTreeSet<_> = carried.into_iter().chain(["address"]).collect();
                assert!(named.is_subset(&carried), "{language}: {of_address} names {named:?}");
                assert!(named.contains("address"), "{language}: {of_address} does not name the address");
                expected.insert(of_address);
            }
            // So may the address that a form is sent to.
            let of_form = format!("{key}_form");
            if let Some(message_of_form) = messages.get(&of_form) {
                assert_eq!(placeholders(message_of_form), named, "{language}: {of_form}");
                assert!(!message_of_form.contains(link_word(&language)), "{language}: {of_form} speaks of a link");
                expected.insert(of_form);
            }
        }
        for key in messages.keys().filter(|key| key.starts_with("reason_")) {
            assert!(expected.contains(key), "{language}: {key} belongs to no reason");
        }
    }
}

/// The words for a link and a site in each language, as its sentences use them.
const LINK_WORDS: &[(&str, &[&str])] = &[
    ("en", &["link", " site"]),
    ("zh_CN", &["链接", "网址", "网站"]),
    ("zh_TW", &["連結", "網址", "網站"]),
    ("ja", &["リンク", "サイト"]),
    ("de", &["Link", "Website"]),
    ("fr", &["lien ", " site"]),
    ("it", &["link", " sito"]),
    ("es", &["enlace", " sitio"]),
];

/// The word for a link alone.
fn link_word(language: &str) -> &'static str {
    LINK_WORDS.iter().find(|(known, _)| *known == language).expect("words for each language").1[0]
}

/// Hosts that imitate Amazon's in every way that an address and a link share.
const IMITATIONS: [&str; 14] = [
    "amazon.co.jp.verify-desk.example",
    "amazon.shop-desk.example",
    "amazon.example",
    "www.amazon.northfield.example",
    "ama.zon.example",
    "amazon-login.example",
    "amazon-japan.example",
    "amazon-4711.example",
    "amazon-xkqz.example",
    "amazon-garden.example",
    "amazonlawyer.example",
    "amaz0n.example",
    "amazom.example",
    "аmazon.example",
];

#[test]
fn a_sentence_about_an_address_speaks_of_no_link_and_one_about_a_link_of_no_address() {
    let reasons = |text: &str| match touchstone::check::check(text, false) {
        Verdict::Link(link) => link.reasons,
        Verdict::Sender(sender) => sender.reasons,
    };
    for (language, messages) in languages() {
        let words = LINK_WORDS.iter().find(|(known, _)| *known == language).expect("words for each language").1;
        let sentence = |reason: &Reason| {
            let key = format!("reason_{}", reason.code.text().replace('-', "_"));
            let of_address = messages.get(&format!("{key}_sender")).filter(|_| reason.is_about_address());
            of_address.unwrap_or(&messages[&key]).clone()
        };
        for host in IMITATIONS {
            for reason in reasons(&format!("notice@{host}")) {
                let said = sentence(&reason);
                assert!(!words.iter().any(|word| said.contains(word)), "{language}, {host}: {said}");
            }
            for reason in reasons(&format!("https://{host}/")) {
                let said = sentence(&reason);
                assert!(!placeholders(&said).contains("address"), "{language}, {host}: {said}");
                let key = format!("reason_{}", reason.code.text().replace('-', "_"));
                let of_form = messages.get(&format!("{key}_form")).unwrap_or(&messages[&key]);
                assert!(!of_form.contains(link_word(&language)), "{language}, {host}: {of_form}");
            }
        }
    }
}

#[test]
fn all_languages_have_the_same_keys_and_placeholders() {
    let languages = languages();
    let (_, english) = &languages[0];
    for (language, other) in &languages[1..] {
        let missing: Vec<_> = english.keys().filter(|key| !other.contains_key(*key)).collect();
        let extra: Vec<_> = other.keys().filter(|key| !english.contains_key(*key)).collect();
        assert!(missing.is_empty() && extra.is_empty(), "{language}: missing {missing:?}, extra {extra:?}");
        for (key, message) in other {
            assert_eq!(placeholders(message), placeholders(&english[key]), "{language}: {key}");
        }
    }
}
