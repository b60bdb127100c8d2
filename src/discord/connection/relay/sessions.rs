//! How each session was started, so that the relay can start the next one when Discord has invalidated
//! it. serenity would take five seconds and more for that, and offer no way to say when.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// The last session of each shard; as many as there are shards.
#[derive(Debug, Default)]
pub struct Sessions(Mutex<HashMap<u64, StartedSession>>);

#[derive(Debug)]
struct StartedSession {
    id: String,
    identify: Identify,
}

/// An IDENTIFY as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identify {
    /// The shard's number.
    pub shard: u64,
    /// The whole payload.
    pub payload: String,
}

impl Sessions {
    /// Records that a session has started by this IDENTIFY.
    pub fn started(&self, id: String, identify: Identify) {
        let session = StartedSession { id, identify };
        self.lock().insert(session.identify.shard, session);
    }

    /// Returns the IDENTIFY that started a session.
    #[must_use]
    pub fn identify_of(&self, id: &str) -> Option<Identify> {
        let sessions = self.lock();
        let session = sessions.values().find(|session| session.id == id)?;
        Some(session.identify.clone())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<u64, StartedSession>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_shard_has_its_last_session() {
        let sessions = Sessions::default();
        let identify = |shard| Identify {
            shard,
            payload: format!("shard {shard}"),
        };
        sessions.started("a".to_owned(), identify(0));
        sessions.started("b".to_owned(), identify(1));
        assert_eq!(sessions.identify_of("a"), Some(identify(0)));
        sessions.started("c".to_owned(), identify(0));
        assert_eq!(sessions.identify_of("a"), None);
        assert_eq!(sessions.identify_of("b"), Some(identify(1)));
        assert_eq!(sessions.identify_of("c"), Some(identify(0)));
    }
}
