//! The fake's clock: real time plus what a test has advanced it by. Snowflakes, timestamps and
//! interaction deadlines follow it.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Discord's epoch, the first millisecond of 2015.
const DISCORD_EPOCH: u64 = 1_420_070_400_000;
const DAY: u64 = 24 * 60 * 60;

/// Tells the time and hands out snowflakes.
#[derive(Debug)]
pub struct Clock {
    started: Instant,
    at_start: Duration,
    forwarded: Duration,
    count: u64,
}

impl Clock {
    pub fn new() -> Self {
        Self {
            started: Instant::now(),
            at_start: SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .unwrap_or_default(),
            forwarded: Duration::ZERO,
            count: 0,
        }
    }

    /// The time since the fake started.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed() + self.forwarded
    }

    pub fn forward(&mut self, by: Duration) {
        self.forwarded += by;
    }

    /// The time since the Unix epoch.
    pub fn unix(&self) -> Duration {
        self.at_start + self.elapsed()
    }

    fn unix_millis(&self) -> u64 {
        u64::try_from(self.unix().as_millis()).unwrap_or(u64::MAX)
    }

    /// A new snowflake, greater than all before.
    pub fn id(&mut self) -> u64 {
        self.count += 1;
        ((self.unix_millis() - DISCORD_EPOCH) << 22) | (self.count & 0x3f_ffff)
    }

    /// The time as an ISO 8601 timestamp.
    pub fn timestamp(&self) -> String {
        timestamp(self.unix_millis())
    }

    /// The timestamp after this much time.
    pub fn timestamp_in(&self, duration: Duration) -> String {
        let after = u64::try_from(duration.as_millis()).unwrap_or(0);
        timestamp(self.unix_millis() + after)
    }
}

/// ISO 8601 in UTC, with microseconds as Discord has them.
fn timestamp(unix_millis: u64) -> String {
    let (seconds, millis) = (unix_millis / 1000, unix_millis % 1000);
    let (mut days, rest) = (seconds / DAY, seconds % DAY);
    let mut year = 1970;
    loop {
        let length = if is_leap(year) { 366 } else { 365 };
        if days < length {
            break;
        }
        days -= length;
        year += 1;
    }
    let february = if is_leap(year) { 29 } else { 28 };
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    let day = days + 1;
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}000+00:00")
}

fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}
