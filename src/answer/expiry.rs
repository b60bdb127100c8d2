//! Leaves out of an answer what no longer holds.

use std::collections::BTreeMap;

use crate::answer::{Answer, EntryName, Sentence};
use crate::knowledge::Outcome;

impl Answer {
    /// The answer as of a day (`YYYY-MM-DD`): facts that held only until an earlier one are not said, and
    /// neither are their citations. If none is left, it declines.
    #[must_use]
    pub fn as_of(self, date: &str) -> Self {
        if !self.all_sentences().any(|own| has_expired(own, date)) {
            return self;
        }
        let more = self.more.into_iter();
        let more = more.map(|further| Self::without_expired(further, date));
        let answer = Self {
            more: more.collect(),
            ..Self {
                more: Vec::new(),
                ..self
            }
            .without_expired(date)
        };
        answer.with_citations_numbered()
    }

    fn without_expired(mut self, date: &str) -> Self {
        let was_answered = self.outcome == Outcome::Answered;
        self.sentences.retain(|own| !has_expired(own, date));
        if was_answered && self.sentences.is_empty() {
            self.outcome = Outcome::Declined;
            self.expired = self.entry.take();
            self.others.clear();
        }
        self
    }

    /// Drops the citations that nothing refers to any more, and numbers the others anew.
    fn with_citations_numbered(mut self) -> Self {
        let sentences = self.all_sentences();
        let used: Vec<usize> = sentences.flat_map(|own| own.citations.clone()).collect();
        let mut numbers = BTreeMap::new();
        let mut renumber = |answer: &mut Self| {
            let is_gap = answer.outcome == Outcome::Gap;
            answer
                .citations
                .retain(|own| is_gap || used.contains(&own.n));
            for cited in &mut answer.citations {
                let next = numbers.len() + 1;
                cited.n = *numbers.entry(cited.n).or_insert(next);
            }
            for sentence in &mut answer.sentences {
                sentence.citations.retain(|n| numbers.contains_key(n));
                for number in &mut sentence.citations {
                    *number = numbers[number];
                }
            }
        };
        let mut more = std::mem::take(&mut self.more);
        renumber(&mut self);
        more.iter_mut().for_each(renumber);
        self.more = more;
        self
    }

    fn all_sentences(&self) -> impl Iterator<Item = &Sentence> {
        let more = self.more.iter().flat_map(|answer| &answer.sentences);
        self.sentences.iter().chain(more)
    }

    /// The entry that would have answered, had it not been suspended or expired.
    #[must_use]
    pub fn withheld(&self) -> Option<&EntryName> {
        self.suspended.as_ref().or(self.expired.as_ref())
    }
}

/// Whether a sentence held only until a day before this one. Dates of this form sort as text.
fn has_expired(sentence: &Sentence, date: &str) -> bool {
    let until = sentence.valid_until.as_deref();
    until.is_some_and(|until| until < date)
}
