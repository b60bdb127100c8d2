//! The forms of words: a verb's plain form and its third person, a word inside a sentence.

use crate::draft::english::{DETERMINERS, IRREGULAR, VERBS, has};
use crate::matcher::analysis::lexicon;

/// The plain form of a verb, if this is one.
pub(super) fn plain_form(word: &str) -> Option<String> {
    if has(VERBS, word) {
        return Some(word.to_owned());
    }
    if let Some((_, plain)) = IRREGULAR.iter().find(|(past, _)| *past == word) {
        return Some((*plain).to_owned());
    }
    let third = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let third = third
        .into_iter()
        .chain(word.strip_suffix("es").map(str::to_owned));
    let third = third.chain(word.strip_suffix('s').map(str::to_owned));
    let found = third.into_iter().find(|plain| has(VERBS, plain));
    found.or_else(|| {
        let stem = word.strip_suffix("ed").filter(|stem| stem.len() > 2)?;
        let doubled = stem
            .char_indices()
            .next_back()
            .map_or(stem, |(at, _)| &stem[..at]);
        let forms = [
            format!("{stem}e"),
            stem.to_owned(),
            doubled.to_owned(),
            stem.strip_suffix('i')
                .map_or_else(String::new, |stem| format!("{stem}y")),
        ];
        let mut known = forms.iter().filter(|form| has(VERBS, form));
        let is_word = |form: &&String| lexicon::is_word(form);
        known.next().or_else(|| forms.iter().find(is_word)).cloned()
    })
}

/// The first word of a sentence as it is written inside one.
pub(super) fn lower_first(words: &[String]) -> Vec<String> {
    let mut words = words.to_vec();
    if let Some(first) = words.first_mut() {
        let small = first.to_lowercase();
        let is_capital = first.chars().skip(1).any(char::is_uppercase);
        let is_name = lexicon::name_kind(&small).is_some() && !lexicon::is_everyday(&small);
        let is_word = lexicon::is_word(&small) || has(DETERMINERS, &small);
        if is_word && !is_name && !is_capital {
            *first = small;
        }
    }
    words
}

pub(super) fn third_person(plain: &str) -> String {
    match plain {
        _ if plain.ends_with(['s', 'x', 'o']) || plain.ends_with("ch") || plain.ends_with("sh") => {
            format!("{plain}es")
        }
        _ => match plain.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
            _ => format!("{plain}s"),
        },
    }
}
