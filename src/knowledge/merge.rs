//! Writes plain values into a knowledge file: what is there is changed, what is not is added, and nothing
//! is removed but fields that are empty now.
//!
//! Text in, text out: comments, order and formatting of the file are kept, and a value that says the same
//! is left as it is written. Whether the result is valid is for loading to say.

mod fields;
mod values;

use std::collections::{HashMap, HashSet};

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, TomlError};

use crate::knowledge::edit::{edit, tables};
use crate::knowledge::merge::fields::FieldValues;
use crate::knowledge::merge::values::update;
use crate::knowledge::pin::last_position;
use crate::knowledge::plain::{PlainExpanded, PlainTable};

pub use crate::knowledge::merge::fields::is_date;

/// A block to write: which one of its kind in the file it is, if it is there already, and its fields.
type Written = (Option<usize>, FieldValues);

/// Returns the file with these values. Facts and entries are known by their ids, groups of synonyms by
/// a word, tests by a question, what is allowed by its code and id.
///
/// # Errors
///
/// The file is not TOML.
pub fn merge(file: &str, new: &PlainTable) -> Result<String, TomlError> {
    let old = PlainTable::read(file)?;
    edit(file, |document| {
        if document.get("format").is_none() {
            document.insert("format", Item::Value(1.into()));
        }
        if let Some(source) = &new.source {
            let table = document
                .entry("source")
                .or_insert_with(|| Item::Table(Table::new()));
            if let Some(table) = table.as_table_like_mut() {
                update(table, &fields::source(source));
            }
        }
        let blocks = [
            ("fact", facts(&old, new)),
            ("question", questions(&old, new)),
            ("gap", gaps(&old, new)),
        ];
        for (kind, blocks) in blocks {
            write(document, kind, blocks);
        }
        write_expanded(document, &old.expanded, &new.expanded);
        write(document, "synonyms", synonyms(&old, new));
        write(document, "test", tests(&old, new));
        write(document, "allow", allowed(&old, new));
        write(document, "section", sections(&old, new));
    })
}

fn facts(old: &PlainTable, new: &PlainTable) -> Vec<Written> {
    let known = indices(old.facts.iter().map(|fact| [fact.id.as_str()]));
    let facts = new.facts.iter();
    let block = facts.map(|fact| (known.get(fact.id.as_str()).copied(), fields::fact(fact)));
    block.collect()
}

fn questions(old: &PlainTable, new: &PlainTable) -> Vec<Written> {
    let known = indices(old.questions.iter().map(|own| [own.id.as_str()]));
    let questions = new.questions.iter();
    let block = questions.map(|own| (known.get(own.id.as_str()).copied(), fields::question(own)));
    block.collect()
}

fn gaps(old: &PlainTable, new: &PlainTable) -> Vec<Written> {
    let known = indices(old.gaps.iter().map(|own| [own.id.as_str()]));
    let gaps = new.gaps.iter();
    let block = gaps.map(|own| (known.get(own.id.as_str()).copied(), fields::gap(own)));
    block.collect()
}

fn synonyms(old: &PlainTable, new: &PlainTable) -> Vec<Written> {
    let known = indices(old.synonyms.iter().map(|group| &group.words));
    let find = |words: &[String]| words.iter().find_map(|word| known.get(word).copied());
    let groups = new.synonyms.iter();
    let block = groups.map(|group| (find(&group.words), fields::synonyms(group)));
    block.collect()
}

fn tests(old: &PlainTable, new: &PlainTable) -> Vec<Written> {
    let known = indices(old.tests.iter().map(|test| &test.ask));
    let find = |ask: &[String]| ask.iter().find_map(|asked| known.get(asked).copied());
    let tests = new.tests.iter();
    let block = tests.map(|test| (find(&test.ask), fields::test(test)));
    block.collect()
}

fn allowed(old: &PlainTable, new: &PlainTable) -> Vec<Written> {
    let known = indices(old.allow.iter().map(|own| [(&own.code, &own.id)]));
    let allow = new.allow.iter();
    let block = allow.map(|own| {
        (
            known.get(&(&own.code, &own.id)).copied(),
            fields::allow(own),
        )
    });
    block.collect()
}

fn sections(old: &PlainTable, new: &PlainTable) -> Vec<Written> {
    let known = indices(old.sections.iter().map(|section| [section.number]));
    let sections = new.sections.iter();
    let block = sections.map(|own| (known.get(&own.number).copied(), fields::section(own)));
    block.collect()
}

/// Which block has each key; the first, if several do.
fn indices<K: std::hash::Hash + Eq>(
    keys: impl Iterator<Item = impl IntoIterator<Item = K>>,
) -> HashMap<K, usize> {
    let mut indices = HashMap::new();
    for (index, keys) in keys.enumerate() {
        for key in keys {
            indices.entry(key).or_insert(index);
        }
    }
    indices
}

/// Changes the blocks of a kind that are there, and adds the others after the last one or at the end.
fn write(document: &mut DocumentMut, kind: &str, blocks: Vec<Written>) {
    let (known, new): (Vec<Written>, Vec<Written>) =
        blocks.into_iter().partition(|(index, _)| index.is_some());
    let mut old = document.get_mut(kind).map(tables).unwrap_or_default();
    for (index, fields) in known {
        if let Some(table) = index.and_then(|index| old.get_mut(index)) {
            update(*table, &fields);
        }
    }
    if new.is_empty() {
        return;
    }
    let end = last_position(document);
    let item = document
        .entry(kind)
        .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let many = item.as_array_of_tables();
    let last = many.and_then(|many| many.iter().last()?.position());
    for (_, fields) in new {
        let mut table = Table::new();
        update(&mut table, &fields);
        table.set_position(last.or(end));
        table.decor_mut().set_prefix("\n");
        if let Some(many) = item.as_array_of_tables_mut() {
            many.push(table);
        } else if let Some(many) = item.as_array_mut() {
            many.push(table.into_inline_table());
        }
    }
}

/// Gives every entry named the phrasings of an assistant that it has now; it may have several blocks.
fn write_expanded(document: &mut DocumentMut, old: &[PlainExpanded], new: &[PlainExpanded]) {
    let mut of_entry: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, expanded) in old.iter().enumerate() {
        of_entry.entry(&expanded.entry).or_default().push(index);
    }
    let (mut blocks, mut emptied) = (Vec::new(), HashSet::new());
    for expanded in new {
        let own = of_entry.get(expanded.entry.as_str());
        let own = own.map(Vec::as_slice).unwrap_or_default();
        let wanted: HashSet<&String> = expanded.ask.iter().collect();
        let mut missing = expanded.ask.clone();
        let mut lists = Vec::new();
        for index in own {
            let ask = &old[*index].ask;
            missing.retain(|text| !ask.contains(text));
            let kept = ask.iter().filter(|text| wanted.contains(text));
            lists.push((Some(*index), kept.cloned().collect::<Vec<_>>()));
        }
        match lists.first_mut() {
            Some((_, first)) => first.append(&mut missing),
            None => lists.push((None, missing)),
        }
        for (index, ask) in lists {
            if ask.is_empty() {
                emptied.extend(index);
                continue;
            }
            let entry = expanded.entry.clone();
            let block = fields::expanded(&PlainExpanded { entry, ask });
            blocks.push((index, block));
        }
    }
    write(document, "expanded", blocks);
    remove(document, "expanded", &emptied);
}

/// Removes blocks of a kind.
fn remove(document: &mut DocumentMut, kind: &str, indices: &HashSet<usize>) {
    let mut index = 0;
    let mut is_kept = || {
        index += 1;
        !indices.contains(&(index - 1))
    };
    match document.get_mut(kind) {
        Some(Item::ArrayOfTables(many)) => many.retain(|_| is_kept()),
        Some(item) => {
            if let Some(many) = item.as_array_mut() {
                many.retain(|_| is_kept());
            }
        }
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::plain::{PlainAnswer, PlainCitation, PlainFact, PlainQuestion};

    const LAMP: &str = r#"format = 1 # the first

[source]
id = "skerry" # short
title = "The lamp"

# Facts.
[[fact]]
id = "lit"
text = "It is lit." # checked
cite = { quote = "is lit" }

[[question]]
# Asked most:
ask = [
  "Is it lit?",
  # Said on the pier:
  "lamp on",
  "burning",
]
facts = ["lit"]

[[question]]
id = "dark"
ask = ["Is it dark?", "dark"]
answer = { quote = "not dark", text = "No." } # by Ann

[[expanded]]
entry = "dark"
ask = ["gloomy", "black"]
"#;

    /// Changes the values of the table, and checks what that changes of the file.
    #[track_caller]
    fn check(change: impl FnOnce(&mut PlainTable), replaced: &[(&str, &str)]) {
        let mut table = PlainTable::read(LAMP).unwrap();
        change(&mut table);
        let expected = replaced.iter().fold(LAMP.to_owned(), |file, (old, new)| {
            assert!(file.contains(old), "{old}");
            file.replacen(old, new, 1)
        });
        assert_eq!(merge(LAMP, &table).unwrap(), expected);
        let again = merge(&expected, &table).unwrap();
        assert_eq!(again, expected);
    }

    #[test]
    fn what_says_the_same_is_left_as_it_is_written() {
        check(|_| {}, &[]);
    }

    #[test]
    fn values_are_changed_and_comments_stay() {
        check(
            |table| {
                table.facts[0].text = "It burns.".to_owned();
                table.facts[0].cite[0].at = Some("1.2".to_owned());
                table.questions[1].answer[0].text = "Not now.".to_owned();
            },
            &[
                ("\"It is lit.\" # checked", "\"It burns.\" # checked"),
                (
                    "{ quote = \"is lit\" }",
                    "{ quote = \"is lit\", at = \"1.2\" }",
                ),
                (
                    "text = \"No.\" } # by Ann",
                    "text = \"Not now.\" } # by Ann",
                ),
            ],
        );
    }

    #[test]
    fn phrasings_are_added_and_removed_and_the_others_stay() {
        check(
            |table| {
                table.questions[0].ask = ["Is it lit?", "lamp on", "alight"]
                    .map(str::to_owned)
                    .to_vec();
                table.questions[1].ask =
                    ["dark", "Is it dark?", "night"].map(str::to_owned).to_vec();
                table.expanded[0].ask = ["black", "dim"].map(str::to_owned).to_vec();
            },
            &[
                ("  \"burning\",\n", "  \"alight\",\n"),
                (
                    "[\"Is it dark?\", \"dark\"]",
                    "[\"dark\", \"Is it dark?\", \"night\"]",
                ),
                ("[\"gloomy\", \"black\"]", "[\"black\", \"dim\"]"),
            ],
        );
    }

    #[test]
    fn empty_fields_and_lists_are_removed() {
        check(
            |table| {
                table.expanded[0].ask.clear();
                table.questions[1].related.push("is-it-lit".to_owned());
            },
            &[
                (
                    "\n[[expanded]]\nentry = \"dark\"\nask = [\"gloomy\", \"black\"]\n",
                    "",
                ),
                ("# by Ann\n", "# by Ann\nrelated = [\"is-it-lit\"]\n"),
            ],
        );
    }

    #[test]
    fn new_entries_follow_the_last_of_their_kind() {
        let answer = |text: &str| PlainAnswer {
            text: text.to_owned(),
            quote: "a row".to_owned(),
            at: None,
            hash: None,
            valid_until: Some("2026-03-31".to_owned()),
            review_by: None,
            image: None,
        };
        check(
            |table| {
                table.questions.push(PlainQuestion {
                    id: "rows".to_owned(),
                    ask: vec!["Who rows?".to_owned()],
                    answer: vec![answer("Ana."), answer("Bo.")],
                    ..PlainQuestion::default()
                });
                let cite = vec![PlainCitation::default()];
                table.facts.push(PlainFact {
                    id: "x".to_owned(),
                    cite,
                    ..table.facts[0].clone()
                });
            },
            &[
                (
                    "# by Ann\n",
                    "# by Ann\n\n[[question]]\nid = \"rows\"\nask = [\n  \"Who rows?\",\n]\nanswer = [\n  \
                     { text = \"Ana.\", quote = \"a row\", valid_until = 2026-03-31 },\n  \
                     { text = \"Bo.\", quote = \"a row\", valid_until = 2026-03-31 },\n]\n",
                ),
                (
                    "{ quote = \"is lit\" }\n",
                    "{ quote = \"is lit\" }\n\n[[fact]]\nid = \"x\"\ntext = \"It is lit.\"\n\
                     cite = { quote = \"\" }\n",
                ),
            ],
        );
    }

    #[test]
    fn a_file_may_be_new() {
        let table = PlainTable::read(LAMP).unwrap();
        let file = merge("", &table).unwrap();
        assert!(
            file.starts_with("format = 1\n\n[source]\nid = \"skerry\"\n"),
            "{file}"
        );
        assert_eq!(PlainTable::read(&file).unwrap(), table);
    }
}
