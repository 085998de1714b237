//! The list of all rules that make or change a level, for documents and tests.

use crate::message::finding::ContradictionKind;
use crate::message::level::{
    ATTACHED_MESSAGE, CLAIMED_RULES, FLOORS, LEVEL_RULES, LINK_CEILINGS, LINK_RULES, MUTED_SENDER, SENDER_CEILINGS,
    SENDER_RULES,
};
use crate::message::links::{DISPLAY_RULES, REMEMBERED};
use crate::vocabulary::Level;

/// A rule as docs/judgement.md describes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleInfo {
    /// The id.
    pub id: &'static str,
    /// The level that it demands or allows. `None` if that depends on what it looks at.
    pub level: Option<Level>,
}

/// Every rule about a message, its sender and its links, in the order of the tables. The rules about a link by itself are listed by
/// [`crate::link::rule_ids`].
pub fn rules() -> Vec<RuleInfo> {
    let leveled = LEVEL_RULES.iter().map(|rule| (rule.id, rule.level));
    let leveled = leveled.chain(LINK_RULES.iter().map(|rule| (rule.id, rule.level)));
    let leveled = leveled.chain(DISPLAY_RULES.iter().map(|rule| (rule.id, rule.level)));
    let leveled = leveled.chain(LINK_CEILINGS.iter().map(|ceiling| (ceiling.id, ceiling.level)));
    let leveled = leveled.chain(SENDER_CEILINGS.iter().map(|ceiling| (ceiling.id, ceiling.level)));
    let leveled = leveled.chain(FLOORS.iter().map(|floor| (floor.id, floor.level)));
    let leveled = leveled.chain(CLAIMED_RULES.iter().map(|rule| (rule.id, rule.level)));
    let open = ContradictionKind::ALL.iter().map(|kind| kind.id());
    let open = open.chain(SENDER_RULES.iter().map(|(_, id)| *id));
    let open = open.chain([MUTED_SENDER, REMEMBERED, ATTACHED_MESSAGE]);
    leveled
        .map(|(id, level)| RuleInfo { id, level: Some(level) })
        .chain(open.map(|id| RuleInfo { id, level: None }))
        .collect()
}
