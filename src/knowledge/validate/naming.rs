//! Ids before values: every entry gets its id, what is written inside or about an entry becomes its
//! own, and every id of the set is known before one is referred to.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Code;
use crate::document::Spanned;
use crate::knowledge::id::{TakenIds, id_of};
use crate::knowledge::parse::{RawEntry, RawFact, RawFile};
use crate::knowledge::validate::Validator;

/// The ids of every file that has a source, in the order of the files.
#[derive(Default)]
pub(super) struct DeclaredIds {
    files: Vec<FileIds>,
    /// The index of each source, by its id.
    sources: BTreeMap<String, usize>,
}

/// The ids of one file.
#[derive(Default)]
pub(super) struct FileIds {
    /// Indices into the source's facts.
    pub facts: BTreeMap<String, usize>,
    /// Indices into the knowledge's entries.
    pub questions: BTreeMap<String, usize>,
    /// Questions and gaps.
    pub entries: BTreeMap<String, usize>,
    /// Entries that answer nothing yet.
    pub drafts: BTreeSet<String>,
}

impl DeclaredIds {
    /// The ids of these files, whose entries are all named.
    pub(super) fn of(files: &[RawFile]) -> Self {
        let mut names = Self::default();
        let mut next = 0;
        for file in files {
            let Some(source) = &file.source else {
                continue;
            };
            if let Some(id) = &source.id {
                let index = names.files.len();
                names.sources.entry(id.value.clone()).or_insert(index);
            }
            names.files.push(FileIds::of(file, &mut next));
        }
        names
    }

    /// The ids of a source's file.
    pub(super) fn file(&self, source: usize) -> &FileIds {
        &self.files[source]
    }

    /// The ids of the sources.
    pub(super) fn sources(&self) -> impl Iterator<Item = &String> + Clone {
        self.sources.keys()
    }

    /// The source that a name in the file of the source `own` refers to, and the id there: `id`, or
    /// `source/id`. None if there is no such source.
    pub(super) fn split<'a>(&self, own: usize, name: &'a str) -> Option<(usize, &'a str)> {
        match name.split_once('/') {
            Some((source, id)) => Some((*self.sources.get(source)?, id)),
            None => Some((own, name)),
        }
    }
}

impl FileIds {
    /// `next` is the index of the file's first entry, and then of the next file's.
    fn of(file: &RawFile, next: &mut usize) -> Self {
        let mut names = Self::default();
        for (index, fact) in file.facts.iter().enumerate() {
            let id = fact.id.as_ref().map(|id| id.value.clone());
            names.facts.extend(id.map(|id| (id, index)));
        }
        for (list, is_question) in [(&file.questions, true), (&file.gaps, false)] {
            for entry in list {
                let id = entry.id.as_ref().map(|id| id.value.clone());
                let id = id.unwrap_or_default();
                if entry.draft {
                    names.drafts.insert(id);
                    continue;
                }
                if is_question {
                    names.questions.insert(id.clone(), *next);
                }
                names.entries.insert(id, *next);
                *next += 1;
            }
        }
        names
    }
}

impl Validator {
    /// Names the entries of a file, and puts with each what is written elsewhere or inside it.
    pub(super) fn name(&mut self, file: &mut RawFile) {
        let entries = || file.questions.iter().chain(&file.gaps);
        let mut taken: TakenIds = entries().filter_map(written_id).collect();
        for entry in file.questions.iter_mut().chain(&mut file.gaps) {
            if entry.id.is_none() {
                entry.id = made_id(entry, &mut taken);
            }
        }
        let facts = file.facts.iter().filter_map(|fact| fact.id.as_ref());
        let mut taken: TakenIds = facts.map(|id| id.value.clone()).collect();
        for question in &mut file.questions {
            file.facts.extend(inner_facts(question, &mut taken));
        }
        self.expand(file);
    }

    /// Gives every entry the phrasings that `[[expanded]]` has for it.
    fn expand(&mut self, file: &mut RawFile) {
        let mut entries: BTreeMap<String, &mut RawEntry> = BTreeMap::new();
        for entry in file.questions.iter_mut().chain(&mut file.gaps) {
            if let Some(id) = written_id(entry) {
                entries.entry(id).or_insert(entry);
            }
        }
        for expanded in file.expanded.drain(..) {
            let Some(id) = expanded.entry else {
                continue;
            };
            if expanded.ask.as_ref().is_some_and(Vec::is_empty) {
                let repair = "add at least one phrasing, or remove the table";
                self.empty_list(expanded.place, "ask", repair);
            }
            match entries.get_mut(&id.value) {
                Some(entry) => entry.expanded.extend(expanded.ask.into_iter().flatten()),
                None => self.unknown(&id, Code::UnknownEntry, entries.keys()),
            }
        }
    }
}

fn written_id(entry: &RawEntry) -> Option<String> {
    Some(entry.id.as_ref()?.value.clone())
}

/// The id that an entry gets from its first phrasing; none if it has no phrasing, which is a fault.
fn made_id(entry: &RawEntry, taken: &mut TakenIds) -> Option<Spanned<String>> {
    let first = entry.ask.as_ref()?.first()?;
    Some(Spanned {
        value: taken.take(&id_of(&first.value)),
        place: first.place,
    })
}

/// Takes the facts that are written inside a question out of it; it refers to them from then on. The
/// first has the question's id.
fn inner_facts(question: &mut RawEntry, taken: &mut TakenIds) -> Vec<RawFact> {
    let Some(id) = &question.id else {
        return Vec::new();
    };
    let mut facts = std::mem::take(&mut question.answers);
    for fact in &mut facts {
        let place = fact
            .text
            .as_ref()
            .map_or(fact.place, |text: &Spanned<String>| text.place);
        let name = Spanned {
            value: taken.take(&id.value),
            place,
        };
        question.facts.get_or_insert_default().push(name.clone());
        fact.id = Some(name);
    }
    facts
}
