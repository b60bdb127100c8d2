//! The leaders of a ranking, compared with the question for differences and ranked anew.

use crate::matcher::analysis::analyzed_text::AnalyzedText;
use crate::matcher::dense_query::with_dense_query;
use crate::matcher::differences::{Asked, Differences, EntryTexts, TableTerms};
use crate::matcher::index::corpus::CorpusText;
use crate::matcher::query::Query;
use crate::matcher::{Hit, Matcher};

/// The leaders that are compared.
const COMPARED: usize = 4;

impl Matcher {
    /// How a question differs from an entry, whatever its rank.
    #[must_use]
    pub fn differences_from(&self, question: &str, entry: usize) -> Differences {
        let analyzed = self.analyze_question(question);
        let query = self.query(&analyzed, |_| true);
        let hits = with_dense_query(self.index.weights(), &query, |dense| {
            self.hits(&query, dense, 0, &[entry], None)
        });
        let own = hits.into_iter().filter(|hit| hit.entry == entry);
        let mut own: Vec<Hit> = own.collect();
        self.compare_leaders(&analyzed, &query, &mut own, |entry| {
            self.index.corpus.texts(entry).collect()
        });
        own.first()
            .map_or_else(Differences::default, |hit| hit.features.differences)
    }

    /// Finds how the question differs from the leaders, given the texts of each, and ranks them anew.
    pub(super) fn compare_leaders<'a>(
        &'a self,
        question: &AnalyzedText,
        query: &Query,
        hits: &mut [Hit],
        texts_of: impl Fn(usize) -> Vec<CorpusText<'a>>,
    ) {
        let table = TableTerms {
            vocabulary: self.analyzer.vocabulary(),
            weights: &self.index.weights().terms,
            entries: self.keys.len(),
        };
        let asked = Asked::new(question, query, table);
        let leaders = hits.len().min(COMPARED);
        let mut compared = Vec::new();
        // One that falls back lets another one lead, which is compared in its turn.
        while let Some(at) = (0..leaders).find(|at| !compared.contains(&hits[*at].entry)) {
            let hit = &mut hits[at];
            compared.push(hit.entry);
            if hit.score >= 1.0 {
                continue;
            }
            let texts = texts_of(hit.entry);
            let features = &mut hit.features;
            let entry = EntryTexts::new(
                &texts,
                features.nearest_phrasing,
                features.phrasing_similarity,
            );
            if let Some(entry) = entry {
                features.differences = Differences::between(&asked, &entry, self.weights.rules);
                if features.differences.mismatches() > 0 {
                    *hit = self.hit(query, hit.entry, hit.features);
                    self.sort(hits);
                }
            }
        }
    }
}
