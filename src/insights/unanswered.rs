//! What was asked and not answered, as groups of questions about the same, each with what would mend
//! it.
//!
//! The questions are asked anew, so that what a better table has answered since is gone.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::answer::documents::{documents, synonyms};
use crate::answer::{EntryName, Outcome, Table, answer};
use crate::knowledge::{Kind, Knowledge};
use crate::matcher::Matcher;
use crate::matcher::analysis::analyzed_text::Term;
use crate::matcher::document::Document;

/// From this likeness of two questions on, as the matcher sees it, they are put together.
/// Of the pairs of phrasings in the shipped table that are this alike, which differ on purpose, six of ten
/// belong to one entry; members repeat each other more than that.
pub const ALIKE: f32 = 0.4;
/// Only so many different questions are grouped, the most asked.
pub const GROUPED: usize = 5_000;
/// So many entries are named that could answer a group: what a menu on Discord has room for. The right
/// one is seldom among the first few, or it would have been answered.
pub const NEAREST: usize = 25;

/// A question and how it fared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedQuestion {
    /// Its words.
    pub text: String,
    /// How often it was asked.
    pub times: u32,
    /// The ids of sources and entries whose answers whoever asked it said were not what they asked.
    pub rejected: Vec<(String, String)>,
}

/// Questions about the same that were not answered.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionGroup {
    /// Each once, the most asked first.
    pub questions: Vec<AskedQuestion>,
    /// How often all of them were asked.
    pub times: u32,
    /// The entries that could answer them, the most likely first.
    pub nearest: Vec<EntryName>,
    /// What would mend it.
    pub proposal: Proposal,
}

/// What would mend a group of unanswered questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proposal {
    /// To add it to the phrasings of the nearest entry: most of it was nearly understood.
    Phrasing,
    /// To write a question or a gap: nothing comes near.
    Entry,
    /// To look which entry answered it wrongly, and to tell the two apart.
    Apart,
}

/// Groups the questions that a table does not answer, the most asked first.
#[must_use]
pub fn unanswered(table: Table, asked: &[AskedQuestion]) -> Vec<QuestionGroup> {
    let mut distinct: BTreeMap<&str, AskedQuestion> = BTreeMap::new();
    for asked in asked {
        let same = distinct.entry(asked.text.trim());
        let same = same.or_insert_with(|| AskedQuestion {
            text: asked.text.trim().to_owned(),
            times: 0,
            rejected: Vec::new(),
        });
        same.times = same.times.saturating_add(asked.times);
        same.rejected.extend_from_slice(&asked.rejected);
    }
    let distinct: Vec<AskedQuestion> = distinct.into_values().collect();
    let mut open: Vec<Open> = distinct
        .into_par_iter()
        .filter_map(|asked| open(table, asked))
        .collect();
    open.sort_by(|Open { asked: a, .. }, Open { asked: b, .. }| {
        b.times.cmp(&a.times).then_with(|| a.text.cmp(&b.text))
    });
    open.truncate(GROUPED);
    let texts: Vec<String> = open.iter().map(|open| open.asked.text.clone()).collect();
    let mut groups: Vec<QuestionGroup> = together(&texts, table.knowledge)
        .into_iter()
        .map(|members| {
            group(
                table.knowledge,
                members.into_iter().map(|at| &open[at]).collect(),
            )
        })
        .collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.times));
    groups
}

/// A question that was not answered.
struct Open {
    asked: AskedQuestion,
    outcome: Outcome,
    /// The entries near it, as indices, with their scores.
    near: Vec<(usize, f32)>,
}

/// What a question about something gets, if that says nothing.
fn open(table: Table, asked: AskedQuestion) -> Option<Open> {
    let ranking = table.matcher.rank(&asked.text);
    let is_about_something = ranking.question.terms.iter().any(Term::is_content);
    let answer = answer(table.knowledge, &asked.text, &ranking, table.strictness);
    let is_open = match answer.outcome {
        Outcome::Unsure => true,
        Outcome::Declined => is_about_something,
        Outcome::Answered | Outcome::Gap => answer.entry.is_some_and(|said| {
            let mut rejected = asked.rejected.iter();
            rejected.any(|(source, id)| *source == said.source && *id == said.id)
        }),
    };
    let near = ranking.hits.iter().take(NEAREST);
    is_open.then(|| Open {
        asked,
        outcome: answer.outcome,
        near: near.map(|hit| (hit.entry, hit.score)).collect(),
    })
}

/// Puts questions together, given in the order of their weight: each joins the first before it that
/// it is like. Gives the places of each group's members, in order.
fn together(questions: &[String], knowledge: &Knowledge) -> Vec<Vec<usize>> {
    // Beside the table's own entries, a word that all of them are about is still a rare one.
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
    let like: Vec<BTreeMap<usize, f32>> = questions
        .par_iter()
        .map(|question| {
            let hits = matcher.rank(question).hits.into_iter();
            let others = hits.filter_map(|hit| Some((hit.entry.checked_sub(own)?, hit.score)));
            others.collect()
        })
        .collect();
    let score = |one: usize, other: usize| like[one].get(&other).copied().unwrap_or(0.0);
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for at in 0..questions.len() {
        // The one may have all the words of the other, and ask about something else besides.
        let is_like = |first: usize| f32::midpoint(score(at, first), score(first, at)) >= ALIKE;
        match groups.iter_mut().find(|group| is_like(group[0])) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups
}

fn group(knowledge: &Knowledge, members: Vec<&Open>) -> QuestionGroup {
    let mut scores: BTreeMap<usize, f32> = BTreeMap::new();
    let (mut times, mut unsure, mut rejected) = (0_u32, 0_u32, 0_u32);
    for Open {
        asked,
        outcome,
        near,
    } in &members
    {
        times = times.saturating_add(asked.times);
        match outcome {
            Outcome::Unsure => unsure = unsure.saturating_add(asked.times),
            Outcome::Declined => {}
            Outcome::Answered | Outcome::Gap => rejected = rejected.saturating_add(asked.times),
        }
        for (entry, score) in near {
            *scores.entry(*entry).or_default() += score * asked.times as f32;
        }
    }
    let mut nearest: Vec<(usize, f32)> = scores.into_iter().collect();
    nearest.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let nearest = nearest.into_iter().take(NEAREST);
    let nearest = nearest.map(|(entry, _)| EntryName::of(knowledge, &knowledge.entries[entry]));
    let proposal = if rejected.saturating_mul(2) > times {
        Proposal::Apart
    } else if unsure.saturating_mul(2) > times {
        Proposal::Phrasing
    } else {
        Proposal::Entry
    };
    QuestionGroup {
        nearest: nearest.collect(),
        questions: members.into_iter().map(|open| open.asked.clone()).collect(),
        times,
        proposal,
    }
}
