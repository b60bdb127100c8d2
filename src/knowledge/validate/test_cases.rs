//! The curator's tests.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::Spanned;
use crate::knowledge::parse::RawTest;
use crate::knowledge::validate::Validator;
use crate::knowledge::validate::naming::{DeclaredIds, FileIds};
use crate::knowledge::{Author, Expected, Outcome, Phrasing, Test};

impl Validator {
    /// Adds the tests of the source whose entries were added last.
    pub(super) fn tests(&mut self, raw: Vec<RawTest>, names: &DeclaredIds) {
        let source = self.knowledge.sources.len();
        let names = names.file(source);
        let mut seen = HashMap::new();
        for test in raw {
            let expected = self.expected(&test, names);
            if test.ask.as_ref().is_some_and(Vec::is_empty) {
                self.empty_list(test.place, "ask", "add at least one question");
            }
            let mut ask = Vec::new();
            for question in test.ask.into_iter().flatten() {
                let text = self.line(&question);
                self.unique_phrasing(&mut seen, &question, "keep it in one test");
                let place = question.place;
                let author = Author::Curator;
                ask.push(Phrasing {
                    text,
                    author,
                    place,
                });
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
    fn expected(&mut self, test: &RawTest, names: &FileIds) -> Option<(Expected, Place)> {
        let entry = test.expect.as_ref().and_then(|id| {
            let entry = names.entries.get(&id.value).copied();
            if names.drafts.contains(&id.value) {
                let message = format!("a test expects `{}`, which is a draft", id.value);
                self.fault(
                    Diagnostic::at(Code::UnknownEntry, id.place, message)
                        .repair("remove `draft = true` from it, or remove the test"),
                );
            } else if entry.is_none() {
                self.unknown(id, Code::UnknownEntry, names.entries.keys());
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
