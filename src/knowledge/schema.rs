//! The JSON Schema of a knowledge file, for editors, in the words of `docs/knowledge-file.md`. Reading
//! and validation decide what is valid; a test holds the fields of both against each other.

use serde_json::{Value, json};

use crate::diagnostic::{Allowance, Code};
use crate::document::schema::{
    TableSchema, at_least, blocks, boolean, choice, date, described, list, list_of, name,
    one_or_many, pattern, prose,
};
use crate::knowledge::Outcome;
use crate::knowledge::id::MAX_ID;
use crate::knowledge::parse::TEXT_ENDINGS;
use crate::knowledge::validate::{MAX_CITATIONS, MAX_LINE, MAX_NAMES, MAX_PHRASINGS, MAX_SENTENCE};

/// The JSON Schema of a knowledge file.
#[must_use]
pub fn schema() -> Value {
    let format = described(
        "The version of the format: always 1.",
        json!({ "enum": [1] }),
    );
    TableSchema::of("A table of questions and answers drawn from one source.")
        .required("format", format)
        .required("source", source())
        .optional("section", blocks(&section()))
        .optional("fact", blocks(&fact()))
        .optional("question", blocks(&question()))
        .optional("gap", blocks(&gap()))
        .optional("expanded", blocks(&expanded()))
        .optional("synonyms", blocks(&synonyms()))
        .optional("test", blocks(&test()))
        .optional("allow", blocks(&allow()))
        .file("Footnote's knowledge file")
}

fn source() -> Value {
    let topics = "What members can ask about, in your own words.";
    let skip = "Sentences with nothing to ask, such as “See also the tide tables”: `check` does not count \
                them. An `…` stands for any words.";
    let own_text = "`true` if the text is your own, so that facts may be its sentences; `check` then does \
                    not report `copied-words`.";
    let sha256 =
        "A checksum of the text, written by `pin`; `check` then reports when the text has changed.";
    let text =
        "The article's text: the name of a `.md`, `.markdown` or `.txt` file in the same folder.";
    TableSchema::of("The article that the answers are drawn from.")
        .required("id", id("A short name for the source"))
        .required("title", line("The article's title; short, since it tells apart what several sources ask alike."))
        .optional("publisher", line("Who published it; shown with the title."))
        .optional("published", described("When; shown with the title. Write the date without quotation marks.", date()))
        .optional("url", url("The article's address, with `http` or `https`, that every reader can reach; citations then link to the exact words."))
        .optional("text", described(text, pattern(&text_name())))
        .optional("sha256", described(sha256, pattern("^[0-9A-Fa-f]{64}$")))
        .optional("topics", described(topics, list(&prose(MAX_LINE))))
        .optional("licence", line("The licence of the text; `/about` shows it."))
        .optional("own_text", described(own_text, boolean()))
        .optional("skip", described(skip, json!({ "type": "array", "items": prose(MAX_SENTENCE) })))
        .schema()
}

fn section() -> Value {
    let number = json!({ "type": "integer", "minimum": 1 });
    TableSchema::of("A section of the article, written by `footnote pin`, so that citations can show its heading even without the text.")
        .required("number", described("Its number, counted from 1.", number))
        .required("heading", line("Its heading."))
        .schema()
}

fn fact() -> Value {
    let table = TableSchema::of("One sentence in your own words that makes sense on its own, and where the source supports it.")
        .required("id", id("A short name for the fact"))
        .required("cite", citations(1, "Where the source supports it: one citation, or a list of them."));
    sentence(table).schema()
}

/// What a fact has wherever it is written, besides its id and its citations.
fn sentence(table: TableSchema) -> TableSchema {
    let image = TableSchema::of("A picture.")
        .required("url", url("Its address."))
        .required("alt", line("What it shows, for those who cannot see it."))
        .schema();
    let valid_until = "The last day on which it holds, written without quotation marks.";
    let review_by =
        "The day on which you want to look at it again, written without quotation marks.";
    table
        .required(
            "text",
            described("The sentence, in plain text.", prose(MAX_SENTENCE)),
        )
        .optional("valid_until", described(valid_until, date()))
        .optional("review_by", described(review_by, date()))
        .optional("image", image)
}

fn citations(least: usize, description: &str) -> Value {
    let table = citation(TableSchema::of(description));
    one_or_many(least..=MAX_CITATIONS, &table.schema())
}

fn citation(table: TableSchema) -> TableSchema {
    let quote = "The exact words of a passage of the source: all of them, or the first and the last words \
                 with one `…` between them.";
    let at = "The place, `section.paragraph`; `footnote pin` fills it in.";
    let hash = "Stands for the words that an elided quote covers; `footnote pin` fills it in.";
    table
        .required("quote", described(quote, prose(MAX_SENTENCE)))
        .optional("at", described(at, pattern("^[0-9]+\\.0*[1-9][0-9]*$")))
        .optional("hash", described(hash, pattern("^[0-9A-Fa-f]{8}$")))
}

fn question() -> Value {
    let answer =
        TableSchema::of("The fact that answers it, or a list of them, written right here.");
    let answer = sentence(citation(answer)).schema();
    let facts = "The ids of the facts that answer it, in the order in which the bot shows them; they come \
                 before those of `answer`.";
    let related = "The ids of questions to suggest next.";
    let names = list_of(1..=MAX_NAMES, &name());
    entry(TableSchema::of("A question that the source answers."))
        .optional("facts", described(facts, names))
        .optional("answer", one_or_many(1..=MAX_NAMES, &answer))
        .optional("topic", described("One of the source's `topics`.", name()))
        .optional("related", described(related, references()))
        .any_of(["facts", "answer"])
        .schema()
}

fn gap() -> Value {
    let near = "The ids of related questions that the source does answer.";
    let cite = "Where the source mentions the matter and stops.";
    entry(TableSchema::of(
        "Something that readers ask and the source does not answer.",
    ))
    .required(
        "text",
        described("What the bot replies.", prose(MAX_SENTENCE)),
    )
    .optional("near", described(near, references()))
    .optional("cite", citations(0, cite))
    .schema()
}

/// What questions and gaps have.
fn entry(table: TableSchema) -> TableSchema {
    let ask = "Phrasings: the ways members may ask it. The bot shows the first one, so write that as a \
               full sentence.";
    let draft = "`true` if nobody has looked at it yet: it is checked, but answers nothing. Remove the \
                 line when it is right.";
    let own =
        "A short name; without one, it is made of the first phrasing, and `pin` writes it down";
    table
        .optional("id", id(own))
        .required("ask", described(ask, phrasings()))
        .optional("draft", described(draft, boolean()))
}

fn expanded() -> Value {
    let ask = "Its phrasings. They help to find it, and members never see them.";
    TableSchema::of("Phrasings that an assistant wrote, of a question or gap of this file.")
        .required("entry", described("The id of the question or gap.", name()))
        .required("ask", described(ask, phrasings()))
        .schema()
}

fn synonyms() -> Value {
    let words = "The words, or names of several words each.";
    TableSchema::of("Words and names that mean the same in all files of the folder.")
        .required("words", described(words, at_least(2, &prose(MAX_LINE))))
        .schema()
}

fn test() -> Value {
    let ask = "Questions, in words that none of your phrasings use.";
    let outcome = "What must come of it, from any entry.";
    let outcomes = Outcome::ALL.into_iter().map(Outcome::name);
    TableSchema::of("What members must get when they ask one of these questions.")
        .required("ask", described(ask, at_least(1, &prose(MAX_LINE))))
        .optional(
            "expect",
            described("The id of the question or gap that must reply.", name()),
        )
        .optional("outcome", described(outcome, choice(outcomes)))
        .one_of(["expect", "outcome"])
        .schema()
}

fn allow() -> Value {
    let code = "The code of the warning, which it shows in brackets. Errors cannot be allowed.";
    let own = "The entry or fact that it holds for; without it, the whole file.";
    TableSchema::of("A warning that may stay: `check` neither shows nor counts it.")
        .required(
            "code",
            described(code, choice(Allowance::codes().map(Code::name))),
        )
        .required("reason", line("Why it may stay."))
        .optional("id", described(own, name()))
        .schema()
}

fn phrasings() -> Value {
    list_of(1..=MAX_PHRASINGS, &prose(MAX_LINE))
}

fn references() -> Value {
    json!({ "type": "array", "items": name(), "maxItems": MAX_NAMES })
}

fn id(what: &str) -> Value {
    let mut schema = pattern("^[a-z0-9-]+$");
    schema["maxLength"] = json!(MAX_ID);
    let description = format!("{what}: lower-case letters, digits and hyphens.");
    described(&description, schema)
}

fn line(description: &str) -> Value {
    described(description, prose(MAX_LINE))
}

fn url(description: &str) -> Value {
    let mut schema = pattern("^[Hh][Tt][Tt][Pp][Ss]?://.");
    schema["maxLength"] = json!(MAX_LINE);
    described(description, schema)
}

/// The plain name of a text, whose ending may be in capitals.
fn text_name() -> String {
    let either = |letter: char| format!("[{letter}{}]", letter.to_ascii_uppercase());
    let endings = TEXT_ENDINGS.iter();
    let endings = endings.map(|ending| ending.chars().map(either).collect::<String>());
    let endings: Vec<String> = endings.collect();
    format!("^[^./\\\\:][^/\\\\:]*\\.({})$", endings.join("|"))
}
