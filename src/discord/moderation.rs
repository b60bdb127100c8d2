//! What moderators do: `/knowledge …`, “Suspend this answer”, and the controls under both; and
//! reloads that come from the machine ([`triggers`]).
//!
//! - [`commands`] declares the commands; each has its handler in a file of its own.
//! - [`action`] is what they share: permission is checked every time, only the moderator sees the
//!   response, and the outcome is recorded and announced ([`notice`]).
//! - A change to the knowledge is staged, previewed ([`preview`]) and confirmed, never made at once.
//! - [`mod@answer_call`] answers a call for a person; [`asker_notice`] tells whoever asked.
//! - [`form_base`] finds what a form was filled in from.
//! - [`report`] and [`refusal`] make texts; [`amend`] adds to a table; [`refused`] sums up refusals; [`typed`]
//!   gives back what was typed into a form.

mod accept;
mod action;
mod add;
mod amend;
mod answer_call;
mod asker_notice;
mod attachment;
mod audit;
mod check;
pub mod commands;
mod download;
mod edit;
mod entry_option;
mod expand;
mod form_base;
mod history;
mod notice;
mod patch;
mod preview;
mod refusal;
mod refused;
mod reload;
mod remove;
mod report;
mod retract;
mod rollback;
mod settle;
mod stale;
mod stats;
mod status;
mod suggestions;
mod suspend;
mod suspended;
mod synonyms;
mod triggers;
mod try_question;
mod typed;
mod unanswered;
mod upload;

use crate::discord::bot::Bot;
use crate::discord::custom_id::{CustomId, ShortHash};
use crate::discord::interaction::InteractionContext;
use crate::discord::outgoing::request_error::RequestError;
use crate::wording::Saying;

pub use crate::discord::moderation::answer_call::{answer_call, call_answered};
pub use crate::discord::moderation::edit::submitted as edit_submitted;
pub use crate::discord::moderation::refused::{record_refusals, report_refusals};
pub use crate::discord::moderation::settle::settle_in_time;
pub use crate::discord::moderation::suggestions::suggest_weekly;
pub use crate::discord::moderation::synonyms::submitted as synonyms_submitted;
pub use crate::discord::moderation::triggers::reload_on_triggers;
pub use crate::discord::moderation::unanswered::fix::submitted as fix_submitted;
pub use crate::discord::moderation::upload::MAX_UPLOAD_BYTES;

/// Handles the use of a moderator's button or menu; `picked` is what was picked from a menu.
pub async fn component_used(
    bot: &Bot,
    interaction: InteractionContext<'_>,
    id: CustomId,
    picked: Option<ShortHash>,
) -> Result<(), RequestError> {
    match id {
        CustomId::Confirm { preview } => preview::confirm(bot, interaction, preview, None).await,
        CustomId::ConfirmAnswer { preview, call } => {
            preview::confirm(bot, interaction, preview, Some(call)).await
        }
        CustomId::Cancel { preview } => preview::cancel(bot, interaction, preview).await,
        CustomId::HistoryPage { page } => history::turn(bot, interaction, page).await,
        CustomId::AuditPage { kind, member, page } => {
            audit::turn(bot, interaction, (kind, member), page).await
        }
        CustomId::RestoreMenu => suspended::restore(bot, interaction, picked).await,
        CustomId::AdoptMenu => suggestions::adopt(bot, interaction, picked).await,
        CustomId::UnansweredPage { page } => unanswered::turn(bot, interaction, page).await,
        CustomId::Accept {
            files,
            accepted,
            which,
        } => accept::accept(bot, interaction, &files, (accepted, which)).await,
        CustomId::FixGroup { fix, group } => {
            unanswered::fix::component_used(bot, interaction, fix, &group, picked).await
        }
        _ => {
            interaction
                .tell(&[interaction.words.say(Saying::UnknownButton)])
                .await
        }
    }
}
