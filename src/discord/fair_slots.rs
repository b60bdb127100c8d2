//! Bounded room that owners share: when it is full, the owner who holds most of it loses its oldest
//! entry. So one server's traffic takes nothing from another's. Pure; time is an argument.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::time::Duration;

use serenity::model::id::{ChannelId, GuildId};
use tokio::time::Instant;

/// Whose entry it is: a server, or the channel of direct messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Owner(u64);

impl Owner {
    /// The owner of what happens in a channel.
    #[must_use]
    pub fn of(guild: Option<GuildId>, channel: ChannelId) -> Self {
        Self(guild.map_or(channel.get(), GuildId::get))
    }
}

/// The room, and what is in it.
#[derive(Debug)]
pub struct FairSlots<K, V> {
    capacity: usize,
    entries: HashMap<K, Slot<V>>,
    /// The keys of each owner, oldest first.
    held: HashMap<Owner, VecDeque<K>>,
}

#[derive(Debug)]
struct Slot<V> {
    owner: Owner,
    since: Instant,
    value: V,
}

impl<K: Hash + Eq + Copy, V> FairSlots<K, V> {
    /// Room for so many entries.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        Self {
            capacity,
            entries: HashMap::new(),
            held: HashMap::new(),
        }
    }

    /// Returns an entry.
    #[must_use]
    pub fn get(&self, key: &K) -> Option<&V> {
        self.entries.get(key).map(|slot| &slot.value)
    }

    /// Puts an entry in. If there was no room for it, the value that had to leave is returned.
    pub fn insert(&mut self, owner: Owner, key: K, value: V, since: Instant) -> Option<V> {
        self.remove(&key);
        let left = if self.entries.len() >= self.capacity {
            self.make_room()
        } else {
            None
        };
        self.held.entry(owner).or_default().push_back(key);
        let slot = Slot {
            owner,
            since,
            value,
        };
        self.entries.insert(key, slot);
        left
    }

    /// Takes an entry out.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        let slot = self.entries.remove(key)?;
        if let Some(held) = self.held.get_mut(&slot.owner) {
            held.retain(|other| other != key);
            if held.is_empty() {
                self.held.remove(&slot.owner);
            }
        }
        Some(slot.value)
    }

    /// Takes out what has been in for longer than `age`.
    pub fn forget_older(&mut self, age: Duration, now: Instant) {
        let entries = &mut self.entries;
        self.held.retain(|_, held| {
            while let Some(oldest) = held.front() {
                let since = entries.get(oldest).map(|slot| slot.since);
                if since.is_some_and(|since| now.duration_since(since) <= age) {
                    break;
                }
                entries.remove(oldest);
                held.pop_front();
            }
            !held.is_empty()
        });
    }

    /// Takes out the oldest entry of the owner who holds most.
    fn make_room(&mut self) -> Option<V> {
        let greatest = self.held.values().max_by_key(|held| held.len())?;
        let oldest = *greatest.front()?;
        self.remove(&oldest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUAY: Owner = Owner(1);
    const LOFT: Owner = Owner(2);

    #[test]
    fn whoever_holds_most_loses_the_oldest() {
        let now = Instant::now();
        let mut slots = FairSlots::new(4);
        assert_eq!(slots.insert(QUAY, 1, "quay", now), None);
        for key in 10..13 {
            assert_eq!(slots.insert(LOFT, key, "loft", now), None);
        }
        for key in 13..1_000 {
            assert_eq!(slots.insert(LOFT, key, "loft", now), Some("loft"));
        }
        assert_eq!(slots.get(&1), Some(&"quay"), "the quay holds one");
        assert_eq!(slots.get(&999), Some(&"loft"));
        assert_eq!(slots.get(&996), None);
        assert_eq!(slots.remove(&1), Some("quay"));
        assert_eq!(slots.insert(QUAY, 2, "quay", now), None);
        assert_eq!((slots.entries.len(), slots.held.len()), (4, 2));
    }

    #[test]
    fn what_is_old_is_forgotten() {
        let start = Instant::now();
        let mut slots = FairSlots::new(9);
        let age = Duration::from_secs(10);
        slots.insert(QUAY, 1, (), start);
        slots.insert(QUAY, 2, (), start + age);
        slots.insert(LOFT, 3, (), start);
        slots.forget_older(age, start + age);
        assert_eq!(slots.entries.len(), 3);
        slots.forget_older(age, start + 2 * age);
        assert_eq!(slots.entries.len(), 1);
        assert_eq!(slots.held.len(), 1);
    }
}
