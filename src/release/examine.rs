//! Compares a staged version with what is live: is it valid, does it pass its own self-test, and what
//! would it change?

use std::collections::HashSet;

use crate::answer::Strictness;
use crate::diagnostic::{Code, Diagnostic, Place, Report, Severity};
use crate::effort::{Demand, Effort};
use crate::expand::account::Account;
use crate::files::Loaded;
use crate::knowledge::amend::Curation;
use crate::knowledge::diff::Difference;
use crate::knowledge::{FileSet, Fingerprint, Knowledge};
use crate::quality::impact::{Impact, impact};
use crate::quality::self_test::{SelfTest, self_test_of, self_test_of_change};
use crate::quality::whole_report::complete_within;
use crate::record::{Action, ReleaseMethod};
use crate::release::ReleasePipeline;
use crate::release::stage::{Addition, Staged, blocking};
use crate::release::suspensions::{RenamedEntry, renamed};
use crate::service::{Snapshot, SuspendedEntries};

/// The result of examining a staged version.
pub enum Examination {
    /// It is the live version.
    Unchanged,
    /// It has errors.
    Faulty(Report),
    /// It could go live.
    Ready(Box<Revision>),
    /// Nobody wanted to know any more.
    Interrupted,
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
    /// How many of its phrasings and tests the self-test asked, and of how many.
    pub self_tested: Sampled,
    /// Which questions it answers differently.
    pub impact: Impact,
    /// The suspended entries that have another id in it, and stay suspended under that.
    pub renamed: Vec<RenamedEntry>,
    /// Whether publishing would replace edits on disk that are not live.
    pub replaces_edits: bool,
}

impl Revision {
    /// What somebody does who makes it live.
    #[must_use]
    pub fn action(&self) -> Action {
        match &self.addition {
            Some(Addition::Curation(Curation::Edit(_) | Curation::Synonyms(_))) => Action::Edit,
            Some(Addition::Curation(Curation::Removal { .. })) => Action::Remove,
            _ => self.how.into(),
        }
    }
}

/// How many were asked of those that there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sampled {
    /// How many were asked.
    pub asked: usize,
    /// How many there are.
    pub available: usize,
}

impl Sampled {
    fn of(self_test: &SelfTest) -> Self {
        Self {
            asked: self_test.asked(),
            available: self_test.available,
        }
    }

    /// Whether some were left out.
    #[must_use]
    pub fn is_partial(self) -> bool {
        self.asked < self.available
    }
}

/// The faults of the files on disk.
#[derive(Debug, Clone)]
pub struct DiskCheck {
    /// Every error and warning that was found.
    pub report: Report,
    /// How many of the phrasings and tests the self-test asked, and of how many.
    pub self_tested: Sampled,
}

impl ReleasePipeline {
    /// Examines a staged version against the version that it is a change of, on the tables' own phrasings
    /// alone, as long as there is a demand.
    pub async fn examine(&self, staged: Staged, demand: Demand) -> Examination {
        self.examine_for(None, staged, demand).await
    }

    /// Examines a staged version against the version that it is a change of, for a moderator of a server:
    /// on the latest questions of that server, too, and of no other.
    pub async fn examine_for(
        &self,
        server: Option<u64>,
        staged: Staged,
        demand: Demand,
    ) -> Examination {
        let how = staged.how;
        let recent = server.map(|server| self.service.recent(server));
        let recent = recent.unwrap_or_default();
        let examined = blocking(move || examine(staged, &recent, &demand)).await;
        match examined {
            Examination::Ready(mut revision) if writes(how) && revision.disk.is_none() => {
                revision.replaces_edits = !self.is_live_on_disk().await;
                Examination::Ready(revision)
            }
            other => other,
        }
    }

    /// The errors and warnings about the files on disk on this day (`YYYY-MM-DD`). Nothing is compared.
    pub async fn check_disk(&self, today: String, demand: Demand) -> DiskCheck {
        let staged = self.stage_disk(ReleaseMethod::Reload).await;
        blocking(move || check_all(staged.loaded, &today, &Effort::brief(demand))).await
    }
}

/// Whether this way of releasing replaces the files on disk; otherwise they are there already.
pub(super) fn writes(how: ReleaseMethod) -> bool {
    matches!(
        how,
        ReleaseMethod::Upload | ReleaseMethod::Rollback | ReleaseMethod::Amend
    )
}

fn examine(staged: Staged, recent: &[String], demand: &Demand) -> Examination {
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
    let new = Snapshot::new(knowledge).with_strictness(base.strictness());
    let effort = Effort::brief(demand.clone());
    let self_test = self_tested(&base, &new, &effort);
    let self_tested = Sampled::of(&self_test);
    report.diagnostics.extend(self_test.faults);
    report.sort();
    if demand.has_ended() {
        return Examination::Interrupted;
    }
    if report.has_errors() {
        return Examination::Faulty(report);
    }
    let unverified = unverified(live, new.knowledge());
    leave_out_unverified(new.knowledge(), &mut report);
    let renamed = renamed_of(&base, &new);
    let impact = impact(base.table(), new.table(), recent, &effort);
    if demand.has_ended() {
        return Examination::Interrupted;
    }
    Examination::Ready(Box::new(Revision {
        how,
        base: live.fingerprint.clone(),
        addition,
        account,
        disk,
        difference: Difference::between(live, new.knowledge()),
        self_tested,
        impact,
        renamed,
        files,
        snapshot: new.set_as(&base),
        notes: report,
        unverified,
        replaces_edits: false,
    }))
}

/// The suspended entries that have another id in the new version.
fn renamed_of(base: &Snapshot, new: &Snapshot) -> Vec<RenamedEntry> {
    match &*base.suspended() {
        SuspendedEntries::Known(suspended) => renamed(base.knowledge(), new.knowledge(), suspended),
        SuspendedEntries::Unknown => Vec::new(),
    }
}

/// The self-test at the strictness of the bot. Where curators check at another one, what fails in the base,
/// too, is not the change's, and must not hold up every change.
fn self_tested(base: &Snapshot, new: &Snapshot, effort: &Effort) -> SelfTest {
    let mut tested = self_test_of_change(Some(base.knowledge()), new.table(), effort);
    if new.strictness() != Strictness::default() {
        let known = self_test_of(base.table(), &tested.failed, effort);
        let known = known.faults.into_iter();
        let known: HashSet<String> = known.map(|fault| fault.message).collect();
        tested
            .faults
            .retain(|fault| !known.contains(&fault.message));
    }
    tested
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

fn check_all(loaded: Loaded, today: &str, effort: &Effort) -> DiskCheck {
    let mut report = loaded.report;
    let mut self_tested = Sampled::default();
    if let Some(knowledge) = loaded.knowledge {
        let snapshot = Snapshot::new(knowledge);
        let (knowledge, matcher) = (snapshot.knowledge(), snapshot.matcher());
        let summary = complete_within(&mut report, knowledge, matcher, today, effort);
        self_tested = Sampled {
            asked: summary.own_entry.1 + summary.passed.1,
            available: summary.available,
        };
        let is_fault = |fault: &Diagnostic| fault.code.severity() > Severity::Advice;
        report.diagnostics.retain(is_fault);
    }
    DiskCheck {
        report,
        self_tested,
    }
}
