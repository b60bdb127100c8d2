//! Quotes a passage: its first and last words, as few as single it out, checked as a curator's quote is.

use std::ops::Range;

use crate::knowledge::quote::Found;
use crate::knowledge::{At, Quote, SourceText};
use crate::text::visible::is_command;

/// A passage of the most words is quoted in full.
const WHOLE_WORDS: usize = 8;
/// The fewest words at each end, so that a browser finds the passage.
const FEWEST_WORDS: usize = 3;
/// The most words at each end: a passage that still matches more than once is repeated.
const MOST_WORDS: usize = 12;
/// The most bytes of a quote; a table allows somewhat more characters.
const MAX_QUOTE: usize = 440;

/// Quotes a passage of a paragraph. None if no quote singles it out.
pub(super) fn quote(
    text: &SourceText,
    at: At,
    words: &str,
    passage: &Range<usize>,
) -> Option<String> {
    let passage = without_ellipsis(words, passage)?;
    let bounds = word_bounds(&words[passage.clone()]);
    let whole = trimmed(&words[passage.clone()]);
    if bounds.len() <= WHOLE_WORDS {
        return checked(text, at, whole, &passage).or_else(|| checked_wide(text, at, words));
    }
    let longest = MOST_WORDS.min(bounds.len() / 2);
    (FEWEST_WORDS..=longest)
        .find_map(|count| {
            let inner = &words[passage.clone()];
            let first = inner[..bounds[count - 1].end].trim();
            let last = trimmed(&inner[bounds[bounds.len() - count].start..]);
            checked(text, at, &format!("{first} … {last}"), &passage)
        })
        .or_else(|| checked_wide(text, at, words))
}

/// Quotes a short paragraph in full, where a sentence of it alone is found elsewhere too.
fn checked_wide(text: &SourceText, at: At, words: &str) -> Option<String> {
    let whole = 0..words.len();
    let has_ellipsis = words.contains('…') || words.contains("...");
    (!has_ellipsis).then(|| checked(text, at, trimmed(words), &whole))?
}

/// The quote, if it is found in this passage and nowhere else.
fn checked(text: &SourceText, at: At, quote: &str, passage: &Range<usize>) -> Option<String> {
    let quote = quote.replace(is_command, "");
    if quote.len() > MAX_QUOTE {
        return None;
    }
    match Quote::parse(&quote).ok()?.find(text) {
        Found::Once(found, span)
            if found == at && span.start < passage.end && passage.start < span.end =>
        {
            Some(quote)
        }
        _ => None,
    }
}

/// The longest part of a passage without an ellipsis, which would be taken for the one of a quote.
fn without_ellipsis(words: &str, passage: &Range<usize>) -> Option<Range<usize>> {
    let inner = &words[passage.clone()];
    let mut parts = Vec::new();
    let mut start = 0;
    let marks = inner.match_indices("...").chain(inner.match_indices('…'));
    let mut marks: Vec<(usize, usize)> = marks.map(|(at, mark)| (at, mark.len())).collect();
    marks.sort_unstable();
    for (at, length) in marks.into_iter().chain([(inner.len(), 0)]) {
        if at >= start {
            parts.push(start..at);
            start = at + length;
        }
    }
    let longest = parts
        .into_iter()
        .max_by_key(|part| (part.len(), usize::MAX - part.start))?;
    let range = passage.start + longest.start..passage.start + longest.end;
    let has_letter = words[range.clone()].contains(char::is_alphanumeric);
    has_letter.then_some(range)
}

/// Without the sign that ends a sentence.
fn trimmed(words: &str) -> &str {
    let words = words.trim();
    let short = words.trim_end_matches(['.', ':', ';', ',']).trim_end();
    if short.is_empty() { words } else { short }
}

fn word_bounds(words: &str) -> Vec<Range<usize>> {
    let start = words.as_ptr() as usize;
    let pieces = words.split_whitespace();
    pieces
        .map(|piece| {
            let at = piece.as_ptr() as usize - start;
            at..at + piece.len()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Quotes the words of the first paragraph that begin and end like this.
    #[track_caller]
    fn check(markdown: &str, passage: &str, expected: Option<&str>) {
        let text = SourceText::new(markdown);
        let (at, words) = text.paragraphs().next().unwrap();
        let start = words.find(passage).unwrap();
        let found = quote(&text, at, words, &(start..start + passage.len()));
        assert_eq!(found.as_deref(), expected);
    }

    #[test]
    fn a_passage_is_quoted_by_as_few_words_as_single_it_out() {
        check(
            "The lamp was lit. It was dark.",
            "The lamp was lit.",
            Some("The lamp was lit"),
        );
        let long = "The lamp at the end of the pier was lit again in May.";
        check(long, long, Some("The lamp at … again in May"));
        let twin = "The lamp at the head of the pier was lit again in May.";
        let both = format!("{long}\n\n{twin}");
        check(
            &both,
            long,
            Some("The lamp at the end … was lit again in May"),
        );
    }

    #[test]
    fn what_stands_twice_is_quoted_with_its_paragraph_or_not_at_all() {
        check(
            "It is dark. Ann left.\n\nIt is dark. Bo left.",
            "It is dark.",
            Some("It is dark. Ann left"),
        );
        check("It is dark.\n\nIt is dark.", "It is dark.", None);
    }

    #[test]
    fn an_ellipsis_of_the_source_is_in_no_quote() {
        check(
            "Well... the keeper said just wait...",
            "Well... the keeper said just wait...",
            Some("the keeper said just wait"),
        );
    }
}
