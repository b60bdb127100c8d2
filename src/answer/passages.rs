//! The passages of the sources' texts that come nearest to a question that has no answer: quotes, and no answer.
//!
//! They are found as entries are, with a paragraph for an entry, its sentences for phrasings, and its heading for the
//! answer. What a source's `skip` names is never quoted, nor a sentence without a name or a number that was asked.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::answer::message::looked_up;
use crate::answer::{Cited, SelectedSources};
use crate::knowledge::source_text::sentences;
use crate::knowledge::{At, Kind, Knowledge, Quote, SkipPatterns, Source, SourceText};
use crate::matcher::document::{Document, SynonymGroup};
use crate::matcher::entry_set::EntrySet;
use crate::matcher::{Hit, Matcher, RankOptions};

/// The most passages that are shown.
const SHOWN: usize = 2;
/// The lowest nearness in meaning of a passage that is shown, and the lowest share of the question's weight that its
/// paragraph covers. Below either, questions about something else get passages too; `docs/matching.md` has the figures.
const NEAR: f32 = 0.3;
const COVERED: f32 = 0.3;
/// The most sentences of all texts together, the first ones: what takes about half a second to index.
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
    /// Indexes the texts of all sources that have one; of very long ones, the first 20,000 sentences.
    #[must_use]
    pub fn of(knowledge: &Knowledge, synonyms: &[SynonymGroup]) -> Self {
        let paragraphs = first_sentences(paragraphs(knowledge), MAX_SENTENCES);
        let paragraphs: Vec<IndexedParagraph> = paragraphs.collect();
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
                answer: vec![source.heading(own.at.section).unwrap_or(&source.title)],
            }
        });
        Self {
            matcher: Matcher::new(documents, synonyms),
            paragraphs,
        }
    }

    /// The sentences that come nearest to what a message asks, nearest first, of at most two paragraphs; none where
    /// nothing comes near. `knowledge` is what the index was made of; of the paragraphs of `withheld`, by the ids of their
    /// sources, nothing is quoted, nor of sources that are not `selected` if some are.
    #[must_use]
    pub fn nearest(
        &self,
        knowledge: &Knowledge,
        message: &str,
        withheld: &BTreeSet<(&str, At)>,
        selected: Option<&SelectedSources>,
    ) -> Vec<Cited> {
        let among = selected.map(|selected| {
            let paragraphs = self.paragraphs.iter();
            paragraphs.map(|own| selected.has(own.source)).collect()
        });
        let texts = looked_up(message).into_iter();
        let mut found =
            texts.map(|text| self.nearest_to(knowledge, text, withheld, among.as_ref()));
        let passages = found.find(|passages| !passages.is_empty());
        (1..)
            .zip(passages.unwrap_or_default())
            .map(|(n, cited)| Cited { n, ..cited })
            .collect()
    }

    fn nearest_to(
        &self,
        knowledge: &Knowledge,
        question: &str,
        withheld: &BTreeSet<(&str, At)>,
        among: Option<&EntrySet>,
    ) -> Vec<Cited> {
        let options = RankOptions {
            among,
            ..RankOptions::default()
        };
        let ranking = self.matcher.rank_by(question, options);
        let source = |hit: &Hit| &knowledge.sources[self.paragraphs[hit.entry].source];
        let is_withheld = |hit: &Hit| {
            let at = self.paragraphs[hit.entry].at;
            withheld.contains(&(&*source(hit).id, at))
        };
        let shown = ranking.hits.iter().filter(|hit| !is_withheld(hit));
        let near = shown.take(SHOWN).filter(|hit| is_near(hit));
        let near = near.filter(|hit| !self.is_about_another(source(hit), question, hit));
        near.filter_map(|hit| self.cited(knowledge, hit)).collect()
    }

    /// Whether a passage lacks a name or a number that was asked. Those of the title go without saying in its text.
    fn is_about_another(&self, source: &Source, question: &str, hit: &Hit) -> bool {
        let lacking = self.matcher.lacking_particulars(question, hit);
        if lacking.is_empty() {
            return false;
        }
        let title = self.matcher.words(&source.title);
        let in_title = |word: &str| title.iter().any(|(own, _)| **own == *word);
        !lacking.iter().all(|words| words.split(' ').all(in_title))
    }

    fn cited(&self, knowledge: &Knowledge, hit: &Hit) -> Option<Cited> {
        let own = &self.paragraphs[hit.entry];
        let span = own.sentences.get(hit.features.nearest_phrasing)?;
        let quote = Quote::verbatim(&own.text(knowledge)[span.clone()])?;
        let source = &knowledge.sources[own.source];
        Some(Cited::of_passage(source, &quote, own.at, span.clone()))
    }
}

fn is_near(hit: &Hit) -> bool {
    let features = &hit.features;
    features.meaning >= NEAR && features.coverage >= COVERED && features.covered_content > 0.0
}

/// The paragraphs of all texts, with the sentences that may be quoted.
fn paragraphs(knowledge: &Knowledge) -> impl Iterator<Item = IndexedParagraph> {
    let sources = knowledge.sources.iter().enumerate();
    let texts = sources.filter_map(|(index, own)| Some((index, own, own.text.as_ref()?)));
    texts.flat_map(|(index, source, text): (usize, &Source, &SourceText)| {
        let skip = SkipPatterns::of(source.skip.iter().map(|skip| skip.pattern.as_str()));
        text.paragraphs().map(move |(at, words)| {
            let sentences = sentences(words);
            let is_asked =
                |sentence: &Range<usize>| skip.fitting(&words[sentence.clone()]).is_empty();
            IndexedParagraph {
                source: index,
                at,
                sentences: sentences.filter(is_asked).collect(),
            }
        })
    })
}

/// The first so many sentences of paragraphs; paragraphs without any are left out.
fn first_sentences(
    paragraphs: impl Iterator<Item = IndexedParagraph>,
    count: usize,
) -> impl Iterator<Item = IndexedParagraph> {
    let mut left = count;
    let first = paragraphs.map_while(move |mut own| {
        own.sentences.truncate(left);
        let is_last = left == 0;
        left -= own.sentences.len();
        (!is_last).then_some(own)
    });
    first.filter(|own| !own.sentences.is_empty())
}

impl IndexedParagraph {
    fn text<'a>(&self, knowledge: &'a Knowledge) -> &'a str {
        let text = knowledge.sources[self.source].text.as_ref();
        text.and_then(|text| text.paragraph(self.at))
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each limit once by value, so that one that moves is argued for here too.
    #[test]
    fn the_limits_are_these() {
        assert_eq!((SHOWN, MAX_SENTENCES), (2, 20_000));
        assert_eq!(
            [NEAR, COVERED].map(f32::to_bits),
            [0.3_f32; 2].map(f32::to_bits)
        );
    }

    #[test]
    fn of_a_long_text_the_first_sentences_are_taken() {
        let check = |count, expected: &[usize]| {
            let paragraphs = [2, 0, 3, 1].map(|sentences| IndexedParagraph {
                source: 0,
                at: At {
                    section: 0,
                    paragraph: 1,
                },
                sentences: vec![0..1; sentences],
            });
            let first = first_sentences(paragraphs.into_iter(), count);
            let found: Vec<usize> = first.map(|own| own.sentences.len()).collect();
            assert_eq!(found, expected, "{count}");
        };
        check(9, &[2, 3, 1]);
        check(5, &[2, 3]);
        check(4, &[2, 2]);
        check(0, &[]);
    }
}
