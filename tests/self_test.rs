//! The self-test: a table's own phrasings, and what its curator expects.

use footnote::effort::{Demand, Effort};
use footnote::knowledge;
use footnote::quality::self_test::{self_test, self_test_of, self_test_of_change};
use footnote::service::Snapshot;

use crate::support::{load, snapshot};

/// Two questions of which one has the other's words, and a gap.
const LAMP: &str = r#"
format = 1
[source]
id = "lamp"
title = "The lamp"
[[fact]]
id = "lit"
text = "The lamp has shone since May."
cite = { quote = "in May", at = "0.1" }
[[question]]
id = "when-lit"
ask = ["When was the lamp lit?", "what's the date"]
facts = ["lit"]
[[question]]
id = "since-when"
ask = ["Since when does it shine again?", "what is the date"]
facts = ["lit"]
[[gap]]
id = "glass"
ask = ["Who made the glass?"]
text = "The article does not say who made the glass."
"#;

/// Checks the faults of one more test, leaving out those of the two equal phrasings.
#[track_caller]
fn check(test: &str, expected: &[&str]) {
    let table = format!("{LAMP}[[test]]\n{test}\n");
    let snapshot = Snapshot::new(load(&table).0.unwrap());
    let self_test = self_test(snapshot.table());
    assert_eq!(self_test.own_entry, (3, 5));
    let messages = self_test.faults.iter().skip(2).map(|f| f.message.as_str());
    assert_eq!(messages.collect::<Vec<_>>(), expected);
    let (passed, asked) = self_test.passed;
    assert_eq!(asked - passed, expected.len());
}

#[test]
fn a_test_expects_an_entry_or_an_outcome() {
    check(
        "ask = [\"so when was the lamp lit\"]\nexpect = \"when-lit\"",
        &[],
    );
    check("ask = [\"so who made the glass\"]\nexpect = \"glass\"", &[]);
    check("ask = [\"so who made the glass\"]\noutcome = \"gap\"", &[]);
    check(
        "ask = [\"so when was the lamp lit\"]\noutcome = \"answered\"",
        &[],
    );
    check("ask = [\"what is the date\"]\noutcome = \"unsure\"", &[]);
    check(
        "ask = [\"banana bread\", \"\u{1f634}\"]\noutcome = \"declined\"",
        &[],
    );
}

#[test]
fn a_failed_test_reports_the_answer_it_got() {
    check(
        "ask = [\"so who made the glass\", \"when was the lamp lit\", \"banana bread\"]\nexpect = \"when-lit\"",
        &[
            "`so who made the glass` is answered by the gap `glass`",
            "`banana bread` is declined",
        ],
    );
    check(
        "ask = [\"what is the date\"]\nexpect = \"when-lit\"",
        &["`what is the date` leaves the bot unsure whether `since-when` or `when-lit` was meant"],
    );
    check(
        "ask = [\"when was the lamp lit\"]\noutcome = \"declined\"",
        &["`when was the lamp lit` is answered by `when-lit`"],
    );
}

#[test]
fn an_entry_is_named_with_its_source_where_there_are_several() {
    let tables = [
        ("a.toml", LAMP.to_owned()),
        ("b.toml", LAMP.replace("\"lamp\"", "\"light\"")),
    ];
    let tables = tables.map(|(name, table)| (name.to_owned(), table.into_bytes()));
    let loaded = knowledge::load(knowledge::parse(&tables), &[None, None]);
    let snapshot = Snapshot::new(loaded.0.unwrap());
    let self_test = self_test(snapshot.table());
    assert_eq!(self_test.own_entry.1, 10);
    assert_eq!(
        self_test.faults[0].message,
        "`When was the lamp lit?` does not find its own `lamp/when-lit`: it leaves the bot unsure whether `lamp/when-lit` or `light/when-lit` was meant"
    );
}

#[test]
fn a_good_table_passes() {
    let self_test = self_test(snapshot("tests/skerry/skerry.toml").table());
    assert_eq!((self_test.own_entry, self_test.passed), ((33, 33), (4, 4)));
    assert_eq!(self_test.faults, []);
}

/// A phrasing that the other question has in other letters.
const STRAY: &str = "what's the date";

#[test]
fn what_was_edited_is_asked_first_and_of_the_rest_a_sample() {
    let before = LAMP.replace(&format!(", \"{STRAY}\""), "");
    let [base, new] = [&before, LAMP].map(|table| Snapshot::new(load(table).0.unwrap()));
    for (questions, faults) in [(1, 1), (2, 1), (3, 2), (5, 2)] {
        let effort = Effort::of(questions);
        let tested = self_test_of_change(Some(base.knowledge()), new.table(), &effort);
        assert_eq!((tested.asked(), tested.available), (questions, 5));
        assert_eq!(tested.faults.len(), faults);
        assert!(tested.faults[0].message.starts_with(&format!("`{STRAY}`")));
    }
}

#[test]
fn a_table_is_asked_only_certain_words() {
    let table = Snapshot::new(load(LAMP).0.unwrap());
    let texts = [STRAY.to_owned(), "unknown".to_owned()].into();
    let tested = self_test_of(table.table(), &texts, &Effort::full());
    assert_eq!(tested.own_entry, (0, 1));
    assert!(tested.failed.contains(STRAY));
}

#[test]
fn nothing_is_asked_once_nobody_wants_to_know() {
    let demand = Demand::default();
    demand.end();
    let table = Snapshot::new(load(LAMP).0.unwrap());
    let tested = self_test_of_change(None, table.table(), &Effort::brief(demand));
    assert!(tested.faults.is_empty());
}

/// Two articles may leave the same open. Where they say so in the same sentence, members read the same.
#[test]
fn two_sources_may_share_a_gap_with_its_sentence() {
    let table = |id: &str, text: &str| {
        let table = format!(
            "format = 1\n[source]\nid = \"{id}\"\ntitle = \"{id}\"\n[[gap]]\nask = [\"Who made the glass?\"]\n\
             text = \"{text}\"\n"
        );
        (format!("{id}.toml"), table.into_bytes())
    };
    let check = |texts: [&str; 2], expected: usize| {
        let files = [table("one", texts[0]), table("two", texts[1])];
        let (knowledge, _) = knowledge::load(knowledge::parse(&files), &[None, None]);
        let snapshot = Snapshot::new(knowledge.unwrap());
        assert_eq!(self_test(snapshot.table()).faults.len(), expected);
    };
    check(["It does not say who.", "It does not say who."], 0);
    check(["It does not say who.", "The maker is not named."], 1);
}
