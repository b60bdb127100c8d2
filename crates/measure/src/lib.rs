//! The tables that the programs of this crate measure, with their questions. Run them from the root of
//! the repository.

#![expect(
    clippy::expect_used,
    reason = "a measurement stops at the first surprise"
)]
#![expect(clippy::print_stdout, reason = "a measurement prints")]

mod encoding;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use footnote::answer::documents::{documents, matcher, synonyms};
use footnote::answer::{EncodedTexts, Strictness, Table};
use footnote::expand::examine::examine;
use footnote::expand::reply::AssistantReply;
use footnote::files;
use footnote::knowledge::{self, FileSet, Knowledge};
use footnote::matcher::Matcher;
use footnote::matcher::weights::Weights;
use footnote::quality::evaluation::dataset::{self, LabelledQuestion};
use footnote::quality::evaluation::{Judged, evaluate};
use serde_json::Value;

pub use crate::encoding::{Encoding, encoder};

/// A table and its labelled questions.
pub struct LabelledTable {
    /// Its name in the printed tables.
    pub name: String,
    /// The table.
    pub knowledge: Knowledge,
    /// The questions of all its datasets.
    pub asked: Vec<LabelledQuestion>,
}

/// Returns every labelled table; the shipped one takes part if the article's text is the first
/// argument.
#[must_use]
pub fn labelled_tables() -> Vec<LabelledTable> {
    let article = std::env::args().nth(1);
    let article = article.iter();
    let shipped = article.map(|text| table("paris-talks", "knowledge", Some(Path::new(text))));
    let examples = ["brackenhold", "alder-street"]
        .map(|name| table(name, &format!("knowledge/examples/{name}"), None));
    shipped
        .chain(examples)
        .chain(everyday_requests_tables())
        .collect()
}

/// Returns the tables of everyday requests.
#[must_use]
pub fn everyday_requests_tables() -> Vec<LabelledTable> {
    let requests = [
        (5, Spelling::Clean),
        (10, Spelling::Clean),
        (10, Spelling::Misspelt),
    ];
    requests
        .map(|(phrasings, spelling)| everyday_requests(phrasings, spelling))
        .into()
}

/// The newcomers' tables, as they were written and expanded, with their questions of one split.
#[must_use]
pub fn newcomers(split: &str) -> Vec<LabelledTable> {
    let names = ["tidebox", "corvid-rock", "sound-barrage"];
    let tables = names.into_iter().flat_map(|name| {
        let folder = format!("tests/answers/newcomers/{name}");
        let text = format!("{folder}/table/{name}.md");
        ["table", "expanded"].map(|kind| {
            let knowledge = load(&format!("{folder}/{kind}"), Some(text.as_ref()));
            LabelledTable {
                name: format!("{name}, {kind}"),
                asked: read(&knowledge, &format!("{folder}/{split}.jsonl")),
                knowledge,
            }
        })
    });
    tables.collect()
}

fn load(folder: &str, text: Option<&Path>) -> Knowledge {
    let loaded = files::load(folder.as_ref(), text);
    loaded.knowledge.expect("the table is valid")
}

fn table(name: &str, folder: &str, text: Option<&Path>) -> LabelledTable {
    let knowledge = load(folder, text);
    let datasets = ["dev", "test"].map(|split| format!("tests/answers/{name}/{split}.jsonl"));
    let asked = datasets
        .iter()
        .flat_map(|path| read(&knowledge, path))
        .collect();
    LabelledTable {
        name: name.to_owned(),
        knowledge,
        asked,
    }
}

/// How the questions about everyday requests are spelt.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spelling {
    Clean,
    Misspelt,
}

/// Everyday requests with this many phrasings each: the hard case of a table with few phrasings.
fn everyday_requests(phrasings: usize, spelling: Spelling) -> LabelledTable {
    let folder = "tests/answers/everyday-requests";
    let text = std::fs::read_to_string(format!("{folder}/phrasings.tsv")).expect("a file");
    let mut entries: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in text.lines() {
        let (id, phrasing) = line.split_once('\t').expect("an id and a phrasing");
        entries.entry(id).or_default().push(phrasing);
    }
    let mut table =
        "format = 1\n[source]\nid = \"everyday-requests\"\ntitle = \"Everyday requests\"\n"
            .to_owned();
    for (id, ask) in entries {
        let ask = &ask[..phrasings];
        let _ = write!(
            table,
            "[[fact]]\nid = \"said-{id}\"\ntext = \"It is so.\"\ncite = {{ quote = \"x\", at = \"0.1\" }}\n\
             [[question]]\nid = \"{id}\"\nfacts = [\"said-{id}\"]\nask = {ask:?}\n"
        );
    }
    let parsed = knowledge::parse(&[("everyday-requests.toml".to_owned(), table.into_bytes())]);
    let (knowledge, report) = knowledge::load(parsed, &[None]);
    assert!(!report.has_errors(), "{}", report.render_plain());
    let knowledge = knowledge.expect("there is no error");
    let mut asked = read(&knowledge, &format!("{folder}/questions.jsonl"));
    if spelling == Spelling::Misspelt {
        for (number, asked) in asked.iter_mut().enumerate() {
            asked.question = misspelt(&asked.question, number);
        }
    }
    let noise = match spelling {
        Spelling::Clean => "",
        Spelling::Misspelt => ", misspelt",
    };
    LabelledTable {
        name: format!("everyday requests, {phrasings} phrasings{noise}"),
        knowledge,
        asked,
    }
}

/// Swaps two neighbouring letters, or drops one, in every third long word.
fn misspelt(question: &str, number: usize) -> String {
    let words = question.split(' ').enumerate().map(|(at, word)| {
        let mut letters: Vec<char> = word.chars().collect();
        if letters.len() >= 4 && (at + number).is_multiple_of(3) {
            let place = 1 + (at + number) % (letters.len() - 2);
            if number.is_multiple_of(2) {
                letters.swap(place, place + 1);
            } else {
                letters.remove(place);
            }
        }
        letters.into_iter().collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Prints a Markdown table: a row for each way of weighing, a column for each table.
pub fn print_ablations(
    tables: &[LabelledTable],
    rows: impl IntoIterator<Item = (&'static str, Weights)>,
    cell: impl Fn(Weights, &LabelledTable) -> String,
) {
    print!("| |");
    for labelled in tables {
        print!(" {} |", labelled.name);
    }
    println!("\n|{}", " --- |".repeat(tables.len() + 1));
    for (name, weights) in rows {
        print!("| {name} |");
        for labelled in tables {
            print!(" {} |", cell(weights, labelled));
        }
        println!();
    }
}

/// Asks a table these questions, matched by these weights, and judges the answers.
#[must_use]
pub fn judged(
    labelled: &LabelledTable,
    weights: Weights,
    asked: Vec<LabelledQuestion>,
) -> Vec<Judged> {
    judged_with(labelled, weights, asked, None)
}

/// The same with what an encoder made of them.
#[must_use]
pub fn judged_with(
    labelled: &LabelledTable,
    weights: Weights,
    asked: Vec<LabelledQuestion>,
    encoding: Option<&Encoding>,
) -> Vec<Judged> {
    let knowledge = &labelled.knowledge;
    let encoded = encoding.map(|own| (own.table(knowledge), own.questions()));
    let synonyms = synonyms(knowledge);
    let matcher = Matcher::build(weights, documents(knowledge), &synonyms, &mut |_, _| {});
    let table = Table {
        knowledge,
        matcher: &matcher,
        strictness: Strictness::default(),
        sentences: encoded
            .as_ref()
            .map(|(table, questions)| EncodedTexts { table, questions }),
        selected: None,
    };
    evaluate(table, asked)
}

/// Returns a table of somebody else's, with a dataset whose labels may be `entries`.
#[must_use]
pub fn guest(name: &str, folder: &str, dataset: &str) -> LabelledTable {
    let knowledge = load(folder, None);
    LabelledTable {
        name: name.to_owned(),
        asked: read(&knowledge, dataset),
        knowledge,
    }
}

/// Reads a dataset about a table.
///
/// # Panics
///
/// If it cannot be read, or has a fault: a measurement stops at the first surprise.
#[must_use]
pub fn read(knowledge: &Knowledge, path: &str) -> Vec<LabelledQuestion> {
    let text = std::fs::read_to_string(path).expect("a file");
    let bytes = text
        .lines()
        .map(expecting_entries)
        .collect::<String>()
        .into_bytes();
    let (asked, report) = dataset::read(knowledge, path, &bytes);
    assert!(!report.has_errors(), "{}", report.render_plain());
    asked
}

/// A line of a dataset, with its `entries`, if it has them, as what it expects.
fn expecting_entries(line: &str) -> String {
    let mut value: Value = serde_json::from_str(line).expect("a line of JSON");
    if let Some(object) = value.as_object_mut()
        && let Some(entries) = object.remove("entries")
    {
        let is_empty = entries.as_array().is_none_or(Vec::is_empty);
        let expected = if is_empty { "declined".into() } else { entries };
        object.remove("gold");
        object.insert("expect".to_owned(), expected);
    }
    format!("{value}\n")
}

/// The table with what it takes of a reply, and the number of wordings that it takes.
///
/// # Panics
///
/// If the table has faults with them.
#[must_use]
pub fn grown(knowledge: &Knowledge, files: &FileSet, reply: &AssistantReply) -> (Knowledge, usize) {
    let matcher = matcher(knowledge);
    let table = Table {
        knowledge,
        matcher: &matcher,
        strictness: Strictness::default(),
        sentences: None,
        selected: None,
    };
    let sifted = examine(table, reply);
    let mut files = files.clone();
    for (source, bytes) in files.tables.values_mut().enumerate() {
        let old = String::from_utf8_lossy(bytes);
        let new = sifted.expansion(knowledge, source).add_to(&old);
        *bytes = new.expect("a table is TOML").into_bytes();
    }
    let (grown, report) = files.load(str::to_owned);
    (
        grown.unwrap_or_else(|| panic!("{}", report.render_plain())),
        sifted.phrasings.len(),
    )
}
