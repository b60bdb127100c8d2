//! One word changed: a question that a table knows is answered, and the same with another name, number, denial,
//! direction or act is not.

use footnote::answer::Outcome;
use footnote::service::Snapshot;

use crate::support::load;

const FERRY: &str = r#"
format = 1
[source]
id = "ferry"
title = "The ferry"

[[synonyms]]
words = ["norway", "norwegian", "norwegians", "oslo side"]
[[synonyms]]
words = ["sweden", "swedish", "swedes"]

[[fact]]
id = "f-insists"
text = "Norway insists on a lifeboat for each deck."
cite = { quote = "a", at = "0.1" }
[[question]]
id = "insists"
ask = ["What does Norway insist on?", "what do the norwegians insist on", "which demand does norway make", "norway's demand to sweden"]
facts = ["f-insists"]

[[fact]]
id = "f-offers"
text = "Sweden offers to build a second pier by autumn."
cite = { quote = "a", at = "0.1" }
[[question]]
id = "offers"
ask = ["What does Sweden offer to build?", "what are the swedes going to build", "sweden's offer"]
facts = ["f-offers"]

[[fact]]
id = "f-cabin"
text = "Cabin 14 sleeps four and has a window."
cite = { quote = "a", at = "0.1" }
[[question]]
id = "cabin"
ask = ["What is in cabin 14?", "who sleeps in cabin 14", "cabin 14"]
facts = ["f-cabin"]

[[fact]]
id = "f-pass"
text = "A 5-day pass costs 45 crowns."
cite = { quote = "a", at = "0.1" }
[[question]]
id = "pass"
ask = ["What does a 5-day pass cost?", "price of the 5 day pass", "how much is a pass for 5 days"]
facts = ["f-pass"]

[[fact]]
id = "f-radio"
text = "Radio version 2.4.1 needs a new aerial."
cite = { quote = "a", at = "0.1" }
[[question]]
id = "radio"
ask = ["What does version 2.4.1 of the radio need?", "radio 2.4.1 requirements", "which aerial does radio version 2.4.1 need"]
facts = ["f-radio"]

[[fact]]
id = "f-pets"
text = "Dogs and parrots may come on deck."
cite = { quote = "a", at = "0.1" }
[[question]]
id = "pets"
ask = ["Which pets are allowed on deck?", "what animals may come on deck", "are pets allowed on deck"]
facts = ["f-pets"]

[[fact]]
id = "f-coins"
text = "Tokens are changed to coins at the desk."
cite = { quote = "a", at = "0.1" }
[[question]]
id = "coins"
ask = ["How do I change tokens to coins?", "tokens to coins", "where can i change tokens into coins"]
facts = ["f-coins"]

[[fact]]
id = "f-floor"
text = "The crew washes the floor at six."
cite = { quote = "a", at = "0.1" }
[[question]]
id = "floor"
ask = ["When is the floor washed?", "who washes the floor", "floor washing"]
facts = ["f-floor"]

[[fact]]
id = "f-codes"
text = "Code 1 means a lost pass, code 3 a closed gate, and code 7 a full deck."
cite = { quote = "a", at = "0.1" }
[[question]]
id = "codes"
ask = ["What do the codes on the gate mean?", "what is code 3", "gate says code 7"]
facts = ["f-codes"]

[[fact]]
id = "f-berths"
text = "The boat has nine berths below deck, and has had them since 1970."
cite = { quote = "a", at = "0.1" }
[[question]]
id = "berths"
ask = ["How many berths does the boat have?", "number of berths on the boat", "berths below deck"]
facts = ["f-berths"]

[[fact]]
id = "f-parcels"
text = "The purser sends parcels of 50, 100 or 200 pounds across."
cite = { quote = "a", at = "0.1" }
[[question]]
id = "parcels"
ask = ["How heavy a parcel can I send?", "can i send 50", "send 200 across", "parcel weights"]
facts = ["f-parcels"]
"#;

#[track_caller]
fn check(question: &str, expected: Option<&str>) {
    let snapshot = Snapshot::new(load(FERRY).0.unwrap());
    let answer = snapshot.ask(question);
    let entry = answer.entry.as_ref().map(|entry| entry.id.as_str());
    let answered = entry.filter(|_| answer.outcome == Outcome::Answered);
    assert_eq!(answered, expected, "{question}: {:.2}", answer.confidence);
}

#[test]
fn another_name_is_another_question() {
    check("what does norway insist on here", Some("insists"));
    check("what do Norwegians insist on?", Some("insists"));
    for other in [
        "What does Denmark insist on?",
        "what does sweden insist on",
        "what do the swedes insist on here",
        "What does Quorvath insist on?",
        "what does norway offer to build",
        "What does Erdogan offer to build?",
    ] {
        check(other, None);
    }
}

#[test]
fn another_number_is_another_question() {
    check("so what is in cabin 14", Some("cabin"));
    check("cost of a 5-day pass", Some("pass"));
    check("what does radio version 2.4.1 need", Some("radio"));
    check("and what is code 1", Some("codes"));
    for other in [
        "so what is in cabin 15",
        "what does a 7-day pass cost",
        "price of a 45 day pass",
        "what does version 2.4.3 of the radio need",
        "and what is code 5",
    ] {
        check(other, None);
    }
}

/// Whether a question differs from an entry in the thing that it counts or chooses, or in a number.
#[track_caller]
fn check_differs(question: &str, entry: &str, expected: [bool; 2]) {
    let snapshot = Snapshot::new(load(FERRY).0.unwrap());
    let mut entries = snapshot.knowledge().entries.iter();
    let index = entries.position(|own| own.id == entry).unwrap();
    let found = snapshot.matcher().differences_from(question, index);
    assert_eq!([found.thing, found.number], expected, "{question}");
}

#[test]
fn a_number_labels_unless_the_word_before_it_is_the_act_that_is_asked_for() {
    for act in [
        "can I send 300?",
        "could we also send 300",
        "can the purser send 300?",
        "may somebody send 300",
        "is it possible to send 300?",
    ] {
        check_differs(act, "parcels", [false, false]);
    }
    check_differs("what does send 300 mean", "parcels", [false, true]);
    for label in [
        "what is code 5",
        "Is it code 5?",
        "is that a code 5",
        "does it say code 5?",
        "does the gate say code 5",
        "can it be code 5",
        "was this code 5?",
    ] {
        check_differs(label, "codes", [false, true]);
    }
    check_differs("is it code 3?", "codes", [false, false]);
    check_differs("does it say code 7", "codes", [false, false]);
}

#[test]
fn another_label_is_not_answered_with_yes_or_no() {
    check("is it code 3?", Some("codes"));
    check("is it code 5?", None);
}

#[test]
fn a_thing_is_lacking_only_if_all_its_words_are() {
    for other in [
        "how many accordions does the boat have",
        "how many dusty accordions are below deck",
        "how many accordions",
        "which velvet accordion is below deck",
        "which accordion has berths",
        "which dusty accordion has berths",
    ] {
        check_differs(other, "berths", [true, false]);
    }
    for same in [
        "how many empty berths are there",
        "how many 2 person berths below deck",
        "which dusty berths are below deck",
        "which accordion boat has berths",
        "how many",
        "which year did the boat get its berths",
        "which day does the boat have berths",
        "which harbour",
        "how many hours does the boat have",
        "how many weeks are the berths below deck",
    ] {
        check_differs(same, "berths", [false, false]);
    }
}

#[test]
fn a_denial_is_another_question_unless_it_asks_for_a_yes() {
    check("which pets are allowed on the deck", Some("pets"));
    check("aren't pets allowed on deck?", Some("pets"));
    check("are pets allowed on deck or not", Some("pets"));
    for other in [
        "which pets are not allowed on deck",
        "which pets are banned on deck",
        "which animals may not come on deck",
    ] {
        check(other, None);
    }
}

#[test]
fn the_way_back_is_another_question() {
    check("how can i change tokens to coins", Some("coins"));
    check("how can i change coins to tokens", None);
    check("coins to tokens", None);
}

#[test]
fn another_thing_to_count_or_choose_is_another_question() {
    check("which animals may come up on deck", Some("pets"));
    check("which beasts are allowed on deck", Some("pets"));
    for other in [
        "how many accordions are allowed on deck",
        "which accordion washes the floor",
        "how much petrol does version 2.4.1 of the radio need",
    ] {
        check(other, None);
    }
}

#[test]
fn a_word_that_is_no_slip_is_not_taken_for_another() {
    check("when is the flor washed", Some("floor"));
    check("when is the flour washed", None);
    check("can i bring flour", None);
}
