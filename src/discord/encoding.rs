//! What the optional sentence encoder adds for the bot: the table's vectors, made beside the answering, and those of
//! questions. Whatever it cannot do in time, words do alone.

use std::path::PathBuf;
use std::sync::Arc;

use arc_swap::ArcSwapOption;

use crate::answer::{Answer, EntryName, QuestionVectors};
use crate::discord::custom_id::ShortHash;
use crate::encoder::{EncodingQueue, NotEncoded, SentenceEncoder};
use crate::knowledge::Fingerprint;
use crate::matcher::Ranking;
use crate::service::Snapshot;

/// The version of a table on which an encoder failed, if it did.
pub type FailedVersion = ArcSwapOption<Fingerprint>;

/// The encoder that the operator has configured.
pub enum BotEncoder {
    /// None.
    Off,
    /// One that cannot be used, and why.
    Unusable(String),
    /// One that answers.
    On {
        /// What encodes.
        encoder: Arc<SentenceEncoder>,
        /// The questions that are to be encoded.
        queue: EncodingQueue,
        /// Where the vectors of the shared table are kept; those of others, beside it.
        cache: PathBuf,
    },
}

impl BotEncoder {
    /// Starts an encoder, if one is configured; `cache` is where it keeps the table's vectors.
    #[must_use]
    pub fn start(opened: Option<Result<SentenceEncoder, String>>, cache: PathBuf) -> Self {
        match opened {
            None => Self::Off,
            Some(Err(fault)) => Self::Unusable(fault),
            Some(Ok(encoder)) => {
                let encoder = Arc::new(encoder);
                Self::On {
                    queue: EncodingQueue::start(Arc::clone(&encoder)),
                    encoder,
                    cache,
                }
            }
        }
    }

    /// Its name, if there is one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::On { encoder, .. } => Some(encoder.name()),
            Self::Off | Self::Unusable(_) => None,
        }
    }

    /// Answers a question, by the encoder too where words do not settle it; returns the ranking behind the answer, too.
    pub async fn ask_why(&self, snapshot: &Snapshot, question: &str) -> (Answer, Ranking) {
        self.ask_after(snapshot, question, None).await
    }

    /// The same for a question after one to which this entry is the answer, if there was one and it is still said.
    pub async fn ask_after(
        &self,
        snapshot: &Snapshot,
        question: &str,
        last: Option<&ShortHash>,
    ) -> (Answer, Ranking) {
        let knowledge = snapshot.knowledge();
        let last = last.and_then(|last| last.find(knowledge));
        let last = last.filter(|entry| !snapshot.is_suspended(entry));
        let last = last.map(|entry| EntryName::of(knowledge, entry));
        let pending = snapshot.pending_after(question, last.as_ref());
        let vectors = self.vectors(&snapshot.awaited(&pending)).await;
        snapshot.answered(pending, &vectors)
    }

    /// The vectors of texts; none, and so words alone, if there is no encoder, or none in time.
    async fn vectors(&self, texts: &[&str]) -> QuestionVectors {
        let Self::On { queue, .. } = self else {
            return QuestionVectors::new();
        };
        if texts.is_empty() {
            return QuestionVectors::new();
        }
        queue.encode(texts).await.unwrap_or_else(|reason| {
            let reason = match reason {
                NotEncoded::Full => "too many questions wait",
                NotEncoded::Late => "it took too long",
                NotEncoded::Failed => "it failed",
            };
            tracing::warn!(reason, "answering without the encoder");
            QuestionVectors::new()
        })
    }
}
