//! The roles of Amazon's domains. The rows are data (`data/amazon.tsv`).

/// The roles of a domain. A domain may have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Roles(u8);

#[allow(dead_code, reason = "the build script needs the names alone, the crate the values alone")]
impl Roles {
    /// The name of each role in the table. The index of a name in this list is the bit of its role.
    pub const NAMES: [&'static str; 7] =
        ["sign-in", "owned", "anyone-can-post", "shortener", "sender", "relay", "not-a-sender"];

    /// Amazon lets people sign in at the domain.
    pub const SIGN_IN: Self = Self(1);
    /// Amazon's customers publish under the domain.
    pub const ANYONE_CAN_POST: Self = Self(1 << 2);
    /// The domain has Amazon's short links, which anyone can create.
    pub const SHORTENER: Self = Self(1 << 3);
    /// Amazon sends mail from the domain.
    pub const SENDER: Self = Self(1 << 4);
    /// Buyers write to sellers through the domain.
    pub const RELAY: Self = Self(1 << 5);
    /// Amazon owns the domain and does not send mail from it.
    pub const NOT_A_SENDER: Self = Self(1 << 6);

    /// Creates the roles with these bits.
    pub fn of(bits: impl Iterator<Item = u8>) -> Self {
        Self(bits.fold(0, |roles, bit| roles | 1 << bit))
    }

    /// Whether the domain has any of these roles.
    pub const fn has(self, roles: Self) -> bool {
        self.0 & roles.0 != 0
    }
}
