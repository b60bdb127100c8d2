//! “Show source” and “Why this answer”: the passages that an answer cites, and the evidence that it
//! rests on. Pure.

use crate::answer::documents::document;
use crate::answer::passage::Passage;
use crate::answer::{Answer, Cited, EncoderPart, EntryName, Outcome};
use crate::discord::custom_id::TableChange;
use crate::discord::reply::citations::{place, quote, superscript};
use crate::discord::reply::foreign::{self, sentence, sentence_end};
use crate::discord::reply::layout::{ENTRY_ID_CHARS, QUESTION_CHARS, following_line};
use crate::discord::reply::pages::paginate;
use crate::knowledge::{Author, Entry, Knowledge, in_quotation_marks};
use crate::matcher::explain::TermMatch;
use crate::matcher::{Hit, Ranking};
use crate::service::Snapshot;
use crate::wording::{self, Escaped, Saying, Words};

/// Characters shown of the text before and after a cited passage, and of its paragraph before and after
/// the quote.
const CONTEXT_CHARS: usize = 300;
/// Characters shown of the cited words.
const CITED_CHARS: usize = 900;
/// Characters of a word.
const WORD_CHARS: usize = 60;

/// Returns the passages that an answer cites, each with its quote in bold.
#[must_use]
pub fn sources(
    words: &Words,
    knowledge: &Knowledge,
    answer: &Answer,
    table: TableChange,
) -> Vec<String> {
    if answer.suspended.is_some() {
        return vec![words.say(Saying::EntrySuspended)];
    }
    if answer.expired.is_some() {
        return vec![words.say(Saying::EntryExpired)];
    }
    let passages = answer
        .citations
        .iter()
        .flat_map(|cited| passage(words, knowledge, cited));
    paginate(words, table.note(words).into_iter().chain(passages))
}

fn passage(words: &Words, knowledge: &Knowledge, cited: &Cited) -> Vec<String> {
    let mut blocks = vec![format!(
        "{} {}",
        superscript(cited.n),
        place(words, knowledge, cited)
    )];
    let Some(passage) = Passage::of(knowledge, cited) else {
        blocks.push(format!("> {}", quote(&cited.quote)));
        blocks.push(format!("-# {}", words.say(Saying::NoText)));
        return blocks;
    };
    if let Some(words) = passage.before {
        blocks.push(format!("-# {}", sentence_end(words, CONTEXT_CHARS)));
    }
    let [before, cited, after] = passage.split();
    let (space_before, space_after) = (space(before.chars().last()), space(after.chars().next()));
    let before = sentence_end(before, CONTEXT_CHARS);
    let cited = sentence(cited, CITED_CHARS);
    let after = sentence(after, CONTEXT_CHARS);
    blocks.push(format!(
        "> {before}{space_before}**{cited}**{space_after}{after}"
    ));
    if let Some(words) = passage.after {
        blocks.push(format!("-# {}", sentence(words, CONTEXT_CHARS)));
    }
    blocks
}

/// The space between two parts of a text, which are each shown without any at their ends.
fn space(between: Option<char>) -> &'static str {
    if between.is_some_and(char::is_whitespace) {
        " "
    } else {
        ""
    }
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

/// Explains in plain words why a question is answered as it is. `encoder` is the name of the encoder, if there is one.
#[must_use]
pub fn evidence(
    words: &Words,
    snapshot: &Snapshot,
    (answer, ranking): &(Answer, Ranking),
    carried: Carried,
    table: TableChange,
    encoder: Option<&str>,
) -> Vec<String> {
    let knowledge = snapshot.knowledge();
    let mut blocks: Vec<String> = table.note(words).into_iter().collect();
    blocks.extend(
        answer
            .following
            .as_ref()
            .map(|last| following_line(words, last)),
    );
    let mut elsewhere = None;
    if let Carried::BeginningOnly { answered } = carried {
        blocks.push(words.say(Saying::QuestionCut));
        let found = answer.entry.as_ref().or(answer.withheld());
        elsewhere = answered.filter(|entry| found != Some(&EntryName::of(knowledge, entry)));
    }
    let is_elsewhere = |hit: &&Hit| elsewhere.is_some_and(|entry| is_of(knowledge, hit, entry));
    let best = if let Some(entry) = elsewhere {
        blocks.push(wording::answered_from(
            words,
            &question_text(entry.asked_as()),
            &entry_id(&entry.id),
        ));
        ranking.hits.iter().find(is_elsewhere)
    } else {
        blocks.push(understanding(words, answer));
        ranking.hits.first()
    };
    blocks.extend(
        best.into_iter()
            .flat_map(|best| words_of(words, snapshot, ranking, best)),
    );
    if let (None, Some(next)) = (elsewhere, ranking.hits.get(1)) {
        let entry = &knowledge.entries[next.entry];
        blocks.push(wording::runner_up(
            words,
            &question_text(entry.asked_as()),
            &entry_id(&entry.id),
            next.score,
        ));
    }
    let score = best.map_or(0.0, |hit| hit.score);
    let encoder = encoder.map(|name| foreign::text(name, WORD_CHARS));
    let nearness = best.and_then(|hit| hit.features.encoded);
    blocks.extend(encoder.and_then(|name| encoder_line(words, &name, answer.encoder, nearness)));
    blocks.push(wording::version_line(
        words,
        &foreign::version_text(&knowledge.version),
        score,
    ));
    paginate(words, blocks)
}

/// What an encoder has to do with the evidence, and how near it finds the best entry; none where words settled it.
fn encoder_line(
    words: &Words,
    name: &Escaped,
    part: EncoderPart,
    nearness: Option<f32>,
) -> Option<String> {
    match part {
        EncoderPart::Heard => nearness.map(|own| wording::encoder::said(words, name, own)),
        EncoderPart::FoundNothing => Some(wording::encoder::found_nothing(words, name)),
        EncoderPart::Absent => Some(wording::encoder::absent(words, name)),
        EncoderPart::Unneeded => None,
    }
}

fn is_of(knowledge: &Knowledge, hit: &Hit, entry: &Entry) -> bool {
    std::ptr::eq(&raw const knowledge.entries[hit.entry], entry)
}

/// The words of a question that an entry has, in what it differs, and its nearest phrasing.
fn words_of(said: &Words, snapshot: &Snapshot, ranking: &Ranking, hit: &Hit) -> Vec<String> {
    let knowledge = snapshot.knowledge();
    let entry = &knowledge.entries[hit.entry];
    let document = document(knowledge, entry);
    let term_matches = snapshot.matcher().term_matches(&document, ranking, hit);
    let (met, missing): (Vec<&TermMatch>, _) =
        term_matches.iter().partition(|term| term.matched.is_some());
    let words = |term_matches: Vec<&TermMatch>| -> Vec<Escaped> {
        term_matches
            .into_iter()
            .map(|term| word(said, term))
            .collect()
    };
    let mut blocks = vec![wording::words_met(said, &words(met), &words(missing))];
    blocks.extend(wording::differs(said, &hit.features.differences.names()));
    let nearest = entry.phrasings.get(hit.features.nearest_phrasing);
    blocks.extend(nearest.map(|nearest| match nearest.author {
        Author::Curator => {
            let nearest = in_quotation_marks(&nearest.text);
            wording::nearest_phrasing(said, &question_text(&nearest))
        }
        Author::Assistant => said.say(Saying::AssistantsPhrasing),
    }));
    blocks
}

fn understanding(said: &Words, answer: &Answer) -> String {
    match (&answer.entry, answer.outcome) {
        (None, _) if answer.suspended.is_some() => said.say(Saying::EntrySuspended),
        (None, _) if answer.expired.is_some() => said.say(Saying::EntryExpired),
        (Some(entry), Outcome::Gap) => {
            wording::understood_gap(said, &question_text(&entry.asked_as), &entry_id(&entry.id))
        }
        (Some(entry), _) => wording::understood(
            said,
            &question_text(&entry.asked_as),
            &entry_id(&entry.id),
            answer.confidence,
            answer.threshold,
        ),
        (None, _) => wording::not_understood(said, answer.confidence, answer.threshold),
    }
}

/// Explains the answer of a picked entry: it was picked.
#[must_use]
pub fn picked(
    words: &Words,
    knowledge: &Knowledge,
    entry: &Entry,
    table: TableChange,
) -> Vec<String> {
    let lines = [
        wording::picked(
            words,
            &question_text(entry.asked_as()),
            &entry_id(&entry.id),
        ),
        wording::version_line(words, &foreign::version_text(&knowledge.version), 1.0),
    ];
    paginate(words, table.note(words).into_iter().chain(lines))
}

/// Names a word of the question, with the word that it was read as.
fn word(said: &Words, term: &TermMatch) -> Escaped {
    let shown = |word: &str| foreign::text(word, WORD_CHARS);
    let asked = shown(&term.asked);
    match (&term.corrected, &term.matched) {
        (Some(read_as), _) => wording::word_read_as(said, &asked, &shown(read_as)),
        (None, Some(met)) if *met != term.asked => wording::word_met(&asked, &shown(met)),
        _ => asked,
    }
}

fn question_text(question: &str) -> Escaped {
    foreign::text(question, QUESTION_CHARS)
}

fn entry_id(id: &str) -> Escaped {
    foreign::code(id, ENTRY_ID_CHARS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_encoder_found_is_said_to_be_its_finding() {
        let check = |part: EncoderPart, nearness: Option<f32>, expected: Option<&str>| {
            let found = encoder_line(
                Words::english(),
                &foreign::text("mini", WORD_CHARS),
                part,
                nearness,
            );
            match (&found, expected) {
                (Some(found), Some(expected)) => assert!(found.contains(expected), "{found}"),
                _ => assert_eq!(found.as_deref(), expected),
            }
        };
        check(EncoderPart::Heard, Some(0.5), Some("mini finds it 50"));
        check(EncoderPart::Heard, None, None);
        check(
            EncoderPart::FoundNothing,
            None,
            Some("mini finds nothing near"),
        );
        check(EncoderPart::Absent, None, Some("by words alone"));
        check(EncoderPart::Unneeded, None, None);
    }
}
