//! Judges any text as a link that a user pastes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use touchstone::vocabulary::Verdict;
use touchstone_fuzz::{checked, is_one_link};
use url::Url;

fuzz_target!(|text: &str| {
    let verdict = checked(text);
    // The same link in the form of the URL parser leads to the same place and never has a higher level.
    if let (Verdict::Link(written), Ok(url)) = (&verdict, Url::parse(text.trim()))
        && matches!(url.scheme(), "http" | "https")
        && is_one_link(text.trim())
        && is_one_link(url.as_str())
        && let Verdict::Link(normal) = checked(url.as_str())
    {
        assert_eq!((&written.host, &written.domain, &written.target), (&normal.host, &normal.domain, &normal.target));
        assert!(normal.level <= written.level, "louder once normalised");
    }
});
