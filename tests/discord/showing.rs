//! What members see of texts that Discord's Markdown would take for something else.

use fake_discord::Fake;
use footnote::knowledge;
use footnote::service::Snapshot;

use crate::support::bot::Bot;
use crate::support::words::said;
use crate::support::{load, load_with};

/// A table whose texts have addresses, Markdown and marks of their own.
const TABLE: &str = r#"format = 1
[source]
id = "quay"
title = "The quay"
url = "https://a.example/q>) [x](<y"
[[section]]
number = 1
heading = "2. Berths #4 [draft] of *all* @everyone"
[[fact]]
id = "plan"
text = "The plan_b is at https://a.example/plan_b/~ida#_1 (or https://a.example/berths_(new)), says *Ida*."
cite = { quote = "“Row   on,” she said … see https://a.example/map_a", at = "1.3" }
[[question]]
id = "where"
ask = ["Where is the plan of the berths?"]
facts = ["plan"]
[[gap]]
id = "cost"
ask = ["What does a berth cost?"]
text = "Ask <https://a.example/ask_us>, **not** @here."
"#;

#[tokio::test]
async fn addresses_stay_whole_and_everything_else_is_plain_text() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    bot.service.swap(&Snapshot::new(load(TABLE).0.unwrap()));
    let (user, dm) = (discord.member(), discord.dm(discord.member()));
    let asked = "Where is the plan of the berths?";
    let answer = discord.say(user, dm, asked).reply().await;
    let lines: Vec<&str> = answer.content().lines().collect();
    let url = "https://a.example/q%3E%29%20[x]%28%3Cy\
        #:~:text=%E2%80%9CRow%20on%2C%E2%80%9D%20she%20said,\
        see%20https%3A%2F%2Fa.example%2Fmap_a";
    let expected = [
        format!("**{asked}**"),
        "The plan\\_b is at https://a.example/plan_b/~ida#_1 (or \
         <https://a.example/berths_(new)>), says \\*Ida\\*. [¹]"
            .to_owned(),
        format!(
            "-# ¹ [*2. Berths #4 (draft) of ∗all∗ ＠everyone*, ¶3](<{url}>): \
             “‘Row on,’ she said … see <https://a.example/map_a>”"
        ),
    ];
    assert_eq!(lines, expected);
    let gap = discord
        .say(user, dm, "What does a berth cost?")
        .reply()
        .await;
    let text = gap.content().lines().nth(1);
    let expected = "Ask <https://a.example/ask_us>, \\*\\*not\\*\\* \\@here.";
    assert_eq!(text, Some(expected));
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn a_bare_mention_of_a_bot_with_many_sources_gets_one_message() {
    let table = |n| {
        let title = "A *long* title of [a] source ".repeat(6);
        let text = format!(
            "format = 1\n[source]\nid = \"s{n}\"\ntitle = \"{title}\"\npublisher = \"_P_\"\n\
             [[gap]]\nid = \"g\"\nask = [\"Who is {n}?\"]\ntext = \"Open.\"\n"
        );
        (format!("s{n}.toml"), text.into_bytes())
    };
    let tables: Vec<_> = (0..30).map(table).collect();
    let (knowledge, report) = knowledge::load(knowledge::parse(&tables), &vec![None; 30]);
    let knowledge = knowledge.unwrap_or_else(|| panic!("{}", report.render_plain()));
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    bot.service.swap(&Snapshot::new(knowledge));
    let mention = format!("<@{}>", discord.bot_id());
    let reply = discord.say(discord.member(), discord.channel(), &mention);
    let reply = reply.reply().await;
    assert!(
        reply.content().contains("A \\*long\\* title of \\[a\\]"),
        "{}",
        reply.content()
    );
    assert!(
        reply.content().contains("and 25 more"),
        "{}",
        reply.content()
    );
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn a_decline_quotes_what_comes_nearest_if_the_operator_wants_it() {
    let text = "# The quay\n\nA *tug* pulls the barge out at noon. Ask @everyone.\n";
    let table = "format = 1\n[source]\nid = \"quay\"\ntitle = \"The quay\"\n\
        [[question]]\nask = [\"Whom may I ask?\"]\n\
        answer = { text = \"Anybody will do.\", quote = \"Ask @everyone\" }\n";
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let (user, dm) = (discord.member(), discord.dm(discord.member()));
    let asked = "does a tug pull the barge at night";
    for shown in [false, true] {
        if shown {
            bot.service.show_passages();
        }
        let knowledge = load_with(table, Some(text)).0.unwrap();
        bot.service.swap(&Snapshot::new(knowledge));
        let reply = discord.say(user, dm, asked).reply().await;
        let lines: Vec<&str> = reply.content().lines().collect();
        let passage = lines
            .iter()
            .find(|line| line.contains("A tug pulls the barge out at noon."));
        assert_eq!(
            (lines[0], passage.is_some()),
            (said("declined"), shown),
            "{lines:?}"
        );
    }
    bot.stop().await;
}
