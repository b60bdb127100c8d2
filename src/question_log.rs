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
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::answer::{Answer, Outcome};
use crate::config::JournalMode;
use crate::question_log::writer::Writer;
use crate::record::{Channel, Day, Days, Vote, VoteKey, VoteKind};
use crate::service::{Service, Snapshot};
use crate::store::{Store, StoreError};

/// How many messages the queue holds.
const QUEUE: usize = 8_192;
const SECONDS_PER_DAY: u64 = 24 * 60 * 60;
/// How long a member's request may wait for what is queued before it: a write that a lock or a slow
/// disk holds up, and the next.
const REQUEST_TIMEOUT: Duration = Duration::from_mins(2);

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
    losses: Arc<Losses>,
}

/// What was lost since the start, and whether the store fails now.
#[derive(Debug, Default)]
struct Losses {
    messages: AtomicU64,
    /// Why the last write failed; none if it did not.
    fault: Mutex<Option<StoreError>>,
}

impl Losses {
    fn add(&self, messages: usize) {
        self.messages.fetch_add(messages as u64, Ordering::Relaxed);
    }

    fn fault(&self) -> MutexGuard<'_, Option<StoreError>> {
        self.fault.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What goes through the queue.
enum LogMessage {
    Question(Box<AnsweredQuestion>),
    Vote(Box<MemberVote>),
    /// Forget the votes of a member: those that wait before this one, and those in the store.
    Forget {
        member: u64,
        forgotten: oneshot::Sender<Result<usize, StoreError>>,
    },
    /// Tell when everything before this is written.
    Flush(oneshot::Sender<()>),
    /// The last message.
    Close,
}

/// A question with the answer it got, not yet redacted.
struct AnsweredQuestion {
    service: Arc<Service>,
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
    /// The server; none in direct messages.
    pub server: Option<u64>,
}

impl QuestionLog {
    /// Starts the writer task. It forgets everything older than `retention`, and logs nothing while
    /// the mode is [`JournalMode::Off`].
    #[must_use]
    pub fn start(mode: JournalMode, retention: Days, store: Store) -> Self {
        let losses = Arc::<Losses>::default();
        let (queue, messages) = mpsc::channel(QUEUE);
        let writer = Writer::new(mode, retention, store.clone(), Arc::clone(&losses));
        Self {
            mode,
            retention,
            store,
            queue,
            writer: Mutex::new(Some(tokio::spawn(writer.run(messages)))),
            losses,
        }
    }

    /// Queues a question and its answer. Where words are logged, the service that answered remembers them for
    /// previews.
    pub fn log(
        &self,
        service: &Arc<Service>,
        snapshot: &Arc<Snapshot>,
        origin: Origin,
        answer: &Answer,
    ) {
        if self.mode == JournalMode::Off {
            return;
        }
        let understood = answer.entry.as_ref().or(answer.withheld());
        self.send(LogMessage::Question(Box::new(AnsweredQuestion {
            service: Arc::clone(service),
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
            self.losses.add(1);
        }
    }

    /// The votes that can still be traced to a member, once those that wait are written.
    pub async fn votes_by(&self, member: u64) -> Result<Vec<Vote>, StoreError> {
        self.request(LogMessage::Flush).await?;
        votes_by(&self.store, self.retention, member).await
    }

    /// Forgets a member's votes, those that are not written yet included. Returns how many there
    /// were.
    pub async fn forget(&self, member: u64) -> Result<usize, StoreError> {
        let forget = |forgotten| LogMessage::Forget { member, forgotten };
        self.request(forget).await?
    }

    /// Has the writer do something, and waits for what it answers.
    async fn request<T>(
        &self,
        message: impl FnOnce(oneshot::Sender<T>) -> LogMessage,
    ) -> Result<T, StoreError> {
        let (sender, answer) = oneshot::channel();
        let answered = async {
            self.queue.send(message(sender)).await.ok()?;
            answer.await.ok()
        };
        let answered = timeout(REQUEST_TIMEOUT, answered).await.ok().flatten();
        answered.ok_or_else(|| StoreError::new("the journal does not respond"))
    }

    /// How many questions and votes were lost, because the queue was full or the store failed.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.losses.messages.load(Ordering::Relaxed)
    }

    /// Why the last write failed, as long as none has succeeded since.
    #[must_use]
    pub fn fault(&self) -> Option<StoreError> {
        self.losses.fault().clone()
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

/// The stored votes that can still be traced to a member.
async fn votes_by(store: &Store, retention: Days, member: u64) -> Result<Vec<Vote>, StoreError> {
    let Some(key) = vote_key(store, retention).await? else {
        return Ok(Vec::new());
    };
    let mut votes = store.votes(Day(0)).await?;
    let of_member = move || {
        votes.retain(|vote| vote_token::is_by(&key, member, vote));
        votes
    };
    // A hash for each of what may be many.
    let found = tokio::task::spawn_blocking(of_member).await;
    found.map_err(|error| StoreError::new(&format!("the votes cannot be looked through: {error}")))
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
