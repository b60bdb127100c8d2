//! Moderators change groups of synonyms in a form.

use footnote::wording::{curating as words, learning, moderators};
use serde_json::json;

use crate::support::moderated::Moderated;
use crate::support::opened_form::{assert_given_back, open};

const LAMP: &str = r#"words = ["lamp", "light", "beacon"]"#;
const TOWER: &str = "[[synonyms]]\nwords = [\"tower\", \"lighthouse\", \"light house\"]\n";

/// Confirms a preview.
async fn confirm(place: &Moderated, preview: &fake_discord::Message) {
    let done = place.press(preview, moderators::CONFIRM).await;
    assert!(done.content().contains("is live"), "{}", preview.content());
}

#[tokio::test]
async fn a_group_is_picked_changed_and_taken_out() {
    let place = Moderated::start().await;
    let before = place.read();
    let channel = place.discord.channel();
    let typed = place.discord.autocomplete(
        place.moderator,
        channel,
        "knowledge synonyms",
        "group",
        "LIGHT",
    );
    let choices = typed.response().await.choices;
    let names: Vec<&str> = choices.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["lamp, light, beacon", "tower, lighthouse, light house"]
    );
    let form = open(&place, "synonyms", json!({ "group": choices[0].1 })).await;
    assert_eq!(form.title, words::EDIT_SYNONYMS);
    assert_eq!(form.fields["words"], "lamp\nlight\nbeacon");
    let preview = form
        .with("words", "beacon", "lantern, lamp")
        .send(&place)
        .await;
    assert!(
        preview.content().contains("“lantern”"),
        "{}",
        preview.content()
    );
    assert_eq!(place.read(), before);
    confirm(&place, &preview).await;
    let changed = LAMP.replace("beacon", "lantern");
    assert_eq!(place.read(), before.replace(LAMP, &changed));

    let form = open(&place, "synonyms", json!({ "group": "lighthouse" })).await;
    let all = form.fields["words"].clone();
    let preview = form.with("words", &all, "").send(&place).await;
    confirm(&place, &preview).await;
    let left = before.replace(LAMP, &changed).replace(TOWER, "");
    assert_eq!(
        place.read().replace("\n\n\n", "\n\n"),
        left.replace("\n\n\n", "\n\n")
    );
    place.finish().await;
}

#[tokio::test]
async fn words_that_have_no_group_begin_a_new_one() {
    let place = Moderated::start().await;
    let before = place.read();
    let form = open(&place, "synonyms", json!({ "group": "oil, fuel" })).await;
    assert_eq!(form.title, learning::AS_SYNONYMS);
    assert_eq!(form.fields["words"], "oil\nfuel");
    let preview = form.send(&place).await;
    confirm(&place, &preview).await;
    let new = format!("{TOWER}\n[[synonyms]]\nwords = [\"oil\", \"fuel\"]\n");
    assert_eq!(place.read(), before.replace(TOWER, &new));
    // With a word of the group, the others are added to it.
    let form = open(&place, "synonyms", json!({ "group": "kerosene, Fuel" })).await;
    assert_eq!(form.fields["words"], "oil\nfuel\nkerosene");
    let mut empty = open(&place, "synonyms", json!({})).await;
    assert_eq!(empty.fields["words"], "");
    empty.fields.insert("words".to_owned(), " , \n".to_owned());
    let told = empty.send(&place).await;
    assert!(
        told.content().contains(learning::FORM_EMPTY),
        "{}",
        told.content()
    );
    place.finish().await;
}

#[tokio::test]
async fn what_cannot_be_a_group_is_shown_and_given_back() {
    let place = Moderated::start().await;
    let before = place.read();
    let form = open(&place, "synonyms", json!({ "group": "lamp" })).await;
    let all = form.fields["words"].clone();
    let faulty = form.with("words", &all, "lamp\ntower").send(&place).await;
    assert_given_back(&faulty, "1 error", "lamp\ntower");
    let alone = open(&place, "synonyms", json!({})).await;
    let mut alone = alone;
    alone.fields.insert("words".to_owned(), "horn".to_owned());
    assert_given_back(&alone.send(&place).await, "1 error", "horn");
    assert_eq!(place.read(), before);
    place.finish().await;
}

#[tokio::test]
async fn a_form_that_another_version_overtakes_is_applied_to_that() {
    let place = Moderated::start().await;
    let form = open(&place, "synonyms", json!({ "group": "lamp" })).await;
    let mine = form.with("words", "beacon", "beacon\nlantern");
    let other = open(&place, "synonyms", json!({ "group": "lamp" })).await;
    let other = other.with("words", "light\n", "light\nlampion\n");
    confirm(&place, &other.send(&place).await).await;
    let preview = mine.send(&place).await;
    assert!(
        preview.content().starts_with(words::FORM_OUTDATED),
        "{}",
        preview.content()
    );
    confirm(&place, &preview).await;
    let table = place.read();
    for word in ["lampion", "lantern", "beacon"] {
        assert!(table.contains(&format!("\"{word}\"")), "{table}");
    }
    place.finish().await;
}
