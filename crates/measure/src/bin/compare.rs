//! Compares the matcher with common alternatives: string similarity, and a search engine.
//!
//! `cargo run --release -p measure --bin compare [ARTICLE]`. The same tables, the same questions, one run on one
//! core; and a large table from a generator, of which string similarity is not asked. Only rankings are compared: none
//! of the others can decline.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement prints, and stops at the first surprise"
)]

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use footnote::answer::documents;
use footnote::knowledge::{self, Knowledge};
use footnote::quality::evaluation::dataset::LabelledQuestion;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{
    Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::tokenizer::{TextAnalyzer, TokenStream};
use tantivy::{Index, IndexReader, TantivyDocument, Term};

use measure::labelled_tables;

#[path = "../../../../benches/large.rs"]
mod large;

/// The number of entries that count for hit@k.
const TOP: usize = 3;
/// Phrasings of the large table, and questions asked of it.
const LARGE: u64 = 100_000;
const LARGE_ASKED: usize = 1_000;
/// The size of the search engine's writing buffer, in bytes.
const BUFFER: usize = 50_000_000;

/// Returns the first entries for a question, best first.
type Ranker = Box<dyn Fn(&str) -> Vec<usize>>;

/// The similarity of two strings in lower case, 0 to 1.
type Similarity = fn(&str, &str) -> f64;

fn main() {
    for labelled in labelled_tables() {
        let knowledge = &labelled.knowledge;
        let answerable = labelled.asked.iter().filter(|asked| asked.is_answerable());
        let asked: Vec<&LabelledQuestion> = answerable.collect();
        println!("\n{}: {} questions\n", labelled.name, asked.len());
        measure_indexed(knowledge, &asked);
        let similarities: [(&str, Similarity); 3] = [
            ("strsim, Sørensen–Dice", strsim::sorensen_dice),
            ("strsim, Levenshtein", strsim::normalized_levenshtein),
            ("strsim, Jaro–Winkler", strsim::jaro_winkler),
        ];
        for (name, similarity) in similarities {
            measure(name, &linear(knowledge, similarity), &asked);
        }
    }
    let (knowledge, asked) = generated();
    println!(
        "\n{LARGE} phrasings from a generator: {} questions\n",
        asked.len()
    );
    measure_indexed(&knowledge, &asked.iter().collect::<Vec<_>>());
}

/// Measures those that index a table before they are asked.
fn measure_indexed(knowledge: &Knowledge, asked: &[&LabelledQuestion]) {
    println!("| | hit@1 | hit@{TOP} | median µs | 99th percentile µs |");
    println!("| --- | --- | --- | --- | --- |");
    measure("Footnote", &footnote(knowledge), asked);
    let units = [
        ("tantivy, one document per entry", Unit::Entry),
        ("tantivy, one document per phrasing", Unit::Phrasing),
    ];
    for (name, unit) in units {
        measure(name, &engine(knowledge, unit), asked);
    }
}

/// A large table, and the questions about its entries.
fn generated() -> (Knowledge, Vec<LabelledQuestion>) {
    let files = large::large_table(LARGE).into_iter();
    let files: Vec<_> = files
        .map(|(name, text)| (name, text.into_bytes()))
        .collect();
    let texts = vec![None; files.len()];
    let (knowledge, _) = knowledge::load(knowledge::parse(&files), &texts);
    let asked = large::questions(LARGE, LARGE_ASKED).into_iter();
    let asked = asked.filter_map(|question| {
        Some(LabelledQuestion {
            id: String::new(),
            after: None,
            kind: None,
            questions: Arc::new([question.entry?].into()),
            gaps: Arc::default(),
            question: question.words,
        })
    });
    (knowledge.expect("the table is valid"), asked.collect())
}

/// Asks every question, and prints how often a right entry leads, and how long it took.
fn measure(name: &str, ranker: &Ranker, asked: &[&LabelledQuestion]) {
    let (mut first, mut top) = (0, 0);
    let mut times: Vec<Duration> = Vec::new();
    for asked in asked {
        let start = Instant::now();
        let ranking = ranker(&asked.question);
        times.push(start.elapsed());
        let right = |entry: &&usize| asked.questions.contains(entry);
        first += usize::from(ranking.first().as_ref().is_some_and(right));
        top += usize::from(ranking.iter().any(|entry| right(&entry)));
    }
    times.sort_unstable();
    let share = |count: usize| count as f64 / asked.len() as f64;
    let micros = |percent: usize| times[(times.len() - 1) * percent / 100].as_micros();
    println!(
        "| {name} | {:.3} | {:.3} | {} | {} |",
        share(first),
        share(top),
        micros(50),
        micros(99)
    );
}

fn footnote(knowledge: &Knowledge) -> Ranker {
    let matcher = documents::matcher(knowledge);
    Box::new(move |question| {
        let hits = matcher.rank(question).hits.into_iter();
        hits.take(TOP).map(|hit| hit.entry).collect()
    })
}

/// Compares a question with every phrasing; an entry is as similar as its most similar one.
fn linear(knowledge: &Knowledge, similarity: Similarity) -> Ranker {
    let entries = knowledge.entries.iter().map(|entry| {
        let phrasings = entry.phrasings.iter();
        phrasings
            .map(|phrasing| phrasing.text.to_lowercase())
            .collect()
    });
    let entries: Vec<Vec<String>> = entries.collect();
    Box::new(move |question| {
        let question = question.to_lowercase();
        let nearest = |phrasings: &Vec<String>| {
            let similarities = phrasings.iter().map(|p| similarity(&question, p));
            similarities.fold(0.0, f64::max)
        };
        let mut ranking: Vec<(f64, usize)> = entries.iter().map(nearest).zip(0..).collect();
        ranking.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        ranking
            .into_iter()
            .take(TOP)
            .map(|(_, entry)| entry)
            .collect()
    })
}

/// What the search engine takes for a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Entry,
    Phrasing,
}

/// A search engine over the phrasings: English stems, BM25, any of the question's words.
fn engine(knowledge: &Knowledge, unit: Unit) -> Ranker {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("en_stem")
        .set_index_option(IndexRecordOption::WithFreqs);
    let text = schema.add_text_field(
        "text",
        TextOptions::default().set_indexing_options(indexing),
    );
    let entry = schema.add_u64_field("entry", STORED);
    let index = Index::create_in_ram(schema.build());
    let mut writer = index
        .writer_with_num_threads(1, BUFFER)
        .expect("room for a writer");
    for (number, own) in (0..).zip(&knowledge.entries) {
        let phrasings: Vec<&str> = own.phrasings.iter().map(|p| p.text.as_str()).collect();
        let documents = match unit {
            Unit::Entry => vec![phrasings.join("\n")],
            Unit::Phrasing => phrasings.into_iter().map(str::to_owned).collect(),
        };
        for words in documents {
            let mut document = TantivyDocument::default();
            document.add_text(text, words);
            document.add_u64(entry, number);
            writer.add_document(document).expect("the writer lives");
        }
    }
    writer.commit().expect("memory does not fail");
    let reader: IndexReader = index.reader().expect("the index was committed");
    let analyzer = index.tokenizers().get("en_stem").expect("it was asked for");
    Box::new(move |question| search(&reader, analyzer.clone(), (text, entry), question))
}

fn search(
    reader: &IndexReader,
    mut analyzer: TextAnalyzer,
    (text, entry): (Field, Field),
    question: &str,
) -> Vec<usize> {
    let mut terms = BTreeSet::new();
    analyzer.token_stream(question).process(&mut |token| {
        terms.insert(Term::from_field_text(text, &token.text));
    });
    let any = terms.into_iter().map(|term| {
        let query: Box<dyn Query> = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
        (Occur::Should, query)
    });
    let query = BooleanQuery::new(any.collect());
    let searcher = reader.searcher();
    // An entry may have many phrasings among the first.
    let leaders = TopDocs::with_limit(10 * TOP).order_by_score();
    let found = searcher
        .search(&query, &leaders)
        .expect("memory does not fail");
    let mut entries = Vec::new();
    for (_, address) in found {
        let document: TantivyDocument = searcher.doc(address).expect("it was found");
        let number = document.get_first(entry).and_then(|value| value.as_u64());
        let number = number.expect("every document has one") as usize;
        if !entries.contains(&number) {
            entries.push(number);
        }
    }
    entries.truncate(TOP);
    entries
}
