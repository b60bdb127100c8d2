//! A hostile Discord: whatever it does, the program lives, stays small, answers the next proper
//! question, and stops when it is told to.

pub mod attack;

use std::time::{Duration, Instant};

use attack::{Attack, Samples};
use fake_discord::{Fake, Message, eventually};

use super::ANSWERED;
use crate::support::path;
use crate::support::program::{Process, Program};

/// Megabytes that the program may take under any attack.
const MOST: f64 = 150.0;
/// How often its memory is looked at.
const LOOK: Duration = Duration::from_millis(20);
/// How long the program may take to answer again: a gateway that was lost is waited for, what came before is handled
/// first, and other tests take the same two cores.
const ANSWER_TIMEOUT: Duration = Duration::from_mins(8);
/// How long a reply is waited for before the question is asked again.
const REPLY_TIMEOUT: Duration = Duration::from_secs(5);
/// How long it may take to stop: as long as it waits for replies, and some seconds.
const STOP_TIMEOUT: Duration = Duration::from_secs(25);

/// Runs an attack on the program while its memory is watched.
async fn check(attack: Attack) {
    let discord = Fake::start().await;
    let folder = tempfile::tempdir().unwrap();
    let table = path("tests/skerry/skerry.toml");
    let settings = "limits = { member_per_minute = 1000, channel_per_minute = 10000 }";
    let program = Program::on_discord(&discord, &table, folder.path(), settings);
    let program = program.token(discord.token()).spawn();
    let has_commands = async || (discord.command_writes() > 0).then_some(());
    eventually("commands", ANSWER_TIMEOUT, has_commands).await;
    let samples = Samples::take(&discord, ANSWERED).await;
    // What comes now is no news, and much.
    discord.check_bodies(false);
    discord.quiet_log();
    let attacking = async {
        attack.launch(&discord, &samples).await;
        answered(&discord, attack).await;
    };
    let peak = tokio::select! {
        () = attacking => program.resident_megabytes(),
        peak = too_much(&program) => peak,
    };
    assert!(peak.is_nan() || peak < MOST, "{attack:?}: {peak} MB");
    let since = Instant::now();
    program.signal("TERM");
    let run = program.end().await;
    assert_eq!(run.code, Some(0), "{attack:?}: {}", run.printed());
    assert!(since.elapsed() < STOP_TIMEOUT, "{attack:?}");
    assert!(
        !run.printed().contains("panic"),
        "{attack:?}: {}",
        run.printed()
    );
    assert!(!run.printed().contains(discord.token()), "{attack:?}");
}

/// Asks until there is an answer.
async fn answered(discord: &Fake, attack: Attack) {
    let text = format!("<@{}> {ANSWERED}", discord.bot_id());
    let since = Instant::now();
    loop {
        let question = discord.say(discord.member(), discord.channel(), &text);
        if replied(&question).await {
            return;
        }
        assert!(since.elapsed() < ANSWER_TIMEOUT, "{attack:?}: no answer");
    }
}

async fn replied(question: &Message) -> bool {
    let since = Instant::now();
    while question.replies().is_empty() && since.elapsed() < REPLY_TIMEOUT {
        tokio::time::sleep(LOOK).await;
    }
    !question.replies().is_empty()
}

/// Waits until the program takes more than it may.
async fn too_much(program: &Process) -> f64 {
    loop {
        let now = program.resident_megabytes();
        if now >= MOST {
            return now;
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// The attacks of one kind, one after the other: the fake and the program share two cores.
async fn check_all(attacks: &[Attack]) {
    for attack in attacks {
        check(*attack).await;
    }
}

#[tokio::test]
async fn responses_without_end_are_given_up() {
    let endless = [Attack::EndlessBodies(200), Attack::EndlessBodies(500)];
    check_all(&endless).await;
    check_all(&[Attack::SlowBodies, Attack::ManyHeaders]).await;
}

#[tokio::test]
async fn refusals_of_all_kinds_pass() {
    check_all(&[Attack::Redirects, Attack::Errors, Attack::AbsurdWaits]).await;
}

#[tokio::test]
async fn frames_are_bounded_before_and_after_inflation() {
    check_all(&[Attack::Bombs, Attack::LongFrames, Attack::OddFrames]).await;
}

#[tokio::test]
async fn events_of_the_wrong_shape_do_no_harm() {
    check_all(&[Attack::WrongMessages, Attack::WrongInteractions]).await;
    check_all(&[Attack::DeepEvents, Attack::Lies]).await;
}

#[tokio::test]
async fn more_events_than_can_be_handled_leave_memory_flat() {
    check_all(&[Attack::Flood, Attack::Noise]).await;
}

#[tokio::test]
async fn closes_of_all_kinds_are_recovered_from() {
    check(Attack::Closes).await;
}

#[test]
fn every_attack_is_launched() {
    let source = include_str!("hostile.rs");
    for attack in Attack::ALL {
        let name = format!("Attack::{attack:?}");
        assert!(source.contains(&name), "{name} is in no test");
    }
}
