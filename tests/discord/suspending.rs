//! “Suspend this answer” hits the entry that the message names, and holds through reloads, restarts and
//! a store that is away.

use std::fs;

use footnote::config::JournalMode;
use footnote::wording::moderators as wording;
use footnote::wording::retracting;
use serde_json::json;

use super::{ANSWERED, DECLINED, GAP, UNSURE, is_gap};
use crate::support::bot::DEADLINE;
use crate::support::copy_skerry;
use crate::support::moderated::{CHANGED, FACT, Moderated};
use crate::support::words::said;
use fake_discord::{Fake, Message, On, RestFault, eventually};

/// An answer to a member.
async fn ask(place: &Moderated, question: &str) -> Message {
    let (member, channel) = (place.discord.member(), place.discord.channel());
    let asked = place
        .discord
        .slash(member, channel, "ask", json!({ "question": question }));
    asked.message().await
}

/// What the moderator who suspends an answer is told.
async fn suspend(place: &Moderated, answer: &Message) -> String {
    let suspended = place
        .discord
        .message_command(place.moderator, wording::SUSPEND, answer);
    suspended.message().await.content().to_owned()
}

/// Makes a table live that has these replacements.
async fn change(place: &Moderated, replacements: &[(&str, &str)]) {
    let mut table = place.read();
    for (from, to) in replacements {
        assert!(table.contains(from), "{from}");
        table = table.replace(from, to);
    }
    let preview = place.uploaded(&table).await;
    let done = place.press(&preview, wording::CONFIRM).await;
    assert!(done.content().contains("is live"), "{}", preview.content());
}

async fn is_suspended(place: &Moderated, question: &str) -> bool {
    let answer = ask(place, question).await;
    answer.content().starts_with(said("entry-suspended"))
}

const OPENING: &str = "opening hours of the tower";

#[tokio::test]
async fn a_suspended_answer_stays_suspended_until_it_is_restored() {
    let place = Moderated::start().await;
    let answer = place.answer().await;
    let suspended = place
        .discord
        .message_command(place.moderator, wording::SUSPEND, &answer);
    let told = suspended.message().await;
    assert!(
        told.content().contains("`when-relit`"),
        "{}",
        told.content()
    );
    let edited = answer.now().unwrap();
    assert_eq!(edited.content(), said("answer-suspended"));
    assert!(edited.controls().is_empty());
    let again = place.answer().await;
    assert_eq!(
        again.content().lines().next(),
        Some(said("entry-suspended"))
    );
    // It survives a reload and a restart.
    place.edit(FACT, CHANGED);
    let preview = place.moderator_response("reload", json!({})).await;
    place.press(&preview, wording::CONFIRM).await;
    let place = place.restart().await;
    assert!(
        place
            .answer()
            .await
            .content()
            .contains(said("entry-suspended"))
    );
    let list = place.moderator_response("suspended", json!({})).await;
    let menu = list.menu().unwrap();
    let (id, value) = (
        menu["custom_id"].as_str().unwrap(),
        &menu["options"][0]["value"],
    );
    let restored = place
        .discord
        .select(place.moderator, &list, id, &[value.as_str().unwrap()]);
    let restored = restored.changed().await;
    assert!(
        restored.content().contains("answered again"),
        "{}",
        restored.content()
    );
    assert!(place.answer().await.content().contains("at dusk"));
    place.finish().await;
}

#[tokio::test]
async fn gaps_can_be_suspended_and_other_messages_cannot() {
    let place = Moderated::start().await;
    let (member, channel) = (place.discord.member(), place.discord.channel());
    let ask = |question: &str| {
        place
            .discord
            .slash(member, channel, "ask", json!({ "question": question }))
    };
    let gap = ask(GAP).message().await;
    let suspended = place
        .discord
        .message_command(place.moderator, wording::SUSPEND, &gap);
    assert!(suspended.message().await.content().contains("suspended"));
    assert!(
        ask(GAP)
            .message()
            .await
            .content()
            .contains(said("entry-suspended"))
    );
    let words = place.discord.say(member, channel, "hello");
    let suspended = place
        .discord
        .message_command(place.moderator, wording::SUSPEND, &words);
    assert_eq!(suspended.message().await.content(), wording::NO_ANSWER);
    place.finish().await;
}

/// A gap's answer, without buttons for votes, after its phrasings have gone to another gap.
#[tokio::test]
async fn a_gap_is_suspended_by_its_name_and_not_by_what_its_question_leads_to_now() {
    for journal in [JournalMode::Off, JournalMode::Questions] {
        let folder = tempfile::tempdir().unwrap();
        copy_skerry(folder.path());
        let place = Moderated::start_with_journal(Fake::start().await, folder, journal).await;
        let gap = ask(&place, "price of the lens").await;
        let moved = [
            ("\"price of the lens\", ", ""),
            (
                "\"entrance fee\"",
                "\"entrance fee\", \"price of the lens\"",
            ),
        ];
        change(&place, &moved).await;
        let place = place.restart().await;
        let told = suspend(&place, &gap).await;
        assert!(told.contains("`lens-price`"), "{told}");
        assert!(is_suspended(&place, "How much did the new lens cost?").await);
        assert!(!is_suspended(&place, "price of the lens").await);
        place.finish().await;
    }
}

#[tokio::test]
async fn an_entry_that_has_another_id_now_is_suspended_and_not_the_one_that_has_its_own() {
    let place = Moderated::start().await;
    let answer = place.answer().await;
    // The two exchange their ids.
    let exchanged = [
        ("\"when-relit\"", "\"x\""),
        ("\"foghorn-back\"", "\"when-relit\""),
        ("\"x\"", "\"foghorn-back\""),
    ];
    change(&place, &exchanged).await;
    let told = suspend(&place, &answer).await;
    assert!(told.contains("`foghorn-back`"), "{told}");
    assert!(is_suspended(&place, ANSWERED).await);
    assert!(!is_suspended(&place, "Will the foghorn sound again?").await);
    place.finish().await;
}

#[tokio::test]
async fn an_entry_that_is_gone_stays_suspended_if_it_comes_back() {
    let place = Moderated::start().await;
    let gap = ask(&place, OPENING).await;
    let table = place.read();
    let (before, rest) = table.split_once("[[gap]]\nid = \"visits\"").unwrap();
    let (_, after) = rest.split_once("\n\n").unwrap();
    let preview = place.uploaded(&format!("{before}{after}")).await;
    place.press(&preview, wording::CONFIRM).await;
    let told = suspend(&place, &gap).await;
    assert!(told.contains("`visits`"), "{told}");
    let preview = place.uploaded(&table).await;
    place.press(&preview, wording::CONFIRM).await;
    assert!(is_suspended(&place, OPENING).await);
    place.finish().await;
}

#[tokio::test]
async fn an_id_that_belongs_to_another_entry_is_not_suspended() {
    let place = Moderated::start().await;
    let gap = ask(&place, OPENING).await;
    let table = place.read();
    let (before, rest) = table.split_once("[[gap]]\nid = \"visits\"").unwrap();
    let (_, after) = rest.split_once("\n\n").unwrap();
    let other = "[[gap]]\nid = \"visits\"\nask = [\"Who painted the railing?\"]\n\
                 text = \"The article does not name a painter.\"\n\n";
    let preview = place.uploaded(&format!("{before}{other}{after}")).await;
    place.press(&preview, wording::CONFIRM).await;
    assert_eq!(suspend(&place, &gap).await, wording::ENTRY_GONE);
    assert_eq!(gap.now().unwrap().content(), said("answer-suspended"));
    assert!(!is_suspended(&place, "Who painted the railing?").await);
    place.finish().await;
}

#[tokio::test]
async fn messages_that_name_no_entry_suspend_none() {
    let place = Moderated::start().await;
    for question in [UNSURE, DECLINED] {
        let answer = ask(&place, question).await;
        assert_eq!(suspend(&place, &answer).await, wording::NAMES_NO_ENTRY);
    }
    let list = place.moderator_response("suspended", json!({})).await;
    assert_eq!(list.content(), wording::NOTHING_SUSPENDED);
    place.finish().await;
}

/// Moves the store away while the bot is off, puts something else in its place, and starts again.
async fn without_store(place: Moderated, instead: &str) -> Moderated {
    let Moderated {
        bot,
        discord,
        folder,
        ..
    } = place;
    bot.stop().await;
    discord.finish().await;
    let path = folder.path().join("footnote.db");
    fs::rename(&path, folder.path().join("away")).unwrap();
    fs::write(path, instead.repeat(100)).unwrap();
    Moderated::start_in(Fake::start().await, folder).await
}

#[tokio::test]
async fn while_the_store_is_away_every_question_is_declined_and_status_says_so() {
    let place = Moderated::start().await;
    let answer = place.answer().await;
    suspend(&place, &answer).await;
    let place = without_store(place, "no database ").await;
    for question in [ANSWERED, GAP, UNSURE, DECLINED] {
        assert_eq!(ask(&place, question).await.content(), said("not-ready"));
    }
    let status = place.moderator_response("status", json!({})).await;
    for expected in ["not a database", wording::DECLINING] {
        assert!(status.content().contains(expected), "{}", status.content());
    }
    place.edit(FACT, CHANGED);
    let preview = place.moderator_response("reload", json!({})).await;
    let refused = place.press(&preview, wording::CONFIRM).await;
    let content = refused.content();
    assert!(content.contains("Nothing was changed"), "{content}");
    place.edit(CHANGED, FACT);
    // It comes back by itself.
    let path = place.folder.path().join("footnote.db");
    fs::rename(place.folder.path().join("away"), path).unwrap();
    eventually("another answer", DEADLINE, async || {
        let answer = ask(&place, GAP).await;
        (answer.content() != said("not-ready")).then_some(())
    })
    .await;
    assert!(is_suspended(&place, ANSWERED).await);
    let status = place.moderator_response("status", json!({})).await;
    assert!(!status.content().contains(wording::DECLINING));
    place.finish().await;
}

#[tokio::test]
async fn suspending_an_answer_takes_back_the_others_from_the_same_entry() {
    let place = Moderated::start().await;
    let discord = &place.discord;
    let (member, channel) = (discord.member(), discord.channel());
    let mention = format!("<@{}> {ANSWERED}", discord.bot_id());
    let replied = discord.say(member, channel, &mention).reply().await;
    let direct = discord.say(member, discord.dm(member), ANSWERED);
    let direct = direct.reply().await;
    let options = json!({ "question": ANSWERED, "private": true });
    let private = discord.slash(member, channel, "ask", options);
    let private = private.message().await;
    let moved_on = discord.say(member, channel, &mention);
    let reply = moved_on.reply().await;
    discord.edit(&moved_on, &format!("<@{}> {GAP}", discord.bot_id()));
    reply.edited().await;
    let deleted = discord.say(member, channel, &mention).reply().await;
    discord.delete(&deleted);
    let gap = ask(&place, GAP).await;
    let answer = ask(&place, ANSWERED).await;

    let told = suspend(&place, &answer).await;
    assert!(told.ends_with(&retracting::others(3, 0, 0)), "{told}");
    for taken_back in [&answer, &replied, &direct, &private] {
        let now = taken_back.now().unwrap();
        assert_eq!(now.content(), said("answer-suspended"));
        assert!(now.controls().is_empty());
    }
    for kept in [&gap, &reply] {
        let now = kept.now().unwrap();
        assert!(is_gap(&now), "{}", now.content());
    }
    place.finish().await;
}

#[tokio::test]
async fn answers_that_cannot_be_taken_back_are_counted() {
    let place = Moderated::start().await;
    let (member, channel) = (place.discord.member(), place.discord.channel());
    let options = json!({ "question": ANSWERED });
    let first = place.discord.slash(member, channel, "ask", options);
    let kept = first.message().await;
    let route = "/webhooks/{webhook_id}/{webhook_token}/messages/@original";
    let edit = On::rest("PATCH", route).path(first.original_path());
    let refusal = RestFault::error(403, 50_001, "Missing Access");
    place.discord.fault(edit, refusal);
    place.discord.allow_error(50_001);
    let answer = ask(&place, ANSWERED).await;
    let told = suspend(&place, &answer).await;
    assert!(told.ends_with(&retracting::others(0, 1, 0)), "{told}");
    assert_eq!(kept.now().unwrap().content(), kept.content());
    place.finish().await;
}
