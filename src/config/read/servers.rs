//! The `[[server]]` tables, and what they must not have in common.

use std::path::{Path, PathBuf};

use crate::config::read::SOURCE_ID_CHARS;
use crate::config::values::{names, snowflake, snowflakes, spanned_path, unique};
use crate::config::{ChannelSources, Discord, Server, Servers, Snowflake};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::{Fields, Spanned};

/// A server as written, before it is compared with the others.
struct RawServer {
    id: Option<Spanned<Snowflake>>,
    knowledge: Option<Spanned<PathBuf>>,
    ask_channels: Vec<Spanned<Snowflake>>,
    /// Where the key `ask_channels` is; none if its list is empty.
    ask_channels_place: Option<Place>,
    forums: Vec<Spanned<Snowflake>>,
    answer_in_threads: Vec<Spanned<Snowflake>>,
    moderator_roles: Vec<Spanned<Snowflake>>,
    moderator_channel: Option<Spanned<Snowflake>>,
    helper_role: Option<Spanned<Snowflake>>,
    helper_channel: Option<Spanned<Snowflake>>,
    channels: Vec<RawChannel>,
}

/// A channel as written.
struct RawChannel {
    id: Option<Spanned<Snowflake>>,
    sources: Option<Vec<String>>,
}

fn server(mut fields: Fields) -> RawServer {
    let has_ask_channels = fields
        .list_len("ask_channels")
        .is_some_and(|items| items > 0);
    let raw = RawServer {
        id: fields.required("id", snowflake),
        knowledge: spanned_path(&mut fields, "knowledge"),
        ask_channels: snowflakes(&mut fields, "ask_channels"),
        ask_channels_place: fields
            .key_place("ask_channels")
            .filter(|_| has_ask_channels),
        forums: snowflakes(&mut fields, "forums"),
        answer_in_threads: snowflakes(&mut fields, "answer_in_threads"),
        moderator_roles: snowflakes(&mut fields, "moderator_roles"),
        moderator_channel: snowflake(&mut fields, "moderator_channel"),
        helper_role: snowflake(&mut fields, "helper_role"),
        helper_channel: snowflake(&mut fields, "helper_channel"),
        channels: fields.tables("channel", channel),
    };
    helpers(&mut fields, &raw);
    fields.finish();
    raw
}

fn channel(mut fields: Fields) -> RawChannel {
    let raw = RawChannel {
        id: fields.required("id", snowflake),
        sources: fields.required("sources", some_sources),
    };
    fields.finish();
    raw
}

/// The ids of at least one source. Which there are shows when the table is loaded.
fn some_sources(fields: &mut Fields, key: &'static str) -> Option<Vec<String>> {
    let place = fields.key_place(key);
    let ids = names(fields, key, SOURCE_ID_CHARS)?;
    if let (true, Some(place)) = (ids.is_empty(), place) {
        let message = "a channel without sources would be answered from none";
        let repair = "list the ids of sources, or remove this `[[server.channel]]`";
        fields.fault(Diagnostic::at(Code::EmptyField, place, message).repair(repair));
    }
    Some(ids)
}

fn valid_channel(raw: RawChannel) -> Option<ChannelSources> {
    Some(ChannelSources {
        id: raw.id?.value,
        sources: raw.sources?,
    })
}

/// Reports helpers who cannot be called.
fn helpers(fields: &mut Fields, server: &RawServer) {
    if let (Some(channel), false) = (&server.helper_channel, fields.has("helper_role")) {
        let message = "`helper_channel` needs `helper_role`, the role that is called there";
        let repair = format!("add `{}`", fields.example("helper_role"));
        fields.fault(Diagnostic::at(Code::MissingField, channel.place, message).repair(repair));
    }
    let everyone = server.id.as_ref().map(|id| id.value);
    if let Some(role) = server.helper_role.as_ref()
        && Some(role.value) == everyone
    {
        let message = "the role with the id of the server is everyone";
        fields.fault(
            Diagnostic::at(Code::ImpossibleValue, role.place, message)
                .repair("make a role for those who help, and copy its id"),
        );
    }
}

/// The servers; `shared` is the knowledge of those that have none of their own.
pub fn servers(fields: &mut Fields, shared: &Path, discord: &Discord) -> Servers {
    let raw = fields.tables("server", server);
    apart(
        fields,
        shared,
        raw.iter().filter_map(|s| s.knowledge.as_ref()),
    );
    unique(fields, "server", raw.iter().filter_map(|s| s.id.as_ref()));
    // Discord servers never share a channel or a role.
    let channels = raw
        .iter()
        .flat_map(|s| s.ask_channels.iter().chain(&s.forums));
    unique(fields, "channel", channels);
    // Answers in an ask channel may open threads.
    unique(
        fields,
        "channel",
        raw.iter().flat_map(|s| &s.answer_in_threads),
    );
    unique(fields, "role", raw.iter().flat_map(|s| &s.moderator_roles));
    // Helpers may be moderators.
    unique(fields, "role", raw.iter().flat_map(|s| &s.helper_role));
    unique(
        fields,
        "channel",
        raw.iter().flat_map(|s| &s.helper_channel),
    );
    let limited = raw.iter().flat_map(|s| &s.channels);
    unique(fields, "channel", limited.filter_map(|own| own.id.as_ref()));
    for place in raw.iter().filter_map(|server| server.ask_channels_place) {
        if !discord.message_content {
            let message = "ask channels need the Message Content intent";
            fields.fault(Diagnostic::at(Code::MissingIntent, place, message).repair(
                "enable it for the bot in Discord's developer portal, and write \
                 `message_content = true` under `[discord]`",
            ));
        }
    }
    let ids = |ids: Vec<Spanned<Snowflake>>| ids.into_iter().map(|id| id.value).collect();
    let servers = raw.into_iter().filter_map(|server| {
        Some(Server {
            id: server.id?.value,
            knowledge: server.knowledge.map(|path| path.value),
            ask_channels: ids(server.ask_channels),
            forums: ids(server.forums),
            answer_in_threads: ids(server.answer_in_threads),
            moderator_roles: ids(server.moderator_roles),
            moderator_channel: server.moderator_channel.map(|id| id.value),
            helper_role: server.helper_role.map(|id| id.value),
            helper_channel: server.helper_channel.map(|id| id.value),
            channels: server
                .channels
                .into_iter()
                .filter_map(valid_channel)
                .collect(),
        })
    });
    Servers(servers.collect())
}

/// Reports knowledge that is another's too: what the moderators of one server write, those of another would find
/// in theirs.
fn apart<'a>(fields: &mut Fields, shared: &Path, all: impl Iterator<Item = &'a Spanned<PathBuf>>) {
    const REPAIR: &str = "give each server a folder of its own, or leave the field out to share";
    let mut seen: Vec<&Spanned<PathBuf>> = Vec::new();
    for own in all {
        let path = own.value.display();
        let first = seen.iter().find(|first| overlap(&first.value, &own.value));
        if overlap(&own.value, shared) {
            let message =
                format!("`{path}` shares files with the servers that have no `knowledge`");
            fields.fault(Diagnostic::at(Code::DuplicateId, own.place, message).repair(REPAIR));
        } else if let Some(first) = first {
            let message = format!("`{path}` shares files with another server's");
            let fault = Diagnostic::at(Code::DuplicateId, own.place, message);
            fields.fault(fault.label(first.place, "first used here").repair(REPAIR));
        }
        seen.push(own);
    }
}

/// Whether two paths, as they are written, are or name files in the same folder: tables there can name the same
/// texts.
fn overlap(one: &Path, other: &Path) -> bool {
    let folder = |path: &Path| {
        let path = path.strip_prefix(".").unwrap_or(path);
        let ending = path.extension();
        let is_file = ending.is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
        let folder = if is_file { path.parent() } else { Some(path) };
        folder.map(Path::to_owned)
    };
    folder(one) == folder(other)
}
