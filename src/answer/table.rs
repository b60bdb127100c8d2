//! Knowledge and the matcher built from it: all it takes to answer a question.
//! [`crate::answer::message`] answers by it.

use std::collections::HashMap;

use crate::answer::{SelectedSources, Strictness};
use crate::knowledge::Knowledge;
use crate::matcher::entry_set::EntrySet;
use crate::matcher::sentence::{SentenceIndex, SentenceQuery, SentenceVector};
use crate::matcher::{Matcher, RankOptions, Ranking};

/// Knowledge, the matcher built from it, and how strictly to answer.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    /// The knowledge.
    pub knowledge: &'a Knowledge,
    /// The matcher built from it.
    pub matcher: &'a Matcher,
    /// How confident an answer must be.
    pub strictness: Strictness,
    /// What an encoder makes of it and of the questions, if there is one.
    pub sentences: Option<EncodedTexts<'a>>,
    /// The sources to answer from; all if none.
    pub selected: Option<&'a SelectedSources>,
}

/// The vectors of questions, by their texts.
pub type QuestionVectors = HashMap<String, SentenceVector>;

/// The vectors of a table and of the questions that are asked.
#[derive(Clone, Copy)]
pub struct EncodedTexts<'a> {
    /// The table's.
    pub table: &'a SentenceIndex,
    /// Those of the questions, or of their parts; one that is missing is answered without.
    pub questions: &'a QuestionVectors,
}

impl<'a> Table<'a> {
    /// The entries that may answer; all if none.
    #[must_use]
    pub fn among(self) -> Option<&'a EntrySet> {
        self.selected.map(SelectedSources::entries)
    }

    /// Whether an entry may answer, or be offered.
    pub(super) fn offers(self, entry: usize) -> bool {
        self.among().is_none_or(|among| among.contains(entry))
    }

    /// Ranks the entries for a text, by all the evidence that there is.
    #[must_use]
    pub fn rank(self, text: &str) -> Ranking {
        let sentences = self.sentences.and_then(|encoded| {
            let question = encoded.questions.get(text)?;
            let table = encoded.table;
            Some(SentenceQuery { question, table })
        });
        let options = RankOptions {
            among: self.among(),
            keeping: None,
            sentences,
        };
        self.matcher.rank_by(text, options)
    }

    /// Ranks the entries for a text by words alone, this one among the hits whatever its rank.
    pub(super) fn rank_keeping(self, text: &str, entry: usize) -> Ranking {
        let options = RankOptions {
            among: self.among(),
            keeping: Some(entry),
            sentences: None,
        };
        self.matcher.rank_by(text, options)
    }

    /// Whether a text is a phrasing of an entry that may answer.
    pub(super) fn has_phrasing(self, text: &str) -> bool {
        self.matcher.has_phrasing(text, self.among())
    }
}
