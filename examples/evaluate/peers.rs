//! Simpler methods on the same hosts. Each restates a published rule for one brand without its exception lists, which
//! could only reduce its findings.

/// A method that finds hosts that imitate Amazon: its name, and whether it finds this host with this registrable domain.
pub type Peer = (&'static str, fn(&str, Option<&str>) -> bool);

/// The methods, in the order of the columns.
pub const ALL: [Peer; 4] = [
    ("edit distance 1", edit_distance_1),
    ("edit distance 3", edit_distance_3),
    ("Chromium", chromium),
    ("contains the brand", contains_brand),
];

/// The part of a host that eth-phishing-detect compares with its fuzzy lists: the host without its last label and "www".
const TARGETS: [&str; 2] = ["amazon", "sellercentral.amazon"];

fn edit_distance_1(host: &str, _domain: Option<&str>) -> bool {
    within(host, 1)
}

fn edit_distance_3(host: &str, _domain: Option<&str>) -> bool {
    within(host, 3)
}

fn within(host: &str, tolerance: usize) -> bool {
    let host = host.strip_prefix("www.").unwrap_or(host);
    let source = host.rsplit_once('.').map_or(host, |(rest, _)| rest);
    TARGETS.iter().any(|target| source != *target && strsim::levenshtein(source, target) <= tolerance)
}

/// The lookalike rules of Chromium that can match this brand: one edit in the registrable domain, the same skeleton if the
/// name is internationalised, and the brand beside one of thirteen words. Its embedding rule exempts the brand.
fn chromium(_host: &str, domain: Option<&str>) -> bool {
    const WORDS: [&str; 13] = [
        "account", "activate", "admin", "coin", "crypto", "login", "logout", "password", "secure", "security",
        "signin", "signout", "wallet",
    ];
    const TARGET: &str = "amazon.com";
    let Some(domain) = domain else {
        return false;
    };
    let (unicode, _) = idna::domain_to_unicode(domain);
    let skeleton: String = unicode_security::skeleton(&unicode).collect();
    let brand: String = unicode_security::skeleton("amazon").collect();
    let target: String = unicode_security::skeleton(TARGET).collect();
    if unicode != domain && skeleton == target {
        return true;
    }
    let (label, ending) = domain.split_once('.').unwrap_or((domain, ""));
    let one_edit = label.len() >= 5
        && domain != TARGET
        && label != "amazon"
        && strsim::levenshtein(domain, TARGET) <= 1
        && label.get(1..) != Some("mazon")
        && !label.ends_with("amazon")
        && label.trim_end_matches(|c: char| c.is_ascii_digit()) != "amazon"
        && label.replace('-', "") != "amazon";
    let swapped = ending == "com" && label != "amazon" && is_swapped(label, "amazon");
    let label: String = unicode_security::skeleton(label).collect();
    let combined = label.contains(&brand) && WORDS.iter().any(|word| label.contains(word));
    one_edit || swapped || combined
}

/// Whether one word becomes the other by a swap of two neighbours.
fn is_swapped(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let Some(at) = (0..a.len().min(b.len())).find(|&at| a[at] != b[at]) else {
        return false;
    };
    a.len() == b.len()
        && at + 1 < a.len()
        && a[at] == b[at + 1]
        && a[at + 1] == b[at]
        && a.get(at + 2..) == b.get(at + 2..)
}

fn contains_brand(host: &str, _domain: Option<&str>) -> bool {
    host.contains("amazon")
}
