//! Places and firms that are not Amazon's but need a name: where anyone can publish, what hides a target, which firms
//! rightly write about Amazon. The rows are data, each with evidence; `known` looks them up.

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
    /// Servers that deliver other people's pages under names that repeat their customers' hosts
    /// (`amazon.com.edgekey.net`).
    Delivery,
}

impl PlaceKind {
    /// The kinds, in the order `build.rs` numbers them in.
    pub(crate) const ALL: [Self; 9] = [
        Self::OpenPlatform,
        Self::Meeting,
        Self::Shortener,
        Self::Tracker,
        Self::Store,
        Self::UsedByAmazon,
        Self::FreeMailbox,
        Self::Marketplace,
        Self::Delivery,
    ];
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

impl SpeakerKind {
    /// The kinds, in the order `build.rs` numbers them in.
    pub(crate) const ALL: [Self; 3] = [Self::Service, Self::Partner, Self::MeetingPartner];
}
