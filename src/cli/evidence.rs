//! The evidence behind an answer, in plain words.

use crate::answer::documents::document;
use crate::answer::{Answer, EncoderPart};
use crate::cli::line::Line;
use crate::knowledge::Author;
use crate::matcher::explain::TermMatch;
use crate::matcher::{Hit, Ranking};
use crate::service::Snapshot;
use crate::wording::{self, Words};

/// The number of entries shown: the best and its runners-up.
const SHOWN: usize = 3;

/// The evidence behind an answer: the ranking that it was decided from, and what ranked it.
pub(super) fn evidence(answer: &Answer, ranking: &Ranking, snapshot: &Snapshot) -> Vec<Line> {
    let summary = format!(
        "confidence {:.2} (answers at {:.2} or more), knowledge {}",
        answer.confidence,
        answer.threshold,
        snapshot.knowledge().version
    );
    let hits = (1..).zip(ranking.hits.iter().take(SHOWN));
    let entries = hits.flat_map(|(rank, hit)| entry(rank, hit, ranking, snapshot));
    let summary = Line::new().faint(summary);
    let encoder = snapshot.encoded().map(|own| &own.encoder);
    let encoder = encoder.map(|own| match answer.encoder {
        EncoderPart::Heard => format!("encoder {own} took part"),
        EncoderPart::FoundNothing => {
            format!("encoder {own} found nothing, so that what words can offer stands")
        }
        EncoderPart::Unneeded => format!("words settled it, without {own}"),
        EncoderPart::Absent => format!("by words alone, without {own}"),
    });
    let encoder = encoder.map(|encoder| Line::new().faint(encoder));
    let lines = std::iter::once(summary).chain(encoder);
    lines.chain(entries).collect()
}

/// Why an entry has its rank.
fn entry(rank: usize, hit: &Hit, ranking: &Ranking, snapshot: &Snapshot) -> Vec<Line> {
    let knowledge = snapshot.knowledge();
    let entry = &knowledge.entries[hit.entry];
    let kind = hit.kind.name();
    let (score, asked_as) = (hit.score, entry.asked_as());
    let title = Line::new()
        .strong(format_args!("{rank}. {}", entry.id))
        .text(format_args!(" {kind}, score {score:.2}: {asked_as}"));
    let mut lines = vec![title, format_args!("   {}", features(hit)).into()];
    if let Some(differs) = wording::differs(Words::english(), &hit.features.differences.names()) {
        lines.push(format_args!("   {differs}").into());
    }
    let nearest = entry.phrasings.get(hit.features.nearest_phrasing);
    if let Some(nearest) = nearest {
        let line = Line::from(format_args!("   nearest phrasing: {}", nearest.text));
        lines.push(match nearest.author {
            Author::Curator => line,
            Author::Assistant => line.faint(" (an assistant's)"),
        });
    }
    let matcher = snapshot.matcher();
    let term_matches = matcher.term_matches(&document(knowledge, entry), ranking, hit);
    let met: Vec<String> = term_matches.iter().map(term_match).collect();
    lines.push(format_args!("   words: {}", met.join(", ")).into());
    lines
}

/// The features of an entry.
fn features(hit: &Hit) -> String {
    let features = &hit.features;
    let encoded = features.encoded;
    let encoded = encoded.map_or_else(String::new, |own| format!(", encoder {own:.2}"));
    format!(
        "terms {:.2}, centroid {:.2} (words) and {:.2} (letters), nearest phrasing {:.2}, answer type {:.2}, meaning {:.2}, coverage {:.2}{encoded}",
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
