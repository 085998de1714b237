//! Packs the table of link wrappers.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::layout::field::FIRST_ROW;
use crate::tsv::rows;
use crate::wrapper_rows::Wrapper;

/// The domain above the hosts of a wrapper. Returns `None` if the pattern leaves the domain open.
fn wrapper_domain(pattern: &str) -> Option<&str> {
    let literal = match pattern.rsplit_once('*') {
        Some((_, rest)) => rest.split_once('.')?.1,
        None => pattern,
    };
    (!literal.is_empty() && !literal.contains('{')).then_some(literal)
}

/// The rows of the wrappers under each domain, each row as the character of its number.
pub fn wrappers_by_domain() -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for (row, (_, columns)) in (u32::from(FIRST_ROW)..).zip(rows::<6>("wrappers.tsv")) {
        if let Some(domain) = wrapper_domain(&columns[0]) {
            found.entry(domain.to_owned()).or_default().push(char::from_u32(row).expect("few rows"));
        }
    }
    found
}

/// Writes the link wrappers.
pub fn wrappers(code: &mut String) {
    let open: Vec<usize> = rows::<6>("wrappers.tsv")
        .iter()
        .enumerate()
        .filter(|(_, (_, columns))| wrapper_domain(&columns[0]).is_none())
        .map(|(row, _)| row)
        .collect();
    writeln!(code, "/// The rows of the wrappers whose domain is open.").unwrap();
    writeln!(code, "pub(crate) static OPEN_WRAPPERS: &[usize] = &{open:?};").unwrap();
    let mut packed = Vec::new();
    for (line, [host, path, kind, read, place, source]) in rows::<6>("wrappers.tsv") {
        assert!(!host.is_empty() && !place.is_empty() && !source.is_empty(), "{line}: an empty column");
        let row: &'static str = [host, path, kind, read, place].join("\t").leak();
        assert!(Wrapper::parse(row).is_some(), "{line}: unknown kind or way to read");
        packed.push(row);
    }
    writeln!(code, "/// `wrappers.tsv` without its sources, in its order: the columns between tabs, one row a line.")
        .unwrap();
    writeln!(code, "pub(crate) static WRAPPER_ROWS: &str = {:?};", packed.join("\n")).unwrap();
}
