//! Questions and gaps.

use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::knowledge::parse::RawEntry;
use crate::knowledge::validate::Validator;
use crate::knowledge::validate::naming::DeclaredIds;
use crate::knowledge::{Author, Entry, EntryBody, FactIndex, Phrasing, Source};

/// The most phrasings of an entry: five times what the largest table has of any. A question is compared
/// with each of them.
pub(in crate::knowledge) const MAX_PHRASINGS: usize = 200;
/// The most facts of a question, and the most questions that an entry refers to: far more than a reader
/// takes in. Each answer carries them all.
pub(in crate::knowledge) const MAX_NAMES: usize = 100;

/// Where each id or phrasing was first seen.
type FirstPlaces = HashMap<String, Place>;

impl Validator {
    /// Adds the entries of a source, which is not yet among the knowledge's.
    pub(super) fn entries(
        &mut self,
        source: &Source,
        questions: Vec<RawEntry>,
        gaps: Vec<RawEntry>,
        names: &DeclaredIds,
    ) {
        let topics: BTreeSet<&String> = source.topics.iter().collect();
        let (mut ids, mut phrasings) = (FirstPlaces::new(), FirstPlaces::new());
        for raw in questions {
            self.list_lengths(&raw, "related");
            let facts = self.fact_list(&raw, names);
            self.used_facts.extend(facts.iter().copied());
            let body = EntryBody::Question {
                facts,
                topic: self.topic(&raw, &topics),
                related: self.questions(&raw.others, names),
            };
            self.entry(raw, body, &mut ids, &mut phrasings);
        }
        for raw in gaps {
            self.list_lengths(&raw, "near");
            let text = raw.text.as_ref().map(|text| self.sentence(text));
            let body = EntryBody::Gap {
                text: text.unwrap_or_default(),
                near: self.questions(&raw.others, names),
                citations: self.citations(raw.place, &raw.citations),
            };
            self.entry(raw, body, &mut ids, &mut phrasings);
        }
    }

    /// Reports the lists of an entry that are too long, before what is in them; `others` is what it calls
    /// the questions that it refers to.
    fn list_lengths(&mut self, raw: &RawEntry, others: &str) {
        let ask = raw.ask.as_ref().map_or(0, Vec::len) + raw.expanded.len();
        self.long_list(raw.place, "ask", ask, MAX_PHRASINGS);
        let facts = raw.facts.as_ref().map_or(0, Vec::len);
        self.long_list(raw.place, "facts", facts, MAX_NAMES);
        self.long_list(raw.place, others, raw.others.len(), MAX_NAMES);
    }

    fn entry(
        &mut self,
        raw: RawEntry,
        body: EntryBody,
        ids: &mut FirstPlaces,
        seen: &mut FirstPlaces,
    ) {
        let place = raw.id.as_ref().map_or(raw.place, |id| id.place);
        let id = raw.id.map(|id| {
            self.unique(ids, &id, Code::DuplicateId);
            self.id(&id)
        });
        if raw.ask.as_ref().is_some_and(Vec::is_empty) {
            self.empty_list(raw.place, "ask", "add at least one phrasing");
        }
        let written = raw.ask.into_iter().flatten();
        let written = written.map(|phrasing| (phrasing, Author::Curator));
        let expanded = raw.expanded.into_iter();
        let expanded = expanded.map(|phrasing| (phrasing, Author::Assistant));
        let mut phrasings = Vec::new();
        for (phrasing, author) in written.chain(expanded) {
            let text = self.line(&phrasing);
            let repair = "keep it in the entry that answers it best";
            self.unique_phrasing(seen, &phrasing, repair);
            phrasings.push(Phrasing {
                text,
                author,
                place: phrasing.place,
            });
        }
        let entry = Entry {
            id: id.unwrap_or_default(),
            source: self.knowledge.sources.len(),
            phrasings,
            body,
            place,
        };
        if raw.draft {
            self.knowledge.drafts.push(entry);
        } else {
            self.knowledge.entries.push(entry);
        }
    }

    /// Reports the facts that no question of any file uses.
    pub(super) fn unused_facts(&mut self) {
        let Self {
            faults, knowledge, ..
        } = self;
        for (source, own) in knowledge.sources.iter().enumerate() {
            for (index, fact) in own.facts.iter().enumerate() {
                let name = FactIndex {
                    source,
                    fact: index,
                };
                if self.used_facts.contains(&name) || fact.id.is_empty() {
                    continue;
                }
                let message = format!("fact `{}` is not used by any question", fact.id);
                faults.push(
                    Diagnostic::at(Code::UnusedFact, fact.place, message)
                        .repair("add it to the `facts` of a question, or remove it"),
                );
            }
        }
    }
}
