//! `/knowledge stats`: how much is asked and what becomes of it, in figures and as a chart.

use crate::answer::EntryName;
use crate::chart;
use crate::config::JournalMode;
use crate::discord::bot::Bot;
use crate::discord::moderation::action::{ModeratorAction, ModeratorReply};
use crate::discord::outgoing::FileAttachment;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::reply::foreign;
use crate::discord::reply::layout::ENTRY_ID_CHARS;
use crate::discord::slash::{SlashContext, interaction};
use crate::insights::usage::Usage;
use crate::knowledge::Outcome;
use crate::question_log::today;
use crate::record::{Action, Days};
use crate::store::StoreError;
use crate::wording::Escaped;
use crate::wording::learning as wording;

/// Entries named in a line.
const SHOWN: usize = 5;
/// The name of the chart's file.
const CHART_FILE: &str = "questions.png";

/// Shows how the table was used.
#[poise::command(slash_command)]
pub async fn stats(ctx: SlashContext<'_>) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    let action = ModeratorAction::begin(bot, interaction(&ctx), Action::Stats).await?;
    let Some(action) = action else {
        return Ok(());
    };
    if bot.config.journal == JournalMode::Off {
        return action.show(ModeratorReply::text(wording::NOT_NOTED)).await;
    }
    let reply = match read(bot).await {
        Ok(usage) => layout(&usage, bot.question_log.dropped()),
        Err(fault) => ModeratorReply::store_fault(&fault),
    };
    action.show(reply).await
}

/// Reads the usage of the days that questions are kept for, today included.
async fn read(bot: &Bot) -> Result<Usage, StoreError> {
    let today = today();
    let days = today + Days(1) - bot.config.journal_days..=today;
    let store = bot.releases.store();
    let asked = store.logged(*days.start()).await?;
    let votes = store.votes(*days.start()).await?;
    let snapshot = bot.service.snapshot();
    Ok(Usage::of(snapshot.knowledge(), &asked, &votes, days))
}

fn layout(usage: &Usage, dropped: u64) -> ModeratorReply {
    let days = usage.days.len();
    let title = wording::asked_in(usage.questions(), days);
    let mut lines = vec![format!("**{title}**")];
    let outcomes = Outcome::ALL.map(|outcome| (outcome.name(), usage.outcome(outcome)));
    lines.push(wording::outcomes(&outcomes, usage.questions()));
    lines.extend(
        usage
            .helpful_share()
            .map(|share| wording::helpful(share, usage.helpful + usage.rejected)),
    );
    let named = |entry: &EntryName| foreign::code(&entry.id, ENTRY_ID_CHARS);
    let most: Vec<Escaped> = usage
        .entries
        .iter()
        .take(SHOWN)
        .map(|(entry, times)| wording::used(&named(entry), *times))
        .collect();
    if !most.is_empty() {
        lines.push(wording::most_used(&most));
    }
    if !usage.unused.is_empty() {
        let some: Vec<Escaped> = usage.unused.iter().take(SHOWN).map(named).collect();
        lines.push(wording::never_used(usage.unused.len(), &some));
    }
    if dropped > 0 {
        lines.push(wording::dropped(dropped));
    }
    let chart =
        chart::daily_outcomes(usage, &title).map(|bytes| FileAttachment::new(CHART_FILE, bytes));
    ModeratorReply {
        files: chart.into_iter().collect(),
        ..ModeratorReply::text(lines.join("\n"))
    }
}
