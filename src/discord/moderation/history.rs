//! `/knowledge history`: the releases, the latest first, page by page.

use crate::discord::bot::Bot;
use crate::discord::custom_id::CustomId;
use crate::discord::interaction::InteractionContext;
use crate::discord::moderation::action::{ModeratorAction, ModeratorReply};
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::reply::foreign;
use crate::discord::reply::pager::Pager;
use crate::discord::slash::{SlashContext, interaction};
use crate::record::{Action, Released};
use crate::store::{Store, StoreError};
use crate::wording::Words;
use crate::wording::moderators as wording;

/// Releases on a page.
const PER_PAGE: u32 = 10;
/// Characters of a release's summary.
const SUMMARY_CHARS: usize = 100;

/// Lists the releases.
#[poise::command(slash_command)]
pub async fn history(ctx: SlashContext<'_>) -> Result<(), RequestError> {
    turn(ctx.framework.user_data, interaction(&ctx), 0).await
}

/// Turns to a page, counted from 0.
pub async fn turn(
    bot: &Bot,
    interaction: InteractionContext<'_>,
    page: usize,
) -> Result<(), RequestError> {
    let action = ModeratorAction::begin(bot, interaction, Action::History).await?;
    let Some(action) = action else {
        return Ok(());
    };
    match read(action.desk.releases.store(), page).await {
        Ok((releases, pager)) => action.show(layout(&releases, pager)).await,
        Err(fault) => action.reply(ModeratorReply::store_fault(&fault)).await,
    }
}

async fn read(store: &Store, page: usize) -> Result<(Vec<Released>, Pager), StoreError> {
    let pages = store.count_releases().await?.div_ceil(PER_PAGE);
    let pager = Pager::new(page, pages as usize);
    let skip = PER_PAGE.saturating_mul(pager.page() as u32);
    Ok((store.releases(skip, PER_PAGE).await?, pager))
}

fn layout(releases: &[Released], pager: Pager) -> ModeratorReply {
    if pager.pages() == 0 {
        return ModeratorReply::text(wording::NO_HISTORY);
    }
    let mut lines = Vec::new();
    for Released { number, release } in releases {
        let (how, by) = (wording::how(release.method), wording::by(release.by));
        let version = foreign::version(&release.version);
        lines.push(wording::history_line(
            *number, &version, release.at, &by, how,
        ));
        if !release.summary.is_empty() {
            lines.push(format!(
                "-# {}",
                foreign::text(&release.summary, SUMMARY_CHARS)
            ));
        }
    }
    lines.push(pager.line(Words::english()));
    let row = pager.row(Words::english(), |page| CustomId::HistoryPage { page });
    ModeratorReply {
        rows: row.into_iter().collect(),
        ..ModeratorReply::text(lines.join("\n"))
    }
}
