//! Why an answer is what it is: the evidence, in plain words.

use std::fmt::{self, Display};

use crate::answer::Answer;
use crate::answer::documents::document;
use crate::cli::answer::{FAINT, STRONG};
use crate::matcher::explain::TermMatch;
use crate::matcher::{Hit, Ranking};
use crate::service::Snapshot;

/// How many entries are shown: the best and the runners-up.
const SHOWN: usize = 3;

/// The evidence behind an answer.
pub struct Evidence<'a> {
    /// The answer.
    pub answer: &'a Answer,
    /// The ranking it rests on.
    pub ranking: &'a Ranking,
    /// The knowledge and the matcher that made it.
    pub snapshot: &'a Snapshot,
}

impl Display for Evidence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let knowledge = self.snapshot.knowledge();
        writeln!(
            f,
            "{FAINT}confidence {:.2} (answered from {:.2} on), knowledge {}{FAINT:#}",
            self.answer.confidence, self.answer.answered_from, knowledge.version
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
            let nearest = entry.phrasings.get(hit.features.nearest_phrasing);
            if let Some(nearest) = nearest {
                writeln!(f, "   nearest phrasing: {}", nearest.text)?;
            }
            let matcher = self.snapshot.matcher();
            let term_matches = matcher.term_matches(&document(knowledge, entry), self.ranking, hit);
            let met: Vec<String> = term_matches.iter().map(meeting).collect();
            writeln!(f, "   words: {}", met.join(", "))?;
        }
        Ok(())
    }
}

fn features(hit: &Hit) -> String {
    let features = &hit.features;
    format!(
        "terms {:.2}, gist {:.2} in words and {:.2} in letters, nearest phrasing {:.2}, answer type {:.2}, covered {:.2}",
        features.bm25,
        features.centroid_terms,
        features.centroid_ngrams,
        features.phrasing_similarity,
        features.answer_type,
        features.coverage
    )
}

fn meeting(meeting: &TermMatch) -> String {
    let asked = match &meeting.corrected {
        Some(read_as) => format!("{} (read as {read_as})", meeting.asked),
        None => meeting.asked.clone(),
    };
    match &meeting.matched {
        None => format!("{asked} (not there)"),
        Some(met) if *met == meeting.asked => asked,
        Some(met) if meeting.is_related => format!("{asked} → {met} (means about the same)"),
        Some(met) if meeting.is_synonym => format!("{asked} → {met} (synonym)"),
        Some(met) => format!("{asked} → {met}"),
    }
}
