//! Phrasings that members confirmed and the table lacks.

use footnote::insights::confirmed::confirmed;
use footnote::record::{Day, Vote, VoteKind};

use crate::support::skerry;

fn vote(text: &str, entry: &str, kind: VoteKind) -> Vote {
    Vote {
        token: None,
        day: Day(1),
        text: text.to_owned(),
        source: "skerry".to_owned(),
        entry: entry.to_owned(),
        kind,
        server: None,
    }
}

#[test]
fn a_confirmed_phrasing_is_listed_unless_known_gone_disputed_or_ignored() {
    use VoteKind::{Helpful, NoneOfThese, Picked, Rejected};
    let votes = [
        vote("lamp shining since", "when-relit", Helpful),
        vote("which month saw the lamp", "when-relit", Picked),
        vote("which month saw the lamp", "when-relit", Helpful),
        vote("which month saw the lamp", "visits", Rejected),
        vote("disputed words", "when-relit", Helpful),
        vote("disputed words", "when-relit", Rejected),
        vote("when was the LAMP relit??", "when-relit", Helpful),
        vote("words ignored", "when-relit", Helpful),
        vote("words of a gone entry", "gone", Helpful),
        vote("nothing meant", "", NoneOfThese),
        vote("", "when-relit", Picked),
    ];
    let ignored = ["words ignored".to_owned()];
    let snapshot = skerry();
    let found = confirmed(snapshot.knowledge(), &votes, &ignored);
    let short: Vec<_> = found
        .iter()
        .map(|one| (one.text.as_str(), one.entry.id.as_str(), one.votes))
        .collect();
    let expected = [
        ("which month saw the lamp", "when-relit", 2),
        ("lamp shining since", "when-relit", 1),
    ];
    assert_eq!(short, expected);
}
