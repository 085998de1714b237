//! Measures the classifier on your own files and prints a table. The table also shows the results of simpler methods on
//! the same rows.
//!
//! ```sh
//! cargo run --release --example evaluate -- hosts.csv mails/ vectors.json
//! cargo run --release --example evaluate -- --list caution hosts.csv     # the rows at caution or above
//! cargo run --release --example evaluate -- --list-below danger mails/   # the rows below danger
//! ```
//!
//! - A `.csv` file has a header; the first column named `url`, `url_or_address`, `sample`, `domain`, `host` or `input` is
//!   judged, as `touchstone check` does it, and once more as the action link of a mail that speaks as Amazon. Rows are
//!   counted together and by the values of the first of the columns `bears`, `status`, `label`, `kind`, `fuzzer`, `class`.
//! - A `.txt` file has one input a line.
//! - A folder holds mails (`*.eml`); an `INDEX.csv` in it with the columns `file` and `category` groups them.
//! - A `.json` file holds wrapped links: `[{"wrapped": "…", "expected": "…" or null}]`.

mod peers;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use touchstone::charset::decode;
use touchstone::check::check;
use touchstone::mail;
use touchstone::message;
use touchstone::vocabulary::{Level, Verdict};

#[derive(Parser)]
#[command(about = "Measures the classifier on your own files")]
struct Arguments {
    /// Lists the rows at this level or above.
    #[arg(long, value_parser = level)]
    list: Option<Level>,
    /// Lists the rows below this level.
    #[arg(long, value_parser = level)]
    list_below: Option<Level>,
    /// Lists only rows of this group.
    #[arg(long)]
    group: Option<String>,
    /// The files and folders to measure.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

fn level(text: &str) -> Result<Level, String> {
    match text {
        "ok" => Ok(Level::Ok),
        "info" => Ok(Level::Info),
        "caution" => Ok(Level::Caution),
        "danger" => Ok(Level::Danger),
        _ => Err("a level is ok, info, caution or danger".to_owned()),
    }
}

/// The number of rows of a group at each level, and the number that each simpler method finds.
#[derive(Clone, Default)]
struct Counts {
    levels: [usize; 4],
    /// Rows at caution or above as an action link of a mail that speaks as Amazon.
    claimed: usize,
    peers: [usize; peers::ALL.len()],
}

impl Counts {
    fn rows(&self) -> usize {
        self.levels.iter().sum()
    }

    fn add(&mut self, other: &Self) {
        self.claimed += other.claimed;
        for (sum, more) in self.levels.iter_mut().zip(other.levels).chain(self.peers.iter_mut().zip(other.peers)) {
            *sum += more;
        }
    }
}

/// The results on one file.
struct Measured {
    name: String,
    groups: BTreeMap<String, Counts>,
    /// Whether the rows are links. Only links have these columns.
    links: bool,
}

struct Listing {
    at_least: Option<Level>,
    below: Option<Level>,
    group: Option<String>,
}

impl Listing {
    fn row(&self, group: &str, level: Level, input: &str, why: &str) {
        let wanted = self.at_least.is_some_and(|least| level >= least) || self.below.is_some_and(|most| level < most);
        if wanted && self.group.as_deref().is_none_or(|wanted| wanted == group) {
            println!("{group}\t{level:?}\t{}\t{why}", input.escape_debug());
        }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let listing = Listing { at_least: arguments.list, below: arguments.list_below, group: arguments.group };
    let mut all = Vec::new();
    let mut failed = false;
    for path in &arguments.files {
        match measure(path, &listing) {
            Ok(measured) => all.push(measured),
            Err(error) => {
                eprintln!("{}: {error}", path.display());
                failed = true;
            }
        }
    }
    print(&all);
    if failed { ExitCode::from(2) } else { ExitCode::SUCCESS }
}

fn measure(path: &Path, listing: &Listing) -> Result<Measured, Box<dyn Error>> {
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let groups = match ending {
        _ if path.is_dir() => mails(path, listing)?,
        "csv" => links(&mut csv::Reader::from_path(path)?, listing)?,
        "json" => wrappers(path, listing)?,
        _ => {
            let text = fs::read_to_string(path)?;
            let mut groups = BTreeMap::new();
            for line in text.lines().filter(|line| !line.trim().is_empty()) {
                link(line, "all", &mut groups, listing);
            }
            groups
        }
    };
    Ok(Measured { name, groups, links: ending != "json" && !path.is_dir() })
}

/// Judges the rows of a file of links, hosts or senders.
fn links(reader: &mut csv::Reader<fs::File>, listing: &Listing) -> Result<BTreeMap<String, Counts>, Box<dyn Error>> {
    const INPUTS: [&str; 6] = ["url", "url_or_address", "sample", "domain", "host", "input"];
    const GROUPS: [&str; 6] = ["bears", "status", "label", "kind", "fuzzer", "class"];
    let headers = reader.headers()?.clone();
    // The first column of the file with one of these names.
    let column = |names: &[&str]| headers.iter().position(|header| names.contains(&header));
    let input = column(&INPUTS).ok_or("no column of links, hosts or addresses")?;
    let group = column(&GROUPS).filter(|&at| at != input);
    let mut groups = BTreeMap::new();
    for record in reader.records() {
        let record = record?;
        let group = group.map_or_else(|| "all".to_owned(), |at| format!("{}={}", &headers[at], &record[at]));
        link(&record[input], &group, &mut groups, listing);
    }
    Ok(groups)
}

fn link(input: &str, group: &str, groups: &mut BTreeMap<String, Counts>, listing: &Listing) {
    let verdict = check(input, false);
    let counts = groups.entry(group.to_owned()).or_default();
    counts.levels[verdict.level() as usize] += 1;
    counts.claimed += usize::from(check(input, true).level() >= Level::Caution);
    if let Verdict::Link(link) = &verdict
        && let Some(host) = &link.host
    {
        for (count, (_, finds)) in counts.peers.iter_mut().zip(peers::ALL) {
            *count += usize::from(finds(host, link.domain.as_deref()));
        }
    }
    let (class, reasons) = match &verdict {
        Verdict::Link(link) => (format!("{:?}", link.class), &link.reasons),
        Verdict::Sender(sender) => (format!("{:?}", sender.class), &sender.reasons),
    };
    let why = reasons.first().map(|reason| format!("{} {:?}", reason.code.text(), reason.evidence));
    listing.row(group, verdict.level(), input, &format!("{class} {}", why.unwrap_or_default()));
}

/// Judges the mails of a folder.
fn mails(folder: &Path, listing: &Listing) -> Result<BTreeMap<String, Counts>, Box<dyn Error>> {
    let mut categories = BTreeMap::new();
    if let Ok(mut index) = csv::Reader::from_path(folder.join("INDEX.csv")) {
        for record in index.records() {
            let record = record?;
            categories.insert(record[0].to_owned(), record[1].to_owned());
        }
    }
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    files.sort();
    let mut groups = BTreeMap::new();
    for path in files.iter().filter(|path| path.extension().is_some_and(|ending| ending == "eml")) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let input = mail::read(&fs::read(path)?, decode).map_err(|error| format!("{name}: {error}"))?;
        let verdict = message::judge(&input);
        let group = categories.get(&name).map_or("all", String::as_str);
        let counts: &mut Counts = groups.entry(group.to_owned()).or_default();
        counts.levels[verdict.level as usize] += 1;
        let findings: Vec<_> =
            verdict.findings.iter().map(|reason| format!("{} {:?}", reason.code.text(), reason.evidence)).collect();
        let why = format!(
            "from {:?} <{}>, speaks: {:?}; {}",
            verdict.sender.name.as_deref().unwrap_or_default(),
            verdict.sender.address.as_deref().unwrap_or_default(),
            verdict.claim.strength,
            findings.join("; ")
        );
        listing.row(group, verdict.level, &name, &why);
    }
    Ok(groups)
}

/// Judges wrapped links and compares their targets. Right answers count as `ok`, wrong ones as `danger`.
fn wrappers(path: &Path, listing: &Listing) -> Result<BTreeMap<String, Counts>, Box<dyn Error>> {
    let vectors: Vec<serde_json::Value> = serde_json::from_slice(&fs::read(path)?)?;
    let mut counts = Counts::default();
    for vector in &vectors {
        let wrapped = vector["wrapped"].as_str().ok_or("a row without \"wrapped\"")?;
        let found = match check(wrapped, false) {
            Verdict::Link(link) => link.target,
            Verdict::Sender(_) => None,
        };
        let right = found.as_deref() == vector["expected"].as_str();
        let level = if right { Level::Ok } else { Level::Danger };
        counts.levels[level as usize] += 1;
        listing.row("vectors", level, wrapped, &format!("{found:?}, expected {}", vector["expected"]));
    }
    Ok(BTreeMap::from([("right / wrong in the outer columns".to_owned(), counts)]))
}

fn print(all: &[Measured]) {
    let peer_names = peers::ALL.map(|(name, _)| name).join(" | ");
    println!("| rows of | count | ok | info | caution | danger | ≥ caution | claimed ≥ caution | {peer_names} |");
    println!("|---|{}", "--:|".repeat(7 + peers::ALL.len()));
    for measured in all {
        let mut sum = Counts::default();
        for counts in measured.groups.values() {
            sum.add(counts);
        }
        row(&measured.name, &sum, measured.links);
        if measured.groups.len() > 1 {
            for (group, counts) in &measured.groups {
                row(&format!("· {group}"), counts, measured.links);
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of rows")]
fn row(name: &str, counts: &Counts, links: bool) {
    let share = |part: usize| format!("{:.2} %", part as f64 * 100.0 / counts.rows().max(1) as f64);
    let [ok, info, caution, danger] = counts.levels;
    let mut columns = vec![share(caution + danger)];
    if links {
        columns.push(share(counts.claimed));
        columns.extend(counts.peers.map(share));
    } else {
        columns.extend(std::iter::repeat_n("–".to_owned(), 1 + peers::ALL.len()));
    }
    println!(
        "| {name} | {} | {ok} | {info} | {caution} | {danger} ({}) | {} |",
        counts.rows(),
        share(danger),
        columns.join(" | ")
    );
}
