//! Adds what an assistant wrote to a knowledge file, and takes it out again.
//!
//! Text in, text out, as in [`crate::knowledge::amend`]. Phrasings go into `[[expanded]]`, apart from what the
//! curator wrote.

use std::collections::BTreeMap;

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, TableLike, TomlError, Value};

use crate::knowledge::FileSet;
use crate::knowledge::amend::insert::{append, lines, string};
use crate::knowledge::edit::{edit, tables};
use crate::knowledge::pin::{last_position, write_ids};

/// What the tables at the end of a file are, for whoever opens it.
const COMMENT: &str =
    "\n# Phrasings of an assistant. They help to find an entry; members never read them.\n";

/// What an assistant wrote for a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expansion {
    /// Phrasings, by the id of their entry.
    pub phrasings: Vec<(String, Vec<String>)>,
    /// Gaps: their phrasings, at least one, and the sentence that says so.
    pub gaps: Vec<(Vec<String>, String)>,
    /// Whether a curator has yet to look at the gaps.
    pub drafts: bool,
}

impl Expansion {
    /// Whether there is nothing to add.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.phrasings.is_empty() && self.gaps.is_empty()
    }

    /// Returns the file with the phrasings and the gaps. Every entry without an id gets the one that it has
    /// already by its first phrasing: from then on another phrasing may be the first.
    ///
    /// # Errors
    ///
    /// The file is not TOML.
    pub fn add_to(&self, file: &str) -> Result<String, TomlError> {
        edit(file, |document| {
            for (ask, text) in &self.gaps {
                let mut gap = Table::new();
                if self.drafts {
                    gap.insert("draft", Item::Value(true.into()));
                }
                gap.insert("ask", lines(ask));
                gap.insert("text", string(text));
                append(document, "gap", gap);
            }
            write_ids(document);
            if !self.phrasings.is_empty() {
                add(document, &self.phrasings);
            }
        })
    }
}

/// Returns a file without any phrasing of an assistant, and how many it had.
///
/// # Errors
///
/// The file is not TOML.
pub fn without_expanded(file: &str) -> Result<(String, usize), TomlError> {
    let mut count = 0;
    let file = edit(file, |document| {
        let found = document.get_mut("expanded").map(tables).unwrap_or_default();
        let lists = found.into_iter().filter_map(|table| asked(table));
        count = lists.map(|list| list.len()).sum();
        document.remove("expanded");
    })?;
    Ok((file, count))
}

/// The tables of a set that change, by their names, where each source gets what an assistant wrote for it.
///
/// # Errors
///
/// A table is not TOML.
pub fn expand_tables(
    files: &FileSet,
    of_source: impl Fn(usize) -> Expansion,
) -> Result<Vec<(String, String)>, TomlError> {
    let mut changed = Vec::new();
    // Sources are in the order of their files.
    for (source, (name, bytes)) in files.tables.iter().enumerate() {
        let expansion = of_source(source);
        if !expansion.is_empty() {
            let new = expansion.add_to(&String::from_utf8_lossy(bytes))?;
            changed.push((name.clone(), new));
        }
    }
    Ok(changed)
}

/// The tables of a set that change, by their names, without any phrasing of an assistant; and how many those
/// were.
///
/// # Errors
///
/// A table is not TOML.
pub fn take_back_tables(files: &FileSet) -> Result<(Vec<(String, String)>, usize), TomlError> {
    let (mut changed, mut all) = (Vec::new(), 0);
    for (name, bytes) in &files.tables {
        let (new, count) = without_expanded(&String::from_utf8_lossy(bytes))?;
        if count > 0 {
            changed.push((name.clone(), new));
            all += count;
        }
    }
    Ok((changed, all))
}

/// Adds phrasings to the tables of their entries, and tables for the others.
fn add(document: &mut DocumentMut, phrasings: &[(String, Vec<String>)]) {
    let end = last_position(document);
    let mut new: BTreeMap<&str, &[String]> = phrasings
        .iter()
        .map(|(entry, ask)| (entry.as_str(), ask.as_slice()))
        .collect();
    for table in document.get_mut("expanded").map(tables).unwrap_or_default() {
        let entry = table.get("entry").and_then(Item::as_str);
        let ask = entry.and_then(|entry| new.remove(entry));
        if let (Some(ask), Some(list)) = (ask, asked(table)) {
            extend(list, ask);
        }
    }
    let mut prefix = if document.contains_key("expanded") {
        "\n"
    } else {
        COMMENT
    };
    let left = phrasings
        .iter()
        .filter(|(entry, _)| new.contains_key(entry.as_str()));
    for (entry, ask) in left {
        let item = document
            .entry("expanded")
            .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
        let mut table = Table::new();
        table.insert("entry", string(entry));
        table.insert("ask", lines(ask));
        if let Some(many) = item.as_array_of_tables_mut() {
            let last = many.iter().last().and_then(Table::position);
            table.set_position(last.or(end));
            table.decor_mut().set_prefix(prefix);
            prefix = "\n";
            many.push(table);
        } else if let Some(many) = item.as_array_mut() {
            many.push(table.into_inline_table());
        }
    }
}

/// Adds texts to a list, one a line.
fn extend(list: &mut Array, texts: &[String]) {
    for text in texts {
        list.push_formatted(Value::from(text).decorated("\n  ", ""));
    }
    let trailing = list.trailing().as_str().unwrap_or_default();
    if !trailing.contains('\n') {
        list.set_trailing("\n");
    }
    list.set_trailing_comma(true);
}

fn asked(table: &mut dyn TableLike) -> Option<&mut Array> {
    table.get_mut("ask")?.as_array_mut()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAMP: &str = r#"format = 1
# All about the lamp.
[[question]]
id = "lit" # when
ask = ["When was it lit?"]
facts = ["lit"]

[[gap]]
ask = ["What did it cost?", "price"]
text = "It does not say."

# ── Facts ──

[[fact]]
id = "lit"
"#;

    fn owned(texts: &[&str]) -> Vec<String> {
        texts.iter().map(ToString::to_string).collect()
    }

    fn expansion(phrasings: &[(&str, &[&str])]) -> Expansion {
        let phrasings = phrasings.iter();
        Expansion {
            phrasings: phrasings
                .map(|(entry, ask)| ((*entry).to_owned(), owned(ask)))
                .collect(),
            ..Expansion::default()
        }
    }

    #[test]
    fn phrasings_are_kept_apart_at_the_end() {
        let first = expansion(&[
            ("lit", &["since when \"on\"", "lamp date"]),
            ("what-did-it-cost", &["fee"]),
        ]);
        let file = first.add_to(LAMP).unwrap();
        let named = LAMP.replace("[[gap]]\n", "[[gap]]\nid = \"what-did-it-cost\"\n");
        let added = "\n# Phrasings of an assistant. They help to find an entry; members never read them.\n\
            [[expanded]]\nentry = \"lit\"\nask = [\n  'since when \"on\"',\n  \"lamp date\",\n]\n\
            \n[[expanded]]\nentry = \"what-did-it-cost\"\nask = [\n  \"fee\",\n]\n";
        assert_eq!(file, format!("{named}{added}"));
        let more = expansion(&[("lit", &["beam day"])]).add_to(&file).unwrap();
        let expected = file.replace("  \"lamp date\",\n", "  \"lamp date\",\n  \"beam day\",\n");
        assert_eq!(more, expected);
        assert_eq!(without_expanded(&more).unwrap(), (named, 4));
    }

    #[test]
    fn a_gap_is_a_draft_unless_it_is_trusted() {
        let gap = (
            owned(&["Who owns it?", "owner"]),
            "It does not say who.".to_owned(),
        );
        let mut gaps = Expansion {
            gaps: vec![gap],
            drafts: true,
            ..Expansion::default()
        };
        let drafted = gaps.add_to(LAMP).unwrap();
        let added = "\n[[gap]]\nid = \"who-owns-it\"\ndraft = true\nask = [\n  \"Who owns it?\",\n  \"owner\",\n]\n\
            text = \"It does not say who.\"\n";
        assert!(
            drafted.contains(&format!("It does not say.\"\n{added}")),
            "{drafted}"
        );
        gaps.drafts = false;
        let trusted = gaps.add_to(LAMP).unwrap();
        assert_eq!(trusted, drafted.replace("draft = true\n", ""));
    }

    #[test]
    fn tables_may_be_written_inline() {
        let inline = "expanded = [{ entry = 'lit', ask = ['on'] }]\n";
        let both = expansion(&[("lit", &["off"]), ("cost", &["fee"])]);
        let file = both.add_to(inline).unwrap();
        assert!(
            file.contains("\"off\"") && file.contains("\"fee\""),
            "{file}"
        );
        assert_eq!(without_expanded(&file).unwrap(), (String::new(), 3));
        assert!(expansion(&[]).add_to("a = [").is_err());
    }
}
