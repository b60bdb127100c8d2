//! Tables and other programs: what is given and taken back is the same, and a page says only what a table
//! does.

mod pages;

use std::fs;
use std::path::PathBuf;

use footnote::diagnostic::Report;
use footnote::exchange::json::{self, Read};
use footnote::exchange::quoting::Quoting;
use footnote::exchange::read_delimited;
use footnote::exchange::rows::items;
use footnote::exchange::sheet::csv;
use footnote::exchange::take::{Taken, take};
use footnote::knowledge::merge::merge;
use footnote::knowledge::plain::{
    PlainAllow, PlainAnswer, PlainCitation, PlainExpanded, PlainFact, PlainGap, PlainImage,
    PlainQuestion, PlainSource, PlainSynonyms, PlainTable, PlainTest,
};
use footnote::knowledge::{Difference, Knowledge, SourceText};
use proptest::prelude::*;

use crate::support::{load_with, path};

/// Loads a file.
type Load<'a> = &'a dyn Fn(&str) -> (Option<Knowledge>, Report);

/// A table, and the text of its source.
struct Original {
    file: String,
    text: Option<String>,
}

impl Original {
    fn read(name: &str) -> Self {
        let file = fs::read_to_string(path(name)).unwrap();
        let source = PlainTable::read(&file).unwrap().source.unwrap();
        let text: Option<PathBuf> = source.text.map(|text| path(name).with_file_name(text));
        let text = text.and_then(|text| fs::read_to_string(text).ok());
        Self { file, text }
    }

    fn plain(&self) -> PlainTable {
        PlainTable::read(&self.file).unwrap()
    }

    /// The file with what a sheet cannot say, and nothing else.
    fn frame(&self) -> String {
        let plain = self.plain();
        let frame = PlainTable {
            source: plain.source,
            sections: plain.sections,
            synonyms: plain.synonyms,
            tests: plain.tests,
            allow: plain.allow,
            ..PlainTable::default()
        };
        merge("", &frame).unwrap()
    }

    /// Takes the table's own export as a sheet into a file.
    fn sheet_into(&self, file: &str, load: Load) -> Taken {
        let written = csv(&[self.plain()]).unwrap();
        let sheet = read_delimited(written.trim_start_matches('\u{feff}'), None, &Vec::new());
        let text = self.text.as_deref().map(SourceText::new);
        let old = PlainTable::read(file).unwrap();
        let (items, refused) = items(sheet.unwrap(), &old, &mut Quoting::of(text.as_ref()));
        assert_eq!(refused, []);
        take(file, &PlainTable::default(), items, load).unwrap()
    }

    /// The same as JSON.
    fn json_into(&self, file: &str, load: Load) -> Taken {
        let written = serde_json::to_string(&self.plain()).unwrap();
        let Ok(Read::Tables(mut tables)) = json::read(&written, &Vec::new()) else {
            panic!("no table: {written}");
        };
        let old = PlainTable::read(file).unwrap();
        let (items, rest) = json::items(tables.remove(0), &old);
        take(file, &rest, items, load).unwrap()
    }

    fn load(&self, file: &str) -> (Option<Knowledge>, Report) {
        load_with(file, self.text.as_deref())
    }

    /// Checks that a result is the same knowledge, and has the same drafts and unused facts.
    #[track_caller]
    fn check(&self, taken: &Taken) {
        assert_eq!(taken.refused, []);
        let faults = taken.report.render_plain();
        let new = taken
            .knowledge
            .as_ref()
            .unwrap_or_else(|| panic!("{faults}\n{}", taken.file));
        let old = self.load(&self.file).0.unwrap();
        let difference = Difference::between(&old, new);
        let lines: Vec<String> = difference.lines().collect();
        assert_eq!(lines, [""; 0], "{}", taken.file);
        let sorted = |file: &str| {
            let mut plain = PlainTable::read(file).unwrap();
            plain.facts.sort_by(|one, other| one.id.cmp(&other.id));
            plain
                .expanded
                .sort_by(|one, other| one.entry.cmp(&other.entry));
            plain
        };
        assert_eq!(sorted(&taken.file), sorted(&self.file), "{}", taken.file);
    }

    /// Checks all ways round.
    #[track_caller]
    fn check_round_trips(&self) {
        let load = |file: &str| self.load(file);
        self.check(&self.sheet_into(&self.frame(), &load));
        self.check(&self.json_into("", &load));
        // What is there already stays as it is written, to the last comment.
        let is_valid = |_: &str| (None, Report::default());
        assert_eq!(self.sheet_into(&self.file, &is_valid).file, self.file);
        assert_eq!(self.json_into(&self.file, &is_valid).file, self.file);
    }
}

#[test]
fn tables_of_the_repository_come_back_without_loss() {
    for name in [
        "tests/skerry/skerry.toml",
        "knowledge/paris-talks.toml",
        "knowledge/examples/brackenhold/brackenhold.toml",
        "knowledge/examples/alder-street/alder-street.toml",
    ] {
        Original::read(name).check_round_trips();
    }
}

/// Text with everything that means something to a spreadsheet, to JSON, to TOML or to a list in a cell.
fn line() -> impl Strategy<Value = String> {
    let signs = "[a-c=+@|\\\\\"',;#{}\\[\\]<>&$é—0-9-]{0,6}";
    (signs, "[a-z]{1,3}", signs)
        .prop_map(|(before, word, after)| format!("{before}{word} {after}x"))
}

fn optional<T: Clone + std::fmt::Debug + 'static>(
    some: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Option<T>> {
    prop::option::of(some).boxed()
}

fn date() -> impl Strategy<Value = String> {
    (2020..2030, 1..13, 1..29).prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}"))
}

fn image() -> impl Strategy<Value = PlainImage> {
    let url = "https://example\\.org/[a-z]{1,4}\\.png";
    (url, line()).prop_map(|(url, alt)| PlainImage { url, alt })
}

fn citation() -> impl Strategy<Value = PlainCitation> {
    let at =
        optional((0..3, 1..9).prop_map(|(section, paragraph)| format!("{section}.{paragraph}")));
    (line(), at).prop_map(|(quote, at)| {
        let hash = None;
        PlainCitation { quote, at, hash }
    })
}

fn fact() -> impl Strategy<Value = PlainFact> {
    let cite = prop::collection::vec(citation(), 1..3);
    (
        line(),
        cite,
        optional(date()),
        optional(date()),
        optional(image()),
    )
        .prop_map(|(text, cite, valid_until, review_by, image)| PlainFact {
            id: String::new(),
            text,
            cite,
            valid_until,
            review_by,
            image,
        })
}

fn answer() -> impl Strategy<Value = PlainAnswer> {
    fact().prop_map(|fact| {
        let PlainCitation { quote, at, hash } = fact.cite[0].clone();
        PlainAnswer {
            text: fact.text,
            quote,
            at,
            hash,
            valid_until: fact.valid_until,
            review_by: fact.review_by,
            image: fact.image,
        }
    })
}

/// An entry in the making: its texts, which facts it has, its own facts, whether it has a topic, is a draft,
/// and leads to the first question.
type Entry = (
    Vec<String>,
    Vec<usize>,
    Vec<PlainAnswer>,
    [bool; 3],
    Vec<PlainCitation>,
);

fn entry() -> impl Strategy<Value = Entry> {
    (
        prop::collection::vec(line(), 3..6),
        prop::collection::vec(0..4_usize, 0..3),
        prop::collection::vec(answer(), 1..3),
        any::<[bool; 3]>(),
        prop::collection::vec(citation(), 0..3),
    )
}

fn table() -> impl Strategy<Value = PlainTable> {
    let facts = prop::collection::vec(fact(), 4);
    let entries = || prop::collection::vec(entry(), 1..5);
    (facts, entries(), entries(), line()).prop_map(made)
}

fn made(
    (facts, questions, gaps, topic): (Vec<PlainFact>, Vec<Entry>, Vec<Entry>, String),
) -> PlainTable {
    let numbered = facts.into_iter().zip(0..).map(|(fact, number)| PlainFact {
        id: format!("fact-{number}"),
        ..fact
    });
    let mut table = PlainTable {
        format: 1,
        facts: numbered.collect(),
        ..PlainTable::default()
    };
    let mut expanded = Vec::new();
    // No two phrasings are the same.
    let mut ask = |kind: &str, number: usize, texts: &[String]| -> Vec<String> {
        let texts = texts.iter().zip(0..);
        let ask = texts.map(|(text, own)| format!("{text}{kind}{number}y{own}"));
        let mut ask: Vec<String> = ask.collect();
        let entry = format!("{kind}-{number}");
        expanded.push(PlainExpanded {
            entry,
            ask: ask.split_off(2),
        });
        ask
    };
    for (number, (texts, named, answer, [has_topic, draft, leads], _)) in (0..).zip(questions) {
        let mut facts: Vec<String> = named.iter().map(|fact| format!("fact-{fact}")).collect();
        facts.sort();
        facts.dedup();
        table.questions.push(PlainQuestion {
            id: format!("q-{number}"),
            ask: ask("q", number, &texts),
            facts,
            answer,
            topic: has_topic.then(|| topic.clone()),
            related: leads.then(|| "q-0".to_owned()).into_iter().collect(),
            draft: draft && number > 0,
        });
    }
    for (number, (texts, _, _, [_, draft, leads], cite)) in (0..).zip(gaps) {
        table.gaps.push(PlainGap {
            id: format!("g-{number}"),
            ask: ask("g", number, &texts),
            text: texts[0].clone(),
            near: leads.then(|| "q-0".to_owned()).into_iter().collect(),
            cite,
            draft,
        });
    }
    table.expanded = expanded;
    table.tests.push(PlainTest {
        ask: vec!["is it y".to_owned()],
        expect: Some("q-0".to_owned()),
        outcome: None,
    });
    table.synonyms.push(PlainSynonyms {
        words: vec!["lamp".to_owned(), "light".to_owned()],
    });
    let allow = |id: Option<&str>, reason: &str| PlainAllow {
        code: "unused-fact".to_owned(),
        reason: reason.to_owned(),
        id: id.map(str::to_owned),
    };
    table.allow = vec![
        allow(None, "They are for later."),
        allow(Some("q-0"), "So is it."),
    ];
    table.source = Some(PlainSource {
        id: "skerry".to_owned(),
        title: "The lamp".to_owned(),
        topics: vec![topic],
        published: Some("2025-03-02".to_owned()),
        ..PlainSource::default()
    });
    table
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_valid_table_comes_back_without_loss(table in table()) {
        let file = merge("", &table).unwrap();
        let original = Original { file, text: None };
        let is_valid = load_with(&original.file, None).0.is_some();
        prop_assume!(is_valid);
        original.check_round_trips();
    }

    #[test]
    fn any_bytes_are_a_sheet_or_a_fault(text in "[a\",;\t\n\r|'=#? {}\\[\\]:]{0,60}") {
        for sheet in [
            read_delimited(&text, None, &Vec::new()),
            read_delimited(&format!("question,answer\n{text}"), None, &Vec::new()),
            footnote::exchange::faq::read(&text),
        ].into_iter().flatten() {
            let rows = sheet.rows.len() + sheet.refused.len();
            let (items, refused) = items(sheet, &PlainTable::default(), &mut Quoting::of(None));
            prop_assert!(items.len() + refused.len() <= rows);
        }
        let _ = json::read(&text, &Vec::new());
    }
}

/// Takes a sheet into the example table, and lists what is refused.
#[track_caller]
fn check_refused(sheet: &str, expected: &[&str]) {
    let skerry = Original::read("tests/skerry/skerry.toml");
    let sheet = read_delimited(sheet, None, &Vec::new()).unwrap();
    let text = skerry.text.as_deref().map(SourceText::new);
    let old = skerry.plain();
    let (items, refused) = items(sheet, &old, &mut Quoting::of(text.as_ref()));
    let load = |file: &str| skerry.load(file);
    let taken = take(&skerry.file, &PlainTable::default(), items, &load).unwrap();
    assert!(taken.knowledge.is_some(), "{}", taken.report.render_plain());
    let refused = refused.iter().chain(&taken.refused);
    let refused: Vec<String> = refused
        .map(|own| format!("{}: {}", own.place, own.why))
        .collect();
    assert_eq!(refused.len(), expected.len(), "{refused:#?}");
    for (refused, expected) in refused.iter().zip(expected) {
        assert!(refused.starts_with(expected), "{refused}");
    }
}

#[test]
fn every_row_is_taken_or_refused_with_its_reason() {
    check_refused(
        "question,answer,quote,kind\n\
         Who pays for the oil now?,The trust.,the trust pays for everything,\n\
         Is it loud?,,,\n\
         Is it green?,Nobody says so.,,gap\n\
         Is it red?,Yes.,,\n\
         Is it blue?,Yes.,,maybe\n\
         ,Yes.,The trust pays for the oil,\n\
         Who buys oil?,The trust pays for the oil.,,\n",
        &[
            "line 6: “maybe” is no kind of entry",
            "line 7: it has no question, and no row before it has its `id`",
            "line 3: it has no answer",
            "line 5: it has no quote, and the words of its answer do not stand in the source",
            "line 2: quote `the trust pays for everything` is not in the source's text",
        ],
    );
}

#[test]
fn of_two_rows_with_one_id_the_second_is_refused() {
    let answer = "The trust pays for the oil.";
    check_refused(
        &format!(
            "id,question,fact,answer,quote\n\
             a,Who buys?,x,{answer},\n\
             a,Who sells?,,{answer},\n\
             c,Who gives?,x,Another one.,The trust pays for the oil\n"
        ),
        &[
            "line 3: its id is that of line 2, which says something else",
            "line 4: the fact `x` is another one than in line 2",
        ],
    );
}

#[test]
fn a_phrasing_of_another_entry_is_refused() {
    check_refused(
        "id,question,phrasings,answer\nnew,Who buys oil?,When was the lamp relit?,The trust pays for the oil.\n",
        &["line 2: "],
    );
}
