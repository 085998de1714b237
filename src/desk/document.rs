//! The documents that a notice asks for, with the limits that it states.

use serde::Serialize;

use crate::desk::fold::Folded;
use crate::desk::moment::Moment;
use crate::desk::passage::Passage;
use crate::desk::role::Role;
use crate::desk::terms::{Fact, Unit};
use crate::desk::words::{DOCUMENTS, Language, WORDS, Word, is_word};

/// A document that a notice asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// Its type.
    #[serde(rename = "type")]
    pub kind: Fact,
    /// How many days old it may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_age_days: Option<u32>,
    /// The file formats that are accepted, in small letters. Empty if the notice names none.
    pub formats: Vec<&'static str>,
    /// Pictures of a screen are refused.
    pub no_screenshot: bool,
    /// It has to agree with the account.
    pub must_match: bool,
    /// Only some sellers need it.
    pub if_applicable: bool,
    /// The words of the notice.
    pub quote: String,
}

/// The file formats that notices name; they are written alike in every language.
const FORMATS: [&str; 10] = ["pdf", "png", "jpg", "jpeg", "gif", "tiff", "tif", "bmp", "doc", "docx"];
/// A longer line is no point of a list. In bytes.
const LONGEST_POINT: usize = 400;
/// Further documents are not listed.
const MOST: usize = 60;

/// The documents that the passages ask for. `ages` are the times with the role of a document's age, by their passage.
pub(super) fn find(passages: &[Passage], moments: &[Moment], language: Language) -> Vec<Document> {
    let mut found: Vec<Document> = Vec::new();
    let mut list = List::None;
    for (at, passage) in passages.iter().enumerate().filter(|(_, passage)| !passage.is_ignored) {
        if found.len() >= MOST {
            break;
        }
        let line = Line::of(passage, language);
        let limits = limits(&line, moments, at);
        let is_point = match list {
            List::None => false,
            List::Open => line.is_short(),
            List::Marked => line.has_mark,
        };
        let is_new = if is_point && (line.has_mark || !line.documents.is_empty()) {
            list = if line.has_mark { List::Marked } else { list };
            add(&mut found, &line, &limits, true)
        } else {
            let asks = line.asks() && !line.opens_list();
            asks && add(&mut found, &line, &limits, false)
        };
        if line.opens_list() {
            list = List::Open;
        } else if !is_new && !is_point {
            list = List::None;
        }
        if !is_new && !limits.is_empty() {
            // "All documents must be in colour and in PDF": the limit holds for all of them.
            for document in &mut found {
                limits.add_to(document);
            }
        }
    }
    found
}

/// The list that is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    None,
    /// It is announced.
    Open,
    /// Its points have marks.
    Marked,
}

struct Line<'a> {
    text: &'a str,
    folded: Folded,
    documents: Vec<Fact>,
    facts: Vec<Fact>,
    has_mark: bool,
    language: Language,
}

impl<'a> Line<'a> {
    fn of(passage: &'a Passage, language: Language) -> Self {
        let folded = Folded::of(&passage.text);
        let mut facts = Vec::new();
        let mut at = 0;
        while at < folded.text.len() {
            let Some(c) = folded.text[at..].chars().next() else { break };
            let longest = DOCUMENTS
                .longest(&folded.text, at, |found| found.language == language || found.language == Language::En);
            at = longest.map_or(at + c.len_utf8(), |found| found.end);
            facts.extend(longest.map(|found| found.value).filter(|fact| !facts.contains(fact)));
        }
        let documents = facts.iter().copied().filter(|fact| fact.is_document()).collect();
        let has_mark = has_mark(passage.text.trim_start());
        Self { text: passage.text.trim(), folded, documents, facts, has_mark, language }
    }

    fn is_short(&self) -> bool {
        self.text.len() <= LONGEST_POINT
    }

    fn opens_list(&self) -> bool {
        let is_announced = self.facts.contains(&Fact::Intro);
        is_announced || self.text.ends_with([':', '：']) && self.asks() && !self.has_mark
    }

    /// Whether the line asks the seller for something.
    fn asks(&self) -> bool {
        let words = WORDS.within(&self.folded.text, 0, self.folded.text.len());
        words.iter().any(|found| found.language == self.language && matches!(found.value, Word::Act | Word::Must))
    }
}

/// Whether a line begins with the mark of a point: "-", "•", "1.", "a)", "①".
fn has_mark(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('•' | '·' | '●' | '○' | '■' | '□' | '▪' | '◦' | '・' | '➢' | '✓' | '–' | '—' | '①'..='⑳') => {
            true
        }
        Some('-' | '*') => chars.next() == Some(' '),
        Some('(' | '（') => text.chars().skip(1).take(3).any(|c| matches!(c, ')' | '）')),
        Some(c) if c.is_ascii_digit() || c.is_ascii_lowercase() => {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            let rest = if rest.len() == text.len() { &text[1..] } else { rest };
            let mut rest = rest.chars();
            matches!(rest.next(), Some('.' | ')' | '、' | '．' | '）'))
                && !rest.next().is_some_and(|c| c.is_ascii_digit())
        }
        _ => false,
    }
}

/// The limits that a line states.
struct Limits {
    max_age_days: Option<u32>,
    formats: Vec<&'static str>,
    no_screenshot: bool,
    must_match: bool,
    if_applicable: bool,
}

impl Limits {
    fn is_empty(&self) -> bool {
        self.max_age_days.is_none() && self.formats.is_empty() && !self.no_screenshot && !self.must_match
    }

    fn add_to(&self, document: &mut Document) {
        if document.max_age_days.is_none() && may_age(document.kind) {
            document.max_age_days = self.max_age_days;
        }
        if document.formats.is_empty() {
            document.formats.clone_from(&self.formats);
        }
        document.no_screenshot |= self.no_screenshot;
        document.must_match |= self.must_match;
    }
}

/// Whether a limit of age that stands by itself can mean this document. The age of a licence or a passport is its validity.
fn may_age(kind: Fact) -> bool {
    matches!(kind, Fact::UtilityBill | Fact::BankStatement | Fact::Invoice)
}

fn limits(line: &Line, moments: &[Moment], at: usize) -> Limits {
    let ages = moments.iter().filter(|moment| moment.passage == at && moment.role == Role::DocumentAge);
    let days = |moment: &Moment| {
        let days = match moment.unit? {
            Unit::Days | Unit::BusinessDays => 1,
            Unit::Weeks => 7,
            Unit::Months => 30,
            Unit::Years => 365,
            _ => return None,
        };
        moment.amount.map(|amount| amount.saturating_mul(days))
    };
    let text = &line.folded.text;
    let is_format = |format: &&str| {
        text.match_indices(*format).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let behind = text[at + format.len()..].chars().next();
            !before.is_some_and(is_word) && !behind.is_some_and(is_word)
        })
    };
    let has = |fact: Fact| line.facts.contains(&fact);
    Limits {
        max_age_days: ages.filter_map(days).min(),
        formats: FORMATS.into_iter().filter(is_format).collect(),
        no_screenshot: has(Fact::NoScreenshot),
        must_match: has(Fact::MustMatch),
        if_applicable: has(Fact::IfApplicable),
    }
}

/// Adds the documents of a line. A point of a list without a known document counts as another one, by its own words.
fn add(found: &mut Vec<Document>, line: &Line, limits: &Limits, is_point: bool) -> bool {
    let mut kinds = line.documents.clone();
    if kinds.is_empty() && is_point && limits.is_empty() {
        kinds.push(Fact::Other);
    }
    let is_any = !kinds.is_empty();
    for kind in kinds {
        if let Some(known) = found.iter_mut().find(|known| known.kind == kind && kind != Fact::Other) {
            limits.add_to(known);
            continue;
        }
        let document = Document {
            kind,
            max_age_days: limits.max_age_days,
            formats: limits.formats.clone(),
            no_screenshot: limits.no_screenshot,
            must_match: limits.must_match,
            if_applicable: limits.if_applicable,
            quote: line.text.chars().take(300).collect(),
        };
        found.push(document);
    }
    is_any
}
