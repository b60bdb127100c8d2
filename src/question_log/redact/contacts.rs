//! Email addresses, handles, and whatever else tells how to reach somebody.

use std::ops::Range;
use std::sync::LazyLock;

use crate::question_log::redact::found::Findings;
use crate::question_log::redact::patterns::{Pattern, compile, find_all};
use crate::question_log::redact::reading::Reading;
use crate::question_log::redact::telling::{pointed_to, told_after, told_before};
use crate::question_log::redact::vocabulary::{FUNCTION_WORDS, OWNERS, QUESTIONS, has};

/// Where many have their mail.
#[rustfmt::skip]
const PROVIDERS: &[&str] = &[
    "aol", "gmail", "gmx", "googlemail", "hotmail", "icloud", "mailbox", "msn", "outlook", "posteo", "proton",
    "tutanota", "yahoo", "yandex", "zoho",
];

static EMAILS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    compile(&[
        // name@host, name @ host . org, @name
        (&["@"], r"\S*@\S+(?:\s?\.\s?\w{2,})*"),
        (&["@ "], r"\S+\s?@\s\S+(?:\s?\.\s?\w{2,})*"),
        // name (at) host (dot) org
        (
            &["at", "arroba", "chez"],
            r"\S+(?:\s(?:dot|punkt|underscore|dash|hyphen|minus|plus)\s\S+)*\s?[\[({<|*_-]+\s?(?:at|arroba|chez)\s?[\])}>|*_-]+\s?\S+(?:\s?[\[({<|*_-]*(?:dot|punkt|\.)[\])}>|*_-]*\s?\w+)*",
        ),
        // name at host dot org
        (
            &["dot", "punkt"],
            r"\S+(?:\s(?:dot|punkt|underscore|dash|hyphen|minus|plus|\.)\s\S+)*\s+(?:at|arroba)\s+\S+(?:\s+(?:dot|punkt|dash|hyphen)\s+\w+)+",
        ),
        // name at gmail
        (
            PROVIDERS,
            r"(?:\S+\s){0,2}\S+\s(?:at|on|arroba)\s(?:aol|gmail|gmx|googlemail|hotmail|icloud|mailbox|msn|outlook|posteo|proton|protonmail|tutanota|yahoo|yandex|zoho)\b(?:[\s.]*(?:dot|punkt)?[\s.]*(?:com|net|org|de|ch|co|uk|me|fr|at|it|ru)\b)*",
        ),
        (
            &[
                " com", " net", " org", " edu", " gov", " io", " info", " biz",
            ],
            r"\S+\s(?:at|dot)\s\w+\s(?:com|net|org|edu|gov|io|info|biz)\b",
        ),
        // name#1234, u/name
        (&["#"], r"\S+\s?#\s?[0-9]{4}\b"),
        (&["u/", "r/"], r"\b[ur]/\w+"),
    ])
});

/// What one is reached by. The words are looked for as what a clause tells.
#[rustfmt::skip]
const REACHED: &[&str] = &[
    "address", "battletag", "bluesky", "cashapp", "cell", "cellphone", "contact", "discord", "e-mail", "email",
    "emails", "epic", "facebook", "fb", "friendcode", "gamertag", "github", "gmail", "gt", "handle", "hotmail",
    "icq", "ig", "ign", "insta", "instagram", "kik", "landline", "linkedin", "mail", "mastodon", "matrix",
    "messenger", "minecraft", "mobile", "msn", "nick", "nickname", "number", "paypal", "phone", "postcode",
    "psn", "reddit", "revolut", "roblox", "signal", "skype", "snap", "snapchat", "steam", "steamid", "tel",
    "telegram", "telephone", "threads", "tiktok", "tumblr", "twint", "twitch", "twitter", "user", "username",
    "usernames", "venmo", "viber", "wechat", "whatsapp", "xbox", "youtube", "zip", "zipcode",
];
/// Of those, the ones that an everyday clause says *is* of.
#[rustfmt::skip]
const COMMON: &[&str] = &[
    "address", "contact", "discord", "email", "facebook", "mail", "minecraft", "mobile", "number", "phone",
    "reddit", "signal", "steam", "telephone", "threads", "twitter", "user", "xbox", "youtube", "zip",
];
/// What one does to reach somebody, with whom before *at*.
#[rustfmt::skip]
const REACHING: &[&str] = &[
    "add", "call", "contact", "dm", "email", "find", "follow", "mail", "message", "msg", "ping", "pm", "reach",
    "ring", "signal", "snap", "text", "whatsapp", "write",
];
#[rustfmt::skip]
const PERSONS: &[&str] = &[
    "back", "her", "him", "it", "me", "mum", "out", "them", "to", "us",
];

/// Finds email addresses and names with an @.
pub(super) fn find_emails(reading: &Reading, found: &mut Findings) {
    find_all(&EMAILS, reading.lower(), found);
}

/// Finds handles, and what follows *reach me at*.
pub(super) fn find(reading: &Reading, found: &mut Findings) {
    for at in 0..reading.len() {
        if has(REACHED, reading.word(at)) {
            find_told(reading, at, found);
        }
        if let Some(words) = reaches(reading, at) {
            found.words(reading, words);
        }
    }
}

fn find_told(reading: &Reading, at: usize, found: &mut Findings) {
    let before = at.saturating_sub(2)..at;
    let is_owned = before
        .clone()
        .any(|at| has(OWNERS, reading.word(at)) && reading.word(at) != "the");
    let is_assigned = reading.gap(at + 1).contains([':', '=', '>']);
    let is_common = has(COMMON, reading.word(at));
    if let Some(told) = told_after(reading, at..at + 1) {
        let first = reading.word(told.start);
        let is_plain = has(FUNCTION_WORDS, first) || has(QUESTIONS, first);
        let tells = is_assigned && !has(QUESTIONS, first)
            || is_owned && !is_state(first)
            || !is_common && !is_plain && !reading.asks(&reading.clause(at));
        if tells && at + 1 < reading.len() {
            found.words(reading, told);
        }
    }
    let clause = reading.clause(at);
    // *on … i am …*, *i am … on …*
    let is_me = |at: usize| has(&["am", "i'm", "im"], reading.word(at));
    let me = (at + 1..clause.end.min(at + 3)).find(|at| is_me(*at));
    if let Some(me) = me.filter(|me| me + 1 < clause.end) {
        found.words(reading, me + 1..clause.end);
    }
    let me = (clause.start..at).rev().find(|at| is_me(*at));
    let is_on = at > 0 && has(&["on", "in"], reading.word(at - 1));
    if let Some(me) = me.filter(|me| is_on && (2..6).contains(&(at - me)) && !reading.asks(&clause))
    {
        found.words(reading, me + 1..at - 1);
    }
    if is_owned || !is_common {
        if let Some(told) = told_before(reading, at).filter(|_| is_owned) {
            found.words(reading, told);
        }
        if let Some(told) = pointed_to(reading, at).filter(|_| is_owned) {
            found.words(reading, told);
        }
    }
}

/// Words that say how an address does, not what it is.
fn is_state(word: &str) -> bool {
    has(
        &[
            "not",
            "wrong",
            "required",
            "needed",
            "different",
            "too",
            "no",
            "being",
            "used",
            "shown",
            "still",
            "new",
            "old",
        ],
        word,
    )
}

/// *reach me at …*, *text me on …*
fn reaches(reading: &Reading, at: usize) -> Option<Range<usize>> {
    let clause = reading.clause(at);
    if !has(REACHING, reading.word(at)) || reading.asks(&clause) {
        return None;
    }
    let person = at + 1;
    let is_person = has(PERSONS, reading.word(person));
    let start = (person..clause.end.min(person + 3))
        .find(|at| has(&["at", "on", "via", "under", "as", "@"], reading.word(*at)));
    let start = start.filter(|_| is_person)? + 1;
    (start < clause.end).then_some(start..clause.end)
}
