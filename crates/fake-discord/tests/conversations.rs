//! Conversations between users and the bot.

use serde_json::json;

use crate::bot::Bot;
use fake_discord::{Fake, MESSAGE_CONTENT, Ping};

#[tokio::test]
async fn a_bot_registers_its_commands_and_answers() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    discord.ready().await;
    assert_eq!(discord.commands(None).len(), 3);
    assert_eq!(discord.command_writes(), 1);

    let asked = discord.slash(
        discord.member(),
        discord.channel(),
        "ask",
        json!({ "question": "why?" }),
    );
    let response = asked.response().await;
    assert_eq!((response.kind, response.ephemeral), (4, false));
    let message = asked.message().await;
    assert_eq!(message.content(), "asked: why?");
    assert_eq!(message.labels(), ["More", "Change", "Form", "Delete"]);

    let typed = discord.autocomplete(discord.member(), discord.channel(), "ask", "question", "wh");
    assert_eq!(typed.response().await.names(), ["whale", "wheat"]);

    let more = discord.press_label(discord.member(), &message, "More");
    assert!(more.message().await.is_ephemeral());
    let change = discord.press(discord.member(), &message, "change");
    assert_eq!(change.response().await.kind, 7);
    assert_eq!(change.message().await.content(), "changed");
    assert!(message.now().unwrap().labels().is_empty());
    assert_eq!(discord.messages(discord.channel()).len(), 1);
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn deferrals_follow_ups_select_menus_and_modals() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    discord.ready().await;
    let (member, channel) = (discord.member(), discord.channel());

    let later = discord.slash(member, channel, "later", json!({}));
    assert_eq!(later.response().await.kind, 5);
    assert_eq!(later.message().await.content(), "at last");
    assert!(later.followups_of(1).await[0].is_ephemeral());

    let private = json!({ "question": "x", "private": true });
    let asked = discord.slash(member, channel, "ask", private);
    assert!(asked.response().await.ephemeral);
    let message = asked.message().await;
    let picked = discord.select(member, &message, "menu", &["two"]);
    assert_eq!(picked.message().await.content(), "picked");
    let form = discord.press_label(member, &message, "Form");
    assert_eq!(form.response().await.kind, 9);
    let sent = discord.submit_modal(member, &form, &[("text", "words")]);
    assert_eq!(sent.message().await.content(), "written: words");
    let gone = discord.press_label(member, &message, "Delete");
    assert_eq!(gone.response().await.kind, 6);
    message.deleted().await;

    let said = discord.say(member, channel, "unheard words");
    let read = discord.message_command(member, "Read this", &said);
    assert_eq!(read.message().await.content(), "it says: unheard words");
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn intents_and_mentions_decide_what_a_bot_reads() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    discord.ready().await;
    let (member, channel) = (discord.member(), discord.channel());

    let unheard = discord.say(member, channel, "bot, are you there?");
    bot.has_handled(&unheard, 1).await;
    assert!(unheard.replies().is_empty());
    let heard = discord.say(member, channel, &format!("bot, <@{}>?", discord.bot_id()));
    let answer = heard.reply().await;
    assert_eq!(answer.replies_to(), Some(heard.id));
    let silent = discord.reply(member, &answer, "bot, again", Ping::No);
    bot.has_handled(&silent, 1).await;
    assert!(silent.replies().is_empty());
    let pinged = discord.reply(member, &answer, "bot, again", Ping::Yes);
    pinged.reply().await;
    let direct = discord.say(member, discord.dm(member), "hello");
    assert_eq!(discord.reply_to(&direct).await.content(), "heard: hello");
    bot.stop().await;
    discord.finish().await;

    let discord = Fake::start().await;
    discord.grant(MESSAGE_CONTENT);
    let intents = serenity::all::GatewayIntents::GUILD_MESSAGES
        | serenity::all::GatewayIntents::MESSAGE_CONTENT;
    let bot = Bot::start_with(&discord, intents).await;
    discord.ready().await;
    let heard = discord.say(discord.member(), discord.channel(), "bot, are you there?");
    heard.reply().await;
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn dms_have_commands_and_components() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    discord.ready().await;
    let member = discord.member();
    let direct = discord.dm(member);
    let asked = discord.slash(member, direct, "ask", json!({ "question": "why?" }));
    let message = asked.message().await;
    let changed = discord.press_label(member, &message, "Change");
    assert_eq!(changed.message().await.content(), "changed");
    let said = discord.say(member, direct, "words");
    let heard = said.reply().await;
    discord.edit(&said, "other words");
    assert!(said.now().unwrap().is_edited());
    discord.unfurl(&said);
    discord.delete(&said);
    said.deleted().await;
    assert_eq!(discord.messages(direct).len(), 2);
    assert_eq!(heard.allowed_mentions()["parse"], json!([]));
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn guilds_join_and_become_unavailable() {
    let discord = Fake::start().await;
    discord.set_shards(1);
    let bot = Bot::start(&discord).await;
    discord.ready().await;
    let guild = discord.add_guild("another");
    let channel = discord.add_channel_in(guild, "talk");
    discord.join(guild, discord.member(), &[]);
    let thread = discord.add_thread(channel, "a thread");
    let text = format!("bot, <@{}>!", discord.bot_id());
    discord.say(discord.member(), thread, &text).reply().await;
    discord.begin_guild_outage(guild);
    let unheard = discord.say(discord.member(), channel, &text);
    discord.end_guild_outage(guild);
    discord.say(discord.member(), channel, &text).reply().await;
    // A later message was handled, and this one was not.
    assert!(!bot.was_sent(&unheard) && unheard.replies().is_empty());
    bot.stop().await;
    discord.finish().await;
}
