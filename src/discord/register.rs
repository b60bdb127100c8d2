//! Registers the commands with Discord: once, again only when they have changed, and removes them
//! where they no longer belong.

use serde_json::Value;
use serenity::builder::CreateCommand;
use serenity::model::id::GuildId;

use crate::discord::bot::Bot;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::outgoing::rest::RestClient;
use crate::discord::outgoing::retry::{REGISTRATION, retry};
use crate::discord::slash::SlashCommand;

/// Keys that our commands may leave out: where Discord still has one, the command has changed.
const OPTIONAL_KEYS: &[&str] = &["options", "default_member_permissions"];
/// Keys that have a text for each locale: one that is no longer wanted is a change, in an option too.
const LOCALISED_KEYS: &[&str] = &["name_localizations", "description_localizations"];

/// Returns a command as Discord is to have it; poise leaves the names out that the commands of a menu have in other
/// languages.
pub fn created(command: &SlashCommand) -> impl Iterator<Item = CreateCommand> {
    let menu = command.create_as_context_menu_command().map(|menu| {
        let names = command.name_localizations.iter();
        names.fold(menu, |menu, (locale, name)| {
            menu.name_localized(locale.as_ref(), name.as_ref())
        })
    });
    command.create_as_slash_command().into_iter().chain(menu)
}

/// Registers the commands everywhere; or, while developing, only in the servers of
/// `discord.commands_in`, so that they do not show twice.
pub async fn register(bot: &Bot, commands: &[CreateCommand]) -> Result<(), RequestError> {
    let http = &bot.http;
    let chosen: Vec<GuildId> = ids(&bot.config.discord.commands_in);
    let everywhere = if chosen.is_empty() { commands } else { &[] };
    sync(http, None, everywhere).await?;
    for &guild in &chosen {
        sync(http, Some(guild), commands).await?;
    }
    let desks = bot.desks();
    let configured = desks.servers.iter().map(|server| GuildId::from(server.id));
    for guild in configured.filter(|guild| !chosen.contains(guild)) {
        // The bot may not be in every configured server.
        if let Err(error) = sync(http, Some(guild), &[]).await {
            tracing::debug!(%guild, %error, "cannot remove stale commands");
        }
    }
    Ok(())
}

fn ids(numbers: &[std::num::NonZeroU64]) -> Vec<GuildId> {
    numbers.iter().copied().map(GuildId::from).collect()
}

/// Makes these the only commands, in one server or everywhere.
async fn sync(
    http: &RestClient,
    guild: Option<GuildId>,
    commands: &[CreateCommand],
) -> Result<(), RequestError> {
    let known = retry(REGISTRATION, || http.commands(guild)).await?;
    let known: Vec<Value> = known.iter().map(to_json).collect();
    let wanted: Vec<Value> = commands.iter().map(to_json).collect();
    let is_known = |wanted: &Value| known.iter().any(|known| is_same(known, wanted));
    if known.len() == wanted.len() && wanted.iter().all(is_known) {
        return Ok(());
    }
    retry(REGISTRATION, || http.set_commands(guild, &wanted)).await?;
    tracing::info!(
        commands = wanted.len(),
        guild = guild.map(GuildId::get),
        "registered commands"
    );
    Ok(())
}

fn to_json(value: impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// Whether the command that Discord has is the wanted one.
fn is_same(known: &Value, wanted: &Value) -> bool {
    let is_absent = |command: &Value, key: &&str| command.get(key).is_none_or(is_default);
    let is_gone = |key: &&str| !is_absent(wanted, key) || is_absent(known, key);
    covers(known, wanted) && OPTIONAL_KEYS.iter().all(is_gone)
}

/// Whether what Discord has contains all that is wanted. Discord adds ids and defaults of its own.
fn covers(known: &Value, wanted: &Value) -> bool {
    match (known, wanted) {
        (Value::Object(known), Value::Object(wanted)) => {
            let of = |command: &serde_json::Map<String, Value>, key: &str| {
                command.get(key).filter(|value| !is_default(value)).cloned()
            };
            let mut localised = LOCALISED_KEYS.iter();
            localised.all(|key| of(known, key) == of(wanted, key))
                && wanted.iter().all(|(key, wanted)| {
                    let known = known.get(key).unwrap_or(&Value::Null);
                    is_default(wanted) && is_default(known) || covers(known, wanted)
                })
        }
        (Value::Array(known), Value::Array(wanted)) => {
            known.len() == wanted.len() && known.iter().zip(wanted).all(|(k, w)| covers(k, w))
        }
        _ => known == wanted,
    }
}

/// Whether a value is the default that leaving it out stands for.
fn is_default(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Object(values) => values.is_empty(),
        Value::Bool(true) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn additions_by_discord_are_no_change_and_our_own_changes_are() {
        let option = |description: &str| json!({ "name": "question", "type": 3, "description": description, "required": true });
        let wanted =
            json!({ "name": "ask", "options": [option("a")], "nsfw": false, "contexts": [0, 1] });
        let mut known = json!({
            "id": "7", "version": "8", "name": "ask", "contexts": [0, 1],
            "options": [option("a")], "default_member_permissions": null,
        });
        assert!(is_same(&known, &wanted));
        known["default_member_permissions"] = json!("32");
        assert!(!is_same(&known, &wanted));
        known["default_member_permissions"] = Value::Null;
        known["options"][0]["description"] = json!("b");
        assert!(!is_same(&known, &wanted));
        known["options"] = json!([option("a"), option("a")]);
        assert!(!is_same(&known, &wanted));
    }

    #[test]
    fn a_language_more_or_less_is_a_change() {
        let command = |own: &Value, option: &Value| {
            json!({
                "name": "ask", "name_localizations": own,
                "options": [{ "name": "question", "type": 3, "name_localizations": option }],
            })
        };
        let german = json!({ "de": "frage" });
        let both = json!({ "de": "frage", "fr": "demander" });
        for (own, option) in [(&both, &german), (&german, &both), (&german, &Value::Null)] {
            let (known, wanted) = (command(own, option), command(&german, &german));
            assert!(!is_same(&known, &wanted), "{known}");
            assert!(!is_same(&wanted, &known), "{known}");
        }
        assert!(is_same(&command(&both, &german), &command(&both, &german)));
        assert!(is_same(
            &command(&json!({}), &both),
            &command(&Value::Null, &both)
        ));
    }
}
