//! The vectors of a table's entries.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::answer::documents::documents;
use crate::encoder::cache::{self, CachedVectors, TextHash, text_hash};
use crate::encoder::{SentenceEncoder, TextRole};
use crate::knowledge::Knowledge;
use crate::matcher::document::Document;
use crate::matcher::sentence::{EntryVectors, SentenceIndex, SentenceVector};

/// The texts between two reports of progress.
const CHUNK: usize = 64;

/// Encodes the phrasings and answers of a table, but for those that the cache has, and keeps the cache. `progress` is
/// called with the texts that were encoded and those that are to be.
///
/// The second value is why the cache could not be written: the next start then encodes anew.
pub fn encode_table(
    encoder: &SentenceEncoder,
    knowledge: &Knowledge,
    cache: Option<&Path>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> (SentenceIndex, Option<std::io::Error>) {
    let (fingerprint, width) = (encoder.fingerprint(), encoder.width());
    let read = |path| cache::read(path, &fingerprint, width);
    let old = cache.map_or_else(CachedVectors::new, read);
    let entries: Vec<Vec<RoledText>> = documents(knowledge).map(|own| texts(&own)).collect();
    let mut missing: Vec<&RoledText> = entries.iter().flatten().collect();
    missing.sort_unstable_by_key(|own| own.hash);
    missing.dedup_by_key(|own| own.hash);
    let mut vectors = CachedVectors::new();
    missing.retain(|RoledText { hash, .. }| {
        let known = old.get(hash);
        known.is_none_or(|own| vectors.insert(*hash, own.clone()).is_some())
    });
    let is_changed = !missing.is_empty() || old.len() != vectors.len();
    let done = AtomicUsize::new(0);
    let encode = |own: &&RoledText| {
        let vector = encoder.encode(&own.text, own.role);
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of(CHUNK) || done == missing.len() {
            progress(done, missing.len());
        }
        (own.hash, vector)
    };
    vectors.par_extend(missing.par_iter().map(encode));
    let written = cache.filter(|_| is_changed);
    let written = written.map_or(Ok(()), |path| {
        cache::write(path, &fingerprint, width, &vectors)
    });
    let of = |own: &RoledText| vectors.get(&own.hash).cloned().unwrap_or_default();
    let entry = |texts: &Vec<RoledText>| {
        let mut phrasings: Vec<SentenceVector> = texts.iter().map(of).collect();
        let answer = phrasings.pop().unwrap_or_default();
        EntryVectors { phrasings, answer }
    };
    let index = SentenceIndex::new(entries.iter().map(entry).collect());
    (index, written.err())
}

/// A text of a table.
struct RoledText {
    text: String,
    role: TextRole,
    hash: TextHash,
}

impl RoledText {
    fn new(text: String, role: TextRole) -> Self {
        let hash = text_hash(&text, role);
        Self { text, role, hash }
    }
}

/// The phrasings and, last, the answer of a document.
fn texts(document: &Document) -> Vec<RoledText> {
    let phrasings = document.phrasings.iter();
    let phrasings = phrasings.map(|own| RoledText::new((*own).to_owned(), TextRole::Question));
    let answer = RoledText::new(document.answer.join(" "), TextRole::Passage);
    phrasings.chain([answer]).collect()
}
