//! What is asked, noted beside the answering, so that curators see what their table lacks.
//!
//! An answer never waits for it: a question goes into a queue, and where that is full it is dropped
//! and counted. A task of its own strikes out what may tell of somebody ([`strike`]) and writes what is
//! left to the store, with nothing of who asked.

pub mod strike;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::answer::Answer;
use crate::config::Journal as Keep;
use crate::desk::Live;
use crate::store::{Asked, Channel, Fault, Store};
use strike::Strike;

/// So many questions wait to be written at most.
const QUEUE: usize = 1_024;
/// So many are written at once.
const AT_ONCE: usize = 256;
/// What was asked is gathered for so long before it is written.
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
pub struct Journal {
    keep: Keep,
    queue: mpsc::Sender<Message>,
    writer: Mutex<Option<JoinHandle<()>>>,
    dropped: Arc<AtomicU64>,
}

/// What goes through the queue.
enum Message {
    Asked(Box<Note>),
    /// Nothing follows.
    End,
}

/// A question on its way to be written.
struct Note {
    live: Arc<Live>,
    origin: Origin,
    answer: Answer,
}

impl Journal {
    /// Begins to note in a store, and to forget what is older than so many days; nothing is noted
    /// where nothing is to be kept.
    #[must_use]
    pub fn start(keep: Keep, days: u32, store: Store) -> Self {
        let dropped = Arc::new(AtomicU64::new(0));
        let (queue, notes) = mpsc::channel(QUEUE);
        let writer = Writer {
            keep,
            days: i64::from(days),
            store,
            strike: Strike::default(),
            dropped: Arc::clone(&dropped),
            is_ill: false,
        };
        Self {
            keep,
            queue,
            writer: Mutex::new(Some(tokio::spawn(writer.write(notes)))),
            dropped,
        }
    }

    /// Notes a question with its answer, later.
    pub fn note(&self, live: &Arc<Live>, origin: Origin, answer: &Answer) {
        if self.keep == Keep::Off {
            return;
        }
        match self.queue.try_reserve() {
            Ok(place) => place.send(Message::Asked(Box::new(Note {
                live: Arc::clone(live),
                origin,
                answer: answer.clone(),
            }))),
            Err(_) => _ = self.dropped.fetch_add(1, Ordering::Relaxed),
        }
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
        _ = self.queue.send(Message::End).await;
        if let Some(writer) = writer {
            _ = writer.await;
        }
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
    strike: Strike,
    dropped: Arc<AtomicU64>,
    /// Whether the store failed the last time, and that was said.
    is_ill: bool,
}

impl Writer {
    async fn write(mut self, mut queue: mpsc::Receiver<Message>) {
        let mut purge = tokio::time::interval(PURGE);
        let mut messages = Vec::with_capacity(AT_ONCE);
        loop {
            tokio::select! {
                _ = purge.tick() => self.forget().await,
                received = queue.recv_many(&mut messages, AT_ONCE) => {
                    let ends = received == 0 || messages.iter().any(|m| matches!(m, Message::End));
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

    async fn keep(&mut self, messages: &mut Vec<Message>) {
        let day = today();
        let asked = messages.drain(..).filter_map(|message| match message {
            Message::Asked(note) => Some(self.asked(day, &note)),
            Message::End => None,
        });
        let asked: Vec<Asked> = asked.collect();
        match self.store.note(&asked).await {
            Ok(()) => self.is_ill = false,
            Err(fault) => {
                self.dropped
                    .fetch_add(asked.len() as u64, Ordering::Relaxed);
                self.complain(&fault);
            }
        }
    }

    /// Says once that the store is ill, until it is well again.
    fn complain(&mut self, fault: &Fault) {
        if !self.is_ill {
            tracing::error!(%fault, "what is asked is not noted until the store is mended");
        }
        self.is_ill = true;
    }

    fn asked(&mut self, day: i64, note: &Note) -> Asked {
        let answer = &note.answer;
        let understood = answer.entry.as_ref().or(answer.withheld.as_ref());
        Asked {
            day,
            server: note.origin.server,
            channel: note.origin.channel,
            version: note.live.knowledge().version.clone(),
            text: match self.keep {
                Keep::Questions => self.strike.strike(note.live.matcher(), &answer.question),
                Keep::Counts | Keep::Off => String::new(),
            },
            outcome: answer.outcome,
            entry: understood.map(|entry| (entry.source.clone(), entry.id.clone())),
            percent: percent(answer.confidence),
            times: 1,
        }
    }

    async fn forget(&mut self) {
        if let Err(fault) = self.store.forget_asked(today() - self.days).await {
            self.complain(&fault);
        }
    }
}
