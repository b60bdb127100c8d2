//! The task that redacts what is in the queue and writes it to the store, and forgets what is too
//! old.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::sync::mpsc;

use crate::config::JournalMode;
use crate::question_log::redact::{Redactor, redact_for_good};
use crate::question_log::{
    AnsweredQuestion, LogMessage, Losses, MemberVote, QUEUE, Visibility, today, vote_key,
    vote_token, votes_by,
};
use crate::record::{Day, Days, LoggedQuestion, Vote};
use crate::store::{Store, StoreError};

/// How long messages are gathered before they are written together.
const BATCH: Duration = Duration::from_secs(1);
/// How often old rows are looked for.
const PURGE: Duration = Duration::from_hours(1);

pub(super) struct Writer {
    mode: JournalMode,
    retention: Days,
    store: Store,
    redactor: Redactor,
    losses: Arc<Losses>,
}

impl Writer {
    pub(super) fn new(
        mode: JournalMode,
        retention: Days,
        store: Store,
        losses: Arc<Losses>,
    ) -> Self {
        Self {
            mode,
            retention,
            store,
            redactor: Redactor::default(),
            losses,
        }
    }

    pub(super) async fn run(mut self, mut queue: mpsc::Receiver<LogMessage>) {
        let mut purge = tokio::time::interval(PURGE);
        let mut messages = Vec::new();
        loop {
            tokio::select! {
                _ = purge.tick() => self.purge().await,
                received = queue.recv_many(&mut messages, QUEUE) => {
                    let closes = received == 0 || messages.iter().any(|m| matches!(m, LogMessage::Close));
                    self.write(&mut messages).await;
                    if closes {
                        return;
                    }
                    tokio::time::sleep(BATCH).await;
                }
            }
        }
    }

    async fn write(&mut self, messages: &mut Vec<LogMessage>) {
        let day = today();
        let mut questions = Vec::new();
        let mut votes: Vec<Box<MemberVote>> = Vec::new();
        let mut flushed = Vec::new();
        for message in messages.drain(..) {
            match message {
                LogMessage::Question(question) => questions.push(self.redacted(day, *question)),
                LogMessage::Vote(vote) => votes.push(vote),
                LogMessage::Forget { member, forgotten } => {
                    let waiting = votes.extract_if(.., |vote| vote.member == member).count();
                    let stored = self.forget(member).await;
                    // Whoever asked may have stopped waiting.
                    _ = forgotten.send(stored.map(|stored| waiting + stored));
                }
                LogMessage::Flush(sender) => flushed.push(sender),
                LogMessage::Close => {}
            }
        }
        if !questions.is_empty() {
            let written = self.store.log(&questions).await;
            self.count_lost(written, questions.len());
        }
        for vote in votes {
            let written = self.write_vote(day, &vote).await;
            self.count_lost(written, 1);
        }
        for sender in flushed {
            _ = sender.send(());
        }
    }

    fn count_lost(&self, written: Result<(), StoreError>, messages: usize) {
        match written {
            Ok(()) => self.log_recovery(),
            Err(fault) => {
                self.losses.add(messages);
                self.log_failure(fault);
            }
        }
    }

    /// Logs the first of several failures in a row.
    fn log_failure(&self, fault: StoreError) {
        let mut failing = self.losses.fault();
        if failing.is_none() {
            tracing::error!(%fault, "cannot write to the question log: questions and votes are lost until the store works again");
        }
        *failing = Some(fault);
    }

    /// Logs that failures are over, and what was lost.
    fn log_recovery(&self) {
        if self.losses.fault().take().is_some() {
            let lost = self.losses.messages.load(Ordering::Relaxed);
            tracing::info!(lost, "the question log is written again");
        }
    }

    /// Forgets the votes of a member that are in the store. Returns how many there were.
    async fn forget(&self, member: u64) -> Result<usize, StoreError> {
        let votes = votes_by(&self.store, self.retention, member).await?;
        for token in votes.iter().filter_map(|vote| vote.token) {
            self.store.forget_vote(&token).await?;
        }
        Ok(votes.len())
    }

    /// Redacts a question, and remembers it for previews if it was public.
    fn redacted(&mut self, day: Day, question: AnsweredQuestion) -> LoggedQuestion {
        let text = match self.mode {
            JournalMode::Questions => {
                let matcher = question.snapshot.matcher();
                let asked = &question.question;
                self.redactor.count(matcher, question.origin.member, asked);
                self.redactor.redact(matcher, asked)
            }
            JournalMode::Counts | JournalMode::Off => String::new(),
        };
        if let (Some(server), Visibility::Public) =
            (question.origin.server, question.origin.visibility)
            && !text.is_empty()
        {
            question.service.remember(server, &text);
        }
        LoggedQuestion {
            day,
            server: question.origin.server,
            channel: question.origin.channel,
            version: question.snapshot.knowledge().version.clone(),
            text,
            outcome: question.outcome,
            entry: question.entry,
            percent: question.percent,
            times: 1,
        }
    }

    async fn write_vote(&self, day: Day, vote: &MemberVote) -> Result<(), StoreError> {
        let Some(key) = vote_key(&self.store, self.retention).await? else {
            return Ok(());
        };
        let text = match self.mode {
            // Its words were counted when it was asked.
            JournalMode::Questions => {
                let matcher = vote.snapshot.matcher();
                self.redactor.redact(matcher, &vote.question)
            }
            JournalMode::Counts | JournalMode::Off => String::new(),
        };
        let (source, entry) = vote.entry.clone().unwrap_or_default();
        // The text may be redacted otherwise when the member votes again; the token must not.
        let asked = redact_for_good(&vote.question);
        let token = vote_token::token(&key, vote.member, &asked, &source, &entry);
        let vote = Vote {
            token,
            day,
            text,
            source,
            entry,
            kind: vote.verdict,
            server: vote.server,
        };
        self.store.vote(&vote).await
    }

    /// Forgets what is older than the retention, and replaces a vote key that is.
    async fn purge(&mut self) {
        let before = today() - self.retention;
        let purged = async {
            self.store.forget_logged(before).await?;
            self.store.forget_votes(before).await?;
            vote_key(&self.store, self.retention).await
        };
        if let Err(fault) = purged.await {
            self.log_failure(fault);
        }
    }
}
