//! What the store remembers, as plain types: releases, attempts, suspensions, logged questions and
//! votes. Ids are Discord's. It knows no database and reads no clock.

mod time;

use std::fmt;
use std::str::FromStr;

use crate::knowledge::{Fingerprint, Outcome};

pub use crate::record::time::{Day, Days, UnixSeconds};

/// A word in a store that this program does not know; a newer one may have written it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord(String);

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is unknown to this program", self.0.escape_debug())
    }
}

impl std::error::Error for UnknownWord {}

/// An enum and the word that a store has for each of its variants.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$what:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$what])* $variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word for it in a store, which never changes.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;

            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                let known = Self::ALL.iter().find(|known| known.as_str() == word);
                known.copied().ok_or_else(|| UnknownWord(word.to_owned()))
            }
        }
    };
}

words! {
    /// How a version went live.
    ReleaseMethod {
        /// It was on disk when the bot started.
        Start = "start",
        /// A moderator had the disk read anew.
        Reload = "reload",
        /// A moderator uploaded it.
        Upload = "upload",
        /// A moderator went back to it.
        Rollback = "rollback",
        /// The operator's signal had the disk read anew.
        Signal = "signal",
        /// The files on disk had changed.
        Watcher = "watcher",
        /// A moderator added something to a table.
        Amend = "amend",
    }
}

words! {
    /// What somebody may try.
    Action {
        /// To have the disk read anew.
        Reload = "reload",
        /// To replace a file.
        Upload = "upload",
        /// To go back to an earlier version.
        Rollback = "rollback",
        /// To have the disk read anew, by a signal.
        Signal = "signal",
        /// The same, by changing the files.
        Watcher = "watcher",
        /// To make live what a preview has shown, or not.
        Decide = "decide",
        /// To take an answer back, and have its entry said no more.
        Retract = "retract",
        /// To have it said again.
        Restore = "restore",
        /// To see how the knowledge stands.
        Status = "status",
        /// To see what is wrong with the files on disk.
        Check = "check",
        /// To see what went live.
        History = "history",
        /// To have the files that are live.
        Download = "download",
        /// To see what is suspended.
        Suspended = "suspended",
        /// To see what is asked and not answered.
        Unanswered = "unanswered",
        /// To see what members confirmed.
        Suggestions = "suggestions",
        /// To see how the table was used.
        Stats = "stats",
        /// To add something to a table.
        Amend = "amend",
        /// To see some questions no more among the unanswered.
        Ignore = "ignore",
    }
}

impl From<ReleaseMethod> for Action {
    /// What somebody tries who has a version go live in this way.
    fn from(how: ReleaseMethod) -> Self {
        match how {
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
    /// What came of an attempt.
    AttemptOutcome {
        /// It was done.
        Done = "done",
        /// It was shown what would be done.
        Previewed = "previewed",
        /// Whoever tried may not.
        Refused = "refused",
        /// Something was in the way: faults in the files, a full disk.
        Failed = "failed",
        /// Whoever tried thought better of it.
        Cancelled = "cancelled",
    }
}

words! {
    /// What kind of channel a question came from.
    Channel {
        /// A server's, where the bot was spoken to.
        Server = "server",
        /// One where the bot listens to everything.
        Ask = "ask",
        /// A talk with the bot alone.
        Direct = "direct",
    }
}

words! {
    /// What a member says of an answer.
    VoteKind {
        /// It helped.
        Helpful = "helpful",
        /// It was not what they asked.
        Rejected = "rejected",
        /// Asked back, they picked this.
        Picked = "picked",
        /// Asked back, it was none of these.
        NoneOfThese = "none",
    }
}

/// Whose doing something was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A member of a server.
    Member(u64),
    /// Whoever runs the machine.
    Operator,
}

/// A version going live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// Which content.
    pub fingerprint: Fingerprint,
    /// Its version; what is read back is the one that it was kept with.
    pub version: String,
    /// Whose doing it is.
    pub by: Actor,
    /// How it goes live.
    pub how: ReleaseMethod,
    /// When.
    pub at: UnixSeconds,
    /// What it changes; may be empty.
    pub summary: String,
}

/// A release in the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    /// Its place in the history, from 1.
    pub number: i64,
    /// What went live.
    pub release: Release,
}

/// A release under way. It holds all of the release, so that one that a crash cut short is finished
/// in the name of whoever began it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseIntent {
    /// What was live, if anything was.
    pub from: Option<Fingerprint>,
    /// What is to be live.
    pub to: Release,
}

/// Something that somebody tried, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// When.
    pub at: UnixSeconds,
    /// In which server, if in one.
    pub server: Option<u64>,
    /// Who.
    pub by: Actor,
    /// What they tried.
    pub action: Action,
    /// On what: a version, a file, an entry; may be empty.
    pub target: String,
    /// What came of it.
    pub outcome: AttemptOutcome,
    /// Why, or what changed; may be empty.
    pub detail: String,
}

/// An entry that is not said until it is restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspension {
    /// The id of its source.
    pub source: String,
    /// Its own id.
    pub entry: String,
    /// Who suspended it.
    pub by: Actor,
    /// When.
    pub at: UnixSeconds,
}

/// A question, and how often it was asked on a day. Nothing tells who asked it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedQuestion {
    /// When.
    pub day: Day,
    /// In which server, if in one.
    pub server: Option<u64>,
    /// In what kind of channel.
    pub channel: Channel,
    /// Which version of the knowledge answered.
    pub version: String,
    /// Its words, normalised and struck; empty where words are not kept.
    pub text: String,
    /// What became of it.
    pub outcome: Outcome,
    /// What was understood: the ids of the source and the entry.
    pub entry: Option<(String, String)>,
    /// How sure that was, from 0 to 100.
    pub percent: u8,
    /// How often.
    pub times: u32,
}

/// What a member says of an answer to their question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    /// Stands for the member, for these words and this entry; none once it can no longer be told.
    pub token: Option<[u8; 32]>,
    /// When.
    pub day: Day,
    /// The words of the question, as they are noted; may be empty.
    pub text: String,
    /// The id of the source.
    pub source: String,
    /// The id of the entry; empty where none was meant.
    pub entry: String,
    /// What they say.
    pub verdict: VoteKind,
}

/// What tokens are made with.
#[derive(Clone, PartialEq, Eq)]
pub struct VoteKey {
    /// It.
    pub bytes: [u8; 32],
    /// Since when.
    pub day: Day,
}

/// Without the key itself.
impl fmt::Debug for VoteKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VoteKey")
            .field("day", &self.day)
            .finish_non_exhaustive()
    }
}
