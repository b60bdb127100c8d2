//! Compares a staged version with what is live: is it valid, does it pass its own self-test, and what
//! would it change?

use std::collections::HashSet;

use crate::answer::Strictness;
use crate::diagnostic::{Code, Diagnostic, Place, Report, Severity};
use crate::expand::account::Account;
use crate::files::Loaded;
use crate::knowledge::diff::Difference;
use crate::knowledge::{FileSet, Fingerprint, Knowledge};
use crate::quality::check::self_test;
use crate::quality::impact::{Impact, impact};
use crate::quality::whole_report::complete;
use crate::record::ReleaseMethod;
use crate::release::ReleasePipeline;
use crate::release::stage::{Addition, Staged, blocking};
use crate::release::suspensions::{RenamedEntry, renamed};
use crate::service::{Snapshot, SuspendedEntries};

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
    /// The version that it is a change of. It goes live only in place of this one.
    pub base: Fingerprint,
    /// What it adds to that version, if that is all that it changes.
    pub addition: Option<Addition>,
    /// What became of an assistant's reply, if it takes one.
    pub account: Option<Account>,
    /// Its files.
    pub files: FileSet,
    /// The files on disk that it is a change of, if it is those. It goes live only in place of these.
    pub disk: Option<FileSet>,
    /// The version itself, ready to answer.
    pub snapshot: Snapshot,
    /// Warnings and advice, but not on quotes that cannot be verified.
    pub notes: Report,
    /// The quotes that it adds and that cannot be verified, since their source's text is not available.
    pub unverified: Vec<String>,
    /// What it adds, removes and changes.
    pub difference: Difference,
    /// Which questions it answers differently.
    pub impact: Impact,
    /// The suspended entries that have another id in it, and stay suspended under that.
    pub renamed: Vec<RenamedEntry>,
    /// Whether publishing would replace edits on disk that are not live.
    pub replaces_edits: bool,
}

impl ReleasePipeline {
    /// Examines a staged version against the version that it is a change of, on the tables' own phrasings
    /// alone.
    pub async fn examine(&self, staged: Staged) -> Examination {
        self.examine_for(None, staged).await
    }

    /// Examines a staged version against the version that it is a change of, for a moderator of a server:
    /// on the latest questions of that server, too, and of no other.
    pub async fn examine_for(&self, server: Option<u64>, staged: Staged) -> Examination {
        let how = staged.how;
        let recent = server.map(|server| self.service.recent(server));
        let recent = recent.unwrap_or_default();
        let examined = blocking(move || examine(staged, &recent)).await;
        match examined {
            Examination::Ready(mut revision) if writes(how) && revision.disk.is_none() => {
                revision.replaces_edits = !self.is_live_on_disk().await;
                Examination::Ready(revision)
            }
            other => other,
        }
    }

    /// Every error and warning about the files on disk on this day (`YYYY-MM-DD`). Nothing is compared.
    pub async fn check_disk(&self, today: String) -> Report {
        let staged = self.stage_disk(ReleaseMethod::Reload).await;
        blocking(move || check_all(staged.loaded, &today)).await
    }
}

/// Whether this way of releasing replaces the files on disk; otherwise they are there already.
pub(super) fn writes(how: ReleaseMethod) -> bool {
    matches!(
        how,
        ReleaseMethod::Upload | ReleaseMethod::Rollback | ReleaseMethod::Amend
    )
}

fn examine(staged: Staged, recent: &[String]) -> Examination {
    let Staged {
        how,
        base,
        addition,
        account,
        disk,
        loaded: Loaded {
            knowledge,
            files,
            mut report,
        },
    } = staged;
    let Some(knowledge) = knowledge else {
        return Examination::Faulty(report);
    };
    let live = base.knowledge();
    if knowledge.fingerprint == live.fingerprint {
        return Examination::Unchanged;
    }
    // As it would answer members.
    let new = Snapshot::new(knowledge).set_as(&base);
    report.diagnostics.extend(self_test_faults(&base, &new));
    report.sort();
    if report.has_errors() {
        return Examination::Faulty(report);
    }
    let unverified = unverified(live, new.knowledge());
    leave_out_unverified(new.knowledge(), &mut report);
    let renamed = match &*base.suspended() {
        SuspendedEntries::Known(suspended) => renamed(live, new.knowledge(), suspended),
        SuspendedEntries::Unknown => Vec::new(),
    };
    Examination::Ready(Box::new(Revision {
        how,
        base: live.fingerprint.clone(),
        addition,
        account,
        disk,
        difference: Difference::between(live, new.knowledge()),
        impact: impact(base.table(), new.table(), recent, REPLAYED),
        renamed,
        files,
        snapshot: new,
        notes: report,
        unverified,
        replaces_edits: false,
    }))
}

/// The faults that the self-test finds at the strictness of the bot. Where curators check at another one,
/// what fails in the base, too, is not the change's, and must not hold up every change.
fn self_test_faults(base: &Snapshot, new: &Snapshot) -> Vec<Diagnostic> {
    let mut faults = self_test(new.table()).faults;
    if new.strictness() != Strictness::default() {
        let known = self_test(base.table()).faults.into_iter();
        let known: HashSet<String> = known.map(|fault| fault.message).collect();
        faults.retain(|fault| !known.contains(&fault.message));
    }
    faults
}

/// The quotes of a version that its base does not have, and whose source's text is not available.
fn unverified(base: &Knowledge, new: &Knowledge) -> Vec<String> {
    let quotes = |knowledge: &Knowledge| {
        let cited = knowledge.citations_of_sources();
        let unverified = cited.filter(|(_, citation)| citation.span.is_none());
        let names = unverified.map(|(source, own)| (source.id.clone(), own.quote.to_string()));
        names.collect::<Vec<_>>()
    };
    let known: HashSet<_> = quotes(base).into_iter().collect();
    let added = quotes(new).into_iter().filter(|own| !known.contains(own));
    added.map(|(_, quote)| quote).collect()
}

/// Leaves out the warnings that quotes have no place, where there is no text to find it in.
fn leave_out_unverified(knowledge: &Knowledge, report: &mut Report) {
    let unverified = knowledge.citations().filter(|cited| cited.span.is_none());
    let places: HashSet<(usize, usize)> = unverified
        .map(|citation| (citation.place.file, citation.place.start))
        .collect();
    let is_left_out = |fault: &Diagnostic| {
        let place = fault.labels.first().map(|label| label.place);
        let is_there = |place: Place| places.contains(&(place.file, place.start));
        fault.code == Code::Unpinned && place.is_some_and(is_there)
    };
    report.diagnostics.retain(|fault| !is_left_out(fault));
}

fn check_all(loaded: Loaded, today: &str) -> Report {
    let mut report = loaded.report;
    if let Some(knowledge) = loaded.knowledge {
        let snapshot = Snapshot::new(knowledge);
        complete(&mut report, snapshot.knowledge(), snapshot.matcher(), today);
        let is_fault = |fault: &Diagnostic| fault.code.severity() > Severity::Advice;
        report.diagnostics.retain(is_fault);
    }
    report
}
