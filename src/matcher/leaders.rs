//! The leaders of a ranking, compared with the question for differences and ranked anew.

use crate::matcher::analysis::analyzed_text::AnalyzedText;
use crate::matcher::dense_query::with_dense_query;
use crate::matcher::differences::{Asked, Differences, EntryTexts, TableTerms, particulars};
use crate::matcher::index::corpus::CorpusText;
use crate::matcher::query::Query;
use crate::matcher::score::Features;
use crate::matcher::{Hit, Matcher, RankOptions};

/// The leaders that are compared.
const COMPARED: usize = 4;

impl Matcher {
    /// How a question differs from an entry, whatever its rank.
    #[must_use]
    pub fn differences_from(&self, question: &str, entry: usize) -> Differences {
        let analyzed = self.analyze_question(question);
        let query = self.query(&analyzed, |_| true);
        let hits = with_dense_query(self.index.weights(), &query, |dense| {
            self.hits(&query, dense, 0, &[entry], RankOptions::default())
        });
        let own = hits.into_iter().filter(|hit| hit.entry == entry);
        let mut own: Vec<Hit> = own.collect();
        self.compare_leaders(&analyzed, &query, &mut own, |entry| {
            self.index.corpus.texts(entry).collect()
        });
        own.first()
            .map_or_else(Differences::default, |hit| hit.features.differences)
    }

    /// The names and numbers of a question that the entry of a hit has nothing of, as words; see
    /// [`crate::matcher::differences::particulars`].
    #[must_use]
    pub fn lacking_particulars(&self, question: &str, hit: &Hit) -> Vec<String> {
        let analyzed = self.analyze_question(question);
        let query = self.query(&analyzed, |_| true);
        let asked = Asked::new(&analyzed, &query, self.table_terms());
        let texts: Vec<CorpusText> = self.index.corpus.texts(hit.entry).collect();
        let Features {
            nearest_phrasing,
            phrasing_similarity,
            ..
        } = hit.features;
        let entry = EntryTexts::new(&texts, nearest_phrasing, phrasing_similarity);
        let lacking = entry.map(|entry| particulars::lacking(&asked, &entry));
        lacking.into_iter().flatten().map(str::to_owned).collect()
    }

    fn table_terms(&self) -> TableTerms<'_> {
        TableTerms {
            vocabulary: self.analyzer.vocabulary(),
            weights: &self.index.weights().terms,
            entries: self.keys.len(),
        }
    }

    /// Finds how the question differs from the leaders, given the texts of each, and ranks them anew.
    pub(super) fn compare_leaders<'a>(
        &'a self,
        question: &AnalyzedText,
        query: &Query,
        hits: &mut [Hit],
        texts_of: impl Fn(usize) -> Vec<CorpusText<'a>>,
    ) {
        let asked = Asked::new(question, query, self.table_terms());
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
