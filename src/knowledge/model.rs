//! The valid model. What is valid is decided elsewhere, by [`crate::knowledge::load`].

use std::fmt;
use std::ops::Range;

use crate::diagnostic::Place;
use crate::knowledge::{Fingerprint, Kind, Quote, SourceText, SourceUrl, Test};

/// A loaded, valid set of knowledge files.
#[derive(Debug, Clone)]
#[expect(
    clippy::manual_non_exhaustive,
    reason = "the other rooms of this crate cannot make one either"
)]
pub struct Knowledge {
    /// The sources, in the order of their files' names.
    pub sources: Vec<Source>,
    /// The questions and gaps of every source, in file order.
    pub entries: Vec<Entry>,
    /// The groups of synonyms.
    pub synonyms: Vec<Synonyms>,
    /// The curator's tests, in file order.
    pub tests: Vec<Test>,
    /// The version that people see: the ids of the sources and the first digits of the fingerprint,
    /// as in `skerry@1a2b3c4`.
    pub version: String,
    /// Identifies the content it was loaded from.
    pub fingerprint: Fingerprint,
    /// Keeps every other room from making one: what is not validated is no knowledge.
    #[expect(dead_code, reason = "it is there to be private")]
    pub(in crate::knowledge) validated: (),
}

/// The article that a knowledge file is drawn from.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its id, unique within the knowledge.
    pub id: String,
    /// The article's title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// The day it was published, as `YYYY-MM-DD`.
    pub published: Option<String>,
    /// Its web address.
    pub url: Option<SourceUrl>,
    /// What members can ask about, in the curator's words.
    pub topics: Vec<String>,
    /// The source's headings, as pinned, in the order of their numbers.
    pub sections: Vec<Section>,
    /// The facts drawn from it, in file order.
    pub facts: Vec<Fact>,
    /// The file name of its own text, which lies beside the knowledge file.
    pub text_name: Option<String>,
    /// Its own text, if it is available.
    pub text: Option<SourceText>,
}

/// A heading of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// From 1; section 0 is what comes before the first heading.
    pub number: usize,
    /// Its text.
    pub heading: String,
}

/// One sentence, in the curator's own words, with its citations.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Unique within the source.
    pub id: String,
    /// The sentence.
    pub text: String,
    /// At least one.
    pub citations: Vec<Citation>,
    /// Where the sentence is in its file.
    pub place: Place,
}

/// Where the source says something.
#[derive(Debug, Clone)]
pub struct Citation {
    /// The cited words.
    pub quote: Quote,
    /// Section and paragraph, if pinned or found.
    pub at: Option<At>,
    /// The byte range of the paragraph that the quote covers; none if the source's text is not
    /// available, in which case the quote is unverified.
    pub span: Option<Range<usize>>,
    /// Where the quote is in its file.
    pub place: Place,
    /// Where `at` is in its file or, without one, the quote.
    pub at_place: Place,
}

/// A paragraph of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// From 0, which is what comes before the first heading.
    pub section: usize,
    /// From 1, within the section.
    pub paragraph: usize,
}

impl At {
    /// Reads `section.paragraph`.
    pub(super) fn parse(place: &str) -> Option<Self> {
        let (section, paragraph) = place.split_once('.')?;
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let is_plain = digits(section) && digits(paragraph);
        let paragraph = paragraph.parse().ok().filter(|number| *number > 0)?;
        let section = section.parse().ok()?;
        is_plain.then_some(Self { section, paragraph })
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.section, self.paragraph)
    }
}

/// A question or a gap: what a member's question is matched to.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Unique within the source.
    pub id: String,
    /// Index into [`Knowledge::sources`].
    pub source: usize,
    /// At least one; the first is how the bot asks it.
    pub phrasings: Vec<Phrasing>,
    /// What it leads to.
    pub body: EntryBody,
    /// Where its id is in its file.
    pub place: Place,
}

/// One way of asking.
#[derive(Debug, Clone)]
pub struct Phrasing {
    /// The words.
    pub text: String,
    /// Where they are in their file.
    pub place: Place,
}

/// What an entry leads to.
#[derive(Debug, Clone)]
pub enum EntryBody {
    /// The source answers it.
    Question {
        /// Indices into the source's facts; at least one, no duplicates.
        facts: Vec<usize>,
        /// One of the source's topics.
        topic: Option<String>,
        /// Indices into [`Knowledge::entries`]: what to ask next.
        related: Vec<usize>,
    },
    /// The source leaves it open.
    Gap {
        /// The sentence that says so.
        text: String,
        /// Indices into [`Knowledge::entries`]: related questions that it does answer.
        near: Vec<usize>,
    },
}

/// Words and names that mean the same in this table.
#[derive(Debug, Clone)]
pub struct Synonyms {
    /// At least two; each may have several words.
    pub words: Vec<String>,
}

impl Entry {
    /// The first phrasing, which is how the bot asks it.
    #[must_use]
    pub fn asked_as(&self) -> &str {
        &self.phrasings[0].text
    }

    /// The topic, if it is a question and has one.
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
        let at = self.sections.binary_search_by_key(&section, |s| s.number);
        Some(&self.sections[at.ok()?].heading)
    }
}

impl Knowledge {
    /// For each source, the file name of its own text; none if it names none.
    #[must_use]
    pub fn text_names(&self) -> Vec<Option<String>> {
        let names = self.sources.iter();
        names.map(|source| source.text_name.clone()).collect()
    }

    /// The ids of an entry's source and its own, which no other entry has.
    #[must_use]
    pub fn key_of(&self, entry: &Entry) -> (String, String) {
        (self.source_of(entry).id.clone(), entry.id.clone())
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
