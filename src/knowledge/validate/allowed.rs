//! The warnings that a curator allows.

use std::ops::Range;

use crate::diagnostic::{Allowance, Code, Diagnostic, Place, Severity, did_you_mean};
use crate::document::Spanned;
use crate::knowledge::parse::{RawAllow, RawFile};
use crate::knowledge::validate::Validator;

/// The most warnings that a file may allow: each one found is compared with them.
const MAX_ALLOWANCES: usize = 200;

/// Where the blocks of a file start, in order: each reaches to the next.
pub(super) fn block_starts(file: &RawFile) -> Vec<usize> {
    let entries = file.questions.iter().chain(&file.gaps);
    let places = entries.map(|own| own.place);
    let places = places.chain(file.source.iter().map(|own| own.place));
    let places = places.chain(file.sections.iter().map(|own| own.place));
    let places = places.chain(file.facts.iter().map(|own| own.place));
    let places = places.chain(file.expanded.iter().map(|own| own.place));
    let places = places.chain(file.synonyms.iter().map(|own| own.place));
    let places = places.chain(file.tests.iter().map(|own| own.place));
    let places = places.chain(file.allow.iter().map(|own| own.place));
    let mut starts: Vec<usize> = places.map(|place| place.start).collect();
    starts.sort_unstable();
    starts
}

impl Validator {
    /// Adds what a file allows, whose entries and facts are all named.
    pub(super) fn allow(&mut self, file: &RawFile, blocks: &[usize]) {
        if let Some(first) = file.allow.first() {
            self.long_list(first.place, "allow", file.allow.len(), MAX_ALLOWANCES);
        }
        for raw in file.allow.iter().take(MAX_ALLOWANCES) {
            let reason = raw.reason.as_ref().map(|reason| self.line(reason));
            let code = raw.code.as_ref().and_then(|code| self.allowed_code(code));
            let ranges = raw.id.as_ref().map(|id| ranges_of(&id.value, file, blocks));
            if let Some(id) = raw.id.as_ref().filter(|_| ranges == Some(Vec::new())) {
                let entries = file.questions.iter().chain(&file.gaps);
                let ids = entries.filter_map(|own| own.id.as_ref());
                let ids = ids.chain(file.facts.iter().filter_map(|own| own.id.as_ref()));
                self.unknown(id, Code::UnknownEntry, ids.map(|id| &id.value));
            }
            let (Some(code), Some(reason)) = (code, reason) else {
                continue;
            };
            self.knowledge.allowances.push(Allowance {
                code,
                id: raw.id.as_ref().map(|id| id.value.clone()),
                reason,
                place: place_of(raw),
                ranges,
            });
        }
    }

    fn allowed_code(&mut self, written: &Spanned<String>) -> Option<Code> {
        let code = Code::named(&written.value);
        if let Some(code) = code.filter(|code| code.severity() == Severity::Warning) {
            return Some(code);
        }
        let name = written.value.escape_debug();
        let message = match code.map(Code::severity) {
            Some(Severity::Error) => format!("`{name}` is an error, and errors cannot be allowed"),
            Some(_) => format!("`{name}` is advice, which is not counted as a warning"),
            None => format!("no warning has the code `{name}`"),
        };
        let near = did_you_mean(&written.value, Allowance::codes().map(Code::name));
        let repair = match (near, code) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, Some(_)) => "remove this `[[allow]]`".to_owned(),
            (None, None) => "write the code that the warning shows in brackets".to_owned(),
        };
        let fault = Diagnostic::at(Code::ImpossibleValue, written.place, message);
        self.fault(fault.repair(repair));
        None
    }
}

fn place_of(raw: &RawAllow) -> Place {
    raw.code.as_ref().map_or(raw.place, |code| code.place)
}

/// The bytes of everything with this id: entry, phrasings of an assistant, fact.
fn ranges_of(id: &str, file: &RawFile, blocks: &[usize]) -> Vec<Range<usize>> {
    let is_it = |own: &Option<Spanned<String>>| own.as_ref().is_some_and(|own| own.value == id);
    let entries = file.questions.iter().chain(&file.gaps);
    let entries = entries.filter(|own| is_it(&own.id));
    let expanded = entries.clone().flat_map(|own| &own.expanded);
    let expanded = expanded.map(|phrasing| phrasing.place.start..phrasing.place.end);
    let block = |start: usize| {
        let next = blocks.partition_point(|own| *own <= start);
        start..blocks.get(next).copied().unwrap_or(usize::MAX)
    };
    let facts = file.facts.iter().filter(|own| is_it(&own.id));
    // A fact inside a question is no block: it ends where its own braces do.
    let facts = facts.map(|own| match blocks.binary_search(&own.place.start) {
        Ok(_) => block(own.place.start),
        Err(_) => own.place.start..own.place.end,
    });
    let mut ranges: Vec<Range<usize>> = entries
        .map(|own| block(own.place.start))
        .chain(facts)
        .chain(expanded)
        .collect();
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|next, range| {
        let overlaps = next.start < range.end;
        if overlaps {
            range.end = range.end.max(next.end);
        }
        overlaps
    });
    ranges
}
