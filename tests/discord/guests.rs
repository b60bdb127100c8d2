//! Users who have installed the bot for themselves, and use it where it is not: in servers that have not added
//! it, and among other people.

use fake_discord::{Fake, Message, eventually};
use footnote::config::Server;
use footnote::service::Snapshot;
use serde_json::{Value, json};

use super::{ANSWERED, DECLINED, UNSURE};
use crate::support::bot::{Bot, DEADLINE};
use crate::support::load;
use crate::support::words::said;

const ANSWER: &str = "Volunteers relit the lamp";

/// A user who has installed the bot, in a server that has not, and in direct messages with somebody else.
struct Guest {
    discord: Fake,
    bot: Bot,
    user: u64,
    guild: u64,
    channel: u64,
    private: u64,
}

impl Guest {
    async fn start() -> Self {
        let discord = Fake::start().await;
        let user = discord.add_stranger("guest");
        let bot = Bot::start_with(&discord, |config| {
            config.discord.user_install = true;
        });
        let bot = bot.await;
        discord.install_for(user);
        let (guild, channel) = discord.add_foreign_guild(user);
        let private = discord.add_private_channel(user);
        Self {
            discord,
            bot,
            user,
            guild,
            channel,
            private,
        }
    }

    async fn ask(&self, channel: u64, question: &str, options: Value) -> Message {
        let mut given = json!({ "question": question });
        for (name, value) in options.as_object().into_iter().flatten() {
            given[name] = value.clone();
        }
        self.discord
            .slash(self.user, channel, "ask", given)
            .message()
            .await
    }

    async fn finish(self) {
        self.bot.stop().await;
        self.discord.finish().await;
    }
}

#[tokio::test]
async fn members_commands_are_offered_to_users_if_the_operator_wants_that() {
    for is_wanted in [false, true] {
        let discord = Fake::start().await;
        let start = Bot::start_with(&discord, |config| config.discord.user_install = is_wanted);
        start.await.stop().await;
        let of_moderators = ["knowledge", "Suspend this answer"];
        for command in discord.commands(None) {
            let is_of_members = !of_moderators.iter().any(|name| command["name"] == *name);
            let (kinds, contexts) = match (is_of_members, is_wanted) {
                (false, _) => (json!([0]), json!([0])),
                (true, false) => (json!([0]), json!([0, 1])),
                (true, true) => (json!([0, 1]), json!([0, 1, 2])),
            };
            assert_eq!(command["integration_types"], kinds, "{command}");
            assert_eq!(command["contexts"], contexts, "{command}");
        }
        // A start with the other setting registers them anew, one with the same does not.
        let writes = discord.command_writes();
        let same = Bot::start_with(&discord, |config| config.discord.user_install = is_wanted);
        same.await.stop().await;
        assert_eq!(discord.command_writes(), writes);
        let other = Bot::start_with(&discord, |config| config.discord.user_install = !is_wanted);
        let other = other.await;
        eventually("the registration", DEADLINE, async || {
            (discord.command_writes() == writes + 1).then_some(())
        })
        .await;
        other.stop().await;
        discord.finish().await;
    }
}

#[tokio::test]
async fn a_guest_answers_whoever_brought_it_along_alone_unless_they_say_otherwise() {
    let place = Guest::start().await;
    for channel in [place.channel, place.private] {
        for question in [ANSWERED, UNSURE, DECLINED] {
            let answer = place.ask(channel, question, json!({})).await;
            assert!(answer.is_ephemeral(), "{}", answer.content());
            assert_eq!(answer.content().contains(ANSWER), question == ANSWERED);
        }
        let shown = place
            .ask(channel, ANSWERED, json!({ "private": false }))
            .await;
        assert!(!shown.is_ephemeral() && shown.content().contains(ANSWER));
        for name in ["topics", "about", "privacy"] {
            let sent = place.discord.slash(place.user, channel, name, json!({}));
            assert!(sent.message().await.is_ephemeral(), "{name}");
        }
        let typed = place
            .discord
            .autocomplete(place.user, channel, "ask", "question", "fogh");
        let completed = typed.response().await;
        assert_eq!(completed.names()[0], "Will the foghorn sound again?");
    }
    // What Discord hides stays hidden, and the bot makes nothing of it.
    place.discord.forbid_external_apps(place.guild);
    let hidden = place
        .ask(place.channel, ANSWERED, json!({ "private": false }))
        .await;
    assert!(hidden.is_ephemeral() && hidden.content().contains(ANSWER));
    // Nothing of it is a server's question.
    assert!(place.bot.service.recent(place.guild).is_empty());
    place.finish().await;
}

#[tokio::test]
async fn a_guest_has_no_part_in_a_server_that_has_not_added_it() {
    let discord = Fake::start().await;
    let user = discord.add_stranger("guest");
    let (guild, channel) = discord.add_foreign_guild(user);
    let role = discord.add_role_in(guild, "helpers", 0);
    let bot = Bot::start_with(&discord, |config| {
        config.discord.user_install = true;
        config.servers.0 = vec![Server {
            helper_role: Some(role.try_into().unwrap()),
            ..Server::of(guild.try_into().unwrap())
        }];
    });
    let bot = bot.await;
    discord.install_for(user);
    let options = json!({ "question": DECLINED });
    let declined = discord.slash(user, channel, "ask", options).message().await;
    assert!(!declined.labels().contains(&said("ask-person").to_owned()));
    let other = discord.add_stranger("other");
    discord.join(guild, other, &[]);
    let options = json!({ "question": ANSWERED, "for": other.to_string() });
    let aimed = discord.slash(user, channel, "ask", options).message().await;
    assert!(aimed.is_ephemeral(), "{}", aimed.content());
    assert!(
        aimed.content().starts_with(said("nobody-here")),
        "{}",
        aimed.content()
    );
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn the_controls_of_a_guest_work() {
    let place = Guest::start().await;
    let (discord, user) = (&place.discord, place.user);
    let unsure = place.ask(place.channel, UNSURE, json!({})).await;
    let option = unsure.labels().remove(0);
    let picked = discord.press_label(user, &unsure, &option).message().await;
    assert!(
        picked.is_ephemeral() && picked.content().contains('¹'),
        "{}",
        picked.content()
    );
    let shown = place
        .ask(place.channel, ANSWERED, json!({ "private": false }))
        .await;
    for label in [said("show-source"), said("why")] {
        let told = discord.press_label(user, &shown, label).message().await;
        assert!(told.is_ephemeral(), "{}", told.content());
    }
    let rejected = discord
        .press_label(user, &shown, said("not-this"))
        .message()
        .await;
    let form = discord.press_label(user, &rejected, said("rephrase"));
    form.response().await;
    let sent = discord.submit_modal(user, &form, &[("question", ANSWERED)]);
    let answer = sent.message().await;
    assert!(answer.is_ephemeral() && answer.content().contains(ANSWER));
    // Whoever else sees it is answered as a guest's company, not as a member.
    let other = discord.add_stranger("other");
    discord.join(place.guild, other, &[]);
    let why = discord
        .press_label(other, &shown, said("why"))
        .message()
        .await;
    assert!(why.is_ephemeral());
    discord.press_label(user, &shown, said("delete"));
    shown.deleted().await;
    place.finish().await;
}

#[tokio::test]
async fn a_long_answer_takes_the_six_messages_that_a_guest_has() {
    let place = Guest::start().await;
    let facts = (0..40).map(|n| {
        let words = "the keepers of the lamp wrote down all that they did that day ".repeat(7);
        format!(
            "[[fact]]\nid = \"f{n}\"\ntext = \"On day {n}, {words}.\"\n\
             cite = {{ quote = \"day {n}\", at = \"1.1\" }}\n"
        )
    });
    let ids: Vec<String> = (0..40).map(|n| format!("\"f{n}\"")).collect();
    let table = format!(
        "format = 1\n[source]\nid = \"log\"\ntitle = \"The log\"\n[[section]]\nnumber = 1\n\
         heading = \"Days\"\n{}[[question]]\nid = \"all\"\nask = [\"What did they write down?\"]\n\
         facts = [{}]\n",
        facts.collect::<String>(),
        ids.join(", ")
    );
    let (knowledge, report) = load(&table);
    let knowledge = knowledge.unwrap_or_else(|| panic!("{}", report.render_plain()));
    place.bot.service.swap(&Snapshot::new(knowledge));
    for options in [json!({}), json!({ "private": false })] {
        let mut given = options;
        given["question"] = json!("What did they write down?");
        let asked = place.discord.slash(place.user, place.channel, "ask", given);
        assert!(asked.message().await.is_ephemeral());
        let more = asked.followups_of(5).await;
        assert!(more.iter().all(Message::is_ephemeral));
        assert!(more[4].content().contains(" more"), "{}", more[4].content());
        assert!(!more[4].labels().is_empty());
    }
    place.finish().await;
}
