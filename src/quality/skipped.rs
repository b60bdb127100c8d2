//! The sentences of a source that a curator has said hold nothing to ask.

use crate::knowledge::Skip;
use crate::knowledge::typography::folded;

/// The patterns of a source's `skip`, and which of them have been met.
pub(super) struct Skipped<'a> {
    patterns: Vec<SkipPattern<'a>>,
}

struct SkipPattern<'a> {
    written: &'a Skip,
    start: String,
    /// What the sentence ends with; none if the pattern is the whole sentence.
    end: Option<String>,
    is_met: bool,
}

impl<'a> Skipped<'a> {
    pub(super) fn new(patterns: &'a [Skip]) -> Self {
        let patterns = patterns.iter().map(|written| {
            let text = folded(&written.pattern).replace("...", "…");
            let (start, end) = match text.split_once('…') {
                Some((start, end)) => (start, Some(without_stop(end).to_owned())),
                None => (without_stop(&text), None),
            };
            SkipPattern {
                written,
                start: start.trim().to_owned(),
                end,
                is_met: false,
            }
        });
        Self {
            patterns: patterns.collect(),
        }
    }

    /// Whether a sentence is to be skipped.
    pub(super) fn skips(&mut self, sentence: &str) -> bool {
        if self.patterns.is_empty() {
            return false;
        }
        let sentence = folded(sentence);
        let sentence = without_stop(&sentence);
        let mut skips = false;
        for pattern in &mut self.patterns {
            if pattern.fits(sentence) {
                pattern.is_met = true;
                skips = true;
            }
        }
        skips
    }

    /// The patterns that no sentence so far has met.
    pub(super) fn unmet(&self) -> impl Iterator<Item = &'a Skip> {
        let unmet = self.patterns.iter().filter(|pattern| !pattern.is_met);
        unmet.map(|pattern| pattern.written)
    }
}

impl SkipPattern<'_> {
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
    use crate::diagnostic::Place;

    #[track_caller]
    fn check(pattern: &str, sentence: &str, expected: bool) {
        let skip = [Skip {
            pattern: pattern.to_owned(),
            place: Place::new(0, 0..1),
        }];
        let mut skipped = Skipped::new(&skip);
        assert_eq!(skipped.skips(sentence), expected, "{pattern} {sentence}");
        assert_eq!(skipped.unmet().count(), usize::from(!expected));
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
