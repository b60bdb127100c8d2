//! `/knowledge unanswered`: what is asked and not answered, a group of alike questions a page, with
//! the ways to fix it. Each way ends in a preview of the amended table.

pub mod fix;
pub mod form;
mod groups;

use serenity::builder::CreateActionRow;
use serenity::model::application::ButtonStyle;

use crate::answer::EntryName;
use crate::config::JournalMode;
use crate::discord::bot::Bot;
use crate::discord::custom_id::{CustomId, Fix, ShortHash};
use crate::discord::interaction::InteractionContext;
use crate::discord::moderation::action::{ModeratorAction, ModeratorReply};
use crate::discord::moderation::unanswered::groups::{group_hash, load};
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::reply::controls::{button, menu};
use crate::discord::reply::foreign;
use crate::discord::reply::layout::ENTRY_ID_CHARS;
use crate::discord::reply::pager::Pager;
use crate::discord::slash::{SlashContext, interaction};
use crate::discord::work_queue::Freshness;
use crate::insights::unanswered::{Proposal, QuestionGroup};
use crate::record::Action;
use crate::wording::learning as wording;
use crate::wording::{Escaped, Words};

/// Questions of a group that are shown.
const SHOWN: usize = 8;
/// Characters of a question: all of a group fit into a message.
const QUESTION_CHARS: usize = 110;
/// Entries near a group that are written out; its menu has more.
const NEAREST_SHOWN: usize = 3;

/// Shows the group asked most.
#[poise::command(slash_command)]
pub async fn unanswered(ctx: SlashContext<'_>) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    match ModeratorAction::begin(bot, interaction(&ctx), Action::Unanswered).await? {
        Some(action) => show(&action, 0, None, Freshness::Now).await,
        None => Ok(()),
    }
}

/// Turns to a group, counted from 0.
pub async fn turn(
    bot: &Bot,
    interaction: InteractionContext<'_>,
    page: usize,
) -> Result<(), RequestError> {
    match ModeratorAction::begin(bot, interaction, Action::Unanswered).await? {
        Some(action) => show(&action, page, None, Freshness::LastMinute).await,
        None => Ok(()),
    }
}

/// Shows a group, counted from 0, under a heading.
async fn show(
    action: &ModeratorAction<'_>,
    page: usize,
    heading: Option<String>,
    freshness: Freshness,
) -> Result<(), RequestError> {
    let config = &action.bot.config;
    if config.journal != JournalMode::Questions {
        return action.show(ModeratorReply::text(wording::NOT_NOTED)).await;
    }
    let groups = match load(action.bot, action.server(), freshness).await {
        Ok(groups) => groups,
        Err(unavailable) => return action.show(unavailable.reply()).await,
    };
    let reply = match &*groups {
        Ok(groups) => {
            let pager = Pager::new(page, groups.len());
            layout(
                groups.get(pager.page()),
                pager,
                config.journal_days.0,
                heading,
            )
        }
        Err(fault) => ModeratorReply::store_fault(fault),
    };
    action.show(reply).await
}

fn layout(
    group: Option<&QuestionGroup>,
    pager: Pager,
    days: u32,
    heading: Option<String>,
) -> ModeratorReply {
    let mut lines: Vec<String> = heading.into_iter().collect();
    let Some(group) = group else {
        lines.push(wording::NOTHING_UNANSWERED.to_owned());
        return ModeratorReply::text(lines.join("\n"));
    };
    let (page, pages) = (pager.page(), pager.pages());
    lines.push(wording::unanswered(page, pages, group.times, days));
    for asked in group.questions.iter().take(SHOWN) {
        let question = foreign::text(&asked.text, QUESTION_CHARS);
        lines.push(wording::asked_line(&question, asked.times));
    }
    if group.questions.len() > SHOWN {
        lines.push(wording::asked_more(group.questions.len() - SHOWN));
    }
    let nearest = group.nearest.iter().take(NEAREST_SHOWN);
    let nearest: Vec<Escaped> = nearest.map(entry_text).collect();
    if !nearest.is_empty() {
        lines.push(wording::near(&nearest));
    }
    lines.push(proposal_text(group.proposal).to_owned());
    ModeratorReply {
        rows: rows(group, pager),
        ..ModeratorReply::text(lines.join("\n"))
    }
}

fn entry_text(entry: &EntryName) -> Escaped {
    let question = foreign::text(&entry.asked_as, QUESTION_CHARS);
    let id = foreign::code(&entry.id, ENTRY_ID_CHARS);
    wording::near_entry(&question, &id, entry.kind)
}

fn proposal_text(proposal: Proposal) -> &'static str {
    match proposal {
        Proposal::Phrasing => wording::PROPOSE_PHRASING,
        Proposal::Entry => wording::PROPOSE_ENTRY,
        Proposal::Distinguish => wording::PROPOSE_APART,
    }
}

/// The menu of entries that the first question could be a phrasing of, the other fixes, the pager.
fn rows(group: &QuestionGroup, pager: Pager) -> Vec<CreateActionRow> {
    let id = |fix| CustomId::FixGroup {
        fix,
        group: group_hash(group),
    };
    let option = |entry: &EntryName| {
        let label = format!("{} · {}", entry.id, entry.asked_as);
        (ShortHash::of_name(entry), label)
    };
    let entries: Vec<(ShortHash, String)> = group.nearest.iter().map(option).collect();
    let menu = menu(&id(Fix::Phrasing), wording::ADD_TO, &entries);
    let buttons = CreateActionRow::Buttons(vec![
        button(&id(Fix::Question), wording::AS_QUESTION).style(ButtonStyle::Primary),
        button(&id(Fix::Gap), wording::AS_GAP).style(ButtonStyle::Primary),
        button(&id(Fix::Synonyms), wording::AS_SYNONYMS),
        button(&id(Fix::Ignore), wording::IGNORE),
    ]);
    let menu = (!entries.is_empty()).then_some(menu);
    let pager = pager.row(Words::english(), |page| CustomId::UnansweredPage { page });
    menu.into_iter().chain([buttons]).chain(pager).collect()
}
