//! `--encoder`: a folder that helps find, and a folder that cannot.

use std::fs;
use std::path::Path;

use crate::support::program::{Program, Run};
use crate::support::{copy_skerry, tiny_model};

/// Runs the program in a folder, which is its cache, too.
fn run_in(folder: &Path, args: &[&str]) -> Run {
    let program = Program::new().args(args).folder(folder);
    program.env("XDG_CACHE_HOME", folder).run()
}

#[test]
fn an_encoder_takes_part_and_is_named() {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    let model = folder.path().join("mini");
    fs::create_dir(&model).unwrap();
    tiny_model::write(&model);
    let ask = |question: &str| {
        let args = [
            "ask",
            "--knowledge",
            "skerry.toml",
            "--encoder",
            "mini",
            "--why",
            question,
        ];
        run_in(folder.path(), &args).out
    };
    let found = ask("money for lamps, who broke it");
    assert!(found.contains("encoder mini took part"), "{found}");
    assert!(found.contains(", encoder "), "{found}");
    assert_eq!(
        ask("money for lamps, who broke it"),
        found,
        "from the cache"
    );
    let settled = ask("When was the lamp relit?");
    assert!(
        settled.contains("words settled it, without mini"),
        "{settled}"
    );
    let nothing = ask("quokka zither");
    assert!(nothing.contains("encoder mini took part"), "{nothing}");
}

#[test]
fn unanswered_questions_are_asked_again_with_an_encoder_that_is_named() {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    let model = folder.path().join("mini");
    fs::create_dir(&model).unwrap();
    tiny_model::write(&model);
    fs::write(folder.path().join("log.txt"), "ferry times\n").unwrap();
    let args = [
        "unanswered",
        "--knowledge",
        "skerry.toml",
        "--encoder",
        "mini",
        "log.txt",
    ];
    let run = run_in(folder.path(), &args);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(
        run.out.contains(" of 1 questions are unanswered"),
        "{}",
        run.out
    );
    assert_eq!(
        fs::read_dir(folder.path().join("footnote"))
            .unwrap()
            .count(),
        1,
        "its cache"
    );
}

#[test]
fn a_folder_that_is_no_encoder_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    fs::create_dir(folder.path().join("mini")).unwrap();
    for command in ["ask", "eval"] {
        let asked = [
            "ask",
            "--knowledge",
            "skerry.toml",
            "--encoder",
            "mini",
            "when",
        ];
        let evaluated = [
            "eval",
            "none.toml",
            "--knowledge",
            "skerry.toml",
            "--encoder",
            "mini",
        ];
        let args: &[&str] = if command == "ask" { &asked } else { &evaluated };
        let run = run_in(folder.path(), args);
        assert!(
            run.err.contains("config.json") && run.err.contains("missing"),
            "{}",
            run.err
        );
        assert_eq!(run.code, Some(2), "{command}");
    }
}
