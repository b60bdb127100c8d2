//! What a question asks for and nothing in the entry comes near in meaning: a paraphrase has other words for the
//! same, a question next to the entry has a word for something else.

use crate::matcher::differences::{Asked, AskedTerm, EntryTexts};
use crate::matcher::meaning::Embedding;

/// The share of the question's weight that is unexplained, 0 to 1: each word that the entry does not have counts
/// by how far it is, in meaning, from the nearest word that the entry has.
pub fn share(asked: &Asked, entry: &EntryTexts) -> f32 {
    let missing = asked.terms.iter();
    let mut missing = missing
        .filter(|term| term.weighs && !entry.has(term))
        .peekable();
    if missing.peek().is_none() {
        return 0.0;
    }
    let words = content_terms(asked, entry);
    let unexplained = missing.map(|term| term.weight * (1.0 - nearest(asked, &words, term)));
    let unexplained: f32 = unexplained.sum();
    let all: f32 = asked.terms.iter().map(|term| term.weight).sum();
    unexplained / all.max(f32::MIN_POSITIVE)
}

/// How near in meaning any word of the entry is to any of these terms of the question, 0 to 1.
pub fn nearness(asked: &Asked, entry: &EntryTexts, terms: &[&AskedTerm]) -> f32 {
    let words = content_terms(asked, entry);
    let near = terms.iter().map(|term| nearest(asked, &words, term));
    near.fold(0.0, f32::max)
}

fn nearest(asked: &Asked, words: &[u32], term: &AskedTerm) -> f32 {
    let vocabulary = asked.table.vocabulary;
    let embedding = Embedding::of_words(term.text.split(' '));
    let similarity = |id: &u32| vocabulary.embedding(*id).similarity(&embedding);
    words.iter().map(similarity).fold(0.0, f32::max)
}

/// The terms of an entry that say what it is about, each once.
fn content_terms(asked: &Asked, entry: &EntryTexts) -> Vec<u32> {
    let phrasings = entry.phrasings.iter().flat_map(|text| text.term_ids);
    let terms = phrasings.chain(entry.answer).copied();
    let is_content = |id: &u32| !asked.table.vocabulary.is_filler(*id);
    let mut terms: Vec<u32> = terms.filter(is_content).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}
