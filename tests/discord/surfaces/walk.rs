//! Walks through everything that can be done with the bot: every registered command with all kinds of
//! values, every control of every message, every way of writing to it.

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use footnote::config::{JournalMode, Server};
use footnote::knowledge::{FileSet, Fingerprint, Outcome};
use footnote::question_log::today;
use footnote::record::{
    Action, Actor, Attempt, AttemptOutcome, Channel, LoggedQuestion, Release, ReleaseMethod,
    UnixSeconds, Vote, VoteKind,
};
use footnote::release;
use footnote::store::Store;
use footnote::wording;
use serde_json::{Value, json};

use super::hostile;
use super::judge::Verdict;
use crate::support::bot::{Bot, settings};
use fake_discord::{
    Fake, File, Interaction, MESSAGE_CONTENT, Message, Ping, eventually, permissions,
};

/// Tables in the folder.
const TABLES: usize = 5;
/// Releases before the first: more than a page of the history lists.
const RELEASES: usize = 12;
/// How often a kind of control is used.
const USES: usize = 3;
/// The route by which it completes a response.
const ORIGINAL: &str = "/webhooks/{webhook_id}/{webhook_token}/messages/@original";
/// How long a preview or a reload may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(2);
/// Discord's code for an interaction that has had its first response.
const ACKNOWLEDGED: u64 = 40060;
/// The route by which the bot posts.
const POST: &str = "/channels/{channel_id}/messages";

/// A bot with hostile tables, and a member who may do everything.
pub struct Walk {
    discord: Fake,
    bot: Bot,
    user: u64,
    ask_channel: u64,
    forum: u64,
    busy: u64,
    called: u64,
    folder: tempfile::TempDir,
    /// How often each kind of control was used.
    pub used: BTreeMap<String, usize>,
}

impl Walk {
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let tables = folder.path().join("tables");
        fs::create_dir(&tables).unwrap();
        for number in 0..TABLES {
            let has_text = number % 2 == 0;
            let table = hostile::table(number, has_text);
            fs::write(tables.join(format!("{number:02}.toml")), table).unwrap();
            if has_text {
                fs::write(tables.join(format!("{number}.md")), hostile::text(number)).unwrap();
            }
        }
        let store = Store::at(&folder.path().join("footnote.db"));
        let discord = Fake::start().await;
        remember(&store, Some(discord.guild())).await;
        // A slow machine may send a first response twice.
        discord.allow_error(ACKNOWLEDGED);
        discord.grant(MESSAGE_CONTENT);
        discord.open_commands();
        let managing = discord.add_role("managers", permissions::MANAGE_GUILD);
        let user = discord.add_member("manager", &[managing]);
        let moderator_channel = discord.add_channel("moderators");
        let ask_channel = discord.add_channel("ask-here");
        let forum = discord.add_forum("help", &[]);
        let busy = discord.add_channel("busy");
        let called = discord.add_channel("questions");
        let helpers = discord.add_role("helpers", 0);
        discord.allow_calls(helpers);
        discord.allow_mention(discord.member());
        discord.give_bot(discord.add_role(
            "openers",
            permissions::CREATE_PUBLIC_THREADS | permissions::MENTION_EVERYONE,
        ));
        let started = release::start(&tables, store, UnixSeconds(1_700_000_000)).await;
        let faults = started.report.render_plain();
        assert!(started.releases.is_some(), "{faults}");
        let mut config = settings(&discord);
        config.discord.message_content = true;
        config.servers.0 = vec![Server {
            moderator_channel: Some(moderator_channel.try_into().unwrap()),
            ask_channels: vec![ask_channel.try_into().unwrap()],
            forums: vec![forum.try_into().unwrap()],
            answer_in_threads: vec![busy.try_into().unwrap()],
            helper_role: Some(helpers.try_into().unwrap()),
            helper_channel: Some(called.try_into().unwrap()),
            ..Server::of(discord.guild().try_into().unwrap())
        }];
        config.posts.wait = Duration::ZERO;
        config.journal = JournalMode::Questions;
        let bot = Bot::run(&discord, config, started.releases.unwrap());
        discord.ready().await;
        let used = BTreeMap::new();
        Self {
            discord,
            bot,
            user,
            ask_channel,
            forum,
            busy,
            called,
            folder,
            used,
        }
    }

    /// Runs every registered command, with every choice of values.
    pub async fn commands(&mut self) {
        for command in self.discord.commands(None) {
            let name = command["name"].as_str().unwrap().to_owned();
            if command["type"] == 3 {
                self.message_command(&name).await;
                continue;
            }
            let options = list(&command["options"]);
            let (inner, own): (Vec<_>, Vec<_>) = options.into_iter().partition(|o| o["type"] == 1);
            if inner.is_empty() {
                self.command(&name, &own).await;
            }
            for command in inner {
                let name = format!("{name} {}", command["name"].as_str().unwrap());
                self.command(&name, &list(&command["options"])).await;
            }
        }
    }

    async fn message_command(&mut self, name: &str) {
        let channel = self.discord.channel();
        let post = self
            .discord
            .say(self.discord.owner(), channel, &hostile::typed_pack(3));
        let answer = self.ask(&hostile::phrasing(1, 0)).await;
        let unsure = self.ask("What does berth 2 cost?").await;
        for message in [post, answer, unsure] {
            let used = self.discord.message_command(self.user, name, &message);
            self.explore(used).await;
        }
    }

    async fn command(&mut self, name: &str, options: &[Value]) {
        let mut rounds = 0;
        for round in 0..8 {
            let mut given = json!({});
            let mut has_more = false;
            for option in options {
                let mut values = self.values(name, option).await;
                if option["required"] != true {
                    values.push(Value::Null);
                }
                has_more |= round + 1 < values.len();
                let key = option["name"].as_str().unwrap();
                let value = &values[round.min(values.len() - 1)];
                if !value.is_null() {
                    given[key] = value.clone();
                }
            }
            let channel = self.discord.channel();
            let used = self.discord.slash(self.user, channel, name, given);
            self.explore(used).await;
            rounds = round;
            if !has_more {
                break;
            }
        }
        assert!(rounds < 8);
    }

    /// The values that an option is tried with.
    async fn values(&self, name: &str, option: &Value) -> Vec<Value> {
        let key = option["name"].as_str().unwrap();
        if let [first, second, ..] = &list(&option["choices"])[..] {
            return vec![first["value"].clone(), second["value"].clone()];
        }
        match option["type"].as_u64() {
            Some(3) => {
                let mut values = vec![json!(hostile::typed_pack(1)), json!("`"), json!("?")];
                if option["autocomplete"] == true {
                    for typed in ["", "berth", &hostile::pack(hostile::From::Typed, 2, 90)] {
                        let channel = self.discord.channel();
                        let completed = self
                            .discord
                            .autocomplete(self.user, channel, name, key, typed);
                        let choices = completed.response().await.choices;
                        values.extend(choices.into_iter().take(1).map(|(_, value)| value));
                    }
                }
                values
            }
            Some(4) => vec![json!(3)],
            Some(5) => vec![json!(false), json!(true)],
            Some(6) => [self.discord.member(), self.user]
                .map(|user| json!(user.to_string()))
                .into(),
            Some(11) => self
                .files()
                .into_iter()
                .map(|id| json!(id.to_string()))
                .collect(),
            kind => panic!("/{name} has the option `{key}` of an unlisted kind: {kind:?}"),
        }
    }

    /// Files that are no table, are faulty, and would change something.
    fn files(&self) -> Vec<u64> {
        let changed = |number: usize| {
            let table = hostile::table(number, false);
            table.replace("pier 1?", "pier 1 or 9?")
        };
        let faulty =
            hostile::table(1, false).replace("related = [", "related = [\"# **x** `y`\", ");
        let more = changed(1).replace("berth 1", "berth 11");
        let files = [
            (hostile::file_name("txt"), String::new()),
            (hostile::file_name("toml"), hostile::typed_pack(4)),
            ("b.toml".to_owned(), faulty),
            ("c.toml".to_owned(), changed(1)),
            ("d.toml".to_owned(), more),
            ("[e](x:y).toml".to_owned(), "[source]\n".to_owned()),
            ("reply.json".to_owned(), hostile::reply()),
        ];
        let files = files.into_iter();
        let upload = |(name, text): (String, String)| {
            let file = File::new(&name, text.as_bytes());
            self.discord.upload(file)
        };
        files.map(upload).collect()
    }

    async fn ask(&self, question: &str) -> Message {
        let given = json!({ "question": question });
        let channel = self.discord.channel();
        self.discord
            .slash(self.user, channel, "ask", given)
            .message()
            .await
    }

    /// Asks for every entry, and for none.
    pub async fn answers(&mut self) {
        for number in 0..TABLES {
            for entry in 0..hostile::ENTRIES {
                let question = hostile::phrasing(number, entry);
                let mut given = json!({ "question": question });
                if entry == 0 {
                    given["for"] = json!(self.discord.member().to_string());
                }
                let channel = self.discord.channel();
                let asked = self.discord.slash(self.user, channel, "ask", given);
                self.explore(asked).await;
            }
        }
        for number in 0..TABLES {
            let two = format!(
                "{} And what does berth {number} cost? {}?",
                hostile::phrasing(number, 0),
                hostile::typed_pack(number)
            );
            for question in [
                two,
                "berth pier".to_owned(),
                format!("What does berth {number} cost?"),
                // More than a control can carry, but no other words.
                format!("What does berth {number} cost{}?", " -".repeat(60)),
            ] {
                let given = json!({ "question": question });
                let channel = self.discord.channel();
                let asked = self.discord.slash(self.user, channel, "ask", given);
                self.explore(asked).await;
            }
        }
    }

    /// Writes to the bot in every way.
    pub async fn messages(&mut self) {
        let (user, channel) = (self.user, self.discord.channel());
        let mention = format!("<@{}>", self.discord.bot_id());
        let mut questions = vec![String::new(), "hello".to_owned(), "help".to_owned()];
        questions.extend((0..4).map(hostile::typed_pack));
        questions.extend((0..4).map(|number| hostile::phrasing(number, 1)));
        questions.push("berth pier".to_owned());
        let dm = self.discord.dm(user);
        for question in questions {
            let text = format!("{mention} {question}");
            let reply = self.discord.say(user, channel, &text).reply().await;
            for answer in ["2", "9", "no", "that one"] {
                let picked = self.discord.reply(user, &reply, answer, Ping::Yes);
                let picked = picked.reply().await;
                self.controls(&picked).await;
            }
            self.controls(&reply).await;
            if !question.is_empty() {
                let reply = self.discord.say(user, dm, &question).reply().await;
                self.controls(&reply).await;
            }
        }
        let asked = hostile::phrasing(2, 1);
        self.controls(
            &self
                .discord
                .say(user, self.ask_channel, &asked)
                .reply()
                .await,
        )
        .await;
        let answered = self
            .discord
            .say(user, channel, &format!("{mention} {asked}"))
            .reply()
            .await;
        let further = self
            .discord
            .reply(user, &answered, "and pier 2?", Ping::Yes);
        self.controls(&further.reply().await).await;
        let question = self
            .discord
            .say(user, self.busy, &format!("{mention} {asked}"));
        let answers = self.discord.until_messages(question.id, 1).await;
        self.controls(&answers[0]).await;
        let body = hostile::typed_pack(2);
        for _ in 0..3 {
            let post = self.discord.open_post(user, self.forum, &asked, &body, &[]);
            self.controls(&post.reply().await).await;
        }
    }

    /// Reloads what is on disk, with faults and without, by commands and by signals.
    pub async fn reloads(&mut self) {
        let table = hostile::table(3, false);
        let versions = [
            hostile::typed_pack(5),
            table.replace("berth 3", "berth 33"),
            table.replace("berth 3", "berth 34"),
        ];
        for version in versions {
            let file = self.folder.path().join("tables/03.toml");
            fs::write(&file, version).unwrap();
            for command in ["status", "check", "reload"] {
                let name = format!("knowledge {command}");
                self.command(&name, &[]).await;
            }
        }
        let file = self.folder.path().join("tables/02.toml");
        let cited = hostile::table(2, true);
        let stale = cited.replace("\" }\nimage", "\", hash = \"00000000\" }\nimage");
        fs::write(&file, stale).unwrap();
        self.command("knowledge check", &[]).await;
        fs::write(&file, cited).unwrap();
        for version in [hostile::typed_pack(6), table.replace("berth 3", "berth 35")] {
            let file = self.folder.path().join("tables/03.toml");
            fs::write(&file, version).unwrap();
            let before = self.discord.count("POST", POST);
            self.bot.order.send(ReleaseMethod::Signal).await.unwrap();
            let posted = async || (self.discord.count("POST", POST) > before).then_some(());
            eventually("a notice of the reload", PATIENCE, posted).await;
        }
    }

    /// Asks what is stored and suspended, now that there is something.
    pub async fn lists(&mut self) {
        let lists = [
            "privacy",
            "privacy",
            "knowledge suspended",
            "knowledge audit",
        ];
        for name in lists {
            self.command(name, &[]).await;
        }
        // Once for each of its controls.
        for _ in 0..8 {
            self.command("knowledge unanswered", &[]).await;
        }
    }

    /// Answers the calls for a person: by the button under each, and by a reply to each.
    pub async fn calls(&mut self) {
        let calls = self.discord.until_messages(self.called, 1).await;
        for call in calls {
            self.controls(&call).await;
            let said = hostile::typed_pack(1);
            let reply = self.discord.reply(self.user, &call, &said, Ping::Yes);
            let name = wording::helping::MAKE_ANSWER;
            let used = self.discord.message_command(self.user, name, &reply);
            self.explore(used).await;
        }
        // One that can go live.
        let call = &self.discord.messages(self.called)[0];
        let form = self
            .discord
            .press_label(self.user, call, wording::helping::ADD_ANSWER);
        form.response().await;
        let (fact, asked) = (hostile::pack(hostile::From::Fact, 1, 300), "Who calls?");
        let fields = [
            ("text", &*fact),
            ("quote", "alpha1 … omega1"),
            ("ask", asked),
        ];
        let sent = self.discord.submit_modal(self.user, &form, &fields);
        self.explore(sent).await;
    }

    /// Edits entries and synonyms and takes an entry out, as soon as completion names them again.
    pub async fn curations(&mut self) {
        for (name, option, typed) in [
            ("knowledge edit", "entry", "berth"),
            ("knowledge edit", "entry", "berth"),
            ("knowledge remove", "entry", "berth"),
            ("knowledge synonyms", "group", ""),
        ] {
            let channel = self.discord.channel();
            let completed = async || {
                let typed = self
                    .discord
                    .autocomplete(self.user, channel, name, option, typed);
                typed.response().await.choices.into_iter().next()
            };
            let (_, found) = eventually("something to edit", PATIENCE, completed).await;
            let used = self
                .discord
                .slash(self.user, channel, name, json!({ option: found }));
            self.explore(used).await;
        }
    }

    /// Follows up on an interaction, and uses the controls of the message that comes of it.
    async fn explore(&mut self, used: Interaction) {
        let mut next = vec![used];
        while let Some(used) = next.pop() {
            let response = used.response().await;
            if matches!(response.kind, 5 | 6) {
                self.completed(&used).await;
            }
            let message = match response.kind {
                4 | 5 | 7 => used.message().await,
                6 => used.changed().await,
                9 => {
                    let form = &response.raw["data"];
                    self.used.entry(kind(form)).or_insert(1);
                    let values = self.filled_in(form);
                    let fields: Vec<(&str, &str)> = values
                        .iter()
                        .map(|(k, v)| (k.as_str(), v.as_str()))
                        .collect();
                    next.push(self.discord.submit_modal(self.user, &used, &fields));
                    continue;
                }
                kind => panic!("an unlisted response: {kind}"),
            };
            next.extend(self.next_use(&message).await);
        }
    }

    /// Waits until a deferred response is there, which may take a busy machine long.
    async fn completed(&self, used: &Interaction) {
        let path = used.original_path();
        let is_there = async || {
            let edits = self.discord.requests("PATCH", ORIGINAL);
            edits
                .iter()
                .any(|edit| edit.path.ends_with(&path))
                .then_some(())
        };
        eventually("a deferred response", PATIENCE, is_there).await;
    }

    async fn controls(&mut self, message: &Message) {
        if let Some(used) = self.next_use(message).await {
            self.explore(used).await;
        }
    }

    /// Fills in a form.
    fn filled_in(&self, form: &Value) -> Vec<(String, String)> {
        let rows = list(&form["components"]);
        let fields = rows.iter().flat_map(|row| list(&row["components"]));
        let number = self.used.values().sum::<usize>();
        let value = |field: Value| {
            let name = field["custom_id"].as_str().unwrap().to_owned();
            let pack = hostile::pack(hostile::From::Typed, number, 180);
            (name, pack)
        };
        fields.map(value).collect()
    }

    /// Uses the control of a message that was used least, unless that was often enough.
    async fn next_use(&mut self, message: &Message) -> Option<Interaction> {
        let now = message.now()?;
        let uses = |control: &&Value| self.used.get(&kind(control)).copied().unwrap_or(0);
        let is_usable =
            |control: &&Value| control["custom_id"].is_string() && control["disabled"] != true;
        let controls = now.controls().into_iter().filter(is_usable);
        let least = controls
            .min_by_key(uses)
            .filter(|control| uses(control) < USES)?
            .clone();
        let (id, kind) = (least["custom_id"].as_str()?, kind(&least));
        let uses = self.used.entry(kind.clone()).or_default();
        *uses += 1;
        let used = if least["type"] == 3 {
            let options = list(&least["options"]);
            let value = options[*uses % options.len()]["value"].as_str()?;
            self.discord.select(self.user, message, id, &[value])
        } else {
            self.discord.press(self.user, message, id)
        };
        if kind == "d" {
            message.deleted().await;
            return None;
        }
        Some(used)
    }

    /// Stops the bot, and judges what it has sent.
    pub async fn finish(self) -> Verdict {
        self.bot.stop().await;
        let verdict = Verdict::of(&self.discord);
        self.discord.finish().await;
        verdict
    }
}

/// What members have asked and confirmed before, in a store that another program may have written.
async fn remember(store: &Store, server: Option<u64>) {
    let logged = |number: usize| LoggedQuestion {
        day: today(),
        server,
        channel: Channel::Server,
        version: hostile::pack(hostile::From::Typed, number, 60),
        text: hostile::typed_pack(number),
        outcome: Outcome::Declined,
        entry: None,
        percent: 10,
        times: 9,
    };
    let logged: Vec<_> = (0..4).map(logged).collect();
    let files = FileSet {
        tables: [("a.toml".to_owned(), Vec::new())].into(),
        ..FileSet::default()
    };
    for number in 0..RELEASES {
        let fingerprint = Fingerprint::read(&format!("{number:064x}")).unwrap();
        let version = hostile::pack(hostile::From::Typed, number, 90);
        store.keep(&files, &fingerprint, &version).await.unwrap();
        let release = Release {
            fingerprint,
            version,
            by: Actor::Operator,
            method: ReleaseMethod::Upload,
            at: UnixSeconds(1_600_000_000),
            summary: hostile::typed_pack(number),
        };
        store.release(&release).await.unwrap();
    }
    store.log(&logged).await.unwrap();
    for number in 0..RELEASES {
        let attempt = Attempt {
            at: UnixSeconds(1_600_000_000),
            server,
            by: Actor::Operator,
            action: Action::Upload,
            target: hostile::typed_pack(number),
            outcome: AttemptOutcome::Failed,
            detail: "**2 errors.** The live version is unchanged.".to_owned(),
        };
        store.record(&attempt).await.unwrap();
    }
    for number in 0..TABLES {
        let vote = Vote {
            token: Some([u8::try_from(number).unwrap(); 32]),
            day: today(),
            text: hostile::pack(hostile::From::Typed, number, 300),
            source: hostile::table_id(number),
            entry: hostile::entry_id(0),
            kind: VoteKind::Picked,
            server,
        };
        store.vote(&vote).await.unwrap();
    }
}

/// The kind of a control: the field of its id that says so, and what it does to a group or an answer.
fn kind(control: &Value) -> String {
    let id = control["custom_id"].as_str().unwrap_or_default();
    let fields: Vec<&str> = id.split(':').skip(1).collect();
    match fields[..] {
        [kind @ ("e" | "f"), what, ..] => format!("{kind}:{what}"),
        [kind, ..] => kind.to_owned(),
        [] => String::new(),
    }
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}
