//! Warnings that a curator has answered in the file: they are neither shown nor counted.

use std::collections::HashMap;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Place, Severity};

/// A warning that holds and may stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// The kind of warning.
    pub code: Code,
    /// The entry or fact that it holds for; none for the whole file.
    pub id: Option<String>,
    /// Why it may stay.
    pub reason: String,
    /// Where the file allows it.
    pub place: Place,
    /// The bytes of that entry or fact, in order, without overlaps; none for the whole file.
    pub ranges: Option<Vec<Range<usize>>>,
}

impl Allowance {
    /// The codes that can be allowed: those of warnings.
    pub fn codes() -> impl Iterator<Item = Code> {
        let all = Code::ALL.iter().copied();
        all.filter(|code| code.severity() == Severity::Warning)
    }

    fn covers(&self, fault: &Diagnostic) -> bool {
        let Some(ranges) = &self.ranges else {
            return fault.file == self.place.file;
        };
        let mut places = fault.labels.iter().map(|label| label.place);
        places.any(|place| {
            let next = ranges.partition_point(|range| range.end <= place.start);
            let is_in = |range: &Range<usize>| range.start <= place.start;
            place.file == self.place.file && ranges.get(next).is_some_and(is_in)
        })
    }
}

/// What a set of files allows, and how often that was needed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Allowances {
    all: Vec<Allowance>,
    /// How many faults each has taken.
    taken: Vec<usize>,
    /// The indices of those of a code: the narrow ones first.
    of_code: HashMap<Code, Vec<usize>>,
}

impl Allowances {
    pub(super) fn new(all: Vec<Allowance>) -> Self {
        let mut of_code: HashMap<Code, Vec<usize>> = HashMap::new();
        for (index, allowance) in all.iter().enumerate() {
            of_code.entry(allowance.code).or_default().push(index);
        }
        for indices in of_code.values_mut() {
            indices.sort_by_key(|index| all[*index].ranges.is_none());
        }
        Self {
            taken: vec![0; all.len()],
            all,
            of_code,
        }
    }

    /// Whether some faults of this kind are allowed.
    pub(super) fn has(&self, code: Code) -> bool {
        self.of_code.contains_key(&code)
    }

    /// Whether a fault is allowed; notes what allows it.
    pub(super) fn take(&mut self, fault: &Diagnostic) -> bool {
        let mut indices = self.of_code.get(&fault.code).into_iter().flatten();
        let found = indices.find(|index| self.all[**index].covers(fault));
        if let Some(index) = found {
            self.taken[*index] += 1;
        }
        found.is_some()
    }

    /// Adds what the same files have been found to need elsewhere.
    pub(super) fn add(&mut self, other: Self) {
        if self.all.is_empty() {
            *self = other;
        } else {
            for (own, others) in self.taken.iter_mut().zip(other.taken) {
                *own += others;
            }
        }
    }

    /// How many faults have been allowed.
    pub(super) fn count(&self) -> usize {
        self.taken.iter().sum()
    }

    /// Those that have allowed nothing.
    pub(super) fn unused(&self) -> impl Iterator<Item = &Allowance> {
        let all = self.all.iter().zip(&self.taken);
        all.filter(|(_, taken)| **taken == 0).map(|(own, _)| own)
    }
}
