//! Terms that an article explains itself: a short form in brackets, *short for*, *also called*. Only what
//! cannot be taken for anything else: a wrong group makes two questions one.

use std::collections::HashSet;

/// What stands between a term and another word for it.
const MEANING: &[&str] = &[
    " is short for ",
    " stands for ",
    " is also known as ",
    " is also called ",
    ", also known as ",
    ", also called ",
];
/// The most words of a term.
const MAX_WORDS: usize = 5;
/// The most groups that are drafted.
const MAX_GROUPS: usize = 40;

/// The groups of words that these sentences say mean the same; none has a word of `taken`, in lower case.
pub(super) fn synonyms<'a>(
    sentences: impl Iterator<Item = &'a str>,
    taken: &mut HashSet<String>,
) -> Vec<[String; 2]> {
    let mut groups = Vec::new();
    for sentence in sentences {
        let found = short_forms(sentence).into_iter().chain(explained(sentence));
        for group in found {
            let small = [group[0].to_lowercase(), group[1].to_lowercase()];
            let is_free = small[0] != small[1] && !small.iter().any(|word| taken.contains(word));
            if is_free && groups.len() < MAX_GROUPS {
                taken.extend(small);
                groups.push(group);
            }
        }
    }
    groups
}

/// `frequently asked questions (FAQ)`: the letters in brackets are the first ones of the words before.
fn short_forms(sentence: &str) -> Vec<[String; 2]> {
    let mut found = Vec::new();
    for (before, rest) in sentence
        .match_indices('(')
        .map(|(at, _)| sentence.split_at(at))
    {
        let inner = rest[1..].split(')').next().unwrap_or_default();
        let letters: Vec<char> = inner.trim_end_matches('s').chars().collect();
        let is_short =
            (2..=MAX_WORDS).contains(&letters.len()) && letters.iter().all(|c| c.is_uppercase());
        let words: Vec<&str> = before.split_whitespace().collect();
        let Some(first) = words.len().checked_sub(letters.len()).filter(|_| is_short) else {
            continue;
        };
        let words = &words[first..];
        let initials = words.iter().filter_map(|word| word.chars().next());
        let is_same = initials
            .flat_map(char::to_uppercase)
            .eq(letters.iter().copied());
        let is_plain = words.iter().all(|word| {
            word.chars()
                .all(|c| c.is_alphanumeric() || "-'’".contains(c))
        });
        if is_same && is_plain {
            found.push([inner.to_owned(), words.join(" ")]);
        }
    }
    found
}

/// `GM is short for game master`.
fn explained(sentence: &str) -> Option<[String; 2]> {
    let (sign, at) = MEANING
        .iter()
        .find_map(|sign| Some((*sign, sentence.find(sign)?)))?;
    let before = sentence[..at].split([',', ';', '(', ')']).next_back()?;
    let after = &sentence[at + sign.len()..];
    let after = after.split([',', '.', ';', '(', ')', ':']).next()?;
    let term = |words: &str| {
        let words = words.trim().trim_matches(['"', '“', '”', '\'', '*']);
        let articles = ["the ", "a ", "an ", "The ", "A ", "An "];
        let words = articles
            .iter()
            .find_map(|article| words.strip_prefix(article))
            .unwrap_or(words);
        let count = words.split_whitespace().count();
        let is_plain = words
            .chars()
            .all(|c| c.is_alphanumeric() || " -'’".contains(c));
        ((1..=MAX_WORDS).contains(&count) && is_plain).then(|| words.to_owned())
    };
    Some([term(before)?, term(after)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sentence: &str, expected: &[[&str; 2]]) {
        let found = synonyms([sentence].into_iter(), &mut HashSet::new());
        assert_eq!(found, expected, "{sentence}");
    }

    #[test]
    fn terms_that_a_sentence_explains_mean_the_same() {
        check(
            "Ask the harbour rescue team (HRT) first.",
            &[["HRT", "harbour rescue team"]],
        );
        check(
            "VHF is short for very high frequency.",
            &[["VHF", "very high frequency"]],
        );
        check(
            "The gull, also known as the sea crow, nests here.",
            &[["gull", "sea crow"]],
        );
    }

    #[test]
    fn what_may_mean_something_else_is_left_alone() {
        check("Bring a rope (or a line).", &[]);
        check("Ask the harbour rescue team (HQ) first.", &[]);
        check("Gulls (Larus) and terns nest here, or on the pier.", &[]);
        check(
            "What the red flag at the end of the old pier stands for is danger.",
            &[],
        );
    }
}
