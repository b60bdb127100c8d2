//! Sources chosen for a channel: what they answer, and that nothing else takes part.

use footnote::answer::{Answer, Outcome};
use footnote::knowledge::{self, Knowledge, unknown_sources};
use footnote::matcher::differences::Differences;
use footnote::matcher::score::Features;
use footnote::service::Snapshot;

use crate::support::path;

/// A table beside the example's, with a question that the example's facts answer too.
pub const TIDES: &str = r#"format = 1
[source]
id = "tides"
title = "Tides at Skerry Point"
topics = ["the water"]
[[section]]
number = 1
heading = "High and low"
[[fact]]
id = "high"
text = "At high water the sea stands five metres above the chart."
cite = { quote = "five metres above the chart", at = "1.1" }
[[fact]]
id = "slack"
text = "Boats land at slack water."
cite = { quote = "boats land at slack water", at = "1.2" }
[[question]]
id = "height"
ask = ["How high is the tide?", "height of high water"]
facts = ["high"]
topic = "the water"
related = ["landing", "skerry/when-relit"]
[[question]]
id = "landing"
ask = ["When do boats land?", "best time to land a boat"]
facts = ["slack"]
topic = "the water"
[[question]]
id = "both"
ask = ["What changed for boats in March?", "news for boats"]
facts = ["slack", "skerry/relit"]
[[gap]]
id = "current"
ask = ["How strong is the current?", "speed of the tidal stream"]
text = "The page does not give the speed of the stream."
near = ["height"]
"#;

/// The tables of the repository at these paths, and this one, as one knowledge.
pub fn with_tides(tables: &[&str]) -> Knowledge {
    let read = |name: &&str| ((*name).to_owned(), std::fs::read(path(name)).unwrap());
    let mut files: Vec<(String, Vec<u8>)> = tables.iter().map(read).collect();
    files.push(("tides.toml".to_owned(), TIDES.into()));
    let texts = vec![None; files.len()];
    let (knowledge, report) = knowledge::load(knowledge::parse(&files), &texts);
    knowledge.unwrap_or_else(|| panic!("{}", report.render_plain()))
}

fn skerry_and_tides() -> Snapshot {
    Snapshot::new(with_tides(&["tests/skerry/skerry.toml"]))
}

fn of(snapshot: &Snapshot, source: &str) -> Snapshot {
    snapshot.of_sources(&[source.to_owned()])
}

/// The entry that answers, as `source/id`, or what else comes of a question.
fn answered(answer: &Answer) -> String {
    match &answer.entry {
        Some(entry) => format!("{}/{}", entry.source, entry.id),
        None => answer.outcome.name().to_owned(),
    }
}

#[test]
fn only_entries_of_the_sources_answer() {
    let all = skerry_and_tides();
    let rows = [
        (
            "How high is the tide?",
            "tides/height",
            "declined",
            "tides/height",
        ),
        (
            "When was the lamp relit?",
            "skerry/when-relit",
            "skerry/when-relit",
            "declined",
        ),
        (
            "speed of the tidal stream",
            "tides/current",
            "declined",
            "tides/current",
        ),
        // Drawn from both.
        (
            "What changed for boats in March?",
            "tides/both",
            "tides/both",
            "tides/both",
        ),
    ];
    for (question, by_all, by_skerry, by_tides) in rows {
        assert_eq!(answered(&all.ask(question)), by_all, "{question}");
        assert_eq!(
            answered(&of(&all, "skerry").ask(question)),
            by_skerry,
            "{question}"
        );
        assert_eq!(
            answered(&of(&all, "tides").ask(question)),
            by_tides,
            "{question}"
        );
    }
    let both = all.of_sources(&["tides".to_owned(), "skerry".to_owned()]);
    assert_eq!(answered(&both.ask("How high is the tide?")), "tides/height");
    let none = of(&all, "skery");
    assert!(none.is_empty() && !all.is_empty() && !both.is_empty());
    assert_eq!(none.ask("How high is the tide?").outcome, Outcome::Declined);
    let [unknown] = &unknown_sources(all.knowledge(), &["tides".into(), "skery".into()])[..] else {
        panic!("one of them is unknown");
    };
    assert_eq!(
        (unknown.id.as_str(), unknown.nearest.as_deref()),
        ("skery", Some("skerry"))
    );
}

#[test]
fn what_is_related_and_what_follows_keeps_to_the_sources() {
    let all = skerry_and_tides();
    let tides = of(&all, "tides");
    let others = |snapshot: &Snapshot| -> Vec<String> {
        let answer = snapshot.ask("How high is the tide?");
        answer.others.into_iter().map(|other| other.id).collect()
    };
    assert_eq!(others(&all), ["landing", "when-relit"]);
    assert_eq!(others(&tides), ["landing"]);
    // A question that leans on an entry of another source leans on nothing.
    let last = all.ask("When was the lamp relit?").entry.unwrap();
    let ask_after = |snapshot: &Snapshot| snapshot.table().ask_after("and why?", Some(&last)).0;
    assert!(ask_after(&all).following.is_some());
    assert!(ask_after(&tides).following.is_none());
}

#[test]
fn passages_are_quoted_from_the_sources_alone() {
    let loaded = footnote::files::load(&path("tests/skerry"), None);
    let snapshot = Snapshot::new(loaded.knowledge.unwrap()).with_passages();
    let message = "who leads the keepers of the lamp?";
    assert!(!snapshot.nearest_passages(message).is_empty());
    assert!(of(&snapshot, "tides").nearest_passages(message).is_empty());
    assert!(!of(&snapshot, "skerry").nearest_passages(message).is_empty());
}

#[test]
fn the_evidence_for_an_entry_is_the_same_with_and_without_the_others() {
    let all = Snapshot::new(with_tides(&[
        "tests/skerry/skerry.toml",
        "knowledge/paris-talks.toml",
    ]));
    let knowledge = all.knowledge();
    // What tells the leaders apart depends on who leads.
    let alone = |features: Features| Features {
        differences: Differences::default(),
        ..features
    };
    for source in &knowledge.sources {
        let narrowed = of(&all, &source.id);
        for (number, entry) in knowledge.entries.iter().enumerate().step_by(3) {
            let question = entry.phrasings[number % entry.phrasings.len()]
                .text
                .as_str();
            let among = narrowed.table().rank(question);
            let full = all.table().rank(question);
            let is_included = |entry: usize| narrowed.includes(&knowledge.entries[entry]);
            assert!(
                among.hits.iter().all(|hit| is_included(hit.entry)),
                "{question}"
            );
            for hit in full.hits.iter().filter(|hit| is_included(hit.entry)) {
                let own = among
                    .hits
                    .iter()
                    .find(|own| own.entry == hit.entry)
                    .unwrap();
                assert_eq!(alone(own.features), alone(hit.features), "{question}");
            }
            let answer = narrowed.ask(question);
            if narrowed.includes(entry) {
                let name = format!("{}/{}", knowledge.source_of(entry).id, entry.id);
                assert_eq!(answered(&answer), name, "{question}");
            }
            let named = answer.entry.iter().chain(&answer.others);
            let candidates = answer.candidates.iter().map(|candidate| &candidate.entry);
            for name in named.chain(candidates) {
                assert!(
                    name.source == source.id || name.id == "both",
                    "{question}: {name:?}"
                );
            }
        }
    }
}
