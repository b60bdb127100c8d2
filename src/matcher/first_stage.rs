//! First-stage retrieval: scores every entry by sums from postings, so that only the leaders need an
//! exact comparison.

use crate::matcher::dense_query::DenseQuery;
use crate::matcher::index::Index;
use crate::matcher::index::postings::MAX_ENTRIES;
use crate::matcher::index::segment::{FirstStageSums, QUANTIZATION_STEPS, Segment};
use crate::matcher::query::{Query, QueryTerm};
use crate::matcher::score::Features;
use crate::matcher::sentence::SentenceQuery;
use crate::matcher::{Hit, Matcher};

/// An entry after the first stage.
struct Leader {
    score: f32,
    entry: usize,
    /// The sum of the BM25 weights of the terms that it shares with the question.
    bm25: f32,
}

impl Matcher {
    /// Re-ranks the best `reranked` entries of the first stage and, whatever their rank, those of
    /// `always`. The hits are in no particular order.
    pub(super) fn hits(
        &self,
        query: &Query,
        dense: &mut DenseQuery,
        reranked: usize,
        always: &[usize],
        sentences: Option<SentenceQuery>,
    ) -> Vec<Hit> {
        self.index.gather(query, dense);
        let mut leaders = self.first_stage(query, dense, always, sentences);
        if leaders.len() > reranked {
            leaders.select_nth_unstable_by(reranked, |a, b| {
                let keys = || self.keys[a.entry].cmp(&self.keys[b.entry]);
                b.score.total_cmp(&a.score).then_with(keys)
            });
            let rest = leaders.split_off(reranked);
            let rest = rest.into_iter();
            leaders.extend(rest.filter(|leader| always.contains(&leader.entry)));
        }
        let rerank = |Leader { entry, bm25, .. }| {
            let mut features = self.index.rerank(query, dense, entry, bm25);
            features.encoded = sentences.map(|sentences| sentences.similarity(entry));
            self.hit(query, entry, features)
        };
        leaders.into_iter().map(rerank).collect()
    }

    /// The entries that share anything with the question, and those of `always`, in the order of the table.
    fn first_stage(
        &self,
        query: &Query,
        dense: &DenseQuery,
        always: &[usize],
        sentences: Option<SentenceQuery>,
    ) -> Vec<Leader> {
        let sums = dense.sums.iter().enumerate();
        let sums = sums.map(|(entry, sums)| {
            let meaning = query.embedding.similarity(&self.index.embeddings[entry]);
            let mut features = Features::first_stage(query, *sums, meaning);
            features.encoded = sentences.map(|sentences| sentences.centroid(entry));
            (entry, sums.bm25, features.score(&self.weights))
        });
        let sums = sums.filter(|(entry, _, score)| *score > 0.0 || always.contains(entry));
        sums.map(|(entry, bm25, score)| Leader { score, entry, bm25 })
            .collect()
    }
}

impl Index {
    /// Fills in [`DenseQuery::sums`] for every entry.
    pub fn gather(&self, query: &Query, dense: &mut DenseQuery) {
        let DenseQuery { sums, best, .. } = dense;
        best.resize(MAX_ENTRIES, 0.0);
        sums.clear();
        sums.resize(self.corpus.entries(), FirstStageSums::default());
        for (segment, sums) in self.segments.iter().zip(sums.chunks_mut(MAX_ENTRIES)) {
            segment.gather(query, sums, best);
        }
    }
}

impl Segment {
    /// Adds what the question's features give each entry. `best` is a buffer with a place for every
    /// entry, all zero before and after.
    pub fn gather(&self, query: &Query, sums: &mut [FirstStageSums], best: &mut [f32]) {
        for term in query.weighted_terms() {
            self.add_term(term, sums, best);
        }
        for &(ngram, component) in &query.ngrams {
            let component = component / QUANTIZATION_STEPS;
            for (entry, quantized) in self.by_ngram.of(ngram) {
                sums[entry].centroid_ngrams += f32::from(quantized) * component;
            }
        }
    }

    /// Adds what a term gives each entry: by itself, or by the related term that gives most.
    fn add_term(&self, term: &QueryTerm, sums: &mut [FirstStageSums], best: &mut [f32]) {
        if term.is_known() {
            for (entry, (bm25, component)) in self.by_term.of(term.id) {
                sums[entry].bm25 += bm25;
                sums[entry].centroid_terms += component * term.component;
                best[entry] = bm25;
            }
        }
        for &(id, share) in &term.related {
            for (entry, (bm25, _)) in self.by_term.of(id) {
                let more = share * bm25 - best[entry];
                if more > 0.0 {
                    sums[entry].bm25 += more;
                    best[entry] += more;
                }
            }
        }
        for id in term.ids() {
            for (entry, _) in self.by_term.of(id) {
                best[entry] = 0.0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use toml_edit::{DocumentMut, Item, Table};

    use super::*;
    use crate::kind::Kind;
    use crate::matcher::document::Document;

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
            let all = leaders(matcher.rank_with(&question, usize::MAX, &[], None).hits);
            let ranked = leaders(matcher.rank(&question).hits);
            assert_eq!(ranked, all, "{question}");
        }
    }
}
