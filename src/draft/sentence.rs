//! What a sentence is, by its words alone: whether it leans on another, leads elsewhere, asks.

use unicode_segmentation::UnicodeSegmentation;

use crate::draft::english::{ABBREVIATIONS, ANAPHORS, SIGNPOSTS, has};

/// Whether a sentence ends with an abbreviation, or the next begins like the rest of one.
pub(super) fn is_cut_short(sentence: &str, next: &str) -> bool {
    let last = sentence.split_whitespace().next_back().unwrap_or_default();
    let is_initial = last.len() == 2 && last.ends_with('.') && last.starts_with(char::is_uppercase);
    let is_rest = next.starts_with(|c: char| c.is_lowercase() || ")]”,;".contains(c));
    has(ABBREVIATIONS, &last.to_lowercase()) || is_initial || is_rest
}

/// Whether a sentence makes no sense without the one before it.
pub(super) fn leans_back(words: &str) -> bool {
    let mut first = words.split_whitespace().map(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.to_lowercase()
    });
    let opening = first.next().unwrap_or_default();
    let second = first.next().unwrap_or_default();
    has(ANAPHORS, &opening)
        || (matches!(&*opening, "and" | "but" | "so" | "or" | "yet") && has(ANAPHORS, &second))
        || (matches!(&*opening, "no" | "not") && words.split_whitespace().count() < 5)
}

/// The number of its words.
pub(super) fn count(words: &str) -> usize {
    words.unicode_words().count()
}

/// Whether a line only leads elsewhere.
pub(super) fn is_signpost(words: &str) -> bool {
    let small = words.trim().to_lowercase();
    let is_short = small.split_whitespace().nth(16).is_none();
    is_short && SIGNPOSTS.iter().any(|opening| small.starts_with(opening))
}

/// Whether a heading is a question, or says how something is done.
pub(super) fn is_question(heading: &str) -> bool {
    let small = heading.to_lowercase();
    let opens = [
        "how to ",
        "how do ",
        "how can ",
        "can i ",
        "do i ",
        "what is ",
        "what are ",
        "where can ",
    ];
    heading.trim_end().ends_with('?') || opens.iter().any(|opening| small.starts_with(opening))
}
