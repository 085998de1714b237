//! Reads a raw mail (RFC 5322, MIME) into the input of the judgement. It only reads and decides nothing.

mod css;
mod date;
mod decoding;
mod html;
mod plain;
mod trace;

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use mail_parser::{Address, Header, HeaderName, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::charset::Decode;
use crate::input::{Attachment, Mailbox, MessageInput, Segment};
use crate::mail::decoding::{decode_words, file_name, part_text, readable_headers, text};
use crate::mail::html::Collected;

/// Why a text is not a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// The text is empty.
    #[error("the message is empty")]
    Empty,
    /// The text does not begin with a header line.
    #[error("this is not an e-mail message: it has no headers")]
    NoHeaders,
    /// The message is too large to be read in reasonable time.
    #[error("the message is larger than {} MB", MAX_BYTES / 1_000_000)]
    TooLarge,
}

/// Larger messages are refused, because their attachments exceed the size that is judged.
pub const MAX_BYTES: usize = 60_000_000;
/// Attached messages nested deeper than this are not read; they count as plain attachments.
const MAX_DEPTH: usize = 4;

/// Reads a raw mail.
///
/// # Errors
/// Returns an error if the bytes are not a mail or exceed `MAX_BYTES`.
pub fn read(raw: &[u8], decode: Decode) -> Result<MessageInput, MailError> {
    read_at_depth(raw, decode, 0)
}

fn read_at_depth(raw: &[u8], decode: Decode, depth: usize) -> Result<MessageInput, MailError> {
    if raw.iter().all(u8::is_ascii_whitespace) {
        return Err(MailError::Empty);
    }
    if raw.len() > MAX_BYTES {
        return Err(MailError::TooLarge);
    }
    let (raw, is_whole) = within_bounds(without_mbox_line(raw));
    let raw = with_end_of_headers(raw);
    let raw = readable_headers(&raw, decode);
    let raw = decode_words(&raw, &headers(&raw), decode);
    let message = MessageParser::default().parse(&raw).ok_or(MailError::NoHeaders)?;
    let is_known = |header: &Header<'_>| !matches!(header.name, HeaderName::Other(_));
    let mut read = if message.headers().iter().any(is_known) {
        Ok(input(&message, &raw, decode, depth))
    } else {
        Err(MailError::NoHeaders)
    };
    let other = if depth == 0 { with_first_headers(&message, &raw) } else { None };
    take_apart(message);
    if let Ok(read) = &mut read
        && let Some(other) = other
        && let Some(message) = MessageParser::default().parse(&other)
    {
        add_body(read, input(&message, &other, decode, depth));
        take_apart(message);
    }
    if let Ok(read) = &mut read {
        read.left_out = read.left_out.saturating_add(u32::from(!is_whole));
    }
    read
}

/// Further parts are not read. Real mails have some hundred at most.
const MOST_PARTS: usize = 10_000;
/// In bytes; a mail with a longer header is read up to there. Real headers have some ten thousand.
const MOST_HEADER: usize = 500_000;
/// Further messages inside a mail are not read. Digests of mailing lists have some hundred at most.
const MOST_MESSAGES: usize = 300;

/// The beginning of a mail with as many parts as are read, and whether that is the whole mail. The parser takes some hundred bytes for each
/// part, and more for each message inside a message, so the mail is cut before it is parsed.
fn within_bounds(raw: &[u8]) -> (&[u8], bool) {
    const MESSAGE: &[u8] = b"message/";
    let (mut parts, mut messages, mut at) = (0, 0, 0);
    let mut is_header = true;
    for line in raw.split_inclusive(|&b| b == b'\n') {
        parts += usize::from(line.starts_with(b"--") || starts_with(line, b"content-type:"));
        // The type can stand on a line of its own behind the name of the header.
        let is_message =
            line.len() < 1000 && line.windows(MESSAGE.len()).any(|part| part.eq_ignore_ascii_case(MESSAGE));
        messages += usize::from(is_message);
        is_header &= !line.trim_ascii().is_empty();
        if is_header && at + line.len() > MOST_HEADER {
            return (&raw[..MOST_HEADER], false);
        }
        if parts > MOST_PARTS || messages > MOST_MESSAGES {
            return (&raw[..at], false);
        }
        at += line.len();
    }
    (raw, true)
}

/// Whether a line begins with a name in small letters, in any case.
fn starts_with(line: &[u8], name: &[u8]) -> bool {
    line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
}

/// The ranges of the header blocks of a message and of its parts. Empty if the message contains no encoded word.
fn headers(raw: &[u8]) -> Vec<Range<usize>> {
    if !raw.windows(2).any(|pair| pair == b"=?") {
        return Vec::new();
    }
    let Some(message) = MessageParser::default().parse(raw) else { return Vec::new() };
    let range = |part: &MessagePart<'_>| Some(part.offset_header.try_into().ok()?..part.offset_body.try_into().ok()?);
    let mut headers: Vec<Range<usize>> = message.parts.iter().filter_map(range).collect();
    headers.sort_by_key(|header| header.start);
    take_apart(message);
    headers
}

/// Returns the mail with only the first of repeated Content-Type, Content-Transfer-Encoding and Content-Disposition
/// headers in each part, or `None` if no part repeats one. Some programs use the first of them; others, and the parser,
/// use the last.
fn with_first_headers(message: &Message<'_>, raw: &[u8]) -> Option<Vec<u8>> {
    const ALONE: [HeaderName<'_>; 3] =
        [HeaderName::ContentType, HeaderName::ContentTransferEncoding, HeaderName::ContentDisposition];
    let mut changed: Option<Vec<u8>> = None;
    for part in &message.parts {
        for name in &ALONE {
            for header in part.headers.iter().filter(|header| header.name == *name).skip(1) {
                let place = usize::try_from(header.offset_field).ok();
                if let Some(first) = place.and_then(|at| changed.get_or_insert_with(|| raw.to_vec()).get_mut(at)) {
                    *first = b'X';
                }
            }
        }
    }
    changed
}

/// Adds the content that a second reading of the same mail found.
fn add_body(read: &mut MessageInput, other: MessageInput) {
    let shift = u32::try_from(read.links.len()).unwrap_or(u32::MAX);
    let shifted = |segment: Segment| Segment { link: segment.link.map(|link| link.saturating_add(shift)), ..segment };
    read.segments.extend(other.segments.into_iter().map(shifted));
    read.links.extend(other.links);
    if read.attachments != other.attachments {
        read.attachments.extend(other.attachments);
    }
    if read.attached != other.attached {
        read.attached.extend(other.attached);
    }
    read.base = read.base.take().or(other.base);
    read.left_out = read.left_out.min(other.left_out);
}

/// Drops a message and the messages inside it one after the other. The default drop is recursive and overflows the
/// stack if many messages are nested.
fn take_apart(message: Message<'_>) {
    let mut open = vec![message];
    while let Some(message) = open.pop() {
        for part in message.parts {
            if let PartType::Message(inner) = part.body {
                open.push(inner);
            }
        }
    }
}

/// Removes a byte order mark or the separator line of the mbox format, which some programs write at the start of a
/// file.
fn without_mbox_line(raw: &[u8]) -> &[u8] {
    let start = raw.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(0);
    let raw = &raw[start..];
    let raw = raw.strip_prefix("\u{feff}".as_bytes()).unwrap_or(raw);
    if raw.starts_with(b"From ") {
        let end = raw.iter().position(|&b| b == b'\n').map_or(raw.len(), |at| at + 1);
        return &raw[end..];
    }
    raw
}

/// Inserts the empty line that ends the headers if the first part follows them directly, as in files that some programs
/// save. Without it, the headers of the part would count as those of the message.
fn with_end_of_headers(raw: &[u8]) -> Cow<'_, [u8]> {
    let mut at = 0;
    while let Some(length) = raw[at..].iter().position(|&b| b == b'\n') {
        let line = raw[at..at + length].trim_ascii_end();
        if line.is_empty() {
            break;
        }
        if at > 0 && line.starts_with(b"--") {
            return Cow::Owned([&raw[..at], b"\r\n", &raw[at..]].concat());
        }
        at += length + 1;
    }
    Cow::Borrowed(raw)
}

fn input(message: &Message<'_>, raw: &[u8], decode: Decode, depth: usize) -> MessageInput {
    let mut parts =
        Parts { raw, decode, depth, collected: Collected::default(), attachments: Vec::new(), attached: Vec::new() };
    let part = |id: &u32| message.parts.get(usize::try_from(*id).ok()?);
    for part in message.html_body.iter().filter_map(part) {
        parts.body(part);
    }
    // The plain-text alternatives, which programs without HTML show.
    let shown: HashSet<u32> = message.html_body.iter().copied().collect();
    for part in message.text_body.iter().filter(|id| !shown.contains(id)).filter_map(part) {
        if let PartType::Text(text) = &part.body {
            parts.collected.beside(&part_text(part, text, raw, decode));
        }
    }
    for part in message.attachments.iter().filter_map(part) {
        parts.attachment(part);
    }
    let Parts { collected, mut attachments, attached, .. } = parts;
    let reply_to = answers(message, raw);
    let too_many = u32::from(reply_to.len() > MOST_PEOPLE || attachments.len() > MOST_ATTACHMENTS);
    let user = if depth == 0 { delivered_to(message, raw) } else { Vec::new() };
    let mut steps = Vec::new();
    // The sender of an attached message controls all of its headers, so even the lines above its first `Received` prove
    // nothing.
    for header in message.headers().iter().filter(|_| depth == 0) {
        let range = usize::try_from(header.offset_start).ok().zip(usize::try_from(header.offset_end).ok());
        if let Some(value) = range.and_then(|(start, end)| raw.get(start..end)) {
            trace::read(header.name(), &String::from_utf8_lossy(value), &mut steps);
        }
    }
    // A mail that has attachments but no text, such as one sealed by S/MIME or Outlook: the attachments are not opened,
    // so its content is unknown.
    let is_sealed = !attachments.is_empty() && collected.segments.iter().all(|segment| segment.text.trim().is_empty());
    let from = one_sender(mailboxes(message.from()));
    let mut recipients = Vec::new();
    for list in [message.to(), message.cc()] {
        recipients.extend(mailboxes(list).into_iter().filter_map(|mailbox| mailbox.address));
    }
    for value in message.header_values(HeaderName::Other("Delivered-To".into())) {
        recipients.extend(value.as_text().map(|text| text.trim().to_owned()));
    }
    recipients.truncate(MOST_PEOPLE);
    attachments.truncate(MOST_ATTACHMENTS);
    MessageInput {
        other_senders: other_addresses(message, raw, &HeaderName::From, std::slice::from_ref(&from)),
        from,
        reply_to: reply_to.into_iter().take(MOST_PEOPLE).collect(),
        subject: subjects(message),
        date: date::read(message),
        segments: collected.segments,
        links: collected.links,
        attachments,
        recipients,
        user,
        sent: false,
        remembered: Vec::new(),
        gateways: Vec::new(),
        base: collected.base,
        left_out: u32::from(is_sealed).saturating_add(collected.left_out).saturating_add(too_many),
        attached,
        trace: steps,
    }
}

/// Further attachments are not listed.
const MOST_ATTACHMENTS: usize = 5000;
/// Further addresses of one kind are not read.
const MOST_PEOPLE: usize = 1000;

/// The addresses to which the user's own server delivered a mail. Only headers above the first `Received` line count:
/// the server added them after it had received the mail, while the sender may have written every header below. A mail
/// without a `Received` line gives no address.
fn delivered_to(message: &Message<'_>, raw: &[u8]) -> Vec<String> {
    let is = |name: &str, known: &str| name.eq_ignore_ascii_case(known);
    let headers = message.headers();
    let Some(first) = headers.iter().position(|header| is(header.name(), "Received")) else { return Vec::new() };
    let above = headers[..first].iter();
    let delivered = above.filter(|header| is(header.name(), "Delivered-To") || is(header.name(), "X-Original-To"));
    let value = |start: u32, end: u32| raw.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?);
    delivered
        .filter_map(|header| value(header.offset_start, header.offset_end))
        .map(|value| String::from_utf8_lossy(value).trim().trim_matches(['<', '>']).to_owned())
        .filter(|address| address.contains('@') && !address.contains(char::is_whitespace))
        .collect()
}

/// The parts of one message, sorted into text, attachments and attached messages.
struct Parts<'a> {
    raw: &'a [u8],
    decode: Decode,
    depth: usize,
    collected: Collected,
    attachments: Vec<Attachment>,
    attached: Vec<MessageInput>,
}

impl Parts<'_> {
    /// Reads a part that mail programs show.
    fn body(&mut self, part: &MessagePart<'_>) {
        match &part.body {
            PartType::Html(text) => self.collected.html(&part_text(part, text, self.raw, self.decode)),
            PartType::Text(text) => self.plain(part, text),
            // A multipart whose boundaries the parser did not find.
            PartType::Binary(_) if media_type(part).starts_with("multipart/") => self.plain(part, ""),
            _ => {}
        }
    }

    fn plain(&mut self, part: &MessagePart<'_>, parsed: &str) {
        let text = part_text(part, parsed, self.raw, self.decode).replace("\r\n", "\n");
        // The parser drops the type of a part with a broken transfer encoding, and leaves a multipart without any
        // boundary line as one text.
        let kind = media_type(part);
        if kind == "text/html" || kind.starts_with("multipart/") && text.contains("</") {
            self.collected.html(&text);
            return;
        }
        let is = |name: &str, value: &str| {
            part.content_type().and_then(|kind| kind.attribute(name)).is_some_and(|is| is.eq_ignore_ascii_case(value))
        };
        let (text, files) = plain::without_files(&text);
        self.attachments.extend(files.into_iter().map(|name| Attachment { name, media_type: String::new() }));
        if is("format", "flowed") {
            self.collected.plain(&plain::unflowed(&text, is("delsp", "yes")));
        } else {
            self.collected.plain(&text);
        }
    }

    /// Reads a part that is not shown in place: a message or an invitation, which mail programs open, a file, or text
    /// that the parser could not classify.
    fn attachment(&mut self, part: &MessagePart<'_>) {
        let name = file_name(part, self.raw, self.decode);
        let media_type = media_type(part);
        let ends = |ending: &str| name.len() > ending.len() && name.to_ascii_lowercase().ends_with(ending);
        let message = match &part.body {
            PartType::Message(inner) => Some(inner.raw_message()),
            _ if ends(".eml") || media_type.starts_with("message/rfc822") => Some(part.contents()),
            _ => None,
        };
        if let Some(inner) = message.filter(|_| self.depth < MAX_DEPTH)
            && let Ok(inner) = read_at_depth(inner, self.decode, self.depth + 1)
        {
            self.attached.push(inner);
            return;
        }
        if media_type == "text/x-amp-html" {
            // Some programs show this part in place of the HTML.
            self.collected.amp(&match &part.body {
                PartType::Text(parsed) | PartType::Html(parsed) => part_text(part, parsed, self.raw, self.decode),
                _ => text(part.contents(), "", self.decode),
            });
            return;
        }
        let attached = part.content_disposition().is_some_and(mail_parser::ContentType::is_attachment);
        let shown = matches!(&*media_type, "text/html" | "text/plain") || media_type.starts_with("multipart/");
        if name.is_empty() && !attached && shown {
            self.body(part);
            return;
        }
        if ends(".ics") || matches!(&*media_type, "text/calendar" | "application/ics") {
            let calendar = match &part.body {
                PartType::Text(parsed) => part_text(part, parsed, self.raw, self.decode),
                _ => text(part.contents(), "", self.decode),
            };
            plain::invitation(&calendar, &mut self.collected);
        }
        self.attachments.push(Attachment { name, media_type });
    }
}

/// The mailboxes of a header, including the members of groups.
fn mailboxes(address: Option<&Address<'_>>) -> Vec<Mailbox> {
    let Some(address) = address else {
        return Vec::new();
    };
    let text = |text: Option<&str>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    address
        .iter()
        .map(|one| Mailbox { name: text(one.name()), address: text(one.address()), ..Mailbox::default() })
        .filter(|mailbox| mailbox.name.is_some() || mailbox.address.is_some())
        .collect()
}

/// Merges a From header with several entries into one sender. Mail programs show all of the names; the first entry with
/// a complete address gives the address.
fn one_sender(list: Vec<Mailbox>) -> Mailbox {
    let is_address = |text: &Option<String>| text.as_ref().is_some_and(|text| text.contains('@'));
    let address = list.iter().map(|mailbox| &mailbox.address).find(|address| is_address(address)).cloned().flatten();
    let mut names: Vec<String> = Vec::new();
    for mailbox in list {
        names.extend(mailbox.name);
        // The parser takes a part of an unquoted name for an address; it has no @.
        names.extend(mailbox.address.filter(|address| !address.contains('@')));
    }
    Mailbox { name: (!names.is_empty()).then(|| names.join(", ")), address, ..Mailbox::default() }
}

/// The addresses in all headers of this name that the parser did not return. Mail programs differ in which of several
/// headers, and which of several addresses in one header, they show.
fn other_addresses(message: &Message<'_>, raw: &[u8], name: &HeaderName<'_>, known: &[Mailbox]) -> Vec<Mailbox> {
    /// Further addresses are ignored.
    const MOST: usize = 50;
    let mut found: Vec<Mailbox> = Vec::new();
    for header in message.headers().iter().filter(|header| header.name == *name) {
        let range = usize::try_from(header.offset_start).ok().zip(usize::try_from(header.offset_end).ok());
        let Some(value) = range.and_then(|(start, end)| raw.get(start..end)) else { continue };
        for address in written_addresses(&String::from_utf8_lossy(value)) {
            let is_same = |mailbox: &Mailbox| mailbox.address.as_deref() == Some(&*address);
            if found.len() < MOST && !known.iter().chain(&found).any(is_same) {
                found.push(Mailbox { address: Some(address), ..Mailbox::default() });
            }
        }
    }
    found
}

/// The addresses in the raw text of a header, outside of quotation marks and comments. A quotation mark or parenthesis
/// that is never closed counts as white space.
fn written_addresses(header: &str) -> Vec<String> {
    /// In bytes; mail servers accept no longer address.
    const LONGEST: usize = 1000;
    let mut plain = String::with_capacity(header.len());
    let (mut quoted, mut depth, mut escaped) = (None, 0u32, false);
    for c in header.chars() {
        let is_inside = quoted.is_some() || depth > 0;
        match c {
            _ if escaped => escaped = false,
            '\\' if is_inside => escaped = true,
            '"' if depth == 0 => quoted = if quoted.is_some() { None } else { Some(plain.len()) },
            '(' if quoted.is_none() => depth += 1,
            ')' if quoted.is_none() => depth = depth.saturating_sub(1),
            _ if is_inside => {}
            _ => plain.push(c),
        }
    }
    if quoted.is_some() || depth > 0 {
        plain = header.replace(['"', '(', ')'], " ");
    }
    let divides = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';' | ':');
    // A word that begins like an encoded word is a display name.
    let is_address = |word: &&str| {
        word.len() <= LONGEST
            && word.split_once('@').is_some_and(|(local, host)| !local.is_empty() && host.contains('.'))
            && !word.starts_with("=?")
    };
    plain.split(divides).filter(is_address).map(str::to_owned).collect()
}

/// The addresses of all Reply-To headers.
fn answers(message: &Message<'_>, raw: &[u8]) -> Vec<Mailbox> {
    let headers = message.header_values(HeaderName::ReplyTo);
    let mut found: Vec<Mailbox> = headers.flat_map(|value| mailboxes(value.as_address())).collect();
    found.extend(other_addresses(message, raw, &HeaderName::ReplyTo, &found));
    found
}

/// The subject, or all subjects on separate lines if the message has several.
fn subjects(message: &Message<'_>) -> String {
    /// Further subjects are ignored.
    const MOST: usize = 20;
    let mut all: Vec<&str> = Vec::new();
    for subject in message.header_values(HeaderName::Subject).filter_map(|value| value.as_text()) {
        if all.len() < MOST && !all.contains(&subject) {
            all.push(subject);
        }
    }
    all.join("\n")
}

fn media_type(part: &MessagePart<'_>) -> String {
    part.content_type().map_or_else(String::new, |kind| {
        let subtype = kind.subtype().unwrap_or_default();
        format!("{}/{subtype}", kind.ctype()).to_ascii_lowercase()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charset::decode;
    use crate::mail::decoding::base64_encode;

    fn parse(raw: &str) -> MessageInput {
        read(raw.as_bytes(), decode).unwrap()
    }

    fn encode(label: &str, text: &str) -> Vec<u8> {
        encoding_rs::Encoding::for_label(label.as_bytes()).unwrap().encode(text).0.into_owned()
    }

    #[test]
    fn every_charset_of_a_sellers_inbox_is_read() {
        for (charset, text) in [
            ("gb18030", "亚马逊卖家平台"),
            ("big5", "亞馬遜賣家"),
            ("iso-2022-jp", "アマゾン 重要なお知らせ"),
            ("shift_jis", "アマゾン"),
            ("euc-kr", "아마존"),
            ("iso-8859-1", "Verkäufer"),
            ("utf-8", "Amazon 亚马逊"),
        ] {
            let bytes = encode(charset, text);
            let word = format!("=?{charset}?B?{}?=", base64_encode(&bytes));
            let mut raw = format!(
                "From: {word} <a@b.example>\r\nSubject: {word}\r\nContent-Type: text/plain; charset={charset}\r\n\r\n"
            )
            .into_bytes();
            raw.extend_from_slice(&bytes);
            let input = read(&raw, decode).unwrap();
            assert_eq!(input.subject, text, "{charset}");
            assert_eq!(input.from.name.as_deref(), Some(text), "{charset}");
            assert_eq!(input.segments[0].text.trim(), text, "{charset}");
        }
    }

    #[test]
    fn a_character_split_between_encoded_words_is_joined() {
        let bytes = encode("gb18030", "卖家");
        let (a, b) = bytes.split_at(1);
        let raw = format!(
            "From: a@b.example\r\nSubject: =?gb18030?B?{}?=\r\n =?gb18030?B?{}?=\r\n\r\nx",
            base64_encode(a),
            base64_encode(b)
        );
        assert_eq!(parse(&raw).subject, "卖家");
    }

    #[test]
    fn parts_attachments_and_attached_messages_are_kept_apart() {
        let input = parse(concat!(
            "From: Tom <tom@shop.example>\r\nTo: me@ours.example, team: you@ours.example;\r\nReply-To: other@shop.example\r\nSubject: s\r\n",
            "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n",
            "--b\r\nContent-Type: text/html\r\n\r\n<a href=https://x.example>go</a>\r\n",
            "--b\r\nContent-Type: application/pdf; name=\"case.pdf\"\r\nContent-Disposition: attachment; filename=\"case.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n",
            "--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: Amazon <a@evil.example>\r\nSubject: inner\r\n\r\nhello\r\n--b--\r\n",
        ));
        assert_eq!(input.links[0].href, "https://x.example");
        assert_eq!(input.attachments, [Attachment { name: "case.pdf".into(), media_type: "application/pdf".into() }]);
        assert_eq!(input.attached[0].subject, "inner");
        assert_eq!(input.recipients, ["me@ours.example", "you@ours.example"]);
        assert_eq!(input.reply_to[0].address.as_deref(), Some("other@shop.example"));
    }

    #[test]
    fn only_headers_of_the_users_own_server_name_the_user() {
        let user = |headers: &str| parse(&format!("{headers}From: a@b.example\r\nTo: me@c.example\r\n\r\nx")).user;
        let received = "Received: from x.example by mx.ours.example; Mon, 1 Jan 2026 00:00:00 +0000\r\n";
        let delivered = "Delivered-To: <me@ours.example>\r\nX-Original-To: team@ours.example\r\n";
        assert_eq!(user(&format!("{delivered}{received}")), ["me@ours.example", "team@ours.example"]);
        assert!(user(&format!("{received}{delivered}")).is_empty(), "below the first Received");
        assert!(user(delivered).is_empty(), "no Received at all");
        assert!(user(&format!("To: me@ours.example\r\nCc: you@ours.example\r\n{received}")).is_empty());
        assert!(user(&format!("Delivered-To: mailbox\r\n{received}")).is_empty());
        let outer = format!("{received}From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n");
        let input = parse(&format!("{outer}{delivered}{received}From: x@y.example\r\nSubject: s\r\n\r\nx"));
        assert!(input.user.is_empty() && input.attached[0].user.is_empty(), "an attached mail is its sender's writing");
    }

    #[test]
    fn messages_inside_messages_are_read_however_deep_they_are() {
        for piece in [
            "Content-Type: message/rfc822\r\n\r\n",
            "From: a@b.example\r\nContent-Type: message/rfc822\r\n\r\n",
            "X: y\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n",
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n",
            "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n",
        ] {
            let _ = read(piece.repeat(20_000).as_bytes(), decode);
            let _ = read(format!("From: a@b.example\r\n{}", piece.repeat(20_000)).as_bytes(), decode);
        }
    }

    #[test]
    fn a_mail_beyond_the_bounds_is_read_in_part_and_says_so() {
        let head = "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
        let html = "From: a@b.example\r\nContent-Type: text/html\r\n\r\n";
        let plain = "From: a@b.example\r\n\r\n";
        for (head, piece) in [
            (head, "--b\r\n\r\na\r\n"),
            (head, "--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@b.c\r\n\r\nx\r\n"),
            ("From: a@b.example\r\n", "Content-Type: message/rfc822\r\n\r\n"),
            ("From: a@b.example\r\nX: ", "abc "),
            ("From: a@b.example\r\n", "X: abc\r\n"),
            ("From: a@b.example\r\nReply-To: c@d.example", ", c@d.example"),
            (html, "<div>"),
            (html, "<!---->"),
            (plain, "word "),
            (plain, "begin 644 a\nend\nx\n"),
        ] {
            let input = parse(&format!("{head}{}", piece.repeat(1_500_000 / piece.len())));
            assert!(input.left_out > 0, "{piece}");
            let input = parse(&format!("{head}{}", piece.repeat(20)));
            assert_eq!(input.left_out, 0, "{piece}");
        }
        let text = parse(&format!("{plain}Your Amazon account {}", "word ".repeat(300_000))).segments;
        assert!(text[0].text.starts_with("Your Amazon account"), "the beginning is read");
    }

    #[test]
    fn malformed_input_gets_an_answer() {
        assert_eq!(read(b"", decode), Err(MailError::Empty));
        assert_eq!(read(b" \r\n ", decode), Err(MailError::Empty));
        assert_eq!(read(b"hello world, this is no mail", decode), Err(MailError::NoHeaders));
        assert!(read(b"Subject: no sender\r\n\r\nx", decode).unwrap().from.address.is_none());
        assert!(read(&[b"From: a@b.example\r\nSubject: \xff\xfe\r\n\r\n\xff\xff".to_vec()].concat(), decode).is_ok());
        let long = format!("From: a@b.example\r\nX: {}\r\nSubject: s\r\n\r\nx", "y".repeat(200_000));
        assert_eq!(parse(&long).subject, "s");
        assert_eq!(parse("From a@b Mon Jan 1\r\nFrom: a@b.example\r\nSubject: s\r\n\r\nx").subject, "s");
        let headless = parse(
            "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n--b\r\nContent-Type: text/html\r\n\r\n<a href=https://x.example>x</a>\r\n--b--",
        );
        assert_eq!(headless.links.len(), 1);
        assert!(read(b"From: \"a \\\" b (c\" <a@b.example>, Group: ;\r\n\r\n", decode).is_ok());
    }

    #[test]
    fn a_from_header_in_pieces_gives_every_name_and_the_first_address() {
        let sender = parse("From: \"Amazon Gutschein\", <>, Office, <service@x.example>\r\nSubject: s\r\n\r\nx").from;
        assert_eq!(sender.address.as_deref(), Some("service@x.example"));
        assert!(sender.name.unwrap().starts_with("Amazon Gutschein"));
    }

    /// The visible or the hidden text, one line for each block.
    fn texts(input: &MessageInput, hidden: bool) -> String {
        let shown = input.segments.iter().filter(|segment| segment.hidden == hidden);
        shown.map(|segment| segment.text.trim()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("|")
    }

    /// A mail with a plain and an HTML alternative.
    fn alternatives(plain: &str, html: &str) -> MessageInput {
        parse(&format!(
            "From: a@b.example\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n\
             --b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{plain}\r\n\
             --b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n--b--\r\n"
        ))
    }

    #[test]
    fn text_of_one_alternative_is_read_and_text_of_both_is_read_once() {
        let input = alternatives(
            "Hello *Tom*,\r\nyour order\r\nis on its way: https://a.example/1 .\r\n> quoted long ago by somebody\r\n\
             Your Amazon account is suspended, verify: https://evil.example/ or www.evil.example",
            "<p>Hello <b>Tom</b>, your order is on its way: <a href=https://a.example/1>track</a>",
        );
        assert_eq!(texts(&input, false), "Hello|Tom|, your order is on its way:|track");
        assert_eq!(
            texts(&input, true),
            "Your Amazon account is suspended, verify: or|https://evil.example/|www.evil.example"
        );
        let hrefs: Vec<_> = input.links.iter().map(|link| &*link.href).collect();
        assert_eq!(hrefs, ["https://a.example/1", "https://evil.example/", "http://www.evil.example"]);
        let input = alternatives("Hello", "<p>Hello, <a href=https://evil.example>verify</a>");
        assert_eq!((&*texts(&input, true), input.links.len()), ("", 1));
    }

    #[test]
    fn thousands_of_lines_beside_html_take_linear_time() {
        let line = "a line that is in both of them, with some words\r\n".repeat(20_000);
        let input = alternatives(&line, &format!("<p>{line}"));
        assert_eq!(input.segments.len(), 1);
    }

    #[test]
    fn attached_messages_are_read_in_every_form_of_attachment() {
        let inner = "From: Amazon <a@evil.example>\r\nSubject: inner\r\n\r\nhello\r\n";
        let encoded = base64_encode(inner.as_bytes());
        for part in [
            format!("Content-Type: message/rfc822\r\n\r\n{inner}"),
            format!("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n{encoded}\r\n"),
            format!(
                "Content-Type: application/octet-stream; name=\"x.EML\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{encoded}\r\n"
            ),
            format!("Content-Type: text/plain\r\nContent-Disposition: attachment; filename=x.eml\r\n\r\n{inner}"),
        ] {
            let input = parse(&format!(
                "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n{part}\r\n--b--\r\n"
            ));
            assert_eq!(input.attached.len(), 1, "{part}");
            assert_eq!(input.attached[0].subject, "inner", "{part}");
            assert_eq!(texts(&input.attached[0], false), "hello", "{part}");
        }
    }

    #[test]
    fn nested_messages_are_kept_apart() {
        let mut raw = "From: a@b.example\r\nSubject: 0\r\n\r\ninnermost\r\n".to_owned();
        for depth in 1..=6 {
            raw = format!(
                "From: a@b.example\r\nSubject: {depth}\r\nContent-Type: multipart/mixed; boundary=b{depth}\r\n\r\n--b{depth}\r\n\
                 Content-Type: message/rfc822\r\n\r\n{raw}\r\n--b{depth}--\r\n"
            );
        }
        let mut input = &parse(&raw);
        for depth in (3..=6).rev() {
            assert_eq!(input.subject, depth.to_string());
            input = &input.attached[0];
        }
        // A message nested deeper than the limit stays an attachment.
        assert_eq!(
            (&*input.subject, input.attached.len(), &*input.attachments[0].media_type),
            ("2", 0, "message/rfc822")
        );
    }

    #[test]
    fn invitations_are_read_and_listed_and_their_organiser_is_not_the_sender() {
        let event = "BEGIN:VCALENDAR\r\nORGANIZER:mailto:seller@amazon.com\r\nLOCATION:https://meet.evil.example/1\r\nEND:VCALENDAR\r\n";
        let encoded = base64_encode(event.as_bytes());
        for part in [
            format!("Content-Type: text/calendar; method=REQUEST; name=\"invite.ics\"\r\n\r\n{event}"),
            format!(
                "Content-Type: application/octet-stream; name=\"invite.ics\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{encoded}\r\n"
            ),
        ] {
            let input = parse(&format!(
                "From: a@b.example\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Join us\r\n--b\r\n{part}\r\n--b--\r\n"
            ));
            assert_eq!(texts(&input, false), "Join us|https://meet.evil.example/1", "{part}");
            assert_eq!(input.attachments[0].name, "invite.ics", "{part}");
            assert_eq!(input.from.address.as_deref(), Some("a@b.example"));
        }
    }

    #[test]
    fn every_attachment_keeps_its_name_and_type() {
        let input = parse(concat!(
            "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n",
            "--b\r\nContent-Type: application/ms-tnef; name=\"winmail.dat\"\r\nContent-Transfer-Encoding: base64\r\n\r\neJ8+Ig==\r\n",
            "--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename*=gb18030''%D1%C7%C2%ED%D1%B7.pdf\r\n\r\nx\r\n",
            "--b\r\nContent-Type: text/html; name=\"=?shift_jis?B?g0GDfYNdg5M=?=.html\"\r\n\r\n<a href=https://evil.example>x</a>\r\n",
            "--b\r\nContent-Type: text/plain\r\n\r\nsee\r\nbegin 644 form.htm\r\nM1234\r\nend\r\n--b--\r\n",
        ));
        let mut found: Vec<_> = input.attachments.iter().map(|a| format!("{} {}", a.name, a.media_type)).collect();
        found.sort_unstable();
        assert_eq!(
            found,
            ["form.htm ", "winmail.dat application/ms-tnef", "アマゾン.html text/html", "亚马逊.pdf application/pdf"]
        );
        assert_eq!(texts(&input, false), "see");
    }

    #[test]
    fn broken_mails_lose_no_text_and_no_link() {
        let link = "<a href=https://evil.example>verify</a>";
        for (what, raw) in [
            (
                "no end of the parts",
                format!(
                    "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n{link}"
                ),
            ),
            ("no part at all", format!("Content-Type: multipart/alternative; boundary=b\r\n\r\n{link}")),
            (
                "no boundary named",
                format!("Content-Type: multipart/mixed\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n{link}\r\n--b--"),
            ),
            ("no base64", format!("Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n{link}")),
            (
                "a part that is no base64",
                format!(
                    "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n{link}\r\n--b--"
                ),
            ),
            (
                "an unknown encoding",
                format!("Content-Type: text/html\r\nContent-Transfer-Encoding: x-none\r\n\r\n{link}"),
            ),
            (
                "an inner message without headers",
                format!(
                    "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n{link}\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n\r\n--b--"
                ),
            ),
        ] {
            let input = parse(&format!("From: a@b.example\r\nSubject: s\r\n{raw}"));
            let said = input.links.iter().any(|link| link.href == "https://evil.example")
                || texts(&input, false).contains("https://evil.example");
            assert!(said, "{what}: {input:?}");
        }
    }

    #[test]
    fn raw_headers_are_read_in_the_charset_of_the_mail() {
        for (charset, text) in [
            ("gb18030", "亚马逊卖家"),
            ("shift_jis", "アマゾン"),
            ("euc-kr", "아마존"),
            ("big5", "亞馬遜"),
            ("iso-2022-jp", "アマゾン"),
        ] {
            let word = encode(charset, text);
            let raw = [
                &b"From: "[..],
                &word,
                b" <a@b.example>\r\nSubject: ",
                &word,
                format!("\r\nContent-Type: text/plain; charset={charset}\r\n\r\n").as_bytes(),
                &word,
            ]
            .concat();
            let input = read(&raw, decode).unwrap();
            assert_eq!((input.from.name.as_deref(), &*input.subject), (Some(text), text), "{charset}");
            assert_eq!(texts(&input, false), text, "{charset}");
        }
        let raw = [&b"From: a@b.example\r\nSubject: "[..], &encode("gb18030", "亚马逊卖家"), b"\r\n\r\nx"].concat();
        assert_eq!(read(&raw, decode).unwrap().subject, "亚马逊卖家", "no header names the charset");
    }

    #[test]
    fn the_trace_keeps_its_order_and_leaves_out_attached_messages() {
        let headers = "Authentication-Results: mx.ours.example; dmarc=pass header.from=amazon.com\r\n\
                       Received: from a.example\r\n by mx.ours.example; Mon, 1 Jan 2026\r\n";
        let input = parse(&format!(
            "{headers}From: a@amazon.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n{headers}From: a@amazon.com\r\n\r\nx\r\n--b--\r\n"
        ));
        let methods: Vec<_> =
            input.trace.iter().map(|trace| format!("{} {} {}", trace.server, trace.method, trace.domain)).collect();
        assert_eq!(methods, ["mx.ours.example dmarc amazon.com", "mx.ours.example received a.example"]);
        assert!(input.attached[0].trace.is_empty());
    }
}
