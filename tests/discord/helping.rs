//! “Ask a person”: who is called, when and how; and how the answer becomes the bot's.

use fake_discord::{Fake, Interaction, MESSAGE_CONTENT, Message, Ping, permissions};
use footnote::config::Server;
use footnote::record::ReleaseMethod;
use footnote::wording::Words;
use footnote::wording::{helping as words, moderators};
use serde_json::{Value, json};

use super::{ANSWERED, DECLINED, GAP, UNSURE};
use crate::support::bot::Bot;
use crate::support::copy_skerry;
use crate::support::moderated::{CHANGED, Extra, FACT, Moderated};
use crate::support::words::said;

/// Discord's codes for a channel that is gone or hidden, and for one in which the bot may not write.
const REFUSED: [u64; 3] = [10_003, 50_001, 50_013];
/// What somebody who helps replies, and the passage that says so.
const REPLY: &str = "Nobody had expected the lamp before summer.";
const PASSAGE: &str = "Nobody had expected it before summer.";

/// A bot with moderators, and people to ask.
struct Place {
    moderated: Moderated,
    /// Those who help.
    role: u64,
    /// Where they are called, unless it is where a member asks.
    channel: u64,
}

impl Place {
    /// People are called in a channel of their own.
    async fn start() -> Self {
        Self::start_with(true, false).await
    }

    async fn start_with(has_channel: bool, message_content: bool) -> Self {
        let extra = |_: &Fake| Extra {
            message_content,
            ..Extra::default()
        };
        Self::start_as(has_channel, extra).await
    }

    async fn start_as(has_channel: bool, extra: impl FnOnce(&Fake) -> Extra) -> Self {
        let discord = Fake::start().await;
        let role = discord.add_role("helpers", 0);
        let channel = discord.add_channel("questions");
        discord.give_bot(discord.add_role("callers", permissions::MENTION_EVERYONE));
        discord.allow_calls(role);
        let extra = Extra {
            helper_role: Some(role),
            helper_channel: has_channel.then_some(channel),
            ..extra(&discord)
        };
        if extra.message_content {
            discord.grant(MESSAGE_CONTENT);
        }
        let folder = tempfile::tempdir().unwrap();
        copy_skerry(folder.path());
        Self {
            moderated: Moderated::start_with(discord, folder, extra).await,
            role,
            channel,
        }
    }

    fn discord(&self) -> &Fake {
        &self.moderated.discord
    }

    /// A member asks by a mention; returns the question and the answer.
    async fn ask(&self, user: u64, question: &str) -> (Message, Message) {
        let text = format!("<@{}> {question}", self.discord().bot_id());
        let question = self.discord().say(user, self.discord().channel(), &text);
        let answer = question.reply().await;
        (question, answer)
    }

    /// Somebody opens the form under an answer.
    async fn open(&self, user: u64, answer: &Message) -> Interaction {
        let discord = self.discord();
        let form = discord.press_label(user, answer, said("ask-person"));
        assert_eq!(form.response().await.kind, 9);
        form
    }

    /// They send it.
    fn send(&self, user: u64, form: &Interaction, question: &str) -> Interaction {
        let fields = [("question", question)];
        self.discord().submit_modal(user, form, &fields)
    }

    /// Somebody calls a person under an answer; returns the answer with what is under it then.
    async fn call(&self, user: u64, answer: &Message, question: &str) -> Message {
        let form = self.open(user, answer).await;
        self.send(user, &form, question).changed().await
    }

    /// The first call in the channel for questions.
    async fn called(&self) -> Message {
        let calls = self.discord().until_messages(self.channel, 1).await;
        calls[0].clone()
    }

    fn calls(&self) -> usize {
        self.discord().messages(self.channel).len()
    }

    /// A moderator sends the form of an answer; returns what comes of the confirmed preview.
    async fn confirmed(&self, form: &Interaction, fields: &[(&str, &str)]) -> Message {
        assert_eq!(form.response().await.kind, 9);
        let moderator = self.moderated.moderator;
        let sent = self.discord().submit_modal(moderator, form, fields);
        let preview = sent.changed().await;
        let content = preview.content();
        assert!(content.contains("ready to go live"), "{content}");
        self.moderated.press(&preview, moderators::CONFIRM).await
    }

    async fn finish(self) {
        self.moderated.finish().await;
    }
}

/// The values of a form's fields.
async fn values(form: &Interaction) -> Value {
    let form = form.response().await;
    assert_eq!(form.kind, 9);
    let rows = form.raw["data"]["components"].as_array().unwrap().iter();
    let fields = rows.map(|row| &row["components"][0]);
    let named = fields.map(|field| {
        let name = field["custom_id"].as_str().unwrap().to_owned();
        (name, field["value"].clone())
    });
    Value::Object(named.collect())
}

fn offers_person(message: &Message) -> bool {
    message
        .labels()
        .iter()
        .any(|label| label == said("ask-person"))
}

/// Whether what is under an answer says that a person has been asked.
fn says_asked(message: &Message) -> bool {
    let buttons = message.buttons();
    let mut asked = buttons
        .iter()
        .filter(|own| own.label == said("person-asked"));
    asked.next().is_some_and(|own| own.is_disabled) && !offers_person(message)
}

#[tokio::test]
async fn an_answer_of_a_person_becomes_the_bots_and_reaches_the_member() {
    for (message_content, ping) in [(false, Ping::Yes), (false, Ping::No), (true, Ping::No)] {
        let place = Place::start_with(true, message_content).await;
        let (discord, member) = (place.discord(), place.discord().member());
        let (question, answer) = place.ask(member, DECLINED).await;
        place.call(member, &answer, DECLINED).await;
        let call = place.called().await;

        let moderator = place.moderated.moderator;
        let reply = discord.reply(moderator, &call, REPLY, ping);
        let form = discord.message_command(moderator, words::MAKE_ANSWER, &reply);
        let filled = json!({ "text": REPLY, "quote": PASSAGE, "ask": DECLINED });
        assert_eq!(values(&form).await, filled);
        let fields = [("text", REPLY), ("quote", PASSAGE), ("ask", DECLINED)];
        let live = place.confirmed(&form, &fields).await;
        assert!(live.content().contains("is live"), "{}", live.content());
        assert!(
            live.content().ends_with(words::ASKER_TOLD),
            "{}",
            live.content()
        );

        let replies = question.replies();
        let [_, notice] = &replies[..] else {
            panic!("{replies:?}");
        };
        let heading = words::answered_now(Words::english(), member);
        assert!(
            notice.content().starts_with(&heading),
            "{}",
            notice.content()
        );
        assert!(notice.content().contains(REPLY), "{}", notice.content());
        assert_eq!(notice.value["mentions"], json!([]));
        let (_, again) = place.ask(member, DECLINED).await;
        assert!(again.content().contains(REPLY), "{}", again.content());
        // It is no question to the bot, nor one that it could not hear.
        assert!(reply.replies().is_empty());
        place.finish().await;
    }
}

#[tokio::test]
async fn a_call_mentions_the_role_alone_and_shows_the_question_as_it_was_typed() {
    let place = Place::start().await;
    let (discord, member) = (place.discord(), place.discord().member());
    let typed = format!(
        "pizza @everyone <@&{}> **now**\n# x https://a.example",
        place.role
    );
    let (question, answer) = place.ask(member, &typed).await;
    let form = place.open(member, &answer).await;
    let offered = values(&form).await["question"].as_str().unwrap().to_owned();
    assert_eq!(offered, typed.replace('\n', " "));
    let asked = place.send(member, &form, &typed).changed().await;
    assert!(says_asked(&asked), "{:?}", asked.labels());
    assert_eq!(asked.content(), answer.content());

    let call = place.called().await;
    let lines: Vec<&str> = call.content().lines().collect();
    let mentions = format!("<@&{}> <@{member}> ", place.role);
    assert!(lines[0].starts_with(&mentions), "{lines:?}");
    let shown = format!(
        "> pizza \\@everyone \\<\\@&{}\\> \\*\\*now\\*\\* \\# x https\\://a.example",
        place.role
    );
    assert_eq!(lines[1], shown);
    let one = json!({ "parse": [], "replied_user": false, "roles": [place.role.to_string()] });
    assert_eq!(*call.allowed_mentions(), one);
    assert_eq!(call.value["mention_roles"], json!([place.role.to_string()]));
    assert_eq!(call.value["mentions"], json!([]));
    let link = call.buttons().into_iter().find_map(|button| button.url);
    let (guild, channel) = (discord.guild(), discord.channel());
    let url = format!(
        "https://discord.com/channels/{guild}/{channel}/{}",
        question.id
    );
    assert_eq!(link, Some(url));

    // From the button, a moderator gets the question as it was typed.
    let moderator = place.moderated.moderator;
    let form = discord.press_label(moderator, &call, words::ADD_ANSWER);
    assert_eq!(values(&form).await["ask"], offered);
    place.finish().await;
}

#[tokio::test]
async fn without_a_role_nobody_can_be_asked() {
    let place = Moderated::start().await;
    let (discord, member) = (&place.discord, place.discord.member());
    for question in [DECLINED, UNSURE] {
        let text = format!("<@{}> {question}", discord.bot_id());
        let answer = discord.say(member, discord.channel(), &text).reply().await;
        assert!(!offers_person(&answer), "{:?}", answer.labels());
    }
    let commands = discord.commands(None);
    assert!(commands.iter().all(|own| own["name"] != words::MAKE_ANSWER));
    place.finish().await;
}

#[tokio::test]
async fn a_person_can_be_asked_wherever_the_bot_has_no_answer() {
    let place = Place::start().await;
    let (discord, member) = (place.discord(), place.discord().member());
    for (question, is_offered) in [
        (DECLINED, true),
        (UNSURE, true),
        (ANSWERED, false),
        (GAP, false),
        ("thanks", false),
    ] {
        let (_, answer) = place.ask(member, question).await;
        assert_eq!(offers_person(&answer), is_offered, "{question}");
        let direct = discord.say(member, discord.dm(member), question);
        assert!(!offers_person(&direct.reply().await), "{question}");
    }
    // “None of these” keeps the question, whether it is pressed or typed.
    let (_, unsure) = place.ask(member, UNSURE).await;
    let typed = discord.reply(member, &unsure, "none of these", Ping::Yes);
    let pressed = discord.press_label(member, &unsure, said("none-of-these"));
    for none in [typed.reply().await, pressed.message().await] {
        assert!(none.content().starts_with(said("none-fits")), "{none:?}");
        let form = place.open(member, &none).await;
        assert_eq!(values(&form).await["question"], UNSURE);
    }
    let (_, answer) = place.ask(member, ANSWERED).await;
    let rejected = discord.press_label(member, &answer, said("not-this"));
    let form = place.open(member, &rejected.message().await).await;
    assert_eq!(values(&form).await["question"], ANSWERED);
    place.finish().await;
}

#[tokio::test]
async fn a_person_is_called_once_for_an_answer() {
    let mut place = Place::start().await;
    let member = place.discord().member();
    let other = place.discord().add_member("other", &[]);
    let (_, answer) = place.ask(member, DECLINED).await;
    let forms = [
        place.open(member, &answer).await,
        place.open(other, &answer).await,
        place.open(other, &answer).await,
    ];
    place.send(member, &forms[0], DECLINED).changed().await;
    let again = place.send(other, &forms[1], DECLINED).message().await;
    assert_eq!(again.content(), said("already-asked"));
    assert!(again.is_ephemeral());
    place.moderated = place.moderated.restart().await;
    let again = place.send(other, &forms[2], DECLINED).message().await;
    assert_eq!(again.content(), said("already-asked"));
    assert!(says_asked(&answer.now().unwrap()));
    assert_eq!(place.calls(), 1);
    place.finish().await;
}

#[tokio::test]
async fn calls_are_few() {
    let place = Place::start().await;
    let members = ["ada", "ben", "cem"].map(|name| place.discord().add_member(name, &[]));
    let mut refused = Vec::new();
    for member in members {
        for _ in 0..3 {
            let (_, answer) = place.ask(member, DECLINED).await;
            let form = place.open(member, &answer).await;
            let sent = place.send(member, &form, DECLINED);
            if sent.response().await.kind == 4 {
                let told = sent.message().await;
                assert!(told.is_ephemeral());
                assert!(offers_person(&answer.now().unwrap()));
                refused.push(told.content().to_owned());
            } else {
                assert!(says_asked(&sent.changed().await));
            }
        }
    }
    let expected = [
        said("asked-enough"),
        said("asked-enough"),
        said("helpers-busy"),
        said("helpers-busy"),
    ];
    assert_eq!(refused, expected);
    assert_eq!(place.calls(), 5);
    place.finish().await;
}

#[tokio::test]
async fn where_nobody_can_be_called_nothing_is_half_done() {
    for fault in ["mention", "role", "write", "see"] {
        let place = Place::start().await;
        let (discord, member) = (place.discord(), place.discord().member());
        let denied = match fault {
            "mention" => permissions::MENTION_EVERYONE,
            "write" => permissions::SEND_MESSAGES,
            "see" => permissions::VIEW_CHANNEL,
            _ => 0,
        };
        discord.deny(place.channel, denied);
        if fault == "role" {
            discord.remove_role(place.role);
        }
        for code in REFUSED {
            discord.allow_error(code);
        }
        let (_, answer) = place.ask(member, DECLINED).await;
        let form = place.open(member, &answer).await;
        let sent = place.send(member, &form, DECLINED);
        let told = sent.followups_of(1).await;
        assert_eq!(told[0].content(), said("not-called"), "{fault}");
        assert!(told[0].is_ephemeral());
        assert_eq!(place.calls(), 0, "{fault}");
        assert!(offers_person(&answer.now().unwrap()));
        if fault != "role" {
            // Once that is put right, the same button works.
            discord.deny(place.channel, 0);
            let asked = place.call(member, &answer, DECLINED).await;
            assert!(says_asked(&asked), "{fault}");
            assert_eq!(place.calls(), 1, "{fault}");
        }
        place.finish().await;
    }
}

#[tokio::test]
async fn without_a_channel_of_their_own_people_are_called_where_the_member_asks() {
    let place = Place::start_with(false, false).await;
    let (discord, member) = (place.discord(), place.discord().member());
    let thread = discord.add_thread(discord.channel(), "about pizza");
    // Only the member sees the decline, of which the button cannot carry all.
    let long = format!("any pizza recipe {}?", "mozzarella and basil ".repeat(6));
    let asked = discord.slash(member, thread, "ask", json!({ "question": long }));
    let answer = asked.message().await;
    assert!(answer.is_ephemeral());
    let form = place.open(member, &answer).await;
    let offered = values(&form).await["question"].as_str().unwrap().to_owned();
    let beginning = offered.strip_suffix('…').unwrap();
    assert!(
        long.starts_with(beginning) && beginning.len() > 60,
        "{offered}"
    );
    let asked = place.send(member, &form, &long).changed().await;
    assert!(says_asked(&asked), "{:?}", asked.labels());

    let calls = discord.until_messages(thread, 1).await;
    let call = &calls[0];
    assert!(
        call.content().contains(&format!("> {long}\n")),
        "{}",
        call.content()
    );
    let link = call.buttons().into_iter().find_map(|button| button.url);
    let url = format!("https://discord.com/channels/{}/{thread}", discord.guild());
    assert_eq!(link, Some(url));

    let moderator = place.moderated.moderator;
    let form = discord.press_label(moderator, call, words::ADD_ANSWER);
    let fields = [("text", REPLY), ("quote", PASSAGE), ("ask", &long)];
    place.confirmed(&form, &fields).await;
    let notice = &discord.until_messages(thread, 2).await[1];
    assert!(notice.content().contains(REPLY), "{}", notice.content());
    assert_eq!(notice.replies_to(), None);
    assert_eq!(notice.value["mentions"], json!([]));
    place.finish().await;
}

#[tokio::test]
async fn what_was_asked_in_private_is_not_answered_in_public() {
    let place = Place::start().await;
    let (discord, member) = (place.discord(), place.discord().member());
    let channel = discord.channel();
    let asked = discord.slash(member, channel, "ask", json!({ "question": DECLINED }));
    let answer = asked.message().await;
    assert!(answer.is_ephemeral());
    place.call(member, &answer, DECLINED).await;
    let call = place.called().await;
    let before = discord.messages(channel).len();
    let form = discord.press_label(place.moderated.moderator, &call, words::ADD_ANSWER);
    let fields = [("text", REPLY), ("quote", PASSAGE), ("ask", DECLINED)];
    let live = place.confirmed(&form, &fields).await;
    assert!(
        live.content().ends_with(words::ASKED_PRIVATELY),
        "{}",
        live.content()
    );
    assert_eq!(discord.messages(channel).len(), before);
    place.finish().await;
}

#[tokio::test]
async fn the_bot_stays_out_of_a_reply_to_a_call_in_an_ask_channel_too() {
    let ask = |discord: &Fake| Extra {
        message_content: true,
        ask_channel: Some(discord.channel()),
        ..Extra::default()
    };
    let place = Place::start_as(false, ask).await;
    let (discord, member) = (place.discord(), place.discord().member());
    let (_, answer) = place.ask(member, DECLINED).await;
    place.call(member, &answer, DECLINED).await;
    let mut messages = discord.messages(discord.channel()).into_iter();
    let call = messages.find(|own| own.labels().contains(&words::ADD_ANSWER.to_owned()));
    let reply = discord.reply(
        place.moderated.moderator,
        &call.unwrap(),
        ANSWERED,
        Ping::No,
    );
    // The same is answered where it is no reply to a call.
    let asked = discord.say(member, discord.channel(), ANSWERED);
    assert!(asked.reply().await.content().contains("winters"));
    assert!(reply.replies().is_empty());
    place.finish().await;
}

#[tokio::test]
async fn only_moderators_answer_a_call() {
    let place = Place::start().await;
    let (discord, member) = (place.discord(), place.discord().member());
    let (question, answer) = place.ask(member, DECLINED).await;
    place.call(member, &answer, DECLINED).await;
    let call = place.called().await;
    let helper = discord.add_member("helper", &[place.role]);
    let reply = discord.reply(helper, &call, REPLY, Ping::No);
    for used in [
        discord.message_command(helper, words::MAKE_ANSWER, &reply),
        discord.press_label(member, &call, words::ADD_ANSWER),
    ] {
        assert_eq!(used.message().await.content(), moderators::NO_MODERATOR);
    }
    // What somebody else has replied, a moderator can make the answer; what replies to nothing, not.
    let moderator = place.moderated.moderator;
    let form = discord.message_command(moderator, words::MAKE_ANSWER, &reply);
    assert_eq!(values(&form).await["text"], REPLY);
    for other in [&question, &answer, &call] {
        let used = discord.message_command(moderator, words::MAKE_ANSWER, other);
        let told = used.message().await;
        assert_eq!(told.content(), words::NO_REPLY_TO_CALL);
        assert!(told.is_ephemeral());
    }
    discord.delete(&call);
    discord.allow_error(10_008);
    let used = discord.message_command(moderator, words::MAKE_ANSWER, &reply);
    assert_eq!(used.message().await.content(), words::CALL_GONE);
    place.finish().await;
}

#[tokio::test]
async fn the_member_is_told_though_another_version_went_live_meanwhile() {
    let place = Place::start().await;
    let (discord, member) = (place.discord(), place.discord().member());
    let (question, answer) = place.ask(member, DECLINED).await;
    place.call(member, &answer, DECLINED).await;
    let call = place.called().await;
    let moderator = place.moderated.moderator;
    let form = discord.press_label(moderator, &call, words::ADD_ANSWER);
    form.response().await;
    let fields = [("text", REPLY), ("quote", PASSAGE), ("ask", DECLINED)];
    let sent = discord.submit_modal(moderator, &form, &fields);
    let preview = sent.changed().await;

    place.moderated.edit(FACT, CHANGED);
    let order = &place.moderated.bot.order;
    order.send(ReleaseMethod::Signal).await.unwrap();
    let channel = place.moderated.moderator_channel;
    let is_signal = |told: &Message| told.content().contains("signal");
    discord
        .until_message(channel, "the reload", is_signal)
        .await;
    let again = place.moderated.press(&preview, moderators::CONFIRM).await;
    assert!(
        again.content().starts_with(moderators::BASE_CHANGED),
        "{}",
        again.content()
    );
    assert_eq!(question.replies().len(), 1);
    let live = place.moderated.press(&again, moderators::CONFIRM).await;
    assert!(
        live.content().ends_with(words::ASKER_TOLD),
        "{}",
        live.content()
    );
    assert!(question.replies()[1].content().contains(REPLY));
    place.finish().await;
}

#[tokio::test]
async fn whoever_cannot_be_told_is_not_said_to_be() {
    let place = Place::start().await;
    let (discord, member) = (place.discord(), place.discord().member());
    let (_, answer) = place.ask(member, DECLINED).await;
    place.call(member, &answer, DECLINED).await;
    let call = place.called().await;
    let form = discord.press_label(place.moderated.moderator, &call, words::ADD_ANSWER);
    discord.deny(discord.channel(), permissions::SEND_MESSAGES);
    discord.allow_error(50_013);
    let fields = [("text", REPLY), ("quote", PASSAGE), ("ask", DECLINED)];
    let live = place.confirmed(&form, &fields).await;
    assert!(
        live.content().ends_with(words::ASKER_NOT_TOLD),
        "{}",
        live.content()
    );
    place.finish().await;
}

#[tokio::test]
async fn a_server_without_helpers_any_more_says_so() {
    let discord = Fake::start().await;
    let role = discord.add_role("helpers", 0);
    let helped = |config: &mut footnote::config::Config, role: Option<u64>| {
        config.servers.0 = vec![Server {
            helper_role: role.map(|role| role.try_into().unwrap()),
            ..Server::of(discord.guild().try_into().unwrap())
        }];
    };
    let bot = Bot::start_with(&discord, |config| helped(config, Some(role))).await;
    let text = format!("<@{}> {DECLINED}", discord.bot_id());
    let member = discord.member();
    let answer = discord.say(member, discord.channel(), &text).reply().await;
    let form = discord.press_label(member, &answer, said("ask-person"));
    form.response().await;
    bot.stop().await;
    let bot = Bot::start_with(&discord, |config| helped(config, None)).await;
    let sent = discord.submit_modal(member, &form, &[("question", DECLINED)]);
    assert_eq!(sent.message().await.content(), said("nobody-to-ask"));
    bot.stop().await;
    discord.finish().await;
}
