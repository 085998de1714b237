//! A calendar of what is due (iCalendar, RFC 5545), with alarms.

use std::fmt::Write as _;

use touchstone::desk::moment::Moment;
use touchstone::desk::notice::Notice;
use touchstone::desk::role::Role;

use crate::command::output::{is_unsafe, name_of};

/// The hours before a time at which an alarm rings.
const ALARMS: [u32; 4] = [72, 48, 24, 1];

/// The lines above the events.
pub fn head() -> String {
    lines(&["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Touchstone//Notices//EN", "CALSCALE:GREGORIAN"])
}

/// The line below the events.
pub fn foot() -> String {
    lines(&["END:VCALENDAR"])
}

/// The events of a notice, and how many of its due times have no instant.
pub fn events(notice: &Notice) -> (String, usize) {
    let mut text = String::new();
    let mut without = 0;
    for time in notice.times.iter().filter(|time| time.role.is_due()) {
        match time.earliest {
            Some(instant) => text.push_str(&event(notice, time, instant.second)),
            None => without += 1,
        }
    }
    (text, without)
}

fn event(notice: &Notice, time: &Moment, second: i64) -> String {
    let what = match time.role {
        _ if time.appointment => "Appointment",
        Role::ActionDate => "Amazon acts",
        Role::AppealWindow => "Last time to appeal",
        _ => "Act by now",
    };
    let place = notice.marketplace.map(|region| format!(", {region}")).unwrap_or_default();
    let open = if time.certain { "" } else { " (check the date)" };
    let summary = format!("Amazon{place}: {what}: {}{open}", name_of(notice.kind));
    let account = notice.account.as_deref().map(|account| format!("\nAccount: {account}")).unwrap_or_default();
    let description = format!(
        "{}\n\nNotice: {}{account}\nRead from a mail. Check it in Seller Central, which you open yourself.",
        time.sentence, notice.subject
    );
    // Without a header Date the stamp is the time itself, so that the same notice gives the same bytes.
    let stamp = notice.received.as_deref().and_then(|date| date.parse::<jiff::Timestamp>().ok());
    let stamp = stamp.map_or(second, jiff::Timestamp::as_second);
    let mut all = lines(&[
        "BEGIN:VEVENT",
        &format!("UID:{}-{:x}-{}@touchstone", notice.id, second, name_of(time.role)),
        &format!("DTSTAMP:{}", utc(stamp)),
        &format!("DTSTART:{}", utc(second)),
        &format!("SUMMARY:{}", escaped(&summary)),
        &format!("DESCRIPTION:{}", escaped(&description)),
        if time.appointment { "TRANSP:OPAQUE" } else { "TRANSP:TRANSPARENT" },
    ]);
    for hours in ALARMS {
        all.push_str(&lines(&[
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            &format!("TRIGGER:-PT{hours}H"),
            &format!("DESCRIPTION:{}", escaped(&summary)),
            "END:VALARM",
        ]));
    }
    all.push_str(&lines(&["END:VEVENT"]));
    all
}

/// An instant in UTC.
fn utc(second: i64) -> String {
    let instant = jiff::Timestamp::from_second(second).unwrap_or_default();
    let time = jiff::tz::Offset::UTC.to_datetime(instant);
    let (year, month, day) = (time.year(), time.month(), time.day());
    format!("{year:04}{month:02}{day:02}T{:02}{:02}{:02}Z", time.hour(), time.minute(), time.second())
}

/// A value of the type TEXT. Characters that move the cursor are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            _ if is_unsafe(c) => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

/// Lines with their ends, each folded to at most 75 bytes.
fn lines(lines: &[&str]) -> String {
    const LONGEST: usize = 75;
    let mut out = String::new();
    for line in lines {
        let mut length = 0;
        for c in line.chars() {
            if length + c.len_utf8() > LONGEST {
                out.push_str("\r\n ");
                length = 1;
            }
            length += c.len_utf8();
            let _ = out.write_char(c);
        }
        out.push_str("\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_at_75_bytes_and_never_inside_a_character() {
        let folded = lines(&[&format!("SUMMARY:{}", "期限".repeat(40))]);
        assert!(folded.split("\r\n").all(|line| line.len() <= 75));
        assert_eq!(folded.replace("\r\n ", "").trim_end(), format!("SUMMARY:{}", "期限".repeat(40)));
        assert_eq!(escaped("a;b,c\\d\ne\u{202e}"), "a\\;b\\,c\\\\d\\ne ");
    }
}
