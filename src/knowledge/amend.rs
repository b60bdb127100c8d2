//! Adds a phrasing, an entry or a group of synonyms to a knowledge file, and changes what is there
//! ([`Curation`]).
//!
//! Text in, text out: comments, order and formatting of the file are kept. What is added has the
//! right shape; whether it fits the table is left to validation and the self-test.

mod amend_error;
mod curation;
mod entry_edit;
mod expanded;
mod insert;
mod locate;
mod phrasings;
mod removal;
mod synonyms_edit;
mod take_out;

use std::collections::HashSet;

use toml_edit::{Array, InlineTable, Item, Table};

use crate::knowledge::Knowledge;
use crate::knowledge::amend::insert::{add_phrasing, add_synonyms, append, asking, string};
use crate::knowledge::edit::edit;
use crate::knowledge::id::id_of;
use crate::knowledge::pin::{Hashing, place};
use crate::knowledge::source_text::SourceText;

pub use crate::knowledge::amend::amend_error::AmendError;
pub use crate::knowledge::amend::curation::Curation;
pub use crate::knowledge::amend::entry_edit::{EntryEdit, SentenceEdit};
pub use crate::knowledge::amend::expanded::{
    Expansion, expand_tables, take_back_tables, without_expanded,
};
pub use crate::knowledge::amend::synonyms_edit::SynonymsEdit;

/// What to add. Ids must be unique in their file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amendment {
    /// Another phrasing of an entry.
    Phrasing {
        /// The entry's id.
        entry: String,
        /// The words.
        text: String,
    },
    /// A question, with the fact that answers it.
    Question {
        /// The question's id; that of the fact is the same with `-fact` after it.
        id: String,
        /// Its phrasings, at least one.
        ask: Vec<String>,
        /// The fact's sentence.
        fact: String,
        /// Where the source says it.
        quote: String,
    },
    /// A gap.
    Gap {
        /// Its id.
        id: String,
        /// Its phrasings, at least one.
        ask: Vec<String>,
        /// The sentence that says so.
        text: String,
    },
    /// A group of synonyms.
    Synonyms {
        /// At least two.
        words: Vec<String>,
    },
}

impl Amendment {
    /// The same with another id for a new entry, if the knowledge has its own already.
    #[must_use]
    pub fn with_free_id(self, knowledge: &Knowledge) -> Self {
        match self {
            Self::Question {
                id,
                ask,
                fact,
                quote,
            } => Self::Question {
                id: free_id(knowledge, id),
                ask,
                fact,
                quote,
            },
            Self::Gap { id, ask, text } => Self::Gap {
                id: free_id(knowledge, id),
                ask,
                text,
            },
            Self::Phrasing { .. } | Self::Synonyms { .. } => self,
        }
    }

    /// Returns the file with the amendment. If the source's text is given and has the quote exactly
    /// once, the citation gets its place.
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
                append(document, "fact", fact_table(&fact_id, fact, quote, text));
                let mut question = asking(id, ask);
                question.insert("facts", Item::Value(Array::from_iter([fact_id]).into()));
                append(document, "question", question);
            }
            Self::Gap { id, ask, text } => {
                let mut gap = asking(id, ask);
                gap.insert("text", string(text));
                append(document, "gap", gap);
            }
            Self::Synonyms { words } => add_synonyms(document, words),
        })?;
        missing.map_or(Ok(file), |entry| Err(AmendError::NoEntry(entry)))
    }
}

/// A free id for a new entry, made of the first words of its question.
#[must_use]
pub fn new_id(knowledge: &Knowledge, asked: &str) -> String {
    free_id(knowledge, id_of(asked))
}

/// The id itself if neither an entry nor a fact has it, or else with a number.
fn free_id(knowledge: &Knowledge, base: String) -> String {
    let facts = knowledge.sources.iter().flat_map(|source| &source.facts);
    let facts = facts.map(|fact| fact.id.as_str());
    let entries = knowledge.entries.iter().chain(&knowledge.drafts);
    let entries = entries.map(|entry| entry.id.as_str());
    let taken: HashSet<&str> = facts.chain(entries).collect();
    let is_free = |id: &String| {
        ![id, &format!("{id}-fact")]
            .iter()
            .any(|id| taken.contains(id.as_str()))
    };
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    let ids = std::iter::once(base.clone()).chain(numbered);
    ids.into_iter().find(is_free).unwrap_or(base)
}

fn fact_table(id: &str, sentence: &str, quote: &str, text: Option<&SourceText>) -> Table {
    let mut cite = InlineTable::new();
    cite.insert("quote", quote.into());
    if let Some(text) = text {
        place(&mut cite, text, Hashing::IfMissing);
    }
    let mut fact = Table::new();
    fact.insert("id", string(id));
    fact.insert("text", string(sentence));
    fact.insert("cite", Item::Value(cite.into()));
    fact
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
    fn a_phrasing_is_appended_and_formatted_like_the_others() {
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
    fn an_entry_is_added_after_the_last_of_its_kind() {
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
    fn a_question_is_added_with_its_fact() {
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
            placed.contains("cite = { quote = \"Ann … it\", at = \"0.1\", hash = \""),
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
