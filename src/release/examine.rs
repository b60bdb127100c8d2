//! Compares a staged version with what is live: is it valid, does it pass its own self-test, and what
//! would it change?

use crate::diagnostic::{Report, Severity};
use crate::files::Loaded;
use crate::knowledge::diff::Difference;
use crate::knowledge::{FileSet, Fingerprint};
use crate::quality::check::{check, self_test};
use crate::quality::impact::{Impact, impact};
use crate::record::ReleaseMethod;
use crate::release::ReleasePipeline;
use crate::release::stage::{Staged, blocking};
use crate::service::Snapshot;

/// How many questions are replayed to measure the impact; they take about a second.
pub const REPLAYED: usize = 4_000;

/// The result of examining a staged version.
pub enum Examination {
    /// It is the live version.
    Unchanged,
    /// It has errors.
    Faulty(Report),
    /// It could go live.
    Ready(Box<Revision>),
}

/// A version that could go live.
pub struct Revision {
    /// How it would go live.
    pub how: ReleaseMethod,
    /// The version that was live when it was examined.
    pub base: Fingerprint,
    /// Its files.
    pub files: FileSet,
    /// The version itself, ready to answer.
    pub snapshot: Snapshot,
    /// Warnings and advice.
    pub notes: Report,
    /// What it adds, removes and changes.
    pub difference: Difference,
    /// Which questions it answers differently.
    pub impact: Impact,
    /// Whether publishing would replace edits on disk that are not live.
    pub replaces_edits: bool,
}

impl ReleasePipeline {
    /// Examines a staged version against what is live, on the tables' own phrasings alone.
    pub async fn examine(&self, staged: Staged) -> Examination {
        self.examine_for(None, staged).await
    }

    /// Examines a staged version for a moderator of a server: on the latest questions of that server, too,
    /// and of no other.
    pub async fn examine_for(&self, server: Option<u64>, staged: Staged) -> Examination {
        let Staged { how, loaded } = staged;
        let snapshot = self.service.snapshot();
        let recent = server.map(|server| self.service.recent(server));
        let recent = recent.unwrap_or_default();
        let examined = blocking(move || examine(&snapshot, how, loaded, &recent)).await;
        match examined {
            Examination::Ready(mut revision) if writes(how) => {
                revision.replaces_edits = !self.is_live_on_disk().await;
                Examination::Ready(revision)
            }
            other => other,
        }
    }

    /// Every error and warning about the files on disk. Nothing is compared.
    pub async fn check_disk(&self) -> Report {
        let staged = self.stage_disk(ReleaseMethod::Reload).await;
        blocking(move || check_all(staged.loaded)).await
    }

    /// Examines a version again, against what is live now.
    pub async fn examine_again(&self, server: Option<u64>, revision: &Revision) -> Examination {
        let staged = self.stage_set(revision.how, revision.files.clone()).await;
        self.examine_for(server, staged).await
    }
}

/// Whether this way of releasing replaces the files on disk; otherwise they are there already.
pub(super) fn writes(how: ReleaseMethod) -> bool {
    matches!(
        how,
        ReleaseMethod::Upload | ReleaseMethod::Rollback | ReleaseMethod::Amend
    )
}

fn examine(
    snapshot: &Snapshot,
    how: ReleaseMethod,
    loaded: Loaded,
    recent: &[String],
) -> Examination {
    let Loaded {
        knowledge,
        files,
        mut report,
    } = loaded;
    let Some(knowledge) = knowledge else {
        return Examination::Faulty(report);
    };
    let base = snapshot.knowledge();
    if knowledge.fingerprint == base.fingerprint {
        return Examination::Unchanged;
    }
    let new = Snapshot::new(knowledge);
    report.diagnostics.extend(self_test(new.table()).faults);
    report.sort();
    if report.has_errors() {
        return Examination::Faulty(report);
    }
    Examination::Ready(Box::new(Revision {
        how,
        base: base.fingerprint.clone(),
        difference: Difference::between(base, new.knowledge()),
        impact: impact(snapshot.table(), new.table(), recent, REPLAYED),
        files,
        snapshot: new,
        notes: report,
        replaces_edits: false,
    }))
}

fn check_all(loaded: Loaded) -> Report {
    let mut report = loaded.report;
    if let Some(knowledge) = loaded.knowledge {
        let snapshot = Snapshot::new(knowledge);
        let (_, mut found) = check(snapshot.knowledge(), snapshot.matcher());
        found.retain(|fault| fault.code.severity() > Severity::Advice);
        report.diagnostics.append(found);
        report.sort();
    }
    report
}
