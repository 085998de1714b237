//! The verdict on a whole message. Stages gather its [`evidence`], each returning what it found; the tables of [`level`] turn
//! the evidence into a level; [`verdict`] walks through them. docs/judgement.md describes every rule by its id.

mod action;
mod asked;
mod attachments;
mod bare_links;
mod callback;
mod claim;
mod demand;
mod disguise;
mod document;
mod evidence;
pub mod explanation;
mod facts;
mod finding;
mod findings;
mod forwarded;
mod identity;
mod level;
mod links;
mod lure;
#[cfg(feature = "desk")]
mod notice_lines;
mod offer;
mod orders;
mod quoting;
mod reading;
mod relay;
mod rules;
mod senders;
mod signature;
mod speaker;
mod split_brand;
#[cfg(test)]
mod tests;
mod text_claim;
mod verdict;

pub use crate::budget::Budget;
use crate::input::{MessageInput, Segment};
use crate::link::gateways::Gateways;
#[cfg(feature = "paste")]
pub(crate) use crate::message::action::contact;
pub use crate::message::asked::as_if_claimed;
use crate::message::explanation::{Explanation, Listener};
use crate::message::level::Outcome;
pub use crate::message::links::{MAX_LINKS, judge_link};
#[cfg(feature = "desk")]
pub use crate::message::notice_lines::{NoticeLine, NoticeText};
use crate::message::reading::Reading;
pub use crate::message::rules::{RuleInfo, rules};
use crate::message::verdict::Walk;
use crate::sender::UserIdentity;
use crate::vocabulary::{Code, MessageVerdict, Reason};

/// Text beyond this many bytes is not read; the verdict says so.
pub const MAX_TEXT: usize = 1_000_000;
/// Messages that are attached deeper than this inside each other are not judged.
const MAX_DEPTH: usize = 3;

/// Judges a message within the default time limit, which is enough for every real one.
pub fn judge(input: &MessageInput) -> MessageVerdict {
    judge_within(input, &Budget::default())
}

/// Judges a message within a time limit. When the time is used up, the rest is not judged: the verdict says so and vouches for
/// nothing, and the links that were not judged have no verdict.
pub fn judge_within(input: &MessageInput, budget: &Budget) -> MessageVerdict {
    judge_at_depth(input, &Gateways::new(&input.gateways), budget, 0, &mut ())
}

/// Judges a message within a time limit, and explains which rules made its level.
pub fn judge_and_explain(input: &MessageInput, budget: &Budget) -> (MessageVerdict, Explanation) {
    let mut explanation = Explanation::default();
    let verdict = judge_at_depth(input, &Gateways::new(&input.gateways), budget, 0, &mut explanation);
    (verdict, explanation)
}

/// Reads the lines of a message, each with its author.
#[cfg(feature = "desk")]
pub fn notice_lines(input: &MessageInput) -> NoticeText {
    notice_lines::read(within_bounds(&input.segments, &mut 0))
}

/// Judges a message that is attached `depth` messages deep.
fn judge_at_depth<L: Listener>(
    input: &MessageInput,
    gateways: &Gateways,
    budget: &Budget,
    depth: usize,
    listener: &mut L,
) -> MessageVerdict {
    if let Some(name) = input.from.name.as_deref().and_then(senders::shortened_name) {
        let mut input = input.clone();
        input.from.name = Some(name);
        return judge_at_depth(&input, gateways, budget, depth, listener);
    }
    let user = identity::of_user(input);
    if input.other_senders.is_empty() {
        judge_one_sender(input, gateways, &user, budget, depth, listener)
    } else {
        judge_at_depth(&senders::with_worst_sender(input, &user), gateways, budget, depth, listener)
    }
}

/// Judges a message with one sender, and the messages attached to it.
fn judge_one_sender<L: Listener>(
    input: &MessageInput,
    gateways: &Gateways,
    user: &UserIdentity,
    budget: &Budget,
    depth: usize,
    listener: &mut L,
) -> MessageVerdict {
    let mut left_out = usize::try_from(input.left_out).unwrap_or(usize::MAX);
    let segments = within_bounds(&input.segments, &mut left_out);
    let document = reading::read(segments, budget);
    let mut evidence = evidence::gather(&Reading { input, document: &document, budget, gateways }, user);
    left_out = left_out.saturating_add(document.unread).saturating_add(evidence.facts.unjudged_links);
    let mut walk = Walk::new(listener);
    verdict::weigh(&mut evidence, &mut walk);
    let is_time_used_up = budget.is_spent();
    let left_out = if is_time_used_up { left_out.max(1) } else { left_out };
    let has_unjudged_attached = depth == MAX_DEPTH && !input.attached.is_empty();
    walk.floors(&Outcome { facts: &evidence.facts, is_time_used_up, left_out, has_unjudged_attached });
    let mut verdict = verdict::of(evidence, &input.attachments);
    if left_out > 0 {
        verdict.findings.push(Reason::new(Code::NotAllJudged, [&*left_out.to_string()]));
    }
    if has_unjudged_attached {
        verdict.findings.push(Reason::new(Code::NotAllJudged, ["1"]));
    } else {
        for attached in &input.attached {
            let mut inner_listener = L::default();
            let inner = judge_at_depth(attached, gateways, budget, depth + 1, &mut inner_listener);
            walk.attached(&inner, inner_listener);
            verdict.attached.push(inner);
        }
    }
    verdict.level = walk.level;
    verdict
}

/// The segments up to [`MAX_TEXT`]; the number of bytes that are cut off is added to `left_out`.
fn within_bounds<'a>(segments: &'a [Segment], left_out: &mut usize) -> &'a [Segment] {
    let mut room = MAX_TEXT;
    for (at, segment) in segments.iter().enumerate() {
        let Some(left) = room.checked_sub(segment.text.len()) else {
            let cut: usize = segments[at..].iter().map(|segment| segment.text.len()).sum();
            *left_out = left_out.saturating_add(cut);
            return &segments[..at];
        };
        room = left;
    }
    segments
}
