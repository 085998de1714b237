//! The genuine set: which domains are Amazon's, and in which role, for links and for senders apart.
//! The rows are data (`data/amazon.tsv`), each with evidence; how a host that is not in it looks is `lookalike`'s business.

use crate::tables::{MARKETPLACES, number};

/// The roles of a row. A domain may have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Roles(u8);

impl Roles {
    /// Amazon lets people sign in there.
    pub const SIGN_IN: Self = Self(1);
    /// Customers' content on Amazon's machines.
    pub const ANYONE_CAN_POST: Self = Self(4);
    /// Amazon's short links: anyone can make one.
    pub const SHORTENER: Self = Self(8);
    /// Amazon sends mail from it.
    pub const SENDER: Self = Self(16);
    /// Buyers write through it.
    pub const RELAY: Self = Self(32);
    /// Amazon's, but mail from it is not.
    pub const NOT_A_SENDER: Self = Self(64);

    /// The roles that the letters of a packed row stand for.
    pub(crate) fn of(letters: impl Iterator<Item = u8>) -> Self {
        Self(letters.fold(0, |roles, letter| roles | 1 << number(letter)))
    }

    /// Whether any of these roles is among them.
    pub const fn has(self, roles: Self) -> bool {
        self.0 & roles.0 != 0
    }
}

/// A row of the genuine set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The domain the row holds for, with everything below it.
    pub domain: &'static str,
    /// What it is used for.
    pub roles: Roles,
}

/// Each marketplace's region and the page of its Seller Central where genuine notices stand.
pub fn notification_pages() -> impl Iterator<Item = (&'static str, String)> {
    MARKETPLACES.iter().map(|(region, host)| (*region, format!("https://{host}/performance/notifications")))
}
