//! Finds the entries of one version of the knowledge again in another.
//!
//! An id alone does not tell: a curator may rename an entry, or give its id to another one. So an entry
//! is known by its words, too: its phrasings and its answer.

use std::collections::HashMap;

use crate::knowledge::{Entry, EntryBody, Knowledge};
use crate::text::as_typed;

/// The entries of a newer version, by what an older one may know them by.
pub struct Counterparts<'a> {
    old: &'a Knowledge,
    by_key: HashMap<(String, String), &'a Entry>,
    by_words: HashMap<String, Vec<&'a Entry>>,
    new: &'a Knowledge,
}

impl<'a> Counterparts<'a> {
    /// Prepares to find entries of `old` in `new`.
    #[must_use]
    pub fn between(old: &'a Knowledge, new: &'a Knowledge) -> Self {
        let keys = new.entries.iter().map(|entry| (new.key_of(entry), entry));
        let mut by_words: HashMap<String, Vec<&Entry>> = HashMap::new();
        // Entries that used to be another one of the old version are not free to be this one.
        let olds: HashMap<_, _> = old
            .entries
            .iter()
            .map(|own| (old.key_of(own), own))
            .collect();
        let is_free = |entry: &&Entry| {
            let before = olds.get(&new.key_of(entry));
            before.is_none_or(|before| !is_alike((old, before), (new, entry)))
        };
        for entry in new.entries.iter().filter(is_free) {
            for words in words(new, entry) {
                by_words.entry(words).or_default().push(entry);
            }
        }
        Self {
            old,
            by_key: keys.collect(),
            by_words,
            new,
        }
    }

    /// The entry that an entry of the old version has become; none if it is gone.
    #[must_use]
    pub fn of(&self, entry: &Entry) -> Option<&'a Entry> {
        let same_key = self.by_key.get(&self.old.key_of(entry)).copied();
        let is_same = |found: &&Entry| is_alike((self.old, entry), (self.new, found));
        same_key.filter(is_same).or_else(|| {
            let words = words(self.old, entry).into_iter();
            let mut found = words.filter_map(|words| self.by_words.get(&words)?.first());
            found.next().copied()
        })
    }
}

/// Whether two entries have a phrasing or their answer in common.
fn is_alike((old, one): (&Knowledge, &Entry), (new, other): (&Knowledge, &Entry)) -> bool {
    let others = words(new, other);
    words(old, one).iter().any(|words| others.contains(words))
}

/// What an entry may be known by: its phrasings, however they are typed, and then its answer.
fn words(knowledge: &Knowledge, entry: &Entry) -> Vec<String> {
    let phrasings = entry
        .phrasings
        .iter()
        .map(|phrasing| as_typed(&phrasing.text));
    let answer = match &entry.body {
        EntryBody::Question { .. } => {
            let facts = knowledge
                .facts_of(entry)
                .map(|(_, fact)| fact.text.as_str());
            facts.collect::<Vec<_>>().join("\n")
        }
        EntryBody::Gap { text, .. } => text.clone(),
    };
    // No phrasing has a line break at its beginning.
    let answer = format!("\n{answer}");
    phrasings
        .filter(|words| !words.is_empty())
        .chain([answer])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{load, parse};

    /// A table of the entries that these lines declare: `id: phrasing, phrasing = answer`.
    fn table(source: &str, entries: &[&str]) -> Knowledge {
        let mut table = format!("format = 1\n[source]\nid = \"{source}\"\ntitle = \"T\"\n");
        for entry in entries {
            let (id, rest) = entry.split_once(": ").unwrap();
            let (ask, text) = rest.split_once(" = ").unwrap();
            let ask: Vec<&str> = ask.split(", ").collect();
            table.extend([
                format!("[[gap]]\nid = \"{id}\"\n"),
                format!("ask = {ask:?}\ntext = \"{text}\"\n"),
            ]);
        }
        let parsed = parse(&[("table.toml".to_owned(), table.into_bytes())]);
        let (knowledge, report) = load(parsed, &[None]);
        knowledge.unwrap_or_else(|| panic!("{}", report.render_plain()))
    }

    #[track_caller]
    fn check(new: &Knowledge, expected: Option<&str>) {
        let old = table(
            "quay",
            &[
                "price: what does it cost, price = It is not said.",
                "owner: who owns it = Nobody says who.",
            ],
        );
        let found = Counterparts::between(&old, new).of(&old.entries[0]);
        assert_eq!(found.map(|entry| entry.id.as_str()), expected);
    }

    #[test]
    fn an_entry_is_found_by_its_id_and_its_words() {
        let owner = "owner: who owns it = Nobody says who.";
        let in_quay = |entry| table("quay", &[owner, entry]);
        // Its other phrasing and its sentence have changed.
        check(&in_quay("price: PRICE? = Open."), Some("price"));
        check(
            &in_quay("price: how dear is it = It is not said."),
            Some("price"),
        );
        // It has another id, or is of another source.
        check(
            &in_quay("cost: Price!, how dear is it = Open."),
            Some("cost"),
        );
        check(
            &in_quay("cost: how dear is it = It is not said."),
            Some("cost"),
        );
        check(
            &table("pier", &["price: price = It is not said."]),
            Some("price"),
        );
    }

    #[test]
    fn another_entry_in_its_place_is_not_taken_for_it() {
        let owner = "owner: who owns it = Nobody says who.";
        check(&table("quay", &[owner]), None);
        check(
            &table("quay", &[owner, "price: who paints it = Ann."]),
            None,
        );
        // The two have exchanged their ids.
        let exchanged = [
            "owner: price = It is not said.",
            "price: who owns it = Nobody says who.",
        ];
        check(&table("quay", &exchanged), Some("owner"));
        // Its phrasing has gone to an entry that was there before.
        check(
            &table("quay", &["owner: who owns it, price = Nobody says who."]),
            None,
        );
    }
}
