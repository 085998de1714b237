//! The Unicode back end of the `idna` crate. It replaces the crate of the same name from the registry, which exists so that a
//! program can choose its back end. The native build uses the tables of ICU4X, as the published crate does. The browser build
//! has no tables, because they would make up a third of a WebAssembly module. Only the module for pictures uses `url` there, for hosts
//! in ASCII. A character that is not ASCII is an error.
//!
//! All public items have the names and the meaning that `idna` expects. A mask is a set of property values.

#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(not(target_arch = "wasm32"))]
pub use native::Adapter;
#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
pub use browser::Adapter;

/// Defines a property value as one bit, and a set of such values as a mask.
macro_rules! property {
    ($value:ident, $mask:ident, $doc:literal) => {
        #[doc = $doc]
        #[derive(Clone, Copy)]
        pub struct $value(u32);

        /// A set of values of the property.
        #[derive(Clone, Copy)]
        pub struct $mask(u32);

        impl $value {
            /// The set that contains only this value.
            pub fn to_mask(self) -> $mask {
                $mask(self.0)
            }
        }

        impl $mask {
            /// Whether the two sets have a value in common.
            pub fn intersects(self, other: Self) -> bool {
                self.0 & other.0 != 0
            }
        }
    };
}

property!(BidiClass, BidiClassMask, "The `Bidi_Class` of a character.");
property!(JoiningType, JoiningTypeMask, "The `Joining_Type` of a character.");

const LTR: u32 = 1;
const RTL: u32 = 1 << 1;
const ARABIC_LETTER: u32 = 1 << 2;
const ARABIC_NUMBER: u32 = 1 << 3;
const EUROPEAN_NUMBER: u32 = 1 << 4;
const NONSPACING_MARK: u32 = 1 << 5;
/// European separators and terminators, common separators, other and boundary neutrals.
const NEUTRAL: u32 = 1 << 6;
#[cfg(not(target_arch = "wasm32"))]
const OTHER_CLASS: u32 = 1 << 7;

impl BidiClass {
    /// Whether the character is written from left to right.
    pub fn is_ltr(self) -> bool {
        self.0 == LTR
    }

    /// Whether the character is a nonspacing mark.
    pub fn is_nonspacing_mark(self) -> bool {
        self.0 == NONSPACING_MARK
    }

    /// Whether the character is a European number.
    pub fn is_european_number(self) -> bool {
        self.0 == EUROPEAN_NUMBER
    }

    /// Whether the character is an Arabic number.
    pub fn is_arabic_number(self) -> bool {
        self.0 == ARABIC_NUMBER
    }
}

/// The classes that make a domain bidirectional (RFC 5893, section 1.4).
pub const RTL_MASK: BidiClassMask = BidiClassMask(RTL | ARABIC_LETTER | ARABIC_NUMBER);
/// The classes that a label may begin with (RFC 5893, section 2, rule 1).
pub const FIRST_BC_MASK: BidiClassMask = BidiClassMask(LTR | RTL | ARABIC_LETTER);
/// The classes that a left-to-right label may end with, apart from marks (rule 6).
pub const LAST_LTR_MASK: BidiClassMask = BidiClassMask(LTR | EUROPEAN_NUMBER);
/// The classes that a right-to-left label may end with, apart from marks (rule 3).
pub const LAST_RTL_MASK: BidiClassMask = BidiClassMask(RTL | ARABIC_LETTER | EUROPEAN_NUMBER | ARABIC_NUMBER);
/// The classes that a left-to-right label may contain (rule 5).
pub const MIDDLE_LTR_MASK: BidiClassMask = BidiClassMask(LTR | EUROPEAN_NUMBER | NEUTRAL | NONSPACING_MARK);
/// The classes that a right-to-left label may contain (rule 2).
pub const MIDDLE_RTL_MASK: BidiClassMask =
    BidiClassMask(RTL | ARABIC_LETTER | ARABIC_NUMBER | EUROPEAN_NUMBER | NEUTRAL | NONSPACING_MARK);

const LEFT: u32 = 1;
const RIGHT: u32 = 1 << 1;
const DUAL: u32 = 1 << 2;
const TRANSPARENT: u32 = 1 << 3;
const OTHER_TYPE: u32 = 1 << 4;

impl JoiningType {
    /// Whether the character is transparent to joining.
    pub fn is_transparent(self) -> bool {
        self.0 == TRANSPARENT
    }
}

/// The joining types that are allowed before a zero width non-joiner (RFC 5892, appendix A.1).
pub const LEFT_OR_DUAL_JOINING_MASK: JoiningTypeMask = JoiningTypeMask(LEFT | DUAL);
/// The joining types that are allowed after a zero width non-joiner.
pub const RIGHT_OR_DUAL_JOINING_MASK: JoiningTypeMask = JoiningTypeMask(RIGHT | DUAL);
