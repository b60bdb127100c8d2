//! The files of knowledge as bytes: what a version consists of, wherever it is kept.

use std::collections::BTreeMap;
use std::fmt;

use crate::diagnostic::Report;
use crate::knowledge::source_text::hex;
use crate::knowledge::{Knowledge, load, parse};

/// Digits of a version's hash.
const VERSION_DIGITS: usize = 7;

/// Which content knowledge was loaded from: the SHA-256 of its tables and texts.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(String);

impl Fingerprint {
    pub(super) fn of(sha256: &[u8]) -> Self {
        Self(hex(sha256))
    }

    /// Reads what [`Fingerprint::as_str`] gave.
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

    /// The first digits, as a version shows them.
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

/// Tables and the texts that they name, by their plain file names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileSet {
    /// The knowledge files.
    pub tables: BTreeMap<String, Vec<u8>>,
    /// The sources' own texts, where they were at hand.
    pub texts: BTreeMap<String, Vec<u8>>,
}

impl FileSet {
    /// Makes knowledge of the files, or says why not; `shown` is what the report calls a table.
    #[must_use]
    pub fn load(&self, shown: impl Fn(&str) -> String) -> (Option<Knowledge>, Report) {
        let tables = self.tables.iter();
        let tables = tables.map(|(name, bytes)| (shown(name), bytes.clone()));
        let parsed = parse(&tables.collect::<Vec<_>>());
        let text = |name: Option<String>| {
            let text = String::from_utf8_lossy(self.texts.get(&name?)?);
            Some(text.trim_start_matches('\u{feff}').to_owned())
        };
        let texts: Vec<_> = parsed.text_names().into_iter().map(text).collect();
        load(parsed, &texts)
    }
}
