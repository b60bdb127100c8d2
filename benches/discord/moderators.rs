//! How long each command of moderators takes on the worst tables that can be uploaded, and how long members
//! wait for their answers meanwhile.

mod tables;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use fake_discord::{Fake, File, Interaction, Message};
use serde_json::{Value, json};

use crate::member::{Member, Waits};
use crate::program::Program;
use tables::{Shape, small};

/// What a moderator waits for at the most.
const LONGEST: Duration = Duration::from_secs(5);
/// How long a command is waited for.
const WAIT_TIMEOUT: Duration = Duration::from_mins(5);
/// Different questions that no table answers, which members have asked before.
const UNANSWERED: usize = 3_000;
/// The name of the only table.
const TABLE: &str = "worst.toml";

pub async fn moderators() {
    let wanted: Option<String> = std::env::args().find(|argument| argument.starts_with("shape="));
    let is_wanted = |shape: &Shape| {
        let name = format!("shape={shape:?}");
        wanted.as_ref().is_none_or(|wanted| *wanted == name)
    };
    let mut longest = Duration::ZERO;
    for shape in Shape::ALL.iter().filter(|shape| is_wanted(shape)) {
        longest = longest.max(measure(*shape).await);
    }
    println!(
        "the longest took {:.2} s, and a moderator waits for {:.0} s at the most",
        longest.as_secs_f64(),
        LONGEST.as_secs_f64()
    );
}

/// A moderator at work.
struct Session<'a> {
    discord: &'a Fake,
    moderator: u64,
    member: Member,
    waits: Waits,
    longest: Duration,
}

/// Uploads two tables of a shape, one after the other, and uses every command on them. Returns the time of
/// the longest.
async fn measure(shape: Shape) -> Duration {
    let discord = Fake::start().await;
    discord.check_bodies(false);
    discord.quiet_log();
    let role = discord.add_role("moderators", 0);
    let moderator = discord.add_member("moderator", &[role]);
    discord.open_commands();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(TABLE), small()).unwrap();
    let settings = format!(
        "watch = false\nserver = [{{ id = {}, moderator_roles = [{role}] }}]",
        discord.guild()
    );
    let program = Program::start_with(&discord, folder.path(), &settings);
    discord.ready().await;
    let member = Member::of(&discord, "what is asked of every table?");
    ask_before(&discord).await;
    println!("{shape:?}");
    let mut session = Session {
        discord: &discord,
        moderator,
        member,
        waits: Waits::default(),
        longest: Duration::ZERO,
    };
    session.use_everything(shape, folder.path()).await;
    println!("  members: {}", session.waits);
    println!("  {:.1} MB at the end", program.resident_megabytes());
    let longest = session.longest;
    drop(program);
    longest
}

/// Members ask what no table answers.
async fn ask_before(discord: &Fake) {
    let channels: Vec<u64> = (0..20)
        .map(|n| discord.add_channel(&format!("c{n}")))
        .collect();
    for n in 0..UNANSWERED {
        let text = format!(
            "<@{}> who painted door {n} of shed {}?",
            discord.bot_id(),
            n % 97
        );
        discord.say(discord.member(), channels[n % channels.len()], &text);
        if n % 100 == 0 {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
}

impl Session<'_> {
    async fn use_everything(&mut self, shape: Shape, folder: &Path) {
        let upload = self.upload("upload", &shape.table(1)).await;
        let Some(preview) = upload.filter(|message| !message.labels().is_empty()) else {
            // It has faults.
            return;
        };
        self.press("confirm", &preview, "Make it live").await;
        self.upload("upload of another", &shape.table(2)).await;
        fs::write(folder.join(TABLE), shape.table(3)).unwrap();
        for (name, options) in [
            ("check", json!({})),
            ("reload", json!({})),
            ("status", json!({})),
            ("rollback", json!({ "version": "1" })),
            (
                "add",
                json!({ "phrasing": "what is new here", "entry": "asked-of-all" }),
            ),
            ("unanswered", json!({})),
            ("suggestions", json!({})),
            ("stats", json!({})),
            ("history", json!({})),
            ("audit", json!({})),
            ("remove", json!({ "entry": "asked-of-all" })),
            ("suspended", json!({})),
            ("download", json!({})),
        ] {
            self.command(name, name, options).await;
        }
    }

    async fn upload(&mut self, what: &str, table: &str) -> Option<Message> {
        let file = self.discord.upload(File::new(TABLE, table.as_bytes()));
        let file = file.to_string();
        self.command(what, "upload", json!({ "file": file })).await
    }

    async fn command(&mut self, what: &str, name: &str, options: Value) -> Option<Message> {
        let name = format!("knowledge {name}");
        let (discord, moderator) = (self.discord, self.moderator);
        let used = || discord.slash(moderator, discord.channel(), &name, options);
        self.timed(what, used).await
    }

    async fn press(&mut self, what: &str, message: &Message, label: &str) {
        let (discord, moderator) = (self.discord, self.moderator);
        self.timed(what, || discord.press_label(moderator, message, label))
            .await;
    }

    /// Prints how long something takes until it is answered.
    async fn timed(&mut self, what: &str, begin: impl FnOnce() -> Interaction) -> Option<Message> {
        let since = Instant::now();
        let interaction = begin();
        interaction.allow_silence();
        let answered = interaction.message_within(WAIT_TIMEOUT);
        let member = self.member.clone();
        let (message, waits) = member
            .beside(self.discord, async { (answered.await, since.elapsed()) })
            .await;
        let (message, took) = message;
        self.waits.add(waits);
        self.longest = self.longest.max(took);
        let first = message
            .content()
            .lines()
            .take(3)
            .collect::<Vec<_>>()
            .join(" / ");
        let first: String = first.chars().take(110).collect();
        println!("  {:5.2} s  {what}: {first}", took.as_secs_f64());
        Some(message)
    }
}
