//! The vectors of a table's entries.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::answer::documents::documents;
use crate::encoder::SentenceEncoder;
use crate::encoder::cache::{self, CachedVectors, text_hash};
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
    let texts: Vec<Vec<String>> = documents(knowledge).map(|own| texts(&own)).collect();
    let mut missing: Vec<&str> = texts.iter().flatten().map(String::as_str).collect();
    missing.sort_unstable();
    missing.dedup();
    let mut vectors = CachedVectors::new();
    missing.retain(|text| {
        let hash = text_hash(text);
        let known = old.get(&hash);
        known.is_none_or(|own| vectors.insert(hash, own.clone()).is_some())
    });
    let is_changed = !missing.is_empty() || old.len() != vectors.len();
    let done = AtomicUsize::new(0);
    let encode = |text: &&str| {
        let vector = encoder.encode(text);
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of(CHUNK) || done == missing.len() {
            progress(done, missing.len());
        }
        (text_hash(text), vector)
    };
    vectors.par_extend(missing.par_iter().map(encode));
    let written = cache.filter(|_| is_changed);
    let written = written.map_or(Ok(()), |path| {
        cache::write(path, &fingerprint, width, &vectors)
    });
    let of = |text: &String| vectors.get(&text_hash(text)).cloned().unwrap_or_default();
    let entry = |texts: &Vec<String>| {
        let mut phrasings: Vec<SentenceVector> = texts.iter().map(of).collect();
        let answer = phrasings.pop().unwrap_or_default();
        EntryVectors { phrasings, answer }
    };
    let index = SentenceIndex::new(texts.iter().map(entry).collect());
    (index, written.err())
}

/// The phrasings and, last, the answer of a document.
fn texts(document: &Document) -> Vec<String> {
    let phrasings = document.phrasings.iter().map(|own| (*own).to_owned());
    phrasings.chain([document.answer.join(" ")]).collect()
}
