//! Fills in what can be derived: `at`, the sections and the SHA-256 from the source's text, and the ids
//! of entries from their phrasings.
//!
//! Text in, text out: comments, order and formatting of the file are kept.

mod stale;

use std::collections::BTreeSet;

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, TableLike, TomlError, Value};

use crate::knowledge::At;
use crate::knowledge::edit::{edit, tables};
use crate::knowledge::id::{TakenIds, id_of};
use crate::knowledge::passage_hash::passage_hash;
use crate::knowledge::quote::{Found, Quote};
use crate::knowledge::source_text::SourceText;

pub use crate::knowledge::pin::stale::{StaleCitation, stale_citations};

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
    /// The ids that were accepted and are there.
    pub accepted: BTreeSet<String>,
}

/// Pins a knowledge file to its source's text; without one, only the ids are written. A citation whose
/// words have changed since it was pinned stays stale, unless the fact, question or gap that it belongs to
/// is among those `accepted`.
///
/// Quotes that cannot be placed are left as they are; loading the file reports them.
///
/// # Errors
///
/// The file is not TOML.
pub fn pin(
    file: &str,
    text: Option<&str>,
    accepted: &BTreeSet<String>,
) -> Result<Pinned, TomlError> {
    let text = text.map(SourceText::new);
    let (mut placed, mut unplaced) = (0, 0);
    let mut found = BTreeSet::new();
    let file = edit(file, |document| {
        write_ids(document);
        let Some(text) = &text else {
            return;
        };
        if let Some(source) = document.get_mut("source").and_then(Item::as_table_like_mut) {
            replace(source, "sha256", &text.sha256);
        }
        write_sections(document, text);
        for (kind, field) in CITING {
            for table in tables_in(document, kind) {
                let id = table.get("id").and_then(Item::as_str);
                let id = id.filter(|id| accepted.contains(*id)).map(str::to_owned);
                let hashing = match id {
                    Some(_) => Hashing::Anew,
                    None => Hashing::IfMissing,
                };
                found.extend(id);
                for cite in table.get_mut(field).map(tables).unwrap_or_default() {
                    if place(cite, text, hashing) {
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
        accepted: found,
    })
}

/// Which citations get the hash of the words that they cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hashing {
    /// Those that have none.
    IfMissing,
    /// Those that have another one, too: a curator has looked at them.
    Anew,
}

/// Fills in the place of a citation if its quote occurs exactly once, in the paragraph that `at` names or
/// in the text, and the hash of what it covers if it leaves words out. Returns whether it does.
pub(super) fn place(cite: &mut dyn TableLike, text: &SourceText, hashing: Hashing) -> bool {
    let quote = cite.get("quote").and_then(Item::as_str);
    let Some(Ok(quote)) = quote.map(Quote::parse) else {
        return false;
    };
    let at = cite.get("at").and_then(Item::as_str).and_then(At::parse);
    let (Found::Once(at, span), _) = quote.locate(text, at) else {
        return false;
    };
    replace(cite, "at", at.to_string());
    let passage = text.paragraph(at).and_then(|words| words.get(span));
    let is_elided = quote.ends().1.is_some();
    if let (true, Some(passage)) = (is_elided, passage)
        && (hashing == Hashing::Anew || !cite.contains_key("hash"))
    {
        replace(cite, "hash", passage_hash(passage));
    }
    true
}

/// Gives an entry its id if none is written: the table at this place among those of its kind.
pub(super) fn write_id(document: &mut DocumentMut, kind: &str, index: usize, id: &str) {
    let Some(table) = tables_in(document, kind).into_iter().nth(index) else {
        return;
    };
    if table.contains_key("id") {
        return;
    }
    table.insert("id", Item::Value(id.into()));
    let tables = document.get_mut(kind);
    let tables = tables.and_then(Item::as_array_of_tables_mut);
    if let Some(table) = tables.and_then(|tables| tables.get_mut(index)) {
        put_id_first(table);
    }
}

fn put_id_first(table: &mut Table) {
    table.sort_values_by(|one, _, other, _| (other == "id").cmp(&(one == "id")));
}

/// Gives every entry without an id the one that loading would make for it.
pub(super) fn write_ids(document: &mut DocumentMut) {
    const KINDS: [&str; 2] = ["question", "gap"];
    let mut written: Vec<String> = Vec::new();
    for kind in KINDS {
        let tables = tables_in(document, kind).into_iter();
        written.extend(tables.filter_map(|table| Some(table.get("id")?.as_str()?.to_owned())));
    }
    let mut taken: TakenIds = written.into_iter().collect();
    for kind in KINDS {
        for table in tables_in(document, kind) {
            let first = table.get("ask").and_then(Item::as_array);
            let first = first.and_then(|ask| ask.get(0)?.as_str());
            if let (Some(first), None) = (first, table.get("id")) {
                let id = taken.take(&id_of(first));
                table.insert("id", Item::Value(id.into()));
            }
        }
        if let Some(tables) = document
            .get_mut(kind)
            .and_then(Item::as_array_of_tables_mut)
        {
            for table in tables.iter_mut() {
                put_id_first(table);
            }
        }
    }
}

fn tables_in<'a>(document: &'a mut DocumentMut, kind: &str) -> Vec<&'a mut dyn TableLike> {
    document.get_mut(kind).map(tables).unwrap_or_default()
}

/// Sets a value and keeps the spacing and comments around an existing one.
pub(super) fn replace(table: &mut dyn TableLike, key: &str, new: impl Into<Value>) {
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
cite = { quote = "The keeper … in May", at = "1.1", hash = "HASHED" } # checked by Ann

[[fact]]
id = "dark"
text = "It is dark."
cite = [ { quote = "It is dark", at = "0.1" }, { quote = "nowhere" } ]

[[section]]
number = 1
heading = "A long winter"
"#;

    fn pinned(file: &str) -> Pinned {
        pin(file, Some(TEXT), &BTreeSet::new()).unwrap()
    }

    #[test]
    fn places_are_filled_in_and_everything_else_is_kept() {
        let pinned = pinned(BARE);
        let expected = PINNED
            .replace("HASHED", &passage_hash("The keeper lit the lamp in May"))
            .replace("HASH", &SourceText::new(TEXT).sha256);
        assert_eq!(pinned.file, expected);
        assert_eq!((pinned.placed, pinned.unplaced), (2, 1));
    }

    #[test]
    fn tables_may_be_written_inline() {
        let inline = "source = { id = 'a' }\nfact = [{ cite = { quote = 'in May' } }]\n";
        let pinned = pinned(inline);
        assert_eq!((pinned.placed, pinned.unplaced), (1, 0));
        assert!(pinned.file.contains("at = \"1.1\""), "{}", pinned.file);
        assert!(pinned.file.contains("sha256 = "), "{}", pinned.file);
    }

    #[test]
    fn a_place_that_settles_where_a_quote_stands_is_kept() {
        let text = format!("{TEXT}\nIt was dark. It is dark.\n");
        let one = BARE.replace("4.4", "1.2");
        let pinned = pin(&one, Some(&text), &BTreeSet::new()).unwrap();
        assert_eq!((pinned.placed, pinned.unplaced), (2, 1));
        assert!(pinned.file.contains("at = \"1.2\""), "{}", pinned.file);
        assert_eq!(
            pin(BARE, Some(&text), &BTreeSet::new()).unwrap().unplaced,
            2
        );
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
        let hash = passage_hash("The keeper lit the lamp in May");
        let sections = "\n[[section]]\nnumber = 1\nheading = \"A long winter\"\n";
        let expected = table
            .replace("its text\n", &format!("its text\nsha256 = \"{sha256}\"\n"))
            .replace(
                "[[question]]\n# Asked",
                "[[question]]\nid = \"when-was-the-lamp-lit\"\n# Asked",
            )
            .replace("[[gap]]\n", "[[gap]]\nid = \"when-was-the-lamp-lit-2\"\n")
            .replace(
                "… in May\" }",
                &format!("… in May\", at = \"1.1\", hash = \"{hash}\" }}"),
            )
            .replace("lamp in May\" }", "lamp in May\", at = \"1.1\" }")
            .replace("dark\" }", "dark\", at = \"0.1\" }")
            + sections;
        let pinned = pinned(table);
        assert_eq!(pinned.file, expected);
        assert_eq!((pinned.placed, pinned.unplaced), (3, 0));
    }

    #[test]
    fn sections_keep_their_comments() {
        let old = BARE.replace(
            "# Facts",
            "[[section]]\nnumber = 7 # mine\nheading = 'x' # old\n\n# Facts",
        );
        let pinned = pinned(&old).file;
        assert!(
            pinned.contains("number = 1 # mine\nheading = \"A long winter\" # old\n"),
            "{pinned}"
        );
    }

    #[test]
    fn pinning_again_changes_nothing() {
        let once = pinned(BARE).file;
        assert_eq!(pinned(&once).file, once);
    }

    #[test]
    fn crlf_line_endings_and_the_byte_order_mark_are_kept() {
        let windows = format!("\u{feff}{}", BARE.replace('\n', "\r\n"));
        let once = pinned(&windows).file;
        assert!(once.starts_with('\u{feff}'));
        assert_eq!(once.matches('\n').count(), once.matches("\r\n").count());
    }

    #[test]
    fn what_has_changed_stays_stale_until_it_is_accepted() {
        let hash = |file: &str| {
            file.split("hash = \"")
                .nth(1)
                .map(|rest| rest[..8].to_owned())
        };
        let once = pinned(BARE).file;
        let changed = TEXT.replace("lit the lamp", "broke the lamp");
        let again = |accepted: &[&str]| {
            let accepted = accepted.iter().map(|id| (*id).to_owned()).collect();
            pin(&once, Some(&changed), &accepted).unwrap()
        };
        assert_eq!(hash(&again(&[]).file), hash(&once));
        assert_eq!(hash(&again(&["dark"]).file), hash(&once));
        let accepted = again(&["lit", "gone"]);
        let now = passage_hash("The keeper broke the lamp in May");
        assert_eq!(hash(&accepted.file), Some(now));
        assert_eq!(accepted.accepted, BTreeSet::from(["lit".to_owned()]));
    }

    #[test]
    fn without_a_text_only_the_ids_are_written() {
        let table = "[[gap]]\nask = [\"Who?\"]\n";
        let file = pin(table, None, &BTreeSet::new()).unwrap().file;
        assert_eq!(file, "[[gap]]\nid = \"who\"\nask = [\"Who?\"]\n");
    }
}
