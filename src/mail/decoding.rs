//! Turns the bytes of a mail into text: transfer encodings, charsets (named, wrongly named or not named), encoded words
//! and file names. The parser knows only some charsets; the decoder that callers pass knows every charset of the
//! browsers.

use std::borrow::Cow;
use std::ops::Range;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::{HeaderName, MessagePart, MimeHeaders};

use crate::charset::Decode;

mod generated {
    include!(concat!(env!("OUT_DIR"), "/charsets.rs"));
}

/// The text of a part in its own charset. The parser knows only some charsets; the decoder knows every charset of the
/// browsers.
pub fn part_text(part: &MessagePart<'_>, parsed: &str, raw: &[u8], decode: Decode) -> String {
    let range = usize::try_from(part.offset_body).ok().zip(usize::try_from(part.offset_end).ok());
    let Some(bytes) = range.and_then(|(start, end)| raw.get(start..end)) else {
        return parsed.to_owned();
    };
    // The parser ignores the encoding of a part that breaks its rules, but mail programs decode such parts.
    let encoding = part.content_transfer_encoding().unwrap_or_default().trim().to_ascii_lowercase();
    // A comment may follow the encoding.
    let encoding = encoding.split(['(', ';', ' ', '\t']).next().unwrap_or_default();
    let named = part.content_type().and_then(|kind| kind.attribute("charset")).map(str::to_owned);
    let in_charset = |bytes: &[u8]| {
        let found = || named_charset(&bytes[..bytes.len().min(1024)]);
        text(bytes, &named.clone().or_else(found).unwrap_or_default(), decode)
    };
    match encoding {
        "quoted-printable" => in_charset(&quoted_printable(bytes)),
        "base64" => match base64_decode(bytes) {
            Some(bytes) => in_charset(&bytes),
            // Some programs skip characters outside the base64 alphabet; others show the part undecoded. Both texts are
            // read.
            None => format!("{}\n{parsed}", in_charset(&base64_leniently(bytes))),
        },
        _ => in_charset(bytes),
    }
}

/// The text of bytes in the charset that the label names. The label is empty if the mail names no charset.
pub fn text(bytes: &[u8], label: &str, decode: Decode) -> String {
    let label = known_label(label.trim());
    let utf8 = std::str::from_utf8(bytes).ok();
    // Valid UTF-8 with a character of three bytes is no accident, whatever charset the label names. The same holds for
    // any valid UTF-8 beyond ASCII if the label names a charset of one byte a character.
    let one_byte = ["iso-8859", "windows-12", "us-ascii", "ascii"].iter().any(|name| starts_with(label, name));
    if let Some(text) = utf8.filter(|text| !text.is_ascii() && (one_byte || bytes.iter().any(|&b| b >= 0xe0))) {
        return text.to_owned();
    }
    let named = decode(label, bytes).filter(|text| !label.is_empty() && text != "\u{fffd}");
    // A label of UTF-8 on bytes that are not UTF-8 counts as no label.
    if let Some(text) =
        named.filter(|text| utf8.is_some() || !label.eq_ignore_ascii_case("utf-8") || !text.contains('\u{fffd}'))
    {
        return text;
    }
    let guess = match utf8 {
        Some(text) if !bytes.windows(2).any(|pair| pair == b"\x1b$") => return text.to_owned(),
        Some(_) => "iso-2022-jp",
        None if in_pairs(bytes) => "gb18030",
        None => "windows-1252",
    };
    decode(guess, bytes).unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned())
}

fn starts_with(label: &str, name: &str) -> bool {
    label.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
}

/// Maps a charset name that only mail programs use to its label in the Encoding Standard.
fn known_label(label: &str) -> &str {
    generated::CHARSETS.iter().find(|(name, _)| label.eq_ignore_ascii_case(name)).map_or(label, |(_, known)| known)
}

/// Whether every run of bytes beyond ASCII has an even length, as Chinese text has; accented letters of one byte rarely
/// do.
fn in_pairs(bytes: &[u8]) -> bool {
    bytes.split(u8::is_ascii).all(|run| run.len().is_multiple_of(2))
        && bytes.split(u8::is_ascii).any(|run| run.len() >= 4)
}

/// Decodes base64 as mail programs do (RFC 2045): it skips characters outside the alphabet and starts again after
/// padding.
fn base64_leniently(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0u32);
    for &byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => {
                (bits, count) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count & 0xff).try_into().unwrap_or_default());
        }
    }
    out
}

/// Decodes quoted-printable as mail programs do.
fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    escaped(bytes, b'=')
}

/// Decodes bytes that are written as this sign and two hexadecimal digits. An invalid escape stays as it is.
fn escaped(bytes: &[u8], sign: u8) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != sign {
            out.push(bytes[at]);
            at += 1;
            continue;
        }
        // A soft line break; white space may stand between the sign and the line end.
        let line = bytes[at + 1..].iter().position(|b| !matches!(b, b' ' | b'\t' | b'\r')).map(|gap| at + 1 + gap);
        if let Some(end) = line.filter(|&end| bytes[end] == b'\n') {
            at = end + 1;
        } else if let Some(byte) = hex_pair(bytes, at + 1) {
            out.push(byte);
            at += 3;
        } else {
            out.push(sign);
            at += 1;
        }
    }
    out
}

/// The byte of the two hexadecimal digits at this place.
fn hex_pair(bytes: &[u8], at: usize) -> Option<u8> {
    let digit = |at: usize| bytes.get(at).and_then(|&b| char::from(b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
    Some(digit(at)? << 4 | digit(at + 1)?)
}

/// The charset that follows "charset=".
fn named_charset(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    let rest = text[text.find("charset=")? + "charset=".len()..].trim_start_matches(['"', '\'', ' ']);
    let end =
        rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))).unwrap_or(rest.len());
    (end > 0).then(|| rest[..end].to_owned())
}

/// Rewrites headers with raw bytes beyond ASCII, in whatever charset, as UTF-8.
pub fn readable_headers(raw: &[u8], decode: Decode) -> Cow<'_, [u8]> {
    /// Where the first part names its charset if the message headers do not.
    const NEAR: usize = 4000;
    let end = end_of_headers(raw);
    let (head, body) = raw.split_at(end);
    if std::str::from_utf8(head).is_ok() && !head.contains(&0x1b) {
        return Cow::Borrowed(raw);
    }
    let label = named_charset(&raw[..raw.len().min(end + NEAR)]).unwrap_or_default();
    Cow::Owned([text(head, &label, decode).as_bytes(), body].concat())
}

fn end_of_headers(raw: &[u8]) -> usize {
    let mut at = 0;
    for line in raw.split_inclusive(|&b| b == b'\n') {
        if line.trim_ascii_end().is_empty() {
            break;
        }
        at += line.len();
    }
    at
}

/// Rewrites encoded words (RFC 2047) in charsets that the parser does not know as UTF-8. Only these headers are
/// rewritten: in a body, the marks of an encoded word are ordinary text, and a mail could hide a link between two of
/// them.
pub fn decode_words(raw: &[u8], headers: &[Range<usize>], decode: Decode) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut done = 0;
    for header in headers {
        let Some(text) = raw.get(header.clone()).filter(|_| header.start >= done) else { continue };
        out.extend_from_slice(&raw[done..header.start]);
        out.extend(with_words(text, decode, |text, out| {
            out.extend_from_slice(b"=?utf-8?B?");
            out.extend_from_slice(base64_encode(text.as_bytes()).as_bytes());
            out.extend_from_slice(b"?=");
        }));
        done = header.end;
    }
    out.extend_from_slice(&raw[done..]);
    out
}

/// Copies bytes and lets `write` rewrite every run of encoded words. Adjacent words in one charset are decoded
/// together, because many programs split a character between two words.
fn with_words(raw: &[u8], decode: Decode, write: impl Fn(&str, &mut Vec<u8>)) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut words = Words { raw, end: 0 };
    let mut at = 0;
    while let Some(gap) = raw[at..].windows(2).position(|pair| pair == b"=?") {
        out.extend_from_slice(&raw[at..at + gap]);
        at += gap;
        let Some(first) = words.word_at(at) else {
            out.extend_from_slice(&raw[at..at + 2]);
            at += 2;
            continue;
        };
        let mut bytes = first.bytes;
        at += first.length;
        while let Some((gap, next)) =
            words.next_word(at).filter(|(_, next)| next.charset.eq_ignore_ascii_case(&first.charset))
        {
            bytes.extend_from_slice(&next.bytes);
            at += gap + next.length;
        }
        write(&text(&bytes, &first.charset, decode), &mut out);
    }
    out.extend_from_slice(&raw[at..]);
    out
}

struct EncodedWord {
    charset: String,
    bytes: Vec<u8>,
    length: usize,
}

/// Finds the encoded words of a text from its beginning to its end.
struct Words<'a> {
    raw: &'a [u8],
    /// Where the last end mark was found. The search continues from here, so that no part of the text is searched
    /// twice.
    end: usize,
}

impl Words<'_> {
    /// The encoded word that begins at this place.
    fn word_at(&mut self, at: usize) -> Option<EncodedWord> {
        /// RFC 2047 allows 75 characters, but programs accept more.
        const LONGEST: usize = 2000;
        let word = &self.raw[at..self.raw.len().min(at + LONGEST)];
        let charset = word.get(2..)?.iter().take_while(|&&b| b != b'?' && b.is_ascii_graphic()).count();
        let rest = word.get(2 + charset..)?;
        let (b'?', encoding, b'?') = (*rest.first()?, *rest.get(1)?, *rest.get(2)?) else { return None };
        if charset == 0 || !b"BbQq".contains(&encoding) {
            return None;
        }
        let start = at + 2 + charset + 3;
        let end = self.end_behind(start).filter(|end| end - at <= LONGEST)?;
        let text = &self.raw[start..end];
        if text.contains(&b'\n') {
            return None;
        }
        let bytes = if matches!(encoding, b'B' | b'b') { base64_decode(text)? } else { q_decode(text) };
        // A language may follow the charset (RFC 2231).
        let charset = String::from_utf8_lossy(&word[2..2 + charset]).split('*').next().unwrap_or_default().to_owned();
        Some(EncodedWord { charset, bytes, length: end + 2 - at })
    }

    /// The first end mark from this place on. Callers must ask for places in ascending order.
    fn end_behind(&mut self, start: usize) -> Option<usize> {
        if self.end < start || !self.raw[self.end..].starts_with(b"?=") {
            let from = self.end.max(start);
            let found = self.raw.get(from..)?.windows(2).position(|pair| pair == b"?=");
            self.end = found.map_or(self.raw.len(), |gap| from + gap);
        }
        (self.end < self.raw.len()).then_some(self.end)
    }

    /// The encoded word after white space, with the length of that space.
    fn next_word(&mut self, at: usize) -> Option<(usize, EncodedWord)> {
        let raw = &self.raw[at..];
        let gap = raw.iter().position(|b| !b.is_ascii_whitespace())?;
        if gap == 0 || !raw[gap..].starts_with(b"=?") {
            return None;
        }
        // A line break without a following space ends the header.
        let folded =
            raw[..gap].iter().enumerate().all(|(at, &b)| b != b'\n' || matches!(raw.get(at + 1), Some(b' ' | b'\t')));
        self.word_at(at + gap).filter(|_| folded).map(|word| (gap, word))
    }
}

/// The "Q" encoding of encoded words: quoted-printable with underscores for spaces.
fn q_decode(text: &[u8]) -> Vec<u8> {
    let spaced: Vec<u8> = text.iter().map(|&b| if b == b'_' { b' ' } else { b }).collect();
    quoted_printable(&spaced)
}

pub fn base64_encode(bytes: &[u8]) -> String {
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

/// The file name of a part. Its charset stands in the parameter (RFC 2231), in encoded words, or is not named.
pub fn file_name(part: &MessagePart<'_>, raw: &[u8], decode: Decode) -> String {
    [(HeaderName::ContentDisposition, "filename"), (HeaderName::ContentType, "name")]
        .into_iter()
        .filter_map(|(name, key)| {
            let header = part.headers.iter().find(|header| header.name == name)?;
            let range = usize::try_from(header.offset_start).ok()?..usize::try_from(header.offset_end).ok()?;
            parameter(raw.get(range)?, key, decode)
        })
        .find(|name| !name.is_empty())
        .or_else(|| part.attachment_name().map(str::to_owned))
        .unwrap_or_default()
}

/// The value of a header parameter, joined from its pieces (RFC 2231).
fn parameter(header: &[u8], key: &str, decode: Decode) -> Option<String> {
    let (mut plain, mut pieces) = (None, Vec::new());
    for (name, value) in parameters(header) {
        match name.strip_prefix(key) {
            Some("") => plain = plain.or(Some(value)),
            Some(rest) if rest.starts_with('*') => pieces.push((rest.to_owned(), value)),
            _ => {}
        }
    }
    // The pieces are numbered "*0*", "*1*" …; a "*" alone has no number.
    pieces.sort_by_key(|(rest, _)| rest.trim_matches('*').parse::<u32>().unwrap_or(0));
    let mut bytes = Vec::new();
    let mut label = String::new();
    for (at, (rest, value)) in pieces.iter().enumerate() {
        let mut value = &value[..];
        if at == 0
            && rest.ends_with('*')
            && let [charset, _, rest] = value.splitn(3, |&b| b == b'\'').collect::<Vec<_>>()[..]
        {
            label = String::from_utf8_lossy(charset).into_owned();
            value = rest;
        }
        bytes.extend(if rest.ends_with('*') { escaped(value, b'%') } else { value.to_vec() });
    }
    if !pieces.is_empty() {
        return Some(text(&bytes, &label, decode));
    }
    let words = with_words(&plain?, decode, |text, out| out.extend_from_slice(text.as_bytes()));
    let name = text(&words, "", decode);
    // A long name is folded like any other header text.
    Some(name.chars().filter(|c| !c.is_control()).collect())
}

/// The parameters of a header: names in lower case, values without quotation marks.
fn parameters(header: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let (mut piece, mut quoted, mut escape) = (Vec::new(), false, false);
    for &byte in header {
        match byte {
            _ if escape => {
                piece.push(byte);
                escape = false;
            }
            b'\\' if quoted => escape = true,
            b'"' => quoted = !quoted,
            b';' if !quoted => found.extend(name_and_value(&std::mem::take(&mut piece))),
            _ => piece.push(byte),
        }
    }
    found.extend(name_and_value(&piece));
    found
}

fn name_and_value(piece: &[u8]) -> Option<(String, Vec<u8>)> {
    let at = piece.iter().position(|&b| b == b'=')?;
    let name = String::from_utf8_lossy(&piece[..at]).trim().to_ascii_lowercase();
    Some((name, piece[at + 1..].trim_ascii().to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charset::decode;

    fn encode(label: &str, text: &str) -> Vec<u8> {
        encoding_rs::Encoding::for_label(label.as_bytes()).unwrap().encode(text).0.into_owned()
    }

    #[test]
    fn invalid_escapes_stay_and_soft_line_breaks_go() {
        assert_eq!(quoted_printable(b"a=3Db=\r\nc=zz=C3=A9= \nd="), "a=bc=zz\u{e9}d=".as_bytes());
    }

    #[test]
    fn a_wrong_or_missing_charset_makes_no_text_unreadable() {
        for (real, named, written) in [
            ("utf-8", "iso-8859-1", "Verkäufer"),
            ("utf-8", "us-ascii", "für"),
            ("utf-8", "gb2312", "亚马逊卖家"),
            ("utf-8", "", "アマゾン"),
            ("utf-8", "x-unknown", "アマゾン"),
            ("gb18030", "", "亚马逊卖家平台"),
            ("gb18030", "utf-8", "亚马逊卖家平台"),
            ("gbk", "cp936", "亚马逊卖家平台"),
            ("shift_jis", "CP932", "アマゾン"),
            ("iso-2022-jp", "", "アマゾン"),
            ("windows-1252", "", "Verkäufer größer"),
            ("gb18030", "gb18030", "联通"),
            ("iso-2022-jp", "iso-2022-jp-ms", "アマゾン"),
        ] {
            assert_eq!(text(&encode(real, written), named, decode), written, "{real} called \"{named}\"");
        }
        assert_eq!(text(b"hz ~{;(~}", "hz-gb-2312", decode), "hz ~{;(~}");
    }

    #[test]
    fn file_names_are_read_in_every_encoding() {
        let name = |header: &[u8]| parameter(header, "filename", decode).unwrap_or_default();
        let raw = [&b"attachment; filename=\""[..], &encode("gb18030", "账户验证.html"), b"\""].concat();
        assert_eq!(name(&raw), "账户验证.html");
        for (header, expected) in [
            ("attachment; filename=plain.pdf; size=1", "plain.pdf"),
            ("attachment; filename=\"a; \\\"b\\\".pdf\"; x=y", "a; \"b\".pdf"),
            ("attachment; FILENAME*=utf-8'en'%e2%82%ac.svg", "€.svg"),
            ("attachment; filename*=GB18030''%D1%C7%C2%ED%D1%B7.htm", "亚马逊.htm"),
            // A name that is cut inside a character, with its pieces out of order.
            ("attachment; filename*1*=%C7%C2%ED; filename*2=.htm; filename*0*=gbk''%D1", "亚马.htm"),
            ("attachment; filename=\"=?gb18030?B?0cfC7dG3?=\r\n =?gb18030?Q?.html?=\"", "亚马逊.html"),
            ("attachment; filename=\"=?big5?B?qMiwqLu5?=.svg\"", "亞馬遜.svg"),
            ("attachment; filename=\"open", "open"),
            ("attachment; filename*=''; filename=x", ""),
            ("inline", ""),
        ] {
            assert_eq!(name(header.as_bytes()), expected, "{header}");
        }
    }
}
