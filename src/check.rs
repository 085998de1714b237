//! A verdict on a text that somebody asked about: is it a link, a host or a sender? The command line and the popup ask.

use crate::host::{ParseFailure, Parsed, parse};
use crate::link;
use crate::message;
use crate::sender;
use crate::verdict::{SenderClass, Verdict};

/// Schemes by which a text is a link, whatever else it contains.
const SCHEMES: [&str; 13] =
    ["http", "https", "mailto", "javascript", "data", "vbscript", "ftp", "tel", "sms", "cid", "file", "blob", "about"];

/// Judges a text: a known scheme or a leading `//` makes it a link; else `Name <a@b>`, or `a@b` without `/ ? #`, a sender;
/// else it is a host, with or without a path. What is none of these is `invalid`.
///
/// With `claims_amazon` it is judged as an action link, or as the sender, of a mail that speaks as Amazon from a foreign
/// address.
pub fn check(text: &str, claims_amazon: bool) -> Verdict {
    let verdict = by_shape(text.trim_matches(|c: char| c <= ' ' || c.is_whitespace()));
    if claims_amazon { message::as_if_claimed(verdict) } else { verdict }
}

fn by_shape(text: &str) -> Verdict {
    // Browsers take tabs and line breaks out of a link before they look for its scheme.
    let scheme = text.split_once(':').map(|(scheme, _)| scheme.replace(['\t', '\n', '\r'], "").to_ascii_lowercase());
    if scheme.is_some_and(|scheme| SCHEMES.contains(&&*scheme)) || text.starts_with("//") {
        return link::judge(text, None);
    }
    let named = text.ends_with('>') && text.contains('<');
    if named || text.contains('@') && !text.contains(['/', '?', '#']) {
        let verdict = sender::judge_text(text);
        if verdict.class != SenderClass::Unknown {
            return Verdict::Sender(verdict);
        }
        return Verdict::Link(link::not_a_link(text));
    }
    // A host is what remains; a text with spaces in it is none.
    let is_host = !text.is_empty() && !text.contains(char::is_whitespace) && text.contains(['.', ':']);
    if !is_host {
        return Verdict::Link(link::not_a_link(text));
    }
    match parse(&format!("http://{text}"), None) {
        Ok(Parsed::Web(candidate)) => {
            let mut verdict = link::judge_candidate(&candidate);
            // Nobody wrote http.
            verdict.reasons.retain(|reason| reason.code != crate::verdict::Code::PlainHttp);
            Verdict::Link(verdict)
        }
        Ok(_) | Err(ParseFailure::NotALink | ParseFailure::Invalid) => Verdict::Link(link::not_a_link(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::{Level, LinkClass};

    #[test]
    fn the_shape_of_a_text_says_what_it_is() {
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
    fn what_is_neither_is_invalid_never_an_error() {
        for text in ["", "x", "hello world", "@", "a@", "http://", "::", "…", "\u{0}", "http://[", "<>"] {
            let Verdict::Link(link) = check(text, false) else { panic!("{text}") };
            assert_eq!((link.class, link.level), (LinkClass::Invalid, Level::Info), "{text}");
        }
    }

    #[test]
    fn a_claim_turns_every_place_that_is_not_amazons_into_a_contradiction() {
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
