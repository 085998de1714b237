//! Time zones and instants: what a civil time in a notice means for the user.
//!
//! The named zones of notices are a table of POSIX rules (`data/desk-zones.tsv`), not the whole time zone database: in WebAssembly the
//! rules take 33 KB with the library, the database 117 KB (gzipped, 2026-12).

use std::sync::LazyLock;

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};
use serde::{Serialize, Serializer};

use crate::desk::date::{CivilDate, ClockTime};
use crate::desk::terms::Unit;
use crate::desk::words::{ZONES, is_word};

/// An instant, written in the user's time zone (RFC 3339).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub second: i64,
    /// The offset of the user's zone at that time, in seconds.
    pub offset: i32,
}

impl std::fmt::Display for Instant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let offset = Offset::from_seconds(self.offset).unwrap_or(Offset::UTC);
        let local = Timestamp::from_second(self.second).map(|instant| offset.to_datetime(instant)).unwrap_or_default();
        let (sign, minutes) = if self.offset < 0 { ('-', -self.offset / 60) } else { ('+', self.offset / 60) };
        let (year, month, day) = (local.year(), local.month(), local.day());
        let (hour, minute, second) = (local.hour(), local.minute(), local.second());
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A time zone that a notice names.
#[derive(Clone, Debug)]
pub(super) struct NamedZone {
    /// The name as the table has it, or an offset.
    pub name: String,
    zone: TimeZone,
    /// The offset that the name itself says, as "PST" says winter time.
    literal: Option<TimeZone>,
}

/// The zones of the table, the longest name first.
static NAMED: LazyLock<Vec<NamedZone>> = LazyLock::new(|| {
    let zone = |&(name, rule, literal): &(&str, &str, Option<i32>)| {
        let literal = literal.and_then(|minutes| Offset::from_seconds(minutes * 60).ok()).map(TimeZone::fixed);
        Some(NamedZone { name: name.to_owned(), zone: TimeZone::posix(rule).ok()?, literal })
    };
    let mut zones: Vec<NamedZone> = ZONES.iter().filter_map(zone).collect();
    zones.sort_by_key(|zone| std::cmp::Reverse(zone.name.len()));
    zones
});

/// The zone whose name stands at a byte of a folded text, with its end.
pub(super) fn zone_at(text: &str, at: usize) -> Option<(NamedZone, usize)> {
    let rest = text.get(at..)?;
    if text[..at].chars().next_back().is_some_and(|c| is_word(c) && is_word(rest.chars().next().unwrap_or(' '))) {
        return None;
    }
    let fits = |zone: &&NamedZone| {
        rest.strip_prefix(&*zone.name)
            .is_some_and(|behind| !(zone.name.ends_with(is_word) && behind.starts_with(is_word)))
    };
    let zone = NAMED.iter().find(fits)?;
    let end = at + zone.name.len();
    if matches!(&*zone.name, "utc" | "gmt")
        && let Some((offset, end)) = offset_behind(text, end)
    {
        let fixed = TimeZone::fixed(Offset::from_seconds(offset * 60).ok()?);
        return Some((NamedZone { name: text[at..end].to_owned(), zone: fixed, literal: None }, end));
    }
    Some((zone.clone(), end))
}

/// The end of the name of a zone at a byte.
pub(super) fn zone_name_at(text: &str, at: usize) -> Option<usize> {
    zone_at(text, at).map(|(_, end)| end)
}

/// "+8", "+08:00", "-7" behind UTC or GMT, in minutes.
fn offset_behind(text: &str, at: usize) -> Option<(i32, usize)> {
    let rest = text[at..].trim_start_matches(' ');
    let sign = if rest.starts_with('+') {
        1
    } else if rest.starts_with('-') {
        -1
    } else {
        return None;
    };
    let start = text.len() - rest.len() + 1;
    let length = text[start..].find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(text.len() - start);
    let number = text[start..start + length].trim_end_matches(':');
    let (hours, minutes) = match number.split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None if number.len() == 4 => number.split_at(2),
        None => (number, "0"),
    };
    let offset = hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?;
    (offset <= 14 * 60).then_some((sign * offset, start + number.len()))
}

/// The edge of a day that a bound means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    End,
}

/// A time as the notice leaves it: the earliest and the latest reading, in seconds.
pub(super) type Span = (i64, i64);

/// The user's clock: the time zone in which days begin.
#[derive(Clone, Debug)]
pub struct Clock {
    user: TimeZone,
}

impl Clock {
    /// A clock in this zone.
    pub fn new(user: TimeZone) -> Self {
        Self { user }
    }

    /// A clock in a fixed offset, in seconds.
    pub fn at_offset(seconds: i32) -> Option<Self> {
        Some(Self::new(TimeZone::fixed(Offset::from_seconds(seconds).ok()?)))
    }

    /// A clock in the zone with this name of the time zone database, or with this offset (`+08:00`).
    #[cfg(feature = "cli")]
    pub fn named(name: &str) -> Option<Self> {
        if let Ok(zone) = TimeZone::get(name) {
            return Some(Self::new(zone));
        }
        let (offset, end) = offset_behind(name, 0)?;
        (end == name.len()).then(|| Self::at_offset(offset * 60))?
    }

    /// A clock in the zone of this machine.
    #[cfg(feature = "cli")]
    pub fn of_system() -> Self {
        Self::new(TimeZone::system())
    }

    /// The instant as the user's zone writes it.
    pub fn instant(&self, second: i64) -> Option<Instant> {
        let offset = self.user.to_offset(Timestamp::from_second(second).ok()?).seconds();
        Some(Instant { second, offset })
    }

    /// An instant from RFC 3339, as the mail reader writes it.
    pub fn parse(&self, text: &str) -> Option<Instant> {
        let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i16>().ok();
        let part = |range: std::ops::Range<usize>| i8::try_from(number(range)?).ok();
        let date = Date::new(number(0..4)?, part(5..7)?, part(8..10)?).ok()?;
        let time = jiff::civil::Time::new(part(11..13)?, part(14..16)?, part(17..19)?, 0).ok()?;
        let offset = match text.get(19..)? {
            "Z" => 0,
            rest if rest.len() == 6 && rest.is_ascii() => {
                let minutes = i32::from(number(20..22)?) * 60 + i32::from(number(23..25)?);
                if rest.starts_with('-') { -minutes } else { minutes }
            }
            _ => return None,
        };
        let zone = TimeZone::fixed(Offset::from_seconds(offset * 60).ok()?);
        self.instant(zone.to_timestamp(date.to_datetime(time)).ok()?.as_second())
    }

    /// The user's day and time at an instant.
    fn local(&self, second: i64) -> Option<DateTime> {
        Some(self.user.to_datetime(Timestamp::from_second(second).ok()?))
    }

    /// The time that lies an amount after an instant. Hours are absolute; days and longer units keep the wall time. Business days are
    /// at least as many days of the calendar.
    pub(super) fn after(&self, received: i64, low: u32, high: u32, unit: Unit) -> Option<Span> {
        let earliest = self.one_after(received, low, unit)?;
        let latest = if unit == Unit::BusinessDays {
            self.business_days_after(received, high)?
        } else {
            self.one_after(received, high, unit)?
        };
        Some((earliest, latest))
    }

    fn one_after(&self, received: i64, amount: u32, unit: Unit) -> Option<i64> {
        let number = i64::from(amount);
        let span = match unit {
            Unit::Seconds => return received.checked_add(number),
            Unit::Minutes => return received.checked_add(number * 60),
            Unit::Hours => return received.checked_add(number * 3600),
            Unit::Days | Unit::BusinessDays => number.days(),
            Unit::Weeks => number.weeks(),
            Unit::Months => number.months(),
            Unit::Years => number.years(),
        };
        self.second(self.local(received)?.checked_add(span).ok()?)
    }

    fn business_days_after(&self, received: i64, amount: u32) -> Option<i64> {
        /// Longer periods are counted as days of the calendar.
        const MOST: u32 = 1000;
        let mut local = self.local(received)?;
        let mut left = amount.min(MOST);
        while left > 0 {
            local = local.checked_add(1.days()).ok()?;
            left -= u32::from(!matches!(local.weekday(), Weekday::Saturday | Weekday::Sunday));
        }
        self.second(local)
    }

    fn second(&self, local: DateTime) -> Option<i64> {
        Some(self.user.to_timestamp(local).ok()?.as_second())
    }

    /// The time of a date: at its time of day, or at an edge of the day. Without a zone it is the user's or UTC, whichever is earlier.
    pub(super) fn on(&self, date: Date, time: Option<ClockTime>, edge: Edge, zone: Option<&NamedZone>) -> Option<Span> {
        let (hour, minute) = match (time, edge) {
            (Some(time), _) => (time.hour, time.minute),
            (None, Edge::Start) => (0, 0),
            (None, Edge::End) => (23, 59),
        };
        let local = date.at(hour, minute, 0, 0);
        let zones: Vec<TimeZone> = if let Some(offset) = time.and_then(|time| time.offset) {
            vec![TimeZone::fixed(Offset::from_seconds(offset * 60).ok()?)]
        } else if let Some(named) = zone {
            [Some(named.zone.clone()), named.literal.clone()].into_iter().flatten().collect()
        } else {
            vec![self.user.clone(), TimeZone::UTC]
        };
        let seconds = zones.iter().filter_map(|zone| Some(zone.to_timestamp(local).ok()?.as_second()));
        let seconds: Vec<i64> = seconds.collect();
        Some((*seconds.iter().min()?, *seconds.iter().max()?))
    }

    /// The user's date at an instant, some days later.
    pub(super) fn day(&self, received: i64, later: i64) -> Option<Date> {
        self.local(received)?.date().checked_add(later.days()).ok()
    }

    /// The next day of this name after an instant; the day itself counts as none.
    pub(super) fn next_weekday(&self, received: i64, weekday: i8) -> Option<Date> {
        self.day(received, 0)?.nth_weekday(1, Weekday::from_monday_one_offset(weekday).ok()?).ok()
    }

    /// The date that a notice means. Without a year it is the one nearest to the mail, between 30 days before and 335 days after it. The
    /// second value tells whether it is certain: more than 180 days away it is not.
    pub(super) fn dated(&self, date: CivilDate, received: Option<i64>) -> Option<(Date, bool)> {
        const BEFORE: i64 = 30;
        const AFTER: i64 = 335;
        const NEAR: i64 = 180;
        if let Some(year) = date.year {
            return Some((Date::new(year, date.month, date.day).ok()?, true));
        }
        let today = self.day(received?, 0)?;
        let distance = |other: &Date| (other.duration_since(today).as_hours() + 12).div_euclid(24);
        let years = (today.year() - 1..=today.year() + 4).filter_map(|year| Date::new(year, date.month, date.day).ok());
        let found = years.filter(|other| distance(other) >= -BEFORE).min_by_key(|other| distance(other).abs())?;
        Some((found, (-BEFORE..=AFTER).contains(&distance(&found)) && distance(&found).abs() <= NEAR))
    }

    /// The next day of the month with this number.
    pub(super) fn day_of_month(&self, received: i64, day: i8) -> Option<Date> {
        let today = self.day(received, 0)?;
        let in_month = |month: Date| Date::new(month.year(), month.month(), day).ok();
        let months = (0..3_i64).filter_map(|later| today.first_of_month().checked_add(later.months()).ok());
        months.filter_map(in_month).find(|date| *date >= today)
    }

    /// Whether a date is over at an instant, for the user.
    pub(super) fn is_over(&self, date: Date, received: i64) -> bool {
        self.day(received, 0).is_some_and(|today| date < today)
    }
}
