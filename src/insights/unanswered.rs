//! Unanswered questions, grouped by what they ask about, each group with what would fix it.
//!
//! What the live version was asked is judged by what members got, which an encoder may have helped to find. The other
//! questions are asked again, so that those that the current table answers are not listed.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use crate::answer::documents::{documents, synonyms};
use crate::answer::{EntryName, Outcome, Table};
use crate::effort::Effort;
use crate::insights::answers_got::AnswersGot;
use crate::knowledge::{Kind, Knowledge};
use crate::matcher::Matcher;
use crate::matcher::document::Document;
use crate::record::{LoggedQuestion, Vote, VoteKind};

/// The lowest similarity of two questions of a group: the mean of their scores for each other.
///
/// Six in ten pairs of phrasings of the shipped table that are this similar belong to one entry, and
/// those differ on purpose; members repeat each other more than that.
pub const SIMILAR: f32 = 0.4;
/// The most distinct questions that are grouped: those asked most often.
pub const MAX_GROUPED: usize = 5_000;
/// The most entries that are proposed for a group: what a menu on Discord has room for. The right one
/// is rarely among the first few, or the question would have been answered.
pub const NEAREST: usize = 25;

/// A question and how often it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedQuestion {
    /// Its words, as recorded.
    pub text: String,
    /// How often it was asked.
    pub times: u32,
    /// The entries whose answers members rejected, as (source id, entry id).
    pub rejected: Vec<(String, String)>,
    /// What members got for it from the live version.
    pub got: AnswersGot,
}

/// Unanswered questions about the same thing.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionGroup {
    /// Each once, most asked first.
    pub questions: Vec<AskedQuestion>,
    /// How often they were asked in total.
    pub times: u32,
    /// The entries that could answer them, most likely first; at most [`NEAREST`].
    pub nearest: Vec<EntryName>,
    /// What would fix it.
    pub proposal: Proposal,
}

/// What would fix a group of unanswered questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proposal {
    /// Make it a phrasing of the nearest entry: most of the questions were nearly understood, and ask for nothing that
    /// the entry has no word of.
    Phrasing,
    /// Write a question or a gap: nothing comes near.
    Entry,
    /// Tell apart the entry that answered wrongly and the one that was meant.
    Distinguish,
}

/// Returns the logged questions whose words were kept, without those that a moderator ignores. An
/// entry counts as rejected if more members rejected its answer than found it helpful. `live` is the version that is
/// live.
#[must_use]
pub fn asked_questions(
    live: &str,
    asked: Vec<LoggedQuestion>,
    votes: &[Vote],
    ignored: Vec<String>,
) -> Vec<AskedQuestion> {
    let ignored: BTreeSet<String> = ignored.into_iter().collect();
    let mut balances: BTreeMap<(&str, &str, &str), i64> = BTreeMap::new();
    for vote in votes {
        let balance = balances.entry((&vote.text, &vote.source, &vote.entry));
        *balance.or_default() += match vote.kind {
            VoteKind::Rejected => 1,
            VoteKind::Helpful => -1,
            VoteKind::Picked | VoteKind::NoneOfThese => 0,
        };
    }
    let mut rejected: HashMap<&str, Vec<(String, String)>> = HashMap::new();
    for ((text, source, entry), balance) in balances {
        if balance > 0 {
            let entry = (source.to_owned(), entry.to_owned());
            rejected.entry(text).or_default().push(entry);
        }
    }
    let asked = asked.into_iter();
    let asked = asked.filter(|asked| !asked.text.is_empty() && !ignored.contains(&asked.text));
    asked
        .map(|asked| AskedQuestion {
            rejected: rejected.get(&*asked.text).cloned().unwrap_or_default(),
            got: Some(AnswersGot::of(&asked))
                .filter(|_| asked.version == live)
                .unwrap_or_default(),
            text: asked.text,
            times: asked.times,
        })
        .collect()
}

/// Groups the questions that a table does not answer, most asked first; of very many, those that were asked
/// most, as many as the effort allows.
#[must_use]
pub fn unanswered(table: Table, asked: &[AskedQuestion], effort: &Effort) -> Vec<QuestionGroup> {
    let mut distinct: BTreeMap<&str, AskedQuestion> = BTreeMap::new();
    for asked in asked {
        let same = distinct.entry(asked.text.trim());
        let same = same.or_insert_with(|| AskedQuestion {
            text: asked.text.trim().to_owned(),
            times: 0,
            rejected: Vec::new(),
            got: AnswersGot::default(),
        });
        same.times = same.times.saturating_add(asked.times);
        same.rejected.extend_from_slice(&asked.rejected);
        same.got.add(&asked.got);
    }
    let mut distinct: Vec<AskedQuestion> = distinct.into_values().collect();
    distinct.sort_by_key(|asked| Reverse(asked.times));
    // Each is asked again, and then compared with the others.
    distinct.truncate(effort.questions(2 * table.matcher.cost()));
    let wanted = distinct.into_par_iter().filter(|_| effort.is_wanted());
    let mut open: Vec<OpenQuestion> = wanted.filter_map(|asked| open(table, asked)).collect();
    open.sort_by(
        |OpenQuestion { asked: a, .. }, OpenQuestion { asked: b, .. }| {
            b.times.cmp(&a.times).then_with(|| a.text.cmp(&b.text))
        },
    );
    open.truncate(MAX_GROUPED);
    let texts: Vec<String> = open.iter().map(|open| open.asked.text.clone()).collect();
    let mut groups: Vec<QuestionGroup> = cluster(&texts, table.knowledge, effort)
        .into_iter()
        .map(|members| {
            let members: Vec<&OpenQuestion> = members.into_iter().map(|at| &open[at]).collect();
            group(table, &members)
        })
        .collect();
    groups.sort_by_key(|group| Reverse(group.times));
    groups
}

/// An unanswered question.
struct OpenQuestion {
    asked: AskedQuestion,
    outcome: Outcome,
    /// The entries nearest to it, as indices into `Knowledge::entries`, with their scores.
    near: Vec<(usize, f32)>,
}

/// Asks a question; none if members got an answer, or else if it is answered now, or about nothing.
fn open(table: Table, asked: AskedQuestion) -> Option<OpenQuestion> {
    let (answer, ranking) = table.ask_why(&asked.text);
    let is_about_something = ranking.question.has_subject();
    let AskedQuestion { got, rejected, .. } = &asked;
    let was_rejected = got.is_rejected(rejected);
    let is_rejected = |own: EntryName| was_rejected || rejected.contains(&(own.source, own.id));
    let is_open = match answer.outcome {
        _ if got.is_answered(rejected) => false,
        Outcome::Unsure => true,
        Outcome::Declined => is_about_something,
        Outcome::Answered | Outcome::Gap => answer.entry.is_some_and(is_rejected),
    };
    let near = ranking.hits.iter().take(NEAREST);
    is_open.then(|| OpenQuestion {
        asked,
        outcome: if was_rejected {
            Outcome::Answered
        } else {
            answer.outcome
        },
        near: near.map(|hit| (hit.entry, hit.score)).collect(),
    })
}

/// Groups similar questions: each joins the first group before it whose first question it resembles.
/// Returns the indices of each group's members, in order.
fn cluster(questions: &[String], knowledge: &Knowledge, effort: &Effort) -> Vec<Vec<usize>> {
    // Indexed together with the table's own entries, so that a word which all the questions share
    // still counts as rare.
    let mut documents: Vec<Document> = documents(knowledge).collect();
    let own = documents.len();
    documents.extend(questions.iter().map(|question| Document {
        id: question,
        source: "",
        kind: Kind::Question,
        phrasings: vec![question],
        answer: Vec::new(),
    }));
    let matcher = Matcher::new(documents, &synonyms(knowledge));
    let scores: Vec<BTreeMap<usize, f32>> = questions
        .par_iter()
        .map(|question| {
            if !effort.is_wanted() {
                return BTreeMap::new();
            }
            let hits = matcher.rank(question).hits.into_iter();
            let others = hits.filter_map(|hit| Some((hit.entry.checked_sub(own)?, hit.score)));
            others.collect()
        })
        .collect();
    let score = |one: usize, other: usize| scores[one].get(&other).copied().unwrap_or(0.0);
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for at in 0..questions.len() {
        // One may contain the other and ask about something else, too: so both directions count.
        let is_similar =
            |first: usize| f32::midpoint(score(at, first), score(first, at)) >= SIMILAR;
        match groups.iter_mut().find(|group| is_similar(group[0])) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups
}

fn group(table: Table, members: &[&OpenQuestion]) -> QuestionGroup {
    let knowledge = table.knowledge;
    let mut scores: BTreeMap<usize, f32> = BTreeMap::new();
    for OpenQuestion { asked, near, .. } in members {
        for (entry, score) in near {
            *scores.entry(*entry).or_default() += score * asked.times as f32;
        }
    }
    let mut nearest: Vec<(usize, f32)> = scores.into_iter().collect();
    nearest.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let proposal = proposal(table, members, nearest.first().map(|(entry, _)| *entry));
    let nearest = nearest.into_iter().take(NEAREST);
    let nearest = nearest.map(|(entry, _)| EntryName::of(knowledge, &knowledge.entries[entry]));
    let times = members.iter().map(|open| open.asked.times);
    QuestionGroup {
        nearest: nearest.collect(),
        questions: members.iter().map(|open| open.asked.clone()).collect(),
        times: times.fold(0, u32::saturating_add),
        proposal,
    }
}

/// What would fix most of these questions, of which this entry is the nearest.
fn proposal(table: Table, members: &[&OpenQuestion], nearest: Option<usize>) -> Proposal {
    let (mut times, mut met, mut rejected) = (0_u32, 0_u32, 0_u32);
    for OpenQuestion { asked, outcome, .. } in members {
        times = times.saturating_add(asked.times);
        match outcome {
            Outcome::Unsure if nearest.is_some_and(|entry| is_met(table, &asked.text, entry)) => {
                met = met.saturating_add(asked.times);
            }
            Outcome::Unsure | Outcome::Declined => {}
            Outcome::Answered | Outcome::Gap => rejected = rejected.saturating_add(asked.times),
        }
    }
    if rejected.saturating_mul(2) > times {
        Proposal::Distinguish
    } else if met.saturating_mul(2) > times {
        Proposal::Phrasing
    } else {
        Proposal::Entry
    }
}

/// Whether an entry has a word for all that a question asks for, and nothing that makes it another question.
fn is_met(table: Table, question: &str, entry: usize) -> bool {
    let differences = table.matcher.differences_from(question, entry);
    differences.unexplained <= 0.0 && differences.mismatches() == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The threshold once by value, so that a move is argued for here too.
    #[test]
    fn the_threshold_is_this() {
        assert!((SIMILAR - 0.4).abs() < f32::EPSILON);
    }
}
