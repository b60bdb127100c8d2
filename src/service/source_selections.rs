//! What was made of each selection of sources of a knowledge, so that it is made once and not for each question.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::answer::SelectedSources;
use crate::knowledge::Knowledge;

/// How many selections are remembered: those of as many channels as a busy set of servers limits. Each takes a byte for
/// an entry; beyond that, one is made anew for each question.
const REMEMBERED: usize = 1_000;

/// Selections of the sources of one knowledge, by the ids of the sources.
#[derive(Debug, Default)]
pub(super) struct SourceSelections(Mutex<HashMap<Vec<String>, Arc<SelectedSources>>>);

impl SourceSelections {
    /// The selection of these sources of the knowledge, which is always the same.
    pub(super) fn of(&self, knowledge: &Knowledge, ids: &[String]) -> Arc<SelectedSources> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(selected) = known.get(ids) {
            return Arc::clone(selected);
        }
        let selected = Arc::new(SelectedSources::of(knowledge, ids));
        if known.len() < REMEMBERED {
            known.insert(ids.to_owned(), Arc::clone(&selected));
        }
        selected
    }
}
