//! An interaction as a test sees it: what became of it.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use crate::Message;
use crate::PATIENCE;
use crate::model::interactions::Given;
use crate::model::messages::EPHEMERAL;
use crate::state::Shared;

/// An interaction that somebody has set off.
#[derive(Debug, Clone)]
pub struct Interaction {
    /// The interaction's snowflake.
    pub id: u64,
    pub(crate) shared: Arc<Shared>,
}

/// A first response to an interaction.
#[derive(Debug, Clone)]
pub struct Response {
    /// 4 a message, 5 a message promised, 6 a change promised, 7 a change, 8 choices, 9 a form.
    pub kind: u64,
    /// Whether only its user sees it.
    pub ephemeral: bool,
    /// The text; empty where there is none.
    pub content: String,
    /// The rows, as sent.
    pub components: Vec<Value>,
    /// Names and values.
    pub choices: Vec<(String, Value)>,
    /// The whole body.
    pub raw: Value,
    /// How long it took, on the fake's clock.
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
            .until(PATIENCE, &what, |state| {
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

    /// Waits for the message that resulted: a new one, or the one whose control was used. After a
    /// deferral, as it is once the promise is kept.
    pub async fn message(&self) -> Message {
        self.shared
            .until(PATIENCE, "the message of an interaction", |state| {
                let record = state.records.get(self.id)?;
                record.response.as_ref()?;
                let original = record.original.filter(|_| !record.is_owed)?;
                Message::find(&self.shared, state, original)
            })
            .await
    }

    /// The same, once it was changed after the first response; for whoever is promised a change.
    pub async fn changed(&self) -> Message {
        self.shared
            .until(PATIENCE, "the change of a message", |state| {
                let record = state.records.get(self.id)?;
                let original = record.original.filter(|_| record.changes > 0)?;
                Message::find(&self.shared, state, original)
            })
            .await
    }

    /// The follow-ups so far, without those that are gone.
    pub fn followups(&self) -> Vec<Message> {
        self.shared.look(|state| {
            let record = state.records.get(self.id);
            let ids = record.map_or(&[][..], |record| &record.followups);
            ids.iter()
                .filter_map(|id| Message::find(&self.shared, state, *id))
                .collect()
        })
    }

    /// Waits for so many follow-ups.
    pub async fn followups_of(&self, count: usize) -> Vec<Message> {
        let what = format!("{count} follow-ups");
        self.shared
            .until(PATIENCE, &what, |state| {
                let ids = &state.records.get(self.id)?.followups;
                (ids.len() >= count).then_some(())
            })
            .await;
        self.followups()
    }

    /// The path that its first response is posted to, for requests of a test's own.
    pub fn callback_path(&self) -> String {
        format!("/interactions/{}/{}/callback", self.id, self.token())
    }

    /// The path of the message that resulted.
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

    /// Lets it go without a response, or with a promise that is not kept.
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

    /// The names of the choices.
    pub fn names(&self) -> Vec<&str> {
        self.choices.iter().map(|(name, _)| name.as_str()).collect()
    }
}
