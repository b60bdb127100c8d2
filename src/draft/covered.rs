//! What of an article a table cites already, and what it cites that the article does not say any more.

use std::collections::HashMap;
use std::ops::Range;

use crate::draft::table::{Present, PresentQuote};
use crate::knowledge::quote::Found;
use crate::knowledge::{At, Quote, SkipPatterns, SourceText};

/// What a table cites or sets apart.
#[derive(Debug, Default)]
pub(super) struct Covered {
    /// The bytes of each paragraph that it cites.
    spans: HashMap<At, Vec<Range<usize>>>,
    /// The sentences that have nothing to ask.
    skip: SkipPatterns,
    /// The quotes that the article does not have, each with the name of what it belongs to.
    pub gone: Vec<(String, String)>,
}

impl Covered {
    /// What a table with this content covers of a text.
    pub fn by(present: &Present, text: &SourceText) -> Self {
        let mut covered = Self {
            skip: SkipPatterns::of(present.skip.iter().map(String::as_str)),
            ..Self::default()
        };
        for own in &present.quotes {
            let Ok(quote) = Quote::parse(&own.quote) else {
                continue;
            };
            match quote.find(text) {
                Found::Once(at, span) => covered.spans.entry(at).or_default().push(span),
                Found::Nowhere => covered.gone.push((own.owner.clone(), own.quote.clone())),
                Found::Often(places) => {
                    for at in places.into_iter().filter(|at| is_at(own, *at)) {
                        covered.spans.entry(at).or_default().push(0..usize::MAX);
                    }
                }
            }
        }
        covered
    }

    /// Whether a passage is cited or set apart.
    pub fn has(&self, at: At, range: &Range<usize>, words: &str) -> bool {
        let mut spans = self.spans.get(&at).into_iter().flatten();
        spans.any(|span| span.start < range.end && range.start < span.end) || self.sets_apart(words)
    }

    /// Whether words are set apart as having nothing to ask.
    pub fn sets_apart(&self, words: &str) -> bool {
        !self.skip.fitting(words).is_empty()
    }
}

/// Whether a quote that stands several times is meant here.
fn is_at(quote: &PresentQuote, at: At) -> bool {
    quote.at.as_ref().is_none_or(|own| *own == at.to_string())
}
