//! Where nothing is answered, the nearest passages of the article are quoted, if the operator wants them.

use std::sync::Arc;

use footnote::answer::{Answer, Outcome};
use footnote::service::{Snapshot, SuspendedEntries};

use crate::support::load_with;

const TEXT: &str = "\
# The weir

The weir was built of oak.

## The fish ladder

Salmon climb a ladder of nineteen pools beside the weir. Otters were seen below it. Eels use a rope.

## The mill

A miller grinds rye on Thursdays. Flour is sold from the back door of the mill.
";

const TABLE: &str = r#"format = 1
[source]
id = "weir"
title = "The weir"
url = "https://example.org/weir"
[[question]]
id = "wood"
ask = ["What is the weir built of?"]
answer = { text = "Oak went into the weir.", quote = "built of oak" }
[[gap]]
id = "age"
ask = ["How old is the weir?"]
text = "The article does not tell the age of the weir."
"#;

fn weir() -> Snapshot {
    Snapshot::new(load_with(TABLE, Some(TEXT)).0.unwrap())
}

fn asked(snapshot: &Snapshot, question: &str) -> Answer {
    snapshot.with_nearest_passages(snapshot.ask(question))
}

/// Asks, and compares the outcome and the quotes of the passages.
#[track_caller]
fn check(snapshot: &Snapshot, question: &str, outcome: Outcome, expected: &[&str]) {
    let answer = asked(snapshot, question);
    let quotes: Vec<&str> = answer.passages.iter().map(|own| &*own.quote).collect();
    assert_eq!(
        (answer.outcome, &*quotes),
        (outcome, expected),
        "{question}"
    );
}

#[test]
fn a_declined_question_gets_the_nearest_sentences() {
    let shown = weir().with_passages();
    let salmon = "Salmon climb a ladder of nineteen pools beside the weir.";
    let rye = "A miller grinds rye on Thursdays.";
    check(
        &shown,
        "do salmon climb pools",
        Outcome::Declined,
        &[salmon],
    );
    check(
        &shown,
        "on which day does the miller grind rye",
        Outcome::Declined,
        &[rye],
    );
}

#[test]
fn a_passage_has_its_place_and_a_link() {
    let answer = asked(&weir().with_passages(), "do salmon climb pools");
    let [cited] = &*answer.passages else {
        panic!("{:?}", answer.passages);
    };
    assert_eq!(
        (cited.n, cited.heading.as_deref(), cited.paragraph),
        (1, Some("The fish ladder"), Some(1))
    );
    let url = cited.url.as_ref().unwrap().to_string();
    assert!(
        url.starts_with("https://example.org/weir#:~:text=Salmon"),
        "{url}"
    );
}

#[test]
fn nothing_is_quoted_that_does_not_come_near() {
    let shown = weir().with_passages();
    for other in ["banana bread", "who won the cup final", "thanks", ""] {
        check(&shown, other, Outcome::Declined, &[]);
    }
}

#[test]
fn an_answer_a_gap_and_a_suspended_entry_are_no_reason_to_quote() {
    let shown = weir().with_passages();
    check(&shown, "What is the weir built of?", Outcome::Answered, &[]);
    check(&shown, "How old is the weir?", Outcome::Gap, &[]);
    let ids = ("weir".to_owned(), "wood".to_owned());
    let suspended = SuspendedEntries::Known([ids].into());
    let suspended = shown.with_suspended(Arc::new(suspended));
    check(
        &suspended,
        "What is the weir built of?",
        Outcome::Declined,
        &[],
    );
}

#[test]
fn what_is_withheld_is_not_quoted_from_the_article_either() {
    // Its sentence comes near, though its entry does not.
    let question = "do salmon climb pools";
    let entry = r#"
[[question]]
id = "ladder"
ask = ["Which fish use it?"]
answer = { text = "Fish go up in steps.", quote = "Salmon climb a ladder", valid_until = 2030-01-01 }
"#;
    let table = format!("{TABLE}{entry}");
    let shown = Snapshot::new(load_with(&table, Some(TEXT)).0.unwrap()).with_passages();
    let quoted = |snapshot: &Snapshot| asked(snapshot, question).passages.len();
    let suspended = |suspended| quoted(&shown.with_suspended(Arc::new(suspended)));
    assert_eq!(quoted(&shown), 1);
    assert_eq!(quoted(&shown.on("2030-01-01")), 1);
    assert_eq!(quoted(&shown.on("2030-01-02")), 0);
    let ids = ("weir".to_owned(), "ladder".to_owned());
    assert_eq!(suspended(SuspendedEntries::Known([ids].into())), 0);
    assert_eq!(suspended(SuspendedEntries::Unknown), 0);
}

/// The quotes for a question of a text without an answer, in a table with this source.
#[track_caller]
fn check_quotes(source: &str, text: &str, question: &str, expected: &[&str]) {
    let table = format!(
        "format = 1\n[source]\nid = \"pier\"\ntitle = \"The pier of Torvik\"\n{source}\n[[gap]]\nid = \"ice\"\n\
         ask = [\"is there ice cream\"]\ntext = \"The article does not mention ice cream.\"\n"
    );
    let shown = Snapshot::new(load_with(&table, Some(text)).0.unwrap()).with_passages();
    check(&shown, question, Outcome::Declined, expected);
}

#[test]
fn what_is_skipped_is_not_quoted() {
    let text = "# T\n\n## Links\n\nSee also the lanterns of the harbour.\n\nThe harbour has nine lanterns. \
                See also the map.\n";
    let question = "which lanterns are in the harbour";
    let lanterns = "The harbour has nine lanterns.";
    let see_also = "See also the lanterns of the harbour.";
    check_quotes("", text, question, &[see_also, lanterns]);
    check_quotes("skip = [\"See also …\"]", text, question, &[lanterns]);
}

#[test]
fn a_sentence_with_an_ellipsis_is_quoted_as_it_stands() {
    for sentence in [
        "Divers wait for the tide…",
        "Divers wait … and wait … for the tide.",
        "Divers wait ... for the tide.",
    ] {
        let text = format!("# T\n\n## Diving\n\n{sentence}\n\nA crane lifts barrels.\n");
        check_quotes("", &text, "do divers wait for the tide", &[sentence]);
    }
}

#[test]
fn a_text_without_headings_is_quoted() {
    let text = "A crane lifts barrels at dusk.\n\nDivers mend the pier.\n";
    let quote = "A crane lifts barrels at dusk.";
    check_quotes(
        "",
        text,
        "does the crane of the pier lift barrels",
        &[quote],
    );
}

#[test]
fn of_a_long_message_the_question_is_looked_up() {
    let text = "# T\n\n## Crane\n\nA crane lifts barrels at dusk.\n\n## Divers\n\nDivers mend the planks.\n";
    let story = "Last summer my uncle took us along the coast in his old green van, and we slept in tents, ate \
                 pancakes, sang songs by the fire and lost two shoes in the mud. When does the crane lift barrels? \
                 Thank you so much!";
    check_quotes("", text, story, &["A crane lifts barrels at dusk."]);
}

#[test]
fn a_passage_without_a_name_or_a_number_that_was_asked_is_not_quoted() {
    let text = "# T\n\n## Demands\n\nSweden insists on a lifeboat for each deck.\n\nA berth for 4 guests costs \
                90 crowns.\n\nNorway sent a letter. Denmark offers a second crane by autumn.\n\nIn 1998 the harbour \
                sold nets and ropes to farmers. Since 2003 it leases rafts.\n\n## Repairs of 1987\n\nA diver mended \
                the sluice.\n";
    for (question, expected) in [
        (
            "does Sweden insist on a lifeboat",
            &["Sweden insists on a lifeboat for each deck."][..],
        ),
        (
            "does Norway insist on a lifeboat",
            &["Norway sent a letter."],
        ),
        ("does iceland insist on a lifeboat for each deck", &[]),
        (
            "does torvik insist on a lifeboat for each deck",
            &["Sweden insists on a lifeboat for each deck."],
        ),
        (
            "what does a berth for 4 guests cost",
            &["A berth for 4 guests costs 90 crowns."],
        ),
        ("what does a berth for 7 guests cost", &[]),
        (
            "does Denmark offer a second crane",
            &["Denmark offers a second crane by autumn."],
        ),
        ("does Norway offer a second crane by autumn", &[]),
        (
            "in 1998 were nets and ropes sold to farmers",
            &["In 1998 the harbour sold nets and ropes to farmers."],
        ),
        ("in 2003 were nets and ropes sold to farmers", &[]),
        (
            "which diver mended the sluice in 1987",
            &["A diver mended the sluice."],
        ),
    ] {
        check_quotes("", text, question, expected);
    }
}

#[test]
fn passages_are_shown_only_where_they_are_wanted() {
    check(&weir(), "do salmon climb pools", Outcome::Declined, &[]);
    let other = weir().set_as(&weir().with_passages());
    assert_eq!(asked(&other, "do salmon climb pools").passages.len(), 1);
}

#[test]
fn a_table_without_a_text_has_no_passages() {
    let knowledge = load_with(TABLE, None).0.unwrap();
    let shown = Snapshot::new(knowledge).with_passages();
    check(&shown, "do salmon climb pools", Outcome::Declined, &[]);
}
