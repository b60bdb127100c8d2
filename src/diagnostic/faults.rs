//! Faults as they are found: the first ones of each severity, and how many more there are.
//!
//! A file of eight megabytes can have a million faults. Nobody reads them all, and no program should have
//! to hold them.

use std::ops::{Deref, DerefMut};

use crate::diagnostic::allowance::Allowances;
use crate::diagnostic::{Allowance, Code, Diagnostic, Severity};

/// The most faults of one severity that are kept: more than anyone mends before checking again.
pub const MAX_FAULTS: usize = 100;
/// The longest message, repair or label, in bytes: some ten lines. What it quotes of a file may be longer.
const MAX_MESSAGE_BYTES: usize = 1_000;

/// Faults: the first [`MAX_FAULTS`] of each severity, and a count of the others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    kept: Vec<Diagnostic>,
    /// Of each severity, how many were found.
    found: [usize; Severity::ALL.len()],
    allowances: Allowances,
}

impl Faults {
    /// No faults so far; those that are allowed will not be among them.
    #[must_use]
    pub fn allowing(allowances: &[Allowance]) -> Self {
        Self {
            allowances: Allowances::new(allowances.to_vec()),
            ..Self::default()
        }
    }

    /// Leaves out what is allowed from now on.
    pub fn allow(&mut self, allowances: &[Allowance]) {
        self.allowances = Allowances::new(allowances.to_vec());
    }

    /// How many faults were left out because they are allowed.
    #[must_use]
    pub fn allowed(&self) -> usize {
        self.allowances.count()
    }

    /// What is allowed and was not found.
    pub fn unused_allowances(&self) -> impl Iterator<Item = &Allowance> {
        self.allowances.unused()
    }

    /// Adds a fault, or only counts it, unless it is allowed.
    pub fn push(&mut self, fault: Diagnostic) {
        self.push_with(fault.code, || fault);
    }

    /// The same for a fault that takes work to describe: that is done only if it is kept.
    pub fn push_with(&mut self, code: Code, describe: impl FnOnce() -> Diagnostic) {
        // Whether it is allowed depends on its places.
        if self.allowances.has(code) {
            let fault = describe();
            if !self.allowances.take(&fault) {
                self.keep(code, || fault);
            }
        } else {
            self.keep(code, describe);
        }
    }

    fn keep(&mut self, code: Code, describe: impl FnOnce() -> Diagnostic) {
        let found = &mut self.found[code.severity() as usize];
        *found += 1;
        if *found <= MAX_FAULTS {
            self.kept.push(clipped(describe()));
        }
    }

    /// Adds faults that were found elsewhere, with the count of those that were not kept.
    pub fn append(&mut self, other: Self) {
        let omitted = Severity::ALL.map(|severity| other.omitted(severity));
        for fault in other.kept {
            self.push(fault);
        }
        for (own, omitted) in self.found.iter_mut().zip(omitted) {
            *own += omitted;
        }
        self.allowances.add(other.allowances);
    }

    /// Keeps only the faults of this kind; those that were only counted are of the severity of what is
    /// kept, or are forgotten with it.
    pub fn retain(&mut self, mut is_wanted: impl FnMut(&Diagnostic) -> bool) {
        let mut kept = [0; Severity::ALL.len()];
        let mut removed = [0; Severity::ALL.len()];
        self.kept.retain(|fault| {
            let is_wanted = is_wanted(fault);
            let counts = if is_wanted { &mut kept } else { &mut removed };
            counts[fault.code.severity() as usize] += 1;
            is_wanted
        });
        for ((found, kept), removed) in self.found.iter_mut().zip(kept).zip(removed) {
            *found = if kept == 0 { 0 } else { *found - removed };
        }
    }

    /// The number of faults of this severity, kept or not.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.found[severity as usize]
    }

    /// The number of faults of this severity that were not kept.
    #[must_use]
    pub fn omitted(&self, severity: Severity) -> usize {
        let kept = self.kept.iter();
        let kept = kept.filter(|fault| fault.code.severity() == severity);
        self.count(severity).saturating_sub(kept.count())
    }

    /// Sorts the faults that are kept by file, then by place.
    pub fn sort(&mut self) {
        self.kept.sort_by_key(Diagnostic::position);
    }
}

impl Deref for Faults {
    type Target = [Diagnostic];

    fn deref(&self) -> &[Diagnostic] {
        &self.kept
    }
}

impl DerefMut for Faults {
    fn deref_mut(&mut self) -> &mut [Diagnostic] {
        &mut self.kept
    }
}

impl Extend<Diagnostic> for Faults {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, faults: I) {
        for fault in faults {
            self.push(fault);
        }
    }
}

impl IntoIterator for Faults {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.kept.into_iter()
    }
}

impl<'a> IntoIterator for &'a Faults {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.kept.iter()
    }
}

impl<'a> IntoIterator for &'a mut Faults {
    type Item = &'a mut Diagnostic;
    type IntoIter = std::slice::IterMut<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.kept.iter_mut()
    }
}

fn clipped(mut fault: Diagnostic) -> Diagnostic {
    let labels = fault.labels.iter_mut().map(|label| &mut label.text);
    let texts = std::iter::once(&mut fault.message)
        .chain(&mut fault.repair)
        .chain(labels);
    for text in texts.filter(|text| text.len() > MAX_MESSAGE_BYTES) {
        text.truncate(text.floor_char_boundary(MAX_MESSAGE_BYTES));
        text.push('…');
    }
    fault
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;

    fn faults(code: Code, number: usize) -> Faults {
        let mut faults = Faults::default();
        faults.extend((0..number).map(|n| Diagnostic::of_file(code, 0, n.to_string())));
        faults
    }

    #[track_caller]
    fn check(faults: &Faults, severity: Severity, kept: usize, omitted: usize) {
        let of_severity = faults.iter().filter(|f| f.code.severity() == severity);
        assert_eq!(of_severity.count(), kept);
        assert_eq!(faults.omitted(severity), omitted);
        assert_eq!(faults.count(severity), kept + omitted);
    }

    #[test]
    fn the_first_faults_are_kept_and_the_others_counted() {
        let mut all = faults(Code::UnknownKey, 3 * MAX_FAULTS);
        assert_eq!(all[MAX_FAULTS - 1].message, (MAX_FAULTS - 1).to_string());
        all.push_with(Code::UnknownKey, || unreachable!("it is not described"));
        check(&all, Severity::Error, MAX_FAULTS, 2 * MAX_FAULTS + 1);
    }

    #[test]
    fn no_error_is_lost_among_warnings() {
        let mut all = faults(Code::Unpinned, 2 * MAX_FAULTS);
        all.append(faults(Code::UnknownFact, 1));
        check(&all, Severity::Warning, MAX_FAULTS, MAX_FAULTS);
        check(&all, Severity::Error, 1, 0);
        all.append(faults(Code::UnknownFact, 2 * MAX_FAULTS));
        check(&all, Severity::Error, MAX_FAULTS, MAX_FAULTS + 1);
    }

    #[test]
    fn what_is_not_wanted_is_not_counted() {
        let mut all = faults(Code::LostPhrasing, 2 * MAX_FAULTS);
        all.append(faults(Code::UnknownFact, 2));
        all.retain(|fault| fault.code.severity() > Severity::Advice);
        check(&all, Severity::Advice, 0, 0);
        check(&all, Severity::Error, 2, 0);
        let mut all = faults(Code::Unpinned, 2 * MAX_FAULTS);
        all.retain(|fault| fault.message.len() == 1);
        check(&all, Severity::Warning, 10, MAX_FAULTS);
    }

    #[test]
    fn what_is_allowed_is_not_counted_and_leaves_room() {
        let allow = |code, ranges| Allowance {
            code,
            id: None,
            reason: String::new(),
            place: Place::new(0, 0..1),
            ranges,
        };
        let allowances = [
            allow(Code::Unpinned, None),
            allow(Code::UnusedFact, Some(vec![0..10, 20..30])),
        ];
        let mut all = Faults::allowing(&allowances);
        all.append(faults(Code::Unpinned, 2 * MAX_FAULTS));
        // Those that are too many to be kept cannot be looked at.
        assert_eq!(
            (all.allowed(), all.count(Severity::Warning)),
            (MAX_FAULTS, MAX_FAULTS)
        );

        let mut all = Faults::allowing(&allowances);
        let unpinned = |n: usize| Diagnostic::of_file(Code::Unpinned, 0, n.to_string());
        all.extend((0..2 * MAX_FAULTS).map(unpinned));
        let at = |start| Diagnostic::at(Code::UnusedFact, Place::new(0, start..start + 1), "");
        assert_eq!(all.unused_allowances().count(), 1);
        all.extend([5, 10, 19, 20, 29, 30].map(at));
        check(&all, Severity::Warning, 3, 0);
        assert_eq!(all.allowed(), 2 * MAX_FAULTS + 3);
        assert_eq!(all.unused_allowances().count(), 0);
        all.push(Diagnostic::of_file(Code::Unpinned, 1, "in another file"));
        check(&all, Severity::Warning, 4, 0);
    }

    #[test]
    fn a_message_is_no_longer_than_one_reads() {
        let mut all = Faults::default();
        all.push(Diagnostic::of_file(
            Code::MalformedId,
            0,
            "ü".repeat(100_000),
        ));
        assert!(all[0].message.len() <= MAX_MESSAGE_BYTES + '…'.len_utf8());
    }
}
