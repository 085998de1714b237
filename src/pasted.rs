//! Reads a text that the user pasted into the extension. It finds the links, hosts and addresses, judges each of them and the text
//! as a message, and names other things that sellers ask about, such as a telephone number.

use std::ops::Range;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::brand::skeleton::fold_text;
use crate::charset::Decode;
use crate::check::{check, check_through};
use crate::input::{LinkInput, MessageInput, Segment};
use crate::link::gateways::Gateways;
use crate::mail;
use crate::message;
use crate::tables::{LINK_SCHEMES, OFFER, REVIEW, SALE, WARE};
use crate::url::finder::{self, Found};
use crate::url::host::starts_a_system_program;
use crate::vocabulary::{Code, Level, MessageVerdict, Verdict};

/// The most links, hosts and addresses that one answer shows.
const MOST: usize = 200;
/// The most that are judged; the worst of them are shown.
const MOST_JUDGED: usize = 2000;
/// In bytes; other things are looked for in the beginning of a longer text.
const MOST_FOR_HINTS: usize = 20_000;
/// In characters; a longer text before an address is no name.
const LONGEST_NAME: usize = 60;

/// A link, a host or an address in the text, with its verdict.
#[derive(Debug)]
pub struct Item {
    /// The text as it was pasted, without the text around it.
    pub input: String,
    /// The verdict; within a message that is warned about, the one in that message.
    pub verdict: Verdict,
}

/// Something else in the text that a seller asks about. Nothing is judged by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// A telephone number.
    Phone,
    /// The name of a messenger with an identifier.
    Chat,
    /// An order number of Amazon's form.
    Order,
    /// An ASIN.
    Product,
    /// A service that promises to pass a verification, or sells accounts.
    Offer,
}

impl Hint {
    /// The name in the JSON.
    fn text(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Chat => "chat",
            Self::Order => "order",
            Self::Product => "product",
            Self::Offer => "offer",
        }
    }
}

/// The answer about a pasted text.
#[derive(Debug)]
pub struct Pasted {
    /// The links, hosts and addresses, the worst first.
    pub items: Vec<Item>,
    /// The number of further ones that are not shown.
    pub left_out: usize,
    /// The verdict on the text as a message, if it says more than the verdicts on the items.
    pub message: Option<MessageVerdict>,
    /// Other things in the text, each with its own text.
    pub hints: Vec<(Hint, String)>,
}

/// Reads a pasted text. `html` is the HTML form of the same text, with the links behind its words; it may be empty.
pub fn read(text: &str, html: &str, decode: Decode) -> Pasted {
    read_through(text, html, &[], decode)
}

/// Reads a pasted text like [`read`]. The links of these mail gateways are judged by the URL inside them.
pub fn read_through(text: &str, html: &str, gateways: &[String], decode: Decode) -> Pasted {
    let html = if html.is_empty() && is_html(text) { text } else { html };
    let mut has_words = false;
    let mut items = Items { gateways, ..Items::default() };
    for line in text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()) {
        has_words |= items.add_line(line);
    }
    let mut hints = hints(text, &items.list);
    let message = if !html.is_empty() {
        as_message("html", html, gateways, decode)
    } else if has_words {
        as_message("plain", text, gateways, decode)
    } else {
        None
    };
    let message = message.and_then(|verdict| items.take_message(verdict));
    if message.iter().flat_map(|verdict| &verdict.findings).any(|reason| reason.code == Code::VerificationForSale) {
        hints.retain(|(hint, _)| *hint != Hint::Offer);
    }
    let Items { list, unjudged, .. } = items;
    let mut items = worst_first(list);
    let left_out = unjudged + items.len().saturating_sub(MOST);
    items.truncate(MOST);
    Pasted { items, left_out, message, hints }
}

/// Judges a text as a message without a header.
fn as_message(kind: &str, text: &str, gateways: &[String], decode: Decode) -> Option<MessageVerdict> {
    let raw = format!("Content-Type: text/{kind}; charset=utf-8\r\n\r\n{text}");
    let input = mail::read(raw.as_bytes(), decode).ok()?;
    Some(message::judge(&MessageInput { gateways: gateways.to_owned(), ..input }))
}

/// Whether a text is the source of HTML with a link.
fn is_html(text: &str) -> bool {
    text.match_indices("<a ").take(8).any(|(at, _)| text[at..].chars().take(400).collect::<String>().contains("href="))
}

fn worst_first(items: Vec<Item>) -> Vec<Item> {
    let mut levels: [Vec<Item>; 4] = Default::default();
    for item in items {
        levels[3 - item.verdict.level() as usize].push(item);
    }
    levels.into_iter().flatten().collect()
}

/// The items that were found so far.
#[derive(Default)]
struct Items<'a> {
    /// The hosts of the user's mail gateways.
    gateways: &'a [String],
    list: Vec<Item>,
    /// The [`key`] of each item with its index, sorted.
    known: Vec<(String, usize)>,
    unjudged: usize,
}

impl Items<'_> {
    /// Adds the items of a line; returns whether the line has words beside them.
    fn add_line(&mut self, line: &str) -> bool {
        let found = finder::find(line);
        if (starts_program(line) || is_one_link(line, &found)) && self.add(line, false) {
            return false;
        }
        let mut has_words = false;
        let mut end = 0;
        for (at, one) in found.iter().enumerate() {
            let place = with_name(line, end, &one.place);
            if let Some(target) = found.get(at + 1).filter(|next| is_markdown(line, &one.place, &next.place)) {
                self.add_labelled(&one.text, &target.text);
                continue;
            }
            let input = if place == one.place { &*one.text } else { &line[place.clone()] };
            if self.add(input, one.is_doubtful) {
                has_words |= has_letters(&line[end.min(place.start)..place.start]);
                end = place.end.max(end);
            }
        }
        has_words || has_letters(&line[end..])
    }

    /// Judges a text and adds it; returns whether it is a link, a host or an address. A doubtful one is added only if it says
    /// something about Amazon.
    fn add(&mut self, input: &str, is_doubtful: bool) -> bool {
        if self.find(&key(input)).is_ok() {
            return true;
        }
        if self.list.len() >= MOST_JUDGED {
            self.unjudged += 1;
            return true;
        }
        let verdict = check_through(input, false, &Gateways::new(self.gateways));
        if is_no_link(&verdict) || is_doubtful && verdict.level() == Level::Info {
            return false;
        }
        self.push(input, verdict);
        true
    }

    /// Adds a link whose text is an address: `[https://amazon.com](https://evil.example)`.
    fn add_labelled(&mut self, label: &str, href: &str) {
        let segment = Segment { text: label.to_owned(), link: Some(0), starts_block: true, ..Segment::default() };
        let link = LinkInput { href: href.to_owned(), ..LinkInput::default() };
        let input = MessageInput {
            segments: vec![segment],
            links: vec![link],
            gateways: self.gateways.to_owned(),
            ..MessageInput::default()
        };
        let Some(link) = message::judge(&input).links.pop() else { return };
        self.push(href, link.verdict);
    }

    /// Adds an item that is not known yet.
    fn push(&mut self, input: &str, verdict: Verdict) {
        let key = key(input);
        if let Err(place) = self.find(&key) {
            self.known.insert(place, (key, self.list.len()));
            self.list.push(Item { input: input.to_owned(), verdict });
        }
    }

    /// The place of a key among the known ones, or the place where it belongs.
    fn find(&self, key: &str) -> Result<usize, usize> {
        self.known.binary_search_by(|(known, _)| (**known).cmp(key))
    }

    /// Adds the links of the message, and raises the verdicts to those that the links have in it. Returns the verdict on the
    /// message if it says more than the items.
    fn take_message(&mut self, verdict: MessageVerdict) -> Option<MessageVerdict> {
        let is_louder = self.list.iter().all(|item| item.verdict.level() < verdict.level);
        let is_said = verdict
            .leading_reason()
            .is_some_and(|lead| self.list.iter().any(|item| item.verdict.reasons().contains(lead)));
        let mut labels = Vec::new();
        for link in verdict.links.iter().filter(|link| !is_no_link(&link.verdict)) {
            let href = key(&link.href);
            let label = key(&link.text);
            if let Ok(place) = self.find(&label)
                && label != href
            {
                labels.push(self.known[place].1);
            }
            match self.find(&href) {
                Ok(place) => {
                    let known = &mut self.list[self.known[place].1].verdict;
                    if known.level() < link.verdict.level() {
                        *known = link.verdict.clone();
                    }
                }
                // A link without an index is a bare one, which is among the items if it is one of its own.
                Err(_) if link.index.is_none() && !link.verdict.level().is_warning() => {}
                Err(_) => self.push(&link.href, link.verdict.clone()),
            }
        }
        // The text of a link may be an address, but the link leads elsewhere, and its verdict says so.
        let mut at = 0..;
        self.list.retain(|_| at.next().is_none_or(|at| !labels.contains(&at)));
        (verdict.level.is_warning() && (is_louder || !is_said)).then_some(verdict)
    }
}

/// Whether a line starts a program or is one itself, such as `javascript:…`.
fn starts_program(line: &str) -> bool {
    let Some((scheme, rest)) = line.split_once(':') else { return false };
    let is_known = LINK_SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)) || starts_a_system_program(line);
    is_known
        && !scheme.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("http"))
        && !rest.starts_with(char::is_whitespace)
        && (!rest.contains(char::is_whitespace) || check(line, false).level().is_warning())
}

/// Whether a line is one link for a browser, although a reader sees several things in it: `https://amazon.com，evil.example`. The
/// louder reading counts.
fn is_one_link(line: &str, found: &[Found]) -> bool {
    let starts = line.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("http"));
    if !starts || found.len() < 2 || line.contains(char::is_whitespace) {
        return false;
    }
    let level = check(line, false).level();
    found.iter().all(|one| check(&one.text, false).level() < level)
}

/// The place of an address together with the name before it: `Name <a@b.example>`.
fn with_name(line: &str, from: usize, place: &Range<usize>) -> Range<usize> {
    const BRACKETS: [(char, char); 4] = [('<', '>'), ('＜', '＞'), ('〈', '〉'), ('《', '》')];
    let before = &line[from.min(place.start)..place.start];
    let after = &line[place.end..];
    let Some((open, close)) =
        BRACKETS.iter().find(|(open, close)| before.ends_with(*open) && after.starts_with(*close))
    else {
        return place.clone();
    };
    let name = &before[..before.len() - open.len_utf8()];
    let name = name.rsplit([':', '：', ';', '；', '\t', '|']).next().unwrap_or_default();
    let name = name.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | '>'));
    let is_name = *open == '<' && !name.trim().is_empty() && name.chars().count() <= LONGEST_NAME;
    let start = if is_name { place.start - open.len_utf8() - name.len() } else { place.start };
    if is_name && line[place.clone()].contains('@') { start..place.end + close.len_utf8() } else { place.clone() }
}

/// Whether the first of two places is the text of a link in markdown, and the second is its target.
fn is_markdown(line: &str, label: &Range<usize>, target: &Range<usize>) -> bool {
    line.get(label.end..target.start) == Some("](")
}

fn has_letters(text: &str) -> bool {
    text.contains(char::is_alphabetic as fn(char) -> bool)
}

/// The form in which two spellings of one link are equal.
fn key(input: &str) -> String {
    let text = input.trim().trim_end_matches('/');
    let text = text.strip_prefix("mailto:").unwrap_or(text);
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    let host = text.find(['/', '?', '#']).unwrap_or(text.len());
    format!("{}{}", text[..host].to_lowercase(), &text[host..])
}

fn is_no_link(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Link(link) if link.is_no_link())
}

// Other things in the text.

/// The other things in a text, each kind once.
fn hints(text: &str, items: &[Item]) -> Vec<(Hint, String)> {
    let text = shorten_to(text, MOST_FOR_HINTS);
    let folded = fold_text(text);
    let mut hints = Vec::new();
    let is_in_item = |word: &str| items.iter().any(|item| item.input.contains(word));
    let words = text.split(|c: char| !is_of_phone(c)).map(|word| word.trim_matches(|c| !is_phone_end(c)));
    let mut phone = words.into_iter().find(|word| is_phone(word) && !is_in_item(word)).map(str::to_owned);
    match message::contact(&folded) {
        Some(contact) if contact.starts_with(char::is_alphabetic) => hints.push((Hint::Chat, contact)),
        contact => phone = phone.or(contact),
    }
    hints.extend(phone.map(|phone| (Hint::Phone, phone)));
    let number = text.split(|c: char| !(c.is_ascii_digit() || c == '-')).find(|word| is_order(word));
    hints.extend(number.map(|number| (Hint::Order, number.to_owned())));
    let product = text.split(|c: char| !c.is_ascii_alphanumeric()).find(|word| is_product(word) && !is_in_item(word));
    hints.extend(product.map(|product| (Hint::Product, product.to_owned())));
    let sold = folded.lines().find(|line| is_offer(line));
    hints.extend(sold.map(|line| (Hint::Offer, shorten_to(line.trim(), 80).to_owned())));
    hints
}

/// Whether a word is an order number: `114-0000001-0000002`.
fn is_order(word: &str) -> bool {
    word.len() == 19 && word.split('-').map(str::len).eq([3, 7, 7])
}

/// Whether a word is an ASIN: ten capital letters and digits, of which the first two are `B0`.
fn is_product(word: &str) -> bool {
    word.len() == 10
        && word.starts_with("B0")
        && word.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        && word.bytes().skip(2).any(|b| b.is_ascii_uppercase())
}

fn is_of_phone(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')' | '.' | '/' | '\u{a0}' | '\u{2010}'..='\u{2015}')
}

fn is_phone_end(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '+' | '(')
}

/// Whether a text of digits and punctuation has the form of a telephone number: with `+`, with a leading 0 or 00, with the prefix of
/// a free number, a Chinese mobile number, or in the groups of North America.
fn is_phone(text: &str) -> bool {
    let groups: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).take(8).collect();
    let digits: usize = groups.iter().map(|group| group.len()).sum();
    if !(8..=15).contains(&digits) || groups.len() > 6 || is_order(text) {
        return false;
    }
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let first = groups[0];
    let is_mobile = digits == 11 && first.starts_with('1') && matches!(first.as_bytes().get(1), Some(b'3'..=b'9'));
    let is_free = matches!(first, "400" | "800") && digits == 10;
    text.starts_with('+')
        || first.starts_with('0') && digits >= 9 && !text.contains('.')
        || is_mobile && matches!(lengths[..], [11] | [3, 4, 4])
        || is_free
        || matches!(lengths[..], [3, 3, 4] | [1, 3, 3, 4])
}

/// Whether a line offers to pass a verification, or accounts. In a mail such a line is an offer only with a price or a contact. The
/// user asks about this one.
fn is_offer(folded: &str) -> bool {
    OFFER.within(folded) && (WARE.within(folded) || REVIEW.within(folded)) || SALE.within(folded) && WARE.within(folded)
}

/// The beginning of a text with at most this many bytes.
fn shorten_to(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or_default()]
}

// The JSON.

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("input", &self.input)?;
        map.serialize_entry("verdict", &self.verdict)?;
        map.end()
    }
}

/// A hint as it leaves the crate.
struct Named<'a>(&'a (Hint, String));

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (hint, text) = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("hint", hint.text())?;
        map.serialize_entry("text", text)?;
        map.end()
    }
}

impl Serialize for Pasted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("verdicts", &self.items)?;
        map.serialize_entry("leftOut", &self.left_out)?;
        map.serialize_entry("message", &self.message)?;
        map.serialize_entry("hints", &self.hints.iter().map(Named).collect::<Vec<_>>())?;
        map.end()
    }
}
