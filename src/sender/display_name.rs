//! Display-name impersonation: judges whether a name speaks as Amazon or only mentions it. The rules apply to display names and to
//! lines that look like one.

use std::borrow::Cow;

use crate::brand::bidi::{OVERRIDE, in_display_order};
use crate::brand::lookalike;
use crate::brand::matching::{self, BRAND, BrandUse, CLIPPED, Spelling};
use crate::brand::named_host::names_amazon;
use crate::brand::respelled;
use crate::brand::skeleton::{self, Folded};
use crate::brand::words::{self, Piece, PieceKind, WordKind};
use crate::tables;
use crate::tables::places::{PlaceKind, SpeakerKind};
use crate::url::host::HostName;
use crate::vocabulary::Strength;

/// The kinds of words that name a part of Amazon.
const ROLES: [WordKind; 3] = [WordKind::Account, WordKind::Role, WordKind::Seller];

/// How a name, or a line that looks like one, relates to Amazon.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BrandClaim {
    /// How strong the claim is.
    pub strength: Strength,
    /// The disguised character in the brand, and the text that it is read as.
    pub disguise: Option<(String, String)>,
    /// The name contains a word of accounts, roles or departments.
    pub has_role: bool,
    /// The words around the brand.
    pub around: Around,
}

/// The words around the brand in a name, as far as the rules need them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Around {
    /// Anything else.
    #[default]
    Other,
    /// A word of the name's own and a trade around Amazon.
    Trade,
    /// Words of the name's own behind the brand, no trade, and not the name of its domain: "Amazon Kestrel". Such a name speaks as
    /// Amazon where the message asks for something elsewhere.
    OwnWords,
    /// A thing that lures write, and the brand behind it: "Thank you for your purchase on Amazon". A line like that is no signature.
    Phrase,
}

impl BrandClaim {
    /// Whether the name speaks as Amazon.
    pub fn speaks(&self) -> bool {
        self.strength == Strength::Strong
    }

    /// Whether the name only mentions Amazon.
    pub fn mentions(&self) -> bool {
        self.strength == Strength::Mention
    }
}

/// Folds a name and replaces each ASCII separator by a space.
fn fold_name(name: &str) -> Folded {
    let mut folded = skeleton::fold(name);
    respelled::respell_chinese(&mut folded);
    // One byte replaces one byte, so that the positions of the disguises stay right.
    folded.text =
        folded.text.chars().map(|c| if c.is_ascii() && !c.is_ascii_alphanumeric() { ' ' } else { c }).collect();
    folded
}

/// Judges how a display name relates to Amazon. `host` is the host of its address: a sender with the name of its own domain speaks
/// for itself, and not as Amazon.
pub fn brand_claim(name: &str, host: Option<&HostName>) -> BrandClaim {
    // In "X via Service", "'X' via Group" and "X 代发", X is the speaker.
    let shown = in_display_order(before_via(name));
    let name = &*join_initials(&shown);
    let folded = fold_name(name);
    let Some(mut usage) = matching::find(&folded) else {
        return BrandClaim::default();
    };
    name_departments(&mut usage.pieces);
    let is_named_after_host = host.is_some_and(|host| named_after_host(name, host));
    // Some personal names, the river and a maker of farm machinery are close to the brand.
    let is_other_word = usage.collision.is_some() || usage.spelling == Spelling::NearTypo;
    if is_other_word && (is_named_after_host || !means_brand(&usage)) {
        return BrandClaim::default();
    }
    let has_role = ROLES.iter().any(|kind| usage.word(*kind).is_some());
    let disguise = match &usage.spelling {
        _ if matches!(shown, Cow::Owned(_)) => Some((OVERRIDE.to_string(), String::new())),
        Spelling::Confusable(written, imitates) => Some((written.clone(), imitates.clone())),
        _ => None,
    };
    let filler = only_filler(name, &usage);
    // A firm that serves sellers has mailboxes and teams for Amazon. Another marketplace has none: that it is known excuses its own
    // name, not Amazon's.
    let is_service = host.is_some_and(|host| matches!(host.known.speaker, Some((SpeakerKind::Service, _))));
    let speaker = is_named_after_host || is_service;
    // The clipped brand is also the name of a share.
    let is_told = |piece: &Piece<'_>| {
        matches!(piece.kind, PieceKind::Word(WordKind::Account | WordKind::Role | WordKind::Lure))
            && !tables::SHARE_WORDS.contains(&piece.text)
    };
    let is_clipped = usage.spelling == Spelling::Clipped
        && !(folded.text.split(' ').any(|word| word == CLIPPED[0]) && usage.pieces.iter().any(is_told));
    let strength = if speaker || is_clipped || !filler { Strength::Mention } else { Strength::Strong };
    let begins = [BRAND, CLIPPED[0]].iter().any(|brand| folded.text.trim_start().starts_with(brand));
    let around = if usage.trade().is_some() && usage.pieces.iter().any(|piece| piece.kind == PieceKind::Other) {
        Around::Trade
    } else if begins && strength == Strength::Mention && !speaker && usage.word(WordKind::Trade).is_none() {
        Around::OwnWords
    } else if !begins && usage.word(WordKind::Lure).is_some() {
        Around::Phrase
    } else {
        Around::Other
    };
    BrandClaim { strength, disguise: disguise.filter(|_| strength == Strength::Strong), has_role, around }
}

/// Reads a field with the word for a department behind it as a department of Amazon's: "知识产权部", "Legal Department". The field alone is a
/// trade of other firms.
fn name_departments(pieces: &mut [Piece<'_>]) {
    let role = PieceKind::Word(WordKind::Role);
    let is_department = |text: &str| {
        let field = |end: &&str| text.strip_suffix(end).is_some_and(|field| tables::FIELDS.contains(&field));
        tables::DEPARTMENTS.iter().any(field)
    };
    for at in 0..pieces.len() {
        if is_department(pieces[at].text) {
            pieces[at].kind = role;
        } else if at > 0
            && tables::DEPARTMENTS.contains(&pieces[at].text)
            && tables::FIELDS.contains(&pieces[at - 1].text)
        {
            pieces[at - 1].kind = role;
            pieces[at].kind = role;
        }
    }
}

/// Whether a word that is close to the brand means the brand, because of what stands around it: two words of Amazon's own, or the
/// ending of its address, and nothing else ("Amazone Seller Center", "Amazons.co.jp").
fn means_brand(usage: &BrandUse<'_>) -> bool {
    let is_close = usage.collision.is_none_or(|word| word.len() == BRAND.len() + 1);
    let is_own = |piece: &&Piece<'_>| {
        matches!(piece.kind, PieceKind::Word(WordKind::Account | WordKind::Role | WordKind::Seller))
    };
    let is_ending = |piece: &Piece<'_>| matches!(piece.text, "com" | "co" | "cojp");
    let other = |piece: &Piece<'_>| !matches!(piece.kind, PieceKind::Word(kind) if kind != WordKind::Trade);
    is_close
        && !usage.pieces.iter().any(other)
        && (usage.pieces.iter().filter(is_own).count() >= 2 || usage.pieces.iter().any(is_ending))
}

/// Joins the brand and initials that are cut in pieces: "A m a z o n", "A.M.A.Z.O.N", "Ama-zon", "S.à r.l.". It does not join
/// "A. Mazon", which is a person.
fn join_initials(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut letters = 0;
    for word in name.split_whitespace() {
        let pieces: Vec<&str> =
            word.split(|c: char| c.is_ascii_punctuation()).filter(|piece| !piece.is_empty()).collect();
        let initials = !pieces.is_empty() && pieces.iter().all(|piece| piece.chars().count() == 1);
        // "A.Mazon" is a person, and "A-mazon" and "A.mazon" are not.
        let is_person = || pieces[0].len() == 1 && word.contains('.') && !pieces[1].starts_with(char::is_lowercase);
        let cut = pieces.len() > 1 && !is_person() && skeleton::fold_text(&pieces.concat()) == BRAND;
        // Scripts without spaces put none inside a word, so a space between two such characters is dropped too.
        let whole = |c: Option<char>| c.is_some_and(|c| c >= '\u{2e80}');
        if !(initials && letters > 0 || whole(out.chars().next_back()) && whole(word.chars().next())) {
            out.push(' ');
        }
        letters = if initials { letters + pieces.len() } else { 0 };
        if is_masked(word) {
            out.push_str(BRAND);
        } else if cut || initials {
            out.extend(pieces);
        } else {
            out.push_str(word);
        }
    }
    out
}

/// Whether a word of a name is the brand with signs in the place of letters: "Am@zon", "Amaz*n", and its Russian name in capitals with
/// digits ("AMA4OH").
fn is_masked(word: &str) -> bool {
    let stands_for =
        |(sign, letter): (u8, u8)| sign.eq_ignore_ascii_case(&letter) || sign == b'@' && letter == b'a' || sign == b'*';
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    skeleton::fold_text(word) == "ama4oh"
        || word.len() == BRAND.len() && letters + 2 >= BRAND.len() && word.bytes().zip(BRAND.bytes()).all(stands_for)
}

/// Returns the part of a name before "via", without the quotation marks that a rewriting mailing list adds.
fn before_via(name: &str) -> &str {
    /// The number of characters that are searched. No phrase for "via" in any language is longer.
    const LONGEST_VIA: usize = 40;
    let is_via = |rest: &str| {
        let end = rest.char_indices().nth(LONGEST_VIA).map_or(rest.len(), |(end, _)| end);
        tables::VIA.at(&skeleton::fold_text(&rest[..end])).is_some()
    };
    let folded_at = name.char_indices().find(|(at, c)| c.is_whitespace() && is_via(&name[at + c.len_utf8()..]));
    let before = match folded_at {
        // A "via" right at the beginning leaves no name before it.
        Some((at, _)) if at > 0 => &name[..at],
        _ => name,
    };
    before.trim().trim_matches(|c: char| matches!(c, '\'' | '"' | '“' | '”' | '‘' | '’'))
}

/// Whether a name consists of the brand, places, role words and filler. A person's name may be added, beside role words or as a
/// member of Amazon's staff.
fn only_filler(name: &str, usage: &BrandUse<'_>) -> bool {
    let trade = usage.word(WordKind::Trade);
    let has_role = ROLES.iter().any(|kind| usage.word(*kind).is_some());
    // "FBA" is both a product of Amazon's and a trade of other firms. With a role or account word beside it, it is the product.
    let unknown = |piece: &&Piece<'_>| matches!(piece.kind, PieceKind::Other | PieceKind::Letters);
    if trade.is_some_and(|word| word != "fba" || !has_role) {
        // "Amazon Logistics" without another word is a business of Amazon's.
        let is_trade = |piece: &&Piece<'_>| piece.kind == PieceKind::Word(WordKind::Trade);
        let is_business = |piece: &Piece<'_>| tables::AMAZON_BUSINESSES.contains(&piece.text);
        return !usage.pieces.iter().any(|piece| unknown(&piece))
            && usage.pieces.iter().filter(is_trade).all(is_business);
    }
    // "Amazom Seller Central": the misspelled word is the brand.
    let mut rest: Vec<&Piece<'_>> =
        usage.pieces.iter().filter(unknown).filter(|piece| !matching::is_typo(piece.text)).collect();
    if rest.is_empty() {
        return true;
    }
    // Beside a role, short words are articles and prepositions, which count as filler.
    rest.retain(|piece| !(has_role && piece.text.is_ascii() && piece.text.len() <= 3));
    let person = rest.len() <= 2 && rest.iter().all(|piece| is_persons(piece.text));
    person && (has_role || belongs_to_brand(name))
}

/// Whether a word is short enough to be a person's name.
fn is_persons(word: &str) -> bool {
    let length = word.chars().count();
    if word.is_ascii() { (2..=12).contains(&length) } else { length <= 3 }
}

/// Whether a name presents a person as a member of Amazon: "Li (Amazon)", "Lisa, Amazon", "Lisa @ Amazon", "Lisa from Amazon".
fn belongs_to_brand(name: &str) -> bool {
    let folded = skeleton::fold_text(name);
    tables::BRAND_MEMBERSHIPS.iter().any(|form| folded.contains(form))
}

/// Returns the words of a name that are its own: not the brand, no account word, role, place or filler, and nothing composed of
/// these ("Verkäuferservice"). Digits and very short words do not count.
pub fn own_words(name: &str) -> Vec<String> {
    let folded = fold_name(name);
    let mut words = Vec::new();
    let all = matching::beginning(&folded.text);
    for word in all.split(|c: char| !c.is_alphanumeric()) {
        let long_enough = if word.is_ascii() { word.len() >= 3 } else { word.chars().count() >= 2 };
        let mut pieces = Vec::new();
        words::cut(word, &mut pieces);
        let ours = |piece: &Piece<'_>| matches!(piece.kind, PieceKind::Word(kind) if kind != WordKind::Trade);
        // Some scripts have no list of role words; there, a word such as "verification" does not count as the name's own.
        let asks = !word.is_ascii() && tables::IMPERATIVE.within(word);
        let known = pieces.iter().all(ours) || lookalike::carries_brand(word) || asks;
        if long_enough && !known && !is_acronym(word, all) && !word.bytes().all(|b| b.is_ascii_digit()) {
            words.push(word.to_owned());
        }
    }
    words
}

/// Whether a word consists of the initials of the other words: "ASPN Amazon Seller Performance Notifications".
fn is_acronym(word: &str, all: &str) -> bool {
    let others = all.split(|c: char| !c.is_alphanumeric()).filter(|other| !other.is_empty() && *other != word);
    let initials: String = others.filter_map(|other| other.chars().next()).collect();
    word.len() >= 3 && initials.contains(word)
}

/// Whether a name is the name of the domain that it writes from: "Helium 10" at helium10.com, "PingPong" at pingpongx.com.
pub fn named_after_host(name: &str, host: &HostName) -> bool {
    let Some(label) = host.registrable_label() else {
        return false;
    };
    if host.known.is(PlaceKind::FreeMailbox) {
        return false;
    }
    let label = letters(label);
    let whole = letters(&fold_name(name).text);
    let own = own_words(name);
    own.iter().any(|word| word.len() >= 4 && label.contains(&letters(word)))
        || label.len() >= 4 && !own.is_empty() && whole.contains(&*label)
}

/// Returns the letters and digits of a folded name or a label, with umlauts spelled in one way: "händler" is folded to "handler",
/// but its domain is "haendler".
pub fn letters(folded: &str) -> String {
    let plain: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    plain.replace("ae", "a").replace("oe", "o").replace("ue", "u")
}

/// Returns the address inside a display name, and whether it names Amazon. Returns `None` if there is no address.
pub fn address_in(name: &str) -> Option<(String, bool)> {
    // Attackers add invisible characters and spaces around dots to get such addresses past filters.
    let folded = skeleton::fold_text(name).replace(". ", ".").replace(" .", ".");
    let at = folded.find('@')?;
    let part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let start = folded[..at].char_indices().rev().take_while(|&(_, c)| part(c)).last().map_or(at, |(start, _)| start);
    let end = folded[at + 1..].find(|c: char| !part(c)).map_or(folded.len(), |end| at + 1 + end);
    let (local, domain) = (&folded[start..at], folded[at + 1..end].trim_matches('.'));
    if local.is_empty() || domain.is_empty() {
        return None;
    }
    let is_amazons = names_amazon(domain)
        || lookalike::carries_brand(local)
        || domain.split('.').any(|label| lookalike::carries_brand(label) || label == "amzn");
    Some((format!("{local}@{domain}"), is_amazons))
}

/// Returns the account or role word beside the brand in a local part. Returns `None` if the brand stands alone or beside a trade.
pub fn role_in_local_part(local: &str) -> Option<String> {
    let folded = skeleton::fold(local);
    let usage = matching::find(&folded)?;
    if usage.collision.is_some()
        || matches!(usage.spelling, Spelling::Clipped | Spelling::NearTypo)
        || usage.trade().is_some()
    {
        return None;
    }
    let word = ROLES.iter().find_map(|kind| usage.word(*kind)).map(|word| usage.joined_to(word));
    match usage.spelling {
        Spelling::Confusable(written, _) => Some(word.unwrap_or(written)),
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strength(name: &str) -> Strength {
        brand_claim(name, None).strength
    }

    #[test]
    fn a_name_of_amazons_own_words_and_filler_speaks_as_amazon() {
        for name in [
            "Amazon",
            "Amazon.co.jp",
            "Amazon Seller Performance",
            "Amazon Seller Central (no-reply)",
            "Seller Central",
            "Lisa, Amazon account manager",
            "Lisa - Amazon Seller Support",
            "Li (Amazon)",
            "Amazon Visa",
            "Аmаzоn Sеller Cеntral",
            "Amaz0n Support",
            "A\u{73f}m\u{73f}azon Cus\u{73f}tomer Support",
            "亚马逊卖家平台",
            "亚马逊客服",
            "亞馬遜 賣家支援",
            "アマゾン カスタマーサービス",
            "Amazonカスタマーサービス",
            "Amazon.de Kundenservice",
            "'Amazon.de' via EU-Accounts",
            "Amazon FBA Team",
            "Your Amazon order",
            "A m a z o n  Seller Support",
            "A.M.A.Z.O.N Support",
            "Ama-zon Seller Central",
            "Amazom Seller Central",
            "\u{202e}nozamA\u{202c} Support",
            "Amazon EU S.à r.l.",
            "亚马 逊 客服",
            "亚马逊知识产权部",
            "亚马逊税务团队",
            "亚马逊培训中心",
            "亚马逊稽查组",
            "亞馬遜總部公告",
            "亚马逊VAT专员",
            "Amazon Legal Department",
            "AMZN Pending Purchase",
            "A-mazon Support",
            "Ama zon Support",
            "Amaz on Seller Central",
            "am azon Seller Performance",
            "A.mazon Support",
            "Am@zon Support",
            "@mazon Support",
            "Amaz*n Seller Support",
            "AMA4OH Support",
        ] {
            assert_eq!(strength(name), Strength::Strong, "{name}");
        }
    }

    #[test]
    fn a_name_with_other_words_or_a_trade_only_mentions_amazon() {
        for name in [
            "Amazon Sellers Lawyer",
            "Amazon FBA Shipping-Lucy",
            "Amazon FBA",
            "Helium 10: your Amazon report",
            "Amazon PPC Academy",
            "Jane Doe about Amazon ranking secrets",
            "亚马逊培训学院",
            "亚马逊头程物流-小王",
            "亚马逊物流",
            "亚马逊知识产权律师",
            "亚马逊代运营部",
            "Amazon Tax Advisers",
            "AMZ Support",
            "AMZN Alerts",
        ] {
            assert_eq!(strength(name), Strength::Mention, "{name}");
        }
        for name in [
            "Tom",
            "A. Mazon",
            "A.Mazon",
            "A Mazon",
            "Maria Ama Zonta",
            "Seller Performance",
            "Walmart Seller Performance",
            "Amazonas Tours",
            "Anizan Support",
            "Diario do Amazonas",
            "",
        ] {
            assert_eq!(strength(name), Strength::None, "{name}");
        }
    }

    #[test]
    fn a_name_is_compared_with_the_domain_of_its_address() {
        let host = |text: &str| HostName::parse(text).unwrap();
        assert!(named_after_host("Helium 10", &host("helium10.com")));
        assert!(named_after_host("PingPong", &host("mail.pingpongx.com")));
        assert!(named_after_host("Händlerbund", &host("haendlerbund.example")));
        assert!(named_after_host("CJ Rosenbaum, Amazon Sellers Lawyer", &host("amazonsellerslawyer.com")));
        assert!(!named_after_host("Amazon Seller Support", &host("sellersupport.example")));
        assert!(!named_after_host("Lisa", &host("mail.example")));
    }
}
