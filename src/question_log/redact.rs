//! Redacts questions before they are remembered or written down. What cannot be decided is left out.
//!
//! 1. [`reading`] folds a question as a suspicious reader would, and knows where each letter was written.
//! 2. The [`rules`] find what identifies a person or gives a secret away, whatever the table knows: one
//!    file for each kind.
//! 3. Of what is left, each word is kept that the table has, or that English has and that is on no list of
//!    [`names`]; a slip for a word of the table becomes that word. Any other word may be a name: it is left
//!    out until three members have used it.
//! 4. What is kept is read again, until nothing more is found.
//!
//! Redacting takes time in proportion to the length of a question, reads no clock and keeps nothing but
//! hashes in memory.

mod addresses;
mod birthdays;
mod contacts;
mod coordinates;
mod digit_groups;
mod digits;
mod found;
mod keys;
mod links;
mod look_alikes;
mod names;
mod number_words;
mod openings;
mod patterns;
mod reading;
mod rules;
mod secret_words;
mod secrets;
mod spelled;
mod spots;
mod telling;
mod vocabulary;

use std::collections::hash_map::RandomState;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;
use std::sync::Arc;

use crate::matcher::Matcher;
use crate::matcher::analysis::familiarity::Familiarity;
use crate::matcher::analysis::lexicon::{self, NameKind};
use crate::matcher::analysis::normalize::{Role, Word, normalize};
use crate::question_log::redact::found::Certainty;
use crate::question_log::redact::reading::Reading;
use crate::question_log::redact::vocabulary::{CHATTER, has};

/// Stands in for what was redacted.
pub const REDACTED: &str = "…";
/// How many members must use an unknown word before it no longer counts as somebody's name.
pub const COMMON: usize = 3;
/// How many unknown words are counted before counting starts over.
const COUNTED: usize = 20_000;
/// How many unknown words of one question are counted: a question has a few, and a list of names many.
const COUNTED_AT_ONCE: usize = 50;
/// The longest question that is redacted, in bytes: more than a Discord message holds. The rest is left out.
const MAX_BYTES: usize = 8_000;
/// How often what is kept is read again. Twice is enough for all but what is made to need more, and that
/// is left out as a whole.
const READINGS: usize = 5;

/// Redacts questions and counts who uses unknown words. It counts hashes, keyed anew at each start, and
/// only in memory.
#[derive(Debug, Default)]
pub struct Redactor {
    key: RandomState,
    /// The hash of an unknown word → the hashes of the first members who used it.
    unknown: HashMap<u64, Vec<u64>>,
}

impl Redactor {
    /// Counts a member among those who use the unknown words of a question.
    pub fn count(&mut self, matcher: &Matcher, member: u64, question: &str) {
        let mut unknown = HashSet::new();
        let read = |text: &str| by_table(matcher, text);
        for unread in kept_words(head(question), read).into_iter().flatten() {
            if unread.kept.is_none() && unknown.len() < COUNTED_AT_ONCE {
                unknown.insert(self.key.hash_one(&*unread.word));
            }
        }
        if self.unknown.len() + unknown.len() > COUNTED {
            self.unknown.clear();
        }
        let member = self.key.hash_one(member);
        for word in unknown {
            let members = self.unknown.entry(word).or_default();
            if members.len() < COMMON && !members.contains(&member) {
                members.push(member);
            }
        }
    }

    /// Returns the normalised words of a question that may be written down, with [`REDACTED`] for each run
    /// of others. To redact the result again changes nothing, as long as nothing is counted.
    #[must_use]
    pub fn redact(&self, matcher: &Matcher, question: &str) -> String {
        let is_common = |word: &str| {
            let members = self.unknown.get(&self.key.hash_one(word));
            members.is_some_and(|members| members.len() >= COMMON)
        };
        let keep = |read: KeptWord| {
            let KeptWord { word, kept, .. } = read;
            kept.or_else(|| is_common(&word).then_some(word))
        };
        let read = |text: &str| by_table(matcher, text);
        settle(question, |text| {
            let words = kept_words(text, read).into_iter();
            words.map(|word| word.and_then(keep)).collect()
        })
    }
}

/// Returns what is left of a question whatever table is asked and whoever has used its words before: it
/// stays the same after a restart and after a change of the table.
#[must_use]
pub fn redact_for_good(question: &str) -> String {
    settle(question, |text| {
        let words = kept_words(text, by_english).into_iter();
        words.map(|word| word.and_then(|word| word.kept)).collect()
    })
}

/// Redacts until nothing changes; what does not come to rest is left out.
fn settle(question: &str, words: impl Fn(&str) -> Vec<Option<Arc<str>>>) -> String {
    let mut text = joined(words(head(question)));
    for _ in 0..READINGS {
        let again = joined(words(head(&text)));
        if again == text {
            return text;
        }
        text = again;
    }
    REDACTED.to_owned()
}

/// The words, with one mark for each run of those that are left out.
fn joined(words: Vec<Option<Arc<str>>>) -> String {
    let mut kept = String::new();
    let mut is_marked = false;
    for word in words {
        if word.is_none() && is_marked {
            continue;
        }
        is_marked = word.is_none();
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept += word.as_deref().unwrap_or(REDACTED);
    }
    kept
}

/// A word, and what may be written down for it.
struct KeptWord {
    word: Arc<str>,
    /// None where it may be a name.
    kept: Option<Arc<str>>,
    /// Whether the table has this very word.
    is_of_table: bool,
}

/// The words of a question in order, as `read` finds them; none stands for what a rule has found.
fn kept_words(question: &str, read: impl Fn(&str) -> Vec<KeptWord>) -> Vec<Option<KeptWord>> {
    let reading = Reading::of(question);
    let found = rules::find(&reading).merged(reading.text());
    let mut words = Vec::new();
    let mut start = 0;
    for (private, certainty) in found {
        let written = reading.written(private);
        add(question.get(start..written.start), &read, &mut words);
        start = start.max(written.end);
        if certainty == Certainty::Private {
            words.push(None);
            continue;
        }
        let first = words.len();
        add(question.get(written), &read, &mut words);
        for word in words[first..].iter_mut().flatten() {
            word.kept.take_if(|_| !word.is_of_table);
        }
    }
    add(question.get(start..), &read, &mut words);
    words
}

/// Adds the words of a part of a question.
fn add(
    part: Option<&str>,
    read: impl Fn(&str) -> Vec<KeptWord>,
    words: &mut Vec<Option<KeptWord>>,
) {
    for (at, text) in part.unwrap_or("").split(REDACTED).enumerate() {
        words.extend((at > 0).then_some(None));
        let pieces = text.split_whitespace();
        words.extend(pieces.flat_map(&read).map(Some));
    }
}

/// The words of a text, as a table and English know them.
fn by_table(matcher: &Matcher, text: &str) -> Vec<KeptWord> {
    let words = matcher.words(text).into_iter();
    let keep = |(word, known): (Arc<str>, Familiarity)| KeptWord {
        is_of_table: known == Familiarity::Table,
        kept: kept(&word, known),
        word,
    };
    words.map(keep).collect()
}

/// The words of a text, as English alone knows them.
fn by_english(text: &str) -> Vec<KeptWord> {
    let words = normalize(text).into_iter();
    let keep = |word: Word| {
        let is_kept = word.role != Role::Content || lexicon::is_everyday(&word.text);
        KeptWord {
            kept: is_kept.then(|| Arc::clone(&word.text)),
            word: word.text,
            is_of_table: false,
        }
    };
    words.map(keep).collect()
}

/// What may be written down for a word; none where it may be a name.
fn kept(word: &Arc<str>, known: Familiarity) -> Option<Arc<str>> {
    match known {
        Familiarity::Plain | Familiarity::Table | Familiarity::Everyday => Some(Arc::clone(word)),
        Familiarity::English => (!is_often_a_name(word)).then(|| Arc::clone(word)),
        Familiarity::Form => (!names::is_listed(word)).then(|| Arc::clone(word)),
        Familiarity::Slip(meant) => (!names::is_listed(word)).then_some(meant),
        Familiarity::Unknown => {
            let is_letter = word.chars().nth(1).is_none();
            (is_letter || has(CHATTER, word)).then(|| Arc::clone(word))
        }
    }
}

/// Whether an English word is a first name that everybody knows: *ruby*, *iris*.
fn is_often_a_name(word: &str) -> bool {
    names::is_given(word) && lexicon::name_kind(word) == Some(NameKind::Person)
}

/// The beginning of a text, as much as is read.
fn head(text: &str) -> &str {
    let mut end = text.len().min(MAX_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    //! What is kept of single questions; `tests/privacy.rs` measures many.

    use super::*;
    use crate::answer::documents;
    use crate::files;

    fn matcher() -> Matcher {
        let loaded = files::load("tests/skerry".as_ref(), None);
        documents::matcher(&loaded.knowledge.expect("the table is valid"))
    }

    /// Each question is asked by another member.
    #[track_caller]
    fn check(rows: &[(&str, &str)]) {
        let (matcher, mut redactor) = (matcher(), Redactor::default());
        for (member, (question, kept)) in (0..).zip(rows) {
            redactor.count(&matcher, member, question);
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
            ("mail me at ann.b+x@example.org please", "mail me at …"),
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
    fn unknown_words_are_redacted_until_three_members_have_used_them() {
        check(&[
            (
                "does Wojciechowski Wojciechowski keep the lamp",
                "does … keep the lamp",
            ),
            ("a zorblat", "a …"),
            ("zorblat", "…"),
            ("wojciechowski", "…"),
            ("is wojciechowski old", "is wojciechowski old"),
            ("is the zorblat old", "is the zorblat old"),
        ]);
    }

    #[test]
    fn one_member_is_counted_once_however_often_they_ask() {
        let (matcher, mut redactor) = (matcher(), Redactor::default());
        for question in ["zorblat", "zorblat?", "a zorblat", "is zorblat old"] {
            redactor.count(&matcher, 1, question);
            assert!(redactor.redact(&matcher, question).contains(REDACTED));
        }
    }
}
