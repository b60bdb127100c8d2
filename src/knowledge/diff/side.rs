//! One source on one side of a comparison, and pairing by key.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use crate::diagnostic::Allowance;
use crate::knowledge::{Entry, EntryBody, Expected, Fact, Kind, Knowledge, Source};

/// A source in its table; empty if the table does not have it.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    knowledge: &'a Knowledge,
    index: Option<usize>,
}

impl<'a> Side<'a> {
    pub(super) fn of(knowledge: &'a Knowledge, id: &str) -> Self {
        let index = knowledge.sources.iter().position(|source| source.id == id);
        Self { knowledge, index }
    }

    pub(super) fn source(self) -> Option<&'a Source> {
        Some(&self.knowledge.sources[self.index?])
    }

    pub(super) fn topics(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let topics = self.source().into_iter().flat_map(|source| &source.topics);
        topics.map(|topic| (topic.as_str(), topic.as_str()))
    }

    pub(super) fn facts(self) -> impl Iterator<Item = (&'a str, &'a Fact)> {
        let facts = self.source().into_iter().flat_map(|source| &source.facts);
        facts.map(|fact| (fact.id.as_str(), fact))
    }

    pub(super) fn entries(self) -> impl Iterator<Item = ((Kind, &'a str), &'a Entry)> {
        let entries = self.knowledge.entries.iter();
        let own = entries.filter(move |entry| Some(entry.source) == self.index);
        own.map(|entry| ((entry.kind(), entry.id.as_str()), entry))
    }

    /// The entries that answer nothing yet.
    pub(super) fn drafts(self) -> impl Iterator<Item = ((Kind, &'a str), &'a Entry)> {
        let drafts = self.knowledge.drafts.iter();
        let own = drafts.filter(move |draft| Some(draft.source) == self.index);
        own.map(|draft| ((draft.kind(), draft.id.as_str()), draft))
    }

    /// The questions of the tests, each with what it expects.
    pub(super) fn tests(self) -> impl Iterator<Item = (&'a str, (&'a str, String))> {
        let tests = self.knowledge.tests.iter();
        let own = tests.filter(move |test| Some(test.source) == self.index);
        own.flat_map(move |test| {
            let name = test.expected.name(self.knowledge);
            let expected = match test.expected {
                Expected::Entry(_) => format!("`{name}`"),
                Expected::Outcome(_) => name.to_owned(),
            };
            let asked = test.ask.iter().map(|question| question.text.as_str());
            asked.map(move |asked| (asked, (asked, expected.clone())))
        })
    }

    /// The warnings that may stay.
    pub(super) fn allowances(
        self,
    ) -> impl Iterator<Item = ((&'a str, Option<&'a str>), &'a Allowance)> {
        // The file of a source has its number.
        let all = self.knowledge.allowances.iter();
        let own = all.filter(move |own| Some(own.place.file) == self.index);
        own.map(|own| ((own.code.name(), own.id.as_deref()), own))
    }

    /// The names of the facts of an entry, each with its source if that is another one.
    pub(super) fn fact_names(self, entry: &'a Entry) -> Vec<Cow<'a, str>> {
        let own = &self.knowledge.source_of(entry).id;
        let facts = self.knowledge.facts_of(entry);
        facts
            .map(|(source, fact)| name_in(own, &source.id, &fact.id))
            .collect()
    }

    /// The names of the questions that an entry refers to, each with its source if that is another one.
    pub(super) fn other_names(self, entry: &'a Entry) -> Vec<Cow<'a, str>> {
        let own = &self.knowledge.source_of(entry).id;
        let (EntryBody::Question { related: ids, .. } | EntryBody::Gap { near: ids, .. }) =
            &entry.body;
        let entries = ids.iter().map(|&other| &self.knowledge.entries[other]);
        entries
            .map(|other| name_in(own, &self.knowledge.source_of(other).id, &other.id))
            .collect()
    }
}

/// A name as the file of the source `own` writes it.
fn name_in<'a>(own: &str, source: &str, id: &'a str) -> Cow<'a, str> {
    if source == own {
        return Cow::Borrowed(id);
    }
    Cow::Owned(format!("{source}/{id}"))
}

/// The old and the new value of a key; at least one of them exists.
pub(super) type EntryPair<T> = [Option<T>; 2];

/// Pairs the values with the same key: first those that are gone, then the others in the new order.
pub(super) fn pairs<K: Eq + Hash + Copy, T: Clone>(
    old: impl Iterator<Item = (K, T)>,
    new: impl Iterator<Item = (K, T)>,
) -> Vec<EntryPair<T>> {
    let old: Vec<(K, T)> = old.collect();
    let new: Vec<(K, T)> = new.collect();
    let kept: HashSet<K> = new.iter().map(|(key, _)| *key).collect();
    let was: HashMap<K, &T> = old.iter().map(|(key, value)| (*key, value)).collect();
    let gone = old.iter().filter(|(key, _)| !kept.contains(key));
    let gone = gone.map(|(_, value)| [Some(value.clone()), None]);
    let current = new.iter();
    let current = current.map(|(key, value)| [was.get(key).copied().cloned(), Some(value.clone())]);
    gone.chain(current).collect()
}
