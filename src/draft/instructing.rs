//! Asks for what somebody is told to do.

use crate::draft::asker::Asking;
use crate::draft::clause::Plainly;
use crate::draft::english::{
    ADVERBS, AUXILIARIES, BE, CLAUSE_OPENERS, CONJUNCTIONS, DETERMINERS, INDEFINITE, NOUNS_TOO,
    PREPOSITIONS, PRONOUNS, VERBS, denials, has,
};
use crate::draft::holds::first_time;
use crate::draft::readable::has_condition;
use crate::draft::verbs::lower_first;
use crate::matcher::analysis::lexicon;

/// What an instruction begins with before its verb.
const BEFORE_VERB: &str = "please always do not don't don’t never just then first simply";

impl Asking {
    /// *Ring the bell twice.* `actor` is who is told to, where that is not the reader.
    pub fn instruction(&mut self, plainly: &Plainly, actor: &str) {
        let words = &plainly.words;
        let opening = words
            .iter()
            .take_while(|word| has(BEFORE_VERB, &word.to_lowercase()));
        let opening: Vec<String> = opening.map(|word| word.to_lowercase()).collect();
        let own = lower_first(&words[opening.len()..]);
        let condition = plainly.condition.as_deref().unwrap_or_default();
        if !condition.is_empty() {
            self.say("what should I do", &lower_first(condition));
        }
        let own = [&own[..], &lower_first(condition)].concat();
        if denials(&opening) > 0 {
            // What is denied on top of that, a question about doing it would deny.
            if denials(&own) == 0 {
                self.say("can I", &own);
                self.say("am I allowed to", &own);
                self.say("what happens if I", &own);
            }
            return;
        }
        if plainly.setting.first().is_some_and(|word| word == "to") && condition.is_empty() {
            self.say("how do I", &plainly.setting[1..]);
        }
        let own = [&own[..], &plainly.setting].concat();
        self.how_long(&own, actor);
        if actor.is_empty() {
            // *Be kind.*
            if own.first().is_none_or(|verb| verb != "be") {
                self.say("how do I", &own);
            }
            self.say("do I have to", &own);
        } else {
            let own = theirs(&own);
            let helper = if actor.ends_with('s') { "do" } else { "does" };
            self.say("who has to", &own);
            self.say(&format!("{helper} {actor} have to"), &own);
            self.say(&format!("should {actor}"), &own);
        }
    }

    fn how_long(&mut self, own: &[String], actor: &str) {
        let time = first_time(own, 1).filter(|time| time.start > 1);
        let Some(time) = time.filter(|_| actor.is_empty()) else {
            return;
        };
        let before = &own[..time.start];
        let is_one = !before.iter().any(|word| has("and or but", word));
        if is_one && !has_condition(before) && time.is_stretch {
            self.say("how long do I", before);
        }
    }
}

/// What speaks to who is told to do something, as it speaks of them.
fn theirs(words: &[String]) -> Vec<String> {
    let said = words.iter().enumerate().map(|(at, word)| match &**word {
        "your" => "their",
        "yourself" | "yourselves" => "themselves",
        "you"
            if words
                .get(at + 1)
                .is_some_and(|next| !has(PREPOSITIONS, next)) =>
        {
            "they"
        }
        "you" => "them",
        other => other,
    });
    said.map(str::to_owned).collect()
}

/// Whether these words tell the reader to do something.
pub(super) fn is_instruction(words: &[String]) -> bool {
    let small = |at: usize| {
        words
            .get(at)
            .map(|word| word.to_lowercase())
            .unwrap_or_default()
    };
    let skip = words
        .iter()
        .take_while(|word| has(BEFORE_VERB, &word.to_lowercase()))
        .count();
    let (verb, next) = (small(skip), small(skip + 1));
    // *Cost is …*, *Search did not …*: a noun.
    if has(BE, &next) || has(AUXILIARIES, &next) {
        return false;
    }
    let is_object = has(DETERMINERS, &next) || has("your my it them its their yourself", &next);
    let is_capital = words
        .get(skip)
        .is_some_and(|word| word.chars().skip(1).any(char::is_uppercase));
    if has(NOUNS_TOO, &verb) {
        // *Log files are …*, *Support for …*: what follows tells.
        let near = words.iter().skip(skip + 1).take(4);
        let mut main = near.take_while(|word| !has(CLAUSE_OPENERS, word));
        let has_verb = main.any(|word| has(AUXILIARIES, word));
        return skip > 0 || is_object || !(has_verb || has("for of", &next) || next.is_empty());
    }
    if has(VERBS, &verb) {
        return true;
    }
    // *Whisk the eggs*: what stands before a determiner and is no function word tells to do something.
    let is_function = [
        PRONOUNS,
        INDEFINITE,
        ADVERBS,
        PREPOSITIONS,
        DETERMINERS,
        CONJUNCTIONS,
        "what which who how all both not",
    ]
    .iter()
    .any(|list| has(list, &verb));
    let is_other_form = verb.ends_with("ing")
        || verb.ends_with("ed")
        || verb.ends_with("ly")
        || verb.ends_with('s');
    is_object && !is_function && !is_other_form && !is_capital && lexicon::is_word(&verb)
}
