//! `footnote expand` and `footnote import --as phrasings`.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::support::{Run, copy_skerry, run_in};

const REPLY: &str = r#"Sure!
```json
{ "phrasings": [ { "entry": "who-paid", "ask": ["who footed the bill", "Who paid for the repair", "whose wallet was it"] },
  { "entry": "when-relit", "ask": ["first flash after the gloom"] } ],
  "gaps": [ { "ask": ["Is there a ferry?", "boat connection"], "text": "The article does not mention a ferry." } ] }
```"#;

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    fs::write(folder.path().join("reply.json"), REPLY).unwrap();
    folder
}

fn table(folder: &Path) -> String {
    fs::read_to_string(folder.join("skerry.toml")).unwrap()
}

fn import(folder: &Path, arguments: &[&str]) -> Run {
    let import = ["import", "--as", "phrasings", "--knowledge", "skerry.toml"];
    run_in(folder, &[&import, arguments].concat(), "")
}

#[test]
fn a_dry_run_shows_what_is_taken_and_writes_nothing() {
    let folder = folder();
    let before = table(folder.path());
    let run = import(folder.path(), &["reply.json"]);
    let expected = "\
when-relit
    1  first flash after the gloom
who-paid
    2  who footed the bill
    3  whose wallet was it
    -  Who paid for the repair (`who-paid` has it already)
gap: The article does not mention a ferry.
    4  Is there a ferry?
    4  boat connection
taken: 3 of 4 phrasings; 1 of 1 gap, with 2 of 2 phrasings
1 gap taken as drafts: the bot says nothing of them until you have read each and removed `draft = true`
Dry run: nothing written. Add `--write` to save.
";
    assert_eq!(
        (run.out.as_str(), run.err.as_str(), run.code),
        (expected, "", Some(0))
    );
    assert_eq!(table(folder.path()), before);
}

#[test]
fn what_is_taken_is_written_and_taken_back() {
    let folder = folder();
    let before = table(folder.path());
    let run = import(folder.path(), &["reply.json", "--write", "--strike", "2,4"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let added = "\n# Phrasings of an assistant. They help to find an entry; members never read them.\n\
        [[expanded]]\nentry = \"when-relit\"\nask = [\n  \"first flash after the gloom\",\n]\n\
        \n[[expanded]]\nentry = \"who-paid\"\nask = [\n  \"whose wallet was it\",\n]\n";
    assert_eq!(table(folder.path()), format!("{before}{added}"));
    let check = run_in(folder.path(), &["check", "skerry.toml"], "");
    let counted = "phrasings of an assistant            2\n";
    assert!(check.out.contains(counted), "{}", check.out);
    let dry = import(folder.path(), &["--take-back"]);
    assert!(
        dry.out
            .starts_with("2 phrasings of an assistant to remove\n")
    );
    let run = import(folder.path(), &["--take-back", "--write"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(table(folder.path()), before);
}

#[test]
fn a_gap_is_a_draft_unless_it_is_trusted() {
    for (arguments, draft, code) in [
        (&["--write"][..], true, 1),
        (&["--write", "--trust"], false, 0),
    ] {
        let folder = folder();
        let run = import(folder.path(), &[&["reply.json"], arguments].concat());
        assert_eq!(run.code, Some(0), "{}", run.err);
        assert_eq!(table(folder.path()).contains("draft = true"), draft);
        let ask = ["ask", "--knowledge", "skerry.toml", "is there a ferry"];
        let asked = run_in(folder.path(), &ask, "");
        assert_eq!(asked.code, Some(code), "{}", asked.out);
    }
}

#[test]
fn a_reply_that_is_cut_short_says_what_is_missing() {
    let folder = folder();
    let end = REPLY.find("\"gaps\"").unwrap();
    fs::write(folder.path().join("reply.json"), &REPLY[..end]).unwrap();
    let run = import(folder.path(), &["reply.json"]);
    assert!(run.out.contains("the reply is cut short"), "{}", run.out);
    let again = "`footnote expand --entries why-dark running-costs who-keeps foghorn-back lens-price visits brandt-age`";
    assert!(run.out.contains(again), "{}", run.out);
}

#[test]
fn a_reply_without_anything_in_it_is_a_failure() {
    let folder = folder();
    fs::write(folder.path().join("reply.json"), "I would rather not.").unwrap();
    let run = import(folder.path(), &["reply.json"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.out
            .contains("no JSON was found in the reply: ask the assistant"),
        "{}",
        run.out
    );
    let missing = import(folder.path(), &["gone.json"]);
    assert_eq!(missing.code, Some(1));
    assert!(
        missing.err.contains("cannot read `gone.json`"),
        "{}",
        missing.err
    );
    let strike = import(folder.path(), &["reply.json", "--strike", "nobody"]);
    assert_eq!(strike.code, Some(2));
}

fn expand(folder: &Path, arguments: &[&str]) -> Run {
    run_in(
        folder,
        &[&["expand", "skerry.toml"], arguments].concat(),
        "",
    )
}

#[test]
fn a_request_is_printed_or_written_part_by_part() {
    let folder = folder();
    let run = expand(folder.path(), &[]);
    assert!(run.out.starts_with("# More ways of asking\n"));
    assert_eq!((run.err.as_str(), run.code), ("", Some(0)));
    let run = expand(folder.path(), &["--per-entry", "100"]);
    assert!(run.err.contains("this is part 1 of 2"), "{}", run.err);
    let second = expand(folder.path(), &["--per-entry", "100", "--part", "2"]);
    assert!(second.out.contains("This is part 2 of 2."));
    let run = expand(folder.path(), &["--per-entry", "100", "--out", "ask.md"]);
    assert_eq!(run.out, "wrote `ask-1.md`\nwrote `ask-2.md`\n");
    let written = fs::read_to_string(folder.path().join("ask-2.md")).unwrap();
    assert_eq!(written, second.out);
    let faults = [&["--part", "3"][..], &["--write"], &["--entries", "nobody"]];
    assert!(
        faults
            .iter()
            .all(|fault| expand(folder.path(), fault).code == Some(2))
    );
}

#[cfg(unix)]
#[test]
fn nobody_is_asked_where_the_answer_cannot_be_kept() {
    let folder = folder();
    let with = ["--with", "touch asked; cat reply.json"];
    for (place, why) in [
        (".", "it is a folder, not a file; name a file in it"),
        ("gone/kept.json", "create its folder"),
    ] {
        for arguments in [
            &[&with[..], &["--keep", place]].concat()[..],
            &["--out", place],
        ] {
            let run = expand(folder.path(), arguments);
            assert_eq!(run.code, Some(1), "{arguments:?}");
            assert!(run.err.contains(why), "{}", run.err);
        }
    }
    assert!(!folder.path().join("asked").exists());
    assert!(!folder.path().join("-1").exists());
}

#[cfg(unix)]
#[test]
fn a_program_is_asked_and_its_answer_imported() {
    let folder = folder();
    let printed = expand(folder.path(), &[]).out;
    let command = "tee request.md > /dev/null; cat reply.json";
    let run = expand(
        folder.path(),
        &["--with", command, "--keep", "kept.json", "--write"],
    );
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.out.ends_with("wrote `skerry.toml`\n"), "{}", run.out);
    assert!(table(folder.path()).contains("whose wallet was it"));
    let request = fs::read_to_string(folder.path().join("request.md")).unwrap();
    assert_eq!(request, printed);
    let kept = fs::read_to_string(folder.path().join("kept.json")).unwrap();
    assert_eq!(kept, format!("{REPLY}\n"));
}

#[cfg(unix)]
#[test]
fn a_program_that_fails_or_does_not_end_changes_nothing() {
    let folder = folder();
    let before = table(folder.path());
    for (command, why) in [
        ("exit 3", "exit status: 3"),
        ("yes", "its reply is larger than"),
        ("printf '\\377'", "its reply is not UTF-8 text"),
    ] {
        let run = expand(folder.path(), &["--with", command, "--write"]);
        assert_eq!(run.code, Some(1));
        assert!(run.err.contains(why), "{}", run.err);
    }
    assert_eq!(table(folder.path()), before);
}

#[cfg(unix)]
#[test]
fn what_a_program_says_besides_does_nothing_to_the_terminal() {
    let folder = folder();
    let command = "printf '\\033[2Jone\\rtwo\\nthree' >&2; cat reply.json";
    let run = expand(folder.path(), &["--with", command]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(!run.err.contains(['\u{1b}', '\r']), "{:?}", run.err);
    assert!(run.err.ends_with("[2Jone\ntwo\nthree\n"), "{:?}", run.err);
}

#[test]
fn a_table_of_drafts_says_what_it_waits_for() {
    let folder = tempfile::tempdir().unwrap();
    let table = "format = 1\n[source]\nid = \"pool\"\ntitle = \"Pool\"\n\
        [[question]]\nask = [\"When does it open?\"]\n\
        answer = { text = \"At eight.\", quote = \"from eight\", at = \"0.1\" }\ndraft = true\n";
    fs::write(folder.path().join("pool.toml"), table).unwrap();
    let waiting = "1 draft is not used: remove `draft = true` from what is right";
    let of_table = ["--knowledge", "pool.toml"];
    let expand = run_in(folder.path(), &["expand", "pool.toml"], "");
    assert!(expand.err.contains(waiting), "{}", expand.err);
    assert_eq!(expand.code, Some(2));
    for command in ["chat", "suggest"] {
        let run = run_in(
            folder.path(),
            &[&[command], &of_table[..]].concat(),
            "/quit\n",
        );
        assert!(run.out.contains(waiting), "{command}: {}", run.out);
    }
}
