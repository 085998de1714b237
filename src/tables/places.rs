//! The kinds of places and firms that are not Amazon's but that the rules need to know. The rows are data, each with evidence;
//! `known` finds them.

kinds! {
    /// The kind of a place.
    PlaceKind {
        /// A site where anyone can publish.
        OpenPlatform = "open-platform",
        /// Meeting rooms that anyone can open.
        Meeting = "meeting",
        /// Short links.
        Shortener = "shortener",
        /// Click trackers that show no target.
        Tracker = "tracker",
        /// App stores.
        Store = "store",
        /// A site that Amazon uses and another firm runs.
        UsedByAmazon = "used-by-amazon",
        /// Mailboxes that anyone can open.
        FreeMailbox = "free-mailbox",
        /// A marketplace other than Amazon.
        Marketplace = "marketplace",
        /// Servers that deliver other people's pages under names that repeat their customers' hosts
        /// (`amazon.com.edgekey.net`).
        Delivery = "delivery",
    }
}

kinds! {
    /// The reason why a firm may mention Amazon or write with its name.
    SpeakerKind {
        /// The firm serves sellers and speaks for itself: payout, software, tax, trademarks, news.
        Service = "service",
        /// The firm has the right to write with Amazon's name: card issuers, survey firms, electronic signatures.
        Partner = "partner",
        /// The firm has that right for meetings only.
        MeetingPartner = "meeting-partner",
    }
}
