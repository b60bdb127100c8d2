//! Points in time and spans of days, as plain numbers with a name. It reads no clock.

// From `core`: a length of time, without a clock beside it.
use core::time::Duration;
use std::fmt;
use std::ops::{Add, Sub};

/// A day, counted from 1970-01-01 (UTC).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i64);

/// A number of days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days(pub u32);

/// A point in time: seconds since 1970-01-01 00:00 (UTC).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixSeconds(pub i64);

impl Add<Days> for Day {
    type Output = Self;

    fn add(self, days: Days) -> Self {
        Self(self.0 + i64::from(days.0))
    }
}

impl Sub<Days> for Day {
    type Output = Self;

    fn sub(self, days: Days) -> Self {
        Self(self.0 - i64::from(days.0))
    }
}

impl Add<Duration> for UnixSeconds {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        Self(self.0 + duration.as_secs().cast_signed())
    }
}

/// The number alone, as Discord's timestamps want it.
impl fmt::Display for UnixSeconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
