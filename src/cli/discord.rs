//! `footnote discord`: the bot.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use tokio_util::sync::CancellationToken;

use super::{Ending, load, log, print_report};
use crate::config::Config;
use crate::desk::{Desk, Live};
use crate::diagnostic::Report;
use crate::discord::{self, Fatal, Token};
use crate::files;

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
pub(super) struct Options {
    /// The configuration [default: config.toml, if there is one]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

pub(super) fn run(options: &Options) -> io::Result<Ending> {
    let Some(config) = configuration(options.config.as_deref())? else {
        return Ok(Ending::Short);
    };
    let token = token(&config)?;
    let Some(knowledge) = load(&config.knowledge, None)? else {
        return Ok(Ending::Short);
    };
    log::open(&config.log);
    if let Some(path) = &config.token_file {
        warn_if_open_to_others(path);
    }
    let desk = Arc::new(Desk::of(Live::new(knowledge)));
    let web = reqwest::Client::builder().use_rustls_tls().build();
    let web = web.map_err(io::Error::other)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let stop = CancellationToken::new();
    let ended = runtime.block_on(async {
        tokio::spawn(stop_when_asked(stop.clone()));
        discord::run(token, config, desk, web, stop).await
    });
    // Whatever serenity left behind is not waited for.
    runtime.shutdown_background();
    match ended {
        Ok(()) => Ok(Ending::Fine),
        Err(fatal) => {
            super::print_error(&explain(fatal));
            Ok(Ending::Refused(fatal))
        }
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

/// Waits for SIGTERM or SIGINT.
async fn stop_when_asked(stop: CancellationToken) {
    if let Err(error) = asked_to_stop().await {
        tracing::error!(%error, "cannot listen for signals");
        return;
    }
    tracing::info!("stopping");
    stop.cancel();
}

#[cfg(unix)]
async fn asked_to_stop() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

#[cfg(not(unix))]
async fn asked_to_stop() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}

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
