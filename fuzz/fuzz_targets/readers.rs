//! Holds the reader of HTML to docs/reading.md: what it read, written as plain HTML again, reads the same, and gets the same verdict. The
//! page reader would give the same segments for that HTML.
#![no_main]

use libfuzzer_sys::fuzz_target;
use touchstone::input::{MessageInput, Segment};
use touchstone::mail;
use touchstone_fuzz::{decode, judge};

fuzz_target!(|html: &str| {
    let first = read(html);
    let Some(written) = written(&first) else { return };
    let second = read(&written);
    assert_eq!(runs(&first), runs(&second), "{written}");
    let level = |input: &MessageInput| judge(input).level;
    assert_eq!(level(&first), level(&second), "{written}");
});

fn read(html: &str) -> MessageInput {
    let head = "From: Amazon Seller Support <a@b.example>\r\nContent-Type: text/html; charset=utf-8\r\n\r\n";
    mail::read(format!("{head}{html}").as_bytes(), decode).expect("a mail")
}

/// The segments as HTML; `None` if they hold something that plain HTML cannot hold alone, such as a form or a link in pieces.
fn written(input: &MessageInput) -> Option<String> {
    // A mail with a `base` element also has links that lead nowhere.
    let is_empty = |href: &str| href.trim().is_empty() || href.trim().starts_with('#');
    if input.base.is_some() || input.links.iter().any(|link| link.form || link.button || is_empty(&link.href)) {
        return None;
    }
    let mut html = String::new();
    let mut links = 0;
    let mut open = None;
    for segment in &input.segments {
        if segment.text.contains(['\0', '\r', '\u{c}', '\u{b}', '\u{202e}']) || segment.image && segment.text.is_empty()
        {
            return None;
        }
        if open != segment.link {
            html.push_str(if open.is_some() { "</a>" } else { "" });
            if segment.starts_block {
                html.push_str("<br>");
            }
            if let Some(link) = segment.link {
                if link != links || segment.starts_block {
                    return None;
                }
                links += 1;
                let href = escaped(&input.links[usize::try_from(link).ok()?].href);
                html.push_str(&format!("<a style=\"color:#000\" href=\"{href}\">"));
            }
            open = segment.link;
        } else if segment.starts_block {
            html.push_str("<br>");
        }
        let text = escaped(&segment.text);
        let hidden = if segment.hidden { " hidden" } else { "" };
        let piece = if segment.image {
            let picture =
                segment.picture.as_deref().map_or(String::new(), |host| format!(" src=\"//{}\"", escaped(host)));
            let text = if segment.text == "\u{fffc}" { String::new() } else { text };
            format!("<span{hidden}><img alt=\"{text}\"{picture}></span>")
        } else {
            format!("<span{hidden} style=\"white-space:pre\">{text}</span>")
        };
        if segment.quoted {
            html.push_str(&format!("<blockquote style=\"display:inline\">{piece}</blockquote>"));
        } else {
            html.push_str(&piece);
        }
    }
    (usize::try_from(links).ok()? == input.links.len()).then_some(html)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The segments without the differences that mean nothing: one text cut into several equal segments, and runs of white space.
fn runs(input: &MessageInput) -> Vec<Segment> {
    let mut runs: Vec<Segment> = Vec::new();
    for segment in &input.segments {
        let is_same = |last: &&mut Segment| {
            !segment.starts_block
                && !segment.image
                && !last.image
                && (last.link, last.quoted, last.hidden) == (segment.link, segment.quoted, segment.hidden)
        };
        match runs.last_mut().filter(is_same) {
            Some(last) => last.text.push_str(&segment.text),
            None => runs.push(segment.clone()),
        }
    }
    for run in &mut runs {
        run.text = run.text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    }
    runs.retain(|run| !run.text.is_empty() || run.image || run.link.is_some());
    runs
}
