//! The bot's token is printed nowhere, wherever it was written.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use footnote::config;

use crate::program::hostile;
use crate::support::program::Program;
use crate::support::{Run, copy_skerry};

/// A token of the usual shape.
const TOKEN: &str = "MTA5MDAwMDAwMDAwMDAwMDAwMQ.GaBcDe.abcdefghij_KLMNOPQRST-uvwxyz0123456789";

/// The variables that the program, its libraries and the system's read.
const VARIABLES: [&str; 12] = [
    "DISCORD_TOKEN",
    "FOOTNOTE_DIE_AT",
    "NO_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "TERM",
    "COLUMNS",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "TMPDIR",
    "HOME",
    "RUST_BACKTRACE",
];

/// The ways to write a token where it does not belong.
fn misplaced() -> Vec<String> {
    let [start, _, end] = parts();
    vec![
        TOKEN.to_owned(),
        format!("./{TOKEN}"),
        format!("secrets/{TOKEN}.txt"),
        format!("https://{TOKEN}@discord.com"),
        format!("https://bot:{TOKEN}@discord.com"),
        format!("https://{TOKEN}"),
        format!("https://discord.com/?token={TOKEN}"),
        format!("Bot {TOKEN}"),
        format!("Authorization: Bot {TOKEN}"),
        format!("my token is {TOKEN}."),
        format!("<{TOKEN}>, {TOKEN}"),
        TOKEN.to_lowercase(),
        format!("{}{TOKEN}{}", "long ".repeat(40), " long".repeat(40)),
        start.to_owned(),
        end.to_owned(),
    ]
}

fn parts() -> [&'static str; 3] {
    let parts: Vec<&str> = TOKEN.split('.').collect();
    parts.try_into().unwrap()
}

#[track_caller]
fn check(run: &Run, what: &str) {
    let printed = run.printed().to_lowercase();
    let [start, _, end] = parts();
    for secret in [start, end] {
        let found = printed.contains(&secret.to_lowercase());
        assert!(!found, "{what}: {printed}");
    }
}

/// The keys of the configuration by table header, as its own diagnostics list them.
fn keys() -> BTreeSet<(&'static str, String)> {
    let headers = [
        "",
        "[discord]",
        "[limits]",
        "[wording]",
        "[log]",
        "[[server]]\nid = 1",
    ];
    let mut keys = BTreeSet::new();
    for header in headers {
        let text = format!("{header}\nno-such-key-at-all = 1");
        let (_, report) = config::parse("config.toml", text.as_bytes());
        let repair = report.diagnostics[0].repair.clone().unwrap();
        let (_, list) = repair.split_once("use one of `").unwrap();
        let list = list.trim_end_matches('`').split("`, `");
        keys.extend(list.map(|key| (header, key.to_owned())));
    }
    keys
}

fn discord(folder: &Path, config: &str) -> Program {
    fs::write(folder.join("config.toml"), config).unwrap();
    Program::new().arg("discord").folder(folder)
}

#[test]
fn a_token_in_any_setting_is_not_printed() {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    let check_both = |config: &str, value: &str| {
        let run = discord(folder.path(), config).token(TOKEN).run();
        assert!(
            [Some(1), Some(2)].contains(&run.code),
            "{config}: {:?}",
            run.code
        );
        check(&run, config);
        // Without the value there is only its shape to go by.
        if value.to_lowercase().contains(&TOKEN.to_lowercase()) {
            check(&discord(folder.path(), config).run(), config);
        }
    };
    let settings = keys();
    for value in misplaced() {
        let mut all = String::new();
        let mut last = "";
        for (header, key) in &settings {
            if *header != last {
                all += header;
                all += "\n";
                last = header;
            }
            if *key != "id" {
                let _ = writeln!(all, "{key} = \"{value}\"");
            }
        }
        check_both(&all, &value);
        // These are valid as they stand, and are used.
        for key in ["knowledge", "store", "token_file", "discord.api_base"] {
            check_both(&format!("{key} = \"{value}\"\n"), &value);
        }
    }
}

#[test]
fn a_token_anywhere_else_in_the_file_is_not_printed() {
    let folder = tempfile::tempdir().unwrap();
    for text in [
        format!("{TOKEN} = 1"),
        format!("[{TOKEN}]"),
        format!("[[{TOKEN}]]"),
        format!("\"{TOKEN}\" = 1"),
        TOKEN.to_owned(),
        format!("token = {TOKEN}"),
        format!("token = \"{TOKEN}"),
        format!("token: {TOKEN}"),
        format!("watch = maybe # {TOKEN}"),
        format!("watch = 1 # my token is {TOKEN}."),
        format!("DISCORD_TOKEN={TOKEN}"),
    ] {
        check(&discord(folder.path(), &text).run(), &text);
        check(&discord(folder.path(), &text).token(TOKEN).run(), &text);
    }
}

#[test]
fn a_token_file_named_by_the_token_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for name in [
        TOKEN.to_owned(),
        format!("./{TOKEN}"),
        format!("{TOKEN}.txt"),
    ] {
        for is_there in [false, true] {
            if is_there {
                fs::write(folder.path().join(&name), TOKEN).unwrap();
            }
            let run = discord(folder.path(), &format!("token_file = \"{name}\"")).run();
            assert_eq!(run.code, Some(2), "{name}: {}", run.printed());
            assert!(run.err.contains("reset this token"), "{}", run.err);
            check(&run, &name);
        }
    }
}

#[test]
fn what_is_in_the_token_file_is_not_printed() {
    let folder = tempfile::tempdir().unwrap();
    for content in [
        format!("Bot {TOKEN}\nand more"),
        format!("DISCORD_TOKEN={TOKEN}"),
        format!("\"{TOKEN}\""),
        TOKEN.to_owned(),
    ] {
        fs::write(folder.path().join("token"), &content).unwrap();
        let [start, _, end] = parts();
        let config = format!("token_file = \"token\"\nknowledge = \"{start}/{end}\"");
        let run = discord(folder.path(), &config).run();
        assert!([Some(1), Some(2)].contains(&run.code), "{}", run.printed());
        check(&run, &content);
    }
}

#[tokio::test]
async fn a_token_in_any_variable_is_not_printed() {
    let folder = hostile::folder().await;
    let mut cases = hostile::cases();
    cases.dedup_by_key(|case| case.command);
    for case in cases {
        let run = case.run(folder.path(), |program| {
            let variables = VARIABLES.iter();
            variables.fold(program, |program, name| program.env(name, TOKEN))
        });
        check(&run, case.command);
        let named = hostile::Case {
            command: case.command,
            arguments: vec![format!("--{TOKEN}"), format!("./{TOKEN}")],
            input: String::new(),
        };
        let run = named.run(folder.path(), |program| program.token(TOKEN));
        assert_eq!(run.code, Some(2), "{}", run.printed());
        check(&run, case.command);
    }
}
