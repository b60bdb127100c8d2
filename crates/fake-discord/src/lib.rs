//! A fake Discord for testing bots: REST and gateway over real sockets, the people who use it, the
//! faults it can have, and a verdict on the bot at the end. It knows nothing of the bot it tests.
//!
//! A bot reaches it in one of two ways. [`Fake::start`] is a proxy in front of Discord: plain HTTP,
//! by replacing `https://discord.com` with [`Fake::base`], and without rate limits.
//! [`Fake::start_direct`] is Discord itself: TLS under its own name, for [`Fake::client`], with rate
//! limits and their headers.
//!
//! One fake is one Discord with one application. Any number can run side by side, each on its own
//! port and thread, until they are dropped.
//!
//! The rooms:
//!
//! - `handle` is what a test calls: set up, act as a user, wait, inject faults, ask for the verdict.
//! - `model` is what exists: guilds, channels, members, messages, interactions, and the clock.
//! - `rest` serves `/api/v10`; `gateway` serves the WebSocket; `net` is the sockets below both.
//! - `validation` is what Discord refuses and what its API description says of bodies.
//! - `state` is all of that behind one lock, `log` what happened, `faults` what goes wrong on
//!   purpose.

#![expect(
    clippy::expect_used,
    reason = "a test stops at the first surprise, with its reason"
)]
#![allow(
    clippy::must_use_candidate,
    clippy::missing_panics_doc,
    reason = "tests call this for its effects, and every panic is a failed test"
)]

mod faults;
mod gateway;
mod handle;
mod log;
mod model;
mod net;
mod rest;
mod state;
mod timings;
mod validation;
mod wait;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

pub use faults::{GatewayFault, On, OnConnect, OnEvent, RestFault};
pub use gateway::intents::MESSAGE_CONTENT;
pub use handle::interaction::{Interaction, Response};
pub use handle::message::{Button, Message};
pub use handle::users::Ping;
pub use log::{Entry, Event, Request};
pub use model::messages::{EPHEMERAL, SUPPRESS_EMBEDS};
pub use model::permissions;
pub use rest::attachments::File;
pub use state::{Closed, Connection};
pub use timings::Timing;
pub use validation::openapi::{VARIABLE as API_DESCRIPTION, api_description};
pub use wait::eventually;

use model::World;
use net::tcp::{Cutter, Wires};
use net::tls::Secured;
use rest::rate_limit::Rates;
use state::{Shared, State};

/// How long a wait lasts before it fails the test: long, since a machine may have more to do than this test.
pub const WAIT_TIMEOUT: Duration = Duration::from_mins(1);

/// Discord's own address.
const DISCORD: &str = "https://discord.com";

/// One fake Discord.
pub struct Fake {
    pub(crate) shared: Arc<Shared>,
    base: String,
    client: reqwest::Client,
    token: String,
    owner: u64,
    guild: u64,
    channel: u64,
    member: u64,
    /// The fake's own thread; all of its tasks end with it.
    runtime: Option<Runtime>,
}

impl Fake {
    /// Starts a Discord with one guild that has one text channel, the owner, the bot, and one more
    /// member.
    pub async fn start() -> Self {
        let runtime = runtime();
        let listener = listen(&runtime).await;
        let base = format!("http://{}", address(&listener));
        Self::open(runtime, listener, base, reqwest::Client::new())
    }

    /// The same with TLS and rate limits, under Discord's own name. The gateway stays without TLS:
    /// for it, serenity trusts public certificates only.
    pub async fn start_direct() -> Self {
        let runtime = runtime();
        let listener = listen(&runtime).await;
        let (secured, client) = Secured::new(Wires(listen(&runtime).await));
        let fake = Self::open(runtime, listener, DISCORD.to_owned(), client);
        fake.shared
            .change(|state| state.rates = Some(Rates::default()));
        fake.serve(secured);
        fake
    }

    fn open(
        runtime: Runtime,
        listener: TcpListener,
        base: String,
        client: reqwest::Client,
    ) -> Self {
        let mut world = World::new();
        let owner = world.add_user("owner");
        let guild = world.add_guild("server", owner);
        let channel = world.add_channel(guild, "general", None);
        let member = world.add_user("member");
        world.join(guild, member, &[]);
        let token = token(world.bot);

        let state = State::new(world, token.clone(), &address(&listener).to_string());
        let fake = Self {
            shared: Shared::new(state),
            base,
            client,
            token,
            owner,
            guild,
            channel,
            member,
            runtime: Some(runtime),
        };
        fake.serve(Wires(listener));
        fake
    }

    fn serve<L>(&self, listener: L)
    where
        L: Listener,
        L::Addr: std::fmt::Debug,
        Cutter: for<'a> Connected<IncomingStream<'a, L>>,
    {
        let router = rest::router(Arc::clone(&self.shared));
        let service = router.into_make_service_with_connect_info::<Cutter>();
        let runtime = self.runtime.as_ref().expect("a fake that is not dropped");
        runtime.spawn(async move {
            // It serves until the runtime is shut down.
            let _ = axum::serve(listener, service).await;
        });
    }

    /// What replaces `https://discord.com`.
    pub fn base(&self) -> String {
        self.base.clone()
    }

    /// A client that resolves Discord's name to this fake and trusts its certificate.
    pub fn client(&self) -> reqwest::Client {
        self.client.clone()
    }

    /// The bot's token.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The bot's user id.
    pub fn bot_id(&self) -> u64 {
        self.shared.look(|state| state.world.bot)
    }

    /// The application's id, equal to the bot's user id as for new applications.
    pub fn application_id(&self) -> u64 {
        self.shared.look(|state| state.world.application)
    }

    /// The first guild.
    pub fn guild(&self) -> u64 {
        self.guild
    }

    /// The first guild's owner.
    pub fn owner(&self) -> u64 {
        self.owner
    }

    /// The first guild's text channel.
    pub fn channel(&self) -> u64 {
        self.channel
    }

    /// An ordinary member of the first guild.
    pub fn member(&self) -> u64 {
        self.member
    }

    /// The last entries of the log, one a line.
    pub fn account(&self) -> String {
        self.shared.look(State::account)
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // A runtime must not be waited for within another.
            runtime.shutdown_background();
        }
    }
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("fake-discord")
        .enable_all()
        .build()
        .expect("a runtime")
}

async fn listen(runtime: &Runtime) -> TcpListener {
    let listener = runtime.spawn(TcpListener::bind(("127.0.0.1", 0))).await;
    listener.expect("a task that ends").expect("a free port")
}

fn address(listener: &TcpListener) -> SocketAddr {
    listener.local_addr().expect("the port's address")
}

/// A bot token of the usual shape.
fn token(bot: u64) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let digit = |bits: u32| char::from(DIGITS[bits as usize & 63]);
    let id = bot.to_string();
    let mut token = String::new();
    for chunk in id.as_bytes().chunks(3) {
        let bits = chunk
            .iter()
            .fold(0, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - chunk.len()));
        token.extend((0..=chunk.len()).map(|at| digit(bits >> (18 - 6 * at))));
    }
    let random = |count: usize| -> String {
        let digits = std::iter::repeat_with(|| char::from(DIGITS[fastrand::usize(..62)]));
        digits.take(count).collect()
    };
    format!("{token}.{}.{}", random(6), random(38))
}
