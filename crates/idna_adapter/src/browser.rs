//! No tables: the browser has checked every host that arrives here, and put it into ASCII.

use crate::{BidiClass, JoiningType, LTR, OTHER_TYPE};

/// What `idna` asks about characters.
#[derive(Default)]
pub struct Adapter;

impl Adapter {
    /// Nothing to load.
    pub const fn new() -> Self {
        Self
    }

    /// The browser has checked joiners.
    pub fn is_virama(&self, _: char) -> bool {
        true
    }

    /// The browser has checked how labels begin.
    pub fn is_mark(&self, _: char) -> bool {
        false
    }

    /// The browser has checked bidirectional labels; to `idna` none is one.
    pub fn bidi_class(&self, _: char) -> BidiClass {
        BidiClass(LTR)
    }

    /// The browser has checked joiners.
    pub fn joining_type(&self, _: char) -> JoiningType {
        JoiningType(OTHER_TYPE)
    }

    /// What is not ASCII yet is none of the browser's: an error.
    pub fn map_normalize<'a>(&'a self, chars: impl Iterator<Item = char> + 'a) -> impl Iterator<Item = char> + 'a {
        chars.map(|c| if c.is_ascii() { c.to_ascii_lowercase() } else { '\u{fffd}' })
    }

    /// A label decoded from Punycode that the browser has found valid.
    pub fn normalize_validate<'a>(&'a self, chars: impl Iterator<Item = char> + 'a) -> impl Iterator<Item = char> + 'a {
        chars
    }
}
