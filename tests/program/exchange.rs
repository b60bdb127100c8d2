//! `footnote import` and `footnote export`.

use std::fs;
use std::path::Path;

use crate::support::{Run, copy_skerry, run, run_in};

/// Runs an import of a file with this content in a folder with the example table, and returns the run and
/// the table afterwards.
fn import(name: &str, content: &[u8], args: &[&str]) -> (Run, String) {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    fs::write(folder.path().join(name), content).unwrap();
    let args = [&["import", name], args].concat();
    let run = run_in(folder.path(), &args, "");
    (run, table(folder.path(), "skerry.toml"))
}

fn table(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

fn skerry() -> String {
    run(
        "tests/skerry",
        &["export", "--knowledge", ".", "--as", "json"],
        "",
    )
    .out
}

const SHEET: &str = "Frage;Antwort;Zitat\n\
    Whose money buys oil?;The trust pays for the oil.;\n\
    Who rows?;Nobody.;nobody rows\n";

const INTO: [&str; 6] = [
    "--as",
    "csv",
    "--into",
    "skerry.toml",
    "--column",
    "answer=Antwort",
];

#[test]
fn an_import_shows_what_it_would_change_and_changes_nothing() {
    let (run, table) = import("faq.csv", SHEET.as_bytes(), &INTO);
    let expected = "\
cells separated by semicolons
columns read: question (“Frage”), answer (“Antwort”), quote (“Zitat”)
refused line 3 “Who rows?”: quote `nobody rows` is not in the source's text";
    assert!(run.out.starts_with(expected), "{}", run.out);
    let expected = "\
1 item taken, 1 refused
1 question added, 1 fact added
  + fact `whose-money-buys-oil`: The trust pays for the oil.
  + question `whose-money-buys-oil`: Whose money buys oil?
Dry run: nothing written. Add `--write` to save.
";
    assert!(run.out.ends_with(expected), "{}", run.out);
    assert_eq!((run.err.as_str(), run.code), ("", Some(1)));
    let before = fs::read_to_string(crate::support::path("tests/skerry/skerry.toml")).unwrap();
    assert_eq!(table, before);
}

#[test]
fn what_is_written_keeps_the_rest_of_the_table() {
    let (run, table) = import(
        "faq.csv",
        SHEET.as_bytes(),
        &[&INTO[..], &["--write"]].concat(),
    );
    assert!(
        run.out.ends_with("written to `skerry.toml`\n"),
        "{}",
        run.out
    );
    let added = "\
[[question]]
id = \"whose-money-buys-oil\"
ask = [
  \"Whose money buys oil?\",
]
answer = { text = \"The trust pays for the oil.\", quote = \"The trust pays for the oil\", at = \"2.2\" }
";
    let before = fs::read_to_string(crate::support::path("tests/skerry/skerry.toml")).unwrap();
    assert!(table.contains(added), "{table}");
    assert_eq!(table.replace(&format!("\n{added}"), ""), before);
}

#[test]
fn an_faq_page_becomes_a_table_of_its_own() {
    let faq = "# The pier\n\n## Who may moor?\n\nMembers may moor at the pier.\n\n## Prices\n\nOn request.\n";
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("pier.md"), faq).unwrap();
    let args = [
        "import",
        "pier.md",
        "--as",
        "faq",
        "--into",
        "pier.toml",
        "--write",
    ];
    let run = run_in(folder.path(), &args, "");
    assert!(
        run.out
            .contains("refused heading “Prices” “On request.”: no question stands over it"),
        "{}",
        run.out
    );
    let pier = table(folder.path(), "pier.toml");
    for part in [
        "[source]\nid = \"pier\"\ntitle = \"The pier\"\ntext = \"pier.md\"\nown_text = true\n",
        "answer = { text = \"Members may moor at the pier.\", quote = \"Members may moor at the pier\", at = \"1.1\" }\n",
        "[[section]]\nnumber = 2\nheading = \"Prices\"\n",
    ] {
        assert!(pier.contains(part), "{part} in {pier}");
    }
    let check = run_in(folder.path(), &["check", "pier.toml"], "");
    assert_eq!(check.code, Some(0), "{}", check.err);
    let again = run_in(folder.path(), &args, "");
    assert!(again.out.contains("nothing has changed"), "{}", again.out);
    assert_eq!(table(folder.path(), "pier.toml"), pier);
}

#[test]
fn an_export_is_taken_back_unchanged() {
    for format in ["csv", "json"] {
        let export = run(
            "tests/skerry",
            &["export", "--knowledge", ".", "--as", format],
            "",
        );
        assert_eq!((export.err.as_str(), export.code), ("", Some(0)));
        let args = ["--as", format, "--into", "skerry.toml", "--write"];
        let (run, table) = import("export", export.out.as_bytes(), &args);
        assert!(
            run.out.contains("0 refused\nnothing has changed\n"),
            "{}",
            run.out
        );
        let before = fs::read_to_string(crate::support::path("tests/skerry/skerry.toml")).unwrap();
        assert_eq!((table, run.code), (before, Some(0)));
    }
}

/// Checks what a file is called that is not what it claims to be, and that nothing is written.
#[track_caller]
fn check(content: &[u8], kind: &str, expected: &str) {
    let args = ["--as", kind, "--into", "skerry.toml", "--write"];
    let (run, table) = import("given", content, &args);
    let expected = format!("error: cannot read `given`: {expected}\n");
    assert_eq!((run.err.as_str(), run.code), (expected.as_str(), Some(1)));
    let before = fs::read_to_string(crate::support::path("tests/skerry/skerry.toml")).unwrap();
    assert_eq!(table, before);
}

#[test]
fn a_file_that_is_something_else_is_an_error_and_nothing_is_written() {
    check(
        b"%PDF-1.7 \xff",
        "csv",
        "it is a PDF; copy its text into a sheet or a Markdown file",
    );
    check(
        b"PK\x03\x04....",
        "csv",
        "it is a workbook (such as `.xlsx` or `.ods`) or another archive; save the sheet as CSV (UTF-8)",
    );
    check(b"", "faq", "it is empty; check that it is the right file");
    check(
        b"name,age\nAna,7\n",
        "csv",
        "line 1: no column is headed `question`; name it with `--column question=HEADER`; the columns are \
         “name”, “age”",
    );
    check(
        b"question,answer\nWho?,\"Ana\n",
        "csv",
        "line 2: the quotation mark that begins a cell here has no counterpart; add the mark at the end of \
         the cell, or remove this one",
    );
    check(
        b"{\"question\": [{]",
        "json",
        "line 1, column 16: key must be a string; correct the JSON here",
    );
    check(
        &vec![b'a'; 9 << 20],
        "csv",
        "it is larger than 8388608 bytes; split it",
    );
}

#[test]
fn utf_16_is_read() {
    let sheet = "question,answer\nWhose money buys oil?,The trust pays for the oil.\n";
    let units = std::iter::once(0xfeff).chain(sheet.encode_utf16());
    let bytes: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
    let (run, _) = import(
        "sheet.csv",
        &bytes,
        &["--as", "csv", "--into", "skerry.toml"],
    );
    assert!(run.out.contains("1 item taken, 0 refused\n"), "{}", run.out);
}

#[test]
fn a_table_with_errors_is_not_written_into() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bad.toml"), "format = 1\n").unwrap();
    fs::write(folder.path().join("sheet.csv"), SHEET).unwrap();
    let args = [
        "import",
        "sheet.csv",
        "--as",
        "csv",
        "--into",
        "bad.toml",
        "--write",
    ];
    let run = run_in(folder.path(), &args, "");
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("missing table `[source]`"), "{}", run.err);
    assert_eq!(table(folder.path(), "bad.toml"), "format = 1\n");
}

#[test]
fn json_carries_all_of_a_table() {
    let json: serde_json::Value = serde_json::from_str(&skerry()).unwrap();
    let count = |key: &str| json[key].as_array().map_or(0, Vec::len);
    assert_eq!(json["source"]["id"], "skerry");
    for key in ["section", "fact", "question", "gap", "synonyms", "test"] {
        assert!(count(key) > 0, "{key}");
    }
}

#[test]
fn an_option_without_effect_is_refused() {
    for (args, why) in [
        (
            &["--as", "csv", "--strike", "1"][..],
            "`--strike` is only for `--as phrasings`",
        ),
        (
            &["--as", "csv", "--trust"],
            "`--trust` is only for `--as phrasings`",
        ),
        (
            &["--as", "json", "--knowledge", "skerry.toml"],
            "name the table with `--into FILE`",
        ),
        (
            &["--as", "phrasings", "--into", "skerry.toml"],
            "`--into` is not for `--as phrasings`",
        ),
        (
            &["--as", "csv", "--into", "skerry.md", "--write"],
            "`skerry.md` is not named as a table",
        ),
    ] {
        let (run, _) = import("faq.csv", SHEET.as_bytes(), args);
        assert!(run.err.contains(why), "{args:?}: {}", run.err);
        assert_eq!(run.code, Some(2), "{args:?}");
    }
}

#[test]
fn refusals_come_in_the_order_of_the_rows() {
    let sheet = "question,answer,quote,valid_until\n\
        Who rows?,Nobody.,nobody rows,\n\
        Whose money buys oil?,The trust pays for the oil.,,31.12.2026\n\
        ,Nobody asks.,,\n";
    let (run, _) = import(
        "faq.csv",
        sheet.as_bytes(),
        &["--as", "csv", "--into", "skerry.toml"],
    );
    let refused: Vec<&str> = run
        .out
        .lines()
        .filter(|line| line.starts_with("refused"))
        .collect();
    let places = refused.iter().map(|line| line.split(' ').nth(2).unwrap());
    assert_eq!(places.collect::<Vec<_>>(), ["2", "3", "4"], "{}", run.out);
    assert!(
        refused[1].contains("“31.12.2026” under `valid_until` is no date"),
        "{}",
        run.out
    );
    assert!(
        run.out
            .contains("write year, month and day, as in 2026-03-02"),
        "{}",
        run.out
    );
}
