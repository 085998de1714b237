//! Finds one of Amazon's names in a text, and tells how it is spelled there: exactly, with confusable characters, or with a typo
//! (typosquatting). The callers decide what that means for a host or a name.

use crate::brand::edit_distance::{SLIP, edit_distance};
use crate::brand::skeleton::Folded;
use crate::brand::words::{self, Piece, PieceKind, WordKind};
use crate::tables::{self, SHAPES};

/// The brand: the first of the names that people know Amazon by. The others count as names of their own.
pub(crate) const BRAND: &str = "amazon";
const NAMES: [&str; 3] = [BRAND, "sellercentral", "vendorcentral"];
/// The greatest distance of a near typo. A near typo must also contain a `z`, the most distinctive letter of the brand.
const NEAR: u8 = 6;
/// The names of the brand in other languages whose folded form is ASCII: the Russian name in capitals, where З is read as 3 and Н
/// as H, and the Chinese name in pinyin.
const READ_AS_LATIN: [&str; 2] = ["ama3oh", "yamaxun"];
/// Clipped forms of the brand. They mean the brand only beside a second sign.
pub(crate) const CLIPPED: [&str; 2] = ["amzn", "amz"];

/// How the brand is spelled in a label or a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// Exactly.
    Exact,
    /// With confusable characters: the text as written, and the text that it is read as.
    Confusable(String, String),
    /// With a typo: a slip, doubled letters, or a separator inside the brand (typosquatting).
    Typo,
    /// With more than one slip, or as the beginning of another word: close enough to be read as the name in a host.
    NearTypo,
    /// Clipped, so that it needs a second sign.
    Clipped,
}

/// The brand in a label or a name, with the words around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BrandUse<'a> {
    /// The name that was found.
    pub(crate) name: &'static str,
    /// How the name is spelled.
    pub(crate) spelling: Spelling,
    /// The words around the name, in order.
    pub(crate) pieces: Vec<Piece<'a>>,
    /// The word that only contains the brand, if it is one: the river, a plant, a parrot.
    pub(crate) collision: Option<&'static str>,
}

impl<'a> BrandUse<'a> {
    /// Returns the first word of this kind beside the name.
    pub(crate) fn word(&self, kind: WordKind) -> Option<&'a str> {
        self.pieces.iter().find(|piece| piece.kind == PieceKind::Word(kind)).map(|piece| piece.text)
    }

    /// Returns the words that are joined to a piece of the label, so that a reason names whole words: "kunden + konto" if words cover all
    /// of them, and else the text as it stands, because the cut may be wrong.
    pub(crate) fn joined_to(&self, text: &str) -> String {
        let touches = |left: &str, right: &str| left.as_bytes().as_ptr_range().end == right.as_ptr();
        let is_letters = |piece: &&Piece<'_>| !matches!(piece.kind, PieceKind::Digits);
        let pieces: Vec<&Piece<'_>> = self.pieces.iter().filter(is_letters).collect();
        let Some(at) = pieces.iter().position(|piece| std::ptr::eq(piece.text, text)) else { return text.to_owned() };
        let (mut first, mut last) = (at, at);
        while first > 0 && touches(pieces[first - 1].text, pieces[first].text) {
            first -= 1;
        }
        while last + 1 < pieces.len() && touches(pieces[last].text, pieces[last + 1].text) {
            last += 1;
        }
        let run: Vec<&str> = pieces[first..=last].iter().map(|piece| piece.text).collect();
        let is_covered = pieces[first..=last].iter().all(|piece| matches!(piece.kind, PieceKind::Word(_)));
        run.join(if is_covered { " + " } else { "" })
    }

    /// Returns the trade that the name is used for. A trade word counts if it is the last word that is not filler, or if there is
    /// no account word.
    pub(crate) fn trade(&self) -> Option<&'a str> {
        let filler = PieceKind::Word(WordKind::Filler);
        let trade = self.word(WordKind::Trade)?;
        let last = self.pieces.iter().rev().find(|piece| piece.kind != filler);
        let ends_in_trade = last.is_some_and(|piece| piece.kind == PieceKind::Word(WordKind::Trade));
        (ends_in_trade || self.word(WordKind::Account).is_none()).then_some(trade)
    }
}

/// The length up to which names and local parts are searched, in bytes of the folded text. Readers do not read further, and the
/// cost of the searches grows faster than the length.
const LONGEST_NAME: usize = 500;

/// Returns the part of a folded name that is searched.
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
        .find_map(|name| find_confusable(folded, name))
        .or_else(|| names().find_map(|name| find_split(text, name)))
        .or_else(|| names().find_map(|name| find_typo(text, name)))
        .or_else(|| letters.may_spell(BRAND).then(|| find_doubled_letters(text)).flatten())
        .or_else(|| {
            letters.have(CLIPPED[1]).then(|| CLIPPED.iter().find_map(|name| find_clipped(text, name))).flatten()
        })
}

/// Whether a label can contain any of the names. This cheap test saves the search for most labels.
pub(crate) fn may_hold_name(label: &str) -> bool {
    let letters = Letters::of(label);
    !label.is_ascii()
        || letters.may_spell_foreign()
        || letters.have(CLIPPED[1])
        || NAMES.iter().any(|name| letters.may_spell(name))
}

/// The letters of a text, as bit sets. Most labels lack letters of every name, so that no search is needed.
struct Letters {
    /// The letters themselves, and those that digits stand for.
    plain: u32,
    /// The same, and the letters whose look-alike shapes begin with a character of the text.
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

    /// Whether the text has all letters of a word.
    fn have(&self, word: &str) -> bool {
        set_of(word) & !self.plain == 0
    }

    /// Whether the text can contain a name of the brand in another script. Two of these names fold to ASCII.
    fn may_spell_foreign(&self) -> bool {
        !self.ascii || READ_AS_LATIN.iter().any(|name| self.have(name))
    }

    /// Whether any of the searches can find this name. A slip removes at most one letter, so the text may lack only as many
    /// letters as the searches allow slips, unless look-alike shapes supply them.
    fn may_spell(&self, name: &str) -> bool {
        let wanted = set_of(name);
        let missing = (wanted & !self.plain).count_ones();
        let few = if name != BRAND || self.plain & LOOSE == LOOSE { 2 } else { 1 };
        self.length + 2 >= name.len() && (missing <= few || wanted & !self.shapes == 0)
    }
}

/// The letters of a word, as a bit set.
fn set_of(word: &str) -> u32 {
    word.bytes().fold(0, |set, letter| set | PLAIN[usize::from(letter & 0x7f)])
}

const fn bit(letter: u8) -> u32 {
    1 << (letter - b'a')
}

/// The letters that a word must have to be the brand with more than one slip.
const LOOSE: u32 = bit(b'a') | bit(b'z');

/// For each byte the letter that it is, or that it stands for if it is a digit.
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

/// The same, with the letters that have a look-alike shape beginning with this byte.
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

/// Whether a character separates the parts of a label or a name.
fn is_separator(c: char) -> bool {
    !c.is_alphanumeric()
}

/// The parts of a text, each with its start. East Asian and other characters form separate parts, because scripts without spaces
/// write none beside Latin words either.
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

/// Builds the finding of a name at a range of the text, with the words around it.
fn brand_use<'a>(name: &'static str, spelling: Spelling, text: &'a str, start: usize, end: usize) -> BrandUse<'a> {
    let mut pieces = Vec::new();
    for (_, token) in tokens(&text[..start]).chain(tokens(&text[end..])) {
        // A second mention of the brand adds nothing.
        if token != BRAND && !tables::BRAND.is(token) {
            words::cut(token, &mut pieces);
        }
    }
    BrandUse { name, spelling, pieces, collision: None }
}

/// Finds the name, exact or spelled with confusable characters, anywhere in the label.
fn find_confusable<'a>(folded: &'a Folded, name: &'static str) -> Option<BrandUse<'a>> {
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

/// Finds the word or words that contain the brand by accident: the river and its derivatives, "drama zone". Returns `None` if the
/// brand stands for itself.
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
        // The reading wins that explains more of the label: "amazon assistance", not "amazonas sistance".
        if token == word || known(&other.pieces) >= known(&with_brand.pieces) {
            return Some(BrandUse { collision: Some(word), ..other });
        }
    }
    // "…ama zone": the brand across the border of two unrelated words.
    let before = &text[token_start..start];
    if !before.is_empty() && text[end..].starts_with('e') && words::kind(before).is_none() {
        return Some(BrandUse { collision: Some("zone"), ..with_brand });
    }
    None
}

/// Finds the name cut in pieces: `a-mazon`, `seller-central`. Each piece must be a whole part of the label.
fn find_split<'a>(text: &'a str, name: &'static str) -> Option<BrandUse<'a>> {
    for (start, _) in tokens(text) {
        let mut rest = name;
        let mut shortest = usize::MAX;
        for (at, token) in tokens(&text[start..]) {
            let Some(left) = rest.strip_prefix(token).filter(|_| !token.is_empty()) else {
                break;
            };
            rest = left;
            shortest = shortest.min(token.len());
            if rest.is_empty() {
                let end = start + at + token.len();
                // The other names are also spelled as two words. The brand is one word, and "A. Mazon" is a person.
                if name != BRAND {
                    return Some(brand_use(name, Spelling::Exact, text, start, end));
                } else if shortest > 1 || !text[start..end].contains(' ') {
                    return Some(brand_use(name, Spelling::Typo, text, start, end));
                }
                break;
            }
        }
    }
    None
}

/// Finds a typo of the name (typosquatting): as a whole part of the label, or joined to account words, places, roles, digits or
/// random letters. A typo with more slips, or one joined to other words, is only a near typo.
fn find_typo<'a>(text: &'a str, name: &'static str) -> Option<BrandUse<'a>> {
    let mut near = None;
    for (start, token) in tokens(text).filter(|(_, token)| token.is_ascii() && token.len() + 2 >= name.len()) {
        let found = |spelling, from: usize, to: usize| brand_use(name, spelling, text, start + from, start + to);
        let distance = typo_distance(token, name, NEAR.max(typo_limit(name)));
        if distance.is_some_and(|distance| distance <= typo_limit(name)) {
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
        let close = |part: &str| typo_distance(part, name, typo_limit(name)).is_some();
        for length in name.len() - 1..=(name.len() + 1).min(token.len() - 1) {
            let (head, tail) = token.split_at(length);
            // Beside such words, a missing first letter counts as a slip too.
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

/// Returns the distance of a whole word from the name. Returns `None` for the name itself, beyond the limit, and for a word from
/// the table of collisions.
fn typo_distance(word: &str, name: &str, limit: u8) -> Option<u8> {
    // Each letter that the word lacks or that the name lacks costs at least half a slip.
    let (wanted, had) = (set_of(name), set_of(word));
    let strange = (wanted & !had).count_ones().max((had & !wanted).count_ones());
    if strange * u32::from(SLIP / 2) > u32::from(limit) {
        return None;
    }
    let distance = edit_distance(&without_digits(word), name)?;
    (distance > 0 && distance <= limit && words::collision(word).is_none()).then_some(distance)
}

/// The greatest distance of a typo of this name.
fn typo_limit(name: &str) -> u8 {
    if name == BRAND { SLIP } else { 2 * SLIP }
}

/// Whether a word is a typo of the brand.
pub(crate) fn is_typo(word: &str) -> bool {
    typo_distance(word, BRAND, SLIP).is_some()
}

/// Whether a word is so close to the brand that it may be read as the brand: with slips, or one letter longer.
pub(crate) fn is_close(word: &str) -> bool {
    word.is_ascii()
        && find(&Folded { text: word.to_owned(), disguises: Vec::new() }).is_some_and(|usage| {
            usage.spelling != Spelling::Clipped && usage.collision.is_none_or(|word| word.len() == BRAND.len() + 1)
        })
}

/// Whether a whole word of a text spells the brand otherwise: with a slip, or with shapes that pass for its letters.
pub(crate) fn is_respelled(word: &str) -> bool {
    (BRAND.len() - 1..=BRAND.len() + 2).contains(&word.len())
        && Letters::of(word).may_spell(BRAND)
        && (is_typo(word) || spelled_with_confusables(word, 0, BRAND).is_some_and(|(end, _)| end == word.len()))
}

/// Finds the brand with doubled letters: `amazoonn`, `ammazzon`. One or two letters or a random string may follow it.
fn find_doubled_letters(text: &str) -> Option<BrandUse<'_>> {
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

/// Replaces the digits in an ASCII word by the letters that they stand for. A word of digits alone stays.
fn without_digits(part: &str) -> std::borrow::Cow<'_, str> {
    if !part.bytes().any(|b| b.is_ascii_digit()) || part.bytes().all(|b| b.is_ascii_digit()) {
        return part.into();
    }
    part.bytes().map(|byte| char::from(letter_of(byte).unwrap_or(byte))).collect()
}

/// Returns the letter that a digit inside a word stands for.
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

/// Whether a text consists only of account words, places, roles and digits. Joined to such a text, a slip means the brand.
fn is_telling(part: &str) -> bool {
    use WordKind::{Account, Place, Role, Seller};
    let mut pieces = Vec::new();
    words::cut(part, &mut pieces);
    !pieces.is_empty()
        && pieces
            .iter()
            .all(|piece| matches!(piece.kind, PieceKind::Digits | PieceKind::Word(Account | Place | Role | Seller)))
}

/// Finds a clipped form: `amz` as a whole part of the label, `amzn` also at the beginning of one.
fn find_clipped<'a>(text: &'a str, name: &'static str) -> Option<BrandUse<'a>> {
    for (start, token) in tokens(text) {
        let rest = token.strip_prefix(name);
        let counts = match name {
            // Many tools for sellers have a name that begins with `amz`, so the whole part must be `amz`.
            "amz" => rest == Some(""),
            _ => rest.is_some(),
        };
        if counts {
            return Some(brand_use(BRAND, Spelling::Clipped, text, start, start + name.len()));
        }
    }
    None
}

/// Reads the name at this position. Returns the end of the reading and the first look-alike shape in it with the letter that it
/// imitates. Returns `None` if the name cannot be read there.
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
    fn every_ascii_name_of_the_brand_passes_the_test_before_the_search() {
        let latin: Vec<_> = tables::BRAND.rows().map(|(name, _)| name).filter(|name| name.is_ascii()).collect();
        assert_eq!(latin, READ_AS_LATIN);
    }
}
