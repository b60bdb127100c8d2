//! The tables of a knowledge file, read field by field.

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Fields, FileKind, Spanned};
use crate::knowledge::parse::{
    RawAllow, RawCitation, RawEntry, RawExpanded, RawFact, RawFile, RawImage, RawSection,
    RawSource, RawSynonyms, RawTest,
};

/// The tables and fields of a knowledge file, for its diagnostics.
pub(super) const KNOWLEDGE_FILE: FileKind = FileKind {
    tables: &["source"],
    lists: &[
        "section", "fact", "question", "gap", "expanded", "synonyms", "test", "allow",
    ],
    example,
    too_large: "split the table into several files in one folder",
};

pub(super) fn read_file(mut fields: Fields) -> RawFile {
    let raw = RawFile {
        format: fields.required("format", Fields::integer),
        source: read_sole_source(&mut fields),
        sections: fields.tables("section", read_section),
        facts: fields.tables("fact", read_fact),
        questions: fields.tables("question", read_question),
        gaps: fields.tables("gap", read_gap),
        expanded: fields.tables("expanded", read_expanded),
        synonyms: fields.tables("synonyms", read_synonyms),
        tests: fields.tables("test", read_test),
        allow: fields.tables("allow", read_allow),
    };
    fields.finish();
    raw
}

fn read_sole_source(fields: &mut Fields) -> Option<RawSource> {
    if !fields.has("source") {
        let message = "missing table `[source]`";
        fields.fault(
            Diagnostic::of_file(Code::MissingField, fields.place.file, message)
                .repair("add `[source]` with an `id` and a `title`"),
        );
    }
    fields.table("source", read_source)
}

fn read_source(mut fields: Fields) -> RawSource {
    let raw = RawSource {
        place: fields.place,
        id: fields.required("id", Fields::string),
        title: fields.required("title", Fields::string),
        publisher: fields.string("publisher"),
        published: fields.date("published"),
        url: fields.string("url"),
        text: fields.string("text"),
        sha256: fields.string("sha256"),
        topics: fields.strings("topics").unwrap_or_default(),
        licence: fields.string("licence"),
        own_text: fields.boolean("own_text").unwrap_or_default(),
        skip: fields.strings("skip").unwrap_or_default(),
    };
    fields.finish();
    raw
}

fn read_section(mut fields: Fields) -> RawSection {
    let raw = RawSection {
        place: fields.place,
        number: fields.required("number", Fields::integer),
        heading: fields.required("heading", Fields::string),
    };
    fields.finish();
    raw
}

fn read_fact(mut fields: Fields) -> RawFact {
    let id = fields.required("id", Fields::string);
    let citations = fields.one_or_many("cite", read_citation);
    let has_citations = fields.has("cite") && fields.list_len("cite") != Some(0);
    read_sentence(fields, id, (citations, has_citations))
}

/// A fact inside its question, with its quote beside its sentence.
fn read_answer(mut fields: Fields) -> RawFact {
    let citation = citation_in(&mut fields);
    read_sentence(fields, None, (vec![citation], true))
}

/// What a fact has wherever it is written, besides its id and its citations.
fn read_sentence(
    mut fields: Fields,
    id: Option<Spanned<String>>,
    (citations, has_citations): (Vec<RawCitation>, bool),
) -> RawFact {
    let raw = RawFact {
        place: fields.place,
        id,
        text: fields.required("text", Fields::string),
        citations,
        has_citations,
        valid_until: fields.date("valid_until"),
        review_by: fields.date("review_by"),
        image: fields.table("image", read_image),
    };
    fields.finish();
    raw
}

fn read_image(mut fields: Fields) -> RawImage {
    let raw = RawImage {
        url: fields.required("url", Fields::string),
        alt: fields.required("alt", Fields::string),
    };
    fields.finish();
    raw
}

fn read_citation(mut fields: Fields) -> RawCitation {
    let raw = citation_in(&mut fields);
    fields.finish();
    raw
}

fn citation_in(fields: &mut Fields) -> RawCitation {
    RawCitation {
        quote: fields.required("quote", Fields::string),
        at: fields.string("at"),
        hash: fields.string("hash"),
    }
}

fn read_question(mut fields: Fields) -> RawEntry {
    either(&mut fields, "facts", "answer");
    // An empty list of answers is one of facts, too.
    let none = (fields.list_len("answer") == Some(0)).then(Vec::new);
    let raw = RawEntry {
        place: fields.place,
        id: fields.string("id"),
        ask: fields.required("ask", Fields::strings),
        expanded: Vec::new(),
        facts: fields.strings("facts").or(none),
        answers: fields.one_or_many("answer", read_answer),
        topic: fields.string("topic"),
        others: fields.strings("related").unwrap_or_default(),
        text: None,
        citations: Vec::new(),
        draft: fields.boolean("draft").unwrap_or_default(),
    };
    fields.finish();
    raw
}

fn read_gap(mut fields: Fields) -> RawEntry {
    let raw = RawEntry {
        place: fields.place,
        id: fields.string("id"),
        ask: fields.required("ask", Fields::strings),
        expanded: Vec::new(),
        facts: None,
        answers: Vec::new(),
        topic: None,
        others: fields.strings("near").unwrap_or_default(),
        text: fields.required("text", Fields::string),
        citations: fields.one_or_many("cite", read_citation),
        draft: fields.boolean("draft").unwrap_or_default(),
    };
    fields.finish();
    raw
}

fn read_expanded(mut fields: Fields) -> RawExpanded {
    let raw = RawExpanded {
        place: fields.place,
        entry: fields.required("entry", Fields::string),
        ask: fields.required("ask", Fields::strings),
    };
    fields.finish();
    raw
}

fn read_synonyms(mut fields: Fields) -> RawSynonyms {
    let raw = RawSynonyms {
        place: fields.place,
        words: fields.required("words", Fields::strings),
    };
    fields.finish();
    raw
}

fn read_test(mut fields: Fields) -> RawTest {
    either(&mut fields, "expect", "outcome");
    let raw = RawTest {
        place: fields.place,
        ask: fields.required("ask", Fields::strings),
        expect: fields.string("expect"),
        outcome: fields.string("outcome"),
    };
    fields.finish();
    raw
}

fn read_allow(mut fields: Fields) -> RawAllow {
    let raw = RawAllow {
        place: fields.place,
        code: fields.required("code", Fields::string),
        reason: fields.required("reason", Fields::string),
        id: fields.string("id"),
    };
    fields.finish();
    raw
}

/// Reports that both fields are missing, of which at least one is needed.
fn either(fields: &mut Fields, one: &str, other: &str) {
    if fields.has(one) || fields.has(other) {
        return;
    }
    let message = format!("missing field `{one}` or `{other}`");
    let (first, second) = (fields.example(one), fields.example(other));
    fields.fault(
        Diagnostic::at(Code::MissingField, fields.place, message)
            .repair(format!("add `{first}` or `{second}`")),
    );
}

/// A valid value of a field.
fn example(key: &str) -> &'static str {
    match key {
        "format" => "1",
        "number" => "2",
        "published" => "2025-03-02",
        "valid_until" | "review_by" => "2026-03-02",
        "draft" | "own_text" => "true",
        "code" => "\"copied-words\"",
        "licence" => "\"CC BY 4.0\"",
        "skip" => "[\"See also …\"]",
        "answer" => "{ text = \"…\", quote = \"first words … last words\" }",
        "image" => "{ url = \"https://example.org/lamp.png\", alt = \"The lamp\" }",
        "id" | "expect" | "entry" => "\"when-relit\"",
        "outcome" => "\"declined\"",
        "url" => "\"https://example.org/skerry\"",
        "quote" => "\"On the first of March … eleven winters\"",
        "hash" => "\"9f2c41aa\"",
        "at" => "\"2.1\"",
        "cite" => "{ quote = \"On the first … eleven winters\" }",
        "ask" => "[\"When was the lamp relit?\", \"relighting date\"]",
        "facts" | "related" | "near" => "[\"relit\"]",
        "words" => "[\"lamp\", \"light\"]",
        "topics" => "[\"the repair\"]",
        _ => "\"…\"",
    }
}
