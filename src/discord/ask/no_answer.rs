//! Why a request gets no answer, and what members are told of that.

use crate::discord::rate_limit::RateExceeded;
use crate::wording::{Saying, Words};

/// Why a request gets no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoAnswer {
    /// It would exceed a rate.
    RateLimited(RateExceeded),
    /// The entry is no longer in the table.
    EntryGone,
    /// Nobody knows yet which entries are suspended.
    NotReady,
    /// The server's own knowledge is missing or has errors.
    NoKnowledge,
    /// The table has nothing of the sources that are chosen for the channel.
    NoSources,
}

impl NoAnswer {
    /// Returns what to tell the member.
    #[must_use]
    pub fn text(self, words: &Words) -> String {
        words.say(match self {
            Self::RateLimited(_) => Saying::TooMany,
            Self::EntryGone => Saying::Gone,
            Self::NotReady => Saying::NotReady,
            Self::NoKnowledge => Saying::NoKnowledge,
            Self::NoSources => Saying::NoSources,
        })
    }
}
