//! The kinds of attachments.

use crate::input::Attachment;

/// Whether an attachment is a page or a program, which asks for input where no browser shows an address.
pub fn is_form(attachment: &Attachment) -> bool {
    const ENDINGS: [&str; 15] = [
        ".html", ".htm", ".shtml", ".xhtml", ".svg", ".mht", ".mhtml", ".iso", ".img", ".vhd", ".hta", ".lnk", ".exe",
        ".js", ".vbs",
    ];
    let name = attachment.name.trim_end_matches([' ', '.']).to_ascii_lowercase();
    ENDINGS.iter().any(|ending| name.ends_with(ending))
        || matches!(&*attachment.media_type, "text/html" | "application/xhtml+xml" | "image/svg+xml")
}

/// Whether an attachment is a document, an archive or a picture.
pub fn is_document(attachment: &Attachment) -> bool {
    const ENDINGS: [&str; 12] =
        [".pdf", ".doc", ".docx", ".xls", ".xlsx", ".zip", ".rar", ".7z", ".png", ".jpg", ".jpeg", ".gif"];
    let name = attachment.name.to_ascii_lowercase();
    ENDINGS.iter().any(|ending| name.ends_with(ending)) || matches!(&*attachment.media_type, "application/pdf")
}
