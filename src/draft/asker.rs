//! Makes questions of a sentence's parts, by rule.

use crate::draft::clause::{Clause, ClauseVerb, Plainly, clause as clause_of};
use crate::draft::english::{
    ADVERBS, ANAPHORS, BE, DENYING, EMPTY_WORDS, PEOPLE, PREPOSITIONS, PRONOUNS, SAYING, has,
};
use crate::draft::holds::{count_of, first_place, first_time, is_money, reason, tells_why};
use crate::draft::verbs::{lower_first, plain_form, third_person};
use crate::matcher::analysis::lexicon::{self, NameKind};

/// The most words of a phrasing.
pub(super) const MAX_WORDS: usize = 14;
/// Collects questions.
#[derive(Default)]
pub(super) struct Asking {
    pub found: Vec<String>,
}

impl Asking {
    /// Adds an opening with what follows it, as a question.
    pub fn say(&mut self, opening: &str, words: &[String]) {
        let room = MAX_WORDS.saturating_sub(opening.split(' ').count());
        let mut words = if opening.is_empty() {
            words.to_vec()
        } else {
            lower_first(words)
        };
        if words.len() > room {
            words.truncate(room);
            while words
                .last()
                .is_some_and(|word| has(EMPTY_WORDS, &word.to_lowercase()))
            {
                words.pop();
            }
        }
        if words.is_empty() {
            return;
        }
        let said = as_reader(&format!("{opening} {}", words.join(" ")));
        let mut said = said.trim().to_owned();
        if let Some(first) = said.chars().next() {
            said.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
        }
        said.push('?');
        if !self.found.contains(&said) {
            self.found.push(said);
        }
    }

    /// *If the bell rings, leave.*
    pub fn condition(&mut self, condition: &[String]) {
        let opening = condition
            .first()
            .map(|word| word.to_lowercase())
            .unwrap_or_default();
        let opening = if opening == "once" {
            "when".to_owned()
        } else {
            opening
        };
        self.say(&format!("what happens {opening}"), &condition[1..]);
        self.say(&format!("what should I do {opening}"), &condition[1..]);
    }

    /// *Ring the bell twice.*
    pub fn instruction(&mut self, words: &[String], actor: &str) {
        let skip = words.iter().take_while(|word| {
            matches!(
                &*word.to_lowercase(),
                "please" | "always" | "do" | "not" | "don't" | "don’t" | "never"
            )
        });
        let opening: Vec<String> = skip.map(|word| word.to_lowercase()).collect();
        let own = &words[opening.len()..];
        if opening
            .iter()
            .any(|word| matches!(&**word, "not" | "don't" | "don’t" | "never"))
        {
            self.say("can I", own);
            self.say("am I allowed to", own);
            self.say("what happens if I", own);
            return;
        }
        if let Some(time) = first_time(own) {
            self.say("when do I", &own[..time.start]);
        }
        if actor.is_empty() {
            self.say("how do I", own);
            self.say("do I have to", own);
        } else {
            self.say("who has to", own);
            self.say("how do I", own);
            let helper = if actor.ends_with('s') { "do" } else { "does" };
            self.say(&format!("{helper} {actor} have to"), own);
            self.say(&format!("should {actor}"), own);
        }
        self.counts(own);
    }

    /// *At the heart of it is …*, *Among the guests was …*
    pub fn inverted(&mut self, plainly: &Plainly) {
        let words = plainly.words();
        let opens = words
            .first()
            .is_some_and(|word| has(PREPOSITIONS, &word.to_lowercase()));
        let verb = words.iter().position(|word| has(BE, word));
        if let Some(verb) = verb.filter(|_| opens) {
            self.say(&format!("what {}", words[verb]), &words[..verb]);
        }
    }

    pub fn clause(&mut self, clause: &Clause, setting: &[String]) {
        let mut subject = lower_first(&clause.subject);
        let first = subject.first().cloned().unwrap_or_default();
        let is_denied = first == "no" || has(DENYING, &first);
        if first == "no" {
            "any".clone_into(&mut subject[0]);
        }
        // A question whether something is so is the same, whatever the answer.
        let is_there = subject.len() == 1 && subject[0] == "there";
        let rest = clause.rest.iter().filter(|word| *word != "not");
        let rest = rest.map(|word| if word == "no" { "any" } else { word });
        let rest: Vec<String> = rest.map(str::to_owned).collect();
        let (helper, main) = match &clause.verb {
            ClauseVerb::Auxiliary(verb) if verb == "cannot" => ("can".to_owned(), rest.clone()),
            ClauseVerb::Auxiliary(verb) => (verb.clone(), rest.clone()),
            ClauseVerb::Finite { plain, support, .. } => (
                (*support).to_owned(),
                [vec![plain.clone()], rest.clone()].concat(),
            ),
        };
        let whole = |end: usize| [&subject[..], &main[..end.min(main.len())]].concat();
        if let Some(time) = first_time(&main).filter(|time| time.start > 0 || clause.is_be()) {
            let asks = if time.is_stretch { "how long" } else { "when" };
            self.say(&format!("{asks} {helper}"), &whole(time.start));
        }
        if let Some(at) = first_place(&main) {
            self.say(&format!("where {helper}"), &whole(at));
        }
        let why = reason(&main).or_else(|| tells_why(&main).then_some(main.len()));
        if let Some(at) = why {
            self.say(&format!("why {helper}"), &whole(at));
        }
        let is_pronoun = |word: &str| has(ANAPHORS, word) || has(PRONOUNS, word);
        let stands_for = subject.len() == 1 && is_pronoun(&subject[0].to_lowercase());
        if !is_there && !stands_for && !is_denied {
            self.about(clause, &subject, &main, &helper, setting);
            self.subject_question(clause, &subject, &rest);
        }
        self.manner(clause, &subject, &main, &helper);
        self.say(&helper, &[&whole(main.len())[..], setting].concat());
    }

    /// What the subject is or does.
    fn about(
        &mut self,
        clause: &Clause,
        subject: &[String],
        main: &[String],
        helper: &str,
        setting: &[String],
    ) {
        let is_object =
            |word: &str| !has(PREPOSITIONS, word) && !has(ADVERBS, word) && !word.ends_with("ly");
        let is_verb_then_object = main.len() > 1 && is_object(&main[1].to_lowercase());
        if clause.is_be() {
            let who = if is_person(subject) { "who" } else { "what" };
            if subject.len() <= 6 {
                self.say(&format!("{who} {helper}"), subject);
            }
            return;
        }
        if main.first().is_some_and(|verb| has(SAYING, verb)) {
            self.say(&format!("what {helper}"), &[subject, &main[..1]].concat());
            let said = main[1..].iter().skip_while(|word| *word == "that").cloned();
            let said: Vec<String> = said.collect();
            if let Some(inner) = clause_of(&said) {
                self.clause(&inner, &[]);
            }
        } else if is_verb_then_object && main.first().is_some_and(|verb| plain_form(verb).is_some())
        {
            self.say(
                &format!("what {helper}"),
                &[subject, &main[..1], setting].concat(),
            );
        }
    }

    /// How it is, or is done.
    fn manner(&mut self, clause: &Clause, subject: &[String], main: &[String], helper: &str) {
        let leads_on = main
            .get(1)
            .is_some_and(|word| has("with by as through like without", word));
        if leads_on && !clause.is_be() {
            self.say(&format!("how {helper}"), &[subject, &main[..1]].concat());
        }
    }

    /// Who or what does it.
    fn subject_question(&mut self, clause: &Clause, subject: &[String], rest: &[String]) {
        let is_name_after = clause.is_be() && rest.first().is_some_and(|word| is_name(word));
        let who = if is_person(subject) || is_name_after {
            "who"
        } else {
            "what"
        };
        if is_name_after {
            let verb = clause_verb(clause);
            return self.say(&format!("who {verb}"), subject);
        }
        match &clause.verb {
            ClauseVerb::Auxiliary(verb) => self.say(&format!("{who} {verb}"), rest),
            ClauseVerb::Finite { written, plain, .. } => {
                let verb = if written == plain {
                    third_person(plain)
                } else {
                    written.clone()
                };
                self.say(&format!("{who} {verb}"), rest);
            }
        }
    }

    /// How many, how much.
    pub fn counts(&mut self, words: &[String]) {
        if let Some((counted, rest)) = count_of(words) {
            let there = ["are".to_owned(), "there".to_owned()];
            let rest = if rest.is_empty() { &there[..] } else { rest };
            self.say(&format!("how many {counted}"), rest);
        }
        if let Some(at) = words.iter().position(|word| is_money(word)) {
            let amount = words[at].starts_with(|c: char| !c.is_alphabetic());
            if amount && at > 0 {
                self.say("how much", &words[..at]);
            }
        }
    }
}

fn clause_verb(clause: &Clause) -> &str {
    match &clause.verb {
        ClauseVerb::Auxiliary(verb) | ClauseVerb::Finite { written: verb, .. } => verb,
    }
}

/// Whether a word is written as a person's name.
pub(super) fn is_name(word: &str) -> bool {
    let kind = lexicon::name_kind(&word.to_lowercase());
    word.starts_with(char::is_uppercase) && matches!(kind, Some(NameKind::Person | NameKind::Other))
}

fn is_person(subject: &[String]) -> bool {
    let last_names = subject.iter().any(|word| {
        let is_capital = word.starts_with(char::is_uppercase);
        let kind = lexicon::name_kind(&word.to_lowercase());
        is_capital
            && matches!(
                kind,
                Some(NameKind::Person | NameKind::Organisation | NameKind::Place)
            )
    });
    let noun = subject
        .iter()
        .take_while(|word| !has(PREPOSITIONS, word))
        .last();
    last_names || noun.is_some_and(|word| has(PEOPLE, &word.to_lowercase()))
}

/// Turns what is said to the reader into what the reader says.
fn as_reader(words: &str) -> String {
    let all: Vec<&str> = words.split(' ').collect();
    let swapped = all
        .iter()
        .enumerate()
        .map(|(at, word)| match &*word.to_lowercase() {
            "you" if all.get(at + 1) == Some(&"all") => "we",
            "you" if all.get(at + 1).is_none_or(|next| has(PREPOSITIONS, next)) => "me",
            "you" => "I",
            "your" => "my",
            "yourself" => "myself",
            "we" | "us" => "you",
            "our" => "your",
            _ => *word,
        });
    let swapped = swapped.collect::<Vec<_>>().join(" ");
    swapped
        .replace("I are", "I am")
        .replace("are I ", "am I ")
        .replace("Are I ", "Am I ")
}
