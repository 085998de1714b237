//! Judges whether a host looks like Amazon's: typosquatting, combosquatting, confusable characters, embedded hosts. The rules
//! look only at the labels that the owner chose; callers check first whether the host is Amazon's. One table
//! ([`judge_brand_use`]) says what the brand means beside other words (combosquatting).

use crate::brand::edit_distance::edit_distance;
use crate::brand::matching::{BRAND, BrandUse, CLIPPED, Spelling, find, may_hold_name, tokens};
use crate::brand::skeleton;
use crate::brand::words::{self, Piece, PieceKind, WordKind};
use crate::tables::{
    BRAND_SLIPS, CHEAP_COUNTRIES, ENDING_MIDDLES, ENDING_SLIPS, HYPHENATED_ENDINGS, OLD_ENDINGS, PROFESSIONS,
};
use crate::url::host::HostName;
use crate::vocabulary::{Code, Level, LinkClass, Reason};

/// A finding about a host or a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The level of the finding by itself.
    pub level: Level,
    /// The class that the finding gives a link.
    pub class: LinkClass,
    /// The reason to show.
    pub reason: Reason,
}

/// Judges the use of the brand in a host name: an imitation, or the word in another sense. Returns `None` if no label carries the
/// brand.
pub fn judge_host(name: &HostName) -> Option<Finding> {
    let labels = name.chosen_labels();
    let domain = name.registrable().unwrap_or(name.ascii());
    if let Some(finding) = embedded_host(&labels, domain) {
        return Some(finding);
    }
    let mut worst: Option<Finding> = None;
    let registrable = labels.len().checked_sub(1)?;
    for (at, label) in labels.iter().enumerate().rev() {
        if !may_hold_name(label) {
            continue;
        }
        let folded = skeleton::fold(label);
        let Some(mut hit) = find(&folded) else {
            continue;
        };
        if at == registrable && !hit.pieces.is_empty() && PROFESSIONS.contains(&name.suffix()) {
            // In "amazonsellers.attorney" the public suffix is the last word of the name.
            hit.pieces.push(Piece { text: name.suffix(), kind: PieceKind::Word(WordKind::Trade) });
        }
        let finding = match judge_brand_use(label, &hit, at == registrable && is_anyones(name)) {
            Some(finding) => finding,
            // A clipped form counts alone only as the registrable label `amzn`, Amazon's own short domain under another suffix.
            None if hit.spelling == Spelling::Clipped && !(at == registrable && *label == CLIPPED[0]) => continue,
            None if at == registrable => foreign_ending(name, hit.name),
            None => sub_domain(label, hit.name, domain, &labels),
        };
        if worst.as_ref().is_none_or(|known| known.level < finding.level) {
            worst = Some(finding);
        }
    }
    worst.or_else(|| cut_by_dot(&labels, domain))
}

/// Finds the brand cut by a dot: `ama.zon.example`, `amaz.on.example`.
fn cut_by_dot(labels: &[&str], domain: &str) -> Option<Finding> {
    let pair = labels.windows(2).find(|pair| BRAND.strip_prefix(pair[0]) == Some(pair[1]))?;
    Some(danger(Reason::new(Code::BrandSubdomain, [&*pair.join("."), domain, BRAND])))
}

/// Whether a text, read as a label, contains the brand in any spelling except a clipped form or a near typo.
pub fn carries_brand(text: &str) -> bool {
    find(&skeleton::fold(text))
        .is_some_and(|hit| hit.collision.is_none() && !matches!(hit.spelling, Spelling::Clipped | Spelling::NearTypo))
}

/// The finding for the brand as the registrable label under a public suffix that is not Amazon's.
fn foreign_ending(name: &HostName, brand: &str) -> Finding {
    let domain = name.registrable().unwrap_or(name.ascii());
    danger(Reason::new(Code::BrandForeignEnding, [name.unicode(), domain, brand]))
}

/// The finding for the bare brand as a sub-domain of another domain. A shop or a tool may use such a name, so the level is
/// Caution. It is Danger beside account words, right after a leading `www`, and under a registrable label that is a random string
/// or has at least as many digits as letters.
fn sub_domain(label: &str, brand: &str, domain: &str, labels: &[&str]) -> Finding {
    let reason = Reason::new(Code::BrandSubdomain, [label, domain, brand]);
    let registrable = labels.last().copied().unwrap_or_default();
    let letters: String = registrable.chars().filter(char::is_ascii_lowercase).collect();
    let digits = registrable.bytes().filter(u8::is_ascii_digit).count();
    let mut pieces = Vec::new();
    for other in labels.iter().filter(|other| **other != label) {
        for (_, token) in tokens(other) {
            words::cut(token, &mut pieces);
        }
    }
    let account = pieces.iter().any(|piece| piece.kind == PieceKind::Word(WordKind::Account));
    // The genuine address begins with the same labels, and many readers look only at the beginning of a host.
    let begins_like_it = labels[0] == "www" && labels.get(1) == Some(&label);
    if account || begins_like_it || words::is_no_word(&letters) || letters.len() <= digits {
        return danger(reason);
    }
    Finding { level: Level::Caution, class: LinkClass::Lookalike, reason }
}

fn danger(reason: Reason) -> Finding {
    Finding { level: Level::Danger, class: LinkClass::Lookalike, reason }
}

/// Judges the brand by its spelling and by the words around it (combosquatting). The first row that fits decides. Returns `None`
/// if no row fits: the brand stands alone or beside filler words, or a clipped form has no second sign. `is_anyones` says that the
/// ending of the host is no evidence for an owner who means another word.
fn judge_brand_use(label: &str, hit: &BrandUse<'_>, is_anyones: bool) -> Option<Finding> {
    let piece = |kind: PieceKind| hit.pieces.iter().find(|piece| piece.kind == kind).map(|piece| piece.text);
    let reason = |code, word: &str| Reason::new(code, [label, hit.name, &*hit.joined_to(word)]);
    let lookalike = |level, reason| Some(Finding { level, class: LinkClass::Lookalike, reason });
    let name_use = |word: &str| {
        Some(Finding {
            level: Level::Info,
            class: LinkClass::NameUse,
            reason: Reason::new(Code::NameUse, [label, word]),
        })
    };
    let account = hit.word(WordKind::Account);
    if let Some(word) = hit.collision {
        // A plural or an inflected form is too close to the brand beside an account word or a country, and alone under an ending
        // that says nothing about its owner. Other words, such as the river, are not.
        let seller = hit.word(WordKind::Seller);
        let told = seller.or(account).or(hit.word(WordKind::Place));
        let is_alone = hit.pieces.iter().all(|piece| piece.kind == PieceKind::Word(WordKind::Filler));
        return match told {
            _ if !is_near_brand(word) => name_use(word),
            Some(told) if is_anyones || seller.is_some() => {
                lookalike(Level::Danger, reason(Code::BrandWithAccountWord, told))
            }
            Some(told) => lookalike(Level::Caution, reason(Code::BrandWithWord, told)),
            None if is_anyones && is_alone => {
                lookalike(Level::Caution, Reason::new(Code::MisspelledName, [label, hit.name]))
            }
            None => name_use(word),
        };
    }
    match &hit.spelling {
        Spelling::Confusable(written, imitates) => {
            return lookalike(Level::Danger, Reason::new(Code::ConfusableName, [label, hit.name, written, imitates]));
        }
        Spelling::Typo => {
            return lookalike(Level::Danger, Reason::new(Code::MisspelledName, [label, hit.name]));
        }
        Spelling::NearTypo => {
            // Beside an account word or a country the word can only mean the brand.
            let told = account.or(hit.word(WordKind::Place)).is_some();
            let level = if told { Level::Danger } else { Level::Caution };
            return lookalike(level, Reason::new(Code::MisspelledName, [label, hit.name]));
        }
        Spelling::Exact | Spelling::Clipped => {}
    }
    if let Some(trade) = hit.trade() {
        return name_use(trade);
    }
    if let Some(account) = account {
        return lookalike(Level::Danger, reason(Code::BrandWithAccountWord, account));
    }
    // With an unknown word beside it, the word for sellers may address them: "amazonsellerhub".
    if let Some(seller) = hit.word(WordKind::Seller).filter(|_| piece(PieceKind::Other).is_none()) {
        return lookalike(Level::Danger, reason(Code::BrandWithAccountWord, seller));
    }
    if let Some(place) = hit.word(WordKind::Place) {
        return lookalike(Level::Danger, reason(Code::BrandWithPlace, place));
    }
    if let Some(digits) = piece(PieceKind::Digits) {
        return lookalike(Level::Danger, reason(Code::BrandWithDigits, digits));
    }
    if hit.spelling == Spelling::Clipped {
        return None;
    }
    if let Some(letters) = piece(PieceKind::Letters) {
        return lookalike(Level::Danger, reason(Code::BrandWithLetters, letters));
    }
    let word = hit.pieces.iter().find(|piece| piece.kind != PieceKind::Word(WordKind::Filler))?;
    lookalike(Level::Caution, reason(Code::BrandWithWord, word.text))
}

/// Whether a word that is not the brand is one letter or an inflection away from it.
fn is_near_brand(word: &str) -> bool {
    word.strip_prefix(BRAND).is_some_and(|rest| matches!(rest, "es" | "en") || rest.len() == 1)
}

/// Whether a name stands under an ending that says nothing about its owner: the newer general endings, and free hosting. Countries,
/// the old endings and the endings that name a trade have owners who mean the river, a plant or a firm.
fn is_anyones(name: &HostName) -> bool {
    let suffix = name.suffix();
    let is_old = suffix.len() == 2 || suffix.contains('.') || OLD_ENDINGS.contains(&suffix);
    name.is_private_suffix()
        || CHEAP_COUNTRIES.contains(&suffix)
        || !is_old && words::kind(suffix) != Some(WordKind::Trade)
}

/// Finds a whole Amazon host, or an imitation of one, to the left of a foreign domain: the brand followed by the ending of a
/// marketplace.
fn embedded_host(labels: &[&str], domain: &str) -> Option<Finding> {
    let (_, left) = labels.split_last()?;
    for (at, label) in left.iter().enumerate() {
        let ending = labels[at + 1].split(['-', '_']).next().unwrap_or_default();
        if reads_as_ending(ending) && reads_as_brand(label) {
            let text = beginning_with(labels, at);
            return Some(Finding {
                level: Level::Danger,
                class: LinkClass::Deceptive,
                reason: Reason::new(Code::EmbeddedHost, [&*text, domain]),
            });
        }
    }
    None
}

/// The beginning of a host that reads like one of Amazon's: the labels up to the brand at this place, and the ending behind it, which
/// may be only a part of its label (`amazon.com-verify.cn`).
fn beginning_with(labels: &[&str], brand: usize) -> String {
    let mut text = labels[..=brand].join(".");
    for label in &labels[brand + 1..] {
        let ending = label.split(['-', '_']).next().unwrap_or_default();
        if !reads_as_ending(ending) {
            break;
        }
        text.push('.');
        text.push_str(ending);
        if ending != *label {
            break;
        }
    }
    text
}

/// Finds the ending of a marketplace in the middle of a host (`www.co.jp.northfield.cn`, `member-co-jp.northfield.cn`). A person
/// takes it for the end of the host, because people read from the left. The rule applies to every name before the ending.
pub fn embedded_ending(name: &HostName) -> Option<Finding> {
    // Most hosts have neither a hyphen nor enough labels, and need no closer look.
    if !name.ascii().contains('-') && name.ascii().bytes().filter(|&byte| byte == b'.').count() < 3 {
        return None;
    }
    let labels = name.chosen_labels();
    let (_, left) = labels.split_last()?;
    let dotted = || {
        let mut pairs = left.windows(2);
        pairs.find(|pair| ENDING_MIDDLES.contains(&pair[0]) && reads_as_ending(pair[1])).map(|pair| pair.join("."))
    };
    let hyphenated = || {
        labels.iter().find_map(|label| {
            let following = label.split('-').skip(1);
            let pair = label
                .split('-')
                .zip(following)
                .find(|pair| HYPHENATED_ENDINGS.iter().any(|ending| ending.split_once('-') == Some(*pair)));
            pair.map(|(middle, country)| format!("{middle}-{country}"))
        })
    };
    let text = dotted().or_else(hyphenated)?;
    Some(Finding {
        level: Level::Caution,
        class: LinkClass::Deceptive,
        reason: Reason::new(Code::EmbeddedEnding, [&*text, name.registrable().unwrap_or(name.ascii())]),
    })
}

/// Whether a label reads as the ending of a marketplace: `co`, `com`, a country, or one of these with a slip (`c0`, `ip`, `cojp`).
fn reads_as_ending(label: &str) -> bool {
    ENDING_SLIPS.contains(&label) || label.len() == 2 && words::kind(label) == Some(WordKind::Place)
}

/// Whether a label, or a part of it, reads as the brand. The limit for slips is wider here, because the ending of a marketplace
/// follows the label.
fn reads_as_brand(label: &str) -> bool {
    const LIMIT: u8 = 9;
    let folded = skeleton::fold(label);
    if let Some(hit) = find(&folded) {
        return hit.collision.is_none_or(|word| BRAND_SLIPS.contains(&word));
    }
    tokens(&folded.text).any(|(_, token)| edit_distance(token, BRAND).is_some_and(|distance| distance <= LIMIT))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Param;

    fn level(host: &str) -> Level {
        HostName::parse(host).and_then(|name| judge_host(&name)).map_or(Level::Info, |finding| finding.level)
    }

    #[test]
    fn a_typo_anywhere_in_a_label_is_a_lookalike() {
        for host in [
            "amazom.example",
            "amazeon.example",
            "amaozn-verify.example",
            "sign-in-amazan.example",
            "amarzonlogin.example",
            "verifyamazun.example",
            "mazonsellerservices.example",
            "selercentral.example",
            "amezom.co-jp.northfield.example",
            "a.mazon.example",
            "ama.zon.example",
            "amzn.example",
            "www.amazon.northfield.example",
        ] {
            assert_eq!(level(host), Level::Danger, "{host}");
        }
    }

    #[test]
    fn a_reason_names_the_whole_words_beside_the_brand() {
        for (host, word) in [
            ("amazonkonto.example", "konto"),
            ("amazonkundenkonto.example", "kunden + konto"),
            ("kundenkontoamazon.example", "kunden + konto"),
            ("amazon-kundenkonto24.example", "kunden + konto"),
            ("amazonkontosperrungen.example", "kontosperrungen"),
            ("amazonaccountupdate.example", "account + update"),
            ("amazon-account-update.example", "account"),
            ("amazoncuentabloqueada.example", "cuentabloqueada"),
            ("amazon-gardenhouse.example", "gardenhouse"),
            ("amazonjp.example", "jp"),
            ("amazon4711.example", "4711"),
        ] {
            let reason = HostName::parse(host).and_then(|name| judge_host(&name)).expect(host).reason;
            assert_eq!(reason.param(Param::Word), Some(word), "{host}");
        }
    }

    #[test]
    fn a_near_typo_or_the_start_of_another_word_is_caution() {
        for host in ["ameozon.northfield.example", "amazoonlibia.example", "amaznhosting.example", "amazone-jp.example"]
        {
            assert_eq!(level(host), Level::Caution, "{host}");
        }
    }

    #[test]
    fn unrelated_words_and_names_are_not_typos() {
        for host in [
            "amazing.example",
            "amazing-stories.example",
            "amazighcity.example",
            "ambazoniafoundation.example",
            "amizone.example",
            "armazon.example",
            "amion.example",
            "aragon.example",
            "reamaze.example",
            "gamezone.example",
            "akzonobel.example",
            "auzonet.example",
            "amanotes.example",
            "ramazan-takvimi.example",
        ] {
            assert_eq!(level(host), Level::Info, "{host}");
        }
    }

    #[test]
    fn a_marketplace_ending_in_the_middle_of_a_host_is_found() {
        let found =
            |host: &str| HostName::parse(host).and_then(|name| embedded_ending(&name)).map(|found| found.reason);
        for (host, text) in [
            ("www.co.jp.northfield.cn", Some("co.jp")),
            ("bank.com.au.northfield.example", Some("com.au")),
            ("shop.co.ip.northfield.example", Some("co.ip")),
            ("member-co-jp.northfield.example", Some("co-jp")),
            ("update-co-uk.example", Some("co-uk")),
            ("www.northfield.co.jp", None),
            ("shop.northfield.com.au", None),
            ("co.northfield.example", None),
            ("my-co.de.northfield.example", None),
        ] {
            let reason = found(host);
            assert_eq!(reason.as_ref().and_then(|reason| reason.param(Param::Text)), text, "{host}");
        }
    }
}
