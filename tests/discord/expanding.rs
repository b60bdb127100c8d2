//! `/knowledge expand`: a request for an assistant, its reply, and the way back.

use footnote::wording::{expanding as words, moderators};
use serde_json::{Value, json};

use crate::support::moderated::Moderated;
use fake_discord::{File, Message};

const REPLY: &str = r#"Sure!
```json
{ "phrasings": [ { "entry": "who-paid", "ask": ["who footed the bill", "Who paid for the repair", "whose wallet was it"] },
  { "entry": "when-relit", "ask": ["first flash after the gloom"] }, { "entry": "nobody", "ask": ["`who` goes there"] } ],
  "gaps": [ { "ask": ["Is there a ferry?", "boat connection"], "text": "The article does not mention a ferry." } ] }
```"#;

async fn expand(place: &Moderated, options: Value) -> Message {
    place.moderator_response("expand", options).await
}

/// The bot's response to a reply, with other options.
async fn replied(place: &Moderated, name: &str, reply: &[u8], mut options: Value) -> Message {
    let file = place.discord.upload(File::new(name, reply));
    options["reply"] = json!(file.to_string());
    expand(place, options).await
}

#[track_caller]
fn has(message: &Message, parts: &[&str]) {
    let content = message.content();
    for part in parts {
        assert!(content.contains(part), "{part} in {content}");
    }
}

#[tokio::test]
async fn a_request_is_given_as_files() {
    let place = Moderated::start().await;
    let all = expand(&place, json!({})).await;
    assert_eq!(all.files(), ["request.md"]);
    has(&all, &["/knowledge expand reply:"]);
    let parts = expand(&place, json!({ "per-entry": 100 })).await;
    assert_eq!(parts.files(), ["request-1.md", "request-2.md"]);
    let channel = place.discord.channel();
    let completed = place.discord.autocomplete(
        place.moderator,
        channel,
        "knowledge expand",
        "entries",
        "when-relit, who paid",
    );
    let choices = completed.response().await.choices;
    let picked = choices[0].1.as_str().unwrap().to_owned();
    assert!(picked.starts_with("when-relit,"), "{picked}");
    let some = expand(&place, json!({ "entries": picked, "gaps": 0 })).await;
    assert_eq!(some.files(), ["request.md"]);
    let unknown = expand(&place, json!({ "entries": "nobody" })).await;
    assert!(unknown.files().is_empty());
    place.finish().await;
}

#[tokio::test]
async fn a_reply_is_examined_confirmed_and_taken_back() {
    let place = Moderated::start().await;
    let before = place.read();
    let preview = replied(&place, "reply.json", REPLY.as_bytes(), json!({})).await;
    has(
        &preview,
        &[
            "ready to go live",
            "taken: 3 of 5 phrasings; 1 of 1 gap, with 2 of 2 phrasings",
            "who-paid\n+ 2: who footed the bill\n+ 3: whose wallet was it\n- Who paid for the repair (`who-paid` has it already)",
            "gap: The article does not mention a ferry.\n+ 4: Is there a ferry?",
            "nobody\n- `who` goes there (",
            "Tested with",
        ],
    );
    assert_eq!(place.read(), before);
    place.press(&preview, moderators::CONFIRM).await;
    let table = place.read();
    for part in [
        "[[expanded]]\nentry = \"who-paid\"\nask = [\n  \"who footed the bill\",\n  \"whose wallet was it\",\n]\n",
        "[[gap]]\nid = \"is-there-a-ferry\"\ndraft = true\n",
    ] {
        assert!(table.contains(part), "{part} in {table}");
    }
    assert!(place.notices().iter().any(|told| told.contains("amend")));

    let preview = expand(&place, json!({ "take-back": true })).await;
    has(&preview, &["3 phrasings removed"]);
    place.press(&preview, moderators::CONFIRM).await;
    assert!(!place.read().contains("[[expanded]]"));
    let again = expand(&place, json!({ "take-back": true })).await;
    has(&again, &[moderators::UNCHANGED]);
    place.finish().await;
}

#[tokio::test]
async fn what_is_struck_is_not_taken_and_what_went_live_meanwhile_stays() {
    let place = Moderated::start().await;
    let struck = json!({ "strike": "2, when-relit,4" });
    let preview = replied(&place, "reply.md", REPLY.as_bytes(), struck).await;
    has(&preview, &["taken: 1 of 5 phrasings; 0 of 1 gap"]);
    let added = json!({ "phrasing": "who coughed up", "entry": "who-paid" });
    let other = place.moderator_response("add", added).await;
    place.press(&other, moderators::CONFIRM).await;
    let again = place.press(&preview, moderators::CONFIRM).await;
    has(
        &again,
        &[moderators::BASE_CHANGED, "+ 1: whose wallet was it"],
    );
    place.press(&again, moderators::CONFIRM).await;
    let table = place.read();
    assert!(table.contains("who coughed up") && table.contains("whose wallet was it"));
    assert!(!table.contains("first flash") && !table.contains("ferry"));

    let rollback = json!({ "version": "1" });
    let preview = place.moderator_response("rollback", rollback).await;
    place.press(&preview, moderators::CONFIRM).await;
    assert!(!place.read().contains("whose wallet was it"));
    place.finish().await;
}

#[tokio::test]
async fn a_reply_that_cannot_be_taken_changes_nothing() {
    let place = Moderated::start().await;
    let before = place.read();
    let old = br#"{ "entry": "who-paid", "ask": ["Who paid for the repair"] }"#;
    let large = vec![b' '; footnote::expand::reply::MAX_REPLY_BYTES + 1];
    for (name, reply, options, expected) in [
        ("reply.json", &old[..], json!({}), words::NOTHING_TAKEN),
        (
            "reply.json",
            b"Sorry, I cannot.",
            json!({}),
            words::NOTHING_TAKEN,
        ),
        ("reply.pdf", &old[..], json!({}), words::NO_REPLY),
        ("reply.txt", b"caf\xe9", json!({}), words::REPLY_NOT_TEXT),
        ("reply.txt", &large, json!({}), "too large"),
        (
            "reply.json",
            &old[..],
            json!({ "strike": "7" }),
            "Nothing was changed",
        ),
        (
            "reply.json",
            &old[..],
            json!({ "take-back": true }),
            words::EITHER,
        ),
    ] {
        has(&replied(&place, name, reply, options).await, &[expected]);
    }
    assert_eq!(place.read(), before);
    place.finish().await;
}

#[tokio::test]
async fn only_moderators_get_a_request() {
    let place = Moderated::start().await;
    let member = place.discord.member();
    let refused = place.command(member, "expand", json!({})).message().await;
    assert_eq!(refused.content(), moderators::NO_MODERATOR);
    assert!(refused.files().is_empty());
    place.finish().await;
}
