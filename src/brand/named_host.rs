//! Finds the host that a text names, such as `amazon.de` or `https://amazon.de/x` as the text of a link.

use crate::brand::lookalike;
use crate::brand::skeleton::fold_host;
use crate::url::host::{self, Host, HostName, Parsed};
use crate::vocabulary::LinkClass;

/// Returns the host that a text names, ignoring invisible characters. Returns `None` if the text as a whole is not a host or a web
/// link.
pub fn host_named_by(text: &str) -> Option<Host> {
    host_written_as(&fold_host(text))
}

/// Returns the host that a text names letter by letter. Returns `None` if the text as a whole is not a host or a web link.
fn host_written_as(text: &str) -> Option<Host> {
    let text = text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '<' | '>' | '"' | '\'' | '(' | ')' | '[' | ']' | '»' | '«' | '.' | ',' | ':' | ';' | '→' | '›' | '*'
            )
    });
    if text.is_empty()
        || text.len() > 2000
        || text.contains(|c: char| c.is_whitespace() || c == '@') && !text.contains("://")
    {
        return None;
    }
    let with_scheme = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    match host::parse(&with_scheme, None) {
        Ok(Parsed::Web(candidate)) => match candidate.host {
            Host::Name(ref name) if !name.ascii().contains('.') => None,
            host => Some(host),
        },
        _ => None,
    }
}

/// Whether a text is the target of its own link: it names the host to which the link leads, or another host of the same site. Hosts of
/// Amazon's must be equal, because other people publish beside some of them.
pub fn is_own_target(text: &str, target: &HostName) -> bool {
    let plain = |name: &HostName| name.ascii().strip_prefix("www.").unwrap_or(name.ascii()).to_owned();
    let is_same = |host: &Host| {
        host.name().is_some_and(|name| {
            let is_site = || name.registrable().is_some() && name.registrable() == target.registrable();
            plain(name) == plain(target) || name.known.amazon.is_none() && is_site()
        })
    };
    // The written form, because the folded one reads look-alike letters as the letters that they imitate.
    host_named_by(text).is_some_and(|host| is_same(&host)) || host_written_as(text).is_some_and(|host| is_same(&host))
}

/// Whether a text names a host of Amazon's or an imitation of one.
pub fn names_amazon(text: &str) -> bool {
    host_named_by(text).is_some_and(|host| {
        host.amazon().is_some()
            || host
                .name()
                .is_some_and(|name| lookalike::judge_host(name).is_some_and(|f| f.class != LinkClass::NameUse))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_names_a_host_only_if_it_is_nothing_else() {
        let named = |text: &str| host_named_by(text).map(|host| host.ascii().into_owned());
        assert_eq!(named("https://sellercentral.amazon.com/verify").as_deref(), Some("sellercentral.amazon.com"));
        assert_eq!(named(" sellercentral.amazon.de ").as_deref(), Some("sellercentral.amazon.de"));
        assert_eq!(named("www.a\u{73f}mazon.com/").as_deref(), Some("www.amazon.com"));
        assert_eq!(named("Amazon"), None);
        assert_eq!(named("Sign in to amazon.com"), None);
        assert_eq!(named("a@amazon.com"), None);
    }

    #[test]
    fn a_text_is_its_own_target_if_it_names_the_same_host() {
        let own = |text: &str, target: &str| is_own_target(text, &HostName::parse(target).unwrap());
        assert!(own("https://myamazonbuddy.example/blog", "www.myamazonbuddy.example"));
        assert!(own("myamazonbuddy.example", "blog.myamazonbuddy.example"));
        assert!(own("аmazon.example", "xn--mazon-3ve.example"), "look-alike letters");
        assert!(own("x.s3.amazonaws.com/r.csv", "x.s3.amazonaws.com"));
        assert!(!own("s3.amazonaws.com/r.csv", "x.s3.amazonaws.com"));
        assert!(!own("sellercentral.amazon.com", "evil.example"));
        assert!(!own("Amazon", "amazon.example"));
    }
}
