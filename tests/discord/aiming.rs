//! `/ask … for:`: an answer that mentions one member, once, and only where whoever asks could do so themselves.

use std::num::NonZeroU32;

use fake_discord::{Fake, Message, permissions};
use footnote::wording::Words;
use footnote::wording::aiming as words;
use serde_json::{Value, json};

use super::{ANSWERED, DECLINED, GAP, UNSURE};
use crate::support::bot::Bot;
use crate::support::words::said;

/// A channel with a member who asks and one who is asked for.
struct Place {
    discord: Fake,
    bot: Bot,
    friend: u64,
}

impl Place {
    async fn start() -> Self {
        let discord = Fake::start().await;
        let friend = discord.add_member("friend", &[]);
        discord.allow_mention(friend);
        let bot = Bot::start(&discord).await;
        Self {
            discord,
            bot,
            friend,
        }
    }

    /// The member asks for somebody.
    async fn ask_in(&self, channel: u64, question: &str, given: Value) -> Message {
        let mut options = given;
        options["question"] = json!(question);
        let member = self.discord.member();
        let asked = self.discord.slash(member, channel, "ask", options);
        asked.message().await
    }

    async fn ask_for(&self, question: &str, user: u64) -> Message {
        let given = json!({ "for": user.to_string() });
        self.ask_in(self.discord.channel(), question, given).await
    }

    async fn finish(self) {
        self.bot.stop().await;
        self.discord.finish().await;
    }
}

/// Whether nobody is notified of a message that only its asker sees.
#[track_caller]
fn assert_tells_nobody(message: &Message) {
    assert!(message.is_ephemeral(), "{}", message.content());
    let nobody = json!({ "parse": [], "replied_user": false });
    assert_eq!(*message.allowed_mentions(), nobody, "{}", message.content());
    assert_eq!(message.value["mentions"], json!([]));
}

#[tokio::test]
async fn an_answer_for_a_member_is_public_and_mentions_them_alone() {
    let place = Place::start().await;
    let (member, friend) = (place.discord.member(), place.friend);
    for question in [ANSWERED, GAP] {
        let plain = place
            .ask_in(place.discord.channel(), question, json!({}))
            .await;
        let answer = place.ask_for(question, friend).await;
        assert!(!answer.is_ephemeral());
        let (heading, rest) = answer.content().split_once('\n').unwrap();
        assert_eq!(heading, words::asked_for(Words::english(), friend, member));
        assert_eq!(rest, plain.content());
        assert_eq!(answer.labels(), plain.labels());
        let one = json!({ "parse": [], "users": [friend.to_string()], "replied_user": false });
        assert_eq!(*answer.allowed_mentions(), one);
        let mentions = answer.value["mentions"].as_array().unwrap();
        let mentioned: Vec<_> = mentions.iter().map(|user| &user["id"]).collect();
        assert_eq!(mentioned, [&json!(friend.to_string())]);
    }
    place.finish().await;
}

#[tokio::test]
async fn nobody_is_told_that_there_is_no_answer() {
    let place = Place::start().await;
    for question in [UNSURE, DECLINED, "thank you"] {
        let answer = place.ask_for(question, place.friend).await;
        let note = words::not_mentioned(Words::english(), place.friend);
        assert!(answer.content().starts_with(&note), "{}", answer.content());
        assert_tells_nobody(&answer);
        assert!(!answer.labels().iter().any(|own| own == said("delete")));
    }
    place.finish().await;
}

#[tokio::test]
async fn an_answer_for_oneself_is_like_any_other() {
    let place = Place::start().await;
    let answer = place.ask_for(ANSWERED, place.discord.member()).await;
    assert!(!answer.is_ephemeral());
    assert!(answer.content().starts_with("**"), "{}", answer.content());
    assert_eq!(answer.value["mentions"], json!([]));
    place.finish().await;
}

#[tokio::test]
async fn whoever_cannot_be_mentioned_is_not_and_the_asker_sees_the_answer_and_why() {
    let place = Place::start().await;
    let (discord, friend) = (&place.discord, place.friend);
    let quiet = discord.add_channel("announcements");
    discord.overwrite(quiet, discord.member(), 0, permissions::SEND_MESSAGES);
    let hidden = discord.add_channel("hidden");
    discord.overwrite(hidden, friend, 0, permissions::VIEW_CHANNEL);
    let channel = discord.channel();
    let stranger = discord.add_stranger("stranger");
    let robot = discord.add_other_bot("robot");
    let dm = discord.dm(discord.member());
    for (channel, user, private, reason) in [
        (channel, friend, true, said("wanted-private")),
        (dm, discord.bot_id(), false, said("nobody-here")),
        (channel, robot, false, said("no-bots")),
        (channel, discord.bot_id(), false, said("no-bots")),
        (channel, stranger, false, said("unseen")),
        (hidden, friend, false, said("unseen")),
        (quiet, friend, false, said("may-not-write")),
    ] {
        let given = json!({ "for": user.to_string(), "private": private });
        let answer = place.ask_in(channel, ANSWERED, given).await;
        let content = answer.content();
        assert!(content.starts_with(reason), "{reason}: {content}");
        assert!(content.contains("When was the lamp relit?"), "{content}");
        assert_tells_nobody(&answer);
    }
    place.finish().await;
}

#[tokio::test]
async fn in_a_thread_it_needs_the_permission_to_write_there() {
    let place = Place::start().await;
    let (discord, friend) = (&place.discord, place.friend);
    let thread = discord.add_thread(discord.channel(), "thread");
    let given = json!({ "for": friend.to_string() });
    let answer = place.ask_in(thread, ANSWERED, given.clone()).await;
    let heading = words::asked_for(Words::english(), friend, discord.member());
    assert!(answer.content().starts_with(&heading));
    let silent = permissions::SEND_MESSAGES_IN_THREADS;
    discord.overwrite(discord.channel(), discord.member(), 0, silent);
    let answer = place.ask_in(thread, ANSWERED, given).await;
    assert!(answer.content().starts_with(said("may-not-write")));
    assert_tells_nobody(&answer);
    place.finish().await;
}

#[tokio::test]
async fn answers_for_others_are_public_where_answers_are_private_unless_one_says_otherwise_and_rate_limited()
 {
    let discord = Fake::start().await;
    let friend = discord.add_member("friend", &[]);
    discord.allow_mention(friend);
    let bot = Bot::start_with(&discord, |config| {
        config.wording.private = true;
        config.limits.member_per_minute = NonZeroU32::MIN;
    })
    .await;
    let place = Place {
        discord,
        bot,
        friend,
    };
    let answer = place.ask_for(ANSWERED, friend).await;
    assert!(!answer.is_ephemeral());
    let refused = place.ask_for(ANSWERED, friend).await;
    assert_eq!(refused.content(), said("too-many"));
    assert_tells_nobody(&refused);
    place.finish().await;
}

#[tokio::test]
async fn related_questions_under_an_answer_mention_nobody_again() {
    let place = Place::start().await;
    let answer = place.ask_for(ANSWERED, place.friend).await;
    let menu = answer.menu().expect("related questions");
    let id = menu["custom_id"].as_str().unwrap();
    let value = menu["options"][0]["value"].as_str().unwrap();
    let member = place.discord.member();
    let picked = place.discord.select(member, &answer, id, &[value]);
    let changed = picked.message().await;
    assert_eq!(changed.value["mentions"], json!([]));
    place.finish().await;
}
