//! The JSON Schemas in `schema/`: they are what the program prints, they know the fields that reading
//! knows, and they take the good files of the repository and refuse the bad ones.
//!
//! `UPDATE_EXPECTED=1 cargo test schema` rewrites them; read the difference.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use footnote::diagnostic::{Code, Diagnostic};
use footnote::text::visible::is_command;
use footnote::{config, knowledge};
use jsonschema::Validator;
use serde_json::{Map, Value, json};
use toml::de::{DeTable, DeValue};

use crate::config::everything_set;
use crate::support::{load, path, run};

/// The codes that a schema can express; the bad files of all others are valid by it.
const EXPRESSED: &[Code] = &[
    Code::UnknownFormat,
    Code::UnknownKey,
    Code::MissingField,
    Code::ConflictingKeys,
    Code::EmptyField,
    Code::WrongType,
    Code::ImpossibleValue,
    Code::TooLong,
    Code::ForbiddenCharacter,
    Code::MalformedId,
    Code::MalformedUrl,
    Code::MalformedPath,
    Code::MalformedHash,
    Code::MalformedPlace,
    Code::DuplicateTopic,
    Code::UncitedFact,
    Code::RepeatedFact,
    Code::LoneSynonym,
];

/// A field that no table has; its name is like no other.
const UNKNOWN: &str = "0123456789";
/// A value that no field takes.
const WRONG: f64 = 1.5;

/// A kind of file: its schema, and the faults that reading finds in a text.
struct FileKind {
    name: &'static str,
    schema: Value,
    faults: fn(&str) -> Vec<Diagnostic>,
}

fn kinds() -> [FileKind; 2] {
    [
        FileKind {
            name: "knowledge",
            schema: knowledge::schema(),
            faults: |text| load(text).1.diagnostics.into_iter().collect(),
        },
        FileKind {
            name: "config",
            schema: config::schema(),
            faults: |text| {
                let (_, report) = config::parse("config.toml", text.as_bytes());
                report.diagnostics.into_iter().collect()
            },
        },
    ]
}

#[test]
fn the_files_are_what_the_command_prints() {
    for kind in kinds() {
        let file = path(&format!("schema/{}.schema.json", kind.name));
        let printed = run(".", &["schema", kind.name], "").out;
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            fs::write(&file, &printed).unwrap();
        }
        assert_eq!(fs::read_to_string(file).unwrap(), printed);
    }
}

/// A table of a schema, as reading gets there.
struct Visit<'a> {
    kind: &'a FileKind,
    /// The fields that lead to it, and whether each is a list.
    path: Vec<(String, Shape)>,
    /// What is missing if nothing but they is written.
    missing: BTreeSet<String>,
}

#[derive(Clone, Copy)]
enum Shape {
    Table,
    List,
}

impl Visit<'_> {
    /// A file with nothing but this in the table.
    fn file(&self, inner: &str) -> String {
        let mut text = inner.to_owned();
        for (field, shape) in self.path.iter().rev() {
            text = match shape {
                Shape::Table => format!("{field} = {{ {text} }}"),
                Shape::List => format!("{field} = [{{ {text} }}]"),
            };
        }
        text
    }

    /// Compares a table with what reading says about it, and then the tables inside it.
    fn check(&self, schema: &Value) {
        let at = format!("{} {:?}", self.kind.name, schema["description"]);
        let fields = schema["properties"]
            .as_object()
            .expect("a table has fields");
        assert_eq!(schema["additionalProperties"], json!(false), "{at}");
        let faults = (self.kind.faults)(&self.file(&format!("{UNKNOWN} = {WRONG}")));
        assert_eq!(known(&faults), fields.keys().cloned().collect(), "{at}");
        let missing = &self.missing | &required(schema);
        assert_eq!(found_missing(&faults), missing, "{at}");
        for (name, field) in fields {
            assert!(
                field["description"]
                    .as_str()
                    .is_some_and(|text| text.ends_with('.')),
                "{at}: {name}"
            );
            let faults = (self.kind.faults)(&self.file(&format!("{name} = {WRONG}")));
            let mut messages = faults.iter().map(|fault| fault.message.as_str());
            let expected = format!("`{name}` must be {}, not a float", wanted(field));
            assert!(
                messages.any(|message| message == expected),
                "{at}: {expected}"
            );
            self.enter(name, field, &missing);
        }
    }

    fn enter(&self, name: &str, field: &Value, missing: &BTreeSet<String>) {
        let inner = [
            (field, Shape::Table),
            (&field["items"], Shape::List),
            (&field["anyOf"][0], Shape::Table),
        ];
        let Some((schema, shape)) = inner
            .into_iter()
            .find(|(schema, _)| schema["properties"].is_object())
        else {
            return;
        };
        let mut path = self.path.clone();
        path.push((name.to_owned(), shape));
        let is_there = |missing: &&String| missing.split('|').any(|missing| missing == name);
        let missing = missing.iter().filter(|missing| !is_there(missing));
        let missing = missing.cloned().collect();
        Visit {
            kind: self.kind,
            path,
            missing,
        }
        .check(schema);
    }
}

/// The words between back-ticks.
fn ticked(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The fields that reading knows, from what it says about an unknown one.
fn known(faults: &[Diagnostic]) -> BTreeSet<String> {
    let unknown = faults.iter().find(|fault| fault.code == Code::UnknownKey);
    let repair = unknown.and_then(|fault| fault.repair.as_deref());
    let repair = repair.expect("an unknown field is a fault");
    ticked(repair).map(str::to_owned).collect()
}

/// The fields that reading misses; of two, one of which is needed, as `one|other`.
fn found_missing(faults: &[Diagnostic]) -> BTreeSet<String> {
    let missing = faults.iter().filter_map(|fault| match fault.code {
        Code::MissingField => Some(ticked(&fault.message).collect::<Vec<_>>().join("|")),
        _ => None,
    });
    missing
        .map(|name| name.trim_matches(['[', ']']).to_owned())
        .collect()
}

/// The same by the schema, without the citation of a fact: only validation misses that, which has a bad file.
fn required(schema: &Value) -> BTreeSet<String> {
    let names = |schema: &Value| {
        let names = schema["required"].as_array().into_iter().flatten();
        let names = names.map(|name| name.as_str().unwrap().to_owned());
        let names = names.filter(|name| name != "cite");
        names.collect::<Vec<_>>()
    };
    let mut required: BTreeSet<String> = names(schema).into_iter().collect();
    for rule in ["anyOf", "oneOf"] {
        let either = schema[rule].as_array().into_iter().flatten();
        let either: Vec<String> = either.flat_map(names).collect();
        required.extend((!either.is_empty()).then(|| either.join("|")));
    }
    required
}

/// How reading names the type of a field.
fn wanted(field: &Value) -> &'static str {
    let is_id = |schema: &Value| schema["type"] == json!(["integer", "string"]);
    let has_fields = |schema: &Value| schema["properties"].is_object();
    let items = &field["items"];
    match field["type"].as_str() {
        Some("array") if has_fields(items) => "a list of tables",
        Some("array") if is_id(items) => "a list of ids",
        Some("array") => "a list of strings",
        Some("string") if field["format"] == "date" => "a date without quotation marks",
        Some("string") => "a string",
        Some("boolean") => "true or false",
        Some("integer") => "a whole number",
        Some("object") => "a table",
        _ if is_id(field) => "an id",
        _ if has_fields(&field["anyOf"][0]) => "a table",
        _ if field["enum"] == json!([1]) => "a whole number",
        _ => panic!("{field}"),
    }
}

#[test]
fn the_schemas_know_the_fields_that_reading_knows() {
    for kind in &kinds() {
        let whole = Visit {
            kind,
            path: Vec::new(),
            missing: BTreeSet::new(),
        };
        whole.check(&kind.schema);
    }
}

/// A TOML file as JSON, as editors convert it; none if it is not TOML.
fn as_json(text: &str) -> Option<Value> {
    let table = DeTable::parse(text).ok()?;
    Some(table_as_json(table.get_ref()))
}

fn table_as_json(table: &DeTable) -> Value {
    let fields = table.iter().map(|(name, value)| {
        let name = name.get_ref().to_string();
        (name, value_as_json(value.get_ref()))
    });
    Value::Object(fields.collect::<Map<_, _>>())
}

fn value_as_json(value: &DeValue) -> Value {
    match value {
        DeValue::String(text) => json!(text.as_ref()),
        DeValue::Integer(number) => {
            let number = i128::from_str_radix(number.as_str(), number.radix()).unwrap();
            i64::try_from(number).map_or_else(|_| json!(number as f64), |number| json!(number))
        }
        DeValue::Float(number) => json!(number.as_str().parse::<f64>().unwrap()),
        DeValue::Boolean(boolean) => json!(boolean),
        DeValue::Datetime(date) => json!(date.to_string()),
        DeValue::Array(items) => items
            .iter()
            .map(|item| value_as_json(item.get_ref()))
            .collect(),
        DeValue::Table(table) => table_as_json(table),
    }
}

fn validator(schema: &Value) -> Validator {
    let options = jsonschema::options().should_validate_formats(true);
    options.build(schema).unwrap()
}

/// What is wrong with a file by a schema; none if it is not TOML.
fn wrong(validator: &Validator, text: &str) -> Option<Vec<String>> {
    let file = as_json(text)?;
    let wrong = validator.iter_errors(&file);
    Some(
        wrong
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect(),
    )
}

/// The files below a folder whose names end so.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            files.push(path);
        }
    }
    files
}

#[test]
fn good_tables_are_valid_by_the_schema() {
    let validator = validator(&knowledge::schema());
    for folder in ["tests/skerry", "tests/answers", "knowledge"] {
        let files = files_below(&path(folder));
        assert!(!files.is_empty(), "{folder}");
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            assert_eq!(
                wrong(&validator, &text),
                Some(Vec::new()),
                "{}",
                file.display()
            );
        }
    }
}

#[test]
fn good_configurations_are_valid_by_the_schema() {
    let validator = validator(&config::schema());
    let example = fs::read_to_string(path("config.example.toml")).unwrap();
    for text in ["", &example, &everything_set()] {
        assert_eq!(wrong(&validator, text), Some(Vec::new()));
    }
}

#[track_caller]
fn refuses_what_it_can_express(schema: &Value, folder: &str, also: &[Code]) {
    let validator = validator(schema);
    let mut refused = 0;
    for entry in fs::read_dir(path(folder)).unwrap() {
        let file = entry.unwrap().path();
        let is_table = file.extension().is_some_and(|ending| ending == "toml");
        let Some(wrong) = is_table
            .then(|| wrong(&validator, &fs::read_to_string(&file).unwrap()))
            .flatten()
        else {
            continue;
        };
        let shown = file.file_stem().unwrap().to_str().unwrap();
        let is_expressed = EXPRESSED
            .iter()
            .chain(also)
            .any(|code| code.name() == shown);
        assert_eq!(
            !wrong.is_empty(),
            is_expressed,
            "{}: {wrong:?}",
            file.display()
        );
        refused += usize::from(is_expressed);
    }
    assert!(refused > 0, "{folder}");
}

#[test]
fn bad_tables_are_refused_by_the_schema() {
    refuses_what_it_can_express(&knowledge::schema(), "tests/bad", &[]);
}

#[test]
fn bad_configurations_are_refused_by_the_schema() {
    let also = &[Code::DuplicateId];
    refuses_what_it_can_express(&config::schema(), "tests/bad/config", also);
}

#[test]
fn the_schema_forbids_what_commands_a_terminal() {
    let title = &knowledge::schema()["properties"]["source"]["properties"]["title"];
    let validator = validator(title);
    for c in '\0'..='\u{ffff}' {
        let is_valid = validator.is_valid(&json!(format!("a{c}b")));
        assert_eq!(is_valid, !is_command(c), "U+{:04X}", c as u32);
    }
}
