//! The genuine set: which domains are Amazon's, and in which role, for links and for senders apart.
//! The rows are data (`data/amazon.tsv`), each with evidence; how a host that is not in it looks is `lookalike`'s business.

use crate::tables::{AMAZON, MARKETPLACES, number};

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

/// The rows that fit a host (lower-case ASCII, no trailing dot): the longest, which decides, and the shortest, which names
/// what Amazon registered where the public suffix list does not know.
pub fn find(host: &str) -> Option<(Row, Row)> {
    let mut rows = suffixes(host).filter_map(row);
    let longest = rows.next()?;
    Some((longest, rows.last().unwrap_or(longest)))
}

/// The row of exactly this domain.
fn row(domain: &str) -> Option<Row> {
    let mut found = AMAZON.from(domain);
    let (domain, letters) = found.next().filter(|(key, _)| *key == domain)?;
    Some(Row { domain, roles: Roles(letters.bytes().fold(0, |roles, letter| roles | 1 << number(letter))) })
}

/// Each marketplace's region and the page of its Seller Central where genuine notices stand.
pub fn notification_pages() -> impl Iterator<Item = (&'static str, String)> {
    MARKETPLACES.iter().map(|(region, host)| (*region, format!("https://{host}/performance/notifications")))
}

/// The host and everything it lies under, longest first.
pub(crate) fn suffixes(host: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(host), |rest| rest.split_once('.').map(|(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_holds_for_what_lies_below_it_and_for_nothing_that_only_ends_alike() {
        for host in ["amazon.de", "sellercentral.amazon.com.be", "a.b.amazon.co.jp", "sellercentral-europe.amazon.com"]
        {
            assert!(find(host).is_some_and(|(row, _)| row.roles.has(Roles::SIGN_IN)), "{host}");
        }
        for host in ["notamazon.de", "amazon.de.example", "amazon", "com.be", "amazon.com.sa", "xamazonpay.com"] {
            assert!(find(host).is_none_or(|(row, _)| !row.roles.has(Roles::SIGN_IN)), "{host}");
        }
    }

    #[test]
    fn the_safe_way_leads_to_hosts_of_the_genuine_set() {
        for (region, url) in notification_pages() {
            let host = url.trim_start_matches("https://").split('/').next().unwrap();
            assert!(find(host).is_some_and(|(row, _)| row.roles.has(Roles::SIGN_IN)), "{region}");
        }
    }

    #[test]
    fn the_longest_row_decides_the_shortest_names_the_registration() {
        let (longest, shortest) = find("x.marketplace.amazon.de").unwrap();
        assert!(longest.roles.has(Roles::RELAY));
        assert_eq!(shortest.domain, "amazon.de");
        assert!(find("bucket.s3-accelerate.amazon").unwrap().0.roles.has(Roles::ANYONE_CAN_POST));
    }
}
