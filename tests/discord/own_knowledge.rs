//! Servers with knowledge of their own beside those that share one: what answers where, whose moderators can
//! see and change what, and servers that come and go while the bot runs.

use std::fs;
use std::path::PathBuf;

use fake_discord::{Fake, File, Message, eventually, permissions};
use footnote::config::{Server, Servers};
use footnote::discord::ServersChange;
use footnote::record::{KnowledgeOwner, UnixSeconds};
use footnote::release::{self, ReleasePipeline};
use footnote::store::Store;
use footnote::wording::moderators as wording;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::bot::{Bot, DEADLINE, opened, settings};
use crate::support::copy_skerry;
use crate::support::moderated::{CHANGED, FACT};

/// The start of the answer that a server with knowledge of its own gets.
const OWN: &str = "Volunteers relit the lamp on the first of May";
/// The same from the knowledge that all others share.
const SHARED: &str = "Volunteers relit the lamp on the first of March";

/// A server with its members and channels.
#[derive(Debug, Clone, Copy)]
struct Place {
    guild: u64,
    channel: u64,
    member: u64,
    moderator: u64,
    moderator_channel: u64,
}

impl Place {
    fn new(discord: &Fake, guild: u64, name: &str) -> Self {
        let member = discord.add_stranger(&format!("member of {name}"));
        let moderator = discord.add_stranger(&format!("moderator of {name}"));
        discord.join(guild, member, &[]);
        let role = discord.add_role_in(guild, "managers", permissions::MANAGE_GUILD);
        discord.join(guild, moderator, &[role]);
        Self {
            guild,
            channel: discord.add_channel_in(guild, "general"),
            member,
            moderator,
            moderator_channel: discord.add_channel_in(guild, "moderators"),
        }
    }

    fn server(&self, knowledge: Option<PathBuf>) -> Server {
        Server {
            knowledge,
            moderator_channel: Some(self.moderator_channel.try_into().unwrap()),
            ..Server::of(self.guild.try_into().unwrap())
        }
    }

    async fn answer(&self, discord: &Fake) -> String {
        let question = format!("<@{}> When was the lamp relit?", discord.bot_id());
        let asked = discord.say(self.member, self.channel, &question);
        asked.reply().await.content().to_owned()
    }

    async fn until_answer(&self, discord: &Fake, expected: &str) {
        let what = format!("an answer with “{expected}”");
        eventually(&what, DEADLINE, async || {
            self.answer(discord).await.contains(expected).then_some(())
        })
        .await;
    }

    async fn command(&self, discord: &Fake, name: &str, options: Value) -> Message {
        let name = format!("knowledge {name}");
        let sent = discord.slash(self.moderator, self.channel, &name, options);
        sent.message().await
    }

    fn notices(&self, discord: &Fake) -> usize {
        discord.messages(self.moderator_channel).len()
    }
}

/// A bot in two servers, one of which has knowledge of its own.
struct TwoServers {
    discord: Fake,
    bot: Bot,
    folder: TempDir,
    store: Store,
    shared: Place,
    own: Place,
}

impl TwoServers {
    async fn start() -> Self {
        Self::start_with(|table| table.replace(FACT, &FACT.replace("March", "May"))).await
    }

    /// Starts it; `own` makes the own table of one server from the shared one.
    async fn start_with(own: impl FnOnce(String) -> String) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["shared", "own"] {
            fs::create_dir(folder.path().join(name)).unwrap();
            copy_skerry(&folder.path().join(name));
        }
        let table = folder.path().join("own/skerry.toml");
        fs::write(&table, own(fs::read_to_string(&table).unwrap())).unwrap();

        let discord = Fake::start().await;
        let there = discord.add_guild("elsewhere");
        let shared = Place::new(&discord, discord.guild(), "the first server");
        let own = Place::new(&discord, there, "the other server");
        discord.open_commands();
        let store = Store::at(&folder.path().join("footnote.db"));
        let mut config = settings(&discord);
        config.servers = Servers(vec![
            shared.server(None),
            own.server(Some(folder.path().join("own"))),
        ]);
        let first = open(&folder, &store, "shared", KnowledgeOwner::Shared).await;
        let other = open(&folder, &store, "own", KnowledgeOwner::Server(there)).await;
        let bot = Bot::run_with_own(&discord, config, first, vec![other]);
        discord.ready().await;
        Self {
            discord,
            bot,
            folder,
            store,
            shared,
            own,
        }
    }

    async fn take_over(&self, servers: Vec<Server>, own: Vec<ReleasePipeline>) {
        let change = ServersChange {
            servers: Servers(servers),
            opened: own.into_iter().map(opened).collect(),
        };
        self.bot.change.send(change).await.unwrap();
    }

    /// Uploads the shared table in a server, and makes it live there.
    async fn upload_shared(&self, place: Place) {
        let table = fs::read_to_string(self.folder.path().join("shared/skerry.toml")).unwrap();
        let table = table.replace("text = \"skerry.md\"\n", "");
        let file = File::new("skerry.toml", table.as_bytes());
        let file = self.discord.upload(file);
        let file = json!({ "file": file.to_string() });
        let preview = place.command(&self.discord, "upload", file).await;
        let content = preview.content();
        assert!(content.contains("question"), "{content}");
        let confirmed = self
            .discord
            .press_label(place.moderator, &preview, "Make it live");
        confirmed.changed().await;
    }

    async fn finish(self) {
        self.bot.stop_when_done(&self.discord).await;
        self.discord.finish().await;
    }
}

async fn open(
    folder: &TempDir,
    store: &Store,
    name: &str,
    owner: KnowledgeOwner,
) -> ReleasePipeline {
    let path = folder.path().join(name);
    let started = release::start(&path, store.of_owner(owner), UnixSeconds(1_700_000_000)).await;
    started.releases.unwrap()
}

#[tokio::test]
async fn each_server_is_answered_from_its_own_knowledge() {
    let two = TwoServers::start().await;
    assert!(two.own.answer(&two.discord).await.contains(OWN));
    assert!(two.shared.answer(&two.discord).await.contains(SHARED));
    let dm = two.discord.dm(two.own.member);
    let question = two
        .discord
        .say(two.own.member, dm, "When was the lamp relit?");
    assert!(question.reply().await.content().contains(SHARED));
    two.finish().await;
}

#[tokio::test]
async fn moderators_see_and_change_their_own_knowledge_alone() {
    let two = TwoServers::start().await;
    let (discord, shared, own) = (&two.discord, two.shared, two.own);
    let table = fs::read_to_string(two.folder.path().join("own/skerry.toml")).unwrap();
    let table = table.replace("after eleven dark winters", "at dusk");
    let file = discord.upload(File::new("skerry.toml", table.as_bytes()));
    let preview = own
        .command(discord, "upload", json!({ "file": file.to_string() }))
        .await;
    let confirmed = discord.press_label(own.moderator, &preview, "Make it live");
    confirmed.changed().await;

    assert!(own.answer(discord).await.contains("at dusk"));
    assert!(shared.answer(discord).await.contains(SHARED));
    let on_disk = |name| fs::read_to_string(two.folder.path().join(name)).unwrap();
    assert!(on_disk("own/skerry.toml").contains("at dusk"));
    assert!(!on_disk("shared/skerry.toml").contains("at dusk"));
    assert_eq!((own.notices(discord), shared.notices(discord)), (1, 0));

    let history = own.command(discord, "history", json!({})).await;
    assert!(history.content().contains("**2**"), "{}", history.content());
    let history = shared.command(discord, "history", json!({})).await;
    assert!(
        !history.content().contains("**2**"),
        "{}",
        history.content()
    );
    let audit = own.command(discord, "audit", json!({})).await;
    assert!(audit.content().contains("upload"), "{}", audit.content());
    let audit = shared.command(discord, "audit", json!({})).await;
    assert!(!audit.content().contains("upload"), "{}", audit.content());
    two.finish().await;
}

#[tokio::test]
async fn suspending_an_answer_leaves_the_same_entry_elsewhere() {
    let two = TwoServers::start().await;
    let (discord, own) = (&two.discord, two.own);
    let question = json!({ "question": "When was the lamp relit?" });
    let asked = discord.slash(own.member, own.channel, "ask", question);
    let answer = asked.message().await;
    let suspend = discord.message_command(own.moderator, wording::SUSPEND, &answer);
    suspend.message().await;
    assert!(!own.answer(discord).await.contains(OWN));
    assert!(two.shared.answer(discord).await.contains(SHARED));
    let owner = KnowledgeOwner::Server(own.guild);
    let suspended = two.store.of_owner(owner).suspended().await.unwrap();
    assert_eq!(suspended.len(), 1);
    assert_eq!(two.store.suspended().await.unwrap(), []);
    two.finish().await;
}

#[tokio::test]
async fn a_preview_is_that_of_the_server_where_it_was_made() {
    let two = TwoServers::start().await;
    let (discord, shared, own) = (&two.discord, two.shared, two.own);
    // The moderator of one server moderates the other, too.
    let role = discord.add_role_in(shared.guild, "guests", permissions::MANAGE_GUILD);
    discord.join(shared.guild, own.moderator, &[role]);
    let path = two.folder.path().join("own/skerry.toml");
    let table = fs::read_to_string(&path).unwrap();
    fs::write(&path, table.replace("first of May", "first of June")).unwrap();
    own.command(discord, "reload", json!({})).await;
    let question = json!({ "question": "When was the lamp relit?" });
    let tried = own.command(discord, "try", question.clone()).await;
    assert!(tried.content().contains("first of June"));
    let there = Place {
        moderator: own.moderator,
        ..shared
    };
    let tried = there.command(discord, "try", question).await;
    assert!(!tried.content().contains("June"), "{}", tried.content());
    two.finish().await;
}

#[tokio::test]
async fn a_server_whose_table_has_errors_is_declined_until_it_is_mended() {
    let two = TwoServers::start_with(|table| table.replace("format = 1", "format = 7")).await;
    let (discord, own) = (&two.discord, two.own);
    assert!(two.shared.answer(discord).await.contains(SHARED));
    let declined = own.answer(discord).await;
    assert!(declined.contains("knowledge of this server is missing"));
    let topics = discord.slash(own.member, own.channel, "topics", json!({}));
    let topics = topics.message().await;
    assert!(topics.content().contains("missing"), "{}", topics.content());
    let about = discord.slash(own.member, own.channel, "about", json!({}));
    about.message().await;
    let status = own.command(discord, "status", json!({})).await;
    assert!(status.content().contains("errors"), "{}", status.content());

    two.upload_shared(own).await;
    assert!(own.answer(discord).await.contains(SHARED));
    two.finish().await;
}

#[tokio::test]
async fn a_server_whose_folder_is_not_there_gets_it_by_an_upload() {
    let two = TwoServers::start().await;
    let (discord, shared, own) = (&two.discord, two.shared, two.own);
    let nowhere = two.folder.path().join("servers/nowhere");
    let owner = KnowledgeOwner::Server(shared.guild);
    let late = open(&two.folder, &two.store, "servers/nowhere", owner).await;
    let servers = vec![shared.server(Some(nowhere.clone())), own.server(None)];
    two.take_over(servers, vec![late]).await;
    shared.until_answer(discord, "missing or has errors").await;
    two.upload_shared(shared).await;
    assert!(shared.answer(discord).await.contains(SHARED));
    assert!(nowhere.join("skerry.toml").exists());
    two.finish().await;
}

#[tokio::test]
async fn servers_come_and_go_while_the_bot_runs() {
    let two = TwoServers::start().await;
    let (discord, shared, own) = (&two.discord, two.shared, two.own);
    // The operator takes the server's own knowledge away, and gives some to the other one.
    fs::create_dir(two.folder.path().join("late")).unwrap();
    copy_skerry(&two.folder.path().join("late"));
    let path = two.folder.path().join("late/skerry.toml");
    let table = fs::read_to_string(&path).unwrap().replace(FACT, CHANGED);
    fs::write(&path, table).unwrap();
    let owner = KnowledgeOwner::Server(shared.guild);
    let late = open(&two.folder, &two.store, "late", owner).await;
    let servers = vec![shared.server(Some(path)), own.server(None)];
    two.take_over(servers, vec![late]).await;
    shared.until_answer(discord, "at dusk").await;
    assert!(own.answer(discord).await.contains(SHARED));

    // What is no longer in the configuration has no moderators, and shares.
    two.take_over(vec![own.server(None)], Vec::new()).await;
    shared.until_answer(discord, "eleven dark winters").await;
    let refused = shared.command(discord, "status", json!({})).await;
    assert!(refused.content().contains("not"), "{}", refused.content());
    two.finish().await;
}
