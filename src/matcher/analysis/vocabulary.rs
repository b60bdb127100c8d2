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

/// Collects the words of a table: each once, and every text as a list of their occurrences.
#[derive(Default)]
pub struct VocabularyBuilder {
    indices: FxHashMap<Arc<str>, u32>,
    words: Vec<CountedWord>,
    /// The texts of each entry, each ended by [`END`].
    entries: Vec<Box<[Occurrence]>>,
}

/// A word of the table, with what is counted of it.
struct CountedWord {
    text: Arc<str>,
    doc_freq: u32,
    /// The last entry that had it; entries count from 1 here.
    last_entry: usize,
    capitals: CapitalCount,
}

/// How often a word stands within a sentence of a text that has names, and how often as one of them.
#[derive(Debug, Clone, Copy, Default)]
struct CapitalCount {
    seen: u32,
    capitalized: u32,
}

impl CapitalCount {
    /// Whether it is capitalised in half of the places or more.
    fn is_name(self) -> bool {
        self.seen > 0 && 2 * self.capitalized >= self.seen
    }
}

impl std::ops::AddAssign for CapitalCount {
    fn add_assign(&mut self, other: Self) {
        self.seen += other.seen;
        self.capitalized += other.capitalized;
    }
}

/// A word at its place: an index into the words, and how the place uses it. Packed, because a large
/// table has many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Occurrence(u32);

/// Ends a text.
const END: Occurrence = Occurrence(u32::MAX);
/// The bits of an occurrence that tell how its place uses the word: two for the role, one each for the
/// capital and the start of a sentence.
const USE_BITS: u32 = 4;
/// Where a word comes from no entry.
const NO_ENTRY: usize = 0;

impl Occurrence {
    fn new(index: u32, word: &Word) -> Self {
        let role = match word.role {
            Role::Content => 0,
            Role::Asking => 1,
            Role::Filler => 2,
            Role::Pleasantry => 3,
        };
        let capital = u32::from(word.is_capitalized) << 2;
        let begins = u32::from(word.begins_sentence) << 3;
        Self(index << USE_BITS | begins | capital | role)
    }

    fn index(self) -> usize {
        (self.0 >> USE_BITS) as usize
    }

    fn word(self, text: &Arc<str>) -> Word {
        Word {
            text: Arc::clone(text),
            role: match self.0 & 3 {
                0 => Role::Content,
                1 => Role::Asking,
                2 => Role::Filler,
                _ => Role::Pleasantry,
            },
            is_capitalized: self.0 & 1 << 2 != 0,
            begins_sentence: self.0 & 1 << 3 != 0,
        }
    }
}

impl VocabularyBuilder {
    /// Adds the next entry, given the words of its texts.
    pub fn add_entry(&mut self, texts: Vec<Vec<Word>>) {
        let entry = self.entries.len() + 1;
        let mut occurrences = Vec::with_capacity(texts.iter().map(|words| words.len() + 1).sum());
        for words in texts {
            let has_names = words.iter().any(|word| word.is_capitalized);
            for word in &words {
                let index = self.count(&word.text, entry);
                if has_names && !word.begins_sentence {
                    self.words[index as usize].capitals += CapitalCount {
                        seen: 1,
                        capitalized: u32::from(word.is_capitalized),
                    };
                }
                occurrences.push(Occurrence::new(index, word));
            }
            occurrences.push(END);
        }
        self.entries.push(occurrences.into());
    }

    /// Adds a word that no entry need have, such as a synonym.
    pub fn add_word(&mut self, word: &Word) {
        self.count(&word.text, NO_ENTRY);
    }

    fn count(&mut self, word: &Arc<str>, entry: usize) -> u32 {
        let next = self.words.len() as u32;
        let index = *self.indices.entry(Arc::clone(word)).or_insert(next);
        if index == next {
            self.words.push(CountedWord {
                text: Arc::clone(word),
                doc_freq: 0,
                last_entry: NO_ENTRY,
                capitals: CapitalCount::default(),
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
        let texts = self.entries[entry].split_inclusive(|occurrence| *occurrence == END);
        texts.map(|text| {
            let occurrences = text[..text.len() - 1].iter();
            occurrences
                .map(|occurrence| occurrence.word(&self.words[occurrence.index()].text))
                .collect()
        })
    }

    /// All words with their document frequencies, in the order of the words.
    #[must_use]
    pub fn word_counts(&self) -> Vec<WordCount> {
        let words = self.words.iter();
        let mut counts: Vec<WordCount> = words
            .map(|counted| (Arc::clone(&counted.text), counted.doc_freq))
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
    /// Whether each term names something, by term id.
    is_name: Vec<bool>,
}

/// A word of the table.
struct KnownWord {
    id: u32,
    stem: Arc<str>,
}

impl Vocabulary {
    /// Numbers the words of a table, and its terms: the stems of those words, and the keys of its
    /// concepts, each with whether it names something. `counts` are the builder's
    /// [`VocabularyBuilder::word_counts`].
    #[must_use]
    pub fn new(
        builder: &VocabularyBuilder,
        counts: &[WordCount],
        concepts: impl Iterator<Item = (Arc<str>, bool)>,
    ) -> Self {
        let words: FxHashMap<Arc<str>, KnownWord> = (0..counts.len() as u32)
            .into_par_iter()
            .map(|id| {
                let word = &counts[id as usize].0;
                let stem = stem(word).into();
                (Arc::clone(word), KnownWord { id, stem })
            })
            .collect();
        let concepts: Vec<(Arc<str>, bool)> = concepts.collect();
        let stems = words.values().map(|known| &known.stem);
        let keys = concepts.iter().map(|(key, _)| key);
        let keys: FxHashSet<Arc<str>> = stems.chain(keys).cloned().collect();
        let mut keys: Vec<Arc<str>> = keys.into_iter().collect();
        keys.sort_unstable();
        let term_ids: FxHashMap<Arc<str>, u32> = keys.into_iter().zip(0..).collect();
        let mut others = FxHashSet::default();
        let mut fillers = FxHashSet::default();
        let mut capitals = vec![CapitalCount::default(); term_ids.len()];
        for counted in &builder.words {
            let term = term_ids[&words[&counted.text].stem];
            capitals[term as usize] += counted.capitals;
            // By itself: within a pleasantry, a word has another role.
            match Word::new(&counted.text).role {
                Role::Filler => fillers.insert(term),
                _ => others.insert(term),
            };
        }
        let mut is_name: Vec<bool> = capitals.into_iter().map(CapitalCount::is_name).collect();
        for (key, names_something) in concepts {
            is_name[term_ids[&key] as usize] = names_something;
        }
        Self {
            filler_ids: fillers.difference(&others).copied().collect(),
            is_name,
            words,
            term_ids,
        }
    }

    /// Whether a term names something in this table: it is capitalised in half or more of its places
    /// within a sentence, counted in texts that have names; or most names of its group of synonyms
    /// have a capital.
    #[must_use]
    pub fn is_name(&self, term_id: u32) -> bool {
        self.is_name.get(term_id as usize).is_some_and(|is| *is)
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
    fn each_occurrence_keeps_its_own_role() {
        let mut builder = VocabularyBuilder::default();
        let texts = [
            "I would appreciate it, hi Marta",
            "who would appreciate it in Bergen",
        ];
        builder.add_entry(texts.map(normalize).into());
        let found: Vec<Vec<Word>> = builder.texts(0).collect();
        assert_eq!(found, texts.map(normalize));
        let counts = builder.word_counts();
        let vocabulary = Vocabulary::new(&builder, &counts, std::iter::empty());
        let cap = |key: &str| vocabulary.idf_caps(0.25)[vocabulary.term_id(key).unwrap() as usize];
        assert_eq!(cap("it").to_bits(), 0.25_f32.to_bits());
        assert_eq!(
            cap(&vocabulary.stem("appreciate")).to_bits(),
            1.0_f32.to_bits()
        );
    }

    #[test]
    fn a_name_has_a_capital_in_half_of_its_places_within_a_sentence() {
        let mut builder = VocabularyBuilder::default();
        let texts = [
            "Marta and Bergen share a lamp.",
            "Lamps are lit by Marta in Bergen, in the Hall.",
            "The Bergen hall and the Old hall are wet, says the hall.",
            "bergen in the rain",
        ];
        builder.add_entry(texts.map(normalize).into());
        let counts = builder.word_counts();
        let concepts = [("=beacon", false), ("=weber", true)];
        let concepts = concepts.map(|(key, is_name)| (Arc::from(key), is_name));
        let vocabulary = Vocabulary::new(&builder, &counts, concepts.into_iter());
        let is_name = |key: &str| vocabulary.is_name(vocabulary.term_id(key).unwrap());
        assert_eq!(["marta", "bergen", "=weber"].map(is_name), [true; 3]);
        assert_eq!(["lamp", "hall", "wet", "=beacon"].map(is_name), [false; 4]);
        assert!(!vocabulary.is_name(u32::MAX));
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
