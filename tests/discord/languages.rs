//! The bot's own words in the language of whoever reads them: a member's in what only they asked for by a command, the
//! server's in what is said to a message. What curators wrote stays as it is.

use fake_discord::{Fake, Message, On, RestFault, permissions};
use footnote::wording::moderators;
use serde_json::{Value, json};

use super::{ANSWERED, DECLINED, UNSURE};
use crate::support::bot::Bot;
use crate::support::copy_skerry;
use crate::support::moderated::{Extra, Moderated};
use crate::support::words::{said, said_in};

/// Every locale of Discord's that the bot speaks, with the tag of its language.
const LOCALES: [(&str, &str); 7] = [
    ("en-US", "en"),
    ("en-GB", "en"),
    ("de", "de"),
    ("es-ES", "es"),
    ("es-419", "es"),
    ("fr", "fr"),
    ("pt-BR", "pt-BR"),
];

/// A member asks with `/ask`.
async fn ask(discord: &Fake, question: &str) -> Message {
    let given = json!({ "question": question });
    let asked = discord.slash(discord.member(), discord.channel(), "ask", given);
    asked.message().await
}

/// A member asks by a mention.
async fn mention(discord: &Fake, question: &str) -> Message {
    let text = format!("<@{}> {question}", discord.bot_id());
    let asked = discord.say(discord.member(), discord.channel(), &text);
    asked.reply().await
}

#[tokio::test]
async fn a_command_is_answered_in_the_language_of_the_member() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    discord.set_server_locale("fr");
    let plain = ask(&discord, ANSWERED).await;
    for (locale, language) in LOCALES.into_iter().chain([("ja", "en")]) {
        discord.set_locale(discord.member(), locale);
        let answer = ask(&discord, ANSWERED).await;
        let curated = |answer: &Message| {
            let lines = answer.content().lines().take(3);
            lines.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(curated(&answer), curated(&plain), "{locale}");
        // A label has plain spaces.
        let label = |sentence| said_in(language, sentence).replace('\u{a0}', " ");
        let labels = [label("show-source"), label("why")];
        assert_eq!(answer.labels()[..2], labels, "{locale}");
        let declined = ask(&discord, DECLINED).await;
        let words = said_in(language, "declined");
        assert!(declined.content().starts_with(words), "{declined:?}");
        let unsure = ask(&discord, UNSURE).await;
        let words = said_in(language, "did-you-mean");
        assert!(unsure.content().starts_with(words), "{unsure:?}");
        let pressed = discord.press_label(discord.member(), &answer, said_in(language, "helpful"));
        let thanks = pressed.message().await;
        assert_eq!(thanks.content(), said_in(language, "thanks"), "{locale}");
    }
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn a_message_is_answered_in_the_language_of_the_server() {
    let discord = Fake::start().await;
    discord.set_server_locale("fr");
    discord.set_locale(discord.member(), "de");
    let bot = Bot::start(&discord).await;
    let declined = mention(&discord, DECLINED).await;
    let french = said_in("fr", "declined");
    assert!(declined.content().starts_with(french), "{declined:?}");
    let again = mention(&discord, ANSWERED).await;
    assert_eq!(again.labels()[0], said_in("fr", "show-source"));
    assert_eq!(discord.count("GET", "/guilds/{guild_id}"), 1);
    // What only the member sees is in theirs.
    let pressed = discord.press_label(discord.member(), &again, said_in("fr", "helpful"));
    let thanks = pressed.message().await;
    assert_eq!(thanks.content(), said_in("de", "thanks"));
    let dm = discord.dm(discord.member());
    let private = discord.say(discord.member(), dm, DECLINED).reply().await;
    assert!(
        private.content().starts_with(said("declined")),
        "{private:?}"
    );
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn a_server_that_chooses_another_language_is_noticed_by_the_next_command() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let english = mention(&discord, DECLINED).await;
    assert!(english.content().starts_with(said("declined")));
    discord.set_server_locale("pt-BR");
    ask(&discord, ANSWERED).await;
    let declined = mention(&discord, DECLINED).await;
    let portuguese = said_in("pt-BR", "declined");
    assert!(declined.content().starts_with(portuguese), "{declined:?}");
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn while_nobody_knows_the_language_of_a_server_it_is_english() {
    let discord = Fake::start().await;
    discord.set_server_locale("es-ES");
    let bot = Bot::start(&discord).await;
    discord.fault(
        On::rest("GET", "/guilds/{guild_id}"),
        RestFault::status(500),
    );
    let english = mention(&discord, DECLINED).await;
    assert!(
        english.content().starts_with(said("declined")),
        "{english:?}"
    );
    let known = mention(&discord, DECLINED).await;
    assert!(
        known.content().starts_with(said_in("es", "declined")),
        "{known:?}"
    );
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn commands_are_registered_in_every_language() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let commands = discord.commands(None);
    let named = |name: &str| {
        let mut own = commands.iter();
        own.find(|command| command["name"] == name).unwrap()
    };
    let check = |own: &Value, sentence: &str| {
        for (locale, language) in LOCALES {
            assert_eq!(
                own["name_localizations"][locale],
                said_in(language, sentence),
                "{locale}"
            );
        }
    };
    check(named("ask"), "ask-command");
    check(named("topics"), "topics-command");
    check(named("about"), "about-command");
    check(named("privacy"), "privacy-command");
    check(named(said("answer-this")), "answer-this");
    let options = ["ask-question", "ask-private", "ask-for"];
    for (index, option) in options.into_iter().enumerate() {
        check(&named("ask")["options"][index], option);
    }
    let german = &named("ask")["description_localizations"]["de"];
    assert!(german.as_str().unwrap().contains("Frage"), "{german}");
    bot.stop().await;
    // A release that spoke English alone had left them.
    let mut before = commands.clone();
    for command in &mut before {
        command["name_localizations"] = Value::Null;
    }
    discord.leave_commands(None, &before);
    let bot = Bot::start(&discord).await;
    discord.until_command_writes(2).await;
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn what_others_are_to_read_is_in_the_language_of_the_server() {
    let discord = Fake::start().await;
    discord.set_server_locale("fr");
    discord.set_locale(discord.member(), "de");
    discord.give_bot(discord.add_role("callers", permissions::MENTION_EVERYONE));
    let (role, channel) = (
        discord.add_role("helpers", 0),
        discord.add_channel("questions"),
    );
    discord.allow_calls(role);
    let extra = Extra {
        helper_role: Some(role),
        helper_channel: Some(channel),
        ..Extra::default()
    };
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    let place = Moderated::start_with(discord, folder, extra).await;
    let (discord, member) = (&place.discord, place.discord.member());

    // The form and the button are for the member, the call for those who help.
    let declined = ask(discord, DECLINED).await;
    let form = discord.press_label(member, &declined, said_in("de", "ask-person"));
    let opened = form.response().await;
    assert_eq!(opened.raw["data"]["title"], said_in("de", "ask-person"));
    let sent = discord.submit_modal(member, &form, &[("question", DECLINED)]);
    let labels = sent.changed().await.labels();
    let asked = said_in("de", "person-asked").to_owned();
    assert!(labels.contains(&asked), "{labels:?}");
    let call = discord.until_messages(channel, 1).await[0].clone();
    let hint = format!("-# {}", said_in("fr", "call-hint"));
    assert!(call.content().ends_with(&hint), "{}", call.content());
    assert_eq!(call.content().lines().nth(1), Some("> any pizza recipe?"));
    assert_eq!(call.labels()[0], said_in("fr", "go-there"));

    // A moderator of another language takes back what everyone sees.
    discord.set_locale(place.moderator, "es-ES");
    let answer = ask(discord, ANSWERED).await;
    let suspended = discord.message_command(place.moderator, moderators::SUSPEND, &answer);
    suspended.message().await;
    let now = answer.now().unwrap();
    assert_eq!(now.content(), said_in("fr", "answer-suspended"));
    place.finish().await;
}
