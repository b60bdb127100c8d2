//! The answers under which somebody has lately asked a person, until their controls say so: of two members who ask at
//! once, one calls. In memory alone.

use std::time::Duration;

use moka::sync::Cache;
use serenity::model::id::MessageId;

/// How long an answer is remembered: longer than a form that was opened before can wait to be sent.
const REMEMBERED: Duration = Duration::from_mins(30);
/// How many are remembered: far more than the rates of servers allow in that time.
const ANSWERS: u64 = 5_000;

/// The answers under which somebody has asked a person.
pub struct CalledAnswers(Cache<MessageId, ()>);

impl CalledAnswers {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        let cache = Cache::builder().max_capacity(ANSWERS);
        Self(cache.time_to_live(REMEMBERED).build())
    }

    /// Whether nobody has asked a person under this answer. From now on somebody has.
    #[must_use]
    pub fn claim(&self, answer: MessageId) -> bool {
        self.0.entry(answer).or_insert(()).is_fresh()
    }

    /// Forgets that somebody has: nobody could be called.
    pub fn release(&self, answer: MessageId) {
        self.0.invalidate(&answer);
    }
}
