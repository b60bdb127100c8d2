//! Looks for the quotes of a table in its source's text, within a bound: many quotes times a long text is
//! work without end.

use crate::knowledge::quote::{Found, Quote};
use crate::knowledge::source_text::SourceText;

/// The most bytes of text that are searched for the quotes of one table (8 GiB): forty thousand quotes in
/// an article of thirty thousand words, a thousand in the longest text. It takes a few seconds.
const SEARCHED_BYTES: u64 = 8 << 30;
/// What a paragraph costs besides its bytes.
const PARAGRAPH_BYTES: u64 = 64;
/// How often a text is read to say why a quote is not in it: as it is, as seen, and in small letters.
const EXPLAINING: u64 = 32;

/// A text that is being searched.
pub(super) struct QuoteSearch<'t> {
    pub text: &'t SourceText,
    /// What one search costs.
    cost: u64,
    /// What is left for more of them.
    left: u64,
}

impl<'t> QuoteSearch<'t> {
    pub fn of(text: &'t SourceText) -> Self {
        let paragraphs = text.paragraphs();
        let costs = paragraphs.map(|(_, words)| words.len() as u64 + PARAGRAPH_BYTES);
        Self {
            text,
            cost: costs.sum(),
            left: SEARCHED_BYTES,
        }
    }

    /// Where a quote occurs; none if too much has been searched already.
    pub fn find(&mut self, quote: &Quote) -> Option<Found> {
        self.left = self.left.checked_sub(self.cost)?;
        Some(quote.find(self.text))
    }

    /// Why a quote does not occur, as the end of a sentence.
    pub fn why_nowhere(&mut self, quote: &Quote) -> String {
        match self.left.checked_sub(self.cost.saturating_mul(EXPLAINING)) {
            Some(left) => {
                self.left = left;
                quote.why_nowhere(self.text)
            }
            None => "it does not occur in one paragraph".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_searched_than_the_bound() {
        let text = SourceText::new("A gull.\n\nA tern.\n");
        let quote = Quote::parse("gull").unwrap();
        let mut search = QuoteSearch::of(&text);
        search.left = 2 * search.cost;
        assert!(matches!(search.find(&quote), Some(Found::Once(..))));
        assert_eq!(
            search.why_nowhere(&quote),
            "it does not occur in one paragraph"
        );
        assert!(matches!(search.find(&quote), Some(Found::Once(..))));
        assert_eq!(search.find(&quote), None);
    }
}
