//! Moderators edit entries in forms.

use std::fmt::Write;
use std::fs;

use footnote::record::{Action, AttemptOutcome};
use footnote::store::Store;
use footnote::wording::{curating as words, learning, moderators};
use serde_json::json;

use crate::support::copy_skerry;
use crate::support::moderated::{CHANGED, FACT, Moderated};
use crate::support::opened_form::{assert_given_back, open};
use fake_discord::{Fake, Message};

/// Makes a table live that has a replacement.
async fn release(place: &Moderated, from: &str, to: &str) {
    let preview = place.uploaded(&place.with(from, to)).await;
    let done = place.press(&preview, moderators::CONFIRM).await;
    assert!(done.content().contains("is live"), "{}", preview.content());
}

#[track_caller]
fn assert_ready(preview: &Message) {
    let content = preview.content();
    assert!(content.contains("ready to go live"), "{content}");
    assert!(!preview.files().contains(&words::TYPED_FILE));
}

#[tokio::test]
async fn an_entry_is_edited_in_a_form_and_can_be_rolled_back() {
    let place = Moderated::start().await;
    let before = place.read();
    let opened = open(&place, "edit", json!({ "entry": "when-relit" })).await;
    assert_eq!(opened.title, "Edit: When was the lamp relit?");
    let ask = "When was the lamp relit?\nsince when is the light on again\nrelighting date\n\
               on what day did they light it";
    assert_eq!(opened.fields["ask"], ask);
    assert_eq!(opened.fields["sentence-1"], FACT);
    assert_eq!(opened.fields.len(), 3);
    let typed = opened
        .with("ask", "relighting date\n", "day of relighting\n\n")
        .with("sentence-1", FACT, CHANGED);
    let preview = typed.send(&place).await;
    assert_ready(&preview);
    let content = preview.content();
    assert!(content.contains("1 fact changed"), "{content}");
    assert!(content.contains("1 phrasing added"), "{content}");
    assert_eq!(place.read(), before);
    let done = place.press(&preview, moderators::CONFIRM).await;
    assert!(done.content().contains("is live"), "{}", done.content());
    assert!(done.files().is_empty());
    let expected = before
        .replace("relighting date", "day of relighting")
        .replace(FACT, CHANGED);
    assert_eq!(place.read(), expected);
    assert!(place.answer().await.content().contains("at dusk"));
    let told = place.notices();
    assert!(told.last().unwrap().contains("· edit `"), "{told:?}");

    let back = json!({ "version": "1" });
    let preview = place.moderator_response("rollback", back).await;
    place.press(&preview, moderators::CONFIRM).await;
    assert_eq!(place.read(), before);
    let folder = place.finish_but_keep().await;
    let store = Store::at(&folder.path().join("footnote.db"));
    let attempts = store.attempts(0, 99).await.unwrap();
    let edits = attempts.iter().filter(|own| own.action == Action::Edit);
    let outcomes: Vec<_> = edits.map(|own| own.outcome).collect();
    assert_eq!(outcomes, [AttemptOutcome::Done, AttemptOutcome::Previewed]);
}

#[tokio::test]
async fn a_form_changes_only_what_was_typed() {
    let place = Moderated::start().await;
    let before = place.read();
    let same = open(&place, "edit", json!({ "entry": "who-keeps" })).await;
    let unchanged = same.send(&place).await;
    assert_eq!(unchanged.content(), moderators::UNCHANGED);
    assert!(unchanged.files().is_empty());
    let gap = open(&place, "edit", json!({ "entry": "visits" })).await;
    let says = "The article does not say whether the tower is open to visitors.";
    assert_eq!(gap.fields["sentence-1"], says);
    let typed = gap.with("sentence-1", "the tower is open", "anyone may climb it");
    let preview = typed.send(&place).await;
    let cancelled = place.press(&preview, moderators::CANCEL).await;
    assert_eq!(cancelled.content(), moderators::CANCELLED);
    assert_eq!(place.read(), before);
    let preview = typed.send(&place).await;
    place.press(&preview, moderators::CONFIRM).await;
    let expected = before.replace("the tower is open", "anyone may climb it");
    assert_eq!(place.read(), expected);
    place.finish().await;
}

#[tokio::test]
async fn a_form_that_another_version_overtakes_is_applied_to_that() {
    let place = Moderated::start().await;
    let form = open(&place, "edit", json!({ "entry": "who-paid" })).await;
    let typed = form.with("ask", "donors of the repair", "who footed the bill");
    release(
        &place,
        "\"donors of the repair\"",
        "\"donors of the repair\", \"whose coin was it\"",
    )
    .await;
    release(&place, "40,000 crowns came", "40,000 crowns came at once").await;
    let preview = typed.send(&place).await;
    assert_ready(&preview);
    let content = preview.content();
    assert!(content.starts_with(words::FORM_OUTDATED), "{content}");
    place.press(&preview, moderators::CONFIRM).await;
    let table = place.read();
    let ask = "\"who footed the bill\", \"whose coin was it\"";
    assert!(
        table.contains(ask) && table.contains("came at once"),
        "{table}"
    );
    // Its entry is gone.
    let form = open(&place, "edit", json!({ "entry": "foghorn-back" })).await;
    let typed = form.with("ask", "foghorn plans", "plans for the horn");
    let table = place.read();
    let (start, rest) = table
        .split_once("[[question]]\nid = \"foghorn-back\"")
        .unwrap();
    let (_, end) = rest.split_once("# What readers ask and").unwrap();
    let preview = place
        .uploaded(&format!("{start}# What readers ask and{end}"))
        .await;
    place.press(&preview, moderators::CONFIRM).await;
    let lost = typed.send(&place).await;
    assert_given_back(&lost, "no longer has the entry", "plans for the horn");
    place.finish().await;
}

#[tokio::test]
async fn an_edit_that_another_version_overtakes_is_previewed_anew() {
    let place = Moderated::start().await;
    let form = open(&place, "edit", json!({ "entry": "running-costs" })).await;
    let oil = "The harbour trust pays for the oil.";
    let typed = form.with("sentence-1", oil, "The trust buys the oil.");
    let preview = typed.send(&place).await;
    release(&place, oil, "The harbour trust pays for oil and wicks.").await;
    let again = place.press(&preview, moderators::CONFIRM).await;
    assert_ready(&again);
    let content = again.content();
    assert!(content.starts_with(moderators::BASE_CHANGED), "{content}");
    // The moderator sees what the other has written.
    assert!(
        content.contains("was “The harbour trust pays for oil and wicks.”"),
        "{content}"
    );
    // Meanwhile, the fact goes.
    let table = place
        .with("facts = [\"oil\", \"road\"]", "facts = [\"road\"]")
        .replace(
            "[[fact]]\nid = \"oil\"\ntext = \"The harbour trust pays for oil and wicks.\"\n\
             cite = { quote = \"The trust pays for the oil\", at = \"2.2\" }\n\n",
            "",
        );
    let other = place.uploaded(&table).await;
    place.press(&other, moderators::CONFIRM).await;
    let lost = place.press(&again, moderators::CONFIRM).await;
    assert_given_back(&lost, "no longer has the fact", "The trust buys the oil.");
    assert!(lost.labels().is_empty());
    place.finish().await;
}

#[tokio::test]
async fn what_makes_the_table_invalid_is_shown_and_given_back() {
    let place = Moderated::start().await;
    let before = place.read();
    let form = open(&place, "edit", json!({ "entry": "who-paid" })).await;
    let typed = form.with("ask", "donors of the repair", "Who keeps the lamp?");
    let faulty = typed.send(&place).await;
    assert_given_back(&faulty, "1 error", "where did the money come from\n");
    assert_given_back(&faulty, "same-phrasing", "Who keeps the lamp?");
    let long = typed.with("sentence-1", "40,000", &"very ".repeat(120));
    let faulty = long.send(&place).await;
    assert_given_back(&faulty, "too-long", "very very");
    let mut empty = open(&place, "edit", json!({ "entry": "who-paid" })).await;
    empty
        .fields
        .insert("sentence-1".to_owned(), " \n ".to_owned());
    let told = empty.send(&place).await;
    assert_given_back(&told, learning::FORM_EMPTY, "donors of the repair");
    assert_eq!(place.read(), before);
    let failed = place
        .moderator_response("audit", json!({ "kind": 5 }))
        .await;
    assert!(failed.content().contains("· edit"), "{}", failed.content());
    place.finish().await;
}

#[tokio::test]
async fn only_moderators_edit() {
    let place = Moderated::start().await;
    let member = place.discord.member();
    let given = json!({ "entry": "who-paid" });
    let refused = place.command(member, "edit", given.clone()).message().await;
    assert_eq!(refused.content(), moderators::NO_MODERATOR);
    let channel = place.discord.channel();
    let completed = place
        .discord
        .autocomplete(member, channel, "knowledge edit", "entry", "lamp");
    assert_eq!(completed.response().await.choices, []);
    for unknown in [
        json!({ "entry": "who" }),
        json!({ "entry": "who-paid", "part": 2 }),
    ] {
        let told = place.moderator_response("edit", unknown).await;
        let texts = [learning::NO_SUCH_ENTRY, &words::no_such_part(1)];
        assert!(texts.contains(&told.content()), "{}", told.content());
    }
    let form = open(&place, "edit", given).await;
    place.discord.take_role(place.moderator, place.role);
    let fields = [("ask", "who"), ("sentence-1", "x")];
    let sent = place
        .discord
        .submit_modal(place.moderator, &form.form, &fields);
    assert_eq!(sent.message().await.content(), moderators::NO_MODERATOR);
    place.finish().await;
}

/// A table with a question of 60 long phrasings and nine facts.
fn huge() -> String {
    let mut table = "format = 1\n[source]\nid = \"huge\"\ntitle = \"Huge\"\n[[question]]\nid = \"all\"\nask = [\n".to_owned();
    for number in 0..60 {
        let word = |place: usize| format!("w{}", (number * 7 + place * 13) % 400);
        let words: Vec<String> = (0..30).map(word).collect();
        let _ = writeln!(table, "  \"what of {number} {}?\",", words.join(" "));
    }
    let facts: Vec<String> = (0..9).map(|number| format!("f{number}")).collect();
    let _ = writeln!(table, "]\nfacts = {facts:?}");
    for fact in facts {
        let _ = write!(
            table,
            "[[fact]]\nid = \"{fact}\"\ntext = \"It is {fact} that counts.\"\ncite = {{ quote = \"it is {fact}\" }}\n"
        );
    }
    table
}

#[tokio::test]
async fn an_entry_that_does_not_fit_into_one_form_has_several() {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    fs::write(folder.path().join("skerry.toml"), huge()).unwrap();
    let place = Moderated::start_in(Fake::start().await, folder).await;
    let before = place.read();
    let second = open(&place, "edit", json!({ "entry": "all", "part": 2 })).await;
    assert!(second.title.starts_with("Edit (2 of "), "{}", second.title);
    assert!(second.fields["ask"].chars().count() <= 3_000);
    let line = second.fields["ask"].lines().next().unwrap().to_owned();
    let typed = second
        .with("ask", &line, "what of the second part, in short?")
        .with(
            "sentence-1",
            "It is f4 that counts.",
            "It is f4, and only that.",
        );
    let preview = typed.send(&place).await;
    assert_ready(&preview);
    place.press(&preview, moderators::CONFIRM).await;
    let expected = before
        .replace(&line, "what of the second part, in short?")
        .replace("It is f4 that counts.", "It is f4, and only that.");
    assert_eq!(place.read(), expected);
    let last = open(&place, "edit", json!({ "entry": "all", "part": 3 })).await;
    assert_eq!(last.fields["sentence-1"], "It is f8 that counts.");
    place.finish().await;
}

#[tokio::test]
async fn what_is_typed_does_nothing_where_it_is_shown() {
    let place = Moderated::start().await;
    let form = open(&place, "edit", json!({ "entry": "who-paid" })).await;
    let evil = "@everyone **paid** <@1> [x](https://a.example) ```` `` #";
    let typed = form.with("sentence-1", "40,000", evil);
    let preview = typed.send(&place).await;
    assert_ready(&preview);
    let content = preview.content();
    assert!(!content.contains("````"), "{content}");
    assert_eq!(content.matches("```").count(), 2, "{content}");
    place.press(&preview, moderators::CONFIRM).await;
    assert!(place.read().contains(evil), "{}", place.read());
    place.finish().await;
}
