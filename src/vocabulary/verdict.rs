//! The verdicts on links, senders and messages.

use serde::Serialize;

use crate::input::Attachment;
use crate::vocabulary::code::Code;
use crate::vocabulary::level::{Level, LinkClass, SenderClass};
use crate::vocabulary::reason::{Reason, shorten};

/// The verdict on one link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkVerdict {
    /// How loud.
    pub level: Level,
    /// What the link is.
    pub class: LinkClass,
    /// The host that was judged in the end, in ASCII.
    pub host: Option<String>,
    /// The same in Unicode, where that differs.
    pub unicode: Option<String>,
    /// Its registrable domain; none for IP addresses and public suffixes.
    pub domain: Option<String>,
    /// The last target of a wrapper chain, as the URL parser writes it.
    pub target: Option<String>,
    /// Every step on the way there, the first one outermost.
    pub steps: Vec<String>,
    /// Why, the deciding reason first.
    pub reasons: Vec<Reason>,
}

/// The verdict on one sender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SenderVerdict {
    /// How loud.
    pub level: Level,
    /// What the sender is.
    pub class: SenderClass,
    /// The address, as it was read.
    pub address: Option<String>,
    /// The display name, as it was read.
    pub name: Option<String>,
    /// The address's host, in ASCII.
    pub host: Option<String>,
    /// Its registrable domain.
    pub domain: Option<String>,
    /// Why, the deciding reason first.
    pub reasons: Vec<Reason>,
}

/// A verdict on a piece of text that somebody asked about: a link or a sender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The text was read as a link or a host.
    Link(LinkVerdict),
    /// The text was read as an address, with or without a name.
    Sender(SenderVerdict),
}

impl Verdict {
    /// The level, whichever kind it is.
    pub fn level(&self) -> Level {
        match self {
            Self::Link(link) => link.level,
            Self::Sender(sender) => sender.level,
        }
    }
}

/// How a message relates to Amazon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// Does not speak of Amazon.
    #[default]
    None,
    /// Speaks of Amazon.
    Mention,
    /// Speaks as Amazon.
    Strong,
}

/// Where a claim was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum ClaimSource {
    /// The display name.
    Name,
    /// The address of the sender.
    Address,
    /// The subject.
    Subject,
    /// A sentence of the text.
    Text,
    /// The signature.
    Signature,
    /// The text standing for an image.
    Image,
}

/// One place that makes the claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ClaimEvidence {
    /// Where it stands.
    pub source: ClaimSource,
    /// What it says, shortened.
    pub text: String,
}

impl ClaimEvidence {
    /// Evidence with its text cut to what a person can read.
    pub fn new(source: ClaimSource, text: &str) -> Self {
        Self { source, text: shorten(text.trim()) }
    }
}

/// What a message claims about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Claim {
    /// How much.
    pub strength: Strength,
    /// Read from where.
    pub evidence: Vec<ClaimEvidence>,
}

/// What a link is for, inside its message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// What the message asks the reader to follow.
    Action,
    /// Everything else.
    #[default]
    Other,
}

/// A link inside a message: its verdict there, which may be louder than the link's alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageLink {
    /// Which of the links that were handed over; none for one found in plain text.
    pub index: Option<u32>,
    /// The link as it was given.
    pub href: String,
    /// Its text.
    pub text: String,
    /// What it is for.
    pub role: Role,
    /// The verdict on it in this message. `mailto:` links are judged as addresses.
    pub verdict: Verdict,
}

impl MessageLink {
    /// Whether the reader should see a mark at it: from caution up; and at what is no warning but worth a look, a page that
    /// grants access to an account, a place that Amazon uses and others may.
    pub fn is_marked(&self) -> bool {
        self.verdict.level() >= Level::Caution
            || matches!(&self.verdict, Verdict::Link(link) if link.class == LinkClass::RiskyAction
                || link.reasons.iter().any(|reason| reason.code == Code::UsedByAmazon))
    }
}

/// The verdict on a whole message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageVerdict {
    /// How loud.
    pub level: Level,
    /// What it claims.
    pub claim: Claim,
    /// Who it is from.
    pub sender: SenderVerdict,
    /// Where an answer would go, if that is said.
    pub reply_to: Option<SenderVerdict>,
    /// The relay alias of the buyer, if there is one.
    pub relay_alias: Option<String>,
    /// The order numbers seen.
    pub orders: Vec<String>,
    /// Its links, in order.
    pub links: Vec<MessageLink>,
    /// Its attachments.
    pub attachments: Vec<Attachment>,
    /// What was found about the message as a whole, the deciding finding first.
    pub findings: Vec<Reason>,
    /// Messages attached whole, each judged on its own.
    pub attached: Vec<Self>,
}
