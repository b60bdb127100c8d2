//! Facts that repeat their source's words.

use std::collections::{HashMap, VecDeque};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use unicode_segmentation::UnicodeSegmentation;

use crate::knowledge::{Fact, Source};

/// The most words in a row that a fact may share with its source: a name with its title is as long.
pub const SHARED_RUN: usize = 6;

/// The facts that share more words in a row with their source's text, each with those words.
pub fn copied_words(source: &Source) -> Vec<(&Fact, String)> {
    let Some(text) = &source.text else {
        return Vec::new();
    };
    // Of the facts, which are short, and not of the text.
    let facts = source.facts.iter().flat_map(|fact| runs(&fact.text));
    let mut is_in_text: HashMap<u64, bool> = facts.map(|run| (run, false)).collect();
    for run in text.paragraphs().flat_map(|(_, words)| runs(words)) {
        if let Some(is_in_text) = is_in_text.get_mut(&run) {
            *is_in_text = true;
        }
    }
    let shared = |fact: &Fact| {
        let start = runs(&fact.text).position(|run| is_in_text[&run])?;
        let words = fact.text.unicode_words().skip(start).take(SHARED_RUN + 1);
        Some(words.map(str::to_lowercase).collect::<Vec<_>>().join(" "))
    };
    let facts = source.facts.iter();
    facts
        .filter_map(|fact| Some((fact, shared(fact)?)))
        .collect()
}

/// The hashes of every run of one word more than may be shared, in order.
fn runs(text: &str) -> impl Iterator<Item = u64> {
    let hash = BuildHasherDefault::<DefaultHasher>::default();
    let mut last = VecDeque::with_capacity(SHARED_RUN + 1);
    text.unicode_words().filter_map(move |word| {
        if last.len() > SHARED_RUN {
            last.pop_front();
        }
        last.push_back(hash.hash_one(word.to_lowercase()));
        (last.len() > SHARED_RUN).then(|| hash.hash_one(&last))
    })
}
