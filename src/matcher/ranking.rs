//! The result of matching a question: ranked entries, with the evidence for each.

use crate::kind::Kind;
use crate::matcher::analysis::analyzed_text::AnalyzedText;
use crate::matcher::query::{Query, QueryTerm};
use crate::matcher::score::Features;

/// The entries that a question could mean, best first.
#[derive(Debug, Clone, Default)]
pub struct Ranking {
    /// The question, analysed.
    pub question: AnalyzedText,
    /// What each of its terms weighs, in the order of the terms.
    pub term_weights: Vec<QueryTermWeight>,
    /// Entries that share something with the question, best first.
    pub hits: Vec<Hit>,
}

/// What a term of a question weighs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QueryTermWeight {
    /// Its IDF; the largest there is where it is out of vocabulary. 0 where the question repeats a
    /// term, and for an out-of-vocabulary filler.
    pub weight: f32,
    /// Whether it is in the vocabulary.
    pub is_known: bool,
}

/// An entry that a question could mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Index of its document, in the order in which the matcher was given them.
    pub entry: usize,
    /// Question or gap.
    pub kind: Kind,
    /// From 0 to 1; 1 where a phrasing is just what was written.
    pub score: f32,
    /// The evidence behind the score.
    pub features: Features,
}

impl Ranking {
    /// Pairs a question's terms with what they weigh.
    #[must_use]
    pub fn new(question: AnalyzedText, query: &Query, hits: Vec<Hit>) -> Self {
        let term_weight = |term: &QueryTerm| QueryTermWeight {
            weight: term.weight,
            is_known: term.is_known(),
        };
        Self {
            question,
            term_weights: query.terms.iter().map(term_weight).collect(),
            hits,
        }
    }

    /// The best entry of one kind.
    #[must_use]
    pub fn best(&self, kind: Kind) -> Option<&Hit> {
        self.hits.iter().find(|hit| hit.kind == kind)
    }
}
