//! The routes that open threads and change them.

use serde_json::Value;

use crate::model::permissions::{CREATE_PUBLIC_THREADS, MANAGE_THREADS};
use crate::model::threads::Tag;
use crate::model::{Channel, THREAD};
use crate::rest::errors::{ApiError, MISSING_PERMISSIONS, THREAD_EXISTS};
use crate::rest::routes::{Answer, Call};

/// The most tags of a post.
const TAGS: usize = 5;
/// What of a thread the fake can change.
const CHANGEABLE: &[&str] = &["applied_tags"];

/// Changes a thread: only whoever opened it or manages threads may.
pub fn edit(call: &mut Call<'_>) -> Answer {
    let id = call.visible_channel()?;
    let world = &call.state.world;
    let thread = &world.channels[&id];
    let is_own = thread.owner == Some(world.bot);
    if thread.kind != THREAD || !(is_own || world.may(world.bot, id, MANAGE_THREADS)) {
        return Err(MISSING_PERMISSIONS);
    }
    let given = call.body.as_object();
    for key in given.into_iter().flat_map(|body| body.keys()) {
        if !CHANGEABLE.contains(&key.as_str()) {
            return Err(ApiError::form(&format!("{key}: unknown to this fake")));
        }
    }
    let ids = call.body["applied_tags"].as_array();
    let tags: Vec<Tag> = ids
        .into_iter()
        .flatten()
        .map(|id| {
            tag(
                thread.parent.and_then(|forum| world.channels.get(&forum)),
                id,
            )
        })
        .collect::<Result<_, _>>()?;
    if tags.len() > TAGS {
        return Err(ApiError::form("applied_tags: more than 5"));
    }
    call.state.world.channel_mut(id).tags = tags;
    call.state.tell_of_changed_thread(id);
    let world = &call.state.world;
    Ok((200, world.channel(&world.channels[&id])))
}

/// The tag of a forum with this id.
fn tag(forum: Option<&Channel>, id: &Value) -> Result<Tag, ApiError> {
    let tags = forum.map_or(&[][..], |forum| &forum.tags);
    let id = id.as_str().and_then(|id| id.parse().ok());
    let found = tags.iter().find(|tag| id == Some(tag.id));
    found
        .cloned()
        .ok_or_else(|| ApiError::form("applied_tags: unknown"))
}

/// Opens a thread at a message; it gets the message's id.
pub fn start(call: &mut Call<'_>) -> Answer {
    let channel = call.visible_channel()?;
    let (message, _) = call.shown_message()?;
    let world = &mut call.state.world;
    if !world.may(world.bot, channel, CREATE_PUBLIC_THREADS) {
        return Err(MISSING_PERMISSIONS);
    }
    if world.channels.contains_key(&message) {
        return Err(THREAD_EXISTS);
    }
    let name = call.body["name"].as_str().unwrap_or_default();
    if name.is_empty() || name.chars().count() > 100 {
        return Err(ApiError::form("name: not between 1 and 100 characters"));
    }
    let bot = world.bot;
    let opened = world.open_thread_at(message, channel, bot, name);
    call.state.tell_of_thread(opened);
    let world = &call.state.world;
    Ok((201, world.channel(&world.channels[&opened])))
}
