//! `/knowledge upload`. The file is fetched from Discord alone, and its size and the time are bounded.

use std::sync::Arc;
use std::time::Duration;

use reqwest::StatusCode;
use serenity::model::channel::Attachment;
use sha2::{Digest, Sha256};
use url::Url;

use crate::config::Discord;
use crate::discord::bot::Bot;
use crate::discord::moderation::action::{ModeratorAction, ModeratorReply};
use crate::discord::moderation::preview;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::slash::{SlashContext, interaction};
use crate::discord::work_queue::WorkName;
use crate::record::Action;
use crate::wording::moderators as wording;

/// The most bytes of a table that is uploaded: twice what the largest shipped one has. Whoever has more
/// splits it, or puts it on the machine. What the commands of moderators take on a table of this size is
/// printed by `just moderators`.
pub const MAX_UPLOAD_BYTES: usize = 1024 * 1024;
/// How long fetching a file may take.
const FETCH_TIMEOUT: Duration = Duration::from_secs(20);
/// The hosts where Discord keeps attachments.
const HOSTS: &[&str] = &["cdn.discordapp.com", "media.discordapp.net"];

/// Previews an uploaded knowledge file.
#[poise::command(slash_command)]
pub async fn upload(ctx: SlashContext<'_>, file: Attachment) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    let action = ModeratorAction::begin(bot, interaction(&ctx), Action::Upload).await?;
    let Some(action) = action else {
        return Ok(());
    };
    // Before the file is fetched, so that no more files are held than can be examined.
    let place = match bot.work.place(action.server()) {
        Ok(place) => place,
        Err(busy) => return action.reply(ModeratorReply::not_done(busy)).await,
    };
    let bytes = match fetch(bot, &file).await {
        Ok(bytes) => bytes,
        Err(reason) => return action.fail(&file.filename, reason).await,
    };
    let (releases, filename) = (Arc::clone(&bot.releases), file.filename.clone());
    let name = WorkName::new("upload", format!("{filename} {:?}", Sha256::digest(&bytes)));
    let staged = Box::pin(async move { releases.stage_upload(&filename, bytes).await });
    preview::show_at(&action, place, name, staged, &file.filename).await
}

/// Fetches an uploaded file, or says why it is not accepted.
async fn fetch(bot: &Bot, file: &Attachment) -> Result<Vec<u8>, String> {
    if !file.filename.to_lowercase().ends_with(".toml") {
        return Err(wording::NO_TABLE.to_owned());
    }
    if file.size as usize > MAX_UPLOAD_BYTES {
        return Err(wording::too_large(MAX_UPLOAD_BYTES));
    }
    let url = Url::parse(&file.url).ok();
    let url = url.filter(|url| is_from_discord(url, &bot.config.discord));
    let url = url.ok_or_else(|| wording::FOREIGN_FILE.to_owned())?;
    let fetched = tokio::time::timeout(FETCH_TIMEOUT, read(bot, url, file.size as usize)).await;
    fetched.unwrap_or_else(|_| Err(wording::NOT_FETCHED.to_owned()))
}

/// Fetches what is at an address: of so many bytes, as Discord says.
async fn read(bot: &Bot, url: Url, size: usize) -> Result<Vec<u8>, String> {
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
        if bytes.len() + chunk.len() > MAX_UPLOAD_BYTES {
            return Err(wording::too_large(MAX_UPLOAD_BYTES));
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
