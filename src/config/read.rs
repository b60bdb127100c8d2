//! The tables of a configuration → [`Config`], and the rules that span several fields.
//!
//! A faulty field gets its default so that reading can go on; [`crate::config::parse`] never returns
//! such a configuration.

mod servers;

use core::time::Duration;
use std::num::NonZeroU32;
use std::ops::RangeInclusive;

use crate::answer::Strictness;
use crate::config::read::servers::servers;
use crate::config::values::{address, choice, names, number, path, snowflakes, unique};
use crate::config::{
    Config, Discord, JournalMode, Limits, Log, LogFormat, LogLevel, Posts, Wording,
};
use crate::document::{Fields, FileKind};
use crate::record::Days;

/// The tables and fields of a configuration, for its diagnostics.
pub(super) const CONFIG_FILE: FileKind = FileKind {
    tables: &["discord", "limits", "posts", "wording", "log"],
    lists: &["server"],
    example,
    too_large: "name the configuration, which takes a few lines, not another file",
};

/// systemd kills a service 90 seconds after it was told to stop.
pub(super) const SHUTDOWN_SECONDS: RangeInclusive<u32> = 0..=60;
/// Nobody types faster, so a higher limit would limit nothing.
pub(super) const MEMBER_PER_MINUTE: RangeInclusive<u32> = 1..=1_000;
/// Far more than Discord lets a bot post in one channel.
pub(super) const CHANNEL_PER_MINUTE: RangeInclusive<u32> = 1..=10_000;
/// Whoever waits longer has an answer that comes too late.
pub(super) const WAIT_SECONDS: RangeInclusive<u32> = 0..=30;
/// Characters of a tag's name, as Discord limits them.
pub(super) const TAG_CHARS: usize = 20;
/// Characters of a source's id, of which a table limits only the signs: more than anybody types.
pub(super) const SOURCE_ID_CHARS: usize = 200;
/// The question log counts by the day, and nobody looks back further than a year.
pub(super) const JOURNAL_DAYS: RangeInclusive<u32> = 1..=366;

pub(super) const JOURNALS: &[(&str, JournalMode)] = &[
    ("off", JournalMode::Off),
    ("counts", JournalMode::Counts),
    ("questions", JournalMode::Questions),
];
pub(super) const FORMATS: &[(&str, LogFormat)] =
    &[("text", LogFormat::Text), ("json", LogFormat::Json)];
pub(super) const LEVELS: &[(&str, LogLevel)] = &[
    ("error", LogLevel::Error),
    ("warn", LogLevel::Warn),
    ("info", LogLevel::Info),
    ("debug", LogLevel::Debug),
    ("trace", LogLevel::Trace),
];

pub(super) fn config(mut fields: Fields) -> Config {
    let default = Config::default();
    let knowledge = path(&mut fields, "knowledge").unwrap_or(default.knowledge);
    let token_file = path(&mut fields, "token_file");
    let store = path(&mut fields, "store");
    let watch = fields.boolean("watch");
    let encoder = path(&mut fields, "encoder");
    let strictness = choice(&mut fields, "strictness", Strictness::ALL);
    let journal = choice(&mut fields, "journal", JOURNALS);
    let journal_days = number(&mut fields, "journal_days", JOURNAL_DAYS);
    let discord = fields.table("discord", discord).unwrap_or_default();
    let config = Config {
        token_file,
        store: store.unwrap_or(default.store),
        watch: watch.unwrap_or(default.watch),
        encoder,
        strictness: strictness.unwrap_or_default(),
        journal: journal.unwrap_or_default(),
        journal_days: journal_days.map_or(default.journal_days, Days),
        limits: fields.table("limits", limits).unwrap_or_default(),
        posts: fields.table("posts", posts).unwrap_or_default(),
        wording: fields.table("wording", wording).unwrap_or_default(),
        log: fields.table("log", log).unwrap_or_default(),
        servers: servers(&mut fields, &knowledge, &discord),
        discord,
        knowledge,
    };
    fields.finish();
    config
}

fn discord(mut fields: Fields) -> Discord {
    let default = Discord::default();
    let api_base = address(&mut fields, "api_base");
    let message_content = fields.boolean("message_content");
    // A faulty value was probably not meant as false.
    let is_written = fields.has("message_content");
    let user_install = fields.boolean("user_install");
    let commands_in = snowflakes(&mut fields, "commands_in");
    unique(&mut fields, "server", commands_in.iter());
    let seconds = number(&mut fields, "shutdown_seconds", SHUTDOWN_SECONDS);
    let discord = Discord {
        api_base: api_base.unwrap_or(default.api_base),
        message_content: message_content.unwrap_or(is_written),
        user_install: user_install.unwrap_or(default.user_install),
        commands_in: commands_in.into_iter().map(|id| id.value).collect(),
        shutdown: seconds.map_or(default.shutdown, |n| Duration::from_secs(n.into())),
    };
    fields.finish();
    discord
}

fn limits(mut fields: Fields) -> Limits {
    let default = Limits::default();
    let member = number(&mut fields, "member_per_minute", MEMBER_PER_MINUTE);
    let channel = number(&mut fields, "channel_per_minute", CHANNEL_PER_MINUTE);
    let rate = |number: Option<u32>| number.and_then(NonZeroU32::new);
    fields.finish();
    Limits {
        member_per_minute: rate(member).unwrap_or(default.member_per_minute),
        channel_per_minute: rate(channel).unwrap_or(default.channel_per_minute),
    }
}

fn posts(mut fields: Fields) -> Posts {
    let default = Posts::default();
    let wait = number(&mut fields, "wait_seconds", WAIT_SECONDS);
    let solved = names(&mut fields, "solved_tags", TAG_CHARS);
    fields.finish();
    Posts {
        wait: wait.map_or(default.wait, |n| Duration::from_secs(n.into())),
        solved_tags: solved.unwrap_or(default.solved_tags),
    }
}

fn wording(mut fields: Fields) -> Wording {
    let default = Wording::default();
    let wording = Wording {
        quotes: fields.boolean("quotes").unwrap_or(default.quotes),
        private: fields.boolean("private").unwrap_or(default.private),
        topics: fields.boolean("topics").unwrap_or(default.topics),
        passages: fields.boolean("passages").unwrap_or(default.passages),
    };
    fields.finish();
    wording
}

fn log(mut fields: Fields) -> Log {
    let log = Log {
        format: choice(&mut fields, "format", FORMATS).unwrap_or_default(),
        level: choice(&mut fields, "level", LEVELS).unwrap_or_default(),
    };
    fields.finish();
    log
}

/// A valid value of a field.
fn example(key: &str) -> &'static str {
    match key {
        "knowledge" => "\"knowledge\"",
        "token_file" => "\"token\"",
        "api_base" => "\"https://discord.com\"",
        "commands_in" => "[1090000000000000001]",
        "shutdown_seconds" | "member_per_minute" => "10",
        "channel_per_minute" => "60",
        "format" => "\"text\"",
        "level" => "\"info\"",
        "id" => "1090000000000000001",
        "answer_in_threads" => "[1090000000000000006]",
        "forums" => "[1090000000000000005]",
        "wait_seconds" => "4",
        "solved_tags" => "[\"solved\"]",
        "ask_channels" => "[1090000000000000002]",
        "moderator_roles" => "[1090000000000000003]",
        "moderator_channel" => "1090000000000000004",
        "helper_role" => "1090000000000000007",
        "helper_channel" => "1090000000000000008",
        "sources" => "[\"skerry\"]",
        "store" => "\"footnote.db\"",
        "journal" => "\"questions\"",
        "journal_days" => "30",
        _ => "true",
    }
}
