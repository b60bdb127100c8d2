//! The words and terms of a table, each with an id.
//!
//! Ids follow the order of the words and of the terms themselves, so that the order of sums, and with
//! it every score, is independent of the order of entries.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::matcher::analysis::normalize::{Role, Word};
use crate::matcher::analysis::stem::stem;

/// A word with its document frequency: the number of entries that have it.
pub type WordCount = (Arc<str>, u32);

/// Collects the words of a table: each once, and every text as a list of them.
#[derive(Default)]
pub struct VocabularyBuilder {
    indices: FxHashMap<Arc<str>, u32>,
    words: Vec<CountedWord>,
    /// The texts of each entry as indices into `words`, each ended by [`END`].
    entries: Vec<Box<[u32]>>,
}

/// A word with its document frequency.
struct CountedWord {
    word: Word,
    doc_freq: u32,
    /// The last entry that had it; entries count from 1 here.
    last_entry: usize,
}

/// Ends a text.
const END: u32 = u32::MAX;
/// Where a word comes from no entry.
const NO_ENTRY: usize = 0;

impl VocabularyBuilder {
    /// Adds the next entry, given the words of its texts.
    pub fn add_entry(&mut self, texts: Vec<Vec<Word>>) {
        let entry = self.entries.len() + 1;
        let mut indices = Vec::with_capacity(texts.iter().map(|words| words.len() + 1).sum());
        for words in texts {
            indices.extend(words.into_iter().map(|word| self.count(word, entry)));
            indices.push(END);
        }
        self.entries.push(indices.into());
    }

    /// Adds a word that no entry need have, such as a synonym.
    pub fn add_word(&mut self, word: Word) {
        self.count(word, NO_ENTRY);
    }

    fn count(&mut self, word: Word, entry: usize) -> u32 {
        let next = self.words.len() as u32;
        let index = *self.indices.entry(Arc::clone(&word.text)).or_insert(next);
        if index == next {
            self.words.push(CountedWord {
                word,
                doc_freq: 0,
                last_entry: NO_ENTRY,
            });
        }
        let counted = &mut self.words[index as usize];
        if counted.last_entry != entry && entry != NO_ENTRY {
            counted.last_entry = entry;
            counted.doc_freq += 1;
        }
        index
    }

    /// The number of entries added.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.entries.len()
    }

    /// The words of an entry's texts, as they were added.
    pub fn texts(&self, entry: usize) -> impl Iterator<Item = Vec<Word>> {
        let texts = self.entries[entry].split_inclusive(|index| *index == END);
        texts.map(|text| {
            let indices = text[..text.len() - 1].iter();
            indices
                .map(|index| self.words[*index as usize].word.clone())
                .collect()
        })
    }

    /// All words with their document frequencies, in the order of the words.
    #[must_use]
    pub fn word_counts(&self) -> Vec<WordCount> {
        let words = self.words.iter();
        let mut counts: Vec<WordCount> = words
            .map(|counted| (Arc::clone(&counted.word.text), counted.doc_freq))
            .collect();
        counts.par_sort_unstable();
        counts
    }
}

/// The words and terms of a table, complete.
pub struct Vocabulary {
    words: FxHashMap<Arc<str>, KnownWord>,
    term_ids: FxHashMap<Arc<str>, u32>,
    /// The ids of terms that are filler in all their words.
    filler_ids: Vec<u32>,
}

/// A word of the table.
struct KnownWord {
    id: u32,
    stem: Arc<str>,
}

impl Vocabulary {
    /// Numbers the words of a table, and its terms: the stems of those words, and the keys of its
    /// concepts. `counts` are the builder's [`VocabularyBuilder::word_counts`].
    #[must_use]
    pub fn new(
        builder: &VocabularyBuilder,
        counts: &[WordCount],
        concept_keys: impl Iterator<Item = Arc<str>>,
    ) -> Self {
        let words: FxHashMap<Arc<str>, KnownWord> = (0..counts.len() as u32)
            .into_par_iter()
            .map(|id| {
                let word = &counts[id as usize].0;
                let stem = stem(word).into();
                (Arc::clone(word), KnownWord { id, stem })
            })
            .collect();
        let stems = words.values().map(|known| Arc::clone(&known.stem));
        let keys: FxHashSet<Arc<str>> = stems.chain(concept_keys).collect();
        let mut keys: Vec<Arc<str>> = keys.into_iter().collect();
        keys.sort_unstable();
        let term_ids: FxHashMap<Arc<str>, u32> = keys.into_iter().zip(0..).collect();
        let term_of = |word: &Word| term_ids[&words[&word.text].stem];
        let (fillers, others): (Vec<&Word>, Vec<&Word>) = builder
            .words
            .iter()
            .map(|counted| &counted.word)
            .partition(|word| word.role == Role::Filler);
        let others: FxHashSet<u32> = others.into_iter().map(term_of).collect();
        let fillers = fillers.into_iter().map(term_of);
        Self {
            filler_ids: fillers.filter(|term| !others.contains(term)).collect(),
            words,
            term_ids,
        }
    }

    /// All words, in the order of their ids.
    #[must_use]
    pub fn words(&self) -> Vec<Arc<str>> {
        let mut words: Vec<Arc<str>> = self.words.keys().cloned().collect();
        words.sort_unstable();
        words
    }

    /// The largest IDF that each term may have, by term id, as a share of the table's largest: 1, or
    /// `filler` for a function word.
    #[must_use]
    pub fn idf_caps(&self, filler: f32) -> Vec<f32> {
        let mut caps = vec![1.0; self.term_ids.len()];
        for &term in &self.filler_ids {
            caps[term as usize] = filler;
        }
        caps
    }

    /// The id of a word; none where it is out of vocabulary.
    #[must_use]
    pub fn word_id(&self, word: &str) -> Option<u32> {
        self.words.get(word).map(|known| known.id)
    }

    /// The id of a term by its key, a stem or a concept's; none where it is out of vocabulary.
    #[must_use]
    pub fn term_id(&self, key: &str) -> Option<u32> {
        self.term_ids.get(key).copied()
    }

    /// The stem of any word; shared where the word is known.
    #[must_use]
    pub fn stem(&self, word: &str) -> Arc<str> {
        match self.words.get(word) {
            Some(known) => Arc::clone(&known.stem),
            None => stem(word).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::analysis::normalize::normalize;

    fn builder() -> VocabularyBuilder {
        let mut builder = VocabularyBuilder::default();
        for texts in [
            ["the lamp", "the lamps are lit"],
            ["a lamp", "the keeper lit it"],
        ] {
            builder.add_entry(texts.map(normalize).into());
        }
        builder
    }

    #[test]
    fn a_word_counts_once_for_each_entry_that_has_it() {
        let counts = builder().word_counts();
        let count = |word: &str| counts.iter().find(|(own, _)| &**own == word).unwrap().1;
        assert_eq!([count("lamp"), count("the"), count("keeper")], [2, 2, 1]);
    }

    #[test]
    fn texts_are_returned_as_they_were_added() {
        let texts: Vec<Vec<Word>> = builder().texts(1).collect();
        assert_eq!(texts, ["a lamp", "the keeper lit it"].map(normalize));
    }

    #[test]
    fn ids_follow_the_order_of_words_and_forms_share_a_term() {
        let builder = builder();
        let counts = builder.word_counts();
        let vocabulary = Vocabulary::new(&builder, &counts, std::iter::empty());
        let ids: Vec<_> = vocabulary
            .words()
            .iter()
            .map(|w| vocabulary.word_id(w))
            .collect();
        assert_eq!(ids, (0..ids.len() as u32).map(Some).collect::<Vec<_>>());
        assert_eq!(vocabulary.stem("lamps"), vocabulary.stem("lamp"));
        assert!(vocabulary.term_id("lamp").is_some());
        assert_eq!(vocabulary.word_id("zebra"), None);
    }

    #[test]
    fn only_function_words_are_capped() {
        let builder = builder();
        let counts = builder.word_counts();
        let vocabulary = Vocabulary::new(&builder, &counts, std::iter::empty());
        let caps = vocabulary.idf_caps(0.25);
        let cap = |key: &str| caps[vocabulary.term_id(key).unwrap() as usize].to_bits();
        assert_eq!(cap("the"), 0.25_f32.to_bits());
        assert_eq!(cap("lamp"), 1.0_f32.to_bits());
    }
}
