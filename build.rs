//! Packs the tables of `src/data` into static data, so that nothing is parsed at start: the public suffix list into a
//! trie, the character tables into sorted arrays, the rest into sorted slices. A malformed row stops the build with its
//! file and line.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/data");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("suffixes.bin"), pack_suffixes(&read("public_suffix_list.dat"))).expect("OUT_DIR is writable");
    let mut code = String::new();
    for table in
        [folding, invisible, letters, amazon, marketplaces, places, speakers, words, collisions, wrappers, phrases]
    {
        table(&mut code);
    }
    fs::write(out.join("tables.rs"), code).expect("OUT_DIR is writable");
}

fn data(name: &str) -> PathBuf {
    Path::new(&env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR")).join("src/data").join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(data(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The rows of a table: its line number and exactly `N` columns.
fn rows<const N: usize>(name: &str) -> Vec<(String, [String; N])> {
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

/// Sorts by key and refuses a key that stands twice.
fn sorted<T>(rows: Vec<(String, String, T)>) -> BTreeMap<String, T> {
    let mut map = BTreeMap::new();
    for (place, key, value) in rows {
        assert!(map.insert(key.clone(), value).is_none(), "{place}: \"{key}\" stands twice");
    }
    map
}

fn hex(place: &str, text: &str) -> u32 {
    u32::from_str_radix(text, 16).unwrap_or_else(|_| panic!("{place}: \"{text}\" is no code point"))
}

/// Texts are folded before they are searched, so the words they are searched for are folded too.
struct Fold(BTreeMap<char, String>, Vec<(u32, u32)>);

impl Fold {
    fn load() -> Self {
        let point = |place: &str, text: &str| {
            char::from_u32(hex(place, text)).unwrap_or_else(|| panic!("{place}: a surrogate"))
        };
        Self(
            rows::<3>("folding.tsv").into_iter().map(|(place, [c, text, _])| (point(&place, &c), text)).collect(),
            rows::<2>("invisible.tsv").into_iter().map(|(place, [a, z])| (hex(&place, &a), hex(&place, &z))).collect(),
        )
    }

    fn fold(&self, text: &str) -> String {
        let mut out = String::new();
        for c in text.chars() {
            match self.0.get(&c) {
                Some(read) => out.push_str(read),
                None if self.1.iter().any(|&(a, z)| (a..=z).contains(&u32::from(c))) => {}
                None => out.extend(c.to_lowercase().take(1)),
            }
        }
        out
    }
}

fn folding(code: &mut String) {
    let mut single = Vec::new();
    let mut several = Vec::new();
    for (place, [point, text, origin]) in rows::<3>("folding.tsv") {
        assert!(matches!(&*origin, "confusable" | "decomposition" | "own"), "{place}: unknown origin");
        let point = hex(&place, &point);
        match text.as_bytes() {
            [byte] => single.push(point << 8 | u32::from(*byte)),
            _ => several.push((point, text)),
        }
    }
    single.sort_unstable();
    several.sort();
    writeln!(
        code,
        "/// Characters read as one ASCII character: code point in the upper bits, that character in the lowest byte."
    )
    .unwrap();
    writeln!(code, "pub(crate) static FOLD_ONE: [u32; {}] = {single:?};", single.len()).unwrap();
    writeln!(code, "/// Characters read as several.").unwrap();
    writeln!(code, "pub(crate) static FOLD_MANY: [(u32, &str); {}] = {several:?};", several.len()).unwrap();
}

fn invisible(code: &mut String) {
    let ranges: Vec<_> = rows::<2>("invisible.tsv")
        .into_iter()
        .map(|(place, [first, last])| (hex(&place, &first), hex(&place, &last)))
        .collect();
    assert!(ranges.windows(2).all(|pair| pair[0].1 < pair[1].0), "invisible.tsv: not sorted");
    writeln!(code, "/// Ranges of characters without a width of their own.").unwrap();
    writeln!(code, "pub(crate) static INVISIBLE: [(u32, u32); {}] = {ranges:?};", ranges.len()).unwrap();
}

fn letters(code: &mut String) {
    let table: Vec<Vec<u8>> = rows::<2>("letters.tsv")
        .into_iter()
        .map(|(place, [_, costs])| {
            costs
                .bytes()
                .map(|b| {
                    char::from(b)
                        .to_digit(16)
                        .and_then(|digit| u8::try_from(digit).ok())
                        .unwrap_or_else(|| panic!("{place}: no hex digit"))
                })
                .collect()
        })
        .collect();
    assert!(table.len() == 27 && table.iter().all(|row| row.len() == 27), "letters.tsv: not 27 by 27");
    writeln!(code, "/// How surprising a letter is after another; index 0 is the edge of the word.").unwrap();
    writeln!(code, "pub(crate) static LETTERS: [[u8; 27]; 27] = {table:?};").unwrap();
}

/// Writes a table as one text: a line a row, sorted by key, key and value divided by a tab. It is searched where it lies
/// (`tables.rs`): no pointers to relocate, nothing to parse at start.
fn table(code: &mut String, file: &str, name: &str, rows: &BTreeMap<String, String>) {
    let mut text = String::new();
    for (key, value) in rows {
        assert!(!key.is_empty() && !key.contains(['\t', '\n']) && !value.contains('\n'), "{file}: \"{key}\"");
        writeln!(text, "{key}\t{value}").unwrap();
    }
    writeln!(code, "/// `{file}`.\npub(crate) static {name}: Table = Table({text:?});").unwrap();
}

/// The rows of a table of domains, its value rendered by `value`.
fn domains<const N: usize>(file: &str, value: impl Fn(&str, &[String; N]) -> String) -> BTreeMap<String, String> {
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

/// The letter that stands for one of these words in a packed table: `a` for the first, and so on. `tables.rs` reads the
/// same letters.
fn letter(place: &str, word: &str, words: &[&str]) -> char {
    let at = words.iter().position(|known| *known == word).unwrap_or_else(|| panic!("{place}: unknown \"{word}\""));
    char::from(b'a' + u8::try_from(at).expect("few words"))
}

fn amazon(code: &mut String) {
    const ROLES: [&str; 7] = ["sign-in", "owned", "anyone-can-post", "shortener", "sender", "relay", "not-a-sender"];
    let rows = domains::<4>("amazon.tsv", |place, [_, roles, evidence, date]| {
        assert!(!evidence.is_empty() && date.len() >= 7, "{place}: evidence or date is missing");
        roles.split(',').map(|role| letter(place, role, &ROLES)).collect()
    });
    table(code, "amazon.tsv", "AMAZON", &rows);
}

fn marketplaces(code: &mut String) {
    let mut list = Vec::new();
    for (place, [region, host, evidence]) in rows::<3>("marketplaces.tsv") {
        assert!(region.len() == 2 && !evidence.is_empty(), "{place}: no region or no evidence");
        list.push((region, host));
    }
    writeln!(code, "/// `marketplaces.tsv`, in its order.").unwrap();
    writeln!(code, "pub(crate) static MARKETPLACES: &[(&str, &str)] = &{list:?};").unwrap();
}

fn places(code: &mut String) {
    const KINDS: [&str; 8] =
        ["open-platform", "meeting", "shortener", "tracker", "store", "used-by-amazon", "free-mailbox", "marketplace"];
    let rows = domains::<4>("places.tsv", |place, [_, kind, name, evidence]| {
        assert!(!name.is_empty() && !evidence.is_empty(), "{place}: no name or no evidence");
        format!("{}{name}", letter(place, kind, &KINDS))
    });
    table(code, "places.tsv", "PLACES", &rows);
}

fn speakers(code: &mut String) {
    const KINDS: [&str; 3] = ["service", "partner", "meeting-partner"];
    let rows = domains::<4>("speakers.tsv", |place, [_, kind, name, evidence]| {
        assert!(!name.is_empty() && !evidence.is_empty(), "{place}: no name or no evidence");
        format!("{}{name}", letter(place, kind, &KINDS))
    });
    table(code, "speakers.tsv", "SPEAKERS", &rows);
}

fn words(code: &mut String) {
    const KINDS: [&str; 5] = ["account", "role", "place", "trade", "filler"];
    let fold = Fold::load();
    let rows = sorted(
        rows::<2>("words.tsv")
            .into_iter()
            .map(|(place, [word, kind])| {
                let kind = letter(&place, &kind, &KINDS).to_string();
                (place, fold.fold(&word), kind)
            })
            .collect(),
    );
    table(code, "words.tsv", "WORDS", &rows);
    let longest = rows.keys().map(String::len).max().unwrap_or(0);
    writeln!(code, "/// The longest word, in bytes.\npub(crate) const LONGEST_WORD: usize = {longest};").unwrap();
}

fn collisions(code: &mut String) {
    let rows = sorted(
        rows::<2>("collisions.tsv")
            .into_iter()
            .map(|(place, [word, reason])| {
                assert!(!reason.is_empty(), "{place}: an exception needs its reason");
                (place, word, String::new())
            })
            .collect(),
    );
    table(code, "collisions.tsv", "COLLISIONS", &rows);
}

fn wrappers(code: &mut String) {
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

fn phrases(code: &mut String) {
    let fold = Fold::load();
    let mut kinds: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for (place, [phrase, kind]) in rows::<2>("phrases.tsv") {
        assert!(!phrase.is_empty() && phrase == phrase.trim(), "{place}: empty or padded");
        kinds.entry(kind).or_default().insert(fold.fold(&phrase), String::new());
    }
    for (kind, rows) in kinds {
        table(code, "phrases.tsv", &kind.replace('-', "_").to_uppercase(), &rows);
    }
}

/// A node of the suffix trie.
#[derive(Default)]
struct Node {
    /// 0: no rule ends here, 1: an ICANN rule, 2: a private one.
    kind: u8,
    children: BTreeMap<String, Node>,
}

/// Packs the list. Layout, little endian: for each of the 37 characters a label can begin with (`0` to `9`, `a` to `z`, the
/// rest) the offset (u32) of the first top-level node that begins with it, counted from the end of this index; then the
/// nodes, sorted. A node: one byte (kind in bits 6 and 7, bit 5 where children follow, length of the label in bits 0 to
/// 4), the label, and with children their length (u24) and the children.
fn pack_suffixes(list: &str) -> Vec<u8> {
    let mut root = Node::default();
    let mut kind = 0;
    for line in list.lines().map(str::trim) {
        if line.contains("===BEGIN ICANN DOMAINS===") {
            kind = 1;
        } else if line.contains("===BEGIN PRIVATE DOMAINS===") {
            kind = 2;
        } else if !line.is_empty() && !line.starts_with("//") {
            let rule = line.split_whitespace().next().expect("not empty");
            let mut node = &mut root;
            for label in rule.rsplit('.') {
                node = node.children.entry(to_ascii(label)).or_default();
            }
            node.kind = kind;
        }
    }
    assert!(kind == 2 && root.children.len() > 1000, "public_suffix_list.dat: not the list that was expected");
    let mut offsets = [0u32; 37];
    let mut nodes = Vec::new();
    for (label, node) in &root.children {
        let slot = slot(label.as_bytes()[0]);
        if slot > 0 && offsets[slot] == 0 {
            offsets[slot] = u32::try_from(nodes.len()).expect("small");
        }
        pack_node(label, node, &mut nodes);
    }
    offsets.iter().flat_map(|offset| offset.to_le_bytes()).chain(nodes).collect()
}

/// The place of a label's first character in the index.
fn slot(first: u8) -> usize {
    usize::from(match first {
        b'0'..=b'9' => first - b'0',
        b'a'..=b'z' => first - b'a' + 10,
        _ => 36,
    })
}

fn pack_node(label: &str, node: &Node, out: &mut Vec<u8>) {
    let length = u8::try_from(label.len()).expect("short");
    assert!(length < 32, "{label}: longer than the layout has room for");
    out.push(node.kind << 6 | u8::from(!node.children.is_empty()) << 5 | length);
    out.extend_from_slice(label.as_bytes());
    if !node.children.is_empty() {
        let mut children = Vec::new();
        for (label, node) in &node.children {
            pack_node(label, node, &mut children);
        }
        out.extend_from_slice(&u32::try_from(children.len()).expect("small").to_le_bytes()[..3]);
        out.extend_from_slice(&children);
    }
}

/// The ASCII form of a label of the list; wildcards and exceptions are ASCII already.
fn to_ascii(label: &str) -> String {
    if label.is_ascii() {
        return label.to_owned();
    }
    idna::domain_to_ascii(label).unwrap_or_else(|error| panic!("public_suffix_list.dat: {label}: {error}"))
}
