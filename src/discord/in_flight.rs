//! The events that are being handled. There is a bound on them: when Discord is slow and members are
//! many, the oldest event of the server that has most of them is given up.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::discord::fair_slots::{FairSlots, Owner};

/// How many messages are handled at once, and how many interactions besides, so that neither waits for
/// the other: eight seconds' worth of what Discord lets a bot send. Each holds some twenty kilobytes.
const CAPACITY: usize = 400;
/// How often the log says what was given up.
const REPORT_INTERVAL: Duration = Duration::from_mins(1);

/// Which room an event is handled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Messages, new, edited or deleted.
    Messages,
    /// Interactions, which have three seconds.
    Interactions,
}

/// The events that are being handled.
pub struct EventsInFlight {
    messages: Mutex<FairSlots<u64, CancellationToken>>,
    interactions: Mutex<FairSlots<u64, CancellationToken>>,
    count: Mutex<EventCount>,
}

/// How many events there were, and how many were given up.
#[derive(Debug, Default)]
struct EventCount {
    admitted: u64,
    given_up: u64,
    reported: Option<Instant>,
}

/// An event's place, for as long as it is held.
pub struct EventPlace<'a> {
    slots: &'a Mutex<FairSlots<u64, CancellationToken>>,
    number: u64,
    given_up: CancellationToken,
}

impl EventsInFlight {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            messages: Mutex::new(FairSlots::new(CAPACITY)),
            interactions: Mutex::new(FairSlots::new(CAPACITY)),
            count: Mutex::default(),
        }
    }

    /// Gives an event a place; another one may have to leave for it.
    pub fn admit(&self, lane: Lane, owner: Owner) -> EventPlace<'_> {
        let slots = match lane {
            Lane::Messages => &self.messages,
            Lane::Interactions => &self.interactions,
        };
        let number = {
            let mut count = lock(&self.count);
            count.admitted += 1;
            count.admitted
        };
        let given_up = CancellationToken::new();
        let left = lock(slots).insert(owner, number, given_up.clone());
        if let Some(left) = left {
            left.cancel();
            lock(&self.count).given_up += 1;
            self.report();
        }
        EventPlace {
            slots,
            number,
            given_up,
        }
    }

    /// Says in the log how many events were given up, unless it has just done so.
    pub fn report(&self) {
        let mut count = lock(&self.count);
        let now = Instant::now();
        let is_due = count.reported.is_none_or(|at| now >= at + REPORT_INTERVAL);
        if count.given_up > 0 && is_due {
            let events = std::mem::take(&mut count.given_up);
            count.reported = Some(now);
            tracing::warn!(events, "too many events at once: gave up the oldest");
        }
    }
}

impl EventPlace<'_> {
    /// Waits until the event has to leave.
    pub async fn lost(&self) {
        self.given_up.cancelled().await;
    }
}

impl Drop for EventPlace<'_> {
    fn drop(&mut self) {
        lock(self.slots).remove(&self.number);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use serenity::model::id::ChannelId;

    use super::*;

    #[test]
    fn a_crowd_in_one_place_gives_up_its_own() {
        let events = EventsInFlight::new();
        let owner = |id| Owner::of(None, ChannelId::new(id));
        let mine = events.admit(Lane::Messages, owner(7));
        let crowd: Vec<EventPlace> = (0..2 * CAPACITY)
            .map(|_| events.admit(Lane::Messages, owner(8)))
            .collect();
        let pressed = events.admit(Lane::Interactions, owner(8));
        let is_lost = |place: &EventPlace| place.given_up.is_cancelled();
        assert!(!is_lost(&mine) && !is_lost(&pressed));
        let left = crowd.iter().filter(|place| !is_lost(place)).count();
        assert_eq!(left, CAPACITY - 1);
        assert!(!crowd.last().is_some_and(is_lost), "the newest stays");
        drop((mine, crowd, pressed));
        assert!(lock(&events.messages).remove(&1).is_none());
    }
}
