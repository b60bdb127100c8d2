//! A message as a test sees it.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use crate::WAIT_TIMEOUT;
use crate::model::messages;
use crate::state::{Shared, State};

/// A snapshot of a message; [`Message::now`] takes another.
#[derive(Clone)]
pub struct Message {
    /// The message's snowflake.
    pub id: u64,
    /// The channel it was posted in.
    pub channel: u64,
    /// The user or bot who posted it.
    pub author: u64,
    /// The whole message object.
    pub value: Value,
    /// The request body with which the bot last created or edited it.
    pub sent: Value,
    /// The only user who sees it, if it is ephemeral.
    pub ephemeral: Option<u64>,
    pub(crate) shared: Arc<Shared>,
}

/// A button of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    /// What it says; empty where it has only an emoji.
    pub label: String,
    /// Empty for a link.
    pub custom_id: String,
    /// Where a link leads.
    pub url: Option<String>,
    /// Whether it cannot be pressed.
    pub is_disabled: bool,
}

impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Message {} {}", self.id, self.value)
    }
}

impl Message {
    pub(crate) fn find(shared: &Arc<Shared>, state: &State, id: u64) -> Option<Self> {
        let stored = state.world.messages.get(&id)?;
        Some(Self {
            id,
            channel: stored.channel,
            author: stored.author,
            value: stored.value.clone(),
            sent: stored.sent.clone(),
            ephemeral: stored.ephemeral,
            shared: Arc::clone(shared),
        })
    }

    /// Its text.
    pub fn content(&self) -> &str {
        self.value["content"].as_str().unwrap_or_default()
    }

    /// Its rows.
    pub fn components(&self) -> &[Value] {
        self.value["components"]
            .as_array()
            .map_or(&[], Vec::as_slice)
    }

    /// Its embeds.
    pub fn embeds(&self) -> &[Value] {
        self.value["embeds"].as_array().map_or(&[], Vec::as_slice)
    }

    /// Its flags, as bits.
    pub fn flags(&self) -> u64 {
        messages::flags(&self.value)
    }

    /// Whether only one user sees it.
    pub fn is_ephemeral(&self) -> bool {
        self.ephemeral.is_some()
    }

    /// Whether it has been edited.
    pub fn is_edited(&self) -> bool {
        !self.value["edited_timestamp"].is_null()
    }

    /// The `allowed_mentions` that the bot last sent with it.
    pub fn allowed_mentions(&self) -> &Value {
        &self.sent["allowed_mentions"]
    }

    /// The message that it replies to.
    pub fn replies_to(&self) -> Option<u64> {
        self.value["message_reference"]["message_id"]
            .as_str()?
            .parse()
            .ok()
    }

    /// The components in its rows, in order.
    pub fn controls(&self) -> Vec<&Value> {
        let rows = self.components().iter();
        let inner = rows.filter_map(|row| row["components"].as_array());
        inner.flatten().collect()
    }

    /// The custom ids of its buttons and menus, in order.
    pub fn custom_ids(&self) -> Vec<String> {
        let ids = self
            .controls()
            .into_iter()
            .filter_map(|c| c["custom_id"].as_str());
        ids.map(str::to_owned).collect()
    }

    /// Its buttons, in order.
    pub fn buttons(&self) -> Vec<Button> {
        let controls = self.controls().into_iter();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        controls
            .filter(|control| control["type"] == 2)
            .map(|button| Button {
                label: text(&button["label"]),
                custom_id: text(&button["custom_id"]),
                url: button["url"].as_str().map(str::to_owned),
                is_disabled: button["disabled"] == true,
            })
            .collect()
    }

    /// The labels of its buttons.
    pub fn labels(&self) -> Vec<String> {
        self.buttons()
            .into_iter()
            .map(|button| button.label)
            .collect()
    }

    /// Its first select menu.
    pub fn menu(&self) -> Option<&Value> {
        self.controls()
            .into_iter()
            .find(|control| control["type"] == 3)
    }

    /// The message as it is now, or none if it was deleted.
    pub fn now(&self) -> Option<Self> {
        self.shared
            .look(|state| Self::find(&self.shared, state, self.id))
    }

    /// The replies to it so far, without deleted ones.
    pub fn replies(&self) -> Vec<Self> {
        self.shared.look(|state| {
            let ids = state.world.replies.get(&self.id).into_iter().flatten();
            ids.filter_map(|id| Self::find(&self.shared, state, *id))
                .collect()
        })
    }

    /// Waits for the first reply to it, for up to ten seconds.
    pub async fn reply(&self) -> Self {
        self.reply_within(WAIT_TIMEOUT).await
    }

    /// Waits for the first reply to it, for up to `limit`.
    pub async fn reply_within(&self, limit: Duration) -> Self {
        let what = format!("a reply to “{}”", self.content());
        self.shared
            .until(limit, &what, |state| {
                let ids = state.world.replies.get(&self.id)?;
                ids.iter()
                    .find_map(|id| Self::find(&self.shared, state, *id))
            })
            .await
    }

    /// Waits until `is_so` holds; it is given none once the message is deleted.
    pub async fn until(&self, what: &str, is_so: impl Fn(Option<&Self>) -> bool) -> Option<Self> {
        self.shared
            .until(WAIT_TIMEOUT, what, |state| {
                let now = Self::find(&self.shared, state, self.id);
                is_so(now.as_ref()).then_some(now)
            })
            .await
    }

    /// Waits until it differs from this snapshot, and returns the new one.
    pub async fn edited(&self) -> Self {
        let before = self.value.clone();
        let changed = self
            .until("an edit", |now| now.is_some_and(|now| now.value != before))
            .await;
        changed.expect("a message that is there")
    }

    /// Waits until it is deleted.
    pub async fn deleted(&self) {
        self.until("a deletion", |now| now.is_none()).await;
    }
}
