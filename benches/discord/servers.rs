//! Servers with knowledge of their own, each as large as the shipped table: how much memory one more takes, how
//! soon the bot is there, and how fast it answers.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::program::Program;
use crate::questions;
use fake_discord::Fake;

/// How many servers there are, besides those that share the bot's own knowledge.
const SERVERS: [usize; 3] = [0, 20, 200];
/// Questions asked one after the other, of one server after the other.
const ASKED: usize = 1_000;

pub async fn servers() {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    let mut alone = f64::NAN;
    for servers in SERVERS {
        let folder = tempfile::tempdir().unwrap();
        let discord = Fake::start().await;
        discord.check_bodies(false);
        discord.quiet_log();
        let channels: Vec<u64> = (0..servers.max(1))
            .map(|number| {
                let guild = discord.add_guild(&format!("server {number}"));
                discord.join(guild, discord.member(), &[]);
                write(&folder.path().join(number.to_string()), guild);
                discord.add_channel_in(guild, "general")
            })
            .collect();
        let own = (0..servers).map(|number| {
            let folder = folder.path().join(number.to_string());
            let guild = fs::read_to_string(folder.join("guild")).unwrap();
            format!("{{ id = {guild}, knowledge = '{}' }}", folder.display())
        });
        let settings = format!("server = [{}]", own.collect::<Vec<_>>().join(", "));

        let began = Instant::now();
        let program = Program::start_with(&discord, &shipped, &settings);
        discord.ready().await;
        let start = began.elapsed();
        let resident = program.resident_megabytes();
        let mut waits = ask(&discord, &channels).await;
        waits.sort_unstable();
        if servers == 0 {
            alone = resident;
            println!("only shared knowledge: resident {resident:.1} MB");
        } else {
            let each = (resident - alone) / servers as f64;
            println!("{servers} servers: resident {resident:.1} MB, {each:.2} MB for each of them");
        }
        println!(
            "  ready after {:.1} s; message to reply: median {:.2} ms, p99 {:.2} ms",
            start.as_secs_f64(),
            milliseconds(waits[waits.len() / 2]),
            milliseconds(waits[waits.len() * 99 / 100]),
        );
        program.stop().await;
        discord.finish().await;
    }
}

/// Writes the shipped table for a server, which tells it from all others.
fn write(folder: &Path, guild: u64) {
    fs::create_dir(folder).unwrap();
    let table = include_str!("../../knowledge/paris-talks.toml");
    fs::write(
        folder.join("paris-talks.toml"),
        format!("# {guild}\n{table}"),
    )
    .unwrap();
    fs::write(folder.join("guild"), guild.to_string()).unwrap();
}

/// Asks one question after the other; returns how long each took.
async fn ask(discord: &Fake, channels: &[u64]) -> Vec<Duration> {
    let mut waits = Vec::new();
    for (number, question) in questions().iter().cycle().take(ASKED).enumerate() {
        let text = format!("<@{}> {question}", discord.bot_id());
        let began = Instant::now();
        let channel = channels[number % channels.len()];
        discord.say(discord.member(), channel, &text).reply().await;
        waits.push(began.elapsed());
    }
    waits
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}
