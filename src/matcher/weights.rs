//! What the score of an entry is made of, and how much of each.

/// Saturation of repeated words; the customary value of Okapi BM25.
pub const K1: f32 = 1.2;
/// How far an entry's length counts; lower than the customary 0.75, because a curator who
/// writes more phrasings does not make the entry about less.
pub const B: f32 = 0.4;
/// What the answer's own words count, beside those of a phrasing.
pub const ANSWER_SHARE: f32 = 0.5;

/// What each ingredient is worth. The default is what was found best on several tables; the others
/// are for measuring what an ingredient gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// Shared terms, weighed by BM25 against the most they could give: the strongest single piece of
    /// evidence, so the others are measured in it.
    pub terms: f32,
    /// Nearness to the entry's mean direction, in words: knows the entry's gist.
    pub words: f32,
    /// The same in grams: knows it in other forms of its words, and misspelt.
    pub grams: f32,
    /// Nearness to the most similar phrasing: knows an exact match, and is easily misled by one
    /// phrasing that happens to share its form.
    pub phrasing: f32,
    /// Agreement on the type of answer that is wanted: breaks ties between a question and the gap
    /// beside it, which differ in little else.
    pub answer_type: f32,
    /// What a word counts that means about the same as the one asked, which the entry lacks.
    pub related: f32,
    /// The most that a word weighs which only holds a sentence together, as a share of the largest
    /// weight. Being common it weighs little; this holds it back in a small table, where nothing is
    /// common.
    pub filler: f32,
    /// What is left of the score for each thing in which the question differs that must not be
    /// blurred: numbers, negation, opposites, who did it to whom.
    pub mismatch: f32,
    /// What a gap scores where nothing in particular is demanded: whoever types a bare topic wants
    /// what the source says about it, not what it leaves open.
    pub undemanded_gap: f32,
    /// Whether a word that the table does not know is taken for the nearest that it does.
    pub repairs: bool,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            terms: 1.0,
            words: 0.5,
            grams: 0.1,
            phrasing: 0.2,
            answer_type: 0.1,
            related: 0.6,
            filler: 0.4,
            mismatch: 0.85,
            undemanded_gap: 0.85,
            repairs: true,
        }
    }
}
