//! Why an answer is what it is: the evidence, in plain words.

use std::fmt::{self, Display};

use super::page::{FAINT, STRONG};
use crate::answer::Answer;
use crate::desk::Live;
use crate::matcher::evidence::Meeting;
use crate::matcher::{Hit, Ranking};

/// How many entries are shown: the best and the runners-up.
const SHOWN: usize = 3;

/// The evidence behind an answer.
pub struct Why<'a> {
    /// The answer.
    pub answer: &'a Answer,
    /// The ranking it rests on.
    pub ranking: &'a Ranking,
    /// The knowledge and the matcher that made it.
    pub live: &'a Live,
}

impl Display for Why<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let knowledge = self.live.knowledge();
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
            writeln!(f, "   {}", parts(hit))?;
            let nearest = entry.phrasings.get(hit.parts.nearest);
            if let Some(nearest) = nearest {
                writeln!(f, "   nearest phrasing: {}", nearest.text)?;
            }
            let matcher = self.live.matcher();
            let meetings = matcher.meetings(knowledge, self.ranking, hit);
            let met: Vec<String> = meetings.iter().map(meeting).collect();
            writeln!(f, "   words: {}", met.join(", "))?;
        }
        Ok(())
    }
}

fn parts(hit: &Hit) -> String {
    let parts = &hit.parts;
    format!(
        "terms {:.2}, gist {:.2} in words and {:.2} in letters, nearest phrasing {:.2}, answer type {:.2}, covered {:.2}",
        parts.terms, parts.words, parts.grams, parts.phrasing, parts.answer_type, parts.covered
    )
}

fn meeting(meeting: &Meeting) -> String {
    let asked = match &meeting.read_as {
        Some(read_as) => format!("{} (read as {read_as})", meeting.asked),
        None => meeting.asked.clone(),
    };
    match &meeting.met {
        None => format!("{asked} (not there)"),
        Some(met) if *met == meeting.asked => asked,
        Some(met) if meeting.is_related => format!("{asked} → {met} (means about the same)"),
        Some(met) if meeting.is_synonym => format!("{asked} → {met} (synonym)"),
        Some(met) => format!("{asked} → {met}"),
    }
}
