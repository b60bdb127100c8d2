//! `/knowledge audit`: who did or tried what, the latest first, page by page.

use std::borrow::Cow;

use poise::{ChoiceParameter, CommandParameterChoice};
use serenity::model::id::UserId;

use crate::discord::bot::Bot;
use crate::discord::custom_id::CustomId;
use crate::discord::interaction::InteractionContext;
use crate::discord::moderation::action::{ModeratorAction, ModeratorReply};
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::reply::foreign;
use crate::discord::reply::pager::Pager;
use crate::discord::slash::{SlashContext, interaction};
use crate::record::{Action, Actor, Attempt, AuditFilter, AuditKind};
use crate::store::{Store, StoreError};
use crate::wording::auditing as wording;
use crate::wording::{Words, moderators};

/// Rows on a page: as many as fit into a message at their longest.
const PER_PAGE: u32 = 8;
/// Characters of what was acted on.
const TARGET_CHARS: usize = 50;
/// Characters of the reason or the effect.
const DETAIL_CHARS: usize = 100;

/// Lists what moderators and others did or tried.
#[poise::command(slash_command)]
pub async fn audit(
    ctx: SlashContext<'_>,
    kind: Option<AuditKind>,
    member: Option<UserId>,
) -> Result<(), RequestError> {
    let number = kind.map_or(0, number_of);
    let member = member.map_or(0, UserId::get);
    turn(
        ctx.framework.user_data,
        interaction(&ctx),
        (number, member),
        0,
    )
    .await
}

/// Turns to a page, counted from 0, of the rows of a kind (its number in [`AuditKind::ALL`], from 1) and a
/// member; 0 stands for all.
pub async fn turn(
    bot: &Bot,
    interaction: InteractionContext<'_>,
    (kind, member): (usize, u64),
    page: usize,
) -> Result<(), RequestError> {
    let action = ModeratorAction::begin(bot, interaction, Action::Audit).await?;
    let Some(action) = action else {
        return Ok(());
    };
    let kind = kind.checked_sub(1);
    let filter = AuditFilter {
        server: action.server(),
        kind: kind.and_then(|index| AuditKind::ALL.get(index).copied()),
        member: (member > 0).then_some(member),
    };
    match read(action.desk.releases.store(), &filter, page).await {
        Ok((attempts, pager)) => action.show(layout(&filter, &attempts, pager)).await,
        Err(fault) => action.reply(ModeratorReply::store_fault(&fault)).await,
    }
}

async fn read(
    store: &Store,
    filter: &AuditFilter,
    page: usize,
) -> Result<(Vec<Attempt>, Pager), StoreError> {
    let pages = store.count_audited(filter).await?.div_ceil(PER_PAGE);
    let pager = Pager::new(page, pages as usize);
    let skip = PER_PAGE.saturating_mul(pager.page() as u32);
    Ok((store.audited(filter, skip, PER_PAGE).await?, pager))
}

fn layout(filter: &AuditFilter, attempts: &[Attempt], pager: Pager) -> ModeratorReply {
    let by = filter.member.map(|id| moderators::by(Actor::Member(id)));
    let mut lines = vec![wording::audit_heading(filter.kind, by.as_deref())];
    if pager.pages() == 0 {
        lines.push(wording::NOTHING_AUDITED.to_owned());
        return ModeratorReply::text(lines.join("\n"));
    }
    for attempt in attempts {
        let by = moderators::by(attempt.by);
        let target = Some(&attempt.target).filter(|target| !target.is_empty());
        let target = target.map(|target| foreign::code(target, TARGET_CHARS));
        let (action, outcome) = (attempt.action.as_str(), attempt.outcome.as_str());
        let told = moderators::told(&by, action, target.as_ref(), outcome, "");
        lines.push(wording::audit_line(attempt.at, &told));
        if !attempt.detail.is_empty() {
            let detail = foreign::text(&unmarked(&attempt.detail), DETAIL_CHARS);
            lines.push(wording::audit_detail(&detail));
        }
    }
    lines.push(pager.line(Words::english()));
    let kind = filter.kind.map_or(0, number_of);
    let member = filter.member.unwrap_or_default();
    let row = pager.row(Words::english(), |page| CustomId::AuditPage {
        kind,
        member,
        page,
    });
    ModeratorReply {
        rows: row.into_iter().collect(),
        ..ModeratorReply::text(lines.join("\n"))
    }
}

/// The number of a kind in a control.
fn number_of(kind: AuditKind) -> usize {
    let at = AuditKind::ALL.iter().position(|known| *known == kind);
    at.map_or(0, |at| at + 1)
}

/// A detail as it is read, without the signs that it was written with for a message.
fn unmarked(detail: &str) -> String {
    let mut plain = String::new();
    let mut rest = detail.chars().peekable();
    let mut is_code = false;
    while let Some(c) = rest.next() {
        match (c, rest.peek()) {
            ('`', _) => is_code = !is_code,
            ('\\', Some(next)) if !is_code && next.is_ascii_punctuation() => {
                plain.extend(rest.next());
            }
            ('*', Some('*')) if !is_code => _ = rest.next(),
            _ => plain.push(c),
        }
    }
    plain
}

impl ChoiceParameter for AuditKind {
    fn list() -> Cow<'static, [CommandParameterChoice]> {
        let choice = |kind: Self| CommandParameterChoice {
            name: kind.name().into(),
            localizations: Cow::default(),
            __non_exhaustive: (),
        };
        Self::ALL.into_iter().map(choice).collect()
    }

    fn from_index(index: usize) -> Option<Self> {
        Self::ALL.get(index).copied()
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    fn name(&self) -> &'static str {
        wording::audit_kind(*self)
    }

    fn localized_name(&self, _: &str) -> Option<&'static str> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_detail_is_read_without_the_signs_of_its_message() {
        let check = |detail, expected| assert_eq!(unmarked(detail), expected);
        check("**1 error.** The live", "1 error. The live");
        check("no `a**b\\_`, \\*\\*c\\*\\*", "no a**b\\_, **c**");
        check("2 * 3 \\", "2 * 3 \\");
    }
}
