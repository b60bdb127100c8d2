//! Latency, throughput and memory: the program itself on a fake Discord that
//! shares this machine's cores with it.
//!
//! `cargo bench --bench discord` prints latency, throughput and memory; with `soak` it sends two
//! hours' worth of traffic and faults instead, with `reloads` it reloads the table under load, with
//! `month` members and a moderator improve a new table, with `attack` and a number of seconds Discord is
//! hostile, with `servers` up to two hundred servers have knowledge of their own, and with `moderators` all commands of moderators are used on the worst tables.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a benchmark prints, and stops at the first surprise"
)]

mod attack;
mod member;
mod moderators;
mod month;
mod program;
mod reloads;
mod servers;
mod soak;

use std::time::{Duration, Instant};

use fake_discord::Fake;
use program::Program;

/// Questions asked one after the other.
const ONE_BY_ONE: usize = 2_000;
/// Questions asked all at once.
const BURST: usize = 10_000;
/// Enough members to stay below the rate limits.
const MEMBERS: usize = 200;
/// Enough channels to stay below the rate limits.
const CHANNELS: usize = 20;
/// How long a burst may take.
const BURST_TIMEOUT: Duration = Duration::from_mins(2);
const POST: &str = "/channels/{channel_id}/messages";

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let is_asked = |what: &str| std::env::args().any(|argument| argument == what);
    if is_asked("moderators") {
        runtime.block_on(moderators::moderators());
    } else if is_asked("attack") {
        runtime.block_on(attack::attack());
    } else if is_asked("month") {
        runtime.block_on(month::month());
    } else if is_asked("soak") {
        runtime.block_on(soak::soak());
    } else if is_asked("servers") {
        runtime.block_on(servers::servers());
    } else if is_asked("reloads") {
        runtime.block_on(reloads::reloads());
    } else {
        runtime.block_on(measure());
    }
}

/// The questions of the shipped table's dataset.
fn questions() -> Vec<String> {
    let set = include_str!("../../tests/answers/paris-talks/dev.jsonl");
    let question = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        line["q"].as_str().unwrap().to_owned()
    };
    set.lines().map(question).collect()
}

/// The members who ask, the channels, and the questions.
struct Crowd {
    members: Vec<u64>,
    channels: Vec<u64>,
    questions: Vec<String>,
}

impl Crowd {
    fn of(discord: &Fake) -> Self {
        let mention = format!("<@{}> ", discord.bot_id());
        let member = |n| discord.add_member(&format!("member{n}"), &[]);
        let channel = |n| discord.add_channel(&format!("channel{n}"));
        Self {
            members: (0..MEMBERS).map(member).collect(),
            channels: (0..CHANNELS).map(channel).collect(),
            questions: questions()
                .iter()
                .map(|question| mention.clone() + question)
                .collect(),
        }
    }

    /// Asks the `n`th question, by the `n`th member in the `n`th channel.
    fn say(&self, discord: &Fake, n: usize) -> fake_discord::Message {
        let member = self.members[n % MEMBERS];
        let channel = self.channels[n % CHANNELS];
        discord.say(member, channel, &self.questions[n % self.questions.len()])
    }

    /// The same with another question.
    fn ask(&self, discord: &Fake, n: usize, question: &str) -> fake_discord::Message {
        let member = self.members[n % MEMBERS];
        let channel = self.channels[n % CHANNELS];
        let text = format!("<@{}> {question}", discord.bot_id());
        discord.say(member, channel, &text)
    }
}

async fn measure() {
    let discord = Fake::start().await;
    discord.check_bodies(false);
    discord.quiet_log();
    let crowd = Crowd::of(&discord);
    let program = Program::start(&discord);
    discord.ready().await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    println!(
        "resident at rest            {:6.1} MB",
        program.resident_megabytes()
    );

    discord.record_timings();
    for n in 0..ONE_BY_ONE {
        crowd.say(&discord, n).reply().await;
    }
    let mut waits: Vec<Duration> = discord
        .take_timings()
        .values()
        .filter_map(|timing| Some(timing.replied?.saturating_duration_since(timing.written?)))
        .collect();
    waits.sort_unstable();
    assert_eq!(waits.len(), ONE_BY_ONE, "every question was answered");
    let percentile = |percent: usize| waits[waits.len() * percent / 100].as_secs_f64() * 1_000.0;
    println!("message to reply, median    {:6.2} ms", percentile(50));
    println!("message to reply, p99       {:6.2} ms", percentile(99));

    let posted = discord.count("POST", POST);
    let began = Instant::now();
    for n in 0..BURST {
        crowd.say(&discord, n);
    }
    while discord.count("POST", POST) < posted + BURST {
        assert!(
            began.elapsed() < BURST_TIMEOUT,
            "questions were left unanswered"
        );
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let rate = BURST as f64 / began.elapsed().as_secs_f64();
    println!("burst of {BURST}             {rate:6.0} questions a second");
    println!(
        "resident after the burst    {:6.1} MB",
        program.resident_megabytes()
    );
    tokio::time::sleep(Duration::from_secs(10)).await;
    println!(
        "resident ten seconds later  {:6.1} MB",
        program.resident_megabytes()
    );
    program.stop().await;
    discord.finish().await;
}
