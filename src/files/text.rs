//! Reads source texts. One that is there and cannot be read is not the same as one that is missing.

use std::fs;
use std::io;
use std::path::Path;

use crate::files::read;
use crate::knowledge::file_set::SAVE_AS_TEXT;
use crate::knowledge::source_text::decode;
use crate::knowledge::{MAX_FILE_BYTES, Parsed};

/// Reads a text: UTF-8, or UTF-16 with a byte-order mark, without that mark.
///
/// # Errors
///
/// It cannot be read, is too large, or is not text.
pub fn read_source_text(path: &Path) -> io::Result<String> {
    decode(&read_bytes(path)?).map_err(io::Error::other)
}

/// Reads the given text or, without one, the text beside the table if it exists. The bytes are those
/// on disk; the text is what they say. A text that cannot be read is reported.
pub(super) fn read_text(
    given: Option<&Path>,
    beside: Option<&Path>,
    parsed: &mut Parsed,
) -> Option<(Vec<u8>, String)> {
    let path = given.or(beside)?;
    // A table may come from anyone; what it names must not block the reader, as a pipe would.
    let may_block = given.is_none() && path.exists() && !path.is_file() && !path.is_dir();
    let bytes = if may_block {
        let message = "it is not a regular file";
        Err(io::Error::new(io::ErrorKind::InvalidInput, message))
    } else {
        read_bytes(path)
    };
    let decoded = bytes.and_then(|bytes| {
        let text = decode(&bytes).map_err(io::Error::other)?;
        Ok((bytes, text))
    });
    match decoded {
        Err(error) if given.is_none() && error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => {
            let (why, repair) = (error.to_string(), repair(&error, given.is_some()));
            parsed.unreadable_text(&path.display().to_string(), &why, repair);
            None
        }
        Ok(read) => Some(read),
    }
}

fn repair(error: &io::Error, is_given: bool) -> &'static str {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "allow yourself to read this file",
        io::ErrorKind::Other => SAVE_AS_TEXT,
        io::ErrorKind::FileTooLarge => "split the article, and its table with it",
        _ if is_given => "check the path after `--text`",
        _ => "name a Markdown file in `text`, or remove the field",
    }
}

fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let file = fs::metadata(path)?;
    if file.is_dir() {
        let message = "it is a folder, not a file";
        return Err(io::Error::new(io::ErrorKind::IsADirectory, message));
    }
    let bytes = read(path)?;
    if bytes.len() > MAX_FILE_BYTES {
        let message = format!("it is larger than {MAX_FILE_BYTES} bytes");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}
