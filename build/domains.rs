//! Packs the tables of domains.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::layout::field;
use crate::packed::{hashed_table, letter};
use crate::places::{PlaceKind, SpeakerKind};
use crate::roles::Roles;
use crate::tsv::{domains, rows};
use crate::wrappers::wrappers_by_domain;

/// Writes Amazon's marketplaces.
pub fn marketplaces(code: &mut String) {
    let mut list = Vec::new();
    for (place, [region, host, evidence]) in rows::<3>("marketplaces.tsv") {
        assert!(region.len() == 2 && !evidence.is_empty(), "{place}: no region or no evidence");
        list.push((region, host));
    }
    writeln!(code, "/// `marketplaces.tsv`, in its order.").unwrap();
    writeln!(code, "pub(crate) static MARKETPLACES: &[(&str, &str)] = &{list:?};").unwrap();
}

/// Packs the facts about each domain from five files, as `layout::field` describes them.
pub fn known(code: &mut String) {
    let amazon = domains::<4>("amazon.tsv", |place, [_, roles, evidence, date]| {
        assert!(!evidence.is_empty() && date.len() >= 7, "{place}: evidence or date is missing");
        format!(
            "{}{}",
            char::from(field::AMAZON),
            roles.split(',').map(|role| letter(place, role, &Roles::NAMES)).collect::<String>()
        )
    });
    let named = |mark: u8, kinds: &'static [&str]| {
        move |place: &str, [_, kind, name, evidence]: &[String; 4]| {
            assert!(!name.is_empty() && !evidence.is_empty(), "{place}: no name or no evidence");
            format!("{}{}{name}", char::from(mark), letter(place, kind, kinds))
        }
    };
    let mut rows: BTreeMap<String, String> = amazon;
    let wrappers = wrappers_by_domain()
        .into_iter()
        .map(|(domain, rows)| (domain, format!("{}{rows}", char::from(field::WRAPPERS))))
        .collect();
    let everyday = domains::<4>("everyday.tsv", |place, [_, paths, kind, evidence]| {
        assert!(!kind.is_empty() && !evidence.is_empty(), "{place}: no kind or no evidence");
        assert!(paths.is_empty() || paths.split(' ').all(|path| path.starts_with('/')), "{place}: not a path");
        format!("{}{paths}", char::from(field::EVERYDAY))
    });
    let places = domains("places.tsv", named(field::PLACE, PlaceKind::NAMES));
    for more in [places, domains("speakers.tsv", named(field::SPEAKER, SpeakerKind::NAMES)), wrappers, everyday] {
        for (domain, field) in more {
            let fields = rows.entry(domain).or_default();
            if !fields.is_empty() {
                fields.push('\t');
            }
            fields.push_str(&field);
        }
    }
    hashed_table(code, "amazon.tsv`, `places.tsv`, `speakers.tsv` and `everyday.tsv", "KNOWN", &rows);
}
