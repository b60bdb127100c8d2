//! From unanswered questions to a better table, and back.

use std::fs;

use footnote::config::JournalMode;
use footnote::knowledge::Outcome;
use footnote::question_log::today;
use footnote::record::{Channel, Day, Days, LoggedQuestion, Vote, VoteKind};
use footnote::store::Store;
use footnote::wording::Escaped;
use footnote::wording::{learning as words, moderators};
use serde_json::json;

use crate::support::bot::DEADLINE;
use crate::support::copy_skerry;
use crate::support::moderated::Moderated;
use crate::support::words::said;
use fake_discord::{Fake, Interaction, Message, eventually};

/// Members ask.
async fn ask(place: &Moderated, questions: &[&str]) -> Vec<Message> {
    let mut answers = Vec::new();
    for question in questions {
        let question = json!({ "question": question });
        let (member, channel) = (place.discord.member(), place.discord.channel());
        let asked = place.discord.slash(member, channel, "ask", question);
        answers.push(asked.message().await);
    }
    answers
}

/// The moderator's list of unanswered questions, once it contains `text`.
async fn unanswered(place: &Moderated, text: &str) -> Message {
    let what = format!("“{text}” among the unanswered");
    eventually(&what, DEADLINE, async || {
        let seen = place.moderator_response("unanswered", json!({})).await;
        seen.content().contains(text).then_some(seen)
    })
    .await
}

fn press(place: &Moderated, message: &Message, label: &str) -> Interaction {
    place.discord.press_label(place.moderator, message, label)
}

/// Fills in and submits a modal; returns the preview.
async fn fill_in(
    place: &Moderated,
    message: &Message,
    label: &str,
    fields: &[(&str, &str)],
) -> Message {
    let form = press(place, message, label);
    assert_eq!(form.response().await.kind, 9);
    let sent = place.discord.submit_modal(place.moderator, &form, fields);
    sent.changed().await
}

#[tokio::test]
async fn a_declined_question_becomes_a_gap_and_can_be_undone() {
    let place = Moderated::start().await;
    let table = place.read();
    ask(
        &place,
        &["ferry times", "ferry times", "who paints the doors?"],
    )
    .await;
    let seen = unanswered(&place, "1 of 2").await;
    let content = seen.content();
    assert!(content.contains("Unanswered: 1 of 2"), "{content}");
    assert!(content.contains("- ferry times ×2"), "{content}");
    assert!(content.contains(words::PROPOSE_ENTRY), "{content}");

    let form = press(&place, &seen, words::AS_GAP).response().await;
    let offered = form.raw.to_string();
    assert!(offered.contains(words::GAP_BEGINNING), "{offered}");
    assert!(offered.contains("ferry times"), "{offered}");
    let fields = [
        ("text", "The article does not say when the ferry goes."),
        ("ask", "ferry times\n\n when does the ferry leave? \n"),
    ];
    let preview = fill_in(&place, &seen, words::AS_GAP, &fields).await;
    assert!(
        preview.content().contains("ready to go live"),
        "{}",
        preview.content()
    );
    assert_eq!(place.read(), table);
    let published = place.press(&preview, moderators::CONFIRM).await;
    assert!(
        published.content().contains("is live"),
        "{}",
        published.content()
    );
    let gap = "\n[[gap]]\nid = \"gap-ferry-times\"\nask = [\n  \"ferry times\",\n  \"when does the ferry \
               leave?\",\n]\ntext = \"The article does not say when the ferry goes.\"\n";
    assert_eq!(place.read().replace(gap, ""), table);

    let answers = ask(&place, &["when does the ferry leave"]).await;
    assert!(
        answers[0]
            .content()
            .contains("does not say when the ferry goes")
    );
    let seen = unanswered(&place, "who paints the doors").await;
    assert!(seen.content().contains("1 of 1"), "{}", seen.content());

    let back = json!({ "version": "1" });
    let preview = place.moderator_response("rollback", back).await;
    place.press(&preview, moderators::CONFIRM).await;
    assert_eq!(place.read(), table);
    assert!(place.notices().iter().any(|told| told.contains("amend")));
    place.finish().await;
}

#[tokio::test]
async fn an_unsure_question_becomes_a_phrasing() {
    let place = Moderated::start().await;
    ask(&place, &["what about volunteers?"]).await;
    let seen = unanswered(&place, "volunteers").await;
    assert!(
        seen.content().contains(words::PROPOSE_PHRASING),
        "{}",
        seen.content()
    );
    let menu = seen.menu().unwrap();
    let (id, value) = (&menu["custom_id"], &menu["options"][0]["value"]);
    let (id, value) = (id.as_str().unwrap(), value.as_str().unwrap());
    let picked = place.discord.select(place.moderator, &seen, id, &[value]);
    let preview = picked.changed().await;
    assert!(
        preview.content().contains("ready to go live"),
        "{}",
        preview.content()
    );
    place.press(&preview, moderators::CONFIRM).await;
    assert!(
        place.read().contains("\"what about volunteers\""),
        "{}",
        place.read()
    );
    let answers = ask(&place, &["what about volunteers?"]).await;
    assert!(answers[0].content().contains("Volunteers relit the lamp"));
    place.finish().await;
}

#[tokio::test]
async fn a_new_question_brings_its_fact_and_its_quote_is_verified() {
    let place = Moderated::start().await;
    ask(&place, &["paint for the doors"]).await;
    let seen = unanswered(&place, "doors").await;
    let quote = |quote: &'static str| {
        [
            ("ask", "Which paint for the doors?\npaint for the doors"),
            ("text", "Nobody had expected the lamp before summer."),
            ("quote", quote),
        ]
    };
    let wrong = fill_in(&place, &seen, words::AS_QUESTION, &quote("red as rust")).await;
    assert!(wrong.content().contains("1 error"), "{}", wrong.content());
    let seen = unanswered(&place, "doors").await;
    let right = quote("Nobody had expected it before summer");
    let preview = fill_in(&place, &seen, words::AS_QUESTION, &right).await;
    place.press(&preview, moderators::CONFIRM).await;
    let answers = ask(&place, &["Which paint for the doors?"]).await;
    assert!(
        answers[0]
            .content()
            .contains("Nobody had expected the lamp before summer.")
    );
    place.finish().await;
}

#[tokio::test]
async fn a_quote_that_cannot_be_verified_is_shown_as_such() {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    let table = folder.path().join("skerry.toml");
    let without = fs::read_to_string(&table).unwrap();
    let lines = without
        .lines()
        .filter(|line| !line.starts_with("text = \"skerry.md\""));
    let lines = lines.filter(|line| !line.starts_with("sha256"));
    fs::write(&table, lines.collect::<Vec<_>>().join("\n")).unwrap();
    fs::remove_file(folder.path().join("skerry.md")).unwrap();
    let place = Moderated::start_in(Fake::start().await, folder).await;
    ask(&place, &["paint for the doors"]).await;
    let seen = unanswered(&place, "doors").await;
    let fields = [
        ("ask", "Which paint for the doors?"),
        ("text", "The doors are red."),
        ("quote", "red as rust"),
    ];
    let preview = fill_in(&place, &seen, words::AS_QUESTION, &fields).await;
    let content = preview.content();
    let expected = moderators::unverified_quote(&Escaped::new("red as rust".to_owned()));
    assert!(content.contains(&expected), "{content}");
    assert!(!content.contains("footnote pin"), "{content}");
    assert!(!content.contains("Warnings"), "{content}");
    place.press(&preview, moderators::CONFIRM).await;
    assert!(place.read().contains("red as rust"));
    // What adds no quote is not warned of.
    let given = json!({ "phrasing": "colour of the doors", "entry": "which-paint-for-the-doors" });
    let preview = place.moderator_response("add", given).await;
    let content = preview.content();
    assert!(content.contains("1 phrasing added"), "{content}");
    assert!(!content.contains("could not check"), "{content}");
    place.finish().await;
}

#[tokio::test]
async fn words_become_synonyms_and_ignored_questions_disappear() {
    let place = Moderated::start().await;
    ask(
        &place,
        &["ferry times", "paint for the doors", "paint for the doors"],
    )
    .await;
    let seen = unanswered(&place, "doors ×2").await;
    let seen = press(&place, &seen, words::IGNORE).changed().await;
    assert!(
        seen.content().contains("Ignored: paint for the doors"),
        "{}",
        seen.content()
    );
    assert!(
        seen.content().contains("- ferry times"),
        "{}",
        seen.content()
    );
    assert!(seen.content().contains("1 of 1"), "{}", seen.content());
    let empty = fill_in(&place, &seen, words::AS_SYNONYMS, &[("text", "  ")]).await;
    assert_eq!(empty.content(), words::FORM_EMPTY);
    let seen = unanswered(&place, "ferry times").await;
    let names = [("text", "ferry\npacket boat")];
    let preview = fill_in(&place, &seen, words::AS_SYNONYMS, &names).await;
    place.press(&preview, moderators::CONFIRM).await;
    assert!(
        place
            .read()
            .contains("words = [\"ferry\", \"packet boat\"]")
    );
    place.finish().await;
}

#[tokio::test]
async fn a_change_that_cannot_be_written_is_offered_as_a_patch() {
    let place = Moderated::start().await;
    ask(&place, &["ferry times"]).await;
    let seen = unanswered(&place, "ferry times").await;
    let fields = [
        ("text", "The article does not say."),
        ("ask", "ferry times"),
    ];
    let preview = fill_in(&place, &seen, words::AS_GAP, &fields).await;
    // The store's open file moves along.
    let elsewhere = tempfile::tempdir().unwrap();
    fs::rename(place.folder.path(), elsewhere.path().join("moved")).unwrap();
    let failed = place.press(&preview, moderators::CONFIRM).await;
    assert!(
        failed.content().contains(words::TAKE_PATCH),
        "{}",
        failed.content()
    );
    let patch = failed.file("skerry.toml.patch").unwrap();
    assert!(patch.contains("+id = \"gap-ferry-times\"\n"), "{patch}");
    let answers = ask(&place, &["ferry times"]).await;
    assert!(answers[0].content().contains(said("declined")));
    place.finish().await;
}

#[tokio::test]
async fn only_moderators_see_unanswered_questions_and_only_if_they_are_logged() {
    let place = Moderated::start().await;
    let member = place.discord.member();
    let refused = place
        .command(member, "unanswered", json!({}))
        .message()
        .await;
    assert_eq!(refused.content(), moderators::NO_MODERATOR);
    let nothing = place.moderator_response("unanswered", json!({})).await;
    assert_eq!(nothing.content(), words::NOTHING_UNANSWERED);
    place.finish().await;

    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    let place =
        Moderated::start_with_journal(Fake::start().await, folder, JournalMode::Counts).await;
    let not = place.moderator_response("unanswered", json!({})).await;
    assert_eq!(not.content(), words::NOT_NOTED);
    place.finish().await;
}

#[tokio::test]
async fn stats_come_with_a_chart() {
    let place = Moderated::start().await;
    ask(&place, &["when was the lamp relit", "ferry times"]).await;
    unanswered(&place, "ferry times").await;
    let stats = place.moderator_response("stats", json!({})).await;
    let content = stats.content();
    assert!(content.contains("2 questions in 30 days"), "{content}");
    assert!(content.contains("answered 1 (50%)"), "{content}");
    assert!(content.contains("Most used: `when-relit` ×1"), "{content}");
    assert!(content.contains("Never used: 8"), "{content}");
    assert_eq!(stats.files(), ["questions.png"]);
    place.finish().await;
}

#[tokio::test]
async fn what_was_asked_elsewhere_is_shown_to_no_moderator() {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    let store = Store::at(&folder.path().join("footnote.db"));
    let discord = Fake::start().await;
    let asked = |server, text: &str| LoggedQuestion {
        day: today(),
        server,
        channel: Channel::Server,
        version: "skerry@1".to_owned(),
        text: text.to_owned(),
        outcome: Outcome::Declined,
        entry: None,
        percent: 1,
        times: 1,
    };
    let own = Some(discord.guild());
    let all = [
        asked(own, "ferry times"),
        asked(own, "banana bread"),
        asked(Some(1), "secret harbour party"),
        asked(None, "where does my aunt live"),
    ];
    store.log(&all).await.unwrap();
    let hidden = |text: &str| vec![text.to_owned()];
    let guild = discord.guild();
    store
        .ignore(1, &hidden("ferry times"), today())
        .await
        .unwrap();
    let here = hidden("banana bread");
    store.ignore(guild, &here, today()).await.unwrap();
    store.close().await;
    let place = Moderated::start_in(discord, folder).await;
    let seen = place.moderator_response("unanswered", json!({})).await;
    let content = seen.content();
    assert!(content.contains("ferry times"), "{content}");
    for foreign in ["banana", "harbour", "aunt"] {
        assert!(!content.contains(foreign), "{content}");
    }
    assert!(
        !seen.labels().contains(&said("next").to_owned()),
        "one page"
    );
    let stats = place.moderator_response("stats", json!({})).await;
    let content = stats.content();
    assert!(content.contains("2 questions in 30 days"), "{content}");
    place.finish().await;
}

/// A store with two confirmed phrasings, which moderators were last sent this many days ago.
async fn confirmed_in(discord: &Fake, folder: &tempfile::TempDir, days_ago: u32) {
    copy_skerry(folder.path());
    let store = Store::at(&folder.path().join("footnote.db"));
    let vote = |member: u8, text: &str, kind| Vote {
        token: Some([member; 32]),
        day: today(),
        text: text.to_owned(),
        source: "skerry".to_owned(),
        entry: "when-relit".to_owned(),
        kind,
        server: Some(discord.guild()),
    };
    for vote in [
        Vote {
            server: None,
            ..vote(6, "said in a direct message", VoteKind::Helpful)
        },
        Vote {
            server: Some(1),
            ..vote(7, "said in another server", VoteKind::Helpful)
        },
        vote(1, "which month saw the lamp again", VoteKind::Picked),
        vote(2, "which month saw the lamp again", VoteKind::Helpful),
        vote(3, "lamp shining since", VoteKind::Helpful),
        vote(4, "is … lit now", VoteKind::Helpful),
        vote(5, "When was the lamp relit", VoteKind::Helpful),
    ] {
        store.vote(&vote).await.unwrap();
    }
    assert!(
        !store
            .claim_suggestions(today() - Days(days_ago), Day(0))
            .await
            .unwrap()
    );
    store.close().await;
}

#[tokio::test]
async fn moderators_are_told_of_confirmed_phrasings_once_a_week() {
    let folder = tempfile::tempdir().unwrap();
    let discord = Fake::start().await;
    confirmed_in(&discord, &folder, 7).await;
    let place = Moderated::start_in(discord, folder).await;
    let message = place
        .discord
        .until_messages(place.moderator_channel, 1)
        .await
        .remove(0);
    let content = message.content();
    assert!(content.contains("2 phrasings"), "{content}");
    let lines: Vec<&str> = content.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            "- which month saw the lamp again → `when-relit` ×2",
            "- lamp shining since → `when-relit` ×1"
        ]
    );
    let add = async |value: usize| {
        let menu = message.menu().unwrap();
        let id = menu["custom_id"].as_str().unwrap();
        let value = menu["options"][value]["value"].as_str().unwrap();
        let picked = place
            .discord
            .select(place.moderator, &message, id, &[value]);
        picked.message().await
    };
    let preview = add(0).await;
    assert!(preview.is_ephemeral());
    assert!(
        preview.content().contains("ready to go live"),
        "{}",
        preview.content()
    );
    place.press(&preview, moderators::CONFIRM).await;
    assert!(place.read().contains("\"which month saw the lamp again\""));
    assert_eq!(add(0).await.content(), words::SUGGESTION_GONE);
    let left = place.moderator_response("suggestions", json!({})).await;
    assert!(
        left.content().starts_with("**1 phrasing "),
        "{}",
        left.content()
    );
    let place = place.restart().await;
    let told = place.notices();
    let asked = told
        .iter()
        .filter(|told| told.contains("confirmed by members"));
    assert_eq!(asked.count(), 1, "{told:?}");
    place.finish().await;
}

#[tokio::test]
async fn within_a_week_suggestions_are_shown_only_on_request() {
    let folder = tempfile::tempdir().unwrap();
    let discord = Fake::start().await;
    confirmed_in(&discord, &folder, 6).await;
    let place = Moderated::start_in(discord, folder).await;
    let seen = place.moderator_response("suggestions", json!({})).await;
    assert!(seen.content().contains("2 phrasings"), "{}", seen.content());
    assert_eq!(place.notices(), [""; 0]);
    place.finish().await;
}

#[tokio::test]
async fn a_moderator_adds_a_phrasing_to_any_entry() {
    let place = Moderated::start().await;
    let offered = async |who: u64| {
        let channel = place.discord.channel();
        let typed = place
            .discord
            .autocomplete(who, channel, "knowledge add", "entry", "volunt");
        typed.response().await.choices
    };
    assert_eq!(offered(place.discord.member()).await, []);
    let choices = offered(place.moderator).await;
    assert!(choices[0].0.contains(" · "), "{choices:?}");
    let given = json!({ "phrasing": "  who did all the work ", "entry": choices[0].1 });
    let preview = place.moderator_response("add", given).await;
    assert!(
        preview.content().contains("ready to go live"),
        "{}",
        preview.content()
    );
    place.press(&preview, moderators::CONFIRM).await;
    assert!(place.read().contains("\"who did all the work\""));

    let by_id = json!({ "phrasing": "month of relighting", "entry": "when-relit" });
    let preview = place.moderator_response("add", by_id).await;
    assert!(preview.content().contains("phrasing"));
    let none = json!({ "phrasing": "month of relighting", "entry": "when" });
    let failed = place.moderator_response("add", none).await;
    assert_eq!(failed.content(), words::NO_SUCH_ENTRY);
    place.finish().await;
}
