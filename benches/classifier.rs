//! How long one verdict takes natively, by the kind of what is judged. The budgets are measured by `budgets.mjs`; this
//! tells which rule a change made slower.

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use touchstone::check::check;
use touchstone::input::{LinkInput, Mailbox, MessageInput, Segment};
use touchstone::message;

const LINKS: [(&str, &str); 4] = [
    ("genuine", "https://sellercentral.amazon.de/performance/notifications?id=A3K9QW"),
    ("unrelated", "https://shop.garden-lamps.example/products/desk-lamp-4711?utm_source=newsletter"),
    ("lookalike", "https://sellercentral-amazon-verify.northfield.example/account"),
    (
        "wrapped",
        "https://eur05.safelinks.protection.outlook.com/?url=https%3A%2F%2Fshop.garden-lamps.example%2Fdesk-lamp&data=05&reserved=0",
    ),
];

fn links(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("link");
    for (kind, link) in LINKS {
        group.bench_function(kind, |bencher| bencher.iter(|| check(black_box(link), false)));
    }
    group.finish();
}

fn messages(criterion: &mut Criterion) {
    let input = notice();
    criterion.bench_function("message", |bencher| bencher.iter(|| message::judge(black_box(&input))));
}

/// A genuine notice of ordinary length, as a webmail shows it.
fn notice() -> MessageInput {
    const PARAGRAPHS: [&str; 4] = [
        "Dear Seller,",
        "We reviewed your account and need more documents to verify your business within 72 hours.",
        "Your listings stay active while we review what you send. You find all open requests in Seller Central, under Account Health.",
        "Sincerely, Amazon Seller Performance",
    ];
    let text = |text: &str, link| Segment { text: text.to_owned(), link, starts_block: true, ..Segment::default() };
    let mut segments: Vec<_> = PARAGRAPHS.iter().map(|paragraph| text(paragraph, None)).collect();
    segments.push(text("View notification", Some(0)));
    MessageInput {
        from: Mailbox {
            name: Some("Amazon Seller Performance".to_owned()),
            address: Some("seller-performance@amazon.com".to_owned()),
            ..Mailbox::default()
        },
        subject: "Action required: verify your business".to_owned(),
        segments,
        links: vec![LinkInput { href: LINKS[0].1.to_owned(), button: true, ..LinkInput::default() }],
        ..MessageInput::default()
    }
}

criterion_group!(benches, links, messages);
criterion_main!(benches);
