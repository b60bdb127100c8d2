//! Redacts questions before they are written down.
//!
//! Two passes. The first removes whatever looks like a link, a mention, an address, a phone number or
//! a secret. The second removes each word that neither the table nor everyday English knows, since it
//! may be a name; such a word is let through once three questions have used it.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, LazyLock};

use regex::Regex;

use crate::matcher::Matcher;

/// Stands in for what was redacted.
pub const REDACTED: &str = "…";
/// How many questions must use an unknown word before it no longer counts as somebody's name.
pub const COMMON: u8 = 3;
/// How many unknown words are counted before counting starts over.
const COUNTED: usize = 20_000;
/// A word of this many letters and digits mixed is a key, not a word.
const KEY: usize = 8;
/// A word this long is not a word of a language that is written with spaces.
const LONG: usize = 24;

/// Patterns of text that may identify a person or hold a secret.
#[expect(
    clippy::expect_used,
    reason = "the patterns are constants, and to skip an invalid one would leak what it is for"
)]
static PRIVATE: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let patterns = [
        // Code blocks, where secrets are pasted along with logs.
        r"(?s)```.*?(?:```|$)",
        // Mentions, channels, custom emoji, timestamps.
        r"<[@#:/a-zA-Z][^<>]*>",
        // Links, of any scheme.
        r"(?i)\b[a-z][a-z0-9+.-]*://\S+",
        // Email addresses and names with an @.
        r"\S*@\S+",
        // Host names, file names and IP addresses.
        r"(?i)\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b(?:[/:]\S*)?",
        r"\b\d{1,3}(?:\.\d{1,3}){3}\b",
        r"(?i)\b(?:[0-9a-f]{0,4}:){2,}[0-9a-f]*",
        // Secrets that are introduced by name.
        r"(?i)\b(?:password|passwd|passcode|pwd|pin|token|secret|key|otp)\b(?:\s+is\s+|\s*[:=]\s*)\S+",
        // Street addresses.
        r"(?i)\b\d{1,5}[a-z]?(?:\s+[\w'’-]+){1,3}\s+(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|court|square|way)\b",
        // Phone numbers: seven digits or more, however they are grouped.
        r"\+?\(?\d(?:[\s().\/-]*\d){6,}",
        // Ids, postcodes, account numbers.
        r"\d{5,}",
    ];
    patterns
        .iter()
        .map(|pattern| Regex::new(pattern).expect("the pattern is valid"))
        .collect()
});

/// Redacts questions and counts their unknown words. It counts hashes, and only in memory.
#[derive(Debug, Default)]
pub struct Redactor {
    /// The hash of an unknown word → how many questions have used it.
    unknown: HashMap<u64, u8>,
}

impl Redactor {
    /// Redacts a new question: returns its normalised words that may be written down, with
    /// [`REDACTED`] for each run of others. Its unknown words are counted first.
    pub fn redact(&mut self, matcher: &Matcher, question: &str) -> String {
        self.count(matcher, question);
        self.redact_again(matcher, question)
    }

    /// Redacts a question whose words have been counted before.
    #[must_use]
    pub fn redact_again(&self, matcher: &Matcher, question: &str) -> String {
        let mut kept: Vec<String> = Vec::new();
        each_word(matcher, question, |word| match word {
            Some((word, is_known)) if is_known || self.is_common(&word) => {
                kept.push(word.to_string());
            }
            _ if kept.last().is_none_or(|last| last != REDACTED) => kept.push(REDACTED.to_owned()),
            _ => {}
        });
        kept.join(" ")
    }

    /// Counts each distinct unknown word of a question once.
    fn count(&mut self, matcher: &Matcher, question: &str) {
        let mut unknown = HashSet::new();
        each_word(matcher, question, |word| {
            if let Some((word, false)) = word {
                unknown.insert(hash(&word));
            }
        });
        if self.unknown.len() + unknown.len() > COUNTED {
            self.unknown.clear();
        }
        for word in unknown {
            let count = self.unknown.entry(word).or_default();
            *count = count.saturating_add(1);
        }
    }

    fn is_common(&self, word: &str) -> bool {
        self.unknown
            .get(&hash(word))
            .is_some_and(|count| *count >= COMMON)
    }
}

fn hash(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}

/// Visits the words of a question in order, each with whether it is known; none stands for text that
/// a private pattern matched.
fn each_word(matcher: &Matcher, question: &str, mut visit: impl FnMut(Option<(Arc<str>, bool)>)) {
    let mut text = question.to_owned();
    for pattern in PRIVATE.iter() {
        text = pattern.replace_all(&text, REDACTED).into_owned();
    }
    for part in text.split_inclusive(REDACTED) {
        for word in part.trim_end_matches(REDACTED).split_whitespace() {
            for (word, is_known) in matcher.words(word) {
                visit((!is_key(&word)).then_some((word, is_known)));
            }
        }
        if part.ends_with(REDACTED) {
            visit(None);
        }
    }
}

fn is_key(word: &str) -> bool {
    let has = |is: fn(char) -> bool| word.chars().any(is);
    let length = word.chars().count();
    length >= LONG || length >= KEY && has(|c| c.is_ascii_digit()) && has(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::documents;
    use crate::files;

    fn matcher() -> Matcher {
        let loaded = files::load("tests/skerry".as_ref(), None);
        documents::matcher(&loaded.knowledge.expect("the table is valid"))
    }

    #[track_caller]
    fn check(rows: &[(&str, &str)]) {
        let (matcher, mut redactor) = (matcher(), Redactor::default());
        for (question, kept) in rows {
            assert_eq!(redactor.redact(&matcher, question), *kept, "{question}");
        }
    }

    #[test]
    fn ordinary_questions_are_kept() {
        check(&[
            ("When was the lamp relit?", "when was the lamp relit"),
            (
                "whats the price of 3 tickets in 2026",
                "what is the price of 3 tickets in 2026",
            ),
            (
                "is there a ferry to the lighthouse",
                "is there a ferry to the lighthouse",
            ),
            ("", ""),
        ]);
    }

    #[test]
    fn private_patterns_are_redacted() {
        check(&[
            (
                "mail me at ann.b+x@example.org please",
                "mail me at … please",
            ),
            ("<@80351110224678912> asked in <#123>", "… asked in …"),
            ("hi @annabelle when", "hi … when"),
            (
                "see https://example.org/a?b=c or www.example.org",
                "see … or …",
            ),
            ("call +44 (0)20 7946-0958 now", "call … now"),
            ("i am at 192.168.1.20 or fe80::1", "i am at … or …"),
            ("my token is mfa.abcDEF-123 thanks", "my … thanks"),
            ("password: hunter2", "…"),
            ("key sk4fjq29fk2l1m", "key …"),
            ("my id is 80351110224678912", "my id is …"),
            (
                "we live at 12 Old Mill Road, when is it lit",
                "we live at … when is it lit",
            ),
            (
                "```\nexport A=b\n``` what does it mean",
                "… what does it mean",
            ),
        ]);
    }

    #[test]
    fn unknown_words_are_redacted_until_three_questions_have_used_them() {
        check(&[
            (
                "does Wojciechowski Wojciechowski keep the lamp",
                "does … keep the lamp",
            ),
            ("wojciechowski", "…"),
            ("is wojciechowski old", "is wojciechowski old"),
        ]);
    }
}
