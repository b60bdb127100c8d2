//! Questions that lean on the one before, and whole ones that do not.

use footnote::answer::Outcome::{self, Answered};
use footnote::answer::{Answer, EntryName};
use footnote::service::Snapshot;

use crate::support::{load, skerry, snapshot};

/// A pool and its café, each with what belongs to it; nothing but a paragraph tells that two questions belong together.
pub const POOL: &str = r#"
format = 1
[source]
id = "pool"
title = "The pool"
[[fact]]
id = "hours"
text = "The pool opens at nine, on Saturdays at ten."
cite = { quote = "opens at nine", at = "1.1" }
[[fact]]
id = "ticket"
text = "A ticket is 4 crowns, for students 3 crowns."
cite = { quote = "4 crowns", at = "1.2" }
[[fact]]
id = "cakes"
text = "The café opens at eleven and has cakes for students."
cite = { quote = "The café", at = "2.1" }
[[question]]
id = "pool-hours"
ask = ["When does the pool open?", "opening hours of the pool", "when can I swim on Saturdays"]
facts = ["hours"]
[[question]]
id = "pool-ticket"
ask = ["How much is a ticket for the pool?", "price of swimming"]
facts = ["ticket"]
[[question]]
id = "pool-day"
ask = ["On which days is the pool closed?", "is the pool closed on Mondays"]
facts = ["hours"]
[[question]]
id = "cafe-hours"
ask = ["When does the café open?", "opening hours of the café"]
facts = ["cakes"]
[[question]]
id = "cafe-cakes"
ask = ["What cakes does the café have?", "cakes for students"]
facts = ["cakes"]
"#;

fn pool() -> Snapshot {
    Snapshot::new(load(POOL).0.unwrap())
}

/// The answer to a question after another.
fn after(snapshot: &Snapshot, first: &str, then: &str) -> Answer {
    let first = snapshot.ask(first);
    snapshot.table().ask_after(then, first.context()).0
}

#[track_caller]
fn check(snapshot: &Snapshot, rows: &[(&str, &str, Outcome, &str)]) {
    for (first, then, outcome, entry) in rows {
        let answer = after(snapshot, first, then);
        let found = answer.entry.as_ref().map_or("", |entry| entry.id.as_str());
        assert_eq!(
            (answer.outcome, found),
            (*outcome, *entry),
            "{first} {then}"
        );
    }
}

#[test]
fn a_question_that_leans_is_answered_near_the_one_before() {
    let ticket = "How much is a ticket for the pool?";
    let pool = pool();
    check(
        &pool,
        &[
            (ticket, "and for students?", Answered, "pool-ticket"),
            (
                "When does the pool open?",
                "and on saturdays?",
                Answered,
                "pool-hours",
            ),
            (
                "When does the pool open?",
                "is it closed on mondays?",
                Answered,
                "pool-day",
            ),
        ],
    );
    let answer = after(&pool, ticket, "and for students?");
    assert_eq!(answer.following.unwrap().id, "pool-ticket");
}

#[test]
fn a_question_that_leans_is_known_as_such_though_its_answer_is_suspended() {
    let answer = after(
        &pool(),
        "When does the pool open?",
        "is it closed on mondays?",
    );
    let suspended = answer.entry.clone().unwrap();
    let answer = answer.without_suspended(&|entry| *entry == suspended);
    assert_eq!(answer.suspended, Some(suspended));
    assert_eq!(answer.following.unwrap().id, "pool-hours");
}

#[test]
fn a_whole_question_is_answered_as_if_nothing_came_before() {
    let snapshot = skerry();
    let entries = snapshot.knowledge().entries.iter();
    let names: Vec<EntryName> = entries
        .map(|entry| EntryName::of(snapshot.knowledge(), entry))
        .collect();
    for question in [
        "When was the lamp relit?",
        "and who pays for the oil",
        "so will the foghorn sound again?",
        "storm damage",
        "what does the lens cost",
        "ok who keeps the lamp",
        "banana bread recipe",
        "",
    ] {
        let alone = snapshot.ask(question);
        for last in &names {
            let (answer, _) = snapshot.table().ask_after(question, Some(last));
            assert_eq!(answer, alone, "{question} after {}", last.id);
        }
    }
}

#[test]
fn phrasings_are_whole_whatever_they_look_like() {
    let snapshot = snapshot("knowledge");
    let knowledge = snapshot.knowledge();
    let last = EntryName::of(knowledge, &knowledge.entries[0]);
    for entry in knowledge.entries.iter().step_by(9) {
        for phrasing in &entry.phrasings {
            let (answer, _) = snapshot.table().ask_after(&phrasing.text, Some(&last));
            assert!(answer.following.is_none(), "{}", phrasing.text);
        }
    }
}

#[test]
fn where_neither_is_sure_nothing_is_answered() {
    let pool = pool();
    for (first, then) in [
        ("How much is a ticket for the pool?", "who coaches them?"),
        ("When does the pool open?", "is it deep?"),
        ("When does the pool open?", "why?"),
    ] {
        let answer = after(&pool, first, then);
        assert_ne!(answer.outcome, Answered, "{first} {then}");
    }
}

#[test]
fn without_an_answer_before_there_is_nothing_to_lean_on() {
    let pool = pool();
    let declined = pool.ask("banana bread recipe");
    assert_eq!(declined.context(), None);
    let alone = pool.ask("and for students?");
    assert_eq!(
        after(&pool, "banana bread recipe", "and for students?"),
        alone
    );
    assert_eq!(alone.following, None);
}

#[test]
fn an_entry_that_is_gone_is_no_context() {
    let pool = pool();
    let gone = EntryName {
        id: "gone".to_owned(),
        ..pool
            .ask("When does the pool open?")
            .context()
            .unwrap()
            .clone()
    };
    let (answer, _) = pool.table().ask_after("and on saturdays?", Some(&gone));
    assert_eq!(answer, pool.ask("and on saturdays?"));
}

#[test]
fn the_evidence_for_an_answer_can_be_read() {
    let pool = pool();
    let ticket = pool.ask("How much is a ticket for the pool?");
    let last = ticket.context().unwrap();
    let signals = |question| pool.table().follow_up_signals(question, last);
    let (entry, found) = signals("and for students?").unwrap();
    assert_eq!(pool.knowledge().entries[entry].id, "pool-ticket");
    assert!(found.substance > 0.0 && !found.is_bare);
    let (answer, _) = pool.table().ask_after("and for students?", Some(last));
    assert!(answer.confidence >= found.confidence());
    assert_eq!(signals("When does the café open?"), None);
}
