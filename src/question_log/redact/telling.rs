//! Finds what a clause tells about something that it names: *my pin is …*, *pin: …*, *… is my pin*. Which
//! names count is up to the rules.

use std::ops::Range;

use crate::question_log::redact::reading::Reading;
use crate::question_log::redact::vocabulary::{
    COPULAS, COURTESIES, FUNCTION_WORDS, OPENERS, OWNERS, QUESTIONS, has,
};

/// Words between a name and the verb: *the pin for my card is*.
const QUALIFIERS: usize = 7;
/// Signs between a name and what it is.
const SIGNS: &[char] = &[':', '=', '>', '"', '“', '”', '→', '⇒', '(', '[', '«', '»'];
/// Words of a clause that only points: *that's my pin*.
const POINTING: usize = 6;
/// Words of a clause that only names: *my pin*.
const BARE: usize = 2;
/// Words for using something as a secret, and for making it one.
const USES: &[&str] = &[
    "answer", "have", "put", "set", "take", "use", "used", "using",
];
const SETS: &[&str] = &[
    "change", "changed", "made", "make", "reset", "set", "switched", "updated",
];
/// What begins such a clause.
#[rustfmt::skip]
const POINTERS: &[&str] = &[
    "as", "here", "here's", "heres", "it's", "its", "that", "that's", "thats", "this", "those", "which",
];

/// What stands after a name, in its clause, as what it is; none where nothing does.
pub(super) fn told_after(reading: &Reading, name: Range<usize>) -> Option<Range<usize>> {
    let clause = reading.clause(name.start);
    let after = name.end;
    // A quotation mark that touches the name ends a quotation.
    let gap = reading.gap(after).trim_start_matches(['"', '”', '»']);
    if gap.contains(SIGNS) && after < reading.len() {
        return Some(until_courtesy(reading, after..reading.clause(after).end));
    }
    let sets = || {
        clause
            .clone()
            .take_while(|at| *at < name.start)
            .any(|at| has(SETS, reading.word(at)))
    };
    let is_set =
        has(&["as", "from", "into", "to"], reading.word(after)) && after + 1 < clause.end && sets();
    if is_set && !has(FUNCTION_WORDS, reading.word(after + 1)) {
        return Some(until_courtesy(reading, after + 1..clause.end));
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
    let near = clause.start.max(name.saturating_sub(4))..name;
    let owner = near.rev().find(|at| has(OWNERS, reading.word(*at)));
    let owner = owner.unwrap_or(name);
    let before = owner
        .checked_sub(1)
        .filter(|before| *before >= clause.start)?;
    let uses = || clause.clone().any(|at| has(USES, reading.word(at)));
    let link = reading.word(before);
    let asks = reading.asks(&clause);
    if !asks && (is_copula(reading, before) || link == "as" || link == "for" && uses()) {
        return Some(clause.start..before);
    }
    let first = clause
        .clone()
        .find(|at| !has(OPENERS, reading.word(*at)) || has(QUESTIONS, reading.word(*at)))?;
    if asks && link == "as" {
        return Some(first + 1..before).filter(|told| told.len() < POINTING);
    }
    // *was … my pin?*
    let told = first + 1..owner;
    let is_verb = has(&["is", "was", "isn't"], reading.word(first));
    let is_plain = told.is_empty() || has(FUNCTION_WORDS, reading.word(told.start));
    let is_named = reading.word(owner) != "the" || told.len() < BARE + 1;
    (is_verb && owner < name && !is_plain && is_named).then_some(told)
}

/// The clause before one that only points to it: *…, that's my pin*; or after it: *here is my pin. …*
pub(super) fn pointed_to(reading: &Reading, name: usize) -> Option<Range<usize>> {
    let clause = reading.clause(name);
    if clause.len() <= BARE && clause.end == name + 1 && !reading.gap(name + 1).contains(',') {
        // *Password? …*
        let after = Some(reading.clause(clause.end));
        return after
            .filter(|after| !after.is_empty() && after.len() < POINTING && !reading.asks(after));
    }
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
