//! Finds where a link or an address ends in running text: the punctuation around it belongs to the text, and a script without
//! spaces may follow directly. These rules do not apply to an `href`, which a browser reads as a whole.

use std::borrow::Cow;

/// A test for characters. All tests have this one type, so that the compiler generates the searches only once.
type Test = fn(char) -> bool;

/// Whether a character ends a word of a text. Characters that can be part of a host do not end a word; [`bare`] handles those.
#[inline(never)]
pub fn ends_word(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '<' | '>' | '"' | '|' | '“' | '”' | '、' | '。' | '〈'..='】' | '〔'..='〟' | '！' | '＂' | '＇'..='）' | '，'
                | '：' | '；' | '＜'..='？' | '［' | '］' | '｛'..='～' | '｢' | '｣'
        )
}

/// Whether a character can precede a link or an address without being part of it.
fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '\'' | '*' | '`')
}

/// Whether a character can follow a link or an address without being part of it. A `_` cannot, because an encoded URL may end in it.
fn closes(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '\'' | '*' | '`' | '.' | ',' | ';' | ':' | '!' | '?')
}

/// Returns a word without the punctuation around it and without text that directly follows its host: `(https://amazon.de)`,
/// `https://amazon.de看一下`.
pub fn bare(word: &str) -> &str {
    without_tail(word.trim_start_matches(opens as Test).trim_end_matches(closes as Test))
        .trim_end_matches(closes as Test)
}

/// Cuts a link, a host or an address at the end of its host if text in a script without spaces, or a symbol, directly follows. No
/// top-level domain mixes these with Latin letters.
fn without_tail(word: &str) -> &str {
    let start = word.find("://").map_or(0, |at| at + 3);
    let authority = &word[start..];
    if authority.contains(['/', '?', '#', '\\']) {
        return word;
    }
    let start = start + authority.rfind('@').map_or(0, |at| at + 1);
    let label = start + word[start..].rfind('.').map_or(0, |at| at + 1);
    let Some(at) = word[label..].find(|c: char| !c.is_ascii()) else { return word };
    let runs_on = word[label + at..].chars().next().is_some_and(|c| is_unspaced(c) || !c.is_alphanumeric());
    // The cut must leave a last label of at least two ASCII characters after a dot, which can be a top-level domain.
    if at > 1 && label > start && runs_on { &word[..label + at] } else { word }
}

/// Whether a letter belongs to a script without spaces between words, or to one whose words directly follow Latin words.
#[inline(never)]
pub fn is_unspaced(c: char) -> bool {
    matches!(
        c,
        '\u{e00}'..='\u{e7f}'
            | '\u{1100}'..='\u{11ff}'
            | '\u{2e80}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7ff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff66}'..='\u{ffdc}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

/// Extracts the item to check from the text that was copied with it: `链接：https://amazon.de，请查看`. A browser would read
/// further than the end of the word, so the text after a link is left out only if it contains no dot and so names no host.
pub fn subject(text: &str) -> &str {
    if text.ends_with('>') && text.find('<').is_some_and(|at| at > 0) {
        return text;
    }
    let text = bare(text.trim_start_matches(ends_word as Test).trim_end_matches(ends_word as Test));
    if text.contains(char::is_whitespace as Test) {
        return text;
    }
    let behind = |at: usize| text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
    if let Some(at) = text.find(ends_word as Test) {
        let (before, after) = (bare(&text[..at]), &text[behind(at)..]);
        if is_one(before) && !after.contains('.') {
            return from_scheme(before);
        }
        if !before.contains('.') && !before.ends_with(':') && is_one(bare(after)) {
            return subject(after);
        }
    }
    from_scheme(text)
}

/// Returns a link from its scheme on, if non-ASCII text directly precedes the scheme.
fn from_scheme(text: &str) -> &str {
    match text.find("http") {
        Some(at) if at > 0 && text[at..].contains("://") && !text[..at].contains(|c: char| c.is_ascii()) => &text[at..],
        _ => text,
    }
}

/// Repairs a defanged link or address, which was written so that no program recognises it: `hxxps://evil[.]example`.
pub fn mended(word: &str) -> Cow<'_, str> {
    const BROKEN: [(&str, &str); 5] = [("[.]", "."), ("(.)", "."), ("[dot]", "."), ("[@]", "@"), ("[:]", ":")];
    let starts_broken = word.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("hxxp"));
    if !starts_broken && !BROKEN.iter().any(|(broken, _)| word.contains(broken)) {
        return word.into();
    }
    let whole = BROKEN.iter().fold(word.to_owned(), |word, (broken, whole)| word.replace(broken, whole));
    if starts_broken { format!("http{}", &whole[4..]).into() } else { whole.into() }
}

/// Whether a word could be a link, a host or an address.
fn is_one(word: &str) -> bool {
    let rest = word.split_once("://").map_or(word, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.split_once('.').is_some_and(|(left, right)| !left.is_empty() && !right.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_item_to_check_is_extracted_from_the_text_copied_with_it() {
        for (text, asked) in [
            ("链接：https://sellercentral.amazon.com，请查看", "https://sellercentral.amazon.com"),
            ("「https://sellercentral.amazon.com」", "https://sellercentral.amazon.com"),
            ("请登录https://amazon-verify.example/login", "https://amazon-verify.example/login"),
            (
                "【亚马逊】账户异常，请登录https://amazon-verify.example/x处理，否则停用。",
                "https://amazon-verify.example/x处理",
            ),
            ("发件人：seller-performance@amazon.com！", "seller-performance@amazon.com"),
            ("<https://a.example>", "https://a.example"),
            ("Tom <tom@a.example>", "Tom <tom@a.example>"),
            ("“amazon.com”", "amazon.com"),
            // A browser reads the whole text as one host.
            ("https://amazon.com，evil.example", "https://amazon.com，evil.example"),
            ("https://a.example/?u=http://b.example", "https://a.example/?u=http://b.example"),
        ] {
            assert_eq!(subject(text), asked);
        }
    }

    #[test]
    fn the_punctuation_and_text_around_a_link_are_cut_off() {
        for (word, link) in [
            ("(https://sellercentral.amazon.com)", "https://sellercentral.amazon.com"),
            ("https://sellercentral.amazon.com,", "https://sellercentral.amazon.com"),
            ("https://sellercentral.amazon.com看一下", "https://sellercentral.amazon.com"),
            ("https://sellercentral.amazon.co.jpにログイン", "https://sellercentral.amazon.co.jp"),
            ("www.amazon.com😀", "www.amazon.com"),
            ("seller-performance@amazon.com是真的吗", "seller-performance@amazon.com"),
            ("https://amazon-verify.example查看", "https://amazon-verify.example"),
            // A browser reads these texts as links with such hosts and paths, so they stay whole.
            ("https://sellercentral.amazon.com查看.cn", "https://sellercentral.amazon.com查看.cn"),
            ("https://amazon.com/dp/B0看看", "https://amazon.com/dp/B0看看"),
            ("https://аmazon.com", "https://аmazon.com"),
            ("https://amazon.cоm", "https://amazon.cоm"),
            ("https://亚马逊.中国", "https://亚马逊.中国"),
            (
                "https://amazon.com\u{2044}signin.account-review.example",
                "https://amazon.com\u{2044}signin.account-review.example",
            ),
        ] {
            assert_eq!(bare(word), link);
        }
    }
}
