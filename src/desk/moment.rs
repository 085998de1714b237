//! The times in a notice: each expression with its role and the instants that it can mean.

use std::ops::Range;

use jiff::civil::Date;
use serde::Serialize;

use crate::desk::clock::{Clock, Edge, Instant, NamedZone, Span, zone_at};
use crate::desk::date::ClockTime;
use crate::desk::expression::{Expression, Form};
use crate::desk::passage::{self, Passage, Sentence, Text};
use crate::desk::role::{self, Meaning, Question, Role};
use crate::desk::terms::Unit;
use crate::desk::words::{Language, WORDS, Word, is_word};

/// A time in a notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Moment {
    /// The expression as written.
    pub text: String,
    /// Its place in the sentence, in UTF-16 units as JavaScript counts them.
    pub span: [usize; 2],
    /// What the time is for.
    pub role: Role,
    /// It is an appointment.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub appointment: bool,
    /// The event is over.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub past: bool,
    /// The number of units; the lower one of a range. `None` for a date.
    pub amount: Option<u32>,
    /// The unit. `None` for a date.
    pub unit: Option<Unit>,
    /// The instant to plan by. `None` if it cannot be computed.
    pub earliest: Option<Instant>,
    /// The latest reading.
    pub latest: Option<Instant>,
    /// The time zone that the notice names.
    pub zone: Option<String>,
    /// There is one reading.
    pub certain: bool,
    /// The readings to choose from, if day and month can change places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Instant>,
    /// The sentence.
    pub sentence: String,
    /// The sentences that say the same time once more.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub again: Vec<String>,
    /// The index of its passage.
    #[serde(skip)]
    pub passage: usize,
}

/// A longer sentence is cut around the expression. In bytes.
const LONGEST_SENTENCE: usize = 400;

/// Reads all times in the passages of a notice, in their order. `received` is the instant of the header Date.
pub fn read(passages: &[Passage], received: Option<Instant>, clock: &Clock) -> Vec<Moment> {
    let texts = passage::read(passages);
    let reader = Reader { clock, received: received.map(|instant| instant.second), common: common_zone(&texts) };
    let mut moments: Vec<Moment> = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        for expression in &text.expressions {
            let context = context(&texts, at, expression);
            moments.push(Moment { passage: at, ..reader.moment(text, expression, context) });
        }
    }
    moments
}

/// Leaves out the times that say the same as an earlier one, and notes their sentences there.
pub fn merge(all: Vec<Moment>) -> Vec<Moment> {
    let mut moments: Vec<Moment> = Vec::new();
    for moment in all {
        match moments.iter_mut().find(|known| is_same(known, &moment)) {
            Some(known) => known.again.push(moment.sentence),
            None => moments.push(moment),
        }
    }
    moments
}

/// Whether two moments say the same.
fn is_same(one: &Moment, other: &Moment) -> bool {
    let is_same_amount = one.amount.is_some() && (one.amount, one.unit) == (other.amount, other.unit);
    let is_same_instant = one.earliest.is_some() && one.earliest == other.earliest;
    one.role == other.role
        && one.appointment == other.appointment
        && one.past == other.past
        && one.earliest == other.earliest
        && one.latest == other.latest
        && (is_same_amount || is_same_instant || one.text == other.text)
}

/// The line above an expression, if the expression belongs to it: a label or the beginning of a list.
fn context<'a>(texts: &'a [Text], at: usize, expression: &Expression) -> Option<(&'a Text, &'a Sentence)> {
    /// A longer line is no label. In bytes.
    const LONGEST_LABEL: usize = 90;
    let text = &texts[at];
    let above = texts[..at].iter().rev().find(|above| !above.folded.text.trim().is_empty())?;
    let rest = text.folded.text.len() - expression.range.len();
    // A cell with little beside the expression, a point of a list.
    let is_alone = rest <= 24;
    let is_label = above.folded.text.len() <= LONGEST_LABEL && above.expressions.is_empty();
    let opens_list = above.folded.text.trim_end().ends_with(':');
    let fits = is_alone && is_label || opens_list;
    above.sentences.iter().rev().find(|sentence| !sentence.range.is_empty()).filter(|_| fits).map(|line| (above, line))
}

/// The zone that holds for all times: "All times are PST".
fn common_zone(texts: &[Text]) -> Option<NamedZone> {
    texts.iter().filter(|text| !text.is_ignored).find_map(|text| {
        text.sentences.iter().find_map(|sentence| {
            let words = text.words(&sentence.range);
            let is_for_all = words.iter().any(|found| found.value == Word::AllTimes);
            if is_for_all { zones(text, &sentence.range).into_iter().next().map(|(_, zone)| zone) } else { None }
        })
    })
}

/// The zones that are named in a range of a text. An abbreviation stands in capitals: "EST" is a zone, "est" a French word.
fn zones(text: &Text, range: &Range<usize>) -> Vec<(Range<usize>, NamedZone)> {
    /// In letters.
    const LONGEST_ABBREVIATION: usize = 5;
    let folded = &text.folded.text;
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let Some(c) = folded[at..].chars().next() else { break };
        let is_start = c.is_alphabetic() && !(is_word(c) && folded[..at].chars().next_back().is_some_and(is_word));
        if let Some((zone, end)) = zone_at(folded, at).filter(|_| is_start) {
            let written = &text.written[text.folded.original(&(at..end))];
            let is_abbreviation = zone.name.len() <= LONGEST_ABBREVIATION && zone.name.is_ascii();
            if !is_abbreviation || !written.contains(char::is_lowercase) {
                found.push((at..end, zone));
                at = end;
                continue;
            }
        }
        at += c.len_utf8();
    }
    found
}

struct Reader<'a> {
    clock: &'a Clock,
    received: Option<i64>,
    common: Option<NamedZone>,
}

/// The instants of an expression.
struct Instants {
    span: Option<Span>,
    is_certain: bool,
    choices: Vec<i64>,
}

impl Instants {
    const NONE: Self = Self { span: None, is_certain: false, choices: Vec::new() };
}

impl Reader<'_> {
    fn moment(&self, text: &Text, expression: &Expression, context: Option<(&Text, &Sentence)>) -> Moment {
        let sentence = text.sentences.iter().find(|sentence| sentence.range.contains(&expression.range.start));
        let whole = Sentence {
            range: 0..text.folded.text.len(),
            fragments: std::iter::once(0..text.folded.text.len()).collect(),
        };
        let sentence = sentence.unwrap_or(&whole);
        let bound = bound(text, sentence, &expression.range);
        let question = Question {
            expression,
            is_over: self.is_over(expression, 0),
            is_before: self.is_over(expression, 1),
            bound,
            context,
        };
        let mut meaning = role::decide(text, sentence, &question);
        if text.is_ignored {
            meaning =
                Meaning { role: Role::Ignored, is_appointment: false, is_past: false, is_label: false, is_open: false };
        }
        let zone = self.zone(text, sentence, &expression.range);
        let edge = edge(bound, meaning, question.has_bound());
        let mut instants = self.instants(expression, edge, zone.as_ref());
        let counts_from_another = matches!(expression.form, Form::Amount { .. })
            && counts_from_event(text, sentence, expression, meaning.role);
        if counts_from_another || !needs_instant(meaning, expression) {
            instants = Instants::NONE;
        }
        let (start, quoted) = quote(text, &sentence.range, &expression.range);
        let written = text.written[text.folded.original(&expression.range)].trim().to_owned();
        let place = quoted[start..].find(&*written).map_or(start, |at| start + at);
        let first = quoted[..place].encode_utf16().count();
        let (amount, unit) = match expression.form {
            Form::Amount { low, unit, .. } => (Some(low), Some(unit)),
            _ => (None, None),
        };
        Moment {
            span: [first, first + written.encode_utf16().count()],
            text: written,
            role: meaning.role,
            appointment: meaning.is_appointment,
            past: meaning.is_past,
            amount,
            unit,
            earliest: instants.span.and_then(|(earliest, _)| self.clock.instant(earliest)),
            latest: instants.span.and_then(|(_, latest)| self.clock.instant(latest)),
            zone: zone.map(|zone| zone.name.to_uppercase()),
            certain: instants.span.is_some() && instants.is_certain && !meaning.is_open,
            choices: instants.choices.iter().filter_map(|&second| self.clock.instant(second)).collect(),
            sentence: quoted,
            again: Vec::new(),
            passage: 0,
        }
    }

    /// Whether a date lies at least this many days before the mail's own day, in all readings.
    fn is_over(&self, expression: &Expression, days: i64) -> bool {
        let Form::Date { readings, .. } = &expression.form else { return false };
        let Some(received) = self.received else { return false };
        let dates = readings.iter().filter_map(|reading| self.clock.dated(*reading, Some(received)));
        let today = self.clock.day(received, -days);
        let mut dates = dates.peekable();
        dates.peek().is_some() && dates.all(|(date, _)| today.is_some_and(|today| date <= today))
    }

    /// The zone of an expression: one that its own sentence names, the nearest first, or the one for all.
    fn zone(&self, text: &Text, sentence: &Sentence, expression: &Range<usize>) -> Option<NamedZone> {
        let distance = |range: &Range<usize>| {
            if range.start >= expression.end {
                range.start - expression.end
            } else {
                expression.start.saturating_sub(range.end)
            }
        };
        let named = zones(text, &sentence.range).into_iter().min_by_key(|(range, _)| distance(range));
        named.map(|(_, zone)| zone).or_else(|| self.common.clone())
    }

    fn instants(&self, expression: &Expression, edge: Edge, zone: Option<&NamedZone>) -> Instants {
        let certain = |span: Option<Span>| Instants { span, is_certain: true, choices: Vec::new() };
        let on =
            |date: Option<Date>, time: Option<ClockTime>| date.and_then(|date| self.clock.on(date, time, edge, zone));
        match &expression.form {
            Form::Amount { low, high, unit, .. } => {
                certain(self.received.and_then(|received| self.clock.after(received, *low, *high, *unit)))
            }
            Form::Date { readings, last, time } => {
                let dates: Vec<(Date, bool)> =
                    readings.iter().filter_map(|reading| self.clock.dated(*reading, self.received)).collect();
                // A reading that lies before the mail is dropped if another one remains.
                let is_ahead = |date: Date| self.received.is_none_or(|received| !self.clock.is_over(date, received));
                let ahead: Vec<(Date, bool)> = dates.iter().copied().filter(|(date, _)| is_ahead(*date)).collect();
                let dates = if ahead.is_empty() { dates } else { ahead };
                let spans: Vec<Span> = dates.iter().filter_map(|(date, _)| on(Some(*date), *time)).collect();
                let Some(earliest) = spans.iter().map(|(earliest, _)| *earliest).min() else { return Instants::NONE };
                let mut latest = spans.iter().map(|(_, latest)| *latest).max().unwrap_or(earliest);
                if let Some((_, end)) = last
                    .and_then(|last| self.clock.dated(last, self.received))
                    .and_then(|(date, _)| on(Some(date), *time))
                {
                    latest = latest.max(end);
                }
                let mut choices: Vec<i64> = spans.iter().map(|(earliest, _)| *earliest).collect();
                choices.sort_unstable();
                let is_certain = spans.len() == 1 && dates.iter().all(|(_, is_certain)| *is_certain);
                let choices = if choices.len() > 1 { choices } else { Vec::new() };
                Instants { span: Some((earliest, latest)), is_certain, choices }
            }
            Form::DayOfMonth(day) => {
                let date = self.received.and_then(|received| self.clock.day_of_month(received, *day));
                Instants { span: on(date, None), is_certain: false, choices: Vec::new() }
            }
            Form::Weekday(day, time) => {
                certain(on(self.received.and_then(|received| self.clock.next_weekday(received, *day)), *time))
            }
            Form::FromToday(days, time) => {
                certain(on(self.received.and_then(|received| self.clock.day(received, *days)), *time))
            }
        }
    }
}

/// Whether an instant says anything: an age, a habit or a time in the past is counted from no mail.
fn needs_instant(meaning: Meaning, expression: &Expression) -> bool {
    match expression.form {
        Form::Amount { .. } => !matches!(meaning.role, Role::DocumentAge | Role::Other | Role::Ignored),
        _ => true,
    }
}

/// The edge of the day that a bound means. A label alone names an end, and so does an act without a bound in its label.
fn edge(bound: Option<Word>, meaning: Meaning, has_bound: bool) -> Edge {
    match bound {
        Some(Word::By) => Edge::End,
        Some(Word::Before | Word::From | Word::On) => Edge::Start,
        _ if meaning.is_label && !has_bound && meaning.role == Role::Act => Edge::End,
        _ => Edge::Start,
    }
}

/// The word for a bound beside an expression: "by", "before", "from", "on".
fn bound(text: &Text, sentence: &Sentence, expression: &Range<usize>) -> Option<Word> {
    /// How far a bound may stand before the expression, in bytes; "by no later than the end of".
    const BEFORE: usize = 26;
    /// How far it may stand behind it, in bytes.
    const BEHIND: usize = 4;
    let is_bound = |word: Word| matches!(word, Word::By | Word::Before | Word::From | Word::On);
    let folded = &text.folded.text;
    let words = || text.words(&sentence.range).into_iter().filter(|found| is_bound(found.value));
    if matches!(text.language, Language::Ja | Language::Zh | Language::Tr) {
        let behind = words().filter(|found| {
            found.start >= expression.end
                && found.start - expression.end <= BEHIND
                && found.value != Word::On
                && !folded[expression.end..found.start].contains([',', '。', '('])
        });
        let behind = behind.max_by_key(|found| (std::cmp::Reverse(found.start), found.end));
        if let Some(found) = behind {
            return Some(found.value);
        }
    }
    let near = |end: usize| {
        end <= expression.start
            && expression.start - end <= BEFORE
            && !folded[end..expression.start]
                .contains(|c: char| c.is_ascii_digit() || matches!(c, ',' | ';' | '(' | '|' | '。'))
            && folded[end..expression.start].split_whitespace().count() <= 2
    };
    // The longest of the phrases that end nearest: "no later than" and not "than".
    let before = words().filter(|found| near(found.end));
    before.max_by_key(|found| (found.value != Word::On, found.end, found.end - found.start)).map(|found| found.value)
}

/// Whether an amount counts from another event than this notice: "24 hours before the interview".
fn counts_from_event(text: &Text, sentence: &Sentence, expression: &Expression, role: Role) -> bool {
    /// How far the event may stand from the word that counts from it, in bytes.
    const NEAR: usize = 25;
    let range = &expression.range;
    let words = text.words(&sentence.range);
    if words.iter().any(|found| found.value == Word::NotCounting) {
        return true;
    }
    if follows_event(text, sentence, range) {
        return true;
    }
    let is_event = |word: Word| matches!(word, Word::Event | Word::MailEvent);
    let is_last = matches!(text.language, Language::Ja | Language::Zh | Language::Tr);
    let behind = words.iter().filter(|found| {
        !is_last && found.value == Word::After && found.start >= range.end && found.start - range.end <= 2
    });
    if let Some(after) = behind.max_by_key(|found| found.end) {
        let events = words
            .iter()
            .filter(|found| is_event(found.value) && found.start >= after.start && found.start <= after.end + NEAR);
        let nearest = events.min_by_key(|found| (found.start, std::cmp::Reverse(found.end)));
        // "7 days before the deactivation of your account" are the days that are left.
        let is_threat = |event: &crate::desk::words::Found<Word>| {
            role == Role::ActionDate
                && words
                    .iter()
                    .any(|found| found.value == Word::Consequence && found.start < event.end && event.start < found.end)
        };
        return nearest.is_some_and(|found| found.value == Word::Event && !is_threat(found));
    }
    if !is_last {
        return false;
    }
    // In these languages the event stands before the amount: 面談の24時間前, 収到…后7天内.
    let fragment = sentence.fragments.get(sentence.fragment_of(range.start)).cloned().unwrap_or_default();
    let before = |found: &&crate::desk::words::Found<Word>| found.start >= fragment.start && found.end <= range.start;
    let from_mail = words.iter().filter(before).any(|found| found.value == Word::MailEvent);
    let event = words.iter().filter(before).find(|found| found.value == Word::Event);
    let counts = |event: &crate::desk::words::Found<Word>| {
        let behind = WORDS.within(&text.folded.text, event.start, (range.end + 12).min(sentence.range.end));
        behind.iter().any(|found| found.value == Word::After && found.language == text.language)
    };
    !from_mail && event.is_some_and(counts)
}

/// Whether the clause before an expression says that another event comes first: "Once it is shipped, confirm it within 24 hours."
fn follows_event(text: &Text, sentence: &Sentence, expression: &Range<usize>) -> bool {
    let at = sentence.fragment_of(expression.start);
    let Some(before) = at.checked_sub(1).and_then(|before| sentence.fragments.get(before)) else { return false };
    let words = text.words(before);
    let folded = &text.folded.text[before.clone()];
    let start = before.start + folded.len() - folded.trim_start().len();
    let is_last = matches!(text.language, Language::Ja | Language::Zh | Language::Tr);
    let is_first = |found: &crate::desk::words::Found<Word>| {
        if is_last { found.end + 4 >= before.end } else { found.start == start }
    };
    words.iter().any(|found| found.value == Word::Once && is_first(found))
        && !words.iter().any(|found| found.value == Word::MailEvent)
}

/// The sentence as written, cut around the expression if it is long, and where the expression may begin in it.
fn quote(text: &Text, sentence: &Range<usize>, expression: &Range<usize>) -> (usize, String) {
    let whole = text.folded.original(sentence);
    let place = text.folded.original(expression);
    let (mut start, mut end) = (whole.start, whole.end);
    if end - start > LONGEST_SENTENCE {
        start = start.max(place.start.saturating_sub(LONGEST_SENTENCE / 2));
        end = end.min(place.end + LONGEST_SENTENCE / 2);
        while !text.written.is_char_boundary(start) {
            start += 1;
        }
        while !text.written.is_char_boundary(end) {
            end -= 1;
        }
    }
    let quoted = text.written[start..end].trim_start();
    let skipped = end - start - quoted.len();
    (place.start.saturating_sub(start + skipped), quoted.trim_end().to_owned())
}
