//! `touchstone notice`: reads mails as notices and writes what is due.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use serde::Serialize;
use touchstone::charset::decode;
use touchstone::desk::clock::Clock;
use touchstone::desk::notice::{self, Notice, Options};
use touchstone::mail;

use crate::command::output::{guarded, name_of, printable, write_json};
use crate::command::{calendar, mails, sheet};

/// The form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
    /// A table.
    Csv,
    /// A calendar.
    Ics,
}

/// What the user asks for.
pub struct Request {
    /// The form of the output.
    pub form: Form,
    /// The user's clock.
    pub clock: Clock,
    /// Forwarded notices are entered, too.
    pub forwarded: bool,
}

/// One line of `--json`.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    #[serde(flatten)]
    notice: &'a Notice,
    /// Why the mail cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

/// Reads all mails and writes what they say.
///
/// # Errors
/// Returns an error if the output cannot be written.
pub fn run(out: &mut impl Write, request: &Request, paths: &[PathBuf]) -> io::Result<ExitCode> {
    // The text of a panic may hold bytes of the mail, so it is written like any other error.
    std::panic::set_hook(Box::new(|_| {}));
    let options = Options { clock: request.clock.clone(), forwarded: request.forwarded };
    let mut sum = Sum::default();
    match request.form {
        Form::Csv => out.write_all(sheet::head().as_bytes())?,
        Form::Ics => out.write_all(calendar::head().as_bytes())?,
        Form::Text | Form::Json => {}
    }
    let mut progress = Progress::new();
    mails::for_each(paths, |found| {
        let read = found.raw.and_then(|raw| guarded(|| read_one(&raw, &options)));
        let (notice, error) = match read {
            Ok(notice) => (notice, None),
            Err(error) => (notice::unreadable(), Some(error)),
        };
        sum.add(&notice, error.is_some());
        write_one(out, request.form, &found.name, &notice, error.as_deref(), &mut sum)?;
        progress.show(&sum);
        Ok(())
    })?;
    progress.clear();
    if request.form == Form::Ics {
        out.write_all(calendar::foot().as_bytes())?;
        if sum.without_instant > 0 {
            eprintln!(
                "touchstone: {} due times have no date that can be computed and are not in the calendar; --csv lists them",
                sum.without_instant
            );
        }
    }
    Ok(if sum.unreadable > 0 { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

fn read_one(raw: &[u8], options: &Options) -> Result<Notice, String> {
    let input = mail::read(raw, decode).map_err(|error| error.to_string())?;
    Ok(notice::read(&input, options))
}

/// What has been read so far.
#[derive(Default)]
struct Sum {
    mails: usize,
    entries: usize,
    unreadable: usize,
    without_instant: usize,
    /// The digests of the entered notices: one notice counts once in a table or a calendar.
    known: HashSet<String>,
}

impl Sum {
    fn add(&mut self, notice: &Notice, is_unreadable: bool) {
        self.mails += 1;
        self.entries += usize::from(notice.entry);
        self.unreadable += usize::from(is_unreadable);
    }
}

fn write_one(
    out: &mut impl Write,
    form: Form,
    file: &str,
    notice: &Notice,
    error: Option<&str>,
    sum: &mut Sum,
) -> io::Result<()> {
    let is_again = notice.entry && !sum.known.insert(notice.id.clone());
    match form {
        Form::Json => write_json(out, &Line { file, notice, error }),
        Form::Text => out.write_all(text(file, notice, error).as_bytes()),
        Form::Csv if is_again => Ok(()),
        Form::Csv => out.write_all(sheet::rows(file, notice).as_bytes()),
        Form::Ics if is_again || !notice.entry => {
            if let Some(error) = error {
                eprintln!("touchstone: {}: {}", printable(file), printable(error));
            }
            Ok(())
        }
        Form::Ics => {
            let (events, without) = calendar::events(notice);
            sum.without_instant += without;
            out.write_all(events.as_bytes())
        }
    }
}

/// A notice for people.
fn text(file: &str, notice: &Notice, error: Option<&str>) -> String {
    let mut out = format!("{}\n", printable(file));
    if let Some(error) = error {
        let _ = writeln!(out, "  cannot be read: {}", printable(error));
        return out;
    }
    let from = printable(notice.from.as_deref().unwrap_or("-"));
    match notice.refused {
        Some(notice::Refusal::NotAmazon) => {
            let _ = writeln!(out, "  not from an address of Amazon's; not kept ({from})");
            return out;
        }
        Some(_) => {
            let _ = writeln!(out, "  contradicts a message of Amazon's; not kept ({from})");
            return out;
        }
        None => {}
    }
    let place = notice.marketplace.map(|region| format!(" {region}")).unwrap_or_default();
    let received = notice.received.as_deref().unwrap_or("without a date");
    let _ = writeln!(out, "  {}{place}, {from}, {received}", name_of(notice.kind));
    if !notice.entry {
        out.push_str("  names no time to act\n");
    }
    let (due, others): (Vec<_>, Vec<_>) = notice.times.iter().partition(|time| time.role.is_due());
    for (heading, times) in [("", due), ("  Other times in this notice:\n", others)] {
        out.push_str(if times.is_empty() { "" } else { heading });
        for time in times {
            let role = if time.appointment { "appointment".to_owned() } else { name_of(time.role) };
            let when = time.earliest.map_or_else(|| "no date".to_owned(), |instant| instant.to_string());
            let sure = if time.certain || time.earliest.is_none() { "" } else { " ?" };
            let _ = writeln!(out, "  {role:14} {when}{sure}  \"{}\"", printable(&time.sentence));
        }
    }
    for document in &notice.documents {
        let age = document.max_age_days.map(|days| format!(", at most {days} days old")).unwrap_or_default();
        let _ = writeln!(out, "  document: {}{age}  \"{}\"", name_of(document.kind), printable(&document.quote));
    }
    out
}

/// A line on the terminal that counts the mails. A few mails need none.
struct Progress {
    is_terminal: bool,
    last: Instant,
    is_shown: bool,
}

impl Progress {
    fn new() -> Self {
        Self { is_terminal: io::stderr().is_terminal(), last: Instant::now(), is_shown: false }
    }

    fn show(&mut self, sum: &Sum) {
        const EVERY: Duration = Duration::from_millis(200);
        if self.is_terminal && self.last.elapsed() >= EVERY {
            eprint!("\r{} mails read, {} entered", sum.mails, sum.entries);
            (self.last, self.is_shown) = (Instant::now(), true);
        }
    }

    fn clear(&mut self) {
        if self.is_shown {
            eprint!("\r\x1b[K");
            self.is_shown = false;
        }
    }
}
