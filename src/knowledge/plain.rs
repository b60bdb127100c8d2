//! A knowledge file as plain values: what is exchanged with other programs. Its JSON has the names of the
//! file's own fields.
//!
//! Nothing here is validated: only [`crate::knowledge::load`] says what is valid.

mod read;

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

pub use crate::knowledge::plain::read::{Block, blocks};

/// A knowledge file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table")]
pub struct PlainTable {
    /// The version of the format; 0 if it is not given.
    #[serde(default)]
    pub format: i64,
    /// The article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<PlainSource>,
    /// Its headings.
    #[serde(rename = "section", default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<PlainSection>,
    /// The facts that are not written inside a question.
    #[serde(rename = "fact", default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<PlainFact>,
    /// The questions.
    #[serde(rename = "question", default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<PlainQuestion>,
    /// The gaps.
    #[serde(rename = "gap", default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<PlainGap>,
    /// The phrasings of an assistant.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expanded: Vec<PlainExpanded>,
    /// The groups of synonyms.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub synonyms: Vec<PlainSynonyms>,
    /// The tests.
    #[serde(rename = "test", default, skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<PlainTest>,
    /// The warnings that may stay.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allow: Vec<PlainAllow>,
}

/// The article. Its fields are explained at [`crate::knowledge::Source`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a source with `id`")]
#[expect(missing_docs, reason = "they are the fields of the file")]
pub struct PlainSource {
    pub id: String,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub own_text: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skip: Vec<String>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a section with `number`")]
#[expect(missing_docs, reason = "they are the fields of the file")]
pub struct PlainSection {
    pub number: i64,
    pub heading: String,
}

/// A fact that has an id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a fact with `id`")]
#[expect(missing_docs, reason = "they are the fields of the file")]
pub struct PlainFact {
    pub id: String,
    pub text: String,
    #[serde(deserialize_with = "one_or_many")]
    pub cite: Vec<PlainCitation>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<PlainImage>,
}

/// A fact inside its question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an answer with `text`")]
#[expect(missing_docs, reason = "they are the fields of the file")]
pub struct PlainAnswer {
    pub text: String,
    pub quote: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<PlainImage>,
}

/// A quote and its place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a citation with `quote`")]
#[expect(missing_docs, reason = "they are the fields of the file")]
pub struct PlainCitation {
    pub quote: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a picture with `url`")]
#[expect(missing_docs, reason = "they are the fields of the file")]
pub struct PlainImage {
    pub url: String,
    pub alt: String,
}

/// A question.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a question with `ask`")]
#[expect(missing_docs, reason = "they are the fields of the file")]
pub struct PlainQuestion {
    /// Empty if it is not given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    pub ask: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<String>,
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub answer: Vec<PlainAnswer>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub draft: bool,
}

/// A gap.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a gap with `ask`")]
#[expect(missing_docs, reason = "they are the fields of the file")]
pub struct PlainGap {
    /// Empty if it is not given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    pub ask: Vec<String>,
    pub text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub near: Vec<String>,
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub cite: Vec<PlainCitation>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub draft: bool,
}

/// Phrasings of an assistant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "phrasings of an `entry`")]
#[expect(missing_docs, reason = "they are the fields of the file")]
pub struct PlainExpanded {
    pub entry: String,
    pub ask: Vec<String>,
}

/// A group of synonyms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "synonyms with `words`")]
#[expect(missing_docs, reason = "they are the fields of the file")]
pub struct PlainSynonyms {
    pub words: Vec<String>,
}

/// A test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a test with `ask`")]
#[expect(missing_docs, reason = "they are the fields of the file")]
pub struct PlainTest {
    pub ask: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expect: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
}

/// A warning that may stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an allowance with `code`")]
#[expect(missing_docs, reason = "they are the fields of the file")]
pub struct PlainAllow {
    pub code: String,
    pub reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

impl PlainTable {
    /// Adds what another one has.
    pub fn extend(&mut self, other: Self) {
        self.source = other.source.or(self.source.take());
        self.sections.extend(other.sections);
        self.facts.extend(other.facts);
        self.questions.extend(other.questions);
        self.gaps.extend(other.gaps);
        self.expanded.extend(other.expanded);
        self.synonyms.extend(other.synonyms);
        self.tests.extend(other.tests);
        self.allow.extend(other.allow);
    }

    /// The id and the phrasings of every entry: the questions, then the gaps.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &[String])> + Clone {
        let questions = self.questions.iter();
        let questions = questions.map(|own| (own.id.as_str(), own.ask.as_slice()));
        let gaps = self.gaps.iter();
        questions.chain(gaps.map(|own| (own.id.as_str(), own.ask.as_slice())))
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_false(value: &bool) -> bool {
    !*value
}

/// Reads a table or a list of them, as a knowledge file may have it.
fn one_or_many<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    deserializer.deserialize_any(ListVisitor(PhantomData))
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list of objects")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(|one| vec![one])
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(seq))
    }
}
