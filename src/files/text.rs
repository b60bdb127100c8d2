//! Reads source texts. One that is there and cannot be read is not the same as one that is missing; and
//! what a table names is read only where a text can be.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::files::faults::why;
use crate::files::regular::{FileIdentities, open, read_open, read_whole, within_limit};
use crate::files::replace::KnowledgePath;
use crate::files::{KnowledgeFiles, folder_of, knowledge_files, within_set};
use crate::knowledge::file_set::SAVE_AS_TEXT;
use crate::knowledge::source_text::decode;
use crate::knowledge::{MAX_SET_BYTES, Parsed};

/// Reads a text: UTF-8, or UTF-16 with a byte-order mark, without that mark.
///
/// # Errors
///
/// It cannot be read, is too large, or is not text.
pub fn read_source_text(path: &Path) -> io::Result<String> {
    decode(&read_whole(path)?).map_err(io::Error::other)
}

/// Reads the texts that tables name: regular files in the tables' own folder, wherever links lead, and
/// none that is something else to the program.
pub(super) struct TextReader {
    /// The tables' folder, as it is really called.
    folder: io::Result<PathBuf>,
    layout: KnowledgePath,
    /// The tables themselves, and what the operator keeps out.
    kept_out: FileIdentities,
    /// How many bytes the texts may have that are still to be read.
    left: usize,
}

impl TextReader {
    pub fn of(files: &KnowledgeFiles) -> Self {
        let layout = KnowledgePath::of(&files.path);
        let folder = match &layout {
            KnowledgePath::File(table) => folder_of(table),
            KnowledgePath::Folder(folder) => folder,
        };
        let tables = knowledge_files(&files.path).unwrap_or_default();
        let kept_out = tables.iter().chain(&files.kept_out);
        Self {
            folder: fs::canonicalize(folder),
            kept_out: FileIdentities::of(kept_out.map(PathBuf::as_path)),
            layout,
            left: MAX_SET_BYTES,
        }
    }

    /// The path of the text with this name.
    pub fn path(&self, name: &str) -> PathBuf {
        self.layout.text(name)
    }

    /// The bytes of the text with this plain name.
    ///
    /// # Errors
    ///
    /// It is not there ([`io::ErrorKind::NotFound`]), cannot be read, is too large, or is no file that a
    /// table may read.
    pub fn read(&mut self, name: &str) -> io::Result<Vec<u8>> {
        let path = fs::canonicalize(self.path(name))?;
        let folder = self.folder.as_ref();
        if !folder.is_ok_and(|folder| path.starts_with(folder)) {
            return Err(refused("it leads out of the table's folder"));
        }
        let file = open(&path)?;
        if self.kept_out.have(&file)? {
            return Err(refused(
                "it is a file of the bot or a table, not an article",
            ));
        }
        within_set(&mut self.left, within_limit(read_open(&file)?)?)
    }
}

fn refused(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

/// Reads the given text or, without one, the text beside the table if it exists. The bytes are those
/// on disk; the text is what they say. A text that cannot be read is reported.
pub(super) fn read_text(
    given: Option<&Path>,
    named: Option<&str>,
    reader: &mut TextReader,
    parsed: &mut Parsed,
) -> Option<(Vec<u8>, String)> {
    let (path, bytes) = match (given, named) {
        (Some(path), _) => (path.to_owned(), read_whole(path)),
        (None, Some(name)) => (reader.path(name), reader.read(name)),
        (None, None) => return None,
    };
    let decoded = bytes.and_then(|bytes| {
        let text = decode(&bytes).map_err(io::Error::other)?;
        Ok((bytes, text))
    });
    match decoded {
        Err(error) if given.is_none() && error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => {
            let (why, repair) = (why(&error), repair(&error, given.is_some()));
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
