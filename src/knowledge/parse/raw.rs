//! The tables of a knowledge file as written: nothing in them is validated.

use crate::diagnostic::Place;
use crate::document::Spanned;

/// A knowledge file as written, before its values are validated.
#[derive(Debug, Default)]
pub struct RawFile {
    pub format: Option<Spanned<i64>>,
    pub source: Option<RawSource>,
    pub sections: Vec<RawSection>,
    pub facts: Vec<RawFact>,
    pub questions: Vec<RawEntry>,
    pub gaps: Vec<RawEntry>,
    pub expanded: Vec<RawExpanded>,
    pub synonyms: Vec<RawSynonyms>,
    pub tests: Vec<RawTest>,
    pub allow: Vec<RawAllow>,
}

#[derive(Debug)]
pub struct RawSource {
    pub place: Place,
    pub id: Option<Spanned<String>>,
    pub title: Option<Spanned<String>>,
    pub publisher: Option<Spanned<String>>,
    pub published: Option<Spanned<String>>,
    pub url: Option<Spanned<String>>,
    pub text: Option<Spanned<String>>,
    pub sha256: Option<Spanned<String>>,
    pub topics: Vec<Spanned<String>>,
    pub licence: Option<Spanned<String>>,
    pub own_text: bool,
    pub skip: Vec<Spanned<String>>,
}

#[derive(Debug)]
pub struct RawSection {
    pub place: Place,
    pub number: Option<Spanned<i64>>,
    pub heading: Option<Spanned<String>>,
}

#[derive(Debug)]
pub struct RawFact {
    pub place: Place,
    pub id: Option<Spanned<String>>,
    pub text: Option<Spanned<String>>,
    pub citations: Vec<RawCitation>,
    /// Whether `cite` is present and not an empty list, valid or not.
    pub has_citations: bool,
    pub valid_until: Option<Spanned<String>>,
    pub review_by: Option<Spanned<String>>,
    pub image: Option<RawImage>,
}

#[derive(Debug)]
pub struct RawImage {
    pub url: Option<Spanned<String>>,
    pub alt: Option<Spanned<String>>,
}

#[derive(Debug)]
pub struct RawCitation {
    pub quote: Option<Spanned<String>>,
    pub at: Option<Spanned<String>>,
    pub hash: Option<Spanned<String>>,
}

/// A question or a gap; the fields of the other kind are empty.
#[derive(Debug)]
pub struct RawEntry {
    pub place: Place,
    pub id: Option<Spanned<String>>,
    /// None if missing or faulty.
    pub ask: Option<Vec<Spanned<String>>>,
    /// The phrasings of `[[expanded]]` that are its own, once they are known.
    pub expanded: Vec<Spanned<String>>,
    /// None if missing or faulty, and for a gap.
    pub facts: Option<Vec<Spanned<String>>>,
    /// The facts written inside a question.
    pub answers: Vec<RawFact>,
    pub topic: Option<Spanned<String>>,
    /// `related` of a question, `near` of a gap.
    pub others: Vec<Spanned<String>>,
    /// The sentence of a gap.
    pub text: Option<Spanned<String>>,
    /// Where the source mentions what a gap leaves open.
    pub citations: Vec<RawCitation>,
    /// Whether no curator has looked at it yet.
    pub draft: bool,
}

/// Phrasings that an assistant wrote, of an entry of the same file.
#[derive(Debug)]
pub struct RawExpanded {
    pub place: Place,
    pub entry: Option<Spanned<String>>,
    /// None if missing or faulty.
    pub ask: Option<Vec<Spanned<String>>>,
}

#[derive(Debug)]
pub struct RawSynonyms {
    pub place: Place,
    /// None if missing or faulty.
    pub words: Option<Vec<Spanned<String>>>,
}

#[derive(Debug)]
pub struct RawTest {
    pub place: Place,
    /// None if missing or faulty.
    pub ask: Option<Vec<Spanned<String>>>,
    pub expect: Option<Spanned<String>>,
    pub outcome: Option<Spanned<String>>,
}

/// A warning that may stay.
#[derive(Debug)]
pub struct RawAllow {
    pub place: Place,
    pub code: Option<Spanned<String>>,
    pub reason: Option<Spanned<String>>,
    pub id: Option<Spanned<String>>,
}
