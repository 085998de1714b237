//! Folds texts for the tables of times and roles: lower case, no accents, ordinary digits, simplified characters. Unlike the skeleton of
//! `brand`, it keeps digits and letters apart. The build script folds the tables with this file, too.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// A folded text with the places of its parts in the original.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of the folded text, and for its end, the byte of the original.
    origin: Vec<usize>,
}

impl Folded {
    /// Folds a text.
    pub fn of(text: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(text.len()), origin: Vec::with_capacity(text.len() + 1) };
        for (at, c) in text.char_indices() {
            for part in of_char(c).into_iter().flatten() {
                folded.text.push(part);
                folded.origin.resize(folded.text.len(), at);
            }
        }
        folded.origin.push(text.len());
        folded
    }

    /// The range of the original that a range of the folded text comes from.
    pub fn original(&self, range: &Range<usize>) -> Range<usize> {
        let place = |at: usize| self.origin.get(at).or(self.origin.last()).copied().unwrap_or(0);
        place(range.start)..place(range.end)
    }
}

/// Characters and the ones that they are folded to: accents, and traditional characters and their simplified forms.
const PAIRS: &str = "àaáaâaãaäaåaāaăaąaçcćcčcďdđdèeéeêeëeēeęeěeğgìiíiîiïiīiıiłlñnńnňnòoóoôoõoöoøoōoőořrśsşsšsșsţtťtțtùuúuûuüuūuůuűuýyÿyžzźzżz\
    個个時时內内週周間间號号們们將将請请賣卖帳账戶户復复應应訴诉審审證证驗验視视頻频約约預预開开貨货資资單单點点発发發发過过進进還还結结關关閉闭\
    刪删暫暂終终給给後后從从與与無无為为電电話话調调確确認认郵邮書书門门達达選选擇择實实業业務务營营執执處处這这輸输聯联繫系絡络護护會会説说說说\
    標标記记凍冻額额餘余據据買买備备類类費费變变產产術术權权導导該该準准許许須须舖铺鋪铺鏈链維维謝谢訂订購购評评論论險险題题問问複复査查檢检測测試试\
    規规違违權权參参議议談谈決决於于東东邊边長长陸陆傳传則则撥拨級级獲获銷销庫库寫写計计劃划區区絕绝擔担範范圍围適适繼继續续補补繳缴齊齐優优風风諮咨詢询釋释賠赔償偿條条擁拥屬属麼么嘗尝誤误錄录隨随願愿頁页傷伤壞坏藝艺響响節节簽签";

/// What a character is folded to: at most two characters.
fn of_char(c: char) -> [Option<char>; 2] {
    let one = |c: char| [Some(c), None];
    match c {
        'A'..='Z' => one(c.to_ascii_lowercase()),
        '\u{ff01}'..='\u{ff5e}' => one(char::from_u32(u32::from(c) - 0xfee0).map_or(c, |c| c.to_ascii_lowercase())),
        '\0'..='\x7f' => one(c),
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => [None, None],
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => one(' '),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => one('-'),
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => one('\''),
        'ß' => [Some('s'), Some('s')],
        'æ' | 'Æ' => [Some('a'), Some('e')],
        'œ' | 'Œ' => [Some('o'), Some('e')],
        'İ' => one('i'),
        _ => one(simple(c.to_lowercase().next().unwrap_or(c))),
    }
}

fn simple(c: char) -> char {
    static SIMPLE: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
        let mut pairs = PAIRS.chars();
        std::iter::from_fn(|| pairs.next().zip(pairs.next())).collect()
    });
    SIMPLE.get(&c).copied().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_accents_and_traditional_characters_are_folded_and_found_again() {
        for (text, folded) in [
            ("Innerhalb von ３０ Tagen", "innerhalb von 30 tagen"),
            ("Straße", "strasse"),
            ("İTİRAZ SÜRESİ", "itiraz suresi"),
            ("14 września", "14 wrzesnia"),
            ("７２時間以内", "72时间以内"),
            ("30個工作天內", "30个工作天内"),
        ] {
            assert_eq!(Folded::of(text).text, folded);
        }
        let text = "Größe ３０ Tage";
        let found = Folded::of(text);
        let at = found.text.find("30 tage").unwrap();
        assert_eq!(&text[found.original(&(at..found.text.len()))], "３０ Tage");
    }
}
