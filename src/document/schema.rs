//! JSON Schemas of files, for editors: what may be written where, and what it means. A schema says what
//! JSON Schema can say in a line; everything else is up to the readers.

use std::ops::RangeInclusive;

use serde_json::{Map, Value, json};

/// The dialect: the newest that the editors with support for TOML understand.
const DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// The characters of [`crate::text::visible::is_command`], for a class of a regular expression.
pub(crate) const COMMANDS: &str =
    r"\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069";
/// The control characters among them.
pub(crate) const CONTROLS: &str = r"\u0000-\u001f\u007f-\u009f";

/// The schema of a table, field by field. It refuses all others, as reading does.
pub(crate) struct TableSchema {
    description: String,
    fields: Map<String, Value>,
    required: Vec<&'static str>,
    rules: Map<String, Value>,
}

impl TableSchema {
    pub fn of(description: impl Into<String>) -> Self {
        Self {
            description: description.into(),
            fields: Map::new(),
            required: Vec::new(),
            rules: Map::new(),
        }
    }

    /// Adds a field that must be there.
    pub fn required(mut self, name: &'static str, field: Value) -> Self {
        self.required.push(name);
        self.optional(name, field)
    }

    /// Adds a field that may be there.
    pub fn optional(mut self, name: &'static str, field: Value) -> Self {
        self.fields.insert(name.to_owned(), field);
        self
    }

    /// Of these fields, at least one must be there.
    pub fn any_of(self, names: [&str; 2]) -> Self {
        self.rule("anyOf", names)
    }

    /// Of these fields, exactly one must be there.
    pub fn one_of(self, names: [&str; 2]) -> Self {
        self.rule("oneOf", names)
    }

    fn rule(mut self, rule: &str, names: [&str; 2]) -> Self {
        let names = names.map(|name| json!({ "required": [name] }));
        self.rules.insert(rule.to_owned(), json!(names));
        self
    }

    /// The schema of the table inside a file.
    pub fn schema(self) -> Value {
        let mut schema = json!({
            "type": "object",
            "description": self.description,
            "properties": self.fields,
            "additionalProperties": false,
        });
        if !self.required.is_empty() {
            schema["required"] = json!(self.required);
        }
        if let Some(schema) = schema.as_object_mut() {
            schema.extend(self.rules);
        }
        schema
    }

    /// The schema of a file, of which the table is the whole.
    pub fn file(self, title: &str) -> Value {
        let mut schema = self.schema();
        schema["$schema"] = json!(DIALECT);
        schema["title"] = json!(title);
        schema
    }
}

/// A schema with what it means.
pub(crate) fn described(description: &str, mut schema: Value) -> Value {
    schema["description"] = json!(description);
    schema
}

/// A text that is not blank, without these characters.
pub(crate) fn text_without(characters: &str) -> Value {
    // At least one character is no white space. Without look-ahead, which not every editor has.
    pattern(&format!(
        "^[^{characters}]*[^{characters}\\s][^{characters}]*$"
    ))
}

/// A text of at most this many characters, which people read.
pub(crate) fn prose(limit: usize) -> Value {
    let mut schema = text_without(COMMANDS);
    schema["maxLength"] = json!(limit);
    schema
}

/// A text that fits a regular expression.
pub(crate) fn pattern(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

/// Any text, such as the name of something that only the readers know.
pub(crate) fn name() -> Value {
    json!({ "type": "string" })
}

/// One of several words.
pub(crate) fn choice<'a>(words: impl IntoIterator<Item = &'a str>) -> Value {
    let words: Vec<&str> = words.into_iter().collect();
    json!({ "type": "string", "enum": words })
}

/// True or false.
pub(crate) fn boolean() -> Value {
    json!({ "type": "boolean" })
}

/// A whole number.
pub(crate) fn number(range: RangeInclusive<u32>) -> Value {
    json!({ "type": "integer", "minimum": range.start(), "maximum": range.end() })
}

/// A date, which TOML writes without quotation marks.
pub(crate) fn date() -> Value {
    json!({ "type": "string", "format": "date" })
}

/// A list without repetitions, of any length.
pub(crate) fn list(item: &Value) -> Value {
    json!({ "type": "array", "items": item, "uniqueItems": true })
}

/// The same with at least and at most so many items.
pub(crate) fn list_of(length: RangeInclusive<usize>, item: &Value) -> Value {
    let mut schema = at_least(*length.start(), item);
    schema["maxItems"] = json!(length.end());
    schema
}

/// The same with at least so many items.
pub(crate) fn at_least(items: usize, item: &Value) -> Value {
    let mut schema = list(item);
    schema["minItems"] = json!(items);
    schema
}

/// A list of tables, each with a block of its own.
pub(crate) fn blocks(table: &Value) -> Value {
    json!({ "type": "array", "items": table, "description": table["description"] })
}

/// A table, or a list of so many.
pub(crate) fn one_or_many(length: RangeInclusive<usize>, table: &Value) -> Value {
    let (least, most) = length.into_inner();
    json!({
        "anyOf": [
            table,
            { "type": "array", "items": table, "minItems": least, "maxItems": most },
        ],
        "description": table["description"],
    })
}
