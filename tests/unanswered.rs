//! Unanswered questions, and what would fix them.

use footnote::answer::Outcome;
use footnote::effort::Effort;
use footnote::insights::answers_got::AnswersGot;
use footnote::insights::unanswered::{AskedQuestion, Proposal, asked_questions, unanswered};
use footnote::record::{Channel, Day, LoggedQuestion, Vote, VoteKind};
use footnote::service::Snapshot;

use crate::support::skerry;

fn asked(questions: &[(&str, u32)]) -> Vec<AskedQuestion> {
    let asked = |(text, times): &(&str, u32)| AskedQuestion {
        text: (*text).to_owned(),
        times: *times,
        rejected: Vec::new(),
        got: AnswersGot::default(),
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
    // A word that the entry has nothing of may ask something else.
    let (proposal, _) = proposed("money for lamps, who broke it", &[]);
    assert_eq!(proposal, Proposal::Entry);
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

/// What the live version answered, with an encoder's help or without, is not open; what an earlier one answered is asked
/// again.
#[test]
fn what_members_got_from_the_live_version_counts() {
    const LIVE: &str = "skerry@1111111";
    const OPEN: &str = "money for lamps, who broke it";
    let row = |version: &str, entry: Option<&str>, times| LoggedQuestion {
        day: Day(7),
        server: None,
        channel: Channel::Server,
        version: version.to_owned(),
        text: OPEN.to_owned(),
        outcome: entry.map_or(Outcome::Unsure, |_| Outcome::Answered),
        entry: entry.map(|entry| ("skerry".to_owned(), entry.to_owned())),
        percent: 60,
        times,
    };
    let vote = |entry: &str| Vote {
        token: None,
        day: Day(7),
        server: None,
        text: OPEN.to_owned(),
        source: "skerry".to_owned(),
        entry: entry.to_owned(),
        kind: VoteKind::Rejected,
    };
    let check = |logged: &[LoggedQuestion], votes: &[Vote], expected: Option<Proposal>| {
        let asked = asked_questions(LIVE, logged.to_vec(), votes, Vec::new());
        let groups = unanswered(skerry().table(), &asked, &Effort::full());
        let found = groups.first().map(|group| group.proposal);
        assert_eq!(found, expected, "{logged:?}");
    };
    let open = Some(Proposal::Entry);
    check(&[row(LIVE, None, 2)], &[], open);
    check(&[row(LIVE, Some("who-paid"), 2)], &[], None);
    check(
        &[row(LIVE, Some("who-paid"), 2), row(LIVE, None, 1)],
        &[],
        None,
    );
    check(
        &[row(LIVE, Some("who-paid"), 2), row(LIVE, None, 3)],
        &[],
        open,
    );
    check(&[row("skerry@0", Some("who-paid"), 2)], &[], open);
    check(&[row(LIVE, Some("who-paid"), 2)], &[vote("visits")], None);
    let apart = Some(Proposal::Distinguish);
    check(
        &[row(LIVE, Some("who-paid"), 2)],
        &[vote("who-paid")],
        apart,
    );
}
