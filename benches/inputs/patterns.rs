//! Hostile mails: one short piece repeated until the mail is large. A step that costs more than linear time takes
//! minutes on one of them.

/// Where in a mail the piece is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In an HTML body.
    Html,
    /// In a body of plain text.
    Plain,
    /// In a body of plain text whose lines flow (RFC 3676).
    Flowed,
    /// In a body of plain text that an Amazon relay address sent.
    Relayed,
    /// In the text after which the rest is repeated, in an HTML body: `first|again`.
    Behind,
    /// In the subject.
    Subject,
    /// In the name of the sender.
    Name,
    /// In the address of the sender, before the `@`.
    Address,
    /// As header lines of their own.
    Headers,
    /// As the whole body of a mail with parts, whose boundary is `b`.
    Parts,
    /// In the address of a single link.
    Link,
    /// As the whole mail.
    Whole,
}

/// The pieces. A `#` stands for the number of the repetition, so that the repetitions differ.
pub const PATTERNS: &[(Place, &str)] = &[
    // Marks that open something and are never closed.
    (Place::Plain, "“"),
    (Place::Plain, "„"),
    (Place::Plain, "«"),
    (Place::Plain, "»"),
    (Place::Plain, "「"),
    (Place::Plain, "『"),
    (Place::Plain, "‘"),
    (Place::Plain, "\""),
    (Place::Plain, "Amazon “"),
    (Place::Plain, "Amazon \""),
    (Place::Plain, "“a” "),
    (Place::Plain, "("),
    (Place::Plain, "["),
    (Place::Plain, "{"),
    (Place::Plain, "<"),
    (Place::Plain, "> "),
    (Place::Plain, ">"),
    (Place::Plain, "> a\n"),
    (Place::Plain, "\u{202e}"),
    (Place::Plain, "\u{202e}a\u{202c}"),
    (Place::Plain, "\u{200b}"),
    (Place::Plain, "a\u{34f}"),
    (Place::Behind, "<p>aa|\u{34f}"),
    (Place::Behind, "<p>aa|а"),
    (Place::Plain, "aа "),
    (Place::Plain, "é"),
    (Place::Plain, "Ａ"),
    (Place::Plain, "𝐀"),
    (Place::Plain, "\u{301}"),
    // Words of the rules.
    (Place::Plain, "amazon"),
    (Place::Plain, "amazon "),
    (Place::Plain, "amazon\n"),
    (Place::Plain, "amazonas "),
    (Place::Plain, "Amazon Seller Performance\n"),
    (Place::Plain, "Best regards,\nAmazon Jane\n"),
    (Place::Plain, "your amazon account is held. "),
    (Place::Plain, "your amazon account is held\n"),
    (Place::Plain, "your account \n"),
    (Place::Plain, "amazon,\nyour "),
    (Place::Plain, "regards,\namazon\n"),
    (Place::Plain, "amazon а\n"),
    (Place::Plain, "亚马逊"),
    (Place::Plain, "亚马逊账户"),
    (Place::Plain, "亚马逊\n"),
    (Place::Plain, "二审 包过 "),
    (Place::Plain, "二审包过。\n"),
    (Place::Plain, "buy sell verification $ \n"),
    (Place::Plain, "$ "),
    (Place::Plain, "q"),
    (Place::Plain, "qq"),
    (Place::Plain, "vx1"),
    (Place::Plain, "+1"),
    (Place::Plain, "+"),
    (Place::Plain, "call 1 "),
    (Place::Plain, "send us your password: "),
    (Place::Plain, "send the following:\n"),
    (Place::Plain, "0 "),
    (Place::Plain, "123-1234567-1234567 "),
    (Place::Plain, "1-"),
    // Blocks of headers, attributions and the frame of relayed mails.
    (Place::Plain, "From: a@b.example\n"),
    (Place::Plain, "From: a@b.example\nSubject: x\n"),
    (Place::Plain, "From:"),
    (Place::Plain, "From: Amazon <a@b.example>\nDate: x\nSubject: amazon\n\nhi\n"),
    (Place::Plain, "On Mon, Amazon <a@b.example> wrote:\n"),
    (Place::Plain, "wrote:\n"),
    (Place::Plain, "1<@>:"),
    (Place::Plain, ":"),
    (Place::Relayed, "Begin message\n"),
    (Place::Relayed, "End message\n"),
    (Place::Relayed, "Begin message\nEnd message\n"),
    (Place::Relayed, "Begin message your Amazon account is held\nEnd message\n"),
    (Place::Relayed, "Copyright Amazon\n"),
    (Place::Relayed, "http://x#.example/ End message\n"),
    (Place::Relayed, "Amazon "),
    // Links.
    (Place::Plain, "http://a.example/ "),
    (Place::Plain, "http://a.example/#.\n"),
    (Place::Plain, "http://a.example/# "),
    (Place::Plain, "http://a.example/#"),
    (Place::Plain, "看http://a.example看"),
    (Place::Plain, "www.a#.example "),
    (Place::Plain, "a.b/c# "),
    (Place::Plain, "://"),
    (Place::Plain, "http"),
    (Place::Plain, "a."),
    (Place::Plain, "a@"),
    (Place::Plain, "verify http://amazon-verify#.example/\n"),
    (Place::Html, "<a href=http://a.example/#>x</a>"),
    (Place::Html, "<a href=http://a.example/#></a>"),
    (Place::Html, "<p><a href=http://a.example/#>verify</a>"),
    (Place::Html, "<p><a href=http://a.example/#></a>"),
    (Place::Html, "<p style=display:none>a</p><p style=display:none><a href=http://a.example/#>b</a>"),
    (Place::Html, "<a href=http://a.example/#>http://b.example/#</a> http://c.example/# "),
    (Place::Html, "<a href=http://amazon-verify#.example/>x</a>"),
    (Place::Html, "<a href=mailto:amazon-support#@gmail.com>x</a>"),
    (Place::Html, "<a href=http://a.example>amazon "),
    (Place::Behind, "<a href=http://a.example>|verify your account "),
    (Place::Behind, "<a href=http://a.example>|x"),
    (Place::Html, "<form action=http://a.example/#><button formaction=http://b.example/#>x"),
    (Place::Html, "<area href=http://a.example/#>"),
    (Place::Link, "https://www.google.com/url?q="),
    (Place::Link, "https%3A%2F%2Fwww.google.com%2Furl%3Fq%3D"),
    (Place::Link, "https://www.google.com/url?q=https://a#.example&"),
    (Place::Link, "&q=https://a#.example/"),
    (Place::Link, "https://www.amazon.com/?u=https://a#.example&"),
    (Place::Link, "&u=https://a#.example/"),
    (Place::Link, "/ap/"),
    (Place::Link, "openid."),
    (Place::Link, "%25"),
    (Place::Link, "a."),
    (Place::Link, "a@"),
    (Place::Link, "https://urldefense.com/v3/__"),
    (Place::Link, "*"),
    (Place::Link, "%"),
    (Place::Link, "amazxq-"),
    // Tags, attributes, entities and style sheets.
    (Place::Html, "<b>"),
    (Place::Html, "</b>"),
    (Place::Behind, "<b><b><b><b><b><b><b><b><b><b><b><b><b><b><b><b><b><b><b><b>|</i>"),
    (Place::Html, "<b></i>"),
    (Place::Html, "<div>"),
    (Place::Html, "<div>a"),
    (Place::Html, "<br>"),
    (Place::Html, "<br>a"),
    (Place::Html, "<table><tr><td>"),
    (Place::Html, "<td>a</td>"),
    (Place::Html, "<blockquote>"),
    (Place::Html, "<blockquote>a</blockquote>"),
    (Place::Html, "<img alt=amazon>"),
    (Place::Html, "<img>"),
    (Place::Html, "<!--"),
    (Place::Html, "<!-- -->"),
    (Place::Html, "<![CDATA["),
    (Place::Html, "<"),
    (Place::Html, "</"),
    (Place::Html, "<a "),
    (Place::Html, "&"),
    (Place::Html, "&#"),
    (Place::Html, "&amp;"),
    (Place::Html, "&zwnj;&nbsp;"),
    (Place::Html, "&CounterClockwiseContourIntegra"),
    (Place::Html, "noscript"),
    (Place::Html, "<noscript>"),
    (Place::Html, "<script>"),
    (Place::Html, "<style>"),
    (Place::Html, "<style>.a#{display:none}</style>"),
    (Place::Html, "<style>.a#{display:none}</style><p class=b#>x"),
    (Place::Behind, "<style>|.a#{display:none}"),
    (Place::Behind, "<style>|.a#,"),
    (Place::Behind, "<style>|@media{"),
    (Place::Behind, "<style>|@a{}"),
    (Place::Behind, "<style>|{"),
    (Place::Behind, "<style>|}"),
    (Place::Behind, "<style>|a{b:c;"),
    (Place::Behind, "<p style='|display:block;"),
    (Place::Behind, "<p style='|;"),
    (Place::Behind, "<style>.a{display:none}</style><p class='|a# "),
    (Place::Behind, "<a |a=\"\" "),
    (Place::Behind, "<a |a#=\"\" "),
    (Place::Behind, "<a |a='' "),
    (Place::Behind, "<a |a# "),
    (Place::Behind, "<a |/"),
    (Place::Behind, "<pre>|a\n"),
    (Place::Behind, "<span>|<span>a</span>"),
    (Place::Html, "<p style=font-size:0>a"),
    (Place::Html, "<svg><a xlink:href=http://a.example/#>x"),
    (Place::Html, "<meta http-equiv=refresh content='0;url=http://a.example/#'>"),
    // Text that flows, files and encodings.
    (Place::Flowed, "> "),
    (Place::Flowed, "> \n"),
    (Place::Flowed, "a \n"),
    (Place::Flowed, ">"),
    (Place::Plain, "begin 644 a\n"),
    (Place::Plain, "begin 644 a\nend\n"),
    (Place::Plain, "=?"),
    (Place::Plain, "=?x"),
    (Place::Plain, "=?x?b?"),
    (Place::Plain, "=?utf-8?q?a"),
    (Place::Plain, "=?utf-8?q?a?= "),
    (Place::Plain, "\r"),
    (Place::Plain, "\n"),
    (Place::Plain, " "),
    (Place::Plain, "a"),
    (Place::Plain, "a "),
    (Place::Plain, "a\n"),
    // Headers.
    (Place::Subject, "amazon "),
    (Place::Subject, "“"),
    (Place::Subject, "a"),
    (Place::Subject, "=?x?b?"),
    (Place::Subject, "=?utf-8?q?a?= "),
    (Place::Name, "amazon "),
    (Place::Name, "amazxq "),
    (Place::Name, "a "),
    (Place::Name, "("),
    (Place::Name, "\\"),
    (Place::Name, "\""),
    (Place::Name, "<"),
    (Place::Name, "@"),
    (Place::Name, "a@b "),
    (Place::Name, "a, "),
    (Place::Name, "a: "),
    (Place::Name, "via "),
    (Place::Name, "\u{200b}"),
    (Place::Name, "а"),
    (Place::Name, "a.m.a. "),
    (Place::Name, "=?utf-8?q?a?= "),
    (Place::Address, "a"),
    (Place::Address, "amazon-"),
    (Place::Address, "a@"),
    (Place::Address, "\""),
    (Place::Headers, "X-A: b\r\n"),
    (Place::Headers, "Received: from a.example by b.example; x\r\n"),
    (Place::Headers, "Authentication-Results: b.example; dkim=pass header.d=a.example\r\n"),
    (Place::Headers, "Authentication-Results: (\r\n"),
    (Place::Headers, "Reply-To: a#@b.example\r\n"),
    (Place::Headers, "Delivered-To: a#@b.example\r\n"),
    (Place::Headers, "To: a@b.example\r\n"),
    (Place::Headers, " folded\r\n"),
    (Place::Headers, "Content-Type: text/plain\r\n"),
    (Place::Headers, "a\r\n"),
    // Parts.
    (Place::Parts, "--b\r\n"),
    (Place::Parts, "--b\r\n\r\na\r\n"),
    (Place::Parts, "--b\r\nContent-Type: text/html\r\n\r\n<p>a\r\n"),
    (Place::Parts, "--b\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=a#\r\n\r\n<p>a\r\n"),
    (Place::Parts, "--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"),
    (Place::Parts, "--b\r\nContent-Type: multipart/mixed; boundary=b#\r\n\r\n--b#\r\n"),
    (Place::Parts, "--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\n\r\na\r\n--c--\r\n"),
    (Place::Parts, "--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\n\r\nx\r\n"),
    (Place::Parts, "Content-Type: message/rfc822\r\n\r\n"),
    (Place::Parts, "--b\r\nContent-Type: message/rfc822\r\n\r\n"),
    (Place::Parts, "--b\r\nContent-Type: text/calendar\r\n\r\nSUMMARY:a\r\n"),
    (Place::Parts, "--b\r\nContent-Type: text/plain; name*0=a\r\n\r\n"),
    (Place::Whole, "From: a@b.example\r\n"),
    (Place::Whole, "From: a@b.example\r\nContent-Type: message/rfc822\r\n\r\n"),
    (Place::Whole, "Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n"),
    (Place::Whole, "a: b\r\n"),
    (Place::Whole, "("),
    (Place::Whole, "=?"),
];

/// A piece repeated to about this many bytes, with the number of the repetition for each `#`.
fn repeated(piece: &str, bytes: usize) -> String {
    if !piece.contains('#') {
        return piece.repeat(bytes.div_ceil(piece.len()));
    }
    let mut out = String::with_capacity(bytes + piece.len());
    for at in 0.. {
        if out.len() >= bytes {
            break;
        }
        out.push_str(&piece.replace('#', &format!("{at:x}")));
    }
    out
}

/// A raw mail of about this many bytes.
pub fn mail(place: Place, piece: &str, bytes: usize) -> Vec<u8> {
    let with = |from: &str, kind: &str, body: &str| {
        format!(
            "From: {from}\r\nTo: me@ours.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n{body}"
        )
    };
    let (first, again) = piece.split_once('|').filter(|_| place == Place::Behind).unwrap_or(("", piece));
    let text = repeated(again, bytes);
    let html = "text/html; charset=utf-8";
    let plain = "text/plain; charset=utf-8";
    let sender = "Amazon Seller Support <a@mail.example>";
    match place {
        Place::Html | Place::Behind => with(sender, html, &format!("{first}{text}")),
        Place::Plain => with(sender, plain, &text),
        Place::Flowed => with(sender, &format!("{plain}; format=flowed; delsp=yes"), &text),
        Place::Relayed => with("Jane <x@marketplace.amazon.com>", plain, &text),
        Place::Link => with(
            sender,
            html,
            &format!(
                "<a href=\"{}{text}\">x</a>",
                if again.contains("://") { "" } else { "https://www.google.com/url?q=" }
            ),
        ),
        Place::Subject => format!("From: {sender}\r\nSubject: {text}\r\n\r\nx"),
        Place::Name => format!("From: {text} <a@mail.example>\r\nSubject: x\r\n\r\nx"),
        Place::Address => format!("From: <{text}@mail.example>\r\nSubject: x\r\n\r\nx"),
        Place::Headers => format!("From: {sender}\r\n{text}Subject: x\r\n\r\nx"),
        Place::Parts => with(sender, "multipart/mixed; boundary=b", &text),
        Place::Whole => text,
    }
    .into_bytes()
}
