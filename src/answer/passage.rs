//! The paragraph around a quote, if the source's text is loaded.

use std::ops::Range;

use crate::answer::Cited;
use crate::knowledge::{At, Knowledge, Quote, quote::Found};

/// A cited paragraph with its quote, and the paragraphs before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage<'a> {
    /// The previous paragraph of the same section.
    pub before: Option<&'a str>,
    /// The cited paragraph.
    pub paragraph: &'a str,
    /// The quote's byte range within the paragraph.
    pub quote: Range<usize>,
    /// The next paragraph of the same section.
    pub after: Option<&'a str>,
}

impl<'a> Passage<'a> {
    /// Finds the passage of a citation; none if the source's text is not loaded.
    #[must_use]
    pub fn of(knowledge: &'a Knowledge, cited: &Cited) -> Option<Self> {
        let source = knowledge
            .sources
            .iter()
            .find(|source| source.id == cited.source)?;
        let text = source.text.as_ref()?;
        let named = cited.section.zip(cited.paragraph);
        let named = named.map(|(section, paragraph)| At { section, paragraph });
        let elided = Quote::parse(&cited.quote).ok();
        let quote = elided.or_else(|| Quote::verbatim(&cited.quote))?;
        let (Found::Once(at, quote), _) = quote.locate(text, named) else {
            return None;
        };
        let paragraphs: Vec<_> = text.paragraphs().collect();
        let here = paragraphs.iter().position(|(place, _)| *place == at)?;
        let neighbour = |index: usize| {
            let (place, words) = paragraphs.get(index)?;
            (place.section == at.section).then_some(*words)
        };
        Some(Self {
            before: here.checked_sub(1).and_then(neighbour),
            paragraph: paragraphs[here].1,
            quote,
            after: neighbour(here + 1),
        })
    }

    /// Splits the paragraph into what precedes the quote, the quote, and what follows it.
    #[must_use]
    pub fn split(&self) -> [&'a str; 3] {
        let (before, rest) = self.paragraph.split_at(self.quote.start);
        let (quote, after) = rest.split_at(self.quote.len());
        [before, quote, after]
    }
}
