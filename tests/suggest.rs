//! Suggested improvements of a table.

use footnote::knowledge::Knowledge;
use footnote::quality::suggest::{Suggestion, suggest};
use footnote::service::Snapshot;

use crate::support::load;

/// A table with every kind of weak spot once.
const KILN: &str = r#"
format = 1
[source]
id = "kiln"
title = "The kiln"
[[fact]]
id = "rent"
text = "Members hire the kiln by the evening."
cite = { quote = "by the evening", at = "0.1" }
[[question]]
id = "hire"
ask = ["How do I hire the kiln?", "How do I hire the kiln now?", "How do we hire the kiln?"]
facts = ["rent"]
[[question]]
id = "clay"
ask = [
  "Which clay may go in?", "permitted clay", "May I put porcelain in?", "sorts of earth allowed",
  "Is stoneware clay fine?", "what clay should I buy", "purchase without lead", "clay for beginners",
]
facts = ["rent"]
[[question]]
id = "hours"
ask = [
  "How do I hire the kiln at noon?", "How do we hire the kiln early?", "When is it free?",
  "hours", "times of opening", "is it shut on Mondays", "open late?", "until what time",
]
facts = ["rent"]
[[gap]]
id = "glaze"
ask = [
  "Which glaze may go in?", "permitted glaze", "may I put lead glaze in",
  "What sorts of glaze are allowed?", "is salt glaze fine", "glaze for beginners to buy",
]
text = "The page does not say which glazes are allowed."
"#;

fn id(knowledge: &Knowledge, entry: usize) -> &str {
    &knowledge.entries[entry].id
}

/// The suggestions for the kiln, one line each.
fn suggested(asked: &[&str]) -> Vec<String> {
    suggested_for(KILN, asked)
}

fn suggested_for(table: &str, asked: &[&str]) -> Vec<String> {
    let snapshot = Snapshot::new(load(table).0.unwrap());
    let knowledge = snapshot.knowledge();
    let asked: Vec<_> = asked.iter().map(|text| (text.to_string(), 1)).collect();
    let line = |suggestion: &Suggestion| match suggestion {
        Suggestion::UnknownWord { word, asked, .. } => format!("unknown {word} {asked}"),
        Suggestion::MoreWordings(weak) => {
            assert!(weak.after > weak.right);
            format!("more {}", id(knowledge, weak.entry))
        }
        Suggestion::Twins { entries, .. } => {
            let [one, other] = entries.map(|entry| id(knowledge, entry));
            format!("twins {one} {other}")
        }
        Suggestion::Swallowed(pair) => {
            let (own, gap) = (id(knowledge, pair.entry), id(knowledge, pair.to));
            format!("swallowed {own} {gap} {}", pair.own_words.join(" "))
        }
        Suggestion::Confused(pair) => {
            format!(
                "confused {} {}",
                id(knowledge, pair.entry),
                id(knowledge, pair.to)
            )
        }
        Suggestion::Synonyms { words, .. } => format!("synonyms {}", words.join(" ")),
    };
    suggest(snapshot.table(), &asked).iter().map(line).collect()
}

#[test]
fn every_weak_spot_is_found_and_sorted_by_kind() {
    assert_eq!(
        suggested(&[]),
        [
            "more hire",
            "more clay",
            "more hours",
            "swallowed clay glaze clay",
            "confused hours hire",
            "synonyms purchase buy",
        ]
    );
}

#[test]
fn questions_that_ask_about_the_same_are_twins() {
    let question = |id: &str, ask: &str| {
        format!("[[question]]\nid = \"{id}\"\nask = {ask}\nfacts = [\"rent\"]\n")
    };
    let rent = question(
        "rent",
        r#"["What does the kiln cost?", "price of the kiln"]"#,
    );
    let again = question(
        "again",
        r#"["What is the price of the kiln?", "cost of a kiln"]"#,
    );
    let found = suggested_for(&format!("{KILN}{rent}{again}"), &[]);
    let twins: Vec<&String> = found.iter().filter(|f| f.starts_with("twins")).collect();
    assert_eq!(twins, ["twins rent again"]);
}

#[test]
fn unknown_words_are_counted_in_unanswered_questions_only() {
    let asked = [
        "can the wheel be booked",
        "is there a wheel",
        "who mends the whell",
        "How do I hire the kiln?",
    ];
    let found = suggested(&asked);
    let unknown: Vec<&String> = found.iter().filter(|f| f.starts_with("unknown")).collect();
    assert_eq!(unknown[0], "unknown wheel 2");
    assert!(unknown.iter().all(|line| !line.contains("kiln")));
}
