//! What a curator wants to know of a table that is valid: does it reach the whole source, do its
//! phrasings hold each other up, can its entries be told apart, does it answer as it was meant to?

use std::collections::{BTreeSet, HashSet};

use unicode_segmentation::UnicodeSegmentation;

use crate::answer::documents::documents;
use crate::answer::{Strictness, Table};
use crate::diagnostic::{Code, Diagnostic};
use crate::knowledge::{At, EntryBody, Kind, Knowledge, Source, source_text};
use crate::matcher::{Centroid, Matcher};

pub use crate::quality::leave_one_out::{LeftOut, leave_out};
pub use crate::quality::self_test::{SelfTest, self_test};

/// From this likeness on (the mean of two cosines) two entries are too alike. Entries that a
/// reader keeps apart at once, such as the two sides of one dispute, stay well below.
pub const TOO_ALIKE: f32 = 0.8;
/// A fact may share this many words in a row with its source: a name with its title is as long.
pub const SHARED_RUN: usize = 6;

/// The table in figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Facts of all sources.
    pub facts: usize,
    /// Questions, and all their phrasings.
    pub questions: (usize, usize),
    /// Gaps, and all their phrasings.
    pub gaps: (usize, usize),
    /// Groups of synonyms.
    pub synonyms: usize,
    /// Quotes found in their source's text.
    pub verified: usize,
    /// Quotes whose source's text is not at hand.
    pub unverified: usize,
    /// Paragraphs that no question leads to, of all.
    pub unreached_paragraphs: (usize, usize),
    /// Sentences that no question leads to, of all.
    pub unreached_sentences: (usize, usize),
    /// Phrasings that bring their own entry back, of all.
    pub returned: (usize, usize),
    /// Questions of tests that get what is expected, of all.
    pub passed: (usize, usize),
    /// Phrasings that, left out of the table, come back to another entry, of all that have a
    /// sister.
    pub lost_phrasings: (usize, usize),
    /// Pairs of entries too alike to be told apart.
    pub alike: usize,
    /// Facts that repeat their source's words.
    pub copied: usize,
}

/// Looks a valid table through; what it finds is said as diagnostics. Errors are only those of the
/// [`self_test()`].
#[must_use]
pub fn check(knowledge: &Knowledge, matcher: &Matcher) -> (Summary, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let mut summary = count(knowledge);
    for (index, source) in knowledge.sources.iter().enumerate() {
        reach(knowledge, index, source, &mut summary, &mut found);
        copying(source, &mut summary, &mut found);
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
    (summary.returned, summary.passed) = (self_test.returned, self_test.passed);
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

/// Which sentences of the source's text some question's citation touches.
fn reach(
    knowledge: &Knowledge,
    index: usize,
    source: &Source,
    summary: &mut Summary,
    found: &mut Vec<Diagnostic>,
) {
    let Some(text) = &source.text else {
        return;
    };
    let used: BTreeSet<usize> = knowledge
        .entries
        .iter()
        .filter(|entry| entry.source == index)
        .filter_map(|entry| match &entry.body {
            EntryBody::Question { facts, .. } => Some(facts),
            EntryBody::Gap { .. } => None,
        })
        .flatten()
        .copied()
        .collect();
    let cited: Vec<(At, std::ops::Range<usize>)> = used
        .iter()
        .flat_map(|&fact| &source.facts[fact].citations)
        .filter_map(|citation| Some((citation.at?, citation.span.clone()?)))
        .collect();
    let file = source.facts.first().map_or(0, |fact| fact.place.file);
    for (at, paragraph) in text.paragraphs() {
        let mut reached = 0;
        let mut sentences = 0;
        for sentence in source_text::sentences(paragraph) {
            sentences += 1;
            let touches = |span: &std::ops::Range<usize>| {
                span.start < sentence.end && sentence.start < span.end
            };
            if cited
                .iter()
                .any(|(place, span)| *place == at && touches(span))
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

fn first_words(sentence: &str) -> String {
    let words: Vec<&str> = sentence.split_whitespace().take(4).collect();
    words.join(" ") + " …"
}

/// Facts that repeat a run of their source's words.
fn copying(source: &Source, summary: &mut Summary, found: &mut Vec<Diagnostic>) {
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
                    .repair("say it in your own words: more than six in a row are the source's"),
            );
        }
    }
}

fn words(text: &str) -> Vec<String> {
    text.unicode_words().map(str::to_lowercase).collect()
}

/// Phrasings that would lead elsewhere, had they not been written.
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
            "were it not in the table, `{}` would lead to `{}`",
            phrasing.text, winner.id
        );
        found.push(
            Diagnostic::at(Code::LostPhrasing, phrasing.place, message).repair(format!(
                "give `{}` more phrasings with the words that set it apart",
                entry.id
            )),
        );
    }
}

/// Compares every two entries.
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
            let likeness = centroids[one].similarity(&centroids[other]);
            if likeness < TOO_ALIKE {
                continue;
            }
            summary.alike += 1;
            let message = format!(
                "`{}` and `{}` are too alike to be told apart ({likeness:.2})",
                entry.id, twin.id
            );
            found.push(
                Diagnostic::at(Code::AlikeEntries, entry.place, message)
                    .label(twin.place, "its twin")
                    .repair("join them, or give each phrasings with words of its own"),
            );
        }
    }
}
