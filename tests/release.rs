//! Releases and rollbacks in a folder of several tables, and recovery at the start.

mod base;
mod recovery;
mod suspended;

use std::fs;
use std::path::PathBuf;

use footnote::answer::Outcome;
use footnote::effort::Demand;
use footnote::files::KnowledgeFiles;
use footnote::record::{Actor, ReleaseMethod, UnixSeconds};
use footnote::release::{
    self, DiskState, Examination, PublishError, Published, ReleasePipeline, StageError, Staged,
};
use footnote::store::Store;

use crate::support::path;

const AT: UnixSeconds = UnixSeconds(1_700_000_000);

/// A table of the source of this name, with one fact.
fn table(source: &str, fact: &str) -> String {
    format!(
        "format = 1\n[source]\nid = \"{source}\"\ntitle = \"On {source}\"\n\
         [[fact]]\nid = \"one\"\ntext = \"{fact}\"\ncite = {{ quote = \"some words\", at = \"0.1\" }}\n\
         [[question]]\nid = \"what\"\nask = [\"What is the {source}?\"]\nfacts = [\"one\"]\n"
    )
}

/// A folder of tables, and a store.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        fs::create_dir(place.folder()).unwrap();
        place.write("harbour.toml", &table("harbour", "It is deep."));
        place.write("tower.toml", &table("tower", "It is high."));
        place
    }

    fn folder(&self) -> PathBuf {
        self.0.path().join("knowledge")
    }

    fn store(&self) -> Store {
        Store::at(&self.0.path().join("footnote.db"))
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder().join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder().join(name)).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    async fn start(&self) -> release::Start {
        release::start(&self.folder(), self.store(), AT).await
    }

    async fn releases(&self) -> ReleasePipeline {
        self.start()
            .await
            .releases
            .expect("something to answer from")
    }
}

fn says(releases: &ReleasePipeline, source: &str) -> String {
    let answer = releases
        .service()
        .snapshot()
        .ask(&format!("What is the {source}?"));
    assert_eq!(answer.outcome, Outcome::Answered);
    answer.sentences[0].text.clone()
}

#[track_caller]
fn ready(examined: Examination) -> release::Revision {
    match examined {
        Examination::Ready(revision) => *revision,
        Examination::Unchanged => panic!("it is unchanged"),
        Examination::Interrupted => panic!("it was interrupted"),
        Examination::Faulty(report) => panic!("{}", report.render_plain()),
    }
}

async fn publish(releases: &ReleasePipeline, staged: Staged) -> Published {
    let revision = ready(releases.examine(staged, Demand::default()).await);
    let published = releases.publish(&revision, Actor::Member(7), AT).await;
    published.unwrap()
}

#[tokio::test]
async fn an_upload_replaces_the_table_of_its_source_whatever_its_name() {
    let place = Place::new();
    let releases = place.releases().await;
    let upload = table("tower", "It is higher now.").into_bytes();
    let staged = releases.stage_upload("my edit.toml", upload).await.unwrap();
    publish(&releases, staged).await;
    assert_eq!(place.names(), ["harbour.toml", "tower.toml"]);
    assert_eq!(
        place.read("tower.toml"),
        table("tower", "It is higher now.")
    );
    assert_eq!(says(&releases, "tower"), "It is higher now.");
    assert_eq!(says(&releases, "harbour"), "It is deep.");
}

#[tokio::test]
async fn a_new_source_becomes_a_new_table_and_a_rollback_removes_it() {
    let place = Place::new();
    let releases = place.releases().await;
    let before = releases
        .service()
        .snapshot()
        .knowledge()
        .fingerprint
        .clone();
    let upload = || table("mill", "It turns.").into_bytes();
    let refused = releases.stage_upload("../mill.toml", upload()).await;
    assert!(matches!(refused, Err(StageError::FileName(_))));
    let staged = releases.stage_upload("mill.toml", upload()).await.unwrap();
    publish(&releases, staged).await;
    assert_eq!(place.names(), ["harbour.toml", "mill.toml", "tower.toml"]);
    assert_eq!(says(&releases, "mill"), "It turns.");
    let staged = releases.stage_rollback(&before).await.unwrap();
    let published = publish(&releases, staged).await;
    assert_eq!(published.number, 3);
    assert_eq!(place.names(), ["harbour.toml", "tower.toml"]);
}

#[tokio::test]
async fn a_table_without_a_source_is_refused() {
    let place = Place::new();
    let releases = place.releases().await;
    let staged = releases
        .stage_upload("a.toml", b"format = 1".to_vec())
        .await;
    assert!(matches!(staged, Err(StageError::NoSource)));
}

#[tokio::test]
async fn a_start_with_faulty_files_serves_the_last_live_version() {
    let place = Place::new();
    drop(place.releases().await);
    place.write("tower.toml", "format = 1\n[source]\nid = \"tower\"\n");
    let start = place.start().await;
    assert!(start.is_stale && start.report.has_errors());
    let releases = start.releases.unwrap();
    assert_eq!(says(&releases, "tower"), "It is high.");
    // The edit was not overwritten.
    assert!(place.read("tower.toml").len() < 60);
}

#[tokio::test]
async fn a_table_that_fails_its_own_test_is_faulty() {
    let place = Place::new();
    let releases = place.releases().await;
    let test = "[[test]]\nask = [\"any pizza recipe?\"]\nexpect = \"what\"\n";
    let upload = table("tower", "It is high.") + test;
    let staged = releases
        .stage_upload("tower.toml", upload.into_bytes())
        .await
        .unwrap();
    let Examination::Faulty(report) = releases.examine(staged, Demand::default()).await else {
        panic!("it could go live");
    };
    assert!(report.render_plain().contains("failed-test"));
}

#[tokio::test]
async fn an_examination_that_nobody_waits_for_has_no_result() {
    let place = Place::new();
    let releases = place.releases().await;
    let upload = table("tower", "It is low.").into_bytes();
    let staged = releases.stage_upload("tower.toml", upload).await.unwrap();
    let demand = Demand::default();
    demand.end();
    let examined = releases.examine(staged, demand).await;
    assert!(matches!(examined, Examination::Interrupted));
}

/// A place whose table `tower.toml` names the text `tower.md`, which is there if it has content.
fn place_with_text(content: Option<&str>) -> Place {
    let place = Place::new();
    let named = "id = \"tower\"\ntext = \"tower.md\"";
    let table = table("tower", "It is high.").replace("id = \"tower\"", named);
    place.write("tower.toml", &table);
    if let Some(content) = content {
        place.write("tower.md", content);
    }
    place
}

#[tokio::test]
async fn files_that_change_after_they_were_examined_do_not_go_live() {
    let edits: [fn(&Place); 3] = [
        |place| place.write("harbour.toml", &table("harbour", "It was dredged.")),
        |place| place.write("mill.toml", &table("mill", "It turns.")),
        |place| place.write("tower.md", "some words"),
    ];
    for edit in edits {
        let place = place_with_text(None);
        let releases = place.releases().await;
        let harbour = table("harbour", "It is shallow.");
        place.write("harbour.toml", &harbour);
        let staged = releases.stage_disk(ReleaseMethod::Reload).await;
        let revision = ready(releases.examine(staged, Demand::default()).await);
        edit(&place);
        let published = releases.publish(&revision, Actor::Operator, AT).await;
        assert!(matches!(published, Err(PublishError::FilesChanged)));
        assert_eq!(says(&releases, "harbour"), "It is deep.");
    }
}

#[tokio::test]
async fn the_files_on_disk_are_compared_with_what_is_live() {
    let place = place_with_text(Some("\u{feff}some words\n"));
    let releases = place.releases().await;
    assert_eq!(releases.disk_state().await, DiskState::Live);
    // A fingerprint does not depend on file names.
    let renamed = place.read("tower.toml");
    fs::remove_file(place.folder().join("tower.toml")).unwrap();
    place.write("zinc.toml", &renamed);
    assert_eq!(releases.disk_state().await, DiskState::Live);
    place.write("tower.md", "some words that are new");
    assert_eq!(releases.disk_state().await, DiskState::Changed);
    place.write("zinc.toml", "format = 1");
    assert_eq!(releases.disk_state().await, DiskState::Invalid);
}

#[tokio::test]
async fn a_release_keeps_the_byte_order_mark_of_a_text() {
    let text = "\u{feff}some words\n";
    let place = place_with_text(Some(text));
    let releases = place.releases().await;
    let upload = table("harbour", "It is shallow.").into_bytes();
    let staged = releases.stage_upload("harbour.toml", upload).await.unwrap();
    let published = publish(&releases, staged).await;
    assert_eq!(published.backups, [""; 0]);
    assert_eq!(place.read("tower.md"), text);
    assert_eq!(place.names(), ["harbour.toml", "tower.md", "tower.toml"]);
}

#[tokio::test]
async fn an_upload_brings_back_a_deleted_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("harbour.toml");
    fs::write(&file, table("harbour", "It is deep.")).unwrap();
    let start = release::start(&file, Store::in_memory(), AT).await;
    let releases = start.releases.unwrap();
    fs::remove_file(&file).unwrap();
    let upload = table("harbour", "It is shallow.");
    let staged = releases.stage_upload("harbour.toml", upload.clone().into());
    publish(&releases, staged.await.unwrap()).await;
    assert_eq!(fs::read_to_string(&file).unwrap(), upload);
}

#[tokio::test]
async fn one_file_stays_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("skerry.toml");
    fs::copy(path("tests/skerry/skerry.toml"), &file).unwrap();
    let releases = release::start(&file, Store::in_memory(), AT)
        .await
        .releases
        .unwrap();
    let upload = fs::read_to_string(&file)
        .unwrap()
        .replace("eleven dark", "many dark");
    let staged = releases
        .stage_upload("other.toml", upload.into_bytes())
        .await
        .unwrap();
    publish(&releases, staged).await;
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(names.len(), 1);
    assert!(fs::read_to_string(&file).unwrap().contains("many dark"));
}

/// The table of the mill, which names this text.
fn table_with_text(text: &str) -> String {
    table("mill", "It turns.").replace("[[fact]]", &format!("text = \"{text}\"\n[[fact]]"))
}

/// Uploads the table of the mill with a text of this name: the report of the preview, or none if it can go
/// live.
async fn uploaded_with_text(releases: &ReleasePipeline, text: &str) -> Option<String> {
    let upload = table_with_text(text).into_bytes();
    let staged = releases.stage_upload("mill.toml", upload).await.unwrap();
    match releases.examine(staged, Demand::default()).await {
        Examination::Faulty(report) => Some(report.render_plain()),
        Examination::Ready(_) => None,
        Examination::Unchanged | Examination::Interrupted => panic!("it is no change"),
    }
}

#[tokio::test]
async fn an_upload_names_no_text_that_is_not_there() {
    let place = Place::new();
    let releases = place.releases().await;
    for (text, expected) in [
        (
            "mill.md",
            "error[absent-text]: this table is the first to name the text `mill.md`, and it is not there",
        ),
        ("token", "error[malformed-path]"),
        ("mill.md.", "error[malformed-path]"),
        ("../mill.md", "error[malformed-path]"),
        ("tower.toml", "error[malformed-path]"),
        ("mill\\u0000.md", "error[malformed-path]"),
        (".mill.md", "error[malformed-path]"),
    ] {
        let report = uploaded_with_text(&releases, text).await;
        let report = report.unwrap_or_else(|| panic!("{text} is accepted"));
        assert!(report.contains(expected), "{text}: {report}");
        assert!(report.contains("help: "), "{report}");
    }
    place.write("MILL.MD", "The mill: some words.\n");
    assert_eq!(uploaded_with_text(&releases, "MILL.MD").await, None);
}

#[tokio::test]
async fn what_the_operator_keeps_out_is_no_text_by_any_name() {
    let place = Place::new();
    let secret = place.folder().join("token.txt");
    fs::write(&secret, "Some words that are a token.\n").unwrap();
    fs::hard_link(&secret, place.folder().join("article.md")).unwrap();
    let files = KnowledgeFiles {
        path: place.folder(),
        kept_out: vec![secret],
    };
    let start = release::start(files, place.store(), AT).await;
    let releases = start.releases.unwrap();
    for text in ["token.txt", "article.md"] {
        let report = uploaded_with_text(&releases, text).await;
        let report = report.unwrap_or_else(|| panic!("{text} is accepted"));
        assert!(report.contains("a file of the bot"), "{text}: {report}");
        place.write("mill.toml", &table_with_text(text));
        let staged = releases.stage_disk(ReleaseMethod::Reload).await;
        let report = staged.loaded.report.render_plain();
        assert!(staged.loaded.knowledge.is_none(), "{report}");
        assert!(!report.contains("that are a token"), "{report}");
    }
}
