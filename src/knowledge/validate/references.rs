//! Names that refer to something else in the file.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::document::Spanned;
use crate::knowledge::parse::RawEntry;
use crate::knowledge::validate::Validator;

impl Validator {
    /// The facts of a question, as indices.
    pub(super) fn fact_list(
        &mut self,
        raw: &RawEntry,
        facts: &BTreeMap<String, usize>,
    ) -> Vec<usize> {
        let mut list = Vec::new();
        let mut seen = HashMap::new();
        for name in raw.facts.iter().flatten() {
            self.unique(&mut seen, name, Code::RepeatedFact);
            match facts.get(&name.value) {
                Some(&index) => list.push(index),
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

    /// The questions that an entry refers to, as indices.
    pub(super) fn questions(
        &mut self,
        names: &[Spanned<String>],
        questions: &BTreeMap<String, usize>,
    ) -> Vec<usize> {
        let mut list = Vec::new();
        for name in names {
            match questions.get(&name.value) {
                Some(&index) => list.push(index),
                None => self.unknown(name, Code::UnknownQuestion, questions.keys()),
            }
        }
        list
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
            _ => "entry",
        };
        self.faults.push_with(code, || {
            let message = format!("unknown {what} `{}`", name.value);
            let near = did_you_mean(&name.value, known.map(String::as_str));
            let repair = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("add the {what} to this file, or remove this reference"),
            };
            Diagnostic::at(code, name.place, message).repair(repair)
        });
    }
}
