//! The latest public questions, redacted, kept in memory only: a new version of the knowledge replays those
//! of the moderator's own server, to show which answers would change.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The most questions of a server that are remembered.
pub const REMEMBERED: usize = 300;
/// The most servers whose questions are remembered; the operator names those that may see them.
const SERVERS: usize = 100;
/// The most characters of a question that are remembered.
const MAX_CHARS: usize = 300;

/// The latest questions by server, oldest first.
#[derive(Debug, Default)]
pub(super) struct RecentQuestions {
    servers: Mutex<HashMap<u64, VecDeque<String>>>,
}

impl RecentQuestions {
    /// Adds a redacted question of a server; the oldest there makes room. Beyond [`SERVERS`], no further
    /// server is remembered, so that none pushes another out.
    pub fn push(&self, server: u64, redacted: &str) {
        let question: String = redacted.chars().take(MAX_CHARS).collect();
        let mut servers = self.lock();
        if !servers.contains_key(&server) && servers.len() >= SERVERS {
            return;
        }
        let questions = servers.entry(server).or_default();
        if questions.len() == REMEMBERED {
            questions.pop_front();
        }
        questions.push_back(question);
    }

    /// Each question of a server once, in alphabetical order.
    pub fn distinct(&self, server: u64) -> Vec<String> {
        let servers = self.lock();
        let questions = servers.get(&server).into_iter().flatten();
        let mut questions: Vec<String> = questions.cloned().collect();
        questions.sort_unstable();
        questions.dedup();
        questions
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, VecDeque<String>>> {
        self.servers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_question_of_a_server_makes_room() {
        let recent = RecentQuestions::default();
        recent.push(2, "of another server");
        for number in 0..=REMEMBERED {
            recent.push(1, &format!("{number:03}"));
        }
        let questions = recent.distinct(1);
        assert_eq!(questions.len(), REMEMBERED);
        assert_eq!(questions[0], "001");
        assert_eq!(recent.distinct(2), ["of another server"]);
        assert!(recent.distinct(3).is_empty());
    }

    #[test]
    fn servers_are_bounded() {
        let recent = RecentQuestions::default();
        for server in 0..=SERVERS as u64 {
            recent.push(server, "when");
        }
        assert_eq!(recent.distinct(0), ["when"]);
        assert!(recent.distinct(SERVERS as u64).is_empty());
    }

    #[test]
    fn questions_are_clipped_and_listed_once() {
        let recent = RecentQuestions::default();
        recent.push(1, &"é".repeat(MAX_CHARS + 1));
        recent.push(1, &"é".repeat(MAX_CHARS + 2));
        assert_eq!(recent.distinct(1), ["é".repeat(MAX_CHARS)]);
    }
}
