//! Forums: whose words are heard in a post, with and without Message Content, and when the bot keeps
//! silent.

mod manners;
mod solved;

use std::time::Duration;

use fake_discord::{Event, Fake, GatewayFault, MESSAGE_CONTENT, Message, OnEvent, permissions};
use footnote::config::Server;
use footnote::record::{Channel, Day, UnixSeconds};
use footnote::release;
use footnote::store::Store;
use serde_json::Value;

use super::{ANSWERED, DECLINED, GAP, is_gap};
use crate::store::file::place;
use crate::support::bot::{Bot, settings};
use crate::support::path;

/// A title that the example table answers.
const TITLE: &str = "relighting date of the lamp";
/// What the answer to it is headed with.
const HEADING: &str = "When was the lamp relit?";
/// How long the bot waits for a second message.
const WAIT: Duration = Duration::from_millis(300);
/// The intents: servers, their messages, direct messages; none of them privileged.
const PLAIN_INTENTS: u64 = 1 | 1 << 9 | 1 << 12;

/// Whether the bot has Message Content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Intent {
    Without,
    With,
}

/// A bot with a forum, and people.
struct Forum {
    discord: Fake,
    bot: Bot,
    intent: Intent,
    channel: u64,
    /// The role of its moderators.
    role: u64,
    author: u64,
    moderator: u64,
}

impl Forum {
    async fn open(intent: Intent) -> Self {
        let discord = Fake::start().await;
        let role = discord.add_role("helpers", 0);
        let channel = discord.add_forum("help", &["lamp", "Solved ✅", "boats"]);
        let moderator = discord.add_member("helper", &[role]);
        let bot = Self::bot(&discord, intent, channel, role).await;
        let author = discord.add_member("author", &[]);
        Self {
            discord,
            bot,
            intent,
            channel,
            role,
            author,
            moderator,
        }
    }

    async fn restarted(self) -> Self {
        self.bot.stop().await;
        let bot = Self::bot(&self.discord, self.intent, self.channel, self.role).await;
        Self { bot, ..self }
    }

    async fn bot(discord: &Fake, intent: Intent, forum: u64, role: u64) -> Bot {
        let has_content = intent == Intent::With;
        if has_content {
            discord.grant(MESSAGE_CONTENT);
        }
        let start = Bot::start_with(discord, |config| {
            config.discord.message_content = has_content;
            config.posts.wait = WAIT;
            config.servers.0 = vec![Server {
                forums: vec![forum.try_into().unwrap()],
                moderator_roles: vec![role.try_into().unwrap()],
                ..Server::of(discord.guild().try_into().unwrap())
            }];
        });
        start.await
    }

    fn post(&self, title: &str, body: &str) -> Message {
        self.discord
            .open_post(self.author, self.channel, title, body, &[])
    }

    /// Returns when the bot no longer waits for whoever has written so far: it has answered somebody who
    /// wrote later.
    async fn wait_is_over(&self) {
        self.post(TITLE, "").reply().await;
    }

    /// Stops the bot once it has done what it does, and returns the fake.
    async fn close(self) -> Fake {
        self.bot.stop_when_done(&self.discord).await;
        self.discord
    }

    /// Ends a test in which the bot leaves these messages alone.
    async fn finish_silent_on(self, messages: impl IntoIterator<Item = Message>) {
        let discord = self.close().await;
        for message in messages {
            assert!(message.replies().is_empty(), "{message:?}");
        }
        discord.finish().await;
    }
}

fn is_answer(message: &Message) -> bool {
    message.content().contains(HEADING)
}

/// The frames of this event that the gateway sent.
fn sent(discord: &Fake, event: &str) -> Vec<Value> {
    let log = discord.log().into_iter();
    let frames = log.filter_map(|entry| match entry.event {
        Event::Sent(_, text) => serde_json::from_str::<Value>(&text).ok(),
        _ => None,
    });
    frames.filter(|frame| frame["t"] == event).collect()
}

#[tokio::test]
async fn a_title_is_enough_without_a_privileged_intent() {
    let forum = Forum::open(Intent::Without).await;
    let post = forum.post(TITLE, "we argued about it at breakfast");
    let reply = post.reply().await;
    assert!(is_answer(&reply), "{}", reply.content());
    let discord = forum.close().await;
    let log = discord.log();
    let identify = log.iter().find_map(|entry| match &entry.event {
        Event::Received(_, text) => {
            let frame: Value = serde_json::from_str(text).ok()?;
            (frame["op"] == 2).then(|| frame["d"]["intents"].as_u64())?
        }
        _ => None,
    });
    assert_eq!(identify, Some(PLAIN_INTENTS));
    let [opened] = &sent(&discord, "THREAD_CREATE")[..] else {
        panic!("one post was opened");
    };
    assert_eq!(opened["d"]["name"], TITLE);
    assert_eq!(opened["d"]["newly_created"], true);
    let [written, ..] = &sent(&discord, "MESSAGE_CREATE")[..] else {
        panic!("the post has a message");
    };
    assert_eq!(written["d"]["content"], "");
    discord.finish().await;
}

#[tokio::test]
async fn a_post_is_asked_by_its_title_and_by_what_the_bot_may_read() {
    // The title, the text, and whether it is answered without and with Message Content.
    let rows = [
        (
            TITLE,
            "any help is welcome, I looked everywhere",
            true,
            true,
        ),
        ("a question", ANSWERED, false, true),
        (
            ANSWERED,
            "Asking for my aunt, who used to live there.",
            true,
            true,
        ),
        ("pizza", DECLINED, false, false),
        ("🍕", "…", false, false),
    ];
    for intent in [Intent::Without, Intent::With] {
        let forum = Forum::open(intent).await;
        let posts = rows.map(|(title, body, ..)| forum.post(title, body));
        let [first, ..] = &posts;
        first.reply().await;
        let discord = forum.close().await;
        for (post, (title, body, without, with)) in posts.iter().zip(rows) {
            let expected = if intent == Intent::With {
                with
            } else {
                without
            };
            let replies = post.replies();
            assert_eq!(
                replies.len(),
                usize::from(expected),
                "{intent:?} {title} {body}"
            );
            assert!(replies.iter().all(is_answer), "{replies:?}");
        }
        discord.finish().await;
    }
}

#[tokio::test]
async fn only_chosen_forums_and_new_posts_are_read() {
    let forum = Forum::open(Intent::With).await;
    let (discord, author) = (&forum.discord, forum.author);
    let other = discord.add_forum("chatter", &[]);
    let unread = discord.open_post(author, other, TITLE, ANSWERED, &[]);
    let thread = discord.add_thread(discord.channel(), TITLE);
    let in_thread = discord.say(author, thread, ANSWERED);
    discord.deny(forum.channel, permissions::VIEW_CHANNEL);
    let hidden = forum.post(TITLE, "");
    discord.overwrite(forum.channel, discord.bot_id(), 0, 0);
    // The bot is added to it only now.
    discord.show_old_thread(hidden.channel);
    let late = discord.say(author, hidden.channel, GAP);
    let read = forum.post(TITLE, "");
    assert!(is_answer(&read.reply().await));
    forum
        .finish_silent_on([unread, in_thread, hidden, late])
        .await;
}

#[tokio::test]
async fn a_post_that_mentions_the_bot_is_answered_once_and_in_any_case() {
    for intent in [Intent::Without, Intent::With] {
        let forum = Forum::open(intent).await;
        let mention = format!("<@{}>", forum.discord.bot_id());
        let covered = forum.post(TITLE, &format!("{mention} do you know?"));
        let declined = forum.post("pizza", &format!("{mention} {DECLINED}"));
        for post in [&covered, &declined] {
            post.reply().await;
        }
        assert!(is_answer(&covered.reply().await));
        let discord = forum.close().await;
        for post in [covered, declined] {
            assert_eq!(post.replies().len(), 1, "{intent:?}");
        }
        discord.finish().await;
    }
}

#[tokio::test]
async fn a_title_and_its_message_may_arrive_in_either_order_or_twice() {
    for (event, fault) in [
        ("THREAD_CREATE", OnEvent::Swap),
        ("THREAD_CREATE", OnEvent::Duplicate),
        ("MESSAGE_CREATE", OnEvent::Duplicate),
    ] {
        let forum = Forum::open(Intent::With).await;
        forum
            .discord
            .gateway_fault(GatewayFault::Event(event, fault));
        let post = forum.post("a question", ANSWERED);
        assert!(is_answer(&post.reply().await));
        let discord = forum.close().await;
        assert_eq!(post.replies().len(), 1, "{event} {fault:?}");
        discord.finish().await;
    }
}

#[tokio::test]
async fn an_answer_follows_what_becomes_of_its_post() {
    let forum = Forum::open(Intent::With).await;
    let post = forum.post("a question", ANSWERED);
    let reply = post.reply().await;
    forum.discord.edit(&post, GAP);
    let edited = reply.edited().await;
    assert!(is_gap(&edited));
    forum.discord.delete(&post);
    edited.deleted().await;
    let gone = forum.post(TITLE, "");
    forum.discord.delete(&gone);
    forum.finish_silent_on([gone]).await;
}

#[tokio::test]
async fn without_message_content_an_edit_changes_nothing() {
    let forum = Forum::open(Intent::Without).await;
    let post = forum.post(TITLE, "any idea?");
    let reply = post.reply().await;
    forum.discord.edit(&post, GAP);
    let discord = forum.close().await;
    let now = reply.now().expect("it stands");
    assert!(is_answer(&now) && !now.is_edited());
    discord.finish().await;
}

#[tokio::test]
async fn a_post_is_logged_once_and_redacted_like_any_question() {
    let (_folder, file) = place();
    let discord = Fake::start().await;
    let forum = discord.add_forum("help", &[]);
    let table = path("tests/skerry/skerry.toml");
    let start = release::start(&table, Store::at(&file), UnixSeconds(1_700_000_000)).await;
    let mut config = settings(&discord);
    config.posts.wait = Duration::ZERO;
    config.servers.0 = vec![Server {
        forums: vec![forum.try_into().unwrap()],
        ..Server::of(discord.guild().try_into().unwrap())
    }];
    let bot = Bot::run(&discord, config, start.releases.unwrap());
    discord.ready().await;
    let title = "any pizza recipe? write to ada@example.org or 555-0199-2244";
    discord.open_post(discord.member(), forum, title, "", &[]);
    bot.stop_when_done(&discord).await;
    discord.finish().await;
    let logged = Store::at(&file).logged(Day(0)).await.unwrap();
    let [asked] = &logged[..] else {
        panic!("{logged:?}");
    };
    assert_eq!((asked.channel, asked.times), (Channel::Ask, 1));
    assert!(asked.text.contains("pizza recipe"), "{}", asked.text);
    for secret in ["ada", "example", "555", "0199"] {
        assert!(!asked.text.contains(secret), "{}", asked.text);
    }
}
