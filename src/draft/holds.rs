//! What a sentence holds that readers ask for: times, places, reasons; [`crate::draft::counting`] has numbers and
//! money.

use crate::draft::english::{
    DETERMINERS, EFFECTS, NUMBER_WORDS, PREPOSITIONS, STRETCHES_OF_TIME, TIMES, has,
};
use crate::matcher::analysis::lexicon::{self, NameKind};

/// Where a sentence says when, or for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TimePhrase {
    /// The first of its words.
    pub start: usize,
    /// Whether it is a stretch of time, such as *two days*.
    pub is_stretch: bool,
}

/// The first time in words, from here on.
pub(super) fn first_time(words: &[String], from: usize) -> Option<TimePhrase> {
    let at = (from..words.len()).find(|&at| {
        let small = words[at].trim_end_matches(',').to_lowercase();
        let may = small == "may" && !words[at].starts_with("May");
        let is_stretch = has(STRETCHES_OF_TIME, &small) && at > 0 && is_amount(&words[at - 1]);
        (has(TIMES, small.strip_suffix('s').unwrap_or(&small)) && !may)
            || is_year(&small)
            || is_clock(&small)
            || is_stretch
    })?;
    let is_length = has(STRETCHES_OF_TIME, &words[at].to_lowercase());
    let mut start = at;
    while start > from {
        let before = words[start - 1].to_lowercase();
        if before.ends_with(',') {
            break;
        }
        let belongs = has(PREPOSITIONS, &before)
            || has(DETERMINERS, &before)
            || is_amount(&before)
            || matches!(
                &*before,
                "first" | "last" | "next" | "early" | "late" | "end" | "nearly" | "about"
            );
        if !belongs {
            break;
        }
        start -= 1;
    }
    let after = words
        .get(at + 1)
        .map(|word| word.to_lowercase())
        .unwrap_or_default();
    let is_moment = matches!(
        &*after,
        "ago" | "later" | "after" | "before" | "earlier" | "prior"
    );
    let opening = words[start].to_lowercase();
    let is_stretch = is_length && !is_moment && !matches!(&*opening, "within" | "every" | "after");
    // *in two months*: since, or until?
    let is_open = is_length && opening == "in" && !is_moment;
    (!is_open).then_some(TimePhrase { start, is_stretch })
}

/// Where a sentence first says where: the preposition before a place.
pub(super) fn first_place(words: &[String]) -> Option<usize> {
    (1..words.len().saturating_sub(1)).find(|&at| {
        let name = words[at + 1].as_str();
        let is_place = name.starts_with(char::is_uppercase)
            && lexicon::name_kind(&name.to_lowercase()) == Some(NameKind::Place);
        matches!(&*words[at], "in" | "at" | "on" | "near") && is_place
    })
}

/// Where a sentence begins to say why.
pub(super) fn reason(words: &[String]) -> Option<usize> {
    (1..words.len()).find(|&at| {
        let next = words.get(at + 1).map_or("", String::as_str);
        matches!(
            (&*words[at], next),
            ("because", _) | ("so", "that") | ("due", "to")
        ) || (words[at] == "in"
            && next == "order"
            && words.get(at + 2).is_some_and(|word| word == "to"))
            || (words[at] == "to" && has(EFFECTS, next))
    })
}

/// Whether a word is a number.
pub(super) fn is_amount(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) || has(NUMBER_WORDS, &word.to_lowercase())
}

/// Whether a number is written like a year.
pub(super) fn is_year(word: &str) -> bool {
    word.len() == 4
        && word.chars().all(|c| c.is_ascii_digit())
        && (word.starts_with('1') || word.starts_with("20"))
}

fn is_clock(word: &str) -> bool {
    word.split_once(':').is_some_and(|(hours, minutes)| {
        !hours.is_empty() && minutes.len() >= 2 && hours.chars().all(|c| c.is_ascii_digit())
    }) || word
        .strip_suffix("am")
        .or(word.strip_suffix("pm"))
        .is_some_and(|hours| !hours.is_empty() && hours.chars().all(|c| c.is_ascii_digit()))
}
