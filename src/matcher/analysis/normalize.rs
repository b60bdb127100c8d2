//! Text → words, through an ordered list of named foldings.
//!
//! The same foldings are applied to the table and to what members ask, so a folding only has to
//! bring two spellings of one thing together; it need not be right about the language.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashMap;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::matcher::analysis::english::{
    ASKING, BEFORE_IS, CHAT, CONTRACTIONS, ENDINGS, FILLER, NUMBERS, PLEASANTRIES, SPELLINGS,
};

/// A step that rewrites a text, or a word into any number of words; nothing where it leaves them
/// as they are.
type Folding = fn(&str) -> Option<String>;

/// The foldings of a text, in order.
pub const TEXT_FOLDINGS: &[(&str, Folding)] = &[
    ("compatibility forms (NFKC)", compatibility),
    ("links, mentions and emoji", markup),
    ("acronyms", acronyms),
    ("case", |text| Some(text.to_lowercase())),
    ("the country", the_country),
    ("apostrophes", apostrophes),
    ("accents", accents),
];

/// The foldings of a word, in order; each is applied to what the one before it gave.
pub const WORD_FOLDINGS: &[(&str, Folding)] = &[
    ("contractions", |word| lookup(&LISTS.contractions, word)),
    ("chat spellings", |word| lookup(&LISTS.chat, word)),
    ("endings and possessives", endings),
    ("stretched words", stretched),
    ("numbers", |word| lookup(&LISTS.numbers, word)),
    ("American spelling", american),
];

/// A normalised word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The folded form, in lower case, of letters and digits only. Shared, because a reading
    /// takes over the words it was read from.
    pub text: Arc<str>,
    /// What part it plays.
    pub role: Role,
}

/// The part that a word plays in a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It says what the question is about.
    Content,
    /// It asks: who, when, why …
    Asking,
    /// It only holds the sentence together.
    Filler,
    /// It is said to each other, and nothing is meant by it.
    Pleasantry,
}

/// The words of a text, in order.
#[must_use]
pub fn normalize(text: &str) -> Vec<Word> {
    let mut folded = Cow::Borrowed(text);
    for (_, folding) in TEXT_FOLDINGS {
        if let Some(new) = folding(&folded) {
            folded = Cow::Owned(new);
        }
    }
    let mut words = Vec::with_capacity(folded.len() / 4);
    for word in split(&folded) {
        fold_word(word, WORD_FOLDINGS, &mut words);
    }
    silence(&mut words);
    words
}

/// Marks what people say to each other and mean nothing by.
fn silence(words: &mut [Word]) {
    for at in 0..words.len() {
        let said = |pleasantry: &&Vec<&str>| {
            let run = words[at..].iter().map(|word| &*word.text);
            words.len() - at >= pleasantry.len() && run.zip(pleasantry.iter()).all(|(a, b)| a == *b)
        };
        let starting = LISTS.pleasantries.get(&*words[at].text);
        let longest = starting.and_then(|list| list.iter().filter(said).map(Vec::len).max());
        for word in words.iter_mut().skip(at).take(longest.unwrap_or(0)) {
            word.role = Role::Pleasantry;
        }
    }
}

/// Takes a word through the foldings that are left.
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
    /// A word that has been folded already.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let role = LISTS.roles.get(text).copied();
        Self {
            role: role.unwrap_or(Role::Content),
            text: text.into(),
        }
    }
}

/// Runs of letters, digits and inner apostrophes.
fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(|word| word.trim_matches('\''))
        .filter(|word| !word.is_empty())
}

fn compatibility(text: &str) -> Option<String> {
    (!text.is_ascii()).then(|| text.nfkc().collect())
}

/// Removes what Discord and the web put between words: `<@1>`, `<#1>`, `<:name:1>`, `<t:1>`,
/// `:name:`, and links.
fn markup(text: &str) -> Option<String> {
    if !text.contains(['<', ':']) && !text.contains("www.") {
        return None;
    }
    let words = text.split_whitespace().map(|word| {
        let shortcode = word.len() > 2 && word.starts_with(':') && word.ends_with(':');
        if word.contains("://") || word.starts_with("www.") || shortcode {
            String::new()
        } else {
            without_mentions(word)
        }
    });
    Some(words.collect::<Vec<_>>().join(" "))
}

/// The word without what Discord puts between angle brackets.
fn without_mentions(word: &str) -> String {
    let opens = ["<@", "<#", "<:", "<a:", "<t:", "</"];
    let mut left = String::new();
    let mut rest = word;
    while let Some(at) = opens.iter().filter_map(|open| rest.find(open)).min() {
        left += &rest[..at];
        left.push(' ');
        rest = rest[at..].split_once('>').map_or("", |(_, after)| after);
    }
    left + rest
}

/// `U.S.` and `US` are the country, not the pronoun, unless the writer is shouting.
fn acronyms(text: &str) -> Option<String> {
    if !text.contains("US") && !text.contains('.') {
        return None;
    }
    let shouting = !text.chars().any(char::is_lowercase);
    let words = text.split(' ').map(|word| {
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        let letters = core.replace('.', "");
        let dotted = core.len() > letters.len() && letters.chars().count() <= 4;
        let is_acronym = dotted
            && letters.chars().all(char::is_alphabetic)
            && core.split('.').all(|part| part.chars().count() <= 1);
        match letters.as_str() {
            "US" if is_acronym || !shouting => word.replace(core, "USA"),
            _ if is_acronym => word.replace(core, &letters),
            _ => word.to_owned(),
        }
    });
    Some(words.collect::<Vec<_>>().join(" "))
}

/// `the us` is the country: the pronoun does not follow an article.
fn the_country(text: &str) -> Option<String> {
    const COUNTRY: &str = "the us";
    let mut parts = text.split(COUNTRY);
    let mut folded = parts.next()?.to_owned();
    let mut found = false;
    for rest in parts {
        let starts = !folded.ends_with(char::is_alphanumeric);
        let ends = !rest.starts_with(char::is_alphanumeric);
        folded += COUNTRY;
        if starts && ends {
            found = true;
            folded.push('a');
        }
        folded += rest;
    }
    found.then_some(folded)
}

fn apostrophes(text: &str) -> Option<String> {
    let apostrophes = ['‘', '’', 'ʼ', '`', '´', '′'];
    text.contains(apostrophes)
        .then(|| text.replace(apostrophes, "'"))
}

fn accents(text: &str) -> Option<String> {
    let bare = || text.nfd().filter(|c| !is_combining_mark(*c)).collect();
    (!text.is_ascii()).then(bare)
}

/// The word lists, for looking up.
struct Lists {
    contractions: List,
    chat: List,
    numbers: List,
    roles: FxHashMap<&'static str, Role>,
    /// The words of each, by the first.
    pleasantries: FxHashMap<&'static str, Vec<Vec<&'static str>>>,
}

type List = FxHashMap<&'static str, &'static str>;

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let filler = FILLER.iter().map(|word| (*word, Role::Filler));
    let asking = ASKING.iter().map(|word| (*word, Role::Asking));
    let mut pleasantries: FxHashMap<_, Vec<Vec<&str>>> = FxHashMap::default();
    for pleasantry in PLEASANTRIES {
        let words: Vec<&str> = pleasantry.split(' ').collect();
        pleasantries.entry(words[0]).or_default().push(words);
    }
    Lists {
        pleasantries,
        contractions: CONTRACTIONS.iter().copied().collect(),
        chat: CHAT.iter().copied().collect(),
        numbers: NUMBERS.iter().copied().collect(),
        roles: filler.chain(asking).collect(),
    }
});

fn lookup(list: &List, word: &str) -> Option<String> {
    list.get(word).map(|folded| (*folded).to_owned())
}

fn endings(word: &str) -> Option<String> {
    if !word.contains('\'') {
        return None;
    }
    if let Some(stem) = word.strip_suffix("'s") {
        let is = if BEFORE_IS.contains(&stem) { " is" } else { "" };
        return Some(format!("{stem}{is}"));
    }
    let (ending, stands_for) = ENDINGS.iter().find(|(ending, _)| word.ends_with(ending))?;
    Some(word.strip_suffix(ending)?.to_owned() + stands_for)
}

/// `whyyy` → `why`: no English word has a letter three times in a row.
fn stretched(word: &str) -> Option<String> {
    let is_run = |run: &[u8]| run[0] == run[1] && run[1] == run[2] && run[0].is_ascii_alphabetic();
    if !word.as_bytes().windows(3).any(is_run) {
        return None;
    }
    let mut short: Vec<char> = word.chars().collect();
    short.dedup();
    Some(short.into_iter().collect())
}

fn american(word: &str) -> Option<String> {
    // Most endings are ruled out by their last letter.
    let last = word.as_bytes().last();
    let (british, american) = SPELLINGS
        .iter()
        .filter(|(british, _)| british.as_bytes().last() == last && word.ends_with(british))
        .max_by_key(|(british, _)| british.len())?;
    let stem = word.strip_suffix(british)?;
    let long_enough = stem.chars().count() >= 3 || british.len() > 4;
    long_enough.then(|| format!("{stem}{american}"))
}

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
    fn no_word_has_two_foldings_or_two_roles() {
        let lists = [CONTRACTIONS, CHAT, NUMBERS];
        let looked_up = [&LISTS.contractions, &LISTS.chat, &LISTS.numbers];
        for (list, looked_up) in lists.iter().zip(looked_up) {
            assert_eq!(list.len(), looked_up.len());
        }
        assert_eq!(FILLER.len() + ASKING.len(), LISTS.roles.len());
    }

    #[test]
    fn look_alikes_and_accents_are_folded() {
        check("Ｃafé ﬁre", "cafe fire");
    }

    #[test]
    fn what_people_say_and_mean_nothing_by_is_filler() {
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
    fn what_discord_adds_carries_no_word() {
        check(
            "<@1><@42> hi<:lamp:99> see https://example.org/a?b :smile:",
            "hi see",
        );
        check("**when** is `it` 😴", "when is it");
    }

    #[test]
    fn contractions_and_possessives_are_opened() {
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
