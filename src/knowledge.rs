//! The valid model: what a set of knowledge files says, once every fault has been ruled out.
//!
//! A [`Knowledge`] can only be made by [`load`], so whoever holds one may rely on every
//! index, id and citation in it. This module reads no disk: files and texts are arguments.

pub mod amend;
pub mod diff;
mod edit;
pub mod file_set;
pub mod parse;
pub mod pin;
pub mod quote;
pub mod source_text;
mod test_case;
mod validate;
mod verify;

use std::fmt;

use crate::diagnostic::Place;

pub use crate::document::MAX_FILE_BYTES;
pub use crate::knowledge::diff::Difference;
pub use crate::knowledge::file_set::{FileSet, Fingerprint};
pub use crate::knowledge::parse::{Parsed, parse};
pub use crate::knowledge::quote::Quote;
pub use crate::knowledge::source_text::SourceText;
pub use crate::knowledge::test_case::{Expected, Outcome, Test};
pub use crate::knowledge::validate::load;

/// A loaded, valid set of knowledge files.
#[derive(Debug, Clone)]
pub struct Knowledge {
    /// The sources, in the order of their files' names.
    pub sources: Vec<Source>,
    /// Every question and gap of every source, in file order.
    pub entries: Vec<Entry>,
    /// Words and names that mean the same.
    pub synonyms: Vec<Synonyms>,
    /// What the curator expects of questions, in file order.
    pub tests: Vec<Test>,
    /// The version: which sources, and the first digits of the fingerprint.
    pub version: String,
    /// Which content it was loaded from.
    pub fingerprint: Fingerprint,
}

/// The article that a knowledge file is drawn from.
#[derive(Debug, Clone)]
pub struct Source {
    /// Short name, unique within the knowledge.
    pub id: String,
    /// The article's title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// The day it was published, as `YYYY-MM-DD`.
    pub published: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// What can be asked about, in the curator's words.
    pub topics: Vec<String>,
    /// The source's headings, as pinned.
    pub sections: Vec<Section>,
    /// The facts drawn from it, in file order.
    pub facts: Vec<Fact>,
    /// The name of the file with its own text, beside the knowledge file.
    pub text_name: Option<String>,
    /// Its own text, where the operator has put it beside the file.
    pub text: Option<SourceText>,
}

/// A heading of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Counted from 1; section 0 is what comes before the first heading.
    pub number: usize,
    /// The heading's words.
    pub heading: String,
}

/// One sentence, in the curator's own words, with its citations.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Unique within the source.
    pub id: String,
    /// The sentence.
    pub text: String,
    /// Where the source says it; at least one.
    pub citations: Vec<Citation>,
    /// Where the sentence stands in its file.
    pub place: Place,
}

/// Where the source says something.
#[derive(Debug, Clone)]
pub struct Citation {
    /// The words cited.
    pub quote: Quote,
    /// Section and paragraph, where pinned or found.
    pub at: Option<At>,
    /// The stretch of the paragraph (bytes) that the quote names; none where the source's text
    /// is not at hand, and then the quote is unverified.
    pub span: Option<std::ops::Range<usize>>,
    /// Where the quote stands in its file.
    pub place: Place,
    /// Where `at` stands in its file; where there is none, the quote.
    pub at_place: Place,
}

/// A paragraph of the source: section (0 is before the first heading) and paragraph from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// Counted from 0.
    pub section: usize,
    /// Counted from 1 within the section.
    pub paragraph: usize,
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.section, self.paragraph)
    }
}

/// A question or a gap: what a member's question can be matched to.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Unique within the source.
    pub id: String,
    /// Index into [`Knowledge::sources`].
    pub source: usize,
    /// Ways of asking it; at least one, and the first is how the bot says it.
    pub phrasings: Vec<Phrasing>,
    /// What it leads to.
    pub body: EntryBody,
    /// Where its id stands in its file.
    pub place: Place,
}

/// One way of asking.
#[derive(Debug, Clone)]
pub struct Phrasing {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub place: Place,
}

/// What an entry leads to.
#[derive(Debug, Clone)]
pub enum EntryBody {
    /// The source answers it.
    Question {
        /// Indices into the source's facts; at least one, none twice.
        facts: Vec<usize>,
        /// One of the source's topics.
        topic: Option<String>,
        /// Indices into [`Knowledge::entries`]: what else one may want to ask.
        related: Vec<usize>,
    },
    /// The source leaves it open.
    Gap {
        /// The sentence that says so.
        text: String,
        /// Indices into [`Knowledge::entries`]: questions nearby that it does answer.
        near: Vec<usize>,
    },
}

/// Words and names that mean the same in this table.
#[derive(Debug, Clone)]
pub struct Synonyms {
    /// Two or more; each may have several words.
    pub words: Vec<String>,
}

/// Whether an entry is answered by the source or left open by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The source answers it.
    Question,
    /// The source leaves it open.
    Gap,
}

impl Kind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Question, Self::Gap];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Gap => "gap",
        }
    }
}

impl Entry {
    /// How the bot says it.
    #[must_use]
    pub fn asked_as(&self) -> &str {
        &self.phrasings[0].text
    }

    /// The topic of a question, where it has one.
    #[must_use]
    pub fn topic(&self) -> Option<&String> {
        match &self.body {
            EntryBody::Question { topic, .. } => topic.as_ref(),
            EntryBody::Gap { .. } => None,
        }
    }

    /// Question or gap.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self.body {
            EntryBody::Question { .. } => Kind::Question,
            EntryBody::Gap { .. } => Kind::Gap,
        }
    }
}

impl Source {
    /// The heading of a section; none for the section before the first heading.
    #[must_use]
    pub fn heading(&self, section: usize) -> Option<&str> {
        self.sections
            .iter()
            .find(|s| s.number == section)
            .map(|s| s.heading.as_str())
    }
}

impl Knowledge {
    /// The same with questions as further entries, which nothing answers: to compare them with what is
    /// there, and with each other. They follow the others, and are of no source's in particular.
    #[must_use]
    pub fn beside(&self, questions: &[String]) -> Self {
        let place = Place::new(0, 0..0);
        let entry = |(number, text): (usize, &String)| Entry {
            id: format!("\u{0}{number}"),
            source: 0,
            phrasings: vec![Phrasing {
                text: text.clone(),
                place,
            }],
            body: EntryBody::Question {
                facts: Vec::new(),
                topic: None,
                related: Vec::new(),
            },
            place,
        };
        let mut beside = self.clone();
        beside
            .entries
            .extend(questions.iter().enumerate().map(entry));
        beside
    }

    /// For each source, the name of the file with its own text.
    #[must_use]
    pub fn text_names(&self) -> Vec<Option<String>> {
        let names = self.sources.iter();
        names.map(|source| source.text_name.clone()).collect()
    }

    /// The source that an entry belongs to.
    #[must_use]
    pub fn source_of(&self, entry: &Entry) -> &Source {
        &self.sources[entry.source]
    }

    /// The facts that answer an entry: those of a question; none for a gap.
    pub fn facts_of<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = &'a Fact> {
        let facts: &[usize] = match &entry.body {
            EntryBody::Question { facts, .. } => facts,
            EntryBody::Gap { .. } => &[],
        };
        facts
            .iter()
            .map(|&index| &self.sources[entry.source].facts[index])
    }

    /// The entries of one kind.
    pub fn entries_of(&self, kind: Kind) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |e| e.kind() == kind)
    }

    /// Every citation of every fact.
    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        self.sources
            .iter()
            .flat_map(|s| &s.facts)
            .flat_map(|f| &f.citations)
    }
}
