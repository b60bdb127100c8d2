//! `/knowledge stats`: how much is asked and what becomes of it, in figures and as a chart.

use std::sync::Arc;

use crate::answer::EntryName;
use crate::chart;
use crate::config::JournalMode;
use crate::discord::moderation::action::{ModeratorAction, ModeratorReply};
use crate::discord::outgoing::FileAttachment;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::reply::foreign;
use crate::discord::reply::layout::ENTRY_ID_CHARS;
use crate::discord::slash::{SlashContext, interaction};
use crate::discord::work_queue::{WorkName, computed};
use crate::insights::of_server::{asked_in, votes_in};
use crate::insights::usage::Usage;
use crate::knowledge::Outcome;
use crate::question_log::today;
use crate::record::{Action, Days};
use crate::service::Snapshot;
use crate::store::{Store, StoreError};
use crate::wording::Escaped;
use crate::wording::learning as wording;

/// Entries named in a line.
const SHOWN: usize = 5;
/// The name of the chart's file.
const CHART_FILE: &str = "questions.png";

/// Shows how the table was used in the moderator's server.
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
    let snapshot = action.desk.service.snapshot();
    let name = WorkName::new("stats", snapshot.knowledge().fingerprint.as_str());
    let server = action.server();
    let dropped = bot.question_log.dropped();
    let days = bot.config.journal_days;
    let store = action.desk.releases.store().clone();
    let work = |_| async move {
        let read = read(&store, server, days, snapshot, dropped).await;
        read.unwrap_or_else(|fault| ModeratorReply::store_fault(&fault))
    };
    match action.work(name.of_server(Some(server)), work).await? {
        Some(reply) => action.show(Arc::unwrap_or_clone(reply)).await,
        None => Ok(()),
    }
}

/// Reads how the table was used in a server in the days that questions are kept for, today included, and lays
/// it out.
async fn read(
    store: &Store,
    server: u64,
    days: Days,
    snapshot: Arc<Snapshot>,
    dropped: u64,
) -> Result<ModeratorReply, StoreError> {
    let today = today();
    let days = today + Days(1) - days..=today;
    let asked = asked_in(server, store.logged(*days.start()).await?);
    let votes = votes_in(server, store.votes(*days.start()).await?);
    let lay_out = move || {
        let usage = Usage::of(snapshot.knowledge(), &asked, &votes, days);
        layout(&usage, dropped)
    };
    Ok(computed(lay_out).await)
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
