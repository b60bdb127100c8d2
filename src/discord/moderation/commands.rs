//! The commands of moderators, in one group and a message command.

use crate::config::Servers;
use crate::discord::moderation::add::add;
use crate::discord::moderation::answer_call;
use crate::discord::moderation::audit::audit;
use crate::discord::moderation::check::check;
use crate::discord::moderation::download::download;
use crate::discord::moderation::edit::edit;
use crate::discord::moderation::expand::expand;
use crate::discord::moderation::history::history;
use crate::discord::moderation::reload::reload;
use crate::discord::moderation::remove::remove;
use crate::discord::moderation::rollback::rollback;
use crate::discord::moderation::stats::stats;
use crate::discord::moderation::status::status;
use crate::discord::moderation::suggestions::suggestions;
use crate::discord::moderation::suspend;
use crate::discord::moderation::suspended::suspended;
use crate::discord::moderation::synonyms::synonyms;
use crate::discord::moderation::try_question::try_question;
use crate::discord::moderation::unanswered::unanswered;
use crate::discord::moderation::upload::upload;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::slash::{SlashCommand, SlashContext, describe_options, named};
use crate::wording::auditing;
use crate::wording::curating;
use crate::wording::expanding;
use crate::wording::moderators as wording;

/// Returns every command of moderators, under the names in [`wording`]; that for answers only if members of some
/// server can ask a person.
#[must_use]
pub fn commands(servers: &Servers) -> Vec<SlashCommand> {
    let mut upload = named(upload(), &wording::UPLOAD);
    describe_options(&mut upload, &[&wording::UPLOAD_FILE]);
    let mut rollback = named(rollback(), &wording::ROLLBACK);
    describe_options(&mut rollback, &[&wording::ROLLBACK_VERSION]);
    let mut audit = named(audit(), &auditing::AUDIT);
    describe_options(
        &mut audit,
        &[&auditing::AUDIT_KIND, &auditing::AUDIT_MEMBER],
    );
    let mut add = named(add(), &wording::ADD);
    describe_options(&mut add, &[&wording::ADD_PHRASING, &wording::ADD_ENTRY]);
    let mut edit = named(edit(), &curating::EDIT);
    describe_options(&mut edit, &[&curating::EDIT_ENTRY, &curating::EDIT_PART]);
    let mut remove = named(remove(), &curating::REMOVE);
    describe_options(&mut remove, &[&curating::REMOVE_ENTRY]);
    let mut synonyms = named(synonyms(), &curating::SYNONYMS);
    describe_options(&mut synonyms, &[&curating::SYNONYMS_GROUP]);
    let mut attempt = named(try_question(), &curating::TRY);
    describe_options(&mut attempt, &[&curating::TRY_QUESTION]);
    let mut expand = named(expand(), &expanding::EXPAND);
    let options = [
        &expanding::ENTRIES,
        &expanding::PER_ENTRY,
        &expanding::GAPS,
        &expanding::REPLY,
        &expanding::STRIKE,
        &expanding::TAKE_BACK,
    ];
    describe_options(&mut expand, &options);
    let mut group = named(knowledge(), &wording::KNOWLEDGE);
    group.subcommand_required = true;
    group.subcommands = vec![
        named(reload(), &wording::RELOAD),
        upload,
        named(status(), &wording::STATUS),
        named(check(), &wording::CHECK),
        named(history(), &wording::HISTORY),
        rollback,
        audit,
        named(download(), &wording::DOWNLOAD),
        named(suspended(), &wording::SUSPENDED),
        add,
        edit,
        remove,
        synonyms,
        attempt,
        expand,
        named(unanswered(), &wording::UNANSWERED),
        named(suggestions(), &wording::SUGGESTIONS),
        named(stats(), &wording::STATS),
    ];
    let answer = servers.have_helpers().then(answer_call::command);
    [group, suspend::command()]
        .into_iter()
        .chain(answer)
        .collect()
}

/// The group. Only its subcommands can be used.
#[poise::command(
    slash_command,
    install_context = "Guild",
    interaction_context = "Guild",
    default_member_permissions = "MANAGE_GUILD"
)]
#[expect(clippy::unused_async, reason = "poise awaits it")]
async fn knowledge(_: SlashContext<'_>) -> Result<(), RequestError> {
    Ok(())
}
