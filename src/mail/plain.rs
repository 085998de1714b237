//! Reads the structures of plain text in a raw mail: flowed paragraphs (RFC 3676), uuencoded files and invitations (RFC
//! 5545). In a webmail, the page already shows them resolved.

use crate::mail::html::{Collected, beginning};

/// Splits a text into the text without uuencoded files and the names of those files.
pub fn without_files(text: &str) -> (String, Vec<String>) {
    let mut out = String::with_capacity(text.len());
    let mut names = Vec::new();
    let mut inside = false;
    for line in text.split_inclusive('\n') {
        if inside {
            inside = line.trim_end() != "end";
        } else if let Some(name) = file_begins(line.trim_end()) {
            names.push(name.to_owned());
            inside = true;
        } else {
            out.push_str(line);
        }
    }
    (out, names)
}

/// The file name in a line such as "begin 644 name", where 644 stands for the permissions.
fn file_begins(line: &str) -> Option<&str> {
    let (rights, name) = line.strip_prefix("begin ")?.split_once(' ')?;
    let rights_only = (3..=4).contains(&rights.len()) && rights.bytes().all(|b| (b'0'..b'8').contains(&b));
    (rights_only && !name.is_empty()).then_some(name)
}

/// Joins lines that end in a space with the line after them, and drops that space if `drops_space` is set.
pub fn unflowed(text: &str, drops_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.split('\n').peekable();
    let mut inside = false;
    while let Some(line) = lines.next() {
        let quoted = line.starts_with('>');
        // Every line of a quoted paragraph repeats the quotation mark.
        let text = if inside && quoted { line.trim_start_matches(['>', ' ']) } else { line };
        let next = lines.peek().is_some_and(|next| next.starts_with('>') == quoted && !next.trim().is_empty());
        inside = line.ends_with(' ') && line != "-- " && next;
        // A quoted line that is empty after its mark has no space to drop.
        let text = if inside && drops_space { text.strip_suffix(' ').unwrap_or(text) } else { text };
        out.push_str(text);
        if !inside {
            out.push('\n');
        }
    }
    out
}

/// Adds the texts of an invitation. Its organiser is skipped, because the organiser need not be the sender of the mail.
pub fn invitation(calendar: &str, collected: &mut Collected) {
    /// In bytes. No real invitation is so long.
    const MOST: usize = 200_000;
    let read = beginning(calendar, MOST);
    collected.left_out += u32::from(read.len() < calendar.len());
    let calendar = read;
    // A line that begins with white space continues the line before it.
    let calendar = calendar.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
    for line in calendar.lines() {
        let Some((name, value)) = name_and_value(line) else { continue };
        let value = value.replace("\\n", "\n").replace("\\N", "\n").replace('\\', "");
        match &*name {
            "SUMMARY" | "DESCRIPTION" | "LOCATION" | "COMMENT" | "URL" | "CONFERENCE" | "X-GOOGLE-CONFERENCE" => {
                collected.plain(&value);
            }
            "X-ALT-DESC" => collected.html(&value),
            _ => {}
        }
    }
}

/// Splits a line of an invitation into its name without parameters and the value after the first colon outside
/// quotation marks.
fn name_and_value(line: &str) -> Option<(String, &str)> {
    let mut quoted = false;
    let colon = line.find(|c: char| {
        quoted ^= c == '"';
        c == ':' && !quoted
    })?;
    let name = line[..colon].split(';').next()?.to_ascii_uppercase();
    Some((name, &line[colon + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuencoded_file_is_an_attachment_and_no_text() {
        let (text, names) = without_files("Hello\nbegin 644 invoice.html\nM1234\n`\nend\nBye\n");
        assert_eq!((&*text, &names[..]), ("Hello\nBye\n", &["invoice.html".to_owned()][..]));
        for text in ["begin with this\nend", "begin 644\n", "begin 999 x\n", "we begin 644 x\n"] {
            assert_eq!(without_files(text), (text.to_owned(), Vec::new()));
        }
    }

    #[test]
    fn flowed_lines_are_one_paragraph_and_a_signature_stays_apart() {
        assert_eq!(
            unflowed("Your Amazon \naccount is \nheld.\n\nBye\n-- \nTom", false),
            "Your Amazon account is held.\n\nBye\n-- \nTom\n"
        );
        assert_eq!(unflowed("亚马逊 \n账户", true), "亚马逊账户\n");
        assert_eq!(unflowed("> one \n> two \nthree", false), "> one two \nthree\n");
    }

    #[test]
    fn an_empty_quoted_line_in_flowed_text_is_read_without_a_panic() {
        assert_eq!(unflowed("> \n> \n> one \n> two\n", true), ">onetwo\n\n");
        for text in ["> ", ">", "> \n>", "> \n> \n> ", " \n \n ", ">>> \n>>> \n", "-- \n-- ", "\n", ""] {
            for drops_space in [true, false] {
                unflowed(text, drops_space);
            }
        }
    }

    #[test]
    fn an_invitation_gives_its_texts_but_no_sender() {
        let mut collected = Collected::default();
        invitation(
            "BEGIN:VEVENT\r\nORGANIZER;CN=\"A: B\":mailto:x@y.example\r\nSUMMARY:Video\r\n  call\r\nDESCRIPTION;X=\"a:b\":one\\ntwo\\, three\r\n\
             LOCATION:https://meet.evil.example/1\r\nX-ALT-DESC;FMTTYPE=text/html:<a href=\"https://b.example\">x</a>\r\n",
            &mut collected,
        );
        let texts: Vec<_> = collected.segments.iter().map(|segment| &*segment.text).collect();
        assert_eq!(texts, ["Video call", "one\ntwo, three", "https://meet.evil.example/1", "x"]);
        assert_eq!(collected.links[0].href, "https://b.example");
    }
}
