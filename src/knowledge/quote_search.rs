//! Looks for the quotes of a table in its source's text, within a bound: many quotes times a long text is
//! work without end.

use crate::knowledge::At;
use crate::knowledge::nearest::NearestSearch;
use crate::knowledge::quote::{Found, Quote};
use crate::knowledge::source_text::SourceText;

/// The most bytes of text that are searched for the quotes of one table (8 GiB): forty thousand quotes in
/// an article of thirty thousand words, a thousand in the longest text. It takes a few seconds.
const SEARCHED_BYTES: u64 = 8 << 30;
/// What a paragraph costs besides its bytes.
const PARAGRAPH_BYTES: u64 = 64;
/// How often a text is read at most to say why a quote is not in it: once for each of its ends, once for
/// parts of words, and twice to make sure of a corrected quote.
const EXPLAINING: u64 = 8;

/// A text that is being searched.
pub(super) struct QuoteSearch<'t> {
    pub text: &'t SourceText,
    /// What one search costs.
    cost: u64,
    /// What is left for more of them.
    left: u64,
    /// The words of the text, once a quote is not in it.
    nearest: Option<NearestSearch<'t>>,
}

impl<'t> QuoteSearch<'t> {
    pub fn of(text: &'t SourceText) -> Self {
        let paragraphs = text.paragraphs();
        let costs = paragraphs.map(|(_, words)| words.len() as u64 + PARAGRAPH_BYTES);
        Self {
            text,
            cost: costs.sum(),
            left: SEARCHED_BYTES,
            nearest: None,
        }
    }

    /// Where a quote occurs, and what readers see if that was found in place of what is written; none if
    /// too much has been searched already.
    pub fn locate(&mut self, quote: &Quote, at: Option<At>) -> Option<(Found, Option<Quote>)> {
        if let Some(at) = at
            && let Some(words) = self.text.paragraph(at)
        {
            self.left = self
                .left
                .checked_sub(words.len() as u64 + PARAGRAPH_BYTES)?;
            if let Some(found) = quote.find_once(self.text, at) {
                return Some((found, None));
            }
        }
        self.left = self.left.checked_sub(self.cost)?;
        Some(quote.locate(self.text, at))
    }

    /// What it takes to explain why a quote does not occur; none if too much has been searched already.
    pub fn explaining(&mut self) -> Option<&mut NearestSearch<'t>> {
        let cost = self.cost.saturating_mul(EXPLAINING);
        self.left = self.left.checked_sub(cost)?;
        Some(
            self.nearest
                .get_or_insert_with(|| NearestSearch::of(self.text)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_searched_than_the_bound() {
        let text = SourceText::new("A gull.\n\nA tern.\n");
        let quote = Quote::parse("gull").unwrap();
        let at = At {
            section: 0,
            paragraph: 1,
        };
        let mut search = QuoteSearch::of(&text);
        search.left = 2 * search.cost;
        assert!(matches!(
            search.locate(&quote, Some(at)),
            Some((Found::Once(..), None))
        ));
        assert!(search.left > search.cost);
        assert!(search.explaining().is_none());
        assert!(matches!(
            search.locate(&quote, None),
            Some((Found::Once(..), None))
        ));
        assert_eq!(search.locate(&quote, None), None);
    }
}
