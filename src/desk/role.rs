//! Decides what an expression of time means, by the words of its clause.

use std::ops::Range;

use crate::desk::expression::{Expression, Form};
use crate::desk::passage::{Sentence, Text};
use crate::desk::terms::Unit;
use crate::desk::words::{Found, Language, Word};
use serde::Serialize;

/// What a time in a notice is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The seller has to act until then.
    Act,
    /// Something happens to the account, the listings or the claim then, or an appointment begins.
    ActionDate,
    /// The seller may appeal until then.
    AppealWindow,
    /// The age that a document may have.
    DocumentAge,
    /// The time for which money is held.
    Funds,
    /// The time in which Amazon acts.
    AmazonAct,
    /// Anything else, such as an event that is over.
    Other,
    /// The words are quoted, hidden or of an older mail.
    Ignored,
}

impl Role {
    /// Whether the time belongs on the list of what is due.
    pub fn is_due(self) -> bool {
        matches!(self, Self::Act | Self::ActionDate | Self::AppealWindow)
    }
}

/// A role with what else the clause says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "facts about a clause that do not depend on each other")]
pub(super) struct Meaning {
    pub role: Role,
    /// The time is an appointment.
    pub is_appointment: bool,
    /// The event is over.
    pub is_past: bool,
    /// A label or the clause alone names the end of a period.
    pub is_label: bool,
    /// The clause leaves it open whether the time binds the seller.
    pub is_open: bool,
}

impl Meaning {
    const fn of(role: Role) -> Self {
        Self { role, is_appointment: false, is_past: false, is_label: false, is_open: false }
    }
}

/// What is known about an expression before its role is decided.
pub(super) struct Question<'a> {
    pub expression: &'a Expression,
    /// The expression is a date that is not behind the mail's own day.
    pub is_over: bool,
    /// The expression is a date before the mail's own day.
    pub is_before: bool,
    /// The word for a bound beside it: "by", "before", "from", "on".
    pub bound: Option<Word>,
    /// The lines above, in which a label or a list can begin.
    pub context: Option<(&'a Text, &'a Sentence)>,
}

impl Question<'_> {
    /// Whether the word for a bound names an end.
    fn has_end(&self) -> bool {
        matches!(self.bound, Some(Word::By | Word::Before))
    }

    /// Whether the word for a bound names an end or a start.
    pub(super) fn has_bound(&self) -> bool {
        self.bound.is_some_and(|bound| bound != Word::On)
    }
}

/// The words of a clause.
struct Clause<'a> {
    words: Vec<Found<Word>>,
    expression: &'a Range<usize>,
}

impl Clause<'_> {
    fn has(&self, word: Word) -> bool {
        self.words.iter().any(|found| found.value == word)
    }

    /// The distance to the nearest word of a kind, in bytes.
    fn distance(&self, word: Word) -> Option<usize> {
        let of_kind = self.words.iter().filter(|found| found.value == word);
        of_kind.map(|found| gap(&(found.start..found.end), self.expression)).min()
    }

    /// Whether a word of a kind ends at most `before` bytes before the expression, or begins at most `behind` bytes behind it.
    fn is_beside(&self, word: Word, before: usize, behind: usize) -> bool {
        self.words.iter().filter(|found| found.value == word).any(|found| {
            let is_before = found.end <= self.expression.start && self.expression.start - found.end <= before;
            let is_behind = found.start >= self.expression.end && found.start - self.expression.end <= behind;
            is_before || is_behind || found.start >= self.expression.start && found.end <= self.expression.end
        })
    }

    /// Whether a word of the first kind is at least as near as any of the second.
    fn is_nearer(&self, first: Word, second: Word) -> bool {
        match (self.distance(first), self.distance(second)) {
            (Some(first), Some(second)) => first <= second,
            (first, _) => first.is_some(),
        }
    }
}

fn gap(one: &Range<usize>, other: &Range<usize>) -> usize {
    if one.end <= other.start { other.start - one.end } else { one.start.saturating_sub(other.end) }
}

/// Decides about an expression in a sentence.
pub(super) fn decide(text: &Text, sentence: &Sentence, question: &Question) -> Meaning {
    let range = &question.expression.range;
    let at = sentence.fragment_of(range.start);
    let own = text.words_beside(sentence, at, range);
    let habit = matches!(question.expression.form, Form::Amount { is_habit: true, .. });
    if habit {
        return Meaning::of(Role::Other);
    }
    let clause = Clause { words: own.clone(), expression: range };
    if let Some(meaning) = of_clause(text, sentence, at, &clause, question) {
        return meaning;
    }
    // The words beyond another expression of the clause: "provide invoices from the last 365 days within 10 days".
    let whole = Clause { words: text.words_outside(sentence, at), expression: range };
    if whole.words.len() > own.len()
        && let Some(meaning) = of_clause(text, sentence, at, &whole, question)
    {
        return meaning;
    }
    // "Please enter it within 30 days": the clause turns to the seller, so the consequence in the next clause does not take its time.
    let is_beside_appeal = sentence_has(text, sentence, Word::Appeal) || sentence_has(text, sentence, Word::Meeting);
    if whole.has(Word::Must) && !whole.has(Word::Past) && !is_beside_appeal {
        return Meaning::of(Role::Act);
    }
    // A clause without a word of a role belongs to its neighbours: first to the one before it.
    let mut words = own;
    for step in 1..=3 {
        for neighbour in [at.checked_sub(step), Some(at + step)].into_iter().flatten() {
            let Some(fragment) = sentence.fragments.get(neighbour) else { continue };
            words.extend(text.words(fragment));
            let clause = Clause { words: words.clone(), expression: range };
            if let Some(meaning) = of_clause(text, sentence, neighbour, &clause, question) {
                return meaning;
            }
        }
    }
    let clause = Clause { words, expression: range };
    if let Some((above, line)) = question.context {
        let mut words = above.words(&line.range);
        for found in &mut words {
            // The words above stand before the expression.
            (found.start, found.end) = (0, 0);
        }
        words.extend(clause.words.iter().copied());
        let context = Clause { words, expression: range };
        if let Some(meaning) = of_clause(above, line, 0, &context, question) {
            return Meaning { is_label: true, ..meaning };
        }
    }
    // "You have 30 days."
    let is_duty = clause.has(Word::Must) && !clause.has(Word::Past);
    let is_amazons = clause.has(Word::We) && !clause.has(Word::Past) && clause.has(Word::Future);
    Meaning::of(match (is_duty, is_amazons) {
        (true, _) => Role::Act,
        (_, true) => Role::AmazonAct,
        _ => Role::Other,
    })
}

fn of_clause(text: &Text, sentence: &Sentence, at: usize, clause: &Clause, question: &Question) -> Option<Meaning> {
    let has = |word| clause.has(word);
    let is_amount = matches!(question.expression.form, Form::Amount { .. });
    let is_date = !is_amount;
    let meaning = |role| Some(Meaning::of(role));
    let has_paper = || sentence_has(text, sentence, Word::Paper) || context_has(question, Word::Paper);
    let has_age = is_age(text, clause, 12);
    if is_amount && !has_age && is_ago(text.language, clause) {
        return Some(Meaning { is_past: true, ..Meaning::of(Role::Other) });
    }
    if is_amount && clause.is_beside(Word::Back, 12, 8) {
        let is_documents = is_age(text, clause, 60) || has_paper();
        return meaning(if is_documents { Role::DocumentAge } else { Role::Other });
    }
    if is_age(text, clause, 40) && !has(Word::Label) && (is_amount || has_paper()) {
        return meaning(Role::DocumentAge);
    }
    if has(Word::Link) && has(Word::Valid) {
        return Some(Meaning { is_open: true, ..Meaning::of(Role::Act) });
    }
    if has(Word::Wait) || is_amount && (clause.is_beside(Word::Duty, 12, 15) || is_length(clause, question)) {
        return meaning(Role::Other);
    }
    if clause.is_beside(Word::Valid, 12, 15) && !has(Word::Act) && !has(Word::Label) && !has(Word::Appeal) {
        return meaning(Role::Other);
    }
    let is_future = has(Word::Future) && !is_date;
    let has_happened =
        is_date && has(Word::Consequence) && !has(Word::Future) && !has(Word::Must) && !has(Word::Missing);
    if question.is_before && !question.has_end() || has(Word::Past) && has_happened && !question.has_bound() {
        return Some(Meaning { is_past: true, ..Meaning::of(Role::Other) });
    }
    if has(Word::Past) && (question.is_over || is_amount && !is_future && !has(Word::Missing) && !has(Word::Must)) {
        return Some(Meaning { is_past: true, ..Meaning::of(Role::Other) });
    }
    if has(Word::Funds) && clause.is_nearer(Word::Funds, Word::Act) && !has(Word::Missing) {
        return meaning(Role::Funds);
    }
    let is_on = !question.has_bound() && is_date;
    if has(Word::Meeting) && is_on && !has(Word::Missing) {
        return Some(Meaning { is_appointment: true, ..Meaning::of(Role::ActionDate) });
    }
    let by_amazon = has(Word::Amazon) || (has(Word::We) || inherits_we(text, sentence, at)) && !has(Word::Must);
    if by_amazon && !has(Word::Missing) {
        let happens = has(Word::Consequence) && !has(Word::Amazon);
        if happens {
            return meaning(Role::ActionDate);
        }
        if has(Word::Label) && !has(Word::Amazon) {
            return Some(Meaning { is_label: true, ..Meaning::of(Role::Act) });
        }
        if has(Word::Amazon) || has(Word::Act) || has(Word::Appeal) || has(Word::Meeting) {
            return meaning(Role::AmazonAct);
        }
        return None;
    }
    if has(Word::Appeal) {
        let binds = has(Word::Missing) && has(Word::Consequence) || has_consequence_beside(text, sentence, at);
        return meaning(if binds { Role::Act } else { Role::AppealWindow });
    }
    if question.bound == Some(Word::From) && is_date && has(Word::Consequence) {
        return meaning(Role::ActionDate);
    }
    let is_years = matches!(question.expression.form, Form::Amount { unit: Unit::Years, .. });
    if is_years {
        return meaning(Role::Other);
    }
    // "You can submit it again after 30 days": a time to wait, unless something happens then.
    if is_amount && is_afterwards(text, clause) {
        return meaning(if has(Word::Consequence) { Role::ActionDate } else { Role::Other });
    }
    if has(Word::Missing) && (has(Word::Act) || has(Word::Must) || has(Word::Consequence)) {
        return meaning(Role::Act);
    }
    if has(Word::Consequence) {
        // "Submit it by D to keep the listing from being removed": the nearer word has the time.
        let is_act = has(Word::Act) && clause.is_nearer(Word::Act, Word::Consequence);
        return meaning(if is_act { Role::Act } else { Role::ActionDate });
    }
    if has(Word::Act) || has(Word::Label) {
        return Some(Meaning { is_label: has(Word::Label), ..Meaning::of(Role::Act) });
    }
    None
}

/// Whether an amount counts back from today: "3 days ago", "vor 3 Tagen".
fn is_ago(language: Language, clause: &Clause) -> bool {
    match language {
        Language::De | Language::Fr | Language::Es => {
            clause.is_beside(Word::Ago, 1, 0) && !clause.is_beside(Word::Ago, 0, 1)
        }
        Language::Ja | Language::Zh | Language::Tr => {
            clause.is_beside(Word::Ago, 0, 1) && !clause.has(Word::Event) && !clause.has(Word::Meeting)
        }
        _ => clause.words.iter().any(|found| {
            found.value == Word::Ago && found.start >= clause.expression.end && found.start - clause.expression.end <= 1
        }),
    }
}

/// Whether a word about the age of a document stands at most so many bytes before an expression, or directly behind it. A word that begins
/// with a genitive (の, 的) belongs to the expression before it.
fn is_age(text: &Text, clause: &Clause, before: usize) -> bool {
    let words = clause.words.iter().filter(|found| found.value == Word::Age).filter(|found| {
        let is_genitive = text.folded.text.get(found.start..).is_some_and(|rest| rest.starts_with(['の', '的']));
        !is_genitive || found.start >= clause.expression.end
    });
    Clause { words: words.copied().collect(), expression: clause.expression }.is_beside(Word::Age, before, 14)
}

/// Whether an amount has to pass first: "after 30 days", "30天后".
fn is_afterwards(text: &Text, clause: &Clause) -> bool {
    let amount = &text.folded.text[clause.expression.clone()];
    let behind = text.folded.text[clause.expression.end..].starts_with(['后', '後']);
    match text.language {
        Language::Ja | Language::Zh => behind || amount.ends_with(['后', '後']),
        Language::Tr => false,
        _ => {
            clause.is_beside(Word::Once, 1, 0)
                && !clause.words.iter().any(|found| found.value == Word::Once && found.start == clause.expression.end)
        }
    }
}

/// Whether an amount is how long something takes.
fn is_length(clause: &Clause, question: &Question) -> bool {
    let is_minutes = matches!(question.expression.form, Form::Amount { unit: Unit::Minutes | Unit::Seconds, .. });
    clause.has(Word::Length) && !clause.has(Word::Missing) || is_minutes && clause.has(Word::Meeting)
}

/// Whether a clause without a subject goes on from a clause whose subject is Amazon: "we review it and respond within 2 days".
fn inherits_we(text: &Text, sentence: &Sentence, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| sentence.fragments.get(before)) else { return false };
    let Some(fragment) = sentence.fragments.get(at) else { return false };
    let start = fragment.start + text.folded.text[fragment.clone()].len()
        - text.folded.text[fragment.clone()].trim_start().len();
    let joins = text.words(fragment).iter().any(|found| found.value == Word::And && found.start == start);
    let words = text.words(before);
    let is = |word| words.iter().any(|found| found.value == word);
    joins && (is(Word::We) || is(Word::Amazon)) && !is(Word::Must)
}

/// Whether another clause of the sentence says what will happen.
fn has_consequence_beside(text: &Text, sentence: &Sentence, at: usize) -> bool {
    let others = sentence.fragments.iter().enumerate().filter(|(other, _)| *other != at);
    others.into_iter().any(|(_, fragment)| {
        let words = text.words(fragment);
        let is = |word| words.iter().any(|found| found.value == word);
        is(Word::Consequence) && is(Word::Future) && !is(Word::Past)
    })
}

fn sentence_has(text: &Text, sentence: &Sentence, word: Word) -> bool {
    text.words(&sentence.range).iter().any(|found| found.value == word)
}

fn context_has(question: &Question, word: Word) -> bool {
    question.context.is_some_and(|(text, line)| text.words(&line.range).iter().any(|found| found.value == word))
}
