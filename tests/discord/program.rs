//! The program itself on a fake Discord: its settings, its exit codes, its log.

use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use super::ANSWERED;
use crate::support::path;
use fake_discord::{Fake, GatewayFault, OnConnect};

/// A running program, killed if a test leaves it.
struct Program(Option<Child>);

/// The program, to be started with settings in a folder of its own.
pub fn command(discord: &Fake, knowledge: &Path, folder: &Path, settings: &str) -> Command {
    let config = folder.join("config.toml");
    let text = format!(
        "knowledge = '{}'\n{settings}\n[discord]\napi_base = '{}'\n",
        knowledge.display(),
        discord.base()
    );
    std::fs::write(&config, text).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_footnote"));
    command
        .args(["discord", "--config"])
        .arg(config)
        // What it remembers is to be gone with the folder.
        .current_dir(folder)
        .env_remove("DISCORD_TOKEN")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

impl Program {
    fn start(discord: &Fake, folder: &Path, settings: &str, token: Option<&str>) -> Self {
        let knowledge = path("tests/skerry/skerry.toml");
        let mut command = command(discord, &knowledge, folder, settings);
        if let Some(token) = token {
            command.env("DISCORD_TOKEN", token);
        }
        Self(Some(command.spawn().unwrap()))
    }

    fn signal(&self, name: &str) {
        let id = self.0.as_ref().unwrap().id().to_string();
        let sent = Command::new("kill")
            .args(["-s", name, &id])
            .status()
            .unwrap();
        assert!(sent.success());
    }

    /// Waits for its end, without holding up the fake.
    async fn end(mut self) -> Output {
        let child = self.0.take().unwrap();
        let ended = tokio::task::spawn_blocking(|| child.wait_with_output());
        let ended = tokio::time::timeout(Duration::from_secs(30), ended).await;
        ended.expect("it ends").unwrap().unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            let _ = child.kill();
        }
    }
}

fn words(output: &Output) -> String {
    let both = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    String::from_utf8(both).unwrap()
}

#[tokio::test]
async fn it_answers_until_it_is_told_to_stop() {
    for signal in ["TERM", "INT"] {
        let discord = Fake::start().await;
        let folder = tempfile::tempdir().unwrap();
        let settings = "log = { format = \"json\", level = \"trace\" }";
        let program = Program::start(&discord, folder.path(), settings, Some(discord.token()));
        discord.ready().await;
        let text = format!("<@{}> {ANSWERED}", discord.bot_id());
        let reply = discord
            .say(discord.member(), discord.channel(), &text)
            .reply()
            .await;
        assert!(reply.content().contains("When was the lamp relit?"));
        program.signal(signal);
        let output = program.end().await;
        assert_eq!(output.status.code(), Some(0), "{}", words(&output));
        let log = words(&output);
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
        let program = Program::start(&discord, folder.path(), "", Some(discord.token()));
        let output = program.end().await;
        let said = words(&output);
        assert_eq!(output.status.code(), Some(exit), "{said}");
        assert!(said.contains(hint), "{said}");
        assert!(!said.contains(discord.token()));
    };
    tokio::join!(
        check(4004, 3, "Bot page"),
        check(4013, 4, "newer"),
        check(4014, 5, "message_content = false"),
    );
}

#[tokio::test]
async fn message_content_that_is_not_switched_on_is_explained() {
    let discord = Fake::start().await;
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("config.toml");
    let program = Program::start(&discord, folder.path(), "", None);
    drop(program);
    let text = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, text + "message_content = true\n").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_footnote"))
        .args(["discord", "--config"])
        .arg(&config)
        .current_dir(folder.path())
        .env("DISCORD_TOKEN", discord.token())
        .output();
    let output = tokio::task::spawn_blocking(|| output.unwrap())
        .await
        .unwrap();
    assert_eq!(output.status.code(), Some(5), "{}", words(&output));
}

#[tokio::test]
async fn a_token_that_discord_does_not_take_ends_it() {
    let discord = Fake::start().await;
    let folder = tempfile::tempdir().unwrap();
    let token = discord.token().replace('.', ".x");
    let program = Program::start(&discord, folder.path(), "", Some(&token));
    let output = program.end().await;
    assert_eq!(output.status.code(), Some(3), "{}", words(&output));
    assert!(!words(&output).contains(&token));
}

#[tokio::test]
async fn a_token_file_is_read_and_an_open_one_warned_of() {
    let discord = Fake::start().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    std::fs::write(&file, format!("{}\n", discord.token())).unwrap();
    open_to_all(&file);
    let settings = format!("token_file = '{}'", file.display());
    let program = Program::start(&discord, folder.path(), &settings, None);
    discord.ready().await;
    program.signal("TERM");
    let output = program.end().await;
    assert!(words(&output).contains("chmod 600"), "{}", words(&output));
    assert!(!words(&output).contains(discord.token()));
    discord.finish().await;
}

fn open_to_all(file: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o644)).unwrap();
}

#[tokio::test]
async fn a_token_in_the_wrong_place_is_not_read_back() {
    let discord = Fake::start().await;
    let folder = tempfile::tempdir().unwrap();
    for (settings, code) in [
        (format!("token = '{}'", discord.token()), 1),
        (format!("token_file = '{}'", discord.token()), 2),
        (format!("token_fil = '{}'", discord.token()), 1),
        (String::new(), 2),
    ] {
        let program = Program::start(&discord, folder.path(), &settings, None);
        let output = program.end().await;
        assert_eq!(output.status.code(), Some(code), "{}", words(&output));
        assert!(
            !words(&output).contains(discord.token()),
            "{}",
            words(&output)
        );
    }
}
