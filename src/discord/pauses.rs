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
}

impl Pauses {
    /// How long to wait now.
    pub fn next(&mut self) -> Duration {
        let pause = self.growing.as_mut().and_then(Iterator::next);
        pause.map_or(Duration::ZERO, |pause| pause.min(LONGEST))
    }

    /// Notes how a connection ended: whether it had held for a while.
    pub fn ended(&mut self, has_held: bool) {
        if has_held {
            self.growing = None;
        } else if self.growing.is_none() {
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
            pauses.ended(false);
            let pause = pauses.next();
            assert!(pause >= SHORTEST && pause <= LONGEST, "{pause:?}");
            last = pause;
        }
        assert_eq!(last, LONGEST);
        pauses.ended(true);
        assert_eq!(pauses.next(), Duration::ZERO);
    }
}
