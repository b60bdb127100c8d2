//! The shipped table keeps its promises.

use footnote::knowledge::Kind;
use footnote::quality::self_test::self_test;

use crate::support::{path, snapshot};

#[test]
fn it_loads_without_diagnostics() {
    let report = footnote::files::load(&path("knowledge"), None).report;
    assert_eq!(report.render_plain(), "");
}

#[test]
fn it_is_as_large_as_promised() {
    let snapshot = snapshot("knowledge");
    let knowledge = snapshot.knowledge();
    let questions: Vec<_> = knowledge.entries_of(Kind::Question).collect();
    let gaps: Vec<_> = knowledge.entries_of(Kind::Gap).collect();
    assert!(questions.len() >= 85);
    assert!(gaps.len() >= 130);
    for (entries, least) in [(questions, 6), (gaps, 4)] {
        for entry in entries {
            assert!(entry.phrasings.len() >= least, "{}", entry.id);
        }
    }
}

#[test]
fn every_entry_is_found_by_the_phrasing_that_the_bot_shows() {
    let snapshot = snapshot("knowledge");
    for entry in &snapshot.knowledge().entries {
        let answer = snapshot.ask(entry.asked_as());
        let found = answer.candidates.first().map(|c| c.entry.id.as_str());
        assert_eq!(found, Some(entry.id.as_str()), "{}", entry.asked_as());
    }
}

#[test]
fn every_phrasing_finds_its_own_entry() {
    assert_eq!(self_test(snapshot("knowledge").table()).faults, []);
}

#[test]
fn long_quotes_are_elided() {
    let snapshot = snapshot("knowledge");
    for citation in snapshot.knowledge().citations() {
        let (first, last) = citation.quote.ends();
        let words = |text: &str| text.split_whitespace().count();
        let shown = words(first) + last.map_or(0, words);
        assert!(shown <= 12, "{}", citation.quote);
    }
}
