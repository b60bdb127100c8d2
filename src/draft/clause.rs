//! Takes a sentence apart, as far as rules without a grammar can: what it is about, its verb, and the rest.
//! Where they cannot, there is no clause, and the sentence is asked for by its keywords.

mod setting;

use crate::draft::clause::setting::setting_end;
use crate::draft::english::{
    AUXILIARIES, BE, CONJUNCTIONS, CONNECTIVES, DETERMINERS, NOUNS_TOO, PREPOSITIONS, PRONOUNS,
    SAYING, SUBORDINATE, VERBS, has,
};
use crate::draft::verbs::{lower_first, plain_form};

/// The most words before the verb.
const MAX_SUBJECT: usize = 10;
/// The most words of a remark between commas.
const MAX_REMARK: usize = 4;

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

/// A sentence as it is asked about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Plainly {
    /// A condition that it begins with, and the word that opens it.
    pub condition: Option<Vec<String>>,
    /// Where or for whom it holds, if it begins with that.
    pub setting: Vec<String>,
    /// Who reported it, if the sentence says so.
    pub source: bool,
    /// What a name or a noun in it is or does besides: *who …*, *which …*.
    pub relative: Option<Vec<String>>,
    /// Its main part, cut at its commas.
    pub segments: Vec<Vec<String>>,
}

impl Plainly {
    /// The words of the main part.
    pub fn words(&self) -> Vec<String> {
        self.segments.concat()
    }

    /// Its clause.
    pub fn clause(&self) -> Option<Clause> {
        let first = self.segments.first()?;
        let third = self
            .segments
            .get(2)
            .map(|third| [&first[..], third].concat());
        clause(first)
            .or_else(|| clause(&third?))
            .or_else(|| clause(&self.words()))
    }
}

/// Leaves out what a question leaves out: brackets, connectives, who says so, remarks.
pub(super) fn plainly(sentence: &str) -> Plainly {
    let mut segments = segments(sentence);
    let mut plainly = Plainly::default();
    if segments.len() > 1 {
        let opening = segments[0].first().map(|word| word.to_lowercase());
        let opening = opening.unwrap_or_default();
        if matches!(&*opening, "if" | "when" | "unless" | "once") {
            plainly.condition = Some(segments.remove(0));
        } else if opening == "according" {
            plainly.source = true;
            segments.remove(0);
        } else if has(PREPOSITIONS, &opening) {
            plainly.setting = segments.remove(0);
        }
    }
    if plainly.setting.is_empty()
        && let Some(first) = segments.first_mut()
        && let Some(end) = setting_end(first)
    {
        plainly.setting = first.drain(..end).collect();
    }
    plainly.setting = lower_first(&plainly.setting);
    plainly.source |= segments.iter().any(|segment| is_attribution(segment));
    plainly.relative = segments
        .iter()
        .skip(1)
        .find(|segment| opens_with(segment, "who which"))
        .cloned();
    let has_list = segments
        .iter()
        .any(|segment| opens_with(segment, "and or and/or"));
    let count = segments.len();
    let mut number = 0;
    segments.retain(|segment| {
        number += 1;
        let is_inner = number > 1 && number < count;
        let is_remark = is_inner && !has_list && segment.len() <= MAX_REMARK;
        let is_relative = number > 1 && opens_with(segment, "who which");
        number == 1 || !(is_remark || is_relative || is_attribution(segment))
    });
    plainly.segments = segments;
    plainly
}

fn opens_with(segment: &[String], words: &str) -> bool {
    segment
        .first()
        .is_some_and(|word| has(words, &word.to_lowercase()))
}

/// `according to …`, `the official said`.
fn is_attribution(segment: &[String]) -> bool {
    let says = |word: &String| has(SAYING, &word.to_lowercase());
    segment.first().is_some_and(|word| word == "according")
        || (segment.len() <= MAX_REMARK && segment.last().is_some_and(says))
}

/// The words between commas, without brackets and without the connectives that open the sentence.
fn segments(sentence: &str) -> Vec<Vec<String>> {
    let mut segments = vec![Vec::new()];
    let mut depth = 0_usize;
    let spaced = sentence.replace(['—', '–'], " , ").replace(" - ", " , ");
    for piece in spaced.split_whitespace() {
        let opens = piece.matches(['(', '[']).count();
        let closes = piece.matches([')', ']']).count();
        let is_inside = depth > 0 || opens > 0;
        depth = (depth + opens).saturating_sub(closes);
        let word = piece.trim_matches(|c: char| !(c.is_alphanumeric() || "$€£%#+&/".contains(c)));
        let word = word.trim_start_matches('/');
        if let Some(last) = segments.last_mut()
            && !(is_inside || word.is_empty())
        {
            last.push(word.to_owned());
        }
        if depth == 0 && piece.ends_with([',', ';', ':']) {
            segments.push(Vec::new());
        }
    }
    while let Some(first) = segments.first_mut() {
        let is_connective = |word: &String| has(CONNECTIVES, &word.to_lowercase());
        let opening = first.iter().take_while(|word| is_connective(word)).count();
        first.drain(..opening);
        if first.is_empty() && segments.len() > 1 {
            segments.remove(0);
        } else {
            break;
        }
    }
    segments.retain(|segment| !segment.is_empty());
    segments
}

/// The clause that these words are.
pub(super) fn clause(words: &[String]) -> Option<Clause> {
    let (at, verb) = verb(words)?;
    Some(Clause {
        subject: words[..at].to_vec(),
        verb,
        rest: words[at + 1..].to_vec(),
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
    let leads_on =
        is_function(&next) || next_name || next_number || is_last || next.ends_with("ly");
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
    let is_verb = leads_on || is_clear;
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
}
