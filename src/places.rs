//! Places and firms that are not Amazon's but need a name: where anyone can publish, what hides a target, which firms
//! rightly write about Amazon. The rows are data, each with evidence.

use crate::amazon::suffixes;
use crate::tables::{PLACES, SPEAKERS, number};

/// What a place is known for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    /// Anyone can publish there.
    OpenPlatform,
    /// Meeting rooms anyone can open.
    Meeting,
    /// Short links.
    Shortener,
    /// Click trackers that show no target.
    Tracker,
    /// App stores.
    Store,
    /// Not Amazon's, but Amazon really uses it.
    UsedByAmazon,
    /// Mailboxes anyone can open.
    FreeMailbox,
    /// Another marketplace.
    Marketplace,
    /// Servers that deliver other people's pages under names that repeat their customers' hosts.
    Delivery,
}

/// The kinds, in the order `build.rs` numbers them in.
const PLACE_KINDS: [PlaceKind; 9] = [
    PlaceKind::OpenPlatform,
    PlaceKind::Meeting,
    PlaceKind::Shortener,
    PlaceKind::Tracker,
    PlaceKind::Store,
    PlaceKind::UsedByAmazon,
    PlaceKind::FreeMailbox,
    PlaceKind::Marketplace,
    PlaceKind::Delivery,
];

/// The place of one of these kinds that a host lies under, with its name; the longest row decides.
pub fn place(host: &str, kinds: &[PlaceKind]) -> Option<(PlaceKind, &'static str)> {
    suffixes(host).find_map(|domain| {
        let value = PLACES.get(domain)?;
        let kind = *PLACE_KINDS.get(usize::from(number(*value.as_bytes().first()?)))?;
        kinds.contains(&kind).then(|| (kind, &value[1..]))
    })
}

/// Why a firm may write with Amazon's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpeakerKind {
    /// Serves sellers and speaks for itself: payout, software, tax, trademarks, news.
    Service,
    /// Writes with Amazon's name by right: card issuer, survey house, signatures.
    Partner,
    /// The same, for meetings only.
    MeetingPartner,
}

/// The kinds, in the order `build.rs` numbers them in.
const SPEAKER_KINDS: [SpeakerKind; 3] = [SpeakerKind::Service, SpeakerKind::Partner, SpeakerKind::MeetingPartner];

/// The firm a sending host belongs to.
pub fn speaker(host: &str) -> Option<(SpeakerKind, &'static str)> {
    suffixes(host).find_map(|domain| {
        let value = SPEAKERS.get(domain)?;
        Some((*SPEAKER_KINDS.get(usize::from(number(*value.as_bytes().first()?)))?, &value[1..]))
    })
}

/// Whether anyone can open a mailbox at this host.
pub fn is_free_mailbox(host: &str) -> bool {
    place(host, &[PlaceKind::FreeMailbox]).is_some()
}

/// Whether hosts here are named after those whose pages they deliver (`amazon.com.edgekey.net`), by their owners.
pub fn is_delivery(host: &str) -> bool {
    place(host, &[PlaceKind::Delivery]).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_looked_up_apart() {
        assert!(is_free_mailbox("qq.com"));
        assert!(is_free_mailbox("tenant.onmicrosoft.com"));
        assert!(!is_free_mailbox("docs.qq.com.example"));
        assert_eq!(place("docs.qq.com", &[PlaceKind::OpenPlatform]).unwrap().1, "腾讯文档");
        assert!(place("mail.qq.com", &[PlaceKind::OpenPlatform]).is_none());
    }
}
