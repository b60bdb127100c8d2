//! `footnote discord`: the bot.

use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use clap::Args;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::cli::{Ending, log, print_report, signals, watch};
use crate::config::Config;
use crate::diagnostic::Report;
use crate::discord::{self, Fatal, Token};
use crate::files;
use crate::record::UnixSeconds;
use crate::release;
use crate::store::Store;

/// Where the configuration is looked for when none is named.
const CONFIG: &str = "config.toml";
/// Where the token is, unless the configuration names a file.
const TOKEN: &str = "DISCORD_TOKEN";

/// Answer on Discord
///
/// The token comes from `DISCORD_TOKEN`, or from the file that the configuration names. Exit codes:
/// 0 stopped as told, 1 a file has faults, 2 wrong usage or no token, 3 Discord does not take the
/// token, 4 nor the intents, 5 nor the Message Content intent.
#[derive(Debug, Args)]
pub(super) struct DiscordArgs {
    /// The configuration [default: config.toml, if there is one]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

pub(super) fn run(options: &DiscordArgs) -> io::Result<Ending> {
    let Some(config) = configuration(options.config.as_deref())? else {
        return Ok(Ending::Short);
    };
    let token = token(&config)?;
    log::open(&config.log);
    die_where_told();
    if let Some(path) = &config.token_file {
        warn_if_open_to_others(path);
    }
    // Nobody sends the bot elsewhere, neither with its token nor for a file.
    let web = reqwest::Client::builder()
        .use_rustls_tls()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .map_err(io::Error::other)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let start = runtime.block_on(start(&config));
    if !start.report.diagnostics.is_empty() {
        print_report(&start.report)?;
    }
    say_how_it_went(&start);
    let Some(releases) = start.releases else {
        return Ok(Ending::Short);
    };
    releases.service().answer_by(config.strictness);
    let stop = CancellationToken::new();
    let ended = runtime.block_on(async {
        let (order, orders) = mpsc::channel(1);
        tokio::spawn(signals::stop(stop.clone()));
        tokio::spawn(signals::reload(order.clone()));
        let watch = config.watch.then(|| watch::watch(&config.knowledge, order));
        let _watching = watch.transpose().unwrap_or_else(|error| {
            tracing::error!(%error, "cannot watch the knowledge files");
            None
        });
        discord::run(token, config, releases, orders, web, stop).await
    });
    // Whatever serenity left behind is not waited for.
    runtime.shutdown_background();
    match ended {
        Ok(()) => Ok(Ending::Quantized),
        Err(fatal) => {
            crate::cli::print_error(&explain(fatal));
            Ok(Ending::Refused(fatal))
        }
    }
}

/// A test may name a marked place where the program is to die as if it were killed. Built for use,
/// the program has no such places.
fn die_where_told() {
    if let Ok(place) = std::env::var("FOOTNOTE_DIE_AT") {
        let _ = fail::cfg_callback(place, || std::process::abort());
    }
}

/// Comes by something to answer from.
async fn start(config: &Config) -> release::Start {
    let store = Store::at(&config.store);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let seconds = now.map_or(0, |now| now.as_secs().cast_signed());
    release::start(&config.knowledge, store, UnixSeconds(seconds)).await
}

fn say_how_it_went(start: &release::Start) {
    if let Some(fault) = &start.fault {
        tracing::error!(%fault, "answering without the store: nothing can be changed, taken back or retracted until it is mended");
    }
    if let Some(releases) = start.releases.as_ref().filter(|_| start.is_stale) {
        let snapshot = releases.service().snapshot();
        tracing::error!(
            version = %snapshot.knowledge().version,
            "the knowledge files have faults; answering from what was live last"
        );
    }
}

/// Reads the configuration; faults are printed, and there is none if one is an error.
fn configuration(named: Option<&Path>) -> io::Result<Option<Config>> {
    let path = named.unwrap_or(Path::new(CONFIG));
    if named.is_none() && !path.exists() {
        return Ok(Some(Config::default()));
    }
    let (config, mut report) = files::load_config(path);
    if !report.diagnostics.is_empty() {
        hide_tokens(&mut report);
        print_report(&report)?;
    }
    Ok(config)
}

/// Whoever wrote a token into the configuration is not to read it back in a report, which may end
/// up in a log or a chat.
fn hide_tokens(report: &mut Report) {
    for file in &mut report.files {
        let words = file
            .text
            .split(|c: char| c.is_whitespace() || "\"'=".contains(c));
        let tokens: Vec<String> = words
            .filter(|word| Token::read(word).is_some())
            .map(str::to_owned)
            .collect();
        for token in tokens {
            // As many bytes as before, so that every place stays where it is.
            let hidden = "*".repeat(token.len());
            file.text = file.text.replace(&token, &hidden);
            for fault in &mut report.diagnostics {
                fault.message = fault.message.replace(&token, &hidden);
                fault.repair = fault
                    .repair
                    .take()
                    .map(|text| text.replace(&token, &hidden));
            }
        }
    }
}

/// The bot's token, from the file that the configuration names, or from the environment.
fn token(config: &Config) -> io::Result<Token> {
    let (place, text) = match &config.token_file {
        Some(path) if Token::read(&path.to_string_lossy()).is_some() => {
            let message = "`token_file` is to name a file that holds the token, not to be the token; \
                           reset that token, since a configuration gets about";
            return Err(wrong_usage(message.to_owned()));
        }
        Some(path) => {
            let place = format!("`{}`", path.display());
            let text = files::read_source_text(path).map_err(|error| {
                wrong_usage(format!("cannot read the token from {place}: {error}"))
            })?;
            (place, text)
        }
        None => (TOKEN.to_owned(), std::env::var(TOKEN).unwrap_or_default()),
    };
    let what = if text.trim().is_empty() {
        format!("there is no bot token in {place}")
    } else {
        format!("what is in {place} is no bot token")
    };
    Token::read(&text).ok_or_else(|| {
        wrong_usage(format!(
            "{what}; copy it from the Bot page of your application at \
             https://discord.com/developers/applications"
        ))
    })
}

fn wrong_usage(message: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, message)
}

#[cfg(unix)]
fn warn_if_open_to_others(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let is_open = std::fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o077 != 0);
    if is_open {
        tracing::warn!(
            path = %path.display(),
            "others on this machine can read the token file; `chmod 600` keeps it to you"
        );
    }
}

#[cfg(not(unix))]
fn warn_if_open_to_others(_path: &Path) {}

/// What Discord will not have, and what to do about it.
fn explain(fatal: Fatal) -> String {
    match fatal {
        Fatal::Token => {
            "Discord does not take the token. It may have been reset: copy the new one from the \
             Bot page of your application at https://discord.com/developers/applications"
        }
        Fatal::Intents => {
            "Discord says that the intents are not valid. This release may be too old for it: \
             look for a newer one"
        }
        Fatal::PrivilegedIntents => {
            "Discord has not switched on Message Content for this bot. Switch it on under \
             “Privileged Gateway Intents” on the Bot page of your application, or set \
             `message_content = false` in the configuration: only ask channels need it"
        }
    }
    .to_owned()
}
