//! The genuine set: which domains are Amazon's, and in which role, for links and for senders apart.
//! The rows are data (`data/amazon.tsv`), each with evidence; how a host that is not in it looks is `lookalike`'s business.

use crate::tables::MARKETPLACES;
pub use crate::tables::roles::Roles;

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
