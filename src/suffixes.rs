//! The public suffix list, packed at build time into a trie that is searched where it lies.
//! Which host belongs to Amazon is decided elsewhere, and before this list is asked.

use publicsuffix::{Info, Psl, Type};

/// The packed list; `build.rs` documents the layout.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/suffixes.bin"));

/// The list behind the interface of the `publicsuffix` crate.
#[derive(Clone, Copy, Debug, Default)]
pub struct Suffixes;

/// One packed node: what its label is, what ends there, what lies below.
struct Node {
    label: &'static [u8],
    kind: u8,
    children: &'static [u8],
    /// The bytes behind this node, its siblings.
    rest: &'static [u8],
}

fn read(bytes: &'static [u8]) -> Option<Node> {
    let (&head, bytes) = bytes.split_first()?;
    let (label, bytes) = bytes.split_at_checked(usize::from(head & 0x1f))?;
    let (children, rest) = if head & 0x20 == 0 {
        (&[][..], bytes)
    } else {
        let (length, bytes) = bytes.split_first_chunk::<3>()?;
        let length = u32::from_le_bytes([length[0], length[1], length[2], 0]);
        bytes.split_at_checked(usize::try_from(length).ok()?)?
    };
    Some(Node { label, kind: head >> 6, children, rest })
}

/// The node of a top-level domain.
fn top_level(label: &[u8]) -> Option<Node> {
    const SLOTS: usize = 37;
    let (index, nodes) = PACKED.split_at_checked(SLOTS * 4)?;
    let slot = match *label.first()? {
        digit @ b'0'..=b'9' => digit - b'0',
        letter @ b'a'..=b'z' => letter - b'a' + 10,
        _ => 36,
    };
    let offset = index.as_chunks::<4>().0.get(usize::from(slot))?;
    let nodes = nodes.get(usize::try_from(u32::from_le_bytes(*offset)).ok()?..)?;
    siblings(nodes).take_while(|node| node.label <= label).find(|node| node.label == label)
}

/// The nodes that lie one behind the other.
fn siblings(mut bytes: &'static [u8]) -> impl Iterator<Item = Node> {
    std::iter::from_fn(move || {
        let node = read(bytes)?;
        bytes = node.rest;
        Some(node)
    })
}

fn type_of(kind: u8) -> Option<Type> {
    match kind {
        1 => Some(Type::Icann),
        2 => Some(Type::Private),
        _ => None,
    }
}

impl Psl for Suffixes {
    /// The longest rule that fits, by the algorithm of publicsuffix.org; a name no rule knows has its last label as suffix.
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
            let (mut exact, mut wildcard) = (None, None);
            for child in siblings(node.children) {
                match child.label.split_first() {
                    // An exception ends the search one label earlier.
                    Some((b'!', name)) if name == label => {
                        return Info { len: length, typ: type_of(child.kind) };
                    }
                    Some((b'*', [])) => wildcard = type_of(child.kind),
                    _ if child.label == label => exact = Some(child),
                    _ => {}
                }
            }
            length += 1 + label.len();
            if let Some(typ) = exact.as_ref().and_then(|child| type_of(child.kind)).or(wildcard) {
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
    fn the_packed_list_answers_as_the_published_one_on_every_rule() {
        let text = include_str!("data/public_suffix_list.dat");
        let list: publicsuffix::List = text.parse().unwrap();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")) {
            let rule = idna::domain_to_ascii(&line.trim_start_matches('!').replace('*', "wild")).unwrap();
            for host in [rule.clone(), format!("a.{rule}"), format!("b.a.{rule}")] {
                // The crate's own list keeps Unicode labels; ask it in that form.
                let unicode = idna::domain_to_unicode(&host).0;
                let expected = list
                    .domain(unicode.as_bytes())
                    .map(|d| idna::domain_to_ascii(std::str::from_utf8(d.as_bytes()).unwrap()).unwrap());
                assert_eq!(domain(&host), expected, "{host}");
            }
        }
    }
}
