//! What a new version would be: is it valid, does it stand its own test, and what does it change?

use super::stage::{Staged, blocking};
use super::{Keeper, Standing};
use crate::check::{check, trial};
use crate::desk::Live;
use crate::diagnostic::{Report, Severity};
use crate::files::Loaded;
use crate::impact::{Impact, impact};
use crate::knowledge::diff::Difference;
use crate::knowledge::{FileSet, Fingerprint};
use crate::store::How;

/// How many questions the impact of a change is tried on: a second's worth.
pub const TRIED: usize = 4_000;

/// What came of examining.
pub enum Examined {
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
    pub how: How,
    /// What was live when it was compared.
    pub base: Fingerprint,
    /// Its files.
    pub files: FileSet,
    /// It, ready to be asked.
    pub live: Live,
    /// What is not as it should be, and forbids nothing.
    pub notes: Report,
    /// What it adds, removes and changes.
    pub difference: Difference,
    /// Which questions it answers otherwise.
    pub impact: Impact,
    /// Whether files on disk would be replaced that are neither live nor this version.
    pub replaces_edits: bool,
}

impl Keeper {
    /// Examines files against what is live.
    pub async fn examine(&self, staged: Staged) -> Examined {
        let Staged { how, loaded } = staged;
        let live = self.desk.live();
        let recent = self.desk.recent();
        let examined = blocking(move || examine(&live, how, loaded, &recent)).await;
        match examined {
            Examined::Ready(mut revision) if writes(how) => {
                revision.replaces_edits = self.standing().await != Standing::Live;
                Examined::Ready(revision)
            }
            other => other,
        }
    }

    /// All that is to be said of the files on disk, faults and warnings; nothing is compared.
    pub async fn check_disk(&self) -> Report {
        let staged = self.stage_disk(How::Reload).await;
        blocking(move || check_all(staged.loaded)).await
    }

    /// Examines again what has been, against what is live by now.
    pub async fn examine_again(&self, revision: Revision) -> Examined {
        let staged = self.stage_set(revision.how, revision.files).await;
        self.examine(staged).await
    }
}

/// Whether going live this way writes files on disk; otherwise they are there.
pub(super) fn writes(how: How) -> bool {
    matches!(how, How::Upload | How::Rollback | How::Amend)
}

fn examine(live: &Live, how: How, loaded: Loaded, recent: &[String]) -> Examined {
    let Loaded {
        knowledge,
        files,
        mut report,
    } = loaded;
    let Some(knowledge) = knowledge else {
        return Examined::Faulty(report);
    };
    let base = live.knowledge();
    if knowledge.fingerprint == base.fingerprint {
        return Examined::Unchanged;
    }
    let new = Live::new(knowledge);
    report.diagnostics.extend(trial(new.table()).faults);
    report.sort();
    if report.has_errors() {
        return Examined::Faulty(report);
    }
    Examined::Ready(Box::new(Revision {
        how,
        base: base.fingerprint.clone(),
        difference: Difference::between(base, new.knowledge()),
        impact: impact(live.table(), new.table(), recent, TRIED),
        files,
        live: new,
        notes: report,
        replaces_edits: false,
    }))
}

fn check_all(loaded: Loaded) -> Report {
    let mut report = loaded.report;
    if let Some(knowledge) = loaded.knowledge {
        let live = Live::new(knowledge);
        let (_, found) = check(live.knowledge(), live.matcher());
        let said = found
            .into_iter()
            .filter(|d| d.code.severity() > Severity::Advice);
        report.diagnostics.extend(said);
        report.sort();
    }
    report
}
