//! Finds what a sentence opens with and does not set off by a comma: when or where it holds.

use crate::draft::clause::clause;
use crate::draft::english::{CONJUNCTIONS, DETERMINERS, PREPOSITIONS, has};
use crate::draft::verbs::plain_form;

/// The most words before what a sentence is about, if it opens with when or where.
const MAX_SETTING: usize = 7;
/// Pronouns that are what a sentence is about.
const SUBJECTS: &str = "i you he she it we they there";

/// Where what a sentence opens with ends, if no comma shows it: *In winter it rests*, *After dusk the harbour
/// closes*.
pub(super) fn setting_end(words: &[String]) -> Option<usize> {
    let small = |at: usize| words[at].to_lowercase();
    if !words.first().is_some_and(|_| has(PREPOSITIONS, &small(0))) {
        return None;
    }
    (2..words.len().min(MAX_SETTING)).find(|&at| {
        let before = small(at - 1);
        let leads_on = [PREPOSITIONS, DETERMINERS, CONJUNCTIONS]
            .iter()
            .any(|list| has(list, &before));
        // *By using the form*, *Before it closes the gate*: it belongs to the verb before it.
        let is_verb = before.ends_with("ing") || plain_form(&before).is_some();
        if leads_on || is_verb {
            return false;
        }
        let has_clause = || clause(&words[at..]).is_some_and(|own| own.subject.len() < 5);
        has(SUBJECTS, &small(at)) || (has(DETERMINERS, &small(at)) && has_clause())
    })
}
