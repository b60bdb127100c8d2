//! Drafted entries → a knowledge file: a new one, or one that a curator has, to which they are added. Nothing
//! that is there is changed.

use std::collections::HashSet;
use std::fmt::Write as _;

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

use crate::draft::entries::{DraftAnswer, DraftEntry};
use crate::draft::{DraftOptions, OwnText, Trust};
use crate::text::as_typed;

/// What is added to a table.
#[derive(Debug, Default)]
pub(super) struct TableAddition {
    pub entries: Vec<DraftEntry>,
    pub synonyms: Vec<[String; 2]>,
    /// Quotes of what has nothing to ask.
    pub skip: Vec<String>,
}

/// The beginning of a new table.
pub(super) fn beginning(id: &str, title: &str, text_name: &str, options: DraftOptions) -> String {
    let mut file = String::new();
    if options.trust == Trust::Drafts {
        file += "# Drafted from the article. The bot answers no question that has `draft = true`: read each, put\n\
                 # its answer into your own words, correct its phrasings, and remove that line.\n";
    }
    let value = |text: &str| Value::from(text).to_string();
    let _ = write!(
        file,
        "format = 1\n\n[source]\nid = {}\ntitle = {}\ntext = {}\n",
        value(id),
        value(title),
        value(text_name)
    );
    if options.own_text == OwnText::Yes {
        file += "own_text = true\n";
    }
    file
}

impl TableAddition {
    /// Whether there is nothing to add.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.synonyms.is_empty() && self.skip.is_empty()
    }

    /// Adds it to a table.
    pub fn add_to(&self, document: &mut DocumentMut, headings: &[String], trust: Trust) {
        if !self.skip.is_empty() {
            add_skipped(document, &self.skip);
        }
        let mut section = None;
        for entry in &self.entries {
            let opens = section != Some(entry.section);
            section = Some(entry.section);
            let heading = headings
                .get(entry.section)
                .filter(|heading| opens && !heading.is_empty());
            let comment = heading
                .map(|heading| format!("\n# {heading}\n"))
                .unwrap_or_default();
            append(
                document,
                "question",
                question(entry, trust),
                &format!("{comment}\n"),
            );
        }
        for words in &self.synonyms {
            let mut group = Table::new();
            let words = words.iter().map(String::as_str);
            group.insert("words", Item::Value(words.collect::<Array>().into()));
            append(document, "synonyms", group, "\n");
        }
    }
}

fn question(entry: &DraftEntry, trust: Trust) -> Table {
    let mut table = Table::new();
    table.insert("ask", lines(entry.ask.iter().map(Value::from)));
    let answer = match &entry.answers[..] {
        [only] => Item::Value(answer(only).into()),
        several => lines(several.iter().map(|own| answer(own).into())),
    };
    table.insert("answer", answer);
    if trust == Trust::Drafts {
        table.insert("draft", Item::Value(true.into()));
    }
    table
}

fn answer(answer: &DraftAnswer) -> InlineTable {
    let mut inline = InlineTable::new();
    inline.insert("text", answer.text.as_str().into());
    inline.insert("quote", answer.quote.as_str().into());
    inline.insert("at", answer.at.to_string().into());
    inline
}

/// A list with a line for each value.
fn lines(values: impl Iterator<Item = Value>) -> Item {
    let mut list = Array::new();
    for value in values {
        list.push_formatted(value.decorated("\n  ", ""));
    }
    list.set_trailing("\n");
    list.set_trailing_comma(true);
    Item::Value(list.into())
}

/// Adds what is to be skipped to the source's list.
fn add_skipped(document: &mut DocumentMut, skip: &[String]) {
    let Some(source) = document.get_mut("source").and_then(Item::as_table_like_mut) else {
        return;
    };
    match source.get_mut("skip").and_then(Item::as_array_mut) {
        Some(list) => {
            for quote in skip {
                list.push_formatted(Value::from(quote).decorated("\n  ", ""));
            }
            list.set_trailing("\n");
            list.set_trailing_comma(true);
        }
        None => {
            source.insert("skip", lines(skip.iter().map(Value::from)));
        }
    }
}

/// Adds a table after the last one of its kind, or at the end.
fn append(document: &mut DocumentMut, kind: &str, mut table: Table, before: &str) {
    let item = document
        .entry(kind)
        .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    if let Some(many) = item.as_array_of_tables_mut() {
        table.set_position(many.iter().last().and_then(Table::position));
        table.decor_mut().set_prefix(before);
        many.push(table);
    } else if let Some(many) = item.as_array_mut() {
        many.push(table.into_inline_table());
    }
}

/// What a table has already.
#[derive(Debug, Default)]
pub(super) struct Present {
    /// Its quotes, each with what it belongs to.
    pub quotes: Vec<PresentQuote>,
    /// What it says has nothing to ask.
    pub skip: Vec<String>,
    /// Its phrasings, as typed.
    pub phrasings: HashSet<String>,
    /// Its synonyms, in lower case.
    pub synonyms: HashSet<String>,
    /// How many questions and gaps it has.
    pub entries: usize,
}

/// A quote of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PresentQuote {
    pub quote: String,
    /// The place that the table gives it.
    pub at: Option<String>,
    /// The id of the fact, or else the first phrasing, that it belongs to.
    pub owner: String,
}

impl Present {
    /// Reads a table.
    pub fn of(document: &DocumentMut) -> Self {
        let mut present = Self::default();
        for kind in ["fact", "question", "gap", "expanded", "synonyms"] {
            for table in tables(document.get(kind)) {
                present.table(kind, table);
            }
        }
        let skip = document.get("source").and_then(|source| source.get("skip"));
        present.skip = strings(skip);
        present
    }

    fn table(&mut self, kind: &str, table: &dyn toml_edit::TableLike) {
        let ask = strings(table.get("ask"));
        if kind == "synonyms" {
            let words = strings(table.get("words"));
            self.synonyms
                .extend(words.iter().map(|word| word.to_lowercase()));
            return;
        }
        self.entries += usize::from(matches!(kind, "question" | "gap"));
        let id = table.get("id").and_then(Item::as_str).map(str::to_owned);
        let owner = id.or_else(|| ask.first().cloned()).unwrap_or_default();
        self.phrasings
            .extend(ask.iter().map(|phrasing| as_typed(phrasing)));
        // A gap names where the source stops; that place may well be asked about.
        let citing: &[&str] = if kind == "gap" {
            &[]
        } else {
            &["cite", "answer"]
        };
        for name in citing {
            for cited in tables(table.get(name)) {
                let field = |name| cited.get(name).and_then(Item::as_str).map(str::to_owned);
                self.quotes.extend(field("quote").map(|quote| PresentQuote {
                    quote,
                    at: field("at"),
                    owner: owner.clone(),
                }));
            }
        }
    }
}

/// The tables of an item, however they are written.
fn tables(item: Option<&Item>) -> Vec<&dyn toml_edit::TableLike> {
    match item {
        Some(Item::ArrayOfTables(many)) => many.iter().map(|table| table as _).collect(),
        Some(Item::Value(Value::Array(many))) => {
            let inline = many.iter().filter_map(Value::as_inline_table);
            inline.map(|table| table as _).collect()
        }
        Some(item) => item.as_table_like().into_iter().collect(),
        None => Vec::new(),
    }
}

/// The strings of an item, one or a list.
fn strings(item: Option<&Item>) -> Vec<String> {
    let one = item.and_then(Item::as_str).map(str::to_owned);
    let many = item.and_then(Item::as_array).into_iter().flatten();
    let many = many.filter_map(Value::as_str).map(str::to_owned);
    one.into_iter().chain(many).collect()
}
