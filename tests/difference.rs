//! What has changed between two tables: a change to the text of one → the lines that say it.

use footnote::knowledge::{self, Difference, Knowledge};

use crate::support::{load, load_with};

/// A table to be changed.
pub const LAMP: &str = r#"
format = 1
[source]
id = "lamp"
title = "The lamp"
topics = ["the repair", "the money"]

[[section]]
number = 1
heading = "A long winter"

[[fact]]
id = "lit"
text = "The lamp has shone since May."
cite = { quote = "in May", at = "0.1" }

[[fact]]
id = "keeper"
text = "Ana keeps it."
cite = { quote = "Ana keeps the lamp", at = "1.1" }

[[question]]
id = "when-lit"
ask = ["When was the lamp lit?", "lighting date"]
facts = ["lit"]
topic = "the repair"

[[question]]
id = "who-keeps"
ask = ["Who keeps the lamp?"]
facts = ["keeper"]

[[gap]]
id = "glass"
ask = ["Who made the glass?"]
text = "The article does not say who made the glass."
near = ["who-keeps"]

[[synonyms]]
words = ["lamp", "light"]

[[test]]
ask = ["so when was it lit then"]
expect = "when-lit"
"#;

fn lamp() -> Knowledge {
    load(LAMP).0.unwrap()
}

#[track_caller]
fn differ(old: &Knowledge, new: &Knowledge, summary: &str, lines: &[&str]) {
    let difference = Difference::between(old, new);
    assert_eq!(difference.lines().collect::<Vec<_>>(), lines);
    assert_eq!(difference.summary(), summary);
    assert_eq!(difference.is_empty(), lines.is_empty());
}

/// Replaces parts of the table, and expects these words about it.
#[track_caller]
fn check(edits: &[(&str, &str)], summary: &str, lines: &[&str]) {
    let mut edited = LAMP.to_owned();
    for (was, now) in edits {
        assert!(edited.contains(was), "{was}");
        edited = edited.replacen(was, now, 1);
    }
    let (new, report) = load(&edited);
    let new = new.unwrap_or_else(|| panic!("{}", report.render_plain()));
    differ(&lamp(), &new, summary, lines);
}

#[test]
fn equal_tables_do_not_differ() {
    check(&[], "nothing has changed", &[]);
    check(
        &[("format = 1", "# A remark.\nformat = 1")],
        "nothing has changed",
        &[],
    );
    check(
        &[(
            "words = [\"lamp\", \"light\"]",
            "words = [\"light\", \"lamp\"]",
        )],
        "nothing has changed",
        &[],
    );
}

#[test]
fn an_added_or_removed_entry_is_listed_with_its_question() {
    check(
        &[
            (
                "[[gap]]",
                "[[question]]\nid = \"name\"\nask = [\"What is the keeper's name?\", \"name?\"]\nfacts = [\"keeper\"]\n[[gap]]",
            ),
            (
                "[[synonyms]]",
                "[[gap]]\nid = \"age\"\nask = [\"How old is Ana?\"]\ntext = \"It does not say.\"\n[[synonyms]]",
            ),
        ],
        "1 question added, 1 gap added",
        &[
            "+ question `name`: What is the keeper's name?",
            "+ gap `age`: How old is Ana?",
        ],
    );
    check(
        &[
            (
                "[[question]]\nid = \"who-keeps\"\nask = [\"Who keeps the lamp?\"]\nfacts = [\"keeper\"]\n",
                "",
            ),
            ("near = [\"who-keeps\"]", ""),
        ],
        "1 question removed, 1 gap changed",
        &[
            "- question `who-keeps`: Who keeps the lamp?",
            "~ related questions of `glass`: was `who-keeps`, now none",
        ],
    );
    check(
        &[
            ("id = \"who-keeps\"", "id = \"keeper-who\""),
            ("near = [\"who-keeps\"]", "near = [\"keeper-who\"]"),
        ],
        "1 question added, 1 question removed, 1 gap changed",
        &[
            "- question `who-keeps`: Who keeps the lamp?",
            "+ question `keeper-who`: Who keeps the lamp?",
            "~ related questions of `glass`: was `who-keeps`, now `keeper-who`",
        ],
    );
}

#[test]
fn a_changed_phrasing_is_listed_with_its_entry() {
    check(
        &[("\"lighting date\"", "\"date of lighting\", \"since when\"")],
        "2 phrasings added, 1 phrasing removed",
        &[
            "- phrasing of `when-lit`: lighting date",
            "+ phrasing of `when-lit`: date of lighting",
            "+ phrasing of `when-lit`: since when",
        ],
    );
    check(
        &[(
            "[\"When was the lamp lit?\", \"lighting date\"]",
            "[\"lighting date\", \"When was the lamp lit?\"]",
        )],
        "1 question changed",
        &["~ main phrasing of `when-lit`: was “When was the lamp lit?”, now “lighting date”"],
    );
}

#[test]
fn an_entry_whose_text_changes_shows_both_texts() {
    check(
        &[(
            "facts = [\"lit\"]\ntopic = \"the repair\"",
            "facts = [\"lit\", \"keeper\"]\nrelated = [\"who-keeps\"]",
        )],
        "1 question changed",
        &[
            "~ facts of `when-lit`: was `lit`, now `lit` and `keeper`",
            "~ topic of `when-lit`: was “the repair”, now none",
            "~ related questions of `when-lit`: was none, now `who-keeps`",
        ],
    );
    check(
        &[("does not say who", "is silent on who")],
        "1 gap changed",
        &[
            "~ gap `glass`: was “The article does not say who made the glass.”, now “The article is silent on who made the glass.”",
        ],
    );
}

#[test]
fn a_fact_with_two_changes_counts_once() {
    check(
        &[
            ("since May", "for years"),
            (
                "{ quote = \"in May\", at = \"0.1\" }",
                "[{ quote = \"in May\", at = \"0.2\" }, { quote = \"for years\" }]",
            ),
        ],
        "1 fact changed",
        &[
            "~ fact `lit`: was “The lamp has shone since May.”, now “The lamp has shone for years.”",
            "~ citation of `lit`: was “in May” (0.1), now “in May” (0.2) and “for years”",
        ],
    );
}

#[test]
fn an_added_or_removed_fact_is_listed() {
    check(
        &[
            ("id = \"keeper\"\ntext", "id = \"ana\"\ntext"),
            ("facts = [\"keeper\"]", "facts = [\"ana\"]"),
        ],
        "1 question changed, 1 fact added, 1 fact removed",
        &[
            "- fact `keeper`: Ana keeps it.",
            "+ fact `ana`: Ana keeps it.",
            "~ facts of `who-keeps`: was `keeper`, now `ana`",
        ],
    );
}

#[test]
fn the_fields_of_the_source_are_compared() {
    check(
        &[
            (
                "title = \"The lamp\"",
                "title = \"The light\"\npublisher = \"Gazette\"\npublished = 2025-03-02\nurl = \"https://example.org/lamp\"",
            ),
            ("\"the money\"", "\"the keepers\""),
            ("A long winter", "Winter"),
        ],
        "1 source changed, 1 topic added, 1 topic removed",
        &[
            "~ title: was “The lamp”, now “The light”",
            "~ publisher: was none, now “Gazette”",
            "~ publication date: was none, now “2025-03-02”",
            "~ link: was none, now “https://example.org/lamp”",
            "~ heading of section 1: was “A long winter”, now “Winter”",
            "- topic: the money",
            "+ topic: the keepers",
        ],
    );
    check(
        &[(
            "[\"the repair\", \"the money\"]",
            "[\"the money\", \"the repair\"]",
        )],
        "1 source changed",
        &[
            "~ order of the topics: was “the repair” and “the money”, now “the money” and “the repair”",
        ],
    );
}

#[test]
fn the_source_text_is_compared_by_its_paragraphs() {
    let text = "It was lit in May.\n\n## A long winter\n\nAna keeps the lamp.\n";
    let with = |text: &str| load_with(LAMP, Some(text)).0.unwrap();
    let other = with(&text.replace("It was", "At last it was"));
    let summary = "1 source changed";
    differ(&with(text), &with(text), "nothing has changed", &[]);
    differ(
        &with(text),
        &other,
        summary,
        &[
            "~ the source's own text has changed",
            "~ paragraph 0.1 was “It was lit in May.”, now “At last it was lit in May.”; cited by `lit`",
        ],
    );
    differ(
        &lamp(),
        &other,
        summary,
        &["~ the source's own text is now available"],
    );
    differ(
        &other,
        &lamp(),
        summary,
        &["~ the source's own text is no longer available"],
    );
}

#[test]
fn a_group_of_synonyms_is_recognised_by_a_common_word() {
    check(
        &[(
            "words = [\"lamp\", \"light\"]",
            "words = [\"keeper\", \"warden\"]\n[[synonyms]]\nwords = [\"light\", \"lantern\"]",
        )],
        "1 group of synonyms added, 1 group of synonyms changed",
        &[
            "+ synonyms: “keeper” and “warden”",
            "~ synonyms: was “lamp” and “light”, now “lantern” and “light”",
        ],
    );
    check(
        &[(
            "words = [\"lamp\", \"light\"]",
            "words = [\"keeper\", \"warden\"]",
        )],
        "1 group of synonyms added, 1 group of synonyms removed",
        &[
            "- synonyms: “lamp” and “light”",
            "+ synonyms: “keeper” and “warden”",
        ],
    );
}

#[test]
fn a_test_is_recognised_by_its_question() {
    check(
        &[(
            "ask = [\"so when was it lit then\"]\nexpect = \"when-lit\"",
            "ask = [\"so when was it lit then\", \"banana bread\"]\noutcome = \"declined\"",
        )],
        "1 test added, 1 test changed",
        &[
            "~ test “so when was it lit then”: was `when-lit`, now declined",
            "+ test “banana bread”: declined",
        ],
    );
}

#[test]
fn drafts_are_compared_and_become_entries() {
    let gap = "\n[[gap]]\nid = \"boat\"\ndraft = true\nask = [\"Is there a boat?\"]\ntext = \"It does not say.\"\n";
    let with = |more: &str| load(&format!("{LAMP}{more}")).0.unwrap();
    differ(
        &with(""),
        &with(gap),
        "1 draft added",
        &["+ draft of a gap `boat`: Is there a boat?"],
    );
    differ(
        &with(gap),
        &with(&gap.replace("draft = true\n", "")),
        "1 gap added, 1 draft removed",
        &[
            "+ gap `boat`: Is there a boat?",
            "- draft of a gap `boat`: Is there a boat?",
        ],
    );
}

#[test]
fn what_is_allowed_is_compared() {
    let allowed = |allow: &str| load(&format!("{LAMP}\n{allow}")).0.unwrap();
    let unpinned = "[[allow]]\ncode = \"unpinned\"\nreason = \"later\"\n";
    let of_fact = "[[allow]]\ncode = \"unpinned\"\nid = \"lit\"\nreason = \"It is long.\"\n";
    differ(
        &allowed(unpinned),
        &allowed(&(unpinned.replace("later", "never") + of_fact)),
        "1 allowed warning added, 1 allowed warning changed",
        &[
            "~ allowed warning `unpinned`: was “later”, now “never”",
            "+ allowed warning `unpinned` of `lit`: It is long.",
        ],
    );
}

#[test]
fn names_include_the_source_if_there_are_several() {
    let horn = LAMP.replace(
        "\"lamp\"\ntitle = \"The lamp\"",
        "\"horn\"\ntitle = \"The horn\"",
    );
    let load = |tables: &[&str]| {
        let tables: Vec<_> = tables
            .iter()
            .enumerate()
            .map(|(n, t)| (format!("{n}.toml"), t.as_bytes().to_vec()))
            .collect();
        knowledge::load(knowledge::parse(&tables), &[]).0.unwrap()
    };
    let edited = LAMP
        .replace("since May", "for years")
        .replace("title = \"The lamp\"", "title = \"Lamp\"");
    differ(
        &load(&[LAMP, &horn]),
        &load(&[&edited, &horn]),
        "1 source changed, 1 fact changed",
        &[
            "~ title of `lamp`: was “The lamp”, now “Lamp”",
            "~ fact `lamp/lit`: was “The lamp has shone since May.”, now “The lamp has shone for years.”",
        ],
    );
    let difference = Difference::between(&load(&[LAMP, &horn]), &load(&[LAMP]));
    assert_eq!(
        difference.summary(),
        "1 source removed, 2 topics removed, 2 questions removed, 1 gap removed, 2 facts removed, 1 test removed"
    );
    let lines: Vec<String> = difference.lines().collect();
    assert_eq!(
        lines[..4],
        [
            "- source `horn`: The horn",
            "- topic of `horn`: the repair",
            "- topic of `horn`: the money",
            "- fact `horn/lit`: The lamp has shone since May."
        ]
    );
}
