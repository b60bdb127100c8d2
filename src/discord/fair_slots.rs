//! Bounded room that owners share: when it is full, the owner who holds most of it loses its oldest
//! entry. So one server's traffic takes nothing from another's. Pure.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

use serenity::model::id::{ChannelId, GuildId};

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

    /// Makes room for so many entries; what is in stays in until others take its place.
    pub fn fit(&mut self, capacity: usize) {
        self.capacity = capacity;
    }

    /// Puts an entry in. If there was no room for it, the value that had to leave is returned.
    pub fn insert(&mut self, owner: Owner, key: K, value: V) -> Option<V> {
        self.remove(&key);
        let left = if self.entries.len() >= self.capacity {
            self.make_room(owner)
        } else {
            None
        };
        self.held.entry(owner).or_default().push_back(key);
        self.entries.insert(key, Slot { owner, value });
        left
    }

    /// Looks at an entry.
    #[must_use]
    pub fn get(&self, key: &K) -> Option<&V> {
        self.entries.get(key).map(|slot| &slot.value)
    }

    /// All entries, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.entries.iter().map(|(key, slot)| (key, &slot.value))
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

    /// Takes out the oldest entry of the owner who would hold most with one more for this owner, of whom it is taken
    /// where others would hold as many.
    fn make_room(&mut self, taker: Owner) -> Option<V> {
        let would_hold = |(owner, held): &(&Owner, &VecDeque<K>)| {
            let is_taker = **owner == taker;
            (held.len() + usize::from(is_taker), is_taker)
        };
        let (_, greatest) = self.held.iter().max_by_key(would_hold)?;
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
    fn where_others_hold_as_many_whoever_takes_a_place_gives_one_up() {
        let mut slots = FairSlots::new(2);
        slots.insert(QUAY, 1, "quay");
        slots.insert(LOFT, 2, "loft");
        for key in 3..100 {
            assert_eq!(slots.insert(LOFT, key, "loft"), Some("loft"));
        }
        assert_eq!(slots.remove(&1), Some("quay"));
    }

    #[test]
    fn whoever_holds_most_loses_the_oldest() {
        let mut slots = FairSlots::new(4);
        assert_eq!(slots.insert(QUAY, 1, "quay"), None);
        for key in 10..13 {
            assert_eq!(slots.insert(LOFT, key, "loft"), None);
        }
        for key in 13..1_000 {
            assert_eq!(slots.insert(LOFT, key, "loft"), Some("loft"));
        }
        assert_eq!(slots.remove(&1), Some("quay"), "the quay holds one");
        assert_eq!(slots.remove(&996), None);
        assert_eq!(slots.insert(QUAY, 2, "quay"), None);
        assert_eq!((slots.entries.len(), slots.held.len()), (4, 2));
    }
}
