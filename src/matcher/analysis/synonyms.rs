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
    /// By the stems of a name.
    names: FxHashMap<Vec<Arc<str>>, ConceptName>,
    /// For a stem with which names begin, how many stems they have: each number once, the highest first.
    lengths: FxHashMap<Arc<str>, Vec<usize>>,
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
        let mut concepts = Self::default();
        let mut words = Vec::new();
        for group in merged(groups) {
            let Some(first) = group.keys().next() else {
                continue;
            };
            let key: Arc<str> = format!("={}", first.join(" ")).into();
            let capitalized = group.values().filter(|name| name.has_capital).count();
            let is_capitalized = 2 * capitalized > group.len();
            for stems in group.keys() {
                let lengths = concepts.lengths.entry(Arc::clone(&stems[0]));
                lengths.or_default().push(stems.len());
                let name = ConceptName {
                    stems: stems.clone(),
                    key: Arc::clone(&key),
                    is_capitalized,
                };
                concepts.names.insert(stems.clone(), name);
            }
            words.extend(group.into_values().flat_map(|name| name.words));
        }
        for lengths in concepts.lengths.values_mut() {
            lengths.sort_by_key(|length| std::cmp::Reverse(*length));
            lengths.dedup();
        }
        (concepts, words)
    }

    /// Every name of every concept.
    pub fn names(&self) -> impl Iterator<Item = &ConceptName> {
        self.names.values()
    }

    /// The concept with the longest name at the start of these stems: the number of stems in the
    /// name, and the concept's key.
    #[must_use]
    pub fn at_start(&self, stems: &[Arc<str>]) -> Option<(usize, &Arc<str>)> {
        let mut lengths = self.lengths.get(stems.first()?)?.iter();
        let name = lengths.find_map(|length| self.names.get(stems.get(..*length)?))?;
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
    // For each name, a group that has it or had it; for each group, the one that it has become part of.
    let mut group_of: FxHashMap<Vec<Arc<str>>, usize> = FxHashMap::default();
    let mut part_of: Vec<usize> = Vec::new();
    for group in groups {
        let mut own = names(group);
        let index = merged.len();
        part_of.push(index);
        let stems: Vec<Vec<Arc<str>>> = own.keys().cloned().collect();
        for stems in &stems {
            let other = group_of.get(stems).map(|other| root(&mut part_of, *other));
            let Some(other) = other.filter(|other| *other != index) else {
                continue;
            };
            part_of[other] = index;
            let mut other = std::mem::take(&mut merged[other]);
            // The larger takes the smaller in, so that no name is moved often.
            if other.len() > own.len() {
                std::mem::swap(&mut other, &mut own);
            }
            for (stems, spellings) in other {
                own.entry(stems).or_default().add(spellings);
            }
        }
        group_of.extend(stems.into_iter().map(|stems| (stems, index)));
        merged.push(own);
    }
    merged
}

/// The group that a group has become part of in the end; the way there is shortened.
fn root(part_of: &mut [usize], group: usize) -> usize {
    let mut at = group;
    while part_of[at] != at {
        part_of[at] = part_of[part_of[at]];
        at = part_of[at];
    }
    at
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
