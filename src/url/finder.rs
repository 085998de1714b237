//! Finds the links, hosts and addresses in running text, with a scheme and without one. Text in any script may stand right beside
//! them.

use std::borrow::Cow;
use std::ops::Range;

use publicsuffix::Psl;

use crate::tables::suffixes::Suffixes;
use crate::url::boundary::{self, bare, ends_word, mended};
use crate::url::host::HostName;
use crate::url::ip;

/// A link, a host or an address in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// The link, host or address without the text around it. One that was written so that no program recognises it is repaired.
    pub text: Cow<'a, str>,
    /// Its place in the text.
    pub place: Range<usize>,
    /// It has the form of a host, but is more often something else, such as a file name.
    pub is_doubtful: bool,
}

/// Endings of files that are top-level domains too.
const FILE_ENDINGS: [&str; 6] = ["md", "mov", "py", "rs", "sh", "zip"];
/// Top-level domains that are reserved for examples and tests (RFC 2606).
const RESERVED: [&str; 2] = ["example", "test"];
/// Characters that separate one link from the next one. Other punctuation before a scheme belongs to the link around it, as in
/// `?url=https://…`.
const SEPARATORS: [char; 12] = [',', ';', '|', ')', ']', '}', '!', '\'', '"', '*', '`', '\\'];

/// The dots of a host, as browsers read them.
const DOTS: [char; 4] = ['.', '。', '．', '｡'];
/// In bytes; no host with its local part is longer. Longer runs of letters are read in pieces, so that the work stays linear.
const LONGEST_RUN: usize = 1000;

/// Finds the links, hosts and addresses in a text, in order.
#[cfg(any(feature = "paste", test))]
pub fn find(text: &str) -> Vec<Found<'_>> {
    find_at_most(text, usize::MAX)
}

/// Finds the first links, hosts and addresses in a text, about this many.
pub fn find_at_most(text: &str, most: usize) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if found.len() >= most {
            return found;
        }
        if ends_word(c) && !is_dot(c, before, &text[start..at], &text[at + c.len_utf8()..]) {
            in_word(text, start..at, &mut found);
            start = at + c.len_utf8();
        }
        before = c;
    }
    in_word(text, start..text.len(), &mut found);
    found
}

/// Whether an ideographic full stop is the dot of a host, as a browser reads it: `amazon-login。top`.
fn is_dot(c: char, before: char, word: &str, after: &str) -> bool {
    c == '。'
        && before.is_ascii_alphanumeric()
        && word.len() <= LONGEST_RUN
        && !word.contains('.')
        && after.starts_with(|c: char| c.is_ascii_lowercase())
}

/// Finds everything in one word.
fn in_word<'a>(text: &'a str, place: Range<usize>, found: &mut Vec<Found<'a>>) {
    let word = &text[place.clone()];
    // Most words of a text end here.
    if word.len() < 4 || !word.contains(|c| DOTS.contains(&c) || matches!(c, '@' | '[' | ':')) {
        return;
    }
    let is_alone = text.trim() == word;
    match mended(word) {
        Cow::Borrowed(word) => {
            pieces(word, is_alone, &mut |piece, is_doubtful| {
                let start = place.start + (piece.as_ptr() as usize - word.as_ptr() as usize);
                found.push(Found { text: with_plain_dots(piece), place: start..start + piece.len(), is_doubtful });
            });
        }
        Cow::Owned(whole) => pieces(&whole, is_alone, &mut |piece, is_doubtful| {
            found.push(Found { text: piece.to_owned().into(), place: place.clone(), is_doubtful });
        }),
    }
}

/// Writes the dots of a host as a browser reads them.
fn with_plain_dots(text: &str) -> Cow<'_, str> {
    if text.contains(&DOTS[1..]) && !text.contains("://") { text.replace(&DOTS[1..], ".").into() } else { text.into() }
}

/// Cuts a word into links with a scheme and the text between them.
fn pieces<'a>(word: &'a str, is_alone: bool, hear: &mut dyn FnMut(&'a str, bool)) {
    let mut rest = word;
    let mut before = None;
    while let Some(start) = scheme_in(rest) {
        if ends_in_path(&rest[..start]) {
            break;
        }
        names(&rest[..start], is_alone, hear);
        before = rest[..start].chars().next_back().or(before);
        let end = start + end_of_link(&rest[start..], before);
        let link = bare(&rest[start..end]);
        if link.len() > link.find("://").map_or(0, |at| at + 3) {
            hear(link, false);
        }
        // Text that was cut from the end of the link may name a host of its own.
        let begin = start + link.len().max(1);
        before = rest[..begin].chars().next_back();
        rest = &rest[begin..];
    }
    names(rest, is_alone, hear);
}

/// Whether a text ends inside the path or query of a host without a scheme, so that a link behind it belongs to it.
fn ends_in_path(text: &str) -> bool {
    let is_inside = text.ends_with(|c: char| c.is_ascii_punctuation() && !SEPARATORS.contains(&c));
    let host = text.split(['/', '?']).next().unwrap_or_default();
    is_inside && host.len() < text.len() && host.len() <= LONGEST_RUN && host_in(host).is_some()
}

/// The place of the first web scheme in a text.
fn scheme_in(text: &str) -> Option<usize> {
    text.match_indices("://").find_map(|(at, _)| {
        ["https", "http"].iter().find_map(|scheme| {
            let start = at.checked_sub(scheme.len())?;
            text.get(start..at)?.eq_ignore_ascii_case(scheme).then_some(start)
        })
    })
}

/// The end of a link that begins a text: where the next link begins, or where a bracket closes that was opened before the link.
fn end_of_link(text: &str, before: Option<char>) -> usize {
    let text = &text[..before.map_or(text.len(), |open| closing_bracket(text, open))];
    if let Some(start) = text.find("://").map(|at| at + 3).filter(|&start| start < 10) {
        let authority = text[start..].split(['/', '?', '#']).next().unwrap_or_default();
        if let Some(at) = authority.find([',', ';', '|']) {
            return start + at;
        }
    }
    let mut from = 4;
    while let Some(next) = text.get(from..).and_then(scheme_in).map(|at| at + from) {
        if !text[..next].ends_with(|c: char| c.is_ascii_punctuation() && !SEPARATORS.contains(&c)) {
            return next;
        }
        from = next + 4;
    }
    text.len()
}

/// The place where a bracket closes that was opened before the text, or the end of the text.
fn closing_bracket(text: &str, open: char) -> usize {
    const BRACKETS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];
    let Some((_, close)) = BRACKETS.iter().find(|(known, _)| *known == open) else { return text.len() };
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        if c == open {
            depth += 1;
        } else if c == *close {
            if depth == 0 {
                return at;
            }
            depth -= 1;
        }
    }
    text.len()
}

/// Whether a character can be part of a host, or of an address without its `@`.
fn is_of_name(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            '.' | '-' | '\u{2010}' | '\u{2011}' | '_' | '。' | '．' | '｡' | '\u{ad}' | '\u{200b}'
                ..='\u{200d}' | '\u{2060}'
        )
}

/// Finds hosts and addresses without a scheme, each with the path behind it.
fn names<'a>(text: &'a str, is_alone: bool, hear: &mut dyn FnMut(&'a str, bool)) {
    let of_run = |c: char| is_of_name(c) || matches!(c, '@' | '+');
    let mut from = 0;
    while let Some(start) = text[from..].find(of_run).map(|at| at + from) {
        let run = run_at(&text[start..], of_run);
        from = start + run.len();
        let Some((local, host, is_doubtful)) = name_in(run) else { continue };
        let host_end = start + host.end;
        let begin = start + host.start - local;
        let tail = &text[host_end..];
        let has_path = tail.starts_with(['/', '?', '#'])
            || tail.strip_prefix(':').is_some_and(|port| port.starts_with(|c: char| c.is_ascii_digit()));
        let end = if has_path { host_end + end_of_link(tail, text[..begin].chars().next_back()) } else { host_end };
        let whole = bare(&text[begin..end]);
        from = begin + whole.len().max(1);
        if has_path || is_alone || !is_ipv4(&run[host]) {
            hear(whole, is_doubtful && local == 0 && !has_path);
        }
    }
}

/// The characters of one kind at the beginning of a text, at most [`LONGEST_RUN`] bytes.
fn run_at(text: &str, of_run: impl Fn(char) -> bool) -> &str {
    let end = text.char_indices().find(|&(at, c)| !of_run(c) || at >= LONGEST_RUN).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// The first host in a run of characters: the length of the local part with its `@` before it, its place, and whether it is doubtful.
fn name_in(run: &str) -> Option<(usize, Range<usize>, bool)> {
    let mut start = 0;
    while start < run.len() {
        let end = run[start..].find('@').map_or(run.len(), |at| at + start);
        if let Some((host, is_doubtful)) = host_in(&run[start..end]) {
            let (host, is_behind) = (host.start + start..host.end + start, start > 0 && host.start == 0);
            let behind = run[host.end..].strip_prefix('@').map(|rest| &rest[..rest.find('@').unwrap_or(rest.len())]);
            // In `amazon.com@evil.example`, the host is the last one.
            if behind.and_then(host_in).is_none() {
                return Some((if is_behind { local_part(&run[..start]) } else { 0 }, host, is_doubtful));
            }
        }
        start = end + 1;
    }
    None
}

/// The length of the local part at the end of a text that ends in `@`, with the `@`; 0 if there is none.
fn local_part(text: &str) -> usize {
    let local = text.strip_suffix('@').unwrap_or_default();
    let local = local.rsplit(|c| c == '@' || is_unlike_latin(c)).next().unwrap_or_default();
    match local.trim_start_matches(['.', '-', '+']).len() {
        0 => 0,
        length => length + 1,
    }
}

/// The host in a run of characters, without the text that stands right beside it; the second value says that it is doubtful.
fn host_in(run: &str) -> Option<(Range<usize>, bool)> {
    // Text in another script before the first Latin letter of a label is no part of the host, unless the whole label is in it.
    let label_end = run.find(DOTS)?;
    let glued = run[..label_end].find(|c: char| !is_unlike_latin(c)).filter(|&at| at > 0);
    let edges = ['.', '-', '_', '。', '．', '｡'];
    let trimmed = run[glued.unwrap_or(0)..].trim_start_matches(edges);
    let start = run.len() - trimmed.len();
    let mut name = trimmed.trim_end_matches(edges);
    // So is text in another script behind a label that is a top-level domain.
    let mut at = 0;
    for (index, label) in name.split(DOTS).enumerate() {
        let latin = label.find(is_unlike_latin).unwrap_or(label.len());
        if index > 0 && (2..label.len()).contains(&latin) && is_known(&name[..at + latin]) {
            name = &name[..at + latin];
            break;
        }
        at += label.len() + name[at + label.len()..].chars().next().map_or(0, char::len_utf8);
    }
    (is_known(name) || is_ipv4(name)).then(|| (start..start + name.len(), is_doubtful(name)))
}

/// Whether a name has at least two labels and ends in a top-level domain.
fn is_known(name: &str) -> bool {
    let plain;
    let ascii = if name.is_ascii() {
        name.to_ascii_lowercase()
    } else {
        plain = HostName::parse(name);
        match &plain {
            Some(host) => host.ascii().to_owned(),
            None => return false,
        }
    };
    let Some((left, ending)) = ascii.rsplit_once('.') else { return false };
    if left.is_empty() || ascii.contains("..") || ascii.contains('_') && left.ends_with('_') {
        return false;
    }
    RESERVED.contains(&ending)
        || ascii.starts_with("www.") && ending.bytes().all(|b| b.is_ascii_alphabetic())
        || Suffixes.find(ascii.rsplit('.').map(str::as_bytes)).typ.is_some()
}

/// Whether a host is more often something else: the name of a file, an abbreviation, or the end of one sentence and the beginning
/// of the next.
fn is_doubtful(name: &str) -> bool {
    let (left, ending) = name.rsplit_once(DOTS).unwrap_or_default();
    let is_sentence = ending.starts_with(char::is_uppercase)
        && ending.ends_with(char::is_lowercase)
        && left.ends_with(char::is_lowercase);
    let is_abbreviation = left.split('.').all(|label| label.chars().count() < 2);
    is_sentence || is_abbreviation || FILE_ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

fn is_ipv4(name: &str) -> bool {
    ip::v4(name).is_some()
}

/// Whether a character belongs to a script that is never mixed with Latin letters in one label of a host.
fn is_unlike_latin(c: char) -> bool {
    boundary::is_unspaced(c) || matches!(c, '\u{590}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2460}'..='\u{24ff}')
}
