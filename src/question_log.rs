//! Logs the questions that members ask and the votes they cast, so that curators see what their
//! table lacks. The configuration and the command line call it the journal.
//!
//! Answering never waits for it: messages go into a bounded queue, and one that does not fit is
//! dropped and counted. A task of its own ([`writer`]) redacts each question and writes it to the
//! store. Nothing here writes down who asked.

pub mod redact;
pub mod vote_token;
mod writer;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::answer::{Answer, Outcome};
use crate::config::JournalMode;
use crate::question_log::writer::Writer;
use crate::record::{Channel, Day, Days, Vote, VoteKey, VoteKind};
use crate::service::{Service, Snapshot};
use crate::store::{Store, StoreError};

/// How many messages the queue holds.
const QUEUE: usize = 8_192;
const SECONDS_PER_DAY: u64 = 24 * 60 * 60;

/// Who sees a question and its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// Whoever sees the channel.
    Public,
    /// Only the member who asked.
    Private,
}

/// Where a question was asked, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The server, unless it was a direct message.
    pub server: Option<u64>,
    /// The kind of channel.
    pub channel: Channel,
    /// Who sees it. Private questions are not remembered for previews.
    pub visibility: Visibility,
    /// The member's id: hashed in memory, to count members; never written down.
    pub member: u64,
}

/// The handle that the bot logs through.
pub struct QuestionLog {
    mode: JournalMode,
    retention: Days,
    store: Store,
    queue: mpsc::Sender<LogMessage>,
    writer: Mutex<Option<JoinHandle<()>>>,
    dropped: Arc<AtomicU64>,
}

/// What goes through the queue.
enum LogMessage {
    Question(Box<AnsweredQuestion>),
    Vote(Box<MemberVote>),
    /// Drops a member's votes that wait before it, and returns how many there were.
    Withdraw(u64, oneshot::Sender<usize>),
    /// The last message.
    Close,
}

/// A question with the answer it got, not yet redacted.
struct AnsweredQuestion {
    snapshot: Arc<Snapshot>,
    origin: Origin,
    question: String,
    outcome: Outcome,
    /// The ids of the source and the entry that was understood.
    entry: Option<(String, String)>,
    /// Confidence, 0 to 100.
    percent: u8,
}

/// A member's vote on the answer to their question.
pub struct MemberVote {
    /// What answered it.
    pub snapshot: Arc<Snapshot>,
    /// The member's id; never written down.
    pub member: u64,
    /// Their question.
    pub question: String,
    /// The ids of the source and the entry voted on, if there is one.
    pub entry: Option<(String, String)>,
    /// The vote.
    pub verdict: VoteKind,
}

impl QuestionLog {
    /// Starts the writer task. It forgets everything older than `retention`, and logs nothing while
    /// the mode is [`JournalMode::Off`]. Where words are logged, the service remembers them for previews.
    #[must_use]
    pub fn start(mode: JournalMode, retention: Days, store: Store, service: Arc<Service>) -> Self {
        let dropped = Arc::new(AtomicU64::new(0));
        let (queue, messages) = mpsc::channel(QUEUE);
        let writer = Writer::new(
            mode,
            retention,
            store.clone(),
            service,
            Arc::clone(&dropped),
        );
        Self {
            mode,
            retention,
            store,
            queue,
            writer: Mutex::new(Some(tokio::spawn(writer.run(messages)))),
            dropped,
        }
    }

    /// Queues a question and its answer.
    pub fn log(&self, snapshot: &Arc<Snapshot>, origin: Origin, answer: &Answer) {
        if self.mode == JournalMode::Off {
            return;
        }
        let understood = answer.entry.as_ref().or(answer.suspended.as_ref());
        self.send(LogMessage::Question(Box::new(AnsweredQuestion {
            snapshot: Arc::clone(snapshot),
            origin,
            question: answer.question.clone(),
            outcome: answer.outcome,
            entry: understood.map(|entry| (entry.source.clone(), entry.id.clone())),
            percent: percent(answer.confidence),
        })));
    }

    /// Queues a vote.
    pub fn vote(&self, vote: MemberVote) {
        if self.mode != JournalMode::Off {
            self.send(LogMessage::Vote(Box::new(vote)));
        }
    }

    fn send(&self, message: LogMessage) {
        if self.queue.try_send(message).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// The stored votes that can still be traced to a member.
    pub async fn votes_by(&self, member: u64) -> Result<Vec<Vote>, StoreError> {
        let Some(key) = vote_key(&self.store, self.retention).await? else {
            return Ok(Vec::new());
        };
        let votes = self.store.votes(Day(0)).await?.into_iter();
        Ok(votes
            .filter(|vote| vote_token::is_by(&key, member, vote))
            .collect())
    }

    /// Forgets a member's votes, those that wait to be written too. Returns how many there were.
    pub async fn forget(&self, member: u64) -> Result<usize, StoreError> {
        let waiting = self.withdraw(member).await;
        let votes = self.votes_by(member).await?;
        for token in votes.iter().filter_map(|vote| vote.token) {
            self.store.forget_vote(&token).await?;
        }
        Ok(votes.len() + waiting)
    }

    async fn withdraw(&self, member: u64) -> usize {
        let (reply, withdrawn) = oneshot::channel();
        let message = LogMessage::Withdraw(member, reply);
        // A log that is closed has nothing waiting.
        match self.queue.send(message).await {
            Ok(()) => withdrawn.await.unwrap_or_default(),
            Err(_) => 0,
        }
    }

    /// How many questions and votes were lost, because the queue was full or the store failed.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }

    /// Writes what is queued and stops the writer.
    pub async fn close(&self) {
        let writer = self
            .writer
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        _ = self.queue.send(LogMessage::Close).await;
        if let Some(writer) = writer {
            _ = writer.await;
        }
    }
}

/// Today (UTC).
#[must_use]
pub fn today() -> Day {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    Day(now.map_or(0, |now| (now.as_secs() / SECONDS_PER_DAY).cast_signed()))
}

/// The key for vote tokens, replaced once it is older than `retention`; none if there is none and
/// the machine has no randomness to make one.
async fn vote_key(store: &Store, retention: Days) -> Result<Option<VoteKey>, StoreError> {
    let today = today();
    match vote_token::new_key(today) {
        Some(fresh) => store.vote_key(fresh, today - retention).await.map(Some),
        None => Ok(None),
    }
}

/// A share from 0 to 1 as a percentage.
fn percent(share: f32) -> u8 {
    u8::try_from((share * 100.0).round() as i64).unwrap_or_default()
}
