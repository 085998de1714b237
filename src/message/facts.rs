//! The facts about a message. Each stage returns what it found and changes nothing that an earlier stage returned: senders, links,
//! claim, forwarded message.

use crate::message::claim;
use crate::message::finding::{Deception, DeceptionKind};
use crate::message::forwarded::{self, Scope};
use crate::message::links::{self, Destination, FollowedLink, FollowedLinks};
use crate::message::reading::Reading;
use crate::message::senders::{self, SenderStanding, Senders};
use crate::sender::UserIdentity;
use crate::vocabulary::{Claim, Level, Reason, Strength, Verdict};

/// The facts about a message: its senders, its links and its claim to be Amazon.
pub struct Facts {
    /// The senders.
    pub senders: Senders,
    /// The links.
    pub links: Vec<FollowedLink>,
    /// How many links were not judged.
    pub unjudged_links: usize,
    /// The claim to be Amazon.
    pub claim: Claim,
    /// Another speaker states that the reader's Amazon account is held.
    pub reports_held: bool,
    /// The standing that the rules test: of the sender, or of a forwarded message's sender.
    pub standing: SenderStanding,
    /// The message was forwarded, and its forwarded part is judged.
    pub is_forwarded: bool,
    /// The sender that the judged part names, if it has nothing to do with Amazon.
    pub outside_sender: Option<String>,
    /// The links that the claim concerns.
    pub scope: Scope,
    /// The deceptions in the text and in the header block of a forwarded message.
    pub text_deceptions: Vec<Deception>,
    /// Reasons that are shown and change no level.
    pub notes: Vec<Reason>,
}

impl Facts {
    /// Whether the message speaks as Amazon.
    pub fn speaks(&self) -> bool {
        self.claim.strength == Strength::Strong
    }

    /// Whether the message asks the reader to follow a link. A link to Amazon in the mail of a foreign sender does not count,
    /// because it stands there for show; nor does one that names Amazon as decoration.
    pub fn can_be_followed(&self) -> bool {
        let is_for_show = |followed: &FollowedLink| {
            self.standing == SenderStanding::Foreign
                && matches!(followed.destination, Destination::Amazon | Destination::Rewritten)
        };
        self.links.iter().any(|followed| followed.is_action() && self.concerns(followed) && !is_for_show(followed))
    }

    /// Whether the claim of the message concerns a link. The links of an answer belong to its author, even if the message that it
    /// quotes makes a claim.
    pub fn concerns(&self, followed: &FollowedLink) -> bool {
        self.scope == Scope::Message || followed.quotation.is_some()
    }

    /// Whether a link runs a script in a message that has nothing to do with Amazon. Old newsletters contain such links, and no
    /// webmail runs them.
    pub fn is_script_without_claim(&self, followed: &FollowedLink) -> bool {
        let Verdict::Link(link) = &followed.link.verdict else { return false };
        let is_script = |reason: &Reason| reason.evidence.first().is_some_and(|scheme| scheme == "javascript");
        self.claim.strength == Strength::None && followed.rule == "script-scheme" && link.reasons.iter().any(is_script)
    }

    /// Whether the message comes from an address of Amazon.
    pub fn is_from_amazon(&self) -> bool {
        self.standing == SenderStanding::Amazon
    }
}

/// Runs the stages that find the facts. `poses_as_user` says that the sender's address is at the user's own domain and does not
/// count as the user's.
pub fn gather(reading: &Reading, user: &UserIdentity, poses_as_user: bool) -> Facts {
    let senders = senders::judge(reading, user, poses_as_user);
    let FollowedLinks { mut links, unjudged } = links::follow(reading, &senders);
    let outer = claim::read(reading, &senders, &links);
    let forwarded = forwarded::read(reading, &senders, &links);
    let mut claim = outer.claim;
    let mut notes: Vec<Reason> = senders.authentication.iter().cloned().chain(outer.note).collect();
    let mut text_deceptions: Vec<Deception> = outer.disguise.map(disguised_text).into_iter().collect();
    let mut standing = senders.standing;
    notes.extend(forwarded.as_ref().and_then(|forwarded| forwarded.note.clone()));
    let inner = forwarded.and_then(|forwarded| forwarded.judged);
    let is_forwarded = inner.is_some();
    let (mut outside_sender, mut scope) = (None, Scope::Message);
    if let Some(inner) = inner {
        // An author who speaks as Amazon answers for all links.
        scope = if claim.strength == Strength::Strong { Scope::Message } else { inner.scope };
        outside_sender = inner.outside_sender;
        claim.strength = claim.strength.max(inner.claim.strength);
        claim.evidence.extend(inner.claim.evidence);
        text_deceptions.extend(inner.disguise.map(disguised_text));
        text_deceptions.extend(inner.deceptions);
        standing = inner.standing;
    }
    let poses = claim.strength == Strength::Strong
        || standing == SenderStanding::Amazon
        || senders.from.verdict.level.is_warning();
    links.retain(|followed| poses || !is_mere_name(followed));
    Facts {
        senders,
        links,
        unjudged_links: unjudged,
        claim,
        reports_held: outer.reports_held,
        standing,
        is_forwarded,
        outside_sender,
        scope,
        text_deceptions,
        notes,
    }
}

/// Whether a link is a name in the text that people write in ordinary mail. In a message that does not pose as Amazon, a name
/// counts only if the message asks for it and it is dangerous by itself: colleagues write about fakes.
fn is_mere_name(followed: &FollowedLink) -> bool {
    followed.is_name && !(followed.is_action() && followed.link.verdict.level() == Level::Danger)
}

fn disguised_text(reason: Reason) -> Deception {
    Deception { kind: DeceptionKind::DisguisedText, rule: None, reason }
}
