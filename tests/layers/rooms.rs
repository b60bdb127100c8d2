//! The direction among the rooms inside a module, and between core and shell.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{self, is_in, modules};

/// What is pure: a function of its arguments. Everything else is the shell.
const CORE: &[&str] = &[
    "answer",
    "chart",
    "config",
    "conversation",
    "diagnostic",
    "document",
    "effort",
    "expand",
    "exchange",
    "draft",
    "insights",
    "kind",
    "knowledge",
    "matcher",
    "quality",
    "record",
    "text",
    "wording",
];
/// What reaches the world: files, time, the network, the terminal.
const SHELL: &[&str] = &[
    "cli",
    "discord",
    "encoder",
    "fetch",
    "files",
    "question_log",
    "release",
    "service",
    "store",
];

/// For a room, the rooms of the same module that it may use besides its own; the rest of the module
/// is above it. A module's own file is named by the module alone.
const MAY_USE: &[(&str, &[&str])] = &[
    ("matcher::meaning", &[]),
    ("matcher::sentence", &[]),
    (
        "matcher::analysis",
        &["matcher::document", "matcher::meaning"],
    ),
    (
        "matcher::differences",
        &[
            "matcher::analysis",
            "matcher::index",
            "matcher::meaning",
            "matcher::query",
            "matcher::weights",
        ],
    ),
    (
        "matcher::index",
        &["matcher::analysis", "matcher::meaning", "matcher::weights"],
    ),
    ("matcher::weights", &[]),
    ("discord::connection::backoff", &[]),
    ("discord::called_answers", &[]),
    ("discord::channel_queue", &[]),
    // Says what is to be sent; sending is up to `discord::outgoing`.
    (
        "discord::reply",
        &["discord::audience", "discord::custom_id", "discord::limits"],
    ),
    ("discord::custom_id", &["discord::limits"]),
    ("discord::rate_limit", &[]),
    ("discord::fair_slots", &[]),
    ("discord::in_flight", &["discord::fair_slots"]),
    (
        "discord::previews",
        &["discord::fair_slots", "discord::limits"],
    ),
    (
        "discord::recent",
        &["discord::custom_id", "discord::fair_slots"],
    ),
    (
        "discord::given_answers",
        &["discord::custom_id", "discord::recent"],
    ),
    (
        "discord::last_answers",
        &["discord::custom_id", "discord::reply"],
    ),
    ("store::sqlite", &["store"]),
    ("question_log::redact", &[]),
    ("question_log::vote_token", &[]),
];

/// Rooms that only these may use.
const ONLY_BY: &[(&str, &[&str])] = &[
    ("discord::connection", &["discord"]),
    ("document::fields", &["document"]),
    ("files::replace", &["files"]),
    ("knowledge::validate", &["knowledge"]),
    ("matcher::index", &["matcher"]),
    ("matcher::query", &["matcher"]),
    ("matcher::score", &["matcher"]),
    ("question_log::vote_token", &["question_log"]),
    ("store::sqlite", &["store"]),
];

/// Rooms that use another although it leads back to them, as (user, used, reason).
const BACKWARD: &[(&str, &str, &str)] = &[];

#[test]
fn the_core_knows_nothing_of_the_shell() {
    let modules = modules();
    let names = source::names(&modules);
    for module in &modules {
        let top = module.top();
        let is_core = CORE.contains(&top);
        assert!(
            is_core != SHELL.contains(&top),
            "`{top}` is to be in CORE or in SHELL"
        );
        let used = source::used(module, &names);
        let shell = used.iter().find(|used| SHELL.contains(&source::top(used)));
        assert!(
            !is_core || shell.is_none(),
            "`{}` is of the core and uses {shell:?}",
            module.module
        );
    }
}

#[test]
fn rooms_use_only_what_lies_below_them() {
    let modules = modules();
    let names = source::names(&modules);
    let mut faults = Vec::new();
    for module in &modules {
        let rules = MAY_USE
            .iter()
            .filter(|(room, _)| is_in(&module.module, room));
        for used in source::used(module, &names) {
            for (room, allowed) in rules.clone() {
                // A module's own file is named by the module alone.
                let is_allowed =
                    |other: &str| used == other || (other.contains("::") && is_in(&used, other));
                let is_inner = source::top(&used) == module.top() && !is_in(&used, room);
                if is_inner && !allowed.iter().any(|other| is_allowed(other)) {
                    faults.push(format!("`{}` must not use `{used}`", module.module));
                }
            }
            let kept = ONLY_BY.iter().filter(|(room, _)| is_in(&used, room));
            for (room, users) in kept {
                if !users.iter().any(|user| is_in(&module.module, user)) {
                    faults.push(format!(
                        "`{}` must not use `{used}`: `{room}` is for {users:?} alone",
                        module.module
                    ));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn rules_name_rooms_that_are_there() {
    let modules = modules();
    let names = source::names(&modules);
    let rooms = MAY_USE.iter().chain(ONLY_BY).map(|(room, _)| *room);
    let gone: BTreeSet<&str> = rooms.filter(|room| !names.contains(room)).collect();
    assert!(gone.is_empty(), "{gone:?}");
}

/// A module's own file may use its rooms and be used by them: it is their map, and holds what they
/// share. The rooms themselves lie in one order.
#[test]
fn rooms_of_one_module_do_not_import_each_other_in_a_circle() {
    let modules = modules();
    let names = source::names(&modules);
    let mut parents: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for name in &names {
        let parent = name.rsplit_once("::").map_or("", |(parent, _)| parent);
        parents.entry(parent).or_default().insert(name);
    }
    let mut circles = BTreeSet::new();
    for rooms in parents.values() {
        let room_of = |module: &str| rooms.iter().copied().find(|room| is_in(module, room));
        let mut uses: Uses = BTreeMap::new();
        for module in &modules {
            let Some(room) = room_of(&module.module) else {
                continue;
            };
            for used in source::used(module, &names) {
                let other = room_of(&used).filter(|other| *other != room);
                let is_backward = |other: &&str| {
                    let mut backward = BACKWARD.iter();
                    backward.any(|(user, used, _)| (*user, *used) == (room, *other))
                };
                if let Some(other) = other.filter(|other| !is_backward(other)) {
                    let by = format!("`{}` uses `{used}`", module.module);
                    uses.entry(room).or_default().entry(other).or_insert(by);
                }
            }
        }
        for (room, others) in &uses {
            let back = others
                .iter()
                .filter(|(other, _)| reaches(&uses, other, room));
            circles.extend(back.map(|(_, by)| by.clone()));
        }
    }
    assert!(
        circles.is_empty(),
        "these are parts of circles: {circles:#?}"
    );
}

/// For each room, the rooms it uses, each with what shows it.
type Uses<'a> = BTreeMap<&'a str, BTreeMap<&'a str, String>>;

fn reaches(uses: &Uses<'_>, from: &str, to: &str) -> bool {
    let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(room) = open.pop() {
        if room == to {
            return true;
        }
        if seen.insert(room) {
            let others = uses.get(room).into_iter().flatten();
            open.extend(others.map(|(other, _)| *other));
        }
    }
    false
}
