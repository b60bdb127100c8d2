//! Completes half-typed questions: which prepared questions could be meant.

use std::collections::HashSet;

use rustc_hash::FxHashMap;

use crate::matcher::Matcher;

/// The number of characters typed from which they are looked at.
const MIN_CHARACTERS: usize = 2;
/// What a word counts that begins as it was typed.
const WHOLE: f32 = 1.0;
/// What a word counts whose beginning is one edit away.
const NEARLY: f32 = 0.6;
/// Letters from which one edit is allowed, as in typo correction.
const ONE_EDIT_FROM: usize = 4;

/// A question that can be offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Completion<'a> {
    /// Index of its document, in the order in which the matcher was given them.
    pub entry: usize,
    /// The phrasing that is shown.
    pub asked_as: &'a str,
    /// The id of its source.
    pub source: &'a str,
    /// Its topic, where it has one.
    pub topic: Option<&'a str>,
}

impl Matcher {
    /// Returns the entries that a half-typed question could become, likeliest first and at most
    /// `limit`: those whose shown phrasing has words that begin as typed, and those that the words
    /// typed so far rank. Before two characters are typed, the first entry of every topic.
    #[must_use]
    pub fn complete<'a>(
        &self,
        completions: impl IntoIterator<Item = Completion<'a>>,
        typed: &str,
        limit: usize,
    ) -> Vec<usize> {
        let completions = completions.into_iter();
        if typed.trim().chars().count() < MIN_CHARACTERS {
            return starters(completions).take(limit).collect();
        }
        let typed_words = words(typed);
        let hits = self.rank(typed).hits;
        let scores: FxHashMap<usize, f32> = hits.iter().map(|hit| (hit.entry, hit.score)).collect();
        let mut scored: Vec<(f32, usize)> = completions
            .map(|completion| {
                let score = scores.get(&completion.entry).copied().unwrap_or(0.0);
                let begun = begun(&typed_words, completion.asked_as);
                (score + begun, completion.entry)
            })
            .filter(|(score, _)| *score > 0.0)
            .collect();
        scored.sort_by(|(a, x), (b, y)| {
            let keys = || self.keys[*x].cmp(&self.keys[*y]);
            b.total_cmp(a).then_with(keys)
        });
        scored
            .into_iter()
            .take(limit)
            .map(|(_, entry)| entry)
            .collect()
    }
}

/// The first of every topic of every source, and the first without a topic.
fn starters<'a>(completions: impl Iterator<Item = Completion<'a>>) -> impl Iterator<Item = usize> {
    let mut seen = HashSet::new();
    completions
        .filter(move |completion| seen.insert((completion.source, completion.topic)))
        .map(|completion| completion.entry)
}

/// The share of the typed words that begin a word of a phrasing.
fn begun(typed: &[String], phrasing: &str) -> f32 {
    let own = words(phrasing);
    let best = |typed: &String| {
        let beginnings = own.iter().map(|own| beginning(typed, own));
        beginnings.fold(0.0, f32::max)
    };
    typed.iter().map(best).sum::<f32>() / typed.len().max(1) as f32
}

fn beginning(typed: &str, word: &str) -> f32 {
    let letters = typed.chars().count();
    let start: String = word.chars().take(letters).collect();
    if start == typed {
        WHOLE
    } else if letters >= ONE_EDIT_FROM && strsim::osa_distance(&start, typed) == 1 {
        NEARLY
    } else {
        0.0
    }
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::tests::{documents, matcher};

    #[track_caller]
    fn check(typed: &str, first: usize) {
        let documents = documents();
        let completions = documents
            .iter()
            .enumerate()
            .map(|(entry, document)| Completion {
                entry,
                asked_as: document.phrasings[0],
                source: document.source,
                topic: None,
            });
        assert_eq!(matcher().complete(completions, typed, 1), [first]);
    }

    #[test]
    fn a_word_is_completed_even_with_a_typo() {
        check("who pa", 1);
        check("when was the lmap", 0);
    }

    #[test]
    fn before_two_characters_the_first_of_every_topic_is_offered() {
        check("w", 0);
    }
}
