//! Each diagnostic code has a bad file in `tests/bad`, in `tests/bad/config` for configurations, or
//! in `tests/bad/sets` for datasets, with its whole report beside it.
//!
//! `UPDATE_EXPECTED=1 cargo test bad` rewrites the reports; read the difference.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use footnote::diagnostic::{Code, Report, Severity};
use footnote::files;
use footnote::knowledge::{self, MAX_FILE_BYTES};
use footnote::quality::evaluation::dataset;
use footnote::quality::whole_report::complete;
use footnote::service::Snapshot;

use crate::support::{path, skerry};

/// Codes that no file can show; each has a test of its own below.
const SHOWN_BELOW: &[Code] = &[
    Code::Unreadable,
    Code::NoKnowledge,
    Code::TooLarge,
    Code::NotUtf8,
    Code::DuplicateSource,
    // Shown by `tests/release.rs`.
    Code::AbsentText,
    Code::SharedSynonym,
    // Shown by `tests/fetch.rs`: they are about pages.
    Code::ChangedPage,
    Code::UnreadPage,
];

/// The whole report of loading and checking a bad file.
fn report_on(name: &str) -> Report {
    let path = path("tests/bad").join(name);
    if name.starts_with("config/") {
        return named(files::load_config(&path).1, name);
    }
    if name.starts_with("sets/") {
        let snapshot = skerry();
        return dataset::read(snapshot.knowledge(), name, &fs::read(path).unwrap()).1;
    }
    let loaded = files::load(&path, None);
    let mut report = loaded.report;
    if let Some(knowledge) = loaded.knowledge {
        let snapshot = Snapshot::new(knowledge);
        let matcher = snapshot.matcher();
        complete(&mut report, snapshot.knowledge(), matcher, "2026-01-01");
    }
    named(report, name)
}

/// The report with a file name that does not depend on the machine.
fn named(mut report: Report, name: &str) -> Report {
    for file in &mut report.files {
        name.clone_into(&mut file.name);
    }
    report
}

/// The bad files in a folder below `tests/bad`.
fn bad_files(folder: &str) -> BTreeSet<String> {
    let is_bad = |path: &Path| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        matches!(ending, Some("toml" | "jsonl"))
    };
    fs::read_dir(path("tests/bad").join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| is_bad(path))
        .map(|path| format!("{folder}{}", path.file_name().unwrap().to_str().unwrap()))
        .collect()
}

fn has(report: &Report, code: Code) -> bool {
    report.diagnostics.iter().any(|d| d.code == code)
}

#[test]
fn every_code_has_a_bad_file_with_its_whole_report() {
    let mut unshown = &(&bad_files("") | &bad_files("config/")) | &bad_files("sets/");
    for code in Code::ALL.iter().filter(|code| !SHOWN_BELOW.contains(code)) {
        let is_named_so = |name: &String| {
            let name = Path::new(name).file_stem();
            name.is_some_and(|name| name == code.name())
        };
        let shown: Vec<String> = unshown.extract_if(.., |name| is_named_so(name)).collect();
        assert!(!shown.is_empty(), "{} has no bad file", code.name());
        for name in shown {
            shows(&name, *code);
        }
    }
    assert_eq!(unshown, BTreeSet::new(), "no code has these names");
}

/// Checks a bad file against its code and the report beside it.
fn shows(name: &str, code: Code) {
    let report = report_on(name);
    assert!(has(&report, code), "{name} does not show itself");
    let expected = path("tests/bad").join(name).with_extension("txt");
    let found = report.render_plain();
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(&expected, &found).unwrap();
    }
    assert_eq!(found, fs::read_to_string(&expected).unwrap(), "{name}");
}

#[test]
fn every_code_is_documented() {
    let document = fs::read_to_string(path("docs/diagnostics.md")).unwrap();
    for code in Code::ALL {
        let severity = match code.severity() {
            Severity::Advice => "advice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let row = format!("| `{}` | {severity} | {} |", code.name(), code.meaning());
        assert!(document.contains(&row), "docs/diagnostics.md lacks {row}");
    }
}

#[test]
fn code_names_are_unique() {
    let names: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(names.len(), Code::ALL.len());
}

#[test]
fn a_missing_file_is_reported() {
    let report = report_on("no-such-file.toml");
    assert!(has(&report, Code::Unreadable));
    assert!(report.render_plain().contains("footnote new NAME"));
}

#[test]
fn a_missing_configuration_is_reported() {
    let report = report_on("config/no-such-file.toml");
    assert!(has(&report, Code::Unreadable));
    assert!(report.render_plain().contains("`--config`"));
}

#[test]
fn a_folder_without_tables_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let report = files::load(folder.path(), None).report;
    assert!(has(&report, Code::NoKnowledge));
}

/// The report on a file of these bytes.
fn report_on_bytes(bytes: Vec<u8>) -> String {
    let parsed = knowledge::parse(&[("table.toml".to_owned(), bytes)]);
    knowledge::load(parsed, &[None]).1.render_plain()
}

#[test]
fn a_file_over_the_size_limit_is_not_parsed() {
    let report = report_on_bytes(vec![b'#'; MAX_FILE_BYTES + 1]);
    let expected = "\
error[too-large]: `table.toml` is larger than 8388608 bytes
--> table.toml
 = help: split the table into several files in one folder

";
    assert_eq!(report, expected);
}

#[test]
fn a_file_that_is_not_utf8_is_reported_with_the_line() {
    let report = report_on_bytes(b"format = 1\ntitle = \"caf\xe9\"\n".to_vec());
    let expected = "\
error[not-utf8]: `table.toml` is not UTF-8 text: invalid byte in line 2
--> table.toml
 = help: save the file as UTF-8

";
    assert_eq!(report, expected);
}

/// The report on the table of Skerry Point without its `at`s, with these bytes as its text.
fn report_on_text(bytes: Option<&[u8]>) -> String {
    let folder = tempfile::tempdir().unwrap();
    let table = fs::read_to_string(path("tests/skerry/skerry.toml")).unwrap();
    let lines = table.lines().map(|line| match line.split_once(", at = ") {
        Some((quote, rest)) if rest.ends_with(',') => format!("{quote} }},\n"),
        Some((quote, _)) => format!("{quote} }}\n"),
        None => format!("{line}\n"),
    });
    fs::write(folder.path().join("skerry.toml"), lines.collect::<String>()).unwrap();
    let text = folder.path().join("skerry.md");
    match bytes {
        Some(bytes) => fs::write(text, bytes).unwrap(),
        None => fs::create_dir(text).unwrap(),
    }
    let report = files::load(folder.path(), None).report.render_plain();
    report.replace(&format!("{}/", folder.path().display()), "")
}

/// Whether the encoding of a text makes a difference: only the quotes without `at` are reported.
#[track_caller]
fn is_read(bytes: &[u8]) {
    let report = report_on_text(Some(bytes));
    assert!(report.contains("warning[unpinned]"), "{report}");
    assert!(!report.contains("error"), "{report}");
}

#[test]
fn a_text_is_read_however_an_editor_stored_it() {
    let text = fs::read_to_string(path("tests/skerry/skerry.md")).unwrap();
    let windows = text.replace('\n', "\r\n");
    is_read(windows.as_bytes());
    is_read(format!("\u{feff}{windows}").as_bytes());
    let units: Vec<u8> = windows.encode_utf16().flat_map(u16::to_le_bytes).collect();
    is_read(&[b"\xff\xfe", units.as_slice()].concat());
}

#[test]
fn a_text_that_cannot_be_read_is_reported_once_with_the_reason() {
    for (bytes, why, repair) in [
        (
            Some(&b"One\nM\xf6we"[..]),
            "it is not UTF-8 text: invalid byte in line 2",
            "save the article as plain text in UTF-8",
        ),
        (
            Some(b"\x89PNG\0\0"),
            "it is not text: it contains bytes of zero",
            "save the article as plain text in UTF-8",
        ),
        (
            None,
            "it is a folder, not a file",
            "name a Markdown file in `text`, or remove the field",
        ),
    ] {
        let expected = format!(
            "error[unreadable]: cannot read the source's text `skerry.md`: {why}\n\
             --> skerry.md\n = help: {repair}\n\n"
        );
        assert_eq!(report_on_text(bytes), expected);
    }
}

#[test]
fn the_ending_of_a_table_may_be_in_capitals() {
    let folder = tempfile::tempdir().unwrap();
    let table = path("tests/bad/alike-entries.toml");
    fs::copy(&table, folder.path().join("SKERRY.TOML")).unwrap();
    assert!(files::load(folder.path(), None).knowledge.is_some());
    let hidden = tempfile::tempdir().unwrap();
    fs::copy(&table, hidden.path().join("skerry.toml.txt")).unwrap();
    let report = files::load(hidden.path(), None).report.render_plain();
    assert!(
        report.contains("rename `skerry.toml.txt` to `skerry.toml`"),
        "{report}"
    );
}

#[test]
fn two_files_with_the_same_source_are_a_fault() {
    let table = fs::read(path("tests/bad/alike-entries.toml")).unwrap();
    let files = ["a.toml", "b.toml"].map(|name| (name.to_owned(), table.clone()));
    let (knowledge, report) = knowledge::load(knowledge::parse(&files), &[None, None]);
    assert!(knowledge.is_none());
    let expected = "\
error[duplicate-source]: duplicate source `skerry`
 --> b.toml:4:6
  |
4 | id = \"skerry\"
  |      ^^^^^^^^
  |
 ::: a.toml:4:6
  |
4 | id = \"skerry\"
  |      -------- first used here
  |
  = help: rename or remove one of them

";
    assert_eq!(report.render_plain(), expected);
}

#[test]
fn a_byte_order_mark_and_windows_line_endings_are_fine() {
    let table = fs::read_to_string(path("tests/bad/alike-entries.toml")).unwrap();
    let windows = format!("\u{feff}{}", table.replace('\n', "\r\n"));
    let report = report_on_bytes(windows.into_bytes());
    assert_eq!(report, "");
}

#[test]
fn a_word_with_synonyms_in_two_files_is_reported() {
    let table = |id: &str, words: &str| {
        let text = format!(
            "format = 1\n[source]\nid = \"{id}\"\ntitle = \"{id}\"\n[[synonyms]]\nwords = {words}\n"
        );
        (format!("{id}.toml"), text.into_bytes())
    };
    let files = [
        table("a", "[\"lamp\", \"light\"]"),
        table("b", "[\"beacon\", \"Lamp\"]"),
    ];
    let report = knowledge::load(knowledge::parse(&files), &[None, None]).1;
    let expected = "\
warning[shared-synonym]: `lamp` has synonyms in another file, too
 --> b.toml:6:20
  |
6 | words = [\"beacon\", \"Lamp\"]
  |                    ^^^^^^
  |
 ::: a.toml:6:10
  |
6 | words = [\"lamp\", \"light\"]
  |          ------ first used here
  |
  = help: keep one group for both files: the words of a group mean the same in all files of a folder

";
    assert_eq!(report.render_plain(), expected);
}
