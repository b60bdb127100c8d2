//! The latest questions, kept in memory only: a new version of the knowledge replays them to show
//! which answers would change.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The most questions that are remembered.
pub const REMEMBERED: usize = 300;
/// The most characters of a question that are remembered.
const MAX_CHARS: usize = 300;

/// The latest questions, oldest first.
#[derive(Debug, Default)]
pub(super) struct RecentQuestions {
    questions: Mutex<VecDeque<String>>,
}

impl RecentQuestions {
    /// Adds a question; the oldest makes room.
    pub fn push(&self, question: &str) {
        let question: String = question.chars().take(MAX_CHARS).collect();
        let mut questions = self.lock();
        if questions.len() == REMEMBERED {
            questions.pop_front();
        }
        questions.push_back(question);
    }

    /// Each question once, in alphabetical order.
    pub fn distinct(&self) -> Vec<String> {
        let mut questions: Vec<String> = self.lock().iter().cloned().collect();
        questions.sort_unstable();
        questions.dedup();
        questions
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<String>> {
        self.questions
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_question_makes_room() {
        let recent = RecentQuestions::default();
        for number in 0..=REMEMBERED {
            recent.push(&format!("{number:03}"));
        }
        let questions = recent.distinct();
        assert_eq!(questions.len(), REMEMBERED);
        assert_eq!(questions[0], "001");
    }

    #[test]
    fn questions_are_clipped_and_listed_once() {
        let recent = RecentQuestions::default();
        recent.push(&"é".repeat(MAX_CHARS + 1));
        recent.push(&"é".repeat(MAX_CHARS + 2));
        assert_eq!(recent.distinct(), ["é".repeat(MAX_CHARS)]);
    }
}
