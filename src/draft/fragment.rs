//! Asks for a sentence as a whole, and names what is asked for where the rules find no question: both read well
//! whatever the sentence is.

use crate::draft::asker::Asking;
use crate::draft::clause::unlabelled;
use crate::draft::english::{
    ADVERBS, AUXILIARIES, CLAUSE_OPENERS, DETERMINERS, EMPTY_WORDS, INDEFINITE, has,
};
use crate::draft::verbs::lower_first;
use crate::matcher::analysis::lexicon;

/// How it is asked whether a sentence is so.
const IS_TRUE: &str = "is it true that";
/// The most words of a sentence that are asked for as a whole.
const MAX_WHOLE: usize = 12;
/// The most words of a statement in a topic.
const MAX_TOPIC: usize = 12;

/// Whether a text is a sentence about something that it names first, of which the rules do not know the verb.
pub(super) fn is_plain_sentence(sentence: &str) -> bool {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let first = words
        .first()
        .map(|word| word.to_lowercase())
        .unwrap_or_default();
    // *This means …* stands for what is said before.
    let points = has("this that these those both", &first);
    let opens = (has(DETERMINERS, &first) || has(INDEFINITE, &first)) && !points;
    let main = words.iter().take_while(|word| !has(CLAUSE_OPENERS, word));
    let main: Vec<&str> = main.map(|word| word.trim_end_matches('.')).collect();
    let says = (1..main.len()).any(|at| {
        // *often whistles*: without the adverb, it may be a noun.
        let is_led = has(ADVERBS, main[at - 1]) || main[at - 1].ends_with("ly");
        let verb = main[at].strip_suffix('s').filter(|_| is_led);
        has(AUXILIARIES, main[at]) || verb.is_some_and(lexicon::is_word)
    });
    let is_one = !sentence.contains([';', ':', '(', '"', '“', '–', '—']);
    sentence.trim_end().ends_with('.') && opens && says && is_one && words.len() <= MAX_WHOLE
}

impl Asking {
    /// Whether a whole sentence is so.
    pub fn whole(&mut self, words: &[String]) {
        let mut words = lower_first(words);
        if let Some(last) = words.last_mut() {
            last.truncate(last.trim_end_matches(['.', '!']).len());
        }
        self.say(IS_TRUE, &words);
    }
}

/// A statement as a topic, in its own words, after what it stands under: *Loans: a loan lasts three weeks*.
pub(super) fn topic(context: &str, statement: &str) -> String {
    let context = context.trim_end_matches(|c: char| !c.is_alphanumeric() && !")]”\"".contains(c));
    let all: Vec<String> = unlabelled(statement)
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let joins = |word: &&String| has("and but so or yet", &word.to_lowercase());
    let opening = all.iter().take_while(joins).count();
    let all = &all[opening..];
    let is_whole = all.len() <= MAX_TOPIC;
    let mut words = all[..all.len().min(MAX_TOPIC)].to_vec();
    while !is_whole
        && words
            .last()
            .is_some_and(|word| has(EMPTY_WORDS, &word.to_lowercase()))
    {
        words.pop();
    }
    let context = context.split_once(": ").map_or(context, |(_, after)| after);
    let named = !context.is_empty();
    if named {
        words = lower_first(&words);
    }
    let said = words.join(" ");
    let said = said.trim_end_matches(['.', ',', ';', ':', '!']);
    let more = if is_whole { "" } else { " …" };
    if named {
        format!("{context}: {said}{more}")
    } else {
        format!("{said}{more}")
    }
}

/// Whether a phrasing can be shown as what an entry is about: a question, or a topic, and not keywords.
pub(super) fn is_shown(phrasing: &str) -> bool {
    phrasing.ends_with('?') || phrasing.starts_with(char::is_uppercase) || phrasing.contains(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(context: &str, statement: &str, expected: &str) {
        assert_eq!(topic(context, statement), expected);
    }

    #[test]
    fn a_topic_keeps_the_words_of_its_statement() {
        check(
            "Loans",
            "Newspapers stay here.",
            "Loans: newspapers stay here",
        );
        check(
            "Not insured:",
            "private boats",
            "Not insured: private boats",
        );
        check("", "It rests on Sundays.", "It rests on Sundays");
        let long = "The keeper of the lamp at the end of the old pier near the hut is away.";
        check(
            "The lamp",
            long,
            "The lamp: the keeper of the lamp at the end of the old pier …",
        );
    }
}
