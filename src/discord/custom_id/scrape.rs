//! Reads back what the controls under one of the bot's messages carry: the bot keeps no record of
//! its answers, since their controls are the record.

use serenity::model::application::{ActionRowComponent, ButtonKind};
use serenity::model::channel::Message;
use serenity::model::id::{MessageId, UserId};

use crate::discord::custom_id::{CustomId, HelperCall, ShortHash, Stamp};

/// The custom ids of a message's buttons and menus.
pub struct MessageControls(Vec<CustomId>);

impl MessageControls {
    /// Reads them off a message; those that are not ours, or disabled, are left out.
    #[must_use]
    pub fn of(message: &Message) -> Self {
        let controls = message.components.iter().flat_map(|row| &row.components);
        let ids = controls.filter_map(|control| match control {
            ActionRowComponent::Button(button) if !button.disabled => match &button.data {
                ButtonKind::NonLink { custom_id, .. } => Some(custom_id.as_str()),
                _ => None,
            },
            ActionRowComponent::SelectMenu(menu) => menu.custom_id.as_deref(),
            _ => None,
        });
        Self(ids.filter_map(CustomId::decode).collect())
    }

    /// Returns the question that the message responds to; empty where the controls carry only its
    /// beginning, `None` where they carry none that stands alone.
    #[must_use]
    pub fn question(&self) -> Option<&str> {
        self.0.iter().find_map(|id| match id {
            CustomId::Why { question, .. } | CustomId::WhyGap { question, .. } => {
                Some(question.as_str())
            }
            CustomId::WhyCut { .. } | CustomId::WhyGapCut { .. } => Some(""),
            _ => None,
        })
    }

    /// Returns the entry that the message answers from; `None` if it answers nothing, or is a gap's and
    /// from before its controls carried it.
    #[must_use]
    pub fn entry(&self) -> Option<&ShortHash> {
        self.0.iter().find_map(|id| match id {
            CustomId::Source { entry, .. }
            | CustomId::WhyPicked { entry, .. }
            | CustomId::WhyGap { entry, .. }
            | CustomId::WhyGapCut { entry, .. }
            | CustomId::Vote { entry, .. } => Some(entry),
            _ => None,
        })
    }

    /// Returns the stamp of the table that the message was made from.
    #[must_use]
    pub fn stamp(&self) -> Option<&Stamp> {
        self.0.iter().find_map(|id| match id {
            CustomId::Source { stamp, .. }
            | CustomId::Why { stamp, .. }
            | CustomId::WhyCut { stamp, .. }
            | CustomId::WhyGap { stamp, .. }
            | CustomId::WhyGapCut { stamp, .. }
            | CustomId::WhyAfter { stamp, .. }
            | CustomId::WhyPicked { stamp, .. } => Some(stamp),
            _ => None,
        })
    }

    /// Returns the messages before this one that belong to the same answer.
    #[must_use]
    pub fn earlier(&self) -> &[MessageId] {
        let mut ids = self.0.iter();
        let earlier = ids.find_map(|id| match id {
            CustomId::Delete { earlier, .. } => Some(earlier.as_slice()),
            _ => None,
        });
        earlier.unwrap_or_default()
    }

    /// Returns the options that the message offers, in order, each with the stamp of its table.
    #[must_use]
    pub fn options(&self) -> Vec<(&Stamp, &ShortHash)> {
        let options = self.0.iter().filter_map(|id| match id {
            CustomId::Pick { stamp, entry, .. } => Some((stamp, entry)),
            _ => None,
        });
        options.collect()
    }

    /// Returns the entry that a question right after the message may lean on: the one that answers, or the first option.
    #[must_use]
    pub fn next_context(&self) -> Option<&ShortHash> {
        let first = || self.options().first().map(|(_, entry)| *entry);
        self.entry().or_else(first)
    }

    /// Whether the message offers to reject every option.
    #[must_use]
    pub fn offers_none(&self) -> bool {
        let is_none = |id: &CustomId| matches!(id, CustomId::NoneOfThese { .. });
        self.0.iter().any(is_none)
    }

    /// Whether the message asks this member which entry they meant.
    #[must_use]
    pub fn asks_which_was_meant(&self, member: UserId) -> bool {
        let is_for =
            |id: &CustomId| matches!(id, CustomId::NoneOfThese { asker } if *asker == member);
        self.0.iter().any(is_for)
    }

    /// Returns the question that can be asked of a person; empty if none can.
    #[must_use]
    pub fn question_for_person(&self) -> &str {
        let question = self.0.iter().find_map(|id| match id {
            CustomId::AskPerson { question } => Some(question.as_str()),
            _ => None,
        });
        question.unwrap_or_default()
    }

    /// Returns what the message calls a person for; none if it is no such call.
    #[must_use]
    pub fn helper_call(&self) -> Option<HelperCall> {
        self.0.iter().find_map(|id| match id {
            CustomId::AnswerCall { call } => Some(*call),
            _ => None,
        })
    }
}
