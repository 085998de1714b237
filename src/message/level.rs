//! The levels as data. Every rule that makes or changes the level of a message is a row here, with an id under which
//! docs/judgement.md describes it. The level of a message is the loudest level of all rows that apply, after the ceilings and
//! before the floors; the order of the rows changes nothing.

use crate::message::evidence::Evidence;
use crate::message::facts::Facts;
use crate::message::finding::DeceptionKind;
use crate::message::links::{Destination, FollowedLink};
use crate::message::senders::SenderStanding;
use crate::vocabulary::{Level, SenderClass, Strength};

/// The part of the evidence that a level rule rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The deceptions of this kind.
    Deceptions(DeceptionKind),
    /// The contradictions.
    Contradictions,
    /// The offers.
    Offers,
    /// The ways to act about a purchase.
    CallBacks,
    /// The action links to this destination.
    ActionLinks(Destination),
}

/// A rule about a whole message.
pub struct LevelRule {
    /// A stable name.
    pub id: &'static str,
    /// Whether it applies.
    pub applies: fn(&Evidence) -> bool,
    /// The level that it demands.
    pub level: Level,
    /// The evidence that it rests on.
    pub rests_on: Basis,
}

/// The rules about a whole message.
pub const LEVEL_RULES: &[LevelRule] = &[
    deception("lookalike-sender", |e| e.has(DeceptionKind::LookalikeSender), DeceptionKind::LookalikeSender),
    deception("deceptive-sender-name", |e| e.has(DeceptionKind::SenderName), DeceptionKind::SenderName),
    deception(
        "foreign-address-in-name",
        |e| e.has(DeceptionKind::ForeignAddressInName),
        DeceptionKind::ForeignAddressInName,
    ),
    deception("dangerous-link", |e| e.has(DeceptionKind::Link), DeceptionKind::Link),
    deception("reply-poses-as-amazon", |e| e.has(DeceptionKind::ReplyTo), DeceptionKind::ReplyTo),
    deception("disguised-text", |e| e.has(DeceptionKind::DisguisedText), DeceptionKind::DisguisedText),
    deception("deceptive-forwarded-sender", |e| e.has(DeceptionKind::ForwardedSender), DeceptionKind::ForwardedSender),
    contradicted("amazon-mail-contradicted", |e| e.is_contradicted(SenderStanding::Amazon), Level::Caution),
    contradicted("organisation-contradicted", |e| e.is_contradicted(SenderStanding::UserOrganisation), Level::Caution),
    contradicted("partner-contradicted", |e| e.is_contradicted(SenderStanding::Partner), Level::Caution),
    contradicted("unknown-sender-contradicted", |e| e.is_contradicted(SenderStanding::Unknown), Level::Caution),
    contradicted("buyer-contradicted", |e| e.is_contradicted(SenderStanding::Relay), Level::Danger),
    contradicted(
        "claim-contradicted-once",
        |e| counts_contradictions(e.facts.standing) && e.contradictions.len() == 1,
        Level::Caution,
    ),
    contradicted(
        "claim-contradicted-twice",
        |e| counts_contradictions(e.facts.standing) && e.contradictions.len() >= 2,
        Level::Danger,
    ),
    LevelRule {
        id: "verification-for-sale",
        applies: |e| !e.offers.is_empty(),
        level: Level::Caution,
        rests_on: Basis::Offers,
    },
    LevelRule {
        id: "purchase-to-call-about",
        applies: |e| !e.call_backs.is_empty(),
        level: Level::Caution,
        rests_on: Basis::CallBacks,
    },
    LevelRule {
        id: "claim-uses-third-party",
        applies: |e| {
            e.facts.speaks()
                && e.facts.links.iter().any(|link| {
                    link.is_action() && link.destination == Destination::UsedByAmazon && e.facts.concerns(link)
                })
        },
        level: Level::Caution,
        rests_on: Basis::ActionLinks(Destination::UsedByAmazon),
    },
];

const fn deception(id: &'static str, applies: fn(&Evidence) -> bool, kind: DeceptionKind) -> LevelRule {
    LevelRule { id, applies, level: Level::Danger, rests_on: Basis::Deceptions(kind) }
}

const fn contradicted(id: &'static str, applies: fn(&Evidence) -> bool, level: Level) -> LevelRule {
    LevelRule { id, applies, level, rests_on: Basis::Contradictions }
}

/// Whether the number of contradictions decides about a sender of this standing. It does not where one contradiction is enough
/// (a buyer), where there can be no second one in the sender (Amazon, the user's people, an unknown sender), and where the sender
/// uses Amazon's name by right (a partner).
fn counts_contradictions(standing: SenderStanding) -> bool {
    matches!(standing, SenderStanding::AmazonOwned | SenderStanding::MeetingPartner | SenderStanding::Foreign)
}

impl Evidence {
    fn has(&self, kind: DeceptionKind) -> bool {
        self.deceptions.iter().any(|deception| deception.kind == kind)
    }

    fn is_contradicted(&self, standing: SenderStanding) -> bool {
        self.facts.standing == standing && !self.contradictions.is_empty()
    }
}

/// The claim that a rule about action links needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// None.
    Nothing,
    /// The message speaks as Amazon.
    Claim,
    /// Another speaker states that the reader's Amazon account is held, and the link leads to a site that is not the speaker's
    /// and that no table knows.
    ReportAndThirdDomain,
}

impl Needs {
    fn are_met(self, followed: &FollowedLink, facts: &Facts) -> bool {
        match self {
            Self::Nothing => true,
            Self::Claim => facts.speaks(),
            Self::ReportAndThirdDomain => {
                facts.reports_held && followed.quotation.is_none() && followed.asks_at_third_domain(&facts.senders.from)
            }
        }
    }
}

/// A rule about an action link: a cell of the table destination × sender standing. Cells without a row demand nothing.
pub struct LinkRule {
    /// A stable name.
    pub id: &'static str,
    /// The destination of the link.
    pub destination: Destination,
    /// The standings of the sender.
    pub standings: &'static [SenderStanding],
    /// The claim without which it does not apply.
    pub needs: Needs,
    /// The level that it demands.
    pub level: Level,
}

/// The rules about action links. Their levels hold for the link and for its message.
pub const LINK_RULES: &[LinkRule] = {
    use Destination::{Elsewhere, UsedByAmazon};
    use Level::{Caution, Danger};
    use SenderStanding::{Amazon, AmazonOwned, Foreign, MeetingPartner, Partner, Relay, Unknown, UserOrganisation};
    &[
        LinkRule {
            id: "amazon-mail-action-elsewhere",
            destination: Elsewhere,
            standings: &[Amazon],
            needs: Needs::Nothing,
            level: Caution,
        },
        LinkRule {
            id: "organisation-action-elsewhere",
            destination: Elsewhere,
            standings: &[UserOrganisation],
            needs: Needs::Claim,
            level: Caution,
        },
        LinkRule {
            id: "partner-action-elsewhere",
            destination: Elsewhere,
            standings: &[Partner],
            needs: Needs::Claim,
            level: Caution,
        },
        LinkRule {
            id: "unknown-sender-action-elsewhere",
            destination: Elsewhere,
            standings: &[Unknown],
            needs: Needs::Claim,
            level: Caution,
        },
        LinkRule {
            id: "foreign-action-elsewhere",
            destination: Elsewhere,
            standings: &[AmazonOwned, MeetingPartner, Relay, Foreign],
            needs: Needs::Claim,
            level: Danger,
        },
        LinkRule {
            id: "speaker-action-at-third-domain",
            destination: Elsewhere,
            standings: &[Foreign],
            needs: Needs::ReportAndThirdDomain,
            level: Caution,
        },
        LinkRule {
            id: "amazon-mail-action-at-third-party",
            destination: UsedByAmazon,
            standings: &[Amazon],
            needs: Needs::Nothing,
            level: Caution,
        },
        LinkRule {
            id: "action-at-third-party",
            destination: UsedByAmazon,
            standings: &[AmazonOwned, UserOrganisation, Partner, MeetingPartner, Unknown, Relay, Foreign],
            needs: Needs::Claim,
            level: Caution,
        },
    ]
};

/// The rule for a link in its message; returns `None` if the link keeps the level that it has by itself. A sender who may be
/// Amazon is held to the rules for Amazon as well.
pub fn link_rule(followed: &FollowedLink, facts: &Facts) -> Option<&'static LinkRule> {
    let may_be_amazon = facts.senders.from.uncertain;
    LINK_RULES.iter().find(|rule| {
        followed.is_action()
            && followed.destination == rule.destination
            && facts.concerns(followed)
            && (rule.standings.contains(&facts.standing)
                || may_be_amazon && rule.standings.contains(&SenderStanding::Amazon))
            && rule.needs.are_met(followed, facts)
    })
}

/// A ceiling for the level that one link gives its message. The link itself keeps its level.
pub struct LinkCeiling {
    /// A stable name.
    pub id: &'static str,
    /// Whether it applies.
    pub applies: fn(&FollowedLink, &Facts) -> bool,
    /// The highest level that the link can give.
    pub level: Level,
}

/// The ceilings for links.
pub const LINK_CEILINGS: &[LinkCeiling] = &[
    LinkCeiling {
        id: "quiet-link-in-amazon-mail",
        applies: |followed, facts| {
            facts.is_from_amazon()
                && !facts.is_forwarded
                && followed.link.verdict.level() == Level::Info
                && !followed.link.is_marked()
                // A button that leaves Amazon is never part of the notice.
                && (followed.is_trusted() || !followed.is_invitation())
        },
        level: Level::Ok,
    },
    LinkCeiling {
        id: "odd-link-without-claim",
        applies: |followed, facts| {
            facts.claim.strength == Strength::None
                && followed.link.verdict.level() == Level::Caution
                && !followed.concerns_amazon
        },
        level: Level::Info,
    },
    LinkCeiling {
        id: "script-without-claim",
        applies: |followed, facts| facts.is_script_without_claim(followed),
        level: Level::Info,
    },
];

/// A ceiling for the level that the sender gives its message.
pub struct SenderCeiling {
    /// A stable name.
    pub id: &'static str,
    /// Whether it applies.
    pub applies: fn(&Facts) -> bool,
    /// The highest level that the sender can give.
    pub level: Level,
}

/// The ceilings for senders.
pub const SENDER_CEILINGS: &[SenderCeiling] = &[SenderCeiling {
    id: "impersonation-forwards",
    applies: |facts| facts.is_forwarded && facts.senders.from.verdict.class == SenderClass::Impersonation,
    level: Level::Info,
}];

/// The ids for the level that a sender has by itself, one for each class. A muted sender has one of its own.
pub const SENDER_RULES: &[(SenderClass, &str)] = &[
    (SenderClass::Amazon, "sender-is-amazon"),
    (SenderClass::Relay, "sender-is-relay"),
    (SenderClass::AmazonOwned, "sender-is-amazon-owned"),
    (SenderClass::NotASender, "sender-domain-sends-no-mail"),
    (SenderClass::Partner, "sender-is-partner"),
    (SenderClass::Lookalike, "sender-imitates-domain"),
    (SenderClass::Impersonation, "sender-impersonates"),
    (SenderClass::Unrelated, "sender-is-unrelated"),
    (SenderClass::Unknown, "sender-is-unknown"),
];

/// The id for the level of a muted sender.
pub const MUTED_SENDER: &str = "sender-is-muted";

/// The id for the level that a sender has by itself.
pub fn sender_rule(facts: &Facts) -> &'static str {
    let from = &facts.senders.from;
    if from.muted {
        return MUTED_SENDER;
    }
    SENDER_RULES.iter().find(|(class, _)| *class == from.verdict.class).map_or("", |(_, id)| id)
}

/// The state of a message after its own evidence was judged.
pub struct Outcome<'a> {
    /// The facts.
    pub facts: &'a Facts,
    /// The time was used up before the whole message was judged.
    pub is_time_used_up: bool,
    /// How much of the message was not read: characters, links.
    pub left_out: usize,
    /// A message is attached too deep to be judged.
    pub has_unjudged_attached: bool,
}

impl Outcome<'_> {
    /// Whether the part of the message that was read claims to have to do with Amazon.
    fn claims_amazon(&self) -> bool {
        let class = self.facts.senders.from.verdict.class;
        !matches!(class, SenderClass::Unrelated | SenderClass::Unknown | SenderClass::Partner)
            || self.facts.claim.strength > Strength::None
    }
}

/// A floor: the lowest level of a message.
pub struct Floor {
    /// A stable name.
    pub id: &'static str,
    /// Whether it applies.
    pub applies: fn(&Outcome) -> bool,
    /// The lowest level.
    pub level: Level,
}

/// The floors.
pub const FLOORS: &[Floor] = &[
    Floor { id: "forwarded-message", applies: |outcome| outcome.facts.is_forwarded, level: Level::Info },
    Floor {
        id: "authentication-failed",
        applies: |outcome| outcome.facts.senders.failed_authentication,
        level: Level::Info,
    },
    Floor {
        id: "time-used-up-in-claim",
        applies: |outcome| outcome.is_time_used_up && outcome.claims_amazon(),
        level: Level::Caution,
    },
    Floor { id: "not-all-judged", applies: |outcome| outcome.left_out > 0, level: Level::Info },
    Floor { id: "attached-too-deep", applies: |outcome| outcome.has_unjudged_attached, level: Level::Info },
];

/// The id for the level that an attached message gives the message around it.
pub const ATTACHED_MESSAGE: &str = "attached-message";

/// A rule about a link or an address that a person asked about, as part of a mail that speaks as Amazon (`--claims-amazon`).
pub struct ClaimedRule {
    /// A stable name.
    pub id: &'static str,
    /// The text is an address, not a link.
    pub is_address: bool,
    /// Where it leads.
    pub destinations: &'static [Destination],
    /// The level that it demands.
    pub level: Level,
}

/// The rules about a text that a person asked about.
pub const CLAIMED_RULES: &[ClaimedRule] = &[
    ClaimedRule {
        id: "asked-link-elsewhere",
        is_address: false,
        destinations: &[Destination::Rewritten, Destination::Elsewhere],
        level: Level::Danger,
    },
    ClaimedRule {
        id: "asked-link-at-third-party",
        is_address: false,
        destinations: &[Destination::UsedByAmazon],
        level: Level::Caution,
    },
    ClaimedRule {
        id: "asked-address-elsewhere",
        is_address: true,
        destinations: &[Destination::Elsewhere],
        level: Level::Caution,
    },
];
