//! Text → terms: folding, stemming, synonyms, spelling.

pub mod analyzer;
pub(super) mod english;
pub mod normalize;
pub mod spelling;
pub mod thesaurus;
