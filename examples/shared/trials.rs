//! The tables that the examples measure on, with their questions.

#![expect(clippy::expect_used, reason = "an example stops at the first surprise")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use footnote::files;
use footnote::knowledge::{self, Knowledge};
use footnote::quality::evaluation::dataset::{self, LabelledQuestion};

/// A table with the questions that are asked of it.
pub struct Trial {
    /// What it is called.
    pub name: String,
    /// The table.
    pub knowledge: Knowledge,
    /// The questions, of all its sets.
    pub asked: Vec<LabelledQuestion>,
}

/// All of them; the shipped table takes part where the article's text is the program's argument.
pub fn trials() -> Vec<Trial> {
    let article = std::env::args().nth(1);
    let article = article.iter();
    let shipped = article.map(|text| table("paris-talks", "knowledge", Some(Path::new(text))));
    let examples = ["brackenhold", "alder-street"]
        .map(|name| table(name, &format!("knowledge/examples/{name}"), None));
    let errands = [(5, false), (10, false), (10, true)];
    let errands = errands.map(|(phrasings, slips)| errands_of(phrasings, slips));
    shipped.chain(examples).chain(errands).collect()
}

fn table(name: &str, folder: &str, text: Option<&Path>) -> Trial {
    let loaded = files::load(folder.as_ref(), text);
    let knowledge = loaded.knowledge.expect("the table is valid");
    let sets = ["tuned", "untouched"].map(|set| format!("tests/answers/{name}/{set}.jsonl"));
    let asked = sets
        .iter()
        .flat_map(|path| read(&knowledge, path))
        .collect();
    Trial {
        name: name.to_owned(),
        knowledge,
        asked,
    }
}

/// Everyday errands, asked in so many ways each: what a table of few phrasings is up against.
fn errands_of(phrasings: usize, slips: bool) -> Trial {
    let text = std::fs::read_to_string("tests/answers/errands/phrasings.tsv").expect("a file");
    let mut entries: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in text.lines() {
        let (id, phrasing) = line.split_once('\t').expect("an id and a phrasing");
        entries.entry(id).or_default().push(phrasing);
    }
    let mut table = "format = 1\n[source]\nid = \"errands\"\ntitle = \"Errands\"\n".to_owned();
    for (id, ask) in entries {
        let ask = &ask[..phrasings];
        let _ = write!(
            table,
            "[[fact]]\nid = \"said-{id}\"\ntext = \"{id}\"\ncite = {{ quote = \"x\", at = \"0.1\" }}\n\
             [[question]]\nid = \"{id}\"\nfacts = [\"said-{id}\"]\nask = {ask:?}\n"
        );
    }
    let parsed = knowledge::parse(&[("errands.toml".to_owned(), table.into_bytes())]);
    let (knowledge, report) = knowledge::load(parsed, &[None]);
    assert!(!report.has_errors(), "{}", report.render_plain());
    let knowledge = knowledge.expect("there is no error");
    let mut asked = read(&knowledge, "tests/answers/errands/questions.jsonl");
    if slips {
        for (number, asked) in asked.iter_mut().enumerate() {
            asked.question = slipped(&asked.question, number);
        }
    }
    let noise = if slips { ", misspelt" } else { "" };
    Trial {
        name: format!("errands, {phrasings} phrasings{noise}"),
        knowledge,
        asked,
    }
}

/// Two neighbouring letters change places, or one is lost, in every third long word.
fn slipped(question: &str, number: usize) -> String {
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

fn read(knowledge: &Knowledge, path: &str) -> Vec<LabelledQuestion> {
    let bytes = std::fs::read(path).expect("a file");
    let (asked, report) = dataset::read(knowledge, path, &bytes);
    assert!(!report.has_errors(), "{}", report.render_plain());
    asked
}
