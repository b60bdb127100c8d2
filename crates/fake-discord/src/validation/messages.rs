//! Discord's rules for messages that its API description omits or leaves loose.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

/// A broken rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    pub what: String,
    /// Whether Discord refuses the body; otherwise it is only discouraged.
    pub is_refused: bool,
}

/// The endpoint that a message's body is sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Create message.
    Channel,
    /// Edit message.
    ChannelEdit,
    /// Interaction callback.
    Callback,
    /// Follow-up message.
    FollowUp,
    /// Edit original response, or edit follow-up.
    WebhookEdit,
}

const CONTENT: usize = 2000;
const EMBEDS: usize = 10;
const EMBED_SUM: usize = 6000;
const AUDIT_REASON: usize = 512;

const BODY: &[&str] = &[
    "content",
    "embeds",
    "allowed_mentions",
    "components",
    "attachments",
    "flags",
];
const EMBED: &[&str] = &[
    "type",
    "url",
    "title",
    "color",
    "timestamp",
    "description",
    "author",
    "image",
    "thumbnail",
    "footer",
    "fields",
    "provider",
    "video",
];

impl Place {
    fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Channel => &[
                "nonce",
                "enforce_nonce",
                "tts",
                "message_reference",
                "sticker_ids",
                "poll",
            ],
            Self::ChannelEdit => &[],
            Self::Callback | Self::FollowUp => &["tts", "poll"],
            Self::WebhookEdit => &["poll"],
        }
    }
}

/// What is wrong with a message's body.
pub fn check(body: &Value, place: Place) -> Vec<Breach> {
    let mut breaches = Breaches::default();
    let Some(map) = body.as_object() else {
        breaches.refused("the body is no object");
        return breaches.into();
    };
    breaches.keys("the message", map, &[BODY, place.keys()]);
    breaches.length("content", &body["content"], 0, CONTENT);
    breaches.embeds(&body["embeds"]);
    crate::validation::components::check(&mut breaches, &body["components"]);
    breaches.mentions(&body["allowed_mentions"]);
    if body["nonce"]
        .as_str()
        .is_some_and(|nonce| nonce.chars().count() > 25)
    {
        breaches.refused("the nonce is longer than 25 characters");
    }
    breaches.into()
}

/// A message without leave to mention the one user or role that the bot may mention.
pub fn without_leave(body: &Value, kind: &str, may_mention: Option<u64>) -> Value {
    let mut body = body.clone();
    let ids = may_mention.map(|id| json!([id.to_string()]));
    let allowed = body
        .get_mut("allowed_mentions")
        .and_then(Value::as_object_mut);
    if let (Some(ids), Some(allowed)) = (ids, allowed)
        && allowed.get(kind) == Some(&ids)
    {
        allowed.remove(kind);
    }
    body
}

/// What is wrong with an audit log reason.
pub fn check_reason(reason: &str) -> Option<Breach> {
    (reason.chars().count() > AUDIT_REASON).then(|| Breach {
        what: format!("the audit log's reason is longer than {AUDIT_REASON} characters"),
        is_refused: true,
    })
}

/// Whether a message has no content, embed, component or file.
pub fn is_empty(body: &Value, files: usize) -> bool {
    let is_blank = |text: &Value| text.as_str().unwrap_or_default().trim().is_empty();
    let is_none = |list: &Value| list.as_array().is_none_or(Vec::is_empty);
    files == 0
        && is_blank(&body["content"])
        && ["embeds", "sticker_ids", "components"]
            .iter()
            .all(|key| is_none(&body[*key]))
        && body["poll"].is_null()
}

/// The rules found broken so far.
#[derive(Debug, Default)]
pub struct Breaches(Vec<Breach>);

impl From<Breaches> for Vec<Breach> {
    fn from(breaches: Breaches) -> Self {
        breaches.0
    }
}

impl Breaches {
    pub fn refused(&mut self, what: impl Into<String>) {
        self.0.push(Breach {
            what: what.into(),
            is_refused: true,
        });
    }

    pub fn unwise(&mut self, what: impl Into<String>) {
        self.0.push(Breach {
            what: what.into(),
            is_refused: false,
        });
    }

    /// Discord ignores unknown keys, so a misspelt one would go unnoticed.
    pub fn keys(&mut self, what: &str, map: &Map<String, Value>, known: &[&[&str]]) {
        for key in map.keys() {
            if !known.iter().any(|known| known.contains(&key.as_str())) {
                self.unwise(format!("{what} has the unknown key `{key}`"));
            }
        }
    }

    /// Checks a text's length, if there is a text.
    pub fn length(&mut self, what: &str, text: &Value, least: usize, most: usize) {
        if let Some(text) = text.as_str() {
            let length = text.chars().count();
            if length < least || length > most {
                self.refused(format!(
                    "{what} has {length} characters, not {least} to {most}"
                ));
            }
        }
    }

    fn embeds(&mut self, embeds: &Value) {
        let embeds = embeds.as_array().map_or(&[][..], Vec::as_slice);
        if embeds.len() > EMBEDS {
            self.refused(format!("{} embeds; {EMBEDS} fit", embeds.len()));
        }
        let mut sum = 0;
        for embed in embeds {
            if let Some(map) = embed.as_object() {
                self.keys("an embed", map, &[EMBED]);
            }
            let fields = embed["fields"].as_array().map_or(&[][..], Vec::as_slice);
            if fields.len() > 25 {
                self.refused(format!("{} fields in an embed; 25 fit", fields.len()));
            }
            let mut texts = vec![
                ("an embed's title", &embed["title"], 256),
                ("an embed's description", &embed["description"], 4096),
                ("an embed's footer", &embed["footer"]["text"], 2048),
                ("an embed's author", &embed["author"]["name"], 256),
            ];
            for field in fields {
                texts.push(("a field's name", &field["name"], 256));
                texts.push(("a field's value", &field["value"], 1024));
            }
            for (what, text, most) in texts {
                self.length(what, text, 0, most);
                sum += text.as_str().map_or(0, |text| text.chars().count());
            }
        }
        if sum > EMBED_SUM {
            self.refused(format!("{sum} characters in all embeds; {EMBED_SUM} fit"));
        }
    }

    /// A bot that repeats users' words must not ping anyone with them.
    fn mentions(&mut self, mentions: &Value) {
        let Some(map) = mentions.as_object() else {
            self.unwise("a message without `allowed_mentions`");
            return;
        };
        self.keys(
            "allowed_mentions",
            map,
            &[&["parse", "users", "roles", "replied_user"]],
        );
        let names = |key: &str| mentions[key].as_array().is_some_and(|ids| !ids.is_empty());
        if names("users") || names("roles") || mentions["replied_user"] == true {
            self.unwise("`allowed_mentions` that lets somebody be mentioned");
        }
        match mentions["parse"].as_array() {
            Some(parse) if parse.is_empty() => {}
            _ => self.unwise("`allowed_mentions` with more than `parse: []`"),
        }
    }

    /// Checks that names are unique.
    pub fn once<'a>(&mut self, what: &str, names: impl Iterator<Item = &'a str>) {
        let mut seen = HashSet::new();
        for name in names {
            if !seen.insert(name) {
                self.refused(format!("{what} `{name}` is not unique"));
            }
        }
    }
}
