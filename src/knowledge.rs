//! Knowledge: what a set of knowledge files says once every fault has been ruled out.
//!
//! Files become knowledge in two steps: [`parse()`] reads raw tables, and [`load`] validates them and
//! verifies their citations against the source's own text. Since only [`load`] makes a [`Knowledge`],
//! every index, id and citation in it is valid. Nothing here touches the disk: files and texts are
//! arguments.

pub mod amend;
mod counterpart;
pub mod diff;
pub(crate) mod edit;
mod elision;
pub mod file_set;
mod id;
pub mod merge;
mod model;
mod nearest;
pub mod parse;
mod passage_hash;
pub mod pin;
pub mod plain;
mod quotation_marks;
pub mod quote;
mod quote_fault;
mod quote_search;
mod schema;
mod skip_patterns;
pub mod source_text;
mod source_url;
pub mod starter;
mod test_case;
pub(crate) mod typography;
mod unknown_source;
mod validate;
mod verify;

pub use crate::document::{MAX_FILE_BYTES, MAX_SET_BYTES};
pub use crate::kind::Kind;
pub use crate::knowledge::counterpart::Counterparts;
pub use crate::knowledge::diff::Difference;
pub use crate::knowledge::elision::short_quote;
pub use crate::knowledge::file_set::{FileSet, Fingerprint};
pub use crate::knowledge::id::{TakenIds, id_of};
pub use crate::knowledge::model::{
    At, Author, Citation, Entry, EntryBody, Fact, FactIndex, Image, Knowledge, Phrasing, Section,
    Skip, Source, Synonyms,
};
pub use crate::knowledge::parse::{Parsed, TEXT_ENDINGS, parse};
pub use crate::knowledge::quotation_marks::in_quotation_marks;
pub use crate::knowledge::quote::Quote;
pub use crate::knowledge::schema::schema;
pub use crate::knowledge::skip_patterns::SkipPatterns;
pub use crate::knowledge::source_text::SourceText;
pub use crate::knowledge::source_url::{SourceUrl, UrlFault, is_public};
pub use crate::knowledge::test_case::{Expected, Outcome, Test};
pub use crate::knowledge::unknown_source::{UnknownSource, unknown_sources};
pub use crate::knowledge::validate::{MAX_LINE, MAX_SENTENCE, load};
