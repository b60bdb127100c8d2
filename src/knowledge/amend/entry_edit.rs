//! Gives an entry other phrasings, and its facts or itself other sentences.

use toml_edit::DocumentMut;

use crate::knowledge::amend::amend_error::AmendError;
use crate::knowledge::amend::locate::{self, find, position};
use crate::knowledge::amend::phrasings::rewrite;
use crate::knowledge::edit::{edit, tables};
use crate::knowledge::pin::{replace, write_id};
use crate::knowledge::{Entry, FactIndex, FileSet, Knowledge};

/// A change of an entry by hand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryEdit {
    /// The id of its source.
    pub source: String,
    /// Its own.
    pub entry: String,
    /// Its phrasings, or some of them, when the change began.
    pub was: Vec<String>,
    /// The same as they are to be; the first is how the bot asks it.
    pub now: Vec<String>,
    /// The sentences that change.
    pub sentences: Vec<SentenceEdit>,
}

/// A sentence that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceEdit {
    /// Whose it is: the ids of a source and of a fact; none for the gap's own.
    pub fact: Option<(String, String)>,
    /// The sentence as it is to be.
    pub text: String,
}

impl EntryEdit {
    /// The tables that change, by their names.
    pub(super) fn apply(
        &self,
        knowledge: &Knowledge,
        files: &FileSet,
    ) -> Result<Vec<(String, String)>, AmendError> {
        let entry = find(knowledge, &self.source, &self.entry)?;
        let sentences = self.sentences.iter();
        let facts = sentences.filter_map(|own| Some((own.fact.as_ref()?, &own.text)));
        let facts = facts.map(|((source, id), text)| {
            let found = fact_index(knowledge, source, id).map(|found| (found, text));
            found.ok_or_else(|| AmendError::FactGone(id.clone()))
        });
        let facts: Vec<(FactIndex, &String)> = facts.collect::<Result<_, AmendError>>()?;
        let mut changed = Vec::new();
        // Sources are in the order of their files.
        for (source, (name, bytes)) in files.tables.iter().enumerate() {
            let own: Vec<_> = facts.iter().filter(|own| own.0.source == source).collect();
            let is_home = source == entry.source;
            if !is_home && own.is_empty() {
                continue;
            }
            let mut is_found = true;
            let file = edit(&String::from_utf8_lossy(bytes), |document| {
                let mut tables = locate::facts(document);
                for (fact, text) in own {
                    if let Some(table) = tables.get_mut(fact.fact) {
                        replace(*table, "text", *text);
                    }
                }
                is_found = !is_home || self.reword(document, knowledge, entry).is_some();
            })?;
            if !is_found {
                return Err(AmendError::NoEntry(self.entry.clone()));
            }
            changed.push((name.clone(), file));
        }
        Ok(changed)
    }

    /// Rewords the table of the entry; none if it is not there.
    fn reword(
        &self,
        document: &mut DocumentMut,
        knowledge: &Knowledge,
        entry: &Entry,
    ) -> Option<()> {
        let index = position(document, knowledge, entry)?;
        let kind = entry.kind().name();
        if self.was != self.now {
            // Without one, the entry would get another by its first phrasing.
            write_id(document, kind, index, &entry.id);
        }
        let table = tables(document.get_mut(kind)?).into_iter().nth(index)?;
        if self.was != self.now {
            let list = table.get_mut("ask")?.as_array_mut()?;
            rewrite(list, &self.was, &self.now);
        }
        for sentence in self.sentences.iter().filter(|own| own.fact.is_none()) {
            replace(table, "text", &sentence.text);
        }
        Some(())
    }
}

fn fact_index(knowledge: &Knowledge, source: &str, id: &str) -> Option<FactIndex> {
    let source = knowledge.sources.iter().position(|own| own.id == source)?;
    let mut facts = knowledge.sources[source].facts.iter();
    let fact = facts.position(|fact| fact.id == id)?;
    Some(FactIndex { source, fact })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::amend::Curation;

    /// A table of a fact for two questions, answers inside questions, and a gap.
    const LAMP: &str = r#"format = 1
[source]
id = "lamp"
title = "The lamp"

# When.
[[question]]
ask = ["When was it lit?", "lamp time"] # asked most
answer = [
  { text = "In May.", quote = "in May" },
  { text = "At dusk.", quote = "at dusk" }, # the second
]

[[question]]
id = "who"
ask = ["Who lit it?"]
facts = ["ann", "when-was-it-lit", "oil/oil"]

[[fact]]
id = "ann"
text = "Ann lit it." # a sentence
cite = { quote = "Ann lit it" }

[[gap]]
draft = true
ask = ["a draft"]
text = "Not looked at."

[[gap]]
id = "cost"
ask = ["What did it cost?"]
text = "It does not say."
"#;
    const OIL: &str = "format = 1\n[source]\nid = \"oil\"\ntitle = \"Oil\"\n[[question]]\nask = [\"What oil?\"]\n\
                       facts = [\"oil\"]\n[[fact]]\nid = \"oil\"\ntext = \"Whale oil.\"\ncite = { quote = \"oil\" }\n";

    fn files() -> FileSet {
        let table = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
        FileSet {
            tables: [table("a.toml", LAMP), table("b.toml", OIL)].into(),
            ..FileSet::default()
        }
    }

    fn owned(texts: &[&str]) -> Vec<String> {
        texts.iter().map(ToString::to_string).collect()
    }

    fn apply(edit: EntryEdit) -> Result<Vec<(String, String)>, AmendError> {
        let files = files();
        let (knowledge, report) = files.load(str::to_owned);
        let knowledge = knowledge.unwrap_or_else(|| panic!("{}", report.render_plain()));
        let changed = Curation::Edit(edit).apply(&knowledge, &files)?;
        let mut after = files;
        for (name, table) in &changed {
            after
                .tables
                .insert(name.clone(), table.clone().into_bytes());
        }
        let (knowledge, report) = after.load(str::to_owned);
        assert!(knowledge.is_some(), "{}", report.render_plain());
        Ok(changed)
    }

    fn edit(entry: &str, [was, now]: [&[&str]; 2], sentences: &[(&str, &str)]) -> EntryEdit {
        let sentence = |(name, text): &(&str, &str)| SentenceEdit {
            fact: name
                .split_once('/')
                .map(|(source, id)| (source.to_owned(), id.to_owned())),
            text: (*text).to_owned(),
        };
        EntryEdit {
            source: "lamp".to_owned(),
            entry: entry.to_owned(),
            was: owned(was),
            now: owned(now),
            sentences: sentences.iter().map(sentence).collect(),
        }
    }

    #[track_caller]
    fn check(edit: EntryEdit, replacements: &[(&str, &str)]) {
        let mut expected = LAMP.to_owned();
        for (from, to) in replacements {
            assert!(expected.contains(from), "{from}");
            expected = expected.replacen(from, to, 1);
        }
        assert_eq!(apply(edit).unwrap(), [("a.toml".to_owned(), expected)]);
    }

    #[test]
    fn an_entry_without_an_id_keeps_the_one_that_it_has() {
        let was: &[&str] = &["When was it lit?", "lamp time"];
        check(
            edit(
                "when-was-it-lit",
                [was, &["Since when is it lit?", "lamp time"]],
                &[("lamp/when-was-it-lit-2", "At dawn.")],
            ),
            &[
                (
                    "[[question]]\nask",
                    "[[question]]\nid = \"when-was-it-lit\"\nask",
                ),
                ("When was it lit?", "Since when is it lit?"),
                ("At dusk.", "At dawn."),
            ],
        );
        check(
            edit(
                "when-was-it-lit",
                [was, was],
                &[("lamp/when-was-it-lit", "In \"June\".")],
            ),
            &[("\"In May.\"", "'In \"June\".'")],
        );
    }

    #[test]
    fn sentences_of_facts_and_gaps_are_changed_where_they_stand() {
        let sentences = [("lamp/ann", "Ann and Bo lit it.")];
        check(
            edit("who", [&[], &[]], &sentences),
            &[("Ann lit it.\" #", "Ann and Bo lit it.\" #")],
        );
        check(
            edit(
                "cost",
                [&["What did it cost?"], &["What did it cost?", "price"]],
                &[("", "Nobody says.")],
            ),
            &[
                ("\"What did it cost?\"", "\"What did it cost?\", \"price\""),
                ("It does not say.", "Nobody says."),
            ],
        );
        let changed = apply(edit("who", [&[], &[]], &[("oil/oil", "Fish oil.")])).unwrap();
        assert_eq!(changed[0], ("a.toml".to_owned(), LAMP.to_owned()));
        assert_eq!(changed[1].1, OIL.replace("Whale", "Fish"));
    }

    #[test]
    fn what_is_gone_is_named() {
        let check = |edit: EntryEdit, expected: &str| {
            let error = apply(edit).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        };
        check(edit("where", [&[], &[]], &[]), "the entry `where`");
        check(
            edit("who", [&[], &[]], &[("lamp/bo", "x")]),
            "the fact `bo`",
        );
        check(
            edit("who", [&[], &[]], &[("pier/bo", "x")]),
            "the fact `bo`",
        );
    }
}
