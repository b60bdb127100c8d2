//! `/knowledge synonyms`: a form with the words of a group, or for a new one. What comes back is previewed like
//! any other change.

use std::slice;
use std::sync::Arc;

use serenity::all::InputTextStyle;
use serenity::builder::{
    AutocompleteChoice, CreateActionRow, CreateAutocompleteResponse, CreateInputText, CreateModal,
};
use serenity::model::id::GuildId;

use crate::discord::bot::Bot;
use crate::discord::custom_id::{CustomId, ShortHash, Stamp};
use crate::discord::interaction::{FormFields, InteractionContext};
use crate::discord::limits::{CHOICE_CHARS, CHOICES, FIELD_CHARS, TITLE_CHARS};
use crate::discord::moderation::action::{ModeratorAction, ModeratorReply};
use crate::discord::moderation::form_base::{FormBase, heading};
use crate::discord::moderation::preview;
use crate::discord::moderation::typed::form_as_file;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::permission::may_moderate;
use crate::discord::reply::foreign;
use crate::discord::slash::{SlashContext, interaction};
use crate::discord::work_queue::WorkName;
use crate::knowledge::amend::{AmendError, Curation, SynonymsEdit};
use crate::knowledge::{Knowledge, Synonyms};
use crate::record::Action;
use crate::release::{ReleasePipeline, StageError};
use crate::wording::curating as wording;
use crate::wording::learning;

/// The name of the form's field.
const WORDS: &str = "words";
/// Characters that a form is filled in with: the rest of the field is room for more.
const FILLED_CHARS: usize = 3_000;

/// Opens the form of a group; of a new one, if the table has none of the words that were typed.
#[poise::command(slash_command)]
pub async fn synonyms(
    ctx: SlashContext<'_>,
    #[autocomplete = "suggest"] group: Option<String>,
) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    let action = ModeratorAction::begin_undeferred(bot, interaction(&ctx), Action::Edit).await?;
    let Some(action) = action else {
        return Ok(());
    };
    let snapshot = action.desk.service.snapshot();
    let knowledge = snapshot.knowledge();
    let form = form(knowledge, group.as_deref().unwrap_or_default().trim());
    action.interaction.open_form(&form).await
}

/// Suggests the groups that have a word like what is typed.
#[expect(clippy::unused_async, reason = "poise awaits it")]
async fn suggest(ctx: SlashContext<'_>, typed: &str) -> CreateAutocompleteResponse {
    let bot = ctx.framework.user_data;
    let interaction = interaction(&ctx);
    let desks = bot.desks();
    let desk = desks.of(interaction.guild.map(GuildId::get));
    let snapshot = desk.service.snapshot();
    let groups = match may_moderate(&desks.servers, &interaction) {
        Ok(()) => snapshot.knowledge().synonyms.as_slice(),
        Err(_) => &[],
    };
    let typed = typed.trim().to_lowercase();
    let is_like = |group: &&Synonyms| {
        let mut words = group.words.iter();
        words.any(|word| word.to_lowercase().contains(&typed))
    };
    let choices = groups.iter().filter(is_like).take(CHOICES).map(|group| {
        let name = foreign::field(&group.words.join(", "), CHOICE_CHARS);
        AutocompleteChoice::new(name, hash(&group.words).as_str())
    });
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}

/// The form of the group that was picked or typed: with the words that it has, and those that were typed.
fn form(knowledge: &Knowledge, typed: &str) -> CreateModal {
    let mut groups = knowledge.synonyms.iter();
    let picked = ShortHash::parse(typed)
        .and_then(|picked| groups.clone().find(|group| hash(&group.words) == picked));
    let more = match picked {
        Some(_) => Vec::new(),
        None => words(typed, &[]),
    };
    let is_same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
    let has = |group: &Synonyms, word: &str| group.words.iter().any(|own| is_same(own, word));
    let group = picked.or_else(|| groups.find(|group| more.iter().any(|word| has(group, word))));
    let new = more
        .iter()
        .filter(|word| !group.is_some_and(|group| has(group, word)));
    let shown = group.map_or(&[] as &[String], shown_words);
    let filled: Vec<String> = shown.iter().chain(new).cloned().collect();
    let (title, label) = match group {
        Some(_) => (wording::EDIT_SYNONYMS, wording::WORDS_LEFT),
        None => (learning::AS_SYNONYMS, learning::WORDS_FIELD),
    };
    let field = CreateInputText::new(InputTextStyle::Paragraph, label, WORDS)
        .required(group.is_none())
        .max_length(FIELD_CHARS)
        .value(foreign::form_value(&filled, FIELD_CHARS.into()));
    let id = CustomId::SynonymsForm {
        stamp: Stamp::of(knowledge),
        group: hash(group.map_or(&[], |group| &group.words)),
    };
    CreateModal::new(id.encode(), foreign::field(title, TITLE_CHARS))
        .components(vec![CreateActionRow::InputText(field)])
}

/// Handles a form that was sent: previews the table with what it says.
pub async fn submitted(
    bot: &Bot,
    interaction: InteractionContext<'_>,
    (stamp, group): (Stamp, ShortHash),
    fields: &FormFields<'_>,
) -> Result<(), RequestError> {
    let action = ModeratorAction::begin(bot, interaction, Action::Edit).await?;
    let Some(action) = action else {
        return Ok(());
    };
    let action = action.keeping(form_as_file(fields));
    let now = fields.get(WORDS).copied().unwrap_or_default().to_owned();
    if words(&now, &[]).is_empty() && group == hash(&[]) {
        return action
            .reply(ModeratorReply::text(learning::FORM_EMPTY))
            .await;
    }
    let heading = heading(&action, &stamp);
    let work = WorkName::new("synonyms", format!("{stamp:?} {group:?} {now:?}"));
    let releases = Arc::clone(&action.desk.releases);
    let staged = Box::pin(async move {
        let edit = edit(&releases, &stamp, &group, &now).await?;
        releases.stage_curation(&Curation::Synonyms(edit)).await
    });
    preview::show_headed(&action, work, staged, ("", heading)).await
}

/// What a form changes that comes back with this text: compared with the version that it was filled in from.
async fn edit(
    releases: &ReleasePipeline,
    stamp: &Stamp,
    group: &ShortHash,
    text: &str,
) -> Result<SynonymsEdit, StageError> {
    if *group == hash(&[]) {
        let now = words(text, &[]);
        return Ok(SynonymsEdit { was: vec![], now });
    }
    let base = FormBase::find(releases, stamp).await?;
    let mut groups = base.knowledge().into_iter().flat_map(|base| &base.synonyms);
    let was = groups.find(|own| hash(&own.words) == *group);
    let was = was.ok_or_else(|| AmendError::SynonymsGone(words(text, &[]).join(", ")))?;
    let was = shown_words(was);
    Ok(SynonymsEdit {
        was: was.to_vec(),
        now: words(text, was),
    })
}

/// The words of a group that a form shows: as many as leave room for more. The others stay as they are.
fn shown_words(group: &Synonyms) -> &[String] {
    let mut room = FILLED_CHARS;
    let fitting = group.words.iter().take_while(|word| {
        let length = word.chars().count() + 1;
        let fits = length <= room;
        room = room.saturating_sub(length);
        fits
    });
    let number = fitting.count();
    &group.words[..number]
}

/// The words of a text, each once: one a line, or with commas between them. A line that is as one of these words was
/// shown is that word.
pub fn words(text: &str, was: &[String]) -> Vec<String> {
    let shown = |word: &String| foreign::form_value(slice::from_ref(word), FIELD_CHARS.into());
    let mut words: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim) {
        let same = was.iter().find(|word| shown(word) == line);
        let pieces = match same {
            Some(word) => vec![word.as_str()],
            None => line.split(',').map(str::trim).collect(),
        };
        for piece in pieces.into_iter().filter(|piece| !piece.is_empty()) {
            if !words.iter().any(|word| word == piece) {
                words.push(piece.to_owned());
            }
        }
    }
    words
}

/// Names a group by its words.
fn hash(words: &[String]) -> ShortHash {
    ShortHash::of("synonyms", &words.join("\n"))
}
