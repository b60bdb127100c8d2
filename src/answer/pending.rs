//! A message that words have answered and that an encoder may answer better. Whether it has a say is decided here and
//! nowhere else.

use crate::answer::message::matched_texts;
use crate::answer::{Answer, EncodedTexts, EntryName, Outcome, Table};
use crate::matcher::Ranking;

/// What an encoder had to do with an answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum EncoderPart {
    /// Nothing: there is none, or none in time.
    #[default]
    Absent,
    /// Nothing: words settled it.
    Unneeded,
    /// It was heard.
    Heard,
    /// It was heard and found nothing, so that what words can offer stands.
    FoundNothing,
}

/// A message as words answer it, before an encoder is heard.
pub struct PendingAnswer<'a> {
    table: Table<'a>,
    message: &'a str,
    by_words: (Answer, Ranking),
    /// Whether it leans on the question before, which words alone can tell.
    is_follow_up: bool,
}

impl<'a> Table<'a> {
    /// Answers a message by words, for now.
    #[must_use]
    pub fn pending(self, message: &'a str) -> PendingAnswer<'a> {
        let table = Table {
            sentences: None,
            ..self
        };
        PendingAnswer {
            table,
            message,
            by_words: table.ask_by_evidence(message),
            is_follow_up: false,
        }
    }

    /// The same for a message after a question to which this entry is the answer.
    #[must_use]
    pub fn pending_after(self, message: &'a str, last: Option<&EntryName>) -> PendingAnswer<'a> {
        let pending = self.pending(message);
        let follow_up = last.and_then(|last| {
            let alone = &pending.by_words;
            pending.table.follow_up(message, last, alone)
        });
        match follow_up {
            Some(by_words) => PendingAnswer {
                by_words,
                is_follow_up: true,
                ..pending
            },
            None => pending,
        }
    }

    /// Answers a message after a question to which this entry is the answer, if there was one: a short question that
    /// leans on it is understood in its light, a whole one as if nothing came before.
    #[must_use]
    pub fn ask_after(self, message: &str, last: Option<&EntryName>) -> (Answer, Ranking) {
        let pending = Table::pending_after(self, message, last);
        pending.answered(self.sentences)
    }

    /// Answers a message; returns the ranking behind the answer, too. Vectors of sentences count only where words do
    /// not settle it, and take no options away: where they find nothing, those that words found are offered.
    #[must_use]
    pub fn ask_why(self, message: &str) -> (Answer, Ranking) {
        Table::pending(self, message).answered(self.sentences)
    }
}

impl Answer {
    /// Whether words settle it, and the answers to further questions, so that an encoder has no say.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.signals.is_settled(self.threshold) && self.more.iter().all(Self::is_settled)
    }
}

impl<'a> PendingAnswer<'a> {
    fn is_settled(&self) -> bool {
        self.is_follow_up || self.by_words.0.is_settled()
    }

    /// The texts whose vectors would add to the evidence; none where words settle what was asked.
    #[must_use]
    pub fn awaited(&self) -> Vec<&'a str> {
        if self.is_settled() {
            Vec::new()
        } else {
            matched_texts(self.message)
        }
    }

    /// The answer: with these vectors as further evidence, or by words alone if there are none or words settle it.
    #[must_use]
    pub fn answered(self, sentences: Option<EncodedTexts>) -> (Answer, Ranking) {
        let is_settled = self.is_settled();
        let (by_words, ranking) = self.by_words;
        let heard = |encoder, answer| Answer { encoder, ..answer };
        if is_settled {
            return (heard(EncoderPart::Unneeded, by_words), ranking);
        }
        let Some(sentences) = sentences.filter(|own| !own.questions.is_empty()) else {
            return (by_words, ranking);
        };
        let table = Table {
            sentences: Some(sentences),
            ..self.table
        };
        let (by_all, all) = table.ask_by_evidence(self.message);
        let is_lost = by_words.outcome == Outcome::Unsure && by_all.outcome == Outcome::Declined;
        if is_lost {
            (heard(EncoderPart::FoundNothing, by_words), ranking)
        } else {
            (heard(EncoderPart::Heard, by_all), all)
        }
    }
}
