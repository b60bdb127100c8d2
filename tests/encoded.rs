//! Answers with an encoder's vectors, which are made up here: what they may change, and what not.

use footnote::answer::{Answer, EncodedTexts, Outcome, QuestionVectors, Table};
use footnote::matcher::sentence::{EntryVectors, SentenceIndex, SentenceVector};

use crate::support::skerry;

/// Asks with vectors by which a text is near this entry alone; near none if there is no such entry.
fn ask_near(entry: &str, question: &str, encoded: &[&str]) -> Answer {
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
    let index = SentenceIndex::new(vectors.collect());
    let is_near = entries.iter().any(|own| own.id == entry);
    let asked = |text: &&str| {
        let nowhere = SentenceVector::default();
        ((*text).to_owned(), if is_near { of(true) } else { nowhere })
    };
    let questions: QuestionVectors = encoded.iter().map(asked).collect();
    let sentences = Some(EncodedTexts {
        table: &index,
        questions: &questions,
    });
    let table = Table {
        sentences,
        ..snapshot.table()
    };
    table.ask(question)
}

#[test]
fn what_words_can_offer_is_not_taken_away() {
    let question = "money for lamps, who broke it";
    let by_words = skerry().ask(question);
    assert_eq!(by_words.outcome, Outcome::Unsure);
    let answer = ask_near("none", question, &[question]);
    assert_eq!(answer.outcome, Outcome::Unsure);
    assert_eq!(answer.others, by_words.others);
}

#[test]
fn words_settle_a_phrasing_whatever_is_near() {
    let question = "When was the lamp relit?";
    let answer = ask_near("who-paid", question, &[question]);
    assert!(answer.entry.is_some_and(|entry| entry.id == "when-relit"));
}

#[test]
fn each_question_of_a_message_must_be_settled() {
    let mut answer = skerry().ask("When was the lamp relit? And who paid for the repair?");
    assert!(answer.is_settled() && answer.more.len() == 1);
    answer.more = vec![skerry().ask("money for lamps, who broke it")];
    assert!(!answer.is_settled());
}
