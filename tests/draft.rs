//! Tables drafted from articles: valid, verified, the same each time, and added to without a change to what
//! a curator wrote.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use footnote::diagnostic::Code;
use footnote::draft::{
    Article, DraftError, DraftOptions, Drafted, LeftOutReason, MAX_ARTICLE_BYTES, MAX_ENTRIES,
    OwnText, Trust, draft, draft_into, html,
};
use footnote::knowledge::{self, Knowledge, pin};
use footnote::quality::check::{Summary, check};
use footnote::service::Snapshot;
use proptest::prelude::*;

const DRAFTS: DraftOptions = DraftOptions {
    trust: Trust::Drafts,
    own_text: OwnText::No,
};
const TRUSTED: DraftOptions = DraftOptions {
    trust: Trust::Trusted,
    own_text: OwnText::Yes,
};

const FERRY: &str = "\
---
title: The island ferry
---

The ferry crosses to Gull Island from May to October. It is run by the Skerry Ferry Company (SFC).

## When does the ferry leave?

The first boat leaves the quay at 8:15. It does not wait.

## On board

**Before boarding, passengers must**

1. Show the ticket to the mate.
2. Stow heavy bags below deck.

Dogs are welcome because the deck is open. If the sea is rough, the captain cancels the crossing.

See also [the fares](fares.md).

| Passenger | Fare |
| --- | --- |
| Adult | 12 crowns |
| Child | 5 crowns |

Hot soup is sold on deck. There are 40 seats.
";

#[track_caller]
fn drafted(name: &str, markdown: &str, options: DraftOptions) -> Drafted {
    let article = Article { name, markdown };
    draft(article, options).unwrap_or_else(|error| panic!("{error}"))
}

/// Loads a drafted table with its article; it has no error.
#[track_caller]
fn loaded(table: &str, markdown: &str) -> Knowledge {
    let parsed = knowledge::parse(&[("ferry.toml".to_owned(), table.as_bytes().to_vec())]);
    let (knowledge, report) = knowledge::load(parsed, &[Some(markdown.to_owned())]);
    knowledge.unwrap_or_else(|| panic!("{}\n{table}", report.render_plain()))
}

/// What `check` says of a drafted table: no error, and its figures.
#[track_caller]
fn checked(table: &str, markdown: &str) -> Summary {
    let snapshot = Snapshot::new(loaded(table, markdown));
    let (summary, found) = check(snapshot.knowledge(), snapshot.matcher());
    let errors: Vec<_> = found
        .iter()
        .filter(|fault| fault.code.severity() == footnote::diagnostic::Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}\n{table}");
    summary
}

#[test]
fn a_drafted_table_is_valid_and_reaches_every_sentence() {
    let table = drafted("ferry.md", FERRY, TRUSTED).file;
    let summary = checked(&table, FERRY);
    assert_eq!(summary.unverified, 0, "{table}");
    assert_eq!(summary.unreached_sentences.0, 0, "{table}");
    assert!(summary.questions.0 >= 10, "{table}");
    assert!(summary.questions.1 >= 3 * summary.questions.0, "{table}");
    assert_eq!(summary.copied, 0, "its own text: {table}");
}

#[test]
fn strangers_are_answered_from_a_trusted_draft() {
    let snapshot = Snapshot::new(loaded(&drafted("ferry.md", FERRY, TRUSTED).file, FERRY));
    for (question, expected) in [
        ("when does the first boat leave", "8:15"),
        ("are dogs welcome", "Dogs are welcome"),
        ("what happens if the sea is rough", "cancels the crossing"),
        ("what is the fare for a child", "Child 5 crowns"),
        ("how many seats are there", "40 seats"),
        ("do I have to show the ticket", "Show the ticket"),
        ("what must passengers do before boarding", "Stow heavy bags"),
        ("who runs the SFC ferry", "Skerry Ferry Company"),
    ] {
        let answer = snapshot.ask(question);
        let said: Vec<&str> = answer.sentences.iter().map(|own| &*own.text).collect();
        assert!(said.join(" ").contains(expected), "{question}: {said:?}");
    }
}

#[test]
fn what_nobody_has_looked_at_is_not_answered() {
    let table = drafted("ferry.md", FERRY, DRAFTS).file;
    let knowledge = loaded(&table, FERRY);
    assert_eq!(knowledge.entries.len(), 0, "{table}");
    assert!(!table.contains("own_text"), "{table}");
    let questions = table.matches("[[question]]").count();
    assert_eq!(
        table.matches("\ndraft = true\n").count(),
        questions,
        "{table}"
    );
}

#[test]
fn drafts_in_the_words_of_their_source_are_counted_in_one_warning() {
    let long = "The keeper of the lamp walks down to the pier at noon. The mate of the boat sleeps in the hut at night.\n";
    let knowledge = loaded(&drafted("pier.md", long, DRAFTS).file, long);
    let snapshot = Snapshot::new(knowledge);
    let (summary, found) = check(snapshot.knowledge(), snapshot.matcher());
    let copied = found.iter().filter(|fault| fault.code == Code::CopiedWords);
    let messages: Vec<&str> = copied.map(|fault| fault.message.as_str()).collect();
    let expected = "answers of drafts in their source's words: 2, of which this is the first";
    assert_eq!((messages, summary.copied), (vec![expected], 2));
}

#[test]
fn headings_terms_and_signposts_are_taken_for_what_they_are() {
    let table = drafted("The Ferry (2).md", FERRY, DRAFTS).file;
    for line in [
        "id = \"the-ferry-2\"",
        "title = \"The island ferry\"",
        "text = \"The Ferry (2).md\"",
        "  \"When does the ferry leave?\",",
        "words = [\"SFC\", \"Skerry Ferry Company\"]",
        "  \"See also the fares.\",",
        "  \"What is the fare of Child?\",",
        "  \"What happens if the sea is rough?\",",
        "  \"What must passengers do before boarding?\",",
    ] {
        assert!(table.lines().any(|own| own == line), "{line}\n{table}");
    }
}

#[test]
fn plain_text_and_html_are_drafted_too() {
    let plain = "Opening hours\n\nThe tower is open from May to October.\n\nTickets\n\nAn adult pays 12 crowns.\n";
    let table = drafted("tower.txt", plain, TRUSTED).file;
    assert_eq!(checked(&table, plain).unreached_sentences.0, 0, "{table}");
    let page = "<html><head><title>The tower</title></head><body><nav>Home</nav><main><h2>Tickets</h2>\
                <p>An adult pays <b>12 crowns</b>.</p><ul><li>Children enter free of charge.</ul></main></body></html>";
    let markdown = html::markdown(page).unwrap();
    let table = drafted("tower.md", &markdown, TRUSTED).file;
    assert_eq!(
        checked(&table, &markdown).unreached_sentences.0,
        0,
        "{table}"
    );
    assert!(
        table.contains("title = \"The tower\"") && !table.contains("Home"),
        "{table}"
    );
}

#[test]
fn an_unchanged_article_adds_nothing() {
    let article = Article {
        name: "ferry.md",
        markdown: FERRY,
    };
    for options in [DRAFTS, TRUSTED] {
        let once = drafted("ferry.md", FERRY, options).file;
        assert_eq!(drafted("ferry.md", FERRY, options).file, once);
        let again = draft_into(&once, article, options).unwrap();
        assert_eq!(again.file, once);
        assert_eq!(
            (again.questions, again.skipped, again.gone.len()),
            (0, 0, 0)
        );
        assert_eq!(
            pin::pin(&once, Some(FERRY), &BTreeSet::new())
                .unwrap()
                .unplaced,
            0
        );
    }
}

#[test]
fn a_changed_article_adds_what_is_new_and_names_what_is_gone() {
    let curated = "# Mine.\nformat = 1\n\n[source]\nid = \"ferry\"\ntitle = \"Ferry\"\ntext = \"ferry.md\"\n\
                   skip = [\"Hot soup …\"] # of no interest\n\n[[fact]]\nid = \"dogs\" # asked a lot\n\
                   text = \"Dogs may come along.\"\ncite = { quote = \"Dogs are welcome … open\" }\n\n\
                   [[question]]\nid = \"dogs-allowed\"\nask = [\"Can I bring a dog?\"]\nfacts = [\"dogs\"]\n";
    let changed = FERRY.replace(
        "Dogs are welcome because the deck is open.",
        "Bicycles travel free.",
    );
    let article = Article {
        name: "ferry.md",
        markdown: &changed,
    };
    let added = draft_into(curated, article, DRAFTS).unwrap();
    assert_eq!(
        added.gone,
        [("dogs".to_owned(), "Dogs are welcome … open".to_owned())]
    );
    for kept in curated.lines().filter(|line| !line.starts_with("skip")) {
        assert!(added.file.contains(kept), "{kept}\n{}", added.file);
    }
    assert!(
        added.file.contains("Bicycles travel free"),
        "{}",
        added.file
    );
    assert!(!added.file.contains("soup is sold"), "{}", added.file);
    let again = draft_into(&added.file, article, DRAFTS).unwrap();
    assert_eq!(again.file, added.file);
}

/// What an elided quote leaves out is in no word of the table; its hash tells that it has changed.
#[test]
fn a_change_within_an_elided_quote_is_named() {
    let curated = "format = 1\n\n[source]\nid = \"ferry\"\ntitle = \"Ferry\"\ntext = \"ferry.md\"\n\n\
                   [[question]]\nid = \"first\"\nask = [\"When is the first boat?\"]\n\
                   answer = { text = \"At 8:15.\", quote = \"The first … 8:15. It\" }\n";
    let pinned = pin::pin(curated, Some(FERRY), &BTreeSet::new())
        .unwrap()
        .file;
    let check = |markdown: &str, expected: &[(String, String)]| {
        let name = "ferry.md";
        let article = Article { name, markdown };
        let changed = draft_into(&pinned, article, DRAFTS).unwrap().changed;
        assert_eq!(changed, expected);
    };
    check(FERRY, &[]);
    let changed = ("first".to_owned(), "The first … 8:15. It".to_owned());
    check(&FERRY.replace("the quay", "the pier"), &[changed]);
}

#[test]
fn a_sentence_that_nobody_reads_as_one_is_left_out_with_its_place() {
    let long = format!(
        "The mill is open.\n\nThe keeper {}.\n",
        "rows and rows ".repeat(1_000)
    );
    let found = drafted("mill.md", &long, DRAFTS);
    let reasons: Vec<_> = found.left_out.iter().map(|own| own.reason).collect();
    assert_eq!(reasons, [LeftOutReason::TooLong]);
    assert_eq!(found.left_out[0].at.to_string(), "0.2");
    assert_eq!(found.questions, 1);
}

#[test]
fn a_heading_is_answered_by_the_paragraph_under_it_and_its_list() {
    let mill = "# The mill\n\n## Who may visit the mill?\n\nThe mill is for:\n\n- grown people\n- dogs on a lead\n\n\
                The miller lives next door.\n";
    let table = drafted("mill.md", mill, DRAFTS).file;
    let visit = table.split("\n[[question]]\n").nth(1).unwrap();
    assert!(visit.contains("\"Who may visit the mill?\""), "{table}");
    assert!(visit.contains("dogs on a lead"), "{table}");
    assert!(!visit.contains("next door"), "{table}");
    assert!(
        table.contains("text = \"The miller lives next door.\""),
        "{table}"
    );
}

#[test]
fn what_is_too_long_for_one_answer_is_drafted_all_the_same() {
    let days = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    let sentences = days.map(|day| format!("On {day} the {day} baker opens the oven."));
    let bakery = format!(
        "# Bread\n\n## Who bakes the bread?\n\n{}\n",
        sentences.join(" ")
    );
    let table = drafted("bakery.md", &bakery, TRUSTED).file;
    assert_eq!(checked(&table, &bakery).unreached_sentences.0, 0, "{table}");
    let asked = table.split("\n[[question]]\n").nth(1).unwrap();
    assert!(
        asked.contains("Saturday baker") && !asked.contains("Sunday"),
        "{table}"
    );
}

#[test]
fn a_draft_is_no_longer_than_a_curator_reads() {
    let mut article = "# Boats\n\n".to_owned();
    for number in 0..2 * MAX_ENTRIES {
        let _ = writeln!(
            article,
            "Boat number{number} carries cargo{number} to harbour{number}.\n"
        );
    }
    let found = drafted("boats.md", &article, DRAFTS);
    assert_eq!(found.questions, MAX_ENTRIES);
    assert_eq!(found.left_out.len(), MAX_ENTRIES);
    assert!(
        found
            .left_out
            .iter()
            .all(|own| own.reason == LeftOutReason::NoRoom)
    );
}

#[test]
fn what_is_no_article_is_refused_with_the_reason() {
    let long = "It is dark. ".repeat(MAX_ARTICLE_BYTES / 12 + 1);
    for (markdown, expected) in [
        ("%PDF-1.7\n1 0 obj", DraftError::NotText("PDF")),
        ("<!DOCTYPE html><p>It is dark.", DraftError::IsHtml),
        ("", DraftError::NoStatement),
        ("---\n\n***\n\n## \n", DraftError::NoStatement),
        (&long, DraftError::TooLong(MAX_ARTICLE_BYTES)),
    ] {
        let article = Article {
            name: "a.md",
            markdown,
        };
        assert_eq!(draft(article, DRAFTS), Err(expected));
    }
}

#[test]
fn odd_articles_are_drafted_without_a_fault() {
    let boats: Vec<String> = (0..400)
        .map(|number| format!(", and boat {number} came"))
        .collect();
    let sentence = "The lamp at the end of the pier was lit again on a cold morning in March";
    for markdown in [
        "| Boat | Seats |\n| --- | --- |\n| Gull | 12 |\n| Tern | 8 |\n".to_owned(),
        "It is dark.\n\nIt is dark.\n\nIt is dark again.\n".to_owned(),
        format!("> {}It is dark here.\n", "> ".repeat(200)),
        format!("{}It is dark here.\n", "- ".repeat(200)),
        format!("{sentence}{}.\n", boats.concat()),
        "Say \"just wait...\" and go on... then stop… here.\n".to_owned(),
        "Mr. Gull met Dr. Tern at 5 p.m. on the pier. E.g. this.\n".to_owned(),
        "夏の間、船は毎日出ます。冬は出ません。\n".to_owned(),
        "no stop at the end and `code` and [a link](https://example.org)".to_owned(),
        "# Only a title\n\nOne two three\n\nFour five six.\n".to_owned(),
        "The \u{202e}boat\u{200b} leaves \u{7}at noon from the old quay.\n".to_owned(),
        "```\nrun --fast\n```\n\nThe boat is fast.\n\n    cat file\n".to_owned(),
    ] {
        let found = drafted("odd.md", &markdown, TRUSTED);
        checked(&found.file, &markdown);
    }
}

/// A piece of an article.
fn piece() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "gull", "lamp", "keeper", "boats", "is", "are", "must", "in", "May", "12", "crowns", "if",
        "the", "The", "and", "who", "leaves", "Ann", "not", "because", "(a", "b)", "…", "*old*",
        "`x`", "$5", "you", "your", "It", "They",
    ]);
    let sentence = prop::collection::vec(words, 1..14).prop_map(|words| words.join(" "));
    let ends = prop::sample::select(vec![".", "?", "!", ":", ""]);
    let opening = prop::sample::select(vec!["", "- ", "1. ", "## ", "> ", "| ", "**", "    "]);
    (opening, sentence, ends).prop_map(|(opening, sentence, end)| match opening {
        "| " => format!("| {sentence} | b |\n| --- | --- |\n| {sentence}{end} | 3 |\n\n"),
        "**" => format!("**{sentence}**\n\n"),
        _ => format!("{opening}{sentence}{end}\n\n"),
    })
}

/// Drafts, and drafts again into that: nothing is new.
fn drafted_once(markdown: &str) {
    let article = Article {
        name: "any.md",
        markdown,
    };
    let found = draft(article, TRUSTED).unwrap();
    let again = draft_into(&found.file, article, TRUSTED).unwrap();
    assert_eq!(again.file, found.file);
}

#[test]
fn a_line_that_cannot_be_quoted_is_drafted_once() {
    drafted_once("## gull!\n\n**crowns**\n\n- crowns lamp.\n\n");
    drafted_once("> boats.\n\nmust gull.\n\n**must**\n\n- crowns.\n\n    boats ….\n\n");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_drafted_is_valid_and_drafted_once(pieces in prop::collection::vec(piece(), 1..12)) {
        let markdown = pieces.concat();
        let article = Article { name: "any.md", markdown: &markdown };
        match draft(article, TRUSTED) {
            Err(error) => prop_assert_eq!(error, DraftError::NoStatement),
            Ok(found) => {
                let pinned = pin::pin(&found.file, Some(&markdown), &BTreeSet::new()).unwrap();
                prop_assert_eq!(pinned.unplaced, 0);
                checked(&pinned.file, &markdown);
                let again = draft_into(&found.file, article, TRUSTED).unwrap();
                prop_assert_eq!(again.file, found.file);
            }
        }
    }
}
