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

#[cfg(test)]
mod tests {
    use crate::charset::decode;
    use crate::mail::read;

    #[test]
    fn the_date_keeps_its_offset_and_an_impossible_one_is_none() {
        for (header, expected) in [
            ("Date: Thu, 10 Sep 2026 09:12:00 +0200", Some("2026-09-10T09:12:00+02:00")),
            ("Date: 10 Sep 2026 09:12 -0700", Some("2026-09-10T09:12:00-07:00")),
            ("Date: Thu, 10 Sep 2026 09:12:00 GMT", Some("2026-09-10T09:12:00Z")),
            ("Date: Thu, 29 Feb 2024 23:59:59 +0000 (UTC)", Some("2024-02-29T23:59:59Z")),
            ("Date: Sun, 29 Feb 2026 10:00:00 +0000", None),
            ("Date: yesterday", None),
            ("Date:", None),
            ("Subject: x", None),
            (
                "Date: Thu, 10 Sep 2026 09:12:00 +0200\r\nDate: Thu, 10 Sep 2026 07:12:00 +0000",
                Some("2026-09-10T09:12:00+02:00"),
            ),
            ("Date: Thu, 10 Sep 2026 09:12:00 +0200\r\nDate: Fri, 11 Sep 2026 09:12:00 +0200", None),
        ] {
            let raw = format!("From: a@b.example\r\n{header}\r\n\r\nx");
            assert_eq!(read(raw.as_bytes(), decode).unwrap().date.as_deref(), expected, "{header}");
        }
    }
}
