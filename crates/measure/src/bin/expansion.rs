//! How a table fares with more ways of asking, and more gaps, from an assistant.
//!
//! `cargo run --release -p measure --bin expansion FOLDER DATASET REPLY…` prints, for growing numbers of wordings for
//! each entry and of gaps, what becomes of the questions of a dataset. The replies are to `footnote expand`; each wording
//! is examined as `footnote import` does, and gaps are taken as they are.

#![expect(clippy::print_stdout, reason = "a measurement prints")]
#![expect(
    clippy::expect_used,
    reason = "a measurement stops at the first surprise"
)]

use footnote::expand::reply::AssistantReply;
use footnote::files;
use footnote::matcher::weights::Weights;
use footnote::quality::evaluation::metrics::Metrics;

use measure::{LabelledTable, grown, judged, read};

/// Wordings for each entry.
const PER_ENTRY: [usize; 5] = [0, 4, 8, 14, 28];
/// Gaps of all replies together.
const GAPS: [usize; 3] = [0, 20, 40];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, dataset, replies @ ..] = &arguments[..] else {
        println!("usage: expansion FOLDER DATASET REPLY…");
        return;
    };
    let replies = replies.iter().map(|path| {
        let text = std::fs::read_to_string(path).expect("a reply");
        AssistantReply::read(&text)
    });
    let replies: Vec<AssistantReply> = replies.collect();
    let loaded = files::load(folder.as_ref(), None);
    let knowledge = loaded.knowledge.expect("the table is valid");
    println!(
        "| wordings | gaps | taken | right | wrong | helped | first three | unanswerable kept | precision |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for per_entry in PER_ENTRY {
        for gaps in GAPS {
            let reply = first(&replies, per_entry, gaps);
            let (grown, taken) = grown(&knowledge, &loaded.files, &reply);
            let labelled = LabelledTable {
                name: String::new(),
                asked: read(&grown, dataset),
                knowledge: grown,
            };
            let found = Metrics::of(&judged(
                &labelled,
                Weights::default(),
                labelled.asked.clone(),
            ));
            println!(
                "| {per_entry} | {gaps} | {taken} | {:.3} | {:.3} | {:.3} | {:.3} | {:.3} | {:.3} |",
                found.recall,
                found.wrong,
                found.helped,
                found.hit_at_3,
                found.unanswerable_rejected,
                found.precision
            );
        }
    }
}

/// The first wordings for each entry, and the first gaps, an equal number of each reply.
fn first(replies: &[AssistantReply], per_entry: usize, gaps: usize) -> AssistantReply {
    let mut reply = AssistantReply::default();
    for own in replies {
        let mut phrasings = own.phrasings.clone();
        for proposed in &mut phrasings {
            proposed.ask.truncate(per_entry);
        }
        reply.phrasings.extend(phrasings);
        let share = gaps / replies.len();
        reply.gaps.extend(own.gaps.iter().take(share).cloned());
    }
    reply
}
