//! Facts and where the source supports them.

use std::fmt;
use std::ops::Range;

use serde::Serialize;

use crate::diagnostic::Place;
use crate::knowledge::{Quote, SourceUrl};

/// One sentence, in the curator's own words, with its citations.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Unique within the source.
    pub id: String,
    /// The sentence.
    pub text: String,
    /// At least one.
    pub citations: Vec<Citation>,
    /// The last day on which it holds, as `YYYY-MM-DD`; it is not said later.
    pub valid_until: Option<String>,
    /// The day on which a curator wants to look at it again, as `YYYY-MM-DD`.
    pub review_by: Option<String>,
    /// A picture that shows it.
    pub image: Option<Image>,
    /// Where the sentence is in its file.
    pub place: Place,
}

impl Fact {
    /// Whether it held only until a day before this one (`YYYY-MM-DD`). Dates of this form sort as text.
    #[must_use]
    pub fn has_expired(&self, date: &str) -> bool {
        let until = self.valid_until.as_deref();
        until.is_some_and(|until| until < date)
    }
}

/// A picture that belongs to a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Image {
    /// Its address.
    pub url: SourceUrl,
    /// What it shows, for those who do not see it.
    pub alt: String,
}

/// Names a fact of any source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FactIndex {
    /// Index into [`crate::knowledge::Knowledge::sources`].
    pub source: usize,
    /// Index into [`crate::knowledge::Source::facts`].
    pub fact: usize,
}

/// Where the source says something.
#[derive(Debug, Clone)]
pub struct Citation {
    /// The cited words.
    pub quote: Quote,
    /// Section and paragraph, if pinned or found.
    pub at: Option<At>,
    /// The byte range of the paragraph that the quote covers; none if the source's text is not
    /// available, in which case the quote is unverified.
    pub span: Option<Range<usize>>,
    /// Identifies the words that an elided quote covers as they were when it was pinned.
    pub hash: Option<String>,
    /// Where the quote is in its file.
    pub place: Place,
    /// Where `at` is in its file or, without one, the quote.
    pub at_place: Place,
}

/// A paragraph of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// From 0, which is what comes before the first heading.
    pub section: usize,
    /// From 1, within the section.
    pub paragraph: usize,
}

impl At {
    /// Reads `section.paragraph`.
    pub(in crate::knowledge) fn parse(place: &str) -> Option<Self> {
        let (section, paragraph) = place.split_once('.')?;
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let is_plain = digits(section) && digits(paragraph);
        let paragraph = paragraph.parse().ok().filter(|number| *number > 0)?;
        let section = section.parse().ok()?;
        is_plain.then_some(Self { section, paragraph })
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.section, self.paragraph)
    }
}
