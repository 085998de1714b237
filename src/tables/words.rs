//! The kinds of words beside the brand, for combosquatting. The rows are data; `brand::words` finds them.

kinds! {
    /// The kind of a word beside the brand.
    WordKind {
        /// A word about accounts, sign-ins, help or fear.
        Account = "account",
        /// A role, product or department of Amazon's own.
        Role = "role",
        /// A marketplace, a country, an ending.
        Place = "place",
        /// A trade of other firms, or the river.
        Trade = "trade",
        /// A thing that lures write beside the brand in a name: a reward, a parcel, a code.
        Lure = "lure",
        /// A word without a meaning of its own.
        Filler = "filler",
        /// A word for sellers, whom fakes address. In a host, it makes a lookalike like an account word; elsewhere it is a role.
        Seller = "seller",
        /// An ordinary word that contains another word of the table by accident.
        Ordinary = "ordinary",
    }
}
