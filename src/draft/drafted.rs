//! What is drafted from, how, and what comes of it.

use std::fmt;

use crate::knowledge::At;

/// An article, as Markdown or plain text.
#[derive(Debug, Clone, Copy)]
pub struct Article<'a> {
    /// The plain name of its file, which stands beside the table.
    pub name: &'a str,
    /// Its text.
    pub markdown: &'a str,
}

/// Whether a curator is to look at what is drafted before members see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// What is drafted is marked, and not answered until the mark is removed.
    Drafts,
    /// It is answered at once.
    Trusted,
}

/// Whether the article is the operator's own, so that answers may repeat its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnText {
    /// It is; `check` does not warn of it.
    Yes,
    /// It is another's: `check` warns until a curator has put an answer into their own words.
    No,
}

/// How a table is drafted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftOptions {
    /// Who looks at it first.
    pub trust: Trust,
    /// Whose words they are.
    pub own_text: OwnText,
}

/// A table with what was drafted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drafted {
    /// The complete file.
    pub file: String,
    /// How many questions were added.
    pub questions: usize,
    /// How many sentences were set apart as saying nothing that is asked for.
    pub skipped: usize,
    /// The statements that were not drafted: where they stand, how they begin, and why.
    pub left_out: Vec<LeftOutStatement>,
    /// The quotes of the table that the article does not have any more, each with the id or the first
    /// phrasing of what it belongs to.
    pub gone: Vec<(String, String)>,
    /// The quotes whose left-out words have changed, in the same way.
    pub changed: Vec<(String, String)>,
}

/// A statement that was not drafted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOutStatement {
    /// Where it stands.
    pub at: At,
    /// Its first words.
    pub words: String,
    /// Why.
    pub reason: LeftOutReason,
}

/// Why a statement was not drafted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOutReason {
    /// The table has as many entries as a draft may have.
    NoRoom,
    /// Its words stand more than once, or cannot be quoted.
    NoQuote,
    /// Whatever is asked for it, another question answers.
    Taken,
    /// A sentence of it is longer than any that reads well.
    TooLong,
}

/// Why nothing can be drafted from an article.
#[derive(Debug, PartialEq, Eq)]
pub enum DraftError {
    /// It is a file of another kind, such as `PDF`.
    NotText(&'static str),
    /// It is HTML by another name.
    IsHtml,
    /// It has more bytes than this.
    TooLong(usize),
    /// It is a page whose elements are nested too deep.
    TooDeep,
    /// It has no sentence that could be asked for.
    NoStatement,
    /// The table is not TOML.
    NotToml(String),
}

impl fmt::Display for DraftError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText(kind) => write!(
                f,
                "it is a {kind} file, not text; save the article as Markdown, HTML or plain text"
            ),
            Self::IsHtml => write!(f, "it is HTML; give the file a name that ends in `.html`"),
            Self::TooLong(limit) => write!(
                f,
                "it has more than {limit} bytes; split the article, and draft a table of each part"
            ),
            Self::TooDeep => write!(
                f,
                "its elements are nested too deep; save the article as Markdown or plain text"
            ),
            Self::NoStatement => write!(
                f,
                "it has no sentence that could be asked for; check that the file has the article's text"
            ),
            Self::NotToml(why) => write!(f, "the table is not valid TOML: {why}"),
        }
    }
}
