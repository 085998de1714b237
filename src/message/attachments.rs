//! The kinds of attachments, by their names and media types.

use crate::brand::skeleton;
use crate::input::Attachment;
use crate::tables::ATTACHMENTS;
use crate::url::host::HostName;

/// The character that turns the direction of a text, so that "gpj.exe" is shown as "exe.jpg".
const RIGHT_TO_LEFT_OVERRIDE: char = '\u{202e}';

/// Whether an attachment is a page, a link or a program, which runs or asks for input where no browser shows an address. A name that
/// is written backwards hides such an ending.
pub fn is_form(attachment: &Attachment) -> bool {
    attachment.name.contains(RIGHT_TO_LEFT_OVERRIDE) || is_of_kind(attachment, "f")
}

/// Whether an attachment is a document, an archive or a picture.
pub fn is_document(attachment: &Attachment) -> bool {
    is_of_kind(attachment, "d") || is_archive(attachment)
}

/// Whether an attachment is an archive.
pub fn is_archive(attachment: &Attachment) -> bool {
    is_of_kind(attachment, "a")
}

fn is_of_kind(attachment: &Attachment, kind: &str) -> bool {
    ending_kind(&attachment.name) == Some(kind) || ATTACHMENTS.get(&attachment.media_type) == Some(kind)
}

/// The kind of a file with this name; returns `None` if its ending is not in the table. Windows ignores dots and spaces at the end
/// of a name.
fn ending_kind(name: &str) -> Option<&'static str> {
    let folded = skeleton::fold_text(name);
    let name = folded.trim_end_matches([' ', '.']);
    let ending = &name[name.rfind('.')?..];
    // An attached message is named after its subject: "Your order at Amazon.com".
    let last_word = name.rsplit(' ').next().filter(|word| ending == ".com" && word.len() < name.len());
    let is_host = last_word.and_then(HostName::parse).is_some_and(|host| host.is_amazons());
    ATTACHMENTS.get(ending).filter(|_| !is_host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Attachment {
        Attachment { name: name.into(), ..Attachment::default() }
    }

    #[test]
    fn endings_that_run_or_ask_are_forms_however_the_name_hides_them() {
        for name in [
            "notice.html",
            "Notice.SVG",
            "case.url",
            "case.website",
            "statement.pdf.scr",
            "statement.pdf            .exe",
            "invoice.docm",
            "list.XLSM",
            "notice.one",
            "app.appref-ms",
            "found.search-ms",
            "list.library-ms",
            "setup.msi",
            "run.ps1",
            "run.bat. ",
            "证据材料.js",
            "申诉表．ｈｔｍｌ",
            "www.amazon.com",
            "notice\u{202e}fdp.exe",
            "scan\u{202e}gpj.scr.jpg",
            "form.ht\u{200b}ml",
            "image.iso",
        ] {
            assert!(is_form(&named(name)), "{name}");
        }
        let typed = Attachment { name: "form".into(), media_type: "text/html".into() };
        assert!(is_form(&typed));
    }

    #[test]
    fn documents_pictures_archives_and_other_files_are_no_forms() {
        for name in [
            "invoice.pdf",
            "Rechnung_2026-11.xlsx",
            "labels.zip",
            "photo.jpeg",
            "meeting.ics",
            "message.eml",
            "orders.csv",
            "Your order at Amazon.com",
            "noname",
            "html",
            "report.html.pdf",
            "",
        ] {
            assert!(!is_form(&named(name)), "{name}");
        }
        assert!(is_document(&named("证据材料.ZIP")) && is_archive(&named("evidence.tar.gz")));
        assert!(is_document(&named("a.pdf")) && !is_archive(&named("a.pdf")) && !is_document(&named("meeting.ics")));
    }
}
