//! What the log keeps of questions: nothing private of those that an attacker invents, and every word of
//! those that members ask every day. Prints both figures (`just privacy`).
//!
//! The rules were built on `attacks-dev.txt`; `attacks-test.txt` was written after them, and no rule follows it.

#![expect(clippy::print_stdout, reason = "the figures are printed")]

use std::fs;
use std::sync::{Arc, LazyLock};

use footnote::config::JournalMode;
use footnote::matcher::Matcher;
use footnote::question_log::redact::{REDACTED, Redactor, redact_for_good};
use footnote::question_log::{MemberVote, Origin, QuestionLog, Visibility};
use footnote::record::{Channel, Day, Days, VoteKind};
use footnote::service::{Service, Snapshot};
use footnote::store::Store;
use proptest::prelude::*;
use rayon::prelude::*;
use serde_json::Value;

use crate::store::file::place;
use crate::support::{path, skerry, snapshot};

/// The most attacks that may survive whole, in percent.
const MOST_SURVIVING: usize = 5;
/// The fewest everyday questions that keep all their words, in percent.
const FEWEST_KEPT: usize = 97;

static SKERRY: LazyLock<Snapshot> = LazyLock::new(skerry);

/// An attack, with what of it is private.
struct Attack {
    kind: String,
    question: String,
    private: Vec<String>,
}

fn attacks(file: &str) -> Vec<Attack> {
    let file = fs::read_to_string(path(&format!("tests/privacy/{file}"))).unwrap();
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (kind, marked) = line.split_once(" | ").unwrap();
            let private = marked.split('{').skip(1);
            let private = private.map(|part| part.split_once('}').unwrap().0.to_owned());
            Attack {
                kind: kind.to_owned(),
                question: marked.replace(['{', '}'], ""),
                private: private.collect(),
            }
        })
        .collect()
}

/// Whether every word of what is private is kept, whatever else is.
fn survives(matcher: &Matcher, attack: &Attack) -> bool {
    let kept = Redactor::default().redact(matcher, &attack.question);
    let kept: Vec<&str> = kept.split(' ').collect();
    let private = attack.private.iter();
    let mut private = private
        .flat_map(|part| matcher.words(part))
        .map(|(word, _)| word)
        .peekable();
    private.peek().is_some() && private.all(|word| kept.contains(&&*word))
}

#[track_caller]
fn check_attacks(file: &str) {
    let skerry = &*SKERRY;
    let attacks = attacks(file);
    let survive: Vec<&Attack> = attacks
        .iter()
        .filter(|attack| survives(skerry.matcher(), attack))
        .collect();
    println!(
        "{file}: {} of {} survive whole",
        survive.len(),
        attacks.len()
    );
    for attack in &survive {
        println!("  {}: {}", attack.kind, attack.question);
    }
    assert!(survive.len() * 100 <= attacks.len() * MOST_SURVIVING);
}

#[test]
fn what_the_rules_were_built_on_does_not_survive() {
    check_attacks("attacks-dev.txt");
}

#[test]
fn what_was_invented_after_the_rules_does_not_survive() {
    check_attacks("attacks-test.txt");
}

/// Questions that are about something else than the table, and whose names it cannot know.
const ELSEWHERE: [&str; 4] = ["offtopic", "chitchat", "smalltalk", "injection"];

/// The phrasings of a table, and the questions about it of its development set.
fn everyday_questions(snapshot: &Snapshot, set: &str) -> [Vec<String>; 2] {
    let entries = snapshot.knowledge().entries.iter();
    let phrasings = entries.flat_map(|entry| &entry.phrasings);
    let asked = fs::read_to_string(path(&format!("tests/answers/{set}/dev.jsonl"))).unwrap();
    let asked = asked.lines().filter_map(|line| {
        let asked: Value = serde_json::from_str(line).unwrap();
        let is_elsewhere = ELSEWHERE.contains(&asked["kind"].as_str().unwrap());
        (!is_elsewhere).then(|| asked["q"].as_str().unwrap().to_owned())
    });
    [
        phrasings.map(|phrasing| phrasing.text.clone()).collect(),
        asked.collect(),
    ]
}

#[test]
fn everyday_questions_keep_their_words() {
    let mut totals = [(0, 0); 2];
    for (table, set) in [
        ("knowledge/paris-talks.toml", "paris-talks"),
        ("knowledge/examples/alder-street", "alder-street"),
        ("knowledge/examples/brackenhold", "brackenhold"),
    ] {
        let snapshot = snapshot(table);
        for (questions, total) in everyday_questions(&snapshot, set).iter().zip(&mut totals) {
            let is_kept = |question: &&String| {
                let kept = Redactor::default().redact(snapshot.matcher(), question);
                if kept.contains(REDACTED) {
                    println!("  {question}\n      {kept}");
                }
                !kept.contains(REDACTED)
            };
            let kept = questions.par_iter().filter(is_kept).count();
            println!("{set}: {kept} of {} keep all their words", questions.len());
            *total = (total.0 + kept, total.1 + questions.len());
        }
    }
    for (of, (kept, all)) in ["phrasings", "unseen questions"].iter().zip(totals) {
        println!("{of}: {kept} of {all} keep all their words");
        assert!(kept * 100 >= all * FEWEST_KEPT);
    }
}

/// Parts that a hostile question may be put together from.
fn parts() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "my", "pin", "is", "password", "4821", "079", "-", ":", ",", ".", "?", "\n", "…", "@",
        "at", "dot", "org", "oh", "seven", "Rose", "Field", "Mr", "i", "live", "born", "14",
        "march", "1987", "Elm", "Road", "```", "<@", ">", "//", "\u{200b}", "\u{301}", "ﬁ", "４",
        "р", "when", "was", "the", "lamp", "relit", "\"", "'s", "to", "us", "5pm",
    ]);
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => any::<String>()]
}

fn questions() -> impl Strategy<Value = String> {
    let blank = prop::sample::select(vec![" ", " ", " ", ""]);
    let pieces = prop::collection::vec((parts(), blank), 0..24);
    pieces.prop_map(|pieces| {
        pieces
            .into_iter()
            .flat_map(|(part, blank)| [part, blank.to_owned()])
            .collect()
    })
}

proptest! {
    #[test]
    fn redacting_again_changes_nothing(question in questions()) {
        let skerry = &*SKERRY;
        let redactor = Redactor::default();
        let kept = redactor.redact(skerry.matcher(), &question);
        prop_assert_eq!(redactor.redact(skerry.matcher(), &kept), kept);
        let kept = redact_for_good(&question);
        prop_assert_eq!(redact_for_good(&kept), kept);
    }

    #[test]
    fn what_follows_a_secret_is_nowhere_in_what_is_kept(
        before in questions(), digits in "[1-9]{4,9}", after in questions(),
    ) {
        let skerry = &*SKERRY;
        let question = format!("{before}. my pin is {digits}. {after}");
        prop_assume!(!before.contains(&digits) && !after.contains(&digits));
        let kept = Redactor::default().redact(skerry.matcher(), &question);
        prop_assert!(!kept.split(' ').any(|word| word == digits), "{}", kept);
    }
}

/// Asks in a server, another server, a direct message and privately; returns what is remembered of the first
/// server for previews.
async fn remembered(mode: JournalMode) -> Vec<String> {
    let (_folder, file) = place();
    let service = Arc::new(Service::of(skerry()));
    let log = QuestionLog::start(mode, Days(30), Store::at(&file));
    for (server, visibility, question) in [
        (
            Some(1),
            Visibility::Public,
            "my pin is 4821, when was the lamp relit",
        ),
        (Some(1), Visibility::Private, "who paid for the repair"),
        (Some(2), Visibility::Public, "when was the lamp lit again"),
        (None, Visibility::Public, "who keeps the lamp"),
    ] {
        let snapshot = service.snapshot();
        let origin = Origin {
            server,
            channel: Channel::Server,
            visibility,
            member: 7,
        };
        log.log(&service, &snapshot, origin, &snapshot.ask(question));
    }
    log.close().await;
    service.recent(1)
}

#[tokio::test]
async fn previews_replay_public_questions_of_one_server_redacted() {
    let words = remembered(JournalMode::Questions).await;
    assert_eq!(words, ["my … when was the lamp relit"]);
    for mode in [JournalMode::Counts, JournalMode::Off] {
        assert!(remembered(mode).await.is_empty(), "{mode:?}");
    }
}

/// A member votes, with their question known to so many other members; the log is closed after it.
async fn vote(store: &Store, member: u64, known_to: u64) {
    let service = Arc::new(Service::of(skerry()));
    let log = QuestionLog::start(JournalMode::Questions, Days(30), store.clone());
    let snapshot = service.snapshot();
    let question = "when did zorblat light the lamp";
    for other in 0..known_to {
        let origin = Origin {
            server: Some(1),
            channel: Channel::Server,
            visibility: Visibility::Public,
            member: 1_000 + other,
        };
        log.log(&service, &snapshot, origin, &snapshot.ask(question));
    }
    log.vote(MemberVote {
        snapshot,
        member,
        question: question.to_owned(),
        entry: Some(("skerry".to_owned(), "when-relit".to_owned())),
        verdict: VoteKind::Helpful,
        server: None,
    });
    log.close().await;
}

#[tokio::test]
async fn a_member_votes_once_although_the_words_that_are_kept_change() {
    let (_folder, file) = place();
    let store = Store::at(&file);
    vote(&store, 7, 0).await;
    // After a restart, three members have made a word known.
    vote(&store, 7, 3).await;
    assert_eq!(store.votes(Day(0)).await.unwrap().len(), 1);
    vote(&store, 8, 3).await;
    assert_eq!(store.votes(Day(0)).await.unwrap().len(), 2);
}
