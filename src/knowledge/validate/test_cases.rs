//! The curator's tests.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::Spanned;
use crate::knowledge::parse::RawTest;
use crate::knowledge::validate::Validator;
use crate::knowledge::{Expected, Outcome, Phrasing, Test};

impl Validator {
    /// Adds the tests of the source whose entries were added last.
    pub(super) fn tests(&mut self, raw: Vec<RawTest>) {
        let source = self.knowledge.sources.len();
        let entries = self.knowledge.entries.iter().enumerate().rev();
        let entries: BTreeMap<String, usize> = entries
            .take_while(|(_, entry)| entry.source == source)
            .map(|(index, entry)| (entry.id.clone(), index))
            .collect();
        let mut seen = HashMap::new();
        for test in raw {
            let expected = self.expected(&test, &entries);
            if test.ask.as_ref().is_some_and(Vec::is_empty) {
                self.empty_list(test.place, "ask", "add at least one question");
            }
            let mut ask = Vec::new();
            for question in test.ask.into_iter().flatten() {
                let text = self.line(&question);
                self.unique_phrasing(&mut seen, &question, "keep it in one test");
                let place = question.place;
                ask.push(Phrasing { text, place });
            }
            if let Some((expected, place)) = expected {
                self.knowledge.tests.push(Test {
                    source,
                    ask,
                    expected,
                    place,
                });
            }
        }
    }

    /// What a test expects, and where it says so.
    fn expected(
        &mut self,
        test: &RawTest,
        entries: &BTreeMap<String, usize>,
    ) -> Option<(Expected, Place)> {
        let entry = test.expect.as_ref().and_then(|id| {
            let entry = entries.get(&id.value).copied();
            if entry.is_none() {
                self.unknown(id, Code::UnknownEntry, entries.keys());
            }
            Some((Expected::Entry(entry?), id.place))
        });
        let outcome = test
            .outcome
            .as_ref()
            .and_then(|name| Some((Expected::Outcome(self.outcome(name)?), name.place)));
        if let (Some(id), Some(outcome)) = (&test.expect, &test.outcome) {
            let message = "a test cannot have both `expect` and `outcome`";
            self.fault(
                Diagnostic::at(Code::ConflictingKeys, outcome.place, message)
                    .label(id.place, "the other one")
                    .repair("remove one of them: an entry implies its outcome"),
            );
        }
        entry.or(outcome)
    }

    fn outcome(&mut self, name: &Spanned<String>) -> Option<Outcome> {
        let known = Outcome::ALL.map(Outcome::name);
        let found = Outcome::ALL.into_iter().find(|o| o.name() == name.value);
        if found.is_none() {
            let message = format!("`{}` is not a valid outcome", name.value.escape_debug());
            self.fault(
                Diagnostic::at(Code::ImpossibleValue, name.place, message)
                    .repair(format!("use one of `{}`", known.join("`, `"))),
            );
        }
        found
    }
}
