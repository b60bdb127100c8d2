//! Adds to a knowledge file what a reader has shown to be missing.
//!
//! Text in, text out: comments, order and formatting of the file are kept. What is added is valid by
//! its shape; whether it fits the table is for the loader and the check to say.

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TomlError, Value};

use crate::knowledge::Knowledge;
use crate::knowledge::edit::{edit, tables};
use crate::knowledge::pin::place;
use crate::knowledge::source_text::SourceText;

/// What is to be added. Ids are unique in their file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amendment {
    /// Another way of asking what an entry answers or leaves open.
    Phrasing {
        /// The entry's id.
        entry: String,
        /// The words.
        text: String,
    },
    /// A question, with the fact that answers it.
    Question {
        /// The id of both; that of the fact ends in `-fact`.
        id: String,
        /// Ways of asking it, at least one.
        ask: Vec<String>,
        /// The fact's sentence.
        fact: String,
        /// Where the source says it.
        quote: String,
    },
    /// What the source leaves open.
    Gap {
        /// Its id.
        id: String,
        /// Ways of asking it, at least one.
        ask: Vec<String>,
        /// The sentence that says so.
        text: String,
    },
    /// Words that mean the same.
    Synonyms {
        /// Two or more.
        words: Vec<String>,
    },
}

/// Why a file cannot be added to.
#[derive(Debug)]
pub enum AmendError {
    /// It is not TOML.
    NotToml(TomlError),
    /// It has no entry of this id, or that has no list of phrasings.
    NoEntry(String),
}

impl std::fmt::Display for AmendError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotToml(error) => write!(f, "the table is not TOML: {error}"),
            Self::NoEntry(id) => write!(f, "the table has no entry `{id}` with a list `ask`"),
        }
    }
}

impl From<TomlError> for AmendError {
    fn from(error: TomlError) -> Self {
        Self::NotToml(error)
    }
}

impl Amendment {
    /// Adds it to a file. Where the source's text is at hand, a quote gets its place in it, if it has
    /// just one.
    pub fn add_to(&self, file: &str, text: Option<&SourceText>) -> Result<String, AmendError> {
        let mut missing = None;
        let file = edit(file, |document| match self {
            Self::Phrasing { entry, text } => {
                let done = add_phrasing(document, entry, text);
                missing = done.is_none().then(|| entry.clone());
            }
            Self::Question {
                id,
                ask,
                fact,
                quote,
            } => {
                let fact_id = format!("{id}-fact");
                let mut cite = InlineTable::new();
                cite.insert("quote", quote.as_str().into());
                if let Some(text) = text {
                    place(&mut cite, text);
                }
                let mut own = Table::new();
                own.insert("id", string(&fact_id));
                own.insert("text", string(fact));
                own.insert("cite", Item::Value(cite.into()));
                append(document, "fact", own);
                let mut question = asking(id, ask);
                question.insert("facts", Item::Value(Array::from_iter([fact_id]).into()));
                append(document, "question", question);
            }
            Self::Gap { id, ask, text } => {
                let mut gap = asking(id, ask);
                gap.insert("text", string(text));
                append(document, "gap", gap);
            }
            Self::Synonyms { words } => {
                let mut group = Table::new();
                group.insert("words", Item::Value(Array::from_iter(words).into()));
                append(document, "synonyms", group);
            }
        })?;
        missing.map_or(Ok(file), |entry| Err(AmendError::NoEntry(entry)))
    }
}

/// An id for a new entry, made of the first words that ask for it and no other's in the knowledge.
#[must_use]
pub fn new_id(knowledge: &Knowledge, asked: &str) -> String {
    const WORDS: usize = 5;
    let words = asked.split(|c: char| !c.is_ascii_alphanumeric());
    let words = words.filter(|word| !word.is_empty()).take(WORDS);
    let mut base = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    if base.is_empty() {
        "entry".clone_into(&mut base);
    }
    let facts = knowledge.sources.iter().flat_map(|source| &source.facts);
    let facts = facts.map(|fact| fact.id.as_str());
    let entries = knowledge.entries.iter().map(|entry| entry.id.as_str());
    let taken: Vec<&str> = facts.chain(entries).collect();
    let is_free = |id: &String| {
        ![id, &format!("{id}-fact")]
            .iter()
            .any(|id| taken.contains(&id.as_str()))
    };
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    let ids = std::iter::once(base.clone()).chain(numbered);
    ids.into_iter().find(is_free).unwrap_or(base)
}

fn string(text: &str) -> Item {
    Item::Value(text.into())
}

/// What begins both a question and a gap.
fn asking(id: &str, ask: &[String]) -> Table {
    let mut phrasings = Array::new();
    for phrasing in ask {
        phrasings.push_formatted(Value::from(phrasing).decorated("\n  ", ""));
    }
    phrasings.set_trailing("\n");
    phrasings.set_trailing_comma(true);
    let mut table = Table::new();
    table.insert("id", string(id));
    table.insert("ask", Item::Value(phrasings.into()));
    table
}

/// Adds a phrasing at the end of an entry's own, written as the last of them is.
fn add_phrasing(document: &mut DocumentMut, entry: &str, text: &str) -> Option<()> {
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
            // A comment belongs to the one that it stands before.
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

/// Adds a table after the last of its kind, or at the end.
fn append(document: &mut DocumentMut, kind: &str, mut table: Table) {
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

#[cfg(test)]
mod tests {
    use super::*;

    const LAMP: &str = r#"format = 1
# All about the lamp.
[[question]]
id = "lit" # when
ask = [
  "When was it lit?",
  # Said on the pier:
  "lamp time",
]
facts = ["lit"]

# ── Gaps ──

[[gap]]
id = "cost"
ask = ["What did it cost?", "price"]
text = "It does not say."

# ── Synonyms ──

[[synonyms]]
words = ["lamp", "light"]
"#;

    #[track_caller]
    fn check(amendment: &Amendment, replaced: &str, by: &str) {
        assert!(LAMP.contains(replaced));
        assert_eq!(
            amendment.add_to(LAMP, None).unwrap(),
            LAMP.replacen(replaced, by, 1)
        );
    }

    fn phrasing(entry: &str) -> Amendment {
        Amendment::Phrasing {
            entry: entry.to_owned(),
            text: "since \"when\"".to_owned(),
        }
    }

    #[test]
    fn a_phrasing_stands_last_and_is_written_like_the_others() {
        check(
            &phrasing("lit"),
            "  \"lamp time\",\n",
            "  \"lamp time\",\n  'since \"when\"',\n",
        );
        check(
            &phrasing("cost"),
            "\"price\"]",
            "\"price\", 'since \"when\"']",
        );
        let none = phrasing("colour").add_to(LAMP, None);
        assert!(matches!(none, Err(AmendError::NoEntry(id)) if id == "colour"));
        let broken = phrasing("lit").add_to("a = [", None);
        assert!(matches!(broken, Err(AmendError::NotToml(_))));
    }

    #[test]
    fn an_entry_stands_after_the_last_of_its_kind() {
        let gap = Amendment::Gap {
            id: "owner".to_owned(),
            ask: vec!["Who owns it?".to_owned(), "owner".to_owned()],
            text: "It does not say who.".to_owned(),
        };
        check(
            &gap,
            "\"It does not say.\"\n",
            "\"It does not say.\"\n\n[[gap]]\nid = \"owner\"\nask = [\n  \"Who owns it?\",\n  \
             \"owner\",\n]\ntext = \"It does not say who.\"\n",
        );
        let synonyms = Amendment::Synonyms {
            words: vec!["oil".to_owned(), "fuel".to_owned()],
        };
        check(
            &synonyms,
            "\"light\"]\n",
            "\"light\"]\n\n[[synonyms]]\nwords = [\"oil\", \"fuel\"]\n",
        );
    }

    #[test]
    fn a_question_brings_its_fact() {
        let question = Amendment::Question {
            id: "keeper".to_owned(),
            ask: vec!["Who keeps it?".to_owned()],
            fact: "Ann keeps it.".to_owned(),
            quote: "Ann … it".to_owned(),
        };
        let file = question.add_to(LAMP, None).unwrap();
        assert!(file.contains(
            "facts = [\"lit\"]\n\n[[question]]\nid = \"keeper\"\nask = [\n  \"Who keeps it?\",\n]\n\
             facts = [\"keeper-fact\"]\n"
        ));
        assert!(file.contains(
            "[[fact]]\nid = \"keeper-fact\"\ntext = \"Ann keeps it.\"\ncite = { quote = \"Ann … it\" }\n"
        ));
        let placed = question
            .add_to(LAMP, Some(&SourceText::new("Ann and Bo keep it.")))
            .unwrap();
        assert!(
            placed.contains("cite = { quote = \"Ann … it\", at = \"0.1\" }\n"),
            "{placed}"
        );
        let nowhere = question
            .add_to(LAMP, Some(&SourceText::new("Nobody does.")))
            .unwrap();
        assert_eq!(nowhere, file);
        let again = question.add_to(&file.replace('\n', "\r\n"), None).unwrap();
        assert!(!again.replace("\r\n", "").contains('\n'));
    }
}
