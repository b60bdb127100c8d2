//! Raw tables → [`Knowledge`], or every reason why not. Each submodule holds the rules of one kind of
//! table; no fault stops the others from being found.

mod allowed;
mod duplicates;
mod entries;
mod facts;
mod naming;
mod references;
mod source;
mod stale;
mod synonyms;
mod test_cases;
mod values;

use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::{Code, Diagnostic, Faults, Place, Report};
use crate::knowledge::parse::{Parsed, RawFile};
use crate::knowledge::source_text::SourceText;
use crate::knowledge::validate::allowed::block_starts;
use crate::knowledge::validate::naming::DeclaredIds;
use crate::knowledge::verify::verify;
use crate::knowledge::{Entry, FactIndex, Fingerprint, Knowledge};

pub(super) use crate::knowledge::validate::entries::{MAX_NAMES, MAX_PHRASINGS};
pub(super) use crate::knowledge::validate::facts::MAX_CITATIONS;
pub use crate::knowledge::validate::values::{MAX_LINE, MAX_SENTENCE};

/// Makes knowledge of parsed files. `texts` holds, for each file, the source's own text if it is
/// available. The report names every fault; there is knowledge only if none of them is an error.
#[must_use]
pub fn load(parsed: Parsed, texts: &[Option<String>]) -> (Option<Knowledge>, Report) {
    let Parsed {
        mut files,
        mut report,
    } = parsed;
    let mut validator = Validator {
        faults: std::mem::take(&mut report.diagnostics),
        knowledge: Knowledge {
            sources: Vec::new(),
            entries: Vec::new(),
            drafts: Vec::new(),
            synonyms: Vec::new(),
            tests: Vec::new(),
            allowances: Vec::new(),
            version: String::new(),
            fingerprint: Fingerprint::default(),
            validated: (),
        },
        used_facts: BTreeSet::new(),
        synonym_words: HashMap::new(),
    };
    let blocks: Vec<Vec<usize>> = files.iter().map(block_starts).collect();
    for file in &mut files {
        validator.name(file);
    }
    for (file, blocks) in files.iter().zip(&blocks) {
        validator.allow(file, blocks);
    }
    validator.faults.allow(&validator.knowledge.allowances);
    let names = DeclaredIds::of(&files);
    let mut sources: HashMap<String, Place> = HashMap::new();
    for (index, raw) in files.into_iter().enumerate() {
        let text = texts.get(index).and_then(Option::as_deref);
        if let Some(id) = raw.source.as_ref().and_then(|s| s.id.clone()) {
            validator.unique(&mut sources, &id, Code::DuplicateSource);
        }
        validator.file(raw, text.map(SourceText::new), &names);
    }
    validator.unused_facts();
    report.diagnostics = validator.faults;
    report.sort();
    if report.has_errors() {
        // These mostly follow from an error, and would hide it.
        let follows = |code| matches!(code, Code::UnusedFact | Code::Unpinned | Code::MissingText);
        report.diagnostics.retain(|fault| !follows(fault.code));
        return (None, report);
    }
    let mut knowledge = validator.knowledge;
    let tables = report.files.iter().map(|file| file.text.as_str());
    let texts = knowledge.sources.iter().filter_map(|s| s.text.as_ref());
    knowledge.fingerprint = Fingerprint::of(tables, texts.map(|text| text.sha256.as_str()));
    let ids: Vec<_> = knowledge.sources.iter().map(|s| s.id.as_str()).collect();
    knowledge.version = format!("{}@{}", ids.join("+"), knowledge.fingerprint.short());
    (Some(knowledge), report)
}

/// The knowledge so far, and the faults found in it.
struct Validator {
    faults: Faults,
    knowledge: Knowledge,
    /// The facts that some question uses, draft or not.
    used_facts: BTreeSet<FactIndex>,
    /// Where each word that has synonyms is first used, over all files.
    synonym_words: HashMap<String, Place>,
}

impl Validator {
    fn file(&mut self, raw: RawFile, text: Option<SourceText>, names: &DeclaredIds) {
        self.format(raw.format.as_ref());
        let Some(raw_source) = raw.source else {
            return;
        };
        let mut source = self.source(&raw_source);
        source.sections = self.sections(&raw.sections);
        source.facts = self.facts(raw.facts);
        let (first, first_draft) = (self.knowledge.entries.len(), self.knowledge.drafts.len());
        self.entries(&source, raw.questions, raw.gaps, names);
        self.synonyms(raw.synonyms);
        self.tests(raw.tests, names);
        let entries = self.knowledge.entries[first..].iter_mut();
        let entries = entries.chain(&mut self.knowledge.drafts[first_draft..]);
        let gaps = entries.flat_map(Entry::citations_mut);
        verify(
            &mut source,
            gaps,
            (&raw_source, text.as_ref()),
            &mut self.faults,
        );
        source.text = text;
        self.stale_citations(&source, first, first_draft);
        self.knowledge.sources.push(source);
    }

    fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }
}
