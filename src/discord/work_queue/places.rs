//! The places for work that waits or is under way, shared fairly among servers.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How much work waits or is under way at once: what is done within a minute, which a moderator would
/// wait for.
pub const PLACES: usize = 8;
/// How much of that is for one server, so that its moderators leave room for those of others.
const PLACES_OF_SERVER: usize = PLACES / 2;

/// The places, by the server that holds them: one that the operator has named, for no others have moderators.
#[derive(Debug, Clone, Default)]
pub struct Places(Arc<Mutex<HashMap<u64, usize>>>);

/// A place in the queue, until it is dropped.
#[derive(Debug)]
pub struct QueuePlace {
    places: Places,
    server: u64,
}

impl Places {
    /// Takes a place for a server; none if all are taken, or as many as one server may have.
    #[must_use]
    pub fn take(&self, server: u64) -> Option<QueuePlace> {
        let mut held = self.lock();
        let all: usize = held.values().sum();
        let own = held.entry(server).or_default();
        if all >= PLACES || *own >= PLACES_OF_SERVER {
            return None;
        }
        *own += 1;
        let places = self.clone();
        Some(QueuePlace { places, server })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many are taken.
    #[cfg(test)]
    pub fn taken(&self) -> usize {
        self.lock().values().sum()
    }
}

impl Drop for QueuePlace {
    fn drop(&mut self) {
        if let Some(count) = self.places.lock().get_mut(&self.server) {
            *count -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_leaves_places_for_others() {
        let places = Places::default();
        let taken: Vec<_> = (0..PLACES).map(|_| places.take(1)).collect();
        assert_eq!(taken.iter().flatten().count(), PLACES_OF_SERVER);
        assert!(places.take(2).is_some());
        drop(taken);
        assert!(places.take(1).is_some());
        assert_eq!(places.taken(), 0);
    }
}
