//! Quotes a sentence of an article: a part of it without an ellipsis, or its paragraph.

use std::ops::Range;

use crate::knowledge::{At, MAX_SENTENCE, Quote, SourceText, short_quote};

/// Quotes a passage of a paragraph. None if no quote singles it out.
pub(super) fn quote(
    text: &SourceText,
    at: At,
    words: &str,
    passage: &Range<usize>,
) -> Option<String> {
    let passage = without_ellipsis(words, passage)?;
    let find = |quote: &Quote| Some(quote.find(text));
    short_quote(at, words, &passage, find).or_else(|| {
        // A sentence that is found elsewhere too is quoted with its paragraph.
        let has_ellipsis = words.contains('…') || words.contains("...");
        let whole = !has_ellipsis && words.chars().count() <= MAX_SENTENCE;
        whole.then(|| short_quote(at, words, &(0..words.len()), find))?
    })
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
