//! The evidence behind an answer, in plain words.

use std::fmt::{self, Display};

use crate::answer::Answer;
use crate::answer::documents::document;
use crate::cli::answer::{FAINT, STRONG};
use crate::matcher::explain::TermMatch;
use crate::matcher::{Hit, Ranking};
use crate::service::Snapshot;
use crate::wording;

/// The number of entries shown: the best and its runners-up.
const SHOWN: usize = 3;

/// The evidence behind an answer.
pub struct Evidence<'a> {
    /// The answer.
    pub answer: &'a Answer,
    /// The ranking that it was decided from.
    pub ranking: &'a Ranking,
    /// The knowledge and the matcher that ranked it.
    pub snapshot: &'a Snapshot,
}

impl Display for Evidence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let knowledge = self.snapshot.knowledge();
        writeln!(
            f,
            "{FAINT}confidence {:.2} (answers at {:.2} or more), knowledge {}{FAINT:#}",
            self.answer.confidence, self.answer.threshold, knowledge.version
        )?;
        for (rank, hit) in (1..).zip(self.ranking.hits.iter().take(SHOWN)) {
            let entry = &knowledge.entries[hit.entry];
            let kind = hit.kind.name();
            writeln!(
                f,
                "{STRONG}{rank}. {}{STRONG:#} {kind}, score {:.2}: {}",
                entry.id,
                hit.score,
                entry.asked_as()
            )?;
            writeln!(f, "   {}", features(hit))?;
            if let Some(differs) = wording::differs(&hit.features.differences.in_words()) {
                writeln!(f, "   {differs}")?;
            }
            let nearest = entry.phrasings.get(hit.features.nearest_phrasing);
            if let Some(nearest) = nearest {
                writeln!(f, "   nearest phrasing: {}", nearest.text)?;
            }
            let matcher = self.snapshot.matcher();
            let term_matches = matcher.term_matches(&document(knowledge, entry), self.ranking, hit);
            let met: Vec<String> = term_matches.iter().map(term_match).collect();
            writeln!(f, "   words: {}", met.join(", "))?;
        }
        Ok(())
    }
}

/// The features of an entry.
fn features(hit: &Hit) -> String {
    let features = &hit.features;
    format!(
        "terms {:.2}, centroid {:.2} (words) and {:.2} (letters), nearest phrasing {:.2}, answer type {:.2}, meaning {:.2}, coverage {:.2}",
        features.bm25,
        features.centroid_terms,
        features.centroid_ngrams,
        features.phrasing_similarity,
        features.answer_type,
        features.meaning,
        features.coverage
    )
}

/// A word of the question and the word of the entry that it matched.
fn term_match(term: &TermMatch) -> String {
    let read = term.corrected.as_ref().unwrap_or(&term.asked);
    let asked = match &term.corrected {
        Some(read_as) => format!("{} (read as {read_as})", term.asked),
        None => term.asked.clone(),
    };
    match &term.matched {
        None => format!("{asked} (not found)"),
        Some(met) if met == read => asked,
        Some(met) if term.is_related => format!("{asked} → {met} (related)"),
        Some(met) if term.is_synonym => format!("{asked} → {met} (synonym)"),
        Some(met) => format!("{asked} → {met}"),
    }
}
