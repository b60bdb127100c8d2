//! Tells whether the words that a quote leaves out are still those that a curator has read.

use crate::knowledge::source_text::sha256;
use crate::knowledge::typography::folded;

/// How many digits of the hash are kept: a change goes unnoticed once in four thousand million times.
const DIGITS: usize = 8;

/// The first digits of the SHA-256 of a passage, whose typography makes no difference.
pub(super) fn passage_hash(passage: &str) -> String {
    let mut hash = sha256(&folded(passage));
    hash.truncate(DIGITS);
    hash
}

/// Whether this may be such a hash.
pub(super) fn is_passage_hash(text: &str) -> bool {
    text.len() == DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_words_count() {
        let hash = passage_hash("At most  5 MB — “each”");
        assert!(is_passage_hash(&hash));
        assert_eq!(passage_hash("At most 5 MB - \"each\""), hash);
        assert_ne!(passage_hash("At most 10 MB — “each”"), hash);
    }
}
