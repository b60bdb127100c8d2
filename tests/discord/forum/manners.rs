//! Who is heard in a post after it was opened, and when the bot is silent there.

use super::{ANSWERED, DECLINED, Forum, GAP, Intent, TITLE, is_answer, is_gap};
use fake_discord::Fake;

/// Who writes in a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Author,
    Member,
    Moderator,
    /// Another bot.
    Program,
}

impl Who {
    fn id(self, forum: &Forum) -> u64 {
        match self {
            Self::Author => forum.author,
            Self::Member => forum.discord.member(),
            Self::Moderator => forum.moderator,
            Self::Program => forum.discord.add_other_bot("program"),
        }
    }
}

fn mention(discord: &Fake, text: &str) -> String {
    format!("<@{}> {text}", discord.bot_id())
}

#[tokio::test]
async fn the_author_is_heard_where_the_bot_can_read_and_others_if_they_ask_it() {
    use Who::{Author, Member, Moderator, Program};
    for intent in [Intent::Without, Intent::With] {
        for who in [Author, Member, Moderator, Program] {
            let forum = Forum::open(intent).await;
            let post = forum.post(TITLE, "");
            post.reply().await;
            let id = who.id(&forum);
            let asked = mention(&forum.discord, GAP);
            let plain = forum.discord.say(id, post.channel, GAP);
            if who == Author && intent == Intent::With {
                assert!(is_gap(&plain.reply().await));
            }
            let direct = forum.discord.say(id, post.channel, &asked);
            if who != Program {
                assert!(is_gap(&direct.reply().await), "{intent:?} {who:?}");
            }
            let discord = forum.close().await;
            let is_heard = who == Author && intent == Intent::With;
            let case = format!("{intent:?} {who:?}");
            assert_eq!(plain.replies().len(), usize::from(is_heard), "{case}");
            assert_eq!(
                direct.replies().len(),
                usize::from(who != Program),
                "{case}"
            );
            discord.finish().await;
        }
    }
}

#[tokio::test]
async fn messages_in_a_row_are_taken_together() {
    let forum = Forum::open(Intent::With).await;
    let (discord, author) = (&forum.discord, forum.author);
    let post = forum.post("a question", "hello everybody");
    let second = discord.say(author, post.channel, ANSWERED);
    assert!(is_answer(&post.reply().await));
    let first = discord.say(author, post.channel, "and about the lens");
    let third = discord.say(author, post.channel, "what did it cost?");
    assert!(is_gap(&first.reply().await));
    let discord = forum.close().await;
    for message in [second, third] {
        assert!(message.replies().is_empty(), "{message:?}");
    }
    assert_eq!(discord.messages(post.channel).len(), 6);
    discord.finish().await;
}

#[tokio::test]
async fn the_bot_is_silent_once_people_or_a_tag_have_taken_over() {
    enum Then {
        Writes(Who),
        Tags(&'static [&'static str]),
    }
    let rows = [
        (Then::Writes(Who::Member), true),
        (Then::Writes(Who::Author), true),
        (Then::Writes(Who::Moderator), false),
        (Then::Tags(&["lamp"]), true),
        (Then::Tags(&["lamp", "Solved ✅"]), false),
        (Then::Tags(&["boats"]), true),
    ];
    for intent in [Intent::Without, Intent::With] {
        for (then, answers) in &rows {
            let forum = Forum::open(intent).await;
            // While the bot waits for more.
            let post = forum.post(TITLE, "");
            match then {
                Then::Writes(who) => {
                    let id = who.id(&forum);
                    forum.discord.say(id, post.channel, "one moment");
                }
                Then::Tags(tags) => forum.discord.tag(post.channel, tags),
            }
            if *answers {
                assert!(is_answer(&post.reply().await));
            }
            // Asked by its name, it answers all the same.
            let asked = mention(&forum.discord, GAP);
            let asked = forum.discord.say(forum.author, post.channel, &asked);
            assert!(is_gap(&asked.reply().await));
            let discord = forum.close().await;
            assert_eq!(post.replies().len(), usize::from(*answers));
            discord.finish().await;
        }
    }
}

#[tokio::test]
async fn a_tag_that_is_taken_away_lets_the_bot_speak_again() {
    let forum = Forum::open(Intent::With).await;
    let (discord, author) = (&forum.discord, forum.author);
    let solved = &["Solved ✅"];
    let post = discord.open_post(author, forum.channel, TITLE, "", solved);
    let unheard = discord.say(author, post.channel, GAP);
    forum.wait_is_over().await;
    discord.tag(post.channel, &["lamp"]);
    let heard = discord.say(author, post.channel, GAP);
    assert!(is_gap(&heard.reply().await));
    forum.finish_silent_on([post, unheard]).await;
}

#[tokio::test]
async fn nothing_is_answered_twice_in_a_post_unless_it_is_asked_for() {
    let forum = Forum::open(Intent::With).await;
    let (discord, author) = (&forum.discord, forum.author);
    let post = forum.post(TITLE, "");
    let answer = post.reply().await;
    assert!(is_answer(&answer));
    let thanks = discord.say(author, post.channel, "thanks, that is what I needed");
    let declined = discord.say(author, post.channel, DECLINED);
    // Once these have been taken together, the next one stands alone.
    forum.wait_is_over().await;
    let again = discord.say(author, post.channel, ANSWERED);
    forum.wait_is_over().await;
    let asked = mention(discord, ANSWERED);
    let asked = discord.say(author, post.channel, &asked);
    assert!(is_answer(&asked.reply().await));
    forum.finish_silent_on([thanks, declined, again]).await;
    assert_eq!(post.replies().len(), 1);
}

#[tokio::test]
async fn after_a_restart_an_old_post_is_left_alone_unless_the_bot_is_asked() {
    let forum = Forum::open(Intent::With).await;
    let post = forum.post(TITLE, "");
    assert!(is_answer(&post.reply().await));
    let forum = forum.restarted().await;
    let (discord, author) = (&forum.discord, forum.author);
    discord.tag(post.channel, &["lamp"]);
    let unheard = discord.say(author, post.channel, GAP);
    let asked = mention(discord, GAP);
    let asked = discord.say(author, post.channel, &asked);
    assert!(is_gap(&asked.reply().await));
    forum.finish_silent_on([unheard]).await;
    assert_eq!(post.replies().len(), 1);
}
