//! The previews that moderators have been shown and have not decided on. There is room for each server's
//! own, whatever the moderators of others do.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serenity::model::id::UserId;
use tokio::time::sleep;

use crate::discord::fair_slots::{FairSlots, Owner};
use crate::discord::limits::INTERACTION_LIFETIME;

/// How long a preview can be confirmed: as long as its message can be edited, less a minute to publish
/// it.
pub const OPEN_FOR: Duration = INTERACTION_LIFETIME.saturating_sub(Duration::from_mins(1));
/// How many previews are open at once, if there are not more servers: one for each of two moderators, since each holds a
/// whole table.
const CAPACITY: usize = 2;

/// The open previews of what could go live, by the ids of their interactions.
#[derive(Debug)]
pub struct Previews<R>(Arc<Mutex<FairSlots<u64, Preview<R>>>>);

#[derive(Debug)]
struct Preview<R> {
    moderator: UserId,
    revision: Arc<R>,
}

impl<R: Send + Sync + 'static> Previews<R> {
    /// None yet. With a place for each of so many servers, none takes another's: while one has no preview
    /// and all places are taken, another has two and gives one up.
    #[must_use]
    pub fn new(servers: usize) -> Self {
        let slots = FairSlots::new(servers.max(CAPACITY));
        Self(Arc::new(Mutex::new(slots)))
    }

    /// Has a place for each of so many servers from now on.
    pub fn fit(&self, servers: usize) {
        self.lock().fit(servers.max(CAPACITY));
    }

    /// Opens a preview for a moderator of a server to decide on, until its time is over. If there is no room,
    /// the oldest of the server that has most of them is closed.
    pub fn open(&self, id: u64, server: Owner, moderator: UserId, revision: Arc<R>) {
        let preview = Preview {
            moderator,
            revision,
        };
        self.lock().insert(server, id, preview);
        let slots = Arc::clone(&self.0);
        // What nobody decides on is not held for longer than it can be confirmed.
        tokio::spawn(async move {
            sleep(OPEN_FOR).await;
            lock(&slots).remove(&id);
        });
    }

    /// Closes a preview and returns its revision; `None` if it is another moderator's, or no longer
    /// open.
    #[must_use]
    pub fn take(&self, id: u64, moderator: UserId) -> Option<Arc<R>> {
        let mut open = self.lock();
        let is_own = |preview: &Preview<R>| preview.moderator == moderator;
        open.get(&id).is_some_and(is_own).then_some(())?;
        open.remove(&id).map(|preview| preview.revision)
    }

    /// The revision of the preview that a moderator opened last, if one is open.
    #[must_use]
    pub fn latest(&self, moderator: UserId) -> Option<Arc<R>> {
        let open = self.lock();
        let own = open.iter().filter(|(_, own)| own.moderator == moderator);
        // The ids of interactions grow with time.
        let (_, latest) = own.max_by_key(|(id, _)| **id)?;
        Some(Arc::clone(&latest.revision))
    }

    fn lock(&self) -> MutexGuard<'_, FairSlots<u64, Preview<R>>> {
        lock(&self.0)
    }
}

fn lock<T>(slots: &Mutex<T>) -> MutexGuard<'_, T> {
    slots.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use serenity::model::id::{ChannelId, GuildId};

    use super::*;

    const MODERATOR: UserId = UserId::new(1);

    fn server(id: u64) -> Owner {
        Owner::of(Some(GuildId::new(id)), ChannelId::new(9))
    }

    fn open(previews: &Previews<u64>, owner: u64, id: u64) {
        previews.open(id, server(owner), MODERATOR, Arc::new(id));
    }

    #[tokio::test]
    async fn another_server_takes_no_place_of_mine() {
        let previews = Previews::new(2);
        open(&previews, 1, 100);
        for id in 200..300 {
            open(&previews, 2, id);
        }
        assert_eq!(previews.take(100, MODERATOR).as_deref(), Some(&100));
        assert_eq!(previews.take(200, MODERATOR), None);
        assert_eq!(previews.take(299, MODERATOR).as_deref(), Some(&299));
    }

    #[tokio::test]
    async fn there_is_a_place_for_every_server() {
        let previews = Previews::new(50);
        for id in 1..=50 {
            open(&previews, 1, 1_000 + id);
        }
        for id in 1..=50 {
            open(&previews, id, id);
        }
        for id in 1..=50 {
            assert_eq!(previews.take(id, MODERATOR).as_deref(), Some(&id));
        }
    }

    #[tokio::test]
    async fn there_is_a_place_for_servers_that_come_later() {
        let previews = Previews::new(0);
        previews.fit(3);
        for id in 1..=3 {
            open(&previews, id, id);
        }
        for id in 1..=3 {
            assert_eq!(previews.take(id, MODERATOR).as_deref(), Some(&id));
        }
    }

    #[tokio::test]
    async fn the_latest_preview_is_the_moderators_own() {
        let previews = Previews::new(3);
        assert_eq!(previews.latest(MODERATOR), None);
        for id in [100, 101] {
            open(&previews, 1, id);
        }
        previews.open(102, server(1), UserId::new(2), Arc::new(102));
        assert_eq!(previews.latest(MODERATOR).as_deref(), Some(&101));
        let _ = previews.take(101, MODERATOR);
        assert_eq!(previews.latest(MODERATOR).as_deref(), Some(&100));
    }

    #[tokio::test]
    async fn a_preview_is_decided_on_once_and_by_who_was_shown_it() {
        let previews = Previews::new(1);
        open(&previews, 1, 100);
        assert_eq!(previews.take(100, UserId::new(2)), None);
        assert!(previews.take(100, MODERATOR).is_some());
        assert_eq!(previews.take(100, MODERATOR), None);
    }

    #[tokio::test(start_paused = true)]
    async fn what_nobody_decides_on_is_given_back() {
        let previews = Previews::new(1);
        let table = Arc::new(7);
        previews.open(100, server(1), MODERATOR, Arc::clone(&table));
        sleep(OPEN_FOR + Duration::from_secs(1)).await;
        assert_eq!(previews.take(100, MODERATOR), None);
        assert_eq!(Arc::strong_count(&table), 1);
    }
}
