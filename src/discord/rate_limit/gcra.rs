//! A rate limit for each of many keys, by the generic cell rate algorithm: of a key it keeps the one
//! time at which its burst is whole again. Unlike a limiter that can only be asked to count, it can be
//! asked first, so that what two limits are to allow counts against both or neither.

use std::collections::HashMap;
use std::hash::Hash;
use std::num::NonZeroU32;
use std::time::Duration;

use tokio::time::Instant;

/// The most keys that are remembered, some hundred bytes each: more than these in a minute are no members, and are
/// allowed nothing.
const KEYS: usize = 100_000;

/// How many, and how fast again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// The time in which one more is allowed.
    every: Duration,
    /// How many are allowed at once, from 1.
    burst: u32,
}

impl Quota {
    /// So many a minute, at once or apart.
    pub const fn per_minute(number: NonZeroU32) -> Self {
        Self {
            every: Duration::from_nanos(60_000_000_000 / number.get() as u64),
            burst: number.get(),
        }
    }

    /// One at a time, after so many at once.
    pub const fn one_every(every: Duration, burst: u32) -> Self {
        Self { every, burst }
    }

    /// The same rate, with at most so many at once.
    pub const fn with_burst(self, burst: u32) -> Self {
        Self { burst, ..self }
    }

    /// How far ahead of time the last of a burst may be.
    fn slack(&self) -> Duration {
        self.every * self.burst.saturating_sub(1)
    }
}

/// Counts each key against the same quota.
#[derive(Debug)]
pub struct Meter<K> {
    quota: Quota,
    /// When the burst of a key is whole again; a key that is not here has all of it.
    whole_at: HashMap<K, Instant>,
}

impl<K: Eq + Hash> Meter<K> {
    pub fn new(quota: Quota) -> Self {
        Self {
            quota,
            whole_at: HashMap::new(),
        }
    }

    /// Whether one more is allowed. Counts nothing.
    pub fn allows(&self, key: &K, now: Instant) -> bool {
        let whole_at = self.whole_at.get(key).copied().unwrap_or(now);
        whole_at <= now + self.quota.slack()
    }

    /// Counts one more if it is allowed, and returns whether it is.
    pub fn take(&mut self, key: K, now: Instant) -> bool {
        if !self.allows(&key, now) {
            return false;
        }
        if self.whole_at.len() >= KEYS {
            self.forget_idle(now);
        }
        if self.whole_at.len() >= KEYS && !self.whole_at.contains_key(&key) {
            return false;
        }
        let whole_at = self.whole_at.entry(key).or_insert(now);
        *whole_at = (*whole_at).max(now) + self.quota.every;
        true
    }

    /// Forgets the keys whose burst is whole.
    pub fn forget_idle(&mut self, now: Instant) {
        self.whole_at.retain(|_, whole_at| *whole_at > now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_comes_back_at_its_rate() {
        let begin = Instant::now();
        let mut meter = Meter::new(Quota::per_minute(NonZeroU32::new(4).unwrap()));
        let mut take = |seconds: u64| meter.take('k', begin + Duration::from_secs(seconds));
        assert_eq!([0; 5].map(&mut take), [true, true, true, true, false]);
        assert_eq!([14, 15, 15, 30].map(&mut take), [false, true, false, true]);
        // After a long time it is the burst again, and no more.
        assert_eq!([600; 5].map(&mut take), [true, true, true, true, false]);
    }

    #[test]
    fn only_idle_keys_are_forgotten() {
        let begin = Instant::now();
        let mut meter = Meter::new(Quota::per_minute(NonZeroU32::new(60).unwrap()));
        meter.take(1, begin);
        meter.take(2, begin + Duration::from_secs(5));
        meter.forget_idle(begin + Duration::from_secs(5));
        assert_eq!(meter.whole_at.len(), 1);
        assert!(meter.whole_at.contains_key(&2));
    }
}
