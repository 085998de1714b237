//! The genuine set, the allowlist of Amazon's domains: each domain has its roles, separately for links and for senders. The rows
//! are data (`data/amazon.tsv`), each with evidence. `brand::lookalike` judges the look of all other hosts.

use crate::tables::MARKETPLACES;
pub use crate::tables::roles::Roles;

/// A row of the genuine set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The domain of the row, which also applies to all its sub-domains.
    pub domain: &'static str,
    /// The roles of the domain.
    pub roles: Roles,
}

/// Returns the region of each marketplace and the page of its Seller Central that shows the genuine notices.
pub fn notification_pages() -> impl Iterator<Item = (&'static str, String)> {
    MARKETPLACES.iter().map(|(region, host)| (*region, format!("https://{host}/performance/notifications")))
}

/// Returns the region of each marketplace and the host of its Seller Central.
#[cfg(feature = "desk")]
pub fn marketplaces() -> impl Iterator<Item = (&'static str, &'static str)> {
    MARKETPLACES.iter().copied()
}
