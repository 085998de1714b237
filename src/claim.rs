//! Does a name or a text speak as Amazon, or only mention it? The words are data; here is how they are put together.
//! Only speaking escalates anything; that is decided in `message`.

use std::borrow::Cow;

use crate::fold::{self, Folded};
use crate::host::HostName;
use crate::lookalike::{self, BrandUse, Spelling};
use crate::places::{self, PlaceKind, SpeakerKind};
use crate::sender;
use crate::tables;
use crate::text::{Block, without_quotations};
use crate::verdict::{ClaimEvidence, ClaimSource, Strength};
use crate::words::{self, Piece, PieceKind, WordKind};

/// How a name, or a line of the shape of a name, relates to Amazon.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speech {
    /// How much.
    pub strength: Strength,
    /// The brand in it is spelled with this character, which is read as that.
    pub disguise: Option<(String, String)>,
    /// It carries a word of accounts, roles or departments.
    pub has_role: bool,
    /// It names somebody, and his trade around Amazon.
    pub has_trade: bool,
}

impl Speech {
    /// It speaks as Amazon.
    pub fn speaks(&self) -> bool {
        self.strength == Strength::Strong
    }

    /// It speaks of Amazon.
    pub fn mentions(&self) -> bool {
        self.strength == Strength::Mention
    }
}

/// A name folded, with everything that separates words as one space.
fn fold_name(name: &str) -> Folded {
    let mut folded = fold::fold(name);
    // One byte for one byte, so that the places of the disguises stay right.
    folded.text =
        folded.text.chars().map(|c| if c.is_ascii() && !c.is_ascii_alphanumeric() { ' ' } else { c }).collect();
    folded
}

/// How a display name relates to Amazon. `host` is the one its address is at: who is named after his own domain speaks for
/// himself.
pub fn name_speech(name: &str, host: Option<&HostName>) -> Speech {
    // "X via Service", "'X' via Group", "X 代发": X speaks.
    let shown = turned(quoted_part(name));
    let name = &*joined(&shown);
    let folded = fold_name(name);
    let Some(usage) = lookalike::find(&folded) else {
        return Speech::default();
    };
    if usage.collision.is_some() {
        return Speech::default();
    }
    let has_role = usage.word(WordKind::Role).is_some() || usage.word(WordKind::Account).is_some();
    let has_trade = usage.trade().is_some() && usage.pieces.iter().any(|piece| piece.kind == PieceKind::Other);
    let disguise = match &usage.spelling {
        _ if matches!(shown, Cow::Owned(_)) => Some((OVERRIDE.to_string(), String::new())),
        Spelling::Alike(written, imitates) => Some((written.clone(), imitates.clone())),
        _ => None,
    };
    let speaker = host.is_some_and(|host| {
        matches!(places::speaker(host.ascii()), Some((SpeakerKind::Service, _)))
            || places::place(host.ascii(), &[PlaceKind::Marketplace]).is_some()
            || named_after_host(name, host)
    });
    let strength = if speaker || usage.spelling == Spelling::Clipped || !only_filler(name, &usage) {
        Strength::Mention
    } else {
        Strength::Strong
    };
    Speech {
        strength,
        disguise: disguise.filter(|_| strength == Strength::Strong),
        has_role,
        has_trade,
    }
}

/// Text behind this character is shown from right to left.
const OVERRIDE: char = '\u{202e}';

/// A name as it is shown where a part of it is written backwards.
fn turned(name: &str) -> Cow<'_, str> {
    let Some((before, rest)) = name.split_once(OVERRIDE) else {
        return name.into();
    };
    let (turned, after) = rest.split_once(['\u{202c}', '\u{2069}']).unwrap_or((rest, ""));
    format!("{before}{}{after}", turned.chars().rev().collect::<String>()).into()
}

/// A name with its brand and initials in one piece: "A m a z o n", "A.M.A.Z.O.N", "Ama-zon", "S.à r.l.". "A. Mazon" is a
/// person.
fn joined(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut letters = 0;
    for word in name.split_whitespace() {
        let pieces: Vec<&str> =
            word.split(|c: char| c.is_ascii_punctuation()).filter(|piece| !piece.is_empty()).collect();
        let initials = !pieces.is_empty() && pieces.iter().all(|piece| piece.chars().count() == 1);
        let cut = pieces.len() > 1 && pieces[0].len() > 1 && fold::fold_text(&pieces.concat()) == "amazon";
        // Nor do scripts without spaces put one inside a word.
        let whole = |c: Option<char>| c.is_some_and(|c| c >= '\u{2e80}');
        if !(initials && letters > 0 || whole(out.chars().next_back()) && whole(word.chars().next())) {
            out.push(' ');
        }
        letters = if initials { letters + pieces.len() } else { 0 };
        if cut || initials {
            out.extend(pieces);
        } else {
            out.push_str(word);
        }
    }
    out
}

/// What stands before "via", without the quotation marks of a rewriting mailing list.
fn quoted_part(name: &str) -> &str {
    let folded_at = name
        .char_indices()
        .find(|(at, c)| c.is_whitespace() && tables::VIA.at(&fold::fold_text(&name[at + c.len_utf8()..])).is_some());
    let before = match folded_at {
        // "via" right at the beginning leaves nothing to speak.
        Some((at, _)) if at > 0 => &name[..at],
        _ => name,
    };
    before.trim().trim_matches(|c: char| matches!(c, '\'' | '"' | '“' | '”' | '‘' | '’'))
}

/// Whether, the brand, places and role words taken away, nothing is left but filler: also a person's name beside role
/// words, or with the brand as what he belongs to.
fn only_filler(name: &str, usage: &BrandUse<'_>) -> bool {
    let trade = usage.word(WordKind::Trade);
    let has_role = usage.word(WordKind::Role).is_some() || usage.word(WordKind::Account).is_some();
    // "FBA" is both Amazon's product and everybody's trade; a department's word beside it decides.
    if trade.is_some_and(|word| word != "fba" || !has_role) {
        return false;
    }
    let unknown = |piece: &&Piece<'_>| matches!(piece.kind, PieceKind::Other | PieceKind::Letters);
    // "Amazom Seller Central": the slip is the brand.
    let mut rest: Vec<&Piece<'_>> =
        usage.pieces.iter().filter(unknown).filter(|piece| !lookalike::is_slip(piece.text)).collect();
    if rest.is_empty() {
        return true;
    }
    // Articles and prepositions of any language say nothing beside a role.
    rest.retain(|piece| !(has_role && piece.text.is_ascii() && piece.text.len() <= 3));
    let person = rest.len() <= 2 && rest.iter().all(|piece| is_persons(piece.text));
    person && (has_role || belongs_to_brand(name))
}

/// A word short enough to be a person's name.
fn is_persons(word: &str) -> bool {
    let length = word.chars().count();
    if word.is_ascii() { (2..=12).contains(&length) } else { length <= 3 }
}

/// "Li (Amazon)", "Lisa, Amazon", "Lisa @ Amazon", "Lisa from Amazon".
fn belongs_to_brand(name: &str) -> bool {
    let folded = fold::fold_text(name);
    [
        "(amazon",
        ", amazon",
        "@ amazon",
        "@amazon",
        " from amazon",
        " at amazon",
        "（amazon",
        "[amazon",
        "（亚马逊",
        "(亚马逊",
    ]
    .iter()
    .any(|form| folded.contains(form))
}

/// The words of a name that are its own: no brand, no role, no filler.
pub fn own_words(name: &str) -> Vec<String> {
    let folded = fold_name(name);
    let mut words = Vec::new();
    for word in folded.text.split(|c: char| !c.is_alphanumeric()) {
        let long_enough = if word.is_ascii() { word.len() >= 3 } else { word.chars().count() >= 2 };
        let known = words::kind(word).is_some_and(|kind| kind != WordKind::Trade) || lookalike::carries_brand(word);
        if long_enough && !known && !word.bytes().all(|b| b.is_ascii_digit()) {
            words.push(word.to_owned());
        }
    }
    words
}

/// Whether a name is that of the domain it writes from: "Helium 10" at helium10.com, "PingPong" at pingpongx.com.
pub fn named_after_host(name: &str, host: &HostName) -> bool {
    let Some(label) = host.registrable_label() else {
        return false;
    };
    if places::is_free_mailbox(host.ascii()) {
        return false;
    }
    let label: String = label.chars().filter(|c| c.is_alphanumeric()).collect();
    let folded = fold_name(name);
    let whole: String = folded.text.chars().filter(|c| c.is_alphanumeric()).collect();
    let own = own_words(name);
    let joined = own.concat();
    own.iter().any(|word| word.len() >= 4 && label.contains(&**word))
        || label.len() >= 4 && !joined.is_empty() && whole.contains(&*label)
}

/// The address inside a display name, and whether it names Amazon.
pub fn address_in(name: &str) -> Option<(String, bool)> {
    // Invisible characters and spaces around dots are how such addresses get past filters.
    let folded = fold::fold_text(name).replace(". ", ".").replace(" .", ".");
    let at = folded.find('@')?;
    let part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let start = folded[..at].char_indices().rev().take_while(|&(_, c)| part(c)).last().map_or(at, |(start, _)| start);
    let end = folded[at + 1..].find(|c: char| !part(c)).map_or(folded.len(), |end| at + 1 + end);
    let (local, domain) = (&folded[start..at], folded[at + 1..end].trim_matches('.'));
    if local.is_empty() || domain.is_empty() {
        return None;
    }
    let names_amazon = sender::names_amazon(domain)
        || lookalike::carries_brand(local)
        || domain.split('.').any(|label| lookalike::carries_brand(label) || label == "amzn");
    Some((format!("{local}@{domain}"), names_amazon))
}

/// The account or role word beside the brand in a local part; nothing where the brand stands alone or in another trade.
pub fn role_in_local_part(local: &str) -> Option<String> {
    let folded = fold::fold(local);
    let usage = lookalike::find(&folded)?;
    if usage.collision.is_some() || usage.spelling == Spelling::Clipped || usage.trade().is_some() {
        return None;
    }
    let word = usage.word(WordKind::Account).or_else(|| usage.word(WordKind::Role));
    match usage.spelling {
        Spelling::Alike(written, _) => Some(word.map_or(written, str::to_owned)),
        _ => word.map(str::to_owned),
    }
}

/// What a text says about whom it is from.
#[derive(Clone, Debug, Default)]
pub struct TextClaim {
    /// How much.
    pub strength: Strength,
    /// Read from where.
    pub evidence: Vec<ClaimEvidence>,
    /// The text signs or says "we" as Amazon: then whoever else speaks, it claims to be Amazon.
    pub signs: bool,
    /// A place where the brand, or words around it, are spelled with other characters: what is written, and how.
    pub disguise: Option<(String, String)>,
}

impl TextClaim {
    fn raise(&mut self, strength: Strength, source: ClaimSource, text: &str) {
        if strength > self.strength {
            self.strength = strength;
        }
        // A handful of places is enough to point at.
        if strength == Strength::Strong && self.evidence.len() < 5 {
            self.evidence.push(ClaimEvidence::new(source, text));
        }
    }
}

/// Reads a subject.
pub fn subject_claim(subject: &str, claim: &mut TextClaim) {
    let folded = fold::fold(subject);
    if !mentions_brand(&folded.text) {
        return;
    }
    claim.strength = claim.strength.max(Strength::Mention);
    note_disguise(&folded, subject, claim);
    let speech = without_quotations(&folded.text);
    if tables::SPEAKS.within(&speech) || tables::SPEAKS_ALONE.within(&speech) || says_held(&speech) {
        claim.raise(Strength::Strong, ClaimSource::Subject, subject);
    } else if claim.evidence.is_empty() {
        claim.evidence.push(ClaimEvidence::new(ClaimSource::Subject, subject));
    }
}

/// Reads the blocks of one voice, in order.
pub fn blocks_claim<'a>(blocks: impl Iterator<Item = &'a Block>, claim: &mut TextClaim) {
    let blocks: Vec<&Block> = blocks.collect();
    let mut disguised_words = 0;
    for (at, block) in blocks.iter().enumerate() {
        disguised_words += count_disguised_words(&block.text, claim);
        if !mentions_brand(&block.folded.text) {
            continue;
        }
        let source = if block.image { ClaimSource::Image } else { ClaimSource::Text };
        claim.strength = claim.strength.max(Strength::Mention);
        note_disguise(&block.folded, &block.text, claim);
        let speech = without_quotations(&block.folded.text);
        let signature = signature(&blocks, at);
        if tables::SPEAKS.within(&speech) {
            claim.signs = true;
            claim.raise(Strength::Strong, source, &block.text);
        } else if let Some(signature) = signature {
            claim.signs |= signature == Signature::Closing;
            claim.raise(Strength::Strong, ClaimSource::Signature, &block.text);
        } else if tables::SPEAKS_ALONE.within(&speech) || sentences(&speech).any(says_held) {
            claim.raise(Strength::Strong, source, &block.text);
        }
    }
    if disguised_words < DISGUISED_WORDS
        && !claim.disguise.as_ref().is_some_and(|(text, _)| mentions_brand(&fold::fold_text(text)))
    {
        claim.disguise = None;
    }
}

/// Fewer words than this with foreign characters inside are an accident of typesetting.
const DISGUISED_WORDS: usize = 3;

/// Counts words with characters inside that are not shown or belong to another alphabet, and remembers the first.
fn count_disguised_words(text: &str, claim: &mut TextClaim) -> usize {
    if text.is_ascii() {
        return 0;
    }
    let mut count = 0;
    for word in text.split_whitespace() {
        if let Some(character) = disguised_inside(word) {
            count += 1;
            claim.disguise.get_or_insert_with(|| (word.to_owned(), character.to_string()));
        }
    }
    count
}

/// The first character inside a Latin word that takes no room or is another alphabet's look-alike. Soft hyphens are how
/// long words are typeset, zero-width spaces how addresses are.
fn disguised_inside(word: &str) -> Option<char> {
    let latin = word.chars().filter(char::is_ascii_alphabetic).count();
    if latin < 2 {
        return None;
    }
    let chars: Vec<char> = word.chars().collect();
    (1..chars.len()).find_map(|at| {
        let c = chars[at];
        if c.is_ascii() || matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}') {
            return None;
        }
        let near_latin = chars[at - 1].is_ascii_alphabetic() || chars.get(at + 1).is_some_and(char::is_ascii_alphabetic);
        let foreign_mark = fold::is_invisible(c) && !matches!(u32::from(c), 0x300..=0x34e | 0x350..=0x36f | 0xfe00..=0xfe0f | 0x20d0..=0x20f0 | 0x1f3fb..=0x1f3ff);
        let inside = at + 1 < chars.len() && chars[at + 1..].iter().any(char::is_ascii_alphabetic);
        let greek_or_cyrillic = matches!(u32::from(c), 0x370..=0x52f | 0x531..=0x58f);
        let imitates = greek_or_cyrillic && matches!(fold::reading(c), fold::Reading::One(b) if b.is_ascii_alphabetic());
        (near_latin && (foreign_mark && inside || imitates)).then_some(c)
    })
}

/// The brand in a text is spelled with a character that only looks right.
fn note_disguise(folded: &Folded, text: &str, claim: &mut TextClaim) {
    let Some((start, end)) = brand_at(&folded.text) else {
        return;
    };
    if let Some(disguise) = folded.disguise_within(start, end) {
        // The brand matters more than any other word.
        let known = claim.disguise.as_ref().is_some_and(|(text, _)| mentions_brand(&fold::fold_text(text)));
        if !known {
            claim.disguise = Some((text.to_owned(), disguise.written.to_string()));
        }
    }
}

fn brand_at(folded: &str) -> Option<(usize, usize)> {
    let latin = folded.find("amazon").map(|at| (at, at + "amazon".len()));
    latin.or_else(|| tables::BRAND.find(folded).map(|(at, name)| (at, at + name.len())))
}

/// Whether a folded text names Amazon, or Seller Central, which is its name for the same thing.
pub fn mentions_brand(folded: &str) -> bool {
    let river = |at: usize| words::long_collision_at(&folded[at..]).is_some();
    folded.match_indices("amazon").any(|(at, _)| !river(at))
        || folded.contains("seller central")
        || folded.contains("vendor central")
        || tables::BRAND.within(folded)
}

/// The sentences of a folded text. The dot in "amazon.com" ends none.
fn sentences(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(['!', '?', '。', '！', '？', ';', '；']).flat_map(|part| part.split(". "))
}

/// "Your Amazon account is suspended": your, the brand and an account close together, and what befell it.
fn says_held(sentence: &str) -> bool {
    /// In bytes; some scripts take three a character.
    const NEAR: usize = 60;
    let Some((start, end)) = brand_at(sentence).or_else(|| {
        ["seller central", "vendor central"].iter().find_map(|name| sentence.find(name).map(|at| (at, at + name.len())))
    }) else {
        return false;
    };
    let floor = |mut at: usize| {
        while !sentence.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let before = &sentence[floor(start.saturating_sub(NEAR))..start];
    let after = &sentence[end..floor((end + NEAR).min(sentence.len()))];
    let your = tables::YOUR;
    let account = tables::ACCOUNT;
    (your.within(before) || your.within(after))
        && (account.within(after) || account.within(before))
        && tables::HELD.within(sentence)
}

/// How a signature of Amazon's stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Signature {
    /// Behind a closing: nothing else can be meant.
    Closing,
    /// Among the last lines. A title, a badge, a row of a table or somebody's job has the same shape where somebody else
    /// speaks.
    LastLine,
}

/// What a person's job ends in, not a department.
const JOBS: [&str; 12] = [
    "manager",
    "managerin",
    "specialist",
    "representative",
    "agent",
    "officer",
    "executive",
    "coordinator",
    "director",
    "经理",
    "专员",
    "顾问",
];

/// The signature of Amazon's that a block is: a short line of the shape of a name that speaks, behind a closing or, with a
/// department in it or right above it, among the last.
fn signature(blocks: &[&Block], at: usize) -> Option<Signature> {
    const LONGEST: usize = 90;
    const LAST: usize = 8;
    let block = blocks[at];
    if block.text.len() > LONGEST || block.all_link {
        return None;
    }
    // "Best regards, Amazon Seller Performance" on one line.
    let folded = block.folded.text.trim();
    let closing = tables::CLOSING;
    let (own_closing, line) = match closing.at(folded) {
        Some(phrase) if phrase.len() < folded.len() && !phrase.ends_with('*') => (true, &folded[phrase.len()..]),
        _ => (false, folded),
    };
    let line = line.trim_matches(|c: char| !c.is_alphanumeric());
    let mut speech = name_speech(line, None);
    // "Consignee: Amazon" is a row of a table, an address no name; "Amazon requires payment of the duty." is a sentence.
    let is_sentence = folded.ends_with('.') && folded.split_whitespace().count() > 4;
    if !speech.speaks() || is_sentence || line.contains([':', '：', '@', '?', '!', '？', '！', '。', '，']) {
        return None;
    }
    if let Some(above) = at.checked_sub(1).map(|above| blocks[above]).filter(|above| above.text.len() <= LONGEST)
        && !speech.has_role
    {
        // "Account Specialist" above "Amazon".
        speech = name_speech(&format!("{} {line}", above.folded.text), None);
    }
    let behind_closing = |above: usize| {
        at.checked_sub(above).is_some_and(|above| {
            let text = blocks[above].folded.text.trim_matches(|c: char| !c.is_alphanumeric());
            text.len() < 60 && closing.at(text).is_some()
        })
    };
    // "Best regards, / Jane Doe / Amazon Account Manager": agencies have those too.
    let closed = own_closing || behind_closing(1) || behind_closing(2) && !JOBS.iter().any(|job| line.ends_with(job));
    let last = behind_closing(2) || speech.speaks() && speech.has_role && at + LAST >= blocks.len() && blocks.len() > 1;
    match (closed, last) {
        (true, _) => Some(Signature::Closing),
        (_, true) => Some(Signature::LastLine),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Segment;
    use crate::text;

    fn strength(name: &str) -> Strength {
        name_speech(name, None).strength
    }

    #[test]
    fn a_name_speaks_when_nothing_but_amazons_own_words_and_filler_is_left() {
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
        ] {
            assert_eq!(strength(name), Strength::Strong, "{name}");
        }
    }

    #[test]
    fn a_name_mentions_when_it_has_words_of_its_own_or_another_trade() {
        for name in [
            "Amazon Sellers Lawyer",
            "Amazon FBA Shipping-Lucy",
            "Amazon FBA",
            "Helium 10: your Amazon report",
            "Amazon PPC Academy",
            "Jane Doe about Amazon ranking secrets",
            "亚马逊培训学院",
            "亚马逊头程物流-小王",
            "AMZ Support",
        ] {
            assert_eq!(strength(name), Strength::Mention, "{name}");
        }
        for name in
            ["Tom", "Seller Performance", "Walmart Seller Performance", "Amazonas Tours", "Diario do Amazonas", ""]
        {
            assert_eq!(strength(name), Strength::None, "{name}");
        }
    }

    #[test]
    fn who_is_named_after_his_own_domain_speaks_for_himself() {
        let host = |text: &str| HostName::parse(text).unwrap();
        assert!(named_after_host("Helium 10", &host("helium10.com")));
        assert!(named_after_host("PingPong", &host("mail.pingpongx.com")));
        assert!(named_after_host("CJ Rosenbaum, Amazon Sellers Lawyer", &host("amazonsellerslawyer.com")));
        assert!(!named_after_host("Amazon Seller Support", &host("sellersupport.example")));
        assert!(!named_after_host("Lisa", &host("mail.example")));
    }

    fn read(text: &str) -> TextClaim {
        let document = text::read(&[Segment { text: text.into(), starts_block: true, ..Segment::default() }]);
        let mut claim = TextClaim::default();
        blocks_claim(document.blocks.iter(), &mut claim);
        claim
    }

    #[test]
    fn a_text_speaks_when_it_signs_says_we_or_says_that_the_account_is_held() {
        for text in [
            "Hello,\nplease upload your invoice.\nSincerely,\nAmazon Seller Performance",
            "Please act.\nAmazon Seller Performance Team",
            "Please act.\nRegards, Amazon.com",
            "We at Amazon take this seriously.",
            "Your Amazon seller account has been deactivated.",
            "Your selling privileges on Amazon are suspended.",
            "您的亚马逊卖家账户已被停用。",
            "您好\n请上传资料\n此致\n亚马逊卖家支持",
            "お客様のAmazonアカウントを停止しました。",
            "Ihr Amazon-Verkäuferkonto wurde eingeschränkt.",
            "Bitte bestätigen.\nMit freundlichen Grüßen\nIhr Amazon-Team",
            "Nous avons bloqué votre compte Amazon, il est suspendu.",
        ] {
            assert_eq!(read(text).strength, Strength::Strong, "{text}");
        }
    }

    #[test]
    fn a_text_that_speaks_of_amazon_mentions_it() {
        for text in [
            "Our tool connects to Amazon Seller Central.",
            "He got a mail: “Your Amazon account has been suspended.” It was fake.",
            "FBA carton labels for the Amazon shipment are attached.",
            "New listings on Amazon this week. Best regards, Tom",
            "We ship to Amazon warehouses in Germany.",
        ] {
            assert_eq!(read(text).strength, Strength::Mention, "{text}");
        }
        assert_eq!(read("The Amazonas river").strength, Strength::None);
        assert_eq!(
            read("> Your Amazon account is suspended").strength,
            Strength::Strong,
            "the voice is chosen by the caller"
        );
    }

    #[test]
    fn words_written_with_other_characters_are_noticed_and_padding_is_not() {
        assert!(read("We\u{34f} ar\u{34f}e inf\u{34f}orm\u{34f}ing y\u{34f}ou about Amazon").disguise.is_some());
        assert!(read("Your Am\u{200c}azon order").disguise.is_some());
        assert!(read("Аmazon").disguise.is_some());
        assert!(read("Amazon \u{200c} \u{34f} \u{200c} \u{34f} hello").disguise.is_none());
        assert!(read("Do\u{ad}nau\u{ad}dampf\u{ad}schiff Amazon").disguise.is_none());
    }
}
