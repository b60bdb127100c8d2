//! What the bot remembers across restarts, as plain types: releases, attempts, suspensions,
//! questions, votes.
//!
//! Times are seconds since 1970 (UTC); ids of servers and members are Discord's. [`crate::store`]
//! decides how they are stored.

mod audit;
mod owner;
mod time;
mod word;

use std::fmt;

use crate::knowledge::{Fingerprint, Outcome};
use crate::record::word::words;

pub use crate::record::audit::{AuditFilter, AuditKind};
pub use crate::record::owner::KnowledgeOwner;
pub use crate::record::time::{Day, Days, UnixSeconds};
pub use crate::record::word::UnknownWord;

words! {
    /// How a version went live.
    ReleaseMethod {
        /// Was on disk when the bot started.
        Start = "start",
        /// A moderator reloaded the files on disk.
        Reload = "reload",
        /// A moderator uploaded a file.
        Upload = "upload",
        /// A moderator went back to an earlier version.
        Rollback = "rollback",
        /// The operator sent a signal to reload.
        Signal = "signal",
        /// The file watcher noticed a change on disk.
        Watcher = "watcher",
        /// A moderator added to a table on Discord.
        Amend = "amend",
    }
}

words! {
    /// What a moderator or the operator can do.
    Action {
        /// Reload the files on disk.
        Reload = "reload",
        /// Replace a file.
        Upload = "upload",
        /// Go back to an earlier version.
        Rollback = "rollback",
        /// Reload the files on disk by a signal.
        Signal = "signal",
        /// Reload the files on disk by changing them.
        Watcher = "watcher",
        /// Confirm or cancel a preview.
        Decide = "decide",
        /// Suspend an entry and replace its answer. The store has always called it `retract`.
        Suspend = "retract",
        /// Restore a suspended entry.
        Restore = "restore",
        /// See the state of the knowledge.
        Status = "status",
        /// Check the files on disk.
        Check = "check",
        /// See the history of releases.
        History = "history",
        /// See who did or tried what.
        Audit = "audit",
        /// Ask a version that is previewed.
        Try = "try",
        /// Download the live files.
        Download = "download",
        /// List the suspended entries.
        Suspended = "suspended",
        /// List unanswered questions.
        Unanswered = "unanswered",
        /// List the phrasings that members confirmed.
        Suggestions = "suggestions",
        /// See how the table is used.
        Stats = "stats",
        /// Add to a table.
        Amend = "amend",
        /// Edit an entry by hand.
        Edit = "edit",
        /// Take an entry out.
        Remove = "remove",
        /// Get a request for an assistant.
        Expand = "expand",
        /// Hide questions from the unanswered.
        Ignore = "ignore",
    }
}

impl From<ReleaseMethod> for Action {
    /// The action that releases a version by this method.
    fn from(method: ReleaseMethod) -> Self {
        match method {
            ReleaseMethod::Start | ReleaseMethod::Reload => Self::Reload,
            ReleaseMethod::Upload => Self::Upload,
            ReleaseMethod::Rollback => Self::Rollback,
            ReleaseMethod::Signal => Self::Signal,
            ReleaseMethod::Watcher => Self::Watcher,
            ReleaseMethod::Amend => Self::Amend,
        }
    }
}

words! {
    /// How an attempt ended.
    AttemptOutcome {
        /// It succeeded.
        Done = "done",
        /// Its effect was previewed.
        Previewed = "previewed",
        /// The actor lacks permission.
        Refused = "refused",
        /// It failed: faults in the files, a full disk.
        Failed = "failed",
        /// The actor cancelled it.
        Cancelled = "cancelled",
    }
}

words! {
    /// The kind of channel that a question was asked in.
    Channel {
        /// A server's channel, where the bot was addressed.
        Server = "server",
        /// An ask channel or a forum, where the bot reads along.
        Ask = "ask",
        /// A direct message.
        Direct = "direct",
    }
}

words! {
    /// A member's verdict on an answer.
    VoteKind {
        /// It helped.
        Helpful = "helpful",
        /// It was not what they asked.
        Rejected = "rejected",
        /// They chose this entry from “did you mean”.
        Picked = "picked",
        /// None of the entries in “did you mean” was meant.
        NoneOfThese = "none",
    }
}

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A member of a server.
    Member(u64),
    /// The operator of the machine.
    Operator,
}

/// A version that goes live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// The fingerprint of its files.
    pub fingerprint: Fingerprint,
    /// Its version, as it was called when it was stored.
    pub version: String,
    /// Who released it.
    pub by: Actor,
    /// How it goes live.
    pub method: ReleaseMethod,
    /// When.
    pub at: UnixSeconds,
    /// Summary of the changes; may be empty.
    pub summary: String,
}

/// A release in the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    /// Its number in the history, from 1.
    pub number: i64,
    /// The release.
    pub release: Release,
}

/// A release in progress. It holds the whole release, so that one interrupted by a crash is finished
/// in the name of whoever started it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseIntent {
    /// The fingerprint that was live before; none at the first start.
    pub from: Option<Fingerprint>,
    /// The release to finish.
    pub to: Release,
}

/// An entry of the audit log: who tried what, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// When.
    pub at: UnixSeconds,
    /// The server; none for direct messages and the operator.
    pub server: Option<u64>,
    /// Who tried it.
    pub by: Actor,
    /// The action.
    pub action: Action,
    /// A version, a file or an entry; may be empty.
    pub target: String,
    /// How it ended.
    pub outcome: AttemptOutcome,
    /// The reason, or what changed; may be empty.
    pub detail: String,
}

/// An entry that is not shown until it is restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspension {
    /// The id of the entry's source.
    pub source: String,
    /// The entry's id.
    pub entry: String,
    /// Who suspended it.
    pub by: Actor,
    /// When.
    pub at: UnixSeconds,
}

/// A question and how often it was asked on a day. It does not identify who asked it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedQuestion {
    /// The day, in days since 1970 (UTC).
    pub day: Day,
    /// The server; none in direct messages.
    pub server: Option<u64>,
    /// The kind of channel.
    pub channel: Channel,
    /// The version of the knowledge that answered.
    pub version: String,
    /// Its words, normalised and redacted; empty if words are not kept.
    pub text: String,
    /// The outcome.
    pub outcome: Outcome,
    /// What answered: the ids of the source and the entry.
    pub entry: Option<(String, String)>,
    /// The confidence in percent, 0 to 100.
    pub percent: u8,
    /// How often it was asked.
    pub times: u32,
}

/// A member's vote on the answer to their question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    /// Identifies this member's vote on this question and entry without naming the member; none
    /// once its key is gone.
    pub token: Option<[u8; 32]>,
    /// The day, in days since 1970 (UTC).
    pub day: Day,
    /// The question's words as recorded; may be empty.
    pub text: String,
    /// The id of the entry's source.
    pub source: String,
    /// The entry's id; empty if none was meant.
    pub entry: String,
    /// The verdict.
    pub kind: VoteKind,
    /// The server where it was cast; none in direct messages, and of votes from before this was kept.
    pub server: Option<u64>,
}

/// A question that moderators do not want to see among the unanswered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IgnoredQuestion {
    /// The server whose moderators ignore it; none if all do.
    pub server: Option<u64>,
    /// Its words, as they were logged.
    pub text: String,
}

/// The secret key that vote tokens are made with.
#[derive(Clone, PartialEq, Eq)]
pub struct VoteKey {
    /// The key.
    pub bytes: [u8; 32],
    /// The day it was made, in days since 1970 (UTC).
    pub day: Day,
}

/// Leaves out the key itself.
impl fmt::Debug for VoteKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VoteKey")
            .field("day", &self.day)
            .finish_non_exhaustive()
    }
}
