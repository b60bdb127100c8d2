//! Datasets: files of labelled questions, as TOML or as JSON lines.
//!
//! - [`mod@file`]: text → questions with their labels as written.
//! - [`labels`]: what a label names: an entry, or a sentence of the source's text.

mod file;
mod labels;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place, Report};
use crate::knowledge::Knowledge;
use crate::quality::evaluation::dataset::labels::Labels;

/// The label of a question that the table is not to answer.
const DECLINED: &str = "declined";
/// The most questions of a dataset, each phrasing counted: what is asked in a minute or two.
const MAX_QUESTIONS: usize = 100_000;

/// A question labelled with what answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelledQuestion {
    /// Its id in the dataset; may be empty.
    pub id: String,
    /// The question.
    pub question: String,
    /// The question before, in whose light it is asked; none where it is asked alone.
    pub after: Option<String>,
    /// Its kind, in the words of the dataset's author.
    pub kind: Option<String>,
    /// The questions of the table that answer it, as indices into [`Knowledge::entries`].
    pub questions: Arc<BTreeSet<usize>>,
    /// The gaps that answer it, as indices into [`Knowledge::entries`].
    pub gaps: Arc<BTreeSet<usize>>,
}

impl LabelledQuestion {
    /// Whether the source answers it.
    #[must_use]
    pub fn is_answerable(&self) -> bool {
        !self.questions.is_empty()
    }

    /// Whether it asks for what the source leaves open, or presumes what is false: close to
    /// answerable questions, and therefore hard to reject.
    #[must_use]
    pub fn is_unanswerable(&self) -> bool {
        let kind = self.kind.as_deref();
        !self.is_answerable()
            && (!self.gaps.is_empty()
                || matches!(
                    kind,
                    Some("nearmiss" | "falsepremise" | "followup-unanswered")
                ))
    }

    /// Whether it has nothing to do with the source.
    #[must_use]
    pub fn is_out_of_scope(&self) -> bool {
        !self.is_answerable() && !self.is_unanswerable()
    }
}

fn too_many(place: Place) -> Diagnostic {
    let message = format!("the set has more than {MAX_QUESTIONS} questions");
    Diagnostic::at(Code::TooLarge, place, message).repair("split the set into several files")
}

/// Reads a dataset about a table: JSON lines if the name ends in `.jsonl`, else TOML.
///
/// A question with several phrasings becomes several labelled questions. The report has every fault;
/// faulty questions are left out.
#[must_use]
pub fn read(knowledge: &Knowledge, name: &str, bytes: &[u8]) -> (Vec<LabelledQuestion>, Report) {
    let mut report = Report::default();
    let raw = file::read(name, bytes, &mut report);
    let mut labels = Labels::of(knowledge);
    let mut questions = Vec::new();
    let sentence = raw.iter().find_map(|raw| raw.gold.first());
    if sentence.is_some() {
        labels.add_sentences();
    }
    if let Some(sentence) = sentence.filter(|_| !labels.has_sentences()) {
        // Reported once, not for every question.
        report.diagnostics.push(labels::no_text(sentence));
    } else {
        for raw in raw {
            if questions.len() + raw.ask.len() > MAX_QUESTIONS {
                report.diagnostics.push(too_many(raw.place));
                break;
            }
            questions.extend(labels.resolve(raw, &mut report.diagnostics));
        }
    }
    report.sort();
    (questions, report)
}
