//! Names that refer to something else in the file, or to what is in another one.

use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::document::Spanned;
use crate::knowledge::FactIndex;
use crate::knowledge::parse::RawEntry;
use crate::knowledge::validate::Validator;
use crate::knowledge::validate::naming::DeclaredIds;

impl Validator {
    /// The facts of a question.
    pub(super) fn fact_list(&mut self, raw: &RawEntry, names: &DeclaredIds) -> Vec<FactIndex> {
        let mut list = Vec::new();
        let mut seen = HashMap::new();
        for name in raw.facts.iter().flatten() {
            self.unique(&mut seen, name, Code::RepeatedFact);
            let Some((source, id)) = self.in_source(name, names) else {
                continue;
            };
            let facts = &names.file(source).facts;
            match facts.get(id) {
                Some(&fact) => list.push(FactIndex { source, fact }),
                None => self.unknown(name, Code::UnknownFact, facts.keys()),
            }
        }
        if raw.facts.as_ref().is_some_and(Vec::is_empty) {
            let repair = "list the facts that answer the question, or make it a `[[gap]]`";
            self.empty_list(raw.place, "facts", repair);
        }
        list
    }

    pub(super) fn topic(&mut self, raw: &RawEntry, topics: &BTreeSet<&String>) -> Option<String> {
        let topic = raw.topic.as_ref()?;
        if !topics.contains(&topic.value) {
            self.unknown(topic, Code::UnknownTopic, topics.iter().copied());
        }
        Some(topic.value.clone())
    }

    /// The questions that an entry refers to, as indices, without those that are drafts.
    pub(super) fn questions(
        &mut self,
        written: &[Spanned<String>],
        names: &DeclaredIds,
    ) -> Vec<usize> {
        let mut list = Vec::new();
        for name in written {
            let Some((source, id)) = self.in_source(name, names) else {
                continue;
            };
            let file = names.file(source);
            match file.questions.get(id) {
                Some(&index) => list.push(index),
                None if file.drafts.contains(id) => {}
                None => self.unknown(name, Code::UnknownQuestion, file.questions.keys()),
            }
        }
        list
    }

    /// The source that a name refers to, and the id there. Reports a source that is not there.
    fn in_source<'a>(
        &mut self,
        name: &'a Spanned<String>,
        names: &DeclaredIds,
    ) -> Option<(usize, &'a str)> {
        let found = names.split(self.knowledge.sources.len(), &name.value);
        if found.is_none() {
            self.unknown(name, Code::UnknownSource, names.sources());
        }
        found
    }

    pub(super) fn unknown<'a>(
        &mut self,
        name: &Spanned<String>,
        code: Code,
        known: impl Iterator<Item = &'a String> + Clone,
    ) {
        let what = match code {
            Code::UnknownFact => "fact",
            Code::UnknownTopic => "topic",
            Code::UnknownQuestion => "question",
            Code::UnknownSource => "source in",
            _ => "entry",
        };
        self.faults.push_with(code, || {
            let message = format!("unknown {what} `{}`", name.value);
            let near = did_you_mean(&name.value, known.map(String::as_str));
            let repair = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None if code == Code::UnknownSource => {
                    "put the file of that source into the same folder, or remove this reference"
                        .to_owned()
                }
                None => format!("add the {what} to this file, or remove this reference"),
            };
            Diagnostic::at(code, name.place, message).repair(repair)
        });
    }
}
