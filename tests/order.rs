//! The order of a file changes nothing: the same entries, written in any order, give every question the
//! same outcome and every entry the same score, to the last bit.

use std::fs;

use footnote::answer::Answer;
use footnote::service::Snapshot;
use proptest::prelude::*;

use crate::support::{load, path};

const SHIPPED: &str = "knowledge/paris-talks.toml";
const BRACKENHOLD: &str = "knowledge/examples/brackenhold/brackenhold.toml";
const ALDER_STREET: &str = "knowledge/examples/alder-street/alder-street.toml";

/// Of this many phrasings, one is asked.
const ASKED: usize = 29;

/// A table's head, and its entries, facts and groups of synonyms one by one.
#[derive(Debug, Clone)]
struct Blocks {
    head: String,
    blocks: Vec<String>,
}

impl Blocks {
    fn of(table: &str) -> Self {
        let mut parts = table.split("\n[[").map(str::to_owned);
        let head = parts.next().unwrap() + "\n";
        let blocks = parts.map(|part| format!("[[{part}\n")).collect();
        Self { head, blocks }
    }

    fn file(name: &str) -> Self {
        Self::of(&fs::read_to_string(path(name)).unwrap())
    }

    fn snapshot(&self, blocks: &[String]) -> Snapshot {
        let (knowledge, report) = load(&(self.head.clone() + &blocks.concat()));
        Snapshot::new(knowledge.unwrap_or_else(|| panic!("{}", report.render_plain())))
    }
}

/// The answer to a question, and everything that is known of every entry.
fn evidence(snapshot: &Snapshot, question: &str) -> (Answer, Vec<String>) {
    let (answer, ranking) = snapshot.ask_why(question);
    let entries = &snapshot.knowledge().entries;
    let hit = |hit: &footnote::matcher::Hit| {
        let entry = &entries[hit.entry];
        let score = hit.score.to_bits();
        format!("{} {:?} {score} {:?}", entry.id, entry.kind(), hit.features)
    };
    (answer, ranking.hits.iter().map(hit).collect())
}

/// Some phrasings of a table as they are, and others with a word lost.
fn questions(snapshot: &Snapshot) -> Vec<String> {
    let entries = snapshot.knowledge().entries.iter();
    let phrasings = entries.flat_map(|entry| &entry.phrasings).enumerate();
    let asked = phrasings.filter(|(at, _)| at % ASKED == 0);
    asked
        .map(|(at, phrasing)| {
            let words: Vec<&str> = phrasing.text.split(' ').collect();
            let lost = (at / ASKED) % (words.len() + 1);
            let kept = words.iter().enumerate().filter(|(at, _)| *at != lost);
            kept.map(|(_, word)| *word).collect::<Vec<&str>>().join(" ")
        })
        .collect()
}

#[track_caller]
fn check(one: &Snapshot, other: &Snapshot, question: &str) {
    assert_eq!(
        evidence(one, question),
        evidence(other, question),
        "{question}"
    );
}

#[test]
fn a_table_written_backwards_or_mixed_up_answers_the_same() {
    for name in [SHIPPED, BRACKENHOLD, ALDER_STREET] {
        let file = Blocks::file(name);
        let straight = file.snapshot(&file.blocks);
        let mut reversed = file.blocks.clone();
        reversed.reverse();
        // Every third block first, then the others from the last.
        let (mut mixed, others): (Vec<_>, Vec<_>) =
            (0..).zip(reversed.clone()).partition(|(at, _)| at % 3 == 0);
        mixed.extend(others.into_iter().rev());
        let mixed: Vec<String> = mixed
            .into_iter()
            .map(|(_, block): (usize, _)| block)
            .collect();
        for order in [reversed, mixed] {
            let other = file.snapshot(&order);
            for question in questions(&straight) {
                check(&straight, &other, &question);
            }
        }
    }
}

/// Words and phrases that the foldings, the roles and the synonyms treat differently by their
/// neighbours.
fn said() -> impl Strategy<Value = String> {
    let said = prop::sample::select(vec![
        "I would appreciate it",
        "appreciate",
        "have a nice day",
        "have",
        "a nice",
        "day",
        "hi",
        "the lamp",
        "Lamps",
        "lantern",
        "light",
        "beacon",
        "beacons",
        "who pays",
        "Bergen",
        "bergen",
        "what is it",
        "about",
        "the US",
        "us",
        "not",
        "no",
        "Act III",
        "act 3",
        "C#",
        "c",
        "24/7",
        "always",
        "3.5",
        "3",
        "zebra",
        "keeper",
        "keepers",
        "kept",
    ]);
    prop::collection::vec(said, 1..6).prop_map(|said| said.join(" "))
}

/// A table of made-up entries.
fn made() -> impl Strategy<Value = Blocks> {
    let entry = (prop::collection::vec(said(), 1..4), said());
    let groups = [
        "lamp\", \"lantern",
        "Beacon\", \"light",
        "lights\", \"lamps",
    ];
    prop::collection::vec(entry, 2..8).prop_map(move |entries| {
        let groups = groups
            .iter()
            .map(|names| format!("[[synonyms]]\nwords = [\"{names}\"]\n"));
        let entries = (0..).zip(entries).map(|(number, (ask, text)): (usize, _)| {
            // Numbered, so that no two phrasings are the same.
            let ask = (0..)
                .zip(ask)
                .map(|(at, ask): (usize, String)| format!("\"{ask} q{number}x{at}\""));
            let ask: Vec<String> = ask.collect();
            format!(
                "[[gap]]\nid = \"g{number}\"\nask = [{}]\ntext = \"{text}.\"\n",
                ask.join(", ")
            )
        });
        Blocks {
            head: "format = 1\n[source]\nid = \"made\"\ntitle = \"Made\"\n".to_owned(),
            blocks: groups.chain(entries).collect(),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]

    #[test]
    fn a_made_up_table_answers_the_same_in_any_order(
        (table, order) in made().prop_flat_map(|table| {
            let order = Just(table.blocks.clone()).prop_shuffle();
            (Just(table), order)
        }),
        questions in prop::collection::vec(said(), 8),
    ) {
        let (straight, shuffled) = (table.snapshot(&table.blocks), table.snapshot(&order));
        for question in &questions {
            prop_assert_eq!(evidence(&straight, question), evidence(&shuffled, question));
        }
    }
}
