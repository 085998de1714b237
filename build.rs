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
    for table in [readings, letters, known, marketplaces, words, collisions, wrappers, phrases] {
        table(&mut code);
    }
    fs::write(out.join("tables.rs"), code).expect("OUT_DIR is writable");
    fs::write(out.join("messengers.rs"), messengers()).expect("OUT_DIR is writable");
}

/// `messengers.tsv`, sorted; a messenger nobody named does not compile.
fn messengers() -> String {
    let rows = rows::<3>("messengers.tsv").into_iter().map(|(place, [key, messenger, _])| {
        let first = messenger.chars().next().unwrap_or_else(|| panic!("{place}: no messenger")).to_ascii_uppercase();
        (place, key, format!("{first}{}", &messenger[1..]))
    });
    let mut list = String::new();
    for (key, name) in sorted(rows.collect()) {
        write!(list, "({key:?}, Messenger::{name}), ").unwrap();
    }
    format!(
        "/// `messengers.tsv`, sorted by host or scheme.\npub(super) static MESSENGERS: &[(&str, Messenger)] = &[{list}];\n"
    )
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

    /// A text as it is read in small letters, and in capitals where those are taken for others: a Cyrillic В is read as B, a в as в.
    fn cases(&self, text: &str) -> impl Iterator<Item = String> + use<> {
        let (small, capitals) = (self.fold(text), self.fold(&text.to_uppercase()));
        let others = (capitals != small).then_some(capitals);
        std::iter::once(small).chain(others)
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

/// How one character outside ASCII is read, where not as itself.
enum Reading {
    /// As this text, in ASCII.
    Text(String),
    Nothing,
    /// As this character.
    Lower(u32),
}

impl Fold {
    fn reading(&self, point: u32) -> Option<Reading> {
        let c = char::from_u32(point)?;
        let nothing = self.1.iter().any(|&(first, last)| (first..=last).contains(&point));
        match self.0.get(&c) {
            Some(text) => {
                assert!(!nothing && !text.is_empty() && text.len() < 16 && text.is_ascii(), "folding.tsv: {point:X}");
                Some(Reading::Text(text.clone()))
            }
            None if nothing => Some(Reading::Nothing),
            None => c.to_lowercase().next().map(u32::from).filter(|&lower| lower != point).map(Reading::Lower),
        }
    }
}

/// Packs how characters are read. For each block of 256 code points that has any such character: the block's number, and
/// where its rows begin. A row: how many code points lie between it and the row before, a tag, what the tag needs.
/// Below 0x80 the tag is the ASCII character itself. `NOTHING` and `LOWER` hold for several code points in a row, one more
/// than the next byte says; `LOWER` adds three bytes, little endian: the first of the characters they are read as, which
/// follow each other. `TEXT` plus a length is that many bytes of text.
fn readings(code: &mut String) {
    const NOTHING: u8 = 0x80;
    const LOWER: u8 = 0x81;
    const TEXT: u8 = 0x90;
    for (place, [_, _, origin]) in rows::<3>("folding.tsv") {
        assert!(matches!(&*origin, "confusable" | "decomposition" | "own"), "{place}: unknown origin");
    }
    let fold = Fold::load();
    let mut blocks = Vec::new();
    let mut packed: Vec<u8> = Vec::new();
    for block in 0..0x1100u32 {
        let start = packed.len();
        let points: Vec<_> =
            (block << 8..(block + 1) << 8).map(|point| if point < 0x80 { None } else { fold.reading(point) }).collect();
        let (mut at, mut behind) = (0, 0);
        while at < points.len() {
            let Some(reading) = &points[at] else {
                at += 1;
                continue;
            };
            packed.push(u8::try_from(at - behind).expect("within a block"));
            let run = match reading {
                Reading::Text(text) => {
                    if text.len() > 1 {
                        packed.push(TEXT | u8::try_from(text.len()).expect("short"));
                    }
                    packed.extend_from_slice(text.as_bytes());
                    1
                }
                Reading::Nothing => {
                    let run = points[at..].iter().take_while(|next| matches!(next, Some(Reading::Nothing))).count();
                    packed.extend_from_slice(&[NOTHING, u8::try_from(run - 1).expect("within a block")]);
                    run
                }
                Reading::Lower(first) => {
                    let run = (*first..)
                        .zip(&points[at..])
                        .take_while(|(lower, next)| matches!(next, Some(Reading::Lower(next)) if next == lower))
                        .count();
                    packed.extend_from_slice(&[LOWER, u8::try_from(run - 1).expect("within a block")]);
                    packed.extend_from_slice(&first.to_le_bytes()[..3]);
                    run
                }
            };
            at += run;
            behind = at;
        }
        if packed.len() > start {
            blocks.push((u16::try_from(block).expect("Unicode"), u16::try_from(start).expect("small")));
        }
    }
    writeln!(
        code,
        "/// The blocks of 256 code points with characters that are not read as themselves, and where their rows begin."
    )
    .unwrap();
    writeln!(code, "pub(crate) static READING_BLOCKS: [(u16, u16); {}] = {blocks:?};", blocks.len()).unwrap();
    writeln!(code, "/// How those characters are read; `build.rs` documents the layout.").unwrap();
    writeln!(code, "pub(crate) static READINGS: [u8; {}] = {packed:?};", packed.len()).unwrap();
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
    writeln!(code, "/// `{file}`.\npub(crate) static {name}: Table = Table::of({text:?});").unwrap();
}

/// The same with an index for whole keys.
fn hashed_table(code: &mut String, file: &str, name: &str, rows: &BTreeMap<String, String>) {
    let places = (rows.len() * 5 / 4).next_power_of_two();
    let mut plain = String::new();
    table(&mut plain, file, name, rows);
    code.push_str(&plain.replace(": Table = Table::of", &format!(": Hashed<{places}> = Hashed::of")));
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

fn marketplaces(code: &mut String) {
    let mut list = Vec::new();
    for (place, [region, host, evidence]) in rows::<3>("marketplaces.tsv") {
        assert!(region.len() == 2 && !evidence.is_empty(), "{place}: no region or no evidence");
        list.push((region, host));
    }
    writeln!(code, "/// `marketplaces.tsv`, in its order.").unwrap();
    writeln!(code, "pub(crate) static MARKETPLACES: &[(&str, &str)] = &{list:?};").unwrap();
}

/// What is known about domains, from three files: for each domain its fields, divided by tabs. A field's first character
/// says which file it is from: `=` the genuine set (a letter for each role), `+` the places (a letter for the kind, the
/// name), `~` the firms (the same), `#` the wrappers (a character for each row that may fit hosts here), `!` the everyday
/// hosts (their paths; nothing for the whole domain).
fn known(code: &mut String) {
    const ROLES: [&str; 7] = ["sign-in", "owned", "anyone-can-post", "shortener", "sender", "relay", "not-a-sender"];
    const PLACES: [&str; 9] = [
        "open-platform",
        "meeting",
        "shortener",
        "tracker",
        "store",
        "used-by-amazon",
        "free-mailbox",
        "marketplace",
        "delivery",
    ];
    const SPEAKERS: [&str; 3] = ["service", "partner", "meeting-partner"];
    let amazon = domains::<4>("amazon.tsv", |place, [_, roles, evidence, date]| {
        assert!(!evidence.is_empty() && date.len() >= 7, "{place}: evidence or date is missing");
        format!("={}", roles.split(',').map(|role| letter(place, role, &ROLES)).collect::<String>())
    });
    let named = |mark: char, kinds: &'static [&str]| {
        move |place: &str, [_, kind, name, evidence]: &[String; 4]| {
            assert!(!name.is_empty() && !evidence.is_empty(), "{place}: no name or no evidence");
            format!("{mark}{}{name}", letter(place, kind, kinds))
        }
    };
    let mut rows: BTreeMap<String, String> = amazon;
    let wrappers = wrappers_by_domain().into_iter().map(|(domain, rows)| (domain, format!("#{rows}"))).collect();
    let everyday = domains::<4>("everyday.tsv", |place, [_, paths, kind, evidence]| {
        assert!(!kind.is_empty() && !evidence.is_empty(), "{place}: no kind or no evidence");
        assert!(paths.is_empty() || paths.split(' ').all(|path| path.starts_with('/')), "{place}: not a path");
        format!("!{paths}")
    });
    let places = domains("places.tsv", named('+', &PLACES));
    for more in [places, domains("speakers.tsv", named('~', &SPEAKERS)), wrappers, everyday] {
        for (domain, field) in more {
            let fields = rows.entry(domain).or_default();
            if !fields.is_empty() {
                fields.push('\t');
            }
            fields.push_str(&field);
        }
    }
    hashed_table(code, "amazon.tsv`, `places.tsv`, `speakers.tsv` and `everyday.tsv", "KNOWN", &rows);
}

fn words(code: &mut String) {
    const KINDS: [&str; 5] = ["account", "role", "place", "trade", "filler"];
    let fold = Fold::load();
    let rows = sorted(
        rows::<2>("words.tsv")
            .into_iter()
            .flat_map(|(place, [word, kind])| {
                let kind = letter(&place, &kind, &KINDS).to_string();
                fold.cases(&word).map(move |folded| (place.clone(), folded, kind.clone()))
            })
            .collect(),
    );
    table(code, "words.tsv", "WORDS", &rows);
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

/// The domain that a wrapper's hosts lie under; none where the pattern leaves the domain open.
fn wrapper_domain(pattern: &str) -> Option<&str> {
    let literal = match pattern.rsplit_once('*') {
        Some((_, rest)) => rest.split_once('.')?.1,
        None => pattern,
    };
    (!literal.is_empty() && !literal.contains('{')).then_some(literal)
}

/// For each domain the rows of the wrappers under it, each as the character of its number behind `0`.
fn wrappers_by_domain() -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for (row, (_, columns)) in (u32::from('0')..).zip(rows::<6>("wrappers.tsv")) {
        if let Some(domain) = wrapper_domain(&columns[0]) {
            found.entry(domain.to_owned()).or_default().push(char::from_u32(row).expect("few rows"));
        }
    }
    found
}

fn wrappers(code: &mut String) {
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
        let rows = kinds.entry(kind).or_default();
        rows.extend(fold.cases(&phrase).map(|folded| (folded, String::new())));
    }
    for (kind, rows) in kinds {
        table(code, "phrases.tsv", &kind.replace('-', "_").to_uppercase(), &rows);
    }
}

/// A node of the suffix trie.
#[derive(Default)]
struct Node {
    /// 0: no rule ends here, 1: an ICANN rule, 2: a private one, 3: an exception to a wildcard beside it.
    kind: u8,
    children: BTreeMap<String, Node>,
}

/// Packs the list. Layout, little endian: for each of the 37 characters a label can begin with (`0` to `9`, `a` to `z`, the
/// rest) the offset (u32) of the first top-level node that begins with it, counted from the end of this index; then the
/// nodes, sorted. Children of more than [`INDEXED`] bytes end in such an index of their own, in u16. A node: one byte (bit 7 set, kind in bits 5 and 6, bit 4 where children follow, and how many characters
/// its label shares with the sibling before it), with children their length (u16), the rest of the label, the children. No
/// label has a byte with bit 7, so a label ends where a node begins. It is made to be small once compressed.
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
            let exception = rule.strip_prefix('!');
            assert!(exception.is_none() || kind == 1, "{rule}: the layout has no room for private exceptions");
            let mut node = &mut root;
            for label in exception.unwrap_or(rule).rsplit('.') {
                node = node.children.entry(to_ascii(label)).or_default();
            }
            node.kind = if exception.is_some() { 3 } else { kind };
        }
    }
    assert!(kind == 2 && root.children.len() > 1000, "public_suffix_list.dat: not the list that was expected");
    let mut offsets = [0u32; 37];
    let mut nodes = Vec::new();
    let mut before = "";
    for (label, node) in &root.children {
        if before.as_bytes().first() != label.as_bytes().first() {
            offsets[slot(label.as_bytes()[0])] = u32::try_from(nodes.len()).expect("small");
        }
        pack_node(before, label, node, &mut nodes);
        before = label;
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

/// Children that take more bytes than this are searched through an index; `suffixes.rs` knows the same number.
const INDEXED: usize = 1024;

fn pack_node(before: &str, label: &str, node: &Node, out: &mut Vec<u8>) {
    const MOST: usize = 15;
    let shared = before.bytes().zip(label.bytes()).take(MOST).take_while(|(a, b)| a == b).count();
    out.push(0x80 | node.kind << 5 | u8::from(!node.children.is_empty()) << 4 | u8::try_from(shared).expect("small"));
    let mut children = Vec::new();
    let mut offsets = [0u16; 37];
    let mut before = "";
    for (label, node) in &node.children {
        if before.as_bytes().first() != label.as_bytes().first() {
            offsets[slot(label.as_bytes()[0])] = u16::try_from(children.len()).expect("small");
        }
        pack_node(before, label, node, &mut children);
        before = label;
    }
    if children.len() > INDEXED {
        // At their end: a label ends where a byte with bit 7 begins its children.
        children.extend(offsets.iter().flat_map(|offset| offset.to_le_bytes()));
    }
    if !children.is_empty() {
        out.extend_from_slice(&u16::try_from(children.len()).expect("small").to_le_bytes());
    }
    out.extend_from_slice(&label.as_bytes()[shared..]);
    out.extend_from_slice(&children);
}

/// The ASCII form of a label of the list; a wildcard is ASCII already.
fn to_ascii(label: &str) -> String {
    if label.is_ascii() {
        return label.to_owned();
    }
    idna::domain_to_ascii(label).unwrap_or_else(|error| panic!("public_suffix_list.dat: {label}: {error}"))
}
