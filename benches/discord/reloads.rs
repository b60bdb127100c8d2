//! Two hundred reloads in a row under two thousand questions a second: every question is answered,
//! from one version or the next and never from both, and memory stays flat.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::program::Program;
use crate::{Crowd, POST};
use fake_discord::{Fake, Message};

const RELOADS: usize = 200;
/// Memory is first measured after this many: by then, the bot's caches are full.
const WARM: usize = 150;
/// The most growth of memory that still counts as flat, as a factor.
const FLAT: f64 = 1.25;
/// How many questions are asked at once.
const AT_ONCE: usize = 20;
/// How often they are asked.
const EVERY: Duration = Duration::from_millis(10);
/// How long a wait lasts before it fails.
const WAIT_TIMEOUT: Duration = Duration::from_mins(1);
/// A question answered by two facts, both of which name their version.
const QUESTION: &str = "When was the lamp relit?";

pub async fn reloads() {
    let discord = Fake::start().await;
    discord.check_bodies(false);
    discord.quiet_log();
    let told = discord.add_channel("keepers");
    let crowd = Crowd::of(&discord);
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("skerry.toml");
    write(&table, 0);
    let settings = format!(
        "server = [{{ id = {}, moderator_channel = {told} }}]",
        discord.guild()
    );
    let program = Program::start_with(&discord, &table, &settings);
    discord.ready().await;

    let began = Instant::now();
    let mut asked: Vec<Message> = Vec::new();
    let mut tick = tokio::time::interval(EVERY);
    let mut at_first = f64::NAN;
    for reload in 1..=RELOADS {
        write(&table, reload);
        program.reload();
        let since = Instant::now();
        while discord.messages(told).len() < reload {
            assert!(
                since.elapsed() < WAIT_TIMEOUT,
                "reload {reload} was not told of"
            );
            tick.tick().await;
            for _ in 0..AT_ONCE {
                asked.push(crowd.ask(&discord, asked.len(), QUESTION));
            }
        }
        if reload == WARM {
            at_first = program.resident_megabytes();
        }
    }
    let seconds = began.elapsed().as_secs_f64();
    let at_last = program.resident_megabytes();
    let since = Instant::now();
    loop {
        let left = asked.len() + RELOADS - discord.count("POST", POST);
        if left == 0 {
            break;
        }
        assert!(
            since.elapsed() < WAIT_TIMEOUT,
            "{left} of {} questions were left unanswered",
            asked.len()
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let versions = check(&asked);
    println!(
        "{RELOADS} reloads in {seconds:.0} s under {:.0} questions a second",
        asked.len() as f64 / seconds
    );
    println!(
        "{} questions, none unanswered, none answered from a mixture; {versions} versions were seen",
        asked.len()
    );
    println!("resident {at_first:.1} MB after {WARM} reloads, {at_last:.1} MB after {RELOADS}");
    assert!(
        at_last.is_nan() || at_last <= at_first * FLAT,
        "memory has grown"
    );
    program.stop().await;
    discord.finish().await;
}

/// Writes a version of the example table whose facts name the version.
fn write(path: &Path, version: usize) {
    let table = include_str!("../../tests/skerry/skerry.toml")
        .replace("text = \"skerry.md\"\n", "")
        .replace(
            "dark winters.",
            &format!("dark winters (version {version})."),
        )
        .replace(
            "before summer.\"",
            &format!("before summer (version {version}).\""),
        );
    let beside = path.with_extension("new");
    fs::write(&beside, table).unwrap();
    fs::rename(&beside, path).unwrap();
}

/// Checks that each answer names one version twice; returns how many versions were seen.
fn check(asked: &[Message]) -> usize {
    let mut seen = std::collections::HashSet::new();
    for question in asked {
        let replies = question.replies();
        assert_eq!(replies.len(), 1, "answered once");
        let content = replies[0].content();
        let versions = content.split("(version ").skip(1);
        let versions: Vec<&str> = versions.filter_map(|rest| rest.split(')').next()).collect();
        assert!(
            versions.len() == 2 && versions[0] == versions[1],
            "a mixture: {content}"
        );
        seen.insert(versions[0].to_owned());
    }
    seen.len()
}
