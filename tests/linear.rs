//! Every step of reading and judging takes time linear in the length of a message. A step that is not linear would take minutes
//! on one of these mails, so the test would hang. `cargo bench --bench patterns` measures the time of each.
#![cfg(feature = "cli")]

#[path = "../benches/inputs/patterns.rs"]
mod patterns;

use patterns::{PATTERNS, Place, mail};
use touchstone::charset::decode;
use touchstone::input::MessageInput;
use touchstone::mail as reader;
use touchstone::message::{self, Budget};

/// The most text that is read of a message; less in unoptimised builds, which take ten times as long.
const BYTES: usize = if cfg!(debug_assertions) { 200_000 } else { 2_000_000 };

fn read(place: Place, piece: &str, bytes: usize) -> Option<MessageInput> {
    reader::read(&mail(place, piece, bytes), decode).ok()
}

#[test]
fn every_known_pattern_is_read_and_judged_to_its_end() {
    // One pattern takes up to a second, so they are shared out among the processors.
    let workers = std::thread::available_parallelism().map_or(1, Into::into);
    std::thread::scope(|scope| {
        for first in 0..workers {
            scope.spawn(move || {
                for &(place, piece) in PATTERNS.iter().skip(first).step_by(workers) {
                    if let Some(input) = read(place, piece, BYTES) {
                        message::judge_within(&input, &Budget::unlimited());
                    }
                }
            });
        }
    });
}

#[test]
fn no_order_of_the_parts_of_a_message_costs_more_than_linear_time() {
    // Segments in the orders a page can send: hidden ones between links, or all links in one line.
    use touchstone::input::{LinkInput, Segment};
    for (hidden, starts_block) in [(true, true), (false, true), (false, false), (true, false)] {
        let mut input = MessageInput::default();
        for at in 0..10_000u32 {
            input.links.push(LinkInput { href: format!("https://a{at}.example/"), ..LinkInput::default() });
            for link in [None, Some(at), None] {
                let text = if link.is_some() { "" } else { "verify https://b.example/" };
                input.segments.push(Segment { text: text.into(), link, hidden, starts_block, ..Segment::default() });
            }
        }
        assert_eq!(message::judge_within(&input, &Budget::unlimited()).links.len(), input.links.len());
    }
}
