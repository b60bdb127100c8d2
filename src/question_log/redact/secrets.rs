//! Secrets, with the rest of the clause that tells them: passwords, PINs, codes, keys, in any order of words.

use std::ops::Range;

use crate::question_log::redact::found::Findings;
use crate::question_log::redact::openings::find_entered;
use crate::question_log::redact::reading::Reading;
use crate::question_log::redact::secret_words::{
    COMPANIONS, LEET, MEASURES, NUMBERED, PAIRS, PHRASE, STATES, STRONG, USING, WEAK,
};
use crate::question_log::redact::telling::{pointed_to, told_after, told_before};
use crate::question_log::redact::vocabulary::{
    FUNCTION_WORDS, OWNERS, QUESTIONS, has, is_number_word,
};

/// How sure a word is to name a secret.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strength {
    Strong,
    Weak,
}

/// Finds secrets.
pub(super) fn find(reading: &Reading, found: &mut Findings) {
    for at in 0..reading.len() {
        if let Some((name, strength)) = named(reading, at) {
            find_told(reading, name, strength, found);
        } else if has(NUMBERED, reading.word(at)) {
            find_number(reading, at, found);
        }
    }
    find_obscured(reading, found);
}

/// The words that name a secret here.
fn named(reading: &Reading, at: usize) -> Option<(Range<usize>, Strength)> {
    let (word, next) = (
        reading.word(at).trim_end_matches("'s"),
        reading.word(at + 1),
    );
    if PAIRS.contains(&(word, next)) {
        return Some((at..at + 2, Strength::Strong));
    }
    let strength = if has(STRONG, word) || has(STRONG, &plain(word)) {
        Strength::Strong
    } else {
        has(WEAK, word).then_some(Strength::Weak)?
    };
    // *wifi key*
    let is_secret = |word: &str| has(WEAK, word) || has(STRONG, word);
    if is_secret(next) {
        return None;
    }
    let is_compound = at > 0 && is_secret(reading.word(at - 1));
    let strength = if is_compound {
        Strength::Strong
    } else {
        strength
    };
    Some((at..at + 1, strength))
}

fn find_told(reading: &Reading, name: Range<usize>, strength: Strength, found: &mut Findings) {
    let at = name.start;
    let clause = reading.clause(at);
    if let Some(told) =
        told_after(reading, name.clone()).filter(|told| tells(reading, told, strength, &name))
    {
        found.words(reading, at..told.end);
    } else if let Some(told) = follows(reading, name.clone(), strength) {
        found.words(reading, told);
    }
    if let Some(told) = told_before(reading, at).filter(|told| !only_points(reading, told)) {
        found.words(reading, told.start..name.end);
    }
    if let Some(told) = pointed_to(reading, name.end - 1) {
        found.words(reading, told);
    }
    let is_part = |near: &usize| {
        let digits = reading
            .word(*near)
            .bytes()
            .filter(u8::is_ascii_digit)
            .count();
        let is_told = strength == Strength::Strong && !reading.asks(&clause) && digits > 1;
        is_told && !has(MEASURES, reading.word(near + 1)) || looks_secret(reading, *near)
    };
    for near in clause.clone().filter(is_part) {
        found.words(reading, near..near + 1);
    }
    if !reading.asks(&clause) {
        find_quoted(reading, at, found);
    }
    find_entered(reading, &clause, found);
    // *log in with …*, *unlock using …*
    let using = name.end..clause.end.min(name.end + 4);
    let using = using
        .into_iter()
        .find(|near| has(USING, reading.word(*near)));
    let opens = has(
        &["log", "login", "sign", "signin", "unlock", "logon"],
        reading.word(at),
    );
    if let Some(using) = using.filter(|_| opens && !reading.asks(&clause)) {
        found.words(reading, using + 1..clause.end);
    }
}

/// Whether what follows the verb is a secret rather than the state of one.
fn tells(reading: &Reading, told: &Range<usize>, strength: Strength, name: &Range<usize>) -> bool {
    let first = reading.word(told.start);
    let is_owned = (name.start.saturating_sub(3)..name.start)
        .any(|at| has(OWNERS, reading.word(at)) && reading.word(at) != "the");
    let is_assigned = reading
        .gap(told.start)
        .contains([':', '=', '>', '"', '“', '→']);
    let words = told.clone().map(|at| reading.word(at));
    let content = words
        .clone()
        .filter(|word| !has(FUNCTION_WORDS, word) && !has(STATES, word))
        .count();
    // *“No secret”: of what?*
    let asks = has(FUNCTION_WORDS, first) && has(QUESTIONS, reading.word(told.end - 1));
    if content == 0 && asks {
        return false;
    }
    if is_assigned || told.clone().any(|at| looks_secret(reading, at)) {
        return true;
    }
    if has(STATES, first) || has(QUESTIONS, first) {
        return content >= PHRASE
            && strength == Strength::Strong
            && !reading.asks(&reading.clause(told.start));
    }
    let is_plain = has(FUNCTION_WORDS, first);
    match strength {
        Strength::Strong => !is_plain || is_owned || content >= PHRASE,
        Strength::Weak => !is_plain && (is_owned || !reading.asks(&reading.clause(name.start))),
    }
}

/// What follows the name of a secret at once: *pin 4821*, *password correct horse battery*.
fn follows(reading: &Reading, name: Range<usize>, strength: Strength) -> Option<Range<usize>> {
    let clause = reading.clause(name.start);
    let rest = name.end..clause.end;
    let first = reading.word(name.end);
    if rest.is_empty() {
        return None;
    }
    if looks_secret(reading, name.end) {
        return Some(rest);
    }
    let is_content =
        |at: &usize| !has(FUNCTION_WORDS, reading.word(*at)) && !has(COMPANIONS, reading.word(*at));
    let content = rest.clone().take_while(is_content).count();
    let is_said = strength == Strength::Strong
        && !reading.asks(&clause)
        && content > 0
        && !has(STATES, first);
    if is_said || content > PHRASE {
        return Some(rest);
    }
    // *does the password … still work*
    let next = reading.word(name.end + 1);
    let is_asked = strength == Strength::Strong && content > 0 && !has(STATES, first);
    let goes_on = has(
        &[
            "any", "no", "not", "right", "still", "valid", "work", "working", "wrong",
        ],
        next,
    );
    (is_asked && goes_on).then(|| name.end..name.end + 1)
}

/// The digits of a number that is somebody's.
fn find_number(reading: &Reading, at: usize, found: &mut Findings) {
    let clause = reading.clause(at);
    for near in at + 1..clause.end.min(at + 6) {
        let word = reading.word(near);
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        if digits > 2
            || digits == 2 && reading.gap(near + 1) == "/"
            || digits == 2 && reading.gap(near) == "/"
        {
            found.words(reading, near..near + 1);
        }
    }
}

/// Whether a word looks like a code: three digits, or three numbers that are spelled out in a row.
fn looks_secret(reading: &Reading, at: usize) -> bool {
    let word = reading.word(at);
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let is_code = |at: usize| {
        is_number_word(reading.word(at))
            || reading.word(at).len() == 1 && reading.word(at).bytes().all(|b| b.is_ascii_digit())
    };
    let in_row = |start: usize| (start..start + 3).all(is_code);
    digits > 2
        || digits > 0 && digits < word.len() && word.len() > 3
        || (at.saturating_sub(2)..=at).any(in_row)
}

/// Whether words only point: *this is my pin*.
fn only_points(reading: &Reading, told: &Range<usize>) -> bool {
    told.clone().all(|at| has(FUNCTION_WORDS, reading.word(at)))
}

/// What stands in quotation marks in a sentence about secrets.
fn find_quoted(reading: &Reading, name: usize, found: &mut Findings) {
    let sentence = reading.sentence(name);
    let marks = ['"', '“', '”', '«', '»', '„', '`'];
    let mut opened = None;
    for at in sentence.start..=sentence.end.min(reading.len()) {
        if !reading.gap(at).contains(marks) {
            continue;
        }
        match opened.take() {
            // A quotation about secrets is none.
            Some(start) if (start..at).contains(&name) => {}
            Some(start) => found.words(reading, start..at),
            None => opened = Some(at),
        }
    }
}

/// Secrets whose name is written with signs for letters: *p@ssw0rd: …*
fn find_obscured(reading: &Reading, found: &mut Findings) {
    let lower = reading.lower();
    let mut start = 0;
    for piece in lower.split_inclusive(char::is_whitespace) {
        let end = start + piece.len();
        let bare = plain(piece);
        if bare != piece.trim_end()
            && STRONG
                .iter()
                .any(|word| word.len() > 3 && bare.contains(word))
        {
            let line = lower[start..]
                .find(['\n', '?'])
                .map_or(lower.len(), |length| start + length);
            found.bytes(start..line);
        }
        start = end;
    }
}

/// A word with letters for the signs that stand for them, and no other signs.
fn plain(word: &str) -> String {
    let letter = |c: char| {
        LEET.iter()
            .find(|(sign, _)| *sign == c)
            .map_or(c, |(_, letter)| *letter)
    };
    word.chars()
        .map(letter)
        .filter(|c| c.is_alphabetic())
        .collect()
}
