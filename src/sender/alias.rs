//! Mail aliases: services that forward a mail and write its original sender into the address or the name that they show.

use crate::search::places_from_end;
use crate::tables::ALIASES;
use crate::url::host::HostName;

/// The mark that Firefox Relay writes behind the original address.
const RELAY_MARK: &str = "[via relay]";

/// The original sender that an alias shows, as its local part and its host; returns `None` if the host is no alias service, or the
/// text does not follow the service's form. The alias service wrote it, and the alias proves it no more than From does.
pub fn original(name: &str, local: &str, host: &HostName) -> Option<(String, HostName)> {
    let is_under =
        |domain: &str| host.ascii().strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    let (_, way) = ALIASES.iter().find(|(domain, _)| is_under(domain))?;
    let read = |local: &str, domain: &str| {
        let host = HostName::parse(domain).filter(|host| host.registrable().is_some())?;
        (!local.is_empty()).then(|| (local.to_owned(), host))
    };
    match *way {
        "equals" => {
            let (local, domain) = local.split_once('+')?.1.rsplit_once('=')?;
            read(local, domain)
        }
        "name" => {
            let at = name.to_ascii_lowercase().find(RELAY_MARK)?;
            let (local, domain) = name[..at].trim().rsplit_once('@')?;
            read(local, domain)
        }
        // The original sender chooses the local part and may write "_at_" in it, so only the last "_at_" before a whole domain counts.
        _ => places_from_end(&local.to_ascii_lowercase(), "_at_").find_map(|at| {
            let behind = &local[at + "_at_".len()..];
            let domain = match *way {
                "at-2" => behind.rsplitn(3, '_').nth(2)?.replace('_', "."),
                "at-1" => behind.rsplit_once('_')?.0.replace('_', "."),
                _ => behind.rsplit_once('_')?.0.to_owned(),
            };
            read(&local[..at], &domain)
        }),
    }
}

/// Returns the original sender's own name: SimpleLogin writes the address behind it ("Tom - tom(a)mail.example").
pub fn name_before<'a>(name: &'a str, local: &str) -> &'a str {
    name.match_indices(&*format!(" - {local}")).last().map_or(name, |(at, _)| &name[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_original_sender_is_read_in_the_form_of_each_service() {
        for (name, address, found) in [
            ("", "ship_at_amazon_com_ab12cd34ef_5a6b7c8d@privaterelay.appleid.com", Some("ship@amazon.com")),
            ("", "ship_at_amazon_co_uk_ab12_5a6b@privaterelay.appleid.com", Some("ship@amazon.co.uk")),
            ("", "look_at_me_at_mail_example_ab12_5a6b@privaterelay.appleid.com", Some("look_at_me@mail.example")),
            ("", "x_at_amazon_com_at_shop_at_ab12_5a6b@privaterelay.appleid.com", Some("x_at_amazon_com@shop.at")),
            ("", "no-reply_at_amazon.com_jane@duck.com", Some("no-reply@amazon.com")),
            ("", "x_at_amazon.com_y_at_evil.example_jane@duck.com", Some("x_at_amazon.com_y@evil.example")),
            ("", "notice_at_amazon_it_vqzdkewr@simplelogin.co", Some("notice@amazon.it")),
            ("", "shop+donotreply=amazon.es@jane.anonaddy.com", Some("donotreply@amazon.es")),
            ("notice@amazon.fr [via Relay]", "k2x8vq0p1@mozmail.com", Some("notice@amazon.fr")),
            ("Amazon", "k2x8vq0p1@mozmail.com", None),
            ("", "jane@duck.com", None),
            ("", "ship_at_amazon_com@privaterelay.appleid.com", None),
            ("", "ship_at_amazon_com_ab12cd34ef_5a6b7c8d@mail.example", None),
            ("", "ship_at_amazon_com_ab12cd34ef_5a6b7c8d@xduck.com", None),
            ("notice@amazon.fr [via Relay]", "x@mail.example", None),
        ] {
            let (local, host) = address.split_once('@').unwrap();
            let original = original(name, local, &HostName::parse(host).unwrap())
                .map(|(local, host)| format!("{local}@{}", host.ascii()));
            assert_eq!(original.as_deref(), found, "{name} {address}");
        }
    }
}
