//! The files that moderators upload. They are fetched from Discord alone, and their size and the time are
//! bounded.

use std::time::Duration;

use reqwest::StatusCode;
use serenity::model::channel::Attachment;
use url::Url;

use crate::config::Discord;
use crate::discord::bot::Bot;
use crate::wording::moderators as wording;

/// How long fetching a file may take.
const FETCH_TIMEOUT: Duration = Duration::from_secs(20);
/// The hosts where Discord keeps attachments.
const HOSTS: &[&str] = &["cdn.discordapp.com", "media.discordapp.net"];

/// Which files are accepted.
pub struct Accepted {
    /// The ends of their names, in small letters.
    pub endings: &'static [&'static str],
    /// Said of a file with another name.
    pub otherwise: &'static str,
    /// The most bytes.
    pub limit: usize,
}

/// Fetches an uploaded file, or says why it is not accepted.
pub async fn fetch(bot: &Bot, file: &Attachment, accepted: &Accepted) -> Result<Vec<u8>, String> {
    let name = file.filename.to_lowercase();
    if !accepted.endings.iter().any(|ending| name.ends_with(ending)) {
        return Err(accepted.otherwise.to_owned());
    }
    if file.size as usize > accepted.limit {
        return Err(wording::too_large(accepted.limit));
    }
    let url = Url::parse(&file.url).ok();
    let url = url.filter(|url| is_from_discord(url, &bot.config.discord));
    let url = url.ok_or_else(|| wording::FOREIGN_FILE.to_owned())?;
    let reading = read(bot, url, file.size as usize, accepted.limit);
    let fetched = tokio::time::timeout(FETCH_TIMEOUT, reading).await;
    fetched.unwrap_or_else(|_| Err(wording::NOT_FETCHED.to_owned()))
}

/// Fetches what is at an address: of so many bytes, as Discord says.
async fn read(bot: &Bot, url: Url, size: usize, limit: usize) -> Result<Vec<u8>, String> {
    let not_fetched = |error: reqwest::Error| {
        // The URL holds a signature.
        tracing::warn!(error = %error.without_url(), "cannot fetch an upload");
        wording::NOT_FETCHED.to_owned()
    };
    let mut response = bot.web.get(url).send().await.map_err(not_fetched)?;
    let status = response.status();
    // Redirects are not followed, and 204 and 206 bring no file or a part of one.
    if status != StatusCode::OK {
        tracing::warn!(status = status.as_u16(), "cannot fetch an upload");
        return Err(wording::NOT_FETCHED.to_owned());
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(not_fetched)? {
        // It may be larger than Discord has said.
        if bytes.len() + chunk.len() > limit {
            return Err(wording::too_large(limit));
        }
        bytes.extend_from_slice(&chunk);
    }
    if bytes.len() < size {
        tracing::warn!(
            bytes = bytes.len(),
            size,
            "an upload came without all of its content"
        );
        return Err(wording::NOT_FETCHED.to_owned());
    }
    if bytes.is_empty() {
        return Err(wording::EMPTY_FILE.to_owned());
    }
    Ok(bytes)
}

/// Whether a URL is one of Discord's attachments, or one of the configured proxy's.
fn is_from_discord(url: &Url, discord: &Discord) -> bool {
    let is_of_proxy = || {
        let proxy = Url::parse(&discord.api_base).ok();
        proxy.is_some_and(|proxy| url.origin() == proxy.origin())
    };
    let is_of_hosts = || {
        let host = url.host_str().unwrap_or_default();
        url.scheme() == "https" && url.port().is_none() && HOSTS.contains(&host)
    };
    is_of_hosts() || !discord.is_direct() && is_of_proxy()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_fetched_from_discord_alone() {
        let check = |url: &str, api_base: &str, expected: bool| {
            let discord = Discord {
                api_base: api_base.to_owned(),
                ..Discord::default()
            };
            let url = Url::parse(url).unwrap();
            assert_eq!(
                is_from_discord(&url, &discord),
                expected,
                "{url} behind {api_base}"
            );
        };
        let discord = Discord::default().api_base;
        let proxy = "http://proxy.internal:3000";
        check(
            "https://cdn.discordapp.com/attachments/1/2/a.toml?ex=1",
            &discord,
            true,
        );
        check(
            "https://media.discordapp.net/attachments/1/2/a.toml",
            &discord,
            true,
        );
        check(
            "https://cdn.discordapp.com/attachments/1/2/a.toml",
            proxy,
            true,
        );
        check(
            "http://cdn.discordapp.com/attachments/1/2/a.toml",
            &discord,
            false,
        );
        check("https://cdn.discordapp.com:8443/a.toml", &discord, false);
        check(
            "https://cdn.discordapp.com.example.org/a.toml",
            &discord,
            false,
        );
        check("https://example.org@127.0.0.1/a.toml", &discord, false);
        check("https://discord.com/a.toml", &discord, false);
        check("http://proxy.internal:3000/a.toml", proxy, true);
        check("http://proxy.internal:3001/a.toml", proxy, false);
        check("https://proxy.internal:3000/a.toml", proxy, false);
    }
}
