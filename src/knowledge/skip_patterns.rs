//! The sentences of a source that a curator has said hold nothing to ask.

use crate::knowledge::typography::folded;

/// The patterns of a source's `skip`, in their order.
#[derive(Debug, Default)]
pub struct SkipPatterns(Vec<SkipPattern>);

#[derive(Debug)]
struct SkipPattern {
    start: String,
    /// What the sentence ends with; none if the pattern is the whole sentence.
    end: Option<String>,
}

impl SkipPatterns {
    /// Reads patterns; an ellipsis stands for any words.
    #[must_use]
    pub fn of<'a>(written: impl IntoIterator<Item = &'a str>) -> Self {
        let patterns = written.into_iter().map(|written| {
            let text = folded(written).replace("...", "…");
            let (start, end) = match text.split_once('…') {
                Some((start, end)) => (start, Some(without_stop(end).to_owned())),
                None => (without_stop(&text), None),
            };
            SkipPattern {
                start: start.trim().to_owned(),
                end,
            }
        });
        Self(patterns.collect())
    }

    /// The patterns that a sentence fits, by their indices.
    #[must_use]
    pub fn fitting(&self, sentence: &str) -> Vec<usize> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let sentence = folded(sentence);
        let sentence = without_stop(&sentence);
        let patterns = self.0.iter().enumerate();
        let fitting = patterns.filter(|(_, pattern)| pattern.fits(sentence));
        fitting.map(|(index, _)| index).collect()
    }
}

impl SkipPattern {
    fn fits(&self, sentence: &str) -> bool {
        let rest = sentence.strip_prefix(&self.start);
        match &self.end {
            Some(end) => rest.is_some_and(|rest| rest.ends_with(end)),
            None => rest.is_some_and(str::is_empty),
        }
    }
}

/// A sentence without what closes it, which a curator need not copy.
fn without_stop(text: &str) -> &str {
    let text = text.trim();
    text.trim_end_matches(|c: char| ".:;!?".contains(c))
        .trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, sentence: &str, expected: bool) {
        let patterns = SkipPatterns::of(["Nothing else", pattern]);
        let fitting: &[usize] = if expected { &[1] } else { &[] };
        assert_eq!(patterns.fitting(sentence), fitting, "{pattern} {sentence}");
    }

    #[test]
    fn an_ellipsis_stands_for_any_words() {
        check("See also …", "See also the tide tables.", true);
        check("See also ...", "See also:", true);
        check("… is below", "The list of boats is below:", true);
        check("Before … will", "Before dusk, the keeper will:", true);
        check("Before … will", "Before dusk, the keeper rows", false);
        check("See also …", "We see also the reef.", false);
    }

    #[test]
    fn without_an_ellipsis_it_is_the_whole_sentence() {
        check("Here’s how:", "Here's  how", true);
        check("Here's how", "Here's how it works", false);
    }
}
