//! A short name for something whose own name may be longer than a custom id has room for.

use sha2::{Digest, Sha256};

use crate::answer::EntryName;
use crate::discord::custom_id::codec::{Decoder, Encoder, Field};
use crate::knowledge::{Entry, Knowledge};

/// How many hexadecimal digits a hash has.
const DIGITS: usize = 12;

/// Twelve hexadecimal digits that name an entry (or a group of questions, or a suggestion).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ShortHash(String);

impl ShortHash {
    /// Returns the hash of a name within a scope: for an entry, its id within its source.
    #[must_use]
    pub fn of(scope: &str, name: &str) -> Self {
        let digest = Sha256::digest(format!("{scope}/{name}").as_bytes());
        let short = digest[..DIGITS / 2]
            .iter()
            .fold(0, |n, byte| n << 8 | u64::from(*byte));
        Self(format!("{short:012x}"))
    }

    /// Returns the hash of an entry of this knowledge.
    #[must_use]
    pub fn of_entry(knowledge: &Knowledge, entry: &Entry) -> Self {
        Self::of(&knowledge.source_of(entry).id, &entry.id)
    }

    /// Returns the hash of the entry of that name.
    #[must_use]
    pub fn of_name(name: &EntryName) -> Self {
        Self::of(&name.source, &name.id)
    }

    /// Reads a hash from the value of a menu's option or of a choice; `None` if it cannot be one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_hash = text.len() == DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hash.then(|| Self(text.to_owned()))
    }

    /// The hash as the value of a menu's option or of a choice.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Finds the entry with this hash.
    #[must_use]
    pub fn find<'a>(&self, knowledge: &'a Knowledge) -> Option<&'a Entry> {
        let mut entries = knowledge.entries.iter();
        entries.find(|entry| Self::of_entry(knowledge, entry) == *self)
    }
}

impl Field for ShortHash {
    fn encode(&self, id: &mut Encoder) {
        id.push(&self.0);
    }

    fn decode(id: &mut Decoder) -> Option<Self> {
        Self::parse(id.field())
    }
}
