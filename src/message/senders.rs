//! The senders of a message: the From address, the reply addresses and their standing towards Amazon.

use crate::input::{Mailbox, MessageInput};
use crate::message::finding::{Contradiction, ContradictionKind};
use crate::message::reading::Reading;
use crate::message::speaker;
use crate::sender::authentication;
use crate::sender::{self, Judged, UserIdentity};
use crate::tables::places::SpeakerKind;
use crate::url::host::HostName;
use crate::vocabulary::{Code, Level, Reason, SenderClass};

/// The standing of a sender towards Amazon. The order matters: of two standings the later one is the worse one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SenderStanding {
    /// An address under one of Amazon's sending domains.
    Amazon,
    /// An address of another Amazon business.
    AmazonOwned,
    /// The user's own organisation. Only its links are judged.
    UserOrganisation,
    /// A firm that rightly writes with Amazon's name.
    Partner,
    /// A firm that runs meetings for Amazon.
    MeetingPartner,
    /// The page shows no address, so the sender may be Amazon or not.
    Unknown,
    /// A buyer. Amazon's relay passes the message on.
    Relay,
    /// Everybody else.
    Foreign,
}

impl SenderStanding {
    /// The standing of a judged sender.
    pub fn of(sender: &Judged) -> Self {
        match sender.verdict.class {
            SenderClass::Amazon => Self::Amazon,
            SenderClass::AmazonOwned => Self::AmazonOwned,
            SenderClass::Relay => Self::Relay,
            SenderClass::Unknown => Self::Unknown,
            _ if sender.own => Self::UserOrganisation,
            SenderClass::Partner if sender.speaker == Some(SpeakerKind::MeetingPartner) => Self::MeetingPartner,
            SenderClass::Partner => Self::Partner,
            _ => Self::Foreign,
        }
    }

    /// Whether the sender has nothing to do with Amazon, apart from the partners that may use its name.
    pub fn is_outside_amazon(self) -> bool {
        matches!(self, Self::Foreign | Self::Partner | Self::MeetingPartner)
    }
}

/// The judged senders of a message.
pub struct Senders {
    /// The sender in From.
    pub from: Judged,
    /// The standing of that sender. A forwarded message may have another one.
    pub standing: SenderStanding,
    /// The worst of the addresses in Reply-To; `None` if the message has no Reply-To.
    pub reply_to: Option<Judged>,
    /// Another firm or person than Amazon speaks for itself.
    pub is_another_speaker: bool,
    /// The result of the receiving server about an address of Amazon; `None` if there is no such result.
    pub authentication: Option<Reason>,
    /// The receiving server found that the domain of Amazon in From did not send the mail.
    pub failed_authentication: bool,
}

impl Senders {
    /// The contradiction that replies go to another domain, or to a free mailbox.
    pub fn reply_elsewhere(&self) -> Option<Contradiction> {
        let reply = self.reply_to.as_ref()?;
        let address = reply.verdict.address.as_deref()?;
        let is_third_domain = reply.verdict.domain != self.from.verdict.domain;
        if !is_third_domain || !SenderStanding::of(reply).is_outside_amazon() {
            return None;
        }
        let reason = outside_amazon(Code::ReplyLeavesAmazon, address);
        Some(Contradiction { kind: ContradictionKind::ReplyElsewhere, reason })
    }
}

/// The reason that an address is not Amazon's, under a code that names only the address. An address at a domain of Amazon's that sends no
/// mail has a reason of its own, because the domain is Amazon's.
pub fn outside_amazon(code: Code, address: &str) -> Reason {
    let verdict = sender::judge_text(address);
    let domain = verdict.domain.as_deref().filter(|_| verdict.class == SenderClass::NotASender);
    domain.map_or_else(|| Reason::new(code, [address]), |domain| Reason::new(Code::NotASenderDomain, [address, domain]))
}

/// Judges the senders of a message. `poses_as_user` says that the address is at the user's own domain and does not count as
/// the user's.
pub fn judge(reading: &Reading, user: &UserIdentity, poses_as_user: bool) -> Senders {
    let input = reading.input;
    let mut from = sender::judge(&input.from, user);
    let (authentication, failed_authentication) = apply_authentication(input, &mut from);
    if from.muted {
        from.muted = can_be_muted(input, &from);
        if from.muted {
            from.mute();
        }
    }
    let name = input.from.name.as_deref().unwrap_or_default();
    // A reply goes to all of these addresses, so the worst one counts; among equals the first.
    let addresses = input.reply_to.iter().rev().filter(|mailbox| mailbox.address.is_some());
    let reply_to = addresses
        .map(|mailbox| sender::judge(mailbox, user))
        .max_by_key(|reply| (!reply.deceptions.is_empty(), SenderStanding::of(reply)));
    // A mail that poses as the user's organisation repeats the names of the firm and of colleagues, so these prove nothing.
    let is_another_speaker =
        !poses_as_user && reading.budget.allows_step() && speaker::is_another(name, &from, reading.document);
    Senders {
        standing: SenderStanding::of(&from),
        reply_to,
        is_another_speaker,
        authentication,
        failed_authentication,
        from,
    }
}

/// Applies the result of the receiving server to an address of Amazon, and returns it as a reason. A pass makes no address
/// better. A fail makes it no better than an address that others sent, because forwarding and mailing lists fail too.
fn apply_authentication(input: &MessageInput, sender: &mut Judged) -> (Option<Reason>, bool) {
    let Some(found) = authentication::of(input).filter(|_| sender.verdict.class.is_amazons()) else {
        return (None, false);
    };
    let code = if found.passed { Code::AuthenticationPassed } else { Code::AuthenticationFailed };
    let reason = Reason::new(code, [&*found.server, &*found.domain]);
    if !found.passed {
        sender.verdict.level = sender.verdict.level.max(Level::Info);
        sender.verdict.reasons.push(reason.clone());
    }
    (Some(reason), !found.passed)
}

/// Whether the warnings about a sender may be removed as the user asked. They stay if replies go to a third domain, or if the
/// receiving server found that the domain did not send the mail, because then another person may be writing.
fn can_be_muted(input: &MessageInput, sender: &Judged) -> bool {
    let reply_addresses = input.reply_to.iter().filter_map(|mailbox| mailbox.address.as_deref());
    let goes_back = |address: &str| {
        let is_same = sender.verdict.address.as_deref().is_some_and(|from| from.eq_ignore_ascii_case(address));
        is_same || sender::split_address(address).is_some_and(|(_, host)| sender.owns(&host))
    };
    reply_addresses.into_iter().all(goes_back) && authentication::of(input).is_none_or(|found| found.passed)
}

/// Whether the webmail says that servers of another domain sent the mail.
pub fn is_sent_via_others(input: &MessageInput, sender: &Judged) -> bool {
    let via = input.from.via.as_deref().and_then(HostName::parse);
    via.is_some_and(|via| !sender.owns(&via))
}

/// The same message with the worst of its senders in From. If another sender is an address of Amazon's, a mail program may
/// show that one, so it becomes part of the name.
pub fn with_worst_sender(input: &MessageInput, user: &UserIdentity) -> MessageInput {
    let mut input = input.clone();
    let mut all = vec![std::mem::take(&mut input.from)];
    all.append(&mut input.other_senders);
    let from = |at: usize| {
        let address = all[at].address.as_deref().unwrap_or_default();
        let names = all.iter().filter_map(|one| one.name.as_deref());
        let others = all.iter().filter_map(|one| one.address.as_deref()).filter(|other| is_at_amazon(other));
        let shown: Vec<&str> = names.chain(others).filter(|text| !text.eq_ignore_ascii_case(address)).collect();
        Mailbox { name: (!shown.is_empty()).then(|| shown.join(", ")), ..all[at].clone() }
    };
    let badness = |mailbox: &Mailbox| {
        let judged = sender::judge(mailbox, user);
        (judged.verdict.level, SenderStanding::of(&judged))
    };
    // Among equals the first sender wins.
    input.from = (0..all.len()).rev().map(from).max_by_key(badness).unwrap_or_default();
    input
}

fn is_at_amazon(address: &str) -> bool {
    sender::split_address(address).is_some_and(|(local, host)| host.is_amazons() && !local.contains('@'))
}

/// The part of a very long name that is read; returns `None` if the name is not very long. Invisible characters are counted
/// apart, so that they cannot push visible ones out.
pub fn shortened_name(name: &str) -> Option<String> {
    /// In bytes.
    const LONG: usize = 8000;
    /// In characters, of the visible ones and of the invisible ones.
    const MOST: usize = 1000;
    if name.len() <= LONG {
        return None;
    }
    let (mut visible, mut invisible) = (0, 0);
    let is_read = |c: &char| {
        let count = if crate::brand::skeleton::is_invisible(*c) { &mut invisible } else { &mut visible };
        *count += 1;
        *count <= MOST
    };
    Some(name.chars().filter(is_read).collect())
}
