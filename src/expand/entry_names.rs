//! The entries of a table by their names: `id`, or `source/id` where several sources have one of that id.

use std::collections::HashMap;

use crate::knowledge::Knowledge;

/// Finds entries by their names.
pub struct EntryNames<'a> {
    knowledge: &'a Knowledge,
    /// The first entry with an id, and whether there are others.
    by_id: HashMap<&'a str, (usize, bool)>,
}

impl<'a> EntryNames<'a> {
    /// The names of a table's entries.
    #[must_use]
    pub fn of(knowledge: &'a Knowledge) -> Self {
        let mut by_id = HashMap::new();
        for (index, entry) in knowledge.entries.iter().enumerate() {
            by_id
                .entry(entry.id.as_str())
                .and_modify(|(_, has_twin)| *has_twin = true)
                .or_insert((index, false));
        }
        Self { knowledge, by_id }
    }

    /// The entry with this name.
    ///
    /// # Errors
    ///
    /// There is none, or there are several: the message says so.
    pub fn find(&self, name: &str) -> Result<usize, String> {
        let unknown = || format!("the table has no entry `{name}`");
        let (source, id) = match name.split_once('/') {
            Some((source, id)) => (Some(source), id),
            None => (None, name),
        };
        let &(first, has_twin) = self.by_id.get(id).ok_or_else(unknown)?;
        let Some(source) = source else {
            let message =
                format!("several entries are called `{name}`: write it as `source/{name}`");
            return if has_twin { Err(message) } else { Ok(first) };
        };
        let is_it = |at: &usize| {
            let entry = &self.knowledge.entries[*at];
            entry.id == id && self.knowledge.source_of(entry).id == source
        };
        let last = if has_twin {
            self.knowledge.entries.len()
        } else {
            first + 1
        };
        (first..last).find(is_it).ok_or_else(unknown)
    }

    /// The entries with these names, in the order of the table; all for none.
    ///
    /// # Errors
    ///
    /// A name is of no entry, or of several: the message says which.
    pub fn find_all(&self, names: &[String]) -> Result<Vec<usize>, String> {
        if names.is_empty() {
            return Ok((0..self.knowledge.entries.len()).collect());
        }
        let found: Result<Vec<usize>, String> = names.iter().map(|name| self.find(name)).collect();
        let mut found = found?;
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }
}
