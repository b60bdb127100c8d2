//! Collects the words of a table, text by text, and what is counted of each.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::matcher::analysis::normalize::{Role, Word};

/// A word with its document frequency: the number of entries that have it.
pub type WordCount = (Arc<str>, u32);

/// Collects the words of a table: each once, and every text as a list of their occurrences.
#[derive(Default)]
pub struct VocabularyBuilder {
    indices: FxHashMap<Arc<str>, u32>,
    pub(super) words: Vec<CountedWord>,
    /// The texts of each entry, each ended by [`END`].
    entries: Vec<Box<[Occurrence]>>,
}

/// A word of the table, with what is counted of it.
pub(super) struct CountedWord {
    pub text: Arc<str>,
    doc_freq: u32,
    /// The last entry that had it; entries count from 1 here.
    last_entry: usize,
    pub capitals: CapitalCount,
}

/// How often a word stands within a sentence of a text that has names, and how often as one of them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CapitalCount {
    seen: u32,
    capitalized: u32,
}

impl CapitalCount {
    /// Whether it is capitalised in half of the places or more.
    pub fn is_name(self) -> bool {
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
