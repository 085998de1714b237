//! Imports run one way: between the folders of `src` only downwards, and without a cycle between the files of one folder. So a
//! reader can understand each folder with nothing but the folders below it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The layers of `src`, the lowest first. The folders and files of one layer do not import each other.
const LAYERS: [&[&str]; 14] = [
    &["input", "budget", "charset", "search", "seen"],
    &["mail", "qr", "vocabulary"],
    &["tables"],
    &["url"],
    &["brand"],
    &["sender"],
    &["link"],
    &["message"],
    &["desk"],
    &["check"],
    &["pasted"],
    &["wasm"],
    &["command"],
    &["lib", "main"],
];

/// The source files by their module path: `url::host` for `src/url/host.rs`, `url` for `src/url/mod.rs`.
type Sources = BTreeMap<String, String>;

fn sources() -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Sources::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of src") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let below = path.strip_prefix(&root).expect("below src").with_extension("");
                let names: Vec<_> = below.iter().map(|name| name.to_str().expect("UTF-8")).collect();
                let module = names.join("::");
                let module = module.strip_suffix("::mod").unwrap_or(&module).to_owned();
                found.insert(module, fs::read_to_string(&path).expect("a readable file"));
            }
        }
    }
    found
}

/// The code of a file without comments, on one line, so that an import over several lines is one text.
fn code(text: &str) -> String {
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join(" ")
}

/// The paths in a text after `use crate::` or a similar prefix, with braces expanded: `a::{b, c::d}` is `a::b` and
/// `a::c::d`.
fn paths(text: &str) -> Vec<String> {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(text.len());
    let (path, rest) = text.split_at(end);
    let Some(inner) = rest.strip_prefix('{').filter(|_| path.ends_with("::") || path.is_empty()) else {
        return vec![path.trim_end_matches(':').to_owned()];
    };
    let mut found = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                let item = inner[start..at].trim();
                found.extend(paths(item).into_iter().map(|item| format!("{path}{item}")));
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    found
}

/// Every path that a file imports or names, from the root of the crate.
fn imported(module: &str, text: &str, sources: &Sources) -> Vec<String> {
    let code = code(text);
    let mut found = Vec::new();
    let is_folder = sources.keys().any(|other| other.starts_with(&format!("{module}::")));
    let folder = if is_folder { module } else { module.rsplit_once("::").map_or("", |(folder, _)| folder) };
    let mut named = |mark: &str, prefix: &str| {
        for (at, _) in code.match_indices(mark) {
            let before = code[..at].chars().next_back();
            if !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                found.extend(paths(&code[at + mark.len()..]).into_iter().map(|path| format!("{prefix}{path}")));
            }
        }
    };
    // The binary names the library by the name of the crate.
    named("crate::", "");
    named("touchstone::", "");
    if is_folder {
        // In the 2024 edition a folder's own files are named without a prefix.
        let own = sources.keys().filter_map(|other| other.strip_prefix(&format!("{module}::")));
        for file in own {
            named(&format!("{file}::"), &format!("{module}::{file}::"));
        }
    } else if !folder.is_empty() {
        // In a nested module, such as a test module, this path names the file itself, which is not an import.
        named("super::super::", "");
    }
    found
}

/// The file that a path leads into, with the longest module path that fits.
fn file_of<'a>(path: &str, sources: &'a Sources) -> Option<&'a str> {
    let mut path = path;
    loop {
        if let Some((module, _)) = sources.get_key_value(path) {
            return Some(module);
        }
        path = path.rsplit_once("::")?.0;
    }
}

fn folder_of(module: &str) -> &str {
    module.split("::").next().unwrap_or(module)
}

fn layer_of(module: &str) -> usize {
    let folder = folder_of(module);
    LAYERS.iter().position(|layer| layer.contains(&folder)).unwrap_or_else(|| panic!("{folder} has no layer"))
}

/// For each file the other files it imports.
fn imports(sources: &Sources) -> BTreeMap<&str, BTreeSet<&str>> {
    let of = |(module, text): (&'_ String, &'_ String)| {
        let paths = imported(module, text, sources);
        paths.iter().filter_map(|path| file_of(path, sources)).filter(|other| other != module).collect()
    };
    sources.iter().map(|(module, text)| (module.as_str(), of((module, text)))).collect()
}

/// The imports that do not lead to a lower layer or a file of the same folder.
fn upward(sources: &Sources) -> Vec<String> {
    let mut found = Vec::new();
    for (module, others) in imports(sources) {
        for other in others {
            if folder_of(module) != folder_of(other) && layer_of(other) >= layer_of(module) {
                found.push(format!("{module} imports {other}"));
            }
        }
    }
    found
}

/// The cycles between the files of one folder: each as the files on it.
fn cycles(sources: &Sources) -> Vec<Vec<String>> {
    fn reaches(from: &str, to: &str, imports: &BTreeMap<&str, BTreeSet<&str>>, seen: &mut BTreeSet<String>) -> bool {
        imports[from]
            .iter()
            .filter(|next| folder_of(next) == folder_of(from))
            .any(|next| *next == to || seen.insert((*next).to_owned()) && reaches(next, to, imports, seen))
    }
    let imports = imports(sources);
    let mut found: Vec<Vec<String>> = Vec::new();
    for module in imports.keys() {
        if !reaches(module, module, &imports, &mut BTreeSet::new()) {
            continue;
        }
        let on_it = |other: &&&str| {
            *other == module
                || reaches(module, other, &imports, &mut BTreeSet::new())
                    && reaches(other, module, &imports, &mut BTreeSet::new())
        };
        let cycle: Vec<String> = imports.keys().filter(on_it).map(|other| (*other).to_owned()).collect();
        if !found.contains(&cycle) {
            found.push(cycle);
        }
    }
    found
}

#[test]
fn no_import_leads_upwards() {
    let sources = sources();
    assert!(sources.len() > 40, "{} files", sources.len());
    let edges: usize = imports(&sources).values().map(BTreeSet::len).sum();
    assert!(edges > 100, "{edges} imports");
    let found = upward(&sources);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_files_of_a_folder_import_each_other_in_a_cycle() {
    let found = cycles(&sources());
    println!("cycles = {}", found.len());
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn an_upward_import_and_a_cycle_are_found() {
    let with = |module: &str, line: &str| {
        let mut sources = sources();
        sources.get_mut(module).expect("a file of src").push_str(line);
        (upward(&sources), cycles(&sources))
    };
    let (found, _) =
        with("tables::known", "\nuse crate::{\n    input::Mailbox,\n    link::unwrap::{self, Unwrapped},\n};\n");
    assert_eq!(found, ["tables::known imports link::unwrap"]);
    let (found, _) = with("url::host", "\nfn f() { let x = crate::brand::skeleton::fold_text(\"\"); }\n");
    assert_eq!(found, ["url::host imports brand::skeleton"]);
    let (found, _) = with("mail::html", "\nuse crate::qr::QrCode;\n");
    assert_eq!(found, ["mail::html imports qr"]);
    let (_, found) = with("brand::skeleton", "\nuse super::super::brand::matching::find;\n");
    assert_eq!(found, [["brand::matching", "brand::skeleton"]]);
    let (_, found) = with("sender::display_name", "\nuse crate::sender::judge;\n");
    assert_eq!(found, [["sender", "sender::address", "sender::display_name"]]);
}
