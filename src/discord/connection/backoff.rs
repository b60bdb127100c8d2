//! How long to wait before the next connection: not at all after a stable one, longer and longer
//! after each one that was not.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};

/// The first delay.
const MIN_DELAY: Duration = Duration::from_millis(250);
/// The longest delay.
const MAX_DELAY: Duration = Duration::from_secs(30);

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
}

impl Backoff {
    /// Returns how long to wait before connecting.
    pub fn next_delay(&mut self) -> Duration {
        let delay = self.delays.as_mut().and_then(Iterator::next);
        delay.map_or(Duration::ZERO, |delay| delay.min(MAX_DELAY))
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
}
