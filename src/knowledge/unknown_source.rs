//! Ids of sources that somebody wrote outside of a table, and that it does not have.

use crate::diagnostic::did_you_mean;
use crate::knowledge::Knowledge;

/// The id of a source that no source of a table has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownSource {
    /// Its id, as it was written.
    pub id: String,
    /// The id that it could be meant for.
    pub nearest: Option<String>,
}

/// Those of some ids that no source of a table has.
#[must_use]
pub fn unknown_sources(knowledge: &Knowledge, ids: &[String]) -> Vec<UnknownSource> {
    let known = || knowledge.sources.iter().map(|source| source.id.as_str());
    let unknown = ids.iter().filter(|id| known().all(|known| known != *id));
    let unknown = unknown.map(|id| UnknownSource {
        nearest: did_you_mean(id, known()).map(str::to_owned),
        id: id.clone(),
    });
    unknown.collect()
}
