//! `/knowledge expand`: gives a request for an assistant, takes its reply, and takes all of them back.

use std::sync::Arc;

use serenity::model::channel::Attachment;
use sha2::{Digest, Sha256};

use crate::discord::moderation::action::{ModeratorAction, ModeratorReply};
use crate::discord::moderation::attachment::{Accepted, fetch};
use crate::discord::moderation::entry_option::{find, listed, suggest_last};
use crate::discord::moderation::preview;
use crate::discord::outgoing::FileAttachment;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::slash::{SlashContext, interaction};
use crate::discord::work_queue::{WorkName, computed};
use crate::expand::entry_names::EntryNames;
use crate::expand::reply::{AssistantReply, MAX_REPLY_BYTES};
use crate::expand::request::{GAPS, PER_ENTRY, Wanted, requests};
use crate::knowledge::Knowledge;
use crate::record::Action;
use crate::wording::expanding as wording;

/// The most parts of a request that are given at once: what fits into one message, and more than anyone
/// pastes in one go.
const PARTS: usize = 10;
/// A reply.
const REPLY: Accepted = Accepted {
    endings: &[".json", ".md", ".txt"],
    otherwise: wording::NO_REPLY,
    limit: MAX_REPLY_BYTES,
};

/// Gives a request, or previews the table with what it takes of a reply or without any of them.
#[poise::command(slash_command)]
pub async fn expand(
    ctx: SlashContext<'_>,
    #[autocomplete = "suggest_last"] entries: Option<String>,
    #[rename = "per-entry"]
    #[min = 1]
    #[max = 100]
    per_entry: Option<u16>,
    #[min = 0]
    #[max = 1000]
    gaps: Option<u16>,
    reply: Option<Attachment>,
    strike: Option<String>,
    #[rename = "take-back"] take_back: Option<bool>,
) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    let takes_back = take_back.unwrap_or_default();
    let kind = match (&reply, takes_back) {
        (None, false) => Action::Expand,
        _ => Action::Amend,
    };
    let action = ModeratorAction::begin(bot, interaction(&ctx), kind).await?;
    let Some(action) = action else {
        return Ok(());
    };
    match (reply, takes_back) {
        (Some(_), true) => action.fail("", wording::EITHER.to_owned()).await,
        (Some(reply), false) => take(&action, &reply, &strike.unwrap_or_default()).await,
        (None, true) => take_back_all(&action).await,
        (None, false) => {
            let numbers = (per_entry.unwrap_or(PER_ENTRY), gaps.unwrap_or(GAPS));
            request(&action, &entries.unwrap_or_default(), numbers).await
        }
    }
}

/// Attaches a request for these entries.
async fn request(
    action: &ModeratorAction<'_>,
    entries: &str,
    (per_entry, gaps): (u16, u16),
) -> Result<(), RequestError> {
    let snapshot = action.desk.service.snapshot();
    let entries = match named(snapshot.knowledge(), entries) {
        Ok(entries) => entries,
        Err(reason) => return action.fail(entries, reason).await,
    };
    let wanted = Wanted {
        entries,
        per_entry: per_entry.into(),
        gaps: gaps.into(),
    };
    let fingerprint = snapshot.knowledge().fingerprint.clone();
    let name = WorkName::new("request", format!("{} {wanted:?}", fingerprint.as_str()));
    let work = |_| computed(move || attached(&requests(snapshot.knowledge(), &wanted)));
    match action.work(name, work).await? {
        Some(reply) => action.show(Arc::unwrap_or_clone(reply)).await,
        None => Ok(()),
    }
}

/// The entries of a list that was typed; all for an empty one.
fn named(knowledge: &Knowledge, typed: &str) -> Result<Vec<usize>, String> {
    let ids: Result<Vec<String>, String> = listed(typed)
        .map(|piece| {
            let entry = find(knowledge, piece);
            let name = entry.map(|entry| format!("{}/{}", knowledge.source_of(entry).id, entry.id));
            name.ok_or_else(|| crate::wording::learning::NO_SUCH_ENTRY.to_owned())
        })
        .collect();
    EntryNames::of(knowledge).find_all(&ids?)
}

fn attached(parts: &[String]) -> ModeratorReply {
    let shown = &parts[..parts.len().min(PARTS)];
    let files = shown.iter().enumerate().map(|(index, part)| {
        let name = match parts.len() {
            1 => format!("{}.md", wording::REQUEST_FILE),
            _ => format!("{}-{}.md", wording::REQUEST_FILE, index + 1),
        };
        FileAttachment::new(&name, part.clone().into_bytes())
    });
    ModeratorReply {
        files: files.collect(),
        ..ModeratorReply::text(wording::request(shown.len(), parts.len()))
    }
}

/// Previews the table with what it takes of a reply.
async fn take(
    action: &ModeratorAction<'_>,
    file: &Attachment,
    strike: &str,
) -> Result<(), RequestError> {
    // Before the file is fetched, so that no more files are held than can be examined.
    let place = match action.bot.work.place(action.server()) {
        Ok(place) => place,
        Err(busy) => return action.reply(ModeratorReply::not_done(busy)).await,
    };
    let text = match fetch(action.bot, file, &REPLY).await {
        Ok(bytes) => String::from_utf8(bytes).map_err(|_| wording::REPLY_NOT_TEXT.to_owned()),
        Err(reason) => Err(reason),
    };
    let text = match text {
        Ok(text) => text,
        Err(reason) => return action.fail(&file.filename, reason).await,
    };
    let struck: Vec<String> = listed(strike).map(str::to_owned).collect();
    let input = format!("{struck:?} {:?}", Sha256::digest(&text));
    let releases = Arc::clone(&action.desk.releases);
    let staged = Box::pin(async move {
        let reply = AssistantReply::read(&text);
        releases.stage_expansion(reply, &struck).await
    });
    let name = WorkName::new("expand", input);
    preview::show_at(action, place, name, staged, &file.filename).await
}

/// Previews the table without any phrasing of an assistant.
async fn take_back_all(action: &ModeratorAction<'_>) -> Result<(), RequestError> {
    let releases = Arc::clone(&action.desk.releases);
    let staged = Box::pin(async move { releases.stage_take_back().await });
    let name = WorkName::new("take-back", action.interaction.id.to_string());
    preview::show(action, name, staged, "").await
}
