//! Changes the values of a block, and leaves alone those that say the same already.

use std::collections::{BTreeMap, HashMap};

use toml_edit::{Array, InlineTable, Item, TableLike, Value};

use crate::knowledge::edit::tables;
use crate::knowledge::merge::fields::FieldValues;

/// Sets the fields of a block, and removes those that it does not have. An id stays as it is, written or
/// not.
pub(super) fn update(table: &mut dyn TableLike, fields: &FieldValues) {
    let is_new = table.is_empty();
    for (key, value) in fields {
        if *key == "id" && !is_new {
            continue;
        }
        match (table.get_mut(key), value) {
            (Some(old), Some(new)) => set(old, new),
            (None, Some(new)) => insert(table, key, new.clone()),
            (Some(_), None) => {
                table.remove(key);
            }
            (None, None) => {}
        }
    }
}

/// Adds a value to a block.
fn insert(table: &mut dyn TableLike, key: &str, mut value: Value) {
    // The space before an inline table's closing brace belongs to its last value.
    if let Some(last) = table
        .iter_mut()
        .last()
        .and_then(|(_, last)| last.as_value_mut())
    {
        let decor = last.decor_mut();
        let space = decor.suffix().and_then(|space| space.as_str());
        let space = space
            .filter(|space| space.trim().is_empty())
            .map(str::to_owned);
        if let Some(space) = space.filter(|_| value.decor().suffix().is_none()) {
            decor.set_suffix("");
            value.decor_mut().set_suffix(space);
        }
    }
    table.insert(key, Item::Value(value));
}

/// Replaces a value, unless it says the same.
fn set(old: &mut Item, new: &Value) {
    if Bare::of_item(old) == Bare::of(new).listed() {
        return;
    }
    if let (Some(old), Some(new)) = (old.as_array_mut(), new.as_array())
        && old.iter().chain(new).all(Value::is_str)
    {
        return relist(old, new);
    }
    let news: Vec<&InlineTable> = match new {
        Value::InlineTable(one) => vec![one],
        Value::Array(many) => many.iter().filter_map(Value::as_inline_table).collect(),
        _ => Vec::new(),
    };
    let olds = tables(old);
    if !news.is_empty() && news.len() == olds.len() {
        for (old, new) in olds.into_iter().zip(news) {
            rewrite(old, new);
        }
        return;
    }
    let mut new = new.clone();
    if let Some(value) = old.as_value() {
        *new.decor_mut() = value.decor().clone();
    }
    *old = Item::Value(new);
}

/// Changes the values of a table to those of another.
fn rewrite(old: &mut dyn TableLike, new: &InlineTable) {
    let gone = old.iter().map(|(key, _)| key.to_owned());
    let gone: Vec<String> = gone.filter(|key| !new.contains_key(key)).collect();
    for key in gone {
        old.remove(&key);
    }
    for (key, value) in new {
        match old.get_mut(key) {
            Some(old) => set(old, value),
            None => insert(old, key, value.clone()),
        }
    }
}

/// Changes a list of texts: what stays keeps its comments, what is new looks like the last one.
fn relist(old: &mut Array, new: &Array) {
    let prefixes = || {
        old.iter()
            .filter_map(|value| value.decor().prefix()?.as_str())
    };
    let is_on_lines = prefixes().any(|prefix| prefix.contains('\n'));
    // A comment belongs to the text after it.
    let prefix = prefixes()
        .last()
        .map_or_else(String::new, |prefix| match prefix.rfind('\n') {
            Some(line) => prefix[line..].to_owned(),
            None => " ".to_owned(),
        });
    let mut kept: HashMap<String, Value> = HashMap::new();
    for value in old.iter() {
        kept.extend(value.as_str().map(|text| (text.to_owned(), value.clone())));
    }
    old.clear();
    for (index, value) in new.iter().enumerate() {
        let kept = value.as_str().and_then(|text| kept.remove(text));
        old.push_formatted(match kept {
            Some(kept) if is_on_lines => kept,
            _ if is_on_lines => value.clone().decorated(prefix.as_str(), ""),
            _ => value
                .clone()
                .decorated(if index == 0 { "" } else { " " }, ""),
        });
    }
}

/// A value without its formatting: two that say the same are equal, one value and a list of it alone too.
#[derive(Debug, PartialEq)]
enum Bare {
    Scalar(String),
    Many(Vec<Bare>),
    Fields(BTreeMap<String, Bare>),
}

impl Bare {
    fn of_item(item: &Item) -> Self {
        match item {
            Item::Value(value) => Self::of(value),
            Item::Table(table) => Self::of_fields(table),
            Item::ArrayOfTables(many) => {
                Self::Many(many.iter().map(|own| Self::of_fields(own)).collect())
            }
            Item::None => Self::Many(Vec::new()),
        }
        .listed()
    }

    fn of(value: &Value) -> Self {
        match value {
            Value::String(text) => Self::Scalar(text.value().clone()),
            Value::Integer(number) => Self::Scalar(number.value().to_string()),
            Value::Float(number) => Self::Scalar(number.value().to_string()),
            Value::Boolean(flag) => Self::Scalar(flag.value().to_string()),
            Value::Datetime(date) => Self::Scalar(date.value().to_string()),
            Value::Array(many) => Self::Many(many.iter().map(Self::of).collect()),
            Value::InlineTable(table) => Self::of_fields(table),
        }
    }

    fn of_fields(table: &dyn TableLike) -> Self {
        let fields = table.iter();
        let bare = fields.map(|(key, item)| (key.to_owned(), Self::of_item(item)));
        Self::Fields(bare.collect())
    }

    fn listed(self) -> Self {
        match self {
            Self::Many(_) => self,
            one => Self::Many(vec![one]),
        }
    }
}
