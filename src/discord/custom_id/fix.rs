//! The ways to fix a group of unanswered questions.

use crate::discord::custom_id::codec::letters;

letters! {
    /// How a group of unanswered questions is fixed.
    Fix {
        /// Its first question becomes a phrasing of an entry.
        Phrasing = "p",
        /// It becomes a question with a fact.
        Question = "q",
        /// It becomes a gap.
        Gap = "g",
        /// Some of its words become synonyms.
        Synonyms = "s",
        /// It is hidden from now on.
        Ignore = "i",
    }
}
