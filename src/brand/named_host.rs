//! Finds the host that a text names, such as `amazon.de` or `https://amazon.de/x` as the text of a link.

use crate::brand::lookalike;
use crate::brand::skeleton::fold_host;
use crate::url::host::{self, Host, Parsed};
use crate::vocabulary::LinkClass;

/// Returns the host that a text names, ignoring invisible characters. Returns `None` if the text as a whole is not a host or a web
/// link.
pub fn host_named_by(text: &str) -> Option<Host> {
    let folded = fold_host(text);
    let text = folded.trim_matches(|c: char| {
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
}
