//! Packs the table of messengers.

use std::fmt::Write as _;

use crate::tsv::{rows, sorted};

/// Writes `messengers.tsv`, sorted. A messenger that `qr::messenger` lacks is a compile error.
pub fn messengers() -> String {
    let rows = rows::<3>("messengers.tsv").into_iter().map(|(place, [key, messenger, _])| {
        let first = messenger.chars().next().unwrap_or_else(|| panic!("{place}: no messenger")).to_ascii_uppercase();
        (place, key, format!("{first}{}", &messenger[1..]))
    });
    let mut list = String::new();
    for (key, name) in sorted(rows.collect()) {
        write!(list, "({key:?}, Messenger::{name}), ").unwrap();
    }
    format!(
        "/// `messengers.tsv`, sorted by host or scheme.\npub(super) static MESSENGERS: &[(&str, Messenger)] = &[{list}];\n"
    )
}
