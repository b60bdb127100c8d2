//! Knowledge prepared to answer: an immutable value that is cheap to clone.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::answer::documents::{documents, synonyms};
use crate::answer::passages::Passages;
use crate::answer::{Answer, EntryName, Outcome, Strictness, Table, answer_of};
use crate::knowledge::{At, Citation, Entry, Fact, Knowledge, Source};
use crate::matcher::weights::Weights;
use crate::matcher::{Matcher, Progress, Ranking};

/// An entry's name across versions: the ids of its source and its own.
pub type EntryIds = (String, String);

/// Which entries are not to be shown for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SuspendedEntries {
    /// These.
    Known(BTreeSet<EntryIds>),
    /// Nobody can tell as long as the store cannot be read, so none is shown.
    Unknown,
}

impl Default for SuspendedEntries {
    fn default() -> Self {
        Self::Known(BTreeSet::new())
    }
}

impl SuspendedEntries {
    /// Whether an entry is not to be shown.
    fn contain(&self, key: &EntryIds) -> bool {
        match self {
            Self::Known(keys) => keys.contains(key),
            Self::Unknown => true,
        }
    }
}

/// Every citation of these facts, with its source.
fn cited<'a>(
    facts: impl Iterator<Item = (&'a Source, &'a Fact)>,
) -> impl Iterator<Item = (&'a Source, &'a Citation)> {
    facts.flat_map(|(source, fact)| {
        let citations = fact.citations.iter();
        citations.map(move |citation| (source, citation))
    })
}

/// Knowledge, the matcher built from it, and which of its entries are suspended. Clones share
/// them.
#[derive(Clone)]
pub struct Snapshot {
    knowledge: Arc<Knowledge>,
    matcher: Arc<Matcher>,
    suspended: Arc<SuspendedEntries>,
    strictness: Strictness,
    /// What a decline shows of the sources' texts; none if it shows nothing of them.
    passages: Option<Arc<Passages>>,
    /// The day that it answers on, as `YYYY-MM-DD`; if none, nothing has expired.
    date: Option<Arc<str>>,
}

impl Snapshot {
    /// Builds the matcher; the strictness is the default, and nothing is suspended.
    #[must_use]
    pub fn new(knowledge: Knowledge) -> Self {
        Self::with_progress(knowledge, &mut |_, _| {})
    }

    /// Like [`Self::new`], and reports progress while the matcher is built.
    #[must_use]
    pub fn with_progress(knowledge: Knowledge, progress: Progress) -> Self {
        let matcher = Matcher::build(
            Weights::default(),
            documents(&knowledge),
            &synonyms(&knowledge),
            progress,
        );
        Self {
            matcher: Arc::new(matcher),
            knowledge: Arc::new(knowledge),
            suspended: Arc::default(),
            strictness: Strictness::default(),
            passages: None,
            date: None,
        }
    }

    /// The same knowledge as of a day, as `YYYY-MM-DD`: what held only until an earlier one is not said.
    #[must_use]
    pub fn on(&self, date: &str) -> Self {
        Self {
            date: Some(Arc::from(date)),
            ..self.clone()
        }
    }

    /// Whether it is as of this day.
    pub(in crate::service) fn is_on(&self, date: &str) -> bool {
        self.date.as_deref() == Some(date)
    }

    /// The same knowledge at another strictness.
    #[must_use]
    pub fn with_strictness(&self, strictness: Strictness) -> Self {
        Self {
            strictness,
            ..self.clone()
        }
    }

    /// The same knowledge, which shows the nearest passages of the sources' texts where it has no answer.
    #[must_use]
    pub fn with_passages(&self) -> Self {
        let passages = || Passages::of(&self.knowledge, &synonyms(&self.knowledge)).into();
        Self {
            passages: Some(self.passages.clone().unwrap_or_else(passages)),
            ..self.clone()
        }
    }

    /// The same knowledge at the strictness of another version, and with passages if that shows them.
    #[must_use]
    pub fn set_as(&self, other: &Self) -> Self {
        let set = self.with_strictness(other.strictness);
        if other.passages.is_some() {
            set.with_passages()
        } else {
            set
        }
    }

    /// The same knowledge with these entries suspended, and no others.
    #[must_use]
    pub fn with_suspended(&self, suspended: Arc<SuspendedEntries>) -> Self {
        Self {
            suspended,
            ..self.clone()
        }
    }

    /// The knowledge, suspended entries included.
    #[must_use]
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The matcher built from the knowledge.
    #[must_use]
    pub fn matcher(&self) -> &Matcher {
        &self.matcher
    }

    /// How confident an answer must be.
    #[must_use]
    pub fn strictness(&self) -> Strictness {
        self.strictness
    }

    /// The suspended entries.
    #[must_use]
    pub fn suspended(&self) -> Arc<SuspendedEntries> {
        Arc::clone(&self.suspended)
    }

    /// The knowledge and its matcher, as if nothing were suspended.
    #[must_use]
    pub fn table(&self) -> Table<'_> {
        Table {
            knowledge: &self.knowledge,
            matcher: &self.matcher,
            strictness: self.strictness,
        }
    }

    /// Whether an entry is suspended, or may be.
    #[must_use]
    pub fn is_suspended(&self, entry: &Entry) -> bool {
        self.suspended.contain(&self.knowledge.key_of(entry))
    }

    /// Whether it is known which entries are suspended. Until then, nothing is answered.
    #[must_use]
    pub fn knows_suspended(&self) -> bool {
        *self.suspended != SuspendedEntries::Unknown
    }

    /// Answers a question.
    #[must_use]
    pub fn ask(&self, question: &str) -> Answer {
        self.ask_why(question).0
    }

    /// Answers a question; returns the ranking behind the answer, too.
    #[must_use]
    pub fn ask_why(&self, question: &str) -> (Answer, Ranking) {
        let (answer, ranking) = self.table().ask_why(question);
        (self.without_withheld(answer), ranking)
    }

    /// Returns what else a question could have meant, after its answer was rejected.
    #[must_use]
    pub fn alternatives(&self, question: &str) -> Answer {
        self.without_withheld(self.table().ask(question).into_alternatives())
    }

    /// Returns an entry's answer, for an entry that a reader chose from a list.
    #[must_use]
    pub fn answer_of(&self, entry: &Entry) -> Answer {
        self.without_withheld(answer_of(&self.knowledge, entry))
    }

    fn without_withheld(&self, answer: Answer) -> Answer {
        let key = |entry: &EntryName| (entry.source.clone(), entry.id.clone());
        let answer = answer.without_suspended(&|entry| self.suspended.contain(&key(entry)));
        match &self.date {
            Some(date) => answer.as_of(date),
            None => answer,
        }
    }

    /// Adds the nearest passages to an answer that declines because no entry fits, where they are shown. It costs
    /// another ranking, so that only an answer that somebody is about to read is worth it.
    #[must_use]
    pub fn with_nearest_passages(&self, mut answer: Answer) -> Answer {
        let is_withheld = answer.withheld().is_some();
        if let Some(passages) = &self.passages
            && answer.outcome == Outcome::Declined
            && !is_withheld
            && self.knows_suspended()
        {
            let withheld = self.withheld_paragraphs();
            answer.passages = passages.nearest(&self.knowledge, &answer.question, &withheld);
        }
        answer
    }

    /// The paragraphs that are cited for what is not said for now: by suspended entries, and by facts that have
    /// expired. Each is a source's id and a place.
    fn withheld_paragraphs(&self) -> BTreeSet<(&str, At)> {
        let entries = self.knowledge.entries.iter();
        let suspended = entries.filter(|entry| self.is_suspended(entry));
        let of_entries = suspended.flat_map(|entry| {
            let facts = self.knowledge.facts_of(entry);
            let of_gap = entry.citations().iter();
            let source = self.knowledge.source_of(entry);
            cited(facts).chain(of_gap.map(move |citation| (source, citation)))
        });
        let sources = self.knowledge.sources.iter();
        let facts = sources.flat_map(|source| source.facts.iter().map(move |fact| (source, fact)));
        let date = self.date.as_deref();
        let expired = facts.filter(|(_, fact)| date.is_some_and(|date| fact.has_expired(date)));
        let all = of_entries.chain(cited(expired));
        all.filter_map(|(source, citation)| Some((&*source.id, citation.at?)))
            .collect()
    }
}
