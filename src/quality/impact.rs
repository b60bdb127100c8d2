//! The impact of a change on answers: asks the old and the new table the same questions.

use std::collections::HashSet;
use std::fmt;

use rayon::prelude::*;

use crate::answer::{Answer, EntryName, Outcome, Table};
use crate::effort::{Effort, sample};
use crate::quality::phrasings::phrasings;

/// The most characters shown of an answer: a line or two in a terminal.
const MAX_SHOWN: usize = 120;

/// How the new table answers compared with the old one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Impact {
    /// The questions that get another answer, the most surprising first.
    pub shifts: Vec<Shift>,
    /// Number of questions that were replayed.
    pub asked: usize,
    /// Number of questions that could have been replayed.
    pub available: usize,
}

/// A question that gets another answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// The question.
    pub question: String,
    /// Why.
    pub cause: Cause,
    /// The old table's answer.
    pub old: ReplayedAnswer,
    /// The new table's answer.
    pub new: ReplayedAnswer,
}

/// Why a question gets another answer; the most surprising first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Nobody edited these words, yet they lead to another entry.
    Drift,
    /// They lead to the same entry, whose text has changed.
    Rewording,
    /// They are a phrasing that was added, removed or moved.
    Edit,
}

/// An answer as one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplayedAnswer {
    /// The outcome.
    pub outcome: Outcome,
    /// The entry that answers; none if unsure or declined.
    pub entry: Option<EntryName>,
    /// The line.
    line: String,
}

/// Asks both tables the recent questions and the tables' own phrasings, each once and as many as the effort
/// allows: recent questions first, then phrasings that were edited, then an even sample of the
/// others. A question shifts if its outcome, its entry or the entry's text differs.
#[must_use]
pub fn impact(old: Table, new: Table, recent: &[String], effort: &Effort) -> Impact {
    let [was, now] = [old, new].map(|table| phrasings(table.knowledge).collect::<Vec<_>>());
    let [was_there, is_there] = [&was, &now].map(|own| own.iter().collect::<HashSet<_>>());
    let edited = was_there.symmetric_difference(&is_there);
    let edited: HashSet<&str> = edited.map(|phrasing| phrasing.text).collect();

    let mut seen = HashSet::new();
    let recent = recent.iter().map(String::as_str);
    let recent: Vec<&str> = recent.filter(|question| seen.insert(*question)).collect();
    let own = now.iter().chain(&was).map(|phrasing| phrasing.text);
    let own = own.filter(|text| seen.insert(text));
    let (edits, others): (Vec<&str>, Vec<&str>) = own.partition(|text| edited.contains(text));

    let available = recent.len() + edits.len() + others.len();
    let room = effort.questions(old.matcher.cost() + new.matcher.cost());
    let questions = sample(&[recent, edits, others], room);
    let shift = |question: &&str| shift(old, new, question, edited.contains(question));
    let wanted = questions.par_iter().filter(|_| effort.is_wanted());
    let mut shifts: Vec<Shift> = wanted.filter_map(shift).collect();
    shifts.sort_by_key(|shift| shift.cause);
    Impact {
        shifts,
        asked: questions.len(),
        available,
    }
}

impl Impact {
    /// Returns the counts as a sentence.
    #[must_use]
    pub fn summary(&self) -> String {
        let Self {
            shifts,
            asked,
            available,
        } = self;
        let shifts = shifts.len();
        if asked < available {
            return format!(
                "{shifts} of {asked} questions get another answer; {available} could be asked"
            );
        }
        format!("{shifts} of {asked} questions get another answer")
    }
}

impl Cause {
    /// The heading of its questions.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Drift => "Unedited words that lead elsewhere now:",
            Self::Rewording => "Same entry, other text:",
            Self::Edit => "Phrasings added, removed or moved:",
        }
    }
}

impl fmt::Display for ReplayedAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line)
    }
}

fn shift(old: Table, new: Table, question: &str, is_edited: bool) -> Option<Shift> {
    let [was, now] = [old.ask(question), new.ask(question)];
    let [old_words, new_words] = [sentences(&was), sentences(&now)];
    let leads_elsewhere = (was.outcome, key(&was)) != (now.outcome, key(&now));
    // “Did you mean” has not told anything yet: other options are not another answer.
    if !leads_elsewhere && (was.entry.is_none() || old_words == new_words) {
        return None;
    }
    let same = old_words.iter().zip(&new_words);
    let same = same.take_while(|(was, now)| was == now && !leads_elsewhere);
    let same = same.count();
    let cause = match (is_edited, leads_elsewhere) {
        (true, _) => Cause::Edit,
        (false, true) => Cause::Drift,
        (false, false) => Cause::Rewording,
    };
    Some(Shift {
        question: question.to_owned(),
        cause,
        old: replayed(old, was, &old_words, same),
        new: replayed(new, now, &new_words, same),
    })
}

fn key(answer: &Answer) -> Option<(&str, &str)> {
    let entry = answer.entry.as_ref()?;
    Some((&entry.source, &entry.id))
}

/// What a member reads first: the facts, the gap's sentence, or the options.
fn sentences(answer: &Answer) -> Vec<String> {
    match answer.outcome {
        Outcome::Answered => answer.sentences.iter().map(|s| s.text.clone()).collect(),
        Outcome::Gap => answer.gap.iter().cloned().collect(),
        Outcome::Unsure => answer.others.iter().map(|o| o.asked_as.clone()).collect(),
        Outcome::Declined => Vec::new(),
    }
}

/// Leaves out the first `same` sentences, which both answers have.
fn replayed(table: Table, answer: Answer, sentences: &[String], same: usize) -> ReplayedAnswer {
    let name = answer.entry.as_ref();
    let name = name
        .map(|entry| entry.within(table.knowledge))
        .unwrap_or_default();
    let cut = if same > 0 { "… " } else { "" };
    let text = clipped(&format!("{cut}{}", sentences[same..].join(" ")));
    let line = match answer.outcome {
        Outcome::Answered => format!("answered by `{name}`: “{text}”"),
        Outcome::Gap => format!("answered by the gap `{name}`: “{text}”"),
        Outcome::Unsure => format!("unsure: “{}”", sentences.join("” or “")),
        Outcome::Declined => "declined".to_owned(),
    };
    ReplayedAnswer {
        outcome: answer.outcome,
        entry: answer.entry,
        line,
    }
}

fn clipped(text: &str) -> String {
    let text = text.trim_end();
    match text.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
