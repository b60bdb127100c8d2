//! Unanswered questions, and what would fix them.

use footnote::effort::Effort;
use footnote::insights::unanswered::{AskedQuestion, Proposal, unanswered};
use footnote::service::Snapshot;

use crate::support::skerry;

fn asked(questions: &[(&str, u32)]) -> Vec<AskedQuestion> {
    let asked = |(text, times): &(&str, u32)| AskedQuestion {
        text: (*text).to_owned(),
        times: *times,
        rejected: Vec::new(),
    };
    questions.iter().map(asked).collect()
}

/// The groups, as (times asked, questions).
fn grouped(snapshot: &Snapshot, asked: &[AskedQuestion]) -> Vec<(u32, Vec<String>)> {
    let groups = unanswered(snapshot.table(), asked, &Effort::full()).into_iter();
    let texts = |questions: Vec<AskedQuestion>| questions.into_iter().map(|q| q.text).collect();
    groups.map(|g| (g.times, texts(g.questions))).collect()
}

#[test]
fn similar_questions_are_grouped_and_the_most_asked_come_first() {
    let snapshot = skerry();
    let asked = asked(&[
        ("who paints the doors?", 1),
        ("ferry times", 2),
        ("paint for the doors", 1),
        (" ferry times ", 3),
    ]);
    let texts = |texts: &[&str]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        grouped(&snapshot, &asked),
        [
            (5, texts(&["ferry times"])),
            (2, texts(&["paint for the doors", "who paints the doors?"])),
        ]
    );
}

#[test]
fn answered_questions_gaps_and_small_talk_are_left_out() {
    let asked = asked(&[
        ("when was the lamp relit", 9),
        ("what does the lens cost", 9),
        ("hello there", 9),
        ("???", 9),
        ("", 9),
    ]);
    assert_eq!(grouped(&skerry(), &asked), []);
}

#[test]
fn a_group_comes_with_what_would_fix_it() {
    let snapshot = skerry();
    let proposed = |text, rejected: &[&str]| {
        let entry = |id: &&str| ("skerry".to_owned(), (*id).to_owned());
        let asked = AskedQuestion {
            rejected: rejected.iter().map(entry).collect(),
            ..asked(&[(text, 1)]).remove(0)
        };
        let group = unanswered(snapshot.table(), &[asked], &Effort::full()).remove(0);
        (group.proposal, group.nearest[0].id.clone())
    };
    let when = "when-relit".to_owned();
    assert_eq!(
        proposed("what about volunteers?", &[]),
        (Proposal::Phrasing, when.clone())
    );
    assert_eq!(proposed("ferry times", &[]).0, Proposal::Entry);
    assert_eq!(
        proposed("when was the lamp relit", &["visits", "when-relit"]),
        (Proposal::Distinguish, when)
    );
}

#[test]
fn a_rejected_question_that_another_entry_answers_now_is_left_out() {
    let asked = AskedQuestion {
        rejected: vec![("skerry".to_owned(), "visits".to_owned())],
        ..asked(&[("when was the lamp relit", 2)]).remove(0)
    };
    assert_eq!(unanswered(skerry().table(), &[asked], &Effort::full()), []);
}
