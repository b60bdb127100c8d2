//! The table, weighed: what each entry has of each feature, and where a feature is found.

pub mod corpus;
pub mod postings;
pub mod term_weights;

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::matcher::index::corpus::{
    Corpus, CorpusText, IndexedText, NO_TERM, Norms, cues_of, tells_number,
};
use crate::matcher::index::postings::{MOST_ENTRIES, Postings};
use crate::matcher::index::term_weights::{Bigram, NgramWeights, TermWeights, summed};
use crate::matcher::query::{DenseQuery, Query, QueryTerm, length};
use crate::matcher::score::{Features, Reranker};
use crate::matcher::weights::{ANSWER_SHARE, B, K1};

/// The whole table, ready to be asked.
#[derive(Debug)]
pub struct Index {
    /// What terms weigh.
    pub terms: TermWeights,
    /// What grams weigh.
    pub grams: NgramWeights,
    texts: Corpus,
    /// For each entry, the lengths of the sums of its texts' directions.
    centroids: Vec<Norms>,
    mean_length: f32,
    segments: Vec<Segment>,
}

/// Some thousand entries, turned round. A table is turned round in parts, so that no more than one
/// of them is in memory both ways.
#[derive(Debug)]
struct Segment {
    /// BM25 weights of the terms, and their parts of the mean directions.
    by_term: Postings<(f32, f32)>,
    /// Grams' parts of the mean directions.
    by_gram: Postings<Quantized>,
}

/// A part of a direction of length one, in steps fine enough for a glance.
type Quantized = u16;
const QUANTIZATION_STEPS: f32 = u16::MAX as f32;

/// The mean direction of an entry's texts, of length one.
#[derive(Debug, Clone, Default)]
pub struct Centroid {
    words: Vec<(Bigram, f32)>,
    grams: Vec<(u32, f32)>,
}

/// An entry, weighed.
#[derive(Debug, Clone, Default)]
pub struct WeightedEntry {
    /// BM25 weights of its terms.
    pub terms: Vec<(u32, f32)>,
    /// The lengths of its texts' directions.
    pub norms: Vec<Norms>,
    /// The lengths of the sums of those directions.
    pub centroid_norms: Norms,
    /// The mean direction.
    pub centroid: Centroid,
}

/// Room for adding up grams, kept between sums: a place for every gram, all zero.
#[derive(Debug, Default)]
pub struct Scratch {
    sums: Vec<f32>,
}

impl Index {
    /// Builds the index, given the most that each term may weigh (a share of the largest weight), the
    /// words in the order of their numbers and the texts. The order of the entries makes no difference to any weight. `step` is told how many
    /// more entries are weighed.
    #[must_use]
    pub fn new(
        caps: &[f32],
        words: &[Arc<str>],
        texts: Corpus,
        step: &mut dyn FnMut(usize),
    ) -> Self {
        let (terms, grams) = rayon::join(
            || TermWeights::new(caps, &texts),
            || NgramWeights::new(words, &texts),
        );
        let entries = texts.entries();
        let length: f32 = (0..entries).map(|entry| text_length(texts.of(entry))).sum();
        let mut index = Self {
            terms,
            grams,
            texts,
            centroids: Vec::with_capacity(entries),
            mean_length: length / entries.max(1) as f32,
            segments: Vec::new(),
        };
        let mut norms = Vec::new();
        for first in (0..entries).step_by(MOST_ENTRIES) {
            let last = entries.min(first + MOST_ENTRIES);
            index.add_segment(first..last, &mut norms);
            step(last - first);
        }
        index.texts.set_norms(norms);
        index
    }

    fn add_segment(&mut self, entries: Range<usize>, norms: &mut Vec<Norms>) {
        let weigh = |scratch: &mut Scratch, entry| {
            self.posted(&self.texts.of(entry).collect::<Vec<_>>(), scratch)
        };
        let posted: Vec<EntryPostings> = entries
            .into_par_iter()
            .map_init(Scratch::default, weigh)
            .collect();
        let (mut by_term, mut by_gram) = (Vec::new(), Vec::new());
        for entry in posted {
            norms.extend(entry.norms);
            self.centroids.push(entry.centroid_norms);
            by_term.push(entry.terms);
            by_gram.push(entry.grams);
        }
        self.segments.push(Segment {
            by_term: Postings::new(self.terms.len(), &by_term),
            by_gram: Postings::new(self.grams.len(), &by_gram),
        });
    }

    /// How many entries there are.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.texts.entries()
    }

    fn posted(&self, texts: &[CorpusText], scratch: &mut Scratch) -> EntryPostings {
        let weighed = self.weigh(texts, scratch);
        let centroid = &weighed.centroid.words;
        let part = |term: u32| {
            let at = centroid.binary_search_by_key(&(term, NO_TERM), |(pair, _)| *pair);
            at.map_or(0.0, |at| centroid[at].1)
        };
        let terms = weighed.terms.into_iter();
        let grams = weighed.centroid.grams.into_iter();
        EntryPostings {
            terms: terms
                .map(|(term, weight)| (term, (weight, part(term))))
                .collect(),
            grams: grams.map(|(gram, part)| (gram, quantized(part))).collect(),
            norms: weighed.norms,
            centroid_norms: weighed.centroid_norms,
        }
    }

    /// Weighs an entry's texts; they need not be those of an entry of the table.
    #[must_use]
    pub fn weigh(&self, texts: &[CorpusText], scratch: &mut Scratch) -> WeightedEntry {
        let norm =
            K1 * (1.0 - B + B * text_length(texts.iter().copied()) / self.mean_length.max(1.0));
        let mut terms = summed(
            shared(texts.iter().copied())
                .flat_map(|(text, share)| text.terms.iter().map(move |&term| (term, share)))
                .collect(),
        );
        for (term, count) in &mut terms {
            *count = self.terms.term(*term) * *count * (K1 + 1.0) / (*count + norm);
        }
        let mut norms = Vec::with_capacity(texts.len());
        let mut words = Vec::new();
        let mut touched = Vec::new();
        scratch.sums.resize(self.grams.len(), 0.0);
        for (text, share) in shared(texts.iter().copied()) {
            let direction = self.terms.vector(text.terms);
            let grams = self.gram_vector(text.words);
            let own = Norms {
                words: length(direction.iter().map(|(_, weight)| *weight)),
                grams: length(grams.iter().map(|(_, weight)| *weight)),
            };
            norms.push(own);
            words.extend(
                direction
                    .into_iter()
                    .map(|(pair, weight)| (pair, share * weight / own.words)),
            );
            for (gram, weight) in grams {
                let sum = &mut scratch.sums[gram as usize];
                // Weights are positive: a sum of zero has not been touched.
                if *sum == 0.0 {
                    touched.push(gram);
                }
                *sum += share * weight / own.grams;
            }
        }
        touched.sort_unstable();
        let sum = |gram: u32| (gram, std::mem::take(&mut scratch.sums[gram as usize]));
        let mut centroid = Centroid {
            words: summed(words),
            grams: touched.into_iter().map(sum).collect(),
        };
        WeightedEntry {
            terms,
            norms,
            centroid_norms: centroid.shorten(),
            centroid,
        }
    }

    /// The grams of a text, each with its weight times how often it stands there.
    fn gram_vector(&self, words: &[u32]) -> Vec<(u32, f32)> {
        let mut grams: Vec<u32> = words
            .iter()
            .flat_map(|&word| self.grams.of(word))
            .copied()
            .collect();
        grams.sort_unstable();
        let runs = grams.chunk_by(|a, b| a == b);
        let weight = |run: &[u32]| run.len() as f32 * self.grams.weight(Some(run[0]));
        runs.map(|run| (run[0], weight(run))).collect()
    }

    /// For each entry, into the layout: the sums of BM25, and of the cosines to its mean direction
    /// in single terms and in grams.
    pub fn gather(&self, query: &Query, dense: &mut DenseQuery) {
        let DenseQuery { sums, best, .. } = dense;
        best.resize(MOST_ENTRIES, 0.0);
        sums.clear();
        sums.resize(self.entries(), [0.0; 3]);
        for (segment, sums) in self.segments.iter().zip(sums.chunks_mut(MOST_ENTRIES)) {
            for term in query.counting() {
                segment.add_term(term, sums, best);
            }
            for &(gram, direction) in &query.grams {
                let direction = direction / QUANTIZATION_STEPS;
                for (entry, part) in segment.by_gram.of(gram) {
                    sums[entry][2] += f32::from(part) * direction;
                }
            }
        }
    }

    /// Looks at an entry closely, given its BM25.
    #[must_use]
    pub fn rerank(
        &self,
        query: &Query,
        dense: &mut DenseQuery,
        entry: usize,
        bm25: f32,
    ) -> Features {
        let rerank = Reranker {
            bm25,
            centroid_norms: self.centroids[entry],
            cues: self.texts.cues(entry),
            tells_number: self.texts.tells_number(entry),
            grams: &self.grams,
        };
        rerank.at(query, dense, self.texts.of(entry))
    }

    /// Looks closely at an entry as if its texts were only these.
    #[must_use]
    pub fn rerank_texts(
        &self,
        query: &Query,
        dense: &mut DenseQuery,
        texts: &[IndexedText],
    ) -> Features {
        let mut kept: Vec<CorpusText> = texts.iter().map(CorpusText::of).collect();
        let weighed = self.weigh(&kept, &mut Scratch::default());
        for (text, norms) in kept.iter_mut().zip(weighed.norms) {
            text.norms = norms;
        }
        let own = |number| {
            let at = weighed
                .terms
                .binary_search_by_key(&number, |(term, _)| *term);
            at.map_or(0.0, |at| weighed.terms[at].1)
        };
        let best = |term: &QueryTerm| {
            let related = term
                .related
                .iter()
                .map(|(number, share)| share * own(*number));
            related.fold(own(term.number), f32::max)
        };
        let rerank = Reranker {
            bm25: query.counting().map(best).sum(),
            centroid_norms: weighed.centroid_norms,
            cues: &cues_of(texts),
            tells_number: tells_number(texts),
            grams: &self.grams,
        };
        rerank.at(query, dense, kept.into_iter())
    }

    /// The mean direction of these texts.
    #[must_use]
    pub fn centroid(&self, texts: &[IndexedText]) -> Centroid {
        let kept: Vec<CorpusText> = texts.iter().map(CorpusText::of).collect();
        self.weigh(&kept, &mut Scratch::default()).centroid
    }
}

impl Segment {
    /// Adds what a term gives each entry: by itself, or by the one that means about the same and
    /// gives most.
    fn add_term(&self, term: &QueryTerm, sums: &mut [[f32; 3]], best: &mut [f32]) {
        if term.is_known() {
            for (entry, (bm25, part)) in self.by_term.of(term.number) {
                sums[entry][0] += bm25;
                sums[entry][1] += part * term.direction;
                best[entry] = bm25;
            }
        }
        for &(number, share) in &term.related {
            for (entry, (bm25, _)) in self.by_term.of(number) {
                let more = share * bm25 - best[entry];
                if more > 0.0 {
                    sums[entry][0] += more;
                    best[entry] += more;
                }
            }
        }
        let own = term.is_known().then_some(term.number);
        for number in own
            .into_iter()
            .chain(term.related.iter().map(|(number, _)| *number))
        {
            for (entry, _) in self.by_term.of(number) {
                best[entry] = 0.0;
            }
        }
    }
}

/// What is kept of an entry's weighing.
struct EntryPostings {
    terms: Vec<(u32, (f32, f32))>,
    grams: Vec<(u32, Quantized)>,
    norms: Vec<Norms>,
    centroid_norms: Norms,
}

#[expect(
    clippy::cast_sign_loss,
    reason = "a part of a direction of positive weights is positive"
)]
fn quantized(part: f32) -> Quantized {
    (part * QUANTIZATION_STEPS).round() as Quantized
}

impl Centroid {
    /// Makes its directions of length one, and says how long they were.
    fn shorten(&mut self) -> Norms {
        let words = length(self.words.iter().map(|(_, weight)| *weight));
        let grams = length(self.grams.iter().map(|(_, weight)| *weight));
        for (_, weight) in &mut self.words {
            *weight /= words;
        }
        for (_, weight) in &mut self.grams {
            *weight /= grams;
        }
        Norms { words, grams }
    }

    /// How alike two entries are: the mean of the cosines between their mean directions.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f32 {
        f32::midpoint(
            dot(&self.words, &other.words),
            dot(&self.grams, &other.grams),
        )
    }
}

/// The product of two sparse vectors, sorted by feature.
fn dot<K: Ord>(a: &[(K, f32)], b: &[(K, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += x.1 * y.1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

/// The texts of an entry, each with what it counts: phrasings once, the answer less.
fn shared<'a>(
    texts: impl ExactSizeIterator<Item = CorpusText<'a>>,
) -> impl Iterator<Item = (CorpusText<'a>, f32)> {
    let last = texts.len().saturating_sub(1);
    let share = move |at| if at == last { ANSWER_SHARE } else { 1.0 };
    texts.enumerate().map(move |(at, text)| (text, share(at)))
}

/// The number of terms in an entry, its answer's counting less.
fn text_length<'a>(texts: impl ExactSizeIterator<Item = CorpusText<'a>>) -> f32 {
    shared(texts)
        .map(|(text, share)| share * text.terms.len() as f32)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::analysis::analyzer::{Analyzer, Vocabulary};
    use crate::matcher::analysis::normalize::normalize;
    use crate::matcher::query::with_dense_query;
    use crate::matcher::weights::Weights;

    /// Two entries: one asked in two ways, one in one.
    fn index() -> (Analyzer, Vec<Vec<IndexedText>>, Index) {
        let entries = [
            ["who paid", "who gave money", "The trust paid."].as_slice(),
            &["what broke", "The storm broke the lantern."],
        ];
        let mut vocabulary = Vocabulary::default();
        for texts in entries {
            vocabulary.learn(texts.iter().map(|text| normalize(text)).collect());
        }
        let analyzer = Analyzer::new(&[], &mut vocabulary);
        let read = |words| analyzer.text(&analyzer.analyze_table(words));
        let entries: Vec<Vec<IndexedText>> = (0..vocabulary.entries())
            .map(|entry| vocabulary.texts(entry).map(read).collect())
            .collect();
        let mut texts = Corpus::new();
        for entry in &entries {
            texts.push(entry);
        }
        let index = Index::new(
            &analyzer.caps(Weights::default().filler),
            &analyzer.words(),
            texts,
            &mut |_| {},
        );
        (analyzer, entries, index)
    }

    /// The BM25 weights are written out, so that `K1`, `B` and `ANSWER_SHARE` cannot move unseen.
    #[test]
    fn repeated_terms_saturate_and_answers_count_half() {
        let (analyzer, _, index) = index();
        let weight = |term: &str| {
            let text = analyzer.text(&analyzer.analyze_question(term));
            index.segments[0]
                .by_term
                .of(text.terms[0])
                .next()
                .unwrap()
                .1
                .0
        };
        let check = |term: &str, expected: f32| {
            let found = weight(term);
            assert!((found - expected).abs() < 1e-3, "{term}: {found}");
        };
        check("who", 0.9278);
        check("paid", 0.8207);
        check("trust", 0.4266);
        check("lantern", 0.4728);
    }

    #[test]
    fn an_entry_weighed_for_itself_is_what_it_is_in_the_table() {
        let (analyzer, entries, index) = index();
        for question in ["who paid for the lantern", "storm", "what money", "zebra"] {
            let reading = analyzer.analyze_question(question);
            let weights = (&index.terms, &index.grams);
            let query = Query::new(
                &Weights::default(),
                weights,
                &reading,
                &analyzer.text(&reading),
                |_| true,
            );
            with_dense_query(weights, &query, |dense| {
                index.gather(&query, dense);
                let sums = dense.sums.clone();
                for (entry, texts) in entries.iter().enumerate() {
                    let kept = index.rerank(&query, dense, entry, sums[entry][0]);
                    assert_eq!(kept, index.rerank_texts(&query, dense, texts), "{question}");
                    // At a glance there are no pairs, so that words can only gain by a close look.
                    assert!(sums[entry][1] <= kept.words + 1e-4, "{question}");
                    assert!((sums[entry][2] - kept.grams).abs() < 1e-3, "{question}");
                }
            });
        }
    }

    #[test]
    fn the_product_of_vectors_counts_what_both_have() {
        let (a, b) = ([(1, 0.5), (4, 1.0)], [(0, 1.0), (1, 0.5), (4, 0.25)]);
        assert!((dot(&a, &b) - 0.5).abs() < 1e-6);
    }
}
