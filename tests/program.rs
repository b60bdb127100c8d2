//! The program as a user runs it: what it prints, and how it ends.

mod diff;
mod draft;
mod encoder;
mod eval;
mod exchange;
mod expand;
mod following;
mod hostile;
#[cfg(unix)]
mod irregular;
mod journal;
mod naming;
mod reading;
mod streams;
mod suggest;
mod token;
mod unanswered;

use std::fs;
use std::path::Path;

use crate::support::program::{Process, Program};
use crate::support::{path, run, run_in};

#[test]
fn a_question_is_answered_with_its_citations() {
    let run = run(
        "tests/skerry",
        &["ask", "--knowledge", ".", "when was the light back on"],
        "",
    );
    let expected = "\
When was the lamp relit?
Volunteers relit the lamp on the first of March, after eleven dark winters. [1]
It was not expected before summer. [2]
[1] A long winter, ¶1: “On the first of March … without it” https://example.org/skerry#:~:text=On%20the%20first%20of%20March,without%20it
[2] A long winter, ¶1: “Nobody had expected it before summer” https://example.org/skerry#:~:text=Nobody%20had%20expected%20it%20before%20summer
Published 2025-03-02
Related:
  1 Why was the lamp dark?
  2 Who keeps the lamp?
";
    assert_eq!(
        (run.out.as_str(), run.err.as_str(), run.code),
        (expected, "", Some(0))
    );
}

#[test]
fn a_declined_question_exits_with_one() {
    let run = run(
        "tests/skerry",
        &["ask", "--knowledge", ".", "banana bread"],
        "",
    );
    let expected = "\
I cannot answer that from this article.
You can ask about: the repair, the money, the keepers.
";
    assert_eq!((run.out.as_str(), run.code), (expected, Some(1)));
}

#[test]
fn a_declined_question_shows_what_comes_nearest_if_that_is_wanted() {
    let question = "is there a lantern over the reef";
    let ask = |args: &[&str]| {
        let args = [&["ask", "--knowledge", ".", question], args].concat();
        run("tests/skerry", &args, "").out
    };
    assert!(!ask(&[]).contains("Not an answer"), "{}", ask(&[]));
    let expected = "\
I cannot answer that from this article.
Not an answer, but the closest passages in the article:
";
    let found = ask(&["--passages"]);
    assert!(found.starts_with(expected), "{found}");
    let json: serde_json::Value = serde_json::from_str(&ask(&["--passages", "--json"])).unwrap();
    assert_eq!(
        (&json["outcome"], &json["passages"][0]["n"]),
        (&"declined".into(), &1.into())
    );
    assert!(json["citations"].as_array().unwrap().is_empty());
}

#[test]
fn each_input_line_gets_one_json_line_in_order() {
    let input = "when was the lamp relit\nprice of the lens\n\nbanana \u{0}bread\n";
    let run = run(
        "tests/skerry",
        &["ask", "--json", "--knowledge", "skerry.toml"],
        input,
    );
    let lines: Vec<serde_json::Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let outcomes: Vec<_> = lines
        .iter()
        .map(|l| l["outcome"].as_str().unwrap())
        .collect();
    assert_eq!(outcomes, ["answered", "gap", "declined", "declined"]);
    assert_eq!(run.code, Some(0));
    let answered = &lines[0];
    assert_eq!(answered["question_id"], "when-relit");
    assert_eq!(answered["asked_as"], "When was the lamp relit?");
    assert_eq!(answered["sentences"][0]["fact"], "relit");
    assert_eq!(answered["sentences"][0]["citations"][0], 1);
    let citation = &answered["citations"][0];
    assert_eq!(citation["source"], "skerry");
    assert_eq!(
        (citation["section"].as_u64(), citation["paragraph"].as_u64()),
        (Some(1), Some(1))
    );
    assert_eq!(citation["heading"], "A long winter");
    assert_eq!(answered["candidates"][0]["kind"], "question");
    assert!(
        answered["knowledge"]
            .as_str()
            .unwrap()
            .starts_with("skerry@")
    );
    assert_eq!(lines[1]["question_id"], "lens-price");
    assert_eq!(lines[1]["candidates"][0]["kind"], "gap");
    assert!(lines[3]["question_id"].is_null());
}

#[test]
fn why_shows_which_terms_matched() {
    let args = [
        "ask",
        "--why",
        "--knowledge",
        ".",
        "wen was the lihgt relit",
    ];
    let run = run("tests/skerry", &args, "");
    for part in [
        "when-relit question, score",
        "lihgt (read as light) → lamp (synonym)",
        "knowledge skerry@",
    ] {
        assert!(run.out.contains(part), "{part} is not in\n{}", run.out);
    }
}

#[test]
fn strictness_decides_what_is_answered() {
    let ask = |strictness: &str| {
        let args = [
            "ask",
            "--knowledge",
            ".",
            "--strictness",
            strictness,
            "who paid",
        ];
        run("tests/skerry", &args, "")
    };
    assert_eq!(
        (ask("balanced").code, ask("eager").code),
        (Some(1), Some(0))
    );
    let refused = ask("bold");
    assert!(
        refused.err.contains("one of cautious, balanced, eager"),
        "{}",
        refused.err
    );
    assert_eq!(refused.code, Some(2));
}

#[test]
fn a_chat_understands_commands_and_numbers() {
    let input = "/why\nwho paid for the repair\n/source 1\n/source 7\nprice of the lens\n1\n/why\n4\n/bogus\n/topics\n/topics mon\n2\n/reload\n/quit\nnot read";
    let run = run("tests/skerry", &["chat", "--knowledge", "."], input);
    let expected = fs::read_to_string(path("tests/skerry/chat.txt")).unwrap();
    assert_eq!((run.out, run.code), (expected, Some(0)));
}

#[test]
fn a_chat_understands_small_talk_and_picks_in_words() {
    let mut chat = chat_in(&path("tests/skerry"));
    let topics = "You can ask about: the repair, the money, the keepers.";
    assert_eq!(
        [chat.say("thanks!"), chat.line()],
        ["You are welcome!", topics]
    );
    assert_eq!(chat.say("help"), "Ask me something in your own words.");
    assert!(chat.line().starts_with("Ask me about “The lamp"));
    assert_eq!(
        [chat.line(), chat.line()],
        [topics, "Type /help for commands."]
    );
    let offers = |chat: &mut Process| {
        assert_eq!(chat.say("money for the lamps"), "Did you mean:");
        for _ in 0..5 {
            chat.line();
        }
    };
    for (pick, expected) in [
        ("two", "Who paid for the repair?"),
        ("2)", "Who paid for the repair?"),
        ("the last one", "Who keeps the lamp?"),
        ("none", "Then I cannot answer that from this article."),
        (
            "9",
            "Reply with a number from 1 to 4 to pick an option, or ask in other words.",
        ),
    ] {
        offers(&mut chat);
        assert_eq!(chat.say(pick), expected, "{pick}");
        let mut line = chat.say("/end");
        while line != "There is no command `/end`. Type /help for the list." {
            line = chat.line();
        }
    }
    assert_eq!(
        chat.say("price of the lens"),
        "How much did the new lens cost?"
    );
    for _ in 0..4 {
        chat.line();
    }
    // Beside a gap, “no” is small talk.
    assert_eq!([chat.say("no"), chat.line()], ["All right.", topics]);
    assert!(chat.say("7").starts_with("There is only one option."));
    assert_eq!(chat.say("number 1"), "Who paid for the repair?");
}

/// A chat that is driven line by line, so that files can change in between.
fn chat_in(folder: &Path) -> Process {
    let chat = Program::new().args(["chat", "--knowledge", "."]);
    let mut chat = chat.folder(folder).spawn();
    // Its greeting.
    chat.line();
    chat.line();
    chat
}

#[test]
fn a_bad_reload_leaves_the_last_good_table_serving() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("skerry.toml");
    let good = fs::read_to_string(path("tests/skerry/skerry.toml")).unwrap();
    fs::write(&file, good.replace("text = \"skerry.md\"\n", "")).unwrap();
    let mut chat = chat_in(folder.path());

    fs::write(&file, "format = 1\n[source\n").unwrap();
    let refused = chat.say("/reload");
    assert!(
        refused.starts_with("The files have errors. Still answering from skerry@"),
        "{refused}"
    );
    assert_eq!(
        chat.say("who paid for the repair"),
        "Who paid for the repair?"
    );
    for _ in 0..4 {
        chat.line();
    }

    fs::write(
        &file,
        good.replace("Who paid for the repair?", "Who gave the money?"),
    )
    .unwrap();
    fs::copy(
        path("tests/skerry/skerry.md"),
        folder.path().join("skerry.md"),
    )
    .unwrap();
    let changed = chat.say("/reload");
    assert!(
        changed.starts_with("Now answering from skerry@"),
        "{changed}"
    );
    assert_eq!(
        chat.say("where did the money come from"),
        "Who gave the money?"
    );
}

#[test]
fn a_changed_file_is_read_before_the_next_answer() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("skerry.toml");
    let table = fs::read_to_string(path("tests/skerry/skerry.toml")).unwrap();
    fs::write(&file, table.replace("text = \"skerry.md\"\n", "")).unwrap();
    let mut chat = chat_in(folder.path());
    let more =
        "[[gap]]\nask = [\"Who painted the tower?\"]\ntext = \"It does not say who painted it.\"\n";
    fs::write(&file, table.replace("text = \"skerry.md\"\n", "") + more).unwrap();
    let changed = chat.say("who painted the tower");
    assert!(
        changed.starts_with("Now answering from skerry@"),
        "{changed}"
    );
    assert!(changed.ends_with("): 1 gap added."), "{changed}");
    assert_eq!(chat.line(), "Who painted the tower?");
}

#[test]
fn a_text_put_beside_the_file_is_noticed_by_a_reload() {
    let folder = tempfile::tempdir().unwrap();
    let (table, text) = ("tests/skerry/skerry.toml", "tests/skerry/skerry.md");
    fs::copy(path(table), folder.path().join("skerry.toml")).unwrap();
    let mut chat = chat_in(folder.path());
    fs::copy(path(text), folder.path().join("skerry.md")).unwrap();
    assert!(
        chat.say("/reload")
            .starts_with("Now answering from skerry@")
    );
}

#[test]
fn a_bad_file_is_reported_and_exits_with_one() {
    let run = run(
        "tests/bad",
        &["ask", "--knowledge", "unknown-fact.toml", "when"],
        "",
    );
    assert!(run.err.contains("unknown fact `litt`"), "{}", run.err);
    assert!(run.err.contains("did you mean `lit`?"), "{}", run.err);
    assert_eq!((run.out.as_str(), run.code), ("", Some(1)));
}

#[test]
fn wrong_usage_exits_with_two() {
    let text = ["check", "bad", "--text", "skerry/skerry.md"];
    assert_eq!(run("tests", &text, "").code, Some(2));
    let text = [
        "check",
        "skerry",
        "--against",
        "bad",
        "--text",
        "skerry/skerry.md",
    ];
    assert_eq!(run("tests", &text, "").code, Some(2));
    assert_eq!(run(".", &["diff", "knowledge"], "").code, Some(2));
    assert_eq!(
        run("tests/bad", &["pin", "unpinned.toml"], "").code,
        Some(2)
    );
    assert_eq!(run(".", &["ask", "--jsom"], "").code, Some(2));
    for (args, why) in [
        (&["ask", ""][..], "the question is empty"),
        (
            &["ask", "skerry.toml", "when was it lit"],
            "`skerry.toml` is a table",
        ),
        (&["ask", ".", "when was it lit"], "`.` is a table"),
        (
            &["eval", "skerry.toml"],
            "`skerry.toml` is a table, not a dataset",
        ),
        (&["pin", "skerry.md"], "`skerry.md` is not named as a table"),
    ] {
        let args = [
            args,
            &["--knowledge", "."][usize::from(args[0] == "pin") * 2..],
        ]
        .concat();
        let run = run("tests/skerry", &args, "");
        assert!(run.err.contains(why), "{args:?}: {}", run.err);
        assert_eq!(run.code, Some(2), "{args:?}");
    }
    for bounds in [
        &["right=NaN"][..],
        &["right=1.5"],
        &["right=0.5", "recall=0.6"],
    ] {
        let eval = [&["eval", "set.jsonl", "--min"], bounds].concat();
        assert_eq!(run(".", &eval, "").code, Some(2), "{bounds:?}");
    }
    assert_eq!(run(".", &[], "").code, Some(2));
}

#[test]
fn check_prints_a_summary_of_the_table() {
    let run = run("tests/skerry", &["check", "skerry.toml"], "");
    let expected = fs::read_to_string(path("tests/skerry/check.txt")).unwrap();
    let figures = (run.out.as_str(), run.err.as_str(), run.code);
    assert_eq!(
        figures,
        (expected.as_str(), "0 errors, 0 warnings\n", Some(0))
    );
}

#[test]
fn warnings_can_be_denied() {
    let args = ["check", "unused-fact.toml"];
    assert_eq!(run("tests/bad", &args, "").code, Some(0));
    assert_eq!(
        run("tests/bad", &[&args[..], &["--deny-warnings"]].concat(), "").code,
        Some(1)
    );
}

/// Checks a table with what it allows, with warnings denied; returns what is printed and the exit code.
fn check_allowing(allow: &str) -> (String, Option<i32>) {
    let folder = tempfile::tempdir().unwrap();
    let bad = fs::read_to_string(path("tests/bad/unused-fact.toml")).unwrap();
    fs::write(folder.path().join("a.toml"), bad + allow).unwrap();
    let run = run_in(folder.path(), &["check", "a.toml", "--deny-warnings"], "");
    (run.out + &run.err, run.code)
}

#[test]
fn a_warning_that_is_allowed_is_neither_shown_nor_denied() {
    let (shown, code) = check_allowing("");
    assert!(shown.contains("[unused-fact]"), "{shown}");
    assert!(!shown.contains("warnings allowed"), "{shown}");
    assert_eq!(code, Some(1));
    let allow = "[[allow]]\ncode = \"unused-fact\"\nid = \"kept\"\nreason = \"It is for later.\"\n";
    for allow in [allow, &allow.replace("id = \"kept\"\n", "")] {
        let (shown, code) = check_allowing(allow);
        assert!(!shown.contains("[unused-fact]"), "{shown}");
        assert!(
            shown.contains("warnings allowed                     1\n"),
            "{shown}"
        );
        assert_eq!(code, Some(0), "{shown}");
    }
    let (shown, code) = check_allowing(&allow.replace("kept", "lit"));
    assert!(shown.contains("[unused-fact]"), "{shown}");
    assert!(shown.contains("[unused-allow]"), "{shown}");
    assert_eq!(code, Some(1));
}

/// Twelve facts that no question uses.
fn unused_facts(folder: &Path) {
    let fact = |n: usize| {
        format!(
            "[[fact]]\nid = \"f{n}\"\ntext = \"It is {n}.\"\ncite = {{ quote = \"q\", at = \"0.1\" }}\n"
        )
    };
    let facts: String = (0..12).map(fact).collect();
    let table = format!("format = 1\n[source]\nid = \"a\"\ntitle = \"A\"\n{facts}");
    fs::write(folder.join("a.toml"), table).unwrap();
}

#[test]
fn of_many_warnings_of_a_kind_the_first_are_shown_or_all() {
    let folder = tempfile::tempdir().unwrap();
    unused_facts(folder.path());
    let check = |args: &[&str], shown: usize, ending: &str| {
        let run = run_in(folder.path(), &[&["check", "a.toml"], args].concat(), "");
        assert_eq!(
            run.err.matches("[unused-fact]").count(),
            shown,
            "{}",
            run.err
        );
        assert!(run.err.ends_with(ending), "{}", run.err);
    };
    let more = "and 7 more `unused-fact` (--all shows them)\n0 errors, 12 warnings\n";
    check(&[], 5, more);
    check(&["--all"], 12, "\n0 errors, 12 warnings\n");
}

#[test]
fn nothing_is_fetched_for_a_source_without_a_page() {
    let run = run("tests/bad", &["check", "unused-fact.toml", "--fetch"], "");
    let expected = "no page is fetched: no source has a `url`\n";
    assert!(run.out.starts_with(expected), "{}", run.out);
    assert_eq!(run.code, Some(0));
}

/// A table without the hashes of its citations.
fn without_hashes(table: &str) -> String {
    let mut parts = table.split(", hash = \"");
    let first = parts.next().unwrap().to_owned();
    let rest = parts.map(|part| part.split_once('"').unwrap().1);
    first + &rest.collect::<String>()
}

#[test]
fn pin_fills_in_a_file_once() {
    let folder = tempfile::tempdir().unwrap();
    let bare = fs::read_to_string(path("tests/skerry/skerry.toml")).unwrap();
    let bare: String = bare.replace(", at = \"", ", at = \"9");
    fs::write(folder.path().join("skerry.toml"), &bare).unwrap();
    fs::copy(
        path("tests/skerry/skerry.md"),
        folder.path().join("skerry.md"),
    )
    .unwrap();
    let first = run_in(folder.path(), &["pin", "skerry.toml"], "");
    assert_eq!(
        (first.out.as_str(), first.code),
        ("pinned 11 quotes in `skerry.toml`\n", Some(0))
    );
    let pinned = fs::read_to_string(folder.path().join("skerry.toml")).unwrap();
    assert_eq!(
        without_hashes(&pinned),
        fs::read_to_string(path("tests/skerry/skerry.toml")).unwrap()
    );
    let second = run_in(folder.path(), &["pin", "skerry.toml"], "");
    assert_eq!(second.out, "nothing to change in `skerry.toml`\n");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn pin_leaves_a_broken_file_alone() {
    let folder = tempfile::tempdir().unwrap();
    let broken = "format = 1\n[source\n";
    fs::write(folder.path().join("a.toml"), broken).unwrap();
    let run = run_in(folder.path(), &["pin", "a.toml", "--text", "a.toml"], "");
    assert!(run.err.contains("toml-syntax"), "{}", run.err);
    assert_eq!(run.code, Some(1));
    assert_eq!(
        fs::read_to_string(folder.path().join("a.toml")).unwrap(),
        broken
    );
}

#[test]
fn the_readme_transcript_is_real() {
    let readme = fs::read_to_string(path("README.md")).unwrap();
    let transcript = readme
        .split("```text\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .unwrap();
    let typed: Vec<&str> = transcript
        .lines()
        .filter_map(|l| l.strip_prefix("> "))
        .collect();
    let is_output = |line: &&str| !line.is_empty() && !line.starts_with("> ");
    let shown: Vec<&str> = transcript.lines().filter(is_output).collect();
    let run = run(".", &["chat"], &(typed.join("\n") + "\n"));
    let printed: Vec<&str> = run.out.lines().filter(is_output).collect();
    assert_eq!(printed, shown);
}
