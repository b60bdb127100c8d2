//! Why a request gets no answer, and what members are told of that.

use crate::discord::rate_limit::RateExceeded;
use crate::wording;

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
    pub fn text(self) -> String {
        match self {
            Self::RateLimited(_) => wording::TOO_MANY.to_owned(),
            Self::EntryGone => wording::GONE.to_owned(),
            Self::NotReady => wording::NOT_READY.to_owned(),
            Self::NoKnowledge => wording::NO_KNOWLEDGE.to_owned(),
            Self::NoSources => wording::NO_SOURCES.to_owned(),
        }
    }
}
