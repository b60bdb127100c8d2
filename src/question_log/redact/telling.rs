//! Finds what a clause tells about something that it names: *my pin is …*, *pin: …*, *… is my pin*. Which
//! names count is up to the rules.

use std::ops::Range;

use crate::question_log::redact::reading::Reading;
use crate::question_log::redact::vocabulary::{COPULAS, COURTESIES, FUNCTION_WORDS, OWNERS, has};

/// Words between a name and the verb: *the pin for my card is*.
const QUALIFIERS: usize = 7;
/// Signs between a name and what it is.
const SIGNS: &[char] = &[':', '=', '>', '"', '“', '”', '→', '⇒', '(', '[', '«', '»'];
/// Words of a clause that only points: *that's my pin*.
const POINTING: usize = 6;
/// What begins such a clause.
const POINTERS: &[&str] = &[
    "as", "here", "here's", "heres", "it's", "its", "that", "that's", "thats", "this", "those",
    "which",
];

/// What stands after a name, in its clause, as what it is; none where nothing does.
pub(super) fn told_after(reading: &Reading, name: Range<usize>) -> Option<Range<usize>> {
    let clause = reading.clause(name.start);
    let after = name.end;
    if reading.gap(after).contains(SIGNS) && after < reading.len() {
        return Some(until_courtesy(reading, after..reading.clause(after).end));
    }
    let near = after..clause.end.min(after + QUALIFIERS);
    let verb = near
        .into_iter()
        .find(|at| is_copula(reading, *at) || *at > after && reading.gap(*at).contains(SIGNS))?;
    let start = if is_copula(reading, verb) {
        verb + 1
    } else {
        verb
    };
    let told = until_courtesy(reading, start..clause.end.max(start));
    if told.is_empty()
        && start < reading.len()
        && !reading.asks(&reading.clause(start))
        && verb + 1 == clause.end
    {
        // *my pin is, well, …*
        return Some(reading.clause(start))
            .filter(|next| next.start == start && next.len() < POINTING);
    }
    Some(told).filter(|told| !told.is_empty())
}

/// What stands before a name as what it is: *… is my pin*, *use … as my pin*, *is … the pin?*
pub(super) fn told_before(reading: &Reading, name: usize) -> Option<Range<usize>> {
    let clause = reading.clause(name);
    let is_owner =
        |at: &usize| has(OWNERS, reading.word(*at)) || has(&["a", "an"], reading.word(*at));
    let owner = (clause.start.max(name.saturating_sub(4))..name)
        .rev()
        .find(is_owner)
        .unwrap_or(name);
    let before = owner
        .checked_sub(1)
        .filter(|before| *before >= clause.start)?;
    let links = is_copula(reading, before) || has(&["as", "for"], reading.word(before));
    if links && !reading.asks(&clause) {
        return Some(clause.start..before);
    }
    // *was … my pin*
    let verbs = clause.start..before;
    let verb = verbs
        .rev()
        .find(|at| has(&["is", "was", "isn't"], reading.word(*at)));
    let told = verb? + 1..owner;
    let is_pointer = told.len() == 1 && has(FUNCTION_WORDS, reading.word(told.start));
    (owner < name
        && !is_pointer
        && !has(&["there", "it", "this", "that"], reading.word(told.start)))
    .then_some(told)
}

/// The clause before one that only points to it: *…, that's my pin*; or after it: *here is my pin. …*
pub(super) fn pointed_to(reading: &Reading, name: usize) -> Option<Range<usize>> {
    let clause = reading.clause(name);
    let points = clause.len() <= POINTING
        && has(POINTERS, reading.word(clause.start))
        && clause.end == name + 1;
    if !points {
        return pointed_by(reading, name, &clause);
    }
    let before = clause
        .start
        .checked_sub(1)
        .map(|before| reading.clause(before));
    let before = before.filter(|before| !reading.asks(before) || before.len() < POINTING);
    let after = reading.clause(clause.end);
    if reading.word(clause.start).starts_with("here") || before.is_none() {
        return Some(after).filter(|after| !after.is_empty() && !reading.asks(after));
    }
    before
}

/// *it's …, the pin*
fn pointed_by(reading: &Reading, name: usize, clause: &Range<usize>) -> Option<Range<usize>> {
    let is_owner = |at: usize| has(OWNERS, reading.word(at));
    let start = (name.saturating_sub(2)..name)
        .find(|at| is_owner(*at))
        .filter(|at| reading.gap(*at).contains([',', '-', '.']))?;
    let before = reading.clause(start.checked_sub(1)?).start..start;
    (clause.end == name + 1 && !reading.asks(&before)).then_some(before)
}

fn is_copula(reading: &Reading, at: usize) -> bool {
    has(COPULAS, reading.word(at))
}

/// Leaves out the courtesies at the end.
fn until_courtesy(reading: &Reading, mut words: Range<usize>) -> Range<usize> {
    while words.len() > 1 && has(COURTESIES, reading.word(words.end - 1)) {
        words.end -= 1;
    }
    words
}
