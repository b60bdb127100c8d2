//! The vectors of questions, made on a thread of their own: nothing else waits for them, few wait at once, and none
//! for long. A question on which the encoder fails fails alone.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use crate::answer::QuestionVectors;
use crate::encoder::{SentenceEncoder, TextRole};
use crate::matcher::sentence::SentenceVector;

/// The questions that wait at most: with some milliseconds each, the last still has its turn in time.
const PLACES: usize = 32;
/// How long a question waits: Discord wants a first response within three seconds, and members one at once.
const PATIENCE: Duration = Duration::from_millis(800);

/// Why a question has no vectors; words answer it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotEncoded {
    /// Too many wait.
    Full,
    /// It took too long.
    Late,
    /// The encoder failed, which is a fault of the program.
    Failed,
}

/// How many questions were encoded, and how many were not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct QueueCounts {
    /// Those that were.
    pub encoded: u64,
    /// Those that found too many waiting.
    pub full: u64,
    /// Those that took too long.
    pub late: u64,
    /// Those on which the encoder failed.
    pub failed: u64,
}

/// A question's texts, and where their vectors go.
struct Job {
    texts: Vec<String>,
    reply: oneshot::Sender<QuestionVectors>,
}

/// Encodes questions in order, on a thread that ends with it.
#[derive(Debug)]
pub struct EncodingQueue {
    jobs: mpsc::Sender<Job>,
    counts: [AtomicU64; 4],
}

impl EncodingQueue {
    /// Starts a thread for this encoder.
    #[must_use]
    pub fn start(encoder: Arc<SentenceEncoder>) -> Self {
        Self::of(move |text| encoder.encode(text, TextRole::Question))
    }

    fn of(encode: impl Fn(&str) -> SentenceVector + Send + 'static) -> Self {
        let (jobs, mut waiting) = mpsc::channel::<Job>(PLACES);
        std::thread::spawn(move || {
            while let Some(Job { texts, reply }) = waiting.blocking_recv() {
                // Whoever asked may have given up meanwhile.
                let wanted = texts.into_iter().take_while(|_| !reply.is_closed());
                let encoded = wanted.map(|text| {
                    let vector = encode(&text);
                    (text, vector)
                });
                // The encoder keeps nothing between two texts, so that it is whole after a panic, too.
                if let Ok(vectors) = catch_unwind(AssertUnwindSafe(|| encoded.collect())) {
                    let _ = reply.send(vectors);
                }
            }
        });
        Self {
            jobs,
            counts: Default::default(),
        }
    }

    /// The vectors of a question's texts.
    ///
    /// # Errors
    ///
    /// Too many wait, it took too long, or the encoder failed.
    pub async fn encode(&self, texts: &[&str]) -> Result<QuestionVectors, NotEncoded> {
        let (reply, vectors) = oneshot::channel();
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        let found = match self.jobs.try_send(Job { texts, reply }) {
            Ok(()) => match timeout(PATIENCE, vectors).await {
                Ok(vectors) => vectors.map_err(|_| NotEncoded::Failed),
                Err(_) => Err(NotEncoded::Late),
            },
            Err(mpsc::error::TrySendError::Full(_)) => Err(NotEncoded::Full),
            Err(mpsc::error::TrySendError::Closed(_)) => Err(NotEncoded::Failed),
        };
        let place = match found {
            Ok(_) => 0,
            Err(NotEncoded::Full) => 1,
            Err(NotEncoded::Late) => 2,
            Err(NotEncoded::Failed) => 3,
        };
        self.counts[place].fetch_add(1, Ordering::Relaxed);
        found
    }

    /// How many questions were encoded so far, and how many were not.
    #[must_use]
    pub fn counts(&self) -> QueueCounts {
        let [encoded, full, late, failed] =
            [0, 1, 2, 3].map(|place| self.counts[place].load(Ordering::Relaxed));
        QueueCounts {
            encoded,
            full,
            late,
            failed,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use futures_util::FutureExt;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn whoever_waits_too_long_is_answered_without() {
        let (go_on, waits) = channel::<()>();
        let queue = EncodingQueue::of(move |_| {
            let _ = waits.recv();
            SentenceVector::default()
        });
        assert_eq!(queue.encode(&["slow"]).await, Err(NotEncoded::Late));
        assert_eq!(queue.counts().late, 1);
        drop(go_on);
    }

    #[tokio::test]
    async fn beyond_the_places_the_queue_is_full() {
        let (go_on, waits) = channel::<()>();
        let queue = EncodingQueue::of(move |_| {
            let _ = waits.recv();
            SentenceVector::default()
        });
        // One may be in the thread's hands already.
        let mut waiting: Vec<_> = (0..=PLACES)
            .map(|_| Box::pin(queue.encode(&["a"])))
            .collect();
        for own in &mut waiting {
            let _ = own.as_mut().now_or_never();
        }
        while queue.jobs.capacity() > 0 {
            let mut more = Box::pin(queue.encode(&["b"]));
            let _ = more.as_mut().now_or_never();
            waiting.push(more);
            tokio::task::yield_now().await;
        }
        let mut last = Err(NotEncoded::Late);
        for _ in 0..3 {
            last = queue.encode(&["c"]).now_or_never().unwrap_or(last);
        }
        assert_eq!(last, Err(NotEncoded::Full));
        drop(go_on);
    }

    #[tokio::test]
    async fn a_question_on_which_the_encoder_fails_fails_alone() {
        let queue = EncodingQueue::of(|text| match text {
            "bad" => panic!("on purpose"),
            _ => SentenceVector::new(&[1.0]),
        });
        assert_eq!(queue.encode(&["a", "bad"]).await, Err(NotEncoded::Failed));
        assert!(queue.encode(&["a"]).await.is_ok());
        let expected = QueueCounts {
            encoded: 1,
            failed: 1,
            ..QueueCounts::default()
        };
        assert_eq!(queue.counts(), expected);
    }

    #[tokio::test]
    async fn questions_get_the_vectors_of_their_texts() {
        let queue = EncodingQueue::of(|text| SentenceVector::new(&[text.len() as f32, 1.0]));
        let vectors = queue.encode(&["a", "bb"]).await.unwrap();
        assert_eq!(vectors["bb"], SentenceVector::new(&[2.0, 1.0]));
        assert_eq!(queue.counts().encoded, 1);
    }
}
