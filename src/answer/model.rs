//! An answer and its parts, as plain data; and how an entry's text becomes one.
//!
//! Which entry answers a question is decided in [`crate::answer::decide`].

use serde::Serialize;

use crate::answer::{EncoderPart, EntryName, OPTIONS, Signals, Strictness, Table};
use crate::knowledge::{Entry, EntryBody, Image, Knowledge, Outcome, SourceUrl};

/// The answer to a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The question as asked.
    pub question: String,
    /// Answered, gap, unsure or declined.
    pub outcome: Outcome,
    /// The question or gap that answers; none if unsure, declined, suspended or expired.
    pub entry: Option<EntryName>,
    /// Probability that the best question is the one that was asked, 0 to 1.
    pub confidence: f32,
    /// The lowest confidence at which the question would have been answered.
    pub threshold: f32,
    /// The facts, each with the numbers of its citations.
    pub sentences: Vec<Sentence>,
    /// The citations, numbered from 1.
    pub citations: Vec<Cited>,
    /// The gap's sentence.
    pub gap: Option<String>,
    /// The entry that would have answered, had a moderator not suspended it.
    pub suspended: Option<EntryName>,
    /// The entry that would have answered, had what it says not held only until an earlier day.
    pub expired: Option<EntryName>,
    /// What to ask next: the options if unsure, the questions near a gap, those related to an
    /// answer.
    pub others: Vec<EntryName>,
    /// What the message asked besides, each answered by itself, in order; their citations are numbered on.
    pub more: Vec<Answer>,
    /// How many questions the message asked beyond the few that were looked at.
    pub skipped: usize,
    /// The passages of the sources that come nearest to a question that is declined, numbered from 1: no answer.
    pub passages: Vec<Cited>,
    /// The best entries whatever the outcome, best first; at most [`crate::answer::CANDIDATES`].
    pub candidates: Vec<Candidate>,
    /// The entry in whose light a question was understood that leans on the one before.
    pub following: Option<EntryName>,
    /// The evidence behind the confidence.
    pub signals: Signals,
    /// What an encoder had to do with it.
    pub encoder: EncoderPart,
}

/// A fact of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// The fact's id.
    pub fact: String,
    /// The sentence.
    pub text: String,
    /// The numbers of its citations, ascending.
    pub citations: Vec<usize>,
    /// The last day on which it holds, as `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    /// A picture that shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
}

/// A citation of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cited {
    /// Its number within the answer, from 1.
    pub n: usize,
    /// The source's id.
    pub source: String,
    /// The section, from 0; none if the quote was never placed.
    pub section: Option<usize>,
    /// The section's heading; none before the first.
    pub heading: Option<String>,
    /// The paragraph within the section, from 1.
    pub paragraph: Option<usize>,
    /// The quote as the curator wrote it.
    pub quote: String,
    /// A link to the quoted words, if the source has an address.
    pub url: Option<SourceUrl>,
}

/// An entry that was considered.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The entry.
    pub entry: EntryName,
    /// Its score, 0 to 1.
    pub score: f32,
}

/// Returns an entry's answer without matching anything, as if its first phrasing had been asked.
#[must_use]
pub fn answer_of(knowledge: &Knowledge, entry: &Entry) -> Answer {
    Answer::with(knowledge, entry, |_| true)
}

impl Table<'_> {
    /// The same where only some sources take part: what is related to the entry is of those alone.
    #[must_use]
    pub fn answer_of(self, entry: &Entry) -> Answer {
        Answer::with(self.knowledge, entry, |other| self.offers(other))
    }
}

impl Answer {
    /// An answer that declines; the others are made from it.
    pub(super) fn declined(question: &str, confidence: f32) -> Self {
        Self {
            question: question.to_owned(),
            outcome: Outcome::Declined,
            entry: None,
            confidence,
            threshold: Strictness::default().threshold(),
            sentences: Vec::new(),
            citations: Vec::new(),
            gap: None,
            suspended: None,
            expired: None,
            others: Vec::new(),
            more: Vec::new(),
            skipped: 0,
            passages: Vec::new(),
            candidates: Vec::new(),
            following: None,
            signals: Signals::default(),
            encoder: EncoderPart::default(),
        }
    }

    /// Turns the answer to a question of which an entry was rejected into the other candidates to choose from; declined
    /// if there are none. `rejected` is none where the table has that entry no more.
    #[must_use]
    pub fn into_alternatives(self, rejected: Option<&EntryName>) -> Self {
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
            suspended: None,
            expired: None,
            others,
            more: Vec::new(),
            skipped: 0,
            passages: Vec::new(),
            ..self
        }
    }

    /// Adds the answers to what else the message asked, whose citations are numbered on.
    #[must_use]
    pub(super) fn with_more(mut self, mut more: Vec<Self>) -> Self {
        let mut before = self.citations.len();
        for answer in &mut more {
            for cited in &mut answer.citations {
                cited.n += before;
            }
            for number in answer
                .sentences
                .iter_mut()
                .flat_map(|own| &mut own.citations)
            {
                *number += before;
            }
            before += answer.citations.len();
        }
        self.more = more;
        self
    }

    /// The citations of all answers to the message, in the order of their numbers.
    pub fn all_citations(&self) -> impl Iterator<Item = &Cited> {
        let more = self.more.iter().flat_map(|answer| &answer.citations);
        self.citations.iter().chain(more)
    }

    /// Neither answers with nor offers suspended entries.
    ///
    /// They still compete in the ranking: without them, another entry would be mistaken for what
    /// was asked.
    #[must_use]
    pub fn without_suspended(mut self, is_suspended: &dyn Fn(&EntryName) -> bool) -> Self {
        let more = std::mem::take(&mut self.more).into_iter();
        let shown = more.map(|answer| answer.without_suspended(is_suspended));
        self.more = shown.collect();
        self.others.retain(|other| !is_suspended(other));
        self.following = self.following.filter(|own| !is_suspended(own));
        if self.entry.as_ref().is_some_and(is_suspended) {
            return Self {
                suspended: self.entry,
                following: self.following,
                more: self.more,
                candidates: self.candidates,
                signals: self.signals,
                encoder: self.encoder,
                threshold: self.threshold,
                ..Self::declined(&self.question, self.confidence)
            };
        }
        if self.outcome == Outcome::Unsure && self.others.is_empty() {
            self.outcome = Outcome::Declined;
        }
        self
    }

    /// The answer that is an entry itself.
    fn with(knowledge: &Knowledge, entry: &Entry, offers: impl Fn(usize) -> bool) -> Self {
        let mut answer = Self::declined(entry.asked_as(), 1.0);
        answer.fill(knowledge, entry, offers);
        answer
    }

    /// Answers with an entry; what it is related to is offered as far as `offers` admits it.
    pub(super) fn fill(
        &mut self,
        knowledge: &Knowledge,
        entry: &Entry,
        offers: impl Fn(usize) -> bool,
    ) {
        self.entry = Some(EntryName::of(knowledge, entry));
        let others = match &entry.body {
            EntryBody::Question { related, .. } => {
                self.outcome = Outcome::Answered;
                self.fill_facts(knowledge, entry);
                related
            }
            EntryBody::Gap {
                text,
                near,
                citations,
            } => {
                self.outcome = Outcome::Gap;
                self.gap = Some(text.clone());
                let source = knowledge.source_of(entry);
                for citation in citations {
                    self.cite(Cited::of(source, citation));
                }
                near
            }
        };
        let name = |&other: &usize| EntryName::of(knowledge, &knowledge.entries[other]);
        let others = others.iter().filter(|other| offers(**other));
        self.others = others.map(name).collect();
    }

    /// Fills in the entry's facts and their citations.
    fn fill_facts(&mut self, knowledge: &Knowledge, entry: &Entry) {
        for (source, fact) in knowledge.facts_of(entry) {
            let cited = fact.citations.iter().map(|own| Cited::of(source, own));
            let mut numbers: Vec<usize> = cited.map(|cited| self.cite(cited)).collect();
            numbers.sort_unstable();
            self.sentences.push(Sentence {
                fact: fact.id.clone(),
                text: fact.text.clone(),
                citations: numbers,
                valid_until: fact.valid_until.clone(),
                image: fact.image.clone(),
            });
        }
    }

    /// Returns the number of a citation; the same quote of the same place has one number.
    fn cite(&mut self, mut cited: Cited) -> usize {
        let known = self.citations.iter().find(|known| {
            known.quote == cited.quote
                && (known.section, known.paragraph) == (cited.section, cited.paragraph)
        });
        if let Some(known) = known {
            return known.n;
        }
        cited.n = self.citations.len() + 1;
        let number = cited.n;
        self.citations.push(cited);
        number
    }
}
