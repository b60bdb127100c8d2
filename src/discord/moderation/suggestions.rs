//! `/knowledge suggestions`: phrasings that members confirmed and the table lacks, for moderators to
//! add; also posted once a week in their channels, with the facts to look at again.

use std::sync::Arc;
use std::time::Duration;

use crate::config::JournalMode;
use crate::discord::bot::Bot;
use crate::discord::custom_id::{CustomId, ShortHash};
use crate::discord::interaction::InteractionContext;
use crate::discord::moderation::action::{ModeratorAction, ModeratorReply};
use crate::discord::moderation::amend::amend;
use crate::discord::moderation::notice::{Recipients, post};
use crate::discord::moderation::status::dated_line;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::reply::controls::menu;
use crate::discord::reply::foreign;
use crate::discord::reply::layout::ENTRY_ID_CHARS;
use crate::discord::slash::{SlashContext, interaction};
use crate::discord::work_queue::{WorkName, computed};
use crate::insights::confirmed::{Confirmed, confirmed};
use crate::insights::of_server::{ignored_in, votes_in};
use crate::knowledge::amend::Amendment;
use crate::question_log::redact::REDACTED;
use crate::question_log::today;
use crate::record::{Action, Days, Vote};
use crate::service::Snapshot;
use crate::store::{Store, StoreError};
use crate::wording::learning as wording;

/// Phrasings shown.
const SHOWN: usize = 10;
/// Characters of a phrasing.
const PHRASING_CHARS: usize = 100;
/// Days between two posts.
const POST_EVERY: Days = Days(7);
/// How often to check whether a post is due.
const CHECK_INTERVAL: Duration = Duration::from_hours(1);

/// Shows the suggestions.
#[poise::command(slash_command)]
pub async fn suggestions(ctx: SlashContext<'_>) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    let action = ModeratorAction::begin(bot, interaction(&ctx), Action::Suggestions).await?;
    let Some(action) = action else {
        return Ok(());
    };
    if bot.config.journal != JournalMode::Questions {
        return action.show(ModeratorReply::text(wording::NOT_NOTED)).await;
    }
    let Some(found) = find(&action).await? else {
        return Ok(());
    };
    let reply = match &*found {
        Ok(found) => layout(found),
        Err(fault) => ModeratorReply::store_fault(fault),
    };
    action.show(reply).await
}

/// Previews the table with the suggestion that was picked.
pub async fn adopt(
    bot: &Bot,
    interaction: InteractionContext<'_>,
    picked: Option<ShortHash>,
) -> Result<(), RequestError> {
    let action = ModeratorAction::begin(bot, interaction, Action::Amend).await?;
    let Some(action) = action else {
        return Ok(());
    };
    let Some(found) = find(&action).await? else {
        return Ok(());
    };
    let found = match &*found {
        Ok(found) => found,
        Err(fault) => {
            return action.reply(ModeratorReply::store_fault(fault)).await;
        }
    };
    let meant = found.iter().find(|one| Some(hash(one)) == picked);
    let Some(Confirmed { entry, text, .. }) = meant else {
        let reply = ModeratorReply::text(wording::SUGGESTION_GONE);
        return action.reply(reply).await;
    };
    let amendment = Amendment::Phrasing {
        entry: entry.id.clone(),
        text: text.clone(),
    };
    amend(&action, &entry.source, amendment).await
}

/// Posts in the moderators' channels once a week what there is to do: the facts to look at again, and the
/// suggestions.
pub async fn suggest_weekly(bot: Arc<Bot>) {
    let mut check = tokio::time::interval(CHECK_INTERVAL);
    loop {
        check.tick().await;
        let desks = bot.desks();
        let mut servers = desks.servers.iter();
        if servers.all(|server| server.moderator_channel.is_none()) {
            continue;
        }
        if let Err(fault) = post_if_due(&bot).await {
            tracing::warn!(%fault, "cannot read the suggestions");
        }
    }
}

async fn post_if_due(bot: &Bot) -> Result<(), StoreError> {
    let desks = bot.desks();
    let store = desks.of(None).releases.store();
    let mut replies: Vec<(Recipients, ModeratorReply)> = Vec::new();
    for desk in desks.iter() {
        let dated = dated_line(desk.service.snapshot().knowledge());
        let recipients = Recipients::Sharing(desk.owner);
        replies.extend(dated.map(|line| (recipients, ModeratorReply::text(line))));
    }
    if bot.config.journal == JournalMode::Questions {
        let votes = store.votes(today() - bot.config.journal_days).await?;
        let ignored = store.ignored().await?;
        let _turn = bot.work.turn().await;
        for server in desks.servers.iter().map(|server| server.id.get()) {
            let snapshot = desks.of(Some(server)).service.snapshot();
            let votes = votes_in(server, votes.clone());
            let ignored = ignored_in(server, ignored.clone());
            let found = phrasings(snapshot, votes, ignored).await;
            if !found.is_empty() {
                replies.push((Recipients::Server(server), layout(&found)));
            }
        }
    }
    let today = today();
    if !replies.is_empty() && store.claim_suggestions(today, today - POST_EVERY).await? {
        for (number, (recipients, reply)) in replies.into_iter().enumerate() {
            let nonce = format!("w{}.{number}", today.0);
            post(bot, recipients, &nonce, &reply.body()).await;
        }
    }
    Ok(())
}

/// What members of a server confirmed.
type ConfirmedPhrasings = Result<Vec<Confirmed>, StoreError>;

/// Returns what members of the moderator's server confirmed. If the bot is busy, the moderator is told, and this returns `None`.
async fn find(
    action: &ModeratorAction<'_>,
) -> Result<Option<Arc<ConfirmedPhrasings>>, RequestError> {
    let bot = action.bot;
    let snapshot = action.desk.service.snapshot();
    let name = WorkName::new("suggestions", snapshot.knowledge().fingerprint.as_str());
    let (store, days) = (
        action.desk.releases.store().clone(),
        bot.config.journal_days,
    );
    let server = action.server();
    let work = move |_| async move { read(&store, server, snapshot, days).await };
    action.work(name.of_server(Some(server)), work).await
}

/// Reads what members of a server confirmed.
async fn read(
    store: &Store,
    server: u64,
    snapshot: Arc<Snapshot>,
    days: Days,
) -> ConfirmedPhrasings {
    let since = today() - days;
    let votes = votes_in(server, store.votes(since).await?);
    let ignored = ignored_in(server, store.ignored().await?);
    Ok(phrasings(snapshot, votes, ignored).await)
}

/// What these votes confirm, without phrasings that were redacted.
async fn phrasings(
    snapshot: Arc<Snapshot>,
    votes: Vec<Vote>,
    ignored: Vec<String>,
) -> Vec<Confirmed> {
    let found = computed(move || confirmed(snapshot.knowledge(), &votes, &ignored)).await;
    let is_whole = |one: &Confirmed| !one.text.contains(REDACTED);
    found.into_iter().filter(is_whole).collect()
}

/// Names a suggestion.
fn hash(one: &Confirmed) -> ShortHash {
    ShortHash::of(&format!("{}/{}", one.entry.source, one.entry.id), &one.text)
}

fn layout(found: &[Confirmed]) -> ModeratorReply {
    if found.is_empty() {
        return ModeratorReply::text(wording::NOTHING_CONFIRMED);
    }
    let shown = &found[..found.len().min(SHOWN)];
    let line = |one: &Confirmed| {
        let question = foreign::text(&one.text, PHRASING_CHARS);
        let id = foreign::code(&one.entry.id, ENTRY_ID_CHARS);
        wording::confirmed_line(&question, &id, one.votes)
    };
    let lines = shown.iter().map(line);
    let more = (found.len() > SHOWN).then(|| wording::asked_more(found.len() - SHOWN));
    let heading = [wording::confirmed(found.len())].into_iter();
    let lines: Vec<String> = heading.chain(lines).chain(more).collect();
    let option = |one: &Confirmed| (hash(one), format!("{} · {}", one.text, one.entry.id));
    let options: Vec<(ShortHash, String)> = shown.iter().map(option).collect();
    ModeratorReply {
        rows: vec![menu(&CustomId::AdoptMenu, wording::ADOPT, &options)],
        ..ModeratorReply::text(lines.join("\n"))
    }
}
