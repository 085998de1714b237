//! Decides how much of a web address a blocking rule may cover because of a dangerous message, and which names the user may mute.
//! Both limits prevent an attack by mail: one that makes Touchstone block hosts that the user needs every day, and one that makes
//! the user mute a host where anyone can publish.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::link;
use crate::link::gateways::Gateways;
use crate::link::unwrap;
use crate::sender;
use crate::tables::amazon::Roles;
use crate::tables::known::{Everyday, Known};
use crate::tables::places::{PlaceKind, SpeakerKind};
use crate::tables::{INTRANET_ENDINGS, MAILBOX_DOORS};
use crate::url::host::{self, Candidate, Host, HostName, Parsed};
use crate::vocabulary::Level;

/// The part of an address that a blocking rule may cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The whole host, which is dangerous by itself.
    DangerousHost,
    /// The whole host: no table knows it, and only the message makes it dangerous.
    Host,
    /// Only this address: other people publish on the same host.
    Address,
    /// Nothing: the host is Amazon's, a known service, the user's own, or one that sellers open every day.
    Nothing,
}

impl Reach {
    /// The name of the value in JavaScript.
    pub fn name(self) -> &'static str {
        match self {
            Self::DangerousHost => "dangerous-host",
            Self::Host => "host",
            Self::Address => "address",
            Self::Nothing => "nothing",
        }
    }
}

/// The kinds of hosts where several people publish, so that a rule about one of them must not affect the others.
const SHARED: [PlaceKind; 5] =
    [PlaceKind::OpenPlatform, PlaceKind::Meeting, PlaceKind::Shortener, PlaceKind::Tracker, PlaceKind::Delivery];
/// The kinds of hosts of firms that the user may need every day.
const SERVICES: [PlaceKind; 3] = [PlaceKind::Marketplace, PlaceKind::Store, PlaceKind::UsedByAmazon];
/// Returns the part that a rule may cover because of a dangerous link to `address`. `own` holds the user's own mail addresses or
/// domains.
pub fn reach(address: &str, own: &[String]) -> Reach {
    let Ok(Parsed::Web(candidate)) = host::parse(address, None) else { return Reach::Nothing };
    match &candidate.host {
        Host::V4(address) if is_local_v4(*address) => Reach::Nothing,
        Host::V6(address) if is_local_v6(*address) => Reach::Nothing,
        Host::V4(_) | Host::V6(_) => alone(&candidate).unwrap_or(Reach::Host),
        Host::Name(name) => reach_of_name(&candidate, name, own),
    }
}

fn reach_of_name(candidate: &Candidate, name: &HostName, own: &[String]) -> Reach {
    if let Some(row) = name.known.amazon {
        return if row.roles.has(Roles::ANYONE_CAN_POST) || row.roles.has(Roles::SHORTENER) {
            Reach::Address
        } else {
            Reach::Nothing
        };
    }
    if is_local_name(name.ascii()) || is_own(name, own) {
        return Reach::Nothing;
    }
    let wrapped = unwrap::unwrap(candidate);
    // A redirect with an unreadable target may be blocked even on the host of a service, because it stands for its target.
    if wrapped.as_ref().is_some_and(|wrapped| wrapped.targets.is_empty()) && name.registrable().is_some() {
        return if is_front_page(candidate) && is_service(name, candidate) { Reach::Nothing } else { Reach::Address };
    }
    if is_service(name, candidate) {
        return Reach::Nothing;
    }
    // A rule for a public suffix would affect all domains under it.
    if name.registrable().is_none() {
        return if name.is_private_suffix() { Reach::Address } else { Reach::Nothing };
    }
    if let Some(dangerous) = alone(candidate) {
        return dangerous;
    }
    let shared = name.is_private_suffix()
        || name.known.place(&SHARED).is_some()
        || name.known.is(PlaceKind::FreeMailbox)
        || matches!(name.known.speaker, Some((SpeakerKind::MeetingPartner, _)))
        || !name.known.wrappers.is_empty()
        // The table lists the firm's own pages on such a host, so other people publish the rest.
        || name.known.everyday.is_some()
        || wrapped.is_some();
    if shared { Reach::Address } else { Reach::Host }
}

/// Returns `DangerousHost` if the host without any path is dangerous by itself.
fn alone(candidate: &Candidate) -> Option<Reach> {
    let bare = format!("{}://{}/", candidate.url.scheme(), candidate.host.ascii());
    let Ok(Parsed::Web(bare)) = host::parse(&bare, None) else { return None };
    (link::judge_candidate(&bare, &Gateways::default()).verdict.level() == Level::Danger)
        .then_some(Reach::DangerousHost)
}

/// Whether an address belongs to a firm alone, so that other people cannot publish there.
fn is_service(name: &HostName, candidate: &Candidate) -> bool {
    match name.known.everyday {
        Some(Everyday::Whole) => return true,
        Some(Everyday::Paths(paths)) if is_listed(paths, candidate.read().path()) => return true,
        _ => {}
    }
    if name.known.place(&SHARED).is_some() {
        return false;
    }
    if name.known.place(&SERVICES).is_some() {
        return true;
    }
    if name.known.is(PlaceKind::FreeMailbox) {
        return is_mailbox_door(name);
    }
    matches!(name.known.speaker, Some((SpeakerKind::Service | SpeakerKind::Partner, _)))
}

fn is_front_page(candidate: &Candidate) -> bool {
    candidate.url.path() == "/" && candidate.url.query().unwrap_or("").is_empty()
}

/// Whether a path is in a list. An entry that ends in a star also covers all paths below it.
fn is_listed(paths: &str, path: &str) -> bool {
    let plain = |text: &str| if text.len() > 1 { text.trim_end_matches('/').to_owned() } else { text.to_owned() };
    paths.split(' ').any(|entry| match entry.strip_suffix('*') {
        Some(folder) => path.starts_with(folder),
        None => plain(path) == plain(entry),
    })
}

fn is_mailbox_door(name: &HostName) -> bool {
    let Some(domain) = name.registrable() else { return false };
    let below = name.ascii().strip_suffix(domain).unwrap_or_default().trim_end_matches('.');
    below.is_empty() || MAILBOX_DOORS.contains(&below)
}

/// Whether a host belongs to the user's own domain. The domain of a free mailbox never counts as the user's own.
fn is_own(name: &HostName, own: &[String]) -> bool {
    let Some(domain) = name.registrable() else { return false };
    own.iter().any(|one| {
        let host = one.rsplit_once('@').map_or(one.as_str(), |(_, host)| host);
        HostName::parse(host).is_some_and(|own| {
            own.registrable() == Some(domain) && !own.is_private_suffix() && !own.known.is(PlaceKind::FreeMailbox)
        })
    })
}

/// Whether a name belongs to the user's own network.
fn is_local_name(ascii: &str) -> bool {
    !ascii.contains('.') || INTRANET_ENDINGS.iter().any(|ending| ascii.ends_with(ending))
}

fn is_local_v4(address: Ipv4Addr) -> bool {
    address.is_private() || address.is_loopback() || address.is_link_local() || address.is_unspecified()
}

fn is_local_v6(address: Ipv6Addr) -> bool {
    address.is_loopback()
        || address.is_unspecified()
        || address.is_unique_local()
        || address.is_unicast_link_local()
        || address.to_ipv4_mapped().is_some_and(is_local_v4)
}

/// Whether the user may mute a host or an address. The user may not mute a host where anyone can publish or open a mailbox, and no
/// name of Amazon's, because others forge it.
pub fn may_be_muted(value: &str) -> bool {
    if let Some((_, host)) = sender::split_address(value) {
        return host.known.amazon.is_none();
    }
    match HostName::parse(value) {
        Some(name) => {
            let Known { amazon, .. } = &name.known;
            amazon.is_none()
                && name.registrable().is_some()
                && !name.is_private_suffix()
                && name.known.place(&SHARED).is_none()
                && !name.known.is(PlaceKind::FreeMailbox)
                && name.known.wrappers.is_empty()
        }
        None => !value.contains('@') && matches!(host::parse(&format!("http://{value}/"), None), Ok(Parsed::Web(_))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach_of(address: &str) -> Reach {
        reach(address, &[])
    }

    #[test]
    fn an_unknown_host_is_blocked_as_a_whole() {
        for address in [
            "https://evil.example/v?case=1",
            "http://evil.example.:8080/",
            "https://a.b.evil.example/",
            "http://5.6.7.8/x",
        ] {
            assert_eq!(reach_of(address), Reach::Host, "{address}");
        }
        assert_eq!(reach_of("https://amazon-verify-account.example/v"), Reach::DangerousHost);
    }

    #[test]
    fn on_a_shared_host_only_the_address_is_blocked() {
        for address in [
            "https://docs.google.com/forms/d/e/abc/viewform",
            "https://sites.google.com/view/abc",
            "https://evil.pages.dev/",
            "https://bit.ly/abc",
            "https://x.s3.amazonaws.com/a.html",
            "https://amzn.to/abc",
            "https://firm.sharepoint.com/:b:/g/abc",
            "https://zoom.us/j/123",
            "https://www.dropbox.com/s/abc/file",
            "https://www.baidu.com/link?url=abc",
            "https://url123.firm.example/ls/click?upn=abc",
            "https://somebody.free.fr/login",
            "https://amazon.com.edgekey.net.example.akamaized.net/x",
        ] {
            assert_eq!(reach_of(address), Reach::Address, "{address}");
        }
    }

    #[test]
    fn hosts_of_amazon_services_and_the_local_network_are_never_blocked() {
        for address in [
            "https://sellercentral.amazon.com/home",
            "https://signin.aws.amazon.com/",
            "https://accounts.google.com/signin",
            "https://www.payoneer.com/login",
            "https://erp.lingxing.com/login",
            "https://www.ebay.de/",
            "https://mail.yahoo.com/",
            "https://www.gmx.net/",
            "https://drive.google.com/drive/my-drive",
            "https://www.dropbox.com/login/",
            "https://bit.ly/",
            "http://192.168.1.1/",
            "http://localhost:8080/",
            "http://nas.local/",
            "http://router/",
            "http://[::1]/",
            "https://co.uk/",
            "mailto:a@b.example",
            "javascript:x",
            "",
        ] {
            assert_eq!(reach_of(address), Reach::Nothing, "{address}");
        }
    }

    #[test]
    fn the_users_own_domain_is_never_blocked_and_a_free_mailbox_is_not_the_users_own() {
        let own = ["me@shop.example".to_owned()];
        assert_eq!(reach("https://erp.shop.example/x", &own), Reach::Nothing);
        assert_eq!(reach("https://shop.example.evil.example/x", &own), Reach::Host);
        assert_eq!(reach("https://a.free.fr/x", &["me@free.fr".to_owned()]), Reach::Address);
    }

    #[test]
    fn shared_hosts_amazons_names_and_free_mailboxes_cannot_be_muted() {
        for value in [
            "sites.google.com",
            "docs.google.com",
            "evil.pages.dev",
            "pages.dev",
            "bit.ly",
            "gmail.com",
            "qq.com",
            "amazon.com",
            "sellercentral.amazon.de",
            "seller-performance@amazon.com",
            "x@marketplace.amazon.de",
            "co.uk",
            "",
        ] {
            assert!(!may_be_muted(value), "{value}");
        }
        for value in ["shop.example", "www.shop.example", "me@gmail.com", "a@shop.example", "5.6.7.8"] {
            assert!(may_be_muted(value), "{value}");
        }
    }
}
