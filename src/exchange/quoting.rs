//! Finds the words of the source for an answer that comes without a quote, and the place of a quote.

use crate::knowledge::quote::Found;
use crate::knowledge::{At, Quote, SourceText, short_quote};

/// The most bytes of text that are searched in all (8 GiB): some ten thousand rows in a long article.
const SEARCHED_BYTES: u64 = 8 << 30;

/// The source's text, or none.
pub struct Quoting<'t> {
    text: Option<&'t SourceText>,
    left: u64,
    cost: u64,
}

/// What there is to cite for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Citable {
    /// Its words stand in the source: the quote, and where.
    Quote(String, At),
    /// They do not, or only in parts.
    Nowhere,
    /// They stand there more than once, here among others.
    Often(At),
    /// There is no text to look in.
    NoText,
}

impl<'t> Quoting<'t> {
    /// Looks in this text.
    #[must_use]
    pub fn of(text: Option<&'t SourceText>) -> Self {
        let paragraphs = text.into_iter().flat_map(SourceText::paragraphs);
        Self {
            text,
            left: SEARCHED_BYTES,
            cost: paragraphs.map(|(_, words)| words.len() as u64).sum(),
        }
    }

    /// The place of a quote that occurs once.
    pub fn place(&mut self, quote: &str) -> Option<String> {
        let quote = Quote::parse(quote).ok()?;
        match self.find(&quote)? {
            Found::Once(at, _) => Some(at.to_string()),
            _ => None,
        }
    }

    /// A quote for an answer whose own words stand in the source.
    pub fn cite(&mut self, answer: &str) -> Citable {
        let Some(text) = self.text else {
            return Citable::NoText;
        };
        let end = |c: char| c.is_whitespace() || ".!?。".contains(c);
        let words = answer.trim();
        let mut found = Found::Nowhere;
        for words in [words, words.trim_end_matches(end)] {
            if let Ok(quote) = Quote::parse(words) {
                found = self.find(&quote).unwrap_or(Found::Nowhere);
            }
            if found != Found::Nowhere {
                break;
            }
        }
        match found {
            Found::Nowhere => Citable::Nowhere,
            Found::Often(places) => places
                .first()
                .map_or(Citable::Nowhere, |at| Citable::Often(*at)),
            Found::Once(at, span) => {
                let paragraph = text.paragraph(at).unwrap_or_default();
                let short = short_quote(at, paragraph, &span, |quote| self.find(quote));
                let whole = || paragraph[span.clone()].to_owned();
                Citable::Quote(short.unwrap_or_else(whole), at)
            }
        }
    }

    /// Where a quote occurs; none without a text, or if too much has been searched already.
    fn find(&mut self, quote: &Quote) -> Option<Found> {
        let text = self.text?;
        self.left = self.left.checked_sub(self.cost)?;
        Some(quote.find(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The lamp is lit. The keeper rows home at dawn, and nobody has seen her since \
                        the storm of that winter.\n\nThe bell is rung. The bell is rung.\n";

    #[track_caller]
    fn check(answer: &str, expected: &str) {
        let text = SourceText::new(TEXT);
        let shown = match Quoting::of(Some(&text)).cite(answer) {
            Citable::Quote(quote, at) => format!("{at} {quote}"),
            other => format!("{other:?}"),
        };
        assert_eq!(shown, expected);
    }

    #[test]
    fn an_answer_in_the_words_of_the_source_gets_its_quote() {
        check("The lamp is lit!", "0.1 The lamp is lit");
        check(
            "The keeper rows home at dawn, and nobody has seen her since the storm of that winter",
            "0.1 The keeper rows … of that winter",
        );
        check("The lamp is out.", "Nowhere");
        check(
            "The bell is rung.",
            "Often(At { section: 0, paragraph: 2 })",
        );
        assert_eq!(Quoting::of(None).cite("The lamp is lit."), Citable::NoText);
    }
}
