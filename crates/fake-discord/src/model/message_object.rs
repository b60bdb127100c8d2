//! Building a message object from the body that its author sent.

use serde_json::{Value, json};

use crate::model::World;
use crate::model::messages::Draft;
use crate::model::permissions::MENTION_EVERYONE;

/// Message type of a reply.
const REPLY: u64 = 19;
/// Message type of a slash command's response.
const CHAT_INPUT: u64 = 20;
/// Message type of a context menu command's response.
const CONTEXT_MENU: u64 = 23;

/// A new message, from what its author gave.
pub fn compose(world: &World, id: u64, draft: &Draft) -> Value {
    let body = &draft.body;
    let content = body["content"].as_str().unwrap_or_default();
    let guild = world.guild_of(draft.channel);
    let given = body["flags"].as_u64().unwrap_or(0);
    let kind = match (&draft.interaction, draft.replies_to) {
        (Some((_, 1)), _) => CHAT_INPUT,
        (Some((_, 2 | 3)), _) => CONTEXT_MENU,
        (_, Some(_)) => REPLY,
        _ => 0,
    };
    let allowed = body.get("allowed_mentions").cloned().unwrap_or(Value::Null);
    let mut mentions = mentioned(world, guild, content, &allowed, draft.author);
    let original = draft.replies_to.and_then(|id| world.messages.get(&id));
    if let (Some(original), true, Value::Array(mentions)) = (original, draft.pings, &mut mentions)
        && !mentions
            .iter()
            .any(|user| user["id"] == original.value["author"]["id"])
    {
        mentions.push(original.value["author"].clone());
    }
    let mut value = json!({
        "id": id.to_string(),
        "type": kind,
        "channel_id": draft.channel.to_string(),
        "author": world.user(draft.author),
        "content": content,
        "timestamp": world.clock.timestamp(),
        "edited_timestamp": null,
        "tts": false,
        "mention_everyone": false,
        "mentions": mentions,
        "mention_roles": mentioned_roles(world, draft.channel, content, &allowed, draft.author),
        "attachments": [],
        "embeds": body.get("embeds").map_or_else(|| json!([]), rich),
        "components": body.get("components").map_or_else(|| json!([]), numbered),
        "pinned": false,
        "flags": given,
    });
    if let Some(nonce) = body.get("nonce").filter(|nonce| !nonce.is_null()) {
        value["nonce"] = nonce.clone();
    }
    if let (Some(id), Some(original)) = (draft.replies_to, original) {
        let mut reference = json!({
            "type": 0,
            "message_id": id.to_string(),
            "channel_id": original.channel.to_string(),
        });
        if let Some(guild) = guild {
            reference["guild_id"] = json!(guild.to_string());
        }
        value["message_reference"] = reference;
        let mut referenced = original.value.clone();
        if let Value::Object(referenced) = &mut referenced {
            referenced.remove("referenced_message");
        }
        value["referenced_message"] = referenced;
    }
    if draft.author == world.bot {
        value["application_id"] = json!(world.application.to_string());
    }
    if let Some((metadata, _)) = &draft.interaction {
        value["webhook_id"] = json!(world.application.to_string());
        value["interaction_metadata"] = metadata.clone();
    }
    value
}

/// The users that a text mentions and `allowed_mentions` allows.
pub fn mentioned(
    world: &World,
    guild: Option<u64>,
    content: &str,
    allowed: &Value,
    author: u64,
) -> Value {
    let is_parsed = match allowed.get("parse").and_then(Value::as_array) {
        Some(parse) => parse.iter().any(|kind| kind == "users"),
        None => author != world.bot || allowed.is_null(),
    };
    let named = |id: u64| {
        let id = id.to_string();
        let users = allowed["users"].as_array();
        users.is_some_and(|users| users.iter().any(|user| *user == id))
    };
    let mut found: Vec<u64> = Vec::new();
    for part in content.split("<@").skip(1) {
        let number = part.trim_start_matches('!').split('>').next();
        let Some(id) = number.and_then(|number| number.parse().ok()) else {
            continue;
        };
        let is_allowed = is_parsed || named(id);
        if is_allowed && world.users.contains_key(&id) && !found.contains(&id) {
            found.push(id);
        }
    }
    let mention = |id: &u64| {
        let mut user = world.user(*id);
        if let Some(member) = guild.and_then(|guild| world.partial_member(guild, *id)) {
            user["member"] = member;
        }
        user
    };
    found.iter().map(mention).collect()
}

/// The roles that a text mentions, `allowed_mentions` names and the author may mention: no role is open to all.
fn mentioned_roles(
    world: &World,
    channel: u64,
    content: &str,
    allowed: &Value,
    author: u64,
) -> Value {
    let guild = world.guild_of(channel).and_then(|id| world.guilds.get(&id));
    let roles = guild.map_or(&[][..], |guild| &guild.roles);
    let is_named = |id: &str| {
        let named = allowed["roles"].as_array();
        named.is_some_and(|roles| roles.iter().any(|role| role == id))
    };
    let may = world.may(author, channel, MENTION_EVERYONE);
    let ids = roles.iter().map(|role| role.id.to_string());
    ids.filter(|id| may && is_named(id) && content.contains(&format!("<@&{id}>")))
        .collect()
}

/// Embeds as Discord returns them.
pub fn rich(embeds: &Value) -> Value {
    let mut embeds = embeds.clone();
    for embed in embeds.as_array_mut().into_iter().flatten() {
        embed["type"] = json!("rich");
    }
    embeds
}

/// Components as Discord returns them, each with an `id`.
pub fn numbered(components: &Value) -> Value {
    fn number(value: &mut Value, next: &mut u64) {
        for component in value.as_array_mut().into_iter().flatten() {
            if component.get("id").is_none() {
                component["id"] = json!(*next);
            }
            *next += 1;
            if component["type"] == 3 {
                for (key, default) in [("min_values", 1), ("max_values", 1)] {
                    if component.get(key).is_none() {
                        component[key] = json!(default);
                    }
                }
            }
            if let Some(inner) = component.get_mut("components") {
                number(inner, next);
            }
        }
    }
    let mut components = components.clone();
    if components.is_null() {
        return json!([]);
    }
    number(&mut components, &mut 1);
    components
}
