//! How far a draft gets before a curator has looked at it. Prints a table of `docs/drafting.md`.
//!
//! `cargo run --release -p measure --bin drafts ARTICLE [FOLDER:TEXT:DATASET …]` drafts the text of each table, trusts the
//! draft, and asks it the questions of the table's datasets; ARTICLE is the text of the shipped table. A question of
//! the draft is right where it cites words that a right question of the table cites, too.

#![expect(
    clippy::expect_used,
    reason = "a measurement stops at the first surprise"
)]
#![expect(clippy::print_stdout, reason = "a measurement prints")]

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use footnote::draft::{Article, DraftOptions, OwnText, Trust, draft};
use footnote::files;
use footnote::knowledge::{self, At, Entry, Knowledge};
use footnote::matcher::weights::Weights;
use footnote::quality::evaluation::dataset::LabelledQuestion;
use footnote::quality::evaluation::metrics::Metrics;
use measure::{LabelledTable, judged, read};

/// A table, the text that it is about, and the questions that are asked.
struct Drafting {
    name: String,
    folder: String,
    text: String,
    datasets: Vec<String>,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let article = arguments.next().expect("the article of the shipped table");
    println!(
        "| | answered rightly, by the table | by the draft | wrongly, by the table | by the draft |"
    );
    println!("| --- | --- | --- | --- | --- |");
    for drafting in ours(&article)
        .into_iter()
        .chain(arguments.map(|own| guest(&own)))
    {
        measure_draft(&drafting);
    }
}

/// The tables of this repository.
fn ours(article: &str) -> Vec<Drafting> {
    let datasets = |folder: &str| ["dev", "test"].map(|split| format!("{folder}/{split}.jsonl"));
    let shipped = Drafting {
        name: "paris-talks".to_owned(),
        folder: "knowledge".to_owned(),
        text: article.to_owned(),
        datasets: datasets("tests/answers/paris-talks").into(),
    };
    let examples = ["brackenhold", "alder-street"].map(|name| Drafting {
        name: name.to_owned(),
        folder: format!("knowledge/examples/{name}"),
        text: format!("knowledge/examples/{name}/{name}.md"),
        datasets: datasets(&format!("tests/answers/{name}")).into(),
    });
    let newcomers = ["tidebox", "corvid-rock", "sound-barrage"].map(|name| {
        let folder = format!("tests/answers/newcomers/{name}");
        Drafting {
            name: format!("{name}, table"),
            text: format!("{folder}/table/{name}.md"),
            datasets: datasets(&folder).into(),
            folder: format!("{folder}/table"),
        }
    });
    [shipped]
        .into_iter()
        .chain(examples)
        .chain(newcomers)
        .collect()
}

/// Somebody else's, as an argument names it.
fn guest(argument: &str) -> Drafting {
    let mut parts = argument.split(':').map(str::to_owned);
    let mut part = || parts.next().expect("FOLDER:TEXT:DATASET");
    let (folder, text) = (part(), part());
    Drafting {
        name: folder.clone(),
        folder,
        text,
        datasets: vec![part()],
    }
}

fn measure_draft(drafting: &Drafting) {
    let text = Path::new(&drafting.text);
    let loaded = files::load(drafting.folder.as_ref(), Some(text));
    let knowledge = loaded.knowledge.expect("the table is valid");
    let datasets = drafting.datasets.iter();
    let asked: Vec<LabelledQuestion> = datasets.flat_map(|path| read(&knowledge, path)).collect();
    let drafted = drafted(text);
    let of_draft = asked
        .iter()
        .map(|own| relabelled(own, &knowledge, &drafted));
    let of_draft = of_draft.collect();
    let [table, draft] = [(knowledge, asked), (drafted, of_draft)].map(|(knowledge, asked)| {
        let labelled = LabelledTable {
            name: String::new(),
            knowledge,
            asked: Vec::new(),
        };
        Metrics::of(&judged(&labelled, Weights::default(), asked))
    });
    println!(
        "| {} | {:.3} | {:.3} | {:.3} | {:.3} |",
        drafting.name, table.recall, draft.recall, table.wrong, draft.wrong
    );
}

/// The draft of a text, as if a curator had looked at all of it.
fn drafted(path: &Path) -> Knowledge {
    let markdown = std::fs::read_to_string(path).expect("a text");
    let article = Article {
        name: "article.md",
        markdown: &markdown,
    };
    let options = DraftOptions {
        trust: Trust::Trusted,
        own_text: OwnText::Yes,
    };
    let table = draft(article, options).expect("an article").file;
    let parsed = knowledge::parse(&[("article.toml".to_owned(), table.into_bytes())]);
    let (knowledge, report) = knowledge::load(parsed, &[Some(markdown)]);
    knowledge.unwrap_or_else(|| panic!("{}", report.render_plain()))
}

/// A question about a table, with what answers it in the draft.
fn relabelled(
    asked: &LabelledQuestion,
    knowledge: &Knowledge,
    drafted: &Knowledge,
) -> LabelledQuestion {
    let expected = asked
        .questions
        .iter()
        .filter_map(|own| knowledge.entries.get(*own));
    let cited: Vec<_> = expected.flat_map(|entry| cited(knowledge, entry)).collect();
    let answers = drafted.entries.iter().enumerate().filter(|(_, entry)| {
        self::cited(drafted, entry).any(|(at, span)| {
            let meets = |(other, own): &(At, Range<usize>)| {
                *other == at && own.start < span.end && span.start < own.end
            };
            cited.iter().any(meets)
        })
    });
    let mut questions: BTreeSet<usize> = answers.map(|(index, _)| index).collect();
    if asked.is_answerable() && questions.is_empty() {
        // The text answers it, and the draft cannot.
        questions.insert(usize::MAX);
    }
    LabelledQuestion {
        questions: Arc::new(questions),
        gaps: Arc::default(),
        ..asked.clone()
    }
}

/// The words that an entry cites.
fn cited<'a>(
    knowledge: &'a Knowledge,
    entry: &'a Entry,
) -> impl Iterator<Item = (At, Range<usize>)> + 'a {
    let facts = knowledge.facts_of(entry);
    let citations = facts.flat_map(|(_, fact)| &fact.citations);
    citations.filter_map(|own| own.at.zip(own.span.clone()))
}
