//! Facts whose source has changed on disk, and that a moderator finds to be right still.

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::pin::{StaleCitation, pin, stale_citations};
use crate::knowledge::source_text::decode;
use crate::knowledge::{Citation, FileSet, Fingerprint, Knowledge, parse};
use crate::record::ReleaseMethod;
use crate::release::ReleasePipeline;
use crate::release::stage::{StageError, Staged, blocking};

/// The files on disk, and what in them has to be looked at.
#[derive(Debug, Clone)]
pub struct StaleFiles {
    /// Identifies their content.
    pub fingerprint: Fingerprint,
    /// What cites words that have changed, in the order of the files.
    pub entries: Vec<StaleEntry>,
    files: FileSet,
}

/// A fact, a question or a gap that cites words that have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaleEntry {
    /// The id of its source.
    pub source: String,
    /// Its own.
    pub id: String,
    /// What it says.
    pub says: String,
    /// The paragraphs that have changed.
    pub passages: Vec<ChangedPassage>,
}

/// A paragraph that has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedPassage {
    /// As the live version has it; none if that does not cite it.
    pub was: Option<String>,
    /// As it is on disk.
    pub now: String,
}

impl ReleasePipeline {
    /// What on disk cites words that have changed; none if the files cannot be read as text.
    pub async fn stale_files(&self) -> Option<StaleFiles> {
        let live = self.service.snapshot();
        let files = self.files.clone();
        blocking(move || stale_files(files.load(None).files, live.knowledge())).await
    }

    /// Stages the files on disk with some of that accepted, as `pin --accept` does. The version goes live
    /// only in place of the very files that were looked at.
    pub async fn stage_acceptance(
        &self,
        stale: StaleFiles,
        accepted: &[usize],
    ) -> Result<Staged, StageError> {
        self.settle().await?;
        let base = self.service.snapshot();
        let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for entry in accepted
            .iter()
            .filter_map(|index| stale.entries.get(*index))
        {
            let own = ids.entry(entry.source.clone()).or_default();
            own.insert(entry.id.clone());
        }
        let disk = stale.files.clone();
        let files = blocking(move || with_accepted(stale.files, &ids)).await;
        let staged = self.stage_set(ReleaseMethod::Amend, base, files).await;
        Ok(Staged {
            disk: Some(disk),
            ..staged
        })
    }
}

/// A table with its source's id and text.
struct TableOf {
    name: String,
    source: String,
    table: String,
    text: String,
}

/// The tables that have a text.
fn with_texts(files: &FileSet) -> Vec<TableOf> {
    let tables = files.tables.iter();
    let parsed = parse(
        &tables
            .map(|(n, b)| (n.clone(), b.clone()))
            .collect::<Vec<_>>(),
    );
    let named = parsed.source_ids().into_iter().zip(parsed.text_names());
    let tables = files.tables.iter().zip(named);
    let with_text = tables.filter_map(|((name, bytes), (source, text))| {
        Some(TableOf {
            name: name.clone(),
            source: source?,
            table: String::from_utf8(bytes.clone()).ok()?,
            text: decode(files.texts.get(&text?)?).ok()?,
        })
    });
    with_text.collect()
}

fn stale_files(files: FileSet, live: &Knowledge) -> Option<StaleFiles> {
    let tables = files.tables.iter();
    let parsed = parse(
        &tables
            .map(|(n, b)| (n.clone(), b.clone()))
            .collect::<Vec<_>>(),
    );
    let fingerprint = files.fingerprint(&parsed.text_names())?;
    let mut entries: Vec<StaleEntry> = Vec::new();
    for own in with_texts(&files) {
        for stale in stale_citations(&own.table, &own.text).unwrap_or_default() {
            let passage = ChangedPassage {
                was: paragraph(live, &own.source, &stale),
                now: stale.now,
            };
            let same =
                |entry: &&mut StaleEntry| (&entry.source, &entry.id) == (&own.source, &stale.id);
            match entries.last_mut().filter(same) {
                Some(entry) => entry.passages.push(passage),
                None => entries.push(StaleEntry {
                    source: own.source.clone(),
                    id: stale.id,
                    says: stale.says,
                    passages: vec![passage],
                }),
            }
        }
    }
    Some(StaleFiles {
        fingerprint,
        entries,
        files,
    })
}

/// The paragraph that the live version cites with the same quote.
fn paragraph(live: &Knowledge, source: &str, stale: &StaleCitation) -> Option<String> {
    let is_it = |citation: &Citation| citation.quote.to_string() == stale.quote;
    let mut own = live.citations_of_sources();
    let (source, citation) = own.find(|(own, citation)| own.id == source && is_it(citation))?;
    let paragraph = source.text.as_ref()?.paragraph(citation.at?)?;
    Some(paragraph.to_owned())
}

/// The files with what is accepted, by source.
fn with_accepted(mut files: FileSet, ids: &BTreeMap<String, BTreeSet<String>>) -> FileSet {
    for own in with_texts(&files) {
        let Some(accepted) = ids.get(&own.source) else {
            continue;
        };
        if let Ok(pinned) = pin(&own.table, Some(&own.text), accepted) {
            files.tables.insert(own.name, pinned.file.into_bytes());
        }
    }
    files
}
