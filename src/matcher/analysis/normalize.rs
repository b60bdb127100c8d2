//! Text → words, through the ordered lists of foldings in
//! [`crate::matcher::analysis::foldings`].

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashMap;

use crate::matcher::analysis::capitals::Capitals;
use crate::matcher::analysis::english::{ASKING, FILLER, PLEASANTRIES};
use crate::matcher::analysis::foldings::{Folding, TEXT_FOLDINGS, WORD_FOLDINGS};

/// A normalised word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The folded form: lower case, letters and digits only. Shared, because an analysed text keeps
    /// the words it was made from.
    pub text: Arc<str>,
    /// Its part in the sentence.
    pub role: Role,
    /// Whether its capitals say that it is a name: it has one within a sentence of a text that does
    /// not capitalise most of its words.
    pub is_capitalized: bool,
    /// Whether it is the first word of a sentence, where a capital says nothing.
    pub begins_sentence: bool,
}

/// The part of a word in a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Says what the question is about.
    Content,
    /// Asks: who, when, why …
    Asking,
    /// A function word: holds the sentence together.
    Filler,
    /// Politeness and small talk: hello, thanks, how are you.
    Pleasantry,
}

/// Returns the words of a text, in order.
#[must_use]
pub fn normalize(text: &str) -> Vec<Word> {
    let mut folded = Cow::Borrowed(text);
    for (_, folding) in TEXT_FOLDINGS {
        if let Some(new) = folding(&folded) {
            folded = Cow::Owned(new);
        }
    }
    let mut words = Vec::with_capacity(folded.len() / 4);
    let mut capitals = Capitals::default();
    let mut end = 0;
    for word in split(&folded) {
        let start = end + folded[end..].find(char::is_alphanumeric).unwrap_or(0);
        let written = capitals.read(&folded[end..start], word);
        end = start + word.len();
        let first = words.len();
        fold_word(word, WORD_FOLDINGS, &mut words);
        if let Some(word) = words.get_mut(first) {
            word.begins_sentence = written.begins_sentence;
            word.is_capitalized = word.role == Role::Content && written.makes_a_name(&word.text);
        }
    }
    if capitals.say_nothing() {
        for word in &mut words {
            word.is_capitalized = false;
        }
    }
    mark_pleasantries(&mut words);
    words
}

/// Gives pleasantries their role, the longest at each place.
fn mark_pleasantries(words: &mut [Word]) {
    for at in 0..words.len() {
        let said = |pleasantry: &&Vec<&str>| {
            let run = words[at..].iter().map(|word| &*word.text);
            words.len() - at >= pleasantry.len() && run.zip(pleasantry.iter()).all(|(a, b)| a == *b)
        };
        let starting = ROLES.pleasantries.get(&*words[at].text);
        let longest = starting.and_then(|list| list.iter().filter(said).map(Vec::len).max());
        for word in words.iter_mut().skip(at).take(longest.unwrap_or(0)) {
            word.role = Role::Pleasantry;
            word.is_capitalized = false;
        }
    }
}

/// Applies the remaining foldings to a word, and appends what they leave of it.
fn fold_word(word: &str, foldings: &[(&str, Folding)], words: &mut Vec<Word>) {
    for (step, (_, folding)) in (1..).zip(foldings) {
        if let Some(folded) = folding(word) {
            for part in split(&folded) {
                fold_word(part, &foldings[step..], words);
            }
            return;
        }
    }
    if word.contains('\'') {
        words.push(Word::new(&word.replace('\'', "")));
    } else {
        words.push(Word::new(word));
    }
}

impl Word {
    /// A word that is folded already.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let role = ROLES.of_words.get(text).copied();
        Self {
            role: role.unwrap_or(Role::Content),
            text: text.into(),
            is_capitalized: false,
            begins_sentence: false,
        }
    }
}

/// Runs of letters, digits and inner apostrophes.
fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(|word| word.trim_matches('\''))
        .filter(|word| !word.is_empty())
}

/// The roles of words, for looking up.
struct Roles {
    of_words: FxHashMap<&'static str, Role>,
    /// The words of each pleasantry, by the first of them.
    pleasantries: FxHashMap<&'static str, Vec<Vec<&'static str>>>,
}

static ROLES: LazyLock<Roles> = LazyLock::new(|| {
    let filler = FILLER.iter().map(|word| (*word, Role::Filler));
    let asking = ASKING.iter().map(|word| (*word, Role::Asking));
    let mut pleasantries: FxHashMap<_, Vec<Vec<&str>>> = FxHashMap::default();
    for pleasantry in PLEASANTRIES {
        let words: Vec<&str> = pleasantry.split(' ').collect();
        pleasantries.entry(words[0]).or_default().push(words);
    }
    Roles {
        of_words: filler.chain(asking).collect(),
        pleasantries,
    }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let words = normalize(text);
        let words: Vec<&str> = words.iter().map(|word| &*word.text).collect();
        assert_eq!(words.join(" "), expected);
    }

    #[test]
    fn no_word_has_two_roles() {
        assert_eq!(FILLER.len() + ASKING.len(), ROLES.of_words.len());
    }

    #[test]
    fn look_alikes_and_accents_are_folded() {
        check("Ｃafé ﬁre", "cafe fire");
    }

    #[test]
    fn pleasantries_are_not_content() {
        let content = |text: &str| {
            let words = normalize(text).into_iter();
            let content = words.filter(|word| word.role == Role::Content);
            content
                .map(|word| word.text.to_string())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(
            content("hi bot, how's it going? when is the next round"),
            "bot next round"
        );
        assert_eq!(content("thanks, that helped a lot"), "");
        assert_eq!(content("how is it made"), "made");
    }

    #[test]
    fn discord_markup_is_dropped() {
        check(
            "<@1><@42> hi<:lamp:99> see https://example.org/a?b :smile:",
            "hi see",
        );
        check("**when** is `it` 😴", "when is it");
    }

    #[test]
    fn contractions_and_possessives_are_expanded() {
        check(
            "What's the keeper’s plan, isn't it?",
            "what is the keeper plan is not it",
        );
        check("whos there, they dont", "who is there they do not");
    }

    #[test]
    fn chat_and_stretched_words_are_spelled_out() {
        check(
            "wen r ppl leavin tho whyyyy",
            "when are people leavin though why",
        );
    }

    #[test]
    fn numbers_and_british_spelling_are_folded() {
        check(
            "the fifth neighbour recognised two centres",
            "the 5th neighbor recognized 2 centers",
        );
        check("our four hours", "our 4 hours");
    }

    #[test]
    fn the_country_is_not_the_pronoun() {
        check("did the US tell us", "did the usa tell us");
        check("who leads the us?", "who leads the usa");
        check("clothe us all", "clothe us all");
        check("U.S. role, U.N. role", "usa role un role");
        check("3.5 million", "3 5 million");
    }
}
