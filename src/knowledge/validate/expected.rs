//! The curator's tests: what they name must be there.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Spanned;
use crate::knowledge::parse::RawTest;
use crate::knowledge::validate::Loader;
use crate::knowledge::{Expected, Outcome, Phrasing, Test};

impl Loader {
    /// Reads the tests of the source whose entries are the last.
    pub(super) fn tests(&mut self, raw: Vec<RawTest>) {
        let source = self.knowledge.sources.len();
        let entries = self.knowledge.entries.iter().enumerate();
        let entries: BTreeMap<String, usize> = entries
            .filter(|(_, entry)| entry.source == source)
            .map(|(index, entry)| (entry.id.clone(), index))
            .collect();
        let mut asked = HashMap::new();
        for test in raw {
            let entry = test.expect.as_ref().and_then(|id| {
                let entry = entries.get(&id.value).copied();
                if entry.is_none() {
                    self.unknown(id, Code::UnknownEntry, "entry", entries.keys());
                }
                Some((Expected::Entry(entry?), id.place))
            });
            let outcome = test
                .outcome
                .as_ref()
                .and_then(|name| Some((Expected::Outcome(self.outcome(name)?), name.place)));
            if let (Some(id), Some(outcome)) = (&test.expect, &test.outcome) {
                let message = "a test has either `expect` or `outcome`";
                self.fault(
                    Diagnostic::at(Code::ConflictingKeys, outcome.place, message)
                        .label(id.place, "the other")
                        .repair("remove one of them: an entry has its outcome already"),
                );
            }
            if test.ask.as_ref().is_some_and(Vec::is_empty) {
                self.nothing_asked(test.place);
            }
            let mut ask = Vec::new();
            for question in test.ask.into_iter().flatten() {
                let text = self.line(&question);
                self.same_phrasing(&mut asked, &question, "keep it in one test");
                let place = question.place;
                ask.push(Phrasing { text, place });
            }
            if let Some((expected, place)) = entry.or(outcome) {
                self.knowledge.tests.push(Test {
                    source,
                    ask,
                    expected,
                    place,
                });
            }
        }
    }

    fn outcome(&mut self, name: &Spanned<String>) -> Option<Outcome> {
        let known = Outcome::ALL.map(Outcome::name);
        let found = Outcome::ALL.into_iter().find(|o| o.name() == name.value);
        if found.is_none() {
            let message = format!("`{}` is no outcome", name.value.escape_debug());
            self.fault(
                Diagnostic::at(Code::ImpossibleValue, name.place, message)
                    .repair(format!("the outcomes are `{}`", known.join("`, `"))),
            );
        }
        found
    }
}
