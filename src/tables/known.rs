//! Looks up the facts that the tables have about a host, once for all rules: its row of the genuine set, and the places and firms
//! that it belongs to. The rules decide what the facts mean.

use crate::tables::amazon::{Roles, Row};
use crate::tables::layout::field;
use crate::tables::places::{PlaceKind, SpeakerKind};
use crate::tables::{KNOWN, number};

/// The facts about a host and the domains that it is under. For each kind of fact, the row of the longest domain decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The row of the genuine set that the host falls under.
    pub amazon: Option<Row>,
    /// The shortest domain of the genuine set that the host is under. Amazon registered it, even if the public suffix list says
    /// otherwise.
    pub registered: Option<&'static str>,
    /// The firm that the host belongs to.
    pub speaker: Option<(SpeakerKind, &'static str)>,
    /// The places that the host belongs to, the longest domain first.
    places: Vec<(PlaceKind, &'static str)>,
    /// The rows of link wrappers that may fit the host.
    pub wrappers: Vec<usize>,
    /// The part of the host that the user may need every day. A row for a whole domain does not apply to a known place under it,
    /// because anyone may be able to publish there.
    pub everyday: Option<Everyday>,
}

/// The part of a host that sellers open every day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Everyday {
    /// Every page.
    Whole,
    /// These paths, separated by spaces. A star at the end of a path stands for all paths below it.
    Paths(&'static str),
}

impl Known {
    /// Looks up a host (lower-case ASCII, no trailing dot).
    pub fn of(host: &str) -> Self {
        let mut known = Self::default();
        let mut rest = host;
        loop {
            if let Some((domain, fields)) = KNOWN.row(rest) {
                for field in fields.split('\t') {
                    known.read(domain, field);
                }
            }
            match rest.bytes().position(|byte| byte == b'.') {
                Some(dot) => rest = &rest[dot + 1..],
                None => return known,
            }
        }
    }

    /// Reads one field of a row. [`field`] documents the form of the fields.
    fn read(&mut self, domain: &'static str, text: &'static str) {
        let mut letters = text.bytes();
        let mark = letters.next();
        let named = |kind: u8| Some((usize::from(number(kind)), text.get(2..)?));
        match mark {
            Some(field::AMAZON) => {
                self.registered = Some(domain);
                self.amazon.get_or_insert_with(|| Row { domain, roles: Roles::of(letters.map(number)) });
            }
            Some(field::PLACE) => self.places.extend(
                letters.next().and_then(named).and_then(|(kind, name)| Some((*PlaceKind::ALL.get(kind)?, name))),
            ),
            Some(field::WRAPPERS) => {
                let rows = text.chars().skip(1).map(|c| u32::from(c) - u32::from(field::FIRST_ROW));
                self.wrappers.extend(rows.filter_map(|row| usize::try_from(row).ok()));
            }
            Some(field::EVERYDAY) => self.read_everyday(&text[1..]),
            Some(field::SPEAKER) if self.speaker.is_none() => {
                self.speaker =
                    letters.next().and_then(named).and_then(|(kind, name)| Some((*SpeakerKind::ALL.get(kind)?, name)));
            }
            _ => {}
        }
    }

    /// Reads a row of the everyday hosts. The rows come in the order from the longest domain to the shortest.
    fn read_everyday(&mut self, paths: &'static str) {
        if self.everyday.is_some() {
            return;
        }
        match paths {
            "" if self.places.iter().any(|(kind, _)| *kind != PlaceKind::FreeMailbox) => {}
            "" => self.everyday = Some(Everyday::Whole),
            paths => self.everyday = Some(Everyday::Paths(paths)),
        }
    }

    /// Returns the place of one of these kinds, with its name.
    pub fn place(&self, kinds: &[PlaceKind]) -> Option<(PlaceKind, &'static str)> {
        self.places.iter().find(|(kind, _)| kinds.contains(kind)).copied()
    }

    /// Whether the host is a place of any kind.
    pub fn has_place(&self) -> bool {
        !self.places.is_empty()
    }

    /// Whether the host is a place of this kind.
    pub fn is(&self, kind: PlaceKind) -> bool {
        self.place(&[kind]).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::amazon::notification_pages;

    #[test]
    fn notification_pages_are_on_hosts_of_the_genuine_set() {
        for (region, url) in notification_pages() {
            let host = url.trim_start_matches("https://").split('/').next().unwrap();
            assert!(Known::of(host).amazon.is_some_and(|row| row.roles.has(Roles::SIGN_IN)), "{region}");
        }
    }

    #[test]
    fn a_row_applies_to_sub_domains_and_not_to_names_with_the_same_ending() {
        let signs_in = |host: &str| Known::of(host).amazon.is_some_and(|row| row.roles.has(Roles::SIGN_IN));
        for host in ["amazon.de", "sellercentral.amazon.com.be", "a.b.amazon.co.jp", "sellercentral-europe.amazon.com"]
        {
            assert!(signs_in(host), "{host}");
        }
        for host in ["notamazon.de", "amazon.de.example", "amazon", "com.be", "amazon.com.sa", "xamazonpay.com"] {
            assert!(!signs_in(host), "{host}");
        }
    }

    #[test]
    fn the_longest_row_decides_and_the_shortest_is_the_registered_domain() {
        let relay = Known::of("x.marketplace.amazon.de");
        assert!(relay.amazon.is_some_and(|row| row.roles.has(Roles::RELAY)));
        assert_eq!(relay.registered, Some("amazon.de"));
        let bucket = Known::of("bucket.s3-accelerate.amazon");
        assert!(bucket.amazon.is_some_and(|row| row.roles.has(Roles::ANYONE_CAN_POST)));
    }

    #[test]
    fn each_kind_of_place_is_looked_up_by_itself() {
        let is_free = |host: &str| Known::of(host).is(PlaceKind::FreeMailbox);
        assert!(is_free("qq.com"));
        assert!(is_free("docs.qq.com"));
        assert!(is_free("tenant.onmicrosoft.com"));
        assert!(!is_free("docs.qq.com.example"));
        assert_eq!(Known::of("docs.qq.com").place(&[PlaceKind::OpenPlatform]).unwrap().1, "腾讯文档");
        assert!(!Known::of("mail.qq.com").is(PlaceKind::OpenPlatform));
        assert_eq!(Known::of("mail.helium10.com").speaker, Some((SpeakerKind::Service, "Helium 10")));
    }
}
