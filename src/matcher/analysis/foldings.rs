//! The foldings, in order: steps that bring two spellings of one thing together.
//!
//! The same foldings are applied to the table and to what members ask, so a folding need not be
//! right about the language, only the same on both sides. [`mod@crate::matcher::analysis::normalize`]
//! applies them.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::matcher::analysis::english::{
    BEFORE_IS, CHAT, CONTRACTIONS, ENDINGS, NUMBERS, SPELLINGS,
};

/// Rewrites a text, or a word into any number of words; none where it leaves its input unchanged.
pub type Folding = fn(&str) -> Option<String>;

/// The foldings of a text, in order. They leave its case, line breaks and sentence marks, which tell
/// names from other words.
pub const TEXT_FOLDINGS: &[(&str, Folding)] = &[
    ("compatibility forms (NFKC)", compatibility),
    ("links, mentions and emoji", markup),
    ("acronyms", acronyms),
    ("the country", the_country),
    ("apostrophes", apostrophes),
    ("accents", accents),
];

/// The foldings of a word, in order; each is applied to the output of the one before.
pub const WORD_FOLDINGS: &[(&str, Folding)] = &[
    ("case", case),
    ("contractions", |word| lookup(&LISTS.contractions, word)),
    ("chat spellings", |word| lookup(&LISTS.chat, word)),
    ("endings and possessives", endings),
    ("stretched words", stretched),
    ("numbers", |word| lookup(&LISTS.numbers, word)),
    ("American spelling", american),
];

fn compatibility(text: &str) -> Option<String> {
    (!text.is_ascii()).then(|| text.nfkc().collect())
}

/// Removes what Discord and the web put between words: `<@1>`, `<#1>`, `<:name:1>`, `<t:1>`,
/// `:name:`, and links.
fn markup(text: &str) -> Option<String> {
    if !text.contains(['<', ':']) && !text.contains("www.") {
        return None;
    }
    let mut left = String::with_capacity(text.len());
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let shortcode = word.len() > 2 && word.starts_with(':') && word.ends_with(':');
        if !(word.contains("://") || word.starts_with("www.") || shortcode) {
            left += &without_mentions(word);
        }
        left += &piece[word.len()..];
    }
    Some(left)
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
    let mut folded = String::new();
    let mut copied = 0;
    for (end, _) in text
        .match_indices(['s', 'S'])
        .map(|(at, s)| (at + s.len(), s))
    {
        let is_country = end.checked_sub(COUNTRY.len()).is_some_and(|start| {
            text.get(start..end)
                .is_some_and(|found| found.eq_ignore_ascii_case(COUNTRY))
                && !text[..start].ends_with(char::is_alphanumeric)
                && !text[end..].starts_with(char::is_alphanumeric)
        });
        if is_country {
            folded += &text[copied..end];
            folded.push('a');
            copied = end;
        }
    }
    (copied > 0).then(|| folded + &text[copied..])
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

fn case(word: &str) -> Option<String> {
    word.contains(char::is_uppercase)
        .then(|| word.to_lowercase())
}

/// The word lists, for looking up.
struct Lists {
    contractions: Replacements,
    chat: Replacements,
    numbers: Replacements,
}

type Replacements = FxHashMap<&'static str, &'static str>;

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    contractions: CONTRACTIONS.iter().copied().collect(),
    chat: CHAT.iter().copied().collect(),
    numbers: NUMBERS.iter().copied().collect(),
});

fn lookup(list: &Replacements, word: &str) -> Option<String> {
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

    #[test]
    fn no_word_has_two_replacements_in_a_list() {
        let lists = [CONTRACTIONS, CHAT, NUMBERS];
        let looked_up = [&LISTS.contractions, &LISTS.chat, &LISTS.numbers];
        for (list, looked_up) in lists.iter().zip(looked_up) {
            assert_eq!(list.len(), looked_up.len());
        }
    }
}
