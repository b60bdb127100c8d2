//! The fields of a TOML table, read one by one.
//!
//! serde's derive would stop at the first fault; [`Fields`] notes every one and goes on.

use std::ops::Range;

use toml::de::{DeArray, DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic, Place, did_you_mean};

/// A value with its place.
#[derive(Debug, Clone)]
pub(super) struct Spanned<T> {
    pub value: T,
    pub place: Place,
}

/// A table being read: takes its fields by name, notes what is missing, of the wrong type, or
/// left over.
pub(super) struct Fields<'a, 'f> {
    what: &'static str,
    table: &'a DeTable<'a>,
    /// Where the table stands.
    pub place: Place,
    known: Vec<&'static str>,
    faults: &'f mut Vec<Diagnostic>,
}

impl<'a, 'f> Fields<'a, 'f> {
    pub fn new(
        what: &'static str,
        table: &'a DeTable<'a>,
        place: Place,
        faults: &'f mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            what,
            table,
            place,
            known: Vec::new(),
            faults,
        }
    }

    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    pub fn is_empty_list(&self, key: &str) -> bool {
        let list = self
            .table
            .get(key)
            .and_then(|value| value.get_ref().as_array());
        list.is_some_and(|items| items.is_empty())
    }

    fn place_of(&self, span: Range<usize>) -> Place {
        Place::new(self.place.file, span)
    }

    /// Reads a field that must be there.
    pub fn required<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Self, &'static str) -> Option<T>,
    ) -> Option<T> {
        if !self.has(key) {
            let message = format!("{} lacks `{key}`", self.what);
            let fault = if self.place.end == 0 {
                Diagnostic::of_file(Code::MissingField, self.place.file, message)
            } else {
                Diagnostic::at(Code::MissingField, self.place, message)
            };
            self.faults
                .push(fault.repair(format!("add `{key} = {}`", example(key))));
        }
        read(self, key)
    }

    fn value(&mut self, key: &'static str) -> Option<(&'a DeValue<'a>, Place)> {
        self.known.push(key);
        let value = self.table.get(key)?;
        Some((value.get_ref(), self.place_of(value.span())))
    }

    fn wrong_type(&mut self, key: &str, place: Place, wanted: &str, found: &DeValue) {
        let message = format!("`{key}` must be {wanted}, not {}", with_article(found));
        let repair = match key {
            "section" | "fact" | "question" | "gap" | "synonyms" => format!("write `[[{key}]]`"),
            "source" => "write `[source]`".to_owned(),
            _ if key.ends_with("[…]") => "put it between quotation marks".to_owned(),
            _ => format!("write it as `{key} = {}`", example(key)),
        };
        self.faults
            .push(Diagnostic::at(Code::WrongType, place, message).repair(repair));
    }

    pub fn string(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let (value, place) = self.value(key)?;
        self.as_string(key, value, place)
    }

    fn as_string(&mut self, key: &str, value: &DeValue, place: Place) -> Option<Spanned<String>> {
        let Some(text) = value.as_str() else {
            self.wrong_type(key, place, "a string", value);
            return None;
        };
        let value = text.to_owned();
        Some(Spanned { value, place })
    }

    pub fn strings(&mut self, key: &'static str) -> Option<Vec<Spanned<String>>> {
        let (value, place) = self.value(key)?;
        let Some(array) = value.as_array() else {
            self.wrong_type(key, place, "a list of strings", value);
            return None;
        };
        let mut strings = Vec::new();
        for item in array {
            let place = self.place_of(item.span());
            strings.push(self.as_string(&format!("{key}[…]"), item.get_ref(), place));
        }
        strings.into_iter().collect()
    }

    pub fn integer(&mut self, key: &'static str) -> Option<Spanned<i64>> {
        let (value, place) = self.value(key)?;
        let number = value
            .as_integer()
            .and_then(|n| i64::from_str_radix(n.as_str(), n.radix()).ok());
        if number.is_none() {
            self.wrong_type(key, place, "a whole number", value);
        }
        Some(Spanned {
            value: number?,
            place,
        })
    }

    /// Reads a date without a time, as `YYYY-MM-DD`.
    pub fn date(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let (value, place) = self.value(key)?;
        let date = value
            .as_datetime()
            .filter(|d| d.time.is_none())
            .and_then(|d| d.date);
        if date.is_none() {
            self.wrong_type(key, place, "a date without quotation marks", value);
        }
        Some(Spanned {
            value: date?.to_string(),
            place,
        })
    }

    pub fn table<T>(&mut self, key: &'static str, read: fn(Fields) -> T) -> Option<T> {
        if !self.has(key) {
            let message = format!("{} lacks the table `[{key}]`", self.what);
            self.faults.push(
                Diagnostic::of_file(Code::MissingField, self.place.file, message)
                    .repair(format!("add `[{key}]` with its `id` and `title`")),
            );
        }
        let (value, place) = self.value(key)?;
        let Some(table) = value.as_table() else {
            self.wrong_type(key, place, "a table", value);
            return None;
        };
        Some(read(Fields::new(what(key), table, place, self.faults)))
    }

    pub fn tables<T>(&mut self, key: &'static str, read: fn(Fields) -> T) -> Vec<T> {
        let Some((value, place)) = self.value(key) else {
            return Vec::new();
        };
        let Some(array) = value.as_array() else {
            self.wrong_type(key, place, "a list of tables", value);
            return Vec::new();
        };
        self.each(key, array, read)
    }

    /// Reads a table, or a list of tables.
    pub fn one_or_many<T>(&mut self, key: &'static str, read: fn(Fields) -> T) -> Vec<T> {
        let Some((value, place)) = self.value(key) else {
            return Vec::new();
        };
        let Some(array) = value.as_array() else {
            let span = place.start..place.end;
            return self.inner(key, value, span, read).into_iter().collect();
        };
        self.each(key, array, read)
    }

    fn each<T>(&mut self, key: &'static str, items: &DeArray, read: fn(Fields) -> T) -> Vec<T> {
        let items = items.iter();
        items
            .filter_map(|item| self.inner(key, item.get_ref(), item.span(), read))
            .collect()
    }

    fn inner<T>(
        &mut self,
        key: &'static str,
        value: &DeValue,
        span: Range<usize>,
        read: fn(Fields) -> T,
    ) -> Option<T> {
        let place = self.place_of(span);
        let Some(table) = value.as_table() else {
            self.wrong_type(key, place, "a table", value);
            return None;
        };
        Some(read(Fields::new(what(key), table, place, self.faults)))
    }

    /// Complains of the keys that nobody asked for.
    pub fn finish(self) {
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if self.known.contains(&name) {
                continue;
            }
            let message = format!("{} has no key `{name}`", self.what);
            let place = Place::new(self.place.file, key.span());
            let repair = match did_you_mean(name, self.known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the keys are `{}`", self.known.join("`, `")),
            };
            self.faults
                .push(Diagnostic::at(Code::UnknownKey, place, message).repair(repair));
        }
    }
}

/// What a table is called in a message.
fn what(key: &str) -> &'static str {
    match key {
        "source" => "the source",
        "section" => "the section",
        "fact" => "the fact",
        "question" => "the question",
        "gap" => "the gap",
        "cite" => "the citation",
        _ => "the group of synonyms",
    }
}

/// How a field is written.
fn example(key: &str) -> &'static str {
    match key {
        "format" => "1",
        "number" => "2",
        "published" => "2025-03-02",
        "id" => "\"when-relit\"",
        "url" => "\"https://example.org/skerry\"",
        "quote" => "\"On the first of March … eleven winters\"",
        "at" => "\"2.1\"",
        "cite" => "{ quote = \"On the first … eleven winters\" }",
        "ask" => "[\"When was the lamp relit?\", \"relighting date\"]",
        "facts" | "related" | "near" => "[\"relit\"]",
        "words" => "[\"lamp\", \"light\"]",
        "topics" => "[\"the repair\"]",
        _ => "\"…\"",
    }
}

fn with_article(value: &DeValue) -> String {
    let name = value.type_str();
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {name}")
}
