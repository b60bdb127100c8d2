//! `/knowledge try`: asks a version before it is live.

use crate::answer::Answer;
use crate::discord::ask::Asker;
use crate::discord::audience::Audience;
use crate::discord::bot::Bot;
use crate::discord::moderation::action::{ModeratorAction, ModeratorReply};
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::reply::{foreign, layout};
use crate::discord::slash::{SlashContext, interaction};
use crate::insights::usage::date;
use crate::question_log::today;
use crate::record::Action;
use crate::service::Snapshot;
use crate::wording::curating as wording;

/// Answers a question from the version that the moderator previews, and from the one that is live.
#[poise::command(slash_command)]
pub async fn try_question(ctx: SlashContext<'_>, question: String) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    let action = ModeratorAction::begin(bot, interaction(&ctx), Action::Try).await?;
    let Some(action) = action else {
        return Ok(());
    };
    let Some(revision) = action.desk.previews.latest(action.interaction.user) else {
        return action
            .show(ModeratorReply::text(wording::NOTHING_TO_TRY))
            .await;
    };
    let live = action.desk.service.snapshot_on(&date(today()));
    let staged = revision
        .snapshot
        .with_strictness(live.strictness())
        .with_suspended(live.suspended())
        .on(&date(today()));
    let [tried, now] = [&staged, &live].map(|snapshot| {
        let answer = snapshot.ask(&question);
        shown(&action, snapshot, &answer)
    });
    let lines = [
        Some(wording::tried(&foreign::version(
            &staged.knowledge().version,
        ))),
        Some(tried.clone()),
        Some(wording::live_answers(tried == now).to_owned()),
        Some(now).filter(|now| *now != tried),
        by_words_alone(bot).map(str::to_owned),
    ];
    let text = lines.into_iter().flatten().collect::<Vec<_>>().join("\n");
    action.show(ModeratorReply::text(text)).await
}

/// What members would read of an answer, without passages.
fn shown(action: &ModeratorAction, snapshot: &Snapshot, answer: &Answer) -> String {
    let asker = Asker::from(&action.interaction);
    let context = action.bot.reply_context(snapshot, asker, Audience::Asker);
    layout::answer(answer, &context).texts.join("\n")
}

/// Says that no encoder was heard, where there is one.
fn by_words_alone(bot: &Bot) -> Option<&'static str> {
    bot.encoder.name().map(|_| wording::TRIED_BY_WORDS)
}
