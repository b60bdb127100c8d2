//! The fields of a TOML table, read one by one.
//!
//! serde's derive would stop at the first fault; [`Fields`] reports each one and continues.

use std::ops::Range;

use toml::de::{DeArray, DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic, Faults, Place, did_you_mean};
use crate::document::FileKind;

/// A value with its place.
#[derive(Debug, Clone)]
pub(crate) struct Spanned<T> {
    pub value: T,
    pub place: Place,
}

/// A table being read: hands out its fields by name, and reports those that are missing, unknown or
/// of the wrong type.
pub(crate) struct Fields<'a, 'f> {
    kind: &'static FileKind,
    table: &'a DeTable<'a>,
    /// Where the table is; empty for the file as a whole.
    pub place: Place,
    known: Vec<&'static str>,
    faults: &'f mut Faults,
}

impl<'a, 'f> Fields<'a, 'f> {
    pub fn new(
        kind: &'static FileKind,
        table: &'a DeTable<'a>,
        place: Place,
        faults: &'f mut Faults,
    ) -> Self {
        Self {
            kind,
            table,
            place,
            known: Vec::new(),
            faults,
        }
    }

    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The number of items, if the field is a list.
    pub fn list_len(&self, key: &str) -> Option<usize> {
        let array = self.table.get(key)?.get_ref().as_array()?;
        Some(array.len())
    }

    fn place_of(&self, span: Range<usize>) -> Place {
        Place::new(self.place.file, span)
    }

    /// Where a field's name is, if the field is present.
    pub fn key_place(&self, key: &str) -> Option<Place> {
        let (key, _) = self.table.get_key_value(key)?;
        Some(self.place_of(key.span()))
    }

    pub fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    /// Reads a required field.
    pub fn required<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Self, &'static str) -> Option<T>,
    ) -> Option<T> {
        if !self.has(key) {
            let message = format!("missing field `{key}`");
            let fault = if self.place.end == 0 {
                Diagnostic::of_file(Code::MissingField, self.place.file, message)
            } else {
                Diagnostic::at(Code::MissingField, self.place, message)
            };
            self.fault(fault.repair(format!("add `{}`", self.example(key))));
        }
        read(self, key)
    }

    /// The raw value of a field, with its place.
    pub fn value(&mut self, key: &'static str) -> Option<(&'a DeValue<'a>, Place)> {
        self.known.push(key);
        let value = self.table.get(key)?;
        Some((value.get_ref(), self.place_of(value.span())))
    }

    /// A field with a valid value, as it would be written.
    pub fn example(&self, key: &str) -> String {
        format!("{key} = {}", (self.kind.example)(key))
    }

    fn wrong_type(&mut self, key: &str, place: Place, wanted: &str, found: &DeValue) {
        let repair = if self.kind.lists.contains(&key) {
            format!("write `[[{key}]]`")
        } else if self.kind.tables.contains(&key) {
            format!("write `[{key}]`")
        } else {
            format!("write `{}`", self.example(key))
        };
        self.wrong_type_with(key, place, wanted, found, repair);
    }

    /// Reports a value of the wrong type.
    pub fn wrong_type_with(
        &mut self,
        key: &str,
        place: Place,
        wanted: &str,
        found: &DeValue,
        repair: impl Into<String>,
    ) {
        let message = format!("`{key}` must be {wanted}, not {}", with_article(found));
        self.fault(Diagnostic::at(Code::WrongType, place, message).repair(repair));
    }

    pub fn string(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let (value, place) = self.value(key)?;
        let Some(text) = value.as_str() else {
            self.wrong_type(key, place, "a string", value);
            return None;
        };
        let value = text.to_owned();
        Some(Spanned { value, place })
    }

    pub fn strings(&mut self, key: &'static str) -> Option<Vec<Spanned<String>>> {
        let read = |fields: &mut Self, key: &str, value: &DeValue, place| {
            let Some(text) = value.as_str() else {
                let repair = "enclose it in quotation marks";
                fields.wrong_type_with(key, place, "a string", value, repair);
                return None;
            };
            let value = text.to_owned();
            Some(Spanned { value, place })
        };
        self.list(key, "a list of strings", read)?
            .into_iter()
            .collect()
    }

    /// Reads a list, with none for each faulty item.
    pub fn list<T>(
        &mut self,
        key: &'static str,
        wanted: &str,
        read: impl Fn(&mut Self, &str, &DeValue, Place) -> Option<T>,
    ) -> Option<Vec<Option<T>>> {
        let (value, place) = self.value(key)?;
        let Some(array) = value.as_array() else {
            self.wrong_type(key, place, wanted, value);
            return None;
        };
        let item_key = format!("{key}[…]");
        let mut items = Vec::new();
        for item in array {
            let place = self.place_of(item.span());
            items.push(read(self, &item_key, item.get_ref(), place));
        }
        Some(items)
    }

    pub fn boolean(&mut self, key: &'static str) -> Option<bool> {
        let (value, place) = self.value(key)?;
        let boolean = value.as_bool();
        if boolean.is_none() {
            self.wrong_type(key, place, "true or false", value);
        }
        boolean
    }

    pub fn integer(&mut self, key: &'static str) -> Option<Spanned<i64>> {
        let (value, place) = self.value(key)?;
        let Some(integer) = value.as_integer() else {
            self.wrong_type(key, place, "a whole number", value);
            return None;
        };
        let Ok(value) = i64::from_str_radix(integer.as_str(), integer.radix()) else {
            let message = format!("`{key}` does not fit into 64 bits");
            let repair = format!("write `{}`", self.example(key));
            self.fault(Diagnostic::at(Code::ImpossibleValue, place, message).repair(repair));
            return None;
        };
        Some(Spanned { value, place })
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
        let (value, place) = self.value(key)?;
        self.inner(key, value, place, read)
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
            return self.inner(key, value, place, read).into_iter().collect();
        };
        self.each(key, array, read)
    }

    fn each<T>(&mut self, key: &'static str, items: &DeArray, read: fn(Fields) -> T) -> Vec<T> {
        let read_item = |item: &toml::Spanned<DeValue>| {
            let place = self.place_of(item.span());
            self.inner(key, item.get_ref(), place, read)
        };
        items.iter().filter_map(read_item).collect()
    }

    fn inner<T>(
        &mut self,
        key: &'static str,
        value: &DeValue,
        place: Place,
        read: fn(Fields) -> T,
    ) -> Option<T> {
        let Some(table) = value.as_table() else {
            self.wrong_type(key, place, "a table", value);
            return None;
        };
        let fields = Fields::new(self.kind, table, place, self.faults);
        Some(read(fields))
    }

    /// Reports the fields that the reader did not ask for.
    pub fn finish(self) {
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if self.known.contains(&name) {
                continue;
            }
            self.faults.push_with(Code::UnknownKey, || {
                let message = format!("unknown field `{name}`");
                let place = Place::new(self.place.file, key.span());
                let repair = match did_you_mean(name, self.known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("use one of `{}`", self.known.join("`, `")),
                };
                Diagnostic::at(Code::UnknownKey, place, message).repair(repair)
            });
        }
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
