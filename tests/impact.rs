//! The impact of a change on answers.

use footnote::effort::Effort;
use footnote::quality::impact::{Impact, Shift, impact};
use footnote::service::Snapshot;

use crate::difference::LAMP;
use crate::support::load;

fn change(edits: &[(&str, &str)], recent: &[&str], limit: usize) -> Impact {
    let mut edited = LAMP.to_owned();
    for (was, now) in edits {
        assert!(edited.contains(was), "{was}");
        edited = edited.replacen(was, now, 1);
    }
    let [old, new] = [LAMP, &edited].map(|table| Snapshot::new(load(table).0.unwrap()));
    let recent: Vec<String> = recent.iter().map(|&question| question.to_owned()).collect();
    impact(old.table(), new.table(), &recent, &Effort::of(limit))
}

/// Checks the shifts of an edited table that is asked everything.
#[track_caller]
fn check(edits: &[(&str, &str)], recent: &[&str], expected: &[&str]) {
    let impact = change(edits, recent, 1000);
    let line = |shift: &Shift| {
        let Shift {
            question,
            cause,
            old,
            new,
        } = shift;
        format!("{cause:?}: {question}: {old} → {new}")
    };
    assert_eq!(impact.shifts.iter().map(line).collect::<Vec<_>>(), expected);
    assert_eq!(impact.asked, impact.available);
}

const NEW_GAP: (&str, &str) = (
    "[[synonyms]]",
    "[[gap]]\nid = \"made\"\nask = [\"How was the glass made?\", \"making of the glass\"]\ntext = \"It does not say how.\"\n[[synonyms]]",
);

#[test]
fn the_same_table_answers_the_same() {
    check(&[], &["who is ana", "banana bread"], &[]);
    check(&[("The lamp\"", "The light\"")], &["who is ana"], &[]);
}

#[test]
fn edited_phrasings_are_listed_after_drift() {
    let was = "answered by the gap `glass`: “The article does not say who made the glass.”";
    let now = "answered by the gap `made`: “It does not say how.”";
    check(
        &[NEW_GAP],
        &["glass making", "banana bread", "glass making"],
        &[
            &format!("Drift: glass making: {was} → {now}"),
            &format!("Edit: How was the glass made?: {was} → {now}"),
            &format!("Edit: making of the glass: {was} → {now}"),
        ],
    );
}

#[test]
fn an_entry_with_other_sentences_is_a_rewording() {
    let was = "answered by `when-lit`: “The lamp has shone since May.”";
    let now = "answered by `when-lit`: “The lamp has shone for years.”";
    check(
        &[("since May", "for years")],
        &["so when was it lit"],
        &[
            &format!("Rewording: so when was it lit: {was} → {now}"),
            &format!("Rewording: When was the lamp lit?: {was} → {now}"),
            &format!("Rewording: lighting date: {was} → {now}"),
        ],
    );
}

#[test]
fn sentences_that_both_answers_have_are_left_out() {
    check(
        &[
            ("facts = [\"lit\"]", "facts = [\"lit\", \"keeper\"]"),
            (", \"lighting date\"", ""),
        ],
        &[],
        &[
            "Rewording: When was the lamp lit?: answered by `when-lit`: “…” → answered by `when-lit`: “… Ana keeps it.”",
            "Edit: lighting date: answered by `when-lit`: “The lamp has shone since May.” → unsure: “When was the lamp lit?” or “Who keeps the lamp?”",
        ],
    );
}

#[test]
fn a_moved_phrasing_is_an_edit() {
    check(
        &[
            (", \"lighting date\"", ""),
            (
                "\"Who keeps the lamp?\"",
                "\"Who keeps the lamp?\", \"lighting date\"",
            ),
        ],
        &[],
        &[
            "Edit: lighting date: answered by `when-lit`: “The lamp has shone since May.” → answered by `who-keeps`: “Ana keeps it.”",
        ],
    );
}

#[test]
fn a_long_answer_is_clipped() {
    let long = format!("Ana keeps it {}.", "and keeps it ".repeat(20));
    let shown = format!("Ana keeps it{}…", " and keeps it".repeat(8) + " and");
    check(
        &[("Ana keeps it.", &long)],
        &[],
        &[&format!(
            "Rewording: Who keeps the lamp?: answered by `who-keeps`: “Ana keeps it.” → answered by `who-keeps`: “{shown}”"
        )],
    );
}

#[test]
fn recent_questions_come_first_if_not_all_can_be_asked() {
    let recent = ["glass making", "banana bread"];
    for (limit, asked, shifts) in [
        (0, 0, 0),
        (1, 1, 1),
        (3, 3, 2),
        (4, 4, 3),
        (6, 6, 3),
        (9, 8, 3),
    ] {
        let impact = change(&[NEW_GAP], &recent, limit);
        assert_eq!(
            (impact.asked, impact.available, impact.shifts.len()),
            (asked, 8, shifts)
        );
    }
    let summary = |limit| change(&[NEW_GAP], &recent, limit).summary();
    assert_eq!(summary(8), "3 of 8 questions get another answer");
    assert_eq!(
        summary(3),
        "2 of 3 questions get another answer; 8 could be asked"
    );
}
