//! Judges what the bot has sent: every text in every request, and that there is no place for text that
//! it does not know.

use std::collections::BTreeSet;

use fake_discord::{Event, Fake, Request};
use serde_json::Value;
use unicode_normalization::char::is_combining_mark;

use super::hostile::{self, From};
use crate::support::markdown::{Kind, Rendered, render};
use crate::support::words::said;

/// What a message consists of.
const MESSAGE: [&str; 8] = [
    "content",
    "components",
    "flags",
    "allowed_mentions",
    "nonce",
    "enforce_nonce",
    "message_reference",
    "attachments",
];
/// What a control or a field of a form consists of besides text.
const SILENT: [&str; 12] = [
    "type",
    "style",
    "custom_id",
    "value",
    "disabled",
    "min_length",
    "max_length",
    "required",
    "min_values",
    "max_values",
    "components",
    "options",
];
/// The texts of a control or a field of a form, with Discord's limits.
const TEXTS: [(&str, usize); 3] = [("label", 100), ("placeholder", 150), ("description", 100)];
/// Marks on a letter, in a row.
const MARKS: usize = 4;

/// What was found in the texts that the bot has sent.
#[derive(Default)]
pub struct Verdict {
    pub faults: Vec<String>,
    /// Where foreign texts came from that were seen.
    pub seen: BTreeSet<usize>,
    /// The kinds of the controls that were sent.
    pub controls: BTreeSet<String>,
}

impl Verdict {
    /// Judges all that a bot has sent.
    pub fn of(discord: &Fake) -> Self {
        let mut verdict = Self::default();
        for entry in discord.log() {
            match entry.event {
                Event::Request(request) => verdict.request(&request),
                Event::Received(_, frame) => verdict.silent("a gateway frame", &frame),
                _ => {}
            }
        }
        verdict
    }

    fn request(&mut self, request: &Request) {
        let body = &request.body;
        if body.is_null() {
            return;
        }
        let data = &body["data"];
        let route = request.route.rsplit('/').next().unwrap_or_default();
        match (&*request.method, route, body["type"].as_u64()) {
            (_, "commands", _) => self.silent("the commands", &body.to_string()),
            ("POST", "callback", Some(4 | 7)) => self.message(data),
            ("POST", "callback", Some(5 | 6)) => self.silent("a deferral", &body.to_string()),
            ("POST", "callback", Some(8)) => self.choices(data),
            ("POST", "callback", Some(9)) => self.form(data),
            ("POST", "messages" | "{webhook_token}", _)
            | ("PATCH", "{message_id}" | "@original", _) => self.message(body),
            ("POST", "threads", _) => {
                self.plain("a thread", body["name"].as_str().unwrap_or_default(), 100);
            }
            ("PATCH", "{channel_id}", _) => self.silent("the tags", &body.to_string()),
            _ => self.fault(format!("an unlisted request: {request:?}")),
        }
    }

    fn fault(&mut self, fault: String) {
        self.faults.push(fault);
    }

    /// A text that nobody else has a part in.
    fn silent(&mut self, place: &str, text: &str) {
        if !markers(text).is_empty() {
            self.fault(format!("{place} has a foreign text: {text}"));
        }
    }

    fn message(&mut self, body: &Value) {
        for key in body.as_object().into_iter().flat_map(|map| map.keys()) {
            if !MESSAGE.contains(&key.as_str()) {
                self.fault(format!("an unlisted part of a message: {key}"));
            }
        }
        let nobody = serde_json::json!({ "parse": [], "replied_user": false });
        let mut mentions = body["allowed_mentions"].clone();
        // A call for a person begins with the one role that it is for, an answer with the one member.
        for (kind, mark) in [("roles", "<@&"), ("users", "<@")] {
            let called = body["content"].as_str().and_then(|text| {
                let (id, _) = text.strip_prefix(mark)?.split_once('>')?;
                Some(serde_json::json!([id]))
            });
            if called.is_some_and(|called| mentions[kind] == called) {
                mentions.as_object_mut().unwrap().remove(kind);
            }
        }
        if mentions != nobody {
            self.fault(format!("somebody may be mentioned: {body}"));
        }
        for file in body["attachments"].as_array().into_iter().flatten() {
            let name = file["filename"].as_str().unwrap_or_default();
            let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
            if name.is_empty() || !name.chars().all(is_plain) {
                self.fault(format!("the file name {name:?}"));
            }
        }
        self.markdown(body["content"].as_str().unwrap_or_default());
        self.controls(&body["components"]);
    }

    fn choices(&mut self, data: &Value) {
        for choice in data["choices"].as_array().into_iter().flatten() {
            self.plain("a choice", choice["name"].as_str().unwrap_or_default(), 100);
        }
    }

    fn form(&mut self, data: &Value) {
        self.plain("a form", data["title"].as_str().unwrap_or_default(), 45);
        let id = data["custom_id"].as_str().unwrap_or_default();
        self.controls
            .extend(id.split(':').nth(1).map(str::to_owned));
        self.controls(&data["components"]);
        let rows = data["components"].as_array().into_iter().flatten();
        for field in rows.flat_map(|row| row["components"].as_array().into_iter().flatten()) {
            let value = field["value"].as_str().unwrap_or_default();
            for line in value.lines() {
                self.plain("a field", line, 1_000);
            }
        }
    }

    /// Rows, controls in rows, and options in controls.
    fn controls(&mut self, controls: &Value) {
        for control in controls.as_array().into_iter().flatten() {
            for (key, value) in control.as_object().into_iter().flatten() {
                let text = TEXTS.iter().find(|(name, _)| name == key);
                match (text, value.as_str()) {
                    (Some((name, limit)), Some(text)) => self.plain(name, text, *limit),
                    _ if SILENT.contains(&key.as_str()) => {}
                    (_, Some(url)) if key == "url" => {
                        let place = url.strip_prefix("https://discord.com/channels/");
                        let is_id = |c: char| c.is_ascii_digit() || c == '/';
                        if !place.is_some_and(|place| place.chars().all(is_id)) {
                            self.fault(format!("a button leads to {url}"));
                        }
                    }
                    _ => self.fault(format!("an unlisted part of a control: {key}")),
                }
            }
            let id = control["custom_id"].as_str().unwrap_or_default();
            self.controls
                .extend(id.split(':').nth(1).map(str::to_owned));
            self.controls(&control["components"]);
            self.controls(&control["options"]);
        }
    }

    /// A text where Discord renders nothing.
    fn plain(&mut self, place: &str, text: &str, limit: usize) {
        let length = text.chars().count();
        if text.trim().is_empty() || length > limit {
            self.fault(format!("{place} has {length} characters: {text:?}"));
        }
        self.visible(text);
        let found = markers(text);
        self.seen
            .extend(found.iter().map(|(_, from, _)| *from as usize));
    }

    /// A text that Discord renders.
    pub fn markdown(&mut self, text: &str) {
        self.visible(&text.replace('\n', ""));
        let rendered = render(text);
        for fault in constructs(&rendered) {
            self.fault(format!("{fault}, in:\n{text}"));
        }
        let seen = as_typed(&rendered.seen);
        for (at, from, attack) in markers(&seen) {
            self.seen.insert(from as usize);
            let prefix = as_typed(hostile::prefix(attack));
            // Outside code, angle brackets around a link are not seen.
            let linked = prefix.replace("<http", "http");
            let before = &seen[..at];
            let is_seen = |prefix: &str| before.ends_with(prefix) || is_part(before, prefix);
            let is_shown = is_seen(&prefix) || (from.may_link() && is_seen(&linked));
            if !is_shown {
                let typed = hostile::typed(from, attack);
                self.fault(format!(
                    "{typed:?} of {from:?} is not seen as typed in:\n{text}"
                ));
            }
        }
    }

    /// Whether a text has nothing that cannot be seen, or that reaches beyond its place.
    fn visible(&mut self, text: &str) {
        let mut marks = 0;
        for c in text.chars() {
            let is_hidden = c.is_control()
                || matches!(
                    c,
                    '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
                )
                || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
                || matches!(c, '\u{3164}' | '\u{e0000}'..='\u{e0fff}');
            marks = if is_combining_mark(c) { marks + 1 } else { 0 };
            if is_hidden || marks > MARKS {
                self.fault(format!("U+{:04X} in {text:?}", c as u32));
                return;
            }
        }
    }
}

/// Whether what follows is only a part of a text: it was cut at its start, or taken apart into words or
/// sentences.
fn is_part(before: &str, prefix: &str) -> bool {
    let cuts = ["…", "..."].into_iter();
    let mut cuts = cuts.filter_map(|cut| before.rsplit_once(cut));
    let line = before.rsplit('\n').next().unwrap_or_default();
    let words = ["Words found:", said("nothing-met")];
    cuts.any(|(_, since)| prefix.ends_with(since))
        || words.iter().any(|words| line.starts_with(words))
        || line.ends_with("it begins “")
        // A quote and the text, word for word side by side.
        || line.contains("= help: the nearest words: ")
        // An id that was made of the words of a phrasing, after that of its table or not.
        || line.ends_with('-')
        || line.rsplit('`').next().is_some_and(|id| id.starts_with("table-") && id.ends_with('/'))
}

/// Foreign constructs that would be rendered.
fn constructs(rendered: &Rendered) -> Vec<String> {
    let is_foreign = |found: &&crate::support::markdown::Construct| match found.kind {
        Kind::Heading
        | Kind::Invite
        | Kind::Emoji
        | Kind::Command
        | Kind::Strike
        | Kind::Spoiler
        | Kind::Underline => true,
        Kind::Mention | Kind::Timestamp => {
            found.target.starts_with("@e")
                || found.target.starts_with("@h")
                || found.target.starts_with("id:")
                || !markers(&found.target).is_empty()
        }
        Kind::MaskedLink => !found.target.starts_with("https://example.org/"),
        Kind::BareLink => {
            let froms = markers(&found.target);
            let may = froms.iter().all(|(_, from, _)| from.may_link()) && !froms.is_empty();
            !may || found.seen != found.target || found.target.contains('@')
        }
        Kind::CodeBlock => !["", "diff", "toml"].contains(&found.target.as_str()),
        Kind::Bold | Kind::Italic | Kind::Code | Kind::Subtext | Kind::Quote | Kind::List => false,
    };
    let found = rendered.constructs.iter().filter(is_foreign);
    found
        .map(|found| format!("{found:?} is rendered"))
        .collect()
}

/// A text with one blank for several, and signs for the look-alikes that stand for them.
fn as_typed(text: &str) -> String {
    let typed = text.chars().map(|c| match c {
        '∖' => '\\',
        '[' => '(',
        ']' => ')',
        '∗' => '*',
        'ˍ' => '_',
        '∼' => '~',
        'ˋ' => '`',
        '∣' => '|',
        '‹' => '<',
        '›' => '>',
        '＠' => '@',
        '∕' => '/',
        '∶' => ':',
        '․' => '.',
        c => c,
    });
    typed.collect()
}

/// The markers in a text, with their places.
fn markers(text: &str) -> Vec<(usize, From, usize)> {
    let found = text.match_indices("77").filter_map(|(at, _)| {
        let (from, attack) = hostile::read(text.get(at..at + 7)?)?;
        Some((at, from, attack))
    });
    found.collect()
}
