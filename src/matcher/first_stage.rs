//! First-stage retrieval: scores entries by sums from postings, so that only the leaders need an exact
//! comparison.
//!
//! Postings are added up term by term. What is costly beyond that (nearness in meaning, by an encoder) is computed
//! only for an entry that could still be among the leaders if it had all of it: pruning by upper bounds, as in MaxScore
//! (H. Turtle and J. Flood, “Query evaluation: strategies and optimizations”, 1995). A bound is the score itself
//! with the largest values there are for what is not known yet. Rounding never reverses the order of two sums, products
//! or quotients, so that the leaders are exactly those of all scores.

use crate::matcher::build::EntryKey;
use crate::matcher::dense_query::DenseQuery;
use crate::matcher::index::Index;
use crate::matcher::index::postings::MAX_ENTRIES;
use crate::matcher::index::segment::{QUANTIZATION_STEPS, Segment, TermSums};
use crate::matcher::query::{Query, QueryTerm};
use crate::matcher::score::{Features, bm25_ceiling, bm25_share};
use crate::matcher::{Hit, Matcher, RankOptions};

/// An entry after the first stage.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Leader {
    score: f32,
    entry: usize,
    /// The sum of the BM25 weights of the terms that it shares with the question.
    bm25: f32,
}

impl Matcher {
    /// Re-ranks the best `reranked` entries of the first stage and, whatever their rank, those of
    /// `always`. Entries that the options leave out are never looked at. The hits are in no particular order.
    pub(super) fn hits(
        &self,
        query: &Query,
        dense: &mut DenseQuery,
        reranked: usize,
        always: &[usize],
        options: RankOptions,
    ) -> Vec<Hit> {
        let RankOptions { sentences, .. } = options;
        self.index.gather(query, dense);
        let first_stage = FirstStage {
            matcher: self,
            query,
            dense,
            ceiling: bm25_ceiling(query),
            options,
        };
        let leaders = first_stage.leaders(reranked, always);
        let rerank = |Leader { entry, bm25, .. }| {
            let mut features = self.index.rerank(query, dense, entry, bm25);
            features.encoded = sentences.map(|sentences| sentences.similarity(entry));
            self.hit(query, entry, features)
        };
        leaders.into_iter().map(rerank).collect()
    }
}

/// The first stage of one question, after its postings have been added up.
struct FirstStage<'a> {
    matcher: &'a Matcher,
    query: &'a Query,
    dense: &'a DenseQuery,
    /// The most that the question's terms can weigh.
    ceiling: f32,
    options: RankOptions<'a>,
}

impl FirstStage<'_> {
    /// The best `limit` of the entries that share anything with the question, and those of `always`.
    fn leaders(&self, limit: usize, always: &[usize]) -> Vec<Leader> {
        let mut leaders = TopLeaders::new(&self.matcher.keys, limit);
        let entries = 0..self.dense.term_sums.len();
        for entry in entries.filter(|entry| self.options.takes(*entry)) {
            let known = self.by_postings(entry);
            if self.bound(known) < leaders.threshold {
                continue;
            }
            let leader = self.leader(entry, known);
            if leader.score > 0.0 && leader.score >= leaders.threshold {
                leaders.push(leader);
            }
        }
        let mut leaders = leaders.into_best();
        for &entry in always {
            if leaders.iter().all(|leader| leader.entry != entry) {
                leaders.push(self.leader(entry, self.by_postings(entry)));
            }
        }
        leaders
    }

    /// What the postings tell of an entry.
    #[inline]
    fn by_postings(&self, entry: usize) -> Features {
        let sums = self.dense.term_sums[entry];
        Features {
            bm25: bm25_share(self.ceiling, sums.bm25),
            centroid_terms: sums.centroid_terms.min(1.0),
            centroid_ngrams: self.dense.ngram_sums[entry].min(1.0),
            ..Features::default()
        }
    }

    /// The most that an entry can score, given what the postings tell.
    #[inline]
    fn bound(&self, mut known: Features) -> f32 {
        known.meaning = 1.0;
        known.encoded = self.options.sentences.map(|_| 1.0);
        known.score(&self.matcher.weights)
    }

    fn leader(&self, entry: usize, mut features: Features) -> Leader {
        let embedding = &self.matcher.index.embeddings[entry];
        features.meaning = self.query.embedding.similarity(embedding);
        let sentences = self.options.sentences;
        features.encoded = sentences.map(|sentences| sentences.centroid(entry));
        Leader {
            score: features.score(&self.matcher.weights),
            entry,
            bm25: self.dense.term_sums[entry].bm25,
        }
    }
}

/// The best of the leaders seen so far, up to a limit. Twice as many are held, and then halved, which takes less time
/// than to keep them in order.
struct TopLeaders<'a> {
    keys: &'a [EntryKey],
    limit: usize,
    held: Vec<Leader>,
    /// No entry that scores less is among the best.
    threshold: f32,
}

impl<'a> TopLeaders<'a> {
    fn new(keys: &'a [EntryKey], limit: usize) -> Self {
        Self {
            keys,
            limit,
            held: Vec::new(),
            threshold: f32::NEG_INFINITY,
        }
    }

    fn push(&mut self, leader: Leader) {
        self.held.push(leader);
        if self.held.len() > self.limit.saturating_mul(2) {
            self.halve();
        }
    }

    fn halve(&mut self) {
        let Self { keys, limit, .. } = *self;
        if self.held.len() <= limit {
            return;
        }
        let (_, dropped, _) = self.held.select_nth_unstable_by(limit, |a, b| {
            let keys = || keys[a.entry].cmp(&keys[b.entry]);
            b.score.total_cmp(&a.score).then_with(keys)
        });
        self.threshold = dropped.score;
        self.held.truncate(limit);
    }

    fn into_best(mut self) -> Vec<Leader> {
        self.halve();
        self.held
    }
}

impl Index {
    /// Fills in [`DenseQuery::term_sums`] and [`DenseQuery::ngram_sums`] for every entry.
    pub fn gather(&self, query: &Query, dense: &mut DenseQuery) {
        let entries = self.corpus.entries();
        dense.term_sums.clear();
        dense.term_sums.resize(entries, TermSums::default());
        dense.ngram_sums.clear();
        dense.ngram_sums.resize(entries, 0.0);
        let term_sums = dense.term_sums.chunks_mut(MAX_ENTRIES);
        let sums = term_sums.zip(dense.ngram_sums.chunks_mut(MAX_ENTRIES));
        for (segment, (term_sums, ngram_sums)) in self.segments.iter().zip(sums) {
            segment.gather(query, term_sums, ngram_sums);
        }
    }
}

impl Segment {
    /// Adds what the question's features give each entry.
    fn gather(&self, query: &Query, term_sums: &mut [TermSums], ngram_sums: &mut [f32]) {
        for term in query.weighted_terms() {
            self.add_term(term, term_sums);
        }
        for &(ngram, component) in &query.ngrams {
            let component = component / QUANTIZATION_STEPS;
            self.by_ngram.add_to(ngram, ngram_sums, |sum, quantized| {
                *sum += f32::from(quantized) * component;
            });
        }
    }

    /// Adds what a term gives each entry: by itself, or by the related term that gives most.
    fn add_term(&self, term: &QueryTerm, sums: &mut [TermSums]) {
        if term.is_known() {
            self.by_term
                .add_to(term.id, sums, |sum, (bm25, component)| {
                    sum.bm25 += bm25;
                    sum.centroid_terms += component * term.component;
                    sum.best = bm25;
                });
        }
        for &(id, share) in &term.related {
            self.by_term.add_to(id, sums, |sum, (bm25, _)| {
                let more = share * bm25 - sum.best;
                if more > 0.0 {
                    sum.bm25 += more;
                    sum.best += more;
                }
            });
        }
        for id in term.ids() {
            self.by_term.add_to(id, sums, |sum, _| sum.best = 0.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use toml_edit::{DocumentMut, Item, Table};

    use super::*;
    use crate::kind::Kind;
    use crate::matcher::dense_query::with_dense_query;
    use crate::matcher::document::Document;
    use crate::matcher::entry_set::EntrySet;
    use crate::matcher::index::corpus::CorpusText;
    use crate::matcher::index::sparse::weight_of;
    use crate::matcher::index::term_weights::ALONE;
    use crate::matcher::index::weighted_entry::{Scratch, WeightedEntry};
    use crate::matcher::sentence::{EntryVectors, SentenceIndex, SentenceQuery, SentenceVector};

    const SHIPPED: &str = include_str!("../../knowledge/paris-talks.toml");

    fn tables<'a>(file: &'a DocumentMut, name: &str) -> impl Iterator<Item = &'a Table> {
        file[name].as_array_of_tables().unwrap().iter()
    }

    fn strings(item: &Item) -> Vec<&str> {
        let values = item.as_array().unwrap().iter();
        values.map(|value| value.as_str().unwrap()).collect()
    }

    /// The entries of a knowledge file, without validation.
    fn entries(file: &DocumentMut) -> Vec<Document<'_>> {
        let facts = tables(file, "fact").map(|fact| (text(fact, "id"), text(fact, "text")));
        let facts: HashMap<&str, &str> = facts.collect();
        let questions = tables(file, "question").map(|question| {
            let answer = strings(&question["facts"]).into_iter();
            entry(
                question,
                Kind::Question,
                answer.map(|id| facts[id]).collect(),
            )
        });
        let gaps = tables(file, "gap");
        let gaps = gaps.map(|gap| entry(gap, Kind::Gap, vec![text(gap, "text")]));
        questions.chain(gaps).collect()
    }

    fn text<'a>(table: &'a Table, key: &str) -> &'a str {
        table[key].as_str().unwrap()
    }

    fn entry<'a>(table: &'a Table, kind: Kind, answer: Vec<&'a str>) -> Document<'a> {
        Document {
            id: text(table, "id"),
            source: "paris-talks",
            kind,
            phrasings: strings(&table["ask"]),
            answer,
        }
    }

    /// Each phrasing of every seventh entry, with one word lost and a letter lost in another.
    fn garbled(entries: &[Document]) -> Vec<String> {
        let phrasings = entries.iter().step_by(7).flat_map(|entry| &entry.phrasings);
        let garbled = phrasings.enumerate().map(|(number, phrasing)| {
            let words: Vec<&str> = phrasing.split(' ').collect();
            let (lost, misspelt) = (number % words.len(), (number + 1) % words.len());
            let kept = words.iter().enumerate().filter(|(at, _)| *at != lost);
            let kept = kept.map(|(at, word)| match word.get(2..) {
                Some(rest) if at == misspelt && rest.len() > 2 => format!("{}{rest}", &word[..1]),
                _ => (*word).to_owned(),
            });
            kept.collect::<Vec<String>>().join(" ")
        });
        garbled.collect()
    }

    /// Below this score an entry shares little but its subject with the question, and its rank does not matter.
    const FAINT: f32 = 0.25;

    #[test]
    fn the_first_stage_misses_no_leader_that_re_ranking_every_entry_finds() {
        let file: DocumentMut = SHIPPED.parse().unwrap();
        let entries = entries(&file);
        let synonyms: Vec<_> = tables(&file, "synonyms")
            .map(|table| strings(&table["words"]))
            .collect();
        let matcher = Matcher::new(entries.clone(), &synonyms);
        let leaders = |hits: Vec<Hit>| -> Vec<Hit> {
            let hits = hits.into_iter().take(5);
            hits.filter(|hit| hit.score > FAINT).collect()
        };
        for question in garbled(&entries) {
            let all = leaders(
                matcher
                    .rank_with(&question, usize::MAX, RankOptions::default())
                    .hits,
            );
            let ranked = leaders(matcher.rank(&question).hits);
            assert_eq!(ranked, all, "{question}");
        }
    }

    #[test]
    fn a_ranking_among_some_entries_is_that_of_all_entries_without_the_others() {
        let file: DocumentMut = SHIPPED.parse().unwrap();
        let entries = entries(&file);
        let matcher = Matcher::new(entries.clone(), &[]);
        let set: EntrySet = (0..entries.len()).map(|entry| entry % 3 > 0).collect();
        let among = RankOptions {
            among: Some(&set),
            ..RankOptions::default()
        };
        let phrasings = entries.iter().flat_map(|entry| &entry.phrasings);
        let asked: Vec<String> = phrasings.map(|phrasing| (*phrasing).to_owned()).collect();
        for question in garbled(&entries).iter().chain(asked.iter().step_by(5)) {
            let analyzed = matcher.analyze_question(question);
            let query = matcher.query(&analyzed, |_| true);
            let found = |options| -> Vec<Hit> {
                with_dense_query(matcher.index.weights(), &query, |dense| {
                    matcher.hits(&query, dense, usize::MAX, &[], options)
                })
            };
            let mut all = found(RankOptions::default());
            all.retain(|hit| set.contains(hit.entry));
            assert_eq!(found(among), all, "{question}");
            let ranked = matcher.rank_by(question, among).hits;
            assert!(ranked.iter().all(|hit| set.contains(hit.entry)));
            let best = matcher.rank_with(question, usize::MAX, among).hits;
            let leaders = |hits: &[Hit]| -> Vec<Hit> {
                let hits = hits.iter().take(5).copied();
                hits.filter(|hit| hit.score > FAINT).collect()
            };
            assert_eq!(leaders(&ranked), leaders(&best), "{question}");
        }
        let kept = RankOptions {
            keeping: Some(0),
            ..among
        };
        let question = asked[0].as_str();
        assert!(
            matcher.has_phrasing(question, None) && !matcher.has_phrasing(question, Some(&set))
        );
        let ranked = matcher.rank_by(question, kept).hits;
        assert!(ranked.iter().all(|hit| hit.entry != 0));
    }

    /// A pseudorandom generator (xorshift64*).
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, bound: u64) -> u64 {
            self.0 ^= self.0 >> 12;
            self.0 ^= self.0 << 25;
            self.0 ^= self.0 >> 27;
            (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % bound
        }

        /// Words as unevenly frequent as those of a language.
        fn words(&mut self, count: usize) -> String {
            let syllables = ["lan", "ter", "wick", "oil", "mo", "sa", "ri", "ferr", "ock"];
            let mut word = || {
                let frequent = 1 << self.below(10);
                let rank = self.below(frequent) as usize;
                [rank % 9, rank / 9 % 9, rank / 81 % 9]
                    .map(|at| syllables[at])
                    .concat()
            };
            (0..count)
                .map(|_| word())
                .collect::<Vec<String>>()
                .join(" ")
        }

        fn vector(&mut self) -> SentenceVector {
            let components: Vec<f32> = (0..8).map(|_| self.below(99) as f32 - 40.0).collect();
            SentenceVector::new(&components)
        }
    }

    /// The score of every entry that has one, added up entry by entry, and the best of them.
    fn exhaustive(
        matcher: &Matcher,
        weighed: &[WeightedEntry],
        query: &Query,
        limit: usize,
        sentences: Option<SentenceQuery>,
    ) -> Vec<Leader> {
        let leader = |(entry, own): (usize, &WeightedEntry)| {
            let (mut bm25, mut terms, mut ngrams) = (0.0, 0.0, 0.0_f32);
            for term in query.weighted_terms() {
                let mut best = weight_of(&own.bm25, &term.id);
                bm25 += best;
                terms += weight_of(&own.centroid.terms, &(term.id, ALONE)) * term.component;
                for (id, share) in &term.related {
                    let more = (share * weight_of(&own.bm25, id) - best).max(0.0);
                    bm25 += more;
                    best += more;
                }
            }
            for (ngram, component) in &query.ngrams {
                let weight = weight_of(&own.centroid.ngrams, ngram) * QUANTIZATION_STEPS;
                ngrams += weight.round() * (component / QUANTIZATION_STEPS);
            }
            let features = Features {
                bm25: bm25_share(bm25_ceiling(query), bm25),
                centroid_terms: f32::min(terms, 1.0),
                centroid_ngrams: ngrams.min(1.0),
                meaning: query.embedding.similarity(&matcher.index.embeddings[entry]),
                encoded: sentences.map(|sentences| sentences.centroid(entry)),
                ..Features::default()
            };
            let score = features.score(&matcher.weights);
            Leader { score, entry, bm25 }
        };
        let leaders = weighed.iter().enumerate().map(leader);
        let mut leaders: Vec<Leader> = leaders.filter(|leader| leader.score > 0.0).collect();
        sort(matcher, &mut leaders);
        leaders.truncate(limit);
        leaders
    }

    fn sort(matcher: &Matcher, leaders: &mut [Leader]) {
        leaders.sort_by(|a, b| {
            let keys = || matcher.keys[a.entry].cmp(&matcher.keys[b.entry]);
            b.score.total_cmp(&a.score).then_with(keys)
        });
    }

    /// Fails unless the leaders of each question are, to the last bit, those of all entries' scores.
    fn check_leaders(matcher: &Matcher, questions: &[String], sentences: Option<SentenceQuery>) {
        let weigh = |entry| {
            let texts: Vec<CorpusText> = matcher.index.corpus.texts(entry).collect();
            WeightedEntry::new(matcher.index.weights(), &texts, &mut Scratch::default())
        };
        let weighed: Vec<WeightedEntry> = (0..matcher.keys.len()).map(weigh).collect();
        for question in questions {
            let query = matcher.query(&matcher.analyze_question(question), |_| true);
            with_dense_query(matcher.index.weights(), &query, |dense| {
                matcher.index.gather(&query, dense);
                let first_stage = FirstStage {
                    matcher,
                    query: &query,
                    dense,
                    ceiling: bm25_ceiling(&query),
                    options: RankOptions {
                        sentences,
                        ..RankOptions::default()
                    },
                };
                for limit in [0, 1, 7, 40, usize::MAX] {
                    let mut found = first_stage.leaders(limit, &[]);
                    sort(matcher, &mut found);
                    let all = exhaustive(matcher, &weighed, &query, limit, sentences);
                    assert_eq!(found, all, "{question}: {limit}");
                }
                let kept = first_stage.leaders(0, &[3, 3]);
                assert_eq!(kept.iter().map(|own| own.entry).collect::<Vec<_>>(), [3]);
            });
        }
    }

    #[test]
    fn the_leaders_are_those_of_all_scores_on_a_table_of_uneven_words() {
        let mut numbers = Numbers(42);
        let mut phrasings: Vec<[String; 3]> = (0..300)
            .map(|_| [3, 5, 6].map(|count| format!("how does {}", numbers.words(count))))
            .collect();
        // Some entries tie.
        phrasings.extend_from_within(..60);
        let ids: Vec<String> = (0..phrasings.len())
            .rev()
            .map(|id| id.to_string())
            .collect();
        let documents = phrasings.iter().zip(&ids).map(|(own, id)| Document {
            id,
            source: "uneven",
            kind: Kind::Question,
            phrasings: own[1..].iter().map(String::as_str).collect(),
            answer: vec![&own[0]],
        });
        let matcher = Matcher::new(documents.collect::<Vec<_>>(), &[vec!["lan", "ter"]]);
        let asked: Vec<String> = (0..30)
            .map(|_| format!("how does {}", numbers.words(5)))
            .collect();
        check_leaders(&matcher, &asked, None);
        let entry = |_| EntryVectors {
            phrasings: vec![numbers.vector(), numbers.vector()],
            answer: numbers.vector(),
        };
        let table = SentenceIndex::new(ids.iter().map(entry).collect());
        let question = &numbers.vector();
        let table = &table;
        check_leaders(&matcher, &asked, Some(SentenceQuery { question, table }));
    }

    #[test]
    fn the_leaders_are_those_of_all_scores_on_the_shipped_table() {
        let file: DocumentMut = SHIPPED.parse().unwrap();
        let entries = entries(&file);
        let matcher = Matcher::new(entries.clone(), &[]);
        let asked: Vec<String> = garbled(&entries).into_iter().step_by(9).collect();
        check_leaders(&matcher, &asked, None);
    }
}
