//! A new table made from a full one: each entry with its first phrasings, every fourth
//! question and every second gap left out. Members ask what it lacks.

use std::collections::{BTreeMap, BTreeSet};

use footnote::knowledge::{Entry, EntryBody, Kind, Knowledge};
use toml_edit::{ArrayOfTables, DocumentMut, Table};

/// How many phrasings an entry has at first.
const PHRASINGS: usize = 2;
/// One question in this many is left out.
const MISSING: usize = 4;
/// One gap in this many is kept.
const GAPS: usize = 2;

/// What the moderator knows about an entry.
pub struct Known {
    pub kind: Kind,
    /// Its first phrasing.
    pub title: String,
    /// Its first sentence.
    pub text: String,
    /// Its quote; empty for a gap.
    pub quote: String,
    /// The phrasings that members use.
    pub asked: Vec<String>,
}

/// The entries of the full table, by id.
pub fn known(grown: &Knowledge) -> BTreeMap<String, Known> {
    let known = |entry: &Entry| {
        let first = grown.facts_of(entry).next();
        let quote = first.and_then(|(_, fact)| fact.citations.first());
        let known = Known {
            kind: entry.kind(),
            title: entry.asked_as().to_owned(),
            text: said(grown, entry),
            quote: quote.map_or_else(String::new, |cited| cited.quote.to_string()),
            asked: entry.phrasings[PHRASINGS.min(entry.phrasings.len())..]
                .iter()
                .map(|phrasing| phrasing.text.clone())
                .collect(),
        };
        (entry.id.clone(), known)
    };
    grown.entries.iter().map(known).collect()
}

/// The first sentence of an entry's answer.
pub fn said(knowledge: &Knowledge, entry: &Entry) -> String {
    match &entry.body {
        EntryBody::Gap { text, .. } => text.clone(),
        EntryBody::Question { .. } => {
            let first = knowledge.facts_of(entry).next();
            first.map(|(_, fact)| fact.text.clone()).unwrap_or_default()
        }
    }
}

/// The new table as TOML.
pub fn young(grown: &str) -> String {
    let mut table: DocumentMut = grown.parse().unwrap();
    table.remove("test");
    let strings = |table: &Table, key: &str| -> Vec<String> {
        let values = table.get(key).and_then(|item| item.as_array());
        let values = values.into_iter().flatten();
        values
            .map(|value| value.as_str().unwrap().to_owned())
            .collect()
    };
    let questions = table["question"].as_array_of_tables().unwrap();
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for fact in questions
        .iter()
        .flat_map(|question| strings(question, "facts"))
    {
        *uses.entry(fact).or_default() += 1;
    }
    let mut gone: BTreeSet<String> = BTreeSet::new();
    let mut kept = ArrayOfTables::new();
    for (at, question) in questions.iter().enumerate() {
        let facts = strings(question, "facts");
        if at % MISSING == MISSING - 1 && facts.len() == 1 && uses[&facts[0]] == 1 {
            gone.extend(facts);
            continue;
        }
        kept.push(begun(question));
    }
    let gaps = table["gap"].as_array_of_tables().unwrap().iter();
    let gaps: ArrayOfTables = gaps.step_by(GAPS).map(begun).collect();
    table["gap"] = toml_edit::Item::ArrayOfTables(gaps);
    table["question"] = toml_edit::Item::ArrayOfTables(kept);
    let facts = table["fact"].as_array_of_tables_mut().unwrap();
    facts.retain(|fact| !gone.contains(fact["id"].as_str().unwrap()));
    table.to_string()
}

/// An entry with its first phrasings, and without references to others.
fn begun(entry: &Table) -> Table {
    let mut entry = entry.clone();
    entry.remove("related");
    entry.remove("near");
    let ask = entry["ask"].as_array_mut().unwrap();
    while ask.len() > PHRASINGS {
        ask.remove(PHRASINGS);
    }
    entry
}
