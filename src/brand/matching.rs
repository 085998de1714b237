//! Where one of Amazon's names stands in a text, and how it is spelled there: as it is, in look-alike letters, with a slip.
//! What that means for a host or a name is decided by those who ask.

use crate::brand::distance::{SLIP, distance};
use crate::brand::skeleton::Folded;
use crate::brand::words::{self, Piece, PieceKind, WordKind};
use crate::tables::{self, SHAPES};

/// The names people know Amazon by. The first is the brand; the others count as names of their own.
pub(crate) const BRAND: &str = "amazon";
const NAMES: [&str; 3] = [BRAND, "sellercentral", "vendorcentral"];
/// Up to this distance a word with the letter that makes the brand is near it.
const NEAR: u8 = 6;
/// The other names of the brand that are read in Latin letters: in pinyin, and in Russian capitals, of which З is taken for 3
/// and Н for H.
const READ_AS_LATIN: [&str; 2] = ["ama3oh", "yamaxun"];
/// Clipped forms. They mean the brand only beside a second sign.
pub(crate) const CLIPPED: [&str; 2] = ["amzn", "amz"];

/// How the brand stands in a label or a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// As it is.
    Exact,
    /// With confusable characters: the text as written, and the text that it is read as.
    Confusable(String, String),
    /// One typing mistake away (typosquatting).
    Typo,
    /// More than one slip away, or the beginning of another word: near enough to be read as the name in a host.
    NearTypo,
    /// Clipped, so that a second sign is needed.
    Clipped,
}

/// The brand in a label or a name, with what stands around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BrandUse<'a> {
    /// Which of the names it is.
    pub(crate) name: &'static str,
    /// How it is spelled.
    pub(crate) spelling: Spelling,
    /// What stands around it, in order, the name itself left out.
    pub(crate) pieces: Vec<Piece<'a>>,
    /// A word that only contains the brand: the river, a plant, a parrot.
    pub(crate) collision: Option<&'static str>,
}

impl<'a> BrandUse<'a> {
    /// The first word of this kind beside it.
    pub(crate) fn word(&self, kind: WordKind) -> Option<&'a str> {
        self.pieces.iter().find(|piece| piece.kind == PieceKind::Word(kind)).map(|piece| piece.text)
    }

    /// The trade it is used for: the last word that says anything is a trade, or there is one and no account word.
    pub(crate) fn trade(&self) -> Option<&'a str> {
        let filler = PieceKind::Word(WordKind::Filler);
        let trade = self.word(WordKind::Trade)?;
        let last = self.pieces.iter().rev().find(|piece| piece.kind != filler);
        let ends_in_trade = last.is_some_and(|piece| piece.kind == PieceKind::Word(WordKind::Trade));
        (ends_in_trade || self.word(WordKind::Account).is_none()).then_some(trade)
    }
}

/// Names and local parts are read up to here, in bytes of the folded text: nobody reads on, and the searches cost more than
/// in proportion.
const LONGEST_NAME: usize = 500;

/// What is read of a folded name.
pub(crate) fn beginning(folded: &str) -> &str {
    let mut end = folded.len().min(LONGEST_NAME);
    while !folded.is_char_boundary(end) {
        end -= 1;
    }
    &folded[..end]
}

/// Finds one of the names in a folded label or display name.
pub(crate) fn find(folded: &Folded) -> Option<BrandUse<'_>> {
    let text = beginning(&folded.text);
    let letters = Letters::of(text);
    if letters.may_spell_foreign()
        && let Some((at, name)) = tables::BRAND.find(text)
    {
        return Some(brand_use(BRAND, Spelling::Exact, text, at, at + name.len()));
    }
    let names = || NAMES.iter().filter(|name| letters.may_spell(name));
    names()
        .find_map(|name| find_alike(folded, name))
        .or_else(|| names().find_map(|name| find_split(text, name)))
        .or_else(|| names().find_map(|name| find_slip(text, name)))
        .or_else(|| letters.may_spell(BRAND).then(|| find_stretched(text)).flatten())
        .or_else(|| {
            letters.have(CLIPPED[1]).then(|| CLIPPED.iter().find_map(|name| find_clipped(text, name))).flatten()
        })
}

/// Whether a label can hold any of the names, before it is looked at more closely; most cannot.
pub(crate) fn may_hold_name(label: &str) -> bool {
    let letters = Letters::of(label);
    !label.is_ascii()
        || letters.may_spell_foreign()
        || letters.have(CLIPPED[1])
        || NAMES.iter().any(|name| letters.may_spell(name))
}

/// The letters of a text, as sets of bits. Most labels lack the letters of every name, and need no closer look.
struct Letters {
    /// The letters as they stand, and those that digits stand for.
    plain: u32,
    /// Those too that another shape may begin.
    shapes: u32,
    ascii: bool,
    length: usize,
}

impl Letters {
    fn of(text: &str) -> Self {
        let (mut plain, mut shapes, mut ascii) = (0, 0, true);
        for byte in text.bytes() {
            ascii &= byte.is_ascii();
            plain |= PLAIN[usize::from(byte & 0x7f)];
            shapes |= SHAPED[usize::from(byte & 0x7f)];
        }
        Self { plain, shapes, ascii, length: text.len() }
    }

    /// Whether all letters of a word are there.
    fn have(&self, word: &str) -> bool {
        set_of(word) & !self.plain == 0
    }

    /// Whether the brand in another script can stand there; in Latin letters it is read in two ways.
    fn may_spell_foreign(&self) -> bool {
        !self.ascii || READ_AS_LATIN.iter().any(|name| self.have(name))
    }

    /// Whether any of the searches can find this name: as many letters are there as its slips need. A slip takes away one
    /// letter at most.
    fn may_spell(&self, name: &str) -> bool {
        let wanted = set_of(name);
        let missing = (wanted & !self.plain).count_ones();
        let few = if name != BRAND || self.plain & LOOSE == LOOSE { 2 } else { 1 };
        self.length + 2 >= name.len() && (missing <= few || wanted & !self.shapes == 0)
    }
}

/// The letters of a word, as a set of bits.
fn set_of(word: &str) -> u32 {
    word.bytes().fold(0, |set, letter| set | PLAIN[usize::from(letter & 0x7f)])
}

const fn bit(letter: u8) -> u32 {
    1 << (letter - b'a')
}

/// What a word must have to be the brand with more than one slip.
const LOOSE: u32 = bit(b'a') | bit(b'z');

/// The letter a byte is, or stands for where it is a digit.
static PLAIN: [u32; 128] = {
    let mut sets = [0; 128];
    let mut letter = b'a';
    while letter <= b'z' {
        sets[letter as usize] = bit(letter);
        letter += 1;
    }
    let mut digit = b'0';
    while digit <= b'9' {
        if let Some(letter) = letter_of(digit) {
            sets[digit as usize] = bit(letter);
        }
        digit += 1;
    }
    sets
};

/// The same, with the letters that have a shape beginning with this byte.
static SHAPED: [u32; 128] = {
    let mut sets = PLAIN;
    let mut at = 0;
    while at < SHAPES.len() {
        let (imitates, shape) = SHAPES[at];
        sets[shape.as_bytes()[0] as usize] |= bit(imitates.as_bytes()[0]);
        at += 1;
    }
    sets
};

/// What separates the parts of a label or a name.
fn is_separator(c: char) -> bool {
    !c.is_alphanumeric()
}

/// The parts of a text, each with the place where it starts. Scripts that need no spaces write none beside Latin words.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let east_asian = |c: char| c >= '\u{2e80}';
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..)?;
        let first = rest.chars().next().is_some_and(east_asian);
        let end = rest.char_indices().find(|&(_, c)| is_separator(c) || east_asian(c) != first);
        let (end, gap) = end.map_or((rest.len(), 1), |(at, c)| (at, if is_separator(c) { c.len_utf8() } else { 0 }));
        let token = (start, &rest[..end]);
        start += end + gap;
        Some(token)
    })
}

/// A brand at a place, with the words around it.
fn brand_use<'a>(name: &'static str, spelling: Spelling, text: &'a str, start: usize, end: usize) -> BrandUse<'a> {
    let mut pieces = Vec::new();
    for (_, token) in tokens(&text[..start]).chain(tokens(&text[end..])) {
        // The brand again says nothing new.
        if token != BRAND && !tables::BRAND.is(token) {
            words::cut(token, &mut pieces);
        }
    }
    BrandUse { name, spelling, pieces, collision: None }
}

/// The name as it is, or spelled with characters that look like its own, anywhere in the label.
fn find_alike<'a>(folded: &'a Folded, name: &'static str) -> Option<BrandUse<'a>> {
    let text = beginning(&folded.text);
    let mut disguised = None;
    let first = set_of(&name[..1]);
    let begins = |byte: u8| byte.is_ascii() && SHAPED[usize::from(byte)] & first != 0;
    for start in (0..text.len()).filter(|&at| begins(text.as_bytes()[at])) {
        let Some((end, alike)) = spelled_with_confusables(text, start, name) else {
            continue;
        };
        let spelling = match (alike, folded.disguise_within(start, end)) {
            (_, Some(disguise)) => Spelling::Confusable(disguise.written.to_string(), disguise.read.to_owned()),
            (Some((written, imitates)), None) => Spelling::Confusable(written.to_owned(), imitates.to_owned()),
            (None, None) => Spelling::Exact,
        };
        if name != BRAND {
            return Some(brand_use(name, spelling, text, start, end));
        }
        if spelling == Spelling::Exact {
            return in_other_word(text, start, end).or_else(|| Some(brand_use(name, spelling, text, start, end)));
        }
        disguised.get_or_insert((spelling, start, end));
    }
    disguised.map(|(spelling, start, end)| brand_use(name, spelling, text, start, end))
}

/// The brand as part of another word: the river and what is named after it, "drama zone". The hit then says so.
fn in_other_word(text: &str, start: usize, end: usize) -> Option<BrandUse<'_>> {
    let token_start =
        text[..start].char_indices().rev().find(|&(_, c)| is_separator(c)).map_or(0, |(at, c)| at + c.len_utf8());
    let token_end = text[end..].find(is_separator).map_or(text.len(), |at| end + at);
    let token = &text[token_start..token_end];
    let with_brand = brand_use(BRAND, Spelling::Exact, text, start, end);
    let known = |pieces: &[Piece<'_>]| -> usize {
        pieces.iter().filter(|p| matches!(p.kind, PieceKind::Word(_))).map(|p| p.text.len()).sum()
    };
    let collision = words::collision(token).or_else(|| words::long_collision_at(&text[start..]));
    if let Some(word) = collision {
        let word_start = if token == word { token_start } else { start };
        let other =
            brand_use(BRAND, Spelling::Exact, text, word_start, (word_start + word.len()).max(end.min(text.len())));
        // Whichever reading explains more of the label wins: "amazon assistance", not "amazonas sistance".
        if token == word || known(&other.pieces) >= known(&with_brand.pieces) {
            return Some(BrandUse { collision: Some(word), ..other });
        }
    }
    // "…ama zone": the brand across two words that have nothing to do with it.
    let before = &text[token_start..start];
    if !before.is_empty() && text[end..].starts_with('e') && words::kind(before).is_none() {
        return Some(BrandUse { collision: Some("zone"), ..with_brand });
    }
    None
}

/// The name cut in pieces: `a-mazon`, `seller-central`. Each piece must be a whole part of the label.
fn find_split<'a>(text: &'a str, name: &'static str) -> Option<BrandUse<'a>> {
    for (start, _) in tokens(text) {
        let mut rest = name;
        for (at, token) in tokens(&text[start..]) {
            let Some(left) = rest.strip_prefix(token).filter(|_| !token.is_empty()) else {
                break;
            };
            rest = left;
            if rest.is_empty() {
                let end = start + at + token.len();
                // The other names are spelled as two words; the brand is one, and "A. Mazon" is a person.
                if name != BRAND {
                    return Some(brand_use(name, Spelling::Exact, text, start, end));
                } else if !text[start..end].contains(' ') {
                    return Some(brand_use(name, Spelling::Typo, text, start, end));
                }
                break;
            }
        }
    }
    None
}

/// A slip away from the name: a whole part of the label, or glued to words of accounts or places, to digits, or to letters
/// that are no word. Further away, or glued to other words, it is only near.
fn find_slip<'a>(text: &'a str, name: &'static str) -> Option<BrandUse<'a>> {
    let mut near = None;
    for (start, token) in tokens(text).filter(|(_, token)| token.is_ascii() && token.len() + 2 >= name.len()) {
        let found = |spelling, from: usize, to: usize| brand_use(name, spelling, text, start + from, start + to);
        let distance = slip_distance(token, name, NEAR.max(slip_limit(name)));
        if distance.is_some_and(|distance| distance <= slip_limit(name)) {
            return Some(found(Spelling::Typo, 0, token.len()));
        }
        if words::collision_before(token).is_some_and(|word| !is_telling(&token[word.len()..])) {
            continue;
        }
        if distance.is_some() && token.contains('z') && token.len() >= name.len() {
            near.get_or_insert_with(|| found(Spelling::NearTypo, 0, token.len()));
        }
        if token.len() <= name.len() {
            continue;
        }
        let close = |part: &str| slip_distance(part, name, slip_limit(name)).is_some();
        for length in name.len() - 1..=(name.len() + 1).min(token.len() - 1) {
            let (head, tail) = token.split_at(length);
            // Beside such words even a missing first letter is a slip.
            if (close(head) || head == &name[1..]) && is_telling(tail)
                || name == BRAND && close(head) && words::is_no_word(tail)
            {
                return Some(found(Spelling::Typo, 0, length));
            }
            if name == BRAND && head.contains('z') && close(head) {
                near.get_or_insert_with(|| found(Spelling::NearTypo, 0, length));
            }
            let (head, tail) = token.split_at(token.len() - length);
            if close(tail) && is_telling(head) {
                return Some(found(Spelling::Typo, token.len() - length, token.len()));
            }
        }
    }
    near
}

/// How far a whole word is from the name, where that is no further than this and it is no word of its own.
fn slip_distance(word: &str, name: &str, limit: u8) -> Option<u8> {
    // Each letter that is missing, or that the name lacks, costs half a slip at least.
    let (wanted, had) = (set_of(name), set_of(word));
    let strange = (wanted & !had).count_ones().max((had & !wanted).count_ones());
    if strange * u32::from(SLIP / 2) > u32::from(limit) {
        return None;
    }
    let distance = distance(&without_digits(word), name)?;
    (distance > 0 && distance <= limit && words::collision(word).is_none()).then_some(distance)
}

/// How far a slip may lead.
fn slip_limit(name: &str) -> u8 {
    if name == BRAND { SLIP } else { 2 * SLIP }
}

/// Whether a word is the brand with a slip in it.
pub(crate) fn is_typo(word: &str) -> bool {
    slip_distance(word, BRAND, SLIP).is_some()
}

/// The brand with letters doubled: `amazoonn`, `ammazzon`, also with a letter or two behind it.
fn find_stretched(text: &str) -> Option<BrandUse<'_>> {
    for (start, token) in tokens(text) {
        if !token.is_ascii() || token.len() <= BRAND.len() || words::collision(token).is_some() {
            continue;
        }
        let mut single = token.to_owned();
        let mut previous = None;
        single.retain(|c| previous.replace(c) != Some(c));
        if single.len() < token.len()
            && single.strip_prefix(BRAND).is_some_and(|rest| rest.len() <= 2 || words::is_no_word(rest))
        {
            return Some(brand_use(BRAND, Spelling::Typo, text, start, start + token.len()));
        }
    }
    None
}

/// A word of ASCII with the letters that digits in it stand for.
fn without_digits(part: &str) -> std::borrow::Cow<'_, str> {
    if !part.bytes().any(|b| b.is_ascii_digit()) || part.bytes().all(|b| b.is_ascii_digit()) {
        return part.into();
    }
    part.bytes().map(|byte| char::from(letter_of(byte).unwrap_or(byte))).collect()
}

/// The letter that a digit inside a word stands for.
const fn letter_of(digit: u8) -> Option<u8> {
    Some(match digit {
        b'0' => b'o',
        b'1' => b'l',
        b'2' | b'7' => b'z',
        b'3' => b'e',
        b'4' => b'a',
        b'5' => b's',
        _ => return None,
    })
}

/// Only words of accounts, places and roles, or digits: what makes a slip glued to it the brand.
fn is_telling(part: &str) -> bool {
    use WordKind::{Account, Place, Role};
    let mut pieces = Vec::new();
    words::cut(part, &mut pieces);
    !pieces.is_empty()
        && pieces.iter().all(|piece| matches!(piece.kind, PieceKind::Digits | PieceKind::Word(Account | Place | Role)))
}

/// A clipped form as a whole part of the label, or in front of digits.
fn find_clipped<'a>(text: &'a str, name: &'static str) -> Option<BrandUse<'a>> {
    for (start, token) in tokens(text) {
        let rest = token.strip_prefix(name);
        let counts = match name {
            // Sellers' tools are called amz-something; only accounts and places beside it tell.
            "amz" => rest == Some(""),
            _ => rest.is_some(),
        };
        if counts {
            return Some(brand_use(BRAND, Spelling::Clipped, text, start, start + name.len()));
        }
    }
    None
}

/// Whether the name can be read at this place: where its reading ends, and the first character that is another's shape.
fn spelled_with_confusables<'a>(
    text: &'a str,
    start: usize,
    name: &str,
) -> Option<(usize, Option<(&'a str, &'static str)>)> {
    let mut at = start;
    let mut alike = None;
    for letter in name.bytes() {
        let rest = &text[at..];
        if rest.as_bytes().first() == Some(&letter) {
            at += 1;
            continue;
        }
        let (shape, imitates) = SHAPES
            .iter()
            .find(|(imitates, shape)| imitates.as_bytes()[0] == letter && rest.starts_with(*shape))
            .map(|(imitates, shape)| (*shape, *imitates))?;
        alike.get_or_insert((&text[at..at + shape.len()], imitates));
        at += shape.len();
    }
    Some((at, alike))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_other_latin_name_of_the_brand_is_missed_before_the_search() {
        let latin: Vec<_> = tables::BRAND.rows().map(|(name, _)| name).filter(|name| name.is_ascii()).collect();
        assert_eq!(latin, READ_AS_LATIN);
    }
}
