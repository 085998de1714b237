//! Packs the table of link wrappers.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::layout::field::FIRST_ROW;
use crate::tsv::rows;

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
    writeln!(code, "/// `wrappers.tsv`, in its order.").unwrap();
    writeln!(code, "pub(crate) static WRAPPERS: &[Wrapper] = &[").unwrap();
    for (line, [host, path, kind, read, place, source]) in rows::<6>("wrappers.tsv") {
        assert!(!host.is_empty() && !place.is_empty() && !source.is_empty(), "{line}: an empty column");
        let kind = match &*kind {
            "transparent" => "Transparent",
            "path" => "Path",
            "decoration" => "Decoration",
            "forward" => "Forward",
            "opaque" => "Opaque",
            _ => panic!("{line}: unknown kind \"{kind}\""),
        };
        let mut parts = read.split(' ');
        let (how, args) = (parts.next().unwrap_or(""), parts.collect::<Vec<_>>());
        let read = match (how, &args[..]) {
            ("param", names) if !names.is_empty() => format!("Param(&{names:?})"),
            ("base64", [name]) => format!("Base64({name:?})"),
            ("bing", [name]) => format!("Bing({name:?})"),
            ("proofpoint2", [name]) => format!("Proofpoint2({name:?})"),
            ("proofpoint3", []) => "Proofpoint3".to_owned(),
            ("last", []) => "Last".to_owned(),
            ("last64", []) => "Last64".to_owned(),
            ("segment", [mark]) => format!("Segment({mark:?})"),
            ("after", [mark]) => format!("After({mark:?})"),
            ("middle", [mark]) => format!("Middle({mark:?})"),
            ("unsuffixed", [suffix]) => format!("Unsuffixed({suffix:?})"),
            ("translated", []) => "Translated".to_owned(),
            ("amp", []) => "Amp".to_owned(),
            ("json64", [name, key]) => format!("Json64({name:?}, {key:?})"),
            ("mandrill", [name]) => format!("Mandrill({name:?})"),
            ("sailthru", []) => "Sailthru".to_owned(),
            ("host", [name]) => format!("Host({name:?})"),
            ("none", []) => "Nothing".to_owned(),
            _ => panic!("{line}: unknown way to read \"{read}\""),
        };
        writeln!(
            code,
            "    Wrapper {{ host: {host:?}, path: {path:?}, kind: WrapperKind::{kind}, read: Read::{read}, place: {place:?} }},"
        )
        .unwrap();
    }
    writeln!(code, "];").unwrap();
}
