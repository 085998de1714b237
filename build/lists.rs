//! Packs the tables whose rows are only compared, as one list for each kind, in the order of the rows.

use std::fmt::Write as _;

use crate::fold::Fold;
use crate::packed::table;
use crate::tsv::{rows, sorted};

/// The tables with the columns value, kind and source.
const FILES: [&str; 3] = ["schemes.tsv", "address-parts.tsv", "markers.tsv"];

/// Writes one list for each kind in these tables.
pub fn lists(code: &mut String) {
    let fold = Fold::load();
    for file in FILES {
        let mut kinds: Vec<(String, Vec<String>)> = Vec::new();
        for (place, [value, kind, source]) in rows::<3>(file) {
            assert!(!value.is_empty() && !source.is_empty(), "{place}: an empty column");
            // These are in many scripts, and are searched in folded text.
            let is_folded = matches!(&*kind, "messenger-names" | "currencies");
            let value = if is_folded { fold.fold(&value) } else { fold.simplify(&value) };
            match kinds.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, values)) => {
                    assert!(!values.contains(&value), "{place}: \"{value}\" stands twice");
                    values.push(value);
                }
                None => kinds.push((kind, vec![value])),
            }
        }
        for (kind, values) in kinds {
            let name = kind.replace('-', "_").to_uppercase();
            writeln!(code, "/// The {kind} of `{file}`, in its order.").unwrap();
            writeln!(code, "pub(crate) static {name}: [&str; {}] = {values:?};", values.len()).unwrap();
        }
    }
}

/// Writes the endings and media types of attachments, with the first letter of their kind: form, document, archive.
pub fn attachments(code: &mut String) {
    let row = |(place, [value, kind, source]): (String, [String; 3])| {
        assert!(!source.is_empty(), "{place}: no source");
        let (kind, _) = kind.split_at(1);
        (place, value, kind.to_owned())
    };
    let rows = sorted(rows::<3>("attachments.tsv").into_iter().map(row).collect());
    table(code, "attachments.tsv", "ATTACHMENTS", &rows);
}

/// Writes the ASCII sequences that look like a letter.
pub fn shapes(code: &mut String) {
    let pairs = pairs("shapes.tsv");
    writeln!(code, "/// `shapes.tsv`: a letter and a shape that passes for it.").unwrap();
    writeln!(code, "pub(crate) const SHAPES: [(&str, &str); {}] = {pairs:?};", pairs.len()).unwrap();
}

/// Writes the services that forward mail under an alias.
pub fn aliases(code: &mut String) {
    let pairs = pairs("aliases.tsv");
    assert!(
        pairs.iter().all(|(_, way)| ["at-1", "at-2", "at-dots", "equals", "name"].contains(&&**way)),
        "aliases.tsv"
    );
    writeln!(code, "/// `aliases.tsv`: the domain of a service, and how it writes the original sender.").unwrap();
    writeln!(code, "pub(crate) static ALIASES: [(&str, &str); {}] = {pairs:?};", pairs.len()).unwrap();
}

/// Returns the charset names that only mail programs use, as code for the mail reader.
pub fn charsets() -> String {
    let pairs = pairs("charsets.tsv");
    let list = format!("static CHARSETS: [(&str, &str); {}] = {pairs:?};", pairs.len());
    format!("/// `charsets.tsv`: a name and its label in the Encoding Standard.\npub(super) {list}\n")
}

fn pairs(file: &str) -> Vec<(String, String)> {
    let pair = |(place, [first, second, source]): (String, [String; 3])| {
        assert!(!first.is_empty() && !second.is_empty() && !source.is_empty(), "{place}: an empty column");
        (first, second)
    };
    rows::<3>(file).into_iter().map(pair).collect()
}
