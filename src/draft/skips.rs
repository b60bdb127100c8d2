//! What of an article has nothing to ask, as patterns for the table's `skip`.

use std::collections::HashSet;

use crate::draft::covered::Covered;
use crate::draft::entries::{clipped, words_of};
use crate::draft::outline::Outline;
use crate::draft::statement::{SentenceAt, place};
use crate::knowledge::source_text::sentences;

/// The most words of a sentence that is skipped by all of its words.
const SKIP_WORDS: usize = 10;
/// The most characters of a pattern.
const MAX_PATTERN: usize = 190;

/// The patterns of what says nothing, unless the table cites it or has it already.
pub(super) fn skipped(
    passages: &[SentenceAt],
    outline: &Outline,
    covered: &Covered,
) -> Vec<String> {
    let mut patterns = Vec::new();
    let mut seen = HashSet::new();
    for passage in passages
        .iter()
        .filter(|passage| !is_covered(passage, outline, covered))
    {
        let words = words_of(outline, passage);
        for sentence in sentences(words) {
            if covered.sets_apart(&words[sentence.clone()]) {
                continue;
            }
            let pattern = skip_pattern(&words[sentence]);
            patterns.extend(pattern.filter(|pattern| seen.insert(pattern.clone())));
        }
    }
    patterns
}

/// A sentence by its first words.
fn skip_pattern(sentence: &str) -> Option<String> {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let is_long = words.len() > SKIP_WORDS || sentence.contains("...") || sentence.contains('…');
    let first = words
        .iter()
        .take(if is_long { SKIP_WORDS / 2 } else { SKIP_WORDS });
    let first = first.take_while(|word| !word.contains("...") && !word.contains('…'));
    let first = clipped(&first.copied().collect::<Vec<_>>().join(" "), MAX_PATTERN);
    let is_said = first.chars().any(char::is_alphanumeric) && !first.contains('…');
    is_said.then(|| {
        if is_long {
            format!("{first} …")
        } else {
            first
        }
    })
}

pub(super) fn is_covered(passage: &SentenceAt, outline: &Outline, covered: &Covered) -> bool {
    covered.has(
        place(outline, passage),
        &passage.range,
        words_of(outline, passage),
    )
}
