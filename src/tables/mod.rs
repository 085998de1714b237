//! The packed tables of `data/`, which are searched without unpacking. The build script (`build/`) writes them.

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

use crate::tables::wrappers::{Read, Wrapper, WrapperKind};

mod generated {
    use super::{Hashed, Read, Table, Wrapper, WrapperKind};
    include!(concat!(env!("OUT_DIR"), "/tables.rs"));
}
pub(crate) use generated::*;
pub(crate) use layout::reading;

/// A table of keys and values as one text. Each line is a row with its key, a tab and its value; the rows are sorted by key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table {
    text: &'static str,
    /// For each [`slot`] of first bytes the start of its rows, and at last the end of all rows. Most keys that are looked up are in
    /// no table, and their search ends here.
    starts: [u16; SLOTS + 1],
    /// A bit for each [`pair`] of bytes that a key begins with. For most positions in a text, this bit ends the search.
    pairs: [u64; PAIRS / 64],
}

/// A table for lookups of whole keys, with a hash index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hashed<const N: usize> {
    table: Table,
    /// The start of each row, at the index given by the hash of its key or at the next free one (linear probing).
    places: [u16; N],
}

/// The mark of a free place in the index.
const FREE: u16 = u16::MAX;

/// Returns the index of a key by its hash (FNV-1a).
const fn place_of(key: &[u8], places: usize) -> usize {
    let mut hash = 0x811c_9dc5_u32;
    let mut at = 0;
    while at < key.len() {
        hash = (hash ^ key[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    (hash ^ hash >> 15) as usize & (places - 1)
}

impl<const N: usize> Hashed<N> {
    #[expect(clippy::cast_possible_truncation, reason = "a text too long stops the build")]
    pub(crate) const fn of(text: &'static str) -> Self {
        assert!(N.is_power_of_two());
        let bytes = text.as_bytes();
        let mut places = [FREE; N];
        let mut start = 0;
        while start < bytes.len() {
            let mut end = start;
            while bytes[end] != b'\t' {
                end += 1;
            }
            let mut place = place_of(bytes.split_at(end).0.split_at(start).1, N);
            while places[place] != FREE {
                place = (place + 1) & (N - 1);
            }
            places[place] = start as u16;
            while bytes[end] != b'\n' {
                end += 1;
            }
            start = end + 1;
        }
        Self { table: Table::of(text), places }
    }

    /// Returns the row of this key.
    pub(crate) fn row(&self, key: &str) -> Option<(&'static str, &'static str)> {
        let mut place = place_of(key.as_bytes(), N);
        loop {
            let start = usize::from(*self.places.get(place).filter(|start| **start != FREE)?);
            let behind = self.table.text.as_bytes().get(start..)?;
            if behind.get(key.len()) == Some(&b'\t') && behind.starts_with(key.as_bytes()) {
                return row_at(self.table.text, start);
            }
            place = (place + 1) & (N - 1);
        }
    }

    /// Returns all rows.
    #[cfg(test)]
    pub(crate) fn rows(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.table.rows()
    }
}

const SLOTS: usize = 28;

/// Returns the slot of a first byte. Each letter has its own slot; all bytes before the letters share one, and all after them.
const fn slot(first: u8) -> usize {
    match first {
        b'a'..=b'z' => (first - b'a') as usize + 1,
        0..b'a' => 0,
        _ => SLOTS - 1,
    }
}

/// The number of distinguished pairs of first bytes. It is large enough that most texts share few pairs with a table.
const PAIRS: usize = 256;

/// Returns the number of a pair of first bytes.
const fn pair(first: u8, second: u8) -> usize {
    (first as usize * 37 + second as usize) % PAIRS
}

impl Table {
    #[expect(clippy::cast_possible_truncation, reason = "a text too long stops the build")]
    pub(crate) const fn of(text: &'static str) -> Self {
        let bytes = text.as_bytes();
        assert!(bytes.len() <= u16::MAX as usize);
        let mut starts = [bytes.len() as u16; SLOTS + 1];
        let mut pairs = [0; PAIRS / 64];
        let (mut at, mut next) = (0, 0);
        while at < bytes.len() {
            let pair = pair(bytes[at], bytes[at + 1]);
            pairs[pair / 64] |= 1 << (pair % 64);
            while next <= slot(bytes[at]) {
                starts[next] = at as u16;
                next += 1;
            }
            while bytes[at] != b'\n' {
                at += 1;
            }
            at += 1;
        }
        Self { text, starts, pairs }
    }

    /// Whether any key may begin with these two bytes.
    pub(crate) fn may_begin(&self, start: &[u8]) -> bool {
        let [first, second] = *start else { return false };
        let pair = pair(first, second);
        self.pairs[pair / 64] >> (pair % 64) & 1 == 1
    }

    /// Returns the value of this key.
    pub(crate) fn get(&self, key: &str) -> Option<&'static str> {
        row_at(self.text, self.lower_bound(key.as_bytes())).filter(|(found, _)| *found == key).map(|(_, value)| value)
    }

    /// Returns the rows from the first one on whose key is not smaller than this.
    pub(crate) fn from(&self, key: &[u8]) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        let mut at = self.lower_bound(key);
        let text = self.text;
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
        let bytes = self.text.as_bytes();
        let Some(&first) = key.first() else { return 0 };
        let (mut low, mut high) = (usize::from(self.starts[slot(first)]), usize::from(self.starts[slot(first) + 1]));
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

    const TABLE: Table = Table::of("a\t1\nab\t\nb\t2 3\nzz\t4\n");

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
        for table in [WORDS, COLLISIONS, IMPERATIVE, HELD, BRAND] {
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
