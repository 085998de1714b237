//! Measures the cost of the worst mails: `cargo bench --bench patterns [-- WORD]`.
//!
//! It repeats every piece of `inputs/patterns.rs`, every attack and every input of the fuzzer up to 5 MB, reads and
//! judges it without a time limit, and prints the slowest first. With a word, it takes only the patterns that contain
//! the word.

#[path = "inputs/patterns.rs"]
mod patterns;

use std::fs;
use std::path::Path;
use std::time::Instant;

use patterns::{PATTERNS, mail};
use touchstone::charset::decode;
use touchstone::mail as reader;
use touchstone::message;
use touchstone::message::Budget;

/// The size of each mail.
const BYTES: usize = 5_000_000;
/// The most that one mail may cost, in milliseconds.
const GOAL: u128 = 300;

fn main() {
    let word = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let written = PATTERNS.iter().map(|&(place, piece)| (format!("{place:?} {piece:?}"), mail(place, piece, BYTES)));
    let mails = written.chain(corpus()).filter(|(name, _)| word.as_ref().is_none_or(|word| name.contains(&**word)));
    let mut times = Vec::new();
    for (name, raw) in mails {
        let begun = Clock::start();
        let input = reader::read(&raw, decode);
        let read = begun.milliseconds();
        if let Ok(input) = input {
            std::hint::black_box(message::judge_within(&input, &Budget::unlimited()));
        }
        let all = begun.milliseconds();
        if all > 10 * GOAL {
            eprintln!("{all} ms {name}");
        }
        times.push((all, read, name));
    }
    times.sort_unstable();
    for (all, read, name) in times.iter().rev().filter(|(all, ..)| *all > GOAL / 3) {
        println!("{all:6} ms, of which reading {read:6} ms: {}", name.chars().take(100).collect::<String>());
    }
    let over = times.iter().filter(|(all, ..)| *all > GOAL).count();
    println!("{over} of {} mails take more than {GOAL} ms", times.len());
}

/// Measures the processor time of this program where the system reports it (Linux), because other programs may use the
/// machine, too.
struct Clock(Instant, Option<u128>);

impl Clock {
    fn start() -> Self {
        Self(Instant::now(), Self::at_work())
    }

    fn milliseconds(&self) -> u128 {
        match (self.1, Self::at_work()) {
            (Some(begun), Some(now)) => (now - begun) / 1_000_000,
            _ => self.0.elapsed().as_millis(),
        }
    }

    /// In nanoseconds; the benchmark has one thread.
    fn at_work() -> Option<u128> {
        fs::read_to_string("/proc/self/schedstat").ok()?.split_whitespace().next()?.parse().ok()
    }
}

/// The written mails and the inputs of the fuzzer (if it has run), with each body repeated up to the size.
fn corpus() -> impl Iterator<Item = (String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["tests/mails/ordinary", "tests/mails/attacks", "fuzz/corpus/mail"];
    let files = folders.into_iter().flat_map(|folder| fs::read_dir(root.join(folder)).into_iter().flatten().flatten());
    files.filter_map(|file| {
        let raw = fs::read(file.path()).ok()?;
        let end = raw.windows(2).position(|pair| pair == b"\n\n").map_or(0, |at| at + 2);
        let end = raw.windows(4).position(|four| four == b"\r\n\r\n").map_or(end, |at| at + 4);
        let (head, body) = raw.split_at(end);
        let times = BYTES.checked_div(body.len())?;
        Some((file.file_name().to_string_lossy().into_owned(), [head, &body.repeat(times)].concat()))
    })
}
