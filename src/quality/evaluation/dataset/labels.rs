//! What a label of a dataset names: an entry by its id, or a sentence of the source's text by its
//! place.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::document::Spanned;
use crate::knowledge::{Citation, Kind, Knowledge, Source, SourceText, source_text};
use crate::quality::evaluation::dataset::file::RawQuestion;
use crate::quality::evaluation::dataset::{DECLINED, LabelledQuestion};

/// Stands for the missing entry of a question that the source answers and the table does not.
const NO_ENTRY: usize = usize::MAX;

/// What labels can name. Each name has a second form with its source: `source/name`.
pub(super) struct Labels<'a> {
    knowledge: &'a Knowledge,
    /// Entries by id, as indices into [`Knowledge::entries`].
    entries: BTreeMap<String, BTreeSet<usize>>,
    /// The questions whose facts cite a sentence, by `section.paragraph.sentence`.
    sentences: BTreeMap<String, BTreeSet<usize>>,
}

impl<'a> Labels<'a> {
    /// Collects what can be named.
    pub fn of(knowledge: &'a Knowledge) -> Self {
        let mut labels = Self {
            knowledge,
            entries: BTreeMap::new(),
            sentences: BTreeMap::new(),
        };
        for (source, text) in texts(knowledge) {
            for (at, paragraph) in text.paragraphs() {
                let count = source_text::sentences(paragraph).count();
                for sentence in 1..=count {
                    for name in both(source, &format!("{at}.{sentence}")) {
                        labels.sentences.entry(name).or_default();
                    }
                }
            }
        }
        for (index, entry) in knowledge.entries.iter().enumerate() {
            let source = knowledge.source_of(entry);
            for name in both(&source.id, &entry.id) {
                labels.entries.entry(name).or_default().insert(index);
            }
            let citations = knowledge.facts_of(entry).flat_map(|fact| &fact.citations);
            for sentence in citations.flat_map(|citation| cited(source, citation)) {
                for name in both(&source.id, &sentence) {
                    labels.sentences.entry(name).or_default().insert(index);
                }
            }
        }
        labels
    }

    /// Whether a source's text was loaded, so that sentences can be named.
    pub fn has_sentences(&self) -> bool {
        !self.sentences.is_empty()
    }

    /// Resolves the labels of a question, which becomes one for each of its phrasings; none if a label
    /// names nothing.
    pub fn resolve(&self, raw: RawQuestion, faults: &mut Vec<Diagnostic>) -> Vec<LabelledQuestion> {
        let before = faults.len();
        let entries = self.right_entries(&raw, faults);
        if faults.len() > before {
            return Vec::new();
        }
        let is_gap = |entry: &usize| {
            let entry = self.knowledge.entries.get(*entry);
            entry.is_some_and(|entry| entry.kind() == Kind::Gap)
        };
        let (gaps, questions): (BTreeSet<usize>, _) = entries.into_iter().partition(is_gap);
        let asked = raw.ask.into_iter().map(|question| LabelledQuestion {
            id: raw.id.clone().unwrap_or_default(),
            question,
            kind: raw.kind.clone(),
            questions: questions.clone(),
            gaps: gaps.clone(),
        });
        asked.collect()
    }

    /// The entries that answer a question; adds a fault for each label that names nothing.
    fn right_entries(&self, raw: &RawQuestion, faults: &mut Vec<Diagnostic>) -> BTreeSet<usize> {
        let mut entries = BTreeSet::new();
        if raw.ask.iter().all(|question| question.trim().is_empty()) {
            let message = "the question is empty";
            let fault = Diagnostic::at(Code::EmptyField, raw.place, message);
            faults.push(fault.repair("write the question as `ask`"));
        }
        for name in &raw.expect {
            match self.entries.get(&name.value) {
                Some(found) => entries.extend(found),
                None if name.value == DECLINED && raw.expect.len() == 1 => {}
                None => faults.push(self.unknown_entry(name)),
            }
        }
        for name in &raw.gold {
            match self.sentences.get(&name.value) {
                Some(found) => entries.extend(found),
                None => faults.push(self.unknown_sentence(name)),
            }
        }
        if !raw.gold.is_empty() && entries.is_empty() {
            // The table has no question for it: any answer is wrong.
            entries.insert(NO_ENTRY);
        }
        entries
    }

    fn unknown_entry(&self, name: &Spanned<String>) -> Diagnostic {
        let message = format!("there is no entry `{}`", name.value.escape_debug());
        let known = self.entries.keys().map(String::as_str);
        let repair = match did_you_mean(&name.value, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("name a question or a gap of the table, or `{DECLINED}`"),
        };
        Diagnostic::at(Code::UnknownEntry, name.place, message).repair(repair)
    }

    fn unknown_sentence(&self, name: &Spanned<String>) -> Diagnostic {
        let message = format!("there is no sentence `{}`", name.value.escape_debug());
        let repair = if texts(self.knowledge).count() < self.knowledge.sources.len() {
            "sentences are found in the source's text: put it beside the file, or name it with `--text`"
        } else {
            "a sentence is named by section, paragraph and its number there: `2.1.3`"
        };
        Diagnostic::at(Code::UnknownSection, name.place, message).repair(repair)
    }
}

/// The fault of a dataset that names sentences of a text that was not loaded.
pub(super) fn no_text(name: &Spanned<String>) -> Diagnostic {
    let message = "the set names sentences, and no text was read in which to find them";
    let repair = "put the source's text beside the knowledge file, or name it with `--text`";
    Diagnostic::at(Code::UnknownSection, name.place, message).repair(repair)
}

fn texts(knowledge: &Knowledge) -> impl Iterator<Item = (&str, &SourceText)> {
    let sources = knowledge.sources.iter();
    sources.filter_map(|source| Some((source.id.as_str(), source.text.as_ref()?)))
}

fn both(source: &str, id: &str) -> [String; 2] {
    [id.to_owned(), format!("{source}/{id}")]
}

/// The sentences that a citation overlaps, as `section.paragraph.sentence`.
fn cited(source: &Source, citation: &Citation) -> Vec<String> {
    let place = citation.at.zip(citation.span.as_ref());
    let Some((at, span)) = place else {
        return Vec::new();
    };
    let paragraph = source.text.as_ref().and_then(|text| text.paragraph(at));
    let sentences = (1..).zip(source_text::sentences(paragraph.unwrap_or_default()));
    let touched = sentences.filter(|(_, own)| span.start < own.end && own.start < span.end);
    touched
        .map(|(number, _)| format!("{at}.{number}"))
        .collect()
}
