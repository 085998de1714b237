//! The public suffix list, packed at build time into a trie. The first lookup adds what a fast search needs. The genuine set decides which hosts
//! belong to Amazon; `url::host` lets it correct this list.

use std::sync::LazyLock;

use publicsuffix::{Info, Psl, Type};

use crate::tables::layout::suffix::{self, EXCEPTION};

/// The packed list; [`suffix`] documents the layout.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/suffixes.bin"));

/// The list as it is searched. Packed lists have no lengths and indices, because a module with them would be 2 KB larger.
static LIST: LazyLock<List> = LazyLock::new(|| {
    let mut nodes = Vec::with_capacity(PACKED.len() * 9 / 8);
    let (index, _) = unpack(PACKED, &mut nodes);
    List { index, nodes }
});

/// The number of first characters that an index distinguishes.
const SLOTS: usize = 37;
/// Children that take more bytes than this end in an index.
const INDEXED: usize = 1024;

/// For each slot the place of the first node in it, counted from the first of the siblings.
type SlotIndex = [usize; SLOTS];

/// The unpacked list: the top-level nodes with their index.
///
/// A node has the parts of a packed one, and before its label the length of its children (u16, little endian), if it has any. Children of
/// more than [`INDEXED`] bytes end in an index of u16.
struct List {
    index: SlotIndex,
    nodes: Vec<u8>,
}

/// Returns the slot of a label with this first character.
fn slot(first: u8) -> usize {
    usize::from(match first {
        b'0'..=b'9' => first - b'0',
        b'a'..=b'z' => first - b'a' + 10,
        _ => 36,
    })
}

/// Unpacks siblings up to their end. Returns their index, and the packed bytes after them.
fn unpack<'a>(mut packed: &'a [u8], out: &mut Vec<u8>) -> (SlotIndex, &'a [u8]) {
    let mut index = [0; SLOTS];
    let first = out.len();
    while let Some((&head, rest)) = packed.split_first().filter(|(head, _)| **head != suffix::END) {
        let end = rest.iter().position(|&byte| byte & suffix::HEAD != 0 || byte == suffix::END).unwrap_or(rest.len());
        let label;
        (label, packed) = rest.split_at(end);
        if head & suffix::SHARED == 0 && !label.is_empty() {
            index[slot(label[0])] = out.len() - first;
        }
        out.push(head);
        if head & suffix::HAS_CHILDREN == 0 {
            out.extend_from_slice(label);
            continue;
        }
        let length = out.len();
        out.extend_from_slice(&[0, 0]);
        out.extend_from_slice(label);
        let start = out.len();
        let children;
        (children, packed) = unpack(packed, out);
        packed = packed.get(1..).unwrap_or_default();
        if out.len() - start > INDEXED {
            out.extend(children.iter().flat_map(|place| low_bytes(*place)));
        }
        let bytes = low_bytes(out.len() - start);
        out[length..start - label.len()].copy_from_slice(&bytes);
    }
    (index, packed)
}

/// Returns a number as u16, little endian. No node has children of more bytes than that.
fn low_bytes(number: usize) -> [u8; 2] {
    u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes()
}

/// The packed list with the interface of the `publicsuffix` crate.
#[derive(Clone, Copy, Debug, Default)]
pub struct Suffixes;

/// One packed node.
#[derive(Clone, Copy)]
struct Node {
    /// The number of characters that its label shares with the previous sibling.
    shared: usize,
    /// The rest of the label.
    label: &'static [u8],
    kind: u8,
    children: &'static [u8],
    /// The bytes after this node: its following siblings.
    rest: &'static [u8],
}

fn read(bytes: &'static [u8]) -> Option<Node> {
    let (&head, mut bytes) = bytes.split_first()?;
    let mut length = 0;
    if head & suffix::HAS_CHILDREN != 0 {
        let (packed, behind) = bytes.split_first_chunk::<2>()?;
        (length, bytes) = (usize::from(u16::from_le_bytes(*packed)), behind);
    }
    let end = bytes.iter().position(|&byte| byte & suffix::HEAD != 0).unwrap_or(bytes.len());
    let (label, bytes) = bytes.split_at_checked(end)?;
    let (children, rest) = bytes.split_at_checked(length)?;
    Some(Node {
        shared: usize::from(head & suffix::SHARED),
        label,
        kind: head >> suffix::KIND_SHIFT & 3,
        children,
        rest,
    })
}

/// Returns the node of a top-level domain.
fn top_level(label: &[u8]) -> Option<Node> {
    let list = &*LIST;
    find(list.nodes.get(list.index[slot(*label.first()?)]..)?, label)
}

impl Node {
    /// Returns the wildcard among the children, and the child with this label.
    fn children(self, label: &[u8]) -> (Option<Type>, Option<Self>) {
        if self.children.len() <= INDEXED {
            let (wildcard, siblings) = split_wildcard(self.children);
            return (wildcard, find(siblings, label));
        }
        let (nodes, index) = self.children.split_at(self.children.len() - SLOTS * 2);
        let (wildcard, siblings) = split_wildcard(nodes);
        let offset = label.first().and_then(|first| index.as_chunks::<2>().0.get(slot(*first)));
        // An offset of 0 means that no child begins with this character. The search then starts at the first child and finds
        // nothing.
        let start = offset.map_or(0, |offset| usize::from(u16::from_le_bytes(*offset)));
        let from = if start == 0 { siblings } else { nodes.get(start..).unwrap_or_default() };
        (wildcard, find(from, label))
    }
}

/// Finds the node with this label among siblings, which are sorted.
fn find(mut siblings: &'static [u8], label: &[u8]) -> Option<Node> {
    // The number of characters of the label that the previous sibling began with.
    let mut matched = 0;
    while let Some(node) = read(siblings) {
        siblings = node.rest;
        // A node that shares more with the previous sibling differs from the label at the same character as that sibling.
        if node.shared > matched {
            continue;
        }
        let wanted = &label[node.shared..];
        let same = node.label.iter().zip(wanted).take_while(|(a, b)| a == b).count();
        matched = node.shared + same;
        match (node.label.get(same), wanted.get(same)) {
            (None, None) => return Some(node),
            (Some(found), Some(wanted)) if found > wanted => return None,
            (Some(_), None) => return None,
            _ => {}
        }
    }
    None
}

/// Splits off the wildcard, which is the first of the siblings. Returns its kind, if there is one, and the other siblings.
fn split_wildcard(siblings: &'static [u8]) -> (Option<Type>, &'static [u8]) {
    match read(siblings) {
        Some(first) if first.label == b"*" => (type_of(first.kind), first.rest),
        _ => (None, siblings),
    }
}

fn type_of(kind: u8) -> Option<Type> {
    match kind {
        suffix::ICANN | EXCEPTION => Some(Type::Icann),
        suffix::PRIVATE => Some(Type::Private),
        _ => None,
    }
}

impl Psl for Suffixes {
    /// Finds the longest rule that fits, by the algorithm of publicsuffix.org. If no rule fits, the suffix is the last label.
    fn find<'a, T>(&self, mut labels: T) -> Info
    where
        T: Iterator<Item = &'a [u8]>,
    {
        let Some(first) = labels.next() else {
            return Info { len: 0, typ: None };
        };
        let mut length = first.len();
        let mut best = Info { len: length, typ: None };
        let Some(mut node) = top_level(first) else {
            return best;
        };
        best.typ = type_of(node.kind);
        for label in labels {
            let (wildcard, exact) = node.children(label);
            // An exception makes the suffix one label shorter.
            if exact.is_some_and(|child| child.kind == EXCEPTION) {
                return Info { len: length, typ: type_of(EXCEPTION) };
            }
            length += 1 + label.len();
            if let Some(typ) = exact.and_then(|child| type_of(child.kind)).or(wildcard) {
                best = Info { len: length, typ: Some(typ) };
            }
            match exact {
                Some(child) => node = child,
                None => break,
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn domain(host: &str) -> Option<String> {
        Suffixes.domain(host.as_bytes()).map(|d| String::from_utf8(d.as_bytes().to_vec()).unwrap())
    }

    #[test]
    fn the_registrable_domain_is_one_label_more_than_the_suffix() {
        for (host, expected) in [
            ("www.example.com", Some("example.com")),
            ("a.b.example.co.uk", Some("example.co.uk")),
            ("co.uk", None),
            ("com", None),
            ("a.b.unknown-ending", Some("b.unknown-ending")),
            ("x.github.io", Some("x.github.io")),
            ("www.ck", Some("www.ck")),
            ("a.b.ck", Some("a.b.ck")),
            ("b.ck", None),
            ("sellercentral.amazon.com.be", Some("com.be")),
            ("shop.xn--fiqs8s", Some("shop.xn--fiqs8s")),
        ] {
            assert_eq!(domain(host).as_deref(), expected, "{host}");
        }
    }

    #[test]
    fn the_packed_list_agrees_with_the_published_list_on_every_rule() {
        let text = include_str!("../data/public_suffix_list.dat");
        let list: publicsuffix::List = text.parse().unwrap();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")) {
            let rule = idna::domain_to_ascii(&line.trim_start_matches('!').replace('*', "wild")).unwrap();
            for host in [rule.clone(), format!("a.{rule}"), format!("b.a.{rule}")] {
                // The list of the `publicsuffix` crate keeps Unicode labels, so it is queried in that form.
                let unicode = idna::domain_to_unicode(&host).0;
                let expected = list
                    .domain(unicode.as_bytes())
                    .map(|d| idna::domain_to_ascii(std::str::from_utf8(d.as_bytes()).unwrap()).unwrap());
                assert_eq!(domain(&host), expected, "{host}");
            }
        }
    }
}
