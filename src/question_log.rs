//! What is asked, noted beside the answering, so that curators see what their table lacks.
//!
//! An answer never waits for it: a question goes into a queue, and where that is full it is dropped
//! and counted. A task of its own strikes out what may tell of somebody ([`strike`]) and writes what is
//! left to the store, with nothing of who asked.

pub mod redact;
pub mod vote_token;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::answer::{Answer, Outcome};
use crate::config::JournalMode as Keep;
use crate::question_log::redact::Redactor;
use crate::record::{Channel, LoggedQuestion, Vote, VoteKey, VoteKind};
use crate::service::Snapshot;
use crate::store::{Store, StoreError};

/// So many questions wait to be written at most.
const QUEUE: usize = 8_192;
/// What is asked in this time is written at once.
const GATHERED: Duration = Duration::from_secs(1);
/// How often it is looked whether something is to be forgotten.
const PURGE: Duration = Duration::from_hours(1);
const DAY: u64 = 24 * 60 * 60;

/// Where a question was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// In which server, if in one.
    pub server: Option<u64>,
    /// In what kind of channel.
    pub channel: Channel,
}

/// Notes what is asked.
pub struct QuestionLog {
    keep: Keep,
    days: i64,
    store: Store,
    queue: mpsc::Sender<LogMessage>,
    writer: Mutex<Option<JoinHandle<()>>>,
    dropped: Arc<AtomicU64>,
}

/// What goes through the queue.
enum LogMessage {
    LoggedQuestion(Box<Note>),
    Said(Box<MemberVote>),
    /// Nothing follows.
    End,
}

/// A question on its way to be written.
struct Note {
    snapshot: Arc<Snapshot>,
    origin: Origin,
    question: String,
    outcome: Outcome,
    entry: Option<(String, String)>,
    percent: u8,
}

/// What a member says of the answer to a question.
pub struct MemberVote {
    /// What answered it.
    pub snapshot: Arc<Snapshot>,
    /// Who it is; not written down.
    pub member: u64,
    /// Their question.
    pub question: String,
    /// The ids of the source and the entry, where one is meant.
    pub entry: Option<(String, String)>,
    /// What they say.
    pub verdict: VoteKind,
}

impl QuestionLog {
    /// Begins to note in a store, and to forget what is older than so many days; nothing is noted
    /// where nothing is to be kept.
    #[must_use]
    pub fn start(keep: Keep, days: u32, store: Store) -> Self {
        let dropped = Arc::new(AtomicU64::new(0));
        let (queue, notes) = mpsc::channel(QUEUE);
        let writer = Writer {
            keep,
            days: i64::from(days),
            store: store.clone(),
            strike: Redactor::default(),
            dropped: Arc::clone(&dropped),
            is_ill: false,
        };
        Self {
            keep,
            days: i64::from(days),
            store,
            queue,
            writer: Mutex::new(Some(tokio::spawn(writer.write(notes)))),
            dropped,
        }
    }

    /// Notes a question with its answer, later.
    pub fn note(&self, snapshot: &Arc<Snapshot>, origin: Origin, answer: &Answer) {
        if self.keep == Keep::Off {
            return;
        }
        let understood = answer.entry.as_ref().or(answer.suspended.as_ref());
        self.send(LogMessage::LoggedQuestion(Box::new(Note {
            snapshot: Arc::clone(snapshot),
            origin,
            question: answer.question.clone(),
            outcome: answer.outcome,
            entry: understood.map(|entry| (entry.source.clone(), entry.id.clone())),
            percent: percent(answer.confidence),
        })));
    }

    /// Notes what a member says, later.
    pub fn say(&self, saying: MemberVote) {
        if self.keep != Keep::Off {
            self.send(LogMessage::Said(Box::new(saying)));
        }
    }

    fn send(&self, message: LogMessage) {
        if self.queue.try_send(message).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// What a member has said that is still kept and can be told to be theirs.
    pub async fn said_by(&self, member: u64) -> Result<Vec<Vote>, StoreError> {
        let Some(key) = key(&self.store, self.days).await? else {
            return Ok(Vec::new());
        };
        let votes = self.store.votes(0).await?.into_iter();
        Ok(votes
            .filter(|vote| vote_token::is_of(&key, member, vote))
            .collect())
    }

    /// Forgets what a member has said.
    pub async fn forget(&self, member: u64) -> Result<usize, StoreError> {
        let said = self.said_by(member).await?;
        for token in said.iter().filter_map(|vote| vote.token) {
            self.store.forget_vote(&token).await?;
        }
        Ok(said.len())
    }

    /// How many questions were not noted, because the queue was full or the store could not.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }

    /// Writes what is still under way, and ends.
    pub async fn close(&self) {
        let writer = self
            .writer
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        _ = self.queue.send(LogMessage::End).await;
        if let Some(writer) = writer {
            _ = writer.await;
        }
    }
}

/// The key that stands for members; none where there is none and none can be made.
async fn key(store: &Store, days: i64) -> Result<Option<VoteKey>, StoreError> {
    let today = today();
    match vote_token::new_key(today) {
        Some(fresh) => store.vote_key(fresh, today - days).await.map(Some),
        None => Ok(None),
    }
}

/// Today, in days since 1970 (UTC).
#[must_use]
pub fn today() -> i64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    now.map_or(0, |now| (now.as_secs() / DAY).cast_signed())
}

/// A share between 0 and 1 in hundredths.
fn percent(share: f32) -> u8 {
    u8::try_from((share * 100.0).round() as i64).unwrap_or_default()
}

/// Writes what comes out of the queue.
struct Writer {
    keep: Keep,
    days: i64,
    store: Store,
    strike: Redactor,
    dropped: Arc<AtomicU64>,
    /// Whether the store failed the last time, and that was said.
    is_ill: bool,
}

impl Writer {
    async fn write(mut self, mut queue: mpsc::Receiver<LogMessage>) {
        let mut purge = tokio::time::interval(PURGE);
        let mut messages = Vec::new();
        loop {
            tokio::select! {
                _ = purge.tick() => self.forget().await,
                received = queue.recv_many(&mut messages, QUEUE) => {
                    let ends = received == 0 || messages.iter().any(|m| matches!(m, LogMessage::End));
                    self.keep(&mut messages).await;
                    if ends {
                        return;
                    }
                    // What comes meanwhile is written together.
                    tokio::time::sleep(GATHERED).await;
                }
            }
        }
    }

    async fn keep(&mut self, messages: &mut Vec<LogMessage>) {
        let day = today();
        let mut asked = Vec::new();
        let mut sayings = Vec::new();
        for message in messages.drain(..) {
            match message {
                LogMessage::LoggedQuestion(note) => asked.push(self.asked(day, *note)),
                LogMessage::Said(saying) => sayings.push(saying),
                LogMessage::End => {}
            }
        }
        if !asked.is_empty() {
            let noted = self.store.note(&asked).await;
            self.came_of(noted, asked.len());
        }
        for saying in sayings {
            let voted = self.vote(day, &saying).await;
            self.came_of(voted, 1);
        }
    }

    fn came_of(&mut self, noted: Result<(), StoreError>, messages: usize) {
        match noted {
            Ok(()) => self.is_ill = false,
            Err(fault) => {
                self.dropped.fetch_add(messages as u64, Ordering::Relaxed);
                self.complain(&fault);
            }
        }
    }

    async fn vote(&mut self, day: i64, saying: &MemberVote) -> Result<(), StoreError> {
        let Some(key) = key(&self.store, self.days).await? else {
            return Ok(());
        };
        let text = match self.keep {
            // It was counted when it was asked.
            Keep::Questions => self
                .strike
                .struck(saying.snapshot.matcher(), &saying.question),
            Keep::Counts | Keep::Off => String::new(),
        };
        let (source, entry) = saying.entry.clone().unwrap_or_default();
        let token = vote_token::token(&key, saying.member, &text, &source, &entry);
        let vote = Vote {
            token,
            day,
            text,
            source,
            entry,
            kind: saying.verdict,
        };
        self.store.vote(&vote).await
    }

    /// Says once that the store is ill, until it is well again.
    fn complain(&mut self, fault: &StoreError) {
        if !self.is_ill {
            tracing::error!(%fault, "what is asked is not noted until the store is mended");
        }
        self.is_ill = true;
    }

    fn asked(&mut self, day: i64, note: Note) -> LoggedQuestion {
        LoggedQuestion {
            day,
            server: note.origin.server,
            channel: note.origin.channel,
            version: note.snapshot.knowledge().version.clone(),
            text: match self.keep {
                Keep::Questions => self.strike.strike(note.snapshot.matcher(), &note.question),
                Keep::Counts | Keep::Off => String::new(),
            },
            outcome: note.outcome,
            entry: note.entry,
            percent: note.percent,
            times: 1,
        }
    }

    async fn forget(&mut self) {
        let before = today() - self.days;
        let forgotten = async {
            self.store.forget_asked(before).await?;
            self.store.forget_votes(before).await?;
            key(&self.store, self.days).await
        };
        if let Err(fault) = forgotten.await {
            self.complain(&fault);
        }
    }
}
