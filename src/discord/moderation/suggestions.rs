//! Ways of asking that members confirmed, for moderators to add: told once a week in their channels,
//! and shown whenever they ask.

use std::sync::Arc;
use std::time::Duration;

use crate::config::JournalMode;
use crate::discord::Bot;
use crate::discord::custom_id::{CustomId, Key};
use crate::discord::interaction::Caller;
use crate::discord::moderation::attempt::{Attempting, Said, Whom, post};
use crate::discord::moderation::unanswered::amend;
use crate::discord::outgoing::{Body, Refused};
use crate::discord::reply::layout::menu;
use crate::discord::reply::markdown::{MAX_CHARS, clip, escape};
use crate::insights::confirmed::{Confirmed, confirmed};
use crate::knowledge::amend::Amendment;
use crate::question_log::redact::REDACTED;
use crate::question_log::today;
use crate::record::{Action, Days};
use crate::store::StoreError;
use crate::wording::learning as words;
use crate::wording::moderators;

/// How many are shown.
const SHOWN: usize = 10;
/// The most characters of one.
const QUESTION: usize = 120;
/// How often the moderators are told at most.
const WEEK: Days = Days(7);
/// How often it is looked whether a week has passed.
const LOOK: Duration = Duration::from_hours(1);

/// Tells the moderators' channels once a week, as long as there is something to tell.
pub async fn tell_weekly(bot: Arc<Bot>) {
    let has_channel = |bot: &Bot| {
        let mut servers = bot.config.servers.iter();
        servers.any(|server| server.moderator_channel.is_some())
    };
    if bot.config.journal != JournalMode::Questions || !has_channel(&bot) {
        return;
    }
    let mut look = tokio::time::interval(LOOK);
    loop {
        look.tick().await;
        if let Err(fault) = tell(&bot).await {
            tracing::warn!(%fault, "cannot tell the moderators what members confirmed");
        }
    }
}

async fn tell(bot: &Bot) -> Result<(), StoreError> {
    let found = find(bot).await?;
    let today = today();
    if found.is_empty()
        || !bot
            .releases
            .store()
            .claim_suggestions(today, today - WEEK)
            .await?
    {
        return Ok(());
    }
    let said = lay_out(&found);
    let body = Body {
        text: clip(&said.text, MAX_CHARS),
        rows: said.rows,
    };
    post(bot, Whom::Everyone, &format!("w{}", today.0), &body).await;
    Ok(())
}

/// Shows them to a moderator.
pub async fn show(attempt: &Attempting<'_>) -> Result<(), Refused> {
    if attempt.bot.config.journal != JournalMode::Questions {
        return attempt.show(Said::text(words::NOT_NOTED)).await;
    }
    let said = match find(attempt.bot).await {
        Ok(found) => lay_out(&found),
        Err(fault) => Said::text(moderators::store_unavailable(&fault)),
    };
    attempt.show(said).await
}

/// One was picked: the table with it is shown as a change.
pub async fn adopt(bot: &Bot, caller: Caller<'_>, picked: Option<Key>) -> Result<(), Refused> {
    let Some(attempt) = Attempting::begin(bot, caller, Action::Amend).await? else {
        return Ok(());
    };
    let found = match find(bot).await {
        Ok(found) => found,
        Err(fault) => {
            return attempt
                .say(Said::text(moderators::store_unavailable(&fault)))
                .await;
        }
    };
    let meant = found.into_iter().find(|one| Some(key(one)) == picked);
    let Some(Confirmed { entry, text, .. }) = meant else {
        return attempt.say(Said::text(words::SUGGESTION_GONE)).await;
    };
    let amendment = Amendment::Phrasing {
        entry: entry.id,
        text,
    };
    amend(&attempt, &entry.source, &amendment).await
}

/// What members confirmed, in whole words only.
async fn find(bot: &Bot) -> Result<Vec<Confirmed>, StoreError> {
    let store = bot.releases.store();
    let since = today() - bot.config.journal_days;
    let (votes, ignored) = (store.votes(since).await?, store.ignored().await?);
    let mut found = confirmed(bot.service.snapshot().knowledge(), &votes, &ignored);
    found.retain(|one| !one.text.contains(REDACTED));
    Ok(found)
}

fn key(one: &Confirmed) -> Key {
    Key::of(&format!("{}/{}", one.entry.source, one.entry.id), &one.text)
}

fn lay_out(found: &[Confirmed]) -> Said {
    if found.is_empty() {
        return Said::text(words::NOTHING_CONFIRMED);
    }
    let shown = &found[..found.len().min(SHOWN)];
    let line = |one: &Confirmed| {
        let question = escape(&clip(&one.text, QUESTION));
        words::confirmed_line(&question, &one.entry.id, one.votes)
    };
    let lines = shown.iter().map(line);
    let lines: Vec<String> = [words::confirmed(found.len())]
        .into_iter()
        .chain(lines)
        .collect();
    let option = |one: &Confirmed| (key(one), format!("{} · {}", one.text, one.entry.id));
    let options: Vec<(Key, String)> = shown.iter().map(option).collect();
    Said {
        rows: vec![menu(&CustomId::Adopt, words::ADOPT, &options)],
        ..Said::text(lines.join("\n"))
    }
}
