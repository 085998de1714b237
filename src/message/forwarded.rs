//! A forwarded message: the sender that its header block names, its words, and whether it replaces the outer message in the
//! rules.

use crate::message::document::{self, Voice};
use crate::message::finding::{Deception, DeceptionKind};
use crate::message::links::FollowedLink;
use crate::message::reading::Reading;
use crate::message::senders::{SenderStanding, Senders};
use crate::message::speaker;
use crate::message::text_claim::{self, TextClaim};
use crate::sender::{self, UserIdentity};
use crate::vocabulary::{Claim, ClaimEvidence, ClaimSource, Code, Reason, Strength};

/// A message that was forwarded.
pub struct Forwarded {
    /// The reason that names the sender of the forwarded message.
    pub note: Reason,
    /// The judged part. `None` if a buyer forwards a genuine notice, because that makes the mail no mail of Amazon's.
    pub judged: Option<Judged>,
}

/// The forwarded part of a message, judged.
pub struct Judged {
    /// The claim that it makes.
    pub claim: Claim,
    /// The reason that its words are written in disguise.
    pub disguise: Option<Reason>,
    /// The deceptions in its header block.
    pub deceptions: Vec<Deception>,
    /// The standing that counts for the whole message.
    pub standing: SenderStanding,
}

/// Reads the forwarded part of a message; returns `None` if there is none.
pub fn read(reading: &Reading, senders: &Senders, links: &[FollowedLink]) -> Option<Forwarded> {
    let header = reading.document.forwarded.as_ref()?;
    let note = forwarded_from(header);
    // The header block is text of this message's sender, so it proves nothing about the user's organisation.
    let inner = sender::judge(&header.from, &UserIdentity::default());
    let inner_standing = SenderStanding::of(&inner);
    let mut text = TextClaim::default();
    text_claim::read_subject(&header.subject, &mut text);
    text_claim::read_blocks(reading.in_time(reading.document.spoken(Voice::Forwarded)), &mut text);
    let is_genuine = inner_standing == SenderStanding::Amazon && is_all_genuine(reading, links);
    if is_genuine && senders.standing == SenderStanding::Relay {
        return Some(Forwarded { note, judged: None });
    }
    let name = header.from.name.as_deref().unwrap_or_default();
    let counted = text.strength_beside(speaker::is_another(name, &inner, reading.document));
    let strength = inner.brand_claim.strength.max(counted);
    let mut evidence = Vec::new();
    if strength > Strength::None && inner.brand_claim.strength == strength {
        evidence.push(ClaimEvidence::new(ClaimSource::Name, name));
    }
    let disguise = text.disguise_reason(strength);
    evidence.extend(text.evidence);
    let foreign_address = inner.foreign_address.clone().filter(|_| strength == Strength::Strong);
    let reasons = inner.deceptions.into_iter().chain(foreign_address);
    let kind = DeceptionKind::ForwardedSender;
    Some(Forwarded {
        note,
        judged: Some(Judged {
            claim: Claim { strength, evidence },
            disguise,
            deceptions: reasons.map(|reason| Deception { kind, rule: None, reason }).collect(),
            standing: counted_standing(senders.standing, inner_standing, is_genuine),
        }),
    })
}

/// The standing that counts for a forwarded message: the worse of the two senders. The inner one counts alone if the user's
/// organisation forwarded the message, or if the header block and all its links are genuine.
fn counted_standing(outer: SenderStanding, inner: SenderStanding, is_genuine: bool) -> SenderStanding {
    if outer == SenderStanding::UserOrganisation || is_genuine { inner } else { outer.max(inner) }
}

fn forwarded_from(header: &document::Forwarded) -> Reason {
    let address = header.from.address.as_deref().or(header.from.name.as_deref()).unwrap_or_default();
    Reason::new(Code::ForwardedFrom, [address])
}

/// Whether every link in the forwarded part, and every action link around it, leads to Amazon.
fn is_all_genuine(reading: &Reading, links: &[FollowedLink]) -> bool {
    links.iter().all(|followed| {
        let in_forwarded = followed
            .link
            .index
            .and_then(|index| reading.document.block_of(index))
            .is_some_and(|(_, block)| block.voice == Voice::Forwarded);
        followed.is_trusted() || !in_forwarded && !followed.is_action()
    })
}
