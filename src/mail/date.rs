//! The header Date of a mail (RFC 5322), as an instant with its offset.

use mail_parser::{DateTime, HeaderName, Message};

/// The instant in RFC 3339. Returns `None` if the header is missing, is no date, or stands twice with different instants.
pub fn read(message: &Message<'_>) -> Option<String> {
    let mut dates =
        message.header_values(HeaderName::Date).map(|value| value.as_datetime().filter(|date| exists(date)));
    let date = dates.next()??;
    let is_same = |other: Option<&DateTime>| other.is_some_and(|other| other.to_timestamp() == date.to_timestamp());
    dates.all(is_same).then(|| date.to_rfc3339())
}

/// Whether the calendar has this day. The parser accepts 31 February.
fn exists(date: &DateTime) -> bool {
    date.is_valid() && DateTime::from_timestamp(date.to_timestamp_local()).day == date.day
}
