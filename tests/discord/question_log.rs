//! The question log: what it stores, what it must not store, and a store that fails.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use footnote::config::JournalMode;
use footnote::knowledge::Outcome;
use footnote::question_log::{MemberVote, QuestionLog};
use footnote::record::{Channel, Day, Days, LoggedQuestion, UnixSeconds, VoteKind};
use footnote::release;
use footnote::store::Store;
use serde_json::json;
use sqlx::Executor;

use super::{ANSWERED, DECLINED, GAP};
use crate::store::file::{database, place};
use crate::support::bot::{Bot, settings};
use crate::support::{path, skerry};
use fake_discord::Fake;

/// A bot whose store is this file.
async fn start(discord: &Fake, file: &Path, journal: JournalMode) -> Bot {
    let store = Store::at(file);
    let table = path("tests/skerry/skerry.toml");
    let start = release::start(&table, store, UnixSeconds(1_700_000_000)).await;
    let mut config = settings(discord);
    config.journal = journal;
    let bot = Bot::run(discord, config, start.releases.unwrap());
    discord.ready().await;
    bot
}

async fn ask(discord: &Fake, questions: &[&str]) {
    for question in questions {
        let question = json!({ "question": question });
        let (member, channel) = (discord.member(), discord.channel());
        let asked = discord.slash(member, channel, "ask", question);
        assert!(!asked.message().await.content().is_empty());
    }
}

/// The logged questions, by text.
async fn logged(file: &Path) -> Vec<LoggedQuestion> {
    let mut logged = Store::at(file).logged(Day(0)).await.unwrap();
    logged.sort_by(|a, b| a.text.cmp(&b.text));
    logged
}

#[tokio::test]
async fn questions_are_logged_with_their_outcome() {
    let (_folder, file) = place();
    let discord = Fake::start().await;
    let bot = start(&discord, &file, JournalMode::Questions).await;
    ask(&discord, &[ANSWERED, DECLINED, ANSWERED, GAP]).await;
    bot.stop().await;
    let server = discord.guild();
    discord.finish().await;
    let logged = logged(&file).await;
    let rows: Vec<(&str, Outcome, u32)> = logged
        .iter()
        .map(|asked| (asked.text.as_str(), asked.outcome, asked.times))
        .collect();
    assert_eq!(
        rows,
        [
            ("any pizza recipe", Outcome::Declined, 1),
            ("since when is the lamp burning again", Outcome::Answered, 2),
            ("what did the lens cost", Outcome::Gap, 1),
        ]
    );
    let answered = &logged[1];
    let entry = ("skerry".to_owned(), "when-relit".to_owned());
    assert_eq!(answered.entry, Some(entry));
    assert_eq!(answered.server, Some(server));
    assert_eq!(answered.channel, Channel::Server);
    assert!(answered.percent > 50);
    assert!(answered.version.starts_with("skerry@"));
}

/// The bytes of all files in a folder; those beside the database may disappear meanwhile.
fn everything_in(folder: &Path) -> Vec<u8> {
    let files = fs::read_dir(folder).unwrap();
    files
        .flat_map(|file| fs::read(file.unwrap().path()).unwrap_or_default())
        .collect()
}

#[tokio::test]
async fn no_file_holds_personal_data() {
    const PRIVATE: [&str; 9] = [
        "80351110224678912",
        "annabelle.kowalczyk",
        "wanderer.example",
        "Kowalczyk",
        "kowalczyk",
        "hunter2",
        "7946",
        "Elm Road",
        "sk4fjq29fk2l1m",
    ];
    let (folder, file) = place();
    let discord = Fake::start().await;
    let bot = start(&discord, &file, JournalMode::Questions).await;
    let questions = [
        "hi I am Annabelle Kowalczyk, any pizza recipe?",
        "mail annabelle.kowalczyk@wanderer.example when was the lamp relit",
        "<@80351110224678912> says 80351110224678912 saw https://wanderer.example/kowalczyk, who paid?",
        "call +44 20 7946 0958 or come to 12 Elm Road, what did the lens cost?",
        "password: hunter2 and the key is sk4fjq29fk2l1m, who keeps the lamp?",
    ];
    ask(&discord, &questions).await;
    let looked_at_while_open = everything_in(folder.path());
    bot.stop().await;
    let asker = discord.member().to_string();
    discord.finish().await;
    assert_eq!(logged(&file).await.len(), questions.len());
    for bytes in [looked_at_while_open, everything_in(folder.path())] {
        for private in PRIVATE.into_iter().chain([asker.as_str()]) {
            let is_there = bytes
                .windows(private.len())
                .any(|w| w == private.as_bytes());
            assert!(!is_there, "{private}");
        }
    }
}

#[tokio::test]
async fn the_journal_setting_decides_what_is_logged() {
    for (journal, expected) in [
        (JournalMode::Counts, vec![("", 1), ("", 2)]),
        (JournalMode::Off, vec![]),
    ] {
        let (_folder, file) = place();
        let discord = Fake::start().await;
        let bot = start(&discord, &file, journal).await;
        ask(&discord, &[ANSWERED, ANSWERED, DECLINED]).await;
        bot.stop().await;
        discord.finish().await;
        let logged = logged(&file).await;
        let mut rows: Vec<(&str, u32)> = logged
            .iter()
            .map(|asked| (asked.text.as_str(), asked.times))
            .collect();
        rows.sort_unstable();
        assert_eq!(rows, expected, "{journal:?}");
    }
}

#[tokio::test]
async fn old_questions_are_purged_at_the_start() {
    let (_folder, file) = place();
    let today = footnote::question_log::today();
    let old = |days: u32| LoggedQuestion {
        day: today - Days(days),
        server: None,
        channel: Channel::Direct,
        version: "skerry@0000000".to_owned(),
        text: format!("asked {days} days ago"),
        outcome: Outcome::Declined,
        entry: None,
        percent: 0,
        times: 1,
    };
    let store = Store::at(&file);
    store.log(&[old(30), old(31), old(400)]).await.unwrap();
    store.close().await;
    let discord = Fake::start().await;
    let bot = start(&discord, &file, JournalMode::Questions).await;
    ask(&discord, &[ANSWERED]).await;
    bot.stop().await;
    discord.finish().await;
    let texts: Vec<String> = logged(&file).await.into_iter().map(|a| a.text).collect();
    assert_eq!(
        texts,
        ["asked 30 days ago", "since when is the lamp burning again"]
    );
}

#[tokio::test]
async fn answers_do_not_need_a_working_store() {
    // A full disk, another process's lock, and a file that is not a database.
    let full = "CREATE TRIGGER full BEFORE INSERT ON asked BEGIN \
                SELECT RAISE(FAIL, 'database or disk is full'); END";
    for ill in [Some(full), Some("BEGIN EXCLUSIVE"), None] {
        let (_folder, file) = place();
        Store::at(&file).open().await.unwrap();
        let discord = Fake::start().await;
        let mut bot = None;
        let mut other = None;
        if let Some(statement) = ill {
            bot = Some(start(&discord, &file, JournalMode::Questions).await);
            let mut connection = database(&file).await;
            connection.execute(statement).await.unwrap();
            other = Some(connection);
        } else {
            fs::write(&file, b"this is no database, whatever it is").unwrap();
        }
        let bot = match bot {
            Some(bot) => bot,
            None => start(&discord, &file, JournalMode::Questions).await,
        };
        ask(&discord, &[ANSWERED, GAP, DECLINED]).await;
        drop(other);
        bot.stop().await;
        discord.finish().await;
    }
}

#[tokio::test]
async fn a_slow_store_delays_no_answer_and_loses_no_question() {
    let (_folder, file) = place();
    let discord = Fake::start().await;
    let bot = start(&discord, &file, JournalMode::Questions).await;
    let mut slow = database(&file).await;
    slow.execute("BEGIN EXCLUSIVE").await.unwrap();
    ask(&discord, &[ANSWERED, GAP, DECLINED]).await;
    ask(&discord, &[ANSWERED]).await;
    // All four are answered, and nothing could be written yet.
    let rows = slow.fetch_all("SELECT 1 FROM asked").await.unwrap();
    assert_eq!(rows.len(), 0);
    slow.execute("COMMIT").await.unwrap();
    bot.stop().await;
    discord.finish().await;
    let times: u32 = logged(&file).await.iter().map(|asked| asked.times).sum();
    assert_eq!(times, 4);
}

#[tokio::test]
async fn a_deletion_reaches_votes_that_wait_to_be_written() {
    let store = Store::in_memory();
    let snapshot = Arc::new(skerry());
    let log = QuestionLog::start(JournalMode::Questions, Days(30), store.clone());
    let vote = |member| MemberVote {
        snapshot: Arc::clone(&snapshot),
        member,
        question: ANSWERED.to_owned(),
        entry: None,
        verdict: VoteKind::Helpful,
        server: None,
    };
    // One that is in the store, and several that wait.
    log.vote(vote(7));
    assert_eq!(log.votes_by(7).await.unwrap().len(), 1);
    log.vote(vote(8));
    let other = MemberVote {
        question: GAP.to_owned(),
        ..vote(7)
    };
    log.vote(other);
    assert_eq!(log.forget(7).await.unwrap(), 2);
    // What comes after the deletion stays.
    log.vote(vote(9));
    log.close().await;
    assert_eq!(store.votes(Day(0)).await.unwrap().len(), 2);
    assert!(log.forget(7).await.is_err(), "nobody is there to do it");
}
