//! Citations whose passage has changed since it was pinned. An elided quote is found although the words
//! that it leaves out are others now.

use crate::diagnostic::{Code, Diagnostic};
use crate::knowledge::passage_hash::passage_hash;
use crate::knowledge::validate::Validator;
use crate::knowledge::{Citation, Entry, Source};

/// Characters of a changed passage that a report shows.
const SHOWN: usize = 300;

impl Validator {
    /// Reports the stale citations of a source, whose places are known: those of its facts, and of its
    /// gaps among these entries.
    pub(super) fn stale_citations(&mut self, source: &Source, first: usize, first_draft: usize) {
        let facts = source.facts.iter();
        let facts = facts.map(|fact| (fact.id.as_str(), fact.citations.as_slice()));
        let entries = self.knowledge.entries[first..].iter();
        let entries = entries.chain(&self.knowledge.drafts[first_draft..]);
        let gaps = entries.map(|entry: &Entry| (entry.id.as_str(), entry.citations()));
        let mut faults = Vec::new();
        for (id, citations) in facts.chain(gaps) {
            let stale = citations
                .iter()
                .filter_map(|own| Some((own, changed(source, own)?)));
            faults.extend(stale.map(|(citation, now)| fault(id, citation, now)));
        }
        self.faults.extend(faults);
    }
}

/// The words that a citation covers now, if they were others when it was pinned.
fn changed<'a>(source: &'a Source, citation: &Citation) -> Option<&'a str> {
    let hash = citation.hash.as_ref()?;
    let paragraph = source.text.as_ref()?.paragraph(citation.at?)?;
    let passage = paragraph.get(citation.span.clone()?)?;
    (*hash != passage_hash(passage)).then_some(passage)
}

fn fault(id: &str, citation: &Citation, now: &str) -> Diagnostic {
    let shown: String = now.chars().take(SHOWN).collect();
    let more = if shown.len() < now.len() { " …" } else { "" };
    let message = format!("the words that `{id}` cites have changed; they are now “{shown}{more}”");
    Diagnostic::at(Code::StaleCitation, citation.place, message).repair(format!(
        "correct what `{id}` says if it no longer holds, then run `footnote pin` on this file with \
         `--accept {id}`"
    ))
}
