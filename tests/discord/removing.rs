//! Moderators take entries out.

use footnote::wording::{learning, moderators};
use serde_json::json;

use crate::support::moderated::Moderated;
use fake_discord::Message;

/// The moderator's preview of a table without an entry.
async fn remove(place: &Moderated, entry: &str) -> Message {
    place
        .moderator_response("remove", json!({ "entry": entry }))
        .await
}

#[track_caller]
fn assert_says(message: &Message, texts: &[&str]) {
    for text in texts {
        assert!(message.content().contains(text), "{}", message.content());
    }
}

#[tokio::test]
async fn an_entry_is_removed_with_what_names_it_and_can_be_rolled_back() {
    let place = Moderated::start().await;
    let before = place.read();
    let preview = remove(&place, "who-keeps").await;
    assert_says(
        &preview,
        &["ready to go live", "1 question removed", "2 facts removed"],
    );
    assert_eq!(place.read(), before);
    let done = place.press(&preview, moderators::CONFIRM).await;
    assert_says(&done, &["is live"]);
    let table = place.read();
    for gone in ["who-keeps", "id = \"islanders\"", "id = \"brandt\"\n"] {
        assert!(!table.contains(gone), "{table}");
    }
    assert!(table.contains("related = [\"why-dark\"]"), "{table}");
    assert!(table.contains("# What readers ask.\n"), "{table}");
    let told = place.notices();
    assert!(told.last().unwrap().contains("· remove `"), "{told:?}");
    let preview = place
        .moderator_response("rollback", json!({ "version": "1" }))
        .await;
    place.press(&preview, moderators::CONFIRM).await;
    assert_eq!(place.read(), before);
    place.finish().await;
}

#[tokio::test]
async fn a_gap_is_removed_with_its_test_and_its_heading_stays() {
    let place = Moderated::start().await;
    let before = place.read();
    let preview = remove(&place, "lens-price").await;
    assert_says(&preview, &["1 gap removed", "1 test removed"]);
    let cancelled = place.press(&preview, moderators::CANCEL).await;
    assert_eq!(cancelled.content(), moderators::CANCELLED);
    assert_eq!(place.read(), before);
    let preview = remove(&place, "lens-price").await;
    place.press(&preview, moderators::CONFIRM).await;
    let heading = "# What readers ask and the source leaves open.\n\n[[gap]]\nid = \"visits\"";
    assert!(place.read().contains(heading), "{}", place.read());
    place.finish().await;
}

#[tokio::test]
async fn a_removal_that_another_version_overtakes_is_previewed_anew() {
    let place = Moderated::start().await;
    let first = remove(&place, "foghorn-back").await;
    let second = remove(&place, "lens-price").await;
    place.press(&second, moderators::CONFIRM).await;
    let again = place.press(&first, moderators::CONFIRM).await;
    assert!(again.content().starts_with(moderators::BASE_CHANGED));
    assert_says(&again, &["1 question removed"]);
    place.press(&again, moderators::CONFIRM).await;
    let table = place.read();
    assert!(!table.contains("foghorn-back") && !table.contains("id = \"lens-price\""));
    // What is gone cannot be removed again.
    let mine = remove(&place, "visits").await;
    let given = json!({ "entry": "visits" });
    let theirs = place
        .command(place.manager, "remove", given)
        .message()
        .await;
    let confirm =
        |message: &Message, who: u64| place.discord.press_label(who, message, moderators::CONFIRM);
    confirm(&theirs, place.manager).changed().await;
    let gone = confirm(&mine, place.moderator).changed().await;
    assert_says(&gone, &["no longer has the entry"]);
    assert!(gone.labels().is_empty());
    place.finish().await;
}

#[tokio::test]
async fn what_another_entry_needs_is_not_removed() {
    let place = Moderated::start().await;
    let table = place
        .with(
            "facts = [\"foghorn\"]",
            "answer = { text = \"Nobody has decided on the foghorn.\", quote = \"Whether the foghorn … undecided\" }",
        )
        .replace("facts = [\"oil\", \"road\"]", "facts = [\"oil\", \"road\", \"foghorn-back\"]")
        .replace(
            "[[fact]]\nid = \"foghorn\"\ntext = \"It is not decided whether the foghorn will be heard again.\"\n\
             cite = { quote = \"Whether the foghorn … undecided\", at = \"3.2\" }\n\n",
            "",
        );
    let preview = place.uploaded(&table).await;
    assert_says(&preview, &["ready to go live"]);
    place.press(&preview, moderators::CONFIRM).await;
    let refused = remove(&place, "foghorn-back").await;
    assert_says(&refused, &["another entry uses the fact"]);
    assert_eq!(place.read(), table);
    place.finish().await;
}

#[tokio::test]
async fn only_moderators_remove() {
    let place = Moderated::start().await;
    let member = place.discord.member();
    let given = json!({ "entry": "visits" });
    let refused = place.command(member, "remove", given).message().await;
    assert_eq!(refused.content(), moderators::NO_MODERATOR);
    let unknown = remove(&place, "visit").await;
    assert_eq!(unknown.content(), learning::NO_SUCH_ENTRY);
    let preview = remove(&place, "visits").await;
    place.discord.take_role(place.moderator, place.role);
    let pressed = place
        .discord
        .press_label(place.moderator, &preview, moderators::CONFIRM);
    assert_eq!(pressed.message().await.content(), moderators::NO_MODERATOR);
    assert!(place.read().contains("id = \"visits\""));
    place.finish().await;
}
