//! Fetches an uploaded file: from Discord alone, of a bounded size, within a bounded time.

use std::time::Duration;

use serenity::model::channel::Attachment;
use url::Url;

use crate::config::Discord;
use crate::discord::Bot;
use crate::knowledge::MAX_FILE_BYTES;
use crate::wording::moderators as wording;

/// How long fetching a file may take.
const FETCHING: Duration = Duration::from_secs(20);
/// Where Discord keeps attachments.
const HOSTS: &[&str] = &["cdn.discordapp.com", "media.discordapp.net"];

/// The bytes of an uploaded file, or why they are not taken.
pub async fn fetch(bot: &Bot, file: &Attachment) -> Result<Vec<u8>, String> {
    if !file.filename.to_lowercase().ends_with(".toml") {
        return Err(wording::NO_TABLE.to_owned());
    }
    if file.size as usize > MAX_FILE_BYTES {
        return Err(wording::too_large(MAX_FILE_BYTES));
    }
    let url = Url::parse(&file.url).ok();
    let url = url.filter(|url| is_discords(url, &bot.config.discord));
    let url = url.ok_or_else(|| wording::FOREIGN_FILE.to_owned())?;
    let fetched = tokio::time::timeout(FETCHING, read(bot, url)).await;
    fetched.unwrap_or_else(|_| Err(wording::NOT_FETCHED.to_owned()))
}

async fn read(bot: &Bot, url: Url) -> Result<Vec<u8>, String> {
    let not_fetched = |error: reqwest::Error| {
        // The address holds a signature.
        tracing::warn!(error = %error.without_url(), "cannot fetch an upload");
        wording::NOT_FETCHED.to_owned()
    };
    let response = bot.web.get(url).send().await.map_err(not_fetched)?;
    let mut response = response.error_for_status().map_err(not_fetched)?;
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(not_fetched)? {
        // It may be larger than Discord has said.
        if bytes.len() + chunk.len() > MAX_FILE_BYTES {
            return Err(wording::too_large(MAX_FILE_BYTES));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Whether an address is one of Discord's own for attachments; or of the proxy that stands for
/// Discord.
fn is_discords(url: &Url, discord: &Discord) -> bool {
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
    fn files_are_taken_from_discord_alone() {
        let check = |url: &str, api_base: &str, expected: bool| {
            let discord = Discord {
                api_base: api_base.to_owned(),
                ..Discord::default()
            };
            let url = Url::parse(url).unwrap();
            assert_eq!(
                is_discords(&url, &discord),
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
