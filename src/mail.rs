//! Reads a raw mail (RFC 5322, MIME) into the input that is judged. Reading only: nothing is decided here.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::{Address, HeaderName, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::html::Collected;
use crate::input::{Attachment, Mailbox, MessageInput};

/// Decodes bytes of a charset, by its label of the WHATWG Encoding Standard; nothing where the label is unknown. The
/// browser's `TextDecoder` and `encoding_rs` follow the same standard.
pub type Decode = fn(label: &str, bytes: &[u8]) -> Option<String>;

/// Why a text is no mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// Nothing in it.
    #[error("the message is empty")]
    Empty,
    /// No header line at its beginning.
    #[error("this is not an e-mail message: it has no headers")]
    NoHeaders,
    /// More than can be read in reasonable time.
    #[error("the message is larger than {} MB", MAX_BYTES / 1_000_000)]
    TooLarge,
}

/// Larger messages are refused: their attachments are larger than what is judged.
pub const MAX_BYTES: usize = 60_000_000;
/// Attached messages deeper than this are left to the reader.
const MAX_DEPTH: usize = 4;

/// Reads a raw mail.
///
/// # Errors
/// Where the bytes are no mail, or too many.
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
    let raw = with_end_of_headers(without_mbox_line(raw));
    let raw = decode_words(&raw, decode);
    let message = MessageParser::default()
        .parse(&raw)
        .filter(|message| !message.headers().is_empty())
        .ok_or(MailError::NoHeaders)?;
    if !message.headers().iter().any(|header| !matches!(header.name, HeaderName::Other(_))) {
        return Err(MailError::NoHeaders);
    }
    Ok(input(&message, &raw, decode, depth))
}

/// Files saved by some programs begin with the separator of the mbox format.
fn without_mbox_line(raw: &[u8]) -> &[u8] {
    let start = raw.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(0);
    let raw = &raw[start..];
    if raw.starts_with(b"From ") {
        let end = raw.iter().position(|&b| b == b'\n').map_or(raw.len(), |at| at + 1);
        return &raw[end..];
    }
    raw
}

/// Puts in the empty line that ends the headers where a message goes straight on with its first part, as some programs save
/// it; otherwise the part's own headers would be taken for the message's.
fn with_end_of_headers(raw: &[u8]) -> Cow<'_, [u8]> {
    let mut at = 0;
    while let Some(length) = raw[at..].iter().position(|&b| b == b'\n') {
        let line = raw[at..at + length].trim_ascii_end();
        if line.is_empty() {
            break;
        }
        if line.starts_with(b"--") {
            return Cow::Owned([&raw[..at], b"\r\n", &raw[at..]].concat());
        }
        at += length + 1;
    }
    Cow::Borrowed(raw)
}

fn input(message: &Message<'_>, raw: &[u8], decode: Decode, depth: usize) -> MessageInput {
    let mut collected = Collected::default();
    for part in message.html_body.iter().filter_map(|&id| message.parts.get(usize::try_from(id).ok()?)) {
        match &part.body {
            PartType::Html(text) => collected.html(&part_text(part, text, raw, decode)),
            PartType::Text(text) => collected.plain(&part_text(part, text, raw, decode)),
            _ => {}
        }
    }
    let mut attachments = Vec::new();
    let mut attached = Vec::new();
    for part in message.attachments.iter().filter_map(|&id| message.parts.get(usize::try_from(id).ok()?)) {
        if let PartType::Message(inner) = &part.body
            && depth < MAX_DEPTH
            && let Ok(inner) = read_at_depth(inner.raw_message(), decode, depth + 1)
        {
            attached.push(inner);
            continue;
        }
        attachments.push(Attachment {
            name: part.attachment_name().unwrap_or_default().to_owned(),
            media_type: media_type(part),
        });
    }
    let from = mailboxes(message.from());
    let mut recipients = Vec::new();
    for list in [message.to(), message.cc()] {
        recipients.extend(mailboxes(list).into_iter().filter_map(|mailbox| mailbox.address));
    }
    for value in message.header_values(HeaderName::Other("Delivered-To".into())) {
        recipients.extend(value.as_text().map(|text| text.trim().to_owned()));
    }
    MessageInput {
        from: one_sender(from),
        reply_to: mailboxes(message.reply_to()),
        subject: message.subject().unwrap_or_default().to_owned(),
        segments: collected.segments,
        links: collected.links,
        attachments,
        recipients,
        user: Vec::new(),
        base: collected.base,
        left_out: 0,
        attached,
    }
}

/// The addresses of a header, groups opened.
fn mailboxes(address: Option<&Address<'_>>) -> Vec<Mailbox> {
    let Some(address) = address else {
        return Vec::new();
    };
    let text = |text: Option<&str>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    address
        .iter()
        .map(|one| Mailbox { name: text(one.name()), address: text(one.address()), via: None })
        .filter(|mailbox| mailbox.name.is_some() || mailbox.address.is_some())
        .collect()
}

/// A From header names one sender. Where it lists several pieces, the reader sees all of the names; the first whole address
/// is the sender's.
fn one_sender(list: Vec<Mailbox>) -> Mailbox {
    let is_address = |text: &Option<String>| text.as_ref().is_some_and(|text| text.contains('@'));
    let address = list.iter().map(|mailbox| &mailbox.address).find(|address| is_address(address)).cloned().flatten();
    let mut names: Vec<String> = Vec::new();
    for mailbox in list {
        names.extend(mailbox.name);
        // A piece without an @ was meant as part of a name.
        names.extend(mailbox.address.filter(|address| !address.contains('@')));
    }
    Mailbox { name: (!names.is_empty()).then(|| names.join(", ")), address, via: None }
}

fn media_type(part: &MessagePart<'_>) -> String {
    part.content_type().map_or_else(String::new, |kind| {
        let subtype = kind.subtype().unwrap_or_default();
        format!("{}/{subtype}", kind.ctype()).to_ascii_lowercase()
    })
}

/// The text of a part in its own charset. The parser knows only some; the decoder knows all that browsers do.
fn part_text(part: &MessagePart<'_>, parsed: &str, raw: &[u8], decode: Decode) -> String {
    let range = usize::try_from(part.offset_body).ok().zip(usize::try_from(part.offset_end).ok());
    let Some(bytes) = range.and_then(|(start, end)| raw.get(start..end)) else {
        return parsed.to_owned();
    };
    // The parser forgets the encoding of a part that does not keep to it; people read such parts all the same.
    let encoding = part.content_transfer_encoding().unwrap_or_default().trim().to_ascii_lowercase();
    let bytes = match &*encoding {
        "quoted-printable" => quoted_printable(bytes),
        "base64" => match base64_decode(bytes) {
            Some(bytes) => bytes,
            None => return parsed.to_owned(),
        },
        _ => bytes.to_vec(),
    };
    let named = part.content_type().and_then(|kind| kind.attribute("charset")).map(str::to_owned);
    let label = named.or_else(|| meta_charset(&bytes)).unwrap_or_default();
    if let Some(text) = decode(label.trim(), &bytes).filter(|_| !label.is_empty()) {
        return text;
    }
    match String::from_utf8(bytes) {
        Ok(text) => text,
        // What nobody named and is no UTF-8 is read as browsers would.
        Err(error) => decode("windows-1252", error.as_bytes()).unwrap_or_else(|| parsed.to_owned()),
    }
}

/// Quoted-printable, read as mail programs do: what is no valid escape stays as it is.
fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'=' {
            out.push(bytes[at]);
            at += 1;
            continue;
        }
        // A soft line break: white space may follow the sign.
        let line = bytes[at + 1..].iter().position(|b| !matches!(b, b' ' | b'\t' | b'\r')).map(|gap| at + 1 + gap);
        if let Some(end) = line.filter(|&end| bytes[end] == b'\n') {
            at = end + 1;
        } else if let Some(byte) = hex_pair(bytes, at + 1) {
            out.push(byte);
            at += 3;
        } else {
            out.push(b'=');
            at += 1;
        }
    }
    out
}

/// The byte that two hexadecimal digits at this place stand for.
fn hex_pair(bytes: &[u8], at: usize) -> Option<u8> {
    let digit = |at: usize| bytes.get(at).and_then(|&b| char::from(b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
    Some(digit(at)? << 4 | digit(at + 1)?)
}

/// The charset an HTML part names in its first kilobyte.
fn meta_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let rest = &head[head.find("charset=")? + "charset=".len()..];
    let rest = rest.trim_start_matches(['"', '\'', ' ']);
    let end =
        rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))).unwrap_or(rest.len());
    (end > 0).then(|| rest[..end].to_owned())
}

/// Rewrites encoded words (RFC 2047) of charsets the parser does not know as UTF-8. Neighbouring words of one charset are
/// decoded together: many programs cut characters in two.
fn decode_words(raw: &[u8], decode: Decode) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.windows(2).position(|pair| pair == b"=?") {
        out.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        let Some(first) = encoded_word(rest) else {
            out.extend_from_slice(&rest[..2]);
            rest = &rest[2..];
            continue;
        };
        let mut bytes = first.bytes;
        let mut length = first.length;
        while let Some((gap, next)) =
            next_word(&rest[length..]).filter(|(_, next)| next.charset.eq_ignore_ascii_case(&first.charset))
        {
            bytes.extend_from_slice(&next.bytes);
            length += gap + next.length;
        }
        match decode(&first.charset, &bytes) {
            Some(text) => {
                out.extend_from_slice(b"=?utf-8?B?");
                out.extend_from_slice(base64_encode(text.as_bytes()).as_bytes());
                out.extend_from_slice(b"?=");
            }
            None => out.extend_from_slice(&rest[..length]),
        }
        rest = &rest[length..];
    }
    out.extend_from_slice(rest);
    out
}

struct EncodedWord {
    charset: String,
    bytes: Vec<u8>,
    length: usize,
}

/// The encoded word a text begins with.
fn encoded_word(raw: &[u8]) -> Option<EncodedWord> {
    /// RFC 2047 allows 75; programs do not care.
    const LONGEST: usize = 2000;
    let word = &raw[..raw.len().min(LONGEST)];
    let mut parts = word.get(2..)?.splitn(3, |&b| b == b'?');
    let (charset, encoding, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let end = rest.windows(2).position(|pair| pair == b"?=")?;
    let text = &rest[..end];
    if charset.is_empty() || text.contains(&b'\n') || !charset.iter().all(u8::is_ascii_graphic) {
        return None;
    }
    let bytes = match encoding {
        b"B" | b"b" => base64_decode(text)?,
        b"Q" | b"q" => q_decode(text),
        _ => return None,
    };
    // A language may follow the charset (RFC 2231).
    let charset = String::from_utf8_lossy(charset).split('*').next().unwrap_or_default().to_owned();
    let length = 2 + charset_length(word)? + 1 + encoding.len() + 1 + end + 2;
    Some(EncodedWord { charset, bytes, length })
}

fn charset_length(word: &[u8]) -> Option<usize> {
    word.get(2..)?.iter().position(|&b| b == b'?')
}

/// The encoded word behind white space, with the width of that space.
fn next_word(raw: &[u8]) -> Option<(usize, EncodedWord)> {
    let gap = raw.iter().position(|b| !b.is_ascii_whitespace())?;
    if gap == 0 || !raw[gap..].starts_with(b"=?") {
        return None;
    }
    // A line break that is not folded ends the header.
    let folded =
        raw[..gap].iter().enumerate().all(|(at, &b)| b != b'\n' || matches!(raw.get(at + 1), Some(b' ' | b'\t')));
    encoded_word(&raw[gap..]).filter(|_| folded).map(|word| (gap, word))
}

/// The "Q" encoding of encoded words: quoted-printable with underscores for spaces.
fn q_decode(text: &[u8]) -> Vec<u8> {
    let spaced: Vec<u8> = text.iter().map(|&b| if b == b'_' { b' ' } else { b }).collect();
    quoted_printable(&spaced)
}

fn base64_encode(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0u32, |bits, &b| bits << 8 | u32::from(b)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let value = usize::try_from(bits >> (18 - 6 * place) & 63).unwrap_or(0);
            out.push(if place <= chunk.len() { char::from(ALPHABET[value]) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(label: &str, bytes: &[u8]) -> Option<String> {
        Some(encoding_rs::Encoding::for_label(label.as_bytes())?.decode(bytes).0.into_owned())
    }

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
    fn invalid_escapes_stay_and_soft_line_breaks_go() {
        assert_eq!(quoted_printable(b"a=3Db=\r\nc=zz=C3=A9= \nd="), "a=bc=zz\u{e9}d=".as_bytes());
    }

    #[test]
    fn a_character_cut_in_two_by_encoded_words_is_put_together() {
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
    fn bad_input_gets_an_answer() {
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
}
