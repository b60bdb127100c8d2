//! “Show source” and “Why this answer”: the passages that an answer cites, and the evidence that it
//! rests on. Pure.

use crate::answer::documents::document;
use crate::answer::passage::Passage;
use crate::answer::{Answer, Cited, EntryName, Outcome};
use crate::discord::custom_id::TableChange;
use crate::discord::reply::layout::{place, quote, superscript};
use crate::discord::reply::markdown::{clip, clip_start, escape, paginate};
use crate::knowledge::{Entry, Knowledge, in_quotation_marks};
use crate::matcher::explain::TermMatch;
use crate::matcher::{Hit, Ranking};
use crate::service::Snapshot;
use crate::wording;

/// Characters shown of the text before and after a cited passage.
const CONTEXT_CHARS: usize = 300;

/// Returns the passages that an answer cites, each with its quote in bold.
#[must_use]
pub fn sources(knowledge: &Knowledge, answer: &Answer, table: TableChange) -> Vec<String> {
    if answer.suspended.is_some() {
        return vec![wording::ENTRY_SUSPENDED.to_owned()];
    }
    let passages = answer
        .citations
        .iter()
        .flat_map(|cited| passage(knowledge, cited));
    paginate(table.note().into_iter().chain(passages))
}

fn passage(knowledge: &Knowledge, cited: &Cited) -> Vec<String> {
    let mut blocks = vec![format!(
        "{} {}",
        superscript(cited.n),
        place(knowledge, cited)
    )];
    let Some(passage) = Passage::of(knowledge, cited) else {
        blocks.push(format!("> {}", quote(&cited.quote)));
        blocks.push(format!("-# {}", wording::NO_TEXT));
        return blocks;
    };
    if let Some(words) = passage.before {
        blocks.push(format!("-# {}", escape(&clip_start(words, CONTEXT_CHARS))));
    }
    let [before, quote, after] = passage.split().map(escape);
    blocks.push(format!("> {before}**{quote}**{after}"));
    if let Some(words) = passage.after {
        blocks.push(format!("-# {}", escape(&clip(words, CONTEXT_CHARS))));
    }
    blocks
}

/// How much of the question the evidence can be shown for.
#[derive(Debug, Clone, Copy)]
pub enum Carried<'a> {
    /// All of it.
    Whole,
    /// Only its beginning, which may lead elsewhere than the whole did.
    BeginningOnly {
        /// The entry that the whole was answered from, if it is still in the table.
        answered: Option<&'a Entry>,
    },
}

/// Explains in plain words why a question is answered as it is.
#[must_use]
pub fn evidence(
    snapshot: &Snapshot,
    question: &str,
    carried: Carried,
    table: TableChange,
) -> Vec<String> {
    let (answer, ranking) = snapshot.ask_why(question);
    let knowledge = snapshot.knowledge();
    let mut blocks: Vec<String> = table.note().into_iter().collect();
    let mut elsewhere = None;
    if let Carried::BeginningOnly { answered } = carried {
        blocks.push(wording::QUESTION_CUT.to_owned());
        let found = answer.entry.as_ref().or(answer.suspended.as_ref());
        elsewhere = answered.filter(|entry| found != Some(&EntryName::of(knowledge, entry)));
    }
    let is_elsewhere = |hit: &&Hit| elsewhere.is_some_and(|entry| is_of(knowledge, hit, entry));
    let best = if let Some(entry) = elsewhere {
        blocks.push(wording::answered_from(&escape(entry.asked_as()), &entry.id));
        ranking.hits.iter().find(is_elsewhere)
    } else {
        blocks.push(understanding(&answer));
        ranking.hits.first()
    };
    blocks.extend(
        best.into_iter()
            .flat_map(|best| words(snapshot, &ranking, best)),
    );
    if let (None, Some(next)) = (elsewhere, ranking.hits.get(1)) {
        let entry = &knowledge.entries[next.entry];
        blocks.push(wording::runner_up(
            &escape(entry.asked_as()),
            &entry.id,
            next.score,
        ));
    }
    let score = best.map_or(0.0, |hit| hit.score);
    blocks.push(wording::version_line(&escape(&knowledge.version), score));
    paginate(blocks)
}

fn is_of(knowledge: &Knowledge, hit: &Hit, entry: &Entry) -> bool {
    std::ptr::eq(&raw const knowledge.entries[hit.entry], entry)
}

/// The words of a question that an entry has, in what it differs, and its nearest phrasing.
fn words(snapshot: &Snapshot, ranking: &Ranking, hit: &Hit) -> Vec<String> {
    let knowledge = snapshot.knowledge();
    let entry = &knowledge.entries[hit.entry];
    let document = document(knowledge, entry);
    let term_matches = snapshot.matcher().term_matches(&document, ranking, hit);
    let (met, missing): (Vec<&TermMatch>, _) =
        term_matches.iter().partition(|term| term.matched.is_some());
    let words = |term_matches: Vec<&TermMatch>| -> Vec<String> {
        term_matches.into_iter().map(word).collect()
    };
    let mut blocks = vec![wording::words_met(&words(met), &words(missing))];
    blocks.extend(wording::differs(&hit.features.differences.in_words()));
    let nearest = entry.phrasings.get(hit.features.nearest_phrasing);
    blocks.extend(
        nearest
            .map(|nearest| wording::nearest_phrasing(&escape(&in_quotation_marks(&nearest.text)))),
    );
    blocks
}

fn understanding(answer: &Answer) -> String {
    match (&answer.entry, answer.outcome) {
        (None, _) if answer.suspended.is_some() => wording::ENTRY_SUSPENDED.to_owned(),
        (Some(entry), Outcome::Gap) => wording::understood_gap(&escape(&entry.asked_as), &entry.id),
        (Some(entry), _) => wording::understood(
            &escape(&entry.asked_as),
            &entry.id,
            answer.confidence,
            answer.threshold,
        ),
        (None, _) => wording::not_understood(answer.confidence, answer.threshold),
    }
}

/// Explains the answer of a picked entry: it was picked.
#[must_use]
pub fn picked(knowledge: &Knowledge, entry: &Entry, table: TableChange) -> Vec<String> {
    let lines = [
        wording::picked(&escape(entry.asked_as()), &entry.id),
        wording::version_line(&escape(&knowledge.version), 1.0),
    ];
    paginate(table.note().into_iter().chain(lines))
}

/// Names a word of the question, with the word that it was read as.
fn word(term: &TermMatch) -> String {
    let asked = escape(&term.asked);
    match (&term.corrected, &term.matched) {
        (Some(read_as), _) => wording::word_read_as(&asked, &escape(read_as)),
        (None, Some(met)) if *met != term.asked => wording::word_met(&asked, &escape(met)),
        _ => asked,
    }
}
