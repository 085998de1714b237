//! Reads numbers, dates and times of day at a place of a folded text.

use crate::desk::words::{Language, TIMES, Time, is_word};

/// A day of the calendar as a notice writes it; the year may be missing. The day exists in some year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CivilDate {
    pub year: Option<i16>,
    pub month: i8,
    pub day: i8,
}

/// A time of day. `zone` is the offset in minutes that stands directly behind it, as in `T00:00:00Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ClockTime {
    pub hour: i8,
    pub minute: i8,
    pub offset: Option<i32>,
}

impl CivilDate {
    fn of(year: Option<i64>, month: u32, day: u32) -> Option<Self> {
        let (year, month, day) =
            (year.map(i16::try_from).transpose().ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        let lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let length = *lengths.get(usize::try_from(month).ok()?.checked_sub(1)?)?;
        let is_leap = year.is_none_or(|year| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
        let exists = day >= 1 && day <= length && (is_leap || month != 2 || day < 29);
        exists.then_some(Self { year, month, day })
    }
}

/// The readings of a date, the last day of a range of days, and the end of the text.
pub(super) type FoundDate = (Vec<CivilDate>, Option<CivilDate>, usize);

/// The digits at a place: their value and their end. Returns `None` for more than nine.
fn digits(text: &str, at: usize) -> Option<(u32, usize)> {
    let rest = text.get(at..)?;
    let length = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    Some((rest[..length].parse().ok().filter(|_| length <= 9)?, at + length))
}

/// A number in digits or in words, with its end.
pub(super) fn number_at(text: &str, at: usize, language: Language) -> Option<(u32, usize)> {
    /// No notice counts further.
    const MOST: u32 = 9999;
    if let Some((value, end)) = digits(text, at) {
        let goes_on =
            text[end..].starts_with(['.', ',', ':']) && text[end + 1..].starts_with(|c: char| c.is_ascii_digit());
        return (value <= MOST && !goes_on).then_some((value, end));
    }
    if let Some(found) = kanji_number(text, at) {
        return Some(found);
    }
    let is_number =
        |found: &crate::desk::words::Found<Time>| matches!(found.value, Time::Number(_)) && found.language == language;
    let found = TIMES.longest(text, at, is_number)?;
    let Time::Number(value) = found.value else { return None };
    Some((value, found.end))
}

/// A Chinese number: 七, 三十, 二十四, 一百二十.
fn kanji_number(text: &str, at: usize) -> Option<(u32, usize)> {
    const ONES: &str = "〇一二三四五六七八九";
    let (mut total, mut last, mut end) = (0, None, at);
    for c in text.get(at..)?.chars() {
        let value = match c {
            '两' => Some(2),
            '零' => Some(0),
            _ => ONES.chars().position(|one| one == c).and_then(|at| u32::try_from(at).ok()),
        };
        let unit = match c {
            '十' => 10,
            '百' => 100,
            _ => 0,
        };
        match value {
            Some(value) if unit == 0 => last = Some(last.unwrap_or(0) * 10 + value),
            None if unit > 0 => total += last.take().unwrap_or(1) * unit,
            _ => break,
        }
        end += c.len_utf8();
        if end - at > 15 {
            return None;
        }
    }
    (end > at).then_some((total + last.unwrap_or(0), end))
}

/// A date at a place.
pub(super) fn date_at(text: &str, at: usize, language: Language) -> Option<FoundDate> {
    chinese_date(text, at).or_else(|| numeric_date(text, at, language)).or_else(|| named_date(text, at))
}

/// `2026年9月14日`, `9月14日`, `令和8年9月14日`.
fn chinese_date(text: &str, at: usize) -> Option<FoundDate> {
    let spaced = |at: usize| at + text[at..].len() - text[at..].trim_start_matches(' ').len();
    let behind = |at: usize, signs: &[&str]| {
        let at = spaced(at);
        signs.iter().find_map(|sign| text[at..].starts_with(sign).then(|| spaced(at + sign.len())))
    };
    let number = |at: usize| digits(text, at).or_else(|| kanji_number(text, at));
    let era = text[at..].starts_with("令和");
    let start = if era { spaced(at + "令和".len()) } else { at };
    let first = if era && text[start..].starts_with('元') { (1, start + '元'.len_utf8()) } else { number(start)? };
    let (year, month) = match behind(first.1, &["年"]) {
        Some(next) => {
            let year = i64::from(first.0) + if era { 2018 } else { 0 };
            (Some(if year < 100 { year + 2000 } else { year }), number(next)?)
        }
        None if era => return None,
        None => (None, first),
    };
    let day = number(behind(month.1, &["月"])?)?;
    let end = behind(day.1, &["日", "号"])?;
    // The trailing space that `behind` skips is no part of the date.
    let end = text[..end].trim_end_matches(' ').len();
    let end = weekday_in_parentheses(text, end).unwrap_or(end);
    Some((CivilDate::of(year, month.0, day.0).into_iter().collect(), None, end))
}

/// The end of "(金)", "(周五)" behind a date.
fn weekday_in_parentheses(text: &str, at: usize) -> Option<usize> {
    let inner = text[at..].strip_prefix('(')?;
    let close = inner.find(')').filter(|&close| close <= 15)?;
    let name = inner[..close].trim_end_matches("曜日").trim_end_matches("曜");
    let is_day = name.chars().count() == 1 && "月火水木金土日".contains(name);
    let is_weekday = |found: &crate::desk::words::Found<Time>| matches!(found.value, Time::Weekday(_));
    let is_named = TIMES.longest(inner, 0, is_weekday).is_some_and(|found| found.end == close);
    (is_day || is_named).then_some(at + 1 + close + 1)
}

/// `2026-09-14`, `14.09.2026`, `9/14/26`, `14.09.`. Slashes and hyphens leave the order of day and month open.
fn numeric_date(text: &str, at: usize, language: Language) -> Option<FoundDate> {
    let (first, end) = digits(text, at)?;
    let first_length = end - at;
    let separator = text[end..].chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (second, end_second) = digits(text, end + 1).filter(|(_, behind)| behind - end <= 3)?;
    let third = text[end_second..].strip_prefix(separator).and_then(|_| digits(text, end_second + 1));
    // Some write a space behind each dot.
    let Some((third, end)) = third else {
        return short_date(text, at, (first, second), separator, end_second, language);
    };
    let third_length = end - end_second - 1;
    let goes_on = text[end..].starts_with(|c: char| c.is_ascii_digit())
        || matches!(text.as_bytes().get(end), Some(b'-' | b'/'))
            && text[end + 1..].starts_with(|c: char| c.is_ascii_digit());
    if goes_on {
        return None;
    }
    let readings: Vec<CivilDate> = if first_length == 4 {
        if third_length > 2 || !(1970..=2200).contains(&first) {
            return None;
        }
        CivilDate::of(Some(first.into()), second, third).into_iter().collect()
    } else {
        let year = match third_length {
            4 if (1970..=2200).contains(&third) => i64::from(third),
            2 => 2000 + i64::from(third),
            _ => return None,
        };
        if first_length > 2 {
            return None;
        }
        both_orders(Some(year), first, second, separator)
    };
    // A number with dots that is no date is a version.
    if readings.is_empty() && separator == '.' {
        return None;
    }
    Some((readings, None, end))
}

/// Both orders of day and month where both are possible. A date with dots has its day first.
fn both_orders(year: Option<i64>, first: u32, second: u32, separator: char) -> Vec<CivilDate> {
    let day_first = CivilDate::of(year, second, first);
    let month_first = CivilDate::of(year, first, second).filter(|_| separator != '.');
    let mut readings: Vec<CivilDate> = day_first.into_iter().chain(month_first).collect();
    readings.dedup();
    readings
}

/// A date without a year: `14.09.` and `9/14`, where the word before it makes it a date.
fn short_date(
    text: &str,
    at: usize,
    (first, second): (u32, u32),
    separator: char,
    end: usize,
    language: Language,
) -> Option<FoundDate> {
    const BEFORE: [&str; 27] = [
        "am",
        "zum",
        "bis",
        "vom",
        "ab",
        "den",
        "dem",
        "vor",
        "by",
        "on",
        "until",
        "before",
        "le",
        "au",
        "il",
        "el",
        "op",
        "dnia",
        "do",
        "den",
        "al",
        "till",
        "entro",
        "hasta",
        "senast",
        "spatestens",
        "uiterlijk",
    ];
    let before = text[..at].trim_end();
    let word = before.rfind(|c| !is_word(c)).map_or(before, |at| &before[at..]).trim_matches(|c| !is_word(c));
    let is_dotted = separator == '.' && (text[end..].starts_with('.') || language == Language::De);
    if !BEFORE.contains(&word) || separator == '-' || separator == '.' && !is_dotted {
        return None;
    }
    let goes_on = text[end..].trim_start_matches('.').starts_with(|c: char| is_word(c) || c == '%');
    let readings = both_orders(None, first, second, separator);
    if goes_on || readings.is_empty() {
        return None;
    }
    Some((readings, None, end + usize::from(separator == '.' && text[end..].starts_with('.'))))
}

fn month_at(text: &str, at: usize) -> Option<(u32, usize)> {
    let found = TIMES.longest(text, at, |found| matches!(found.value, Time::Month(_)))?;
    let Time::Month(month) = found.value else { return None };
    let end = found.end + usize::from(text[found.end..].starts_with('.') && found.end - at <= 5);
    // "14 Eylül'e", "14 Eylül'de": the ending of a Turkish date is no part of it.
    Some((u32::try_from(month).ok()?, end))
}

/// `14 September 2026`, `September 14, 2026`, `le 1er juin`, `14 de septiembre de 2026`.
fn named_date(text: &str, at: usize) -> Option<FoundDate> {
    if let Some((month, end)) = month_at(text, at) {
        let start = skip(text, end, &[" the ", " ", "-"]);
        let (day, end) = day_at(text, start)?;
        // "May 30 days pass" names no day, and "May 2026" neither.
        let is_day =
            TIMES.longest(text, skip(text, end, &[" ", "-"]), |found| matches!(found.value, Time::Unit(_))).is_none();
        let (last, end) = last_day(text, end);
        let (year, end) = year_at(text, end);
        return is_day.then(|| dates(year, month, day, last, end));
    }
    let (day, end) = day_at(text, at)?;
    let (mut last, end) = last_day(text, end);
    let start = skip(text, end, &[". de ", " de ", " of ", " di ", " d'", ". ", ".", " ", "-", ""]);
    let (month, end) = month_at(text, start)?;
    let (year, end) = year_at(text, end);
    last = last.filter(|last| *last > day);
    Some(dates(year, month, day, last, end))
}

fn dates(year: Option<i64>, month: u32, day: u32, last: Option<u32>, end: usize) -> FoundDate {
    let first = CivilDate::of(year, month, day).into_iter().collect();
    (first, last.and_then(|last| CivilDate::of(year, month, last)), end)
}

/// The number of a day, with the ending of an ordinal.
fn day_at(text: &str, at: usize) -> Option<(u32, usize)> {
    const ORDINALS: [&str; 12] = ["st", "nd", "rd", "th", "ere", "er", "º", "°", "ª", ":e", "eme", "e"];
    let (day, end) = digits(text, at).filter(|(day, end)| end - at <= 2 && (1..=31).contains(day))?;
    let ordinal = ORDINALS
        .iter()
        .find(|ending| text[end..].strip_prefix(**ending).is_some_and(|rest| !rest.starts_with(is_word)));
    Some((day, end + ordinal.map_or(0, |ending| ending.len())))
}

/// The last day of a range of days: "14-16 September", "14 to 16 September".
fn last_day(text: &str, at: usize) -> (Option<u32>, usize) {
    const JOINS: [&str; 14] =
        ["-", " - ", " to ", " and ", " bis ", " und ", " et ", " al ", " y ", " tot ", " do ", " till ", ".-", " e "];
    let join = JOINS.iter().find(|join| text[at..].starts_with(**join));
    let day = join.and_then(|join| day_at(text, at + join.len()));
    day.map_or((None, at), |(day, end)| (Some(day), end))
}

/// A year of four digits behind a month.
fn year_at(text: &str, at: usize) -> (Option<i64>, usize) {
    let start = skip(text, at, &[", ", " de ", " del ", ". ", " ", ",", "-", "."]);
    match digits(text, start) {
        Some((year, end)) if start > at && end - start == 4 && (1970..=2200).contains(&year) => {
            (Some(year.into()), end)
        }
        _ => (None, at),
    }
}

fn skip(text: &str, at: usize, gaps: &[&str]) -> usize {
    at + gaps.iter().find(|gap| text[at..].starts_with(**gap)).map_or(0, |gap| gap.len())
}

/// Whether a text ends with a whole word.
pub(super) fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|rest| !rest.chars().next_back().is_some_and(is_word))
}

/// A time of day at a place: `15:00`, `3 pm`, `15 Uhr`, `15h30`, `下午3点30分`.
pub(super) fn clock_at(text: &str, at: usize) -> Option<(ClockTime, usize)> {
    let half = |found: &crate::desk::words::Found<Time>| matches!(found.value, Time::Am | Time::Pm);
    // Only Chinese and Japanese have it before the hour; "am 14." is German.
    let before = TIMES.longest(text, at, half).filter(|_| !text[at..].starts_with(is_word));
    let start = before.map_or(at, |found| skip(text, found.end, &[" "]));
    let (hour, mut end) = digits(text, start).filter(|(hour, end)| end - start <= 2 && *hour <= 24)?;
    let minute_at = |at: usize| digits(text, at).filter(|(minute, end)| end - at == 2 && *minute < 60);
    let oclock = TIMES
        .longest(text, skip(text, end, &[" "]), |found| found.value == Time::Oclock)
        .or_else(|| glued_oclock(text, end));
    let mut minute = 0;
    let mut is_time = before.is_some();
    let colon = text[end..].starts_with([':', '.']).then(|| minute_at(end + 1)).flatten();
    if let Some((value, behind)) = colon {
        let is_dot = text[end..].starts_with('.');
        (minute, end) = (value, behind);
        is_time |= !is_dot || is_clock_word_before(text, at);
        // Seconds and their fractions.
        if text[end..].starts_with(':')
            && let Some((_, behind)) = minute_at(end + 1)
        {
            end = behind;
            if text[end..].starts_with('.')
                && let Some((_, behind)) = digits(text, end + 1)
            {
                end = behind;
            }
        }
        if let Some(found) = TIMES.longest(text, skip(text, end, &[" "]), |found| found.value == Time::Oclock) {
            end = found.end;
            is_time = true;
        }
    } else if let Some(found) = oclock {
        is_time = true;
        end = found.end;
        let start = skip(text, end, &[" "]);
        if let Some((value, behind)) = minute_at(start) {
            minute = value;
            end = behind + if text[behind..].starts_with('分') { '分'.len_utf8() } else { 0 };
        } else if text[end..].starts_with('半') {
            minute = 30;
            end += '半'.len_utf8();
        }
    }
    let behind = TIMES.longest(text, skip(text, end, &[" "]), half).or_else(|| {
        let rest = &text[end..];
        TIMES.longest(rest, 0, half).map(|found| crate::desk::words::Found { end: end + found.end, ..found })
    });
    if let Some(found) = behind {
        is_time = true;
        end = found.end;
    }
    let hour = match before.or(behind).map(|found| found.value) {
        Some(Time::Pm) if hour < 12 => hour + 12,
        Some(Time::Am) if hour == 12 => 0,
        _ => hour,
    };
    // "10:00-10:30" is a range; only behind the T of an ISO time is it an offset.
    let offset = offset_at(text, end).filter(|_| text[..at].ends_with('t'));
    let (offset, end) = offset.map_or((None, end), |(offset, end)| (Some(offset), end));
    let (hour, minute) = if hour == 24 { (23, 59) } else { (hour, minute) };
    let time = ClockTime { hour: i8::try_from(hour).ok()?, minute: i8::try_from(minute).ok()?, offset };
    is_time.then_some((time, end))
}

fn is_clock_word_before(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end();
    ["kl", "klockan", "saat", "alle", "ore", "um", "om", "godz", "godz.", "godzinie", "kl.", "a las"]
        .iter()
        .any(|word| ends_with_word(before, word))
}

/// "15h30": the sign of the hour stands directly behind the digits.
fn glued_oclock(text: &str, at: usize) -> Option<crate::desk::words::Found<Time>> {
    let rest = text.get(at..)?;
    if let Some(behind) = rest.strip_prefix('h') {
        let is_hour = behind.is_empty() || behind.starts_with(|c: char| !c.is_alphabetic());
        let found = crate::desk::words::Found { start: at, end: at + 1, language: Language::Fr, value: Time::Oclock };
        return is_hour.then_some(found);
    }
    let found = TIMES.longest(rest, 0, |found| found.value == Time::Oclock)?;
    Some(crate::desk::words::Found { start: at, end: at + found.end, ..found })
}

/// An offset directly behind a time of day, in minutes: `Z`, `+02:00`.
fn offset_at(text: &str, at: usize) -> Option<(i32, usize)> {
    if let Some(rest) = text[at..].strip_prefix('z') {
        return (!rest.starts_with(is_word)).then_some((0, at + 1));
    }
    let sign = match text[at..].chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let (hours, end) = digits(text, at + 1).filter(|(_, end)| end - at == 3)?;
    let (minutes, end) = text[end..].strip_prefix(':').and_then(|_| digits(text, end + 1)).unwrap_or((0, end));
    let offset = i32::try_from(hours * 60 + minutes).ok().filter(|offset| *offset <= 14 * 60)?;
    Some((sign * offset, end))
}

/// A time of day behind a date.
pub(super) fn time_behind(text: &str, at: usize) -> Option<(ClockTime, usize)> {
    /// Words and signs between a date and its time of day.
    const MOST: usize = 4;
    let mut start = at;
    if text[at..].starts_with('t') {
        return clock_at(text, at + 1);
    }
    for _ in 0..=MOST {
        start += text[start..].len() - text[start..].trim_start_matches([' ', ',', '(', '-', '|']).len();
        if let Some(found) = clock_at(text, start) {
            return Some(found);
        }
        start = TIMES.longest(text, start, |found| matches!(found.value, Time::Clock | Time::Weekday(_)))?.end;
        // The dot of "kl." and "godz."
        start += usize::from(text[start..].starts_with('.'));
    }
    None
}
