//! Quotes a passage by its first and last words, as few as single it out.

use std::ops::Range;

use crate::knowledge::quote::Found;
use crate::knowledge::validate::MAX_SENTENCE;
use crate::knowledge::{At, Quote};
use crate::text::visible::is_command;

/// A passage of the most words is quoted in full.
const WHOLE_WORDS: usize = 8;
/// The fewest words at each end, so that a browser finds the passage.
const FEWEST_WORDS: usize = 3;
/// The most words at each end: a passage that still matches more than once is repeated.
const MOST_WORDS: usize = 12;

/// The shortest quote that is found in a passage of a paragraph and nowhere else, if there is one. `find`
/// looks a quote up in the source's text; it may give up.
#[must_use]
pub fn short_quote(
    at: At,
    paragraph: &str,
    passage: &Range<usize>,
    mut find: impl FnMut(&Quote) -> Option<Found>,
) -> Option<String> {
    let inner = &paragraph[passage.clone()];
    let mut singled_out = |quote: &str| {
        let quote = quote.replace(is_command, "");
        if quote.chars().count() > MAX_SENTENCE {
            return None;
        }
        match find(&Quote::parse(&quote).ok()?)? {
            Found::Once(found, span)
                if found == at && span.start < passage.end && passage.start < span.end =>
            {
                Some(quote)
            }
            _ => None,
        }
    };
    let words = word_bounds(inner);
    if words.len() <= WHOLE_WORDS {
        return singled_out(trimmed(inner));
    }
    (FEWEST_WORDS..=MOST_WORDS.min(words.len() / 2)).find_map(|count| {
        let first = &inner[words[0].start..words[count - 1].end];
        let last = trimmed(&inner[words[words.len() - count].start..]);
        singled_out(&format!("{first} … {last}"))
    })
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
    use crate::knowledge::SourceText;

    /// Quotes a passage of the first paragraph.
    #[track_caller]
    fn check(markdown: &str, passage: &str, expected: Option<&str>) {
        let text = SourceText::new(markdown);
        let (at, words) = text.paragraphs().next().unwrap();
        let start = words.find(passage).unwrap();
        let range = start..start + passage.len();
        let found = short_quote(at, words, &range, |quote| Some(quote.find(&text)));
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
    fn what_stands_twice_has_no_quote() {
        check("It is dark.\n\nIt is dark.", "It is dark.", None);
    }

    #[test]
    fn whoever_looks_may_give_up() {
        let at = At {
            section: 0,
            paragraph: 1,
        };
        assert_eq!(short_quote(at, "It is dark.", &(0..11), |_| None), None);
    }
}
