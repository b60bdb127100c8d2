//! The questions within a message: which of its sentences ask.
//!
//! A story tells much that no table has, and asks in one sentence of it; two questions in one message are
//! answered by two entries. It judges how a message is written, and knows no table.

use std::ops::Range;

use crate::matcher::analysis::english::{
    ABBREVIATED_TITLES, ASKING, CONNECTIVES, NEGATION, OPENING, PRONOUNS,
};
use crate::matcher::analysis::normalize::{Role, Word, normalize};

/// The letters that a word before a full stop has at most where it may be short for another, as in *e.g.*
const ABBREVIATION_LETTERS: usize = 2;

/// What joins two questions in one sentence.
const AND: &[&str] = &[" and ", ", also"];
/// What joins the questions of a list that ends with one of these: *when does it open, what does it cost and …*
/// Elsewhere, what stands after a comma mostly asks the same in other words.
const COMMA: &str = ", ";

/// The bytes after *and* that tell whether a question follows.
const AHEAD: usize = 200;

/// A question within a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedSentence<'a> {
    /// The sentence that asks, or the part of one.
    pub text: &'a str,
    /// The same with the sentence before it, which may say what it is about.
    pub with_context: &'a str,
    /// Whether that sentence asks, too.
    pub follows_question: bool,
}

/// Returns the questions within a message, in order; none where nothing in it asks.
#[must_use]
pub fn asked_sentences(message: &str) -> Vec<AskedSentence<'_>> {
    let mut found = Vec::new();
    let mut before = 0..0;
    let mut follows_question = false;
    for sentence in sentences(message) {
        let text = &message[sentence.clone()];
        if !asks(text) {
            (before, follows_question) = (sentence, false);
            continue;
        }
        for part in parts(text) {
            let part = sentence.start + part.start..sentence.start + part.end;
            found.push(AskedSentence {
                with_context: message[before.start..part.end].trim(),
                text: message[part.clone()].trim(),
                follows_question,
            });
            (before, follows_question) = (part, true);
        }
    }
    found
}

/// The last sentence of a message, then the last two together.
pub fn last_sentences(message: &str) -> impl Iterator<Item = &str> {
    let sentences = sentences(message);
    let starts = sentences
        .into_iter()
        .rev()
        .take(2)
        .map(|sentence| sentence.start);
    starts.map(|start| message[start..].trim())
}

/// Whether a message is a single sentence that asks one thing at most.
#[must_use]
pub fn is_one_sentence(message: &str) -> bool {
    let joins = AND.iter().any(|and| message.contains(and));
    !joins && sentences(message).len() <= 1
}

/// Whether a sentence asks: it ends in a question mark, or begins as questions do.
fn asks(sentence: &str) -> bool {
    let end = sentence.trim_end_matches(|c: char| !c.is_alphanumeric());
    sentence[end.len()..].contains(['?', '？', '؟']) || begins_as_question(&normalize(sentence))
}

/// Whether words ask without those before or after them: *when it rains* and *or is it closed* do not, and
/// *which is new* rarely does.
fn asks_by_itself(words: &[Word]) -> bool {
    let text_at = |at: usize| words.get(at).map_or("", |word: &Word| &word.text);
    let is_opening = OPENING.contains(&text_at(1));
    match text_at(0) {
        "and" | "or" => false,
        "when" | "where" => is_opening,
        "which" => !is_opening,
        _ => begins_as_question(words),
    }
}

/// Whether words begin as a question does: with a question word, or with one like *is* and *does*; whatever
/// softens it may come first.
fn begins_as_question(words: &[Word]) -> bool {
    let is_item = |word: &Word| word.text.bytes().all(|byte| byte.is_ascii_digit());
    let softens = |word: &&Word| {
        word.role == Role::Pleasantry || CONNECTIVES.contains(&&*word.text) || is_item(word)
    };
    let first = words.iter().take_while(softens).count();
    let words = &words[first..];
    let text_at = |at: usize| words.get(at).map_or("", |word: &Word| &word.text);
    if OPENING.contains(&text_at(0)) {
        // *Do not touch it* is an order, and *do not they open* a question.
        return !NEGATION.contains(&text_at(1)) || PRONOUNS.contains(&text_at(2));
    }
    let before = words.iter().take_while(|word| word.role == Role::Filler);
    ASKING.contains(&text_at(before.count()))
}

/// The parts of a sentence that ask two things: *when does it open, and who has the key*.
fn parts(sentence: &str) -> Vec<Range<usize>> {
    let parts = parts_between(sentence, AND);
    if parts.len() < 2 {
        return parts;
    }
    parts_between(sentence, &[AND, &[COMMA]].concat())
}

/// The parts of a sentence between those of these joins that join questions.
fn parts_between(sentence: &str, joins: &[&str]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let joins = joins.iter().flat_map(|join| sentence.match_indices(join));
    let mut joins: Vec<(usize, &str)> = joins.collect();
    joins.sort_unstable();
    for (at, join) in joins {
        let after = at + join.len();
        if at <= start {
            continue;
        }
        let right = normalize(&sentence[after..sentence.floor_char_boundary(after + AHEAD)]);
        let has_content = |words: &[Word]| words.iter().any(|word| word.role == Role::Content);
        if !begins_as_question(&right) || !has_content(&right) {
            continue;
        }
        let left = normalize(&sentence[start..at]);
        let is_asked = join != COMMA || asks_by_itself(&left) && asks_by_itself(&right);
        if is_asked && has_content(&left) {
            parts.push(start..at);
            start = after;
        }
    }
    parts.push(start..sentence.len());
    parts
}

/// The sentences of a message. Members end them with a line or a mark, and begin them in lower case.
fn sentences(message: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut chars = message.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let ends = match char {
            '\n' | '。' | '？' | '！' => true,
            '?' | '!' | '…' | '؟' => next.is_none_or(char::is_whitespace),
            '.' => next.is_none_or(char::is_whitespace) && !abbreviates(&message[start..at]),
            _ => false,
        };
        if ends {
            sentences.push(start..at + char.len_utf8());
            start = at + char.len_utf8();
        }
    }
    sentences.push(start..message.len());
    sentences.retain(|sentence| message[sentence.clone()].contains(char::is_alphanumeric));
    sentences
}

/// Whether a full stop after this text ends no sentence: after *Dr*, *e.g*, or the number of an item.
fn abbreviates(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or(text);
    let is_item = text.trim() == word && word.bytes().all(|byte| byte.is_ascii_digit());
    let last = word.rsplit('.').next().unwrap_or(word);
    let is_letters = last.chars().all(char::is_alphabetic);
    is_item
        || (word.contains('.') && is_letters && last.chars().count() <= ABBREVIATION_LETTERS)
        || ABBREVIATED_TITLES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(message: &str, expected: &[&str]) {
        let found: Vec<&str> = asked_sentences(message)
            .iter()
            .map(|own| own.text)
            .collect();
        assert_eq!(found, expected, "{message}");
    }

    #[test]
    fn the_sentence_that_asks_is_found_in_a_story() {
        check(
            "We moved house on Monday. My cat hid in a box. when does the pool open? It is so warm.",
            &["when does the pool open?"],
        );
        check(
            "my brother lost his key\nwho can let him in\nthanks a lot",
            &["who can let him in"],
        );
        check("It rained. It was cold. We went home.", &[]);
        check("Is Dr. Weber in?", &["Is Dr. Weber in?"]);
        check("It closes at 5.30. Who has the key?", &["Who has the key?"]);
        check(
            "Ask Dr. Weber about it. Is the pool warm?",
            &["Is the pool warm?"],
        );
    }

    #[test]
    fn questions_that_begin_softly_ask() {
        for message in [
            "so is the pool warm",
            "i was wondering when the pool opens",
            "hi, can i bring my dog",
            "the pool?",
        ] {
            check(message, &[message]);
        }
    }

    #[test]
    fn orders_and_remarks_do_not_ask() {
        check("Don't forget your towel", &[]);
        check("the pool is warm when it is sunny", &[]);
        check("isn't it warm", &["isn't it warm"]);
    }

    #[test]
    fn two_questions_are_told_apart() {
        check(
            "When does the pool open? And what does a towel cost?",
            &["When does the pool open?", "And what does a towel cost?"],
        );
        check(
            "1. when does the pool open\n2. who has the key",
            &["1. when does the pool open", "2. who has the key"],
        );
        check(
            "when does the pool open, and who has the key?",
            &["when does the pool open,", "who has the key?"],
        );
        check(
            "how and when does the pool open",
            &["how and when does the pool open"],
        );
        check("are dogs and cats allowed", &["are dogs and cats allowed"]);
    }

    #[test]
    fn commas_part_a_list_of_what_asks_by_itself() {
        check(
            "who led the repairs, what did they cost and when did it open",
            &[
                "who led the repairs",
                "what did they cost",
                "when did it open",
            ],
        );
        check(
            "when it rains, is the pool open, and who has the key",
            &["when it rains, is the pool open,", "who has the key"],
        );
        for message in [
            "why bother to swim, what's the point?",
            "when it rains, is the pool open",
            "if i lose my card, what does a new one cost?",
            "is the pool open on monday, or is it closed",
            "where is the pool, which is new",
            "is it warm, sunny and dry",
            "hello, when does the pool open",
            "can i bring my dog, please",
        ] {
            check(message, &[message]);
        }
    }

    #[test]
    fn the_sentence_before_is_the_context() {
        let found = asked_sentences("Hello all. I lost my card. how do i get a new one?");
        assert_eq!(
            found[0].with_context,
            "I lost my card. how do i get a new one?"
        );
    }
}
