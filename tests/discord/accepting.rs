//! An article changes under a table: what cites it is looked at, and is right still.

use std::collections::BTreeSet;
use std::fs;

use footnote::knowledge::pin::pin;
use footnote::wording::{learning as words, moderators};
use serde_json::json;

use crate::support::copy_skerry;
use crate::support::moderated::Moderated;
use fake_discord::{Fake, Message};

/// The bot with a pinned table, whose article has changed since in these ways.
async fn changed(changes: &[(&str, &str)]) -> Moderated {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    let (table, text) = ("skerry.toml", "skerry.md");
    let [table, text] = [table, text].map(|name| folder.path().join(name));
    let article = fs::read_to_string(&text).unwrap();
    let old = fs::read_to_string(&table).unwrap();
    let pinned = pin(&old, Some(&article), &BTreeSet::new()).unwrap();
    fs::write(&table, pinned.file).unwrap();
    let place = Moderated::start_in(Fake::start().await, folder).await;
    let new = changes.iter().fold(article, |article, (from, to)| {
        assert!(article.contains(from), "{from}");
        article.replace(from, to)
    });
    fs::write(text, new).unwrap();
    place
}

#[track_caller]
fn has(message: &Message, parts: &[&str]) {
    let content = message.content();
    for part in parts {
        assert!(content.contains(part), "{part} in {content}");
    }
}

const STORM: (&str, &str) = ("flooded the engine", "filled the engine");
const FOGHORN: (&str, &str) = ("will sound again", "will ever sound again");

#[tokio::test]
async fn what_is_right_still_is_accepted_one_by_one_and_goes_live() {
    let place = changed(&[STORM, FOGHORN]).await;
    let before = place.read();
    let seen = place.moderator_response("check", json!({})).await;
    has(
        &seen,
        &[
            "2 entries cite it.",
            "**`damage`** says: The storm tore off",
            "> was: … torn away the lantern room and flooded the engine below.",
            "> now: … torn away the lantern room and filled the engine below.",
            "> was: Whether the foghorn will sound again is undecided.",
        ],
    );
    assert_eq!(seen.files(), [moderators::REPORT_FILE]);
    let next = place.press(&seen, &words::still_right("damage")).await;
    has(&next, &["one entry cites it (1 of 2 looked at)"]);
    assert!(!next.content().contains("damage"));
    assert_eq!(place.read(), before);
    let preview = place.press(&next, &words::still_right("foghorn")).await;
    has(&preview, &["ready to go live", "was “The storm had"]);
    let done = place.press(&preview, moderators::CONFIRM).await;
    has(&done, &["is live"]);
    assert_ne!(place.read(), before);
    let clean = place.moderator_response("check", json!({})).await;
    assert_eq!(clean.content(), moderators::NO_FAULTS);
    let kept = fs::read_dir(place.folder.path()).unwrap();
    let kept = kept.filter(|file| {
        let name = file.as_ref().unwrap().file_name();
        name.to_string_lossy().contains(".kept-")
    });
    assert_eq!(kept.count(), 0);
    assert!(place.notices().iter().any(|told| told.contains("amend")));
    place.finish().await;
}

#[tokio::test]
async fn nobody_elses_change_on_disk_is_overwritten() {
    let place = changed(&[STORM]).await;
    let label = words::still_right("damage");
    let seen = place.moderator_response("reload", json!({})).await;
    place.edit("title = \"The lamp", "title = \"One lamp");
    let again = place.press(&seen, &label).await;
    has(&again, &[words::STALE_AGAIN]);
    let preview = place.press(&again, &label).await;
    has(&preview, &["ready to go live"]);
    place.edit("title = \"One lamp", "title = \"A lamp");
    let edited = place.read();
    let refused = place.press(&preview, moderators::CONFIRM).await;
    assert!(
        !refused.content().contains("is live"),
        "{}",
        refused.content()
    );
    assert_eq!(place.read(), edited);
    place.finish().await;
}
