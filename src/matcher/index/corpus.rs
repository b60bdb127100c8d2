//! The texts of a table as the matcher keeps them: numbers of terms and words, in a few long lists.
//!
//! A text takes some sixty bytes here; laid out as vectors of weights it took some seven hundred.

use std::sync::Arc;

use crate::matcher::features::answer_type::AnswerType;
use crate::matcher::features::mismatch::Cue;

/// What is weighed of a reading. A whole table is held in this form while it is learnt.
#[derive(Debug, Clone, Default)]
pub struct IndexedText {
    /// The numbers of its terms; [`NO_TERM`] for one that the table does not know.
    pub terms: Vec<u32>,
    /// The numbers of its words as written, those that the table knows.
    pub words: Vec<u32>,
    /// The others; a text of the table has none.
    pub out_of_vocabulary: Vec<Arc<str>>,
    /// Its numbers, negation and words that have an opposite, in order.
    pub cues: Vec<Cue>,
    /// Whether it says by whom.
    pub by: bool,
    /// For each term, the table's terms that mean about the same; of a question only.
    pub related: Vec<Vec<u32>>,
    /// What type of answer it asks for.
    pub wants: Option<AnswerType>,
}

/// The number of no term of the table.
pub const NO_TERM: u32 = u32::MAX;

/// The texts of all entries, in order: of each entry its phrasings and, last, its answer.
#[derive(Debug, Default)]
pub struct Corpus {
    /// For each entry, where its texts begin; the last is where they all end.
    entries: Vec<u32>,
    /// For each text, where its terms and its words begin.
    starts: Vec<(u32, u32)>,
    terms: Vec<u32>,
    words: Vec<u32>,
    norms: Vec<Norms>,
    wants: Vec<Option<AnswerType>>,
    by: Vec<bool>,
    /// For each entry, where its marks begin; the last is where they all end.
    cue_starts: Vec<u32>,
    cues: Vec<Cue>,
    /// For each entry, whether its answer tells a number.
    tells_number: Vec<bool>,
}

/// The lengths of a text's directions, in words and in grams.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Norms {
    /// In terms and pairs of terms.
    pub words: f32,
    /// In runs of letters.
    pub grams: f32,
}

/// A text of the table.
#[derive(Debug, Clone, Copy)]
pub struct CorpusText<'a> {
    /// The numbers of its terms, in order.
    pub terms: &'a [u32],
    /// The numbers of its words, in order.
    pub words: &'a [u32],
    /// The lengths of its directions.
    pub norms: Norms,
    /// What type of answer it asks for.
    pub wants: Option<AnswerType>,
    /// Whether it says by whom.
    pub by: bool,
}

impl<'a> CorpusText<'a> {
    /// A text that is not in the table.
    #[must_use]
    pub fn of(text: &'a IndexedText) -> Self {
        Self {
            terms: &text.terms,
            words: &text.words,
            norms: Norms::default(),
            wants: text.wants,
            by: text.by,
        }
    }
}

impl Corpus {
    /// No texts yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            entries: vec![0],
            starts: vec![(0, 0)],
            cue_starts: vec![0],
            ..Self::default()
        }
    }

    /// Keeps the texts of the next entry; their lengths are not known yet.
    pub fn push(&mut self, texts: &[IndexedText]) {
        for text in texts {
            self.terms.extend(&text.terms);
            self.words.extend(&text.words);
            let (terms, words) = (self.terms.len(), self.words.len());
            self.starts.push((terms as u32, words as u32));
            self.wants.push(text.wants);
            self.by.push(text.by);
        }
        self.entries.push(self.wants.len() as u32);
        self.cues.extend(cues_of(texts));
        self.cue_starts.push(self.cues.len() as u32);
        self.tells_number.push(tells_number(texts));
    }

    /// Whether an entry's answer tells a number.
    #[must_use]
    pub fn tells_number(&self, entry: usize) -> bool {
        self.tells_number[entry]
    }

    /// The marks of an entry's texts; each once, in order.
    #[must_use]
    pub fn cues(&self, entry: usize) -> &[Cue] {
        &self.cues[self.cue_starts[entry] as usize..self.cue_starts[entry + 1] as usize]
    }

    /// Notes the lengths of all texts, in order.
    pub fn set_norms(&mut self, norms: Vec<Norms>) {
        self.norms = norms;
        self.terms.shrink_to_fit();
        self.words.shrink_to_fit();
        self.starts.shrink_to_fit();
        self.wants.shrink_to_fit();
    }

    /// How many entries there are.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.entries.len() - 1
    }

    /// The texts of an entry: its phrasings and, last, its answer.
    pub fn of(&self, entry: usize) -> impl ExactSizeIterator<Item = CorpusText<'_>> {
        (self.entries[entry]..self.entries[entry + 1]).map(|text| self.text(text as usize))
    }

    fn text(&self, text: usize) -> CorpusText<'_> {
        let ((terms, words), (terms_end, words_end)) = (self.starts[text], self.starts[text + 1]);
        CorpusText {
            terms: &self.terms[terms as usize..terms_end as usize],
            words: &self.words[words as usize..words_end as usize],
            norms: self.norms.get(text).copied().unwrap_or_default(),
            wants: self.wants[text],
            by: self.by[text],
        }
    }
}

/// Whether the last of an entry's texts, its answer, tells a number.
#[must_use]
pub fn tells_number(texts: &[IndexedText]) -> bool {
    let answer = texts.last().map_or(&[][..], |text| &text.cues);
    answer.iter().any(|cue| matches!(cue, Cue::Number(_)))
}

/// The marks of several texts; each once, in order.
#[must_use]
pub fn cues_of(texts: &[IndexedText]) -> Vec<Cue> {
    let mut cues: Vec<Cue> = texts
        .iter()
        .flat_map(|text| text.cues.iter().copied())
        .collect();
    cues.sort_unstable();
    cues.dedup();
    cues
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_as_they_were_given() {
        let text = |terms: &[u32], words: &[u32]| IndexedText {
            terms: terms.to_vec(),
            words: words.to_vec(),
            ..IndexedText::default()
        };
        let entries = [
            vec![text(&[1, 2], &[3]), text(&[], &[])],
            vec![text(&[4], &[5, 6])],
        ];
        let norms = [0.5, 1.0, 2.0].map(|words| Norms { words, grams: 0.0 });
        let mut texts = Corpus::new();
        for entry in &entries {
            texts.push(entry);
        }
        texts.set_norms(norms.to_vec());
        let of = |entry| -> Vec<_> {
            texts
                .of(entry)
                .map(|kept| (kept.terms, kept.words, kept.norms.words))
                .collect()
        };
        assert_eq!(texts.entries(), 2);
        assert_eq!(of(0), [(&[1, 2][..], &[3][..], 0.5), (&[], &[], 1.0)]);
        assert_eq!(of(1), [(&[4][..], &[5, 6][..], 2.0)]);
    }
}
