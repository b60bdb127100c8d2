//! How far a computation that asks many questions goes: how much it may cost, and until when anybody wants
//! its result. What is left out is left out evenly, so that the same input has the same result.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The time for one computation on Discord, in microseconds of one core of the machine that
/// [`Matcher::cost`](crate::matcher::Matcher::cost) was measured on. A preview takes two of them, the self-test and
/// the answers before and after; with loading and comparing the tables, that is below the five seconds that a
/// moderator waits.
const BRIEF: usize = 2_000_000;
/// The most questions that are asked for a moderator who waits: more tell nothing new.
const ASKED_BRIEFLY: usize = 4_000;

/// Whether the result of a computation is still wanted. Clones are of one demand.
#[derive(Debug, Clone, Default)]
pub struct Demand {
    is_over: Arc<AtomicBool>,
    /// The demand that this one is a part of.
    whole: Option<Arc<AtomicBool>>,
}

impl Demand {
    /// A demand of its own that ends with this one at the latest.
    #[must_use]
    pub fn part(&self) -> Self {
        Self {
            is_over: Arc::default(),
            whole: Some(Arc::clone(&self.is_over)),
        }
    }

    /// Nobody wants the result any more.
    pub fn end(&self) {
        self.is_over.store(true, Ordering::Relaxed);
    }

    /// Whether nobody wants the result any more. What is computed from then on may be incomplete, and is to
    /// be thrown away.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        let whole = self.whole.as_ref();
        let is_over = |flag: &AtomicBool| flag.load(Ordering::Relaxed);
        is_over(&self.is_over) || whole.is_some_and(|whole| is_over(whole))
    }
}

/// How far a computation goes.
#[derive(Debug, Clone)]
pub struct Effort {
    questions: usize,
    microseconds: usize,
    demand: Demand,
}

impl Effort {
    /// As far as it takes.
    #[must_use]
    pub fn full() -> Self {
        Self::of(usize::MAX)
    }

    /// So many questions, whatever they cost.
    #[must_use]
    pub fn of(questions: usize) -> Self {
        Self {
            questions,
            microseconds: usize::MAX,
            demand: Demand::default(),
        }
    }

    /// As far as a moderator waits for it.
    #[must_use]
    pub fn brief(demand: Demand) -> Self {
        Self {
            questions: ASKED_BRIEFLY,
            microseconds: BRIEF,
            demand,
        }
    }

    /// How many questions are asked that cost so many microseconds each.
    #[must_use]
    pub fn questions(&self, cost: usize) -> usize {
        self.questions.min(self.microseconds / cost.max(1))
    }

    /// Whether the result is still wanted: to be looked at before each question.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        !self.demand.has_ended()
    }
}

/// At most so many questions of these groups: all of the first group, if there is room, then of the second
/// and so on, evenly spaced where a group does not fit.
#[must_use]
pub fn sample<T: Copy>(groups: &[Vec<T>], mut room: usize) -> Vec<T> {
    let mut taken = Vec::new();
    for group in groups {
        let (all, count) = (group.len(), room.min(group.len()));
        taken.extend((0..count).map(|number| group[number * all / count]));
        room -= count;
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(room: usize, expected: &str) {
        let groups = ["abcde", "xy"].map(|group| group.chars().collect());
        assert_eq!(sample(&groups, room).iter().collect::<String>(), expected);
    }

    #[test]
    fn a_sample_is_evenly_spread_over_the_first_group_that_does_not_fit() {
        check(0, "");
        check(1, "a");
        check(2, "ac");
        check(3, "abd");
        check(5, "abcde");
        check(6, "abcdex");
        check(9, "abcdexy");
    }

    #[test]
    fn dear_questions_are_asked_more_rarely() {
        let brief = Effort::brief(Demand::default());
        assert_eq!(brief.questions(1), ASKED_BRIEFLY);
        assert_eq!(brief.questions(BRIEF / 7), 7);
        assert_eq!(Effort::of(9).questions(BRIEF), 9);
        assert_eq!(Effort::full().questions(0), usize::MAX);
    }

    #[test]
    fn a_demand_ends_for_all_who_look_at_it() {
        let whole = Demand::default();
        let [one, other] = [whole.part(), whole.part()];
        let effort = Effort::brief(one.clone());
        assert!(effort.is_wanted());
        one.end();
        assert!(!effort.is_wanted() && !other.has_ended() && !whole.has_ended());
        whole.end();
        assert!(other.has_ended());
    }
}
