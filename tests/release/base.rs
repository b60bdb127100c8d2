//! A change carries the version that it was made from, and is judged as members are answered.

use footnote::answer::Strictness;
use footnote::effort::Demand;
use footnote::knowledge::amend::Amendment;
use footnote::record::{Actor, ReleaseMethod};
use footnote::release::{Examination, PublishError, ReleasePipeline, Revision, StageError};

use super::{AT, Place, publish, ready, says, table};
use crate::support::{copy_skerry, path};
use footnote::release;
use footnote::store::Store;

async fn previewed(releases: &ReleasePipeline, source: &str, amendment: &Amendment) -> Revision {
    let staged = releases.stage_amendment(source, amendment).await.unwrap();
    ready(releases.examine(staged, Demand::default()).await)
}

fn gap(asked: &str) -> Amendment {
    Amendment::Gap {
        id: "gap-price".to_owned(),
        ask: vec![asked.to_owned()],
        text: "It is not said.".to_owned(),
    }
}

fn phrasing(text: &str) -> Amendment {
    Amendment::Phrasing {
        entry: "what".to_owned(),
        text: text.to_owned(),
    }
}

#[tokio::test]
async fn additions_on_a_base_that_has_moved_are_made_anew_and_all_live() {
    let question = Amendment::Question {
        id: "gap-price".to_owned(),
        ask: vec!["Who painted the doors?".to_owned()],
        fact: "Ann painted them.".to_owned(),
        quote: "some words".to_owned(),
    };
    let second = [
        phrasing("how high does it stand"),
        gap("Who owns the bell?"),
        question,
    ];
    for second in second {
        let place = Place::new();
        let releases = place.releases().await;
        let first = previewed(&releases, "tower", &gap("How much did the paint cost?")).await;
        let second = previewed(&releases, "tower", &second).await;
        releases
            .publish(&first, Actor::Member(1), AT)
            .await
            .unwrap();
        let refused = releases.publish(&second, Actor::Member(2), AT).await;
        assert!(matches!(refused, Err(PublishError::BaseChanged)));
        let again = releases.stage_addition(&second.addition.unwrap()).await;
        let again = ready(releases.examine(again.unwrap(), Demand::default()).await);
        assert!(!again.difference.lines().any(|line| line.starts_with('-')));
        releases
            .publish(&again, Actor::Member(2), AT)
            .await
            .unwrap();
        let live = place.read("tower.toml");
        for revision in [&first, &again] {
            for line in revision.difference.lines() {
                let words = line
                    .split('“')
                    .nth(1)
                    .and_then(|rest| rest.split('”').next());
                assert!(
                    words.is_none_or(|words| live.contains(words)),
                    "{line}\n{live}"
                );
            }
        }
        assert!(live.contains("How much did the paint cost?"));
    }
}

/// Another version goes live between staging and examining.
#[tokio::test]
async fn a_change_is_of_the_version_that_was_live_when_it_was_staged() {
    let place = Place::new();
    let releases = place.releases().await;
    let first = phrasing("how tall");
    let first = releases.stage_amendment("tower", &first).await.unwrap();
    let upload = table("tower", "It is high.").into_bytes();
    let upload = [upload, b"# A comment.\n".to_vec()].concat();
    let whole = releases.stage_upload("tower.toml", upload).await.unwrap();
    let second = gap("How much did the paint cost?");
    let second = releases.stage_amendment("tower", &second).await.unwrap();
    publish(&releases, second).await;
    for staged in [first, whole] {
        let revision = ready(releases.examine(staged, Demand::default()).await);
        let published = releases.publish(&revision, Actor::Operator, AT).await;
        assert!(matches!(published, Err(PublishError::BaseChanged)));
    }
    assert!(
        place
            .read("tower.toml")
            .contains("How much did the paint cost?")
    );
    assert_eq!(says(&releases, "tower"), "It is high.");
}

#[tokio::test]
async fn an_addition_to_a_source_that_is_gone_is_refused() {
    let place = Place::new();
    let releases = place.releases().await;
    std::fs::remove_file(place.folder().join("tower.toml")).unwrap();
    let staged = releases.stage_disk(ReleaseMethod::Reload).await;
    publish(&releases, staged).await;
    let staged = releases
        .stage_amendment("tower", &phrasing("how tall"))
        .await;
    assert!(matches!(staged, Err(StageError::NoSuchSource(source)) if source == "tower"));
}

/// The server whose members asked.
const SERVER: u64 = 1;

/// The example table at a strictness, with one word changed that no answer depends on.
async fn change_nothing_at(strictness: Strictness, questions: &[&str]) -> Examination {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    let table = folder.path().join("skerry.toml");
    let releases = release::start(&table, Store::in_memory(), AT)
        .await
        .releases
        .unwrap();
    let service = releases.service();
    service.set_strictness(strictness);
    for question in questions {
        service.remember(SERVER, question);
    }
    let upload = std::fs::read_to_string(path("tests/skerry/skerry.toml")).unwrap();
    let upload = upload
        .replace("Harbour Gazette", "Harbour News")
        .into_bytes();
    let staged = releases.stage_upload("skerry.toml", upload).await.unwrap();
    releases
        .examine_for(Some(SERVER), staged, Demand::default())
        .await
}

#[tokio::test]
async fn a_preview_judges_at_the_strictness_of_the_bot() {
    // Questions of every confidence.
    let questions = [
        "what about volunteers?",
        "the lamp, was it dark in the winter",
        "money for the school",
        "who owns a ladder",
        "what will the keepers do about the horn",
        "any pizza recipe?",
        "the storm",
    ];
    for (name, strictness) in Strictness::ALL {
        let revision = ready(change_nothing_at(*strictness, &questions).await);
        let shifts = &revision.impact.shifts;
        assert!(shifts.is_empty(), "{name}: {shifts:#?}");
        let new = revision.snapshot.strictness();
        assert_eq!(new, *strictness, "{name}");
    }
}
