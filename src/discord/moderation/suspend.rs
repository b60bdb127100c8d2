//! An answer is taken back: its entry is held back until it is restored, and the answer says so.

use serenity::model::channel::Message;
use serenity::model::id::MessageId;

use crate::discord::Bot;
use crate::discord::custom_id::{CustomId, Key, controls};
use crate::discord::interaction::Caller;
use crate::discord::moderation::attempt::{Attempting, Said, now};
use crate::discord::outgoing::{self, Body, Refused};
use crate::discord::reply::layout::menu;
use crate::discord::reply::markdown::escape;
use crate::record::{Action, AttemptOutcome, Suspension};
use crate::store::StoreError;
use crate::wording::moderators as wording;

/// Takes an answer of the bot's back.
pub async fn retract(attempt: &Attempting<'_>, message: &Message) -> Result<(), Refused> {
    let bot = attempt.bot;
    let Some(said) = said_in(bot, message) else {
        return attempt.say(Said::text(wording::NO_ANSWER)).await;
    };
    let suspension = Suspension {
        source: said.source,
        entry: said.entry,
        by: attempt.by(),
        at: now(),
    };
    let entry = &suspension.entry;
    if let Err(fault) = bot.releases.suspend(&suspension).await {
        let reason = wording::store_fault(&fault);
        return attempt.fail(entry, reason).await;
    }
    attempt.over(AttemptOutcome::Done, entry, "").await;
    let retracted = Body {
        text: wording::ANSWER_SUSPENDED.to_owned(),
        rows: Vec::new(),
    };
    let http = attempt.caller.http;
    let edited = outgoing::edit(http, message.channel_id, message.id, &retracted).await;
    attempt.caller.remove(&said.earlier).await;
    let text = match edited {
        Ok(_) => wording::suspended(entry),
        Err(refused) => {
            tracing::warn!(%refused, "cannot edit a retracted answer");
            wording::not_edited(entry)
        }
    };
    attempt.say(Said::text(text)).await
}

/// What one of the bot's messages says.
struct SaidIn {
    source: String,
    entry: String,
    /// The messages before it that belong to the answer.
    earlier: Vec<MessageId>,
}

/// Reads it from the controls below the message: they carry it.
fn said_in(bot: &Bot, message: &Message) -> Option<SaidIn> {
    if message.author.id != bot.me {
        return None;
    }
    let snapshot = bot.service.snapshot();
    let knowledge = snapshot.knowledge();
    let controls: Vec<CustomId> = controls(message).collect();
    let by_key = |id: &CustomId| match id {
        CustomId::Source { entry, .. } | CustomId::WhyPicked { entry, .. } => {
            let entry = entry.find(knowledge)?;
            Some((knowledge.source_of(entry).id.clone(), entry.id.clone()))
        }
        _ => None,
    };
    // A gap's answer carries the question alone.
    let by_question = |id: &CustomId| match id {
        CustomId::Why {
            question,
            is_cut: false,
            ..
        } => {
            let entry = snapshot.ask(question).entry?;
            Some((entry.source, entry.id))
        }
        _ => None,
    };
    let found = controls.iter().find_map(by_key);
    let (source, entry) = found.or_else(|| controls.iter().find_map(by_question))?;
    let earlier = controls.into_iter().find_map(|id| match id {
        CustomId::Delete { earlier, .. } => Some(earlier),
        _ => None,
    });
    Some(SaidIn {
        source,
        entry,
        earlier: earlier.unwrap_or_default(),
    })
}

/// Lists what is suspended, with a menu to restore it; `heading` says what was restored.
pub async fn list(attempt: &Attempting<'_>, heading: Option<String>) -> Result<(), Refused> {
    let suspended = match attempt.bot.releases.store().suspended().await {
        Ok(suspended) => suspended,
        Err(fault) => {
            return attempt
                .say(Said::text(wording::store_unavailable(&fault)))
                .await;
        }
    };
    let snapshot = attempt.bot.service.snapshot();
    let knowledge = snapshot.knowledge();
    let mut lines: Vec<String> = heading.into_iter().collect();
    if suspended.is_empty() {
        lines.push(wording::NOTHING_SUSPENDED.to_owned());
    }
    let mut options = Vec::new();
    for suspension in &suspended {
        let key = Key::of(&suspension.source, &suspension.entry);
        let question = key.find(knowledge).map_or("", |entry| entry.asked_as());
        let by = wording::by(suspension.by);
        let (entry, at) = (&suspension.entry, suspension.at);
        lines.push(wording::suspended_line(entry, &escape(question), at, &by));
        options.push((key, format!("{entry} {question}")));
    }
    let rows = match options.as_slice() {
        [] => Vec::new(),
        options => vec![menu(&CustomId::Restore, wording::RESTORE, options)],
    };
    let text = lines.join("\n");
    attempt
        .show(Said {
            rows,
            ..Said::text(text)
        })
        .await
}

/// Restores the entry that was picked.
pub async fn restore(bot: &Bot, caller: Caller<'_>, picked: Option<Key>) -> Result<(), Refused> {
    let Some(attempt) = Attempting::begin(bot, caller, Action::Restore).await? else {
        return Ok(());
    };
    let restored = async {
        let suspended = bot.releases.store().suspended().await?;
        let mut suspended = suspended.into_iter();
        let found = suspended.find(|s| picked.as_ref() == Some(&Key::of(&s.source, &s.entry)));
        if let Some(found) = &found {
            bot.releases.restore(&found.source, &found.entry).await?;
        }
        Ok::<_, StoreError>(found)
    };
    match restored.await {
        Ok(Some(found)) => {
            attempt.over(AttemptOutcome::Done, &found.entry, "").await;
            list(&attempt, Some(wording::restored(&found.entry))).await
        }
        Ok(None) => list(&attempt, None).await,
        Err(fault) => {
            let reason = wording::store_fault(&fault);
            attempt.fail("", reason).await
        }
    }
}
