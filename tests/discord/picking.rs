//! Options: what is offered, how equal questions are told apart, and picks that are typed.

use fake_discord::{Fake, Message, Ping};
use footnote::knowledge;
use footnote::record::{Day, VoteKind};
use footnote::service::Snapshot;
use footnote::store::Store;
use footnote::wording::Words;
use footnote::wording::picking::pick_one_of;
use footnote::wording::small_talk::SmallTalk;
use serde_json::json;

use super::{GAP, UNSURE};
use crate::support::bot::Bot;
use crate::support::moderated::Moderated;
use crate::support::words::said;

/// A question that many sources answer.
const ASKED: &str = "When does the last one leave?";

/// Tables that ask the same.
fn timetables(sources: &[&str]) -> Snapshot {
    let table = |title: &&str| {
        let id = title
            .replace(|c: char| !c.is_ascii_alphanumeric(), "")
            .to_lowercase();
        let text = format!(
            "format = 1\n[source]\nid = \"{id}\"\ntitle = \"{title}\"\n\
             [[fact]]\nid = \"f\"\ntext = \"At nine, by {title}.\"\ncite = {{ quote = \"nine\" }}\n\
             [[question]]\nid = \"q\"\nask = [\"{ASKED}\"]\nfacts = [\"f\"]\n"
        );
        (format!("{id}.toml"), text.into_bytes())
    };
    let tables: Vec<_> = sources.iter().map(table).collect();
    let texts = vec![None; tables.len()];
    let (knowledge, report) = knowledge::load(knowledge::parse(&tables), &texts);
    Snapshot::new(knowledge.unwrap_or_else(|| panic!("{}", report.render_plain())))
}

/// The title of the source that each line or label names.
fn sources_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let texts = texts.into_iter();
    let titles = texts.filter_map(|text| text.strip_suffix(')')?.rsplit_once('('));
    titles.map(|(_, title)| title.to_owned()).collect()
}

/// A bot whose member is asked which of three sources was meant.
async fn start(discord: &Fake) -> (Bot, Message) {
    let bot = Bot::start(discord).await;
    bot.service.swap(&timetables(&["Ferry", "Tram", "Bus"]));
    let user = discord.member();
    let offer = discord.say(user, discord.dm(user), ASKED).reply().await;
    assert!(
        offer.content().starts_with(said("did-you-mean")),
        "{}",
        offer.content()
    );
    (bot, offer)
}

async fn reply(discord: &Fake, user: u64, to: &Message, text: &str) -> String {
    let reply = discord.reply(user, to, text, Ping::Yes).reply().await;
    reply.content().to_owned()
}

#[tokio::test]
async fn a_typed_pick_does_what_its_button_does() {
    let discord = Fake::start().await;
    let (bot, offer) = start(&discord).await;
    let user = discord.member();
    let titles = sources_of(offer.labels().iter().map(String::as_str));
    assert_eq!(titles.len(), 3);
    for (text, option) in [
        ("2", 1),
        ("#2.", 1),
        ("the second one", 1),
        ("B)", 1),
        ("1st, please", 0),
        ("the last one", 2),
    ] {
        let answer = reply(&discord, user, &offer, text).await;
        let expected = format!("At nine, by {}.", titles[option]);
        assert!(answer.contains(&expected), "{text}: {answer}");
    }
    assert_eq!(
        reply(&discord, user, &offer, "9").await,
        pick_one_of(Words::english(), 3)
    );
    assert_eq!(
        reply(&discord, user, &offer, "yes").await,
        pick_one_of(Words::english(), 3)
    );
    let none = reply(&discord, user, &offer, "none of these").await;
    assert!(none.starts_with(said("none-fits")), "{none}");
    let again = reply(&discord, user, &offer, ASKED).await;
    assert!(again.starts_with(said("did-you-mean")), "{again}");
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn a_number_alone_picks_from_the_last_options() {
    let discord = Fake::start().await;
    let (bot, offer) = start(&discord).await;
    let (user, dm) = (discord.member(), discord.dm(discord.member()));
    let titles = sources_of(offer.labels().iter().map(String::as_str));
    for (text, option) in [("3", 2), ("1", 0)] {
        let answer = discord.say(user, dm, text).reply().await;
        let expected = format!("At nine, by {}.", titles[option]);
        assert!(answer.content().contains(&expected), "{}", answer.content());
    }
    // Small talk takes their place, too.
    discord.say(user, dm, "thanks").reply().await;
    let stray = discord.say(user, dm, "2").reply().await;
    assert!(!stray.content().contains("At nine"), "{}", stray.content());
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn the_options_near_a_gap_can_be_typed_too() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let user = discord.member();
    let gap = discord.say(user, discord.dm(user), GAP).reply().await;
    let near = gap.labels()[0].clone();
    assert!(
        gap.content().ends_with(&format!("\n1. {near}")),
        "{}",
        gap.content()
    );
    let answer = reply(&discord, user, &gap, "1").await;
    assert!(answer.starts_with(&format!("**{near}**")), "{answer}");
    // There is no “None of these” to say no to.
    let no = reply(&discord, user, &gap, "no").await;
    assert!(
        no.starts_with(&SmallTalk::No.reply(Words::english())),
        "{no}"
    );
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn a_typed_pick_of_an_entry_that_is_gone_says_so() {
    let discord = Fake::start().await;
    let (bot, offer) = start(&discord).await;
    bot.service.swap(&timetables(&["Sledge", "Raft"]));
    let told = reply(&discord, discord.member(), &offer, "1").await;
    assert_eq!(told, said("gone"));
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn a_typed_pick_of_the_asker_counts_as_a_vote() {
    let place = Moderated::start().await;
    let (member, other) = (place.discord.member(), place.discord.owner());
    let text = format!("<@{}> {UNSURE}", place.discord.bot_id());
    let channel = place.discord.channel();
    let offer = place.discord.say(member, channel, &text).reply().await;
    // Another member's pick does not tell what the asker meant.
    reply(&place.discord, other, &offer, "1").await;
    reply(&place.discord, member, &offer, "1").await;
    let folder = place.finish_but_keep().await;
    let store = Store::at(&folder.path().join("footnote.db"));
    let votes = store.votes(Day(0)).await.unwrap();
    let kinds: Vec<VoteKind> = votes.iter().map(|vote| vote.kind).collect();
    assert_eq!(kinds, [VoteKind::Picked]);
}

#[tokio::test]
async fn equal_questions_of_two_sources_name_their_source() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    bot.service.swap(&timetables(&["The *ferry*", "The tram"]));
    let (user, channel) = (discord.member(), discord.channel());
    let offer = discord.say(user, discord.dm(user), ASKED).reply().await;
    let mut listed = sources_of(offer.content().lines());
    listed.sort_unstable();
    assert_eq!(listed, ["The \\*ferry\\*", "The tram"]);
    let mut labels = sources_of(offer.labels().iter().map(String::as_str));
    labels.sort_unstable();
    assert_eq!(labels, ["The *ferry*", "The tram"]);

    let suggested = discord.autocomplete(user, channel, "ask", "question", "last one");
    let suggested = suggested.response().await;
    assert_eq!(suggested.choices.len(), 2);
    for (name, value) in &suggested.choices {
        let given = json!({ "question": value });
        let answer = discord.slash(user, channel, "ask", given).message().await;
        let title = &sources_of([name.as_str()])[0];
        let expected = format!("At nine, by {}.", title.replace('*', "\\*"));
        assert!(answer.content().contains(&expected), "{}", answer.content());
    }
    let page = discord
        .slash(user, channel, "topics", json!({}))
        .message()
        .await;
    let heading = format!("**{} (The \\*ferry\\*)**", said("other-questions"));
    assert!(page.content().starts_with(&heading), "{}", page.content());
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn five_options_are_offered_with_labels_for_a_phone() {
    let titles = ["north", "south", "east", "west", "old", "new"];
    let titles = titles.map(|name| format!("The timetable of the {name} quay"));
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    bot.service
        .swap(&timetables(&titles.each_ref().map(String::as_str)));
    let user = discord.member();
    let offer = discord.say(user, discord.dm(user), ASKED).reply().await;
    let labels = offer.labels();
    let none = labels
        .iter()
        .position(|label| label == said("none-of-these"));
    assert_eq!(none, Some(5), "{labels:?}");
    for (number, label) in (1..).zip(&labels[..5]) {
        assert!(label.starts_with(&format!("{number}. When")), "{label}");
        assert!(label.contains("(The timetable"), "{label}");
        assert!(label.chars().count() <= 38, "{label}");
    }
    assert_eq!(sources_of(offer.content().lines()).len(), 5);
    bot.stop().await;
    discord.finish().await;
}
