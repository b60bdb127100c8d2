//! Buttons and select menus: what each does, for whom, after a restart and with another table.

use footnote::files;
use footnote::service::Snapshot;
use serde_json::json;

use super::{ANSWERED, GAP, UNSURE};
use crate::support::bot::Bot;
use crate::support::load;
use crate::support::words::said;
use fake_discord::{Fake, Message, permissions};

/// An answer in the first channel, to the first member.
async fn answer(discord: &Fake, question: &str) -> Message {
    let asked = discord.slash(
        discord.member(),
        discord.channel(),
        "ask",
        json!({ "question": question }),
    );
    asked.message().await
}

/// Picks the first option of a message's menu.
async fn pick_first(discord: &Fake, user: u64, message: &Message) -> Message {
    let menu = message.menu().unwrap();
    let id = menu["custom_id"].as_str().unwrap();
    let value = menu["options"][0]["value"].as_str().unwrap();
    discord.select(user, message, id, &[value]).message().await
}

#[tokio::test]
async fn show_source_marks_the_quote_and_is_ephemeral() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let answer = answer(&discord, ANSWERED).await;
    let pressed = discord.press_label(discord.owner(), &answer, said("show-source"));
    let source = pressed.message().await;
    assert!(source.is_ephemeral());
    assert!(
        source.content().contains("**On the first of March"),
        "{}",
        source.content()
    );
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn why_shows_the_evidence_in_plain_words() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let answer = answer(&discord, ANSWERED).await;
    let why = discord
        .press_label(discord.member(), &answer, said("why"))
        .message()
        .await;
    assert!(why.is_ephemeral());
    for part in ["`when-relit`", "92% confidence", "lamp", "Table skerry\\@"] {
        assert!(why.content().contains(part), "{part}: {}", why.content());
    }
    bot.stop().await;
    discord.finish().await;
}

/// What members tell before they ask: more than a control carries.
const STORY: &str = "I was at the pier with my sister last week, and it rained all day long, and then we \
                     had hot soup at the inn, and my brother told us some old stories about it.";

#[tokio::test]
async fn why_says_of_a_long_question_what_it_can_in_one_message() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    for (question, expected) in [
        ("since when is the light on again?", "`when-relit`"),
        ("what did the lens cost?", "`lens-price`"),
        ("any pizza recipe?", "Not found"),
    ] {
        let question = format!("{STORY} {question}");
        let answer = answer(&discord, &question).await;
        let pressed = discord.press_label(discord.member(), &answer, said("why"));
        let why = pressed.message().await;
        let content = why.content();
        assert!(content.starts_with(said("question-cut")), "{content}");
        assert!(content.contains(expected), "{expected}: {content}");
        assert!(content.contains("Table skerry"), "{content}");
        assert!(pressed.followups().is_empty());
    }
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn a_related_question_is_answered_in_place_for_the_asker() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let answer = answer(&discord, ANSWERED).await;
    // Other members get an answer of their own.
    let others = pick_first(&discord, discord.owner(), &answer).await;
    assert!(others.is_ephemeral());
    assert!(others.content().starts_with("**Why was the lamp dark?**"));
    let in_place = pick_first(&discord, discord.member(), &answer).await;
    assert_eq!(in_place.id, answer.id);
    assert!(in_place.content().starts_with("**Why was the lamp dark?**"));
    // Its evidence says that it was picked.
    let why = discord
        .press_label(discord.member(), &in_place, said("why"))
        .message()
        .await;
    assert!(why.content().contains("`why-dark`"), "{}", why.content());
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn an_unsure_answer_offers_what_was_meant_or_none_of_these() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let user = discord.member();
    let did_you_mean = answer(&discord, UNSURE).await;
    let option = did_you_mean.labels()[0].clone();
    let picked = discord
        .press_label(user, &did_you_mean, &option)
        .message()
        .await;
    assert_eq!(picked.id, did_you_mean.id);
    assert!(picked.content().contains(&option), "{}", picked.content());

    let did_you_mean = answer(&discord, UNSURE).await;
    let none = discord
        .press_label(user, &did_you_mean, said("none-of-these"))
        .message()
        .await;
    assert!(none.content().starts_with(said("none-fits")));
    let topics = discord
        .press_label(user, &none, said("see-topics"))
        .message()
        .await;
    assert!(
        topics.content().starts_with("**the repair**"),
        "{}",
        topics.content()
    );

    // The questions near a gap.
    let gap = answer(&discord, GAP).await;
    let near = discord
        .press_label(user, &gap, "Who paid for the repair?")
        .message()
        .await;
    assert!(near.content().starts_with("**Who paid for the repair?**"));
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn only_the_asker_and_moderators_can_delete_an_answer() {
    let discord = Fake::start().await;
    let moderators = discord.add_role("moderators", 0);
    let bot = Bot::start_with(&discord, |config| {
        config.servers.0 = vec![footnote::config::Server {
            moderator_roles: vec![moderators.try_into().unwrap()],
            ..footnote::config::Server::of(discord.guild().try_into().unwrap())
        }];
    })
    .await;
    let passer_by = discord.add_member("passer-by", &[]);
    let by_role = discord.add_member("by-role", &[moderators]);
    let helper = discord.add_role("helper", permissions::MANAGE_MESSAGES);
    let by_permission = discord.add_member("by-permission", &[helper]);
    for user in [discord.member(), by_role, by_permission] {
        let answer = answer(&discord, ANSWERED).await;
        let refused = discord
            .press_label(passer_by, &answer, said("delete"))
            .message()
            .await;
        assert_eq!(refused.content(), said("not-yours"));
        assert!(refused.is_ephemeral());
        discord.press_label(user, &answer, said("delete"));
        answer.deleted().await;
    }
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn everything_works_after_a_restart() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let (answered, did_you_mean) = (
        answer(&discord, ANSWERED).await,
        answer(&discord, UNSURE).await,
    );
    bot.stop().await;
    let bot = Bot::start(&discord).await;
    let user = discord.member();
    let source = discord
        .press_label(user, &answered, said("show-source"))
        .message()
        .await;
    assert!(source.content().contains("**On the first of March"));
    let why = discord
        .press_label(user, &answered, said("why"))
        .message()
        .await;
    assert!(why.content().contains("`when-relit`"));
    assert!(
        pick_first(&discord, user, &answered)
            .await
            .content()
            .contains("Why was the lamp dark?")
    );
    let option = did_you_mean.labels()[0].clone();
    let picked = discord
        .press_label(user, &did_you_mean, &option)
        .message()
        .await;
    assert_eq!(picked.id, did_you_mean.id);
    discord.press_label(user, &answered.now().unwrap(), said("delete"));
    answered.deleted().await;
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn a_button_from_another_version_of_the_table_says_so() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let user = discord.member();
    let answered = answer(&discord, ANSWERED).await;
    // The same entry in a table with another answer.
    let table = std::fs::read_to_string(crate::support::path("tests/skerry/skerry.toml")).unwrap();
    let text = files::read_source_text(&crate::support::path("tests/skerry/skerry.md")).unwrap();
    let changed = table.replace("after eleven dark winters", "after eleven years");
    bot.service.swap(&Snapshot::new(
        crate::support::load_with(&changed, Some(&text)).0.unwrap(),
    ));
    let source = discord
        .press_label(user, &answered, said("show-source"))
        .message()
        .await;
    assert!(source.content().starts_with(said("changed-since")));
    let related = pick_first(&discord, user, &answered).await;
    assert!(related.content().starts_with(said("changed-since")));
    // A table without the entry.
    let other = "format = 1\n[source]\nid = \"o\"\ntitle = \"O\"\n\
        [[fact]]\nid = \"f\"\ntext = \"F.\"\ncite = { quote = \"F\" }\n\
        [[question]]\nid = \"q\"\nask = [\"What is F?\"]\nfacts = [\"f\"]\n";
    bot.service.swap(&Snapshot::new(load(other).0.unwrap()));
    let gone = discord
        .press_label(user, &related, said("show-source"))
        .message()
        .await;
    assert_eq!(gone.content(), said("gone"));
    bot.stop().await;
    discord.finish().await;
}

/// An answer longer than a message, with Markdown in its facts.
#[tokio::test]
async fn a_long_answer_is_split_between_sentences() {
    let facts: Vec<String> = (0..30)
        .map(|n| {
            format!(
                "[[fact]]\nid = \"f{n}\"\ntext = \"Fact *number* {n} of @everyone {}.\"\n\
                 cite = {{ quote = \"words {n} {}\" }}\n",
                "and so on ".repeat(9),
                "quoted ".repeat(8).trim()
            )
        })
        .collect();
    let ids: Vec<String> = (0..30).map(|n| format!("\"f{n}\"")).collect();
    let table = format!(
        "format = 1\n[source]\nid = \"long\"\ntitle = \"Long\"\nurl = \"https://example.org/long\"\n{}\
         [[question]]\nid = \"all\"\nask = [\"What is there?\"]\nfacts = [{}]\n",
        facts.concat(),
        ids.join(", ")
    );
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    bot.service.swap(&Snapshot::new(load(&table).0.unwrap()));
    let text = format!("<@{}> what is there?", discord.bot_id());
    let question = discord.say(discord.member(), discord.channel(), &text);
    question.reply().await;
    bot.stop_when_done(&discord).await;
    let parts = question.replies();
    assert!(parts.len() > 2, "{}", parts.len());
    let whole: Vec<&str> = parts
        .iter()
        .flat_map(|part| part.content().lines())
        .collect();
    assert_eq!(
        whole.len(),
        1 + 30 + 30,
        "no sentence and no citation is parted"
    );
    assert!(whole[1].starts_with("Fact \\*number\\* 0 of \\@everyone"));
    let last = parts.last().unwrap();
    assert!(
        parts
            .iter()
            .rev()
            .skip(1)
            .all(|part| part.components().is_empty())
    );
    assert!(!last.components().is_empty());
    discord.finish().await;
}
