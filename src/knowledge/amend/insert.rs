//! Inserts values and tables into a document, formatted like what is there.

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value};

use crate::knowledge::edit::tables;

pub(super) fn string(text: &str) -> Item {
    Item::Value(text.into())
}

/// A table with the fields that questions and gaps share.
pub(super) fn asking(id: &str, ask: &[String]) -> Table {
    let mut table = Table::new();
    table.insert("id", string(id));
    table.insert("ask", lines(ask));
    table
}

/// A list of texts, one a line.
pub(super) fn lines(texts: &[String]) -> Item {
    let mut list = Array::new();
    for text in texts {
        list.push_formatted(Value::from(text).decorated("\n  ", ""));
    }
    list.set_trailing("\n");
    list.set_trailing_comma(true);
    Item::Value(list.into())
}

/// Appends a phrasing to an entry, formatted like the one before it. None if there is no such entry,
/// or if its phrasings are not a list.
pub(super) fn add_phrasing(document: &mut DocumentMut, entry: &str, text: &str) -> Option<()> {
    for kind in ["question", "gap"] {
        for table in document.get_mut(kind).map(tables).unwrap_or_default() {
            if table.get("id").and_then(Item::as_str) != Some(entry) {
                continue;
            }
            let ask = table.get_mut("ask")?;
            if let Some(only) = ask.as_str() {
                let both = [only, text].into_iter().collect::<Array>();
                *ask = Item::Value(both.into());
                return Some(());
            }
            let ask = ask.as_array_mut()?;
            let prefix = ask.iter().last().map(Value::decor);
            let prefix = prefix.and_then(|decor| decor.prefix()?.as_str());
            // A comment belongs to the phrasing after it.
            let prefix = prefix.map(|space| match space.rfind('\n') {
                Some(line) if space.contains('#') => space[line..].to_owned(),
                _ => space.to_owned(),
            });
            let prefix = match prefix {
                Some(prefix) if ask.len() > 1 || prefix.contains('\n') => prefix,
                _ => " ".to_owned(),
            };
            ask.push_formatted(Value::from(text).decorated(prefix, ""));
            return Some(());
        }
    }
    None
}

/// Adds a group of synonyms.
pub(super) fn add_synonyms(document: &mut DocumentMut, words: &[String]) {
    let mut group = Table::new();
    group.insert("words", Item::Value(Array::from_iter(words).into()));
    append(document, "synonyms", group);
}

/// Adds a table after the last one of its kind, or at the end.
pub(super) fn append(document: &mut DocumentMut, kind: &str, mut table: Table) {
    let item = document
        .entry(kind)
        .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    if let Some(many) = item.as_array_of_tables_mut() {
        table.set_position(many.iter().last().and_then(Table::position));
        table.decor_mut().set_prefix("\n");
        many.push(table);
    } else if let Some(many) = item.as_array_mut() {
        many.push(table.into_inline_table());
    }
}
