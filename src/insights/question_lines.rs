//! The text of a log or an export → the questions in it, with how often each was asked: plain text with
//! one question a line, or JSON lines.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde::Deserialize;
use serde_json::Value;

use crate::diagnostic::json_reason;

/// A line of JSON; other fields are ignored.
#[derive(Deserialize)]
struct LogLine {
    #[serde(alias = "ask", alias = "q", alias = "text")]
    question: String,
    /// How often it was asked.
    #[serde(default = "once")]
    times: u32,
    /// The id of the server where it was asked, as digits or as a number.
    #[serde(default)]
    server: Value,
}

impl LogLine {
    fn is_of(&self, server: u64) -> bool {
        let digits = self.server.as_str().and_then(|digits| digits.parse().ok());
        digits.or(self.server.as_u64()) == Some(server)
    }
}

fn once() -> u32 {
    1
}

/// The most times that one line can count, so that a single line cannot drown the others.
const MAX_TIMES: u32 = 10_000;
/// The most characters of a question: those of the longest message on Discord. Similar questions are looked for by all
/// their words.
pub const MAX_QUESTION: usize = 4_000;
/// The most distinct questions of a log: what a busy server asks in a year. They are all asked again.
const MAX_QUESTIONS: usize = 100_000;

/// Questions of logs, each once and in the order in which they were first asked.
#[derive(Debug, Default)]
pub struct QuestionLines {
    questions: Vec<(String, u32)>,
    places: HashMap<String, usize>,
    /// The server of which alone questions are taken.
    server: Option<u64>,
}

impl QuestionLines {
    /// None yet. Where a server is given, only questions that say that they were asked there will be taken.
    #[must_use]
    pub fn asked_in(server: Option<u64>) -> Self {
        Self {
            server,
            ..Self::default()
        }
    }

    /// Adds the questions of a log; empty lines are skipped.
    ///
    /// # Errors
    ///
    /// A line that cannot be read, is too long, or is one too many: its number and the reason, with a repair.
    pub fn add(&mut self, text: &str) -> Result<(), String> {
        for (number, line) in (1..).zip(text.lines().map(str::trim)) {
            if line.is_empty() {
                continue;
            }
            let (question, times, is_wanted) = if line.starts_with('{') {
                let line: LogLine = serde_json::from_str(line).map_err(|error| {
                    let repair = "write each question as {\"question\": \"…\"}, or as plain text";
                    format!("line {number}: {}; {repair}", json_reason(&error))
                })?;
                let is_wanted = self.server.is_none_or(|server| line.is_of(server));
                (line.question, line.times.min(MAX_TIMES), is_wanted)
            } else {
                (line.to_owned(), 1, self.server.is_none())
            };
            if question.chars().nth(MAX_QUESTION).is_some() {
                return Err(format!(
                    "line {number}: a question of more than {MAX_QUESTION} characters, which no message has; write one \
                     question a line, or remove this one"
                ));
            }
            if is_wanted {
                self.count(question, times);
            }
            if self.questions.len() > MAX_QUESTIONS {
                return Err(format!(
                    "line {number}: there are more than {MAX_QUESTIONS} different questions; \
                     split the log, by month for instance"
                ));
            }
        }
        Ok(())
    }

    fn count(&mut self, question: String, times: u32) {
        if times == 0 {
            return;
        }
        match self.places.entry(question) {
            Entry::Occupied(place) => {
                let count = &mut self.questions[*place.get()].1;
                *count = count.saturating_add(times);
            }
            Entry::Vacant(place) => {
                self.questions.push((place.key().clone(), times));
                place.insert(self.questions.len() - 1);
            }
        }
    }

    /// The questions, each with how often it was asked.
    #[must_use]
    pub fn into_questions(self) -> Vec<(String, u32)> {
        self.questions
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&[(&str, u32)], &str>) {
        let mut lines = QuestionLines::default();
        match (lines.add(text), expected) {
            (Ok(()), Ok(expected)) => {
                let found = lines.into_questions();
                let found: Vec<_> = found
                    .iter()
                    .map(|(q, times)| (q.as_str(), *times))
                    .collect();
                assert_eq!(found, expected);
            }
            (Err(why), Err(expected)) => assert!(why.contains(expected), "{why}"),
            (found, _) => panic!("{found:?}"),
        }
    }

    #[test]
    fn each_question_is_counted_once() {
        check(
            "why?\n\n{\"q\": \"when?\", \"times\": 3}\n why? \n{\"q\": \"no\", \"times\": 0}",
            Ok(&[("why?", 2), ("when?", 3)]),
        );
        let line = "{\"question\": \"why?\", \"times\": 4000000000}\n";
        check(&line.repeat(10_000), Ok(&[("why?", 100_000_000)]));
    }

    #[test]
    fn what_is_no_question_is_refused_with_its_line() {
        check(
            "why?\n{\"a\": 1}",
            Err("line 2: missing field `question`; write each question as"),
        );
        let deep = format!("{{\"q\": {}", "[".repeat(100_000));
        check(&deep, Err("line 1: "));
        let long = "ä".repeat(MAX_QUESTION + 1);
        check(&long[2..], Ok(&[(&long[2..], 1)]));
        let expected = "line 2: a question of more than 4000 characters";
        check(&format!("why?\n{long}"), Err(expected));
        check(&format!("\n{{\"q\": \"{long}\"}}"), Err(expected));
        let many: String = (0..=MAX_QUESTIONS)
            .flat_map(|n| [n.to_string(), "\n".to_owned()])
            .collect();
        check(&many, Err("line 100001: there are more than 100000"));
    }
}
