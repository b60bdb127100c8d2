//! “Solved”: who may press it, and what it does.

use super::{ANSWERED, DECLINED, Forum, GAP, Intent, TITLE};
use crate::support::words::said;
use fake_discord::{Message, permissions};

/// What the button says, and whether there is one.
fn offers_solved(message: &Message) -> bool {
    message.labels().iter().any(|label| label == said("solved"))
}

#[tokio::test]
async fn the_author_and_moderators_may_end_a_post() {
    let permissions = permissions::MANAGE_THREADS;
    for intent in [Intent::Without, Intent::With] {
        for (who, may) in [
            ("author", true),
            ("moderator", true),
            ("keeper", true),
            ("member", false),
        ] {
            let forum = Forum::open(intent).await;
            let discord = &forum.discord;
            let keeping = discord.add_role("keepers", permissions);
            discord.give_bot(keeping);
            let keeper = discord.add_member("keeper", &[keeping]);
            let user = match who {
                "author" => forum.author,
                "moderator" => forum.moderator,
                "keeper" => keeper,
                _ => discord.member(),
            };
            let post = discord.open_post(forum.author, forum.channel, TITLE, "", &["lamp"]);
            let answer = post.reply().await;
            let used = discord.press_label(user, &answer, said("solved"));
            let told = used.message().await;
            assert!(told.is_ephemeral());
            let (text, tags): (_, &[&str]) = if may {
                (said("solved-and-tagged"), &["lamp", "Solved ✅"])
            } else {
                (said("not-your-post"), &["lamp"])
            };
            assert_eq!(told.content(), text, "{who}");
            assert_eq!(discord.tags(post.channel), tags, "{who}");
            let more = discord.say(forum.author, post.channel, GAP);
            if !may && intent == Intent::With {
                more.reply().await;
            }
            // Should somebody take the tag away, the post stays ended.
            discord.tag(post.channel, &[]);
            let discord = forum.close().await;
            let heard = !may && intent == Intent::With;
            assert_eq!(more.replies().len(), usize::from(heard), "{who}");
            discord.finish().await;
        }
    }
}

#[tokio::test]
async fn without_the_permission_or_a_tag_the_bot_is_silent_all_the_same() {
    let forum = Forum::open(Intent::With).await;
    let (discord, author) = (&forum.discord, forum.author);
    let check = async |post: Message, text: &str| {
        let answer = post.reply().await;
        let used = discord.press_label(author, &answer, said("solved"));
        assert_eq!(used.message().await.content(), text);
        discord.say(author, post.channel, GAP)
    };
    let untagged = check(forum.post(TITLE, ""), said("solved-untagged")).await;
    let tagged = forum.post(TITLE, "");
    tagged.reply().await;
    discord.tag(tagged.channel, &["Solved ✅"]);
    let tagged = check(tagged, said("solved-and-tagged")).await;
    forum.finish_silent_on([untagged, tagged]).await;
}

#[tokio::test]
async fn the_button_is_on_answers_in_posts_alone_and_works_after_a_restart() {
    let forum = Forum::open(Intent::With).await;
    let (discord, author) = (&forum.discord, forum.author);
    let mention = format!("<@{}>", discord.bot_id());
    let elsewhere = format!("{mention} {ANSWERED}");
    let elsewhere = discord.say(author, discord.channel(), &elsewhere);
    assert!(!offers_solved(&elsewhere.reply().await));
    let post = forum.post("a question", &format!("{mention} {DECLINED}"));
    assert!(!offers_solved(&post.reply().await));
    let gap = discord.say(author, post.channel, GAP).reply().await;
    assert!(offers_solved(&gap));
    let forum = forum.restarted().await;
    let (discord, author) = (&forum.discord, forum.author);
    let role = discord.add_role("others", permissions::MANAGE_THREADS);
    discord.give_bot(role);
    let used = discord.press_label(author, &gap, said("solved"));
    assert_eq!(used.message().await.content(), said("solved-and-tagged"));
    assert_eq!(discord.tags(post.channel), ["Solved ✅"]);
    forum.close().await.finish().await;
}
