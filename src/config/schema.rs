//! The JSON Schema of a configuration, for editors. What a setting means, and its default, it takes from
//! the example file; reading decides what is valid, and a test holds the fields of both against each other.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::answer::Strictness;
use crate::config::read::{
    CHANNEL_PER_MINUTE, FORMATS, JOURNAL_DAYS, JOURNALS, LEVELS, MEMBER_PER_MINUTE,
    SHUTDOWN_SECONDS, SOURCE_ID_CHARS, TAG_CHARS, WAIT_SECONDS,
};
use crate::document::schema::{
    CONTROLS, TableSchema, at_least, blocks, boolean, choice, described, list, number, pattern,
    text_without,
};

/// The example, which says what each setting means.
const EXAMPLE: &str = include_str!("../../config.example.toml");

/// The JSON Schema of a configuration.
#[must_use]
pub fn schema() -> Value {
    let example = Example::read();
    let path = || text_without(CONTROLS);
    let ids = || list(&snowflake());
    let discord = [
        ("api_base", pattern("^https?://[^/?#@]+/?$")),
        ("message_content", boolean()),
        ("user_install", boolean()),
        ("commands_in", ids()),
        ("shutdown_seconds", number(SHUTDOWN_SECONDS)),
    ];
    let limits = [
        ("member_per_minute", number(MEMBER_PER_MINUTE)),
        ("channel_per_minute", number(CHANNEL_PER_MINUTE)),
    ];
    let tag = json!({ "type": "string", "minLength": 1, "maxLength": TAG_CHARS });
    let posts = [
        ("wait_seconds", number(WAIT_SECONDS)),
        ("solved_tags", list(&tag)),
    ];
    let wording = ["quotes", "private", "topics", "passages"].map(|name| (name, boolean()));
    let log = [("format", one_of(FORMATS)), ("level", one_of(LEVELS))];
    let server = [
        ("knowledge", path()),
        ("ask_channels", ids()),
        ("forums", ids()),
        ("answer_in_threads", ids()),
        ("moderator_roles", ids()),
        ("moderator_channel", snowflake()),
        ("helper_role", snowflake()),
        ("helper_channel", snowflake()),
    ];
    let id = example.field("server.id", snowflake());
    let server = example.table("server", server).required("id", id);
    let server = server.optional("channel", blocks(&channel(&example)));
    let settings = [
        ("knowledge", path()),
        ("token_file", path()),
        ("store", path()),
        ("watch", boolean()),
        ("encoder", path()),
        ("strictness", one_of(Strictness::ALL)),
        ("journal", one_of(JOURNALS)),
        ("journal_days", number(JOURNAL_DAYS)),
        ("discord", example.table("discord", discord).schema()),
        ("limits", example.table("limits", limits).schema()),
        ("posts", example.table("posts", posts).schema()),
        ("wording", example.table("wording", wording).schema()),
        ("log", example.table("log", log).schema()),
        ("server", blocks(&server.schema())),
    ];
    let table = example.table("", settings);
    table.file("The configuration of Footnote's Discord bot")
}

/// The schema of a `[[server.channel]]`.
fn channel(example: &Example) -> Value {
    let id = example.field("server.channel.id", snowflake());
    let source = json!({ "type": "string", "minLength": 1, "maxLength": SOURCE_ID_CHARS });
    let sources = example.field("server.channel.sources", at_least(1, &source));
    let table = example.table("server.channel", []);
    let table = table.required("id", id).required("sources", sources);
    table.schema()
}

fn one_of<T>(choices: &[(&'static str, T)]) -> Value {
    choice(choices.iter().map(|(name, _)| *name))
}

/// A Discord id, as a number or as a string of digits.
fn snowflake() -> Value {
    json!({ "type": ["integer", "string"], "minimum": 1, "pattern": "^0*[1-9][0-9]*$" })
}

/// What the example file says about a table or a setting.
#[derive(Default)]
struct Said {
    /// The comment above it.
    comment: String,
    /// Its value; none for a table.
    value: Option<Value>,
    /// Whether that is the default.
    is_default: bool,
}

/// What the example file says, by `table`, `table.setting` or, outside of tables, `setting`.
struct Example(HashMap<String, Said>);

impl Example {
    fn read() -> Self {
        let mut all = HashMap::new();
        let (mut prefix, mut comment) = (String::new(), Vec::new());
        for line in EXAMPLE.lines() {
            if let Some(text) = line.strip_prefix("# ") {
                comment.push(text);
                continue;
            }
            let comment = std::mem::take(&mut comment).join(" ");
            let written = line.strip_prefix('#');
            let is_default = written.is_none();
            let written = written.unwrap_or(line);
            if written.starts_with('[') {
                let table = written.trim_matches(['[', ']']);
                prefix = format!("{table}.");
                let said = Said {
                    comment,
                    ..Said::default()
                };
                all.insert(table.to_owned(), said);
            } else if let Some((name, value)) = written.split_once(" = ") {
                let said = Said {
                    comment,
                    // Its strings, numbers and lists are written as in JSON.
                    value: serde_json::from_str(value).ok(),
                    is_default,
                };
                all.insert(format!("{prefix}{name}"), said);
            }
        }
        Self(all)
    }

    fn table<const N: usize>(&self, name: &str, fields: [(&'static str, Value); N]) -> TableSchema {
        let about = self.0.get(name).map(|said| said.comment.as_str());
        let about = about.unwrap_or("The settings of `footnote discord`.");
        let table = TableSchema::of(about);
        fields.into_iter().fold(table, |table, (field, schema)| {
            let path = [name, field].join(".");
            table.optional(field, self.field(path.trim_start_matches('.'), schema))
        })
    }

    /// The schema of a setting, with what the example says about it.
    fn field(&self, path: &str, schema: Value) -> Value {
        let Some(said) = self.0.get(path) else {
            return schema;
        };
        let mut schema = described(&said.comment, schema);
        match (&said.value, said.is_default) {
            (Some(value), true) => schema["default"] = value.clone(),
            (Some(value), false) => schema["examples"] = json!([value]),
            (None, _) => {}
        }
        schema
    }
}
