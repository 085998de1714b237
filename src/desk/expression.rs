//! Finds the expressions of time in a folded text: amounts with a unit, dates, and days counted from today. `date` reads what a date
//! consists of; `role` decides what an expression means.

use std::ops::Range;

use crate::desk::date::{self, CivilDate, ClockTime};
use crate::desk::terms::Unit;
use crate::desk::words::{Language, TIMES, Time, WORDS, Word, is_word};

/// The form of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// An amount: the lower and the higher number, and the unit. A habit ("24 hours a day") is none of the notice.
    Amount { low: u32, high: u32, unit: Unit, is_habit: bool },
    /// A date: every possible reading, and the time of day. An impossible date has no reading.
    Date { readings: Vec<CivilDate>, last: Option<CivilDate>, time: Option<ClockTime> },
    /// A day of the month without its month.
    DayOfMonth(i8),
    /// A day of the week; Monday is 1.
    Weekday(i8, Option<ClockTime>),
    /// A number of days from today.
    FromToday(i64, Option<ClockTime>),
}

/// An expression of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Expression {
    /// Its place in the folded text.
    pub range: Range<usize>,
    /// Its form.
    pub form: Form,
}

/// More expressions are not read. Long notices have some twenty.
const MOST: usize = 500;

/// All expressions in a text, in its order.
pub(super) fn find(text: &str, language: Language) -> Vec<Expression> {
    let mut found: Vec<Expression> = Vec::new();
    let mut pending: Option<(Range<usize>, ClockTime)> = None;
    let mut at = 0;
    while at < text.len() && found.len() < MOST {
        let Some(c) = text[at..].chars().next() else { break };
        let before = text[..at].chars().next_back();
        let may_begin = if c.is_ascii_digit() { begins_number(before, text, at) } else { is_start(c, before) };
        if !may_begin {
            at += c.len_utf8();
            continue;
        }
        if let Some(mut expression) = expression_at(text, at, language) {
            if let Some((range, time)) = pending.take()
                && range.end <= expression.range.start
                && is_filler(&text[range.end..expression.range.start])
            {
                add_time(&mut expression, range.start, time);
            }
            absorb_weekday(text, &mut expression, found.last().map_or(0, |last| last.range.end));
            at = expression.range.end;
            found.push(expression);
        } else if let Some((time, end)) = date::clock_at(text, at) {
            pending = Some((at..end, time));
            at = end;
        } else if c.is_ascii_digit() {
            at += text[at..].find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len() - at);
        } else {
            at += c.len_utf8();
        }
    }
    join_ranges(text, &mut found);
    found
}

/// Whether an expression may begin with this letter or sign.
fn is_start(c: char, before: Option<char>) -> bool {
    if is_word(c) { !before.is_some_and(|before| is_word(before) || before == '-') } else { u32::from(c) >= 0x2e80 }
}

/// Whether a number can begin with this digit. The parts of an order number, of a version or of an amount of money begin none.
fn begins_number(before: Option<char>, text: &str, at: usize) -> bool {
    match before {
        None => true,
        Some(before) if is_word(before) => false,
        Some('-' | '/' | '.' | ',' | ':') => {
            let earlier = text[..at - 1].chars().next_back();
            !earlier.is_some_and(is_word)
        }
        Some(before) => !matches!(before, '$' | '€' | '£' | '#' | '_' | '+'),
    }
}

fn expression_at(text: &str, at: usize, language: Language) -> Option<Expression> {
    if let Some((readings, last, end)) = date::date_at(text, at, language) {
        let (time, end) = date::time_behind(text, end).map_or((None, end), |(time, end)| (Some(time), end));
        return Some(Expression { range: at..end, form: Form::Date { readings, last, time } });
    }
    amount_at(text, at, language).or_else(|| relative_at(text, at, language))
}

/// An amount: "30 days", "thirty (30) days", "48-72 hours", "七天".
fn amount_at(text: &str, at: usize, language: Language) -> Option<Expression> {
    let (mut low, mut end) = date::number_at(text, at, language)?;
    if let Some((number, after)) = in_parentheses(text, end, language) {
        low = number;
        end = after;
    }
    let mut high = low;
    if let Some((number, after)) = upper_bound(text, end, language) {
        high = number.max(low);
        end = after;
    }
    let (unit, end) = unit_at(text, end)?;
    let amount = &text[at..end];
    // "十分" is a word, and 2026年 is a year.
    let is_word = unit == Unit::Minutes && amount.ends_with('分') && !amount.starts_with(|c: char| c.is_ascii_digit());
    let is_year = unit == Unit::Years && low >= 1000;
    if is_word || is_year {
        return None;
    }
    // "30日まで" is a day of the month.
    if amount.ends_with('日') && low <= 31 && (text[end..].starts_with("まで") || text[end..].starts_with('迄')) {
        return Some(Expression { range: at..end, form: Form::DayOfMonth(i8::try_from(low).ok()?) });
    }
    if unit == Unit::Hours && low <= 24 && is_clock_before(text, at) {
        return None;
    }
    let habit = habit_end(text, end, language);
    let range = at..habit.unwrap_or(end);
    Some(Expression { range, form: Form::Amount { low, high, unit, is_habit: habit.is_some() } })
}

/// Whether the words before an hour make it a time of day: "à 15 heures".
fn is_clock_before(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end();
    ["a las", "om", "kl", "klockan", "saat", "alle"].iter().any(|word| date::ends_with_word(before, word))
        || date::ends_with_word(before, "a") && !before.ends_with("'a")
}

/// A second number in parentheses, as lawyers write: "thirty (30)".
fn in_parentheses(text: &str, at: usize, language: Language) -> Option<(u32, usize)> {
    let open = skip_spaces(text, at);
    let rest = text[open..].strip_prefix('(')?;
    let (number, end) = date::number_at(text, text.len() - rest.len(), language)?;
    text[end..].starts_with(')').then_some((number, end + 1))
}

/// The higher number of a range, with its end.
fn upper_bound(text: &str, at: usize, language: Language) -> Option<(u32, usize)> {
    let start = skip_spaces(text, at);
    let sign = text[start..].chars().next().filter(|c| matches!(c, '-' | '~' | '〜' | '～' | '/'));
    let behind = match sign {
        Some(sign) => start + sign.len_utf8(),
        None => TIMES.longest(text, start, |found| found.value == Time::Range && found.language == language)?.end,
    };
    date::number_at(text, skip_spaces(text, behind), language)
}

fn skip_spaces(text: &str, at: usize) -> usize {
    at + text[at..].len() - text[at..].trim_start_matches(' ').len()
}

/// The unit behind a number, with its end. Adjectives may stand between them.
fn unit_at(text: &str, at: usize) -> Option<(Unit, usize)> {
    let mut at = at;
    for _ in 0..3 {
        at += text[at..].len() - text[at..].trim_start_matches([' ', '-']).len();
        let unit = |found: &crate::desk::words::Found<Time>| matches!(found.value, Time::Unit(_));
        // "30days" is written without a space, so the boundary of the word is not asked for.
        let found = TIMES.longest(text, at, unit).or_else(|| glued_unit(text, at));
        if let Some(found) = found
            && let Time::Unit(unit) = found.value
        {
            return Some((unit, found.end));
        }
        at = TIMES.longest(text, at, |found| found.value == Time::Adjective)?.end;
    }
    None
}

/// A unit directly behind a digit: the digit hides the beginning of the word.
fn glued_unit(text: &str, at: usize) -> Option<crate::desk::words::Found<Time>> {
    let rest = &text[at..];
    let found = TIMES.longest(rest, 0, |found| matches!(found.value, Time::Unit(_)))?;
    Some(crate::desk::words::Found { start: at, end: at + found.end, ..found })
}

/// The end of a habit: "24 hours a day", "7 jours sur 7". Returns `None` if it is none.
fn habit_end(text: &str, at: usize, language: Language) -> Option<usize> {
    const LINKS: [&str; 13] = ["a", "per", "each", "every", "am", "pro", "par", "sur", "al", "su", "om", "na", "por"];
    let start = skip_spaces(text, at);
    let rest = &text[start..];
    if let Some(behind) = rest.strip_prefix('/') {
        let digits = behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        return (digits > 0).then_some(start + 1 + digits);
    }
    let word = rest.find(|c| !is_word(c)).map_or(rest, |end| &rest[..end]);
    let next = skip_spaces(text, start + word.len());
    if !LINKS.contains(&word) || next == start + word.len() {
        return None;
    }
    if let Some((_, end)) = date::number_at(text, next, language).filter(|_| matches!(word, "sur" | "su")) {
        return Some(end);
    }
    TIMES.longest(text, next, |found| matches!(found.value, Time::Unit(_))).map(|found| found.end)
}

/// A day counted from today, or a day of the week beside the word for a bound.
fn relative_at(text: &str, at: usize, language: Language) -> Option<Expression> {
    let fits = |found: &crate::desk::words::Found<Time>| {
        found.language == language && matches!(found.value, Time::Day(_) | Time::Weekday(_))
    };
    let found = TIMES.longest(text, at, fits)?;
    let (time, end) = date::time_behind(text, found.end).map_or((None, found.end), |(time, end)| (Some(time), end));
    let form = match found.value {
        Time::Day(days) => Form::FromToday(days, time),
        Time::Weekday(_) if goes_on_with_date(text, found.end, language) => return None,
        Time::Weekday(day) if is_bound(text, at, found.end, language) => Form::Weekday(day, time),
        _ => return None,
    };
    // "from today" and "à partir d'aujourd'hui" count from the mail, and greetings and thanks name a day, too.
    let is_bounded = time.is_some() || is_bound(text, at, found.end, language);
    is_bounded.then_some(Expression { range: at..end, form })
}

/// Whether a date follows a day of the week: "Friday, 18 September".
fn goes_on_with_date(text: &str, at: usize, language: Language) -> bool {
    let start = at + text[at..].len() - text[at..].trim_start_matches([' ', ',', '.', '(']).len();
    let start = ["the ", "den ", "dem ", "le ", "el ", "il ", "dnia "]
        .iter()
        .find(|word| text[start..].starts_with(**word))
        .map_or(start, |word| start + word.len());
    date::date_at(text, start, language).is_some()
}

/// Whether a bound ("by", "until", "までに") stands beside a range.
fn is_bound(text: &str, start: usize, end: usize, language: Language) -> bool {
    let is = |word: Word| matches!(word, Word::By | Word::Before);
    let from = text[..start].char_indices().rev().take(24).last().map_or(start, |(at, _)| at);
    let before = WORDS.within(text, from, start);
    let gap = |end: usize| text[end..start].trim().is_empty();
    if before.iter().any(|found| found.language == language && is(found.value) && gap(found.end)) {
        return true;
    }
    matches!(language, Language::Ja | Language::Zh | Language::Tr)
        && WORDS.at(text, skip_spaces(text, end)).any(|found| found.language == language && is(found.value))
}

/// Whether a text between a time of day and its date only joins them.
fn is_filler(text: &str) -> bool {
    /// In bytes; a longer text is a clause of its own.
    const LONGEST: usize = 60;
    let mut rest = text;
    if text.len() > LONGEST {
        return false;
    }
    while let Some(c) = rest.chars().next() {
        let at = text.len() - rest.len();
        let joins = |found: &crate::desk::words::Found<Time>| matches!(found.value, Time::Clock | Time::Weekday(_));
        if !c.is_alphanumeric() && !matches!(c, '.' | ';' | '!' | '?' | '。') {
            rest = &rest[c.len_utf8()..];
        } else if let Some(found) = TIMES.longest(text, at, joins) {
            rest = &text[found.end..];
        } else if let Some(end) = crate::desk::clock::zone_name_at(text, at) {
            rest = &text[end..];
        } else {
            return false;
        }
    }
    true
}

/// Gives a date the time of day that stands before it.
fn add_time(expression: &mut Expression, start: usize, before: ClockTime) {
    if let Form::Date { time, .. } | Form::Weekday(_, time) | Form::FromToday(_, time) = &mut expression.form
        && time.is_none()
    {
        *time = Some(before);
        expression.range.start = start;
    }
}

/// Takes the day of the week before a date into it: it says the same. `first` is the end of the expression before.
fn absorb_weekday(text: &str, expression: &mut Expression, first: usize) {
    if !matches!(expression.form, Form::Date { .. }) {
        return;
    }
    let before = text[..expression.range.start].trim_end_matches([' ', ',', '.']);
    let word = before.rfind(|c| !is_word(c)).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let is_weekday = |found: &crate::desk::words::Found<Time>| matches!(found.value, Time::Weekday(_));
    if word >= first && TIMES.longest(text, word, is_weekday).is_some_and(|found| found.end == before.len()) {
        expression.range.start = word;
    }
}

/// Joins "24 hours to 72 hours" to one range.
fn join_ranges(text: &str, found: &mut Vec<Expression>) {
    let mut at = 1;
    while at < found.len() {
        let (first, second) = (&found[at - 1], &found[at]);
        let gap = text[first.range.end..second.range.start].trim();
        let joins = matches!(gap, "-" | "~" | "〜" | "to" | "bis" | "a" | "tot" | "do" | "till" | "至" | "到" | "から");
        let (Form::Amount { low, unit, .. }, Form::Amount { high, unit: other, .. }) = (&first.form, &second.form)
        else {
            at += 1;
            continue;
        };
        if !joins || unit != other || high < low {
            at += 1;
            continue;
        }
        let form = Form::Amount { low: *low, high: *high, unit: *unit, is_habit: false };
        found[at - 1] = Expression { range: first.range.start..second.range.end, form };
        found.remove(at);
    }
}
