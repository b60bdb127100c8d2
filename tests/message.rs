//! Messages: what is asked in a story, two questions at once, and what is no question.

use footnote::answer::{Answer, Outcome};

use crate::support::skerry;

const STORY: &str = "Good morning all, it has been a long night. The cat next door sings, my kettle gave up, and \
                     the bus driver waved and drove on. I walked, and now my shoes are full of water.";
const AFTER: &str =
    "Anyway, there is soup on the stove, and I shall sit by the window until somebody rings.";

fn entries(answer: &Answer) -> Vec<Option<&str>> {
    let answers = [answer].into_iter().chain(&answer.more);
    answers
        .map(|own| own.entry.as_ref().map(|entry| entry.id.as_str()))
        .collect()
}

#[track_caller]
fn check(message: &str, expected: &[Option<&str>]) {
    let answer = skerry().ask(message);
    assert_eq!(entries(&answer), expected, "{message}");
    assert_eq!(answer.question, message);
}

#[test]
fn a_story_is_answered_by_the_question_in_it() {
    let asked = "When was the lamp relit?";
    for message in [
        format!("{STORY} {asked}"),
        format!("{asked} {STORY}"),
        format!("{STORY} {asked} {AFTER}"),
    ] {
        check(&message, &[Some("when-relit")]);
    }
}

#[test]
fn a_story_that_asks_nothing_is_declined() {
    for message in [STORY, AFTER] {
        let answer = skerry().ask(message);
        assert_eq!(answer.outcome, Outcome::Declined, "{message}");
    }
    let long = [STORY; 8].join(" ");
    assert_ne!(skerry().ask(&long).outcome, Outcome::Answered);
}

#[test]
fn each_question_of_a_message_is_answered_with_one_list_of_citations() {
    let both = [Some("when-relit"), Some("who-paid")];
    check(
        "When was the lamp relit? And who paid for the repair?",
        &both,
    );
    check(
        "1. when was the lamp relit\n2. who paid for the repair",
        &both,
    );
    check(
        "when was the lamp relit, and who paid for the repair",
        &both,
    );
    let answer = skerry().ask("When was the lamp relit? And who paid for the repair?");
    let numbers: Vec<usize> = answer.all_citations().map(|cited| cited.n).collect();
    assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>());
    let sentences = answer.more.iter().flat_map(|own| &own.sentences);
    for number in sentences.flat_map(|sentence| &sentence.citations) {
        assert!(*number > answer.citations.len() && numbers.contains(number));
    }
}

#[test]
fn a_question_beyond_the_third_is_not_passed_over_in_silence() {
    let three = "When was the lamp relit? Who paid for the repair? Which lamp oil do Norwegian monks prefer?";
    let answer = skerry().ask(three);
    assert_eq!(answer.skipped, 0);
    let five = format!("{three} How many stairs lead to it? When was the foghorn built?");
    let answer = skerry().ask(&five);
    assert_eq!(
        entries(&answer),
        [Some("when-relit"), Some("who-paid"), None]
    );
    assert_eq!(answer.skipped, 2);
}

#[test]
fn a_question_that_is_not_answered_is_named() {
    let answer =
        skerry().ask("When was the lamp relit? And which lamp oil do Norwegian monks prefer?");
    assert_eq!(entries(&answer), [Some("when-relit"), None]);
    assert_eq!(
        answer.more[0].question,
        "And which lamp oil do Norwegian monks prefer?"
    );
    // Nothing in it is in the table.
    check(
        "when was the lamp relit, how high is it and who paid for the repair?",
        &[Some("when-relit"), None, Some("who-paid")],
    );
    check(
        "Can anybody help? Thanks! When was the lamp relit?",
        &[Some("when-relit")],
    );
}

#[test]
fn one_question_in_two_sentences_is_one() {
    check(
        "So when was the lamp relit? The big lamp?",
        &[Some("when-relit")],
    );
    check("how and when was the lamp relit", &[Some("when-relit")]);
}

#[test]
fn a_number_a_letter_or_a_question_word_is_no_question() {
    for message in [
        "7", "1900", "f", "+1", "24/7", "how many", "who?", "no", "🔥🔥", "2.",
    ] {
        check(message, &[None]);
        assert_eq!(
            skerry().ask(message).outcome,
            Outcome::Declined,
            "{message}"
        );
    }
}
