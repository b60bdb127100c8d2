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
pub struct ConceptName {
    /// Its stems.
    pub stems: Vec<Arc<str>>,
    /// The term that stands for the concept: `=` and its first name.
    pub key: Arc<str>,
    /// Whether most names of the concept are written with a capital.
    pub is_capitalized: bool,
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
            let capitalized = group.values().filter(|name| name.has_capital).count();
            let is_capitalized = 2 * capitalized > group.len();
            for stems in group.keys() {
                let names = by_first_stem.entry(Arc::clone(&stems[0])).or_default();
                names.push(ConceptName {
                    stems: stems.clone(),
                    key: Arc::clone(&key),
                    is_capitalized,
                });
            }
            words.extend(group.into_values().flat_map(|name| name.words));
        }
        for names in by_first_stem.values_mut() {
            names.sort_by_key(|name| std::cmp::Reverse(name.stems.len()));
        }
        (Self { by_first_stem }, words)
    }

    /// Every name of every concept.
    pub fn names(&self) -> impl Iterator<Item = &ConceptName> {
        self.by_first_stem.values().flatten()
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

/// The names of a concept, by their stems.
type Names = BTreeMap<Vec<Arc<str>>, Spellings>;

/// All spellings of a name.
#[derive(Default)]
struct Spellings {
    words: Vec<Word>,
    /// Whether one of them has a capital.
    has_capital: bool,
}

/// The groups, merged where they share a name: two spellings of a word may be in two groups, or two
/// sources may each have one.
fn merged(groups: &[SynonymGroup]) -> Vec<Names> {
    let mut merged: Vec<Names> = Vec::new();
    for group in groups {
        let mut group = names(group);
        merged.retain_mut(|other| {
            let shares = other.keys().any(|name| group.contains_key(name));
            if shares {
                for (stems, spellings) in std::mem::take(other) {
                    group.entry(stems).or_default().add(spellings);
                }
            }
            !shares
        });
        merged.push(group);
    }
    merged
}

fn names(group: &SynonymGroup) -> Names {
    let mut names = Names::new();
    for name in group {
        let words = normalize(name);
        if words.is_empty() {
            continue;
        }
        let stems = words.iter().map(|word| stem(&word.text).into()).collect();
        names.entry(stems).or_default().add(Spellings {
            words,
            has_capital: name.contains(char::is_uppercase),
        });
    }
    names
}

impl Spellings {
    fn add(&mut self, other: Self) {
        self.words.extend(other.words);
        self.has_capital |= other.has_capital;
    }
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
    fn a_concept_is_a_name_where_most_of_its_names_have_a_capital() {
        let groups = [
            vec!["Marta Ruiz", "Ruiz", "the keeper"],
            vec!["lamp", "Light", "lantern"],
        ];
        let (concepts, _) = Concepts::new(&groups);
        let names = concepts.names().filter(|name| name.is_capitalized);
        let mut names: Vec<&str> = names.map(|name| &*name.key).collect();
        names.dedup();
        assert_eq!(names, ["=marta ruiz"]);
    }

    #[test]
    fn groups_that_share_a_name_are_one_concept() {
        check("light", Some((1, "=beacon")));
        check("beacon", Some((1, "=beacon")));
    }
}
