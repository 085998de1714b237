//! The kinds of words that stand beside the brand. The rows are data; `brand::words` finds them.

kinds! {
    /// What a word says beside the brand.
    WordKind {
        /// Accounts, sign-ins, help, fear.
        Account = "account",
        /// Amazon's own roles, products and departments.
        Role = "role",
        /// A marketplace, a country, an ending.
        Place = "place",
        /// Other people's trades, and the river.
        Trade = "trade",
        /// A word without a meaning of its own.
        Filler = "filler",
    }
}
