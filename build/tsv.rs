//! Reads the tables of `src/data`: tab-separated columns, with comments after `#`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn data(name: &str) -> PathBuf {
    Path::new(&env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR")).join("src/data").join(name)
}

/// The text of a file.
pub fn read(name: &str) -> String {
    fs::read_to_string(data(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The rows of a table. Each is its place (the file and line number) and its exactly `N` columns.
pub fn rows<const N: usize>(name: &str) -> Vec<(String, [String; N])> {
    read(name)
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(at, line)| {
            let place = format!("{name}:{}", at + 1);
            let columns: Vec<String> = line.split('\t').map(str::to_owned).collect();
            let found = columns.len();
            (place.clone(), columns.try_into().unwrap_or_else(|_| panic!("{place}: {found} columns, {N} expected")))
        })
        .collect()
}

/// Sorts rows by key and stops the build if a key stands twice.
pub fn sorted<T>(rows: Vec<(String, String, T)>) -> BTreeMap<String, T> {
    let mut map = BTreeMap::new();
    for (place, key, value) in rows {
        assert!(map.insert(key.clone(), value).is_none(), "{place}: \"{key}\" stands twice");
    }
    map
}

/// A code point in hexadecimal digits.
pub fn hex(place: &str, text: &str) -> u32 {
    u32::from_str_radix(text, 16).unwrap_or_else(|_| panic!("{place}: \"{text}\" is no code point"))
}

/// The rows of a table of domains. `value` renders the value of a row.
pub fn domains<const N: usize>(file: &str, value: impl Fn(&str, &[String; N]) -> String) -> BTreeMap<String, String> {
    sorted(
        rows::<N>(file)
            .into_iter()
            .map(|(place, columns)| {
                let domain = columns[0].clone();
                let ascii = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.');
                assert!(domain.bytes().all(ascii), "{place}: not an ASCII domain");
                let value = value(&place, &columns);
                (place, domain, value)
            })
            .collect(),
    )
}
