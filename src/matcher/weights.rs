//! What each piece of evidence is worth.
//!
//! The weights of the score are fields of [`Weights`], so that an ablation can turn each off;
//! constants below shape the features themselves. Two groups are kept with the code that they govern:
//!
//! - **Typo correction**, in [`crate::matcher::analysis::spelling`]: `ONE_EDIT_FROM` and
//!   `TWO_EDITS_FROM` (the edits that a word is allowed, by its length), `FIRST_LETTER_PENALTY` (what a
//!   wrong first letter adds), `PREFIX_LETTERS`. [`Weights::typo_correction`] turns it off.
//! - **Completion** of half-typed questions, in [`crate::matcher::complete`]: `PREFIX_MATCH`
//!   and `NEAR_PREFIX_MATCH` (what a typed word counts that begins a word of a phrasing).
//!
//! The weights of the confidence, which judges the ranking, are in [`crate::answer::confidence`].
//! `cargo run --release -p measure --bin ablation` measures what each weight gives.

/// Saturation of repeated terms; the customary value of Okapi BM25.
pub const K1: f32 = 1.2;
/// How much an entry's length counts, 0 to 1; lower than the customary 0.75, because a curator who
/// writes more phrasings does not make the entry about less.
pub const B: f32 = 0.4;
/// What the text of an answer counts, as a share of a phrasing.
pub const ANSWER_SHARE: f32 = 0.5;
/// What a bigram counts, as a share of a term of the same rarity.
pub const BIGRAM_SHARE: f32 = 0.5;
/// The phrasings of an entry, in the mean, that are many.
const MANY_PHRASINGS: f32 = 8.0;
/// What meaning weighs, at most, where they are few, as a share of what it weighs where they are many.
const FEW_PHRASINGS_SHARE: f32 = 1.7;

/// The weights of the features in the score. The defaults are the best of those that were measured on
/// several tables; others are for measuring.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// Shared terms, by BM25: the strongest single piece of evidence, so that the others are measured
    /// against it.
    pub bm25: f32,
    /// Cosine to the entry's centroid in terms and bigrams: knows what its phrasings have in common.
    pub centroid_terms: f32,
    /// Cosine to the entry's centroid in n-grams: knows it in other forms of its words, and misspelt.
    pub centroid_ngrams: f32,
    /// Similarity to the nearest phrasing: knows an exact match, and is easily misled by one phrasing
    /// that happens to share its form.
    pub phrasing_similarity: f32,
    /// Agreement on the type of answer: breaks ties between a question and the gap beside it, which
    /// differ in little else.
    pub answer_type: f32,
    /// Nearness in meaning, in a table of many phrasings: knows other words for the same, and takes what is only
    /// next to it for the same, too. A table of few phrasings weighs it more; see [`Self::for_phrasings`].
    pub meaning: f32,
    /// Nearness by an encoder's vectors, where there is one, in a table of many phrasings; it grows as that of
    /// meaning does.
    pub encoded: f32,
    /// What a related term counts, as a share of the term that was asked and that the entry lacks.
    pub related: f32,
    /// The largest IDF of a function word, as a share of the largest there is. Common words weigh
    /// little anyway; the cap is for small tables, in which no word is common.
    pub filler_cap: f32,
    /// What is left of the score for each mismatch.
    pub mismatch: f32,
    /// What is left of a gap's score where the question asks for no type of answer: a member who
    /// types a bare topic wants what the source says about it, not what it leaves open.
    pub untyped_gap: f32,
    /// Whether out-of-vocabulary words are corrected to the nearest word of the table.
    pub typo_correction: bool,
    /// The differences that make another question.
    pub rules: Rules,
}

/// Which differences between a question and an entry make another question; see
/// [`crate::matcher::differences::Differences`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is turned off alone")]
pub struct Rules {
    /// Another name.
    pub names: bool,
    /// Another number.
    pub numbers: bool,
    /// A denial or an opposite.
    pub polarity: bool,
    /// The reverse direction.
    pub direction: bool,
    /// A reason that is not given.
    pub reasons: bool,
    /// A thing to count or choose that the entry lacks.
    pub things: bool,
    /// A word that only looks like one of the entry's.
    pub resemblance: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            names: true,
            numbers: true,
            polarity: true,
            direction: true,
            reasons: true,
            things: true,
            resemblance: true,
        }
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            bm25: 1.0,
            centroid_terms: 0.5,
            centroid_ngrams: 0.1,
            phrasing_similarity: 0.2,
            answer_type: 0.1,
            meaning: 0.3,
            encoded: 1.0,
            related: 0.6,
            filler_cap: 0.4,
            mismatch: 0.85,
            untyped_gap: 0.85,
            typo_correction: true,
            rules: Rules::default(),
        }
    }
}

impl Weights {
    /// The weights for a table with this many phrasings an entry, in the mean: the fewer they are, the less the words
    /// can tell.
    #[must_use]
    pub fn for_phrasings(self, mean: f32) -> Self {
        let share = (MANY_PHRASINGS / mean.max(1.0)).clamp(1.0, FEW_PHRASINGS_SHARE);
        Self {
            meaning: self.meaning * share,
            encoded: self.encoded * share,
            ..self
        }
    }

    /// The sum of the weights of the score's features, without an encoder's.
    #[must_use]
    pub fn sum(&self) -> f32 {
        self.bm25
            + self.centroid_terms
            + self.centroid_ngrams
            + self.phrasing_similarity
            + self.answer_type
            + self.meaning
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meaning_weighs_more_where_phrasings_are_few() {
        let check = |mean, share: f32| {
            let found = Weights::default().for_phrasings(mean).meaning;
            assert!(
                (found - share * Weights::default().meaning).abs() < 1e-6,
                "{mean}"
            );
        };
        check(0.0, FEW_PHRASINGS_SHARE);
        check(3.5, FEW_PHRASINGS_SHARE);
        check(MANY_PHRASINGS / 1.25, 1.25);
        check(29.0, 1.0);
    }

    /// The one place besides their definitions that repeats the values: to move a weight, measure anew
    /// (`docs/matching.md`) and change it here too.
    #[test]
    fn weights_are_those_that_were_measured() {
        let found = [
            K1,
            B,
            ANSWER_SHARE,
            BIGRAM_SHARE,
            MANY_PHRASINGS,
            FEW_PHRASINGS_SHARE,
        ];
        assert_eq!(
            found.map(f32::to_bits),
            [1.2_f32, 0.4, 0.5, 0.5, 8.0, 1.7].map(f32::to_bits)
        );
        let measured = Weights {
            bm25: 1.0,
            centroid_terms: 0.5,
            centroid_ngrams: 0.1,
            phrasing_similarity: 0.2,
            answer_type: 0.1,
            meaning: 0.3,
            encoded: 1.0,
            related: 0.6,
            filler_cap: 0.4,
            mismatch: 0.85,
            untyped_gap: 0.85,
            typo_correction: true,
            rules: Rules::default(),
        };
        assert_eq!(Weights::default(), measured);
    }
}
