//! What is suspended stays so: after starts with a store that cannot be read or written, and under
//! another id.

use std::fs;
use std::path::Path;

use footnote::answer::Outcome;
use footnote::effort::Demand;
use footnote::record::{Actor, KnowledgeOwner, ReleaseMethod, Suspension};
use footnote::release::{self, ReleasePipeline};
use footnote::store::Store;

use super::{AT, Place, publish, says, table};

/// A place in which the entry of the tower is suspended.
async fn place_with_suspension() -> Place {
    let place = Place::new();
    let releases = place.releases().await;
    suspend(&releases, "tower").await;
    releases.store().close().await;
    place
}

async fn suspend(releases: &ReleasePipeline, source: &str) {
    let suspension = Suspension {
        source: source.to_owned(),
        entry: "what".to_owned(),
        by: Actor::Member(7),
        at: AT,
    };
    releases.suspend(&suspension).await.unwrap();
}

/// What became of the question about a source, and whether its entry is known to be suspended.
fn outcome(releases: &ReleasePipeline, source: &str) -> (Outcome, bool) {
    let snapshot = releases.service().snapshot();
    let answer = snapshot.ask(&format!("What is the {source}?"));
    assert!(answer.sentences.is_empty() == (answer.outcome != Outcome::Answered));
    (answer.outcome, snapshot.knows_suspended())
}

const ANSWERED: (Outcome, bool) = (Outcome::Answered, true);
const SUSPENDED: (Outcome, bool) = (Outcome::Declined, true);
const UNKNOWN: (Outcome, bool) = (Outcome::Declined, false);

fn database(place: &Place) -> std::path::PathBuf {
    place.0.path().join("footnote.db")
}

#[tokio::test]
async fn until_the_store_is_read_nothing_is_answered() {
    // What stands in the place of the store at the start.
    let replaced: [fn(&Path); 3] = [
        |path| fs::create_dir(path).unwrap(),
        |path| fs::write(path, "no database ".repeat(100)).unwrap(),
        // A database of some other program.
        |path| {
            fs::copy(crate::support::path("Cargo.toml"), path).unwrap();
        },
    ];
    for replace in replaced {
        let place = place_with_suspension().await;
        let (path, away) = (database(&place), place.0.path().join("away"));
        fs::rename(&path, &away).unwrap();
        replace(&path);
        let start = place.start().await;
        assert!(start.fault.is_some());
        let releases = start.releases.unwrap();
        for source in ["tower", "harbour"] {
            assert_eq!(outcome(&releases, source), UNKNOWN, "{source}");
        }
        assert!(releases.settle().await.is_err());
        // It comes back, and no restart is needed.
        if path.is_dir() {
            fs::remove_dir(&path).unwrap();
        }
        fs::rename(&away, &path).unwrap();
        releases.settle().await.unwrap();
        assert_eq!(outcome(&releases, "tower"), SUSPENDED);
        assert_eq!(outcome(&releases, "harbour"), ANSWERED);
    }
}

#[tokio::test]
async fn a_servers_last_version_answers_once_the_store_that_has_it_can_be_read() {
    let place = Place::new();
    let own = || place.store().of_owner(KnowledgeOwner::Server(7));
    drop(release::start(&place.folder(), own(), AT).await.releases);
    place.write("tower.toml", "format = 7");
    let (path, away) = (database(&place), place.0.path().join("away"));
    fs::rename(&path, &away).unwrap();
    fs::create_dir(&path).unwrap();
    let start = release::start(&place.folder(), own(), AT).await;
    let releases = start.releases.unwrap();
    assert!(releases.service().snapshot().knowledge().is_empty());
    assert!(releases.settle().await.is_err());
    fs::remove_dir(&path).unwrap();
    fs::rename(&away, &path).unwrap();
    releases.settle().await.unwrap();
    assert_eq!(outcome(&releases, "tower"), ANSWERED);
}

#[tokio::test]
async fn a_start_without_a_store_answers_nothing() {
    let place = Place::new();
    let blocked = Path::new("/dev/null/footnote.db");
    let start = release::start(&place.folder(), Store::at(blocked), AT).await;
    assert!(start.fault.is_some());
    assert_eq!(outcome(&start.releases.unwrap(), "tower"), UNKNOWN);
}

#[tokio::test]
async fn suspensions_apply_where_the_store_can_only_be_read() {
    let place = place_with_suspension().await;
    // So that the start has something to record.
    place.write("harbour.toml", &table("harbour", "It was dredged."));
    let path = database(&place);
    let writable = fs::metadata(&path).unwrap().permissions();
    let mut protected = writable.clone();
    protected.set_readonly(true);
    fs::set_permissions(&path, protected).unwrap();
    let start = place.start().await;
    assert!(start.fault.is_some());
    let releases = start.releases.unwrap();
    assert_eq!(outcome(&releases, "tower"), SUSPENDED);
    assert_eq!(says(&releases, "harbour"), "It was dredged.");
    fs::set_permissions(&path, writable).unwrap();
    // What the start could not record is recorded before anything else.
    let upload = table("tower", "It is higher now.").into_bytes();
    let staged = releases.stage_upload("tower.toml", upload).await.unwrap();
    assert_eq!(publish(&releases, staged).await.number, 3);
    assert_eq!(outcome(&releases, "tower"), SUSPENDED);
}

#[tokio::test]
async fn a_restored_entry_is_answered_again_and_others_are_not() {
    let place = place_with_suspension().await;
    let releases = place.releases().await;
    suspend(&releases, "harbour").await;
    assert_eq!(outcome(&releases, "harbour"), SUSPENDED);
    assert!(releases.restore("tower", "what").await.unwrap());
    assert_eq!(outcome(&releases, "tower"), ANSWERED);
    assert_eq!(outcome(&releases, "harbour"), SUSPENDED);
}

/// The table of the tower with another id for its entry.
fn renamed(id: &str, fact: &str) -> String {
    table("tower", fact).replace("id = \"what\"", &format!("id = \"{id}\""))
}

#[tokio::test]
async fn an_entry_stays_suspended_under_another_id() {
    let place = place_with_suspension().await;
    let releases = place.releases().await;
    let live = |releases: &ReleasePipeline| releases.service().snapshot();
    let before = live(&releases).knowledge().fingerprint.clone();
    let upload = renamed("which", "It is high.").into_bytes();
    let staged = releases.stage_upload("tower.toml", upload).await.unwrap();
    publish(&releases, staged).await;
    assert_eq!(outcome(&releases, "tower"), SUSPENDED);
    // Back and forth.
    let staged = releases.stage_rollback(&before).await.unwrap();
    publish(&releases, staged).await;
    assert_eq!(outcome(&releases, "tower"), SUSPENDED);
    // On disk, with another answer.
    place.write("tower.toml", &renamed("that", "It is higher."));
    let staged = releases.stage_disk(ReleaseMethod::Watcher).await;
    publish(&releases, staged).await;
    assert_eq!(outcome(&releases, "tower"), SUSPENDED);
    // While the bot was off.
    releases.store().close().await;
    place.write("tower.toml", &renamed("so", "It is higher."));
    let releases = place.releases().await;
    assert_eq!(outcome(&releases, "tower"), SUSPENDED);
    // It has one name, so that it is restored at once and for good.
    let suspended = releases.store().suspended().await.unwrap();
    assert_eq!(suspended.len(), 1, "{suspended:?}");
    assert_eq!(suspended[0].by, Actor::Member(7));
    assert!(releases.restore("tower", "so").await.unwrap());
    assert_eq!(outcome(&releases, "tower"), ANSWERED);
    let staged = releases.stage_rollback(&before).await.unwrap();
    publish(&releases, staged).await;
    assert_eq!(says(&releases, "tower"), "It is high.");
}

#[tokio::test]
async fn a_preview_names_the_suspended_entries_that_it_renames() {
    let place = place_with_suspension().await;
    let releases = place.releases().await;
    let upload = renamed("which", "It is high.").into_bytes();
    let staged = releases.stage_upload("tower.toml", upload).await.unwrap();
    let revision = super::ready(releases.examine(staged, Demand::default()).await);
    let ids: Vec<_> = revision
        .renamed
        .iter()
        .map(|own| (&*own.was.1, &*own.is.1))
        .collect();
    assert_eq!(ids, [("what", "which")]);
}

/// “Not what I asked” offers other entries, but none that is suspended.
#[tokio::test]
async fn suspended_entries_are_not_offered_as_alternatives() {
    let place = place_with_suspension().await;
    let releases = place.releases().await;
    let offered = |releases: &ReleasePipeline| {
        let snapshot = releases.service().snapshot();
        let answer = snapshot.ask("What is the harbour?");
        let mut entries = snapshot.knowledge().entries.iter();
        let rejected =
            entries.find(|own| Some(&own.id) == answer.entry.as_ref().map(|own| &own.id));
        let offered = snapshot.alternatives(answer, rejected).others;
        offered
            .into_iter()
            .map(|name| name.source)
            .collect::<Vec<_>>()
    };
    assert_eq!(offered(&releases), [""; 0]);
    releases.restore("tower", "what").await.unwrap();
    assert_eq!(offered(&releases), ["tower"]);
}
