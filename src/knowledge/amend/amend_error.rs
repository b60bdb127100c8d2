//! Why a knowledge file cannot be amended.

use toml_edit::TomlError;

/// Why a file cannot be amended.
#[derive(Debug)]
pub enum AmendError {
    /// It is not TOML.
    NotToml(TomlError),
    /// It has no entry with this id, or one without a list of phrasings.
    NoEntry(String),
    /// There is no entry with this id any more.
    EntryGone(String),
    /// There is no fact with this id any more.
    FactGone(String),
    /// There is no group with any of these synonyms any more.
    SynonymsGone(String),
    /// The answer inside an entry is used by another one, too.
    SharedAnswer {
        /// The entry's id.
        entry: String,
        /// The fact's id.
        fact: String,
    },
}

impl std::fmt::Display for AmendError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotToml(error) => write!(f, "the table is not valid TOML: {error}"),
            Self::NoEntry(id) => write!(f, "the table has no entry `{id}` with a list `ask`"),
            Self::EntryGone(id) => write!(f, "the live version no longer has the entry `{id}`"),
            Self::FactGone(id) => write!(f, "the live version no longer has the fact `{id}`"),
            Self::SynonymsGone(words) => {
                write!(
                    f,
                    "the live version no longer has any of the synonyms “{words}”"
                )
            }
            Self::SharedAnswer { entry, fact } => write!(
                f,
                "another entry uses the fact `{fact}`, which stands inside `{entry}`; in the file, write it as \
                 a `[[fact]]` of its own first"
            ),
        }
    }
}

impl From<TomlError> for AmendError {
    fn from(error: TomlError) -> Self {
        Self::NotToml(error)
    }
}
