//! The program is killed between any two steps of a release. The files on disk are then valid,
//! the store is intact, and the next start serves the old version or the new one.

use std::fs;

use footnote::wording::moderators as wording;
use serde_json::json;

use crate::support::moderated::{CHANGED, FACT};
use crate::support::program::Program;
use crate::support::{copy_skerry, run_in};
use fake_discord::{Connection, Fake, File, permissions};

/// The failpoints, and whether the confirmed version is live after a kill at each.
const PLACES: &[(&str, bool)] = &[
    ("publish-kept", false),
    ("publish-intended", true),
    ("replace-written", true),
    ("exchange-one", true),
    ("publish-exchanged", true),
    ("publish-released", true),
];

#[tokio::test]
async fn a_kill_between_any_two_steps_leaves_one_version_whole() {
    let killed = PLACES.iter().map(|(place, is_new)| kill_at(place, *is_new));
    futures_util::future::join_all(killed).await;
}

async fn kill_at(place: &str, is_new: bool) {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = folder.path().join("knowledge");
    fs::create_dir(&knowledge).unwrap();
    copy_skerry(&knowledge);
    let table = fs::read_to_string(knowledge.join("skerry.toml")).unwrap();
    let discord = Fake::start().await;
    let managing = discord.add_role("managers", permissions::MANAGE_GUILD);
    let manager = discord.add_member("manager", &[managing]);
    let settings = format!("server = [{{ id = {} }}]", discord.guild());
    let start = |die_at: &str| {
        Program::on_discord(&discord, &knowledge, folder.path(), &settings)
            .token(discord.token())
            .env("FOOTNOTE_DIE_AT", die_at)
            .spawn()
    };

    let program = start(place);
    discord.ready().await;
    discord.commands_registered().await;
    let edited = table.replace(FACT, CHANGED);
    let file = discord
        .upload(File::new("skerry.toml", edited.as_bytes()))
        .to_string();
    let channel = discord.channel();
    let upload = discord.slash(
        manager,
        channel,
        "knowledge upload",
        json!({ "file": file }),
    );
    let preview = upload.message().await;
    let confirm = discord.press_label(manager, &preview, wording::CONFIRM);
    confirm.allow_silence();
    // It dies at its failpoint.
    program.end().await;

    let checked = run_in(folder.path(), &["check", "knowledge"], "");
    assert_eq!(checked.code, Some(0), "{place}: {}", checked.err);
    // Its connection was lost.
    discord.forgive();
    let _program = start("");
    let sessions = |all: &[Connection]| all.iter().filter(|c| c.identified).count() == 2;
    discord.until_connections("another session", sessions).await;
    let question = json!({ "question": "When was the lamp relit?" });
    let answer = discord
        .slash(manager, channel, "ask", question)
        .message()
        .await;
    let expected = if is_new { CHANGED } else { FACT };
    assert!(
        answer.content().contains(expected),
        "{place}: {}",
        answer.content()
    );
    let on_disk = fs::read_to_string(knowledge.join("skerry.toml")).unwrap();
    assert_eq!(on_disk, if is_new { edited } else { table }, "{place}");
    let history = discord.slash(manager, channel, "knowledge history", json!({}));
    let history = history.message().await;
    assert_eq!(
        history.content().contains("**2**"),
        is_new,
        "{place}: {}",
        history.content()
    );
    discord.finish().await;
}
