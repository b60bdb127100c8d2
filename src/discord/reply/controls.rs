//! The buttons and the menu under an answer. Pure.

use serenity::builder::{
    CreateActionRow, CreateButton, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
};
use serenity::model::application::ButtonStyle;
use serenity::model::id::{MessageId, UserId};

use crate::answer::{Answer, OPTIONS, Outcome};
use crate::discord::audience::Audience;
use crate::discord::custom_id::{CustomId, ShortHash, Stamp, VoteMark};
use crate::discord::limits::{BUTTONS_PER_ROW, CHOICE_CHARS, CHOICES, LABEL_CHARS};
use crate::discord::reply::context::{HowAsked, ReplyContext};
use crate::discord::reply::markdown::clip;
use crate::wording;

// The options of “did you mean” and “None of these” share a row.
const _: () = assert!(OPTIONS < BUTTONS_PER_ROW);

/// What the controls under an answer are made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Controls {
    stamp: Stamp,
    asker: UserId,
    audience: Audience,
    how: HowAsked,
    votes: bool,
    outcome: Outcome,
    question: String,
    entry: Option<ShortHash>,
    /// The other entries that are offered, each with its question.
    others: Vec<(ShortHash, String)>,
}

impl Controls {
    /// The controls of a reply that offers no entry.
    #[must_use]
    pub fn of_decline(context: &ReplyContext) -> Self {
        Self {
            stamp: Stamp::of(context.knowledge),
            asker: context.asker,
            audience: context.audience,
            how: context.how,
            votes: context.votes,
            outcome: Outcome::Declined,
            question: String::new(),
            entry: None,
            others: Vec::new(),
        }
    }

    /// The controls of an answer.
    #[must_use]
    pub fn of_answer(answer: &Answer, context: &ReplyContext) -> Self {
        let others = answer.others.iter();
        Self {
            outcome: answer.outcome,
            question: answer.question.clone(),
            entry: answer.entry.as_ref().map(ShortHash::of_name),
            others: others
                .map(|other| (ShortHash::of_name(other), other.asked_as.clone()))
                .collect(),
            ..Self::of_decline(context)
        }
    }

    /// The same controls for another audience.
    #[must_use]
    pub fn for_audience(self, audience: Audience) -> Self {
        Self { audience, ..self }
    }

    /// Returns the rows under the last message of an answer, given the messages before it.
    #[must_use]
    pub fn rows(&self, earlier: &[MessageId]) -> Vec<CreateActionRow> {
        let mut rows = Vec::new();
        let picks = self.picks();
        if !picks.is_empty() {
            rows.push(CreateActionRow::Buttons(picks));
        }
        rows.push(CreateActionRow::Buttons(self.about(earlier)));
        if self.outcome == Outcome::Answered && !self.others.is_empty() {
            let id = CustomId::RelatedMenu {
                stamp: self.stamp.clone(),
                asker: self.asker,
                earlier: earlier.to_vec(),
            };
            rows.push(menu(&id, wording::RELATED_MENU, &self.others));
        }
        rows
    }

    /// The entries that could be meant, or that are near a gap.
    fn picks(&self) -> Vec<CreateButton> {
        let pick = |(entry, label): &(ShortHash, String)| {
            let id = CustomId::Pick {
                stamp: self.stamp.clone(),
                asker: self.asker,
                entry: entry.clone(),
            };
            button(&id, label).style(ButtonStyle::Primary)
        };
        let others = self.others.iter().take(OPTIONS).map(pick);
        let asker = self.asker;
        match self.outcome {
            Outcome::Unsure => {
                let none = button(&CustomId::NoneOfThese { asker }, wording::NONE_OF_THESE);
                others.chain([none]).collect()
            }
            Outcome::Gap => others.collect(),
            Outcome::Answered | Outcome::Declined => Vec::new(),
        }
    }

    /// The buttons about the answer itself.
    fn about(&self, earlier: &[MessageId]) -> Vec<CreateButton> {
        let mut buttons = Vec::new();
        if let (Outcome::Answered, Some(entry)) = (self.outcome, &self.entry) {
            let id = CustomId::Source {
                stamp: self.stamp.clone(),
                entry: entry.clone(),
            };
            buttons.push(button(&id, wording::SHOW_SOURCE));
        }
        if self.outcome == Outcome::Declined {
            buttons.push(button(&CustomId::ShowTopics, wording::SEE_TOPICS));
        }
        buttons.extend(self.why().map(|id| button(&id, wording::WHY)));
        if let (HowAsked::InWords, true, Some(entry)) = (self.how, self.votes, &self.entry) {
            let id = |mark| CustomId::vote(mark, entry, &self.question);
            buttons.push(button(&id(VoteMark::Helpful), wording::HELPFUL));
            buttons.push(button(&id(VoteMark::Rejected), wording::NOT_THIS));
        }
        if self.audience == Audience::Everyone {
            let id = CustomId::Delete {
                asker: self.asker,
                earlier: earlier.to_vec(),
            };
            buttons.push(button(&id, wording::DELETE));
        }
        buttons
    }

    /// What “Why this answer” shows; `None` where there is nothing to explain.
    fn why(&self) -> Option<CustomId> {
        match (self.how, &self.entry) {
            (HowAsked::InWords, _) => Some(CustomId::why(&self.stamp, &self.question)),
            (HowAsked::Picked, Some(entry)) => Some(CustomId::WhyPicked {
                stamp: self.stamp.clone(),
                entry: entry.clone(),
            }),
            (HowAsked::Picked, None) => None,
        }
    }
}

/// Returns a grey button; its label is cut if it is too long.
pub fn button(id: &CustomId, label: &str) -> CreateButton {
    CreateButton::new(id.encode())
        .label(clip(label, LABEL_CHARS))
        .style(ButtonStyle::Secondary)
}

/// Returns a menu of (hash, label) options; those beyond Discord's limit are left out.
pub fn menu(id: &CustomId, placeholder: &str, options: &[(ShortHash, String)]) -> CreateActionRow {
    let options = options.iter().take(CHOICES);
    let options = options
        .map(|(hash, label)| CreateSelectMenuOption::new(clip(label, CHOICE_CHARS), hash.as_str()));
    let kind = CreateSelectMenuKind::String {
        options: options.collect(),
    };
    CreateActionRow::SelectMenu(CreateSelectMenu::new(id.encode(), kind).placeholder(placeholder))
}
