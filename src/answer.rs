//! A ranking → an outcome, with its sentences and citations.
//!
//! This is where it is decided whether to answer, to say that the source is silent, to ask back,
//! or to decline. Nothing is generated: every sentence comes from the knowledge.

pub mod citation;
pub mod confidence;
pub mod documents;
pub mod passage;
mod table;

use serde::Serialize;

pub use crate::answer::confidence::Signals;
use crate::knowledge::{Citation, Entry, EntryBody, Kind, Knowledge, Source};
use crate::matcher::{Hit, Ranking};

pub use crate::answer::table::Table;
pub use crate::knowledge::Outcome;

/// How many candidates an answer names.
pub const CANDIDATES: usize = 5;
/// How many entries "did you mean" offers: what fits a row of buttons on a phone.
pub const OPTIONS: usize = 3;

/// How sure one must be of a question to answer it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Strictness {
    /// Where a wrong answer costs much: asks back in doubt.
    Cautious,
    /// Answers what is rather what was asked than not.
    #[default]
    Balanced,
    /// Where members want to see something: a guess rather than a question back.
    Eager,
}

impl Strictness {
    /// All of them, by their names.
    pub const ALL: &[(&str, Self)] = &[
        ("cautious", Self::Cautious),
        ("balanced", Self::Balanced),
        ("eager", Self::Eager),
    ];

    /// The confidence from which on a question is answered.
    #[must_use]
    pub fn answer_at(self) -> f32 {
        match self {
            Self::Cautious => 0.7,
            Self::Balanced => 0.5,
            Self::Eager => 0.35,
        }
    }
}

/// From this score on, a gap that leads the ranking is what was asked. Below, it leads because
/// nothing else met anything.
pub const GAP_AT: f32 = 0.2;
/// A gap must cover this share of the question's weight, and a word that says what it is about unless
/// the words are its own: one in common, of three, does not make a question one about the article.
pub const GAP_COVERS: f32 = 0.35;
/// From this confidence on, a gap that leads does not settle it: better ask back.
pub const DOUBT_GAP_AT: f32 = 0.3;
/// From this confidence on, "did you mean" is worth a reader's time.
pub const ASK_AT: f32 = 0.1;
/// An option must score at least this share of the best candidate.
pub const OPTION_SHARE: f32 = 0.6;

/// A question with what there is to say to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What was asked, as it was asked.
    pub question: String,
    /// What became of it.
    pub outcome: Outcome,
    /// The question or gap that was understood; none unless answered or a gap.
    pub entry: Option<EntryName>,
    /// Between 0 and 1: how likely the best question is what was asked.
    pub confidence: f32,
    /// The confidence from which on it would have been answered.
    pub answered_from: f32,
    /// The facts, each with the numbers of its citations.
    pub sentences: Vec<Sentence>,
    /// What the numbers stand for, from 1.
    pub citations: Vec<Cited>,
    /// The gap's sentence.
    pub gap: Option<String>,
    /// The entry that was understood and that moderators have suspended: it is not said.
    pub withheld: Option<EntryName>,
    /// What else can be asked: the options of an unsure outcome, the questions near a gap, those
    /// related to an answer.
    pub others: Vec<EntryName>,
    /// The five best entries, whatever the outcome.
    pub candidates: Vec<Candidate>,
    /// What the confidence was made of.
    pub signals: Signals,
}

/// An entry by its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryName {
    /// Its source's id.
    pub source: String,
    /// Its id.
    pub id: String,
    /// Question or gap.
    pub kind: Kind,
    /// How the bot says it.
    pub asked_as: String,
}

impl EntryName {
    /// The names of an entry.
    #[must_use]
    pub fn of(knowledge: &Knowledge, entry: &Entry) -> Self {
        Self {
            source: knowledge.source_of(entry).id.clone(),
            id: entry.id.clone(),
            kind: entry.kind(),
            asked_as: entry.asked_as().to_owned(),
        }
    }

    /// Its id, after its source's where there are several.
    #[must_use]
    pub fn within(&self, knowledge: &Knowledge) -> String {
        if knowledge.sources.len() > 1 {
            return format!("{}/{}", self.source, self.id);
        }
        self.id.clone()
    }
}

/// A fact as it is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// The fact's id.
    pub fact: String,
    /// The sentence.
    pub text: String,
    /// Numbers of its citations.
    pub citations: Vec<usize>,
}

/// A citation as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cited {
    /// Its number in this answer, from 1.
    pub n: usize,
    /// The source's id.
    pub source: String,
    /// The section, from 0; none where it was never pinned.
    pub section: Option<usize>,
    /// The section's heading; none before the first.
    pub heading: Option<String>,
    /// The paragraph within the section, from 1.
    pub paragraph: Option<usize>,
    /// The words cited.
    pub quote: String,
    /// A link to those very words, where the source has an address.
    pub url: Option<String>,
}

/// An entry that was considered.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Which.
    pub entry: EntryName,
    /// Its score, between 0 and 1.
    pub score: f32,
}

/// Decides what to say to a question, given its ranking.
#[must_use]
pub fn answer(
    knowledge: &Knowledge,
    question: &str,
    ranking: &Ranking,
    strictness: Strictness,
) -> Answer {
    let signals = Signals::of(ranking);
    let confidence = signals.confidence();
    let mut answer = Answer {
        candidates: candidates(knowledge, ranking),
        signals,
        answered_from: strictness.answer_at(),
        ..Answer::silent(question, confidence)
    };
    let leader = ranking.hits.first();
    match decide(confidence, strictness.answer_at(), leader) {
        Outcome::Answered => {
            if let Some(best) = ranking.best(Kind::Question) {
                answer.say(knowledge, &knowledge.entries[best.entry]);
            }
        }
        Outcome::Gap => {
            if let Some(gap) = leader {
                answer.say(knowledge, &knowledge.entries[gap.entry]);
            }
        }
        Outcome::Unsure => {
            answer.outcome = Outcome::Unsure;
            answer.others = options(knowledge, ranking);
        }
        Outcome::Declined => {}
    }
    answer
}

/// What to do, given the confidence in the best question, the one from which on it is answered, and the
/// entry that leads.
fn decide(confidence: f32, answer_at: f32, leader: Option<&Hit>) -> Outcome {
    let is_gap = leader.is_some_and(|leader| {
        leader.kind == Kind::Gap
            && leader.score >= GAP_AT
            && leader.features.coverage >= GAP_COVERS
            && (leader.features.covered_content > 0.0 || leader.score >= 1.0)
            && confidence < DOUBT_GAP_AT
    });
    if confidence >= answer_at {
        Outcome::Answered
    } else if is_gap {
        Outcome::Gap
    } else if confidence >= ASK_AT {
        Outcome::Unsure
    } else {
        Outcome::Declined
    }
}

/// What an entry says, as if it had been asked by its own first phrasing: for picking it from a
/// list, where there is nothing to be understood.
#[must_use]
pub fn pick(knowledge: &Knowledge, entry: &Entry) -> Answer {
    let mut answer = Answer::silent(entry.asked_as(), 1.0);
    answer.say(knowledge, entry);
    answer
}

impl Answer {
    /// What else could have been meant, once whoever asked has said that this was not it: the other
    /// candidates to pick from, or nothing.
    #[must_use]
    pub fn reconsidered(self) -> Self {
        let rejected = self.entry.as_ref().or(self.withheld.as_ref());
        let names = self.candidates.iter().map(|candidate| &candidate.entry);
        let others = names.filter(|name| Some(*name) != rejected).take(OPTIONS);
        let others: Vec<EntryName> = others.cloned().collect();
        let outcome = match others[..] {
            [] => Outcome::Declined,
            _ => Outcome::Unsure,
        };
        Self {
            outcome,
            entry: None,
            sentences: Vec::new(),
            citations: Vec::new(),
            gap: None,
            withheld: None,
            others,
            ..self
        }
    }

    /// An answer that says nothing yet.
    fn silent(question: &str, confidence: f32) -> Self {
        Self {
            question: question.to_owned(),
            outcome: Outcome::Declined,
            entry: None,
            confidence,
            answered_from: Strictness::default().answer_at(),
            sentences: Vec::new(),
            citations: Vec::new(),
            gap: None,
            withheld: None,
            others: Vec::new(),
            candidates: Vec::new(),
            signals: Signals::default(),
        }
    }

    /// Holds back what is suspended: such an entry is neither said nor offered. It goes on to
    /// compete, since without it another would be taken for what was asked.
    #[must_use]
    pub fn withhold(mut self, is_suspended: impl Fn(&EntryName) -> bool) -> Self {
        self.others.retain(|other| !is_suspended(other));
        if self.entry.as_ref().is_some_and(is_suspended) {
            return Self {
                withheld: self.entry,
                candidates: self.candidates,
                signals: self.signals,
                answered_from: self.answered_from,
                ..Self::silent(&self.question, self.confidence)
            };
        }
        if self.outcome == Outcome::Unsure && self.others.is_empty() {
            self.outcome = Outcome::Declined;
        }
        self
    }

    fn say(&mut self, knowledge: &Knowledge, entry: &Entry) {
        self.entry = Some(EntryName::of(knowledge, entry));
        let others = match &entry.body {
            EntryBody::Question { related, .. } => {
                self.outcome = Outcome::Answered;
                self.cite_facts(knowledge, entry);
                related
            }
            EntryBody::Gap { text, near } => {
                self.outcome = Outcome::Gap;
                self.gap = Some(text.clone());
                near
            }
        };
        self.others = others
            .iter()
            .map(|&other| EntryName::of(knowledge, &knowledge.entries[other]))
            .collect();
    }

    /// Says the entry's facts; the same place with the same quote is cited by one number.
    fn cite_facts(&mut self, knowledge: &Knowledge, entry: &Entry) {
        let source = knowledge.source_of(entry);
        for fact in knowledge.facts_of(entry) {
            let mut numbers = Vec::new();
            for citation in &fact.citations {
                let mut cited = cited(source, citation);
                let known = self.citations.iter().find(|known| {
                    known.quote == cited.quote
                        && (known.section, known.paragraph) == (cited.section, cited.paragraph)
                });
                cited.n = known.map_or(self.citations.len() + 1, |known| known.n);
                numbers.push(cited.n);
                if cited.n > self.citations.len() {
                    self.citations.push(cited);
                }
            }
            numbers.sort_unstable();
            self.sentences.push(Sentence {
                fact: fact.id.clone(),
                text: fact.text.clone(),
                citations: numbers,
            });
        }
    }
}

fn cited(source: &Source, citation: &Citation) -> Cited {
    let section = citation.at.map(|at| at.section);
    let paragraph = source
        .text
        .as_ref()
        .zip(citation.at)
        .and_then(|(text, at)| text.paragraph(at));
    let passage = paragraph
        .zip(citation.span.clone())
        .map(|(words, span)| &words[span]);
    Cited {
        n: 0,
        source: source.id.clone(),
        section,
        heading: section
            .and_then(|section| source.heading(section))
            .map(str::to_owned),
        paragraph: citation.at.map(|at| at.paragraph),
        quote: citation.quote.to_string(),
        url: source
            .url
            .as_deref()
            .map(|url| citation::to_words(url, &citation.quote, passage)),
    }
}

fn candidates(knowledge: &Knowledge, ranking: &Ranking) -> Vec<Candidate> {
    let candidate = |hit: &Hit| Candidate {
        entry: EntryName::of(knowledge, &knowledge.entries[hit.entry]),
        score: hit.score,
    };
    ranking
        .hits
        .iter()
        .take(CANDIDATES)
        .map(candidate)
        .collect()
}

/// The entries that could have been meant: the leaders that score near the best.
fn options(knowledge: &Knowledge, ranking: &Ranking) -> Vec<EntryName> {
    let best = ranking.hits.first().map_or(0.0, |hit| hit.score);
    ranking
        .hits
        .iter()
        .take(OPTIONS)
        .filter(|hit| hit.score >= best * OPTION_SHARE)
        .map(|hit| EntryName::of(knowledge, &knowledge.entries[hit.entry]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::score::Features;

    #[track_caller]
    fn check(confidence: f32, leader: Option<(Kind, f32, [f32; 2])>, expected: Outcome) {
        let hit = leader.map(|(kind, score, [covered, substance])| Hit {
            entry: 0,
            kind,
            score,
            features: Features {
                coverage: covered,
                covered_content: substance,
                ..Features::default()
            },
        });
        assert_eq!(
            decide(confidence, Strictness::Balanced.answer_at(), hit.as_ref()),
            expected
        );
    }

    /// Both sides of each threshold, so that none can move unseen.
    #[test]
    fn the_confidence_and_the_leader_decide() {
        let question = Some((Kind::Question, 0.5, [1.0; 2]));
        check(0.51, question, Outcome::Answered);
        check(0.49, question, Outcome::Unsure);
        check(0.11, question, Outcome::Unsure);
        check(0.09, question, Outcome::Declined);
        check(0.0, None, Outcome::Declined);
        let gap = |score, covered| Some((Kind::Gap, score, [covered, 1.0]));
        check(0.51, gap(0.9, 1.0), Outcome::Answered);
        check(0.31, gap(0.9, 1.0), Outcome::Unsure);
        check(0.29, gap(0.21, 0.36), Outcome::Gap);
        check(0.01, gap(0.21, 0.36), Outcome::Gap);
        check(0.01, gap(0.19, 0.36), Outcome::Declined);
        check(0.01, gap(0.21, 0.34), Outcome::Declined);
        check(0.01, Some((Kind::Gap, 0.9, [1.0, 0.0])), Outcome::Declined);
    }
}
