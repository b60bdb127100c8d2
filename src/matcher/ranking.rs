//! The outcome of a search: ranked entries, with the evidence for each.

use crate::kind::Kind;
use crate::matcher::analysis::analyzed_text::AnalyzedText;
use crate::matcher::query::Query;
use crate::matcher::score::Features;

/// The entries that a question could mean, best first.
#[derive(Debug, Clone, Default)]
pub struct Ranking {
    /// The question, analysed.
    pub question: AnalyzedText,
    /// The weight of each of its terms, and whether the term is in the vocabulary.
    pub term_weights: Vec<(f32, bool)>,
    /// Entries that share something with the question, best first.
    pub hits: Vec<Hit>,
}

/// An entry that a question could mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Index of its document, in the order in which the matcher was given them.
    pub entry: usize,
    /// Question or gap.
    pub kind: Kind,
    /// From 0 to 1; 1 where a phrasing has just the question's words.
    pub score: f32,
    /// The evidence behind the score.
    pub features: Features,
}

impl Ranking {
    /// Pairs a question's terms with what they weigh.
    #[must_use]
    pub fn new(question: AnalyzedText, query: &Query, hits: Vec<Hit>) -> Self {
        let terms = query.terms.iter();
        Self {
            question,
            term_weights: terms.map(|term| (term.weight, term.is_known())).collect(),
            hits,
        }
    }

    /// The best entry of one kind.
    #[must_use]
    pub fn best(&self, kind: Kind) -> Option<&Hit> {
        self.hits.iter().find(|hit| hit.kind == kind)
    }
}
