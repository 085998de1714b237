//! The inputs of the benchmarks: links generated from a seed, messages made of them, and the written mails of the
//! tests.
#![allow(dead_code, reason = "each benchmark uses its part")]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

pub use touchstone::charset::decode;
use touchstone::input::{LinkInput, Mailbox, MessageInput, Segment};

/// A small pseudo-random generator (splitmix64). The same seed gives the same links.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        let at = self.below(list.len() as u64);
        list[usize::try_from(at).unwrap_or_default()]
    }

    fn word(&mut self) -> String {
        const SYLLABLES: [&str; 16] = [
            "bar", "bel", "can", "dal", "fer", "gar", "hol", "kin", "lar", "mer", "nor", "pel", "san", "tor", "ver",
            "wil",
        ];
        (0..3).map(|_| self.of(&SYLLABLES)).collect()
    }

    fn token(&mut self, length: usize) -> String {
        const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        (0..length).map(|_| char::from(LETTERS[usize::try_from(self.below(62)).unwrap_or_default()])).collect()
    }
}

const ENDINGS: [&str; 12] = ["com", "com", "com", "de", "co.uk", "fr", "it", "com.au", "co.jp", "com.br", "shop", "io"];
const STORES: [&str; 8] = ["com", "de", "co.uk", "fr", "co.jp", "ca", "com.mx", "in"];

fn tracked(draw: &mut Draw) -> String {
    match draw.below(3) {
        0 => format!("https://u{}.ct.sendgrid.net/ls/click?upn={}", draw.below(9_000_000), draw.token(180)),
        1 => format!("https://click.{}.{}/?qs={}", draw.word(), draw.of(&ENDINGS), draw.token(96)),
        _ => format!(
            "https://{}.us{}.list-manage.com/track/click?u={}&id={}",
            draw.word(),
            draw.below(20),
            draw.token(25),
            draw.token(10)
        ),
    }
}

fn shop(draw: &mut Draw) -> String {
    format!(
        "https://{}{}.{}/products/{}-{}?utm_source=newsletter&utm_campaign={}",
        draw.of(&["www.", "shop.", ""]),
        draw.word(),
        draw.of(&ENDINGS),
        draw.word(),
        draw.below(1_000_000),
        draw.word()
    )
}

fn genuine(draw: &mut Draw) -> String {
    match draw.below(2) {
        0 => {
            format!("https://sellercentral.amazon.{}/performance/notifications?id={}", draw.of(&STORES), draw.token(16))
        }
        _ => {
            format!("https://www.amazon.{}/dp/B0{}?ref_=pe_{}", draw.of(&STORES), draw.token(8), draw.below(9_000_000))
        }
    }
}

fn lookalike(draw: &mut Draw) -> String {
    match draw.below(4) {
        0 => format!(
            "https://sellercentral-amazon-verify.{}.{}/ap/signin?openid={}",
            draw.word(),
            draw.of(&ENDINGS),
            draw.token(20)
        ),
        1 => format!("https://amazon-billing-{}.{}/{}", draw.below(1_000_000), draw.of(&ENDINGS), draw.token(12)),
        2 => format!("https://www.arnazon.com/account/{}", draw.token(18)),
        _ => {
            format!("https://sellercentral.amazon.com.{}.{}/signin/{}", draw.word(), draw.of(&ENDINGS), draw.token(10))
        }
    }
}

fn wrapped(draw: &mut Draw) -> String {
    let target = if draw.below(2) == 0 { shop(draw) } else { genuine(draw) };
    let target = target.replace(':', "%3A").replace('/', "%2F").replace('?', "%3F").replace('=', "%3D");
    format!(
        "https://eur05.safelinks.protection.outlook.com/?url={}&data=05%7C02%7C{}&sdata={}&reserved=0",
        target.replace('&', "%26"),
        draw.token(60),
        draw.token(43)
    )
}

/// Distinct links in the mix of a seller's mails: of twenty, seven are trackers, five shops, four genuine, two wrapped
/// and two lookalikes, in random order.
pub fn links(seed: u64, count: usize) -> Vec<String> {
    let mut draw = Draw(seed);
    let mut distinct = BTreeSet::new();
    let mut links = Vec::with_capacity(count);
    while links.len() < count {
        let link = match draw.below(20) {
            0..7 => tracked(&mut draw),
            7..12 => shop(&mut draw),
            12..16 => genuine(&mut draw),
            16..18 => wrapped(&mut draw),
            _ => lookalike(&mut draw),
        };
        if distinct.insert(link.clone()) {
            links.push(link);
        }
    }
    links
}

/// A paragraph that differs for each seed.
pub fn paragraph(seed: usize) -> String {
    const SENTENCES: [&str; 6] = [
        "We reviewed your order and the parcel leaves our warehouse tomorrow.",
        "Your listings stay active while we look at what you sent.",
        "Please find the figures of the last week in the attached sheet.",
        "The new lamps arrived and sell better than the old ones did.",
        "Ihre Rechnung liegt bei, der Betrag ist in vierzehn Tagen fällig.",
        "上周的库存报表已经整理好，请查收。",
    ];
    format!("{} ({seed}) {}", SENTENCES[seed % 6], SENTENCES[seed / 6 % 6])
}

fn block(text: impl Into<String>, link: Option<u32>) -> Segment {
    Segment { text: text.into(), link, starts_block: true, ..Segment::default() }
}

fn from(name: &str, address: &str) -> Mailbox {
    Mailbox { name: Some(name.to_owned()), address: Some(address.to_owned()), ..Mailbox::default() }
}

fn button(href: &str) -> LinkInput {
    LinkInput { href: href.to_owned(), button: true, ..LinkInput::default() }
}

/// A genuine notice of ordinary length, as a webmail shows it.
pub fn notice() -> MessageInput {
    account_mail("seller-performance@amazon.com", "https://sellercentral.amazon.de/performance/notifications?id=A3K9QW")
}

/// The same words from another sender.
pub fn lure() -> MessageInput {
    account_mail(
        "notice@northfield-garden.example",
        "https://sellercentral-amazon-verify.northfield.example/ap/signin?openid.return_to=x",
    )
}

fn account_mail(address: &str, link: &str) -> MessageInput {
    const PARAGRAPHS: [&str; 4] = [
        "Dear Seller,",
        "We reviewed your account and need more documents to verify your business within 72 hours.",
        "Your listings stay active while we review what you send. You find all open requests in Seller Central, under Account Health.",
        "Sincerely, Amazon Seller Performance",
    ];
    let mut segments: Vec<_> = PARAGRAPHS.iter().map(|&paragraph| block(paragraph, None)).collect();
    segments.push(block("View notification", Some(0)));
    MessageInput {
        from: from("Amazon Seller Performance", address),
        subject: "Action required: verify your business".to_owned(),
        segments,
        links: vec![button(link)],
        ..MessageInput::default()
    }
}

/// A newsletter: each of its distinct links has a text of its own and a paragraph below it.
pub fn newsletter(count: usize) -> MessageInput {
    let mut segments = Vec::with_capacity(2 * count);
    for at in 0..count {
        segments.push(block(format!("Offer {} of the week", at + 1), u32::try_from(at).ok()));
        segments.push(block(paragraph(at), None));
    }
    MessageInput {
        segments,
        links: links(7, count).into_iter().map(|href| LinkInput { href, ..LinkInput::default() }).collect(),
        ..letter(Vec::new())
    }
}

/// The same newsletter as a raw mail.
pub fn raw_newsletter(count: usize) -> Vec<u8> {
    let mut mail = String::from(
        "From: Garden & Home Weekly <news@garden-home.example>\r\nTo: seller@ourshop.example\r\n\
         Subject: Offers for your shop\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\
         Content-Transfer-Encoding: 8bit\r\n\r\n<html><body><table width=\"640\"><tbody>\r\n",
    );
    for (at, link) in links(7, count).iter().enumerate() {
        let href = link.replace('&', "&amp;");
        let _ = write!(
            mail,
            "<tr><td style=\"padding:8px 0\"><a href=\"{href}\" style=\"color:#0b6e6e\">Offer {} of the week</a><br>\r\n{}</td></tr>\r\n",
            at + 1,
            paragraph(at)
        );
    }
    mail.push_str("</tbody></table></body></html>\r\n");
    mail.into_bytes()
}

/// A letter from a sender other than Amazon.
fn letter(segments: Vec<Segment>) -> MessageInput {
    MessageInput {
        from: from("Garden & Home Weekly", "news@garden-home.example"),
        subject: "Offers for your shop".to_owned(),
        segments,
        ..MessageInput::default()
    }
}

/// A message of this many pieces.
pub type Shape = fn(usize) -> MessageInput;

/// Long texts in shapes that a careless scan would read again and again.
pub const SHAPES: [(&str, Shape); 8] = [
    ("paragraphs", |count| letter((0..count).map(|at| block(paragraph(at), None)).collect())),
    ("one paragraph", |count| letter(vec![block((0..count).map(paragraph).collect::<Vec<_>>().join(" "), None)])),
    ("one word", |count| letter(vec![block("amazonverify".repeat(count), None)])),
    ("words in pieces", |count| {
        let piece = |at: usize| Segment { text: format!("word{at} "), ..Segment::default() };
        letter((0..count).map(piece).collect())
    }),
    ("the brand", |count| letter((0..count).map(|_| block("Amazon Seller Central", None)).collect())),
    ("addresses", |count| letter(links(3, count).into_iter().map(|link| block(link, None)).collect())),
    ("quotations", |count| {
        letter((0..count).map(|at| block(format!("{} {}", ">".repeat(1 + at % 9), paragraph(at)), None)).collect())
    }),
    ("hidden", |count| {
        let piece = |at| Segment { hidden: at % 2 == 0, ..block(paragraph(at), None) };
        letter((0..count).map(piece).collect())
    }),
];

/// The written mails of the tests with their names, sorted by name.
pub fn mails() -> Vec<(String, Vec<u8>)> {
    let mut mails = Vec::new();
    for folder in ["ordinary", "attacks"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mails").join(folder);
        for entry in fs::read_dir(path).expect("the folder of mails") {
            let entry = entry.expect("a readable entry");
            let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
            mails.push((name, fs::read(entry.path()).expect("a readable mail")));
        }
    }
    mails.sort();
    mails
}
