//! The verdicts on links, senders and messages.

use serde::Serialize;

use crate::input::Attachment;
use crate::vocabulary::code::Code;
use crate::vocabulary::level::{Level, LinkClass, SenderClass};
use crate::vocabulary::reason::{Reason, shorten};

/// The verdict on one link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkVerdict {
    /// The level.
    pub level: Level,
    /// The class of the link.
    pub class: LinkClass,
    /// The host that was finally judged, in ASCII.
    pub host: Option<String>,
    /// The host in Unicode, if that differs.
    pub unicode: Option<String>,
    /// The registrable domain; `None` for IP addresses and public suffixes.
    pub domain: Option<String>,
    /// The last target of a wrapper chain, as the URL parser writes it.
    pub target: Option<String>,
    /// Every step of the chain, the outermost first.
    pub steps: Vec<String>,
    /// The reasons, the deciding one first.
    pub reasons: Vec<Reason>,
}

/// The verdict on one sender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SenderVerdict {
    /// The level.
    pub level: Level,
    /// The class of the sender.
    pub class: SenderClass,
    /// The address as written.
    pub address: Option<String>,
    /// The display name as written.
    pub name: Option<String>,
    /// The host of the address, in ASCII.
    pub host: Option<String>,
    /// The registrable domain of the host.
    pub domain: Option<String>,
    /// The reasons, the deciding one first.
    pub reasons: Vec<Reason>,
}

/// A verdict on a link or a sender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The text was read as a link or a host.
    Link(LinkVerdict),
    /// The text was read as an address, with or without a name.
    Sender(SenderVerdict),
}

impl Verdict {
    /// Returns the level.
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
    /// The message does not mention Amazon.
    #[default]
    None,
    /// The message mentions Amazon.
    Mention,
    /// The message speaks as Amazon.
    Strong,
}

/// The part of a message that a claim was found in.
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
    /// The alternative text of an image.
    Image,
}

/// One piece of evidence for a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ClaimEvidence {
    /// The part of the message.
    pub source: ClaimSource,
    /// The text, shortened.
    pub text: String,
}

impl ClaimEvidence {
    /// Creates evidence with its text shortened for display.
    pub fn new(source: ClaimSource, text: &str) -> Self {
        Self { source, text: shorten(text.trim()) }
    }
}

/// The claim of a message to be Amazon.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Claim {
    /// The strength of the claim.
    pub strength: Strength,
    /// The evidence for the claim.
    pub evidence: Vec<ClaimEvidence>,
}

/// The role of a link in its message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The message asks the reader to follow the link.
    Action,
    /// Any other link.
    #[default]
    Other,
}

/// A link in a message. Its verdict there may be louder than the verdict on the link alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageLink {
    /// The index among the links of the input; `None` for a link found in plain text.
    pub index: Option<u32>,
    /// The link as it stands in the input.
    pub href: String,
    /// The text of the link.
    pub text: String,
    /// The role of the link.
    pub role: Role,
    /// The verdict on the link in this message. A `mailto:` link is judged as an address.
    pub verdict: Verdict,
    /// The host that the user may name as a mail gateway, so that its links are judged by the URL inside them.
    pub gateway: Option<String>,
}

impl MessageLink {
    /// Whether the reader sees a mark beside the link. There is a mark from Caution on. Two kinds of links have one without a
    /// warning: those that grant access to an account, and those to a place that Amazon uses but that others may use too.
    pub fn is_marked(&self) -> bool {
        self.verdict.level() >= Level::Caution
            || matches!(&self.verdict, Verdict::Link(link) if link.class == LinkClass::RiskyAction
                || link.reasons.iter().any(|reason| reason.code == Code::UsedByAmazon))
    }
}

/// The verdict on a whole message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageVerdict {
    /// The level.
    pub level: Level,
    /// The claim of the message.
    pub claim: Claim,
    /// The verdict on the sender.
    pub sender: SenderVerdict,
    /// The verdict on the address that a reply would go to, if the message names one.
    pub reply_to: Option<SenderVerdict>,
    /// The relay alias of the buyer, if there is one.
    pub relay_alias: Option<String>,
    /// The order numbers in the message.
    pub orders: Vec<String>,
    /// The links, in order.
    pub links: Vec<MessageLink>,
    /// The attachments.
    pub attachments: Vec<Attachment>,
    /// The findings about the message as a whole, the deciding one first.
    pub findings: Vec<Reason>,
    /// The messages attached as a whole, each judged separately.
    pub attached: Vec<Self>,
}
