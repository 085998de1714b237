//! The packed tables of `data/`, which are unpacked at the first lookup. The build script (`build/`) writes them.

#[macro_use]
mod layout;

pub mod amazon;
pub mod known;
pub(crate) mod phrases;
pub(crate) mod places;
mod roles;
pub(crate) mod suffixes;
pub(crate) mod words;
pub(crate) mod wrappers;

use std::sync::{LazyLock, OnceLock};

use crate::tables::wrappers::Wrapper;

mod generated {
    use super::{Hashed, Table};
    include!(concat!(env!("OUT_DIR"), "/tables.rs"));
}
pub(crate) use generated::*;
pub(crate) use layout::reading;
use layout::row;

/// The rows of `data/wrappers.tsv`, in its order. They are parsed once, because finished rows would take 3 KB more of a module.
pub(crate) static WRAPPERS: LazyLock<Vec<Wrapper>> =
    LazyLock::new(|| WRAPPER_ROWS.lines().filter_map(Wrapper::parse).collect());

/// A table of keys and values as one text, packed as `layout::row` documents. The first lookup unpacks it: then each line is a row with
/// its key, a tab and its value, and the rows are sorted by key. A module with the unpacked texts and the indices would be 8 KB larger.
#[derive(Debug)]
pub(crate) struct Table {
    packed: &'static str,
    index: OnceLock<Index>,
}

/// An unpacked table, and where a search in it begins.
#[derive(Debug)]
struct Index {
    text: &'static str,
    /// For each [`slot`] of first bytes the start of its rows, and at last the end of all rows. Most keys that are looked up are in
    /// no table, and their search ends here.
    starts: [u16; SLOTS + 1],
    /// A bit for each [`pair`] of bytes that a key begins with. For most positions in a text, this bit ends the search.
    pairs: [u64; PAIRS / 64],
}

/// A table for lookups of whole keys, with a hash index of N places.
#[derive(Debug)]
pub(crate) struct Hashed<const N: usize> {
    packed: &'static str,
    unpacked: OnceLock<(&'static str, Places)>,
}

/// The start of each row, at the index given by the hash of its key or at the next free one (linear probing).
type Places = Box<[u16]>;

/// Unpacks the text of a table.
fn unpack(packed: &'static str) -> &'static str {
    let mut text = String::with_capacity(packed.len() * 3 / 2);
    let (mut before, mut rest) = (0, packed);
    while let Some(&head) = rest.as_bytes().first() {
        let end = rest.bytes().skip(1).position(row::is_head).map_or(rest.len(), |at| at + 1);
        let (packed_row, behind) = rest.split_at(end);
        let start = text.len();
        text.extend_from_within(before..before + usize::from(head - row::FIRST_HEAD));
        text.push_str(&packed_row[1..]);
        text.push_str(if packed_row.bytes().any(|byte| byte == b'\t') { "\n" } else { "\t\n" });
        (before, rest) = (start, behind);
    }
    text.leak()
}

/// The mark of a free place in the index.
const FREE: u16 = u16::MAX;

/// Returns the index of a key by its hash (FNV-1a).
fn place_of(key: &[u8], places: usize) -> usize {
    let hash = key.iter().fold(0x811c_9dc5_u32, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ hash >> 15) as usize & (places - 1)
}

impl<const N: usize> Hashed<N> {
    pub(crate) const fn of(packed: &'static str) -> Self {
        assert!(N.is_power_of_two());
        Self { packed, unpacked: OnceLock::new() }
    }

    fn unpacked(&self) -> (&'static str, &[u16]) {
        let (text, places) = self.unpacked.get_or_init(|| {
            let text = unpack(self.packed);
            let mut places = vec![FREE; N];
            for (start, key) in starts_and_keys(text) {
                let mut place = place_of(key.as_bytes(), N);
                while places[place] != FREE {
                    place = (place + 1) & (N - 1);
                }
                places[place] = start;
            }
            (text, places.into())
        });
        (text, places)
    }

    /// Returns the row of this key.
    pub(crate) fn row(&self, key: &str) -> Option<(&'static str, &'static str)> {
        let (text, places) = self.unpacked();
        let mut place = place_of(key.as_bytes(), N);
        loop {
            let start = usize::from(*places.get(place).filter(|start| **start != FREE)?);
            let behind = text.as_bytes().get(start..)?;
            if behind.get(key.len()) == Some(&b'\t') && behind.starts_with(key.as_bytes()) {
                return row_at(text, start);
            }
            place = (place + 1) & (N - 1);
        }
    }

    /// Returns all rows.
    #[cfg(test)]
    pub(crate) fn rows(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        starts_and_keys(self.unpacked().0).filter_map(|(start, _)| row_at(self.unpacked().0, start.into()))
    }
}

const SLOTS: usize = 28;

/// Returns the slot of a first byte. Each letter has its own slot; all bytes before the letters share one, and all after them.
fn slot(first: u8) -> usize {
    match first {
        b'a'..=b'z' => usize::from(first - b'a') + 1,
        0..b'a' => 0,
        _ => SLOTS - 1,
    }
}

/// The number of distinguished pairs of first bytes. It is large enough that most texts share few pairs with a table.
const PAIRS: usize = 256;

/// Returns the number of a pair of first bytes.
fn pair(first: u8, second: u8) -> usize {
    (usize::from(first) * 37 + usize::from(second)) % PAIRS
}

/// Returns the start of each row of a table's text and its key.
fn starts_and_keys(text: &'static str) -> impl Iterator<Item = (u16, &'static str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (key, value) = row_at(text, at)?;
        // A longer text stops the build.
        let start = u16::try_from(at).unwrap_or(FREE);
        at += key.len() + value.len() + 2;
        Some((start, key))
    })
}

impl Index {
    fn of(text: &'static str) -> Self {
        let mut starts = [u16::try_from(text.len()).unwrap_or(FREE); SLOTS + 1];
        let mut pairs = [0; PAIRS / 64];
        let mut next = 0;
        for (start, key) in starts_and_keys(text) {
            // The text goes on behind each key.
            let bytes = &text.as_bytes()[usize::from(start)..];
            let pair = pair(bytes[0], bytes[1]);
            pairs[pair / 64] |= 1 << (pair % 64);
            let last = slot(key.as_bytes()[0]) + 1;
            if next < last {
                starts[next..last].fill(start);
                next = last;
            }
        }
        Self { text, starts, pairs }
    }
}

impl Table {
    pub(crate) const fn of(packed: &'static str) -> Self {
        Self { packed, index: OnceLock::new() }
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(unpack(self.packed)))
    }

    /// Whether any key may begin with these two bytes.
    pub(crate) fn may_begin(&self, start: &[u8]) -> bool {
        let [first, second] = *start else { return false };
        let pair = pair(first, second);
        self.index().pairs[pair / 64] >> (pair % 64) & 1 == 1
    }

    /// Returns the value of this key.
    pub(crate) fn get(&self, key: &str) -> Option<&'static str> {
        row_at(self.index().text, self.lower_bound(key.as_bytes()))
            .filter(|(found, _)| *found == key)
            .map(|(_, value)| value)
    }

    /// Returns the rows from the first one on whose key is not smaller than this.
    pub(crate) fn from(&self, key: &[u8]) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        let mut at = self.lower_bound(key);
        let text = self.index().text;
        std::iter::from_fn(move || {
            let (key, value) = row_at(text, at)?;
            at += key.len() + value.len() + 2;
            Some((key, value))
        })
    }

    /// Returns the rows whose key the text begins with, the shortest key first. Keys of less than three bytes are left out.
    pub(crate) fn prefixes(&self, text: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
        let start = text.as_bytes().get(..3).filter(|start| self.may_begin(&start[..2]));
        let rows = start.map(|start| self.from(start).take_while(move |(key, _)| key.as_bytes().starts_with(start)));
        rows.into_iter().flatten().filter(move |(key, _)| text.starts_with(key))
    }

    /// Returns all rows.
    #[cfg(test)]
    pub(crate) fn rows(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.from(b"")
    }

    /// Returns the start of the first row whose key is not smaller than this.
    fn lower_bound(&self, key: &[u8]) -> usize {
        let bytes = self.index().text.as_bytes();
        let Some(&first) = key.first() else { return 0 };
        let starts = &self.index().starts;
        let (mut low, mut high) = (usize::from(starts[slot(first)]), usize::from(starts[slot(first) + 1]));
        while low < high {
            // Find the row that contains the middle.
            let middle = low + (high - low) / 2;
            let start = bytes[low..middle].iter().rposition(|&b| b == b'\n').map_or(low, |at| low + at + 1);
            let length = bytes[start..].iter().position(|&b| b == b'\n').unwrap_or(bytes.len() - start);
            let row = &bytes[start..start + length];
            let end = row.iter().position(|&b| b == b'\t').unwrap_or(row.len());
            if row[..end] < *key {
                low = start + length + 1;
            } else {
                high = start;
            }
        }
        low
    }
}

/// Returns the row that begins at this position.
fn row_at(text: &'static str, at: usize) -> Option<(&'static str, &'static str)> {
    let rest = text.get(at..)?;
    let divider = rest.bytes().position(|byte| byte == b'\t')?;
    let value = &rest[divider + 1..];
    Some((&rest[..divider], &value[..value.bytes().position(|byte| byte == b'\n')?]))
}

/// Returns the number that a letter of a packed value stands for.
pub(crate) fn number(letter: u8) -> u8 {
    letter.wrapping_sub(layout::FIRST_LETTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    static TABLE: Table = Table::of("\u{b}a\t1\u{c}b\u{b}b\t2 3\u{b}zz\t4");

    #[test]
    fn keys_of_a_packed_table_are_found() {
        for (key, value) in [
            ("a", Some("1")),
            ("ab", Some("")),
            ("b", Some("2 3")),
            ("zz", Some("4")),
            ("", None),
            ("aa", None),
            ("zzz", None),
        ] {
            assert_eq!(TABLE.get(key), value, "{key}");
        }
        assert_eq!(TABLE.from(b"ab").count(), 3);
        assert_eq!(TABLE.rows().count(), 4);
        assert_eq!(Table::of("").get("a"), None);
    }

    #[test]
    fn every_row_of_every_table_is_found() {
        for table in [&WORDS, &COLLISIONS, &IMPERATIVE, &HELD, &BRAND] {
            assert!(table.rows().count() > 5);
            for (key, value) in table.rows() {
                assert_eq!(table.get(key), Some(value), "{key}");
            }
        }
        for (key, value) in KNOWN.rows() {
            assert_eq!(KNOWN.row(key), Some((key, value)));
            assert_eq!(KNOWN.row(&format!("{key}x")), None, "{key}");
        }
    }
}
