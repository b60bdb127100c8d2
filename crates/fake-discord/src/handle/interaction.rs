//! An interaction as a test sees it, with its response and its messages.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use crate::Message;
use crate::WAIT_TIMEOUT;
use crate::model::interactions::Given;
use crate::model::messages::EPHEMERAL;
use crate::state::Shared;

/// An interaction that a user has caused.
#[derive(Debug, Clone)]
pub struct Interaction {
    /// The interaction's snowflake.
    pub id: u64,
    pub(crate) shared: Arc<Shared>,
}

/// A first response to an interaction.
#[derive(Debug, Clone)]
pub struct Response {
    /// The callback type: 4 message, 5 deferred message, 6 deferred update, 7 update, 8 choices, 9 modal.
    pub kind: u64,
    /// Whether only its user sees it.
    pub ephemeral: bool,
    /// The text; empty where there is none.
    pub content: String,
    /// The rows, as sent.
    pub components: Vec<Value>,
    /// The autocomplete choices, by name and value.
    pub choices: Vec<(String, Value)>,
    /// The whole callback body.
    pub raw: Value,
    /// The time from the interaction to this response, on the fake's clock.
    pub after: Duration,
}

impl Interaction {
    /// Waits for the first response.
    pub async fn response(&self) -> Response {
        let (title, sent) = self.shared.look(|state| {
            let record = state.records.get(self.id);
            record
                .map(|record| (record.title.clone(), record.sent))
                .unwrap_or_default()
        });
        let what = format!("a response to {title}");
        let given = self
            .shared
            .until(WAIT_TIMEOUT, &what, |state| {
                state
                    .records
                    .get(self.id)
                    .and_then(|record| record.response.clone())
            })
            .await;
        Response::new(&given, sent)
    }

    /// Whether there has been a response.
    pub fn is_answered(&self) -> bool {
        self.shared.look(|state| {
            let record = state.records.get(self.id);
            record.is_some_and(|record| record.response.is_some())
        })
    }

    /// Waits for the resulting message: a new one, or the one whose component was used. After a
    /// deferral, waits until it is filled in.
    pub async fn message(&self) -> Message {
        self.message_within(WAIT_TIMEOUT).await
    }

    /// The same with another limit.
    pub async fn message_within(&self, limit: Duration) -> Message {
        self.shared
            .until(limit, "the message of an interaction", |state| {
                let record = state.records.get(self.id)?;
                record.response.as_ref()?;
                let original = record.original.filter(|_| !record.is_owed)?;
                Message::find(&self.shared, state, original)
            })
            .await
    }

    /// The same, once it was edited after the first response.
    pub async fn changed(&self) -> Message {
        self.shared
            .until(WAIT_TIMEOUT, "the change of a message", |state| {
                let record = state.records.get(self.id)?;
                let original = record.original.filter(|_| record.changes > 0)?;
                Message::find(&self.shared, state, original)
            })
            .await
    }

    /// The follow-ups so far, without deleted ones.
    pub fn followups(&self) -> Vec<Message> {
        self.shared.look(|state| {
            let record = state.records.get(self.id);
            let ids = record.map_or(&[][..], |record| &record.followups);
            ids.iter()
                .filter_map(|id| Message::find(&self.shared, state, *id))
                .collect()
        })
    }

    /// Waits for at least `count` follow-ups.
    pub async fn followups_of(&self, count: usize) -> Vec<Message> {
        let what = format!("{count} follow-ups");
        self.shared
            .until(WAIT_TIMEOUT, &what, |state| {
                let ids = &state.records.get(self.id)?.followups;
                (ids.len() >= count).then_some(())
            })
            .await;
        self.followups()
    }

    /// The path of its callback below `/api/v10`.
    pub fn callback_path(&self) -> String {
        format!("/interactions/{}/{}/callback", self.id, self.token())
    }

    /// The path of its original response below `/api/v10`.
    pub fn original_path(&self) -> String {
        let application = self.shared.look(|state| state.world.application);
        format!(
            "/webhooks/{application}/{}/messages/@original",
            self.token()
        )
    }

    fn token(&self) -> String {
        self.shared.look(|state| {
            let record = state.records.get(self.id);
            record
                .map(|record| record.token.clone())
                .unwrap_or_default()
        })
    }

    /// No response, or a deferral that is never filled in, is no violation.
    pub fn allow_silence(&self) {
        self.shared.change(|state| {
            if let Some(record) = state.records.get_mut(self.id) {
                record.allows_silence = true;
            }
        });
    }
}

impl Response {
    fn new(given: &Given, sent: Duration) -> Self {
        let data = &given.body["data"];
        let list = |key: &str| data[key].as_array().cloned().unwrap_or_default();
        let choice = |choice: &Value| {
            let name = choice["name"].as_str().unwrap_or_default().to_owned();
            (name, choice["value"].clone())
        };
        Self {
            kind: given.kind,
            ephemeral: data["flags"].as_u64().unwrap_or(0) & EPHEMERAL != 0,
            content: data["content"].as_str().unwrap_or_default().to_owned(),
            components: list("components"),
            choices: list("choices").iter().map(choice).collect(),
            after: given.at.saturating_sub(sent),
            raw: given.body.clone(),
        }
    }

    /// The names of the autocomplete choices.
    pub fn names(&self) -> Vec<&str> {
        self.choices.iter().map(|(name, _)| name.as_str()).collect()
    }
}
