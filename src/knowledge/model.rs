//! The valid model. What is valid is decided elsewhere, by [`crate::knowledge::load`].

mod fact;

use crate::diagnostic::{Allowance, Place};
use crate::knowledge::{Fingerprint, Kind, SourceText, SourceUrl, Test};

pub use crate::knowledge::model::fact::{At, Citation, Fact, FactIndex, Image};

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
    /// Those that a machine drafted and no curator has looked at, in file order: they are valid, and
    /// answer nothing.
    pub drafts: Vec<Entry>,
    /// The groups of synonyms.
    pub synonyms: Vec<Synonyms>,
    /// The curator's tests, in file order.
    pub tests: Vec<Test>,
    /// The warnings that may stay, in file order.
    pub allowances: Vec<Allowance>,
    /// The version that people see: the ids of the sources and the first digits of the fingerprint,
    /// as in `skerry@1a2b3c4`.
    pub version: String,
    /// Identifies the content it was loaded from.
    pub fingerprint: Fingerprint,
    /// Keeps every other room from making one: what is not validated is no knowledge.
    #[expect(dead_code, reason = "it is there to be private")]
    pub(in crate::knowledge) validated: (),
}

impl Knowledge {
    /// Knowledge of nothing, for a server that has none yet.
    #[must_use]
    pub fn empty() -> Self {
        let fingerprint = Fingerprint::of(std::iter::empty(), std::iter::empty());
        Self {
            sources: Vec::new(),
            entries: Vec::new(),
            drafts: Vec::new(),
            synonyms: Vec::new(),
            tests: Vec::new(),
            allowances: Vec::new(),
            version: format!("none@{}", fingerprint.short()),
            fingerprint,
            validated: (),
        }
    }

    /// Whether it is knowledge of nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }
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
    /// The licence that it is under.
    pub licence: Option<String>,
    /// Whether its text is the curators' own, so that facts may be its sentences.
    pub own_text: bool,
    /// The sentences with nothing to ask.
    pub skip: Vec<Skip>,
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

/// Says which sentences of a source hold nothing to ask.
#[derive(Debug, Clone)]
pub struct Skip {
    /// A sentence; an ellipsis stands for any words.
    pub pattern: String,
    /// Where it is in its file.
    pub place: Place,
}

/// A heading of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// From 1; section 0 is what comes before the first heading.
    pub number: usize,
    /// Its text.
    pub heading: String,
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
    /// Who wrote them.
    pub author: Author,
    /// Where they are in their file.
    pub place: Place,
}

/// Who wrote a phrasing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// A curator, in `ask`.
    Curator,
    /// An assistant, in `[[expanded]]`.
    Assistant,
}

/// What an entry leads to.
#[derive(Debug, Clone)]
pub enum EntryBody {
    /// The source answers it.
    Question {
        /// At least one, no duplicates; usually of its own source.
        facts: Vec<FactIndex>,
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
        /// Where the source mentions it and stops; may be empty.
        citations: Vec<Citation>,
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

    /// Where the source mentions what a gap leaves open; empty for a question, whose facts are cited.
    #[must_use]
    pub fn citations(&self) -> &[Citation] {
        match &self.body {
            EntryBody::Question { .. } => &[],
            EntryBody::Gap { citations, .. } => citations,
        }
    }

    pub(in crate::knowledge) fn citations_mut(&mut self) -> &mut [Citation] {
        match &mut self.body {
            EntryBody::Question { .. } => &mut [],
            EntryBody::Gap { citations, .. } => citations,
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

    /// The facts that answer an entry, each with its source: those of a question; none for a gap.
    pub fn facts_of<'a>(
        &'a self,
        entry: &'a Entry,
    ) -> impl Iterator<Item = (&'a Source, &'a Fact)> {
        let facts: &[FactIndex] = match &entry.body {
            EntryBody::Question { facts, .. } => facts,
            EntryBody::Gap { .. } => &[],
        };
        facts.iter().map(|index| {
            let source = &self.sources[index.source];
            (source, &source.facts[index.fact])
        })
    }

    /// The entries of one kind.
    pub fn entries_of(&self, kind: Kind) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |e| e.kind() == kind)
    }

    /// Every citation: of every fact, and of every gap.
    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        self.citations_of_sources().map(|(_, citation)| citation)
    }

    /// Every citation with its source.
    pub fn citations_of_sources(&self) -> impl Iterator<Item = (&Source, &Citation)> {
        let facts = self.sources.iter().flat_map(|source| {
            let citations = source.facts.iter().flat_map(|fact| &fact.citations);
            citations.map(move |citation| (source, citation))
        });
        let gaps = self.entries.iter().chain(&self.drafts);
        let gaps = gaps.flat_map(|gap| {
            let citations = gap.citations().iter();
            citations.map(|citation| (self.source_of(gap), citation))
        });
        facts.chain(gaps)
    }
}
