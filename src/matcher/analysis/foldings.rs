//! The foldings, in order: steps that bring two spellings of one thing together.
//!
//! The same foldings are applied to the table and to what members ask, so a folding need not be
//! right about the language, only the same on both sides. [`mod@crate::matcher::analysis::normalize`]
//! applies them.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::matcher::analysis::capitals::Capitalization;
use crate::matcher::analysis::english::{
    ASKING, BEFORE_IS, CHAT, CONTRACTIONS, DOUBLED_L, DOUBLED_L_ENDINGS, ENDINGS, FILLER,
    IZE_ENDINGS, NEGATION, NOT_IZE, NUMBERS, OUR_STEMS, PLEASANTRIES, SPELLINGS,
};
use crate::matcher::analysis::lexicon;
use crate::text::{TextFolding, letters, markup};

/// Rewrites a word into any number of words, given how it was capitalised; none where it leaves its
/// input unchanged.
pub type WordFolding = fn(&str, Capitalization) -> Option<String>;

/// The foldings of a text, in order. They leave its case, line breaks and sentence marks, which tell
/// names from other words.
pub const TEXT_FOLDINGS: &[(&str, TextFolding)] = &[
    ("compatibility forms (NFKC)", letters::compatibility),
    ("links, mentions and emoji", markup::without_markup),
    ("acronyms", acronyms),
    ("the country", |text| {
        replace_phrase(text, "the us", "the usa")
    }),
    ("percentages", |text| {
        replace_phrase(text, "per cent", "percent")
    }),
    ("apostrophes", letters::apostrophes),
    ("accents", letters::without_accents),
];

/// The foldings of a word, in order; each is applied to the output of the one before.
pub const WORD_FOLDINGS: &[(&str, WordFolding)] = &[
    ("case", |word, _| case(word)),
    ("contractions", |word, _| lookup(&LISTS.contractions, word)),
    ("chat spellings", |word, _| lookup(&LISTS.chat, word)),
    ("endings and possessives", |word, _| endings(word)),
    ("stretched words", stretched),
    ("numbers", |word, _| lookup(&LISTS.numbers, word)),
    ("versions", |word, _| version(word)),
    ("American spelling", |word, _| american(word)),
];

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

/// The foldings of a word that leave no doubt that the same was written, in order.
pub const WRITTEN_FOLDINGS: &[(&str, WordFolding)] = &[
    ("case", |word, _| case(word)),
    ("contractions", |word, _| lookup(&LISTS.contractions, word)),
    ("endings and possessives", |word, _| endings(word)),
];

/// Replaces a phrase in lower case, however it is capitalised, where it stands as whole words: `the us`
/// is the country, since the pronoun does not follow an article.
fn replace_phrase(text: &str, phrase: &str, by: &str) -> Option<String> {
    let last = phrase.chars().next_back()?;
    let mut folded = String::new();
    let mut copied = 0;
    for (at, _) in text.match_indices([last, last.to_ascii_uppercase()]) {
        let end = at + last.len_utf8();
        let Some(start) = end
            .checked_sub(phrase.len())
            .filter(|start| *start >= copied)
        else {
            continue;
        };
        let is_phrase = text
            .get(start..end)
            .is_some_and(|found| found.eq_ignore_ascii_case(phrase));
        if is_phrase
            && !text[..start].ends_with(char::is_alphanumeric)
            && !text[end..].starts_with(char::is_alphanumeric)
        {
            folded += &text[copied..start];
            folded += by;
            copied = end;
        }
    }
    (copied > 0).then(|| folded + &text[copied..])
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
    /// Words that are none of the content of a question.
    small: FxHashSet<&'static str>,
}

type Replacements = FxHashMap<&'static str, &'static str>;

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    contractions: CONTRACTIONS.iter().copied().collect(),
    chat: CHAT.iter().copied().collect(),
    numbers: NUMBERS.iter().copied().collect(),
    small: [FILLER, ASKING, NEGATION, PLEASANTRIES]
        .concat()
        .into_iter()
        .collect(),
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

/// `whyyy` → `why`, `goood` → `good`: no English word has a letter three times in a row. Where neither
/// one letter nor two make a word, a short word (`ieee`) and one in capitals (`XXX`) stay as they are.
fn stretched(word: &str, written: Capitalization) -> Option<String> {
    let bytes = word.as_bytes();
    let is_run = |run: &[u8]| run[0] == run[1] && run[1] == run[2] && run[0].is_ascii_alphabetic();
    // `aaa`, `www`, `xxx`
    let is_one_letter = || bytes.iter().all(|byte| *byte == bytes[0]);
    if !bytes.windows(3).any(is_run) || is_one_letter() {
        return None;
    }
    let [two, one] = [2, 1].map(|most| shortened(word, most));
    let is_name = || !written.in_capitals && word.chars().count() > SHORT;
    if is_everyday(&two) {
        Some(two)
    } else {
        (is_everyday(&one) || is_name()).then_some(one)
    }
}

/// The most letters of a word that is too short to be a stretched name.
const SHORT: usize = 4;

/// A word with at most this many of a letter in a row, where there are three or more.
fn shortened(word: &str, most: usize) -> String {
    let letters: Vec<char> = word.chars().collect();
    let runs = letters.chunk_by(|a, b| a == b);
    let kept = runs.map(|run| if run.len() > 2 { &run[..most] } else { run });
    kept.flatten().collect()
}

/// Whether everyday English has a word.
fn is_everyday(word: &str) -> bool {
    LISTS.small.contains(word) || lexicon::is_everyday(word)
}

/// `v2.1` → `version 2.1`.
fn version(word: &str) -> Option<String> {
    let number = word.strip_prefix('v')?;
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && number
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_number.then(|| format!("version {number}"))
}

/// The fewest letters before a British ending.
const STEM: usize = 3;

fn american(word: &str) -> Option<String> {
    by_beginning(word)
        .or_else(|| without_u(word))
        .or_else(|| with_one_l(word))
        .or_else(|| with_z(word))
}

/// `centres` → `centers`.
fn by_beginning(word: &str) -> Option<String> {
    // None begins with another, so that the last in order is the only one that can fit.
    let after = SPELLINGS.partition_point(|(british, _)| *british <= word);
    let (british, american) = SPELLINGS.get(after.checked_sub(1)?)?;
    let rest = word.strip_prefix(british)?;
    // `centred` has lost the vowel that `center` ends with.
    let lost = rest.starts_with('d') && british.ends_with('e') && !american.ends_with('e');
    Some(format!("{american}{}{rest}", if lost { "e" } else { "" }))
}

/// `colourful` → `colorful`.
fn without_u(word: &str) -> Option<String> {
    let (before, after) = word.split_once("our")?;
    let fits = OUR_STEMS.iter().any(|stem| before.ends_with(stem));
    fits.then(|| format!("{before}or{after}"))
}

/// `travelled` → `traveled`.
fn with_one_l(word: &str) -> Option<String> {
    let (before, ending) = word.rsplit_once("ll")?;
    let before = &word[..=before.len()];
    let fits =
        DOUBLED_L_ENDINGS.contains(&ending) && DOUBLED_L.iter().any(|stem| before.ends_with(stem));
    fits.then(|| format!("{before}{ending}"))
}

/// `organised` → `organized`.
fn with_z(word: &str) -> Option<String> {
    let split =
        |(british, american): &(&str, &'static str)| Some((word.strip_suffix(british)?, *american));
    let (stem, american) = IZE_ENDINGS.iter().find_map(split)?;
    let is_long = stem.chars().count() >= STEM;
    let fits =
        is_long && (american.starts_with('y') || !NOT_IZE.iter().any(|no| stem.ends_with(no)));
    fits.then(|| format!("{stem}{american}"))
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

    #[test]
    fn british_beginnings_are_in_order_and_none_begins_with_another() {
        for pair in SPELLINGS.windows(2) {
            let [(one, _), (other, _)] = pair else {
                unreachable!()
            };
            assert!(one < other && !other.starts_with(one), "{one} {other}");
        }
    }

    #[test]
    fn british_words_get_their_american_spelling() {
        let words = "colour/color favourite/favorite neighbourhood/neighborhood honourable/honorable \
            centre/center centred/centered kilometres/kilometers theatregoer/theatergoer \
            organise/organize realised/realized civilisation/civilization analysing/analyzing \
            standardised/standardized optimising/optimizing criticise/criticize \
            travelling/traveling cancelled/canceled jeweller/jeweler labelled/labeled \
            marvellous/marvelous counsellors/counselors defence/defense licences/licenses \
            catalogued/cataloged sceptical/skeptical manoeuvres/maneuvers practised/practiced";
        for pair in words.split_whitespace() {
            let (british, expected) = pair.split_once('/').unwrap();
            assert_eq!(american(british).as_deref(), Some(expected), "{british}");
        }
    }

    #[test]
    fn words_that_only_look_british_stay() {
        let words = "spelling seller selling teller telling dweller dwelling yelled smelled swelling \
            excelled compelled propeller rebelled cellar collar medallion pillow hello follower \
            caller filler miller killed willing rolled \
            rise raised promise premises exercise advertised surprise comprises compromise revised \
            supervising improvised precise concise otherwise paradise noise cruise disguised franchise \
            crisis basis irises uprising merchandise expertise treatise despise devise wise televised \
            four hour hours pour poured scoured tour touring detour contour devour flour your source \
            course journal velour fence fenced rogue rogues vogues genre acre tree entre theatrical \
            programmer programmed septic reception metric literal";
        for word in words.split_whitespace() {
            assert_eq!(american(word), None, "{word}");
        }
    }
}
