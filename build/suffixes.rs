//! Packs the public suffix list.

use std::collections::BTreeMap;

use crate::layout::suffix::{END, EXCEPTION, HAS_CHILDREN, HEAD, ICANN, KIND_SHIFT, PRIVATE, SHARED};

/// A node of the suffix trie.
#[derive(Default)]
struct Node {
    /// The kind of the rule that ends here: 0 for none, or `ICANN`, `PRIVATE` or `EXCEPTION`.
    kind: u8,
    children: BTreeMap<String, Node>,
}

/// Packs the list in the layout of `layout::suffix`.
pub fn pack_suffixes(list: &str) -> Vec<u8> {
    let mut root = Node::default();
    let mut kind = 0;
    for line in list.lines().map(str::trim) {
        if line.contains("===BEGIN ICANN DOMAINS===") {
            kind = ICANN;
        } else if line.contains("===BEGIN PRIVATE DOMAINS===") {
            kind = PRIVATE;
        } else if !line.is_empty() && !line.starts_with("//") {
            let rule = line.split_whitespace().next().expect("not empty");
            let exception = rule.strip_prefix('!');
            assert!(exception.is_none() || kind == ICANN, "{rule}: the layout has no room for private exceptions");
            let mut node = &mut root;
            for label in exception.unwrap_or(rule).rsplit('.') {
                node = node.children.entry(to_ascii(label)).or_default();
            }
            node.kind = if exception.is_some() { EXCEPTION } else { kind };
        }
    }
    assert!(kind == PRIVATE && root.children.len() > 1000, "public_suffix_list.dat: not the list that was expected");
    let mut packed = Vec::new();
    pack_children(&root, &mut packed);
    packed
}

fn pack_children(node: &Node, out: &mut Vec<u8>) {
    let mut before = "";
    for (label, child) in &node.children {
        let shared = before.bytes().zip(label.bytes()).take(usize::from(SHARED)).take_while(|(a, b)| a == b).count();
        let has_children = if child.children.is_empty() { 0 } else { HAS_CHILDREN };
        out.push(HEAD | child.kind << KIND_SHIFT | has_children | u8::try_from(shared).expect("small"));
        out.extend_from_slice(&label.as_bytes()[shared..]);
        if has_children != 0 {
            pack_children(child, out);
            out.push(END);
        }
        before = label;
    }
}

/// The ASCII form of a label of the list. A wildcard is ASCII already.
fn to_ascii(label: &str) -> String {
    if label.is_ascii() {
        return label.to_owned();
    }
    idna::domain_to_ascii(label).unwrap_or_else(|error| panic!("public_suffix_list.dat: {label}: {error}"))
}
