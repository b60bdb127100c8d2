//! Takes a sentence apart, as far as rules without a grammar can: what it is about, its verb, and the rest.
//! Where they cannot, there is no clause, and the sentence is asked for by its keywords.

mod joining;
mod plainly;
mod setting;
mod subject;

use crate::draft::english::{
    AUXILIARIES, BE, CONJUNCTIONS, DETERMINERS, DONE_BY_SOMEBODY, NOUNS_TOO, PARTICIPLES,
    PREPOSITIONS, PRONOUNS, SUBORDINATE, VERBS, has,
};
use crate::draft::verbs::plain_form;

pub(super) use crate::draft::clause::plainly::{Plainly, has_speech, plainly, unlabelled};
pub(super) use crate::draft::clause::subject::{is_plural, is_subject};

/// The most words before the verb.
const MAX_SUBJECT: usize = 10;

/// A simple sentence in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    /// What it is about.
    pub subject: Vec<String>,
    pub verb: ClauseVerb,
    /// What follows the verb.
    pub rest: Vec<String>,
}

/// The verb of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ClauseVerb {
    /// One that a question can begin with.
    Auxiliary(String),
    /// Another: as it stands, its plain form, and the form of *do* that it takes in a question.
    Finite {
        written: String,
        plain: String,
        support: &'static str,
    },
}

/// The clause that these words are.
pub(super) fn clause(words: &[String]) -> Option<Clause> {
    let (at, verb) = verb(words)?;
    let (subject, rest) = (words[..at].to_vec(), words[at + 1..].to_vec());
    let verb = match verb {
        ClauseVerb::Auxiliary(helper) => {
            possession(&helper, &rest).unwrap_or(ClauseVerb::Auxiliary(helper))
        }
        finite @ ClauseVerb::Finite { .. } => finite,
    };
    is_subject(&subject).then_some(Clause {
        subject,
        verb,
        rest,
    })
}

/// *has* where it is the only verb: *The boat has two lamps*, *has to wait*.
fn possession(helper: &str, rest: &[String]) -> Option<ClauseVerb> {
    let support = match helper {
        "has" => "does",
        "have" => "do",
        "had" => "did",
        _ => return None,
    };
    let skipped = |word: &&String| {
        let small = word.to_lowercase();
        has(
            "not yet also never already always now recently just since long ever even often",
            &small,
        ) || small.ends_with("ly")
    };
    let next = rest.iter().find(|word| !skipped(word))?.to_lowercase();
    let is_participle = next.ends_with("ed") || has(PARTICIPLES, &next) || has(AUXILIARIES, &next);
    (!is_participle && rest.first().is_none_or(|word| word != "not")).then(|| ClauseVerb::Finite {
        written: helper.to_owned(),
        plain: "have".to_owned(),
        support,
    })
}

fn verb(words: &[String]) -> Option<(usize, ClauseVerb)> {
    let mut relative = 0;
    for (at, word) in words.iter().enumerate().take(MAX_SUBJECT + 1) {
        let small = word.to_lowercase();
        if at > 0 && matches!(&*small, "who" | "which" | "that" | "where") {
            relative += 1;
        }
        if at > 0 && has(SUBORDINATE, &small) {
            return plural_and_verb(&words[..at]);
        }
        if at == 0 || has(CONJUNCTIONS, &small) {
            continue;
        }
        // *May* is a month.
        let found = if has(AUXILIARIES, &small) && small == *word {
            Some(ClauseVerb::Auxiliary(small))
        } else {
            finite(words, at, &small)
        };
        match found {
            // It is the verb of a clause within what the sentence is about.
            Some(_) if relative > 0 => relative -= 1,
            Some(found) => return Some((at, found)),
            None => {}
        }
    }
    None
}

/// The verb after a plural: of *Guests support the cook if …*, where nothing else speaks for one.
fn plural_and_verb(words: &[String]) -> Option<(usize, ClauseVerb)> {
    let at = (1..words.len()).find(|&at| words[at - 1].ends_with('s') && has(VERBS, &words[at]))?;
    let verb = ClauseVerb::Finite {
        written: words[at].clone(),
        plain: words[at].clone(),
        support: "do",
    };
    Some((at, verb))
}

/// The verb at a place, if the words around it speak for one.
fn finite(words: &[String], at: usize, small: &str) -> Option<ClauseVerb> {
    let before = words[at - 1].to_lowercase();
    let next = words
        .get(at + 1)
        .map(|word| word.to_lowercase())
        .unwrap_or_default();
    if small != words[at] || has(DETERMINERS, &before) || has(PREPOSITIONS, &before) {
        return None;
    }
    let plain = plain_form(small)?;
    let is_function = |word: &str| {
        [DETERMINERS, PREPOSITIONS, CONJUNCTIONS, PRONOUNS]
            .iter()
            .any(|list| has(list, word))
    };
    let next_name = words
        .get(at + 1)
        .is_some_and(|word| word.starts_with(char::is_uppercase));
    let next_number = next.starts_with(|c: char| c.is_ascii_digit());
    let is_last = at + 1 == words.len();
    let leads_on = is_function(&next)
        || next_name
        || next_number
        || is_last
        || next.ends_with("ly")
        || next.ends_with("ing");
    let support = match small {
        _ if small == plain => "do",
        _ if small.ends_with('s') => "does",
        _ => "did",
    };
    // *talks*, *offer*: a noun, unless what follows belongs to a verb. *the limited role*: an adjective.
    let is_clear = match support {
        "did" => words[at] != words[0] && before.ends_with('s') && !next.ends_with('s'),
        _ => has(VERBS, &plain) && !has(NOUNS_TOO, &plain),
    };
    // *Bicycles travel …*, but *Sales travel …* as well: a plural right before it is what it is about.
    let is_plain_after_plural =
        support == "do" && at < 3 && has(VERBS, small) && before.ends_with('s');
    // *do* without a plural is an instruction, or a noun.
    let agrees = support != "do" || is_plural(&words[..at]);
    let is_verb = agrees && (leads_on || is_clear || is_plain_after_plural);
    is_verb.then(|| ClauseVerb::Finite {
        written: small.to_owned(),
        plain,
        support,
    })
}

impl Clause {
    /// The clause up to *and* or *but* with another verb, and the other one about the same.
    pub fn parted(&self) -> (Self, Option<Self>) {
        let joined = (1..self.rest.len().saturating_sub(1)).find_map(|at| {
            let joins = matches!(&*self.rest[at], "and" | "but" | "or");
            // The verb stands right after, or after an adverb.
            let other = [vec!["it".to_owned()], self.rest[at + 1..].to_vec()].concat();
            let other = clause(&other).filter(|other| joins && other.subject.len() <= 2)?;
            let is_adverb = other
                .subject
                .get(1)
                .is_none_or(|word| word.ends_with("ly") || word == "later");
            is_adverb.then_some((at, other))
        });
        match joined {
            Some((at, other)) => {
                let first = Self {
                    rest: self.rest[..at].to_vec(),
                    ..self.clone()
                };
                let second = Self {
                    subject: self.subject.clone(),
                    ..other
                };
                (first, Some(second))
            }
            None => (self.clone(), None),
        }
    }

    /// Whether its verb is a form of *be*.
    pub fn is_be(&self) -> bool {
        matches!(&self.verb, ClauseVerb::Auxiliary(verb) if has(BE, verb))
    }

    /// Whether only somebody can be its subject: *owns the mill*.
    pub fn is_done_by_somebody(&self) -> bool {
        matches!(&self.verb, ClauseVerb::Finite { plain, .. } if has(DONE_BY_SOMEBODY, plain))
    }
}
