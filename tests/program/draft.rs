//! `footnote draft`: what it prints and writes, and what it refuses without writing anything.

use std::fs;
use std::path::Path;

use crate::support::run_in;

const TOWER: &str = "# The tower\n\nThe tower is open from May to October. Dogs are welcome.\n";
const PAGE: &str = "<main><h1>The tower</h1><p>The tower is open from May to October.</p></main>";

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

/// The names of the files in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_table_is_printed_or_written_beside_its_article() {
    let folder = folder(&[("tower.md", TOWER)]);
    let printed = run_in(folder.path(), &["draft", "tower.md"], "");
    assert_eq!(printed.code, Some(0), "{}", printed.err);
    assert!(printed.err.starts_with("drafted "), "{}", printed.err);
    assert_eq!(names(folder.path()), ["tower.md"]);
    let written = run_in(
        folder.path(),
        &["draft", "tower.md", "--into", "tower.toml"],
        "",
    );
    assert_eq!(written.code, Some(0), "{}", written.err);
    let table = fs::read_to_string(folder.path().join("tower.toml")).unwrap();
    assert_eq!(table, printed.out);
    let again = run_in(folder.path(), &["draft", "tower.md", "--into", "."], "");
    assert_eq!(again.out, "nothing new for `./tower.toml`\n");
    let checked = run_in(folder.path(), &["check", "tower.toml"], "");
    assert_eq!(checked.code, Some(0), "{}", checked.err);
}

#[test]
fn a_page_becomes_a_table_and_its_text_which_replaces_no_other() {
    let folder = folder(&[("tower.html", PAGE), ("tower.md", "Mine.\n")]);
    let arguments = ["draft", "tower.html", "--trust", "--into", "tower.toml"];
    let refused = run_in(folder.path(), &arguments, "");
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("--replace-text"), "{}", refused.err);
    assert_eq!(names(folder.path()), ["tower.html", "tower.md"]);
    let told = [&arguments[..], &["--replace-text"]].concat();
    assert_eq!(run_in(folder.path(), &told, "").code, Some(0));
    assert_eq!(run_in(folder.path(), &arguments, "").code, Some(0));
    let asked = run_in(
        folder.path(),
        &["ask", "--knowledge", "tower.toml", "when is the tower open"],
        "",
    );
    assert!(
        asked.out.contains("from May to October"),
        "{}",
        asked.printed()
    );
}

#[test]
fn what_cannot_be_drafted_is_refused_and_nothing_is_written() {
    let folder = folder(&[
        ("tower.md", TOWER),
        ("report.md", "%PDF-1.7\n"),
        ("empty.md", ""),
        ("page.md", "<html><p>It is dark.</p></html>"),
        (
            "other.toml",
            "format = 1\n[source]\nid = \"a\"\ntitle = \"A\"\ntext = \"other.md\"\n",
        ),
        ("broken.toml", "format = \n"),
    ]);
    fs::write(folder.path().join("binary.md"), b"\x89PNG\0\0").unwrap();
    let large = fs::File::create(folder.path().join("large.md")).unwrap();
    large.set_len(50 << 20).unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    let before = names(folder.path());
    for (arguments, code, expected) in [
        (
            &["tower.md", "report.md", "--into", "in"][..],
            2,
            "copy the article there first",
        ),
        (&["report.md"], 1, "it is a PDF file"),
        (&["empty.md"], 1, "no sentence that could be asked for"),
        (&["page.md"], 1, "ends in `.html`"),
        (&["binary.md"], 1, "save the article as UTF-8 text"),
        (&["large.md"], 1, "split the article"),
        (&["absent.md"], 1, "check the path"),
        (&["tower.pdf"], 2, "save it as Markdown"),
        (&["tower.md", "tower.md"], 2, "name a folder"),
        (
            &["tower.md", "--into", "nowhere"],
            2,
            "neither a folder nor a `.toml` file",
        ),
        (
            &["tower.md", "--into", "other.toml"],
            2,
            "is drawn from `other.md`",
        ),
        (&["tower.md", "--into", "broken.toml"], 1, "toml-syntax"),
        (
            &["tower.md", "report.md", "--into", "."],
            1,
            "it is a PDF file",
        ),
    ] {
        let run = run_in(folder.path(), &[&["draft"], arguments].concat(), "");
        assert_eq!(run.code, Some(code), "{arguments:?}: {}", run.err);
        assert!(run.err.contains(expected), "{arguments:?}: {}", run.err);
        assert_eq!(run.out, "", "{arguments:?}");
        assert_eq!(names(folder.path()), before, "{arguments:?}");
    }
}
