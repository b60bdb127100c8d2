//! What following `footnote suggest` is worth. Prints a table of `docs/matching.md`.
//!
//! `cargo run --release -p measure --bin suggestions FOLDER DATASET REPLY…` gives the questions that `suggest` names as
//! wanting more ways of asking, and no others, the wordings that assistants wrote for them (replies to
//! `footnote expand`), each examined as `footnote import` does; and, for comparison, as many questions as the table
//! comes to from several places.

#![expect(clippy::print_stdout, reason = "a measurement prints")]
#![expect(
    clippy::expect_used,
    reason = "a measurement stops at the first surprise"
)]

use std::collections::BTreeSet;

use footnote::answer::documents;
use footnote::answer::{Strictness, Table};
use footnote::expand::reply::AssistantReply;
use footnote::files;
use footnote::knowledge::{Kind, Knowledge};
use footnote::matcher::weights::Weights;
use footnote::quality::evaluation::metrics::Metrics;
use footnote::quality::suggest::{Suggestion, WEAKEST, suggest};

use measure::{LabelledTable, grown, judged, read};

/// The questions that others are compared with start at each of so many places of the table.
const PLACES: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, dataset, replies @ ..] = &arguments[..] else {
        println!("usage: suggestions FOLDER DATASET REPLY…");
        return;
    };
    let mut reply = AssistantReply::default();
    for path in replies {
        let text = std::fs::read_to_string(path).expect("a reply");
        reply
            .phrasings
            .extend(AssistantReply::read(&text).phrasings);
    }
    let loaded = files::load(folder.as_ref(), None);
    let knowledge = loaded.knowledge.expect("the table is valid");
    println!("| wordings for | taken | right | wrong | helped | first three | unanswerable kept |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    let row = |name: &str, entries: &BTreeSet<String>| {
        let mut reply = reply.clone();
        reply.phrasings.retain(|own| entries.contains(&own.entry));
        let (grown, taken) = grown(&knowledge, &loaded.files, &reply);
        let labelled = LabelledTable {
            name: String::new(),
            asked: read(&grown, dataset),
            knowledge: grown,
        };
        let asked = labelled.asked.clone();
        let found = Metrics::of(&judged(&labelled, Weights::default(), asked));
        println!(
            "| {name} | {taken} | {:.3} | {:.3} | {:.3} | {:.3} | {:.3} |",
            found.recall, found.wrong, found.helped, found.hit_at_3, found.unanswerable_rejected
        );
    };
    row("none", &BTreeSet::new());
    row("those that `suggest` names", &named(&knowledge));
    let questions: Vec<&String> = knowledge
        .entries_of(Kind::Question)
        .map(|entry| &entry.id)
        .collect();
    for place in 0..PLACES {
        let start = place * questions.len() / PLACES;
        let others = questions.iter().cycle().skip(start).take(WEAKEST);
        let others = others.map(|id| (*id).clone()).collect();
        row(&format!("ten from question {start} on"), &others);
    }
    let all = questions.into_iter().cloned().collect();
    row("all", &all);
}

/// The questions that want more ways of asking.
fn named(knowledge: &Knowledge) -> BTreeSet<String> {
    let matcher = documents::matcher(knowledge);
    let table = Table {
        knowledge,
        matcher: &matcher,
        strictness: Strictness::default(),
        sentences: None,
        selected: None,
    };
    let suggestions = suggest(table, &[]).into_iter();
    let weak = suggestions.filter_map(|suggestion| match suggestion {
        Suggestion::MoreWordings(weak) => Some(knowledge.entries[weak.entry].id.clone()),
        _ => None,
    });
    weak.collect()
}
