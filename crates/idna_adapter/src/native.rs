//! The native back end, with Unicode's tables from ICU4X.

use icu_normalizer::uts46::Uts46MapperBorrowed;
use icu_properties::props::{self, GeneralCategory};
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed};

use crate::{
    ARABIC_LETTER, ARABIC_NUMBER, BidiClass, DUAL, EUROPEAN_NUMBER, JoiningType, LEFT, LTR, NEUTRAL, NONSPACING_MARK,
    OTHER_CLASS, OTHER_TYPE, RIGHT, RTL, TRANSPARENT,
};

/// Answers the questions of `idna` about characters.
pub struct Adapter {
    mapper: Uts46MapperBorrowed<'static>,
    category: CodePointMapDataBorrowed<'static, GeneralCategory>,
    bidi: CodePointMapDataBorrowed<'static, props::BidiClass>,
    joining: CodePointMapDataBorrowed<'static, props::JoiningType>,
}

impl Default for Adapter {
    fn default() -> Self {
        Self::new()
    }
}

impl Adapter {
    /// Creates the back end with the tables that are compiled in.
    pub const fn new() -> Self {
        Self {
            mapper: Uts46MapperBorrowed::new(),
            category: CodePointMapData::<GeneralCategory>::new(),
            bidi: CodePointMapData::<props::BidiClass>::new(),
            joining: CodePointMapData::<props::JoiningType>::new(),
        }
    }

    /// Whether a character's canonical combining class is Virama.
    pub fn is_virama(&self, c: char) -> bool {
        self.mapper.is_virama(c)
    }

    /// Whether a character is a combining mark of any kind.
    pub fn is_mark(&self, c: char) -> bool {
        use GeneralCategory::{EnclosingMark, NonspacingMark, SpacingMark};
        matches!(self.category.get(c), NonspacingMark | SpacingMark | EnclosingMark)
    }

    /// The bidirectional class of a character.
    pub fn bidi_class(&self, c: char) -> BidiClass {
        use props::BidiClass as Class;
        BidiClass(match self.bidi.get(c) {
            Class::LeftToRight => LTR,
            Class::RightToLeft => RTL,
            Class::ArabicLetter => ARABIC_LETTER,
            Class::ArabicNumber => ARABIC_NUMBER,
            Class::EuropeanNumber => EUROPEAN_NUMBER,
            Class::NonspacingMark => NONSPACING_MARK,
            Class::EuropeanSeparator
            | Class::EuropeanTerminator
            | Class::CommonSeparator
            | Class::OtherNeutral
            | Class::BoundaryNeutral => NEUTRAL,
            _ => OTHER_CLASS,
        })
    }

    /// The joining type of a character.
    pub fn joining_type(&self, c: char) -> JoiningType {
        use props::JoiningType as Type;
        JoiningType(match self.joining.get(c) {
            Type::LeftJoining => LEFT,
            Type::RightJoining => RIGHT,
            Type::DualJoining => DUAL,
            Type::Transparent => TRANSPARENT,
            _ => OTHER_TYPE,
        })
    }

    /// Maps and normalises characters (UTS #46, section 4, steps 1 and 2). A character that is not allowed becomes U+FFFD.
    pub fn map_normalize<'a>(&'a self, chars: impl Iterator<Item = char> + 'a) -> impl Iterator<Item = char> + 'a {
        self.mapper.map_normalize(chars)
    }

    /// Normalises a label that was decoded from Punycode. A character that mapping would change becomes U+FFFD.
    pub fn normalize_validate<'a>(&'a self, chars: impl Iterator<Item = char> + 'a) -> impl Iterator<Item = char> + 'a {
        self.mapper.normalize_validate(chars)
    }
}
