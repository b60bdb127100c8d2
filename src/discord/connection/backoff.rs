//! How long to wait before the next connection: not at all after one that held, longer and longer
//! after those that did not.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};

/// The first pause.
const SHORTEST: Duration = Duration::from_millis(250);
/// The longest pause.
const LONGEST: Duration = Duration::from_secs(30);

/// The pauses between connections, jittered so that many bots do not return at one moment.
#[derive(Debug, Default)]
pub struct Pauses {
    /// The pauses after failures; none while all is well.
    growing: Option<ExponentialBackoff>,
    /// Whether the present connection has held for a while.
    has_held: bool,
    /// How many connections in a row have not.
    failures: usize,
}

impl Pauses {
    /// How long to wait now.
    pub fn next(&mut self) -> Duration {
        let pause = self.growing.as_mut().and_then(Iterator::next);
        pause.map_or(Duration::ZERO, |pause| pause.min(LONGEST))
    }

    /// Notes that the connection has held for a while.
    pub fn held(&mut self) {
        *self = Self {
            has_held: true,
            ..Self::default()
        };
    }

    /// How many connections in a row have not held.
    #[must_use]
    pub fn failures(&self) -> usize {
        self.failures
    }

    /// Notes that the connection has ended, or could not be made.
    pub fn ended(&mut self) {
        if std::mem::take(&mut self.has_held) {
            return;
        }
        self.failures += 1;
        if self.growing.is_none() {
            let growing = ExponentialBuilder::default()
                .with_min_delay(SHORTEST)
                .with_max_delay(LONGEST)
                .with_jitter()
                .without_max_times();
            self.growing = Some(growing.build());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_until_a_connection_holds() {
        let mut pauses = Pauses::default();
        assert_eq!(pauses.next(), Duration::ZERO);
        let mut last = Duration::ZERO;
        for _ in 0..20 {
            pauses.ended();
            let pause = pauses.next();
            assert!(pause >= SHORTEST && pause <= LONGEST, "{pause:?}");
            last = pause;
        }
        assert_eq!(last, LONGEST);
        assert_eq!(pauses.failures(), 20);
        pauses.held();
        assert_eq!(pauses.failures(), 0);
        pauses.ended();
        assert_eq!(pauses.next(), Duration::ZERO);
        pauses.ended();
        assert!(pauses.next() >= SHORTEST);
    }
}
