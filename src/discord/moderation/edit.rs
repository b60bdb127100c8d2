//! `/knowledge edit`: a form with the phrasings and the sentences of an entry. What comes back is previewed
//! like any other change; what was typed comes back with every reply that does not have it.

mod form;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::discord::bot::Bot;
use crate::discord::custom_id::{ShortHash, Stamp};
use crate::discord::interaction::{FormFields, InteractionContext};
use crate::discord::moderation::action::{ModeratorAction, ModeratorReply};
use crate::discord::moderation::edit::form::{EditForm, FormName};
use crate::discord::moderation::entry_option::{find, suggest};
use crate::discord::moderation::form_base::{FormBase, heading};
use crate::discord::moderation::preview;
use crate::discord::moderation::typed::form_as_file;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::slash::{SlashContext, interaction};
use crate::discord::work_queue::{WorkName, computed};
use crate::knowledge::Counterparts;
use crate::knowledge::amend::{AmendError, Curation, EntryEdit};
use crate::record::Action;
use crate::release::{ReleasePipeline, StageError};
use crate::wording::curating as wording;
use crate::wording::learning;

/// Opens the form of an entry.
#[poise::command(slash_command)]
pub async fn edit(
    ctx: SlashContext<'_>,
    #[autocomplete = "suggest"] entry: String,
    #[min = 1]
    #[max = 100]
    part: Option<u8>,
) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    let action = ModeratorAction::begin_undeferred(bot, interaction(&ctx), Action::Edit).await?;
    let Some(action) = action else {
        return Ok(());
    };
    let snapshot = action.desk.service.snapshot();
    let knowledge = snapshot.knowledge();
    let Some(found) = find(knowledge, entry.trim()) else {
        action.interaction.defer().await?;
        let reason = learning::NO_SUCH_ENTRY.to_owned();
        return action.fail(&entry, reason).await;
    };
    let part = part.map_or(1, usize::from);
    let forms = EditForm::parts(knowledge, found);
    let Some(form) = forms.get(part.saturating_sub(1)) else {
        action.interaction.defer().await?;
        return action
            .fail(&entry, wording::no_such_part(forms.len()))
            .await;
    };
    let name = (
        Stamp::of(knowledge),
        ShortHash::of_entry(knowledge, found),
        part,
    );
    let form = form.modal(&name, found.asked_as(), forms.len());
    action.interaction.open_form(&form).await
}

/// Handles a form that was sent: previews the table with what it says.
pub async fn submitted(
    bot: &Bot,
    interaction: InteractionContext<'_>,
    name: FormName,
    fields: &FormFields<'_>,
) -> Result<(), RequestError> {
    let action = ModeratorAction::begin(bot, interaction, Action::Edit).await?;
    let Some(action) = action else {
        return Ok(());
    };
    let action = action.keeping(form_as_file(fields));
    if fields.values().any(|value| value.trim().is_empty()) {
        let reply = ModeratorReply::text(learning::FORM_EMPTY);
        return action.reply(reply).await;
    }
    let heading = heading(&action, &name.0);
    let fields = fields.iter();
    let fields: BTreeMap<String, String> = fields
        .map(|(field, value)| ((*field).to_owned(), (*value).to_owned()))
        .collect();
    let work = WorkName::new("edit", format!("{name:?} {fields:?}"));
    let releases = Arc::clone(&action.desk.releases);
    let staged = Box::pin(async move {
        let edit = entry_edit(&releases, name, fields).await?;
        releases.stage_curation(&Curation::Edit(edit)).await
    });
    preview::show_headed(&action, work, staged, ("", heading)).await
}

/// What a form changes in the entry: compared with the version that it was filled in from, since another may
/// be live by now.
async fn entry_edit(
    releases: &ReleasePipeline,
    (stamp, hash, part): FormName,
    fields: BTreeMap<String, String>,
) -> Result<EntryEdit, StageError> {
    let base = FormBase::find(releases, &stamp).await?;
    let read = move || {
        let gone = |id: &str| AmendError::EntryGone(id.to_owned());
        let live = base.live.knowledge();
        let before = base.knowledge();
        let was = before.and_then(|before| Some((before, hash.find(before)?)));
        let (before, was) = was.ok_or_else(|| gone(hash.as_str()))?;
        let present = Counterparts::between(before, live).of(was);
        let present = present.ok_or_else(|| gone(&was.id))?;
        let parts = EditForm::parts(before, was);
        let form = parts.get(part.saturating_sub(1));
        let edit = form.ok_or_else(|| gone(&was.id))?.read(&fields);
        let (source, entry) = live.key_of(present);
        Ok::<_, AmendError>(EntryEdit {
            source,
            entry,
            ..edit
        })
    };
    computed(read).await.map_err(StageError::Amend)
}
