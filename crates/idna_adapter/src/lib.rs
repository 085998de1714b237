//! The Unicode back end of the `idna` crate, in the place of the one from the registry: that crate exists so that whoever
//! builds a program can choose. Natively the tables of ICU4X answer, as they do there. In a browser there are none, which
//! makes the WebAssembly module a third smaller: there `touchstone` hands over only hosts that the browser's own URL parser
//! has put into ASCII and found valid (`src/url/browser.rs`). What is not ASCII all the same is an error, never a guess.
//!
//! The names and meanings of everything public here are `idna`'s: masks are sets of property values.

#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(not(target_arch = "wasm32"))]
pub use native::Adapter;
#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
pub use browser::Adapter;

/// A property value, as one bit.
macro_rules! property {
    ($value:ident, $mask:ident, $doc:literal) => {
        #[doc = $doc]
        #[derive(Clone, Copy)]
        pub struct $value(u32);

        /// A set of its values.
        #[derive(Clone, Copy)]
        pub struct $mask(u32);

        impl $value {
            /// The set of this value alone.
            pub fn to_mask(self) -> $mask {
                $mask(self.0)
            }
        }

        impl $mask {
            /// Whether the sets have a value in common.
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
    /// Left to right.
    pub fn is_ltr(self) -> bool {
        self.0 == LTR
    }

    /// A nonspacing mark.
    pub fn is_nonspacing_mark(self) -> bool {
        self.0 == NONSPACING_MARK
    }

    /// A European number.
    pub fn is_european_number(self) -> bool {
        self.0 == EUROPEAN_NUMBER
    }

    /// An Arabic number.
    pub fn is_arabic_number(self) -> bool {
        self.0 == ARABIC_NUMBER
    }
}

/// A domain with one of these is written from right to left (RFC 5893, section 1.4).
pub const RTL_MASK: BidiClassMask = BidiClassMask(RTL | ARABIC_LETTER | ARABIC_NUMBER);
/// What a label may begin with (RFC 5893, section 2, rule 1).
pub const FIRST_BC_MASK: BidiClassMask = BidiClassMask(LTR | RTL | ARABIC_LETTER);
/// What a label from left to right may end with, marks left out (rule 6).
pub const LAST_LTR_MASK: BidiClassMask = BidiClassMask(LTR | EUROPEAN_NUMBER);
/// What a label from right to left may end with, marks left out (rule 3).
pub const LAST_RTL_MASK: BidiClassMask = BidiClassMask(RTL | ARABIC_LETTER | EUROPEAN_NUMBER | ARABIC_NUMBER);
/// What a label from left to right may contain (rule 5).
pub const MIDDLE_LTR_MASK: BidiClassMask = BidiClassMask(LTR | EUROPEAN_NUMBER | NEUTRAL | NONSPACING_MARK);
/// What a label from right to left may contain (rule 2).
pub const MIDDLE_RTL_MASK: BidiClassMask =
    BidiClassMask(RTL | ARABIC_LETTER | ARABIC_NUMBER | EUROPEAN_NUMBER | NEUTRAL | NONSPACING_MARK);

const LEFT: u32 = 1;
const RIGHT: u32 = 1 << 1;
const DUAL: u32 = 1 << 2;
const TRANSPARENT: u32 = 1 << 3;
const OTHER_TYPE: u32 = 1 << 4;

impl JoiningType {
    /// Transparent to joining.
    pub fn is_transparent(self) -> bool {
        self.0 == TRANSPARENT
    }
}

/// What may stand left of a zero width non-joiner (RFC 5892, appendix A.1).
pub const LEFT_OR_DUAL_JOINING_MASK: JoiningTypeMask = JoiningTypeMask(LEFT | DUAL);
/// What may stand right of it.
pub const RIGHT_OR_DUAL_JOINING_MASK: JoiningTypeMask = JoiningTypeMask(RIGHT | DUAL);
