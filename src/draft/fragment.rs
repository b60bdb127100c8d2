//! Asks for words whose verb the rules do not know.

use crate::draft::asker::{Asking, MAX_WORDS, is_name};
use crate::draft::english::{ADVERBS, DETERMINERS, INDEFINITE, PREPOSITIONS, PRONOUNS, has};
use crate::draft::verbs::lower_first;
use crate::matcher::analysis::lexicon;

/// How it is asked whether a sentence is so, and the words that there is room for.
const IS_TRUE: (&str, usize) = ("is it true that", MAX_WORDS - 4);

/// What words without a verb that the rules know are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fragment {
    /// A name or a description.
    Phrase,
    /// A sentence, whose verb the rules do not know.
    Sentence,
}

impl Fragment {
    /// A sentence ends like one, and says something of a pronoun, or how, or with a verb in the third person.
    pub fn of(sentence: &str, words: &[String]) -> Self {
        let ends = sentence.trim_end().ends_with(['.', '!']);
        let says = (0..words.len()).any(|at| {
            let small = words[at].to_lowercase();
            let before = at.checked_sub(1).map(|at| words[at].to_lowercase());
            let is_noun = before.is_none_or(|before| {
                has(DETERMINERS, &before) || has(PREPOSITIONS, &before) || is_name(&before)
            });
            let verb = small
                .strip_suffix('s')
                .filter(|_| !is_noun && small == words[at]);
            // *it*, *nobody*, *often*, *loudly*, *whistles*.
            [PRONOUNS, INDEFINITE, ADVERBS]
                .iter()
                .any(|list| has(list, &small))
                || has("they it he she this that these those here", &small)
                || (small.ends_with("ly") && at > 1)
                || verb.is_some_and(|verb| lexicon::is_word(verb) && words.len() < 8)
        });
        if ends && says {
            Self::Sentence
        } else {
            Self::Phrase
        }
    }
}

impl Asking {
    /// Words without a verb that the rules know.
    pub fn fragment(&mut self, words: &[String], setting: &[String], kind: Fragment) {
        let is_english = words
            .iter()
            .any(|word| lexicon::is_word(&word.to_lowercase()));
        if !is_english || words.len() > MAX_WORDS {
            return;
        }
        match kind {
            Fragment::Phrase => self.say("what about", &[words, setting].concat()),
            Fragment::Sentence => {
                // What is cut short asks nothing.
                let whole = [lower_first(words), lower_first(setting)].concat();
                let (opening, room) = IS_TRUE;
                if whole.len() <= room {
                    return self.say(opening, &whole);
                }
                let end = words
                    .iter()
                    .skip(1)
                    .position(|word| has(PREPOSITIONS, &word.to_lowercase()));
                self.say("what is said of", &words[..end.map_or(1, |end| end + 1)]);
            }
        }
    }
}
