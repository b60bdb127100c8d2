//! Completes half-typed questions: which prepared questions could be meant.

use std::collections::HashSet;

use rustc_hash::FxHashMap;

use crate::matcher::analysis::spelling::ONE_EDIT_FROM;
use crate::matcher::entry_set::EntrySet;
use crate::matcher::{Matcher, RankOptions};

/// The fewest characters typed from which phrasings are compared with them.
const MIN_CHARACTERS: usize = 2;
/// The characters that are read of what is typed: as many as a choice of Discord's has.
const MAX_CHARACTERS: usize = 100;
/// The words that are compared with those of every phrasing: the last, which is still being typed, and
/// those before it.
const MAX_WORDS: usize = 12;
/// What a typed word counts that begins a word of the phrasing.
const PREFIX_MATCH: f32 = 1.0;
/// What a typed word counts that is one edit away from beginning a word of the phrasing.
const NEAR_PREFIX_MATCH: f32 = 0.6;

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
    /// typed so far rank, among these entries if some are given. Before two characters are typed, the first entry of
    /// every topic.
    ///
    /// `goes_on` is asked before each entry; once it says no, there are no results.
    #[must_use]
    pub fn complete<'a>(
        &self,
        completions: impl IntoIterator<Item = Completion<'a>>,
        typed: &str,
        among: Option<&EntrySet>,
        limit: usize,
        goes_on: impl Fn() -> bool,
    ) -> Vec<usize> {
        let options = RankOptions {
            among,
            ..RankOptions::default()
        };
        let completions = completions.into_iter();
        let completions = completions.filter(|completion| options.takes(completion.entry));
        let end = typed.char_indices().nth(MAX_CHARACTERS);
        let typed = &typed[..end.map_or(typed.len(), |(end, _)| end)];
        if typed.trim().chars().count() < MIN_CHARACTERS {
            return starters(completions).take(limit).collect();
        }
        let mut typed_words = words(typed);
        typed_words.drain(..typed_words.len().saturating_sub(MAX_WORDS));
        let hits = self.rank_by(typed, options).hits;
        let scores: FxHashMap<usize, f32> = hits.iter().map(|hit| (hit.entry, hit.score)).collect();
        let compared: Option<Vec<(f32, usize)>> = completions
            .map(|completion| {
                let score = scores.get(&completion.entry).copied().unwrap_or(0.0);
                let prefix_score = prefix_score(&typed_words, completion.asked_as);
                goes_on().then_some((score + prefix_score, completion.entry))
            })
            .collect();
        let mut scored = compared.unwrap_or_default();
        scored.retain(|(score, _)| *score > 0.0);
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

/// The mean of what the typed words count for a phrasing, 0 to 1.
fn prefix_score(typed: &[String], phrasing: &str) -> f32 {
    let own = words(phrasing);
    let best = |typed: &String| {
        let matches = own.iter().map(|own| prefix_match(typed, own));
        matches.fold(0.0, f32::max)
    };
    typed.iter().map(best).sum::<f32>() / typed.len().max(1) as f32
}

fn prefix_match(typed: &str, word: &str) -> f32 {
    let letters = typed.chars().count();
    let start: String = word.chars().take(letters).collect();
    if start == typed {
        PREFIX_MATCH
    } else if letters >= ONE_EDIT_FROM && strsim::osa_distance(&start, typed) == 1 {
        NEAR_PREFIX_MATCH
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
    use crate::matcher::document::Document;
    use crate::matcher::tests::{documents, matcher};

    fn completions<'a>(
        documents: &'a [Document<'a>],
    ) -> impl ExactSizeIterator<Item = Completion<'a>> + Clone {
        let documents = documents.iter().enumerate();
        documents.map(|(entry, document)| Completion {
            entry,
            asked_as: document.phrasings[0],
            source: document.source,
            topic: None,
        })
    }

    #[track_caller]
    fn check(typed: &str, first: usize) {
        let documents = documents();
        let completions = completions(&documents);
        let found = matcher().complete(completions, typed, None, 1, || true);
        assert_eq!(found, [first]);
    }

    #[test]
    fn completing_ends_when_it_is_told_to() {
        let entries = std::cell::Cell::new(0);
        let completions = (0..1_000_000).map(|entry| Completion {
            entry,
            asked_as: "When was the lamp relit?",
            source: "skerry",
            topic: None,
        });
        let goes_on = || {
            entries.set(entries.get() + 1);
            entries.get() < 10
        };
        let found = matcher().complete(completions, "when was", None, 25, goes_on);
        assert_eq!((found, entries.get()), (Vec::new(), 10));
    }

    #[test]
    fn only_so_much_of_what_is_typed_is_read() {
        let long = format!("who pa{}", " zz".repeat(1_000_000));
        let documents = documents();
        let completions = completions(&documents);
        let head: String = long.chars().take(MAX_CHARACTERS).collect();
        let found = |typed: &str| matcher().complete(completions.clone(), typed, None, 9, || true);
        assert_eq!(found(&long), found(&head));
        // A word that is longer than any phrasing's is compared with their first letters alone.
        assert_eq!(found(&"pa".repeat(50_000)), found(&"pa".repeat(50)));
    }

    #[test]
    fn a_word_is_completed_even_with_a_typo() {
        check("who pa", 1);
        check("when was the lmap", 0);
    }

    #[test]
    fn a_phrasing_scores_the_mean_of_what_its_typed_words_count() {
        for (typed, expected) in [
            ("who pa", PREFIX_MATCH),
            ("who piad", f32::midpoint(PREFIX_MATCH, NEAR_PREFIX_MATCH)),
            // Too short for an edit.
            ("who pia", PREFIX_MATCH / 2.0),
            ("zebra", 0.0),
        ] {
            let found = prefix_score(&words(typed), "Who paid for the oil?");
            assert!((found - expected).abs() < 1e-6, "{typed}: {found}");
        }
        let weights = [PREFIX_MATCH, NEAR_PREFIX_MATCH].map(f32::to_bits);
        assert_eq!(weights, [1.0_f32, 0.6].map(f32::to_bits));
    }

    #[test]
    fn before_two_characters_the_first_of_every_topic_is_offered() {
        check("w", 0);
    }
}
