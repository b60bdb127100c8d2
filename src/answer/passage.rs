//! What a citation points to: the passage around a quote, where the source's text is at hand.

use std::ops::Range;

use crate::answer::Cited;
use crate::knowledge::{Knowledge, Quote, quote::Found};

/// A paragraph of a source with the quote in it and the paragraphs beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage<'a> {
    /// The paragraph before, in the same section.
    pub before: Option<&'a str>,
    /// The paragraph cited.
    pub paragraph: &'a str,
    /// The stretch of it (bytes) that the quote names.
    pub quote: Range<usize>,
    /// The paragraph after, in the same section.
    pub after: Option<&'a str>,
}

impl<'a> Passage<'a> {
    /// The passage behind a citation; none where the source's text is not at hand.
    #[must_use]
    pub fn of(knowledge: &'a Knowledge, cited: &Cited) -> Option<Self> {
        let source = knowledge
            .sources
            .iter()
            .find(|source| source.id == cited.source)?;
        let text = source.text.as_ref()?;
        let Found::Once(at, quote) = Quote::parse(&cited.quote).ok()?.find(text) else {
            return None;
        };
        let paragraphs: Vec<_> = text.paragraphs().collect();
        let here = paragraphs.iter().position(|(place, _)| *place == at)?;
        let beside = |index: usize| {
            let (place, words) = paragraphs.get(index)?;
            (place.section == at.section).then_some(*words)
        };
        Some(Self {
            before: here.checked_sub(1).and_then(beside),
            paragraph: paragraphs[here].1,
            quote,
            after: beside(here + 1),
        })
    }

    /// The paragraph in three: what stands before the quote, the quote, and what follows it.
    #[must_use]
    pub fn parted(&self) -> [&'a str; 3] {
        let (before, rest) = self.paragraph.split_at(self.quote.start);
        let (quote, after) = rest.split_at(self.quote.len());
        [before, quote, after]
    }
}
