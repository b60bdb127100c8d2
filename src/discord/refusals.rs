//! Counts the attempts at moderating that were refused, so that they are reported in sum: the first in
//! a server at once, and what follows once in a while, in one message and one row of the audit trail.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::record::Action;

/// How often what was refused is summed up.
pub const SUM_EVERY: Duration = Duration::from_mins(10);
/// How many members are told apart in a sum.
const MEMBERS: usize = 1_000;

/// A refused attempt.
#[derive(Debug, Clone, Copy)]
pub struct RefusedAttempt {
    /// Its server, if it is one that the operator has named: all others count as one, since anyone
    /// can add the bot to any number of them.
    pub server: Option<u64>,
    /// Who tried.
    pub member: u64,
    /// What was tried.
    pub action: Action,
}

/// What was refused in a server since it was last reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusalSum {
    /// The server, if the operator has named it.
    pub server: Option<u64>,
    /// Who tried first, and what.
    pub first: (u64, Action),
    /// How many attempts there were.
    pub attempts: usize,
    /// How many members tried, as far as they are told apart.
    pub members: usize,
}

/// The servers where something was refused lately, with what was not reported yet.
#[derive(Debug, Default)]
pub struct Refusals(Mutex<HashMap<Option<u64>, Option<Unreported>>>);

#[derive(Debug)]
struct Unreported {
    first: (u64, Action),
    attempts: usize,
    members: BTreeSet<u64>,
}

impl Refusals {
    /// Counts an attempt. Returns whether it is to be reported at once, being the first in its server
    /// for a while.
    #[must_use]
    pub fn count(&self, attempt: RefusedAttempt) -> bool {
        let RefusedAttempt {
            server,
            member,
            action,
        } = attempt;
        let mut servers = self.lock();
        let Some(unreported) = servers.get_mut(&server) else {
            servers.insert(server, None);
            return true;
        };
        let unreported = unreported.get_or_insert_with(|| Unreported {
            first: (member, action),
            attempts: 0,
            members: BTreeSet::new(),
        });
        unreported.attempts += 1;
        if unreported.members.len() < MEMBERS {
            unreported.members.insert(member);
        }
        false
    }

    /// Takes what is to be reported now. Where there is nothing, the next attempt is the first again.
    pub fn take(&self) -> Vec<RefusalSum> {
        let mut servers = self.lock();
        servers.retain(|_, unreported| unreported.is_some());
        let sums = servers.iter_mut().filter_map(|(server, unreported)| {
            let unreported = unreported.take()?;
            Some(RefusalSum {
                server: *server,
                first: unreported.first,
                attempts: unreported.attempts,
                members: unreported.members.len(),
            })
        });
        let mut sums: Vec<RefusalSum> = sums.collect();
        sums.sort_by_key(|sum| sum.server);
        sums
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Option<u64>, Option<Unreported>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(server: Option<u64>, member: u64) -> RefusedAttempt {
        RefusedAttempt {
            server,
            member,
            action: Action::Check,
        }
    }

    #[test]
    fn the_first_is_reported_at_once_and_the_rest_in_sum() {
        let refusals = Refusals::default();
        let count = |server, member| refusals.count(attempt(server, member));
        assert!(count(Some(1), 7));
        assert!(count(Some(2), 7));
        for member in 0..300 {
            assert!(!count(Some(1), member % 3));
        }
        let sum = RefusalSum {
            server: Some(1),
            first: (0, Action::Check),
            attempts: 300,
            members: 3,
        };
        assert_eq!(refusals.take(), [sum]);
        // It goes on in one server, and was quiet in the other.
        assert!(!count(Some(1), 7));
        assert!(count(Some(2), 7));
        assert_eq!(refusals.take().len(), 1);
        assert_eq!(refusals.take(), []);
        assert!(count(Some(1), 7));
    }

    #[test]
    fn servers_that_nobody_has_named_count_as_one() {
        let refusals = Refusals::default();
        assert!(refusals.count(attempt(None, 1)));
        for member in 0..5_000 {
            assert!(!refusals.count(attempt(None, member)));
        }
        let sums = refusals.take();
        assert_eq!((sums[0].attempts, sums[0].members), (5_000, MEMBERS));
    }
}
