//! How likely a new wording is to be answered: estimated on the table itself, without any question of a member.
//!
//! What decides is how many different ways of asking a question has for each fact that it leads to. Of the tables
//! that strangers' questions were written for, that alone tells the share of right answers, on average within
//! 8 points for a table that took no part in the fit (`cargo run --release -p measure --bin estimate`; the figures
//! are in `docs/matching.md`). How many phrasings find their question when they are left out tells less: who
//! writes alike finds what they have written.

use crate::knowledge::{Entry, Kind, Knowledge};
use crate::quality::leave_one_out::LeftOut;

/// The log odds of a right answer for a question with one way of asking for each fact.
const SHIFT: f32 = -1.86;
/// What the logarithm of the ways of asking for each fact adds to them.
const SLOPE: f32 = 1.42;
/// The share of wrong answers: it hardly differed between the tables.
const WRONG: f32 = 0.037;
/// How many phrasings are an hour's work.
const HOUR: f32 = 12.0;
/// What a new phrasing adds to the different ways of asking; in the rest it repeats what its sisters have. By their
/// estimates (`docs/matching.md`), fourteen more phrasings a question took four tables from 1.0, 0.9, 1.2 and 1.8 ways
/// for each fact to 3.3, 2.9, 4.0 and 5.8: a fifth of a way each, and a little more where a question has several facts.
/// A question with 1.2 ways then gains 0.37 in an hour; six sets of ten questions that got theirs gained 0.36, in the
/// mean.
const NEW_WAY: f32 = 0.25;
/// The least gain for which a question is named: one in ten that ask it. A table that is well kept has none.
const WORTH_AN_HOUR: f32 = 0.1;
/// The fewest phrasings, and the least share of them, that lead to the same other entry for that to be named;
/// fewer are chance.
const TAKEN: (usize, f32) = (2, 0.3);
/// The mean similarity of phrasings to their nearest sister, 0 to 1, from which they say the same in the same
/// words.
const UNIFORM: f32 = 0.5;

/// What becomes of a question that the table covers, asked in words that it does not have. Shares, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// It is answered rightly.
    pub right: f32,
    /// It is answered wrongly.
    pub wrong: f32,
}

/// A question where more phrasings would help most.
#[derive(Debug, Clone, PartialEq)]
pub struct WeakQuestion {
    /// Index into [`Knowledge::entries`].
    pub entry: usize,
    /// The share of new wordings that are answered rightly, 0 to 1.
    pub right: f32,
    /// The same after an hour of writing phrasings for it.
    pub after: f32,
    /// Number of its phrasings.
    pub phrasings: usize,
    /// Number of its facts.
    pub facts: usize,
    /// Whether its phrasings share most of their words.
    pub is_uniform: bool,
    /// The entry that takes its phrasings when they are left out, and how many.
    pub taken_by: Option<(usize, usize)>,
}

impl WeakQuestion {
    /// What an hour of writing phrasings adds to the share of new wordings that are answered rightly, 0 to 1.
    #[must_use]
    pub fn gain(&self) -> f32 {
        self.after - self.right
    }
}

/// The different ways of asking that a question has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WaysOfAsking {
    /// Index into [`Knowledge::entries`].
    pub entry: usize,
    /// The number of its phrasings, each counting by how far it is from the nearest other one.
    pub ways: f32,
    /// The number of its facts.
    pub facts: f32,
}

impl WaysOfAsking {
    /// Those of every question.
    #[must_use]
    pub fn of(knowledge: &Knowledge, left_out: &[LeftOut]) -> Vec<Self> {
        let questions = knowledge.entries.iter().enumerate();
        let questions = questions.filter(|(_, entry)| entry.kind() == Kind::Question);
        let ways = questions.map(|(index, entry)| Self {
            entry: index,
            ways: entry.phrasings.len() as f32 * (1.0 - similarity(of_entry(left_out, index))),
            facts: fact_count(knowledge, entry) as f32,
        });
        ways.collect()
    }

    /// The share of right answers to new wordings, 0 to 1, by a line through the log odds.
    #[must_use]
    pub fn right(self, shift: f32, slope: f32) -> f32 {
        let log_odds = shift + slope * (self.ways / self.facts).max(f32::MIN_POSITIVE).ln();
        1.0 / (1.0 + (-log_odds).exp())
    }

    /// The same by the line of [`estimate`]; even of many ways, some lead to a wrong answer.
    fn likely_right(self) -> f32 {
        self.right(SHIFT, SLOPE).min(1.0 - WRONG)
    }

    /// The ways of asking after an hour of writing phrasings.
    fn after_an_hour(self) -> Self {
        Self {
            ways: self.ways + HOUR * NEW_WAY,
            ..self
        }
    }
}

/// Estimates what becomes of new wordings; none if the table has no question.
#[must_use]
pub fn estimate(knowledge: &Knowledge, left_out: &[LeftOut]) -> Option<Estimate> {
    let ways = WaysOfAsking::of(knowledge, left_out);
    let right: f32 = ways.iter().map(|own| own.right(SHIFT, SLOPE)).sum();
    (!ways.is_empty()).then(|| Estimate {
        right: (right / ways.len() as f32).min(1.0 - WRONG),
        wrong: WRONG,
    })
}

/// The questions where an hour of writing phrasings pays most, the first the most; at most `count`, and none where it
/// hardly pays.
#[must_use]
pub fn weakest(knowledge: &Knowledge, left_out: &[LeftOut], count: usize) -> Vec<WeakQuestion> {
    let ways = WaysOfAsking::of(knowledge, left_out).into_iter();
    let questions = ways.map(|ways| {
        let entry = &knowledge.entries[ways.entry];
        let own = of_entry(left_out, ways.entry);
        WeakQuestion {
            entry: ways.entry,
            right: ways.likely_right(),
            after: ways.after_an_hour().likely_right(),
            phrasings: entry.phrasings.len(),
            facts: fact_count(knowledge, entry),
            is_uniform: own.len() > 1 && similarity(own) >= UNIFORM,
            taken_by: taken_by(own),
        }
    });
    let mut weak: Vec<WeakQuestion> = questions
        .filter(|weak| weak.gain() >= WORTH_AN_HOUR)
        .collect();
    let key = |weak: &WeakQuestion| {
        let entry = &knowledge.entries[weak.entry];
        (&knowledge.source_of(entry).id, &entry.id)
    };
    weak.sort_by(|a, b| {
        let most_to_gain = b.gain().total_cmp(&a.gain());
        most_to_gain.then_with(|| key(a).cmp(&key(b)))
    });
    weak.truncate(count);
    weak
}

/// The left-out phrasings of an entry; they are in the order of the table.
fn of_entry(left_out: &[LeftOut], entry: usize) -> &[LeftOut] {
    let start = left_out.partition_point(|own| own.entry < entry);
    let end = left_out.partition_point(|own| own.entry <= entry);
    &left_out[start..end]
}

/// The mean similarity of phrasings to their nearest sister, 0 to 1.
fn similarity(own: &[LeftOut]) -> f32 {
    let sum: f32 = own.iter().map(|own| own.nearest_phrasing).sum();
    (sum / own.len().max(1) as f32).clamp(0.0, 1.0)
}

fn fact_count(knowledge: &Knowledge, entry: &Entry) -> usize {
    knowledge.facts_of(entry).count().max(1)
}

/// The entry that most of an entry's left-out phrasings lead to instead, if those are many.
fn taken_by(own: &[LeftOut]) -> Option<(usize, usize)> {
    let mut takers: Vec<usize> = own
        .iter()
        .filter(|own| own.is_lost())
        .filter_map(|own| own.leader)
        .collect();
    takers.sort_unstable();
    let groups = takers.chunk_by(|a, b| a == b);
    let (taker, count) = groups
        .map(|group| (group[0], group.len()))
        .max_by_key(|(_, count)| *count)?;
    let is_many = count >= TAKEN.0 && count as f32 >= TAKEN.1 * own.len() as f32;
    is_many.then_some((taker, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(ways: f32, facts: f32, expected: f32) {
        let own = WaysOfAsking {
            entry: 0,
            ways,
            facts,
        };
        let right = own.right(SHIFT, SLOPE);
        assert!((right - expected).abs() < 0.005, "{right}");
    }

    #[test]
    fn more_ways_of_asking_each_fact_are_answered_more_often() {
        check(1.0, 1.0, 0.135);
        check(2.0, 1.0, 0.294);
        check(2.0, 2.0, 0.135);
        check(10.0, 1.0, 0.804);
        check(0.0, 1.0, 0.0);
    }

    #[test]
    fn an_hour_adds_a_few_ways_of_asking_and_never_makes_a_question_sure() {
        let check = |ways, facts, expected: [f32; 2]| {
            let own = WaysOfAsking {
                entry: 0,
                ways,
                facts,
            };
            let found = [own.likely_right(), own.after_an_hour().likely_right()];
            let is_near = |(one, other): (&f32, &f32)| (one - other).abs() < 0.005;
            assert!(found.iter().zip(&expected).all(is_near), "{found:?}");
        };
        check(1.2, 1.0, [0.168, 0.541]);
        check(2.4, 2.0, [0.168, 0.389]);
        check(10.0, 1.0, [0.804, 0.856]);
        check(60.0, 1.0, [0.963, 0.963]);
    }
}
