//! The command line: `touchstone check` and `touchstone mail`. Reads, asks the library, prints; nothing is decided here.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use serde::Serialize;
use touchstone::check::check;
use touchstone::mail;
use touchstone::message;
use touchstone::sender::authentication::{self, Authentication};
use touchstone::vocabulary::{Level, LinkClass, MessageVerdict, Reason, Role, SenderClass, Verdict};

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
        /// An address of yours; repeat it for several. Mail from your own organisation is known by these addresses, and by a
        /// Delivered-To or X-Original-To line that your mail server wrote above the first Received line of a mail.
        #[arg(long, value_name = "ADDRESS")]
        user: Vec<String>,
        /// The files.
        #[arg(required = true)]
        file: Vec<PathBuf>,
    },
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = match cli.command {
        Command::Check { json, claims_amazon, input } => run_check(&mut out, json, claims_amazon, &input),
        Command::Mail { json, user, file } => run_mail(&mut out, json, &user, &file),
        Command::Notices => out.write_all(NOTICES.as_bytes()).map(|()| ExitCode::SUCCESS),
    }
    .and_then(|code| out.flush().map(|()| code));
    match result {
        Ok(code) => code,
        // Whoever reads us has read enough.
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

fn run_check(out: &mut impl Write, json: bool, claims_amazon: bool, inputs: &[String]) -> io::Result<ExitCode> {
    let words = Words::load();
    let mut one = |input: &str| -> io::Result<()> {
        let verdict = check(input, claims_amazon);
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
        // Lines are text; bytes that are none are shown as such and judged all the same.
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
    /// What the receiving server says of the sender: a hint, whoever the sender is.
    authentication: Option<Authentication>,
}

/// The same for a file that could not be read.
#[derive(Serialize)]
struct Unread<'a> {
    file: &'a str,
    error: String,
}

fn run_mail(out: &mut impl Write, json: bool, user: &[String], files: &[PathBuf]) -> io::Result<ExitCode> {
    let words = Words::load();
    let mut code = ExitCode::SUCCESS;
    for path in files {
        let file = path.to_string_lossy();
        let raw = if path.as_os_str() == "-" {
            let mut raw = Vec::new();
            io::Read::read_to_end(&mut io::stdin().lock(), &mut raw).map(|_| raw)
        } else {
            std::fs::read(path)
        };
        let read = raw
            .map_err(|error| error.to_string())
            .and_then(|raw| mail::read(&raw, decode).map_err(|error| error.to_string()));
        match read {
            Ok(mut input) => {
                input.user.extend(user.iter().map(|address| address.trim().to_owned()));
                let verdict = message::judge(&input);
                if json {
                    let authentication = authentication::of(&input);
                    write_json(out, &Mailed { file: &file, verdict: &verdict, authentication })?;
                } else {
                    out.write_all(words.message(&file, &verdict).as_bytes())?;
                }
            }
            Err(error) => {
                code = ExitCode::from(2);
                if json {
                    write_json(out, &Unread { file: &file, error })?;
                } else {
                    writeln!(out, "{}: {}", printable(&file), printable(&error))?;
                }
            }
        }
    }
    Ok(code)
}

/// Decodes a charset natively.
fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    Some(encoding_rs::Encoding::for_label(label.as_bytes())?.decode(bytes).0.into_owned())
}

/// Writes one object on one line. Control and bidirectional characters are escaped, so that no input moves the cursor or
/// turns the line around.
fn write_json(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    let json = serde_json::to_string(value).map_err(io::Error::other)?;
    let mut line = String::with_capacity(json.len() + 1);
    for c in json.chars() {
        if is_unsafe(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(line, "\\u{unit:04x}");
            }
        } else {
            line.push(c);
        }
    }
    line.push('\n');
    out.write_all(line.as_bytes())
}

/// Characters that move the cursor, or turn or hide the text after them.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// The text with such characters written out.
fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_unsafe(c) {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// The English texts of the extension, which are the words of the command line too.
struct Words {
    texts: HashMap<String, String>,
    color: bool,
}

impl Words {
    fn load() -> Self {
        #[derive(serde::Deserialize)]
        struct Entry {
            message: String,
        }
        let entries: HashMap<String, Entry> =
            serde_json::from_str(include_str!("../extension/_locales/en/messages.json")).unwrap_or_default();
        let color = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Self { texts: entries.into_iter().map(|(key, entry)| (key, entry.message)).collect(), color }
    }

    fn text(&self, key: &str) -> String {
        self.texts.get(key).cloned().unwrap_or_else(|| key.to_owned())
    }

    /// A reason as a sentence.
    fn reason(&self, reason: &Reason) -> String {
        let mut text = self.text(&format!("reason_{}", reason.code.text().replace('-', "_")));
        for (param, evidence) in reason.code.params().iter().zip(&reason.evidence) {
            text = text.replace(&format!("{{{}}}", param.key()), &printable(evidence));
        }
        text
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

    fn level(&self, level: Level) -> String {
        let (mark, key) = match level {
            Level::Ok => ("/", "level_ok"),
            Level::Info => ("o", "level_info"),
            Level::Caution => ("^", "level_caution"),
            Level::Danger => ("#", "level_danger"),
        };
        self.paint(level, &format!("{mark} {}", self.text(key)))
    }

    fn verdict(&self, input: &str, verdict: &Verdict) -> String {
        let mut out = format!("{}\n", printable(input));
        match verdict {
            Verdict::Link(link) => {
                let class = link_class(link.class);
                let _ = writeln!(out, "  {}: {}", self.level(link.level), self.text(&format!("class_{class}")));
                if let Some(target) = &link.target {
                    let _ = writeln!(out, "  -> {}", printable(target));
                }
                self.anatomy(&mut out, link.host.as_deref(), link.domain.as_deref(), link.unicode.as_deref());
                self.reasons(&mut out, &link.reasons, "  ");
            }
            Verdict::Sender(sender) => {
                let class = sender_class(sender.class);
                let _ =
                    writeln!(out, "  {}: {}", self.level(sender.level), self.text(&format!("class_sender_{class}")));
                self.anatomy(&mut out, sender.host.as_deref(), sender.domain.as_deref(), None);
                self.reasons(&mut out, &sender.reasons, "  ");
            }
        }
        out
    }

    /// The host, with the registrable domain pointed at: that part decides whose it is.
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

    fn message(&self, file: &str, verdict: &MessageVerdict) -> String {
        let mut out = format!("{}\n  {}\n", printable(file), self.level(verdict.level));
        let sender = &verdict.sender;
        let address = sender.address.as_deref().unwrap_or("-");
        let name = sender.name.as_deref().unwrap_or_default();
        let _ = writeln!(out, "  From: {} <{}>", printable(name), printable(address));
        self.reasons(&mut out, &sender.reasons, "    ");
        if let Some(reply) = verdict.reply_to.as_ref().and_then(|reply| reply.address.as_deref()) {
            let _ = writeln!(out, "  Reply-To: {}", printable(reply));
        }
        // What is already said of the sender is not said again.
        let besides: Vec<Reason> =
            verdict.findings.iter().filter(|finding| !sender.reasons.contains(finding)).cloned().collect();
        self.reasons(&mut out, &besides, "  ");
        for link in &verdict.links {
            let role = if link.role == Role::Action { "*" } else { " " };
            let _ = writeln!(
                out,
                "  {role} {}  {}  [{}]",
                self.level(link.verdict.level()),
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

/// Enough of a long text to recognise it.
fn shortened(text: &str) -> String {
    const SHOWN: usize = 100;
    match text.char_indices().nth(SHOWN) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

fn link_class(class: LinkClass) -> String {
    serde_json::to_value(class)
        .ok()
        .and_then(|value| value.as_str().map(|text| text.replace('-', "_")))
        .unwrap_or_default()
}

fn sender_class(class: SenderClass) -> String {
    serde_json::to_value(class)
        .ok()
        .and_then(|value| value.as_str().map(|text| text.replace('-', "_")))
        .unwrap_or_default()
}
