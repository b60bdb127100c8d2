//! The words and terms of a table, each with an id.
//!
//! Ids follow the order of the words and of the terms themselves, so that the order of sums, and with
//! it every score, is independent of the order of entries.

mod builder;

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::matcher::analysis::cues::{Cue, cue};
use crate::matcher::analysis::lexicon::{self, NameKind};
use crate::matcher::analysis::normalize::{Role, Word};
use crate::matcher::analysis::stem::stem;
use crate::matcher::analysis::synonyms::Concepts;
use crate::matcher::analysis::vocabulary::builder::{CapitalCount, CountedWord};
use crate::matcher::meaning::Embedding;

pub use crate::matcher::analysis::vocabulary::builder::{VocabularyBuilder, WordCount};

/// The words and terms of a table, complete.
pub struct Vocabulary {
    words: FxHashMap<Arc<str>, KnownWord>,
    term_ids: FxHashMap<Arc<str>, u32>,
    /// Each term, by its id.
    terms: Vec<KnownTerm>,
}

/// A term of the table.
struct KnownTerm {
    key: Arc<str>,
    /// Whether it is a function word in all its words.
    is_filler: bool,
    /// What it is a name of; none where it is no name.
    name: Option<NameKind>,
    cue: Option<Cue>,
    /// What its words are about.
    embedding: Embedding,
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
    pub fn new(builder: &VocabularyBuilder, counts: &[WordCount], concepts: &Concepts) -> Self {
        let words: FxHashMap<Arc<str>, KnownWord> = (0..counts.len() as u32)
            .into_par_iter()
            .map(|id| {
                let word = &counts[id as usize].0;
                let stem = stem(word).into();
                (Arc::clone(word), KnownWord { id, stem })
            })
            .collect();
        let stems = words.values().map(|known| &known.stem);
        let keys = concepts.names().map(|name| &name.key);
        let keys: FxHashSet<Arc<str>> = stems.chain(keys).cloned().collect();
        let mut keys: Vec<Arc<str>> = keys.into_iter().collect();
        keys.sort_unstable();
        let term_ids: FxHashMap<Arc<str>, u32> = keys.iter().cloned().zip(0..).collect();
        let mut builders = vec![TermBuilder::default(); keys.len()];
        for counted in &builder.words {
            builders[term_ids[&words[&counted.text].stem] as usize].add(counted);
        }
        let mut terms: Vec<KnownTerm> = keys
            .into_iter()
            .zip(builders)
            .map(|(key, builder)| builder.build(key))
            .collect();
        declare_names(&mut terms, &term_ids, concepts);
        embed(&mut terms, &words, concepts, &term_ids);
        Self {
            words,
            term_ids,
            terms,
        }
    }

    /// What a term is a name of in this table, none where it is no name: it is capitalised in half or more of its
    /// places within a sentence, counted in texts that have names; or everybody knows it as a name and as no
    /// word; or one name of its group of synonyms is a name, or most of them have a capital.
    #[must_use]
    pub fn name_kind(&self, term_id: u32) -> Option<NameKind> {
        self.terms.get(term_id as usize)?.name
    }

    /// Whether a term names something; see [`Self::name_kind`].
    #[must_use]
    pub fn is_name(&self, term_id: u32) -> bool {
        self.name_kind(term_id).is_some()
    }

    /// Whether a term is a function word.
    #[must_use]
    pub fn is_filler(&self, term_id: u32) -> bool {
        self.terms
            .get(term_id as usize)
            .is_some_and(|term| term.is_filler)
    }

    /// Whether a term denies, or is one of two opposites.
    #[must_use]
    pub fn cue(&self, term_id: u32) -> Option<Cue> {
        self.terms.get(term_id as usize)?.cue
    }

    /// What the words of a term are about.
    #[must_use]
    pub fn embedding(&self, term_id: u32) -> Embedding {
        let term = self.terms.get(term_id as usize);
        term.map(|term| term.embedding).unwrap_or_default()
    }

    /// The key of a term: its stem, or a concept's; empty where it is out of vocabulary.
    #[must_use]
    pub fn key(&self, term_id: u32) -> &str {
        self.terms
            .get(term_id as usize)
            .map_or("", |term| &term.key)
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
        let cap = |term: &KnownTerm| if term.is_filler { filler } else { 1.0 };
        self.terms.iter().map(cap).collect()
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

/// Collects what the words of a term say of it.
#[derive(Debug, Clone, Default)]
struct TermBuilder {
    capitals: CapitalCount,
    /// The number of its words, and of those that are function words.
    words: u32,
    fillers: u32,
    /// What everybody knows one of its words as a name of.
    known: Option<NameKind>,
    /// Whether one of its words is a name and nothing else.
    is_unmistakable: bool,
    is_everyday: bool,
    cue: Option<Cue>,
}

impl TermBuilder {
    fn add(&mut self, counted: &CountedWord) {
        let word = &*counted.text;
        self.capitals += counted.capitals;
        // By itself: within a pleasantry, a word has another role.
        self.words += 1;
        self.fillers += u32::from(Word::new(word).role == Role::Filler);
        // The order of words must not matter.
        self.cue = [self.cue, cue(word)].into_iter().flatten().min();
        let kind = lexicon::name_kind(word);
        self.known = [self.known, kind].into_iter().flatten().min();
        self.is_unmistakable |= kind.is_some() && !lexicon::is_word(word);
        self.is_everyday |= lexicon::is_everyday(word);
    }

    fn build(self, key: Arc<str>) -> KnownTerm {
        let is_capitalized = self.capitals.is_name() && (!self.is_everyday || self.known.is_some());
        let is_name = self.is_unmistakable || is_capitalized;
        KnownTerm {
            is_filler: self.words > 0 && self.words == self.fillers,
            name: is_name.then(|| self.known.unwrap_or(NameKind::Other)),
            cue: self.cue,
            embedding: Embedding::default(),
            key,
        }
    }
}

/// Embeds each term by its words; a concept by those of its names.
fn embed(
    terms: &mut [KnownTerm],
    words: &FxHashMap<Arc<str>, KnownWord>,
    concepts: &Concepts,
    term_ids: &FxHashMap<Arc<str>, u32>,
) {
    let mut of_term: Vec<Vec<&str>> = vec![Vec::new(); terms.len()];
    for (word, known) in words {
        of_term[term_ids[&known.stem] as usize].push(word);
    }
    for name in concepts.names() {
        let stems = name.stems.iter().map(|stem| &**stem);
        of_term[term_ids[&name.key] as usize].extend(stems);
    }
    terms.par_iter_mut().zip(of_term).for_each(|(term, words)| {
        term.embedding = Embedding::of_words(words);
    });
}

/// Makes concepts names: those that have a name of one word, or are written with capitals.
fn declare_names(
    terms: &mut [KnownTerm],
    term_ids: &FxHashMap<Arc<str>, u32>,
    concepts: &Concepts,
) {
    for name in concepts.names() {
        let known = match &name.stems[..] {
            // A word with a capital, such as that of a title, makes no name of what it is a synonym of.
            [stem] if !lexicon::is_word(stem) => terms[term_ids[stem] as usize].name,
            _ => None,
        };
        let capitalized = name.is_capitalized.then_some(NameKind::Other);
        let cue = cue(&name.stems[0]).filter(|_| name.stems.len() == 1);
        let concept = &mut terms[term_ids[&name.key] as usize];
        // The least, so that the order of the names does not matter.
        let found = [concept.name, known, capitalized].into_iter().flatten();
        concept.name = found.min();
        concept.cue = [concept.cue, cue].into_iter().flatten().min();
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
        let vocabulary = Vocabulary::new(&builder, &counts, &Concepts::default());
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
        let vocabulary = Vocabulary::new(&builder, &counts, &Concepts::default());
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
        let (concepts, words) = Concepts::new(&[vec!["beacon", "fire"], vec!["Jo Weber", "Weber"]]);
        for word in words {
            builder.add_word(&word);
        }
        let counts = builder.word_counts();
        let vocabulary = Vocabulary::new(&builder, &counts, &concepts);
        let is_name = |key: &str| {
            let term = vocabulary.term_id(key).unwrap();
            vocabulary.name_kind(term).is_some()
        };
        assert_eq!(["marta", "bergen", "=jo weber"].map(is_name), [true; 3]);
        assert_eq!(["lamp", "hall", "wet", "=beacon"].map(is_name), [false; 4]);
        assert_eq!(vocabulary.name_kind(u32::MAX), None);
    }

    #[test]
    fn only_function_words_are_capped() {
        let builder = builder();
        let counts = builder.word_counts();
        let vocabulary = Vocabulary::new(&builder, &counts, &Concepts::default());
        let caps = vocabulary.idf_caps(0.25);
        let cap = |key: &str| caps[vocabulary.term_id(key).unwrap() as usize].to_bits();
        assert_eq!(cap("the"), 0.25_f32.to_bits());
        assert_eq!(cap("lamp"), 1.0_f32.to_bits());
    }
}
