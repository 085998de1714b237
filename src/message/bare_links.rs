//! The links that stand in the text of a message without being links of the page: "copy and paste this address", "log in at
//! amazon-verify.example".

use std::ops::Range;

use crate::brand::skeleton;
use crate::message::document::{Block, Document, without_quotations};
use crate::search::split_at_last;
use crate::seen::Seen;
use crate::tables::NEVER_SHARE;
use crate::url::finder;

/// A link in the text that is no link of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BareLink {
    /// The link as it is written.
    pub text: String,
    /// The link with a scheme.
    pub href: String,
    /// The index of the block that contains it.
    pub block: usize,
    /// It is only a name: a host or an address without a scheme and without a path. People also write names that they do not ask
    /// to open.
    pub is_name: bool,
    /// It has the form of a host, but is more often a file or the border of two sentences.
    pub is_doubtful: bool,
    /// Its place in the text of the block.
    place: Range<usize>,
}

/// The links in the text of a document, in order.
pub fn bare_links(document: &Document, most: usize) -> Vec<BareLink> {
    let mut found: Vec<BareLink> = Vec::new();
    let mut known = Seen::default();
    for (index, block) in document.blocks.iter().enumerate() {
        // The text of a link is judged with that link.
        if block.hidden || block.all_link {
            continue;
        }
        for link in finder::find_at_most(&block.text, most - found.len()) {
            let Some(written) = block.text.get(link.place.clone()).filter(|written| known.insert(written)) else {
                continue;
            };
            let is_address = !link.text.contains("://") && link.text.contains('@');
            let is_name = is_address || !link.text.contains(['/', '?', '#']) && !begins_as_site(&link.text);
            // An address with a path is neither an address nor a link.
            if is_address && link.text.contains(['/', '?', '#']) {
                continue;
            }
            let href = match link.text.split_once("://") {
                Some(_) => link.text.into_owned(),
                None if is_address => format!("mailto:{}", link.text),
                None => format!("http://{}", link.text),
            };
            let (text, is_doubtful, place) = (written.to_owned(), link.is_doubtful, link.place);
            found.push(BareLink { text, href, block: index, is_name, is_doubtful, place });
        }
    }
    found
}

/// Whether a host begins with "www.", as the name of a site does.
fn begins_as_site(host: &str) -> bool {
    host.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."))
}

impl BareLink {
    /// Whether the sentence around a name asks for something, by this test for folded text. If a host stands alone in its line, the
    /// line before it may ask, unless a list follows it. Words in quotation marks are those of another person, and a warning asks for nothing.
    pub fn is_asked_for(&self, document: &Document, asks: impl Fn(&str) -> bool) -> bool {
        let Some(block) = document.blocks.get(self.block) else { return false };
        let asks = |text: &str| {
            let said = without_quotations(text);
            asks(&said) && !NEVER_SHARE.within(&said)
        };
        asks(&skeleton::fold_text(&sentence_around(&block.text, &self.place)))
            || !self.is_address()
                && self.stands_alone(document)
                && !document.blocks.get(self.block + 1).is_some_and(is_lone_name)
                && before(document, self.block).is_some_and(|before| !is_lone_name(before) && asks(&before.folded.text))
    }

    /// Whether the line of a name contains little else, such as "Link:", and is no example below a heading and no item of a list of
    /// names.
    pub fn stands_for_itself(&self, document: &Document) -> bool {
        let before = before(document, self.block);
        !before.is_some_and(|before| before.text.ends_with([':', '：']) || is_lone_name(before))
            && self.stands_alone(document)
    }

    /// Whether the link is an address.
    pub fn is_address(&self) -> bool {
        self.href.starts_with("mailto:")
    }

    /// Whether the line of the link contains little else.
    fn stands_alone(&self, document: &Document) -> bool {
        /// In bytes.
        const LONGEST_LABEL: usize = 30;
        document.blocks.get(self.block).is_some_and(|block| block.text.len() <= self.place.len() + LONGEST_LABEL)
    }
}

/// Whether a line has the form of a name alone. Several such lines are a list.
fn is_lone_name(block: &Block) -> bool {
    block.text.contains('.') && !block.text.contains(' ')
}

/// The last shown block before a block.
fn before(document: &Document, block: usize) -> Option<&Block> {
    document.blocks.get(document.shown_before(block)?)
}

/// The sentence around a link, without the link itself. Only the text near the link is read, so that many links in one paragraph
/// cost no more than the paragraph.
fn sentence_around(text: &str, place: &Range<usize>) -> String {
    /// In bytes, on each side.
    const NEAR: usize = 240;
    let mut from = place.start.saturating_sub(NEAR);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut to = text.len().min(place.end + NEAR);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let ends = |c: char| matches!(c, '!' | '?' | '。' | '！' | '？' | ';' | '；');
    let before = text[from..place.start].rsplit(ends).next().unwrap_or_default();
    let before = split_at_last(before, ". ").map_or(before, |(_, after)| after);
    let after = text[place.end..to].split(ends).next().unwrap_or_default();
    let after = after.split(". ").next().unwrap_or_default();
    format!("{before} {after}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::Budget;
    use crate::input::Segment;
    use crate::message::reading;

    fn document(text: &str) -> Document {
        let segments = [Segment { text: text.into(), starts_block: true, ..Segment::default() }];
        reading::read(&segments, &Budget::unlimited())
    }

    fn found(text: &str) -> Vec<String> {
        bare_links(&document(text), 10).into_iter().map(|link| link.href).collect()
    }

    #[test]
    fn bare_links_are_found_in_any_script() {
        for (text, links) in [
            ("copy https://evil.example/x?a=1.", vec!["https://evil.example/x?a=1"]),
            ("请登录https://evil.example/x，谢谢", vec!["https://evil.example/x"]),
            ("go to www.evil.example now", vec!["http://www.evil.example"]),
            ("open evil.example/verify", vec!["http://evil.example/verify"]),
            ("paste hxxps://evil[.]example/x", vec!["https://evil.example/x"]),
            ("log in at evil.example to go on", vec!["http://evil.example"]),
            ("请登录evil.example完成验证", vec!["http://evil.example"]),
            ("reply to appeals@evil.example.", vec!["mailto:appeals@evil.example"]),
            ("and/or, 3.5/4, a.b@c.example/x, file.pdf, e.g. this, v1.2.3", vec![]),
        ] {
            assert_eq!(found(text), links, "{text}");
        }
    }

    #[test]
    fn a_link_is_found_behind_anything_that_stands_right_before_it() {
        for glued in ["网址:", "link=", "link:", "-", "_", "](", ",", ";", "→", "URL：", "1.", "(", "a", "*"] {
            assert_eq!(found(&format!("{glued}https://evil.example/x")), ["https://evil.example/x"], "{glued}");
        }
        for divider in [",", ";", "|", "、"] {
            let text = format!("https://a.example{divider}https://evil.example/x");
            assert_eq!(found(&text), ["https://a.example", "https://evil.example/x"], "{divider}");
        }
        let inner = "https://a.example/?u=https://evil.example/x";
        assert_eq!(found(inner), [inner], "a URL in a query belongs to the outer link");
    }

    #[test]
    fn a_name_is_asked_for_in_its_own_sentence_or_alone_below_a_request() {
        let asked = |text: &str| {
            let document = document(text);
            let links = bare_links(&document, 10);
            links.iter().any(|link| link.is_asked_for(&document, |text| text.contains("log in")))
        };
        assert!(asked("Log in at evil.example to go on"));
        assert!(asked("Log in here:\nevil.example"));
        assert!(!asked("Fakes say “log in” on pages such as evil.example"));
        assert!(!asked("Never share it, never log in at evil.example"));
        assert!(!asked("I log in to these:\nevil.example\nother.example"));
        assert!(!asked("Log in as usual. We moved to evil.example in May"));
        assert!(!asked("Log in as usual\nOur old shop at evil.example was closed in May of that year"));
    }
}
