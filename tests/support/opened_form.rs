//! A form that a moderator was shown, to be filled in and sent.

use std::collections::BTreeMap;

use footnote::wording::curating::TYPED_FILE;
use serde_json::Value;

use crate::support::moderated::Moderated;
use fake_discord::{Interaction, Message};

/// A form that a moderator was shown, with what it is filled in with.
pub struct OpenedForm {
    pub form: Interaction,
    pub title: String,
    pub fields: BTreeMap<String, String>,
}

/// Opens the form of a moderator's command.
pub async fn open(place: &Moderated, command: &str, options: Value) -> OpenedForm {
    let form = place.command(place.moderator, command, options);
    let shown = form.response().await;
    assert_eq!(shown.kind, 9, "{}", shown.content);
    let data = &shown.raw["data"];
    let rows = data["components"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let fields = rows.map(|row| {
        let field = &row["components"][0];
        (text(&field["custom_id"]), text(&field["value"]))
    });
    OpenedForm {
        title: text(&data["title"]),
        fields: fields.collect(),
        form,
    }
}

impl OpenedForm {
    /// The same form with other words in a field.
    pub fn with(mut self, field: &str, from: &str, to: &str) -> Self {
        let value = self.fields.get_mut(field).unwrap();
        assert!(value.contains(from), "{value}");
        *value = value.replace(from, to);
        self
    }

    /// Sends the form.
    pub async fn send(&self, place: &Moderated) -> Message {
        let fields = self.fields.iter();
        let fields: Vec<(&str, &str)> = fields.map(|(k, v)| (k.as_str(), v.as_str())).collect();
        let sent = place
            .discord
            .submit_modal(place.moderator, &self.form, &fields);
        let message = sent.changed().await;
        assert!(message.is_ephemeral());
        message
    }
}

/// Checks that a reply says something, and gives back what was typed.
#[track_caller]
pub fn assert_given_back(reply: &Message, says: &str, typed: &str) {
    assert!(reply.content().contains(says), "{}", reply.content());
    let file = reply.file(TYPED_FILE).unwrap_or_default();
    assert!(file.contains(typed), "{file}");
}
