//! A table for spreadsheets (RFC 4180), in which no cell is a formula.

use std::fmt::Write as _;

use touchstone::desk::moment::Moment;
use touchstone::desk::notice::Notice;

use crate::command::output::{name_of, printable};

/// The columns.
const COLUMNS: [&str; 19] = [
    "file",
    "entry",
    "refused",
    "kind",
    "marketplace",
    "account",
    "from",
    "subject",
    "received",
    "role",
    "plan_by",
    "latest",
    "certain",
    "appointment",
    "amount",
    "unit",
    "zone",
    "sentence",
    "documents",
];

/// The first line, behind a byte order mark: spreadsheets take a text without it for one in an older charset.
pub fn head() -> String {
    format!("\u{feff}{}\r\n", COLUMNS.join(","))
}

/// The rows of a notice: one for each time that is due, or one without a time.
pub fn rows(file: &str, notice: &Notice) -> String {
    let mut due = notice.times.iter().filter(|time| time.role.is_due()).peekable();
    if due.peek().is_none() {
        return row(file, notice, None);
    }
    due.fold(String::new(), |mut rows, time| {
        rows.push_str(&row(file, notice, Some(time)));
        rows
    })
}

fn row(file: &str, notice: &Notice, time: Option<&Moment>) -> String {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let instant = |of: fn(&Moment) -> Option<touchstone::desk::clock::Instant>| {
        time.and_then(of).map(|instant| instant.to_string()).unwrap_or_default()
    };
    let documents: Vec<String> = notice.documents.iter().map(|document| name_of(document.kind)).collect();
    let cells = [
        file.to_owned(),
        notice.entry.to_string(),
        notice.refused.map(name_of).unwrap_or_default(),
        name_of(notice.kind),
        text(notice.marketplace),
        text(notice.account.as_deref()),
        text(notice.from.as_deref()),
        notice.subject.clone(),
        text(notice.received.as_deref()),
        time.map(|time| name_of(time.role)).unwrap_or_default(),
        instant(|time| time.earliest),
        instant(|time| time.latest),
        time.map(|time| time.certain.to_string()).unwrap_or_default(),
        time.map(|time| time.appointment.to_string()).unwrap_or_default(),
        time.and_then(|time| time.amount).map(|amount| amount.to_string()).unwrap_or_default(),
        time.and_then(|time| time.unit).map(name_of).unwrap_or_default(),
        text(time.and_then(|time| time.zone.as_deref())),
        text(time.map(|time| &*time.sentence)),
        documents.join(" "),
    ];
    let mut line = String::new();
    for (at, value) in cells.iter().enumerate() {
        let _ = write!(line, "{}{}", if at > 0 { "," } else { "" }, cell(value));
    }
    line.push_str("\r\n");
    line
}

/// A cell. An apostrophe before the signs that begin a formula makes the cell a text.
fn cell(value: &str) -> String {
    let shown = printable(value);
    let is_formula = shown.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let shown = if is_formula { format!("'{shown}") } else { shown };
    if shown.contains([',', '"', '\'', ';']) || is_formula {
        format!("\"{}\"", shown.replace('"', "\"\""))
    } else {
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
        assert_eq!(cell(" @SUM(A1)"), "\"' @SUM(A1)\"");
        assert_eq!(cell("＝cmd"), "\"'＝cmd\"");
        assert_eq!(cell("\t=1"), "\\u{9}=1");
        assert_eq!(cell("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(cell("a\r\nb"), "a\\u{d}\\u{a}b");
    }
}
