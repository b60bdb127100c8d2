//! What is struck out of a question before it is written down: what may tell of somebody.
//!
//! Two steps. First, whatever has the form of a link, a mention, an address, a number to call, or a
//! secret. Then each word that neither the table nor everyday English knows: it may be a name. Such a
//! word is let through once three questions have had it.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, LazyLock};

use regex::Regex;

use crate::matcher::Matcher;

/// Stands where something was struck out.
pub const REDACTED: &str = "…";
/// In so many questions a word must have stood, before it is no name of somebody's.
pub const COMMON: u8 = 3;
/// So many strange words are counted; then counting begins anew.
const COUNTED: usize = 20_000;
/// A word of so many letters and digits mixed is a key, not a word.
const KEY: usize = 8;
/// A word this long is no word of a language that is written with spaces.
const LONG: usize = 24;

/// What tells of somebody by its form.
static FORMS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let forms = [
        // Code and quotes of other programs' output are where secrets are pasted from.
        r"(?s)```.*?(?:```|$)",
        // Mentions, channels, emoji of a server, timestamps.
        r"<[@#:/a-zA-Z][^<>]*>",
        // Links and whatever else has a scheme.
        r"(?i)\b[a-z][a-z0-9+.-]*://\S+",
        // Addresses of mail and names with an @.
        r"\S*@\S+",
        // Names of hosts and files, addresses of machines.
        r"(?i)\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b(?:[/:]\S*)?",
        r"\b\d{1,3}(?:\.\d{1,3}){3}\b",
        r"(?i)\b(?:[0-9a-f]{0,4}:){2,}[0-9a-f]*",
        // What follows the word for a secret.
        r"(?i)\b(?:password|passwd|passcode|pwd|pin|token|secret|key|otp)\b(?:\s+is\s+|\s*[:=]\s*)\S+",
        // Where somebody lives.
        r"(?i)\b\d{1,5}[a-z]?(?:\s+[\w'’-]+){1,3}\s+(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|court|square|way)\b",
        // Seven digits or more, however they are grouped.
        r"\+?\(?\d(?:[\s().\/-]*\d){6,}",
        // Ids, postcodes, accounts.
        r"\d{5,}",
    ];
    forms
        .iter()
        .filter_map(|form| Regex::new(form).ok())
        .collect()
});

/// Strikes questions, and counts the strange words in them. The counts are of hashes, and stay in
/// memory.
#[derive(Debug, Default)]
pub struct Redactor {
    strange: HashMap<u64, u8>,
}

impl Redactor {
    /// The words of a question that may be written down, normalised; its strange words are counted.
    pub fn strike(&mut self, matcher: &Matcher, question: &str) -> String {
        self.count(matcher, question);
        self.struck(matcher, question)
    }

    /// The same without counting: for a question that has been asked already.
    #[must_use]
    pub fn struck(&self, matcher: &Matcher, question: &str) -> String {
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

    /// Counts the strange words of a question, each once.
    fn count(&mut self, matcher: &Matcher, question: &str) {
        let mut strange = HashSet::new();
        each_word(matcher, question, |word| {
            if let Some((word, false)) = word {
                strange.insert(hash(&word));
            }
        });
        if self.strange.len() + strange.len() > COUNTED {
            self.strange.clear();
        }
        for word in strange {
            let count = self.strange.entry(word).or_default();
            *count = count.saturating_add(1);
        }
    }

    fn is_common(&self, word: &str) -> bool {
        self.strange
            .get(&hash(word))
            .is_some_and(|count| *count >= COMMON)
    }
}

fn hash(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}

/// Goes through the words of a question, each with whether it is known; none where something was
/// struck out by its form.
fn each_word(matcher: &Matcher, question: &str, mut see: impl FnMut(Option<(Arc<str>, bool)>)) {
    let mut text = question.to_owned();
    for form in FORMS.iter() {
        text = form.replace_all(&text, REDACTED).into_owned();
    }
    for part in text.split_inclusive(REDACTED) {
        for word in part.trim_end_matches(REDACTED).split_whitespace() {
            for (word, is_known) in matcher.words(word) {
                see((!is_key(&word)).then_some((word, is_known)));
            }
        }
        if part.ends_with(REDACTED) {
            see(None);
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
        let (matcher, mut strike) = (matcher(), Redactor::default());
        for (question, kept) in rows {
            assert_eq!(strike.strike(&matcher, question), *kept, "{question}");
        }
    }

    #[test]
    fn what_is_asked_stays() {
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
    fn what_has_the_form_of_something_private_is_struck() {
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
    fn a_strange_word_may_be_a_name_until_three_questions_have_had_it() {
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
