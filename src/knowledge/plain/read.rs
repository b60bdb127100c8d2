//! A valid knowledge file → its plain values, and the places of its blocks.

use std::collections::BTreeMap;

use toml_edit::TomlError;

use crate::document::Spanned;
use crate::knowledge::edit::edit;
use crate::knowledge::parse;
use crate::knowledge::parse::{
    RawAllow, RawCitation, RawEntry, RawExpanded, RawFact, RawFile, RawSection, RawSource,
    RawSynonyms, RawTest,
};
use crate::knowledge::pin::write_ids;
use crate::knowledge::plain::{
    PlainAllow, PlainAnswer, PlainCitation, PlainExpanded, PlainFact, PlainGap, PlainImage,
    PlainQuestion, PlainSection, PlainSource, PlainSynonyms, PlainTable, PlainTest,
};

/// What a block of a knowledge file is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Block {
    /// The fact with this id.
    Fact(String),
    /// The question or the gap with this id.
    Entry(String),
    /// Something else.
    Other,
}

/// The blocks of a file by the offset of their first byte, without a byte-order mark.
#[must_use]
pub fn blocks(file: &str) -> BTreeMap<usize, Block> {
    let raw = raw(file);
    let mut blocks = BTreeMap::new();
    let named = |id: &Option<Spanned<String>>| id.as_ref().map(|id| id.value.clone());
    for fact in &raw.facts {
        let block = named(&fact.id).map_or(Block::Other, Block::Fact);
        blocks.insert(fact.place.start, block);
    }
    for entry in raw.questions.iter().chain(&raw.gaps) {
        let block = named(&entry.id).map_or(Block::Other, Block::Entry);
        blocks.insert(entry.place.start, block);
    }
    for expanded in &raw.expanded {
        let block = named(&expanded.entry).map_or(Block::Other, Block::Entry);
        blocks.insert(expanded.place.start, block);
    }
    let source = raw.source.iter().map(|own| own.place);
    let synonyms = raw.synonyms.iter().map(|own| own.place);
    let tests = raw.tests.iter().map(|own| own.place);
    let allow = raw.allow.iter().map(|own| own.place);
    let others = source.chain(synonyms).chain(tests).chain(allow);
    blocks.extend(others.map(|place| (place.start, Block::Other)));
    blocks
}

impl PlainTable {
    /// The values of a valid file. Every entry has its id, written or made.
    ///
    /// # Errors
    ///
    /// The file is not TOML.
    pub fn read(file: &str) -> Result<Self, TomlError> {
        Ok(table(raw(&edit(file, write_ids)?)))
    }
}

fn raw(file: &str) -> RawFile {
    let parsed = parse(&[(String::new(), file.as_bytes().to_vec())]);
    parsed.files.into_iter().next().unwrap_or_default()
}

fn table(raw: RawFile) -> PlainTable {
    let section = |own: RawSection| PlainSection {
        number: own.number.map_or(0, |number| number.value),
        heading: text(own.heading),
    };
    let expanded = |own: RawExpanded| PlainExpanded {
        entry: text(own.entry),
        ask: texts(own.ask),
    };
    let synonyms = |own: RawSynonyms| PlainSynonyms {
        words: texts(own.words),
    };
    let test = |own: RawTest| PlainTest {
        ask: texts(own.ask),
        expect: optional(own.expect),
        outcome: optional(own.outcome),
    };
    let allow = |own: RawAllow| PlainAllow {
        code: text(own.code),
        reason: text(own.reason),
        id: optional(own.id),
    };
    PlainTable {
        format: raw.format.map_or(0, |format| format.value),
        source: raw.source.map(source),
        sections: raw.sections.into_iter().map(section).collect(),
        facts: raw.facts.into_iter().map(fact).collect(),
        questions: raw.questions.into_iter().map(question).collect(),
        gaps: raw.gaps.into_iter().map(gap).collect(),
        expanded: raw.expanded.into_iter().map(expanded).collect(),
        synonyms: raw.synonyms.into_iter().map(synonyms).collect(),
        tests: raw.tests.into_iter().map(test).collect(),
        allow: raw.allow.into_iter().map(allow).collect(),
    }
}

fn source(raw: RawSource) -> PlainSource {
    PlainSource {
        id: text(raw.id),
        title: text(raw.title),
        publisher: optional(raw.publisher),
        published: optional(raw.published),
        url: optional(raw.url),
        text: optional(raw.text),
        sha256: optional(raw.sha256),
        topics: texts(Some(raw.topics)),
        licence: optional(raw.licence),
        own_text: raw.own_text,
        skip: texts(Some(raw.skip)),
    }
}

fn fact(raw: RawFact) -> PlainFact {
    PlainFact {
        id: text(raw.id),
        text: text(raw.text),
        cite: raw.citations.into_iter().map(citation).collect(),
        valid_until: optional(raw.valid_until),
        review_by: optional(raw.review_by),
        image: raw.image.map(|own| PlainImage {
            url: text(own.url),
            alt: text(own.alt),
        }),
    }
}

/// A fact inside its question, which has one citation.
fn answer(raw: RawFact) -> PlainAnswer {
    let PlainFact {
        text,
        mut cite,
        valid_until,
        review_by,
        image,
        ..
    } = fact(raw);
    let PlainCitation { quote, at, hash } = cite.pop().unwrap_or_default();
    PlainAnswer {
        text,
        quote,
        at,
        hash,
        valid_until,
        review_by,
        image,
    }
}

fn citation(raw: RawCitation) -> PlainCitation {
    PlainCitation {
        quote: text(raw.quote),
        at: optional(raw.at),
        hash: optional(raw.hash),
    }
}

fn question(raw: RawEntry) -> PlainQuestion {
    PlainQuestion {
        id: text(raw.id),
        ask: texts(raw.ask),
        facts: texts(raw.facts),
        answer: raw.answers.into_iter().map(answer).collect(),
        topic: optional(raw.topic),
        related: texts(Some(raw.others)),
        draft: raw.draft,
    }
}

fn gap(raw: RawEntry) -> PlainGap {
    PlainGap {
        id: text(raw.id),
        ask: texts(raw.ask),
        text: text(raw.text),
        near: texts(Some(raw.others)),
        cite: raw.citations.into_iter().map(citation).collect(),
        draft: raw.draft,
    }
}

fn optional(value: Option<Spanned<String>>) -> Option<String> {
    value.map(|value| value.value.trim().to_owned())
}

fn text(value: Option<Spanned<String>>) -> String {
    optional(value).unwrap_or_default()
}

fn texts(values: Option<Vec<Spanned<String>>>) -> Vec<String> {
    let values = values.into_iter().flatten();
    values.filter_map(|value| optional(Some(value))).collect()
}
