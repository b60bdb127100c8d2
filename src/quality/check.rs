//! Checks a valid table: does it cover the whole source, do its phrasings support each other, are its
//! entries distinct, does it answer as its curator meant?

use std::collections::BTreeSet;

use crate::answer::documents::documents;
use crate::answer::{Strictness, Table};
use crate::diagnostic::{Code, Diagnostic, Faults, Place};
use crate::effort::Effort;
use crate::knowledge::{Author, Entry, Kind, Knowledge, Source};
use crate::matcher::{Centroid, Matcher};
use crate::quality::alike::alike_pairs;
use crate::quality::copied::copied_words;
use crate::quality::estimate::{Estimate, WeakQuestion, estimate, weakest};
use crate::quality::self_test::self_test_of_change;
use crate::quality::unreached::unreached;

pub use crate::quality::alike::TOO_ALIKE;
pub use crate::quality::copied::SHARED_RUN;
pub use crate::quality::leave_one_out::{LeftOut, leave_out};
pub use crate::quality::self_test::self_test;

/// Counts of a table. A pair is a number and the total it is part of.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary {
    /// Number of facts.
    pub facts: usize,
    /// Number of questions, and of their phrasings.
    pub questions: (usize, usize),
    /// Number of gaps, and of their phrasings.
    pub gaps: (usize, usize),
    /// Phrasings that an assistant wrote.
    pub expanded: usize,
    /// Questions and gaps that no curator has looked at yet; they answer nothing.
    pub drafts: usize,
    /// Warnings that the table allows; known once all are found.
    pub allowed: usize,
    /// Number of groups of synonyms.
    pub synonyms: usize,
    /// Whether the text of a source is loaded.
    pub has_text: bool,
    /// Quotes found in their source's text.
    pub verified: usize,
    /// Quotes whose source's text is not loaded.
    pub unverified: usize,
    /// Paragraphs that no question cites, of all.
    pub unreached_paragraphs: (usize, usize),
    /// Sentences that no question cites, of all.
    pub unreached_sentences: (usize, usize),
    /// Phrasings that find their own entry, of those that were asked.
    pub own_entry: (usize, usize),
    /// Questions of tests that get the expected answer, of those that were asked.
    pub passed: (usize, usize),
    /// How many phrasings and questions of tests there are to ask.
    pub available: usize,
    /// Phrasings that lead to another entry when left out, of all whose entry has more than one.
    pub lost_phrasings: (usize, usize),
    /// Pairs of entries that are too alike.
    pub alike: usize,
    /// Facts that repeat their source's words.
    pub copied: usize,
    /// What becomes of new wordings.
    pub estimate: Option<Estimate>,
    /// The questions where more phrasings would help most, the first the most.
    pub weakest: Vec<WeakQuestion>,
}

/// The most questions that are named as wanting phrasings.
const WEAKEST: usize = 5;

/// Checks a valid table; returns its summary and the diagnostics. Only the [`self_test()`] finds
/// errors.
#[must_use]
pub fn check(knowledge: &Knowledge, matcher: &Matcher) -> (Summary, Faults) {
    let (mut summary, mut found) = check_within(knowledge, matcher, &Effort::full());
    let left_out = leave_out(knowledge, matcher);
    summary.estimate = estimate(knowledge, &left_out);
    summary.weakest = weakest(knowledge, &left_out, WEAKEST);
    lost_phrasings(knowledge, &left_out, &mut summary, &mut found);
    (summary, found)
}

/// The same without what leaving phrasings out tells, which is only advice; the self-test goes as far as the
/// effort allows.
#[must_use]
pub fn check_within(
    knowledge: &Knowledge,
    matcher: &Matcher,
    effort: &Effort,
) -> (Summary, Faults) {
    let mut found = Faults::allowing(&knowledge.allowances);
    let mut summary = count(knowledge);
    let drafted = only_in_drafts(knowledge);
    for (index, source) in knowledge.sources.iter().enumerate() {
        let own = unreached(knowledge, index, source, &mut found);
        summary.unreached_sentences = sum(summary.unreached_sentences, own.sentences);
        summary.unreached_paragraphs = sum(summary.unreached_paragraphs, own.paragraphs);
        if !source.own_text {
            copied(source, &drafted, &mut summary, &mut found);
        }
    }
    alike_entries(knowledge, matcher, &mut summary, &mut found);
    let table = Table {
        knowledge,
        matcher,
        strictness: Strictness::default(),
        sentences: None,
        selected: None,
    };
    let self_test = self_test_of_change(None, table, effort);
    (summary.own_entry, summary.passed) = (self_test.own_entry, self_test.passed);
    summary.available = self_test.available;
    found.extend(self_test.faults);
    (summary, found)
}

fn sum(one: (usize, usize), other: (usize, usize)) -> (usize, usize) {
    (one.0 + other.0, one.1 + other.1)
}

fn count(knowledge: &Knowledge) -> Summary {
    let entries = |kind| {
        let entries: Vec<_> = knowledge.entries_of(kind).collect();
        (
            entries.len(),
            entries.iter().map(|e| e.phrasings.len()).sum(),
        )
    };
    let phrasings = knowledge.entries.iter().flat_map(|entry| &entry.phrasings);
    let expanded = phrasings.filter(|phrasing| phrasing.author == Author::Assistant);
    let verified = knowledge.citations().filter(|c| c.span.is_some()).count();
    Summary {
        facts: knowledge.sources.iter().map(|s| s.facts.len()).sum(),
        questions: entries(Kind::Question),
        gaps: entries(Kind::Gap),
        expanded: expanded.count(),
        drafts: knowledge.drafts.len(),
        synonyms: knowledge.synonyms.len(),
        has_text: knowledge.sources.iter().any(|own| own.text.is_some()),
        verified,
        unverified: knowledge.citations().count() - verified,
        ..Summary::default()
    }
}

/// The facts that drafts use and no other entry does.
fn only_in_drafts(knowledge: &Knowledge) -> BTreeSet<Place> {
    let facts = |entries: &[Entry]| -> BTreeSet<Place> {
        let facts = entries.iter().flat_map(|entry| knowledge.facts_of(entry));
        facts.map(|(_, fact)| fact.place).collect()
    };
    let mut drafted = facts(&knowledge.drafts);
    if !drafted.is_empty() {
        let used = facts(&knowledge.entries);
        drafted.retain(|place| !used.contains(place));
    }
    drafted
}

/// Reports the facts that repeat too many of their source's words in a row; those of drafts alone together, since a
/// curator goes through each of them anyway.
fn copied(source: &Source, drafted: &BTreeSet<Place>, summary: &mut Summary, found: &mut Faults) {
    let copied = copied_words(source);
    summary.copied += copied.len();
    let (drafts, others): (Vec<_>, Vec<_>) = copied
        .into_iter()
        .partition(|(fact, _)| drafted.contains(&fact.place));
    for (fact, run) in others {
        let message = format!("the fact `{}` repeats its source: “{run}”", fact.id);
        found.push(
            Diagnostic::at(Code::CopiedWords, fact.place, message)
                .repair("rephrase it: more than six words in a row are the source's"),
        );
    }
    if let Some((first, _)) = drafts.first() {
        let count = drafts.len();
        let message = format!(
            "answers of drafts in their source's words: {count}, of which this is the first"
        );
        found.push(Diagnostic::at(Code::CopiedWords, first.place, message).repair(
            "put each answer into your own words before you remove its `draft = true`; if the text is yours, write \
             `own_text = true` under [source]",
        ));
    }
}

/// Finds the entries whose phrasings lead to another entry when left out.
fn lost_phrasings(
    knowledge: &Knowledge,
    left_out: &[LeftOut],
    summary: &mut Summary,
    found: &mut Faults,
) {
    const EXAMPLES: usize = 3;
    summary.lost_phrasings.1 += left_out.len();
    for own in left_out.chunk_by(|one, next| one.entry == next.entry) {
        let lost = own.iter().filter(|own| own.is_lost());
        let lost: Vec<(&LeftOut, usize)> =
            lost.filter_map(|own| Some((own, own.leader?))).collect();
        summary.lost_phrasings.0 += lost.len();
        if lost.is_empty() {
            continue;
        }
        let entry = &knowledge.entries[own[0].entry];
        found.push_with(Code::LostPhrasing, || {
            let example = |(own, leader): &(&LeftOut, usize)| {
                let phrasing = &entry.phrasings[own.phrasing].text;
                format!("`{phrasing}` to `{}`", knowledge.entries[*leader].id)
            };
            let examples: Vec<String> = lost.iter().take(EXAMPLES).map(example).collect();
            let message = format!(
                "left out of the table, {} of the {} phrasings of `{}` would lead elsewhere: {}",
                lost.len(),
                own.len(),
                entry.id,
                examples.join(", ")
            );
            Diagnostic::at(Code::LostPhrasing, entry.place, message)
                .repair("give it more phrasings with words that set it apart")
        });
    }
}

/// Reports pairs of entries that are too alike.
fn alike_entries(
    knowledge: &Knowledge,
    matcher: &Matcher,
    summary: &mut Summary,
    found: &mut Faults,
) {
    let centroids: Vec<Centroid> = documents(knowledge)
        .map(|document| matcher.centroid(&document))
        .collect();
    let (pairs, is_complete) = alike_pairs(&centroids);
    summary.alike = pairs.len();
    for (one, other, similarity) in pairs {
        let [entry, twin] = [one, other].map(|index| &knowledge.entries[index]);
        found.push_with(Code::AlikeEntries, || {
            let message = format!(
                "`{}` and `{}` are too alike to be told apart ({similarity:.2})",
                entry.id, twin.id
            );
            Diagnostic::at(Code::AlikeEntries, entry.place, message)
                .label(twin.place, "the other entry")
                .repair("merge them, or give each phrasings with words of its own")
        });
    }
    if !is_complete {
        let message = "so many entries share their words that not all of them were compared";
        let fault = Diagnostic::of_file(Code::AlikeEntries, 0, message);
        found.push(fault.repair("mend the pairs that were found, then check again"));
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
