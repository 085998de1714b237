//! The command line: `touchstone check`, `touchstone mail` and `touchstone notice`. It reads, asks the library and prints; it decides nothing.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

mod command;

use clap::{Parser, Subcommand};
use serde::Serialize;
use touchstone::charset::decode;
use touchstone::check::check_through;
use touchstone::desk::clock::Clock;
use touchstone::input::MessageInput;
use touchstone::link::gateways::{self, Gateways};
use touchstone::mail;
use touchstone::message::explanation::{Explanation, Proof, Step, StepKind};
use touchstone::message::{self, Budget};
use touchstone::sender::authentication::{self, Authentication};
use touchstone::vocabulary::{Level, MessageVerdict, Param, Reason, Role, Verdict};

use crate::command::notice::{self, Form, Request};
use crate::command::output::{guarded, is_unsafe, name_of, printable, write_json};

/// Is this really Amazon? Judges links, senders and whole mails; everything happens on this machine.
#[derive(Parser)]
#[command(version, about, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Judges links, hosts and senders: each argument, or else each line of standard input.
    Check {
        /// One JSON object a line, in input order.
        #[arg(long)]
        json: bool,
        /// Judge as an action link in a mail that speaks as Amazon from a foreign sender.
        #[arg(long)]
        claims_amazon: bool,
        /// The host of your company's mail gateway; repeat it for several. Its links are judged by the URL inside them.
        #[arg(long, value_name = "HOST", value_parser = gateway_host)]
        gateway: Vec<String>,
        /// A link, a host with or without a path, an address, or `Name <address>`.
        input: Vec<String>,
    },
    /// Prints the notices of the third-party software and data that this program contains, with their licences.
    Notices,
    /// Judges whole mails, each a file with an RFC 5322 message; `-` is standard input.
    Mail {
        /// One JSON object a line, one for each file, in order.
        #[arg(long)]
        json: bool,
        /// Print the rules that made each level, by their ids in docs/judgement.md, with their evidence, instead of the verdict. An
        /// attached message is explained on its own, after the message around it; with --json on a line of its own.
        #[arg(long)]
        explain: bool,
        /// An address of yours; repeat it for several. Mail from your own organisation is known by these addresses, and by a
        /// Delivered-To or X-Original-To line that your mail server wrote above the first Received line of a mail.
        #[arg(long, value_name = "ADDRESS")]
        user: Vec<String>,
        /// The host of your company's mail gateway; repeat it for several. Its links are judged by the URL inside them.
        #[arg(long, value_name = "HOST", value_parser = gateway_host)]
        gateway: Vec<String>,
        /// The files.
        #[arg(required = true)]
        file: Vec<PathBuf>,
    },
    /// Reads times and documents out of genuine notices: what is due, until when, and which documents they ask for.
    Notice {
        /// One JSON object a line, one for each mail, in order.
        #[arg(long, conflicts_with_all = ["csv", "ics"])]
        json: bool,
        /// A table for a spreadsheet: a row for each time that is due, and one for each mail that is not entered.
        #[arg(long, conflicts_with = "ics")]
        csv: bool,
        /// A calendar (iCalendar) with alarms 72, 48, 24 hours and 1 hour before each time that is due.
        #[arg(long)]
        ics: bool,
        /// The time zone in which your days begin: a name such as Asia/Shanghai, or an offset such as +08:00. Without it, the zone of this
        /// machine.
        #[arg(long, value_name = "ZONE", value_parser = zone)]
        zone: Option<Clock>,
        /// Also enter notices that a colleague forwarded. Their date is unknown, so only their dates have an instant.
        #[arg(long)]
        forwarded: bool,
        /// Mails, files in the mbox format, or folders with both; `-` is standard input.
        #[arg(required = true)]
        file: Vec<PathBuf>,
    },
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = match cli.command {
        Command::Check { json, claims_amazon, gateway, input } => {
            run_check(&mut out, json, claims_amazon, &Gateways::new(&gateway), &input)
        }
        Command::Mail { json, explain, user, gateway, file } => {
            run_mail(&mut out, Output { json, explain }, &Reader { user, gateway }, &file)
        }
        Command::Notice { json, csv, ics, zone, forwarded, file } => {
            let form = match (json, csv, ics) {
                (true, ..) => Form::Json,
                (_, true, _) => Form::Csv,
                (_, _, true) => Form::Ics,
                _ => Form::Text,
            };
            let clock = zone.unwrap_or_else(Clock::of_system);
            notice::run(&mut out, &Request { form, clock, forwarded }, &file)
        }
        Command::Notices => out.write_all(NOTICES.as_bytes()).map(|()| ExitCode::SUCCESS),
    }
    .and_then(|code| out.flush().map(|()| code));
    match result {
        Ok(code) => code,
        // The reader of the output closed it, as `head` does after enough lines. That is no error.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("touchstone: {error}");
            ExitCode::from(2)
        }
    }
}

/// The notices, so that a copy of the program alone carries them.
const NOTICES: &str = include_str!("../THIRD-PARTY-NOTICES.txt");

/// One line of `check --json`.
#[derive(Serialize)]
struct Checked<'a> {
    input: &'a str,
    #[serde(flatten)]
    verdict: &'a Verdict,
}

/// Reads the host of a mail gateway. Returns an error for a host that cannot be one.
fn gateway_host(text: &str) -> Result<String, String> {
    let host = text.trim().trim_end_matches('.').to_ascii_lowercase();
    let reason = match gateways::refusal(&host) {
        None => return Ok(host),
        Some("gateway-is-amazons") => "Amazon's own host needs no gateway",
        Some("gateway-is-known") => "this gateway or redirect is known already",
        Some("gateway-is-shared") => "many people can publish at this host",
        Some("gateway-imitates") => "this host imitates Amazon",
        Some(_) => "this is no exact host name",
    };
    Err(reason.to_owned())
}

/// Reads the name of a time zone.
fn zone(text: &str) -> Result<Clock, String> {
    Clock::named(text.trim())
        .ok_or_else(|| "no time zone has this name; examples are Asia/Shanghai, Europe/Berlin, +08:00".to_owned())
}

fn run_check(
    out: &mut impl Write,
    json: bool,
    claims_amazon: bool,
    gateways: &Gateways,
    inputs: &[String],
) -> io::Result<ExitCode> {
    let words = Words::load();
    let mut one = |input: &str| -> io::Result<()> {
        let verdict = check_through(input, claims_amazon, gateways);
        if json {
            write_json(out, &Checked { input, verdict: &verdict })
        } else {
            out.write_all(words.verdict(input, &verdict).as_bytes())
        }
    };
    if !inputs.is_empty() {
        inputs.iter().try_for_each(|input| one(input))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut stdin = io::stdin().lock();
    let mut line = Vec::new();
    while stdin.read_until(b'\n', &mut line)? > 0 {
        // A line with bytes that are not text is judged too; the bytes are shown as replacement characters.
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\n', '\r']);
        if !text.trim().is_empty() {
            one(text)?;
        }
        line.clear();
    }
    Ok(ExitCode::SUCCESS)
}

/// One line of `mail --json`.
#[derive(Serialize)]
struct Mailed<'a> {
    file: &'a str,
    #[serde(flatten)]
    verdict: &'a MessageVerdict,
    /// The result of the receiving server about the sender. It is a hint, for every sender.
    authentication: Option<Authentication>,
}

/// One line of `mail --json` for a file that could not be read.
#[derive(Serialize)]
struct Unread<'a> {
    file: &'a str,
    error: String,
}

/// The form of the output of `mail`.
#[derive(Clone, Copy)]
struct Output {
    json: bool,
    explain: bool,
}

/// The person who reads the mails. `--user` gives this person's addresses. `--gateway` gives the mail gateways of the person's company.
struct Reader {
    user: Vec<String>,
    gateway: Vec<String>,
}

fn run_mail(out: &mut impl Write, output: Output, reader: &Reader, files: &[PathBuf]) -> io::Result<ExitCode> {
    let words = Words::load();
    // The text of a panic may hold bytes of the mail, so it is written like any other error.
    std::panic::set_hook(Box::new(|_| {}));
    let mut code = ExitCode::SUCCESS;
    for path in files {
        let file = path.to_string_lossy();
        match guarded(|| judged_mail(path, output, &words, &file, reader)) {
            Ok(text) => out.write_all(&text)?,
            Err(error) => {
                code = ExitCode::from(2);
                if output.json {
                    write_json(out, &Unread { file: &file, error })?;
                } else {
                    writeln!(out, "{}: {}", printable(&file), printable(&error))?;
                }
            }
        }
    }
    Ok(code)
}

/// Reads and judges one mail, and returns the output for it.
fn judged_mail(path: &Path, output: Output, words: &Words, file: &str, reader: &Reader) -> Result<Vec<u8>, String> {
    let mut input = read_mail(path)?;
    input.user.extend(reader.user.iter().map(|address| address.trim().to_owned()));
    input.gateways.clone_from(&reader.gateway);
    let mut text = Vec::new();
    write_mail(&mut text, output, words, file, &input).map_err(|error| error.to_string())?;
    Ok(text)
}

/// Reads a mail from a file, or from standard input for `-`.
fn read_mail(path: &Path) -> Result<MessageInput, String> {
    let raw = if path.as_os_str() == "-" {
        let mut raw = Vec::new();
        io::Read::read_to_end(&mut io::stdin().lock(), &mut raw).map(|_| raw)
    } else {
        std::fs::read(path)
    };
    let raw = raw.map_err(|error| error.to_string())?;
    mail::read(&raw, decode).map_err(|error| error.to_string())
}

/// Judges a mail and writes the verdict or its explanation.
fn write_mail(out: &mut impl Write, output: Output, words: &Words, file: &str, input: &MessageInput) -> io::Result<()> {
    if output.explain {
        let (verdict, explanation) = message::judge_and_explain(input, &Budget::default());
        return write_explanation(out, output.json, words, &Explained { file, place: &[] }, &verdict, &explanation);
    }
    let verdict = message::judge(input);
    if output.json {
        let authentication = authentication::of(input);
        write_json(out, &Mailed { file, verdict: &verdict, authentication })
    } else {
        out.write_all(words.message(file, &verdict).as_bytes())
    }
}

/// The message that an explanation is about.
struct Explained<'a> {
    file: &'a str,
    /// The place of an attached message: the number of each attached message on the way to it, from 1. Empty for the outer one.
    place: &'a [usize],
}

/// One line of `mail --explain --json`.
#[derive(Serialize)]
struct ExplainedLine<'a> {
    file: &'a str,
    attached: &'a [usize],
    level: Level,
    rules: Vec<ExplainedRule<'a>>,
}

/// A rule in it.
#[derive(Serialize)]
struct ExplainedRule<'a> {
    #[serde(flatten)]
    step: &'a Step,
    /// It made the level of the message.
    decides: bool,
}

/// Writes the explanation of a message, then those of the messages attached to it.
fn write_explanation(
    out: &mut impl Write,
    json: bool,
    words: &Words,
    explained: &Explained,
    verdict: &MessageVerdict,
    explanation: &Explanation,
) -> io::Result<()> {
    let Explained { file, place } = *explained;
    let level = verdict.level;
    if json {
        let rules = explanation.steps.iter().map(|step| ExplainedRule { step, decides: step.decides(level) }).collect();
        write_json(out, &ExplainedLine { file, attached: place, level, rules })?;
    } else {
        out.write_all(words.explanation(explained, verdict, explanation).as_bytes())?;
    }
    for (at, (verdict, explanation)) in verdict.attached.iter().zip(&explanation.attached).enumerate() {
        let place = [place, &[at + 1]].concat();
        write_explanation(out, json, words, &Explained { file, place: &place }, verdict, explanation)?;
    }
    Ok(())
}

/// The English texts of the extension. The command line uses them too.
struct Words {
    texts: HashMap<String, String>,
    /// The names of characters in Unicode.
    characters: HashMap<String, String>,
    color: bool,
}

/// The ending of the key of a sentence whose host is none: a mail sends its reader to a number, an account in a messenger or a mailbox,
/// too, or asks for no more than an answer, which names no place at all.
fn place_suffix(place: &str) -> &'static str {
    let is_in_number = |c: char| c.is_ascii_digit() || " ()./+-".contains(c);
    if place.is_empty() {
        "_answer"
    } else if place.contains('@') && !place.contains(char::is_whitespace) {
        "_mailbox"
    } else if place.chars().all(is_in_number) && place.parse::<std::net::Ipv4Addr>().is_err() {
        "_number"
    } else if place.contains(char::is_whitespace) {
        "_account"
    } else {
        ""
    }
}

impl Words {
    fn load() -> Self {
        #[derive(serde::Deserialize)]
        struct Entry {
            message: String,
        }
        let entries: HashMap<String, Entry> =
            serde_json::from_str(include_str!("../extension/_locales/en/messages.json")).unwrap_or_default();
        let characters =
            serde_json::from_str(include_str!("../extension/model/character-names.json")).unwrap_or_default();
        let color = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Self { texts: entries.into_iter().map(|(key, entry)| (key, entry.message)).collect(), characters, color }
    }

    fn text(&self, key: &str) -> String {
        self.texts.get(key).cloned().unwrap_or_else(|| key.to_owned())
    }

    /// A reason as a sentence.
    fn reason(&self, reason: &Reason) -> String {
        let key = format!("reason_{}", reason.code.text().replace('-', "_"));
        let suffix =
            if reason.is_about_address() { "_sender" } else { reason.param(Param::Host).map_or("", place_suffix) };
        let mut text = self.texts.get(&format!("{key}{suffix}")).cloned().unwrap_or_else(|| self.text(&key));
        for (param, evidence) in reason.keyed() {
            let shown = if param == "character" { self.character(evidence) } else { printable(evidence) };
            text = text.replace(&format!("{{{param}}}"), &shown);
        }
        text
    }

    /// A character with its code point and its name in Unicode, as `extension/model/character-names.ts` writes them. A printable ASCII
    /// character stands for itself, and an invisible one is not shown itself.
    fn character(&self, text: &str) -> String {
        if text.chars().all(|c| c.is_ascii_graphic()) {
            return text.to_owned();
        }
        let named = text.chars().map(|c| {
            let name = self.character_name(c).map(|name| format!(" {name}")).unwrap_or_default();
            format!("U+{:04X}{name}", u32::from(c))
        });
        let named = named.collect::<Vec<_>>().join(", ");
        let is_mark = |c| ('\u{2010}'..='\u{205e}').contains(&c) && !is_unsafe(c);
        let is_shown = text.chars().all(|c| c.is_alphanumeric() || c.is_ascii_graphic() || is_mark(c));
        if is_shown { format!("{text} {named}") } else { named }
    }

    /// The name of a character. In the table the key is a name with `*` in the place of the part that differs; its value lists code
    /// points with that part, and ranges of letters or digits: `430 A,1D41A A~Z`.
    fn character_name(&self, c: char) -> Option<String> {
        let part = |entry: &str| {
            let (first, part) = entry.split_once(' ')?;
            let step = u32::from(c).checked_sub(u32::from_str_radix(first, 16).ok()?)?;
            let Some((from, to)) = part.split_once('~') else { return (step == 0).then(|| part.to_owned()) };
            let part = char::from_u32(u32::from(from.chars().next()?) + step)?;
            (part <= to.chars().next()?).then(|| part.to_string())
        };
        self.characters.iter().find_map(|(form, entries)| Some(form.replace('*', &entries.split(',').find_map(part)?)))
    }

    fn paint(&self, level: Level, text: &str) -> String {
        let code = match level {
            Level::Ok => "32",
            Level::Info => "34",
            Level::Caution => "33",
            Level::Danger => "1;31",
        };
        if self.color { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// The mark of a level and a word for it, in the level's colour.
    fn marked(&self, level: Level, word: &str) -> String {
        let mark = match level {
            Level::Ok => "/",
            Level::Info => "o",
            Level::Caution => "^",
            Level::Danger => "#",
        };
        self.paint(level, &format!("{mark} {word}"))
    }

    /// The word for a link or a sender. At info the class is the word, because info has none of its own.
    fn verdict_word(&self, verdict: &Verdict) -> String {
        let level = verdict.level();
        let word = if level == Level::Info { self.class(verdict) } else { self.level(level) };
        self.marked(level, &word)
    }

    /// The word for a whole message. At info it says what was found, and promises nothing.
    fn message_word(&self, message: &MessageVerdict) -> String {
        let word = match message.level {
            Level::Info if message.is_partly_read() => self.text("level_partly"),
            Level::Info if !message.has_anything_to_check() => self.text("level_nothing"),
            level => self.level(level),
        };
        self.marked(message.level, &word)
    }

    fn level(&self, level: Level) -> String {
        self.text(&format!("level_{}", name_of(level)))
    }

    fn class(&self, verdict: &Verdict) -> String {
        let class = match verdict {
            Verdict::Link(link) => name_of(link.class),
            Verdict::Sender(sender) => format!("sender_{}", name_of(sender.class)),
        };
        self.text(&format!("class_{}", class.replace('-', "_")))
    }

    fn verdict(&self, input: &str, verdict: &Verdict) -> String {
        let beside = match verdict.level() {
            Level::Info => String::new(),
            _ => format!(": {}", self.class(verdict)),
        };
        let mut out = format!("{}\n  {}{beside}\n", printable(input), self.verdict_word(verdict));
        match verdict {
            Verdict::Link(link) => {
                if let Some(target) = &link.target {
                    let _ = writeln!(out, "  -> {}", printable(target));
                }
                self.anatomy(&mut out, link.host.as_deref(), link.domain.as_deref(), link.unicode.as_deref());
                self.reasons(&mut out, &link.reasons, "  ");
            }
            Verdict::Sender(sender) => {
                self.anatomy(&mut out, sender.host.as_deref(), sender.domain.as_deref(), None);
                self.reasons(&mut out, &sender.reasons, "  ");
            }
        }
        out
    }

    /// The host, with a mark below the registrable domain, because that part shows the owner.
    fn anatomy(&self, out: &mut String, host: Option<&str>, domain: Option<&str>, unicode: Option<&str>) {
        let Some(host) = host else { return };
        let domain = domain.filter(|domain| host.ends_with(domain)).unwrap_or(host);
        let left = &host[..host.len() - domain.len()];
        if self.color {
            let _ = write!(out, "  \x1b[2m{left}\x1b[0m\x1b[1m{domain}\x1b[0m");
        } else {
            let _ = write!(out, "  {left}{domain}");
        }
        if let Some(unicode) = unicode {
            let _ = write!(out, "  ({})", printable(unicode));
        }
        let _ = writeln!(out, "\n  {}{}", " ".repeat(left.chars().count()), "^".repeat(domain.chars().count()));
    }

    fn reasons(&self, out: &mut String, reasons: &[Reason], indent: &str) {
        for reason in reasons {
            let _ = writeln!(out, "{indent}- {}", self.reason(reason));
        }
    }

    /// The rules that made the level of a message first, then the others that applied. A ceiling follows the rule it lowers.
    fn explanation(&self, explained: &Explained, verdict: &MessageVerdict, explanation: &Explanation) -> String {
        let level = verdict.level;
        let place = explained.place.iter().fold(String::new(), |place, at| format!("{place}, attached message {at}"));
        let mut out = format!("{}{place}\n  {}\n", printable(explained.file), self.message_word(verdict));
        let mut seen = HashSet::new();
        for (heading, decides) in [("made by", true), ("also applied", false)] {
            let mut lines = Vec::new();
            for step in explanation.steps.iter().filter(|step| step.decides(level) == decides) {
                let line = self.step(step);
                if seen.insert(line.clone()) {
                    lines.push(line);
                }
            }
            if !lines.is_empty() {
                let _ = writeln!(out, "  {heading}:\n{}", lines.join("\n"));
            }
        }
        out
    }

    /// A rule that applied, with its evidence.
    fn step(&self, step: &Step) -> String {
        let word = match step.kind {
            StepKind::Ceiling => "at most ",
            StepKind::Floor => "at least ",
            _ => "",
        };
        let level = self.paint(step.level, &name_of(step.level));
        let lowered = if step.is_lowered { " (lowered by a ceiling)" } else { "" };
        let mut out = format!("    {}: {word}{level}{lowered}", step.rule);
        for proof in &step.evidence {
            let _ = write!(out, "\n      - {}", proof_text(proof));
        }
        out
    }

    fn message(&self, file: &str, verdict: &MessageVerdict) -> String {
        let mut out = format!("{}\n  {}\n", printable(file), self.message_word(verdict));
        let sender = &verdict.sender;
        let address = sender.address.as_deref().unwrap_or("-");
        let name = sender.name.as_deref().unwrap_or_default();
        let _ = writeln!(out, "  From: {} <{}>", printable(name), printable(address));
        self.reasons(&mut out, &sender.reasons, "    ");
        if let Some(reply) = verdict.reply_to.as_ref().and_then(|reply| reply.address.as_deref()) {
            let _ = writeln!(out, "  Reply-To: {}", printable(reply));
        }
        // The reasons of the sender are printed already.
        let besides: Vec<Reason> =
            verdict.findings.iter().filter(|finding| !sender.reasons.contains(finding)).cloned().collect();
        self.reasons(&mut out, &besides, "  ");
        for link in &verdict.links {
            let role = if link.role == Role::Action { "*" } else { " " };
            let _ = writeln!(
                out,
                "  {role} {}  {}  [{}]",
                self.verdict_word(&link.verdict),
                printable(&shortened(&link.href)),
                printable(&shortened(&link.text))
            );
            if link.verdict.level() >= Level::Caution {
                let reasons = match &link.verdict {
                    Verdict::Link(link) => &link.reasons,
                    Verdict::Sender(sender) => &sender.reasons,
                };
                self.reasons(&mut out, reasons, "      ");
            }
        }
        for attachment in &verdict.attachments {
            let _ = writeln!(out, "  @ {} ({})", printable(&attachment.name), printable(&attachment.media_type));
        }
        for attached in &verdict.attached {
            let inner = self.message("(attached message)", attached);
            for line in inner.lines() {
                let _ = writeln!(out, "    {line}");
            }
        }
        out
    }
}

/// The beginning of a long text, enough to recognise it.
fn shortened(text: &str) -> String {
    const SHOWN: usize = 100;
    match text.char_indices().nth(SHOWN) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

/// A piece of evidence on one line.
fn proof_text(proof: &Proof) -> String {
    let texts: Vec<String> = proof.texts.iter().map(|text| format!("\"{}\"", printable(&shortened(text)))).collect();
    let finding = proof.finding.map(|finding| format!("{finding}: ")).unwrap_or_default();
    format!("{finding}{}", texts.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_is_named_as_unicode_names_it() {
        let words = Words::load();
        for (text, named) in [
            ("а", "а U+0430 CYRILLIC SMALL LETTER A"),
            ("р", "р U+0440 CYRILLIC SMALL LETTER ER"),
            ("ο", "ο U+03BF GREEK SMALL LETTER OMICRON"),
            ("ạ", "ạ U+1EA1 LATIN SMALL LETTER A WITH DOT BELOW"),
            ("𝐛", "𝐛 U+1D41B MATHEMATICAL BOLD SMALL B"),
            ("ａ", "ａ U+FF41 FULLWIDTH LATIN SMALL LETTER A"),
            ("\u{200b}", "U+200B ZERO WIDTH SPACE"),
            ("\u{202e}", "U+202E RIGHT-TO-LEFT OVERRIDE"),
            ("⁄", "⁄ U+2044 FRACTION SLASH"),
            ("0", "0"),
            ("rn", "rn"),
        ] {
            assert_eq!(words.character(text), named);
        }
    }

    #[test]
    fn a_panic_about_one_mail_is_its_error() {
        assert_eq!(guarded(|| Ok(1)), Ok(1));
        assert_eq!(guarded(|| Err::<(), _>("x".to_owned())), Err("x".to_owned()));
        assert_eq!(guarded::<()>(|| panic!("a fault")), Err("this mail could not be judged: a fault".to_owned()));
        let text = "a fault".to_owned();
        assert_eq!(guarded::<()>(|| panic!("{text}")), Err("this mail could not be judged: a fault".to_owned()));
    }
}
