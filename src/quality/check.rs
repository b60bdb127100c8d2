//! Checks a valid table: does it cover the whole source, do its phrasings support each other, are its
//! entries distinct, does it answer as its curator meant?

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::answer::documents::documents;
use crate::answer::{Strictness, Table};
use crate::diagnostic::{Code, Diagnostic};
use crate::knowledge::{At, EntryBody, Kind, Knowledge, Source, source_text};
use crate::matcher::{Centroid, Matcher};

pub use crate::quality::leave_one_out::{LeftOut, leave_out};
pub use crate::quality::self_test::{SelfTest, self_test};

/// The lowest similarity, 0 to 1, of two entries that are too alike: the mean of the cosines of their
/// centroids in words and in letters. Entries that a reader tells apart at once, such as the two
/// sides of a dispute, stay well below.
pub const TOO_ALIKE: f32 = 0.8;
/// The most words in a row that a fact may share with its source: a name with its title is as long.
pub const SHARED_RUN: usize = 6;

/// Counts of a table. A pair is a number and the total it is part of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Number of facts.
    pub facts: usize,
    /// Number of questions, and of their phrasings.
    pub questions: (usize, usize),
    /// Number of gaps, and of their phrasings.
    pub gaps: (usize, usize),
    /// Number of groups of synonyms.
    pub synonyms: usize,
    /// Quotes found in their source's text.
    pub verified: usize,
    /// Quotes whose source's text is not loaded.
    pub unverified: usize,
    /// Paragraphs that no question cites, of all.
    pub unreached_paragraphs: (usize, usize),
    /// Sentences that no question cites, of all.
    pub unreached_sentences: (usize, usize),
    /// Phrasings that find their own entry, of all.
    pub own_entry: (usize, usize),
    /// Questions of tests that get the expected answer, of all.
    pub passed: (usize, usize),
    /// Phrasings that lead to another entry when left out, of all whose entry has more than one.
    pub lost_phrasings: (usize, usize),
    /// Pairs of entries that are too alike.
    pub alike: usize,
    /// Facts that repeat their source's words.
    pub copied: usize,
}

/// Checks a valid table; returns its summary and the diagnostics. Only the [`self_test()`] finds
/// errors.
#[must_use]
pub fn check(knowledge: &Knowledge, matcher: &Matcher) -> (Summary, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let mut summary = count(knowledge);
    for (index, source) in knowledge.sources.iter().enumerate() {
        unreached(knowledge, index, source, &mut summary, &mut found);
        copied_words(source, &mut summary, &mut found);
    }
    lost_phrasings(
        knowledge,
        &leave_out(knowledge, matcher),
        &mut summary,
        &mut found,
    );
    alike_entries(knowledge, matcher, &mut summary, &mut found);
    let self_test = self_test(Table {
        knowledge,
        matcher,
        strictness: Strictness::default(),
    });
    (summary.own_entry, summary.passed) = (self_test.own_entry, self_test.passed);
    found.extend(self_test.faults);
    (summary, found)
}

fn count(knowledge: &Knowledge) -> Summary {
    let entries = |kind| {
        let entries: Vec<_> = knowledge.entries_of(kind).collect();
        (
            entries.len(),
            entries.iter().map(|e| e.phrasings.len()).sum(),
        )
    };
    let verified = knowledge.citations().filter(|c| c.span.is_some()).count();
    Summary {
        facts: knowledge.sources.iter().map(|s| s.facts.len()).sum(),
        questions: entries(Kind::Question),
        gaps: entries(Kind::Gap),
        synonyms: knowledge.synonyms.len(),
        verified,
        unverified: knowledge.citations().count() - verified,
        ..Summary::default()
    }
}

/// Finds the sentences of a source's text that no question cites.
fn unreached(
    knowledge: &Knowledge,
    index: usize,
    source: &Source,
    summary: &mut Summary,
    found: &mut Vec<Diagnostic>,
) {
    let Some(text) = &source.text else {
        return;
    };
    let cited = cited_spans(knowledge, index, source);
    let file = source.facts.first().map_or(0, |fact| fact.place.file);
    for (at, paragraph) in text.paragraphs() {
        let mut reached = 0;
        let mut sentences = 0;
        for sentence in source_text::sentences(paragraph) {
            sentences += 1;
            let overlaps =
                |span: &Range<usize>| span.start < sentence.end && sentence.start < span.end;
            if cited
                .iter()
                .any(|(place, span)| *place == at && overlaps(span))
            {
                reached += 1;
                continue;
            }
            let message = format!("no question leads to sentence {sentences} of paragraph {at}");
            found.push(
                Diagnostic::of_file(Code::UnreachedSentence, file, message).repair(format!(
                    "it begins “{}”: cite it in a fact that a question uses",
                    first_words(&paragraph[sentence])
                )),
            );
        }
        summary.unreached_sentences.0 += sentences - reached;
        summary.unreached_sentences.1 += sentences;
        summary.unreached_paragraphs.0 += usize::from(reached == 0);
        summary.unreached_paragraphs.1 += 1;
    }
}

/// The places and byte ranges of a source's text that its questions cite.
fn cited_spans(knowledge: &Knowledge, index: usize, source: &Source) -> Vec<(At, Range<usize>)> {
    let entries = knowledge.entries.iter();
    let facts = entries
        .filter(|entry| entry.source == index)
        .filter_map(|entry| match &entry.body {
            EntryBody::Question { facts, .. } => Some(facts),
            EntryBody::Gap { .. } => None,
        });
    let used: BTreeSet<usize> = facts.flatten().copied().collect();
    used.iter()
        .flat_map(|&fact| &source.facts[fact].citations)
        .filter_map(|citation| Some((citation.at?, citation.span.clone()?)))
        .collect()
}

fn first_words(sentence: &str) -> String {
    let words: Vec<&str> = sentence.split_whitespace().take(4).collect();
    words.join(" ") + " …"
}

/// Finds facts that repeat too many of their source's words in a row.
fn copied_words(source: &Source, summary: &mut Summary, found: &mut Vec<Diagnostic>) {
    let Some(text) = &source.text else {
        return;
    };
    let mut runs = HashSet::new();
    for (_, paragraph) in text.paragraphs() {
        runs.extend(words(paragraph).windows(SHARED_RUN + 1).map(<[_]>::to_vec));
    }
    for fact in &source.facts {
        let own = words(&fact.text);
        let shared = own.windows(SHARED_RUN + 1).find(|run| runs.contains(*run));
        if let Some(run) = shared {
            summary.copied += 1;
            let message = format!(
                "the fact `{}` repeats its source: “{}”",
                fact.id,
                run.join(" ")
            );
            found.push(
                Diagnostic::at(Code::CopiedWords, fact.place, message)
                    .repair("rephrase it: more than six words in a row are the source's"),
            );
        }
    }
}

fn words(text: &str) -> Vec<String> {
    text.unicode_words().map(str::to_lowercase).collect()
}

/// Finds phrasings that lead to another entry when left out.
fn lost_phrasings(
    knowledge: &Knowledge,
    left_out: &[LeftOut],
    summary: &mut Summary,
    found: &mut Vec<Diagnostic>,
) {
    summary.lost_phrasings.1 += left_out.len();
    for left_out in left_out.iter().filter(|left_out| left_out.is_lost()) {
        let entry = &knowledge.entries[left_out.entry];
        let phrasing = &entry.phrasings[left_out.phrasing];
        let Some(winner) = left_out.leader.map(|leader| &knowledge.entries[leader]) else {
            continue;
        };
        summary.lost_phrasings.0 += 1;
        let message = format!(
            "left out of the table, `{}` would lead to `{}`",
            phrasing.text, winner.id
        );
        found.push(
            Diagnostic::at(Code::LostPhrasing, phrasing.place, message).repair(format!(
                "give `{}` more phrasings with words that set it apart",
                entry.id
            )),
        );
    }
}

/// Finds pairs of entries that are too alike.
fn alike_entries(
    knowledge: &Knowledge,
    matcher: &Matcher,
    summary: &mut Summary,
    found: &mut Vec<Diagnostic>,
) {
    let centroids: Vec<Centroid> = documents(knowledge)
        .map(|document| matcher.centroid(&document))
        .collect();
    for (one, entry) in knowledge.entries.iter().enumerate() {
        for (other, twin) in knowledge.entries.iter().enumerate().skip(one + 1) {
            let similarity = centroids[one].similarity(&centroids[other]);
            if similarity < TOO_ALIKE {
                continue;
            }
            summary.alike += 1;
            let message = format!(
                "`{}` and `{}` are too alike to be told apart ({similarity:.2})",
                entry.id, twin.id
            );
            found.push(
                Diagnostic::at(Code::AlikeEntries, entry.place, message)
                    .label(twin.place, "the other entry")
                    .repair("merge them, or give each phrasings with words of its own"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each threshold once by value, so that one that moves is argued for here too. The repair for
    /// copied words names `SHARED_RUN` in words.
    #[test]
    fn the_thresholds_are_these() {
        assert_eq!(SHARED_RUN, 6);
        assert!((TOO_ALIKE - 0.8).abs() < f32::EPSILON);
    }
}
