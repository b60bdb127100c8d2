//! Plain values → the fields of their blocks, in the order in which a curator writes them.

use toml_edit::{Array, Datetime, InlineTable, Value};

use crate::knowledge::plain::{
    PlainAllow, PlainAnswer, PlainCitation, PlainExpanded, PlainFact, PlainGap, PlainImage,
    PlainQuestion, PlainSection, PlainSource, PlainSynonyms, PlainTest,
};

/// The fields of a block; none for one that the block does not have.
pub(super) type FieldValues = Vec<(&'static str, Option<Value>)>;

pub(super) fn source(own: &PlainSource) -> FieldValues {
    vec![
        ("id", text(&own.id)),
        ("title", text(&own.title)),
        ("publisher", optional(own.publisher.as_ref())),
        ("published", date(own.published.as_ref())),
        ("url", optional(own.url.as_ref())),
        ("licence", optional(own.licence.as_ref())),
        ("text", optional(own.text.as_ref())),
        ("own_text", flag(own.own_text)),
        ("topics", row(&own.topics)),
        ("skip", row(&own.skip)),
        ("sha256", optional(own.sha256.as_ref())),
    ]
}

pub(super) fn section(own: &PlainSection) -> FieldValues {
    vec![
        ("number", Some(own.number.into())),
        ("heading", text(&own.heading)),
    ]
}

pub(super) fn fact(own: &PlainFact) -> FieldValues {
    vec![
        ("id", text(&own.id)),
        ("text", text(&own.text)),
        ("cite", citations(&own.cite)),
        ("valid_until", date(own.valid_until.as_ref())),
        ("review_by", date(own.review_by.as_ref())),
        ("image", own.image.as_ref().map(image)),
    ]
}

pub(super) fn question(own: &PlainQuestion) -> FieldValues {
    let answers = own.answer.iter().map(answer);
    vec![
        ("id", text(&own.id)),
        ("ask", lines(&own.ask)),
        ("facts", row(&own.facts)),
        ("answer", one_or_many(answers.collect())),
        ("topic", optional(own.topic.as_ref())),
        ("related", row(&own.related)),
        ("draft", flag(own.draft)),
    ]
}

pub(super) fn gap(own: &PlainGap) -> FieldValues {
    vec![
        ("id", text(&own.id)),
        ("ask", lines(&own.ask)),
        ("text", text(&own.text)),
        ("near", row(&own.near)),
        ("cite", citations(&own.cite)),
        ("draft", flag(own.draft)),
    ]
}

pub(super) fn expanded(own: &PlainExpanded) -> FieldValues {
    vec![("entry", text(&own.entry)), ("ask", lines(&own.ask))]
}

pub(super) fn synonyms(own: &PlainSynonyms) -> FieldValues {
    vec![("words", row(&own.words))]
}

pub(super) fn test(own: &PlainTest) -> FieldValues {
    vec![
        ("ask", row(&own.ask)),
        ("expect", optional(own.expect.as_ref())),
        ("outcome", optional(own.outcome.as_ref())),
    ]
}

pub(super) fn allow(own: &PlainAllow) -> FieldValues {
    vec![
        ("code", text(&own.code)),
        ("reason", text(&own.reason)),
        ("id", optional(own.id.as_ref())),
    ]
}

fn answer(own: &PlainAnswer) -> Value {
    inline(vec![
        ("text", text(&own.text)),
        ("quote", text(&own.quote)),
        ("at", optional(own.at.as_ref())),
        ("hash", optional(own.hash.as_ref())),
        ("valid_until", date(own.valid_until.as_ref())),
        ("review_by", date(own.review_by.as_ref())),
        ("image", own.image.as_ref().map(image)),
    ])
}

fn citations(own: &[PlainCitation]) -> Option<Value> {
    let citation = |own: &PlainCitation| {
        inline(vec![
            ("quote", text(&own.quote)),
            ("at", optional(own.at.as_ref())),
            ("hash", optional(own.hash.as_ref())),
        ])
    };
    one_or_many(own.iter().map(citation).collect())
}

fn image(own: &PlainImage) -> Value {
    inline(vec![("url", text(&own.url)), ("alt", text(&own.alt))])
}

fn inline(fields: FieldValues) -> Value {
    let fields = fields.into_iter();
    let given = fields.filter_map(|(key, value)| Some((key, value?)));
    given.collect::<InlineTable>().into()
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "it stands beside fields that may be missing"
)]
fn text(text: &str) -> Option<Value> {
    Some(text.into())
}

fn optional(text: Option<&String>) -> Option<Value> {
    text.map(Value::from)
}

/// Whether a text is a date without a time, such as `2026-03-02`.
#[must_use]
pub fn is_date(text: &str) -> bool {
    let date = text.parse::<Datetime>();
    date.is_ok_and(|own| own.date.is_some() && own.time.is_none())
}

/// A date; what is none stays text, which loading reports.
fn date(text: Option<&String>) -> Option<Value> {
    let text = text?;
    Some(
        text.parse::<Datetime>()
            .map_or_else(|_| text.into(), Value::from),
    )
}

fn flag(is_set: bool) -> Option<Value> {
    is_set.then(|| true.into())
}

/// A list on one line.
fn row(texts: &[String]) -> Option<Value> {
    (!texts.is_empty()).then(|| texts.iter().collect::<Array>().into())
}

/// A list with a line for each text.
fn lines(texts: &[String]) -> Option<Value> {
    (!texts.is_empty()).then(|| on_lines(texts.iter().map(Value::from).collect()))
}

/// The only value by itself, or a list with a line for each.
fn one_or_many(mut values: Vec<Value>) -> Option<Value> {
    match values.len() {
        0 => None,
        1 => values.pop(),
        _ => Some(on_lines(values)),
    }
}

fn on_lines(values: Vec<Value>) -> Value {
    let mut list = Array::new();
    for value in values {
        list.push_formatted(value.decorated("\n  ", ""));
    }
    if !list.is_empty() {
        list.set_trailing("\n");
        list.set_trailing_comma(true);
    }
    list.into()
}
