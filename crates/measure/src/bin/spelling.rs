//! Typo correction: how many misspellings of a table's words are repaired, and how many real words are taken for
//! another.
//!
//! `cargo run --release -p measure --bin spelling`, from the root of the repository. The first row of each table is
//! what happens where only everyday words are known to be right; the second is what members get.

#![expect(clippy::print_stdout, reason = "a measurement prints")]
#![expect(
    clippy::expect_used,
    reason = "a measurement stops at the first surprise"
)]

use std::sync::Arc;

use footnote::answer::documents::{documents, synonyms};
use footnote::files;
use footnote::matcher::analysis::analyzer::Analyzer;
use footnote::matcher::analysis::lexicon::{self, WORD};
use footnote::matcher::analysis::normalize::normalize;
use footnote::matcher::analysis::spelling::Speller;
use footnote::matcher::analysis::stem::stem;
use footnote::matcher::analysis::vocabulary::VocabularyBuilder;
use fst::{Map, Streamer};

/// Common misspellings of words of the shipped tables, and what is meant.
const MISSPELLINGS: &str = include_str!("../../misspellings.tsv");
/// The words and names.
const LEXICON: &str = "src/matcher/analysis/lexicon/lexicon.fst";
/// The tables.
const FOLDERS: [&str; 3] = [
    "knowledge",
    "knowledge/examples/brackenhold",
    "knowledge/examples/alder-street",
];

/// What a word that a member wrote is taken for; none where it stays as it is.
type Taken<'a> = &'a dyn Fn(&str) -> Option<String>;

fn main() {
    let (words, names) = words_and_names();
    println!("| table | kept as written | repaired | taken for another | left | words | names |");
    println!("|{}", " --- |".repeat(7));
    for folder in FOLDERS {
        let (analyzer, speller) = table(folder);
        let vocabulary = analyzer.vocabulary();
        let is_of_table = |word: &str| vocabulary.term_id(&vocabulary.stem(word)).is_some();
        let by_everyday = |word: &str| {
            let is_right = is_of_table(word) || lexicon::is_everyday(word);
            let correction = (!is_right)
                .then(|| speller.correct(word, |_| true))
                .flatten();
            correction.map(|correction| correction.word)
        };
        let by_lexicon = |word: &str| {
            let mut terms = analyzer.analyze_question(word).terms.into_iter();
            terms.find_map(|term| term.corrected)
        };
        let ways: [(&str, Taken); 2] = [
            ("everyday words", &by_everyday),
            ("the lexicon", &by_lexicon),
        ];
        for (way, taken) in ways {
            let outcomes = misspellings(&is_of_table, taken);
            let [repaired, another, left] = outcomes;
            let of_words = share(&words, taken);
            let of_names = share(&names, taken);
            println!(
                "| {folder} | {way} | {repaired} | {another} | {left} | {of_words} | {of_names} |"
            );
        }
    }
}

/// The words of the lexicon as they are normalised, and the names that are no words.
fn words_and_names() -> (Vec<String>, Vec<String>) {
    let map = Map::new(std::fs::read(LEXICON).expect("a file")).expect("a map");
    let (mut words, mut names) = (Vec::new(), Vec::new());
    let mut stream = map.stream();
    while let Some((word, flags)) = stream.next() {
        let word = String::from_utf8_lossy(word).into_owned();
        if flags & WORD == 0 {
            names.push(word);
        } else {
            words.push(word);
        }
    }
    (words, names)
}

/// The analysis of a table, and its words as corrections.
fn table(folder: &str) -> (Analyzer, Speller) {
    let loaded = files::load(folder.as_ref(), None);
    let knowledge = loaded.knowledge.expect("the table is valid");
    let mut builder = VocabularyBuilder::default();
    for document in documents(&knowledge) {
        let texts = document.phrasings.iter().chain(&document.answer);
        builder.add_entry(texts.map(|text| normalize(text)).collect());
    }
    let analyzer = Analyzer::new(&synonyms(&knowledge), &mut builder);
    let speller = Speller::new(&builder.word_counts());
    (analyzer, speller)
}

/// Of the misspellings whose right word the table has: how many are repaired (or
/// have the right word's stem all the same), taken for another word, left.
fn misspellings(is_of_table: &dyn Fn(&str) -> bool, taken: Taken) -> [usize; 3] {
    let mut outcomes = [0; 3];
    for line in MISSPELLINGS.lines() {
        let (misspelt, meant) = line.split_once('\t').expect("two words");
        let normalized = |word: &str| -> Arc<str> { Arc::clone(&normalize(word)[0].text) };
        let (misspelt, meant) = (normalized(misspelt), normalized(meant));
        if is_of_table(&meant) {
            let outcome = match taken(&misspelt) {
                Some(word) if stem(&word) == stem(&meant) => 0,
                None if stem(&misspelt) == stem(&meant) => 0,
                Some(_) => 1,
                None => 2,
            };
            outcomes[outcome] += 1;
        }
    }
    outcomes
}

/// How many of these words are taken for another, and of how many.
fn share(words: &[String], taken: Taken) -> String {
    let mistaken = words.iter().filter(|word| taken(word).is_some()).count();
    format!("{mistaken} of {}", words.len())
}
