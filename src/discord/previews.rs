//! The previews that moderators have been shown and have not decided on.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use serenity::model::id::UserId;

use crate::discord::limits::INTERACTION_LIFETIME;
use crate::release::Revision;

/// How long a preview can be confirmed: as long as its message can be edited, less a minute to publish
/// it.
pub const OPEN_FOR: Duration = INTERACTION_LIFETIME.saturating_sub(Duration::from_mins(1));
/// How many previews are open at once: each holds a whole table.
const CAPACITY: u64 = 4;

/// The open previews, by the ids of their interactions.
pub struct Previews {
    open: Cache<u64, Arc<Preview>>,
}

struct Preview {
    moderator: UserId,
    /// Taken by the first decision.
    revision: Mutex<Option<Arc<Revision>>>,
}

impl Previews {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        let open = Cache::builder()
            .max_capacity(CAPACITY)
            .eviction_policy(EvictionPolicy::lru())
            .time_to_live(OPEN_FOR);
        Self { open: open.build() }
    }

    /// Opens a preview for a moderator to decide on.
    pub fn open(&self, id: u64, moderator: UserId, revision: Arc<Revision>) {
        let preview = Preview {
            moderator,
            revision: Mutex::new(Some(revision)),
        };
        self.open.insert(id, Arc::new(preview));
    }

    /// Closes a preview and returns its revision; `None` if it is another moderator's, or no longer
    /// open.
    #[must_use]
    pub fn take(&self, id: u64, moderator: UserId) -> Option<Arc<Revision>> {
        let preview = self.open.get(&id)?;
        if preview.moderator != moderator {
            return None;
        }
        self.open.invalidate(&id);
        let revision = preview.revision.lock();
        revision.unwrap_or_else(PoisonError::into_inner).take()
    }
}
