//! The phrasings of a table as another version knows them.

use std::collections::HashSet;

use crate::knowledge::{Kind, Knowledge};

/// A phrasing and its entry; moved to another entry, it is another phrasing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct NamedPhrasing<'a> {
    pub text: &'a str,
    pub entry: (Kind, &'a str),
    pub source: &'a str,
}

/// All phrasings of a table, in its order.
pub(super) fn phrasings(knowledge: &Knowledge) -> impl Iterator<Item = NamedPhrasing<'_>> {
    knowledge.entries.iter().flat_map(|entry| {
        let source = knowledge.source_of(entry).id.as_str();
        let of_entry = entry.phrasings.iter();
        of_entry.map(move |phrasing| NamedPhrasing {
            text: &phrasing.text,
            entry: (entry.kind(), &entry.id),
            source,
        })
    })
}

/// The same as a set.
pub(super) fn known_phrasings(knowledge: &Knowledge) -> HashSet<NamedPhrasing<'_>> {
    phrasings(knowledge).collect()
}
