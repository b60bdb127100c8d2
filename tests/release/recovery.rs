//! A release that a crash interrupted is completed, unless tables were edited since; nothing that was
//! edited is lost.

use std::fs;

use footnote::effort::Demand;
use footnote::record::{Actor, Release, ReleaseIntent, ReleaseMethod};

use super::{AT, Place, place_with_text, ready, says, table};

/// Uploads a table, and stops before the first file is replaced, as in a crash.
async fn interrupted(place: &Place, name: &str, table: &str) {
    let releases = place.releases().await;
    let upload = table.as_bytes().to_vec();
    let staged = releases.stage_upload(name, upload).await.unwrap();
    let revision = ready(releases.examine(staged, Demand::default()).await);
    let store = releases.store();
    let new = revision.snapshot.knowledge();
    store
        .keep(&revision.files, &new.fingerprint, &new.version)
        .await
        .unwrap();
    let to = Release {
        fingerprint: new.fingerprint.clone(),
        version: new.version.clone(),
        by: Actor::Member(7),
        method: ReleaseMethod::Upload,
        at: AT,
        summary: String::new(),
    };
    let from = Some(revision.base.clone());
    let intent = ReleaseIntent { from, to };
    store.record_intent(&intent).await.unwrap();
    store.close().await;
}

const HIGHER: &str = "It is higher now.";

/// Starts again after `edit`; returns what is said of the tower.
async fn after(place: &Place, edit: impl FnOnce(&Place)) -> String {
    interrupted(place, "tower.toml", &tower(place)).await;
    edit(place);
    let releases = place.releases().await;
    assert_eq!(releases.store().intent().await.unwrap(), None);
    says(&releases, "tower")
}

/// The table of the tower in a newer version.
fn tower(place: &Place) -> String {
    place.read("tower.toml").replace("It is high.", HIGHER)
}

#[tokio::test]
async fn an_interrupted_release_is_abandoned_if_tables_were_edited_since() {
    let edits: [fn(&Place); 4] = [
        |place| place.write("harbour.toml", &table("harbour", "It was dredged.")),
        |place| place.write("mill.toml", &table("mill", "It turns.")),
        |place| fs::remove_file(place.folder().join("harbour.toml")).unwrap(),
        |place| {
            for name in ["harbour.toml", "tower.toml"] {
                fs::remove_file(place.folder().join(name)).unwrap();
            }
        },
    ];
    for edit in edits {
        let place = Place::new();
        interrupted(&place, "tower.toml", &tower(&place)).await;
        edit(&place);
        let before: Vec<_> = place.names().iter().map(|name| place.read(name)).collect();
        let names = place.names();
        let releases = place.releases().await;
        assert_eq!(releases.store().intent().await.unwrap(), None);
        assert_eq!(says(&releases, "tower"), "It is high.");
        assert_eq!(place.names(), names);
        let after: Vec<_> = names.iter().map(|name| place.read(name)).collect();
        assert_eq!(after, before);
    }
}

#[tokio::test]
async fn an_interrupted_release_copies_an_edited_text_before_it_is_completed() {
    let place = place_with_text(Some("some words, and more"));
    let edit = |place: &Place| place.write("tower.md", "some words, in another edition");
    assert_eq!(after(&place, edit).await, HIGHER);
    assert_eq!(place.read("tower.md"), "some words, and more");
    let copy = format!("tower.md.kept-{AT}");
    assert_eq!(place.read(&copy), "some words, in another edition");
}

#[tokio::test]
async fn an_interrupted_release_is_completed_from_wherever_it_stopped() {
    let edits: [fn(&Place); 3] = [
        |_| {},
        |place| place.write("tower.toml", &tower(place)),
        // It had copied an edit, which a moderator had agreed to replace.
        |place| {
            let edit = table("harbour", "It was dredged.");
            place.write("harbour.toml", &edit);
            place.write(&format!("harbour.toml.kept-{AT}"), &edit);
        },
    ];
    for edit in edits {
        let place = Place::new();
        assert_eq!(after(&place, edit).await, HIGHER);
        assert_eq!(place.read("harbour.toml"), table("harbour", "It is deep."));
    }
}

#[tokio::test]
async fn copies_of_the_same_second_do_not_replace_each_other() {
    let place = Place::new();
    let releases = place.releases().await;
    let edits = ["It was dredged.", "It silted up.", "It was dredged."];
    for (number, edit) in edits.iter().enumerate() {
        place.write("harbour.toml", &table("harbour", edit));
        let upload = table("tower", &format!("It is {number} high.")).into_bytes();
        let staged = releases.stage_upload("tower.toml", upload).await.unwrap();
        super::publish(&releases, staged).await;
    }
    let copy = |end: &str| place.read(&format!("harbour.toml.kept-{AT}{end}"));
    assert_eq!(copy(""), table("harbour", edits[0]));
    assert_eq!(copy("-2"), table("harbour", edits[1]));
    assert_eq!(place.names().len(), 4);
}
