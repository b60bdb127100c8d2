//! The tables that the programs of this crate measure, with their questions. Run them from the root of
//! the repository.

#![expect(
    clippy::expect_used,
    reason = "a measurement stops at the first surprise"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use footnote::files;
use footnote::knowledge::{self, Knowledge};
use footnote::quality::evaluation::dataset::{self, LabelledQuestion};

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
    let requests = [
        (5, Spelling::Clean),
        (10, Spelling::Clean),
        (10, Spelling::Misspelt),
    ];
    let requests = requests.map(|(phrasings, spelling)| everyday_requests(phrasings, spelling));
    shipped.chain(examples).chain(requests).collect()
}

fn table(name: &str, folder: &str, text: Option<&Path>) -> LabelledTable {
    let loaded = files::load(folder.as_ref(), text);
    let knowledge = loaded.knowledge.expect("the table is valid");
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
            "[[fact]]\nid = \"said-{id}\"\ntext = \"{id}\"\ncite = {{ quote = \"x\", at = \"0.1\" }}\n\
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

fn read(knowledge: &Knowledge, path: &str) -> Vec<LabelledQuestion> {
    let bytes = std::fs::read(path).expect("a file");
    let (asked, report) = dataset::read(knowledge, path, &bytes);
    assert!(!report.has_errors(), "{}", report.render_plain());
    asked
}
