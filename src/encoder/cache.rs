//! The vectors of a table's texts on disk, so that only what changed is encoded anew. A cache that is missing,
//! damaged or of another encoder is as good as none.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::encoder::TextRole;
use crate::files;
use crate::matcher::sentence::SentenceVector;

/// What a cache begins with; the number changes with the format.
const MAGIC: &[u8] = b"footnote vectors 2\n";
/// The largest cache that is read, in bytes: that of a million phrasings.
const MAX_BYTES: u64 = 1_000_000_000;
const HASH_BYTES: usize = 16;

/// The hash of a text.
pub type TextHash = [u8; HASH_BYTES];

/// The hash of a text in its role. Half of it is enough to tell texts apart.
pub fn text_hash(text: &str, role: TextRole) -> TextHash {
    let role: &[u8] = match role {
        TextRole::Question => b"question ",
        TextRole::Passage => b"passage ",
    };
    let hash: [u8; 32] = Sha256::new()
        .chain_update(role)
        .chain_update(text)
        .finalize()
        .into();
    let (half, _) = hash.as_chunks();
    half[0]
}

/// Vectors by the hashes of their texts.
pub type CachedVectors = HashMap<TextHash, SentenceVector>;

/// Reads the vectors of this width that the encoder with this fingerprint made.
pub fn read(path: &Path, fingerprint: &[u8; 32], width: usize) -> CachedVectors {
    let bytes = files::read_up_to(path, MAX_BYTES).unwrap_or_default();
    parse(&bytes, fingerprint, width).unwrap_or_default()
}

fn parse(bytes: &[u8], fingerprint: &[u8; 32], width: usize) -> Option<CachedVectors> {
    let bytes = bytes.strip_prefix(MAGIC)?.strip_prefix(fingerprint)?;
    let records = bytes.chunks_exact(HASH_BYTES + width);
    if !records.remainder().is_empty() {
        return None;
    }
    let vector = |record: &[u8]| {
        let (hash, components) = record.split_first_chunk::<HASH_BYTES>()?;
        let components = components.iter().map(|own| own.cast_signed());
        Some((*hash, SentenceVector::of(components.collect())))
    };
    records.map(vector).collect()
}

/// Replaces a cache by these vectors.
pub fn write(
    path: &Path,
    fingerprint: &[u8; 32],
    width: usize,
    vectors: &CachedVectors,
) -> io::Result<()> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend(fingerprint);
    for (hash, vector) in vectors {
        if vector.components().len() == width {
            bytes.extend(hash);
            bytes.extend(vector.components().iter().map(|own| own.cast_unsigned()));
        }
    }
    files::replace(path, &bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_cache_is_as_good_as_none() {
        let fingerprint = [7; 32];
        let record = [&text_hash("a lamp", TextRole::Question)[..], &[127, 3]].concat();
        let whole = [MAGIC, &fingerprint, &record].concat();
        let check = |bytes: &[u8], expected: Option<usize>| {
            let found = parse(bytes, &fingerprint, 2);
            assert_eq!(found.map(|vectors| vectors.len()), expected);
        };
        check(&whole, Some(1));
        check(&whole[..whole.len() - 1], None);
        check(&whole[..MAGIC.len() + 32], Some(0));
        check(&[MAGIC, &[8; 32], &record].concat(), None);
        check(b"", None);
    }
}
