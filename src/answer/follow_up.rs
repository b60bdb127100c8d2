//! A short question that leans on the one before, understood in the light of the entry that answered that one.
//!
//! It is answered by that entry or by one near it: linked to it, or drawn from the same paragraph. How sure that is
//! has a confidence of its own, fitted as `docs/matching.md` says. A whole question is never read in the light of
//! another.

use std::collections::HashSet;

use crate::answer::decide::candidates;
use crate::answer::{Answer, EntryName, OPTIONS, Outcome, Table};
use crate::knowledge::{At, Citation, Entry, EntryBody, Kind, Knowledge, Source};
use crate::matcher::analysis::asking::asked_sentences;
use crate::matcher::analysis::follow_up::leans;
use crate::matcher::{Hit, Ranking};

/// What the last entry's score gains over its neighbours': two of three follow-ups ask for more of the same.
pub const SAME_ENTRY: f32 = 0.2;
/// How much surer an answer to a question that leans must be than one to a whole question: in half of what was asked,
/// nothing is said but that it belongs to what came before.
pub const SURER_BY: f32 = 0.3;
/// The highest threshold that follows: what is all but certain is said at any strictness.
pub const MOST_CERTAIN: f32 = 0.9;
/// The confidence from which the entry is offered.
pub const OFFERED_AT: f32 = 0.5;

/// The weights of a logistic regression (L2) of “the best of the neighbourhood is right” on the dev sets of
/// follow-ups.
pub const FOLLOW_UP_WEIGHTS: [(&str, f32); 5] = [
    ("bias", 0.999),
    ("substance", 2.114),
    ("lead", 1.870),
    ("asks for a type", -2.224),
    ("coverage with the topic", 1.749),
];

/// The evidence that an entry answers a question that leans on another.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct FollowUpSignals {
    /// ln(1 + w), where w is the weight of the covered content terms in units of the largest weight.
    pub substance: f32,
    /// Its score less that of the best entry outside the neighbourhood, -1 to 1.
    pub lead: f32,
    /// 1 if the question asks for a type of answer.
    pub asks_for_type: f32,
    /// Share of the weight of the question and the last entry's first phrasing together that it has.
    pub coverage_with_topic: f32,
    /// Whether it has nothing of the question, neither a word nor the type of answer.
    pub is_bare: bool,
}

impl FollowUpSignals {
    /// What the regression weighs, in the order of [`FOLLOW_UP_WEIGHTS`].
    #[must_use]
    pub fn regressors(&self) -> [f32; FOLLOW_UP_WEIGHTS.len()] {
        [
            1.0,
            self.substance,
            self.lead,
            self.asks_for_type,
            self.coverage_with_topic,
        ]
    }

    /// The probability that the entry answers the question, 0 to 1.
    #[must_use]
    pub fn confidence(&self) -> f32 {
        if self.is_bare {
            return 0.0;
        }
        let weighed = self.regressors().into_iter().zip(FOLLOW_UP_WEIGHTS);
        let sum: f32 = weighed.map(|(own, (_, weight))| own * weight).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

/// The best entry near the last one, for a question that leans on it.
struct Neighbour {
    hit: Hit,
    signals: FollowUpSignals,
    /// The entries by the question's own words.
    ranking: Ranking,
}

impl Table<'_> {
    /// The evidence that the best entry near the last one answers a message; none if the message does not lean on what
    /// came before, or if that entry is no longer in the table.
    #[must_use]
    pub fn follow_up_signals(
        self,
        message: &str,
        last: &EntryName,
    ) -> Option<(usize, FollowUpSignals)> {
        let last = self.leaned_on(message, last)?;
        let best = self.best_neighbour(message, last)?;
        Some((best.hit.entry, best.signals))
    }

    /// Answers a message that leans on what came before; none if it does not. `alone` is the answer to it alone, which
    /// stands where neither that nor the neighbourhood is sure.
    pub(super) fn follow_up(
        self,
        message: &str,
        last: &EntryName,
        alone: &(Answer, Ranking),
    ) -> Option<(Answer, Ranking)> {
        let place = self.leaned_on(message, last)?;
        let (alone, by_words) = alone;
        let threshold = (alone.threshold + SURER_BY).min(MOST_CERTAIN);
        let best = self.best_neighbour(message, place);
        let (entry, confidence) = match &best {
            Some(best) => (Some(best.hit.entry), best.signals.confidence()),
            None => (None, 0.0),
        };
        let entry = entry.map(|entry| &self.knowledge.entries[entry]);
        let stands = || Some((alone.clone(), by_words.clone()));
        let following = Some(last.clone());
        let mut answer = Answer {
            threshold,
            following,
            signals: alone.signals,
            ..Answer::declined(message, confidence)
        };
        let name = entry.map(|entry| EntryName::of(self.knowledge, entry));
        let answers_alone = alone.outcome == Outcome::Answered;
        let agrees = answers_alone && alone.entry == name;
        match entry {
            Some(entry) if confidence >= threshold || agrees => {
                if agrees {
                    answer.threshold = alone.threshold;
                }
                answer.confidence = confidence.max(alone.confidence);
                answer.fill(self.knowledge, entry, |other| self.offers(other));
            }
            _ if answers_alone && alone.confidence >= threshold => return stands(),
            Some(_) if confidence >= OFFERED_AT => answer.offer(name, alone),
            _ if answers_alone => answer.offer(None, alone),
            _ => return stands(),
        }
        let ranking = best.map_or_else(|| by_words.clone(), Neighbour::leading);
        answer.candidates = candidates(self.knowledge, &ranking);
        Some((answer, ranking))
    }

    /// The index of the last entry, if a message leans on it.
    fn leaned_on(self, message: &str, last: &EntryName) -> Option<usize> {
        let is_one = asked_sentences(message).len() <= 1;
        if !is_one || !leans(message) || self.has_phrasing(message) {
            return None;
        }
        let is_last = |entry: &Entry| {
            let source = &self.knowledge.source_of(entry).id;
            (source, &entry.id, entry.kind()) == (&last.source, &last.id, last.kind)
        };
        let last = self.knowledge.entries.iter().position(is_last);
        last.filter(|last| self.offers(*last))
    }

    /// The best question near an entry by the words of a message.
    fn best_neighbour(self, message: &str, last: usize) -> Option<Neighbour> {
        let ranking = self.rank_keeping(message, last);
        let near = neighbourhood(self.knowledge, last);
        let is_near = |hit: &&Hit| near.contains(&hit.entry);
        let outside = ranking.hits.iter().find(|hit| !is_near(hit));
        let gain = |hit: &Hit| if hit.entry == last { SAME_ENTRY } else { 0.0 };
        let inside = ranking.hits.iter().filter(is_near);
        let questions = inside.filter(|hit| hit.kind == Kind::Question);
        // The first of equals, which ids have put in order.
        let best = questions.rev().max_by(|a, b| {
            let value = |hit: &Hit| hit.score + gain(hit);
            value(a).total_cmp(&value(b))
        });
        let hit = *best?;
        let topic = self.knowledge.entries[last].asked_as();
        let together = self.rank_keeping(&format!("{message} {topic}"), hit.entry);
        let together = together.hits.iter().find(|own| own.entry == hit.entry);
        let substance = hit.features.covered_content.ln_1p();
        let signals = FollowUpSignals {
            substance,
            lead: hit.score - outside.map_or(0.0, |hit| hit.score),
            asks_for_type: f32::from(u8::from(ranking.question.answer_type.is_some())),
            coverage_with_topic: together.map_or(0.0, |own| own.features.coverage),
            is_bare: substance <= 0.0 && hit.features.answer_type <= 0.0,
        };
        Some(Neighbour {
            hit,
            signals,
            ranking,
        })
    }
}

impl Neighbour {
    /// The entries by the question's own words, this one first.
    fn leading(self) -> Ranking {
        let mut ranking = self.ranking;
        let own = |hit: &Hit| hit.entry == self.hit.entry;
        if let Some(at) = ranking.hits.iter().position(own) {
            ranking.hits[..=at].rotate_right(1);
        }
        ranking
    }
}

impl Answer {
    /// The entry that a further question may lean on: what answered, or the first option; none after a decline.
    #[must_use]
    pub fn context(&self) -> Option<&EntryName> {
        let last = self.more.last().unwrap_or(self);
        let option = || last.others.first();
        match last.outcome {
            Outcome::Answered | Outcome::Gap => last.entry.as_ref(),
            Outcome::Unsure => option(),
            Outcome::Declined => None,
        }
    }

    /// Offers an entry, if there is one, and what the question could mean alone.
    fn offer(&mut self, first: Option<EntryName>, alone: &Self) {
        let answered = alone
            .entry
            .iter()
            .filter(|_| alone.outcome == Outcome::Answered);
        let options = alone
            .others
            .iter()
            .filter(|_| alone.outcome == Outcome::Unsure);
        self.outcome = Outcome::Unsure;
        self.others = first.into_iter().collect();
        for name in answered.chain(options) {
            if !self.others.contains(name) && self.others.len() < OPTIONS {
                self.others.push(name.clone());
            }
        }
    }
}

/// An entry and those near it: linked to it either way, or drawn from a paragraph that it is drawn from.
fn neighbourhood(knowledge: &Knowledge, last: usize) -> HashSet<usize> {
    let own = &knowledge.entries[last];
    let paragraphs: HashSet<(&str, At)> = paragraphs_of(knowledge, own).collect();
    let is_near = |at: &usize| {
        let entry = &knowledge.entries[*at];
        *at == last
            || linked(own).contains(at)
            || linked(entry).contains(&last)
            || paragraphs_of(knowledge, entry).any(|place| paragraphs.contains(&place))
    };
    (0..knowledge.entries.len()).filter(is_near).collect()
}

/// The entries that an entry names as related or near.
fn linked(entry: &Entry) -> &[usize] {
    match &entry.body {
        EntryBody::Question { related, .. } => related,
        EntryBody::Gap { near, .. } => near,
    }
}

/// The paragraphs that an entry is drawn from, each with its source; none where no quote was placed.
fn paragraphs_of<'a>(
    knowledge: &'a Knowledge,
    entry: &'a Entry,
) -> impl Iterator<Item = (&'a str, At)> {
    let facts = knowledge.facts_of(entry).flat_map(|(source, fact)| {
        let citations = fact.citations.iter();
        citations.map(move |citation| (source, citation))
    });
    let own = entry.citations().iter();
    let own = own.map(|citation| (knowledge.source_of(entry), citation));
    let placed = |(source, citation): (&'a Source, &'a Citation)| Some((&*source.id, citation.at?));
    facts.chain(own).filter_map(placed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Strictness;

    const FAIR: FollowUpSignals = FollowUpSignals {
        substance: 0.6,
        lead: 0.0,
        asks_for_type: 1.0,
        coverage_with_topic: 0.8,
        is_bare: false,
    };

    /// The weights and thresholds, so that one that moves is fitted anew (`docs/matching.md`) and changed here too.
    #[test]
    fn the_weights_are_those_that_were_fitted() {
        let thousandths = FOLLOW_UP_WEIGHTS.map(|(_, weight)| (weight * 1000.0).round() as i32);
        assert_eq!(thousandths, [999, 2114, 1870, -2224, 1749]);
        let thresholds = [SAME_ENTRY, SURER_BY, MOST_CERTAIN, OFFERED_AT].map(f32::to_bits);
        assert_eq!(thresholds, [0.2_f32, 0.3, 0.9, 0.5].map(f32::to_bits));
    }

    #[test]
    fn each_signal_moves_the_confidence_its_way() {
        let confidence = FAIR.confidence();
        let changed = |change: fn(&mut FollowUpSignals)| {
            let mut signals = FAIR;
            change(&mut signals);
            signals.confidence()
        };
        assert!(changed(|own| own.substance = 1.0) > confidence);
        assert!(changed(|own| own.lead = 0.3) > confidence);
        assert!(changed(|own| own.asks_for_type = 0.0) > confidence);
        assert!(changed(|own| own.coverage_with_topic = 1.0) > confidence);
    }

    #[test]
    fn what_shares_nothing_with_a_question_is_never_answered() {
        let bare = FollowUpSignals {
            substance: 0.0,
            asks_for_type: 0.0,
            is_bare: true,
            ..FAIR
        };
        assert!(bare.confidence() < OFFERED_AT);
    }

    #[test]
    fn the_best_evidence_is_answered_at_any_strictness() {
        let best = FollowUpSignals {
            substance: 0.7,
            lead: 0.4,
            asks_for_type: 0.0,
            coverage_with_topic: 1.0,
            is_bare: false,
        };
        for (_, strictness) in Strictness::ALL {
            assert!(best.confidence() >= (strictness.threshold() + SURER_BY).min(MOST_CERTAIN));
        }
    }
}
