//! Finds in a document the tables that entries and facts of the knowledge were read from.

use toml_edit::{DocumentMut, Item, TableLike};

use crate::knowledge::amend::amend_error::AmendError;
use crate::knowledge::edit::tables;
use crate::knowledge::{Entry, Knowledge};

/// Finds an entry by the ids of its source and its own.
pub(super) fn find<'a>(
    knowledge: &'a Knowledge,
    source: &str,
    id: &str,
) -> Result<&'a Entry, AmendError> {
    let is_it = |own: &&Entry| own.id == id && knowledge.source_of(own).id == source;
    let found = knowledge.entries.iter().find(is_it);
    found.ok_or_else(|| AmendError::EntryGone(id.to_owned()))
}

/// Where the table of an entry is among those of its kind. Its id need not be written there.
pub(super) fn position(
    document: &mut DocumentMut,
    knowledge: &Knowledge,
    entry: &Entry,
) -> Option<usize> {
    let alike = knowledge.entries_of(entry.kind());
    let mut alike = alike.filter(|own| own.source == entry.source);
    let place = alike.position(|own| own.id == entry.id)?;
    let tables = tables(document.get_mut(entry.kind().name())?);
    let is_draft = |table: &dyn TableLike| table.get("draft").and_then(Item::as_bool) == Some(true);
    let written = tables.iter().enumerate();
    let mut written = written.filter(|(_, table)| !is_draft(&***table));
    written.nth(place).map(|(index, _)| index)
}

/// The tables of the facts of a file in the order of its source's: those of `[[fact]]`, and then the answers
/// that stand inside questions.
pub(super) fn facts(document: &mut DocumentMut) -> Vec<&mut dyn TableLike> {
    let (mut facts, mut answers) = (Vec::new(), Vec::new());
    for (key, item) in document.iter_mut() {
        match key.get() {
            "fact" => facts = tables(item),
            "question" => {
                let inner = tables(item).into_iter();
                let inner = inner.filter_map(|question| question.get_mut("answer"));
                answers = inner.flat_map(tables).collect();
            }
            _ => {}
        }
    }
    facts.extend(answers);
    facts
}
