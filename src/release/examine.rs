//! What a new version would be: is it valid, does it stand its own test, and what does it change?

use crate::diagnostic::{Report, Severity};
use crate::files::Loaded;
use crate::knowledge::diff::Difference;
use crate::knowledge::{FileSet, Fingerprint};
use crate::quality::check::{check, self_test};
use crate::quality::impact::{Impact, impact};
use crate::record::ReleaseMethod;
use crate::release::stage::{Staged, blocking};
use crate::release::{DiskState, ReleasePipeline};
use crate::service::Snapshot;

/// How many questions the impact of a change is tried on: a second's worth.
pub const TRIED: usize = 4_000;

/// What came of examining.
pub enum Examination {
    /// It is what is live.
    Unchanged,
    /// It has faults.
    Faulty(Report),
    /// It could go live.
    Ready(Box<Revision>),
}

/// A version that could go live.
pub struct Revision {
    /// How it would go live.
    pub how: ReleaseMethod,
    /// What was live when it was compared.
    pub base: Fingerprint,
    /// Its files.
    pub files: FileSet,
    /// It, ready to be asked.
    pub snapshot: Snapshot,
    /// What is not as it should be, and forbids nothing.
    pub notes: Report,
    /// What it adds, removes and changes.
    pub difference: Difference,
    /// Which questions it answers otherwise.
    pub impact: Impact,
    /// Whether files on disk would be replaced that are neither live nor this version.
    pub replaces_edits: bool,
}

impl ReleasePipeline {
    /// Examines files against what is live.
    pub async fn examine(&self, staged: Staged) -> Examination {
        let Staged { how, loaded } = staged;
        let snapshot = self.service.snapshot();
        let recent = self.service.recent();
        let examined = blocking(move || examine(&snapshot, how, loaded, &recent)).await;
        match examined {
            Examination::Ready(mut revision) if writes(how) => {
                revision.replaces_edits = self.standing().await != DiskState::Snapshot;
                Examination::Ready(revision)
            }
            other => other,
        }
    }

    /// All that is to be said of the files on disk, faults and warnings; nothing is compared.
    pub async fn check_disk(&self) -> Report {
        let staged = self.stage_disk(ReleaseMethod::Reload).await;
        blocking(move || check_all(staged.loaded)).await
    }

    /// Examines again what has been, against what is live by now.
    pub async fn examine_again(&self, revision: Revision) -> Examination {
        let staged = self.stage_set(revision.how, revision.files).await;
        self.examine(staged).await
    }
}

/// Whether going live this way writes files on disk; otherwise they are there.
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
        impact: impact(snapshot.table(), new.table(), recent, TRIED),
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
        let (_, found) = check(snapshot.knowledge(), snapshot.matcher());
        let said = found
            .into_iter()
            .filter(|d| d.code.severity() > Severity::Advice);
        report.diagnostics.extend(said);
        report.sort();
    }
    report
}
