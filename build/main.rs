//! Packs the tables of `src/data` into static data, so that nothing is parsed at start: the public suffix list into a
//! trie, the character tables into sorted arrays, the rest into sorted slices. A malformed row stops the build with its
//! file and line.

mod desk;
#[expect(dead_code, reason = "the build needs the folded text alone")]
#[path = "../src/desk/fold.rs"]
mod desk_fold;
mod domains;
mod fold;
#[macro_use]
#[path = "../src/tables/layout.rs"]
mod layout;
mod lists;
mod messengers;
mod packed;
#[path = "../src/tables/places.rs"]
mod places;
#[path = "../src/tables/roles.rs"]
mod roles;
mod suffixes;
mod tsv;
#[path = "../src/tables/words.rs"]
mod word_kinds;
mod words;
#[expect(dead_code, reason = "the build only checks that each row can be parsed")]
#[path = "../src/tables/wrappers.rs"]
mod wrapper_rows;
mod wrappers;

use std::path::PathBuf;
use std::{env, fs};

fn main() {
    for input in ["build", "src/data", "src/tables", "src/desk/fold.rs"] {
        println!("cargo::rerun-if-changed={input}");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let write = |name: &str, bytes: &[u8]| fs::write(out.join(name), bytes).expect("OUT_DIR is writable");
    write("suffixes.bin", &suffixes::pack_suffixes(&tsv::read("public_suffix_list.dat")));
    let mut code = String::new();
    let tables: &[fn(&mut String)] = &[
        fold::readings,
        words::letters,
        words::three_letters,
        domains::known,
        domains::marketplaces,
        words::words,
        words::collisions,
        wrappers::wrappers,
        words::phrases,
        lists::lists,
        lists::attachments,
        lists::shapes,
        lists::aliases,
    ];
    for table in tables {
        table(&mut code);
    }
    write("tables.rs", code.as_bytes());
    write("desk.rs", desk::tables().as_bytes());
    write("charsets.rs", lists::charsets().as_bytes());
    write("messengers.rs", messengers::messengers().as_bytes());
}
