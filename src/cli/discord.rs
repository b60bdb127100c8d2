//! `footnote discord`: runs the bot.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::cli::desks::OpenKnowledge;
use crate::cli::{Ending, log, print_error, print_report, signals, token};
use crate::config::Config;
use crate::discord::{self, BotEncoder, Fatal};
use crate::encoder::SentenceEncoder;
use crate::files;

/// How long the bot may take, once its replies are finished or given up, to close its connections and
/// its store. Then the program ends in any case.
const STOP_MARGIN: Duration = Duration::from_secs(5);

/// The configuration that is read, if it exists, when none is named.
const DEFAULT_CONFIG: &str = "config.toml";

/// Run the Discord bot
///
/// The token comes from `DISCORD_TOKEN`, or from the file that the configuration names.
///
/// Exit codes: 0 stopped by a signal, 1 a file has errors, 2 wrong usage or no token, 3 Discord
/// rejects the token, 4 Discord rejects the intents, 5 the Message Content intent is off.
#[derive(Debug, Args)]
pub(super) struct DiscordArgs {
    /// Configuration file [default: config.toml, if it exists]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

pub(super) fn run(options: &DiscordArgs) -> io::Result<Ending> {
    let Some(config) = configuration(options.config.as_deref())? else {
        return Ok(Ending::Failure);
    };
    let token = token::read(&config)?;
    log::open(&config.log);
    install_crash_point();
    if let Some(path) = &config.token_file {
        token::warn_if_open_to_others(path);
    }
    let web = web_client()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let config_file = options
        .config
        .as_deref()
        .unwrap_or(Path::new(DEFAULT_CONFIG));
    let mut knowledge = OpenKnowledge::new(config.clone(), config_file);
    let Some(opened) = runtime.block_on(knowledge.open_all()) else {
        return Ok(Ending::Failure);
    };
    let stop = CancellationToken::new();
    signals::stop(stop.clone(), config.discord.shutdown + STOP_MARGIN)?;
    let encoder = encoder(&config);
    let ended = runtime.block_on(async {
        let (hangups, hung_up) = mpsc::channel(1);
        let (changes, changed) = mpsc::channel(1);
        tokio::spawn(signals::hangups(hangups));
        tokio::spawn(knowledge.follow(hung_up, changes));
        discord::run(token, config, opened, encoder, changed, web, stop).await
    });
    // Do not wait for what serenity left running.
    runtime.shutdown_background();
    let Err(fatal) = ended else {
        return Ok(Ending::Success);
    };
    print_error(explain(fatal));
    Ok(Ending::Rejected(fatal))
}

/// Opens the encoder, if one is configured. One that cannot be used is no reason not to answer.
fn encoder(config: &Config) -> BotEncoder {
    let opened = config.encoder.as_deref().map(SentenceEncoder::open);
    let opened = opened.map(|opened| opened.map_err(|fault| fault.to_string()));
    if let Some(Err(fault)) = &opened {
        tracing::error!(%fault, "answering without an encoder");
    }
    let mut cache = config.store.clone().into_os_string();
    cache.push(".vectors");
    BotEncoder::start(opened, cache.into())
}

/// A client that follows no redirects, so that nothing can send the bot, and its token, elsewhere.
fn web_client() -> io::Result<reqwest::Client> {
    reqwest::Client::builder()
        .use_rustls_tls()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .map_err(io::Error::other)
}

/// Aborts the program at the place that a test names, as a crash would. Release builds have no such
/// places.
fn install_crash_point() {
    if let Ok(place) = std::env::var("FOOTNOTE_DIE_AT") {
        let _ = fail::cfg_callback(place, || std::process::abort());
    }
}

/// Reads the configuration; none, and a printed report, if it has errors.
fn configuration(named: Option<&Path>) -> io::Result<Option<Config>> {
    let path = named.unwrap_or(Path::new(DEFAULT_CONFIG));
    if named.is_none() && !path.exists() {
        return Ok(Some(Config::default()));
    }
    let (config, report) = files::load_config(path);
    if !report.diagnostics.is_empty() {
        print_report(&report)?;
    }
    Ok(config)
}

/// Why Discord rejected the bot, and what to do about it.
fn explain(fatal: Fatal) -> &'static str {
    match fatal {
        Fatal::Token => {
            "Discord rejected the token. It may have been reset: copy the new one from the Bot page of \
             your application at https://discord.com/developers/applications"
        }
        Fatal::Intents => {
            "Discord rejected the gateway intents. This version of Footnote may be too old: look for a \
             newer one"
        }
        Fatal::PrivilegedIntents => {
            "the Message Content intent is off for this bot. Turn it on under “Privileged Gateway \
             Intents” on the Bot page of your application, or set `message_content = false` in the \
             configuration: only ask channels need it, and the texts of forum posts"
        }
    }
}
