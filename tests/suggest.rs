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
  "Is stoneware clay fine?", "what clay makes dishes", "plates without lead", "clay for beginners",
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
  "What sorts of glaze are allowed?", "is salt glaze fine", "glaze for dishes",
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
        Suggestion::Twins(twins) => {
            let [one, other] = twins.entries.map(|entry| id(knowledge, entry));
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
            "synonyms plates dishes",
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
    assert_eq!(twins, ["twins again rent"]);
}

#[test]
fn twins_are_the_same_in_whatever_order_the_table_is_written() {
    let question = |id: &str, ask: &str| {
        format!("[[question]]\nid = \"{id}\"\nask = {ask}\nfacts = [\"rent\"]\n")
    };
    let mut questions = [
        question(
            "cost",
            r#"["What does the kiln cost?", "price of the kiln"]"#,
        ),
        question(
            "fee",
            r#"["What is the price of the kiln?", "cost of a kiln"]"#,
        ),
        question(
            "price",
            r#"["what is the kiln's price", "the price of a kiln"]"#,
        ),
        question(
            "tongs",
            r#"["Where are the long tongs?", "who has the tongs"]"#,
        ),
    ];
    let twins = |questions: &[String]| {
        let mut found = suggested_for(&format!("{KILN}{}", questions.concat()), &[]);
        found.retain(|line| line.starts_with("twins"));
        found
    };
    let expected = twins(&questions);
    assert!(!expected.is_empty());
    questions.reverse();
    assert_eq!(twins(&questions), expected);
    questions.swap(1, 3);
    assert_eq!(twins(&questions), expected);
}

#[test]
fn a_well_kept_table_wants_no_more_wordings() {
    let ask = [
        "Where is the glaze kept?",
        "which shelf has glaze",
        "i cannot find any glaze",
        "glaze cupboard",
        "do you store pots of glaze somewhere",
        "who knows where colours stand",
        "looking for celadon",
        "is tenmoku in this room",
        "point me to your glazes",
        "location of glazing stuff",
        "what drawer should i open for slips",
        "paint for bowls, which rack",
        "storage of oxides",
        "hunting jars",
        "behind what door do coatings live",
        "spot for enamel",
    ];
    let table = format!(
        "{}[[question]]\nid = \"shelf\"\nask = {ask:?}\nfacts = [\"rent\"]\n",
        &KILN[..KILN.find("[[question]]").unwrap()]
    );
    assert_eq!(suggested_for(&table, &[]), Vec::<String>::new());
}

#[test]
fn numbers_are_no_synonyms() {
    let suggested = |one: &str, other: &str| {
        let table = KILN.replace("dishes", other).replace("plates", one);
        let mut found = suggested_for(&table, &[]);
        found.retain(|line| line.starts_with("synonyms"));
        found
    };
    assert_eq!(suggested("plates", "dishes"), ["synonyms plates dishes"]);
    assert_eq!(suggested("15", "16"), Vec::<String>::new());
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
