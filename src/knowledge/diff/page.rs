//! What a table cites and the page of its source does not say any more.

use std::collections::{BTreeMap, HashSet};

use memchr::memmem;

use crate::diagnostic::Place;
use crate::knowledge::quote::Found;
use crate::knowledge::typography::folded;
use crate::knowledge::{At, Citation, Knowledge, SourceText};

/// The most paragraphs for which the nearest one of the page is looked for: more than anyone reads, and each
/// is compared with the whole page.
const MAX_COMPARED: usize = 100;

/// A paragraph that a fact or gap cites, and that the page has otherwise or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedParagraph {
    /// Where it is in the text.
    pub at: At,
    /// Its words there; where there is no text, the quote.
    pub was: String,
    /// The words of the page that are most like them, if half of them are the same.
    pub now: Option<String>,
    /// The fact or gap whose cited words the page does not have.
    pub cited_by: String,
    /// The citation.
    pub place: Place,
}

/// The paragraphs that a source's facts and gaps cite whose cited words are not on a page. How they are set
/// makes no difference, and neither does it where on the page they stand.
#[must_use]
pub fn changed_on_page(
    knowledge: &Knowledge,
    source: usize,
    page: &SourceText,
) -> Vec<CitedParagraph> {
    let own = &knowledge.sources[source];
    let paragraphs: Vec<&str> = page.paragraphs().map(|(_, words)| words).collect();
    let folds: Vec<String> = paragraphs.iter().map(|words| folded(words)).collect();
    let said = folds.join("\n");
    let facts = own.facts.iter();
    let facts = facts.map(|fact| (fact.id.as_str(), fact.citations.as_slice()));
    let entries = knowledge.entries.iter().chain(&knowledge.drafts);
    let gaps = entries.filter(|entry| entry.source == source);
    let gaps = gaps.map(|gap| (gap.id.as_str(), gap.citations()));
    let mut changed: BTreeMap<(At, &str), CitedParagraph> = BTreeMap::new();
    for (id, citation) in facts
        .chain(gaps)
        .flat_map(|(id, all)| all.iter().map(move |one| (id, one)))
    {
        let cited = CitedWords::of(own.text.as_ref(), citation);
        if cited.are_on(page, &said) {
            continue;
        }
        let at = citation.at.unwrap_or(At {
            section: 0,
            paragraph: 0,
        });
        changed.entry((at, id)).or_insert_with(|| CitedParagraph {
            at,
            was: cited.shown,
            now: None,
            cited_by: id.to_owned(),
            place: citation.place,
        });
    }
    let mut changed: Vec<CitedParagraph> = changed.into_values().collect();
    let words: Vec<HashSet<&str>> = folds.iter().map(|fold| fold.split(' ').collect()).collect();
    for paragraph in changed.iter_mut().take(MAX_COMPARED) {
        let nearest = nearest(&folded(&paragraph.was), &words);
        paragraph.now = nearest.map(|index| paragraphs[index].to_owned());
    }
    changed
}

/// The words that a citation covers.
struct CitedWords<'a> {
    citation: &'a Citation,
    /// In the text, if that is known.
    passage: Option<&'a str>,
    /// Their paragraph, or the quote.
    shown: String,
}

impl<'a> CitedWords<'a> {
    fn of(text: Option<&'a SourceText>, citation: &'a Citation) -> Self {
        let paragraph = text
            .zip(citation.at)
            .and_then(|(text, at)| text.paragraph(at));
        let passage = paragraph.zip(citation.span.clone());
        let passage = passage.and_then(|(paragraph, span)| paragraph.get(span));
        Self {
            citation,
            passage,
            shown: match paragraph {
                Some(paragraph) => paragraph.to_owned(),
                None => citation.quote.to_string(),
            },
        }
    }

    fn are_on(&self, page: &SourceText, said: &str) -> bool {
        match self.passage {
            Some(passage) => memmem::find(said.as_bytes(), folded(passage).as_bytes()).is_some(),
            None => self.citation.quote.find(page) != Found::Nowhere,
        }
    }
}

/// The paragraph that shares the most words with these, if it has half of them.
fn nearest(was: &str, paragraphs: &[HashSet<&str>]) -> Option<usize> {
    let was: HashSet<&str> = was.split(' ').collect();
    let shared = |words: &HashSet<&str>| was.intersection(words).count();
    let all = paragraphs.iter().enumerate();
    let best = all.map(|(index, words)| (shared(words), usize::MAX - words.len(), index));
    let (count, _, index) = best.max()?;
    (2 * count >= was.len()).then_some(index)
}
