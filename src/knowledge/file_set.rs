//! The files of a version as bytes, and the fingerprint of their content.

use std::collections::BTreeMap;
use std::fmt;

use sha2::{Digest, Sha256};

use crate::diagnostic::Report;
use crate::document::without_mark;
use crate::knowledge::source_text::{decode, hex, sha256};
use crate::knowledge::{Knowledge, load, parse};

/// How many digits of the fingerprint a version shows.
const VERSION_DIGITS: usize = 7;

/// The repair for a source's text that is no text.
pub(crate) const SAVE_AS_TEXT: &str = "save the article as plain text in UTF-8";

/// Identifies the content that knowledge was loaded from: a SHA-256 over its tables and texts, but not
/// over their names.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// The fingerprint of tables in the order of their names (without byte-order marks), and of
    /// texts in the order of the tables that name them (as hexadecimal SHA-256).
    pub(super) fn of<'a>(
        tables: impl Iterator<Item = &'a str>,
        texts: impl Iterator<Item = &'a str>,
    ) -> Self {
        let mut hash = Sha256::new();
        for table in tables {
            // The same on every machine, however wide its `usize` is.
            hash.update((table.len() as u64).to_le_bytes());
            hash.update(table);
        }
        for sha256 in texts {
            hash.update(sha256);
        }
        Self(hex(&hash.finalize()))
    }

    /// Parses what [`Fingerprint::as_str`] returns.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let is_one = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_one.then(|| Self(text.to_lowercase()))
    }

    /// All 64 hexadecimal digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first seven digits, as a version shows them.
    #[must_use]
    pub fn short(&self) -> &str {
        &self.0[..VERSION_DIGITS.min(self.0.len())]
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The bytes of knowledge files and of the texts that they name, by plain file name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileSet {
    /// The knowledge files.
    pub tables: BTreeMap<String, Vec<u8>>,
    /// The sources' own texts that are available.
    pub texts: BTreeMap<String, Vec<u8>>,
}

impl FileSet {
    /// Parses and validates the files; `shown` turns a table's name into the one that the report
    /// shows.
    #[must_use]
    pub fn load(&self, shown: impl Fn(&str) -> String) -> (Option<Knowledge>, Report) {
        let tables = self.tables.iter();
        let tables = tables.map(|(name, bytes)| (shown(name), bytes.clone()));
        let mut parsed = parse(&tables.collect::<Vec<_>>());
        let mut texts = Vec::new();
        for name in parsed.text_names() {
            let found = name.and_then(|name| Some((self.texts.get(&name)?, name)));
            texts.push(found.and_then(|(bytes, name)| {
                let unreadable = |why: String| parsed.unreadable_text(&name, &why, SAVE_AS_TEXT);
                decode(bytes).map_err(unreadable).ok()
            }));
        }
        load(parsed, &texts)
    }

    /// The fingerprint that knowledge loaded from these files would have, if `texts` holds, for each
    /// table, the name of the text that it names. None if a file is not text.
    #[must_use]
    pub fn fingerprint(&self, texts: &[Option<String>]) -> Option<Fingerprint> {
        let table = |bytes| std::str::from_utf8(bytes).ok().map(without_mark);
        let tables: Option<Vec<&str>> = self.tables.values().map(|bytes| table(bytes)).collect();
        let texts = texts.iter().flatten();
        let texts = texts.filter_map(|name| self.texts.get(name));
        let texts: Option<Vec<String>> = texts
            .map(|bytes| Some(sha256(&decode(bytes).ok()?)))
            .collect();
        let (tables, texts) = (tables?, texts?);
        let texts = texts.iter().map(String::as_str);
        Some(Fingerprint::of(tables.into_iter(), texts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_the_same_on_every_machine() {
        let fingerprint = Fingerprint::of(["format = 1\n"].into_iter(), ["ab"].into_iter());
        // The length in eight bytes, the lowest first; the table; the hash of the text.
        let expected = "f73adb7873aeeb448cf93a519c18ddebb9b5117423a77fa7250834ae644b12e9";
        assert_eq!(fingerprint.as_str(), expected);
    }
}
