//! Two hours' worth of mixed traffic with faults, in less than two minutes.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::program::Program;
use crate::{Crowd, POST};
use fake_discord::{Connection, Fake, GatewayFault, Interaction, Message, On, RestFault};

/// The length in minutes of the fake's clock.
const MINUTES: usize = 120;
/// Questions a minute: one every third of a second.
const A_MINUTE: usize = 180;
/// Memory is first measured after this many: by then, everything was used once, and the
/// bot's caches are full.
const WARM: usize = 40;
/// How long pending replies may take at the end.
const WAIT_TIMEOUT: Duration = Duration::from_mins(1);
/// The most growth of memory that still counts as flat, as a factor.
const FLAT: f64 = 1.25;
const CALLBACK: &str = "/interactions/{interaction_id}/{interaction_token}/callback";

/// The messages and interactions that the bot must answer.
#[derive(Default)]
struct Owed {
    messages: Vec<Message>,
    gone: Vec<Message>,
    interactions: Vec<Interaction>,
}

pub async fn soak() {
    let began = Instant::now();
    let discord = Fake::start().await;
    discord.check_bodies(false);
    discord.quiet_log();
    // A lost callback result makes the bot retry.
    discord.allow_error(40060);
    let crowd = Crowd::of(&discord);
    let program = Program::start(&discord);
    discord.ready().await;
    let mut owed = Owed::default();
    let mut at_first = f64::NAN;
    for minute in 0..MINUTES {
        trouble(&discord, minute).await;
        traffic(&discord, &crowd, minute, &mut owed).await;
        // Before the clock jumps past their three seconds; autocomplete, which may lose
        // some, gets a moment.
        tokio::time::sleep(Duration::from_millis(100)).await;
        for interaction in owed.interactions.iter().rev().take(A_MINUTE / 10) {
            interaction.response().await;
        }
        discord.forward_clock(Duration::from_mins(1));
        if minute == WARM {
            at_first = program.resident_megabytes();
        }
        if minute % 20 == 0 {
            println!(
                "minute {minute:3}: {:5.1} MB, {} connections",
                program.resident_megabytes(),
                discord.connections().len()
            );
        }
    }
    settle(&owed).await;
    let at_last = program.resident_megabytes();
    let asked = owed.messages.len() + owed.interactions.len();
    println!("{asked} questions, none unanswered, none answered twice");
    println!("resident {at_first:.1} MB after {WARM} minutes, {at_last:.1} MB after {MINUTES}");
    println!("{:.0} s in all", began.elapsed().as_secs_f64());
    assert!(
        at_last.is_nan() || at_last <= at_first * FLAT,
        "memory has grown"
    );
    program.stop().await;
    discord.finish().await;
}

/// The faults of a minute: often a request; every twenty minutes the gateway, whose backoff
/// grows while no connection lasts for half a minute of real time.
async fn trouble(discord: &Fake, minute: usize) {
    let post = |fault| discord.fault(On::rest("POST", POST).nth(5), fault);
    let callback = |fault| discord.fault(On::rest("POST", CALLBACK).nth(3), fault);
    match minute % 10 {
        1 => post(RestFault::status(500)),
        3 => post(RestFault::AfterApplying(502)),
        5 => callback(RestFault::status(503)),
        7 => post(RestFault::rate_limited(0.2)),
        9 => callback(RestFault::ResetAfterApplying),
        _ => {}
    }
    let before = discord.connections().len();
    match minute {
        10 => discord.gateway_fault(GatewayFault::Close(None)),
        30 => discord.gateway_fault(GatewayFault::Reconnect),
        50 => discord.gateway_fault(GatewayFault::Reset),
        70 => discord.gateway_fault(GatewayFault::Close(Some(4000))),
        90 => discord.gateway_fault(GatewayFault::InvalidSession(true)),
        110 => {
            discord.begin_outage();
            tokio::time::sleep(Duration::from_millis(300)).await;
            discord.end_outage();
        }
        _ => {}
    }
    if matches!(minute, 10 | 30 | 50 | 70 | 90 | 110) {
        // Interactions expire after three seconds: wait for the session first.
        let is_up = |all: &[Connection]| {
            let last = all.last().filter(|_| all.len() > before);
            last.is_some_and(|c| c.closed.is_none() && c.resumed)
        };
        discord.until_connections("a resumed session", is_up).await;
    }
}

/// The traffic of a minute: messages, some edited or deleted, and commands.
async fn traffic(discord: &Fake, crowd: &Crowd, minute: usize, owed: &mut Owed) {
    for n in minute * A_MINUTE..(minute + 1) * A_MINUTE {
        let member = crowd.members[n % crowd.members.len()];
        let channel = crowd.channels[n % crowd.channels.len()];
        let question = &crowd.questions[n % crowd.questions.len()];
        match n % 10 {
            0 => {
                let given = json!({ "question": question });
                owed.interactions
                    .push(discord.slash(member, channel, "ask", given));
            }
            1 => {
                let typed = &question[question.len() / 2..];
                let typed = typed.chars().take(20).collect::<String>();
                let choices = discord.autocomplete(member, channel, "ask", "question", &typed);
                // A member who types on asks again: a lost list is not resent.
                choices.allow_silence();
            }
            2 => {
                let message = crowd.say(discord, n);
                discord.edit(&message, &crowd.questions[(n + 1) % crowd.questions.len()]);
                owed.messages.push(message);
            }
            3 => {
                let message = crowd.say(discord, n);
                discord.delete(&message);
                owed.gone.push(message);
            }
            _ => owed.messages.push(crowd.say(discord, n)),
        }
        if n % 20 == 0 {
            // A minute's worth of pauses in all.
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

/// Waits until everything is answered, and checks that nothing was answered twice.
async fn settle(owed: &Owed) {
    let deadline = Instant::now() + WAIT_TIMEOUT;
    loop {
        let unanswered = owed
            .messages
            .iter()
            .filter(|m| m.replies().is_empty())
            .count()
            + owed
                .interactions
                .iter()
                .filter(|i| !i.is_answered())
                .count();
        let orphans = owed.gone.iter().filter(|m| !m.replies().is_empty()).count();
        if unanswered == 0 && orphans == 0 {
            break;
        }
        assert!(
            Instant::now() < deadline,
            "{unanswered} questions unanswered, {orphans} answers without their question"
        );
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let twice = owed
        .messages
        .iter()
        .filter(|m| m.replies().len() > 1)
        .count();
    assert_eq!(twice, 0, "answered twice");
}
