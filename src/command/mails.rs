//! Finds the mails in files, mbox files and folders, one after the other, so that a large mbox is never in memory as a whole.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use touchstone::mail::MAX_BYTES;

/// A mail with the name of its file; in an mbox with its number from 1.
pub struct Found {
    /// The name.
    pub name: String,
    /// The raw mail, or why there is none.
    pub raw: Result<Vec<u8>, String>,
}

/// Folders deeper than this are not opened.
const MAX_DEPTH: usize = 32;
/// The endings of mails and mbox files in folders.
const ENDINGS: [&str; 4] = ["eml", "mbox", "mbx", "mai"];

/// Calls a function with each mail of the arguments, in order.
///
/// # Errors
/// Returns the error of the function.
pub fn for_each(paths: &[PathBuf], mut each: impl FnMut(Found) -> io::Result<()>) -> io::Result<()> {
    for path in paths {
        let name = path.to_string_lossy();
        if path.as_os_str() == "-" {
            of_reader("-", BufReader::new(io::stdin().lock()), &mut each)?;
        } else if path.is_dir() {
            let mut files = Vec::new();
            let listed = list(path, 0, &mut files);
            if let Err(error) = listed {
                each(Found { name: name.into_owned(), raw: Err(error.to_string()) })?;
            } else if files.is_empty() {
                let reason = "this folder has no mails: files that end in .eml or .mbox, or a Maildir".to_owned();
                each(Found { name: name.into_owned(), raw: Err(reason) })?;
            }
            for file in files {
                of_file(&file, &mut each)?;
            }
        } else {
            of_file(path, &mut each)?;
        }
    }
    Ok(())
}

/// Lists the mails in a folder and below it, in the order of their names. Links to folders are not followed.
fn list(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let is_maildir = folder.file_name().is_some_and(|name| name == "cur" || name == "new");
    for entry in entries {
        let (path, kind) = (entry.path(), entry.file_type()?);
        if kind.is_dir() {
            if depth < MAX_DEPTH {
                list(&path, depth + 1, found)?;
            }
        } else {
            let is_mail =
                path.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)));
            if is_mail || is_maildir {
                found.push(path);
            }
        }
    }
    Ok(())
}

fn of_file(path: &Path, each: &mut impl FnMut(Found) -> io::Result<()>) -> io::Result<()> {
    let name = path.to_string_lossy();
    match File::open(path) {
        Ok(file) => of_reader(&name, BufReader::with_capacity(1 << 16, file), each),
        Err(error) => each(Found { name: name.into_owned(), raw: Err(error.to_string()) }),
    }
}

/// Reads one mail, or the mails of an mbox. A file that begins with "From " is an mbox.
fn of_reader(name: &str, mut reader: impl BufRead, each: &mut impl FnMut(Found) -> io::Result<()>) -> io::Result<()> {
    let is_mbox = match reader.fill_buf() {
        Ok(start) => start.starts_with(b"From "),
        Err(error) => return each(Found { name: name.to_owned(), raw: Err(error.to_string()) }),
    };
    if is_mbox {
        return of_mbox(name, reader, each);
    }
    let mut raw = Vec::new();
    let most = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let read = reader.take(most).read_to_end(&mut raw);
    each(Found { name: name.to_owned(), raw: read.map(|_| raw).map_err(|error| error.to_string()) })
}

/// Reads the mails of an mbox. A line that begins with "From " behind an empty line begins the next mail; ">From " stands for such a line
/// in a mail.
fn of_mbox(name: &str, mut reader: impl BufRead, each: &mut impl FnMut(Found) -> io::Result<()>) -> io::Result<()> {
    let (mut number, mut is_behind_empty, mut raw) = (0_u32, true, Vec::new());
    let mut line = Vec::new();
    let named = |number: u32| format!("{name}#{number}");
    loop {
        line.clear();
        // A line without an end is read in pieces.
        let read = (&mut reader).take(1 << 20).read_until(b'\n', &mut line);
        match read {
            Err(error) => return each(Found { name: named(number.max(1)), raw: Err(error.to_string()) }),
            Ok(0) => break,
            Ok(_) => {}
        }
        if is_behind_empty && line.starts_with(b"From ") {
            if number > 0 {
                each(Found { name: named(number), raw: Ok(std::mem::take(&mut raw)) })?;
            }
            number += 1;
            is_behind_empty = false;
            continue;
        }
        is_behind_empty = line.trim_ascii().is_empty();
        let quotes = line.iter().take_while(|&&b| b == b'>').count();
        let is_escaped = quotes > 0 && line[quotes..].starts_with(b"From ");
        // One byte above the limit is enough for the reader to refuse the mail.
        if raw.len() <= MAX_BYTES {
            raw.extend_from_slice(&line[usize::from(is_escaped)..]);
        }
    }
    each(Found { name: named(number), raw: Ok(raw) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_mbox_is_cut_at_its_lines_and_their_escapes_are_undone() {
        let mbox = "From a@b Mon\nSubject: 1\n\n>From here\n>>From there\n\nFrom c@d Tue\nSubject: 2\n\nx\nFrom me\n";
        let mut found = Vec::new();
        of_reader("box", mbox.as_bytes(), &mut |mail: Found| {
            found.push((mail.name, String::from_utf8(mail.raw.unwrap()).unwrap()));
            Ok(())
        })
        .unwrap();
        assert_eq!(found[0], ("box#1".to_owned(), "Subject: 1\n\nFrom here\n>From there\n\n".to_owned()));
        assert_eq!(found[1], ("box#2".to_owned(), "Subject: 2\n\nx\nFrom me\n".to_owned()));
        assert_eq!(found.len(), 2);
    }
}
