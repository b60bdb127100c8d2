//! Facts that repeat their source's words.

use std::collections::{HashMap, VecDeque};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use unicode_segmentation::UnicodeSegmentation;

use crate::knowledge::{Fact, Source};

/// The most words in a row that a fact may share with its source: a name with its title is as long.
pub const SHARED_RUN: usize = 6;
/// How many words of a longer run must be plain ones for it to count: names, paths, numbers and code have
/// no other words.
const PLAIN_WORDS: usize = 4;

/// The facts that share more words in a row with their source's text, each with those words.
pub fn copied_words(source: &Source) -> Vec<(&Fact, String)> {
    let Some(text) = &source.text else {
        return Vec::new();
    };
    // Of the facts, which are short, and not of the text.
    let facts = source.facts.iter().flat_map(|fact| runs(&fact.text));
    let mut is_in_text: HashMap<u64, bool> = facts.map(|run| (run.hash, false)).collect();
    for run in text.paragraphs().flat_map(|(_, words)| runs(words)) {
        if let Some(is_in_text) = is_in_text.get_mut(&run.hash) {
            *is_in_text = true;
        }
    }
    let shared = |fact: &Fact| {
        let mut runs = runs(&fact.text).enumerate();
        let (start, _) = runs.find(|(_, run)| run.plain >= PLAIN_WORDS && is_in_text[&run.hash])?;
        let words = words(&fact.text).skip(start).take(SHARED_RUN + 1);
        Some(
            words
                .map(|word| word.text.to_lowercase())
                .collect::<Vec<_>>()
                .join(" "),
        )
    };
    let facts = source.facts.iter();
    facts
        .filter_map(|fact| Some((fact, shared(fact)?)))
        .collect()
}

/// One word more in a row than may be shared.
struct Run {
    hash: u64,
    /// How many of its words are plain ones.
    plain: usize,
}

struct RunWord<'a> {
    text: &'a str,
    is_plain: bool,
}

/// The runs of a text, in order.
fn runs(text: &str) -> impl Iterator<Item = Run> {
    let hash = BuildHasherDefault::<DefaultHasher>::default();
    let mut last = VecDeque::with_capacity(SHARED_RUN + 1);
    words(text).filter_map(move |word| {
        if last.len() > SHARED_RUN {
            last.pop_front();
        }
        last.push_back((hash.hash_one(word.text.to_lowercase()), word.is_plain));
        (last.len() > SHARED_RUN).then(|| {
            let hashes: Vec<u64> = last.iter().map(|(hash, _)| *hash).collect();
            Run {
                hash: hash.hash_one(hashes),
                plain: last.iter().filter(|(_, is_plain)| *is_plain).count(),
            }
        })
    })
}

/// The words of a text. A plain one stands between blanks in small letters; one with a capital, a digit or
/// a sign in it is part of a name, a path, a number or code.
fn words(text: &str) -> impl Iterator<Item = RunWord<'_>> {
    text.split_whitespace().flat_map(|token| {
        let bare = token.trim_matches(|c: char| !c.is_alphanumeric() && !"-/\\`_".contains(c));
        let is_plain = bare.chars().all(|c| c.is_lowercase() || "'’-".contains(c));
        let words = token.unicode_words();
        words.map(move |text| RunWord { text, is_plain })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[usize]) {
        let found: Vec<usize> = runs(text).map(|run| run.plain).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn names_paths_and_code_are_no_plain_words() {
        check("the keeper lit the lamp in may", &[7]);
        check("Ana Brandt, Bo Lee, Cy and Dee", &[1]);
        check("in /srv/world/DIM1/region/r.mca now", &[2]);
        check("run `git add -p` in 2 of them", &[4, 4]);
    }
}
