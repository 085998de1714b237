//! Reads the HTML of a raw mail into segments and links. The tokenizer is html5gum, which follows the WHATWG standard
//! as browsers do. In a webmail, extension/content/body-reader.ts reads the elements of the page instead.
//! docs/reading.md is the contract of both, so change all three together.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::convert::Infallible;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Readable, Reader, StartTag, StringReader, Token, Tokenizer};
use url::Url;

use crate::input::{LinkInput, Segment};
use crate::mail::css::{self, Color, Looks, Paint, Sheet};

/// How many open elements an end tag searches for its start tag. No real layout nests more deeply.
const MAX_SEARCH: usize = 256;

/// The content read so far, from all parts of one message in turn.
#[derive(Debug, Default)]
pub struct Collected {
    /// The text, in order.
    pub segments: Vec<Segment>,
    /// The links, in order.
    pub links: Vec<LinkInput>,
    /// The first `base` element's `href`.
    pub base: Option<String>,
    /// How many parts and pieces were not read because there are too many.
    pub left_out: u32,
    /// The tags read so far.
    tags: usize,
    /// The bytes of text that style sheets added.
    added: usize,
}

/// Further tags are not read. The longest real mails have some ten thousand.
const MOST_TAGS: usize = 100_000;
/// In bytes; further text that style sheets add is not read.
const MOST_ADDED: usize = 100_000;
/// In bytes; a longer plain text is read in part.
const MOST_PLAIN: usize = 900_000;
/// In bytes; a longer plain text beside HTML is read in part.
const MOST_BESIDE: usize = 500_000;

impl Collected {
    /// Adds a part of plain text.
    pub fn plain(&mut self, text: &str) {
        let read = beginning(text, MOST_PLAIN);
        self.left_out += u32::from(read.len() < text.len());
        let text = read;
        self.segments.push(Segment { text: text.replace("\r\n", "\n"), starts_block: true, ..Segment::default() });
    }

    /// Adds the text and links of a plain-text part that the HTML part beside it lacks. It counts as hidden, because
    /// most mail programs show the HTML.
    pub fn beside(&mut self, text: &str) {
        let read = beginning(text, MOST_BESIDE);
        self.left_out += u32::from(read.len() < text.len());
        let text = read;
        let said = Said::of(&self.segments);
        let mut known: HashSet<String> = self.links.iter().map(|link| link.href.trim().to_owned()).collect();
        // An address that the HTML shows as text is found there, where its author is known.
        let shown = self.segments.iter().filter(|segment| segment.link.is_none() && !segment.hidden);
        known.extend(shown.flat_map(|segment| words_and_links(&segment.text)).filter_map(link_of).map(str::to_owned));
        // Quoted lines are skipped: plain text often quotes more than HTML, and the words are those of another author.
        for line in text.lines().filter(|line| !line.starts_with('>')) {
            let (links, words): (Vec<&str>, Vec<&str>) =
                words_and_links(line).partition(|word| link_of(word).is_some());
            let links: Vec<&str> =
                links.into_iter().filter_map(link_of).filter(|link| !known.contains(*link)).collect();
            let words = words.join(" ");
            if links.is_empty() && said.contains(&words) {
                continue;
            }
            self.segments.push(Segment { text: words, starts_block: true, hidden: true, ..Segment::default() });
            for href in links {
                let scheme = if href.contains("://") { "" } else { "http://" };
                let link = self.push_link(LinkInput { href: format!("{scheme}{href}"), ..LinkInput::default() });
                let text = format!(" {href}");
                self.segments.push(Segment { text, link: Some(link), hidden: true, ..Segment::default() });
            }
        }
    }

    fn push_link(&mut self, link: LinkInput) -> u32 {
        self.links.push(link);
        u32::try_from(self.links.len() - 1).unwrap_or(u32::MAX)
    }

    /// Adds a part of HTML.
    pub fn html(&mut self, html: &str) {
        self.read(html, false);
    }

    /// Adds a part of AMP for e-mail. Its templates are shown after a program has filled them.
    /// <https://amp.dev/documentation/guides-and-tutorials/learn/email-spec/amp-email-format>
    pub fn amp(&mut self, html: &str) {
        self.read(html, true);
    }

    fn read(&mut self, html: &str, shows_templates: bool) {
        let has_base = self.base.is_some() || contains_tag(html, b"<base");
        let mut tags = self.tags;
        let mut walker = Walker {
            has_base,
            out: self,
            stack: Vec::new(),
            open_names: HashMap::new(),
            pending_break: true,
            sheet: Sheet::default(),
            raw: Raw::None,
            style: String::new(),
            shows_templates,
        };
        let mut emitter = DefaultEmitter::default();
        // Without this, the tokenizer reads the text in script, style and title as tags.
        emitter.naively_switch_states(true);
        let html = with_scriptless_parts(html);
        for token in Tokenizer::new_with_emitter(PausingReader::new(&html), emitter) {
            let Ok(token) = token;
            tags += usize::from(!matches!(token, Token::String(_) | Token::Error(_)));
            if tags > MOST_TAGS {
                walker.out.left_out += 1;
                break;
            }
            match token {
                Token::StartTag(tag) => walker.start(&tag),
                Token::EndTag(tag) => walker.end(&String::from_utf8_lossy(&tag.name)),
                Token::String(text) => walker.text(&String::from_utf8_lossy(&text)),
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        self.tags = tags;
    }
}

/// The first `bytes` bytes of a text, or fewer where they would end inside a character.
pub fn beginning(text: &str, mut bytes: usize) -> &str {
    bytes = bytes.min(text.len());
    while !text.is_char_boundary(bytes) {
        bytes -= 1;
    }
    &text[..bytes]
}

/// Whether a text contains this beginning of a tag, in any case.
fn contains_tag(html: &str, tag: &[u8]) -> bool {
    html.as_bytes().windows(tag.len()).any(|window| window[0] == b'<' && window.eq_ignore_ascii_case(tag))
}

/// Renames `noscript` to an unknown element. Mail programs run no scripts, so they show its content, which the
/// tokenizer would read as raw text.
fn with_scriptless_parts(html: &str) -> Cow<'_, str> {
    if !contains_tag(html, b"<noscript") {
        return Cow::Borrowed(html);
    }
    let lower = html.to_ascii_lowercase();
    let mut out = String::with_capacity(html.len());
    let mut done = 0;
    for (at, _) in lower.match_indices("noscript") {
        if lower[..at].ends_with(['<', '/']) {
            out.push_str(&html[done..at]);
            out.push_str("x-");
            done = at;
        }
    }
    out.push_str(&html[done..]);
    Cow::Owned(out)
}

/// Hands HTML to the tokenizer and keeps its stack small.
///
/// The tokenizer calls itself once for each attribute with a value in double quotation marks, so a tag with very many
/// of them overflows the stack. A slash between two attributes ends that chain of calls and has no meaning in HTML
/// ("unexpected solidus in tag"), so this reader inserts one after every `MOST_VALUES` values.
struct PausingReader<'a> {
    html: StringReader<'a>,
    /// The values in double quotation marks since the last slash.
    values: usize,
    /// Whether the next byte to hand over is a slash.
    slash_is_next: bool,
}

impl<'a> PausingReader<'a> {
    /// More attributes than the tags of real mails have, and few enough for any stack.
    const MOST_VALUES: usize = 100;

    fn new(html: &'a str) -> Self {
        Self { html: html.to_reader(), values: 0, slash_is_next: false }
    }
}

impl Reader for PausingReader<'_> {
    type Error = Infallible;

    fn read_byte(&mut self) -> Result<Option<u8>, Infallible> {
        if std::mem::take(&mut self.slash_is_next) {
            return Ok(Some(b'/'));
        }
        self.html.read_byte()
    }

    fn try_read_string(&mut self, text: &[u8], case_sensitive: bool) -> Result<bool, Infallible> {
        self.html.try_read_string(text, case_sensitive)
    }

    fn read_until<'b>(&'b mut self, needle: &[u8], buffer: &'b mut [u8; 4]) -> Result<Option<&'b [u8]>, Infallible> {
        let read = self.html.read_until(needle, buffer)?;
        // The tokenizer searches for a quotation mark and an ampersand, but no other mark that ends a value, only
        // inside a value in double quotation marks.
        let in_value = needle.contains(&b'"') && needle.contains(&b'&') && !needle.contains(&b'>');
        if in_value && read == Some(b"\"") {
            self.values += 1;
            self.slash_is_next = self.values.is_multiple_of(Self::MOST_VALUES);
        }
        Ok(read)
    }
}

/// The words and addresses of a line of plain text.
fn words_and_links(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '[' | ']' | '(' | ')'))
}

/// The address in a word of plain text, without the punctuation behind it; returns `None` if there is none.
fn link_of(word: &str) -> Option<&str> {
    let is_link = word.contains("://") || word.starts_with("www.");
    is_link.then(|| word.trim_end_matches(['.', ',', ';', ':', '!', '?', '"', '\'']))
}

/// The text of the segments as a set of runs of letters, to look lines up in.
struct Said(HashSet<u64>);

impl Said {
    /// Letters in a run; enough to tell sentences apart.
    const RUN: usize = 8;
    /// Text beyond this many characters is not compared.
    const MOST: usize = 300_000;

    fn of(segments: &[Segment]) -> Self {
        let letters = segments.iter().flat_map(|segment| segment.text.chars()).take(Self::MOST);
        Self(Self::runs(letters).collect())
    }

    /// Whether the segments already contain a text. A text shorter than a run counts as contained.
    fn contains(&self, text: &str) -> bool {
        Self::runs(text.chars()).all(|run| self.0.contains(&run))
    }

    fn runs(text: impl Iterator<Item = char>) -> impl Iterator<Item = u64> {
        let mut recent = [0u64; Self::RUN];
        let mut count = 0;
        text.filter(|c| c.is_alphanumeric()).filter_map(move |c| {
            recent.rotate_left(1);
            recent[Self::RUN - 1] = u64::from(u32::from(c.to_ascii_lowercase()));
            count += 1;
            (count >= Self::RUN).then(|| recent.iter().fold(0, |sum: u64, c| sum.wrapping_mul(0x0100_0000_01b3) ^ c))
        })
    }
}

/// An open element and its effects on its content.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "what a page tells of an element")]
struct Open {
    name: String,
    link: Option<u32>,
    quoted: bool,
    hidden: bool,
    /// The font is too small to see. An element inside may set a size of its own.
    tiny: bool,
    /// A table part inside an inline table.
    inline: bool,
    /// The end of the element ends a line.
    block: bool,
    /// Line breaks in the text are kept.
    keeps_lines: bool,
    /// The element shows each child as a box.
    lays_out_boxes: bool,
    /// The element is part of an SVG drawing.
    drawing: bool,
    /// The colour of the text.
    color: Paint,
    /// The surface behind the text.
    background: Paint,
    /// The text runs from right to left.
    rtl: bool,
    /// All letters are shown in that order, as behind U+202E.
    overridden: bool,
}

/// The colours of a page without any style.
const BLACK: Color = [0, 0, 0];
const WHITE: Color = [255, 255, 255];
/// The colour of a link without any style.
const LINK_BLUE: Color = [0, 0, 238];

impl Open {
    /// The element around the whole mail.
    fn page() -> Self {
        Self {
            name: String::new(),
            link: None,
            quoted: false,
            hidden: false,
            tiny: false,
            inline: false,
            block: false,
            keeps_lines: false,
            lays_out_boxes: false,
            drawing: false,
            color: Paint::Plain(BLACK),
            background: Paint::Plain(WHITE),
            rtl: false,
            overridden: false,
        }
    }

    /// Whether text in the element cannot be seen.
    fn hides_text(&self) -> bool {
        self.hidden || self.tiny || self.color.is_lost_on(self.background)
    }
}

/// The element with raw text that the text is in, if any.
#[derive(Debug, PartialEq, Eq)]
enum Raw {
    None,
    /// Script, title and similar: skipped.
    Skipped,
    /// A style sheet: searched for classes and ids that it hides.
    Style,
}

struct Walker<'a> {
    out: &'a mut Collected,
    stack: Vec<Open>,
    /// The places in the stack of the elements of each name, so that an end tag finds its start tag without a search.
    open_names: HashMap<String, Vec<usize>>,
    pending_break: bool,
    /// The rules of the style elements so far.
    sheet: Sheet,
    raw: Raw,
    style: String,
    /// The texts in templates are shown.
    shows_templates: bool,
    /// With a `base` element, a URL such as `#top` may lead to another page.
    has_base: bool,
}

fn attribute<'t>(tag: &'t StartTag<()>, name: &str) -> Option<Cow<'t, str>> {
    tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value))
}

impl Walker<'_> {
    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        match &*name {
            "template" if self.shows_templates => {}
            "script" | "title" | "template" => {
                self.raw = Raw::Skipped;
                return;
            }
            // Browsers never show the text inside an iframe element.
            "iframe" => {
                self.raw = Raw::Skipped;
                self.pending_break = true;
                return;
            }
            "style" => {
                self.raw = Raw::Style;
                self.style.clear();
                return;
            }
            "base" => {
                if let Some(href) = attribute(tag, "href").filter(|_| self.out.base.is_none()) {
                    self.out.base = Some(href.into_owned());
                }
                return;
            }
            "br" | "hr" => {
                self.pending_break = true;
                return;
            }
            "img" | "amp-img" | "amp-anim" | "area" | "input" => {
                let name = if name.starts_with("amp-") { "img" } else { &*name };
                self.leaf(name, tag);
                return;
            }
            _ => {}
        }
        if name == "a" {
            // A link ends where the next one begins.
            self.end("a");
        }
        let style = attribute(tag, "style").unwrap_or_default();
        let style = css::normal(&style);
        let page = Open::page();
        let outer = self.stack.last().unwrap_or(&page);
        let display = declared(&style, "display");
        let inline = display == Some("inline-table") || matches!(&*name, "tbody" | "tr" | "td") && outer.inline;
        let block = !inline && (begins_line(&name, display) || is_box(&style, display, outer.lays_out_boxes));
        let class = attribute(tag, "class").unwrap_or_default();
        let id = attribute(tag, "id").unwrap_or_default();
        let looks = self.sheet.looks(&name, &class, &id).then(attribute_looks(&name, tag)).then(css::looks(&style));
        let own_color = looks
            .color
            .or((name == "a" && tag.attributes.contains_key(&b"href"[..])).then_some(Paint::Plain(LINK_BLUE)));
        let drawing = name == "svg" || outer.drawing;
        let rtl = looks.rtl.unwrap_or(outer.rtl);
        let mut open = Open {
            link: outer.link,
            quoted: outer.quoted
                || name == "blockquote"
                || class.split_whitespace().any(|class| class == "gmail_quote"),
            hidden: outer.hidden || looks.hides,
            tiny: looks.tiny.unwrap_or(outer.tiny),
            inline,
            block,
            keeps_lines: keeps_lines(&name, &style).unwrap_or(outer.keeps_lines),
            lays_out_boxes: display.is_some_and(|display| display.ends_with("flex") || display.ends_with("grid")),
            drawing,
            // Shapes of a drawing may lie behind its text.
            color: if drawing { Paint::Unknown } else { own_color.unwrap_or(outer.color) },
            background: if drawing { Paint::Unknown } else { looks.background.unwrap_or(outer.background) },
            rtl,
            overridden: outer.overridden || rtl && (looks.overrides || name == "bdo"),
            name,
        };
        if block || matches!(&*open.name, "object" | "embed" | "frame") {
            self.pending_break = true;
        }
        let picture = attribute(tag, "background");
        let picture = css::urls(&style).chain(picture.as_deref()).find_map(host_of_picture);
        if let Some(host) = picture {
            // A picture behind the text begins no line.
            self.out.segments.push(Segment {
                image: true,
                quoted: open.quoted,
                hidden: open.hidden,
                picture: Some(host),
                ..Segment::default()
            });
        }
        let own_link = self.link_of(&open.name, tag);
        open.link = own_link.or(open.link);
        let added = self.sheet.content(&open.name, &class, &id, |name| attribute(tag, name).map(Cow::into_owned));
        // A drawing has no text of its own. A link on one becomes an image segment.
        if open.link.is_some() && (open.name == "svg" || drawing && own_link.is_some()) {
            self.push_in(String::new(), open.link, true, open.quoted, open.hidden);
        }
        if let Some(text) = added.filter(|_| self.out.added < MOST_ADDED) {
            self.out.added += text.len();
            self.push_in(in_one_line(&text), open.link, false, open.quoted, open.hides_text());
        }
        if !is_void(&open.name) {
            match self.open_names.get_mut(&open.name) {
                Some(places) => places.push(self.stack.len()),
                None => drop(self.open_names.insert(open.name.clone(), vec![self.stack.len()])),
            }
            self.stack.push(open);
        }
    }

    /// Adds the link of an element, if it has one, and returns its index.
    fn link_of(&mut self, name: &str, tag: &StartTag<()>) -> Option<u32> {
        let link = match name {
            "a" => attribute(tag, "href")
                .or_else(|| attribute(tag, "xlink:href"))
                .filter(|href| self.has_base || !stays_in_mail(href))
                .map(|href| LinkInput {
                    href: href.into_owned(),
                    button: looks_like_button(tag),
                    ..LinkInput::default()
                }),
            "form" => attribute(tag, "action").filter(|action| !action.trim().is_empty()).map(|action| LinkInput {
                href: action.into_owned(),
                form: true,
                ..LinkInput::default()
            }),
            "button" => attribute(tag, "formaction").map(|action| LinkInput {
                href: action.into_owned(),
                form: true,
                button: true,
                ..LinkInput::default()
            }),
            // A refresh follows its link without a click.
            "meta" if attribute(tag, "http-equiv").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("refresh")) => {
                refresh_target(&attribute(tag, "content")?).map(|href| LinkInput {
                    href: href.to_owned(),
                    button: true,
                    ..LinkInput::default()
                })
            }
            _ => None,
        }?;
        Some(self.out.push_link(link))
    }

    /// Reads an element without content: an image, an area or an input.
    fn leaf(&mut self, name: &str, tag: &StartTag<()>) {
        let style = attribute(tag, "style").unwrap_or_default();
        let style = css::normal(&style);
        let display = declared(&style, "display");
        let in_boxes = self.stack.last().is_some_and(|open| open.lays_out_boxes);
        let block = name != "area" && (begins_line(name, display) || is_box(&style, display, in_boxes));
        self.pending_break |= block;
        self.read_leaf(name, tag);
        self.pending_break |= block;
    }

    fn read_leaf(&mut self, name: &str, tag: &StartTag<()>) {
        let mut link = self.stack.last().and_then(|open| open.link);
        let mut text = match name {
            // The value of a pre-filled field counts as text.
            "input" => match attribute(tag, "type").unwrap_or_default().to_ascii_lowercase().as_str() {
                "image" => attribute(tag, "alt"),
                "hidden" | "password" | "checkbox" | "radio" | "file" => None,
                _ => attribute(tag, "value"),
            },
            _ => attribute(tag, "alt"),
        }
        .unwrap_or_default()
        .into_owned();
        if name == "area" {
            let Some(href) = attribute(tag, "href").filter(|href| self.has_base || !stays_in_mail(href)) else {
                return;
            };
            link =
                Some(self.out.push_link(LinkInput { href: href.into_owned(), button: true, ..LinkInput::default() }));
        }
        if let Some(action) = attribute(tag, "formaction").filter(|_| name == "input") {
            link =
                Some(self.out.push_link(LinkInput { href: action.into_owned(), form: true, ..LinkInput::default() }));
        }
        if name == "input" && text.is_empty() {
            return;
        }
        if name == "img" {
            // A tracking pixel is not visible.
            let tiny = ["width", "height"]
                .iter()
                .any(|side| attribute(tag, side).is_some_and(|size| matches!(size.trim(), "0" | "1" | "1px" | "0px")));
            if tiny || self.hides(tag) {
                return;
            }
            if text.is_empty() && link.is_none() {
                "\u{fffc}".clone_into(&mut text);
            }
        }
        self.push(in_one_line(&text), link, matches!(name, "img" | "area"));
        let source = attribute(tag, "src").filter(|_| name == "img");
        if let (Some(host), Some(segment)) = (source.as_deref().and_then(host_of_picture), self.out.segments.last_mut())
        {
            segment.picture = Some(host);
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "template" if self.shows_templates => {}
            "script" | "title" | "template" | "iframe" => {
                self.raw = Raw::None;
                return;
            }
            "style" => {
                self.raw = Raw::None;
                self.sheet.read(&std::mem::take(&mut self.style));
                return;
            }
            _ => {}
        }
        let floor = self.stack.len().saturating_sub(MAX_SEARCH);
        let last = self.open_names.get(name).and_then(|places| places.last());
        let found = last.copied().filter(|&at| at >= floor);
        // An end tag without a start tag ends a line if elements of its name do.
        let ends_line = found.map_or_else(|| starts_block(name), |at| self.stack[at].block);
        if let Some(at) = found {
            for closed in self.stack.drain(at..) {
                self.open_names.get_mut(&closed.name).and_then(Vec::pop);
            }
        }
        if ends_line {
            self.pending_break = true;
        }
    }

    fn text(&mut self, text: &str) {
        match self.raw {
            Raw::Skipped => {}
            Raw::Style => self.style.push_str(text),
            Raw::None => {
                let open = self.stack.last();
                let link = open.and_then(|open| open.link);
                let text = if open.is_some_and(|open| open.keeps_lines) {
                    text.replace("\r\n", "\n").replace(['\r', '\t'], " ")
                } else {
                    in_one_line(text)
                };
                self.push(text, link, false);
            }
        }
    }

    fn push(&mut self, text: String, link: Option<u32>, image: bool) {
        if text.trim().is_empty() && self.pending_break && link.is_none() {
            return;
        }
        let (quoted, hidden) = self
            .stack
            .last()
            .map_or((false, false), |open| (open.quoted, if image { open.hidden } else { open.hides_text() }));
        let is_overridden = !image && self.stack.last().is_some_and(|open| open.overridden);
        let text = if is_overridden { format!("\u{202e}{text}\u{202c}") } else { text };
        self.push_in(text, link, image, quoted, hidden);
    }

    fn push_in(&mut self, text: String, link: Option<u32>, image: bool, quoted: bool, hidden: bool) {
        let starts_block = std::mem::take(&mut self.pending_break);
        self.out.segments.push(Segment { text, link, starts_block, quoted, hidden, image, picture: None });
    }

    /// Whether an attribute, an inline style or a rule of a style sheet hides an element.
    fn hides(&self, tag: &StartTag<()>) -> bool {
        if tag.attributes.contains_key(&b"hidden"[..]) {
            return true;
        }
        if attribute(tag, "style").is_some_and(|style| css::looks(&css::normal(&style)).hides) {
            return true;
        }
        let class = attribute(tag, "class").unwrap_or_default();
        let id = attribute(tag, "id").unwrap_or_default();
        !self.sheet.is_empty() && self.sheet.looks("img", &class, &id).hides
    }
}

/// The effects of an element's attributes on its looks.
fn attribute_looks(name: &str, tag: &StartTag<()>) -> Looks {
    let color = |name: &str| attribute(tag, name).and_then(|color| css::attribute_color(&color)).map(Paint::Plain);
    let picture = attribute(tag, "background").map(|_| Paint::Unknown);
    Looks {
        hides: tag.attributes.contains_key(&b"hidden"[..]),
        color: match name {
            "font" => color("color"),
            "body" => color("text"),
            _ => None,
        },
        background: picture.or_else(|| color("bgcolor")),
        rtl: attribute(tag, "dir").map(|dir| dir.trim().eq_ignore_ascii_case("rtl")),
        ..Looks::default()
    }
}

/// The host of the server of a picture, as a browser reads the address; `None` if the picture is part of the mail. Gmail shows pictures
/// through a server of its own and writes the address behind a `#`.
fn host_of_picture(address: &str) -> Option<String> {
    if is_data(address) {
        return None;
    }
    let written =
        address.split_once('#').map_or(address, |(_, behind)| if behind.contains("//") { behind } else { address });
    let base = Url::parse("https://mail.invalid").ok()?;
    let url = base.join(written).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    url.host_str().filter(|&host| base.host_str() != Some(host)).map(str::to_owned)
}

/// Whether an address holds the picture itself, often some hundred thousand letters.
fn is_data(address: &str) -> bool {
    address.trim_start().get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

/// Whether a URL stays inside the mail.
fn stays_in_mail(href: &str) -> bool {
    href.trim_start().is_empty() || href.trim_start().starts_with('#')
}

/// Replaces line breaks and tabs, which browsers show as spaces unless a style keeps them.
fn in_one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}

/// The value of the last declaration of a property in a lower-case style, without `!important`.
fn declared<'s>(style: &'s str, property: &str) -> Option<&'s str> {
    let mut declarations = style.rsplit(';').filter_map(|declaration| declaration.split_once(':'));
    let (_, value) = declarations.find(|(name, _)| name.trim() == property)?;
    Some(value.trim().trim_end_matches("!important").trim_end())
}

/// Whether an element begins and ends a line, by its own style or else by its name. `beginsLine` in element-style.ts
/// does the same.
fn begins_line(name: &str, display: Option<&str>) -> bool {
    match display {
        Some("block" | "flex" | "grid" | "table" | "list-item" | "flow-root") => true,
        Some("inline" | "contents") => false,
        _ => starts_block(name),
    }
}

/// Whether an element is a box of its own although its name and its `display` are those of a part of a line: it floats, is placed, or
/// its parent shows each child as a box. `isBox` in element-style.ts does the same.
/// <https://www.w3.org/TR/css-display-3/#transformations>
fn is_box(style: &str, display: Option<&str>, parent_lays_out_boxes: bool) -> bool {
    let is_contents = matches!(display, Some("contents" | "none"));
    let floats = || matches!(declared(style, "float"), Some("left" | "right"));
    let is_placed = || matches!(declared(style, "position"), Some("absolute" | "fixed"));
    !is_contents && (parent_lays_out_boxes || floats() || is_placed())
}

/// Whether an element keeps line breaks, by its own style or its name. Returns `None` if it inherits this from its
/// parent.
/// <https://www.w3.org/TR/css-text-4/#white-space-collapsing>
fn keeps_lines(name: &str, style: &str) -> Option<bool> {
    if style.contains("white-space") {
        let values = [declared(style, "white-space"), declared(style, "white-space-collapse")];
        if let Some(value) = values.into_iter().flatten().next() {
            let mut words = value.split_ascii_whitespace();
            let keeps = |word| {
                matches!(word, "pre" | "pre-wrap" | "pre-line" | "break-spaces" | "preserve" | "preserve-breaks")
            };
            return if value == "inherit" { None } else { Some(words.any(keeps)) };
        }
    }
    matches!(name, "pre" | "listing" | "plaintext" | "textarea" | "xmp").then_some(true)
}

fn is_void(name: &str) -> bool {
    matches!(name, "meta" | "link" | "col" | "wbr" | "embed" | "source" | "track" | "param")
}

fn starts_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "html"
            | "legend"
            | "li"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "option"
            | "p"
            | "plaintext"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "xmp"
    )
}

/// The target of a refresh such as "5; url=https://…".
fn refresh_target(content: &str) -> Option<&str> {
    let (_, rest) = content.split_once([';', ','])?;
    let rest = rest.trim_start();
    let target = match rest.get(..3) {
        Some(name) if name.eq_ignore_ascii_case("url") => rest[3..].trim_start().strip_prefix('=').unwrap_or(rest),
        _ => rest,
    };
    let target = target.trim().trim_matches(['"', '\'']);
    (!target.is_empty()).then_some(target)
}

/// Whether an element is marked as a button or styled as one, with a fill and padding.
fn looks_like_button(tag: &StartTag<()>) -> bool {
    if attribute(tag, "role").is_some_and(|role| role.eq_ignore_ascii_case("button")) {
        return true;
    }
    if attribute(tag, "class").is_some_and(|class| {
        let class = class.to_ascii_lowercase();
        class.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| matches!(part, "button" | "btn" | "cta"))
    }) {
        return true;
    }
    attribute(tag, "style").is_some_and(|style| {
        let style = style.to_ascii_lowercase();
        let padded = style.contains("padding");
        // The background may belong to the table cell around the link.
        is_filled(&style) && (padded || style.contains("border") || style.contains("display"))
            || padded && (style.contains("display:inline-block") || style.contains("display:block"))
    })
}

/// Whether a lower-case style declares a visible background.
fn is_filled(style: &str) -> bool {
    let mut declarations = style.split(';').filter_map(|declaration| declaration.split_once(':'));
    declarations.any(|(property, value)| {
        let value = value.trim().trim_end_matches("!important").trim_end();
        property.trim().starts_with("background") && !matches!(value, "transparent" | "none" | "rgba(0,0,0,0)")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Collected {
        let mut collected = Collected::default();
        collected.html(html);
        collected
    }

    fn shown(html: &str) -> String {
        read(html).segments.iter().filter(|s| !s.hidden).map(|s| &*s.text).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn a_pictures_server_is_the_host_that_a_browser_asks() {
        for (source, host) in [
            ("https://m.media-amazon.com/a.png", Some("m.media-amazon.com")),
            ("https://user@M.Media-Amazon.com:443/a.png", Some("m.media-amazon.com")),
            (" ht&#9;tps:\\\\m.media-&#10;amazon.com", Some("m.media-amazon.com")),
            ("https://proxy.example/x#https://m.media-amazon.com/a.png", Some("m.media-amazon.com")),
            ("https://a.example/x#top", Some("a.example")),
            ("https://a b/", None),
            ("x://m.media-amazon.com/a.png", None),
            ("cid:logo", None),
            ("a.png", None),
            ("data:image/gif;base64,AAAA#//m.media-amazon.com/", None),
        ] {
            let read = read(&format!("<img alt=a src=\"{source}\">"));
            assert_eq!(read.segments[0].picture.as_deref(), host, "{source}");
        }
    }

    #[test]
    fn a_tag_with_very_many_attributes_is_read_like_any_other() {
        for attribute in ["a=\"\" ", "a=\"\"", "a=\"&\" ", "a='' ", "a=b ", "a ", "=\"\" ", "a\n=\n\"\"\t"] {
            let html = format!("<a {}href=\"https://a.example\">one</a>two", attribute.repeat(300_000));
            let collected = read(&html);
            assert_eq!(collected.links.len(), 1, "{attribute}");
            assert_eq!(collected.links[0].href, "https://a.example", "{attribute}");
            assert_eq!(shown(&html), "one|two", "{attribute}");
        }
        let values = "a=\"x\" ".repeat(1000);
        assert_eq!(shown(&format!("<p {values}>one</p>{values}")), format!("one|{values}"));
    }

    #[test]
    fn deep_nesting_and_end_tags_that_close_nothing_are_read_to_the_end() {
        for piece in [
            "<b>",
            "</b>",
            "<b></i>",
            "<table><tr><td>",
            "<blockquote>",
            "<a href=x>",
            "<!--",
            "<![CDATA[",
            "<p/",
            "&#",
        ] {
            read(&piece.repeat(200_000));
        }
        assert_eq!(shown(&format!("<i>{}one{}</i>two", "<b>".repeat(300), "</b>".repeat(300))), "one|two");
    }

    #[test]
    fn preformatted_text_keeps_its_lines() {
        let lines = |html: &str| read(html).segments.iter().filter(|s| s.text.contains('\n')).count();
        assert_eq!(lines("<pre>one\ntwo</pre>"), 1);
        assert_eq!(lines("<pre><b>one\ntwo</b></pre>"), 1);
        assert_eq!(lines("<div style='white-space: pre-line'>one\ntwo</div>"), 1);
        assert_eq!(lines("<pre style='white-space:normal'>one\ntwo</pre><p>three\nfour</p>"), 0);
    }

    #[test]
    fn links_are_found_however_they_are_written() {
        let collected = read(
            "<p>Hi <a href='https://a.example/?x=1&amp;y=2'>one</a><a/href=https://b.example>two</a>\
             <map><area href=//c.example alt=three></map><svg><a xlink:href='https://d.example'>four</a></svg>\
             <form action=https://e.example><input type=submit value=Send><button formaction=https://f.example>Go</button></form>\
             <input type=image alt=Pay formaction=https://g.example><svg><a href=https://h.example>five</a></svg>",
        );
        let hrefs: Vec<_> = collected.links.iter().map(|link| &*link.href).collect();
        assert_eq!(
            hrefs,
            [
                "https://a.example/?x=1&y=2",
                "https://b.example",
                "//c.example",
                "https://d.example",
                "https://e.example",
                "https://f.example",
                "https://g.example",
                "https://h.example"
            ]
        );
        let text_of = |link: u32| {
            collected.segments.iter().filter(|s| s.link == Some(link)).map(|s| &*s.text).collect::<String>()
        };
        assert_eq!([text_of(0), text_of(1), text_of(2), text_of(4)], ["one", "two", "three", "Send"]);
    }

    #[test]
    fn a_meta_refresh_is_a_link() {
        for (html, href) in [
            ("<meta http-equiv=refresh content='0; url=https://a.example/x'>", "https://a.example/x"),
            ("<META HTTP-EQUIV='Refresh' CONTENT='5;URL = \"https://b.example\"'>", "https://b.example"),
            ("<meta http-equiv=refresh content='0,//c.example'>", "//c.example"),
        ] {
            let links = read(html).links;
            assert_eq!((&*links[0].href, links[0].button), (href, true), "{html}");
        }
        assert!(read("<meta http-equiv=refresh content=30><meta name=x content='0;url=y'>").links.is_empty());
    }

    #[test]
    fn noscript_content_is_read() {
        let html = "a<noscript><p>b<noscript><a href=https://x.example>c</a></NOSCRIPT>d";
        assert_eq!((&*shown(html), read(html).links.len()), ("a|b|c|d", 1));
    }

    #[test]
    fn an_inline_table_does_not_split_a_word() {
        let collected = read("<p>Your <table style='display:inline-table'><tr><td>Ama<td>zon</table> order</p>");
        assert_eq!(collected.segments.iter().filter(|segment| segment.starts_block).count(), 1);
    }

    /// The lines that a browser shows.
    fn lines(html: &str) -> Vec<String> {
        let segments = read(html).segments;
        let pieces = segments.iter().flat_map(|segment| [if segment.starts_block { "\n" } else { "" }, &segment.text]);
        let lines = pieces.collect::<String>();
        let lines = lines.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        lines.filter(|line| !line.is_empty()).collect()
    }

    #[test]
    fn line_breaks_of_the_source_are_kept_where_the_style_keeps_them() {
        for (html, expected) in [
            ("<p>one\ntwo</p>", &["one two"][..]),
            ("<pre>one\r\ntwo</pre>", &["one", "two"]),
            ("<pre style='white-space:normal'>one\ntwo</pre>", &["one two"]),
            ("<div style='white-space: pre-line'>one\n<b>two</b></div>", &["one", "two"]),
            (
                "<div style='white-space:pre'><p style='white-space:nowrap'>one\ntwo</p>three\nfour</div>",
                &["one two", "three", "four"],
            ),
            ("<div style='white-space:break-spaces'>one\ntwo</div>", &["one", "two"]),
            ("<div style='white-space-collapse:preserve-breaks'>one\ntwo</div>", &["one", "two"]),
            ("<a href=x><img alt='one\ntwo'></a>", &["one two"]),
        ] {
            assert_eq!(lines(html), expected, "{html}");
        }
    }

    #[test]
    fn the_declared_display_decides_whether_an_element_begins_a_line() {
        assert_eq!(lines("one<span style='display:block'>two</span>three"), ["one", "two", "three"]);
        assert_eq!(lines("<div>Ama<div style='display: inline !important'>zon</div></div>"), ["Amazon"]);
        assert_eq!(lines("one<figure>two<figcaption>three</figcaption></figure>"), ["one", "two", "three"]);
    }

    #[test]
    fn unclosed_and_crossed_tags_lose_no_text() {
        assert_eq!(shown("<div><p>one<div><b>two</i>three"), "one|two|three");
        assert_eq!(shown("a<a href=x>b<a href=y>c"), "a|b|c");
        assert_eq!(read("<a href=x>b<a href=y>c</a>d").segments.last().unwrap().link, None);
    }

    #[test]
    fn invisible_text_is_marked_as_hidden() {
        for html in [
            "a<span style='display:none'>b</span>",
            "a<div hidden>b</div>",
            "a<p style='font-size:0px;color:#fff'>b</p>",
            "a<p style='font-size:1px;color:#fff'>b</p>",
            "a<div style='max-height:0;overflow:hidden'>b</div>",
            "<style>.x{display:none}@media print{.y{color:red}}</style>a<i class='q x'>b</i>",
        ] {
            assert_eq!(shown(html), "a", "{html}");
            assert_eq!(read(html).segments.len(), 2, "{html}");
        }
        assert_eq!(shown("<title>t</title><script>s</script>a"), "a");
        assert_eq!(shown("<td style='font-size:0'><p style='font-size:14px'>a"), "a");
    }

    #[test]
    fn buttons_are_recognised_by_role_class_or_style() {
        let button = |html: &str| read(html).links[0].button;
        assert!(button("<a href=x style='background-color:#f90;padding:10px'>x</a>"));
        assert!(button("<a href=x class='mail-btn primary'>x</a>"));
        assert!(button("<td bgcolor=#f90><a href=x style='display:inline-block;padding:9px'>x</a>"));
        assert!(!button("<a href=x style='color:#06c'>x</a>"));
    }

    #[test]
    fn deep_nesting_takes_linear_time() {
        let html = "<div>".repeat(50_000) + &"</i>".repeat(50_000);
        assert!(read(&html).segments.is_empty());
    }
}
