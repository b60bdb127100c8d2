//! Whether words are what a sentence can be about: one description, and no part of something else.

use crate::draft::english::{
    ADVERBS, AUXILIARIES, CONJUNCTIONS, DETERMINERS, NOUNS_TOO, PLURALS, POSSESSIVES, PREPOSITIONS,
    VERBS, has,
};

/// The most words of what a question is about.
const MAX_SUBJECT: usize = 8;
/// What begins no description.
const OPENERS: &str =
    "what which who whoever whatever whichever how why where when please there's let not";
/// What points at what stands elsewhere on the page.
const POINTERS: &str = "following above below latter former";

/// Whether these words are a description, such as *the first boat of the day*.
pub fn is_subject(words: &[String]) -> bool {
    let small: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let Some(first) = small.first() else {
        return false;
    };
    let opens_badly = [PREPOSITIONS, CONJUNCTIONS, OPENERS, AUXILIARIES]
        .iter()
        .any(|list| has(list, first));
    // *Stir the dough*: a determiner begins a description of its own, unless something leads on to it.
    let is_broken = (1..small.len()).any(|at| {
        let before = &small[at - 1];
        let leads_on = has(PREPOSITIONS, before)
            || has("and or nor", before)
            || has(DETERMINERS, before)
            || before.ends_with(',')
            // *Deleting an album*.
            || (at == 1 && before.ends_with("ing"));
        (has(DETERMINERS, &small[at]) || has(POSSESSIVES, &small[at])) && !leads_on
    });
    let has_clause = small
        .iter()
        .any(|word| has("who which that whoever whose what how why where when", word));
    // *This includes washing*: the verb is in it.
    let has_verb = small.iter().skip(1).any(|word| {
        let plain = word.strip_suffix('s').unwrap_or_default();
        has(VERBS, plain) && !has(NOUNS_TOO, plain)
    });
    // *One slip, and the boat*, *Ann, for her part*: no list.
    let commas: Vec<usize> = (0..small.len())
        .filter(|at| small[*at].ends_with(','))
        .collect();
    let is_joined = small.iter().any(|word| has("and or nor and/or", word));
    let is_no_list = match commas[..] {
        [] => false,
        [only] if is_joined => small.get(only + 1).is_some_and(|next| next == "and"),
        _ => !is_joined,
    };
    let points = small.iter().any(|word| has(POINTERS, word));
    let has_more = has_clause && small.len() > 1;
    let is_other = opens_badly || is_broken || has_more || points || has_verb || is_no_list;
    words.len() <= MAX_SUBJECT && !is_other
}

/// Whether what a sentence is about is several.
pub fn is_plural(words: &[String]) -> bool {
    let small: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let is_joined = small.iter().any(|word| word == "and");
    let head = small
        .iter()
        .take_while(|word| !has(PREPOSITIONS, word))
        .filter(|word| !has(ADVERBS, word) && !word.ends_with("ly"))
        .last();
    is_joined
        || head.is_some_and(|head| {
            let ends = head.ends_with('s') && !head.ends_with("ss") && !head.ends_with("us");
            ends || has(PLURALS, head) || has("you we they i these those both many few", head)
        })
}
