//! Moderators ask a version before it is live.

use footnote::wording::{curating, moderators};
use serde_json::json;

use crate::support::moderated::{CHANGED, FACT, Moderated};
use fake_discord::Message;

/// What the moderator is told of a question.
async fn tried(place: &Moderated, question: &str) -> Message {
    place
        .moderator_response("try", json!({ "question": question }))
        .await
}

#[tokio::test]
async fn a_question_is_answered_by_the_version_that_is_previewed_beside_the_live_one() {
    let place = Moderated::start().await;
    place.edit(FACT, CHANGED);
    let preview = place.moderator_response("reload", json!({})).await;
    let told = tried(&place, "When was the lamp relit?").await;
    let (staged, live) = told
        .content()
        .split_once(curating::live_answers(false))
        .unwrap_or_else(|| panic!("{}", told.content()));
    assert!(staged.contains("at dusk"), "{staged}");
    assert!(live.contains("eleven dark winters"), "{live}");
    assert!(told.labels().is_empty());
    let told = tried(&place, "Who paid for the repair?").await;
    let content = told.content();
    assert!(content.contains(curating::live_answers(true)), "{content}");
    assert!(
        !content.contains(curating::live_answers(false)),
        "{content}"
    );
    // Members do not get it before it is confirmed, and it still can be.
    assert!(place.answer().await.content().contains("winters"));
    place.press(&preview, moderators::CONFIRM).await;
    assert!(place.answer().await.content().contains("at dusk"));
    let told = tried(&place, "When was the lamp relit?").await;
    assert_eq!(told.content(), curating::NOTHING_TO_TRY);
    place.finish().await;
}

#[tokio::test]
async fn the_preview_of_another_moderator_is_not_asked() {
    let place = Moderated::start().await;
    place.edit(FACT, CHANGED);
    let mine = place.command(place.manager, "reload", json!({}));
    assert!(mine.message().await.content().contains(CHANGED));
    let told = tried(&place, "When was the lamp relit?").await;
    assert_eq!(told.content(), curating::NOTHING_TO_TRY);
    place.finish().await;
}
