//! Stages an uploaded table: which table it replaces, and which text it may have.

use crate::diagnostic::{Code, Diagnostic};
use crate::files::{KnowledgePath, Loaded};
use crate::knowledge::{FileSet, Knowledge, parse};
use crate::record::ReleaseMethod;
use crate::release::ReleasePipeline;
use crate::release::stage::{StageError, Staged, blocking};

impl ReleasePipeline {
    /// Stages the live files with one table replaced by an uploaded one, or with that one added.
    pub async fn stage_upload(&self, name: &str, bytes: Vec<u8>) -> Result<Staged, StageError> {
        let (base, mut set) = self.base().await?;
        let table = match KnowledgePath::of(&self.files.path) {
            KnowledgePath::File(_) => set.tables.keys().next().cloned(),
            KnowledgePath::Folder(_) => same_source(&set, base.knowledge(), name, &bytes)?,
        };
        let table = match table {
            Some(table) => table,
            None if is_plain_table_name(name) => name.to_owned(),
            None => return Err(StageError::FileName(name.to_owned())),
        };
        let missing = self.add_new_text(base.knowledge(), &mut set, &bytes).await;
        set.tables.insert(table, bytes);
        let mut staged = self.stage_set(ReleaseMethod::Upload, base, set).await;
        if let Some(missing) = missing {
            missing.refuse(&mut staged.loaded);
        }
        Ok(staged)
    }

    /// Adds the text that a table names, if the version that it is a change of does not name it, from
    /// beside the tables: whoever uploads a table decides neither what is there nor what will be. Returns
    /// the text that the table cannot have.
    async fn add_new_text(
        &self,
        base: &Knowledge,
        set: &mut FileSet,
        table: &[u8],
    ) -> Option<MissingText> {
        let parsed = parse(&[(String::new(), table.to_vec())]);
        let name = parsed.text_names().pop().flatten()?;
        let is_live = base.text_names().contains(&Some(name.clone()));
        if is_live || set.texts.contains_key(&name) {
            return None;
        }
        let (files, wanted) = (self.files.clone(), name.clone());
        let why = match blocking(move || files.text(&wanted)).await {
            Ok(Some(bytes)) => {
                set.texts.insert(name, bytes);
                return None;
            }
            Ok(None) => "it is not there".to_owned(),
            Err(error) => error.to_string(),
        };
        Some(MissingText { name, why })
    }
}

/// A text that an uploaded table names and cannot have.
struct MissingText {
    name: String,
    why: String,
}

impl MissingText {
    /// Makes the warning that the text is missing an error. Files with other errors are refused anyway.
    fn refuse(self, loaded: &mut Loaded) {
        let message = format!(
            "this table is the first to name the text `{}`, and {}",
            self.name, self.why
        );
        let mut faults = loaded.report.diagnostics.iter_mut();
        let is_it = |fault: &&mut Diagnostic| {
            fault.code == Code::MissingText && fault.message.contains(&format!("`{}`", self.name))
        };
        if let Some(fault) = faults.find(is_it) {
            fault.code = Code::AbsentText;
            fault.message = message;
            fault.repair = Some(
                "let whoever runs the bot put the text beside its tables, or remove `text`"
                    .to_owned(),
            );
            loaded.knowledge = None;
        }
    }
}

/// The name of the table with the same source; none if the source is new.
fn same_source(
    set: &FileSet,
    live: &Knowledge,
    name: &str,
    bytes: &[u8],
) -> Result<Option<String>, StageError> {
    let parsed = parse(&[(name.to_owned(), bytes.to_vec())]);
    let Some(Some(id)) = parsed.source_ids().pop() else {
        // Staged under its own name, so that the report names it.
        return if parsed.is_unparsable() {
            Ok(None)
        } else {
            Err(StageError::NoSource)
        };
    };
    // Sources and tables have the same order: tables are read in the order of their names.
    let at = live.sources.iter().position(|source| source.id == id);
    Ok(at.and_then(|at| set.tables.keys().nth(at).cloned()))
}

fn is_plain_table_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let Some((stem, ending)) = name.rsplit_once('.') else {
        return false;
    };
    ending.eq_ignore_ascii_case("toml")
        && !stem.is_empty()
        && !stem.starts_with('.')
        && stem.chars().all(is_plain)
}
