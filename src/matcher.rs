//! Finds the entries that a question could mean, with the evidence for each.
//!
//! A [`Matcher`] is built once from plain [`Document`]s; after that it is a pure function of the question.
//! It ranks, and leaves it to [`crate::answer`] to decide what a ranking amounts to. It knows neither
//! knowledge files nor Discord.
//!
//! A question passes through these modules, in order:
//!
//! - [`analysis`]: text → terms, corrected and with synonyms resolved.
//! - [`query`]: those terms, weighed; [`dense_query`]: the same as arrays, for lookup.
//! - [`first_stage`]: every entry scored by sums from the postings of the [`index`].
//! - [`rerank`]: an exact comparison with the leading entries, text by text.
//! - [`differences`]: what makes an entry the wrong one although it resembles the question; [`leaders`]: the
//!   leading entries compared for that, and ranked anew.
//! - [`meaning`], [`sentence`]: what a text is about, by its words, and by an encoder's vectors that are handed in.
//! - [`score`]: features → a score, by the [`weights`].
//! - [`ranking`]: the result; [`explain`]: the reasons for it.
//!
//! Beside them are [`document`], what a matcher is built from; [`build`], how; [`entry_set`], what a ranking may be limited
//! to; `cost`, what a question costs; and [`complete`], for half-typed questions.

pub mod analysis;
mod build;
pub mod complete;
mod cost;
mod dense_query;
pub mod differences;
pub mod document;
pub mod entry_set;
pub mod explain;
mod first_stage;
mod index;
mod leaders;
pub mod meaning;
mod query;
mod ranking;
mod rerank;
pub mod score;
pub mod sentence;
pub mod weights;

use std::sync::Arc;

use crate::kind::Kind;
use crate::matcher::analysis::analyzed_text::AnalyzedText;
use crate::matcher::analysis::analyzer::{Analyzer, analyzed_head};
use crate::matcher::analysis::familiarity::Familiarity;
use crate::matcher::analysis::indexed_text::IndexedText;
use crate::matcher::analysis::normalize::as_written;
use crate::matcher::build::{EntryKey, PhrasingHash, hash, words_of};
use crate::matcher::dense_query::with_dense_query;
use crate::matcher::document::Document;
use crate::matcher::entry_set::EntrySet;
use crate::matcher::index::Index;
use crate::matcher::index::corpus::CorpusText;
use crate::matcher::meaning::Embedding;
use crate::matcher::query::Query;
use crate::matcher::score::Features;
use crate::matcher::sentence::SentenceQuery;
use crate::matcher::weights::Weights;
use crate::text::tokens::is_sign;

pub use crate::matcher::build::Progress;
pub use crate::matcher::index::centroid::Centroid;
pub use crate::matcher::ranking::{Hit, QueryTermWeight, Ranking};

/// The most entries that are re-ranked. The first stage puts the best entry among the first few; the
/// others only settle which is second. With 100, no outcome and no candidate of the shipped sets changes.
const RERANKED: usize = 40;

/// What a ranking goes by besides the words of the question.
#[derive(Debug, Clone, Copy, Default)]
pub struct RankOptions<'a> {
    /// The entries to rank, as if there were no others; all if none. What is known of words is still the whole table's.
    pub among: Option<&'a EntrySet>,
    /// An entry that is among the hits whatever its rank.
    pub keeping: Option<usize>,
    /// An encoder's vectors.
    pub sentences: Option<SentenceQuery<'a>>,
}

impl RankOptions<'_> {
    /// Whether an entry may be among the hits.
    #[inline]
    fn takes(&self, entry: usize) -> bool {
        self.among.is_none_or(|among| among.contains(entry))
    }
}

/// Ranks the entries of one table. Immutable once built.
pub struct Matcher {
    weights: Weights,
    analyzer: Analyzer,
    index: Index,
    /// Breaks ties, by entry.
    keys: Vec<EntryKey>,
    /// The phrasings of all entries, sorted by hash.
    phrasings: Vec<PhrasingHash>,
}

impl Matcher {
    /// Ranks the entries that a question could mean. One that has just this phrasing, as it was
    /// written, scores 1, so that what a curator wrote always leads to its entry.
    #[must_use]
    pub fn rank(&self, question: &str) -> Ranking {
        self.rank_by(question, RankOptions::default())
    }

    /// The same with further evidence, or among some of the entries.
    #[must_use]
    pub fn rank_by(&self, question: &str, options: RankOptions) -> Ranking {
        self.rank_with(question, RERANKED, options)
    }

    /// Ranks with at most `reranked` entries re-ranked, besides the one that is kept and those whose phrasing is the
    /// question.
    fn rank_with(&self, question: &str, reranked: usize, options: RankOptions) -> Ranking {
        let analyzed = self.analyze_question(question);
        let query = self.query(&analyzed, |_| true);
        let exact = self.exact_matches(question, options.among);
        let kept = options.keeping.filter(|entry| options.takes(*entry));
        let always: Vec<usize> = exact.iter().copied().chain(kept).collect();
        let mut hits = with_dense_query(self.index.weights(), &query, |dense| {
            self.hits(&query, dense, reranked, &always, options)
        });
        for hit in hits.iter_mut().filter(|hit| exact.contains(&hit.entry)) {
            hit.score = 1.0;
        }
        self.sort(&mut hits);
        self.compare_leaders(&analyzed, &query, &mut hits, |entry| {
            self.index.corpus.texts(entry).collect()
        });
        Ranking::new(analyzed, &query, hits)
    }

    fn analyze_question(&self, question: &str) -> AnalyzedText {
        if self.weights.typo_correction {
            self.analyzer.analyze_question(question)
        } else {
            self.analyzer.analyze_verbatim(question)
        }
    }

    /// Whether a text is a phrasing of an entry, of one among these if some are given.
    #[must_use]
    pub fn has_phrasing(&self, text: &str, among: Option<&EntrySet>) -> bool {
        !self.exact_matches(text, among).is_empty()
    }

    /// Whether a text is a question at all; see [`AnalyzedText::is_question`]. Nothing is ranked, so
    /// it costs a fraction of [`Self::rank`].
    #[must_use]
    pub fn is_question(&self, text: &str) -> bool {
        self.analyze_question(text).is_question()
    }

    /// Ranks by one phrasing of an entry as if it had never been written: terms that the table has from
    /// it alone count as out of vocabulary. (N-grams and bigrams keep their weights, which one phrasing
    /// hardly moves.) `texts` are the entry's, as [`Self::analyze_document`] returns them.
    #[must_use]
    pub fn rank_without(&self, entry: usize, texts: &[AnalyzedText], phrasing: usize) -> Ranking {
        let mut rest: Vec<IndexedText> = self.index_texts(texts);
        rest.remove(phrasing);
        let analyzed = texts[phrasing].clone();
        let query = self.query(&analyzed, |term| {
            let is_in_rest = || rest.iter().any(|text| text.term_ids.contains(&term));
            self.index.weights().terms.doc_freq(term) > 1 || is_in_rest()
        });
        let mut hits = with_dense_query(self.index.weights(), &query, |dense| {
            let mut hits = self.hits(&query, dense, RERANKED, &[], RankOptions::default());
            hits.retain(|hit| hit.entry != entry);
            let features = self.index.rerank_texts(&query, dense, &rest);
            hits.push(self.hit(&query, entry, features));
            hits
        });
        self.sort(&mut hits);
        self.compare_leaders(&analyzed, &query, &mut hits, |own| {
            if own == entry {
                return rest.iter().map(CorpusText::of).collect();
            }
            self.index.corpus.texts(own).collect()
        });
        Ranking::new(analyzed, &query, hits)
    }

    /// Analyses the phrasings and, last, the answer of a document. The matcher does not keep these
    /// texts, which would double its memory.
    #[must_use]
    pub fn analyze_document(&self, document: &Document) -> Vec<AnalyzedText> {
        let texts = words_of(document).into_iter();
        texts
            .map(|words| self.analyzer.analyze_words(words))
            .collect()
    }

    /// What the phrasings of an entry are about, together.
    #[must_use]
    pub fn embedding(&self, entry: usize) -> Embedding {
        self.index.embeddings[entry]
    }

    /// The centroid of a document.
    #[must_use]
    pub fn centroid(&self, document: &Document) -> Centroid {
        let texts = self.analyze_document(document);
        self.index.centroid(&self.index_texts(&texts))
    }

    /// Returns the words of a text, normalised, each with what the table and English know of it: one
    /// that neither knows may be a name.
    #[must_use]
    pub fn words(&self, text: &str) -> Vec<(Arc<str>, Familiarity)> {
        self.analyzer.words_of(text)
    }

    fn index_texts(&self, texts: &[AnalyzedText]) -> Vec<IndexedText> {
        let texts = texts.iter();
        texts.map(|text| self.analyzer.index_text(text)).collect()
    }

    fn query(&self, analyzed: &AnalyzedText, is_known: impl Fn(u32) -> bool) -> Query {
        let text = self.analyzer.index_question(analyzed);
        let index_weights = self.index.weights();
        Query::new(&self.weights, index_weights, analyzed, &text, is_known)
    }

    /// The entries that have just this phrasing; if none does, but for signs such as emoji.
    fn exact_matches(&self, question: &str, among: Option<&EntrySet>) -> Vec<usize> {
        let written = as_written(analyzed_head(question));
        let found = self.phrased_as(&written, among);
        if !found.is_empty() {
            return found;
        }
        let words = written.split(' ').filter(|word| !is_sign(word));
        let without_signs = words.collect::<Vec<_>>().join(" ");
        self.phrased_as(&without_signs, among)
    }

    /// The entries that have a phrasing that [`as_written`] makes of these words; none for no words.
    fn phrased_as(&self, written: &str, among: Option<&EntrySet>) -> Vec<usize> {
        if written.is_empty() {
            return Vec::new();
        }
        let wanted = hash(written);
        let first = self.phrasings.partition_point(|(hash, _)| *hash < wanted);
        let same = self.phrasings[first..]
            .iter()
            .take_while(|(hash, _)| *hash == wanted);
        same.map(|(_, entry)| *entry as usize)
            .filter(|entry| among.is_none_or(|among| among.contains(*entry)))
            .collect()
    }

    fn hit(&self, query: &Query, entry: usize, features: Features) -> Hit {
        let kind = self.keys[entry].kind;
        let is_untyped_gap = kind == Kind::Gap && query.answer_type.is_none();
        let share = if is_untyped_gap {
            self.weights.untyped_gap
        } else {
            1.0
        };
        Hit {
            entry,
            kind,
            score: features.score(&self.weights) * share,
            features,
        }
    }

    fn sort(&self, hits: &mut [Hit]) {
        hits.sort_by(|a, b| {
            b.score
                .total_cmp(&a.score)
                .then_with(|| self.keys[a.entry].cmp(&self.keys[b.entry]))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A question about a lamp.
    pub fn lamp() -> Document<'static> {
        document(
            "relit",
            Kind::Question,
            &["When was the lamp relit?", "since when is the lamp on"],
            "Volunteers relit the lamp in March.",
        )
    }

    /// Two questions and a gap.
    pub fn documents() -> Vec<Document<'static>> {
        vec![
            lamp(),
            document(
                "paid",
                Kind::Question,
                &["Who paid for the oil?"],
                "The trust paid.",
            ),
            document(
                "oil-price",
                Kind::Gap,
                &["How much did the oil cost?", "oil price"],
                "The article does not give the price of the oil.",
            ),
        ]
    }

    /// A matcher of [`documents`], in which a lamp is a beacon.
    pub fn matcher() -> Matcher {
        Matcher::new(documents(), &[vec!["lamp", "beacon"]])
    }

    fn document<'a>(
        id: &'a str,
        kind: Kind,
        phrasings: &[&'a str],
        answer: &'a str,
    ) -> Document<'a> {
        Document {
            id,
            source: "skerry",
            kind,
            phrasings: phrasings.to_vec(),
            answer: vec![answer],
        }
    }

    #[test]
    fn a_phrasing_scores_one_for_its_entry() {
        let matcher = matcher();
        for (entry, document) in documents().iter().enumerate() {
            for phrasing in &document.phrasings {
                let leader = matcher.rank(phrasing).hits[0];
                assert_eq!(
                    (leader.entry, leader.score.to_bits()),
                    (entry, 1_f32.to_bits())
                );
            }
        }
    }

    #[test]
    fn a_phrasing_of_which_analysis_leaves_nothing_leads_to_its_entry() {
        let shrug = document("shrug", Kind::Gap, &["idk"], "It does not say.");
        let mut entries = documents();
        entries.push(shrug);
        let matcher = Matcher::new(entries, &[]);
        let hits = matcher.rank("IDK").hits;
        assert_eq!(
            (hits[0].entry, hits[0].score.to_bits()),
            (3, 1_f32.to_bits())
        );
    }

    #[test]
    fn a_gap_scores_less_where_no_type_of_answer_is_asked_for() {
        let weights = Weights {
            untyped_gap: 1.0,
            ..Weights::default()
        };
        let plain = Matcher::build(weights, documents(), &[], &mut |_, _| {});
        let reduced = Matcher::new(documents(), &[]);
        let score = |matcher: &Matcher, question| {
            let ranking = matcher.rank(question);
            ranking.best(Kind::Gap).map_or(0.0, |hit| hit.score)
        };
        let expected = Weights::default().untyped_gap * score(&plain, "the price of oil");
        assert!((score(&reduced, "the price of oil") - expected).abs() < 1e-6);
        let typed = "how much was the oil";
        assert!((score(&reduced, typed) - score(&plain, typed)).abs() < 1e-6);
    }

    #[test]
    fn typo_correction_can_be_turned_off() {
        let weights = Weights {
            typo_correction: false,
            ..Weights::default()
        };
        let verbatim = Matcher::build(weights, documents(), &[], &mut |_, _| {});
        let corrected = |matcher: &Matcher| {
            let terms = matcher.rank("the lampp").question.terms;
            terms.into_iter().find_map(|term| term.corrected)
        };
        assert_eq!(corrected(&matcher()).as_deref(), Some("lamp"));
        assert_eq!(corrected(&verbatim), None);
    }

    #[test]
    fn a_question_has_a_question_mark_or_asks_for_a_type_of_answer() {
        let matcher = matcher();
        let check = |text: &str, expected: bool| {
            assert_eq!(matcher.is_question(text), expected, "{text}");
            assert_eq!(
                matcher.rank(text).question.is_question(),
                expected,
                "{text}"
            );
        };
        check("when was the lamp relit", true);
        check("is the lamp lit", true);
        check("so how do i get there", true);
        check("the lamp?", true);
        check("the lamp is so bright", false);
        check("thanks, that helped", false);
        check("", false);
    }

    #[test]
    fn a_term_of_one_phrasing_is_unknown_without_that_phrasing() {
        let matcher = matcher();
        let texts = matcher.analyze_document(&lamp());
        let ranking = matcher.rank_without(0, &texts, 1);
        let is_known = |surface: &str| {
            let terms = ranking.question.terms.iter().zip(&ranking.term_weights);
            let mut of_word = terms.filter(|(term, _)| &*term.surface == surface);
            of_word.next().map(|(_, own)| own.is_known)
        };
        assert_eq!(is_known("since"), Some(false));
        assert_eq!(is_known("lamp"), Some(true));
        let own = ranking.hits.iter().find(|hit| hit.entry == 0);
        assert!(own.is_some_and(|hit| hit.score < 1.0));
    }

    #[test]
    fn an_encoders_vectors_find_what_no_word_does() {
        use crate::matcher::sentence::{EntryVectors, SentenceIndex, SentenceVector};
        let matcher = matcher();
        let axis = |at: usize| {
            let mut components = [0.0; 4];
            components[at] = 1.0;
            SentenceVector::new(&components)
        };
        let entry = |at| EntryVectors {
            phrasings: vec![axis(at)],
            answer: axis(at),
        };
        let table = SentenceIndex::new((0..3).map(entry).collect());
        let leader = |text: &str, at: usize| {
            let query = SentenceQuery {
                question: &axis(at),
                table: &table,
            };
            let sentences = Some(query);
            let options = RankOptions {
                sentences,
                ..RankOptions::default()
            };
            let ranking = matcher.rank_by(text, options);
            let hit = ranking.hits[0];
            (hit.entry, hit.features.encoded)
        };
        assert_eq!(leader("xylophone", 1).0, 1);
        assert_eq!(leader("xylophone", 2).0, 2);
        assert_eq!(
            leader("when was the lamp relit", 1).0,
            0,
            "a phrasing leads"
        );
        assert!(leader("xylophone", 1).1.is_some_and(|own| own > 0.99));
        let without = matcher.rank("when was the lamp relit").hits[0];
        assert_eq!(without.features.encoded, None);
    }

    #[test]
    fn a_centroid_is_more_like_itself_than_like_another() {
        let matcher = matcher();
        let centroids: Vec<Centroid> = documents().iter().map(|d| matcher.centroid(d)).collect();
        assert!((centroids[1].similarity(&centroids[1]) - 1.0).abs() < 1e-4);
        assert!(centroids[1].similarity(&centroids[2]) < 0.5);
    }
}
