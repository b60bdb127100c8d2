//! The body of a message: what it says, with its controls, and whom it mentions. Pure.

use serde_json::{Value, json};
use serenity::builder::CreateActionRow;
use serenity::model::channel::MessageFlags;
use serenity::model::id::UserId;

use crate::discord::audience::Audience;
use crate::discord::limits::{NONCE_CHARS, ROWS};

/// A message's text and controls.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MessageBody {
    /// Its text.
    pub text: String,
    /// Its controls. They are sent even if there are none, so that an edit removes the old ones.
    pub rows: Vec<CreateActionRow>,
    /// The one member whom its text mentions and who is notified; nobody else ever is.
    pub mention: Option<UserId>,
}

impl MessageBody {
    /// A message without controls.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// One of the messages of a longer text; the last of them has the controls.
    #[must_use]
    pub fn part(text: &str, is_last: bool, rows: impl FnOnce() -> Vec<CreateActionRow>) -> Self {
        Self {
            text: text.to_owned(),
            rows: if is_last { rows() } else { Vec::new() },
            ..Self::default()
        }
    }

    pub(super) fn json(&self, audience: Audience) -> Value {
        debug_assert!(self.rows.len() <= ROWS, "Discord takes {ROWS} rows");
        let flags = MessageFlags::SUPPRESS_EMBEDS | audience.flags();
        let mut map = json!({
            "content": self.text,
            "components": self.rows,
            "flags": flags,
            "allowed_mentions": { "parse": [], "replied_user": false },
        });
        if let Some(member) = self.mention {
            map["allowed_mentions"]["users"] = json!([member]);
        }
        map
    }

    /// A new message that Discord posts once, however often it is sent.
    pub(super) fn once(&self, nonce: &str) -> Value {
        debug_assert!(
            nonce.len() <= NONCE_CHARS,
            "`{nonce}` is too long for a nonce"
        );
        let mut map = self.json(Audience::Everyone);
        map["nonce"] = json!(nonce);
        map["enforce_nonce"] = json!(true);
        map
    }

    /// An edit, which cannot change who sees the message.
    pub(super) fn edit(&self) -> Value {
        self.json(Audience::Everyone)
    }
}
