//! Text → words, through the ordered lists of foldings in
//! [`crate::matcher::analysis::foldings`].

use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashMap;

use crate::matcher::analysis::capitals::{Capitalization, Capitals};
use crate::matcher::analysis::english::{ASKING, FILLER, PLEASANTRIES};
use crate::matcher::analysis::foldings::{
    TEXT_FOLDINGS, WORD_FOLDINGS, WRITTEN_FOLDINGS, WordFolding,
};
use crate::matcher::analysis::numerals::{PLACE_FOLDINGS, WordPlace};
use crate::text::fold;
use crate::text::tokens::{is_sign, tokens};

/// A normalised word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The folded form: letters in lower case, digits, and the signs that make a word (`c#`, `24/7`);
    /// or a sign alone. Shared, because an analysed text keeps the words it was made from.
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
    let folded = fold(text, TEXT_FOLDINGS);
    let mut words: Vec<Word> = Vec::with_capacity(folded.len() / 4);
    let mut capitals = Capitals::default();
    let mut end = 0;
    for token in tokens(&folded) {
        if is_sign(&token.text) {
            words.push(Word::new(&token.text));
            continue;
        }
        let between = folded.get(end..token.span.start).unwrap_or("");
        let written = capitals.read(between, &folded[token.span.clone()]);
        end = token.span.end;
        let place = WordPlace {
            before: words.last().map(|word| &*word.text),
            word: &token.text,
            after: &folded[end..],
        };
        let first = words.len();
        match PLACE_FOLDINGS
            .iter()
            .find_map(|(_, folding)| folding(place))
        {
            Some(folded) => words.push(Word::new(&folded)),
            None => fold_word(&token.text, written, WORD_FOLDINGS, &mut words),
        }
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

/// What was written, in words with a blank between: up to case, accents, markup, punctuation around words,
/// and contractions. Two texts that mean the same in other words or other spellings differ.
#[must_use]
pub fn as_written(text: &str) -> String {
    let folded = fold(text, TEXT_FOLDINGS);
    let mut capitals = Capitals::default();
    let mut words = Vec::new();
    for token in tokens(&folded) {
        let written = capitals.read("", &folded[token.span.clone()]);
        fold_word(&token.text, written, WRITTEN_FOLDINGS, &mut words);
    }
    let words: Vec<&str> = words.iter().map(|word| &*word.text).collect();
    words.join(" ")
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
fn fold_word(
    word: &str,
    written: Capitalization,
    foldings: &[(&str, WordFolding)],
    words: &mut Vec<Word>,
) {
    for (step, (_, folding)) in (1..).zip(foldings) {
        if let Some(folded) = folding(word, written) {
            for part in folded.split_whitespace() {
                fold_word(part, written, &foldings[step..], words);
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
        let of_word = ROLES.of_words.get(text).copied();
        Self {
            role: of_word.unwrap_or(if is_sign(text) {
                Role::Filler
            } else {
                Role::Content
            }),
            text: text.into(),
            is_capitalized: false,
            begins_sentence: false,
        }
    }
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
        check("**when** is `it` 😴", "when is it 😴");
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
    fn what_was_written_is_the_same_in_any_case_and_contraction_only() {
        assert_eq!(
            as_written("What’s the Café’s C# course?"),
            as_written("what is the cafe c# course")
        );
        for (one, other) in [
            ("why", "whyyy"),
            ("C# course", "C++ course"),
            ("you", "u"),
            ("2", "two"),
        ] {
            assert_ne!(as_written(one), as_written(other));
        }
    }

    #[test]
    fn stretched_words_are_squeezed_and_nothing_else() {
        check("sooo goooood, hellooo!!!", "so good hello");
        check("NOOO, WHYYY", "no why");
        check("who met Osloooo", "who met oslo");
        check(
            "AAA XXX IEEE www ieee aaa zzz",
            "aaa xxx ieee www ieee aaa zzz",
        );
        check("hmmmm a llama", "hmm a llama");
    }

    #[test]
    fn roman_numerals_are_numbers() {
        check("Act I, act iii and Part IV", "act 1 act 3 and part 4");
        check("acts I and II", "acts 1 and 2");
        check("World War II or ww2", "world war 2 or world war 2");
        check(
            "Rocky VII, diablo iii, Henry XIX",
            "rocky 7 diablo 3 henry 19",
        );
        check("level one, version X", "level 1 version 10");
    }

    #[test]
    fn a_pronoun_is_no_numeral() {
        check(
            "which level I need, the class i have",
            "which level i need the class i have",
        );
        check("can I or you", "can i or you");
        check("the part I'd play", "the part i would play");
        check("vi or xi, mix and civil", "vi or xi mix and civil");
    }

    #[test]
    fn one_number_has_one_form() {
        for text in ["40,000", "40 000", "40k", "40000"] {
            check(text, "40000");
        }
        check("3.5 % or 3,5 per cent", "3.5 percent or 3.5 percent");
        check("$5, 5 €, 5 EUR", "5 dollars 5 euros 5 euros");
        check("7d or 7 d, 30min", "7 days or 7 days 30 minutes");
        check("v2.1, V3", "version 2.1 version 3");
        check("24/7 since 1.20.4", "24/7 since 1.20.4");
    }

    #[test]
    fn signs_that_carry_a_meaning_are_words() {
        check("C#, C++, F#", "c# c++ f#");
        check("csharp and cpp", "c# and c++");
        check("!help or /help", "! help or / help");
        let signs = normalize("🔴 !help").into_iter();
        let roles: Vec<Role> = signs.map(|word| word.role).collect();
        assert_eq!(roles, [Role::Filler, Role::Filler, Role::Content]);
    }

    #[test]
    fn different_letters_stay_different() {
        let words = |text: &str| {
            normalize(text)
                .into_iter()
                .map(|word| word.text)
                .collect::<Vec<_>>()
        };
        for (one, other) in [
            ("मेल", "मोल"),
            ("दिन", "दान"),
            ("カギ", "カキ"),
            ("パパ", "ハハ"),
        ] {
            assert_ne!(words(one), words(other));
        }
        for (one, other) in [("Łódź", "Lodz"), ("Ørsted", "orsted"), ("IŞIK", "ışık")] {
            assert_eq!(words(one), words(other));
        }
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
    }
}
