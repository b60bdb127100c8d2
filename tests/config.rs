//! The configuration: defaults, valid values, and the example file.

use std::collections::BTreeSet;
use std::fs;
use std::num::{NonZeroU32, NonZeroU64};
use std::path::PathBuf;
use std::time::Duration;

use footnote::answer::Strictness;
use footnote::config::{self, ChannelSources, Config, LogFormat, LogLevel, Server, Servers};
use footnote::files;
use footnote::record::Days;

use crate::support::path;

fn example() -> String {
    fs::read_to_string(path("config.example.toml")).unwrap()
}

/// The example with its commented settings enabled, and the intent that some of them need.
pub fn everything_set() -> String {
    let line = |line: &str| match line.strip_prefix('#') {
        Some(setting) if setting.starts_with(|c: char| c != ' ') => format!("{setting}\n"),
        _ => format!("{line}\n"),
    };
    let text: String = example().lines().map(line).collect();
    text.replace("message_content = false", "message_content = true")
}

#[track_caller]
fn parse(text: &str) -> Config {
    let (config, report) = config::parse("config.toml", text.as_bytes());
    let faults = report.render_plain();
    config.expect(&faults)
}

/// The faults of a text, as `code: message | repair`.
fn faults(text: &str) -> Vec<String> {
    let (_, report) = config::parse("config.toml", text.as_bytes());
    let faults = report.diagnostics.into_iter();
    faults
        .map(|d| {
            let repair = d.repair.expect("every fault has its repair");
            format!("{}: {} | {repair}", d.code.name(), d.message)
        })
        .collect()
}

#[test]
fn every_setting_is_optional() {
    assert_eq!(parse(""), Config::default());
    assert_eq!(
        parse("[discord]\n[limits]\n[wording]\n[log]"),
        Config::default()
    );
}

#[test]
fn the_example_is_the_default() {
    let (config, report) = files::load_config(&path("config.example.toml"));
    assert_eq!(report.render_plain(), "");
    assert_eq!(config, Some(Config::default()));
}

#[test]
fn the_examples_commented_settings_are_valid() {
    let config = parse(&everything_set());
    assert_eq!(config.token_file, Some(PathBuf::from("token")));
    assert!(
        config
            .servers
            .is_ask_channel(1_090_000_000_000_000_001, 1_090_000_000_000_000_002)
    );
}

/// The keys that the parser lists in its own diagnostics, by table header.
fn known_keys() -> BTreeSet<(String, String)> {
    let headers = [
        "",
        "[discord]",
        "[limits]",
        "[posts]",
        "[wording]",
        "[log]",
        "[[server]]\nid = 1",
        "[[server]]\nid = 1\n[[server.channel]]\nid = 2\nsources = [\"a\"]",
    ];
    let mut known = BTreeSet::new();
    for header in headers {
        let faults = faults(&format!("{header}\nno-such-key-at-all = 1"));
        let [fault] = faults.as_slice() else {
            panic!("{faults:?}");
        };
        let (_, keys) = fault.split_once("use one of `").unwrap();
        let mut lines = header.lines().rev();
        let header = lines.find(|line| line.starts_with('[')).unwrap_or_default();
        let keys = keys.trim_end_matches('`').split("`, `");
        known.extend(keys.map(|key| (header.to_owned(), key.to_owned())));
    }
    known
}

#[test]
fn the_example_documents_every_key() {
    let mut shown = BTreeSet::new();
    let mut header = String::new();
    let mut before = "";
    let example = example();
    for line in example.lines() {
        let setting = line.strip_prefix('#').unwrap_or(line);
        if setting.starts_with('[') {
            let name = setting.trim_matches(['[', ']']);
            let within = name
                .split_once('.')
                .map(|(outer, name)| (format!("[[{outer}]]"), name));
            let (outer, name) = within.unwrap_or((String::new(), name));
            shown.insert((outer, name.to_owned()));
            setting.clone_into(&mut header);
        } else if let Some((key, _)) = setting.split_once(" = ")
            && !setting.starts_with(' ')
        {
            assert!(before.starts_with("# "), "no word about `{key}`");
            shown.insert((header.clone(), key.to_owned()));
        }
        before = line;
    }
    assert_eq!(shown, known_keys());
}

#[test]
fn every_setting_is_read() {
    let config = parse(
        r#"
        knowledge = "tables/skerry.toml"
        token_file = "/run/secrets/token"
        store = "/var/lib/footnote/store.db"
        watch = true
        encoder = "models/mini"
        strictness = "cautious"
        journal = "counts"
        journal_days = 366
        [discord]
        api_base = "http://proxy.internal:3000/"
        message_content = true
        user_install = true
        commands_in = [7, "18446744073709551615"]
        shutdown_seconds = 0
        [limits]
        member_per_minute = 1000
        channel_per_minute = 1
        [posts]
        wait_seconds = 0
        solved_tags = ["Done", "fixed!"]
        [wording]
        quotes = false
        private = true
        topics = false
        passages = true
        [log]
        format = "json"
        level = "trace"
        [[server]]
        id = "42"
        knowledge = "own"
        ask_channels = [5]
        forums = [9]
        answer_in_threads = [5, 10]
        moderator_roles = ["6"]
        moderator_channel = 8
        helper_role = 6
        helper_channel = "12"
        [[server.channel]]
        id = 13
        sources = ["skerry", "tides"]
        "#,
    );
    let id = |n| NonZeroU64::new(n).unwrap();
    let rate = |n| NonZeroU32::new(n).unwrap();
    assert_eq!(
        config,
        Config {
            knowledge: PathBuf::from("tables/skerry.toml"),
            token_file: Some(PathBuf::from("/run/secrets/token")),
            store: PathBuf::from("/var/lib/footnote/store.db"),
            watch: true,
            encoder: Some(PathBuf::from("models/mini")),
            strictness: Strictness::Cautious,
            journal: config::JournalMode::Counts,
            journal_days: Days(366),
            discord: config::Discord {
                api_base: "http://proxy.internal:3000".to_owned(),
                message_content: true,
                user_install: true,
                commands_in: vec![id(7), id(u64::MAX)],
                shutdown: Duration::ZERO,
            },
            limits: config::Limits {
                member_per_minute: rate(1000),
                channel_per_minute: rate(1),
            },
            posts: config::Posts {
                wait: Duration::ZERO,
                solved_tags: vec!["Done".to_owned(), "fixed!".to_owned()],
            },
            wording: config::Wording {
                quotes: false,
                private: true,
                topics: false,
                passages: true,
            },
            log: config::Log {
                format: LogFormat::Json,
                level: LogLevel::Trace,
            },
            servers: Servers(vec![Server {
                id: id(42),
                knowledge: Some(PathBuf::from("own")),
                ask_channels: vec![id(5)],
                forums: vec![id(9)],
                answer_in_threads: vec![id(5), id(10)],
                moderator_roles: vec![id(6)],
                moderator_channel: Some(id(8)),
                helper_role: Some(id(6)),
                helper_channel: Some(id(12)),
                channels: vec![ChannelSources {
                    id: id(13),
                    sources: vec!["skerry".to_owned(), "tides".to_owned()],
                }],
            }]),
        }
    );
}

#[test]
fn an_ask_channel_belongs_to_its_server() {
    let config = parse(
        "[discord]\nmessage_content = true\n\
         [[server]]\nid = 1\nask_channels = [11]\n[[server]]\nid = 2\nask_channels = [22]",
    );
    let rows = [
        (1, 11, true),
        (2, 22, true),
        (1, 22, false),
        (3, 11, false),
        (0, 0, false),
    ];
    for (server, channel, expected) in rows {
        assert_eq!(
            config.servers.is_ask_channel(server, channel),
            expected,
            "{server} {channel}"
        );
        assert!(!config.servers.is_forum(server, channel));
    }
    assert!(config.servers.get(2).is_some() && config.servers.get(3).is_none());
}

#[test]
fn a_thread_has_the_sources_of_its_channel_unless_it_has_its_own() {
    let config = parse(
        "[[server]]\nid = 1\n\
         [[server.channel]]\nid = 11\nsources = ['skerry']\n\
         [[server.channel]]\nid = 12\nsources = ['tides']\n[[server]]\nid = 2",
    );
    let rows = [
        ((1, 11, None), Some("skerry")),
        ((1, 13, Some(11)), Some("skerry")),
        ((1, 12, Some(11)), Some("tides")),
        ((1, 13, None), None),
        ((2, 11, None), None),
        ((3, 11, None), None),
    ];
    for ((server, channel, parent), expected) in rows {
        let found = config.servers.sources_in(server, channel, parent);
        let found = found.map(|sources| sources[0].as_str());
        assert_eq!(found, expected, "{server} {channel} {parent:?}");
    }
}

#[test]
fn log_levels_are_ordered() {
    let level = |name: &str| parse(&format!("[log]\nlevel = '{name}'")).log.level;
    let levels = ["error", "warn", "info", "debug", "trace"].map(level);
    assert!(levels.is_sorted_by(|a, b| a < b));
}

#[test]
fn a_misspelt_intent_is_reported_once() {
    let server = "[[server]]\nid = 1\nask_channels = [2]";
    let rows = [
        ("", "missing-intent"),
        ("[discord]\nmessage_content = false", "missing-intent"),
        ("[discord]\nmessage_content = 'true'", "wrong-type"),
    ];
    for (discord, code) in rows {
        let faults = faults(&format!("{discord}\n{server}"));
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].starts_with(code), "{faults:?}");
    }
}

#[test]
fn every_fault_is_reported_in_one_pass() {
    let codes: Vec<String> = faults(
        "knowledge = ''\nnone = 1\n[discord]\nshutdown_seconds = 99\n[log]\nlevel = 1\n\
         [[server]]\nask_channels = ['x']",
    )
    .iter()
    .map(|fault| fault.split(':').next().unwrap().to_owned())
    .collect();
    assert_eq!(
        codes,
        [
            "empty-field",
            "unknown-key",
            "impossible-value",
            "wrong-type",
            "missing-field",
            "missing-intent",
            "impossible-value",
        ]
    );
}
