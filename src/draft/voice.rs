//! Turns what is said to the reader into what the reader says.

use crate::draft::english::{AUXILIARIES, CLAUSE_OPENERS, PREPOSITIONS, has};

/// *You can take your bicycle* → *I can take my bicycle*.
pub(super) fn as_reader(words: &str) -> String {
    let all: Vec<&str> = words.split(' ').collect();
    let before = |at: usize| at.checked_sub(1).map(|at| all[at].to_lowercase());
    let swapped = all.iter().enumerate().map(|(at, word)| {
        let (stem, comma) = match word.strip_suffix(',') {
            Some(stem) => (stem, ","),
            None => (*word, ""),
        };
        let next = all.get(at + 1).map(|next| next.to_lowercase());
        let said = match &*stem.to_lowercase() {
            "you" if next.as_deref() == Some("all") => "we",
            "you" if is_subject(before(at).as_deref(), next.as_deref()) => "I",
            "you" => "me",
            "your" => "my",
            "yours" => "mine",
            "yourself" => "myself",
            "we" | "us" => "you",
            "our" => "your",
            "ours" => "yours",
            _ => stem,
        };
        format!("{said}{comma}")
    });
    let swapped = swapped.collect::<Vec<_>>().join(" ");
    let said = swapped
        .replace(" I are ", " I am ")
        .replace("are I ", "am I ");
    said.replace("Are I ", "Am I ").replace("were I ", "was I ")
}

/// Whether *you* between these words is who does something.
fn is_subject(before: Option<&str>, next: Option<&str>) -> bool {
    let follows = before.is_none_or(|before| {
        has(AUXILIARIES, before) || has(CLAUSE_OPENERS, before) || has("and or but", before)
    });
    let leads_on = next.is_some_and(|next| !has(PREPOSITIONS, next) && !has("and or but", next));
    // *the tools you use*: neither a verb nor a preposition is before it.
    let is_relative =
        before.is_some_and(|before| before.ends_with('s') && !has(AUXILIARIES, before));
    leads_on && (follows || is_relative)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(said: &str, expected: &str) {
        assert_eq!(as_reader(said), expected);
    }

    #[test]
    fn the_reader_speaks_of_themselves() {
        check("can you take your bicycle", "can I take my bicycle");
        check("are you allowed to row", "am I allowed to row");
        check("does the club lend you oars", "does the club lend me oars");
        check(
            "do we recommend a rest before you row",
            "do you recommend a rest before I row",
        );
        check("do the lamps you own shine", "do the lamps I own shine");
        check("is it free for you and us", "is it free for me and you");
    }
}
