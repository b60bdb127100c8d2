//! Answers with an encoder's vectors, which are made up here: what they may change, and what not.

use std::sync::Arc;

use footnote::answer::{Answer, EncoderPart, Outcome, QuestionVectors, Strictness};
use footnote::knowledge::Entry;
use footnote::matcher::sentence::{EntryVectors, SentenceIndex, SentenceVector};
use footnote::quality::evaluation::confusion::confusions;
use footnote::quality::evaluation::dataset::LabelledQuestion;
use footnote::quality::evaluation::evaluate;
use footnote::service::{EncodedTable, Snapshot};

use crate::support::skerry;

/// What words settle in no way.
const OPEN: &str = "money for lamps, who broke it";
/// What words can just offer something for.
const FAINT: &str = "was it dark for long";

/// The example table with vectors by which a question is near this entry alone; near none if there is no such entry.
fn near(entry: &str, question: &str) -> (Snapshot, QuestionVectors) {
    let snapshot = skerry();
    let entries = &snapshot.knowledge().entries;
    let of = |is_near: bool| SentenceVector::new(if is_near { &[1.0, 0.0] } else { &[0.0, 1.0] });
    let vectors = entries.iter().map(|own| {
        let vector = of(own.id == entry);
        EntryVectors {
            phrasings: vec![vector.clone()],
            answer: vector,
        }
    });
    let encoded = EncodedTable {
        index: SentenceIndex::new(vectors.collect()),
        encoder: "mini".to_owned(),
    };
    let asked = match find(&snapshot, entry) {
        Some(_) => of(true),
        None => SentenceVector::default(),
    };
    let vectors = QuestionVectors::from([(question.to_owned(), asked)]);
    (snapshot.with_encoded(Arc::new(encoded)), vectors)
}

fn find<'a>(snapshot: &'a Snapshot, entry: &str) -> Option<&'a Entry> {
    let mut entries = snapshot.knowledge().entries.iter();
    entries.find(|own| own.id == entry)
}

fn ask_near(entry: &str, question: &str) -> Answer {
    let (snapshot, vectors) = near(entry, question);
    snapshot.answered(snapshot.pending(question), &vectors).0
}

/// What is offered of a question that is near an entry, once another one, or that one, is rejected.
fn offered(near_to: &str, rejected: &str) -> Vec<String> {
    let (snapshot, vectors) = near(near_to, OPEN);
    let (answer, _) = snapshot.answered(snapshot.pending(OPEN), &vectors);
    let others = snapshot
        .alternatives(answer, find(&snapshot, rejected))
        .others;
    others.into_iter().map(|own| own.id).collect()
}

#[test]
fn what_was_rejected_is_not_offered_again() {
    let leader = "why-dark";
    assert_eq!(offered(leader, "none")[0], leader);
    for rejected in [leader, "who-paid"] {
        let others = offered(leader, rejected);
        assert!(!others.is_empty() && !others.contains(&rejected.to_owned()));
    }
    assert_eq!(offered(leader, "who-paid")[0], leader);
}

#[test]
fn vectors_are_awaited_where_words_settle_nothing() {
    let check = |snapshot: &Snapshot, question: &str, expected: &[&str]| {
        assert_eq!(snapshot.awaited(&snapshot.pending(question)), expected);
    };
    let (snapshot, _) = near("who-paid", OPEN);
    check(&snapshot, OPEN, &[OPEN]);
    check(&snapshot, "When was the lamp relit?", &[]);
    check(&skerry(), OPEN, &[]);
}

#[test]
fn an_answer_tells_what_the_encoder_had_to_do_with_it() {
    let check = |entry: &str, question: &str, expected: EncoderPart| {
        assert_eq!(ask_near(entry, question).encoder, expected, "{entry}");
    };
    check("who-paid", OPEN, EncoderPart::Heard);
    check("none", FAINT, EncoderPart::FoundNothing);
    check("none", "When was the lamp relit?", EncoderPart::Unneeded);
    let late = skerry().ask(OPEN);
    assert_eq!(late.encoder, EncoderPart::Absent);
}

#[test]
fn confusions_follow_what_answered() {
    let led_by = |entry: &str, question: &str| {
        let (snapshot, vectors) = near(entry, question);
        let entries = &snapshot.knowledge().entries;
        let expected = entries.iter().position(|own| own.id == "who-keeps");
        let asked = LabelledQuestion {
            id: String::new(),
            question: question.to_owned(),
            after: None,
            kind: None,
            questions: Arc::new(expected.into_iter().collect()),
            gaps: Arc::default(),
        };
        let table = snapshot.encoded_table(&vectors);
        confusions(table, &evaluate(table, vec![asked]))[0]
            .led
            .clone()
    };
    assert_eq!(led_by("none", OPEN), "running-costs");
    assert_eq!(led_by("why-dark", OPEN), "why-dark");
    let settled = led_by("foghorn-back", "When was the lamp relit?");
    assert_eq!(settled, "when-relit");
}

#[test]
fn what_is_too_uncertain_to_answer_is_not_settled() {
    let mut answer = skerry().ask("since when is the lamp burning again");
    answer.threshold = Strictness::Balanced.threshold();
    assert!(answer.confidence < 0.99 && answer.is_settled());
    answer.threshold = 0.99;
    assert!(!answer.is_settled());
}

#[test]
fn what_words_can_offer_is_not_taken_away() {
    let by_words = skerry().ask(OPEN);
    assert_eq!(by_words.outcome, Outcome::Unsure);
    let answer = ask_near("none", OPEN);
    assert_eq!(answer.outcome, Outcome::Unsure);
    assert_eq!(answer.others, by_words.others);
}

#[test]
fn words_settle_a_phrasing_whatever_is_near() {
    let question = "When was the lamp relit?";
    let answer = ask_near("who-paid", question);
    assert!(answer.entry.is_some_and(|entry| entry.id == "when-relit"));
}

#[test]
fn each_question_of_a_message_must_be_settled() {
    let mut answer = skerry().ask("When was the lamp relit? And who paid for the repair?");
    assert!(answer.is_settled() && answer.more.len() == 1);
    answer.more = vec![skerry().ask(OPEN)];
    assert!(!answer.is_settled());
}
