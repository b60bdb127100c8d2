//! Which words of a question met which words of an entry, and how.

use crate::knowledge::Knowledge;
use crate::matcher::analysis::analyzer::Term;
use crate::matcher::analysis::thesaurus;
use crate::matcher::{Hit, Matcher, Ranking};

/// A word of the question and what became of it in an entry.
#[derive(Debug, Clone, PartialEq)]
pub struct TermMatch {
    /// The question's words, as written.
    pub asked: String,
    /// The table's words that they were taken for, where one was repaired.
    pub read_as: Option<String>,
    /// Whether they were read through a group of synonyms.
    pub is_synonym: bool,
    /// Whether they met only words that mean about the same.
    pub is_related: bool,
    /// What the term weighs in the question.
    pub weight: f32,
    /// The entry's words that they met; none where the entry has no such word.
    pub met: Option<String>,
}

impl Matcher {
    /// What each term of a ranked question that weighs anything met in one of its hits, given the
    /// table that this was built from.
    #[must_use]
    pub fn term_matches(
        &self,
        knowledge: &Knowledge,
        ranking: &Ranking,
        hit: &Hit,
    ) -> Vec<TermMatch> {
        let readings = self.analyze_entry(knowledge, hit.entry);
        let nearest_first = readings
            .get(hit.features.nearest)
            .into_iter()
            .chain(&readings);
        let terms: Vec<&Term> = nearest_first.flat_map(|reading| &reading.terms).collect();
        let asked = ranking.reading.terms.iter().zip(&ranking.term_weights);
        let meeting = |(asked, (weight, _)): (&Term, &(f32, bool))| {
            let same = terms.iter().filter(|term| term.key == asked.key);
            let same = same.max_by_key(|term| term.surface == asked.surface);
            let like = thesaurus::related(&asked.key);
            let related = || terms.iter().find(|term| like.contains(&term.key));
            TermMatch {
                asked: asked.surface.to_string(),
                read_as: asked.read_as.clone(),
                is_synonym: asked.is_synonym,
                is_related: same.is_none(),
                weight: *weight,
                met: same.or_else(related).map(|term| term.surface.to_string()),
            }
        };
        asked
            .filter(|(_, (weight, _))| *weight > 0.0)
            .map(meeting)
            .collect()
    }
}
