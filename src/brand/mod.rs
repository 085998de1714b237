//! How close a text is to the brand: confusable characters, typosquatting (slips of the keyboard), and combosquatting (words
//! added to the name).

pub(crate) mod bidi;
pub(crate) mod edit_distance;
pub(crate) mod lookalike;
pub(crate) mod matching;
pub(crate) mod named_host;
pub(crate) mod respelled;
pub(crate) mod skeleton;
pub(crate) mod words;
