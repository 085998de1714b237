//! Measures the time of one native verdict by kind of input. `budgets.mjs` measures the budgets; this benchmark shows
//! which rule a change made slower, and whether cost grows in proportion to the size.

mod inputs;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use touchstone::check::check;
use touchstone::mail;
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

/// Harmless hosts, in shapes that pass through different rules.
const CLEAN_HOSTS: [(&str, &str); 8] = [
    ("short", "https://ebay.de/"),
    ("plain", "https://www.gardenlamps.com/"),
    ("hyphens", "https://www.best-garden-lamps-and-more.co.uk/"),
    ("deep", "https://a.b.cdn.eu-west-3.media.gardenlamps.com.au/"),
    ("digits", "https://shop24h-4711.example.io/"),
    ("near the brand", "https://www.amazonas-reisen.de/"),
    ("internationalised", "https://www.xn--grten-und-mehr-5hb.de/"),
    ("long label", "https://d2f8a91b7c3e4f5061728394a5b6c7d8e9f0a1b2c3d4e5f6.hosting.example.net/"),
];

const SENDERS: [(&str, &str); 5] = [
    ("amazon", "Amazon Seller Performance <seller-performance@amazon.com>"),
    ("unrelated", "Lena Hartmann <lena.hartmann@garden-lamps.example>"),
    ("mention", "Amazon Sellers Lawyer <contact@northfield-law.example>"),
    ("impersonation", "Amazon Seller Support <notice@northfield-garden.example>"),
    ("lookalike", "亚马逊卖家支持 <service@sellercentral-amazon-verify.example>"),
];

/// Raw mails of different kinds: plain, in another charset, long, with one attached.
const MAILS: [&str; 4] = [
    "attacks/signature-only-ja.eml",
    "attacks/documents-do-not-match-zh-gb18030.eml",
    "attacks/flood-of-genuine-links-en.eml",
    "attacks/lure-inside-attached-message-en.eml",
];

/// The number of links of a newsletter, and of a batch in the budgets.
const MANY: usize = 500;
const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];

fn checks(criterion: &mut Criterion, group: &str, texts: &[(&str, &str)]) {
    let mut group = criterion.benchmark_group(group);
    for &(kind, text) in texts {
        group.bench_function(kind, |bencher| bencher.iter(|| check(black_box(text), false)));
    }
    group.finish();
}

fn links(criterion: &mut Criterion) {
    checks(criterion, "link", &LINKS);
    checks(criterion, "clean host", &CLEAN_HOSTS);
}

fn senders(criterion: &mut Criterion) {
    checks(criterion, "sender", &SENDERS);
}

fn messages(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("message");
    let messages = [
        ("genuine notice", inputs::notice()),
        ("lure", inputs::lure()),
        ("newsletter with 500 links", inputs::newsletter(MANY)),
    ];
    for (kind, input) in &messages {
        group.bench_function(*kind, |bencher| bencher.iter(|| message::judge(black_box(input))));
    }
    group.finish();
}

fn judge_all(links: &[String]) {
    for link in links {
        black_box(check(black_box(link), false));
    }
}

fn batches(criterion: &mut Criterion) {
    let links = inputs::links(1, MANY);
    let mut group = criterion.benchmark_group("batch");
    group.throughput(Throughput::Elements(MANY as u64));
    group.bench_function("500 distinct links", |bencher| bencher.iter(|| judge_all(&links)));
    group.finish();
}

fn raw_mails(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("raw mail");
    let mut mails: Vec<_> = inputs::mails().into_iter().filter(|(name, _)| MAILS.contains(&name.as_str())).collect();
    assert_eq!(mails.len(), MAILS.len(), "all of {MAILS:?} are there");
    mails.push(("newsletter with 500 links".to_owned(), inputs::raw_newsletter(MANY)));
    for (name, raw) in &mails {
        group.throughput(Throughput::Bytes(raw.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| message::judge(&mail::read(black_box(raw), inputs::decode).expect("a mail")));
        });
    }
    group.finish();
}

/// Cost grows in proportion to the number of links and the length of the text, so `thrpt` stays about the same from size to size.
fn growth(criterion: &mut Criterion) {
    let newsletter: inputs::Shape = inputs::newsletter;
    for (shape, message) in inputs::SHAPES.into_iter().chain([("message with links", newsletter)]) {
        let mut group = criterion.benchmark_group(format!("growth/{shape}"));
        group.sample_size(10);
        for size in SIZES {
            let input = message(size);
            group.throughput(Throughput::Elements(size as u64));
            group.bench_with_input(BenchmarkId::from_parameter(size), &input, |bencher, input| {
                bencher.iter(|| message::judge(black_box(input)));
            });
        }
        group.finish();
    }
    let mut group = criterion.benchmark_group("growth/links");
    group.sample_size(10);
    for size in SIZES {
        let links = inputs::links(1, size);
        group.throughput(Throughput::Elements(size as u64));
        group.bench_with_input(BenchmarkId::from_parameter(size), &links, |bencher, links| {
            bencher.iter(|| judge_all(links));
        });
    }
    group.finish();
}

criterion_group!(benches, links, senders, messages, batches, raw_mails, growth);
criterion_main!(benches);
