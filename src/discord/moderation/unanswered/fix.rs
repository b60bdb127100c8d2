//! The ways to fix a group of unanswered questions: add the first as a phrasing, fill in a form, or
//! ignore the group.

use std::time::Duration;

use tokio::time::timeout;

use crate::discord::bot::Bot;
use crate::discord::custom_id::{Fix, ShortHash};
use crate::discord::interaction::FormFields;
use crate::discord::interaction::InteractionContext;
use crate::discord::moderation::action::{ModeratorAction, ModeratorReply};
use crate::discord::moderation::amend::amend;
use crate::discord::moderation::refusal::error_text;
use crate::discord::moderation::unanswered::form::{amendment, form, phrasings};
use crate::discord::moderation::unanswered::groups::find;
use crate::discord::moderation::unanswered::{QUESTION_CHARS, show};
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::reply::foreign;
use crate::discord::work_queue::Freshness;
use crate::insights::unanswered::QuestionGroup;
use crate::knowledge::amend::{Amendment, new_id};
use crate::question_log::today;
use crate::record::{Action, AttemptOutcome};
use crate::wording::learning as wording;
use crate::wording::moderators;

/// How long to look for the questions that a form offers, which has to be the first response.
const PREFILL_TIMEOUT: Duration = Duration::from_millis(1_500);

/// Handles the use of a button under a group, or of its menu.
pub async fn component_used(
    bot: &Bot,
    interaction: InteractionContext<'_>,
    fix: Fix,
    group: &ShortHash,
    picked: Option<ShortHash>,
) -> Result<(), RequestError> {
    match fix {
        Fix::Phrasing => add_phrasing(bot, interaction, group, picked).await,
        Fix::Question | Fix::Gap | Fix::Synonyms => open_form(bot, interaction, fix, group).await,
        Fix::Ignore => ignore(bot, interaction, group).await,
    }
}

/// Opens the form of a fix, filled in if the group is found in time.
async fn open_form(
    bot: &Bot,
    interaction: InteractionContext<'_>,
    fix: Fix,
    group: &ShortHash,
) -> Result<(), RequestError> {
    let action = ModeratorAction::begin_undeferred(bot, interaction, Action::Amend).await?;
    let Some(action) = action else {
        return Ok(());
    };
    let found = timeout(PREFILL_TIMEOUT, find(bot, action.server(), group)).await;
    let found = found.ok().and_then(Result::ok).flatten();
    let form = form(fix, group, found.as_ref().map(|(group, _)| group));
    action.interaction.open_form(&form).await
}

/// Previews the table with the first question of a group as a phrasing of the entry that was picked.
async fn add_phrasing(
    bot: &Bot,
    interaction: InteractionContext<'_>,
    group: &ShortHash,
    picked: Option<ShortHash>,
) -> Result<(), RequestError> {
    let found = begin_with_group(bot, interaction, Action::Amend, group).await?;
    let Some((action, group, page)) = found else {
        return Ok(());
    };
    let snapshot = action.desk.service.snapshot();
    let knowledge = snapshot.knowledge();
    let entry = picked.and_then(|picked| picked.find(knowledge));
    let text = phrasings(&group).into_iter().next();
    let (Some(entry), Some(text)) = (entry, text) else {
        return gone(&action, page).await;
    };
    let amendment = Amendment::Phrasing {
        entry: entry.id.clone(),
        text,
    };
    amend(&action, &knowledge.source_of(entry).id, amendment).await
}

/// Hides a group from now on, and shows the one in its place.
async fn ignore(
    bot: &Bot,
    interaction: InteractionContext<'_>,
    group: &ShortHash,
) -> Result<(), RequestError> {
    let found = begin_with_group(bot, interaction, Action::Ignore, group).await?;
    let Some((action, group, page)) = found else {
        return Ok(());
    };
    let texts: Vec<String> = group.questions.iter().map(|q| q.text.clone()).collect();
    let first = texts.first().cloned().unwrap_or_default();
    let ignored = action
        .desk
        .releases
        .store()
        .ignore(action.server(), &texts, today());
    match ignored.await {
        Ok(()) => {
            action.record(AttemptOutcome::Done, &first, "").await;
            let heading = wording::ignored(&foreign::text(&first, QUESTION_CHARS));
            show(&action, page, Some(heading), Freshness::LastMinute).await
        }
        Err(fault) => {
            action
                .fail(&first, moderators::store_fault(&error_text(&fault)))
                .await
        }
    }
}

/// Says that a group is gone, above the one in its place.
async fn gone(action: &ModeratorAction<'_>, page: usize) -> Result<(), RequestError> {
    let heading = Some(wording::GROUP_GONE.to_owned());
    show(action, page, heading, Freshness::LastMinute).await
}

/// Begins an action on a group, and finds it with its page. If it is gone, the moderator is shown the
/// first group, and this returns `None`.
async fn begin_with_group<'a>(
    bot: &'a Bot,
    interaction: InteractionContext<'a>,
    kind: Action,
    group: &ShortHash,
) -> Result<Option<(ModeratorAction<'a>, QuestionGroup, usize)>, RequestError> {
    let Some(action) = ModeratorAction::begin(bot, interaction, kind).await? else {
        return Ok(None);
    };
    match find(bot, action.server(), group).await {
        Ok(Some((group, page))) => return Ok(Some((action, group, page))),
        Ok(None) => gone(&action, 0).await?,
        Err(unavailable) => action.reply(unavailable.reply()).await?,
    }
    Ok(None)
}

/// Handles a form that was sent: previews the table with what it says.
pub async fn submitted(
    bot: &Bot,
    interaction: InteractionContext<'_>,
    fix: Fix,
    group: &ShortHash,
    fields: &FormFields<'_>,
) -> Result<(), RequestError> {
    let action = ModeratorAction::begin(bot, interaction, Action::Amend).await?;
    let Some(action) = action else {
        return Ok(());
    };
    let nearest = match find(bot, action.server(), group).await {
        Ok(found) => found.and_then(|(group, _)| group.nearest.into_iter().next()),
        Err(unavailable) => return action.reply(unavailable.reply()).await,
    };
    let snapshot = action.desk.service.snapshot();
    let knowledge = snapshot.knowledge();
    let Some(amendment) = amendment(fix, fields, |asked| new_id(knowledge, asked)) else {
        return action
            .reply(ModeratorReply::text(wording::FORM_EMPTY))
            .await;
    };
    // Of several sources, it goes to the one with the nearest entry.
    let source = match (nearest, knowledge.sources.first()) {
        (Some(nearest), _) => nearest.source,
        (None, Some(first)) => first.id.clone(),
        (None, None) => String::new(),
    };
    amend(&action, &source, amendment).await
}
