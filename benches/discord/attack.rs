//! Everything that a hostile Discord can do, again and again, on the program itself: it answers after
//! each attack, its memory stays below a bound throughout, and comes back a minute after the last one. How
//! long an innocent member waits for answers beside each attack is printed; where the attack is that Discord
//! refuses every request, nobody gets one.

#[path = "../../tests/discord/hostile/attack.rs"]
mod attacks;

use std::time::{Duration, Instant};

use fake_discord::{Fake, Message, eventually};

use crate::member::Member;
use crate::program::Program;
use attacks::{Attack, Samples};

/// How long it goes on if nothing else is said.
const SECONDS: u64 = 60;
/// Megabytes that the program may take at any time.
const MOST: f64 = 150.0;
/// Megabytes that it may take a minute after the last attack.
const CALM: f64 = 60.0;
/// When memory has to have come back.
const PAUSE: Duration = Duration::from_mins(1);
/// How often memory is looked at.
const LOOK: Duration = Duration::from_millis(20);
/// How long a reply may take after an attack; the question is asked again meanwhile.
const ANSWER_TIMEOUT: Duration = Duration::from_mins(1);

pub async fn attack() {
    let seconds = std::env::args().find_map(|argument| argument.parse().ok());
    let ends = Instant::now() + Duration::from_secs(seconds.unwrap_or(SECONDS));
    let discord = Fake::start().await;
    let program = Program::start(&discord);
    discord.ready().await;
    let samples = Samples::take(&discord, "when were the talks?").await;
    let member = Member::of(&discord, "when were the talks?");
    discord.check_bodies(false);
    discord.quiet_log();
    println!("{:5.1} MB at the start", program.resident_megabytes());
    for attack in Attack::ALL.iter().cycle() {
        let launching = attack.launch(&discord, &samples);
        let beside = member.beside(&discord, launching);
        let attacking = async {
            let ((), waits) = beside.await;
            answered(&discord).await;
            waits
        };
        let (waits, peak) = watched(&program, attacking).await;
        println!("{peak:5.1} MB at most: {attack:?}; {waits}");
        assert!(peak < MOST, "{attack:?}");
        if Instant::now() >= ends {
            break;
        }
    }
    tokio::time::sleep(PAUSE).await;
    let calm = program.resident_megabytes();
    println!("{calm:5.1} MB a minute later");
    assert!(calm < CALM, "memory has not come back");
    program.stop().await;
}

/// Asks until there is an answer.
async fn answered(discord: &Fake) {
    let text = format!("<@{}> when were the talks?", discord.bot_id());
    let mut asked: Vec<Message> = Vec::new();
    let look = async || {
        asked.push(discord.say(discord.member(), discord.channel(), &text));
        tokio::time::sleep(Duration::from_secs(1)).await;
        asked
            .iter()
            .find(|question| !question.replies().is_empty())
            .map(drop)
    };
    eventually("an answer", ANSWER_TIMEOUT, look).await;
}

/// Does something, and returns its result and the most memory that the program took meanwhile.
async fn watched<T>(program: &Program, work: impl Future<Output = T>) -> (T, f64) {
    tokio::pin!(work);
    let mut peak = program.resident_megabytes();
    loop {
        tokio::select! {
            done = &mut work => return (done, peak.max(program.resident_megabytes())),
            () = tokio::time::sleep(LOOK) => peak = peak.max(program.resident_megabytes()),
        }
    }
}
