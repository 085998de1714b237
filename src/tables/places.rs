//! The kinds of places and firms that are not Amazon's but need a name. The rows are data, each with evidence; `known` finds them.

kinds! {
    /// What a place is known for.
    PlaceKind {
        /// Anyone can publish there.
        OpenPlatform = "open-platform",
        /// Meeting rooms that anyone can open.
        Meeting = "meeting",
        /// Short links.
        Shortener = "shortener",
        /// Click trackers that show no target.
        Tracker = "tracker",
        /// App stores.
        Store = "store",
        /// Amazon uses it, but somebody else runs it.
        UsedByAmazon = "used-by-amazon",
        /// Mailboxes that anyone can open.
        FreeMailbox = "free-mailbox",
        /// Another marketplace.
        Marketplace = "marketplace",
        /// Servers that deliver other people's pages under names that repeat their customers' hosts
        /// (`amazon.com.edgekey.net`).
        Delivery = "delivery",
    }
}

kinds! {
    /// Why a firm may write with Amazon's name.
    SpeakerKind {
        /// Serves sellers and speaks for itself: payout, software, tax, trademarks, news.
        Service = "service",
        /// Has the right to write with Amazon's name: card issuer, survey house, signatures.
        Partner = "partner",
        /// Has that right for meetings only.
        MeetingPartner = "meeting-partner",
    }
}
