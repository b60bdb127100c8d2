//! Whether a question leans on the one before: *and when?*, *how much is it?*, *what about the other one?*
//!
//! It judges how a question is written, and knows no table. Where a question may well stand alone, it does.

use crate::matcher::analysis::english::{ASKING, FILLER, OPENING};
use crate::matcher::analysis::normalize::{Role, Word, normalize};
use crate::text::tokens::is_sign;

/// The words up to which a question may lean: a longer one says what it is about.
const SHORT: usize = 12;
/// The words up to which a text without a verb is a fragment.
const FRAGMENT: usize = 6;

/// Words before a question that join it to what was said.
const JOINING: &[&str] = &[
    "and", "or", "but", "so", "then", "also", "well", "btw", "oh",
];
/// Pronouns for what was spoken of.
const PRONOUNS: &[&str] = &["it", "they", "them", "he", "him", "she"];
/// The same, before what somebody has.
const POSSESSIVES: &[&str] = &["its", "their", "his", "her"];
/// The same, of what somebody has.
const OWN: &[&str] = &["mine", "yours", "ours", "theirs", "hers"];
/// What points at something that was spoken of.
const POINTING: &[&str] = &["this", "that", "these", "those"];
/// Adverbs that go on from what was said, at the end of a question.
const GOING_ON: &[&str] = &["too", "instead", "again", "otherwise"];
/// Nouns that are nothing without the thing whose they are: *is there a limit?*
const RELATIONAL: &[&str] = &[
    "aim",
    "alternative",
    "alternatives",
    "cap",
    "catch",
    "ceiling",
    "condition",
    "conditions",
    "deadline",
    "difference",
    "discount",
    "exception",
    "exceptions",
    "floor",
    "goal",
    "limit",
    "maximum",
    "minimum",
    "penalty",
    "purpose",
    "reason",
    "reasons",
];
/// Words that open a fragment and join it to something.
const PREPOSITIONS: &[&str] = &[
    "after", "at", "before", "by", "during", "even", "every", "for", "from", "in", "on", "only",
    "per", "since", "till", "to", "until", "with", "without",
];
/// Words that open a fragment, if it is asked.
const DETERMINERS: &[&str] = &[
    "all", "any", "cheaper", "earlier", "just", "later", "less", "longer", "more", "no", "not",
    "some", "sooner", "the",
];
/// Words that *how* asks for the degree of, and that say nothing of a subject.
const DEGREES: &[&str] = &[
    "big", "early", "far", "high", "late", "long", "many", "much", "often", "old", "soon",
];
/// Words with which *else* names somebody whom nobody spoke of.
const ANYBODY: &[&str] = &[
    "anybody",
    "anyone",
    "anything",
    "somebody",
    "someone",
    "something",
];

/// Whether a question leans on the one before, so that it cannot be understood alone.
#[must_use]
pub fn leans(question: &str) -> bool {
    let words: Vec<Word> = normalize(question)
        .into_iter()
        .filter(|word| !is_sign(&word.text))
        .collect();
    let last = words.len().saturating_sub(1);
    let is_opener = |word: &&Word| word.role == Role::Pleasantry || JOINING.contains(&&*word.text);
    let openers = words[..last].iter().take_while(is_opener).count();
    let (openers, words) = words.split_at(openers);
    let opens_with = |list: &[&str]| openers.iter().any(|word| list.contains(&&*word.text));
    if words.is_empty() || words.len() > SHORT {
        return false;
    }
    let clause = LeaningClause::of(words);
    if opens_with(&["about"]) {
        return clause.content() <= 3;
    }
    let is_joined = opens_with(&["and", "or", "but", "then"]);
    clause.is_condition()
        || clause.is_about_a_relation()
        || (0..clause.words.len()).any(|at| clause.refers_at(at))
        || clause.is_fragment(is_joined, question.contains('?'))
}

/// A question without what joins it to another.
struct LeaningClause<'a> {
    words: Vec<&'a str>,
    /// Which of them say what it is about.
    has_content: Vec<bool>,
}

impl<'a> LeaningClause<'a> {
    fn of(words: &'a [Word]) -> Self {
        let has_content = |word: &Word| {
            word.role == Role::Content && !OPENING.contains(&&*word.text) && &*word.text != "let"
        };
        Self {
            words: words.iter().map(|word| &*word.text).collect(),
            has_content: words.iter().map(has_content).collect(),
        }
    }

    /// The number of words that say what it is about.
    fn content(&self) -> usize {
        self.has_content.iter().filter(|own| **own).count()
    }

    /// The same among the first words, degrees aside.
    fn subjects_before(&self, end: usize) -> usize {
        let words = self.words[..end].iter().zip(&self.has_content);
        let subjects = words.filter(|(word, has_content)| **has_content && !DEGREES.contains(word));
        subjects.count()
    }

    fn is_any(&self, list: &[&str]) -> bool {
        self.words.iter().any(|word| list.contains(word))
    }

    /// *If I fail*, *what if we don't*.
    fn is_condition(&self) -> bool {
        matches!(self.words[..], ["if", ..] | ["what", "if", ..]) && self.content() <= 1
    }

    /// *Is there a limit?*, *who is paying?*, *is that on top?*
    fn is_about_a_relation(&self) -> bool {
        let is_relation = self.content() == 1 && self.is_any(RELATIONAL);
        let is_act = match self.words[..] {
            ["who", "is" | "are", act] => act.ends_with("ing"),
            _ => false,
        };
        is_relation || is_act || matches!(self.words[..], [.., "on", "top"])
    }

    /// Whether the word here stands for what was spoken of before, and for nothing in the question itself.
    fn refers_at(&self, at: usize) -> bool {
        let word = self.words[at];
        let before = self.subjects_before(at);
        let (rest, is_last) = (&self.words[at + 1..], at + 1 == self.words.len());
        let ends = !self.has_content[at + 1..].contains(&true);
        let previous = if at == 0 { "" } else { self.words[at - 1] };
        let few = |most| self.content() <= most;
        let has_verb = self.is_any(OPENING);
        match word {
            // *It is certain that*, *how long does it take to*.
            "it" if rest.contains(&"to") || rest.contains(&"that") => false,
            _ if PRONOUNS.contains(&word) => before <= 1 || (ends && before <= 2),
            _ if POSSESSIVES.contains(&word) => before == 0,
            _ if OWN.contains(&word) => few(3),
            _ if POINTING.contains(&word) => {
                let stands_alone = rest
                    .first()
                    .is_some_and(|next| FILLER.contains(next) || OPENING.contains(next));
                let names = before > 0 && OPENING.contains(&previous);
                (is_last && !names) || (stands_alone && before <= usize::from(word != "that"))
            }
            "one" | "ones" => at > 0 && before <= 2 && (ends || rest == ["more"]),
            "there" => {
                let exists = OPENING.contains(&previous) || ["be", "been"].contains(&previous);
                ends && !exists && !rest.iter().any(|next| ["be", "been"].contains(next))
            }
            "same" => few(if has_verb { 2 } else { 3 }),
            "else" => few(3) && (is_last || !ANYBODY.contains(&previous)),
            "other" | "others" | "another" => ends && !["each", "one"].contains(&previous),
            "then" | "though" => ends && few(3),
            // *Will the horn sound again?* has a subject of its own.
            _ => GOING_ON.contains(&word) && ends && few(if has_verb { 1 } else { 3 }),
        }
    }

    /// Whether it has no verb, and is joined to something or asks for what belongs to it.
    fn is_fragment(&self, is_joined: bool, is_asked: bool) -> bool {
        if self.is_any(OPENING) || self.words.len() > FRAGMENT || self.is_any(&["if"]) {
            return false;
        }
        let first = self.words[0];
        let subjects = self.subjects_before(self.words.len());
        let is_linked = PREPOSITIONS.contains(&first);
        if self.is_any(ASKING) {
            let is_kind = first == "what" && self.is_any(&["of"]);
            return match first {
                "why" => self.content() == 0,
                _ => subjects <= 1 + usize::from(is_linked || is_kind),
            };
        }
        let is_asked = is_joined || is_asked;
        let is_time = matches!(self.words.last(), Some(&("time" | "times")));
        is_linked && self.content() <= 3
            || is_asked && DETERMINERS.contains(&first) && self.content() <= 3
            || is_asked && self.content() <= 1 + usize::from(is_joined || is_time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expected: bool, questions: &[&str]) {
        for question in questions {
            assert_eq!(leans(question), expected, "{question}");
        }
    }

    #[test]
    fn what_stands_for_something_said_before_leans() {
        check(
            true,
            &[
                "how much is it?",
                "do they bark",
                "is his boat green",
                "was the lamp there too?",
                "who wrote that",
                "can my aunt use mine?",
                "do the ferries have one",
                "what about the other one?",
                "who else?",
                "what then?",
                "and if it rains?",
            ],
        );
    }

    #[test]
    fn what_stands_for_something_in_the_question_does_not_lean() {
        check(
            false,
            &[
                "is it certain that the lamp burns",
                "how long does it take to paint the boat",
                "does the keeper paint his boat",
                "how many lamps are there",
                "will the horn sound again?",
                "which round of talks is this?",
                "do all keepers row on the same day",
                "how many lamps will there be",
                "do the keepers see each other",
                "do I pay if the boat sinks and they find it",
                "is that lamp green",
            ],
        );
    }

    #[test]
    fn fragments_lean() {
        check(
            true,
            &[
                "why?",
                "and when?",
                "for how long?",
                "till when",
                "which boats?",
                "what time of day?",
                "at night?",
                "and the green lamps?",
                "grey?",
                "second time?",
                "the whole boat?",
                "earlier in summer?",
            ],
        );
    }

    #[test]
    fn keywords_and_questions_with_a_subject_of_their_own_stand_alone() {
        check(
            false,
            &[
                "boat fee",
                "dogs allowed?",
                "why skerry of all places?",
                "and who has the key to the boat",
                "so is the ferry free?",
                "ok what is the fare",
                "which keepers painted boats",
                "who runs the café",
                "can I bring dogs?",
                "what if I lose my oar?",
                "",
                "🙂",
            ],
        );
    }

    #[test]
    fn what_is_nothing_by_itself_leans() {
        check(
            true,
            &[
                "is there a limit?",
                "so what's the aim",
                "who's paying?",
                "do I pay for oars on top?",
                "what if we don't?",
            ],
        );
    }
}
