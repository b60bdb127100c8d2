//! What a label of a dataset names: an entry by its id, or a sentence of the source's text by its
//! place.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Faults, Severity, did_you_mean};
use crate::document::Spanned;
use crate::knowledge::{At, Kind, Knowledge, SourceText, source_text};
use crate::quality::evaluation::dataset::file::RawQuestion;
use crate::quality::evaluation::dataset::{DECLINED, LabelledQuestion};

/// Stands for the missing entry of a question that the source answers and the table does not.
const NO_ENTRY: usize = usize::MAX;

/// The longest id or kind of a question, in bytes: each of its phrasings has both.
const MAX_NAME_BYTES: usize = 200;

/// What labels can name. Each name has a second form with its source: `source/name`.
pub(super) struct Labels<'a> {
    knowledge: &'a Knowledge,
    /// Entries by id, as indices into [`Knowledge::entries`].
    entries: BTreeMap<String, BTreeSet<usize>>,
    /// The questions whose facts cite a sentence, by `section.paragraph.sentence`.
    sentences: BTreeMap<String, BTreeSet<usize>>,
}

impl<'a> Labels<'a> {
    /// Collects the entries that can be named.
    pub fn of(knowledge: &'a Knowledge) -> Self {
        let mut labels = Self {
            knowledge,
            entries: BTreeMap::new(),
            sentences: BTreeMap::new(),
        };
        for (index, entry) in knowledge.entries.iter().enumerate() {
            let source = knowledge.source_of(entry);
            for name in both(&source.id, &entry.id) {
                labels.entries.entry(name).or_default().insert(index);
            }
        }
        labels
    }

    /// Collects the sentences that can be named, which takes a reading of every text.
    pub fn add_sentences(&mut self) {
        let knowledge = self.knowledge;
        let mut ends: HashMap<(&str, At), Vec<Range<usize>>> = HashMap::new();
        for (source, text) in texts(knowledge) {
            for (at, paragraph) in text.paragraphs() {
                let sentences: Vec<_> = source_text::sentences(paragraph).collect();
                for sentence in 1..=sentences.len() {
                    for name in both(source, &format!("{at}.{sentence}")) {
                        self.sentences.entry(name).or_default();
                    }
                }
                ends.insert((source, at), sentences);
            }
        }
        for (index, entry) in knowledge.entries.iter().enumerate() {
            let source = &knowledge.source_of(entry).id;
            let citations = knowledge
                .facts_of(entry)
                .flat_map(|(_, fact)| &fact.citations);
            let places = citations.filter_map(|citation| citation.at.zip(citation.span.as_ref()));
            for (at, span) in places {
                let sentences = ends.get(&(source.as_str(), at)).map(Vec::as_slice);
                let first = |own: &Range<usize>| own.end <= span.start;
                let sentences = sentences.unwrap_or_default();
                let start = sentences.partition_point(first);
                let touched = sentences[start..].iter();
                let touched = touched.take_while(|own| own.start < span.end).count();
                for number in start + 1..=start + touched {
                    for name in both(source, &format!("{at}.{number}")) {
                        self.sentences.entry(name).or_default().insert(index);
                    }
                }
            }
        }
    }

    /// Whether a source's text was loaded, so that sentences can be named.
    pub fn has_sentences(&self) -> bool {
        !self.sentences.is_empty()
    }

    /// Resolves the labels of a question, which becomes one for each of its phrasings; none if a label
    /// names nothing.
    pub fn resolve(&self, raw: RawQuestion, faults: &mut Faults) -> Vec<LabelledQuestion> {
        let before = faults.count(Severity::Error);
        let entries = self.right_entries(&raw, faults);
        if faults.count(Severity::Error) > before {
            return Vec::new();
        }
        let is_gap = |entry: &usize| {
            let entry = self.knowledge.entries.get(*entry);
            entry.is_some_and(|entry| entry.kind() == Kind::Gap)
        };
        let (gaps, questions): (BTreeSet<usize>, _) = entries.into_iter().partition(is_gap);
        let (questions, gaps) = (Arc::new(questions), Arc::new(gaps));
        let asked = raw.ask.into_iter().map(|question| LabelledQuestion {
            id: raw.id.clone().unwrap_or_default(),
            question,
            after: raw.after.clone(),
            kind: raw.kind.clone(),
            questions: Arc::clone(&questions),
            gaps: Arc::clone(&gaps),
        });
        asked.collect()
    }

    /// The entries that answer a question; adds a fault for each label that names nothing.
    fn right_entries(&self, raw: &RawQuestion, faults: &mut Faults) -> BTreeSet<usize> {
        let mut entries = BTreeSet::new();
        if raw.ask.iter().all(|question| question.trim().is_empty()) {
            let message = "the question is empty";
            let fault = Diagnostic::at(Code::EmptyField, raw.place, message);
            faults.push(fault.repair("write the question as `ask`"));
        }
        let names = [raw.id.as_ref(), raw.kind.as_ref()].into_iter().flatten();
        if names.into_iter().any(|name| name.len() > MAX_NAME_BYTES) {
            let message = format!("an `id` or a `kind` is longer than {MAX_NAME_BYTES} bytes");
            let fault = Diagnostic::at(Code::TooLong, raw.place, message);
            faults.push(fault.repair("shorten it"));
        }
        for name in &raw.expect {
            match self.entries.get(&name.value) {
                Some(found) => entries.extend(found),
                None if name.value == DECLINED && raw.expect.len() == 1 => {}
                None => faults.push_with(Code::UnknownEntry, || self.unknown_entry(name)),
            }
        }
        for name in &raw.gold {
            match self.sentences.get(&name.value) {
                Some(found) => entries.extend(found),
                None => faults.push_with(Code::UnknownSection, || self.unknown_sentence(name)),
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
