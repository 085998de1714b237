//! The kinds of attachments.

use crate::input::Attachment;
use crate::tables::{DOCUMENT_ENDINGS, DOCUMENT_TYPES, FORM_ENDINGS, FORM_TYPES};

/// Whether an attachment is a page or a program, which asks for input where no browser shows an address.
pub fn is_form(attachment: &Attachment) -> bool {
    let name = attachment.name.trim_end_matches([' ', '.']).to_ascii_lowercase();
    FORM_ENDINGS.iter().any(|ending| name.ends_with(ending)) || FORM_TYPES.contains(&&*attachment.media_type)
}

/// Whether an attachment is a document, an archive or a picture.
pub fn is_document(attachment: &Attachment) -> bool {
    let name = attachment.name.to_ascii_lowercase();
    DOCUMENT_ENDINGS.iter().any(|ending| name.ends_with(ending)) || DOCUMENT_TYPES.contains(&&*attachment.media_type)
}
