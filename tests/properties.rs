//! Properties that hold for any input.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use footnote::config;
use footnote::knowledge::quote::Found;
use footnote::knowledge::{self, pin};
use footnote::service::Snapshot;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::config::everything_set;
use crate::support::{load, load_with, path, skerry};

fn table() -> String {
    fs::read_to_string(path("tests/skerry/skerry.toml")).unwrap()
}

/// Bytes become a configuration, or a report of their faults.
fn is_reported(bytes: &[u8]) -> Result<(), TestCaseError> {
    let (config, report) = config::parse("config.toml", bytes);
    prop_assert_eq!(config.is_none(), report.has_errors());
    prop_assert_eq!(
        report.render_plain().is_empty(),
        report.diagnostics.is_empty()
    );
    Ok(())
}

fn text() -> String {
    fs::read_to_string(path("tests/skerry/skerry.md")).unwrap()
}

/// A change that a typing mistake, a bad merge or a hostile upload could make.
#[derive(Debug, Clone)]
enum Damage {
    Delete(Index, Index),
    Repeat(Index, Index),
    Insert(Index, String),
    Byte(Index, u8),
}

fn damage() -> impl Strategy<Value = Damage> {
    let anywhere = any::<Index>;
    let snippets = prop::sample::select(vec![
        "[[fact]]",
        "[",
        "]",
        "\"",
        "'''",
        "=",
        "{",
        "}",
        "\n",
        "\r",
        "\u{feff}",
        "…",
        "a.b.c = 1",
        "ask = []",
        "cite = [{}]",
        "at = \"9.9\"",
        "at = \"0.0\"",
        "\\u0000",
        "\\uD800",
        "# ",
        "1979-05-27",
        "9999999999999999999999",
        "[[server]]\nid = 0\nask_channels = [1, 1]\n",
        "[[synonyms]]\nwords = [\"\", \"  \", \"?\"]\n",
    ]);
    prop_oneof![
        (anywhere(), anywhere()).prop_map(|(a, b)| Damage::Delete(a, b)),
        (anywhere(), anywhere()).prop_map(|(a, b)| Damage::Repeat(a, b)),
        (anywhere(), snippets).prop_map(|(at, text)| Damage::Insert(at, text.to_owned())),
        (anywhere(), any::<String>()).prop_map(|(at, text)| Damage::Insert(at, text)),
        (anywhere(), any::<u8>()).prop_map(|(at, byte)| Damage::Byte(at, byte)),
    ]
}

fn apply(bytes: &mut Vec<u8>, damage: &Damage) {
    let at = |index: &Index, bytes: &[u8]| index.index(bytes.len() + 1);
    let range = |a: &Index, b: &Index, bytes: &[u8]| {
        let (a, b) = (at(a, bytes), at(b, bytes));
        // Short stretches, so that most of the file stays a table.
        let start = a.min(b);
        start..a.max(b).min(start + 200)
    };
    match damage {
        Damage::Delete(a, b) => drop(bytes.drain(range(a, b, bytes))),
        Damage::Repeat(a, b) => {
            let range = range(a, b, bytes);
            let copy = bytes[range.clone()].to_vec();
            bytes.splice(range.end..range.end, copy);
        }
        Damage::Insert(index, text) => {
            let at = at(index, bytes);
            bytes.splice(at..at, text.bytes());
        }
        Damage::Byte(index, byte) => {
            let at = at(index, bytes);
            if let Some(old) = bytes.get_mut(at) {
                *old = *byte;
            }
        }
    }
}

/// What an article may be made of.
const MARKUP: &[&str] = &[
    "<p>",
    "</p>",
    "<sup>",
    "</sup>",
    "<tr>",
    "<td>",
    "</table>",
    "<!--",
    "-->",
    "<style>",
    "</style>",
    "<h2>",
    "</h2>",
    "<a href='#fn'>",
    "<br>",
    "<",
    "[[",
    "]]",
    "|",
    "|-|-|\n",
    "==",
    "[^1]",
    "[^1]: ",
    ":::note",
    ":::",
    "\n",
    "\n\n",
    "\r\n",
    "> ",
    "[!tip]",
    "`",
    "```\n",
    "\\",
    " ",
    "    ",
    "&amp;",
    "&#233;",
    "&x;",
    "- ",
    "## ",
    "# ",
    "+++\n",
    "---\n",
    "~~",
    "*",
    "one",
    "two.",
    "é",
    "e\u{301}",
    "\u{AD}",
    "\u{200B}",
    "ﬁ",
    "字",
    "น้ำ",
    "1",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn a_broken_file_is_reported_and_never_panics(
        damages in prop::collection::vec(damage(), 1..6),
        with_text in any::<bool>(),
    ) {
        let mut bytes = table().into_bytes();
        for damage in &damages {
            apply(&mut bytes, damage);
        }
        let parsed = knowledge::parse(&[("table.toml".to_owned(), bytes)]);
        let (knowledge, report) = knowledge::load(parsed, &[with_text.then(text)]);
        prop_assert_eq!(knowledge.is_none(), report.has_errors());
        prop_assert_eq!(report.render_plain().is_empty(), report.diagnostics.is_empty());
        if let Some(knowledge) = knowledge {
            let _ = Snapshot::new(knowledge).ask("when was the lamp relit");
        }
    }

    #[test]
    fn a_broken_configuration_is_reported_and_never_panics(
        damages in prop::collection::vec(damage(), 1..6),
    ) {
        let mut bytes = everything_set().into_bytes();
        for damage in &damages {
            apply(&mut bytes, damage);
        }
        is_reported(&bytes)?;
    }

    #[test]
    fn any_text_can_be_read_as_a_configuration(text in any::<String>()) {
        is_reported(text.as_bytes())?;
    }

    #[test]
    fn any_text_can_be_asked(question in any::<String>()) {
        let answer = skerry().ask(&question);
        prop_assert!((0.0..=1.0).contains(&answer.confidence));
        prop_assert!(answer.candidates.iter().all(|c| (0.0..=1.0).contains(&c.score)));
    }

    #[test]
    fn any_text_can_be_a_source(text in any::<String>(), quote in any::<String>()) {
        let parsed = knowledge::SourceText::new(&text);
        if let Ok(quote) = knowledge::Quote::parse(&quote) {
            let _ = quote.find(&parsed);
        }
        let _ = pin::pin(&table(), Some(&text), &BTreeSet::new());
    }

    #[test]
    fn each_paragraph_of_any_markup_can_be_quoted(
        parts in prop::collection::vec(prop::sample::select(MARKUP), 0..60),
    ) {
        let parsed = knowledge::SourceText::new(&parts.concat());
        for (at, paragraph) in parsed.paragraphs() {
            prop_assert!(!paragraph.is_empty());
            if let Ok(quote) = knowledge::Quote::parse(paragraph) {
                let found = match quote.find(&parsed) {
                    Found::Once(place, _) => vec![place],
                    Found::Often(places) => places,
                    Found::Nowhere => Vec::new(),
                };
                prop_assert!(found.contains(&at), "{paragraph:?} in {found:?}");
            }
        }
    }

    #[test]
    fn every_pinned_quote_is_verified(
        paragraphs in prop::collection::vec(prop::collection::vec("[a-z]{1,8}", 1..12), 1..12),
        headings in prop::collection::vec(any::<bool>(), 12),
        spans in prop::collection::vec((any::<Index>(), any::<Index>(), any::<Index>()), 1..8),
    ) {
        // Each word gets a number, so that every span is found exactly once.
        let paragraphs: Vec<Vec<String>> = (0..)
            .zip(paragraphs)
            .map(|(p, words)| (0..).zip(words).map(|(w, word)| format!("{word}{p}x{w}")).collect())
            .collect();
        let mut text = String::new();
        for (words, heading) in paragraphs.iter().zip(&headings) {
            if *heading {
                let _ = write!(text, "## {}\n\n", words[0]);
            }
            let _ = write!(text, "{}.\n\n", words.join(" "));
        }
        let mut table = "format = 1\n[source]\nid = \"made\"\ntitle = \"Made\"\n".to_owned();
        for (number, (paragraph, a, b)) in spans.iter().enumerate() {
            let words = paragraph.get(&paragraphs);
            let (a, b) = (a.index(words.len()), b.index(words.len()));
            let (first, last) = (&words[a.min(b)], &words[a.max(b)]);
            let quote = if first == last { first.clone() } else { format!("{first} … {last}") };
            let _ = write!(
                table,
                "[[fact]]\nid = \"fact-{number}\"\ntext = \"It is so.\"\ncite = {{ quote = \"{quote}\" }}\n\
                 [[question]]\nid = \"ask-{number}\"\nask = [\"Is it so {number}?\"]\nfacts = [\"fact-{number}\"]\n"
            );
        }
        let pinned = pin::pin(&table, Some(&text), &BTreeSet::new()).unwrap();
        prop_assert_eq!((pinned.placed, pinned.unplaced), (spans.len(), 0));
        let (knowledge, report) = load_with(&pinned.file, Some(&text));
        prop_assert_eq!(report.render_plain(), "");
        prop_assert!(knowledge.unwrap().citations().all(|c| c.span.is_some()));
        prop_assert_eq!(pin::pin(&pinned.file, Some(&text), &BTreeSet::new()).unwrap().file, pinned.file);
    }

    #[test]
    fn the_order_of_entries_changes_no_answer(
        order in Just(blocks().1).prop_shuffle(),
        question in question(),
    ) {
        let (head, blocks) = blocks();
        let shuffled = load(&(head.clone() + &order.concat())).0.unwrap();
        let straight = load(&(head + &blocks.concat())).0.unwrap();
        let (one, other) = (Snapshot::new(straight).ask(&question), Snapshot::new(shuffled).ask(&question));
        prop_assert_eq!(one, other);
    }

    #[test]
    fn an_unrelated_entry_never_takes_an_exact_phrasing(
        words in prop::collection::vec("[bcdfg][aeiou][klmnp][aeiou]q", 2..6),
        phrasing in any::<Index>(),
    ) {
        let unrelated = format!(
            "[[gap]]\nid = \"unrelated\"\nask = [\"{0}\"]\ntext = \"{0}.\"\n",
            words.join(" ")
        );
        let snapshot = Snapshot::new(load(&(table() + &unrelated)).0.unwrap());
        let phrasings: Vec<(String, String)> = snapshot
            .knowledge()
            .entries
            .iter()
            .filter(|entry| entry.id != "unrelated")
            .flat_map(|e| e.phrasings.iter().map(|p| (e.id.clone(), p.text.clone())))
            .collect();
        let (id, question) = phrasing.get(&phrasings);
        let answer = snapshot.ask(question);
        prop_assert_eq!(&answer.candidates[0].entry.id, id);
    }
}

/// The table's head, and its entries one by one.
fn blocks() -> (String, Vec<String>) {
    let table = table();
    let mut parts = table.split("\n[[").map(str::to_owned);
    let head = parts.next().unwrap() + "\n";
    (head, parts.map(|part| format!("[[{part}\n")).collect())
}

fn question() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "who", "when", "lamp", "light", "paid", "oil", "keeper", "horn", "price", "lens", "storm",
        "is", "the", "lihgt", "zebra", "tower", "ana", "how", "old",
    ]);
    prop::collection::vec(words, 1..7).prop_map(|words| words.join(" "))
}
