//! Why a wording is not taken.

use std::fmt;

use crate::knowledge::{MAX_LINE, MAX_SENTENCE};

/// Why a wording is not taken. Entries are named by their ids, new gaps by their first wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The reply names an entry that the table does not have, or not one alone; the text says so.
    UnknownEntry(String),
    /// The reply names a source that the table does not have, or none where there are several.
    UnknownSource,
    /// It has no letter or digit.
    Empty,
    /// It is longer than a phrasing may be.
    TooLong,
    /// It tells a language model what to do, and asks nothing.
    NoQuestion,
    /// It has a character that cannot be seen.
    Invisible,
    /// The sentence of its gap is missing, too long or cannot be shown.
    NoSentence,
    /// The entry has as many phrasings as it may.
    Full,
    /// This entry has it already.
    Known(String),
    /// It is a phrasing of a draft.
    Drafted,
    /// It is a question of a test, which would prove nothing any more.
    Tested,
    /// It is in the reply twice.
    Twice,
    /// The reply has it for this entry, too.
    Claimed(String),
    /// It has no word to go by.
    Wordless,
    /// It says nothing that this phrasing of its entry does not.
    SaysTheSame(String),
    /// It differs from its entry in these.
    Differs(Vec<&'static str>),
    /// It has a number that neither the phrasings nor the facts of its entry have.
    OtherNumber(String),
    /// Without itself, it finds this entry instead of its own.
    LeadsTo(String),
    /// Most wordings of its gap find this entry.
    Covered(String),
    /// With it, this phrasing of another entry would lead here, were it left out.
    Takes {
        /// The phrasing.
        phrasing: String,
        /// Its entry.
        entry: String,
    },
    /// With it, the table would fail a test that asks this.
    FailsTest(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownEntry(why) => f.write_str(why),
            Self::UnknownSource => f.write_str("it does not say which source the gap is of"),
            Self::Empty => f.write_str("it has no word"),
            Self::TooLong => write!(f, "it is longer than {MAX_LINE} characters"),
            Self::NoQuestion => f.write_str("it is an instruction to a model, and no question"),
            Self::Invisible => f.write_str("it has a character that cannot be seen, or two lines"),
            Self::NoSentence => write!(
                f,
                "its gap has no sentence of one line and at most {MAX_SENTENCE} characters"
            ),
            Self::Full => f.write_str("the entry has as many phrasings as it may"),
            Self::Known(entry) => write!(f, "`{entry}` has it already"),
            Self::Drafted => f.write_str("a draft has it already"),
            Self::Tested => f.write_str("a test asks it"),
            Self::Twice => f.write_str("the reply has it twice"),
            Self::Claimed(entry) => write!(f, "the reply has it for `{entry}`, too"),
            Self::Wordless => f.write_str("it has no word that says what it is about"),
            Self::SaysTheSame(phrasing) => write!(f, "it says no more than “{phrasing}”"),
            Self::Differs(what) => write!(f, "it differs from its entry in {}", what.join(", ")),
            Self::OtherNumber(number) => write!(
                f,
                "neither the phrasings nor the facts of its entry have the number {number}"
            ),
            Self::LeadsTo(entry) => write!(f, "by itself it leads to `{entry}`"),
            Self::Covered(entry) => write!(f, "most wordings of this gap lead to `{entry}`"),
            Self::Takes { phrasing, entry } => {
                write!(f, "it draws “{phrasing}” away from `{entry}`")
            }
            Self::FailsTest(question) => write!(f, "with it, the test “{question}” fails"),
        }
    }
}
