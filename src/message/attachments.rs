//! Attachments: which of them ask for input, and whether a message consists of nothing else.

use crate::input::Attachment;
use crate::message::document::Voice;
use crate::message::evidence::{Facts, Reading};
use crate::message::findings::{Contradiction, ContradictionKind};
use crate::message::links;
use crate::message::senders::SenderStanding;
use crate::vocabulary::{Code, Reason};

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

/// The contradiction that a message is only an attachment or a picture, with nothing else to follow. Amazon does send
/// documents, so in a mail from an Amazon address only a form counts.
pub fn contradiction(reading: &Reading, facts: &Facts) -> Option<Contradiction> {
    let attached = |is: fn(&Attachment) -> bool| reading.input.attachments.iter().find(|attachment| is(attachment));
    if let Some(form) = attached(is_form) {
        let reason = Reason::new(Code::FormAttachment, [&*form.name]);
        return Some(Contradiction { kind: ContradictionKind::FormAttached, reason });
    }
    if links::can_be_followed(facts) || facts.standing == SenderStanding::Amazon {
        return None;
    }
    let name = match attached(is_document) {
        Some(document) => &document.name,
        None => only_picture(reading)?,
    };
    let reason = Reason::new(Code::OnlyAttachment, [&**name]);
    Some(Contradiction { kind: ContradictionKind::OnlyAttachment, reason })
}

/// The text of the picture that a message consists of; returns `None` if the message has more text than a caption.
fn only_picture<'a>(reading: &'a Reading) -> Option<&'a String> {
    /// In bytes; about as much as the caption of an image.
    const LITTLE: usize = 160;
    let shown = reading.document.blocks.iter().filter(|block| !block.hidden);
    let has_words =
        |block: &&crate::message::document::Block| !block.image && !block.all_link && block.voice != Voice::Quoted;
    let text: usize = shown.clone().filter(has_words).map(|block| block.text.len()).sum();
    shown.filter(|_| text <= LITTLE).find(|block| block.image).map(|block| &block.text)
}
