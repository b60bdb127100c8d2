//! JSON → a table, or the rows of a sheet.
//!
//! A table has the names of the knowledge file's own fields ([`PlainTable`]); a list of objects has those
//! of the columns.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::diagnostic::json_reason;
use crate::exchange::columns::{Column, Header, NamedColumns};
use crate::exchange::lists::join;
use crate::exchange::{ForeignFault, Item, Refused, Sheet, SheetRow};
use crate::knowledge::id_of;
use crate::knowledge::plain::{PlainExpanded, PlainTable};

/// What JSON may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Read {
    /// Tables, as an export writes them.
    Tables(Vec<PlainTable>),
    /// Rows, each an object.
    Rows(Sheet),
}

/// Reads a table, `{"tables": […]}`, or a list of objects.
///
/// # Errors
///
/// It is none of these.
pub fn read(text: &str, named: &NamedColumns) -> Result<Read, ForeignFault> {
    let value: Value = serde_json::from_str(text).map_err(|error| broken(&error))?;
    match value {
        Value::Array(rows) if rows.is_empty() => Err(empty()),
        Value::Array(rows) => Ok(Read::Rows(sheet(&rows, named)?)),
        Value::Object(fields) if fields.contains_key("tables") => {
            let tables: PlainTables = typed(text)?;
            of_tables(tables.tables)
        }
        Value::Object(_) => of_tables(vec![typed(text)?]),
        _ => Err(ForeignFault::at(
            "line 1",
            "it is neither an object nor a list",
            AS_EXPORTED,
        )),
    }
}

const AS_EXPORTED: &str = "write it as `footnote export --as json` does, or as a list of objects with \
                           `question`, `answer` and `quote`";

/// Tables of which at least one has something.
fn of_tables(tables: Vec<PlainTable>) -> Result<Read, ForeignFault> {
    let is_empty = |table: &PlainTable| {
        *table
            == PlainTable {
                format: table.format,
                ..PlainTable::default()
            }
    };
    if tables.iter().all(is_empty) {
        return Err(empty());
    }
    Ok(Read::Tables(tables))
}

fn empty() -> ForeignFault {
    ForeignFault::of_file("nothing is in it", AS_EXPORTED)
}

/// Several tables.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, expecting = "an object with `tables`")]
pub struct PlainTables {
    /// One for each file.
    pub tables: Vec<PlainTable>,
}

/// Reads the text again as what it is, so that a fault has its place.
fn typed<'t, T: Deserialize<'t>>(text: &'t str) -> Result<T, ForeignFault> {
    serde_json::from_str(text).map_err(|error| broken(&error))
}

fn broken(error: &serde_json::Error) -> ForeignFault {
    let place = format!("line {}, column {}", error.line(), error.column());
    let repair = if error.is_data() {
        AS_EXPORTED
    } else {
        "correct the JSON here"
    };
    ForeignFault::at(place, json_reason(error), repair)
}

fn sheet(rows: &[Value], named: &NamedColumns) -> Result<Sheet, ForeignFault> {
    let objects = rows.iter().filter_map(Value::as_object);
    let headers: BTreeSet<&String> = objects.flat_map(Map::keys).collect();
    let headers: Vec<String> = headers.into_iter().cloned().collect();
    let header = Header::read(&headers, named).map_err(|fault| ForeignFault {
        place: None,
        ..fault
    })?;
    let mut sheet = Sheet {
        columns: header.columns.iter().flatten().copied().collect(),
        notes: header.notes.clone(),
        ..Sheet::default()
    };
    for (number, row) in (1..).zip(rows) {
        let place = format!("item {number}");
        match cells(row, &headers, &header) {
            Ok(cells) => sheet.rows.push(SheetRow { place, cells }),
            Err(why) => sheet.refused.push(Refused {
                place,
                name: String::new(),
                why,
                repair: "write text, or lists of texts".to_owned(),
            }),
        }
    }
    Ok(sheet)
}

type JsonCells = BTreeMap<Column, String>;

fn cells(row: &Value, headers: &[String], header: &Header) -> Result<JsonCells, String> {
    let fields = row.as_object().ok_or("it is no object")?;
    let mut cells = JsonCells::new();
    for (key, column) in headers.iter().zip(&header.columns) {
        let (Some(column), Some(value)) = (column, fields.get(key)) else {
            continue;
        };
        let cell =
            cell(value).ok_or_else(|| format!("`{key}` is neither text nor a list of texts"))?;
        if !cell.trim().is_empty() {
            cells.insert(*column, cell.trim().to_owned());
        }
    }
    Ok(cells)
}

fn cell(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Array(many) => {
            let texts: Option<Vec<&str>> = many.iter().map(Value::as_str).collect();
            Some(join(&texts?))
        }
        Value::Object(_) => None,
    }
}

/// Takes a table apart into items, and what belongs to none of them. An entry without an id is the one of
/// the old table with its first phrasing, or gets an id from it.
#[must_use]
pub fn items(mut table: PlainTable, old: &PlainTable) -> (Vec<Item>, PlainTable) {
    let known = old.entries();
    let known: HashMap<&str, &str> = known
        .filter_map(|(id, ask)| Some((ask.first()?.as_str(), id)))
        .collect();
    let id_for = |id: &mut String, ask: &[String]| {
        let first = ask.first().cloned().unwrap_or_default();
        if id.is_empty() {
            let known = known.get(first.as_str()).map(|id| (*id).to_owned());
            *id = known.unwrap_or_else(|| id_of(&first));
        }
        first
    };
    let mut expanded = by_entry(std::mem::take(&mut table.expanded));
    let mut items = Vec::new();
    let mut add = |kind: &str, number: usize, name: String, table: PlainTable| {
        let place = format!("{kind} {number}");
        items.push(Item { place, name, table });
    };
    for (number, fact) in (1..).zip(table.facts.drain(..)) {
        let mut own = PlainTable::default();
        let name = fact.id.clone();
        own.facts.push(fact);
        add("fact", number, name, own);
    }
    for (number, mut question) in (1..).zip(table.questions.drain(..)) {
        let mut own = PlainTable::default();
        let name = id_for(&mut question.id, &question.ask);
        own.expanded.extend(expanded.remove(&question.id));
        own.questions.push(question);
        add("question", number, name, own);
    }
    for (number, mut gap) in (1..).zip(table.gaps.drain(..)) {
        let mut own = PlainTable::default();
        let name = id_for(&mut gap.id, &gap.ask);
        own.expanded.extend(expanded.remove(&gap.id));
        own.gaps.push(gap);
        add("gap", number, name, own);
    }
    table.expanded = expanded.into_values().collect();
    (items, table)
}

/// The phrasings of an assistant, together for each entry.
fn by_entry(expanded: Vec<PlainExpanded>) -> BTreeMap<String, PlainExpanded> {
    let mut by_entry: BTreeMap<String, PlainExpanded> = BTreeMap::new();
    for mut own in expanded {
        match by_entry.get_mut(&own.entry) {
            Some(known) => known.ask.append(&mut own.ask),
            None => {
                by_entry.insert(own.entry.clone(), own);
            }
        }
    }
    by_entry
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let fault = read(text, &Vec::new()).unwrap_err();
        assert_eq!(fault.to_string().split(';').next(), Some(expected));
    }

    #[test]
    fn a_fault_has_its_place() {
        check(
            "{\n  \"question\": [\n",
            "line 3, column 0: EOF while parsing a list",
        );
        for nothing in ["[]", "{}", "{\"tables\": []}", "{\"format\": 1}"] {
            check(nothing, "nothing is in it");
        }
        check("7", "line 1: it is neither an object nor a list");
        check(
            "{\"question\": [\n{\"ask\": [\"a\"], \"answr\": 1}]}",
            "line 2, column 22: unknown field `answr`, expected one of `id`, `ask`, `facts`, `answer`, \
             `topic`, `related`, `draft`",
        );
        check("[{\"answer\": \"a\"}]", "no column is headed `question`");
    }

    #[test]
    fn a_list_of_objects_is_rows() {
        let text = r#"[{"question": "Lit?", "phrasings": ["on", "a|b"], "answer": "Yes.", "n": 1},
                       {"question": {"x": 1}}]"#;
        let Ok(Read::Rows(sheet)) = read(text, &Vec::new()) else {
            panic!("no rows");
        };
        let cells = &sheet.rows[0].cells;
        assert_eq!(cells[&Column::Phrasings], "on\na\\|b");
        assert_eq!(sheet.refused[0].place, "item 2");
        assert!(
            sheet.notes[1].starts_with("columns left out: “n”"),
            "{:?}",
            sheet.notes
        );
    }

    #[test]
    fn one_citation_or_a_list_of_them() {
        let one = r#"{"fact": [{"id": "a", "text": "b", "cite": {"quote": "c"}}]}"#;
        let many = one.replace("{\"quote\": \"c\"}", "[{\"quote\": \"c\"}]");
        assert_eq!(read(one, &Vec::new()), read(&many, &Vec::new()));
    }
}
