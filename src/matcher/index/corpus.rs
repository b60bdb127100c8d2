//! The texts of a table as the matcher keeps them: ids of terms and words, in a few long lists.
//!
//! A text takes some sixty bytes here; as vectors of weights it would take some seven hundred.

use crate::matcher::analysis::answer_type::AnswerType;
use crate::matcher::analysis::indexed_text::IndexedText;
use crate::matcher::meaning::Embedding;

/// The texts of all entries, in order: of each entry its phrasings and, last, its answer.
#[derive(Debug, Default)]
pub struct Corpus {
    /// For each entry, where its texts start; the last is where they all end.
    entries: Vec<u32>,
    /// For each text, where its terms and its words start.
    starts: Vec<(u32, u32)>,
    term_ids: Vec<u32>,
    word_ids: Vec<u32>,
    norms: Vec<Norms>,
    answer_types: Vec<Option<AnswerType>>,
    embeddings: Vec<Embedding>,
}

/// The norms of a text's two vectors.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Norms {
    /// Of its terms and bigrams.
    pub terms: f32,
    /// Of its n-grams.
    pub ngrams: f32,
}

/// A text of the table.
#[derive(Debug, Clone, Copy)]
pub struct CorpusText<'a> {
    /// Term ids, in order.
    pub term_ids: &'a [u32],
    /// Word ids, in order.
    pub word_ids: &'a [u32],
    /// The norms of its vectors.
    pub norms: Norms,
    /// The type of answer it asks for.
    pub answer_type: Option<AnswerType>,
    /// What it is about.
    pub embedding: &'a Embedding,
}

impl<'a> CorpusText<'a> {
    /// A text that is not in the table; its norms are not known yet.
    #[must_use]
    pub fn of(text: &'a IndexedText) -> Self {
        Self {
            term_ids: &text.term_ids,
            word_ids: &text.word_ids,
            norms: Norms::default(),
            answer_type: text.answer_type,
            embedding: &text.embedding,
        }
    }
}

impl Corpus {
    /// A corpus without texts.
    #[must_use]
    pub fn new() -> Self {
        Self {
            entries: vec![0],
            starts: vec![(0, 0)],
            ..Self::default()
        }
    }

    /// Adds the texts of the next entry; their norms are not known yet.
    pub fn push(&mut self, texts: &[IndexedText]) {
        for text in texts {
            self.term_ids.extend(&text.term_ids);
            self.word_ids.extend(&text.word_ids);
            let (terms, words) = (self.term_ids.len(), self.word_ids.len());
            self.starts.push((terms as u32, words as u32));
            self.answer_types.push(text.answer_type);
            self.embeddings.push(text.embedding);
        }
        self.entries.push(self.answer_types.len() as u32);
    }

    /// Sets the norms of all texts, in order.
    pub fn set_norms(&mut self, norms: Vec<Norms>) {
        self.norms = norms;
        self.term_ids.shrink_to_fit();
        self.word_ids.shrink_to_fit();
        self.starts.shrink_to_fit();
        self.answer_types.shrink_to_fit();
        self.embeddings.shrink_to_fit();
    }

    /// The number of entries.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.entries.len() - 1
    }

    /// The texts of an entry: its phrasings and, last, its answer.
    pub fn texts(&self, entry: usize) -> impl ExactSizeIterator<Item = CorpusText<'_>> {
        (self.entries[entry]..self.entries[entry + 1]).map(|text| self.text(text as usize))
    }

    fn text(&self, text: usize) -> CorpusText<'_> {
        let ((terms, words), (terms_end, words_end)) = (self.starts[text], self.starts[text + 1]);
        CorpusText {
            term_ids: &self.term_ids[terms as usize..terms_end as usize],
            word_ids: &self.word_ids[words as usize..words_end as usize],
            norms: self.norms.get(text).copied().unwrap_or_default(),
            answer_type: self.answer_types[text],
            embedding: &self.embeddings[text],
        }
    }

    /// Counts the document frequency of each of this many features: the number of entries that have
    /// it, given those of a text.
    pub fn doc_freqs<'a, F>(
        &'a self,
        features: usize,
        of_text: impl Fn(CorpusText<'a>) -> F,
    ) -> Vec<u32>
    where
        F: Iterator<Item = u32>,
    {
        // For each feature, the last entry that it was seen in, and the number of entries.
        let mut seen = vec![(usize::MAX, 0); features];
        for entry in 0..self.entries() {
            for feature in self.texts(entry).flat_map(&of_text) {
                let (last, count) = &mut seen[feature as usize];
                *count += u32::from(*last != entry);
                *last = entry;
            }
        }
        seen.into_iter().map(|(_, count)| count).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(term_ids: &[u32], word_ids: &[u32]) -> IndexedText {
        IndexedText {
            term_ids: term_ids.to_vec(),
            word_ids: word_ids.to_vec(),
            ..IndexedText::default()
        }
    }

    fn corpus() -> Corpus {
        let mut corpus = Corpus::new();
        corpus.push(&[text(&[1, 2], &[3]), text(&[], &[])]);
        corpus.push(&[text(&[4, 1, 4], &[5, 6])]);
        corpus
    }

    #[test]
    fn texts_are_returned_as_they_were_pushed() {
        let mut corpus = corpus();
        let norms = [0.5, 1.0, 2.0].map(|terms| Norms { terms, ngrams: 0.0 });
        corpus.set_norms(norms.to_vec());
        let texts = |entry| -> Vec<_> {
            corpus
                .texts(entry)
                .map(|text| (text.term_ids, text.word_ids, text.norms.terms))
                .collect()
        };
        assert_eq!(corpus.entries(), 2);
        assert_eq!(texts(0), [(&[1, 2][..], &[3][..], 0.5), (&[], &[], 1.0)]);
        assert_eq!(texts(1), [(&[4, 1, 4][..], &[5, 6][..], 2.0)]);
    }

    #[test]
    fn a_document_frequency_counts_entries_and_not_occurrences() {
        let corpus = corpus();
        let counts = corpus.doc_freqs(5, |text| text.term_ids.iter().copied());
        assert_eq!(counts, [0, 2, 1, 0, 1]);
    }
}
