//! The texts of the user interface fit the vocabulary: every reason has a sentence in every language, no sentence uses a placeholder
//! that its reason does not fill, and all languages have the same keys.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use touchstone::vocabulary::Code;

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
            expected.insert(key);
        }
        for key in messages.keys().filter(|key| key.starts_with("reason_")) {
            assert!(expected.contains(key), "{language}: {key} belongs to no reason");
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
