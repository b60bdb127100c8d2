//! A curator's synonyms → concepts: names that mean the same in this table become one term.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::matcher::analysis::normalize::{Word, normalize};
use crate::matcher::analysis::stem::stem;
use crate::matcher::document::SynonymGroup;

/// The concepts of a table.
#[derive(Debug, Default)]
pub struct Concepts {
    /// By the first stem of its name; under each, the longest names first.
    by_first_stem: FxHashMap<Arc<str>, Vec<ConceptName>>,
}

/// One name of a concept.
#[derive(Debug)]
struct ConceptName {
    stems: Vec<Arc<str>>,
    /// The term that stands for the concept: `=` and its first name.
    key: Arc<str>,
}

impl Concepts {
    /// Makes each group a concept; groups that share a name become one. Also returns all words of all
    /// names.
    #[must_use]
    pub fn new(groups: &[SynonymGroup]) -> (Self, Vec<Word>) {
        let mut by_first_stem: FxHashMap<Arc<str>, Vec<ConceptName>> = FxHashMap::default();
        let mut words = Vec::new();
        for group in merged(groups) {
            let Some(first) = group.keys().next() else {
                continue;
            };
            let key: Arc<str> = format!("={}", first.join(" ")).into();
            for stems in group.keys() {
                let names = by_first_stem.entry(Arc::clone(&stems[0])).or_default();
                names.push(ConceptName {
                    stems: stems.clone(),
                    key: Arc::clone(&key),
                });
            }
            words.extend(group.into_values().flatten());
        }
        for names in by_first_stem.values_mut() {
            names.sort_by_key(|name| std::cmp::Reverse(name.stems.len()));
        }
        (Self { by_first_stem }, words)
    }

    /// The keys of all concepts; one comes as often as the concept has names.
    pub fn keys(&self) -> impl Iterator<Item = Arc<str>> {
        let names = self.by_first_stem.values().flatten();
        names.map(|name| Arc::clone(&name.key))
    }

    /// The concept with the longest name at the start of these stems: the number of stems in the
    /// name, and the concept's key.
    #[must_use]
    pub fn at_start(&self, stems: &[Arc<str>]) -> Option<(usize, &Arc<str>)> {
        let names = self.by_first_stem.get(stems.first()?)?;
        let name = names.iter().find(|name| stems.starts_with(&name.stems))?;
        Some((name.stems.len(), &name.key))
    }
}

/// The words of each name of a concept, by their stems.
type Names = BTreeMap<Vec<Arc<str>>, Vec<Word>>;

/// The groups, merged where they share a name: two spellings of a word may be in two groups, or two
/// sources may each have one.
fn merged(groups: &[SynonymGroup]) -> Vec<Names> {
    let mut merged: Vec<Names> = Vec::new();
    for group in groups {
        let names = group.iter().map(|name| normalize(name));
        let names = names.filter(|name| !name.is_empty());
        let stems = |name: &[Word]| name.iter().map(|word| stem(&word.text).into()).collect();
        let mut group: Names = names.map(|name| (stems(&name), name)).collect();
        merged.retain_mut(|other| {
            let shares = other.keys().any(|name| group.contains_key(name));
            if shares {
                group.append(other);
            }
            !shares
        });
        merged.push(group);
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(stems: &str, expected: Option<(usize, &str)>) {
        let groups = [
            vec!["lamp", "light", "big lantern"],
            vec!["Lamps", "beacon"],
            vec!["lantern", "lamplight"],
        ];
        let (concepts, _) = Concepts::new(&groups);
        let stems: Vec<Arc<str>> = stems.split(' ').map(Arc::from).collect();
        let found = concepts
            .at_start(&stems)
            .map(|(length, key)| (length, &**key));
        assert_eq!(found, expected);
    }

    #[test]
    fn the_longest_name_at_the_start_wins() {
        check("big lantern lit", Some((2, "=beacon")));
        check("lantern lit", Some((1, "=lamplight")));
        check("lit lantern", None);
    }

    #[test]
    fn groups_that_share_a_name_are_one_concept() {
        check("light", Some((1, "=beacon")));
        check("beacon", Some((1, "=beacon")));
    }
}
