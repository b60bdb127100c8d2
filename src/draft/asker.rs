//! Makes questions of a sentence's parts, by rule. A question keeps what its sentence denies: what it asks for may
//! be left out of it, but no *not* and no condition of what it repeats.

use crate::draft::clause::{Clause, ClauseVerb};
use crate::draft::counting::{CountedNoun, costs, counted};
use crate::draft::english::{
    ADVERBS, BE, CLAUSE_OPENERS, DETERMINERS, PREPOSITIONS, SAYING, STRETCHES_OF_TIME, TIMES,
    denials, has,
};
use crate::draft::holds::{first_place, first_time, reason};
use crate::draft::inverted::{Frame, Inverted, asks_for};
use crate::draft::people::{is_name, is_person, is_place};
use crate::draft::readable::{MAX_WORDS, has_condition, reads_well, shortened};
use crate::draft::verbs::{lower_first, plain_form, third_person};
use crate::draft::voice::as_reader;

/// The most words of what is asked for by *who is* and *what is*.
const MAX_DEFINED: usize = 6;

/// Collects questions.
#[derive(Default)]
pub(super) struct Asking {
    pub found: Vec<String>,
}

impl Asking {
    /// Adds an opening with what follows it as a question, if that reads well.
    pub fn say(&mut self, opening: &str, words: &[String]) {
        let count = opening.split_whitespace().count();
        let Some(mut words) = shortened(words, MAX_WORDS.saturating_sub(count)) else {
            return;
        };
        if count > 0 {
            words = lower_first(&words);
        }
        let said = as_reader(&format!("{opening} {}", words.join(" ")));
        let mut said = said.trim().trim_end_matches(',').to_owned();
        if words.is_empty() || !reads_well(&said.split(' ').collect::<Vec<_>>(), count) {
            return;
        }
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
        let opening = condition.first().map(|word| word.to_lowercase());
        let opening = match opening.as_deref() {
            Some("once") | None => "when".to_owned(),
            Some(opening) => opening.to_owned(),
        };
        self.say(
            &format!("what happens {opening}"),
            condition.get(1..).unwrap_or_default(),
        );
    }

    /// *At the heart of it is …*, *Among the guests was …*
    pub fn inverted(&mut self, words: &[String]) {
        let opens = words
            .first()
            .is_some_and(|word| has(PREPOSITIONS, &word.to_lowercase()));
        let verb = words.iter().position(|word| has(BE, word));
        if let Some(verb) = verb.filter(|_| opens) {
            self.say(&format!("what {}", singular(&words[verb])), &words[..verb]);
        }
    }

    /// What a clause answers, the best first.
    pub fn clause(&mut self, clause: &Clause, frame: Frame) {
        let own = Inverted::of(clause, frame);
        let is_denied = denials(&own.subject) > 0;
        let is_there = own.subject.len() == 1 && own.subject[0] == "there";
        if !is_denied {
            self.counts(clause, &own);
            self.adverbs(clause, &own);
            if !is_there && denials(frame.left_out) == 0 && !has_condition(frame.left_out) {
                self.definition(clause, &own);
                self.object(clause, &own);
                self.subject(clause, &own);
            }
        }
        self.whether(&own, frame);
    }

    /// When, how long, where, why, how.
    fn adverbs(&mut self, clause: &Clause, own: &Inverted) {
        let verb = usize::from(!clause.is_be());
        // After *that* or *who*, it is another verb's.
        let is_own = |at: usize| !own.main[..at].iter().any(|word| has(CLAUSE_OPENERS, word));
        if let Some(time) = first_time(&own.main, verb).filter(|time| is_own(time.start)) {
            self.say(
                &format!("{} {}", asks_for(time, &own.main), own.helper),
                &own.until(time.start),
            );
        } else if first_time(&own.setting, 0).is_some_and(|time| !time.is_stretch) {
            self.say(&format!("when {}", own.helper), &own.until(own.main.len()));
        }
        let place = first_place(&own.main).or_else(|| own.place(clause));
        if let Some(at) = place.filter(|at| is_own(*at)) {
            self.say(&format!("where {}", own.helper), &own.until(at));
        }
        if let Some(at) = reason(&own.main).filter(|at| is_own(*at)) {
            self.say(&format!("why {}", own.helper), &own.until(at));
        }
        let leads_on = own
            .main
            .get(1)
            .is_some_and(|word| has("with by through", word));
        if leads_on && !clause.is_be() && own.is_harmless_without(1) && own.main[0] != "be" {
            self.say(&format!("how {}", own.helper), &own.until(1));
        }
    }

    /// *The Gannet is a boat.*
    fn definition(&mut self, clause: &Clause, own: &Inverted) {
        let defines = clause
            .rest
            .first()
            .is_some_and(|word| has("a an the", &word.to_lowercase()));
        let is_short = own.subject.len() <= MAX_DEFINED && !own.is_pronoun();
        if clause.is_be() && defines && is_short && denials(&own.main) == 0 {
            let who = if is_person(&own.subject) {
                "who"
            } else {
                "what"
            };
            self.say(&format!("{who} {}", own.helper), &own.subject);
        }
    }

    /// What is done.
    fn object(&mut self, clause: &Clause, own: &Inverted) {
        if clause.is_be() || own.is_pronoun() {
            return;
        }
        // *does not lend oars*.
        let verb = usize::from(own.main.first().is_some_and(|word| word == "not"));
        let Some(plain) = own.main.get(verb).filter(|word| plain_form(word).is_some()) else {
            return;
        };
        let object = own
            .main
            .get(verb + 1)
            .map(String::as_str)
            .unwrap_or_default();
        let asks = if is_name(object) { "who" } else { "what" };
        let opening = format!("{asks} {}", own.helper);
        if has(SAYING, plain) {
            return self.say(&opening, &own.until(verb + 1));
        }
        let small = object.to_lowercase();
        let is_noun = has(DETERMINERS, &small)
            || has("the my your our its their", &small)
            || object.starts_with(char::is_uppercase)
            || (small.ends_with('s')
                && small.len() > 3
                && !small.ends_with("ss")
                && !has(ADVERBS, &small));
        let tells_time = own.main.iter().skip(verb + 1).take(3).any(|word| {
            has(STRETCHES_OF_TIME, &word.to_lowercase()) || has(TIMES, &word.to_lowercase())
        });
        if is_noun && !tells_time && plain != "be" && own.is_harmless_without(verb + 1) {
            self.say(
                &opening,
                &[own.until(verb + 1), own.setting.clone()].concat(),
            );
        }
    }

    /// Who or what it is, or does it.
    fn subject(&mut self, clause: &Clause, own: &Inverted) {
        let rest = [&clause.rest[..], &own.condition].concat();
        let is_named = clause
            .rest
            .first()
            .is_some_and(|word| word.starts_with(char::is_uppercase));
        let names_somebody =
            clause.is_be() && clause.rest.first().is_some_and(|word| is_name(word));
        if names_somebody {
            if denials(&clause.rest) == 0 {
                self.say(&format!("who {}", own.helper), &own.subject);
            }
            return;
        }
        // *What is boats*: what it is is as many.
        let is_noun = clause.is_be()
            && clause.rest.first().is_some_and(|word| {
                let small = word.to_lowercase();
                small.ends_with('s') && !small.ends_with("ss") && !has(ADVERBS, &small)
            });
        let is_person = is_person(&own.subject) || clause.is_done_by_somebody();
        let speaks_of_them = rest.iter().any(|word| has("their themselves", word));
        if own.is_pronoun()
            || is_noun
            || is_place(&own.subject)
            || (clause.is_be() && is_named)
            || (speaks_of_them && !is_person)
        {
            return;
        }
        let verb = match &clause.verb {
            ClauseVerb::Auxiliary(verb) => singular(verb).to_owned(),
            ClauseVerb::Finite { written, plain, .. } if written == plain => third_person(plain),
            ClauseVerb::Finite { written, .. } => written.clone(),
        };
        let who = if is_person { "who" } else { "what" };
        self.say(&format!("{who} {verb}"), &rest);
    }

    /// Whether it is so. Whoever asks does not know yet that it is not: a *not* of the verb itself goes, but only if
    /// it is all that the sentence denies.
    fn whether(&mut self, own: &Inverted, frame: Frame) {
        let mut subject = own.subject.clone();
        let mut main = own.main.clone();
        let all = denials(&subject) + denials(&main) + denials(frame.left_out);
        // *Leading the club is Ann.*
        let is_turned = subject.first().is_some_and(|word| word.ends_with("ing"))
            && main
                .first()
                .is_some_and(|word| word.starts_with(char::is_uppercase));
        if is_turned || has_condition(frame.left_out) {
            return;
        }
        let opening = subject
            .first()
            .map(|word| word.to_lowercase())
            .unwrap_or_default();
        let verb = main
            .iter()
            .take(2)
            .position(|word| word == "no" || word == "not");
        match (&*opening, verb) {
            _ if all == 0 => {}
            ("no", _) if all == 1 => "any".clone_into(&mut subject[0]),
            ("nobody", _) if all == 1 => "anybody".clone_into(&mut subject[0]),
            ("nothing", _) if all == 1 => "anything".clone_into(&mut subject[0]),
            (_, Some(at)) if all == 1 && main[at] == "not" => {
                main.remove(at);
                if main.get(at).is_some_and(|word| word == "yet") {
                    main.remove(at);
                }
            }
            (_, Some(at)) if all == 1 && main.get(at + 1).is_some_and(|next| next != "longer") => {
                "any".clone_into(&mut main[at]);
            }
            (_, None) if denials(&subject) + denials(frame.left_out) == 0 => {}
            _ => return,
        }
        let whole = [&subject[..], &main, &own.setting, &own.condition].concat();
        self.say(&own.helper, &whole);
    }

    /// How many, how much.
    fn counts(&mut self, clause: &Clause, own: &Inverted) {
        if let Some(CountedNoun { noun, end }) = counted(&own.subject, 0) {
            let verb = match &clause.verb {
                ClauseVerb::Auxiliary(verb) | ClauseVerb::Finite { written: verb, .. } => {
                    verb.clone()
                }
            };
            let rest = [&own.subject[end..], &[verb], &clause.rest, &own.condition].concat();
            self.say(&format!("how many {noun}"), &rest);
        }
        let at = usize::from(!clause.is_be());
        if let Some(CountedNoun { noun, end }) = counted(&own.main, at) {
            let asked = [&own.subject[..], &own.main[..at]].concat();
            let is_there = asked.len() == 1 && asked[0] == "there";
            let rest = if is_there { &own.main[end..] } else { &[] };
            if is_there || at == 1 {
                let words = [&asked[..], rest, &own.condition].concat();
                self.say(&format!("how many {noun} {}", own.helper), &words);
            }
        }
        if let Some((opening, at)) = costs(&own.main) {
            self.say(&format!("{opening} {}", own.helper), &own.until(at));
        }
    }
}

/// The form of a verb after *who* and *what*.
fn singular(verb: &str) -> &str {
    match verb {
        "are" => "is",
        "were" => "was",
        "have" => "has",
        "do" => "does",
        other => other,
    }
}
