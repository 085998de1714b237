//! The layout of the packed tables. The build script, which writes them, and `tables`, which reads them, both compile this file.

/// An enum whose variants have a name in the tables and a number in the packed ones.
macro_rules! kinds {
    ($(#[$doc:meta])* $name:ident { $( $(#[$variant_doc:meta])* $variant:ident = $text:literal ),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $( $(#[$variant_doc])* $variant, )* }

        #[allow(dead_code, reason = "the build script needs the names alone, the crate the values alone")]
        impl $name {
            /// Every kind, in the order of their numbers.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )* ];
            /// The name of each kind in the tables, in the same order.
            pub const NAMES: &'static [&'static str] = &[ $( $text, )* ];
        }
    };
}

/// The byte that stands for a number in a packed value: `a` for 0.
pub const FIRST_LETTER: u8 = b'a';

/// The fields of a packed row about a domain, divided by tabs. The first byte of a field tells its kind.
pub mod field {
    /// The genuine set: a letter for each role.
    pub const AMAZON: u8 = b'=';
    /// A place: the letter of its kind, and its name.
    pub const PLACE: u8 = b'+';
    /// A firm: the letter of its kind, and its name.
    pub const SPEAKER: u8 = b'~';
    /// Link wrappers: for each row that may fit hosts under the domain the character of its number, counted from [`FIRST_ROW`].
    pub const WRAPPERS: u8 = b'#';
    /// A host that sellers open every day: its paths, or nothing for the whole domain.
    pub const EVERYDAY: u8 = b'!';
    /// The character of the first row of the wrappers.
    pub const FIRST_ROW: char = '0';
}

/// How characters are read. For each block of 256 code points that has characters which are not read as themselves, the tables
/// hold the number of the block and the place where its rows begin. A row: how many code points lie between it and the row
/// before, a tag, and the data that the tag needs. A tag below 0x80 is the ASCII character that is read.
pub mod reading {
    /// The characters are invisible. One byte follows: how many more code points the row holds for.
    pub const NOTHING: u8 = 0x80;
    /// The characters are read as others that follow each other. Four bytes follow: how many more code points the row holds
    /// for, and the first of the characters that are read, little endian.
    pub const LOWER: u8 = 0x81;
    /// The character is read as several. The tag holds the length of the ASCII text that follows in its low four bits.
    pub const TEXT: u8 = 0x90;
    /// The low bits of a [`TEXT`] tag.
    pub const TEXT_LENGTH: u8 = 0x0f;
}

/// The public suffix list as a trie, little endian: for each of the [`SLOTS`](suffix::SLOTS) the offset (u32) of the first
/// top-level node in it, counted from the end of this index; then the nodes, sorted by label. Children of more than
/// [`INDEXED`](suffix::INDEXED) bytes end in an index of their own, in u16.
///
/// A node: a head byte, the length of its children (u16, only with [`HAS_CHILDREN`](suffix::HAS_CHILDREN)), the rest of its label,
/// its children. A label has no byte with the highest bit, so it ends where the next head begins. The layout is made to be small
/// after compression.
pub mod suffix {
    /// How many first characters an index tells apart.
    pub const SLOTS: usize = 37;
    /// Children that take more bytes than this end in an index.
    pub const INDEXED: usize = 1024;
    /// Set in every head.
    pub const HEAD: u8 = 0x80;
    /// How far the kind is shifted in a head; it takes two bits.
    pub const KIND_SHIFT: u8 = 5;
    /// Set in a head where children follow.
    pub const HAS_CHILDREN: u8 = 0x10;
    /// The bits of a head that count how many characters the label shares with the sibling before it.
    pub const SHARED: u8 = 0x0f;
    /// A rule of the ICANN section ends at the node.
    pub const ICANN: u8 = 1;
    /// A rule of the private section ends at the node.
    pub const PRIVATE: u8 = 2;
    /// The node is an exception to a wildcard beside it.
    pub const EXCEPTION: u8 = 3;

    /// The slot of a label, by its first character.
    pub fn slot(first: u8) -> usize {
        usize::from(match first {
            b'0'..=b'9' => first - b'0',
            b'a'..=b'z' => first - b'a' + 10,
            _ => 36,
        })
    }
}
