//! Which rows of the audit trail a moderator wants to see.

use crate::record::{Action, AttemptOutcome};

/// What a row of the audit trail is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditKind {
    /// A version went live, whichever way.
    Releases,
    /// Somebody went back to an earlier version, or tried to.
    Rollbacks,
    /// A table was changed on Discord, or was to be: additions, fixes, edits, removals.
    Edits,
    /// An answer was suspended or restored.
    Suspensions,
    /// Somebody lacked permission.
    Refused,
    /// It failed.
    Failed,
    /// Somebody only looked at something.
    Lookups,
}

/// The rows of the audit trail that are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditFilter {
    /// The server whose moderators want them. Of other servers they see what changed the knowledge, which
    /// all share; what the operator did, they see, too.
    pub server: u64,
    /// What they are about; none for everything but lookups that succeeded.
    pub kind: Option<AuditKind>,
    /// Who did it; none for everybody.
    pub member: Option<u64>,
}

impl AuditKind {
    /// Every kind. New ones are added at the end: the buttons of messages carry the numbers.
    pub const ALL: [Self; 7] = [
        Self::Releases,
        Self::Rollbacks,
        Self::Edits,
        Self::Suspensions,
        Self::Refused,
        Self::Failed,
        Self::Lookups,
    ];
}

impl AuditFilter {
    /// Whether a row with this action and outcome is wanted.
    #[must_use]
    pub fn includes(&self, action: Action, outcome: AttemptOutcome) -> bool {
        let is_done = outcome == AttemptOutcome::Done;
        match self.kind {
            None => !(is_done && is_lookup(action)),
            Some(AuditKind::Releases) => is_done && releases(action),
            Some(AuditKind::Rollbacks) => action == Action::Rollback,
            Some(AuditKind::Edits) => {
                matches!(
                    action,
                    Action::Amend | Action::Edit | Action::Remove | Action::Ignore
                )
            }
            Some(AuditKind::Suspensions) => suspends(action),
            Some(AuditKind::Refused) => outcome == AttemptOutcome::Refused,
            Some(AuditKind::Failed) => outcome == AttemptOutcome::Failed,
            Some(AuditKind::Lookups) => is_lookup(action),
        }
    }

    /// Whether the moderators of every server see such a row: it changed what all share.
    #[must_use]
    pub fn is_shared(action: Action, outcome: AttemptOutcome) -> bool {
        outcome == AttemptOutcome::Done && (releases(action) || suspends(action))
    }
}

/// Whether an action that succeeds makes another version live.
fn releases(action: Action) -> bool {
    matches!(
        action,
        Action::Reload
            | Action::Upload
            | Action::Rollback
            | Action::Signal
            | Action::Watcher
            | Action::Amend
            | Action::Edit
            | Action::Remove
    )
}

fn suspends(action: Action) -> bool {
    matches!(action, Action::Suspend | Action::Restore)
}

/// Whether an action changes nothing that anybody else would notice.
fn is_lookup(action: Action) -> bool {
    !releases(action) && !suspends(action) && !matches!(action, Action::Decide | Action::Ignore)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: Option<AuditKind>, expected: &[(Action, AttemptOutcome)]) {
        const ROWS: &[(Action, AttemptOutcome)] = &[
            (Action::Upload, AttemptOutcome::Done),
            (Action::Rollback, AttemptOutcome::Cancelled),
            (Action::Amend, AttemptOutcome::Failed),
            (Action::Suspend, AttemptOutcome::Done),
            (Action::Status, AttemptOutcome::Refused),
            (Action::Audit, AttemptOutcome::Done),
        ];
        let filter = AuditFilter {
            server: 1,
            kind,
            member: None,
        };
        let included = ROWS.iter().filter(|row| filter.includes(row.0, row.1));
        assert_eq!(included.copied().collect::<Vec<_>>(), expected, "{kind:?}");
    }

    #[test]
    fn a_kind_includes_its_actions_or_its_outcome() {
        use AttemptOutcome as Outcome;
        let (upload, status) = (
            (Action::Upload, Outcome::Done),
            (Action::Status, Outcome::Refused),
        );
        let (back, amend) = (
            (Action::Rollback, Outcome::Cancelled),
            (Action::Amend, Outcome::Failed),
        );
        let (suspend, audit) = (
            (Action::Suspend, Outcome::Done),
            (Action::Audit, Outcome::Done),
        );
        check(None, &[upload, back, amend, suspend, status]);
        check(Some(AuditKind::Releases), &[upload]);
        check(Some(AuditKind::Rollbacks), &[back]);
        check(Some(AuditKind::Edits), &[amend]);
        check(Some(AuditKind::Suspensions), &[suspend]);
        check(Some(AuditKind::Refused), &[status]);
        check(Some(AuditKind::Failed), &[amend]);
        check(Some(AuditKind::Lookups), &[status, audit]);
    }

    #[test]
    fn all_moderators_see_what_changed_what_all_share() {
        assert!(AuditFilter::is_shared(
            Action::Restore,
            AttemptOutcome::Done
        ));
        assert!(!AuditFilter::is_shared(
            Action::Upload,
            AttemptOutcome::Failed
        ));
        assert!(!AuditFilter::is_shared(
            Action::Ignore,
            AttemptOutcome::Done
        ));
    }
}
