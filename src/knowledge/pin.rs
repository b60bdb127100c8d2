//! Fills in what can be derived: `at`, the sections and the SHA-256 from the source's text, and the ids
//! of entries from their phrasings.
//!
//! Text in, text out: comments, order and formatting of the file are kept.

use std::collections::HashSet;

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, TableLike, TomlError, Value};

use crate::knowledge::edit::{edit, tables};
use crate::knowledge::id::{id_of, take_free};
use crate::knowledge::quote::{Found, Quote};
use crate::knowledge::source_text::SourceText;

/// The lists of tables that cite, and the field that holds a citation or several.
const CITING: [(&str, &str); 3] = [("fact", "cite"), ("question", "answer"), ("gap", "cite")];

/// The result of pinning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pinned {
    /// The complete file.
    pub file: String,
    /// How many citations have their place now.
    pub placed: usize,
    /// How many quotes could not be placed, because they do not occur or occur more than once.
    pub unplaced: usize,
}

/// Pins a knowledge file to its source's text.
///
/// Quotes that cannot be placed are left as they are; loading the file reports them.
///
/// # Errors
///
/// The file is not TOML.
pub fn pin(file: &str, text: &str) -> Result<Pinned, TomlError> {
    let text = SourceText::new(text);
    let (mut placed, mut unplaced) = (0, 0);
    let file = edit(file, |document| {
        if let Some(source) = document.get_mut("source").and_then(Item::as_table_like_mut) {
            replace(source, "sha256", &text.sha256);
        }
        write_sections(document, &text);
        write_ids(document);
        for (kind, field) in CITING {
            for table in tables_in(document, kind) {
                for cite in table.get_mut(field).map(tables).unwrap_or_default() {
                    if place(cite, &text) {
                        placed += 1;
                    } else {
                        unplaced += 1;
                    }
                }
            }
        }
    })?;
    Ok(Pinned {
        file,
        placed,
        unplaced,
    })
}

/// Fills in the place of a citation if its quote occurs exactly once. Returns whether it does.
pub(super) fn place(cite: &mut dyn TableLike, text: &SourceText) -> bool {
    let quote = cite.get("quote").and_then(Item::as_str);
    let Some(Ok(quote)) = quote.map(Quote::parse) else {
        return false;
    };
    let Found::Once(at, _) = quote.find(text) else {
        return false;
    };
    replace(cite, "at", at.to_string());
    true
}

/// Gives every entry without an id the one that loading would make for it.
pub(super) fn write_ids(document: &mut DocumentMut) {
    const KINDS: [&str; 2] = ["question", "gap"];
    let mut taken = HashSet::new();
    for kind in KINDS {
        let tables = tables_in(document, kind).into_iter();
        taken.extend(tables.filter_map(|table| Some(table.get("id")?.as_str()?.to_owned())));
    }
    for kind in KINDS {
        for table in tables_in(document, kind) {
            let first = table.get("ask").and_then(Item::as_array);
            let first = first.and_then(|ask| ask.get(0)?.as_str());
            if let (Some(first), None) = (first, table.get("id")) {
                let id = take_free(&mut taken, &id_of(first));
                table.insert("id", Item::Value(id.into()));
            }
        }
        if let Some(tables) = document
            .get_mut(kind)
            .and_then(Item::as_array_of_tables_mut)
        {
            for table in tables.iter_mut() {
                table.sort_values_by(|one, _, other, _| (other == "id").cmp(&(one == "id")));
            }
        }
    }
}

fn tables_in<'a>(document: &'a mut DocumentMut, kind: &str) -> Vec<&'a mut dyn TableLike> {
    document.get_mut(kind).map(tables).unwrap_or_default()
}

/// Sets a value and keeps the spacing and comments around an existing one.
fn replace(table: &mut dyn TableLike, key: &str, new: impl Into<Value>) {
    let mut new = new.into();
    if let Some(old) = table.get_mut(key).and_then(Item::as_value_mut) {
        let same = old.as_str() == new.as_str() && old.as_integer() == new.as_integer();
        if !same {
            *new.decor_mut() = old.decor().clone();
            *old = new;
        }
    } else {
        if let Some(space) = take_trailing_space(table) {
            new.decor_mut().set_suffix(space);
        }
        table.insert(key, Item::Value(new));
    }
}

/// Takes the space before an inline table's closing brace from its last value, which owns it. None if
/// the table was not parsed from text and has the default spacing.
fn take_trailing_space(table: &mut dyn TableLike) -> Option<String> {
    let (_, last) = table.iter_mut().last()?;
    let decor = last.as_value_mut()?.decor_mut();
    let space = decor.suffix()?.as_str()?.to_owned();
    if !space.trim().is_empty() {
        return Some(String::new());
    }
    decor.set_suffix("");
    Some(space)
}

/// Writes one `[[section]]` per heading: existing tables are corrected, missing ones are added after
/// the last one or at the end of the file, surplus ones are removed.
fn write_sections(document: &mut DocumentMut, text: &SourceText) {
    let end = last_position(document);
    let headings = text.headings();
    if headings.is_empty() {
        document.remove("section");
        return;
    }
    let item = document
        .entry("section")
        .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let Some(tables) = item.as_array_of_tables_mut() else {
        return;
    };
    while tables.len() > headings.len() {
        tables.remove(tables.len() - 1);
    }
    let last = tables.iter().last().and_then(Table::position).or(end);
    for (index, heading) in headings.iter().enumerate() {
        if index == tables.len() {
            let mut table = Table::new();
            table.set_position(last);
            table.decor_mut().set_prefix("\n");
            tables.push(table);
        }
        if let Some(table) = tables.get_mut(index) {
            let number = i64::try_from(heading.number).unwrap_or_default();
            replace(table, "number", number);
            replace(table, "heading", &heading.heading);
        }
    }
}

/// Where the last table of a file stands.
pub(super) fn last_position(document: &DocumentMut) -> Option<isize> {
    let items = document.iter().map(|(_, item)| item);
    let positions = items.flat_map(|item| match item {
        Item::Table(table) => vec![table.position()],
        Item::ArrayOfTables(many) => many.iter().map(Table::position).collect(),
        _ => Vec::new(),
    });
    positions.flatten().max()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "It is dark.\n\n## A long winter\n\nThe keeper lit the lamp in May.\n";

    const BARE: &str = r#"format = 1 # the first

[source]
id = "skerry" # short
title = "The lamp"

# Facts about the lamp.
[[fact]]
id = "lit"
text = "The lamp shines since May."
cite = { quote = "The keeper … in May" } # checked by Ann

[[fact]]
id = "dark"
text = "It is dark."
cite = [ { quote = "It is dark", at = "4.4" }, { quote = "nowhere" } ]
"#;

    const PINNED: &str = r#"format = 1 # the first

[source]
id = "skerry" # short
title = "The lamp"
sha256 = "HASH"

# Facts about the lamp.
[[fact]]
id = "lit"
text = "The lamp shines since May."
cite = { quote = "The keeper … in May", at = "1.1" } # checked by Ann

[[fact]]
id = "dark"
text = "It is dark."
cite = [ { quote = "It is dark", at = "0.1" }, { quote = "nowhere" } ]

[[section]]
number = 1
heading = "A long winter"
"#;

    #[test]
    fn places_are_filled_in_and_everything_else_is_kept() {
        let pinned = pin(BARE, TEXT).unwrap();
        let expected = PINNED.replace("HASH", &SourceText::new(TEXT).sha256);
        assert_eq!(pinned.file, expected);
        assert_eq!((pinned.placed, pinned.unplaced), (2, 1));
    }

    #[test]
    fn tables_may_be_written_inline() {
        let inline = "source = { id = 'a' }\nfact = [{ cite = { quote = 'in May' } }]\n";
        let pinned = pin(inline, TEXT).unwrap();
        assert_eq!((pinned.placed, pinned.unplaced), (1, 0));
        assert!(pinned.file.contains("at = \"1.1\""), "{}", pinned.file);
        assert!(pinned.file.contains("sha256 = "), "{}", pinned.file);
    }

    #[test]
    fn quotes_of_answers_and_gaps_are_placed_and_entries_get_their_ids() {
        let table = r#"[source]
text = "lamp.md" # its text

# When it was lit.
[[question]]
# Asked most:
ask = ["When was the lamp lit?"]
answer = { text = "In May.", quote = "The keeper … in May" }

[[question]] # a second one
id = "dark"
ask = ["Is it dark?"]
answer = [{ text = "Yes.", quote = "It is dark" }]

[[gap]]
ask = ["When was the lamp lit…"]
text = "It does not say."
cite = { quote = "the lamp in May" }
"#;
        let sha256 = SourceText::new(TEXT).sha256;
        let sections = "\n[[section]]\nnumber = 1\nheading = \"A long winter\"\n";
        let expected = table
            .replace("its text\n", &format!("its text\nsha256 = \"{sha256}\"\n"))
            .replace(
                "[[question]]\n# Asked",
                "[[question]]\nid = \"when-was-the-lamp-lit\"\n# Asked",
            )
            .replace("[[gap]]\n", "[[gap]]\nid = \"when-was-the-lamp-lit-2\"\n")
            .replace("in May\" }", "in May\", at = \"1.1\" }")
            .replace("dark\" }", "dark\", at = \"0.1\" }")
            + sections;
        let pinned = pin(table, TEXT).unwrap();
        assert_eq!(pinned.file, expected);
        assert_eq!((pinned.placed, pinned.unplaced), (3, 0));
    }

    #[test]
    fn sections_keep_their_comments() {
        let old = BARE.replace(
            "# Facts",
            "[[section]]\nnumber = 7 # mine\nheading = 'x' # old\n\n# Facts",
        );
        let pinned = pin(&old, TEXT).unwrap().file;
        assert!(
            pinned.contains("number = 1 # mine\nheading = \"A long winter\" # old\n"),
            "{pinned}"
        );
    }

    #[test]
    fn pinning_again_changes_nothing() {
        let once = pin(BARE, TEXT).unwrap().file;
        assert_eq!(pin(&once, TEXT).unwrap().file, once);
    }

    #[test]
    fn crlf_line_endings_and_the_byte_order_mark_are_kept() {
        let windows = format!("\u{feff}{}", BARE.replace('\n', "\r\n"));
        let once = pin(&windows, TEXT).unwrap().file;
        assert!(once.starts_with('\u{feff}'));
        assert_eq!(once.matches('\n').count(), once.matches("\r\n").count());
    }
}
