//! Knowledge prepared to answer: an immutable value that is cheap to clone.

use std::sync::Arc;

use crate::answer::documents::{documents, synonyms};
use crate::answer::passages::Passages;
use crate::answer::{
    Answer, Cited, EncodedTexts, EntryName, Outcome, PendingAnswer, QuestionVectors,
    SelectedSources, Strictness, Table,
};
use crate::knowledge::{Entry, Knowledge};
use crate::matcher::weights::Weights;
use crate::matcher::{Matcher, Progress, Ranking};
use crate::service::encoded_table::EncodedTable;
use crate::service::source_selections::SourceSelections;
use crate::service::withheld::{SuspendedEntries, cited_by_withheld};

/// Knowledge, the matcher built from it, and which of its entries are suspended. Clones share
/// them.
#[derive(Clone)]
pub struct Snapshot {
    knowledge: Arc<Knowledge>,
    matcher: Arc<Matcher>,
    /// None without an encoder, or until it is done.
    encoded: Option<Arc<EncodedTable>>,
    suspended: Arc<SuspendedEntries>,
    strictness: Strictness,
    /// What a decline shows of the sources' texts; none if it shows nothing of them.
    passages: Option<Arc<Passages>>,
    /// The day that it answers on, as `YYYY-MM-DD`; if none, nothing has expired.
    date: Option<Arc<str>>,
    /// The sources that it answers from; all if none.
    pub(in crate::service) selected: Option<Arc<SelectedSources>>,
    /// The selections that were made of the knowledge.
    pub(in crate::service) selections: Arc<SourceSelections>,
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
            encoded: None,
            suspended: Arc::default(),
            strictness: Strictness::default(),
            passages: None,
            date: None,
            selected: None,
            selections: Arc::default(),
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

    /// The same knowledge, of which only the sources with these ids answer, and what is drawn from them. The knowledge
    /// may lack some.
    #[must_use]
    pub fn of_sources(&self, ids: &[String]) -> Self {
        Self {
            selected: Some(self.selections.of(&self.knowledge, ids)),
            ..self.clone()
        }
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

    /// The same knowledge with what an encoder made of it.
    #[must_use]
    pub fn with_encoded(&self, encoded: Arc<EncodedTable>) -> Self {
        Self {
            encoded: Some(encoded),
            ..self.clone()
        }
    }

    /// What an encoder made of it; none without one, or until it is done.
    #[must_use]
    pub fn encoded(&self) -> Option<&EncodedTable> {
        self.encoded.as_deref()
    }

    /// The knowledge, with suspended entries and all its sources.
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
            sentences: None,
            selected: self.selected.as_deref(),
        }
    }

    /// The same with these vectors of questions, if an encoder is done with the knowledge.
    #[must_use]
    pub fn encoded_table<'a>(&'a self, questions: &'a QuestionVectors) -> Table<'a> {
        let sentences = self.encoded().map(|encoded| EncodedTexts {
            table: &encoded.index,
            questions,
        });
        Table {
            sentences,
            ..self.table()
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

    /// Answers a question by words; returns the ranking behind the answer, too.
    #[must_use]
    pub fn ask_why(&self, question: &str) -> (Answer, Ranking) {
        self.answered(self.pending(question), &QuestionVectors::new())
    }

    /// Answers a question by words, for now: [`Self::answered`] ends it, with the vectors of [`Self::awaited`].
    #[must_use]
    pub fn pending<'a>(&'a self, question: &'a str) -> PendingAnswer<'a> {
        self.table().pending(question)
    }

    /// The same for a question after one to which this entry is the answer, if there was one.
    #[must_use]
    pub fn pending_after<'a>(
        &'a self,
        question: &'a str,
        last: Option<&EntryName>,
    ) -> PendingAnswer<'a> {
        self.table().pending_after(question, last)
    }

    /// The texts of a question whose vectors would add to the evidence; none where words settle it, nor until an
    /// encoder is done with the knowledge.
    #[must_use]
    pub fn awaited<'a>(&self, pending: &PendingAnswer<'a>) -> Vec<&'a str> {
        let encoded = self.encoded.as_ref();
        encoded.map_or_else(Vec::new, |_| pending.awaited())
    }

    /// The answer to a question, with the ranking behind it; by words alone where there are no vectors.
    #[must_use]
    pub fn answered(&self, pending: PendingAnswer, vectors: &QuestionVectors) -> (Answer, Ranking) {
        let (answer, ranking) = pending.answered(self.encoded_table(vectors).sentences);
        (self.without_withheld(answer), ranking)
    }

    /// Returns what else a question could have meant, of which this answer was rejected: other entries than the rejected
    /// one.
    #[must_use]
    pub fn alternatives(&self, answer: Answer, rejected: Option<&Entry>) -> Answer {
        let rejected = rejected.map(|entry| EntryName::of(&self.knowledge, entry));
        self.without_withheld(answer.into_alternatives(rejected.as_ref()))
    }

    /// Returns an entry's answer, for an entry that a reader chose from a list.
    #[must_use]
    pub fn answer_of(&self, entry: &Entry) -> Answer {
        self.without_withheld(self.table().answer_of(entry))
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
        if answer.outcome == Outcome::Declined && answer.withheld().is_none() {
            answer.passages = self.nearest_passages(&answer.question);
        }
        answer
    }

    /// The passages of the sources' texts that come nearest to what a message asks or says, where they are shown.
    #[must_use]
    pub fn nearest_passages(&self, message: &str) -> Vec<Cited> {
        let passages = self.passages.as_ref().filter(|_| self.knows_suspended());
        let Some(passages) = passages else {
            return Vec::new();
        };
        let is_withheld = |entry: &Entry| self.is_suspended(entry);
        let withheld = cited_by_withheld(&self.knowledge, &is_withheld, self.date.as_deref());
        let selected = self.selected.as_deref();
        passages.nearest(&self.knowledge, message, &withheld, selected)
    }
}
