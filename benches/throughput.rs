//! Measures links and mails per second on one core: `cargo bench --bench throughput`.
//!
//! The links are distinct and of mixed kinds. The mails are those of `tests/mails`, measured from their bytes to the
//! verdict. Each figure is the median of several runs, so that other programs on the machine have little effect.

mod inputs;

use std::hint::black_box;
use std::time::Instant;

use touchstone::check::check;
use touchstone::mail;
use touchstone::message;

const RUNS: usize = 11;
const LINKS: usize = 20_000;

fn main() {
    let links = inputs::links(1, LINKS);
    let seconds = middle(|| {
        for link in &links {
            black_box(check(black_box(link), false));
        }
    });
    report("links", links.len(), seconds, "distinct, of mixed kinds");

    let mails = inputs::mails();
    let bytes: usize = mails.iter().map(|(_, raw)| raw.len()).sum();
    let seconds = middle(|| {
        for (name, raw) in &mails {
            let input = mail::read(black_box(raw), inputs::decode).unwrap_or_else(|error| panic!("{name}: {error}"));
            black_box(message::judge(&input));
        }
    });
    report("mails", mails.len(), seconds, &format!("read and judged, of {} bytes on average", bytes / mails.len()));
}

/// The median time of a run in seconds. The first run only warms up.
fn middle(run: impl Fn()) -> f64 {
    run();
    let mut times: Vec<_> = (0..RUNS)
        .map(|_| {
            let begun = Instant::now();
            run();
            begun.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

#[expect(clippy::cast_precision_loss, reason = "small counts")]
fn report(what: &str, count: usize, seconds: f64, note: &str) {
    println!(
        "{:.0} {what} a second on one core ({note}; {:.1} µs each)",
        count as f64 / seconds,
        seconds * 1e6 / count as f64
    );
}
