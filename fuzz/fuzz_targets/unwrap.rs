//! Judges wrapped links: those of the fuzzer, and its text as the target of every kind of wrapper.
#![no_main]

use libfuzzer_sys::fuzz_target;
use touchstone::vocabulary::Verdict;
use touchstone_fuzz::{checked, coded, is_one_link};
use url::Url;

fuzz_target!(|text: &str| {
    never_better_than_its_target(text);
    let Ok(url) = Url::parse(text.trim()) else { return };
    if !matches!(url.scheme(), "http" | "https") || !is_one_link(text.trim()) {
        return;
    }
    // Unchanged except for the scheme, which wrappers write in small letters.
    let Some((_, rest)) = text.split_once(':') else { return };
    let link = format!("{}:{}", url.scheme(), rest);
    let target = checked(&link);
    for wrapped in wrappers(link.trim_end()) {
        let verdict = never_better_than_its_target(&wrapped);
        assert!(verdict.level() >= target.level(), "{wrapped}");
    }
});

/// Judges a link. If the link wraps a target, the verdict on the target alone must not be worse.
fn never_better_than_its_target(link: &str) -> Verdict {
    let whole = checked(link);
    if let Verdict::Link(wrapped) = &whole
        && let Some(target) = &wrapped.target
    {
        let alone = checked(target);
        assert!(wrapped.level >= alone.level(), "{link} is better than {target}");
    }
    whole
}

/// The target in one wrapper of every kind: fixed by the host, by the path alone, decoration, Amazon's own forwarding.
fn wrappers(target: &str) -> [String; 8] {
    let coded = coded(target);
    [
        format!("https://eur01.safelinks.protection.outlook.com/?url={coded}&data=x"),
        format!("https://www.google.com/url?q={coded}&sa=D"),
        format!("https://abc.r.us-east-1.awstrack.me/L0/{coded}/1/id"),
        format!("https://links.firm.example/CL0/{coded}/1/id"),
        format!("https://mail.firm.example/horde/services/go.php?url={coded}"),
        format!("https://secure-web.cisco.com/1Abc/{coded}"),
        format!("https://www.amazon.de/gp/r.html?C=A&U={coded}&H=Z"),
        format!("https://urldefense.proofpoint.com/v1/url?u={coded}&k=x"),
    ]
}
