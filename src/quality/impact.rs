//! What a change of the table does to answers: the same questions, asked of the old and the new.

use std::collections::HashSet;
use std::fmt;

use rayon::prelude::*;

use crate::answer::{Answer, EntryName, Outcome, Table};
use crate::knowledge::Kind;

/// The most characters of an answer that are shown: a line or two in a terminal.
const SHORT: usize = 120;

/// What becomes of questions under the new table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Impact {
    /// The questions that get another answer, the most surprising first.
    pub shifts: Vec<Shift>,
    /// How many questions were asked.
    pub asked: usize,
    /// How many there are.
    pub of: usize,
}

/// A question that gets another answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// The question.
    pub question: String,
    /// How that comes about.
    pub cause: Cause,
    /// What the old table says.
    pub old: ReplayedAnswer,
    /// What the new one says.
    pub new: ReplayedAnswer,
}

/// Why a question gets another answer; the most surprising first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Nobody touched these words, and they lead elsewhere.
    Drift,
    /// They lead where they led, and something else is said there.
    Rewording,
    /// They are a phrasing that was added, removed or moved.
    Edit,
}

/// An answer in short; shown, it is one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplayedAnswer {
    /// What became of the question.
    pub outcome: Outcome,
    /// The question or gap that was understood; none unless answered or a gap.
    pub entry: Option<EntryName>,
    /// All of it in words.
    words: String,
}

/// Asks both tables the recent questions and their own phrasings, each once and at most `limit` of
/// them: the recent ones first, then the phrasings that were edited, then an even sample of the
/// others. A question is listed where its outcome or entry differs, or what the entry says.
#[must_use]
pub fn impact(old: Table, new: Table, recent: &[String], limit: usize) -> Impact {
    let (was, now) = (phrasings(old), phrasings(new));
    let [was_there, is_there] = [&was, &now].map(|own| own.iter().collect::<HashSet<_>>());
    let edited = was_there.symmetric_difference(&is_there);
    let edited: HashSet<&str> = edited.map(|phrasing| phrasing.text).collect();

    let mut seen = HashSet::new();
    let recent = recent.iter().map(String::as_str);
    let recent: Vec<&str> = recent.filter(|question| seen.insert(*question)).collect();
    let own = now.iter().chain(&was).map(|phrasing| phrasing.text);
    let own = own.filter(|text| seen.insert(text));
    let (edits, others): (Vec<&str>, Vec<&str>) = own.partition(|text| edited.contains(text));

    let of = recent.len() + edits.len() + others.len();
    let mut questions: Vec<&str> = Vec::new();
    for group in [recent, edits, others] {
        let room = limit - questions.len();
        questions.extend(even(&group, room));
    }
    let shift = |question: &&str| shift(old, new, question, edited.contains(question));
    let mut shifts: Vec<Shift> = questions.par_iter().filter_map(shift).collect();
    shifts.sort_by_key(|shift| shift.cause);
    Impact {
        shifts,
        asked: questions.len(),
        of,
    }
}

impl Impact {
    /// All of it in figures.
    #[must_use]
    pub fn summary(&self) -> String {
        let Self { shifts, asked, of } = self;
        let shifts = shifts.len();
        if asked < of {
            return format!(
                "{shifts} of {asked} questions get another answer; {of} could be asked"
            );
        }
        format!("{shifts} of {asked} questions get another answer")
    }
}

impl Cause {
    /// What is said over its questions.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Drift => "Nobody touched these words, and they lead elsewhere:",
            Self::Rewording => "These lead where they led, and something else is said there:",
            Self::Edit => "These phrasings were added, removed or moved:",
        }
    }
}

impl fmt::Display for ReplayedAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

/// A phrasing and where it leads; one that has moved to another entry is another.
#[derive(PartialEq, Eq, Hash)]
struct ReplayedPhrasing<'a> {
    text: &'a str,
    entry: (Kind, &'a str),
    source: &'a str,
}

fn phrasings(table: Table<'_>) -> Vec<ReplayedPhrasing<'_>> {
    let entries = table.knowledge.entries.iter();
    let phrasings = entries.flat_map(|entry| {
        let source = table.knowledge.source_of(entry).id.as_str();
        entry
            .phrasings
            .iter()
            .map(move |phrasing| ReplayedPhrasing {
                text: &phrasing.text,
                entry: (entry.kind(), &entry.id),
                source,
            })
    });
    phrasings.collect()
}

/// As many as there is room for, at even distances from the first on.
fn even<'a>(questions: &[&'a str], room: usize) -> impl Iterator<Item = &'a str> {
    let (all, taken) = (questions.len(), room.min(questions.len()));
    (0..taken).map(move |number| questions[number * all / taken])
}

fn shift(old: Table, new: Table, question: &str, is_edited: bool) -> Option<Shift> {
    let [was, now] = [old.ask(question), new.ask(question)];
    let [old_words, new_words] = [sentences(&was), sentences(&now)];
    let leads_elsewhere = (was.outcome, key(&was)) != (now.outcome, key(&now));
    // Whoever is asked back has not been told anything yet: other options are no other answer.
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
        old: said(old, was, &old_words, same),
        new: said(new, now, &new_words, same),
    })
}

fn key(answer: &Answer) -> Option<(&str, &str)> {
    let entry = answer.entry.as_ref()?;
    Some((&entry.source, &entry.id))
}

/// What a member would read first: the facts, the gap, or what they are asked back.
fn sentences(answer: &Answer) -> Vec<String> {
    match answer.outcome {
        Outcome::Answered => answer.sentences.iter().map(|s| s.text.clone()).collect(),
        Outcome::Gap => answer.gap.iter().cloned().collect(),
        Outcome::Unsure => answer.others.iter().map(|o| o.asked_as.clone()).collect(),
        Outcome::Declined => Vec::new(),
    }
}

/// `same` sentences at the beginning are the other side's too, and are left out.
fn said(table: Table, answer: Answer, sentences: &[String], same: usize) -> ReplayedAnswer {
    let name = answer.entry.as_ref();
    let name = name
        .map(|entry| entry.within(table.knowledge))
        .unwrap_or_default();
    let cut = if same > 0 { "… " } else { "" };
    let told = short(&format!("{cut}{}", sentences[same..].join(" ")));
    let words = match answer.outcome {
        Outcome::Answered => format!("answered by `{name}`: “{told}”"),
        Outcome::Gap => format!("answered by the gap `{name}`: “{told}”"),
        Outcome::Unsure => format!("unsure: “{}”", sentences.join("” or “")),
        Outcome::Declined => "declined".to_owned(),
    };
    ReplayedAnswer {
        outcome: answer.outcome,
        entry: answer.entry,
        words,
    }
}

fn short(text: &str) -> String {
    let text = text.trim_end();
    match text.char_indices().nth(SHORT) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::even;

    #[track_caller]
    fn check(room: usize, expected: &[&str]) {
        let questions = ["a", "b", "c", "d", "e"];
        assert_eq!(even(&questions, room).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_sample_is_spread_over_all() {
        check(0, &[]);
        check(1, &["a"]);
        check(2, &["a", "c"]);
        check(3, &["a", "b", "d"]);
        check(9, &["a", "b", "c", "d", "e"]);
    }
}
