//! The bot's token: where it comes from, and where it must not be.

use std::path::Path;

use crate::cli::{secrets, wrong_usage};
use crate::config::Config;
use crate::discord::Token;
use crate::files;

/// The variable that holds the token, unless the configuration names a file.
const VARIABLE: &str = "DISCORD_TOKEN";

/// Keeps what the environment has for a token out of all that is printed.
pub(super) fn hide() {
    if let Some(value) = std::env::var_os(VARIABLE) {
        secrets::remember(&value.to_string_lossy());
    }
}

/// Reads the token from the file that the configuration names, or from the environment.
pub(super) fn read(config: &Config) -> std::io::Result<Token> {
    let (place, text) = match &config.token_file {
        Some(path) if Token::read(&path.to_string_lossy()).is_some_and(|_| !path.exists()) => {
            return Err(wrong_usage(NOT_A_FILE));
        }
        Some(path) => {
            let place = format!("`{}`", path.display());
            let text = files::read_source_text(path).map_err(|error| {
                let is_token = secrets::is_in(&place);
                wrong_usage(if is_token {
                    NOT_A_FILE.to_owned()
                } else {
                    format!("cannot read the token from {place}: {error}")
                })
            })?;
            secrets::remember(&text);
            (place, text)
        }
        None => {
            let text = std::env::var(VARIABLE).unwrap_or_default();
            (VARIABLE.to_owned(), text)
        }
    };
    expect_nowhere_else(config)?;
    let fault = if text.trim().is_empty() {
        format!("there is no bot token in {place}")
    } else {
        format!("{place} does not hold a valid bot token")
    };
    Token::read(&text).ok_or_else(|| {
        wrong_usage(format!(
            "{fault}; copy the token from the Bot page of your application at \
             https://discord.com/developers/applications"
        ))
    })
}

const NOT_A_FILE: &str = "`token_file` must name a file that holds the token, not the token itself; \
                          reset this token, because configurations are often shared";

/// A setting that holds the token would be shown to moderators and written to the log.
fn expect_nowhere_else(config: &Config) -> std::io::Result<()> {
    let paths = [
        ("knowledge", Some(&config.knowledge)),
        ("store", Some(&config.store)),
        ("token_file", config.token_file.as_ref()),
    ];
    let paths = paths.into_iter().filter_map(|(key, path)| {
        let path = path?.to_string_lossy().into_owned();
        Some((key, path))
    });
    let mut settings = paths.chain([("api_base", config.discord.api_base.clone())]);
    match settings.find(|(_, value)| secrets::is_in(value)) {
        Some((key, _)) => Err(wrong_usage(format!(
            "`{key}` holds the bot's token, which belongs in {VARIABLE} or a file of its own; reset \
             this token, because configurations are often shared"
        ))),
        None => Ok(()),
    }
}

/// Warns if other users of this machine can read the token file.
#[cfg(unix)]
pub(super) fn warn_if_open_to_others(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let is_open = std::fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o077 != 0);
    if is_open {
        tracing::warn!(
            path = %path.display(),
            "other users can read the token file; run `chmod 600` on it"
        );
    }
}

#[cfg(not(unix))]
pub(super) fn warn_if_open_to_others(_path: &Path) {}
