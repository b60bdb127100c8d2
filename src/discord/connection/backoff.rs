//! How long to wait before the next connection: not at all after a stable one, longer and longer
//! after each one that was not.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};

/// The first delay.
const MIN_DELAY: Duration = Duration::from_millis(250);
/// The longest delay.
const MAX_DELAY: Duration = Duration::from_secs(30);

/// How long Discord wants a bot to wait before it identifies again after an invalid session: 1 to 5
/// seconds, of which the last is left for connecting.
const MIN_INVALID_DELAY: Duration = Duration::from_secs(1);
/// See [`MIN_INVALID_DELAY`].
const MAX_INVALID_DELAY: Duration = Duration::from_secs(4);
/// Invalid sessions in a row that are no failures. Discord answers an IDENTIFY that came too early by
/// one; a gateway that goes on is broken, and each IDENTIFY counts against the day's limit.
const FREE_INVALID_SESSIONS: usize = 3;

/// Exponential backoff between connections, with jitter so that many bots do not return at the same
/// moment.
#[derive(Debug, Default)]
pub struct Backoff {
    /// The delays after failures; `None` after a stable connection.
    delays: Option<ExponentialBackoff>,
    /// Whether the current connection is stable.
    is_stable: bool,
    /// Connections in a row that were not stable.
    failures: usize,
    /// Invalid sessions in a row.
    invalid: usize,
}

impl Backoff {
    /// Returns how long to wait before connecting.
    pub fn next_delay(&mut self) -> Duration {
        let delay = self.delays.as_mut().and_then(Iterator::next);
        delay.map_or(Duration::ZERO, |delay| delay.min(MAX_DELAY))
    }

    /// Records that Discord has invalidated the session, and returns how long to wait before
    /// identifying again. The first ones are no failures, and do not wait out earlier ones.
    pub fn session_invalidated(&mut self) -> Duration {
        self.invalid += 1;
        let spread = MAX_INVALID_DELAY.saturating_sub(MIN_INVALID_DELAY);
        let chance = RandomState::new().hash_one(self.invalid) % 1_000;
        let delay = MIN_INVALID_DELAY + spread.mul_f64(chance as f64 / 1_000.0);
        if self.invalid <= FREE_INVALID_SESSIONS {
            return delay;
        }
        self.connection_ended();
        delay.max(self.next_delay())
    }

    /// Records that a session has started or goes on.
    pub fn session_is_valid(&mut self) {
        self.invalid = 0;
    }

    /// Records that the current connection is stable, and starts over.
    pub fn connection_is_stable(&mut self) {
        *self = Self {
            is_stable: true,
            ..Self::default()
        };
    }

    /// How many connections in a row were not stable.
    #[must_use]
    pub fn failures(&self) -> usize {
        self.failures
    }

    /// Records that the connection has ended, or could not be made.
    pub fn connection_ended(&mut self) {
        if std::mem::take(&mut self.is_stable) {
            return;
        }
        self.failures += 1;
        if self.delays.is_none() {
            let delays = ExponentialBuilder::default()
                .with_min_delay(MIN_DELAY)
                .with_max_delay(MAX_DELAY)
                .with_jitter()
                .without_max_times();
            self.delays = Some(delays.build());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_until_a_connection_is_stable() {
        let mut backoff = Backoff::default();
        assert_eq!(backoff.next_delay(), Duration::ZERO);
        let mut last = Duration::ZERO;
        for _ in 0..20 {
            backoff.connection_ended();
            let delay = backoff.next_delay();
            assert!(delay >= MIN_DELAY && delay <= MAX_DELAY, "{delay:?}");
            last = delay;
        }
        assert_eq!(last, MAX_DELAY);
        assert_eq!(backoff.failures(), 20);
        backoff.connection_is_stable();
        assert_eq!(backoff.failures(), 0);
        backoff.connection_ended();
        assert_eq!(backoff.next_delay(), Duration::ZERO);
        backoff.connection_ended();
        assert!(backoff.next_delay() >= MIN_DELAY);
    }

    #[test]
    fn an_invalid_session_is_identified_again_within_five_seconds_and_is_no_failure() {
        let mut backoff = Backoff::default();
        let is_short = |delay| delay >= MIN_INVALID_DELAY && delay <= MAX_INVALID_DELAY;
        // However long the outage before it was.
        for _ in 0..20 {
            backoff.connection_ended();
        }
        for _ in 0..FREE_INVALID_SESSIONS {
            assert!(is_short(backoff.session_invalidated()));
            assert_eq!(backoff.failures(), 20);
        }
        backoff.session_invalidated();
        assert_eq!(backoff.failures(), 21, "a gateway that goes on is broken");
        for _ in 0..20 {
            backoff.session_invalidated();
        }
        assert_eq!(backoff.session_invalidated(), MAX_DELAY);
        backoff.session_is_valid();
        assert!(is_short(backoff.session_invalidated()));
    }
}
