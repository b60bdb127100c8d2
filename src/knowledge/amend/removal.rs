//! Takes an entry out, with what names it and with the facts that nothing else uses.

use std::collections::BTreeSet;

use toml_edit::{DocumentMut, Item, TableLike, Value};

use crate::knowledge::amend::amend_error::AmendError;
use crate::knowledge::amend::locate::{find, position};
use crate::knowledge::amend::phrasings::rewrite;
use crate::knowledge::amend::take_out::{take_out, take_out_all};
use crate::knowledge::edit::{edit, tables};
use crate::knowledge::pin::write_ids;
use crate::knowledge::{Entry, EntryBody, Fact, FactIndex, FileSet, Knowledge};

/// The lists by which entries name questions.
const NAMING: [(&str, &str); 2] = [("question", "related"), ("gap", "near")];

/// An entry to be taken out.
struct Removal<'a> {
    knowledge: &'a Knowledge,
    entry: &'a Entry,
    /// Its facts that no other entry uses.
    facts: BTreeSet<FactIndex>,
    /// Those that another one uses, too.
    shared: BTreeSet<FactIndex>,
}

/// The tables of a set that change, by their names, without an entry.
pub(super) fn remove(
    knowledge: &Knowledge,
    files: &FileSet,
    source: &str,
    id: &str,
) -> Result<Vec<(String, String)>, AmendError> {
    let removal = Removal::of(knowledge, find(knowledge, source, id)?);
    let mut changed = Vec::new();
    // Sources are in the order of their files.
    for (index, (name, bytes)) in files.tables.iter().enumerate() {
        let file = String::from_utf8_lossy(bytes);
        let is_home = index == removal.entry.source;
        let has_fact = removal.facts.iter().any(|fact| fact.source == index);
        // What names it has its id somewhere.
        if !is_home && !has_fact && !file.contains(id) {
            continue;
        }
        let mut taken = Ok(());
        let new = edit(&file, |document| {
            if is_home {
                taken = removal.take_entry(document);
            }
            removal.take_facts(document, index);
            removal.take_names(document, is_home);
        })?;
        taken?;
        if new != file {
            changed.push((name.clone(), new));
        }
    }
    Ok(changed)
}

impl<'a> Removal<'a> {
    fn of(knowledge: &'a Knowledge, entry: &'a Entry) -> Self {
        let others = knowledge.entries.iter().chain(&knowledge.drafts);
        let others = others.filter(|other| !std::ptr::eq(*other, entry));
        let used: BTreeSet<FactIndex> = others.flat_map(facts_of).copied().collect();
        let (shared, facts) = facts_of(entry).iter().partition(|fact| used.contains(fact));
        Self {
            knowledge,
            entry,
            facts,
            shared,
        }
    }

    /// Takes out the table of the entry, the phrasings of assistants for it, and the tests that expect it.
    fn take_entry(&self, document: &mut DocumentMut) -> Result<(), AmendError> {
        let id = self.entry.id.as_str();
        let kind = self.entry.kind().name();
        let index = position(document, self.knowledge, self.entry);
        let index = index.ok_or_else(|| AmendError::NoEntry(id.to_owned()))?;
        let inner = inner_facts(document, kind, index);
        let shared = self
            .shared
            .iter()
            .find(|fact| fact.source == self.entry.source && inner.contains(&fact.fact));
        if let Some(fact) = shared {
            let fact = &self.knowledge.sources[fact.source].facts[fact.fact].id;
            return Err(AmendError::SharedAnswer {
                entry: id.to_owned(),
                fact: fact.clone(),
            });
        }
        if self.leaves_numbered() {
            write_ids(document);
        }
        take_out(document, kind, index);
        let names = |table: &dyn TableLike, field: &str| {
            table.get(field).and_then(Item::as_str) == Some(id)
        };
        take_out_all(document, "expanded", |table| names(table, "entry"));
        take_out_all(document, "test", |table| names(table, "expect"));
        let gone = self.gone_ids();
        take_out_all(document, "allow", |table| {
            let id = table.get("id").and_then(Item::as_str);
            id.is_some_and(|id| gone.contains(id))
        });
        Ok(())
    }

    /// Takes out the `[[fact]]` tables of a source that nothing else uses.
    fn take_facts(&self, document: &mut DocumentMut, source: usize) {
        let own = self.facts.iter().filter(|fact| fact.source == source);
        for fact in own.rev() {
            if fact.fact < count(document, "fact") {
                take_out(document, "fact", fact.fact);
            }
        }
    }

    /// Takes the entry out of the lists of others.
    fn take_names(&self, document: &mut DocumentMut, is_home: bool) {
        let id = &self.entry.id;
        let source = &self.knowledge.source_of(self.entry).id;
        let mut names = vec![format!("{source}/{id}")];
        names.extend(is_home.then(|| id.clone()));
        for (kind, field) in NAMING {
            for table in document.get_mut(kind).map(tables).unwrap_or_default() {
                let Some(list) = table.get_mut(field).and_then(Item::as_array_mut) else {
                    continue;
                };
                let mut texts = list.iter().filter_map(Value::as_str);
                let is_in = texts.any(|text| names.iter().any(|own| own == text));
                drop(texts);
                if is_in && rewrite(list, &names, &[]) == 0 {
                    table.remove(field);
                }
            }
        }
    }

    /// The ids that nothing in the file of the entry has any more.
    fn gone_ids(&self) -> BTreeSet<&'a str> {
        let home = self.entry.source;
        let source = &self.knowledge.sources[home];
        let (gone, kept): (Vec<_>, Vec<_>) =
            source.facts.iter().enumerate().partition(|(fact, _)| {
                self.facts.contains(&FactIndex {
                    source: home,
                    fact: *fact,
                })
            });
        let id = |(_, fact): (usize, &'a Fact)| fact.id.as_str();
        let others = self.knowledge.entries.iter().chain(&self.knowledge.drafts);
        let others = others.filter(|own| own.source == home && !std::ptr::eq(*own, self.entry));
        let kept: BTreeSet<&str> = kept
            .into_iter()
            .map(id)
            .chain(others.map(|own| own.id.as_str()))
            .collect();
        let gone = gone.into_iter().map(id).chain([self.entry.id.as_str()]);
        gone.filter(|id| !kept.contains(id)).collect()
    }

    /// Whether others may have a number in their ids only because this one has theirs without it.
    fn leaves_numbered(&self) -> bool {
        let mut others = self.knowledge.entries.iter().chain(&self.knowledge.drafts);
        others.any(|other| {
            let number = other.id.strip_prefix(&self.entry.id);
            let number = number.and_then(|rest| rest.strip_prefix('-'));
            other.source == self.entry.source
                && number.is_some_and(|number| number.parse::<usize>().is_ok())
        })
    }
}

fn facts_of(entry: &Entry) -> &[FactIndex] {
    match &entry.body {
        EntryBody::Question { facts, .. } => facts,
        EntryBody::Gap { .. } => &[],
    }
}

/// The places, among the facts of the source, of the answers inside a question.
fn inner_facts(document: &mut DocumentMut, kind: &str, index: usize) -> std::ops::Range<usize> {
    if kind != "question" {
        return 0..0;
    }
    let facts = count(document, "fact");
    let questions = document.get_mut(kind).map(tables).unwrap_or_default();
    let answers = questions.into_iter().take(index + 1).map(|question| {
        let answer = question.get_mut("answer");
        answer.map_or(0, |item| tables(item).len())
    });
    let answers: Vec<usize> = answers.collect();
    let end = facts + answers.iter().sum::<usize>();
    end - answers.last().copied().unwrap_or_default()..end
}

fn count(document: &mut DocumentMut, kind: &str) -> usize {
    document.get_mut(kind).map_or(0, |item| tables(item).len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::amend::Curation;

    const LAMP: &str = r#"format = 1
[source]
id = "lamp"
title = "The lamp"

# ── Questions ──

# Asked most.
[[question]]
id = "when"
ask = ["When was it lit?"]
facts = ["lit", "ann"]
related = ["who", "oil/which"]

[[question]]
id = "who"
ask = ["Who lit it?"]
facts = ["ann"]
answer = { text = "Bo held the ladder.", quote = "Bo held the ladder" }
related = ["when", "who"]

# ── Gaps ──

[[gap]]
id = "cost"
ask = ["What did it cost?"]
text = "It does not say."
near = ["when"]

# ── Facts ──

# Said on the pier.
[[fact]]
id = "lit"
text = "It was lit in May."
cite = { quote = "lit in May" }

[[fact]]
id = "ann"
text = "Ann lit it."
cite = { quote = "Ann lit it" }

# Phrasings of an assistant.
[[expanded]]
entry = "when"
ask = ["lamp date"]

[[expanded]]
entry = "who"
ask = ["lamp person"]

[[test]]
ask = ["time of lighting"]
expect = "when"

[[test]]
ask = ["bread"]
outcome = "declined"

[[allow]]
code = "copied-words"
reason = "It is the motto."
id = "lit"
"#;
    const OIL: &str = "format = 1\n[source]\nid = \"oil\"\ntitle = \"Oil\"\n[[question]]\nid = \"which\"\n\
                       ask = [\"Which oil?\"]\nfacts = [\"oil\"]\nrelated = [\"lamp/when\"] # lit\n\
                       [[fact]]\nid = \"oil\"\ntext = \"Whale oil.\"\ncite = { quote = \"oil\" }\n";

    /// The two tables without an entry.
    fn without(lamp: &str, source: &str, entry: &str) -> Result<[String; 2], AmendError> {
        let table = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
        let mut files = FileSet {
            tables: [table("a.toml", lamp), table("b.toml", OIL)].into(),
            ..FileSet::default()
        };
        let (knowledge, report) = files.load(str::to_owned);
        let knowledge = knowledge.unwrap_or_else(|| panic!("{}", report.render_plain()));
        let removal = Curation::Removal {
            source: source.to_owned(),
            entry: entry.to_owned(),
        };
        for (name, file) in removal.apply(&knowledge, &files)? {
            files.tables.insert(name, file.into_bytes());
        }
        let (after, report) = files.load(str::to_owned);
        assert!(after.is_some(), "{}", report.render_plain());
        Ok(["a.toml", "b.toml"]
            .map(|name| String::from_utf8_lossy(&files.tables[name]).into_owned()))
    }

    #[track_caller]
    fn check(entry: &str, gone: &[(&str, &str)], oil: &str) {
        let mut expected = LAMP.to_owned();
        for (from, to) in gone {
            assert!(expected.contains(from), "{from}");
            expected = expected.replacen(from, to, 1);
        }
        let (source, entry) = entry.split_once('/').unwrap();
        let [lamp, other] = without(LAMP, source, entry).unwrap();
        assert_eq!(lamp, expected);
        assert_eq!(other, oil);
    }

    #[test]
    fn an_entry_goes_with_what_names_it_and_with_facts_that_only_it_uses() {
        let allow = LAMP.find("\n[[allow]]").unwrap();
        check(
            "lamp/when",
            &[
                (
                    "# Asked most.\n[[question]]\nid = \"when\"\nask = [\"When was it lit?\"]\n\
                     facts = [\"lit\", \"ann\"]\nrelated = [\"who\", \"oil/which\"]\n\n",
                    "",
                ),
                ("related = [\"when\", \"who\"]", "related = [\"who\"]"),
                ("near = [\"when\"]\n", ""),
                (
                    "# Said on the pier.\n[[fact]]\nid = \"lit\"\ntext = \"It was lit in May.\"\n\
                     cite = { quote = \"lit in May\" }\n\n",
                    "",
                ),
                (
                    "[[expanded]]\nentry = \"when\"\nask = [\"lamp date\"]\n\n",
                    "",
                ),
                (
                    "[[test]]\nask = [\"time of lighting\"]\nexpect = \"when\"\n\n",
                    "",
                ),
                (&LAMP[allow..], ""),
            ],
            &OIL.replace("related = [\"lamp/when\"] # lit\n", ""),
        );
    }

    #[test]
    fn a_heading_above_what_is_taken_out_stays() {
        check(
            "lamp/cost",
            &[(
                "[[gap]]\nid = \"cost\"\nask = [\"What did it cost?\"]\ntext = \"It does not say.\"\n\
                 near = [\"when\"]\n\n",
                "",
            )],
            OIL,
        );
    }

    #[test]
    fn an_answer_that_another_entry_uses_is_not_taken_from_it() {
        let lamp = LAMP.replace("[\"lit\", \"ann\"]", "[\"lit\", \"who\"]");
        let error = without(&lamp, "lamp", "who").unwrap_err().to_string();
        assert!(error.contains("the fact `who`"), "{error}");
        // Its other facts stay where they are used.
        let [after, _] = without(LAMP, "lamp", "who").unwrap();
        assert!(after.contains("Ann lit it.") && !after.contains("ladder"));
    }

    #[test]
    fn others_keep_the_ids_that_they_have() {
        let lamp = LAMP.replace(
            "[[gap]]\nid = \"cost\"\nask = [\"What did it cost?\"]",
            "[[gap]]\nask = [\"When?\"]",
        );
        let [after, _] = without(&lamp, "lamp", "when").unwrap();
        assert!(
            after.contains("[[gap]]\nid = \"when-2\"\nask = [\"When?\"]"),
            "{after}"
        );
    }

    #[test]
    fn tables_may_be_written_inline() {
        let lamp = "format = 1\nsource = { id = 'lamp', title = 'L' }\nquestion = [{ id = 'when', ask = ['When is it?'], \
                    facts = ['f'] }, { id = 'b', ask = ['Who is it?'], facts = ['g'], related = ['when'] }]\n\
                    fact = [{ id = 'f', text = 'It.', cite = { quote = 'it' } }, { id = 'g', text = 'She.', \
                    cite = { quote = 'she' } }]\n";
        let [after, _] = without(lamp, "lamp", "when").unwrap();
        assert!(
            !after.contains("'f'") && !after.contains("related"),
            "{after}"
        );
        let gone = without(lamp, "lamp", "c").unwrap_err().to_string();
        assert!(gone.contains("no longer has the entry `c`"), "{gone}");
    }
}
