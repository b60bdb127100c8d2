//! Edits a knowledge file and keeps its comments, order, line endings and formatting.

use toml_edit::{DocumentMut, InlineTable, Item, TableLike, TomlError, Value};

/// Applies a change to a file, given as text.
pub(crate) fn edit(file: &str, change: impl FnOnce(&mut DocumentMut)) -> Result<String, TomlError> {
    let (mark, body) = match file.strip_prefix('\u{feff}') {
        Some(body) => ("\u{feff}", body),
        None => ("", file),
    };
    let mut document: DocumentMut = body.parse()?;
    change(&mut document);
    let mut file = format!("{mark}{document}");
    // A file whose line endings are all CRLF keeps them.
    let breaks = body.matches('\n').count();
    if breaks > 0 && body.matches("\r\n").count() == breaks {
        file = file.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    Ok(file)
}

/// The tables of an item, however they are written: one or several, inline or not.
pub(super) fn tables(item: &mut Item) -> Vec<&mut dyn TableLike> {
    match item {
        Item::Value(Value::InlineTable(one)) => vec![one],
        Item::Value(Value::Array(many)) => many
            .iter_mut()
            .filter_map(Value::as_inline_table_mut)
            .map(|table: &mut InlineTable| table as &mut dyn TableLike)
            .collect(),
        Item::Table(one) => vec![one],
        Item::ArrayOfTables(many) => many
            .iter_mut()
            .map(|table| table as &mut dyn TableLike)
            .collect(),
        _ => Vec::new(),
    }
}
