//! Suspends and restores entries, and keeps an entry suspended when a new version gives it another id.
//!
//! What is suspended is recorded first and applied then, so that no restart undoes it.

use std::collections::BTreeSet;

use crate::knowledge::{Counterparts, Knowledge};
use crate::record::Suspension;
use crate::release::ReleasePipeline;
use crate::service::{EntryIds, SuspendedEntries};
use crate::store::StoreError;

/// A suspended entry that has another id in a new version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenamedEntry {
    /// The ids of its source and its own in the old version.
    pub was: EntryIds,
    /// The same in the new version.
    pub is: EntryIds,
}

impl ReleasePipeline {
    /// Suspends an entry, until it is restored.
    pub async fn suspend(&self, suspension: &Suspension) -> Result<(), StoreError> {
        let _exclusive = self.exclusive.lock().await;
        self.store.suspend(suspension).await?;
        let key = key_of(suspension);
        self.change_suspended(|suspended| _ = suspended.insert(key))
            .await;
        Ok(())
    }

    /// Restores an entry. Returns whether it was suspended.
    pub async fn restore(&self, source: &str, entry: &str) -> Result<bool, StoreError> {
        let _exclusive = self.exclusive.lock().await;
        let was_suspended = self.store.restore(source, entry).await?;
        let key = (source.to_owned(), entry.to_owned());
        self.change_suspended(|suspended| _ = suspended.remove(&key))
            .await;
        Ok(was_suspended)
    }

    /// Applies a change that is recorded. It does not depend on the store, unless nobody knows yet what
    /// else is suspended.
    async fn change_suspended(&self, change: impl FnOnce(&mut BTreeSet<EntryIds>)) {
        match &*self.service.snapshot().suspended() {
            SuspendedEntries::Known(suspended) => {
                let mut suspended = suspended.clone();
                change(&mut suspended);
                self.service.suspend(SuspendedEntries::Known(suspended));
            }
            // If this fails, too, it is tried again until it succeeds.
            SuspendedEntries::Unknown => _ = self.apply_suspended().await,
        }
    }

    /// Applies what the store has recorded as suspended.
    pub async fn apply_suspended(&self) -> Result<(), StoreError> {
        let suspended = self.store.suspended().await?;
        let suspended = suspended.iter().map(key_of).collect();
        self.service.suspend(SuspendedEntries::Known(suspended));
        Ok(())
    }

    /// Suspends those entries of a new version that are suspended in the old one under other ids.
    pub(super) async fn carry_suspended(
        &self,
        old: &Knowledge,
        new: &Knowledge,
    ) -> Result<Vec<RenamedEntry>, StoreError> {
        let recorded = self.store.suspended().await?;
        let renamed = renamed(old, new, &recorded.iter().map(key_of).collect());
        for RenamedEntry { was, is } in &renamed {
            let suspension = recorded.iter().find(|own| key_of(own) == *was);
            let (source, entry) = is.clone();
            let suspension = suspension.map(|own| Suspension {
                source,
                entry,
                ..own.clone()
            });
            if let Some(suspension) = suspension {
                self.store.suspend(&suspension).await?;
            }
        }
        self.apply_suspended().await?;
        Ok(renamed)
    }

    /// Drops the old ids of renamed entries, once the new version is live. An id that stays by a failure
    /// does no harm.
    pub(super) async fn drop_old_ids(&self, renamed: &[RenamedEntry]) {
        let is_in_use = |was: &EntryIds| renamed.iter().any(|other| other.is == *was);
        let old = renamed.iter().map(|own| &own.was);
        for (source, entry) in old.filter(|was| !is_in_use(was)) {
            if let Err(fault) = self.store.restore(source, entry).await {
                tracing::warn!(%fault, %entry, "cannot drop the old id of a suspended entry");
            }
        }
        if let Err(fault) = self.apply_suspended().await {
            tracing::warn!(%fault, "the old ids of suspended entries stay suspended for now");
        }
    }
}

/// The suspended entries of an old version that have another id in the new one.
pub(super) fn renamed(
    old: &Knowledge,
    new: &Knowledge,
    suspended: &BTreeSet<EntryIds>,
) -> Vec<RenamedEntry> {
    if suspended.is_empty() {
        return Vec::new();
    }
    let counterparts = Counterparts::between(old, new);
    let entries = old.entries.iter().map(|entry| (old.key_of(entry), entry));
    let entries = entries.filter(|(was, _)| suspended.contains(was));
    let renamed = entries.filter_map(|(was, entry)| {
        let is = new.key_of(counterparts.of(entry)?);
        (was != is).then_some(RenamedEntry { was, is })
    });
    renamed.collect()
}

fn key_of(suspension: &Suspension) -> EntryIds {
    (suspension.source.clone(), suspension.entry.clone())
}
