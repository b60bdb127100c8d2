//! The bot's token: where it comes from, and how it stays out of reports.

use std::path::Path;

use crate::cli::wrong_usage;
use crate::config::Config;
use crate::diagnostic::Report;
use crate::discord::Token;
use crate::files;

/// The variable that holds the token, unless the configuration names a file.
const VARIABLE: &str = "DISCORD_TOKEN";

/// Reads the token from the file that the configuration names, or from the environment.
pub(super) fn read(config: &Config) -> std::io::Result<Token> {
    let (place, text) = match &config.token_file {
        Some(path) if Token::read(&path.to_string_lossy()).is_some() => {
            return Err(wrong_usage(
                "`token_file` must name a file that holds the token, not the token itself; reset this \
                 token, because configurations are often shared",
            ));
        }
        Some(path) => {
            let place = format!("`{}`", path.display());
            let text = files::read_source_text(path).map_err(|error| {
                wrong_usage(format!("cannot read the token from {place}: {error}"))
            })?;
            (place, text)
        }
        None => {
            let text = std::env::var(VARIABLE).unwrap_or_default();
            (VARIABLE.to_owned(), text)
        }
    };
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

/// Blanks every token in a report, which may end up in a log or a chat.
pub(super) fn hide(report: &mut Report) {
    for file in &mut report.files {
        let words = file
            .text
            .split(|c: char| c.is_whitespace() || "\"'=".contains(c));
        let tokens: Vec<String> = words
            .filter(|word| Token::read(word).is_some())
            .map(str::to_owned)
            .collect();
        for token in tokens {
            // As many bytes as before, so that every place in the file stays valid.
            let hidden = "*".repeat(token.len());
            file.text = file.text.replace(&token, &hidden);
            for diagnostic in &mut report.diagnostics {
                diagnostic.message = diagnostic.message.replace(&token, &hidden);
                let repair = diagnostic.repair.take();
                diagnostic.repair = repair.map(|text| text.replace(&token, &hidden));
            }
        }
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
