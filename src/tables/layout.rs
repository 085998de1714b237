//! The layout of the packed tables. The build script, which writes them, and `tables`, which reads them, both compile this file.

/// Defines an enum whose variants have a name in the source tables and a number in the packed tables.
macro_rules! kinds {
    ($(#[$doc:meta])* $name:ident { $( $(#[$variant_doc:meta])* $variant:ident = $text:literal ),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $( $(#[$variant_doc])* $variant, )* }

        #[allow(dead_code, reason = "the build script needs the names alone, the crate the values alone")]
        impl $name {
            /// All kinds, in the order of their numbers.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )* ];
            /// The names of the kinds in the source tables, in the same order.
            pub const NAMES: &'static [&'static str] = &[ $( $text, )* ];
        }
    };
}

/// The byte that stands for the number 0 in a packed value. The following letters stand for the following numbers.
pub const FIRST_LETTER: u8 = b'a';

/// A packed table: its rows, sorted by key. A row begins with a control character, which says how many bytes of its key are those of
/// the key before. The rest of the key follows, then a tab and the value if it is not empty.
pub mod row {
    /// The control character that stands for no shared byte. The next ones stand for the next numbers.
    pub const FIRST_HEAD: u8 = 0x0b;

    /// Whether a row begins with this byte. Neither keys nor values contain such a byte.
    pub fn is_head(byte: u8) -> bool {
        matches!(byte, FIRST_HEAD..0x20)
    }
}

/// The fields of a packed row about a domain, separated by tabs. The first byte of a field is its kind.
pub mod field {
    /// The genuine set: a letter for each role.
    pub const AMAZON: u8 = b'=';
    /// A place: the letter of its kind, and its name.
    pub const PLACE: u8 = b'+';
    /// A firm: the letter of its kind, and its name.
    pub const SPEAKER: u8 = b'~';
    /// Link wrappers: one character for each row that may fit hosts under the domain, counted from [`FIRST_ROW`].
    pub const WRAPPERS: u8 = b'#';
    /// A host that sellers open every day: its paths, or an empty text for the whole domain.
    pub const EVERYDAY: u8 = b'!';
    /// The character that stands for the first row of the wrappers.
    pub const FIRST_ROW: char = '0';
}

/// The packed table of confusable characters. For each block of 256 code points with characters that are not read as themselves,
/// the table has the number of the block and the position of its rows. A row consists of the number of code points between it and
/// the previous row, a tag, and the data of the tag. A tag below 0x80 is the ASCII character that is read.
pub mod reading {
    /// The characters are invisible. One byte follows: the number of further code points that the row applies to.
    pub const NOTHING: u8 = 0x80;
    /// The characters are read as a run of other characters. Four bytes follow: the number of further code points that the row
    /// applies to (one byte), and the distance from each character to the one that is read (three bytes, little endian, wrapping).
    pub const LOWER: u8 = 0x81;
    /// The character is read as several. The low four bits of the tag are the length of the ASCII text that follows.
    pub const TEXT: u8 = 0x90;
    /// The character is read as a Chinese one. The tag and the byte that follows are its code point, counted from [`FIRST_HAN`].
    pub const HAN: u8 = 0xa0;
    /// The first Chinese character.
    pub const FIRST_HAN: u32 = 0x4e00;
    /// The low bits of a [`TEXT`] tag.
    pub const TEXT_LENGTH: u8 = 0x0f;
}

/// The public suffix list as a trie: its nodes, sorted by label. A node consists of a head byte, the rest of its label and, with
/// [`HAS_CHILDREN`](suffix::HAS_CHILDREN), its children and [`END`](suffix::END). The layout is designed to be small after
/// compression; `tables::suffixes` adds the lengths and indices that a fast search needs.
pub mod suffix {
    /// The bit that is set in every head.
    pub const HEAD: u8 = 0x80;
    /// The shift of the kind in a head. The kind takes two bits.
    pub const KIND_SHIFT: u8 = 5;
    /// The bit that is set in a head if children follow.
    pub const HAS_CHILDREN: u8 = 0x10;
    /// The bits of a head that hold the number of characters that the label shares with the previous sibling.
    pub const SHARED: u8 = 0x0f;
    /// The byte after the last of the children.
    pub const END: u8 = 0;
    /// A rule of the ICANN section ends at the node.
    pub const ICANN: u8 = 1;
    /// A rule of the private section ends at the node.
    pub const PRIVATE: u8 = 2;
    /// The node is an exception to a wildcard beside it.
    pub const EXCEPTION: u8 = 3;
}
