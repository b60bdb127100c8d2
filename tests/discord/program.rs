//! The program itself on a fake Discord: settings, exit codes, log.

use std::path::Path;

use tempfile::TempDir;

use super::ANSWERED;
use crate::support::path;
use crate::support::program::Program;
use fake_discord::{Fake, GatewayFault, OnConnect};

/// The program with the example table, in a folder of its own.
fn program(discord: &Fake, folder: &TempDir, settings: &str) -> Program {
    let table = path("tests/skerry/skerry.toml");
    Program::on_discord(discord, &table, folder.path(), settings)
}

#[tokio::test]
async fn it_answers_until_a_signal_stops_it() {
    for signal in ["TERM", "INT"] {
        let discord = Fake::start().await;
        let folder = tempfile::tempdir().unwrap();
        let settings = "log = { format = \"json\", level = \"trace\" }";
        let program = program(&discord, &folder, settings);
        let program = program.token(discord.token()).spawn();
        discord.ready().await;
        let text = format!("<@{}> {ANSWERED}", discord.bot_id());
        let reply = discord
            .say(discord.member(), discord.channel(), &text)
            .reply()
            .await;
        assert!(reply.content().contains("When was the lamp relit?"));
        program.signal(signal);
        let run = program.end().await;
        let log = run.printed();
        assert_eq!(run.code, Some(0), "{log}");
        assert!(!log.contains(discord.token()), "the token is in the log");
        assert!(
            !log.contains("lamp burning"),
            "a member's words are in the log"
        );
        for line in log.lines() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(line["fields"]["message"].is_string(), "{line}");
        }
        discord.finish().await;
    }
}

#[tokio::test]
async fn each_refusal_has_its_exit_code_and_a_hint() {
    let check = async |code: u16, exit: i32, hint: &str| {
        let discord = Fake::start().await;
        discord.gateway_fault(GatewayFault::Connection(OnConnect::Close(Some(code)), 1));
        let folder = tempfile::tempdir().unwrap();
        let program = program(&discord, &folder, "").token(discord.token());
        let run = program.spawn().end().await;
        let printed = run.printed();
        assert_eq!(run.code, Some(exit), "{printed}");
        assert!(printed.contains(hint), "{printed}");
        assert!(!printed.contains(discord.token()));
    };
    tokio::join!(
        check(4004, 3, "Bot page"),
        check(4013, 4, "newer"),
        check(4014, 5, "message_content = false"),
    );
}

#[tokio::test]
async fn a_missing_message_content_intent_is_explained() {
    let discord = Fake::start().await;
    let folder = tempfile::tempdir().unwrap();
    let program = program(&discord, &folder, "").discord_setting("message_content = true");
    let run = program.token(discord.token()).spawn().end().await;
    assert_eq!(run.code, Some(5), "{}", run.printed());
}

#[tokio::test]
async fn an_invalid_token_ends_it() {
    let discord = Fake::start().await;
    let folder = tempfile::tempdir().unwrap();
    let token = discord.token().replace('.', ".x");
    let run = program(&discord, &folder, "")
        .token(&token)
        .spawn()
        .end()
        .await;
    assert_eq!(run.code, Some(3), "{}", run.printed());
    assert!(!run.printed().contains(&token));
}

#[tokio::test]
async fn a_token_file_open_to_others_is_read_with_a_warning() {
    let discord = Fake::start().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    std::fs::write(&file, format!("{}\n", discord.token())).unwrap();
    open_to_all(&file);
    let settings = format!("token_file = '{}'", file.display());
    let program = program(&discord, &folder, &settings).spawn();
    discord.ready().await;
    program.signal("TERM");
    let log = program.end().await.printed();
    assert!(log.contains("chmod 600"), "{log}");
    assert!(
        !log.contains('\u{1b}'),
        "colours in a log that is no terminal: {log:?}"
    );
    assert!(!log.contains(discord.token()));
    discord.finish().await;
}

fn open_to_all(file: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o644)).unwrap();
}

#[tokio::test]
async fn a_misplaced_token_is_not_printed() {
    let discord = Fake::start().await;
    let folder = tempfile::tempdir().unwrap();
    for (settings, code) in [
        (format!("token = '{}'", discord.token()), 1),
        (format!("token_file = '{}'", discord.token()), 2),
        (format!("token_fil = '{}'", discord.token()), 1),
        (String::new(), 2),
    ] {
        let run = program(&discord, &folder, &settings).spawn().end().await;
        assert_eq!(run.code, Some(code), "{}", run.printed());
        assert!(
            !run.printed().contains(discord.token()),
            "{}",
            run.printed()
        );
    }
}
