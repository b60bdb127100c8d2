//! Decides between the outcomes: answered, gap, unsure, declined.
//!
//! Every threshold is here or in [`Strictness`]. `docs/matching.md` says how the confidence that
//! they apply to was fitted.

use crate::answer::{Answer, Candidate, EntryName, Signals, Strictness, Table};
use crate::knowledge::{Kind, Knowledge, Outcome};
use crate::matcher::{Hit, Ranking};

/// The most candidates that an answer names.
pub const CANDIDATES: usize = 5;
/// The most entries that “did you mean” offers: as many as one row of buttons holds.
pub const OPTIONS: usize = 5;

/// The lowest score of a leading gap that answers. Below it, the gap leads only because nothing
/// else matched at all.
pub const GAP_AT: f32 = 0.25;
/// The lowest coverage, as a share of the question's weight, of a gap that answers: one word of three in
/// common does not make a question one about the article. One of the words must say more than which type of answer is
/// asked for, too, unless the question is nearly a phrasing of the gap.
pub const GAP_COVERAGE: f32 = 0.35;
/// The similarity to a gap's phrasing from which the question is nearly that.
pub const GAP_PHRASING: f32 = 0.8;
/// The lowest confidence in the best question at which a leading gap no longer answers: then it is
/// better to ask which was meant.
pub const GAP_DOUBT_AT: f32 = 0.3;
/// The lowest confidence at which “did you mean” is worth a reader's time.
pub const DID_YOU_MEAN_AT: f32 = 0.1;
/// The same where the best question has few phrasings, and so few words that one can meet: then options come with a word
/// that the source may not answer this. On newcomers' tables, they have the answer to one question in sixteen.
pub const FAINT_AT: f32 = 0.05;
/// The phrasings below which they are few.
pub const FEW_PHRASINGS: usize = 8;
/// The lowest score of an option, as a share of the best candidate's.
pub const OPTION_SHARE: f32 = 0.6;

/// Answers a question from its ranking, and the signals of that. Without a word that could be asked about, only a
/// phrasing itself is answered.
pub(super) fn answer_by(
    table: Table,
    question: &str,
    ranking: &Ranking,
    signals: Signals,
) -> Answer {
    let Table {
        knowledge,
        strictness,
        ..
    } = table;
    let is_exact = ranking.hits.first().is_some_and(|hit| hit.score >= 1.0);
    if !ranking.question.has_subject() && !is_exact {
        return Answer {
            threshold: strictness.threshold(),
            ..Answer::declined(question, 0.0)
        };
    }
    let confidence = signals.confidence();
    let mut answer = Answer {
        candidates: candidates(knowledge, ranking),
        signals,
        threshold: strictness.threshold(),
        ..Answer::declined(question, confidence)
    };
    let thresholds = Thresholds::of(knowledge, ranking, strictness);
    let (outcome, entry) = led_to(ranking, confidence, thresholds);
    answer.outcome = outcome;
    if let Some(entry) = entry {
        answer.fill(knowledge, &knowledge.entries[entry], |other| {
            table.offers(other)
        });
    }
    if outcome == Outcome::Unsure {
        answer.others = options(knowledge, ranking);
    }
    answer
}

/// What a ranking leads to at this strictness: the outcome and, where an entry replies, its index. It is what
/// the whole text gets, however many questions it asks. The matcher may know more entries than the table has.
#[must_use]
pub fn outcome_of(
    knowledge: &Knowledge,
    ranking: &Ranking,
    strictness: Strictness,
) -> (Outcome, Option<usize>) {
    let confidence = Signals::of(ranking).confidence();
    let thresholds = Thresholds::of(knowledge, ranking, strictness);
    led_to(ranking, confidence, thresholds)
}

/// The confidences from which the best question is answered or offered.
#[derive(Debug, Clone, Copy)]
struct Thresholds {
    answer: f32,
    offer: f32,
}

impl Thresholds {
    fn of(knowledge: &Knowledge, ranking: &Ranking, strictness: Strictness) -> Self {
        let best = ranking.best(Kind::Question);
        let best = best.and_then(|hit| knowledge.entries.get(hit.entry));
        Self {
            answer: strictness.threshold(),
            offer: best.map_or(DID_YOU_MEAN_AT, |entry| offered_from(entry.phrasings.len())),
        }
    }
}

/// The confidence from which an entry with this many phrasings is offered.
fn offered_from(phrasings: usize) -> f32 {
    if phrasings < FEW_PHRASINGS {
        FAINT_AT
    } else {
        DID_YOU_MEAN_AT
    }
}

fn led_to(ranking: &Ranking, confidence: f32, thresholds: Thresholds) -> (Outcome, Option<usize>) {
    let leader = ranking.hits.first();
    let outcome = decide(confidence, thresholds, leader);
    let replying = match outcome {
        Outcome::Answered => ranking.best(Kind::Question),
        Outcome::Gap => leader,
        Outcome::Unsure | Outcome::Declined => None,
    };
    (outcome, replying.map(|hit| hit.entry))
}

/// Decides on the confidence in the best question, and the entry that leads the ranking.
fn decide(confidence: f32, thresholds: Thresholds, leader: Option<&Hit>) -> Outcome {
    let is_gap = leader.is_some_and(|leader| {
        leader.kind == Kind::Gap
            && leader.score >= GAP_AT
            && leader.features.coverage >= GAP_COVERAGE
            && (leader.features.covered_subject > 0.0
                || leader.features.phrasing_similarity >= GAP_PHRASING
                || leader.score >= 1.0)
            && confidence < GAP_DOUBT_AT
    });
    if confidence >= thresholds.answer {
        Outcome::Answered
    } else if is_gap {
        Outcome::Gap
    } else if confidence >= thresholds.offer {
        Outcome::Unsure
    } else {
        Outcome::Declined
    }
}

pub(super) fn candidates(knowledge: &Knowledge, ranking: &Ranking) -> Vec<Candidate> {
    let best = ranking.hits.iter().take(CANDIDATES);
    best.map(|hit| Candidate {
        entry: EntryName::of(knowledge, &knowledge.entries[hit.entry]),
        score: hit.score,
    })
    .collect()
}

/// The leaders whose scores come near the best.
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

    const THRESHOLD: f32 = Strictness::Balanced.threshold();
    const THRESHOLDS: Thresholds = Thresholds {
        answer: THRESHOLD,
        offer: DID_YOU_MEAN_AT,
    };
    /// Just below a threshold.
    const EPSILON: f32 = 1e-4;

    /// A leader that is far from every threshold.
    #[derive(Clone, Copy)]
    struct Leader {
        kind: Kind,
        score: f32,
        coverage: f32,
        substance: f32,
    }

    const QUESTION: Leader = Leader {
        kind: Kind::Question,
        score: 0.5,
        coverage: 0.9,
        substance: 1.0,
    };
    const GAP: Leader = Leader {
        kind: Kind::Gap,
        ..QUESTION
    };

    #[track_caller]
    fn check(confidence: f32, leader: impl Into<Option<Leader>>, expected: Outcome) {
        let hit = leader.into().map(|leader| Hit {
            entry: 0,
            kind: leader.kind,
            score: leader.score,
            features: Features {
                coverage: leader.coverage,
                covered_subject: leader.substance,
                ..Features::default()
            },
        });
        assert_eq!(decide(confidence, THRESHOLDS, hit.as_ref()), expected);
    }

    #[test]
    fn the_confidence_decides_where_a_question_leads() {
        check(THRESHOLD, QUESTION, Outcome::Answered);
        check(THRESHOLD - EPSILON, QUESTION, Outcome::Unsure);
        check(DID_YOU_MEAN_AT, QUESTION, Outcome::Unsure);
        check(DID_YOU_MEAN_AT - EPSILON, QUESTION, Outcome::Declined);
        check(0.0, None, Outcome::Declined);
    }

    #[test]
    fn an_entry_of_few_phrasings_is_offered_on_less() {
        let check = |phrasings, confidence, expected| {
            let thresholds = Thresholds {
                offer: offered_from(phrasings),
                ..THRESHOLDS
            };
            assert_eq!(decide(confidence, thresholds, None), expected);
        };
        check(FEW_PHRASINGS - 1, FAINT_AT, Outcome::Unsure);
        check(FEW_PHRASINGS - 1, FAINT_AT - EPSILON, Outcome::Declined);
        check(FEW_PHRASINGS, FAINT_AT, Outcome::Declined);
        check(FEW_PHRASINGS, DID_YOU_MEAN_AT, Outcome::Unsure);
    }

    #[test]
    fn a_leading_gap_answers_unless_a_question_may_have_been_meant() {
        check(THRESHOLD, GAP, Outcome::Answered);
        check(GAP_DOUBT_AT, GAP, Outcome::Unsure);
        check(GAP_DOUBT_AT - EPSILON, GAP, Outcome::Gap);
        check(0.0, GAP, Outcome::Gap);
    }

    #[test]
    fn a_gap_needs_a_score_coverage_and_a_content_word() {
        let score = |score| Leader { score, ..GAP };
        check(0.0, score(GAP_AT), Outcome::Gap);
        check(0.0, score(GAP_AT - EPSILON), Outcome::Declined);
        let coverage = |coverage| Leader { coverage, ..GAP };
        check(0.0, coverage(GAP_COVERAGE), Outcome::Gap);
        check(0.0, coverage(GAP_COVERAGE - EPSILON), Outcome::Declined);
        let contentless = Leader {
            substance: 0.0,
            ..GAP
        };
        check(0.0, contentless, Outcome::Declined);
        let own_phrasing = Leader {
            score: 1.0,
            ..contentless
        };
        check(0.0, own_phrasing, Outcome::Gap);
    }

    /// Each threshold once by value, so that one that moves is argued for here too.
    #[test]
    fn the_thresholds_are_these() {
        for (threshold, expected) in [
            (GAP_AT, 0.25),
            (GAP_COVERAGE, 0.35),
            (GAP_PHRASING, 0.8),
            (GAP_DOUBT_AT, 0.3),
            (DID_YOU_MEAN_AT, 0.1),
            (FAINT_AT, 0.05),
            (OPTION_SHARE, 0.6),
            (Strictness::Cautious.threshold(), 0.7),
            (Strictness::Balanced.threshold(), 0.5),
            (Strictness::Eager.threshold(), 0.35),
        ] {
            assert!((threshold - expected).abs() < f32::EPSILON, "{threshold}");
        }
    }
}
