//! Judges a text as one link, host or sender. The command line uses it, and `pasted` for each thing in a longer text.

use crate::link::gateways::Gateways;
use crate::link::{self, JudgedLink};
use crate::message;
use crate::sender;
use crate::tables::LINK_SCHEMES;
use crate::url::boundary;
use crate::url::host::{ParseFailure, Parsed, parse, starts_a_system_program};
use crate::vocabulary::{Code, LinkClass, SenderClass, Verdict};

/// Invisible characters that copying may add at the edges of a text.
const INVISIBLE: [char; 4] = ['\u{feff}', '\u{200b}', '\u{200e}', '\u{200f}'];

/// Judges a text by its form, without the punctuation that was copied with it. A known scheme or a leading `//` makes it a link.
/// Otherwise `Name <a@b>`, or `a@b` without `/ ? #`, makes it a sender. Otherwise it is a host, with or without a path. Any other
/// text gets the class `invalid`.
///
/// With `claims_amazon`, the text is judged as an action link, or as the sender, of a mail that speaks as Amazon from a foreign
/// address.
pub fn check(text: &str, claims_amazon: bool) -> Verdict {
    check_through(text, claims_amazon, &Gateways::default())
}

/// Judges a text like [`check`]. The links of these gateways are judged by the URL inside them.
pub fn check_through(text: &str, claims_amazon: bool, gateways: &Gateways) -> Verdict {
    let text = text.trim_matches(|c: char| c <= ' ' || c.is_whitespace() || INVISIBLE.contains(&c));
    // Brackets are part of a link that starts a program, so such a text is not trimmed.
    let scheme = scheme_of(text).filter(|scheme| LINK_SCHEMES.contains(&&**scheme));
    let is_program =
        scheme.is_some_and(|scheme| !["http", "https", "mailto"].contains(&&*scheme)) || starts_a_system_program(text);
    let judged = if is_program {
        by_shape(text, gateways)
    } else {
        by_shape(boundary::subject(&boundary::mended(text)), gateways)
    };
    if claims_amazon { message::as_if_claimed(judged).verdict } else { judged.verdict }
}

/// Returns the reason why the extension must not watch pages at this host: "site-is-amazons" for a host of Amazon's own, and
/// "site-amazon-uses" for a place that Amazon uses. Returns `None` if it may watch them.
pub fn refusal(host: &str) -> Option<&'static str> {
    let Verdict::Link(link) = check(host, false) else { return None };
    let is_amazons = matches!(link.class, LinkClass::Genuine | LinkClass::AmazonOwned);
    let is_used = link.reasons.iter().any(|reason| reason.code == Code::UsedByAmazon);
    is_amazons.then_some("site-is-amazons").or(is_used.then_some("site-amazon-uses"))
}

fn by_shape(text: &str, gateways: &Gateways) -> JudgedLink {
    if scheme_of(text).is_some_and(|scheme| LINK_SCHEMES.contains(&&*scheme))
        || text.starts_with("//")
        || opens_a_program(text)
        || starts_a_system_program(text)
    {
        return if goes_on(text) { link::not_a_link(text) } else { link::parse(text, None).judge(gateways) };
    }
    let named = text.ends_with('>') && text.contains('<');
    if named || text.contains('@') && !text.contains(['/', '?', '#']) {
        let verdict = sender::judge_text(text);
        if verdict.class != SenderClass::Unknown {
            return JudgedLink::of_address(verdict);
        }
        return link::not_a_link(text);
    }
    // The text must be a host now, and a host contains no spaces.
    let is_host = !text.is_empty() && !text.contains(char::is_whitespace) && text.contains(['.', ':']);
    if !is_host {
        return link::not_a_link(text);
    }
    match parse(&format!("http://{text}"), None) {
        Ok(Parsed::Web(candidate)) => {
            let mut judged = link::judge_candidate(&candidate, gateways);
            if let Verdict::Link(link) = &mut judged.verdict {
                // The text has no scheme; this function added the http.
                link.reasons.retain(|reason| reason.code != Code::PlainHttp);
            }
            judged
        }
        Ok(_) | Err(ParseFailure::NotALink | ParseFailure::Invalid) => link::not_a_link(text),
    }
}

/// Returns the text before the first colon, without tabs and line breaks, which browsers remove before they read the scheme.
fn scheme_of(text: &str) -> Option<String> {
    text.split_once(':').map(|(scheme, _)| scheme.replace(['\t', '\n', '\r'], "").to_ascii_lowercase())
}

/// Whether a text begins with any scheme and `://`. The text then is a link, not a host.
fn opens_a_program(text: &str) -> bool {
    let scheme = text.split_once("://").map_or("", |(scheme, _)| scheme);
    let mut bytes = scheme.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_alphabetic())
        && bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

/// Whether more text follows a link after a space. Such a text is not judged as a link, because the verdict would ignore the rest.
fn goes_on(text: &str) -> bool {
    let is_web = text.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http"));
    let rest = text.split_once("://").map_or("", |(_, rest)| rest);
    is_web
        && rest
            .split_once(['/', '?', '#'])
            .is_some_and(|(host, rest)| !host.contains(' ') && rest.trim_end().contains([' ', '\u{3000}']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Level;

    #[test]
    fn a_text_is_a_link_or_a_sender_by_its_form() {
        for text in [
            "https://a@b.example/<x>",
            "//x.example",
            "amazon.de",
            "amazon.de/gp@x",
            "sellercentral.amazon.de:443/x",
            "javascript:a@b",
            "\u{1}\u{0} https://a@b.example",
            "ht\ntp\ts://a@b.example",
            "x",
            "",
            "hello world",
        ] {
            assert!(matches!(check(text, false), Verdict::Link(_)), "{text}");
        }
        for text in ["a@b.example", "Tom <a@b.example>", "mailto:a@b.example", "\"a b\" <c@d.example>"] {
            assert!(matches!(check(text, false), Verdict::Sender(_)), "{text}");
        }
    }

    #[test]
    fn any_other_text_is_invalid() {
        for text in ["", "x", "hello world", "@", "a@", "http://", "::", "…", "\u{0}", "http://[", "<>"] {
            let Verdict::Link(link) = check(text, false) else { panic!("{text}") };
            assert_eq!((link.class, link.level), (LinkClass::Invalid, Level::Info), "{text}");
        }
    }

    #[test]
    fn the_extension_does_not_watch_amazons_pages_and_the_places_amazon_uses() {
        for (host, refusal_expected) in [
            ("sellercentral.amazon.de", Some("site-is-amazons")),
            ("m.media-amazon.com", Some("site-is-amazons")),
            ("amazonexteu.qualtrics.com", Some("site-amazon-uses")),
            ("mail.shop.example", None),
            ("amazon-verify.example", None),
            ("", None),
        ] {
            assert_eq!(refusal(host), refusal_expected, "{host}");
        }
    }

    #[test]
    fn a_claim_to_be_amazon_makes_every_foreign_place_a_warning() {
        for (text, level) in [
            ("https://www.supportdubaitalent.com/index", Level::Danger),
            ("https://docs.google.com/forms/d/x", Level::Danger),
            ("https://bit.ly/x", Level::Danger),
            ("https://amazonexteu.qualtrics.com/x", Level::Caution),
            ("https://sellercentral.amazon.de/", Level::Ok),
            ("https://m.media-amazon.com/", Level::Ok),
            ("Tom <tom@shop.example>", Level::Caution),
        ] {
            assert_eq!(check(text, true).level(), level, "{text}");
        }
    }
}
