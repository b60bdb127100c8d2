//! Moderators change the knowledge, and nobody else can.

use std::fs;

use footnote::discord::MAX_UPLOAD_BYTES;
use footnote::record::{AttemptOutcome, ReleaseMethod};
use footnote::store::Store;
use footnote::wording::moderators as wording;
use serde_json::{Value, json};
use sqlx::Executor;

use crate::store::file::database;
use crate::support::bot::DEADLINE;
use crate::support::moderated::{CHANGED, FACT, Moderated};
use crate::support::{copy_skerry, tiny_model};
use fake_discord::{Fake, File, Message, eventually};

#[tokio::test]
async fn an_edited_file_is_previewed_confirmed_and_live() {
    let place = Moderated::start().await;
    place.edit(FACT, CHANGED);
    let preview = place.moderator_response("reload", json!({})).await;
    assert!(
        preview.content().contains("1 fact changed"),
        "{}",
        preview.content()
    );
    assert!(preview.content().contains(CHANGED), "{}", preview.content());
    assert!(
        place.answer().await.content().contains("winters"),
        "not yet"
    );
    let done = place.press(&preview, wording::CONFIRM).await;
    assert!(done.content().contains("is live"), "{}", done.content());
    assert!(done.labels().is_empty());
    assert!(place.answer().await.content().contains("at dusk"));
    let told = place.notices();
    let told = told.last().unwrap();
    assert!(told.contains("reload") && told.contains("done"), "{told}");
    assert!(told.contains(&place.moderator.to_string()));
    place.finish().await;
}

#[tokio::test]
async fn an_unchanged_file_says_so() {
    let place = Moderated::start().await;
    let reload = place.moderator_response("reload", json!({})).await;
    assert_eq!(reload.content(), wording::UNCHANGED);
    let upload = place.uploaded(&place.read()).await;
    assert_eq!(upload.content(), wording::UNCHANGED);
    place.finish().await;
}

#[tokio::test]
async fn a_faulty_file_changes_nothing_and_shows_the_report_of_check() {
    let place = Moderated::start().await;
    let faulty = place.with("facts = [\"relit\"", "facts = [\"relid\"");
    let answer = place.uploaded(&faulty).await;
    let content = answer.content();
    assert!(content.contains("1 error"), "{content}");
    let folder = tempfile::tempdir().unwrap();
    for name in ["skerry.toml", "skerry.md"] {
        fs::copy(place.folder.path().join(name), folder.path().join(name)).unwrap();
    }
    let path = folder.path().join("skerry.toml");
    fs::write(&path, faulty).unwrap();
    let checked = crate::support::run_in(folder.path(), &["check", "skerry.toml"], "");
    let mut carets = 0;
    for line in checked
        .err
        .lines()
        .filter(|line| line.contains('|') || line.contains("help"))
    {
        assert!(content.contains(line), "{line:?} is not in\n{content}");
        carets += usize::from(line.contains('^'));
    }
    assert_eq!(carets, 1);
    assert!(place.answer().await.content().contains("winters"));
    assert!(
        place.read().contains("[\"relit\""),
        "the file on disk was touched"
    );
    place.finish().await;
}

#[tokio::test]
async fn an_upload_replaces_the_file_only_once_it_is_confirmed() {
    let place = Moderated::start().await;
    let before = place.read();
    let preview = place.uploaded(&place.with(FACT, CHANGED)).await;
    assert_eq!(place.read(), before);
    place.press(&preview, wording::CONFIRM).await;
    assert!(place.read().contains(CHANGED));
    assert!(place.answer().await.content().contains("at dusk"));
    // The version before can be restored.
    let history = place.moderator_response("history", json!({})).await;
    assert!(history.content().contains("**2**") && history.content().contains("**1**"));
    let offered = place.discord.autocomplete(
        place.moderator,
        place.discord.channel(),
        "knowledge rollback",
        "version",
        "",
    );
    let choices = offered.response().await.choices;
    assert_eq!(choices.len(), 1, "{choices:?}");
    let version = json!({ "version": choices[0].1 });
    let preview = place.moderator_response("rollback", version).await;
    place.press(&preview, wording::CONFIRM).await;
    assert_eq!(place.read(), before);
    assert!(place.answer().await.content().contains("winters"));
    place.finish().await;
}

#[tokio::test]
async fn a_rollback_takes_a_number_or_a_version() {
    let place = Moderated::start().await;
    place.edit(FACT, CHANGED);
    let preview = place.moderator_response("reload", json!({})).await;
    place.press(&preview, wording::CONFIRM).await;
    for (version, is_known) in [
        ("1", true),
        ("#1", true),
        ("2", false),
        ("skerry@no", false),
    ] {
        let told = place
            .moderator_response("rollback", json!({ "version": version }))
            .await;
        let is_preview = told.labels().contains(&wording::CONFIRM.to_owned());
        assert_eq!(is_preview, is_known, "{version}: {}", told.content());
    }
    place.discord.forgive();
    place.finish().await;
}

#[tokio::test]
async fn an_upload_keeps_a_copy_of_edits_on_disk() {
    let place = Moderated::start().await;
    let upload = place.with(FACT, CHANGED);
    place.edit(FACT, "Somebody's half-done sentence.");
    let preview = place.uploaded(&upload).await;
    assert!(
        preview.content().contains(wording::REPLACES_EDITS),
        "{}",
        preview.content()
    );
    let done = place.press(&preview, wording::CONFIRM).await;
    assert!(done.content().contains(".kept-"), "{}", done.content());
    let kept = fs::read_dir(place.folder.path())
        .unwrap()
        .map(|f| f.unwrap().path());
    let kept: Vec<_> = kept
        .filter(|f| f.to_string_lossy().contains(".kept-"))
        .collect();
    assert_eq!(kept.len(), 1);
    assert!(fs::read_to_string(&kept[0]).unwrap().contains("half-done"));
    assert_eq!(place.read(), upload);
    place.finish().await;
}

#[tokio::test]
async fn a_whole_file_on_a_changed_base_is_refused_with_the_difference() {
    let place = Moderated::start().await;
    let table = place.with(FACT, CHANGED);
    let first = place.uploaded(&table).await;
    let other = place.with(
        "The harbour trust pays for the oil.",
        "The trust pays the oil.",
    );
    let second = place.uploaded(&other).await;
    place.press(&second, wording::CONFIRM).await;
    let refused = place.press(&first, wording::CONFIRM).await;
    let content = refused.content();
    assert!(content.starts_with(wording::OUTDATED), "{content}");
    assert!(content.contains("2 facts changed"), "{content}");
    assert!(content.contains("The trust pays the oil."), "{content}");
    assert!(refused.labels().is_empty(), "it cannot be confirmed");
    assert_eq!(place.read(), other);
    // Made from what is live, it can.
    let preview = place.uploaded(&place.with(FACT, CHANGED)).await;
    place.press(&preview, wording::CONFIRM).await;
    let both = place.read();
    assert!(both.contains(CHANGED) && both.contains("The trust pays the oil."));
    // So it is with an earlier version.
    let back = place
        .moderator_response("rollback", json!({ "version": "1" }))
        .await;
    place.edit(CHANGED, FACT);
    let preview = place.moderator_response("reload", json!({})).await;
    place.press(&preview, wording::CONFIRM).await;
    let refused = place.press(&back, wording::CONFIRM).await;
    assert!(refused.content().starts_with(wording::OUTDATED));
    assert!(place.read().contains("The trust pays the oil."));
    place.finish().await;
}

#[tokio::test]
async fn two_moderators_additions_are_both_live() {
    let place = Moderated::start().await;
    let add = async |who: u64, phrasing: &str| {
        let given = json!({ "phrasing": phrasing, "entry": "who-paid" });
        place.command(who, "add", given).message().await
    };
    let first = add(place.moderator, "who footed the bill").await;
    let second = add(place.manager, "whose coin was it").await;
    place.press(&first, wording::CONFIRM).await;
    let press = async |message: &Message| {
        let pressed = place
            .discord
            .press_label(place.manager, message, wording::CONFIRM);
        pressed.changed().await
    };
    let again = press(&second).await;
    let content = again.content();
    assert!(content.starts_with(wording::BASE_CHANGED), "{content}");
    assert!(content.contains("1 phrasing added"), "{content}");
    let done = press(&again).await;
    assert!(done.content().contains("is live"), "{}", done.content());
    let table = place.read();
    assert!(table.contains("who footed the bill") && table.contains("whose coin was it"));
    place.finish().await;
}

#[tokio::test]
async fn files_that_change_after_the_preview_are_previewed_again() {
    let place = Moderated::start().await;
    place.edit(FACT, CHANGED);
    let preview = place.moderator_response("reload", json!({})).await;
    place.edit(CHANGED, "Volunteers relit the lamp one evening.");
    let again = place.press(&preview, wording::CONFIRM).await;
    assert!(
        again.content().starts_with(wording::FILES_CHANGED),
        "{}",
        again.content()
    );
    assert!(
        again.content().contains("one evening"),
        "{}",
        again.content()
    );
    place.press(&again, wording::CONFIRM).await;
    assert!(place.answer().await.content().contains("one evening"));
    place.finish().await;
}

#[tokio::test]
async fn a_cancelled_preview_changes_nothing() {
    let place = Moderated::start().await;
    place.edit(FACT, CHANGED);
    let preview = place.moderator_response("reload", json!({})).await;
    let cancelled = place.press(&preview, wording::CANCEL).await;
    assert_eq!(cancelled.content(), wording::CANCELLED);
    assert!(cancelled.labels().is_empty());
    assert!(place.answer().await.content().contains("winters"));
    place.finish().await;
}

#[tokio::test]
async fn a_preview_does_not_survive_a_restart() {
    let place = Moderated::start().await;
    place.edit(FACT, CHANGED);
    let preview = place.moderator_response("reload", json!({})).await;
    let place = place.restart().await;
    let (moderator, label) = (place.moderator, wording::CONFIRM);
    let pressed = place.discord.press_label(moderator, &preview, label);
    let over = pressed.message().await;
    assert_eq!(over.content(), wording::PREVIEW_OVER);
    assert!(over.is_ephemeral() && over.id != preview.id);
    place.finish().await;
}

#[tokio::test]
async fn every_command_refuses_members_and_records_it() {
    let place = Moderated::start().await;
    let before = place.notices().len();
    // A member who never was a moderator, and a former one.
    place.discord.take_role(place.moderator, place.role);
    for stranger in [place.discord.member(), place.moderator] {
        refused_everything(&place, stranger).await;
    }
    assert!(place.answer().await.content().contains("winters"));
    // Moderators are told of the first refusal at once, and of the others in sum.
    place
        .discord
        .until_messages(place.moderator_channel, before + 1)
        .await;
    assert_eq!(place.notices().len(), before + 1);
    let folder = place.finish_but_keep().await;
    let store = Store::at(&folder.path().join("footnote.db"));
    let attempts = store.attempts(0, 99).await.unwrap();
    let refused = attempts
        .iter()
        .filter(|a| a.outcome == AttemptOutcome::Refused);
    let details: Vec<&str> = refused.map(|attempt| attempt.detail.as_str()).collect();
    assert_eq!(
        details,
        [
            "21 more attempts by 2 members, none of them a moderator",
            "not a moderator"
        ]
    );
}

async fn refused_everything(place: &Moderated, stranger: u64) {
    let file = place
        .discord
        .upload(File::new("a.toml", b"format = 1"))
        .to_string();
    let commands = [
        ("reload", json!({})),
        ("upload", json!({ "file": file })),
        ("status", json!({})),
        ("check", json!({})),
        ("history", json!({})),
        ("rollback", json!({ "version": "1" })),
        ("download", json!({})),
        ("suspended", json!({})),
        ("synonyms", json!({})),
        ("try", json!({ "question": "When was the lamp relit?" })),
    ];
    for (name, options) in &commands {
        let refused = place
            .command(stranger, name, options.clone())
            .message()
            .await;
        assert_eq!(refused.content(), wording::NO_MODERATOR, "{name}");
        assert!(refused.is_ephemeral() && refused.labels().is_empty());
    }
    let answer = place.answer().await;
    let refused = place
        .discord
        .message_command(stranger, wording::SUSPEND, &answer);
    assert_eq!(refused.message().await.content(), wording::NO_MODERATOR);
    let completed = place.discord.autocomplete(
        stranger,
        place.discord.channel(),
        "knowledge rollback",
        "version",
        "",
    );
    assert!(
        completed.response().await.choices.is_empty(),
        "versions are shown to anyone"
    );
}

#[tokio::test]
async fn manage_server_permits_every_command() {
    let place = Moderated::start().await;
    let status = place
        .command(place.manager, "status", json!({}))
        .message()
        .await;
    assert!(status.content().contains("is live"), "{}", status.content());
    place.finish().await;
}

#[tokio::test]
async fn a_former_moderator_cannot_confirm() {
    let place = Moderated::start().await;
    place.edit(FACT, CHANGED);
    let preview = place.moderator_response("reload", json!({})).await;
    place.discord.take_role(place.moderator, place.role);
    let pressed = place
        .discord
        .press_label(place.moderator, &preview, wording::CONFIRM);
    let refused = pressed.message().await;
    assert_eq!(refused.content(), wording::NO_MODERATOR);
    assert!(place.answer().await.content().contains("winters"));
    place.finish().await;
}

#[tokio::test]
async fn the_owner_of_another_guild_cannot_change_the_knowledge() {
    let place = Moderated::start().await;
    let elsewhere = place.discord.add_guild("elsewhere");
    let channel = place.discord.add_channel_in(elsewhere, "general");
    let owner = place.discord.owner();
    let asked = place
        .discord
        .slash(owner, channel, "knowledge status", json!({}));
    let refused = asked.message().await;
    assert!(
        refused.content().contains(&format!("id = {elsewhere}")),
        "{}",
        refused.content()
    );
    place.finish().await;
}

#[tokio::test]
async fn status_says_how_the_encoder_is() {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    let model = folder.path().join("model");
    fs::create_dir(&model).unwrap();
    let place = Moderated::start_in(Fake::start().await, folder).await;
    let status = place.moderator_response("status", json!({})).await;
    assert!(
        status
            .content()
            .contains("No encoder, so words answer alone")
    );
    assert!(place.answer().await.content().contains("winters"));
    tiny_model::write(&model);
    let place = place.restart().await;
    let is_encoded = async || place.bot.service.snapshot().encoded().map(|_| ());
    eventually("an encoded table", DEADLINE, is_encoded).await;
    let ask = async |question: &str| {
        let asked = json!({ "question": question });
        let (member, channel) = (place.discord.member(), place.discord.channel());
        place
            .discord
            .slash(member, channel, "ask", asked)
            .message()
            .await;
    };
    ask("money for lamps, who broke it").await;
    let status = place.moderator_response("status", json!({})).await;
    let status = status.content();
    assert!(status.contains("ready; 1 question"), "{status}");
    place.finish().await;
}

#[tokio::test]
async fn status_compares_the_files_with_what_is_live() {
    let place = Moderated::start().await;
    let content = async |place: &Moderated| {
        let status = place.moderator_response("status", json!({})).await;
        status.content().to_owned()
    };
    let status = content(&place).await;
    assert!(
        status.contains("10 facts") && status.contains(wording::FILES_LIVE),
        "{status}"
    );
    assert!(status.contains("quotes are verified"), "{status}");
    place.edit(FACT, CHANGED);
    let status = content(&place).await;
    assert!(status.contains(&wording::files_changed()), "{status}");
    place.edit("format = 1", "format = one");
    let status = content(&place).await;
    assert!(status.contains(&wording::files_faulty()), "{status}");
    place.finish().await;
}

#[tokio::test]
async fn check_reports_every_fault_and_changes_nothing() {
    let place = Moderated::start().await;
    place.edit("id = \"oil\"", "id = \"Oil!\"");
    let check = place.moderator_response("check", json!({})).await;
    assert!(
        check.content().contains("error[malformed-id]"),
        "{}",
        check.content()
    );
    assert!(place.answer().await.content().contains("winters"));
    place.finish().await;
}

#[tokio::test]
async fn a_long_report_comes_as_a_file_with_a_summary() {
    let place = Moderated::start().await;
    let table = place.read().replace("at = \"", "at = \"9");
    let answer = place.uploaded(&table).await;
    assert!(
        answer.content().contains(wording::REST_ATTACHED),
        "{}",
        answer.content()
    );
    let report = answer.file(wording::REPORT_FILE).unwrap();
    assert!(report.matches("error[").count() > 5, "{report}");
    place.finish().await;
}

#[tokio::test]
async fn the_live_file_can_be_downloaded() {
    let place = Moderated::start().await;
    let before = place.read();
    place.edit(FACT, CHANGED);
    let told = place.moderator_response("download", json!({})).await;
    assert_eq!(
        told.files(),
        ["skerry.toml"],
        "the source's own text is its publisher's"
    );
    assert_eq!(told.file("skerry.toml"), Some(before));
    place.finish().await;
}

#[tokio::test]
async fn an_upload_must_be_a_table_within_the_size_limit() {
    let place = Moderated::start().await;
    let check = async |file: File, expected: &str| {
        let file = place.discord.upload(file).to_string();
        let told = place
            .moderator_response("upload", json!({ "file": file }))
            .await;
        assert!(told.content().contains(expected), "{}", told.content());
    };
    check(File::new("table.zip", b"PK"), wording::NO_TABLE).await;
    let large = vec![b'#'; MAX_UPLOAD_BYTES + 1];
    check(File::new("table.toml", &large), "too large").await;
    let lying = File {
        size: 10,
        ..File::new("table.toml", &large)
    };
    check(lying, "too large").await;
    check(File::new("table.toml", b""), wording::EMPTY_FILE).await;
    let cut = File {
        size: 400,
        ..File::new("table.toml", b"format = 1")
    };
    check(cut, wording::NOT_FETCHED).await;
    let gone = File {
        size: 400,
        ..File::new("table.toml", b"")
    };
    check(gone, wording::NOT_FETCHED).await;
    for status in [204, 206, 302, 404, 500] {
        let file = place.discord.upload(File::new("table.toml", b"format = 1"));
        place.discord.serve_as(file, status);
        let told = place
            .moderator_response("upload", json!({ "file": file.to_string() }))
            .await;
        assert_eq!(told.content(), wording::NOT_FETCHED, "{status}");
    }
    place.finish().await;
}

#[tokio::test]
async fn signals_and_the_watcher_release_and_tell_moderators() {
    let place = Moderated::start().await;
    let until_told = async |place: &Moderated, expected: &str| {
        let what = format!("moderators told of “{expected}”");
        let is_it = |message: &Message| message.content().contains(expected);
        place
            .discord
            .until_message(place.moderator_channel, &what, is_it)
            .await;
    };
    place.edit(FACT, CHANGED);
    place.bot.order.send(ReleaseMethod::Signal).await.unwrap();
    until_told(&place, "signal").await;
    assert!(place.answer().await.content().contains("at dusk"));
    place.edit("format = 1", "format = 7");
    place.bot.order.send(ReleaseMethod::Watcher).await.unwrap();
    until_told(&place, "unknown-format").await;
    assert!(place.answer().await.content().contains("at dusk"));
    place.finish().await;
}

#[tokio::test]
async fn the_presence_follows_a_release() {
    let place = Moderated::start().await;
    let more =
        "[[question]]\nid = \"tower\"\nask = [\"How high is the tower?\"]\nfacts = [\"relit\"]\n";
    let preview = place.uploaded(&(place.read() + "\n" + more)).await;
    assert!(
        preview.content().contains("1 question added"),
        "{}",
        preview.content()
    );
    place.press(&preview, wording::CONFIRM).await;
    let has_seven = |presence: &Value| presence.to_string().contains("7 questions");
    let what = "a presence with 7 questions";
    place.discord.until_presence(what, has_seven).await;
    place.finish().await;
}

/// What fails as it does on a full disk.
const FULL: [(&str, &str); 2] = [("full_audit", "attempt"), ("full_journal", "asked")];

#[tokio::test]
async fn the_status_tells_of_a_store_that_fails_and_of_what_was_lost() {
    let place = Moderated::start().await;
    let file = place.folder.path().join("footnote.db");
    let status = async || place.moderator_response("status", json!({})).await;
    assert!(status().await.content().contains(wording::STORE_OK));
    let mut other = database(&file).await;
    for (trigger, table) in FULL {
        let statement = format!(
            "CREATE TRIGGER {trigger} BEFORE INSERT ON {table} BEGIN \
             SELECT RAISE(ROLLBACK, 'database or disk is full'); END"
        );
        other.execute(&*statement).await.unwrap();
    }
    place.answer().await;
    let failing = eventually("the loss is told", DEADLINE, async || {
        let failing = status().await.content().to_owned();
        assert!(failing.contains("disk is full"), "{failing}");
        assert!(!failing.contains(wording::STORE_OK), "{failing}");
        failing.contains("1 journal record,").then_some(failing)
    });
    failing.await;
    for (trigger, _) in FULL {
        let statement = format!("DROP TRIGGER {trigger}");
        other.execute(&*statement).await.unwrap();
    }
    place.answer().await;
    let mended = eventually("the journal is written again", DEADLINE, async || {
        let mended = status().await.content().to_owned();
        assert!(!mended.contains("disk is full. Until"), "{mended}");
        mended.contains(wording::STORE_OK).then_some(mended)
    });
    // What was lost stays told.
    assert!(mended.await.contains("Not stored since I started"));
    place.finish().await;
}

#[tokio::test]
async fn many_checks_at_once_are_all_answered() {
    let place = Moderated::start().await;
    let checks: Vec<_> = (0..30)
        .map(|_| place.command(place.moderator, "check", json!({})))
        .collect();
    for check in checks {
        assert_eq!(check.message().await.content(), wording::NO_FAULTS);
    }
    place.finish().await;
}
