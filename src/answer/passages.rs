//! The passages of the sources' texts that come nearest to a question that has no answer: quotes, and no answer.
//!
//! They are found as entries are, with a paragraph for an entry and its sentences for phrasings.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::answer::Cited;
use crate::knowledge::source_text::sentences;
use crate::knowledge::{At, Kind, Knowledge, Quote};
use crate::matcher::document::{Document, SynonymGroup};
use crate::matcher::{Hit, Matcher};

/// The most passages that are shown.
const SHOWN: usize = 2;
/// The lowest nearness in meaning of a passage that is shown, and the lowest share of the question's weight that its
/// paragraph covers. Below either, questions about something else get passages too; `docs/matching.md` has the figures.
const NEAR: f32 = 0.3;
const COVERED: f32 = 0.3;
/// The most sentences of all texts together: what takes about half a second to index.
const MAX_SENTENCES: usize = 20_000;

/// The paragraphs of a knowledge's texts, indexed.
pub struct Passages {
    matcher: Matcher,
    paragraphs: Vec<IndexedParagraph>,
}

/// Where a paragraph is, and its sentences as byte ranges.
struct IndexedParagraph {
    source: usize,
    at: At,
    sentences: Vec<Range<usize>>,
}

impl Passages {
    /// Indexes the texts of all sources that have one; none of them if they are too long together.
    #[must_use]
    pub fn of(knowledge: &Knowledge, synonyms: &[SynonymGroup]) -> Self {
        let mut paragraphs: Vec<IndexedParagraph> = paragraphs(knowledge).collect();
        let count: usize = paragraphs.iter().map(|own| own.sentences.len()).sum();
        if count > MAX_SENTENCES {
            paragraphs.clear();
        }
        let ids: Vec<String> = paragraphs.iter().map(|own| own.at.to_string()).collect();
        let documents = paragraphs.iter().zip(&ids).map(|(own, id)| {
            let source = &knowledge.sources[own.source];
            let paragraph = own.text(knowledge);
            let sentences = own.sentences.iter();
            Document {
                id,
                source: &source.id,
                kind: Kind::Question,
                phrasings: sentences.map(|range| &paragraph[range.clone()]).collect(),
                answer: source.heading(own.at.section).into_iter().collect(),
            }
        });
        Self {
            matcher: Matcher::new(documents, synonyms),
            paragraphs,
        }
    }

    /// The sentences that come nearest to a question, nearest first, of at most two paragraphs; none where nothing
    /// comes near. `knowledge` is what the index was made of; of the paragraphs of `withheld`, by the ids of their
    /// sources, nothing is quoted.
    #[must_use]
    pub fn nearest(
        &self,
        knowledge: &Knowledge,
        question: &str,
        withheld: &BTreeSet<(&str, At)>,
    ) -> Vec<Cited> {
        let ranking = self.matcher.rank(question);
        let is_shown = |hit: &&Hit| {
            let own = &self.paragraphs[hit.entry];
            !withheld.contains(&(&*knowledge.sources[own.source].id, own.at))
        };
        let near = ranking.hits.iter().filter(is_shown).take(SHOWN);
        let near = near.filter(|hit| is_near(hit));
        let passages = near.filter_map(|hit| self.cited(knowledge, hit));
        (1..)
            .zip(passages)
            .map(|(n, cited)| Cited { n, ..cited })
            .collect()
    }

    fn cited(&self, knowledge: &Knowledge, hit: &Hit) -> Option<Cited> {
        let own = &self.paragraphs[hit.entry];
        let span = own.sentences.get(hit.features.nearest_phrasing)?;
        let quote = Quote::parse(&own.text(knowledge)[span.clone()]).ok()?;
        let source = &knowledge.sources[own.source];
        Some(Cited::of_passage(source, &quote, own.at, span.clone()))
    }
}

fn is_near(hit: &Hit) -> bool {
    let features = &hit.features;
    features.meaning >= NEAR && features.coverage >= COVERED && features.covered_content > 0.0
}

fn paragraphs(knowledge: &Knowledge) -> impl Iterator<Item = IndexedParagraph> {
    let sources = knowledge.sources.iter().enumerate();
    let texts = sources.filter_map(|(source, own)| Some((source, own.text.as_ref()?)));
    texts.flat_map(|(source, text)| {
        text.paragraphs().map(move |(at, words)| IndexedParagraph {
            source,
            at,
            sentences: sentences(words).collect(),
        })
    })
}

impl IndexedParagraph {
    fn text<'a>(&self, knowledge: &'a Knowledge) -> &'a str {
        let text = knowledge.sources[self.source].text.as_ref();
        text.and_then(|text| text.paragraph(self.at))
            .unwrap_or_default()
    }
}
