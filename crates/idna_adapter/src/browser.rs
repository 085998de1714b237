//! The back end for browsers. It has no tables, because the browser has validated every host that arrives here and converted it
//! to ASCII.

use crate::{BidiClass, JoiningType, LTR, OTHER_TYPE};

/// Answers the questions of `idna` about characters.
#[derive(Default)]
pub struct Adapter;

impl Adapter {
    /// Creates the back end; there is nothing to load.
    pub const fn new() -> Self {
        Self
    }

    /// Returns `true` for every character, because the browser has checked the joiners.
    pub fn is_virama(&self, _: char) -> bool {
        true
    }

    /// Returns `false` for every character, because the browser has checked how labels begin.
    pub fn is_mark(&self, _: char) -> bool {
        false
    }

    /// Returns left-to-right for every character, so that `idna` sees no bidirectional label. The browser has checked those.
    pub fn bidi_class(&self, _: char) -> BidiClass {
        BidiClass(LTR)
    }

    /// Returns the same type for every character, because the browser has checked the joiners.
    pub fn joining_type(&self, _: char) -> JoiningType {
        JoiningType(OTHER_TYPE)
    }

    /// Lower-cases ASCII and replaces every other character by U+FFFD, which `idna` reports as an error. A host that the browser
    /// has converted contains only ASCII.
    pub fn map_normalize<'a>(&'a self, chars: impl Iterator<Item = char> + 'a) -> impl Iterator<Item = char> + 'a {
        chars.map(|c| if c.is_ascii() { c.to_ascii_lowercase() } else { '\u{fffd}' })
    }

    /// Returns a label decoded from Punycode unchanged, because the browser has found it valid.
    pub fn normalize_validate<'a>(&'a self, chars: impl Iterator<Item = char> + 'a) -> impl Iterator<Item = char> + 'a {
        chars
    }
}
