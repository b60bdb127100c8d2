//! The buttons and the menu under an answer. Pure.

use serenity::builder::{
    CreateActionRow, CreateButton, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
};
use serenity::model::application::ButtonStyle;
use serenity::model::id::{MessageId, UserId};

use crate::answer::option_label::OptionLabel;
use crate::answer::{Answer, OPTIONS, Outcome};
use crate::discord::audience::Audience;
use crate::discord::custom_id::{CustomId, ShortHash, Stamp, VoteMark};
use crate::discord::limits::{BUTTONS_PER_ROW, CHOICE_CHARS, CHOICES, LABEL_CHARS};
use crate::discord::reply::context::{HowAsked, ReplyContext};
use crate::discord::reply::foreign;
use crate::wording::{Saying, Words};

/// Characters of an option's button that a phone shows whole.
const OPTION_LABEL_CHARS: usize = 38;

/// What the controls under an answer are made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Controls {
    words: Words,
    stamp: Stamp,
    asker: UserId,
    audience: Audience,
    how: HowAsked,
    votes: bool,
    has_helpers: bool,
    post: Option<UserId>,
    outcome: Outcome,
    question: String,
    entry: Option<ShortHash>,
    /// The entry in whose light the question was understood.
    following: Option<ShortHash>,
    /// The other entries that are offered.
    others: Vec<(ShortHash, OptionLabel)>,
}

impl Controls {
    /// The controls of a reply that offers no entry.
    #[must_use]
    pub fn of_decline(context: &ReplyContext) -> Self {
        Self {
            words: context.words.clone(),
            stamp: Stamp::of(context.knowledge),
            asker: context.asker,
            audience: context.audience,
            how: context.how,
            votes: context.votes,
            has_helpers: context.has_helpers,
            post: context.post,
            outcome: Outcome::Declined,
            question: String::new(),
            entry: None,
            following: None,
            others: Vec::new(),
        }
    }

    /// The controls of an answer.
    #[must_use]
    pub fn of_answer(answer: &Answer, context: &ReplyContext) -> Self {
        let others = answer.others.iter().map(ShortHash::of_name);
        let labels = OptionLabel::of_list(context.knowledge, &answer.others);
        Self {
            outcome: answer.outcome,
            question: answer.question.clone(),
            entry: answer.entry.as_ref().map(ShortHash::of_name),
            following: answer.following.as_ref().map(ShortHash::of_name),
            others: others.zip(labels).collect(),
            ..Self::of_decline(context)
        }
    }

    /// The same controls of a reply to this question.
    #[must_use]
    pub fn for_question(self, question: &str) -> Self {
        let question = question.to_owned();
        Self { question, ..self }
    }

    /// The table and the entry that the reply answers from, if it does.
    #[must_use]
    pub fn given_from(&self) -> Option<(&Stamp, &ShortHash)> {
        let entry = self.entry.as_ref().filter(|_| self.outcome.is_covered())?;
        Some((&self.stamp, entry))
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
        for picks in self.picks().chunks(BUTTONS_PER_ROW) {
            rows.push(CreateActionRow::Buttons(picks.to_vec()));
        }
        rows.push(CreateActionRow::Buttons(self.about(earlier)));
        rows.extend(
            self.solved()
                .map(|solved| CreateActionRow::Buttons(vec![solved])),
        );
        if self.outcome == Outcome::Answered && !self.others.is_empty() {
            let id = CustomId::RelatedMenu {
                stamp: self.stamp.clone(),
                asker: self.asker,
                earlier: earlier.to_vec(),
            };
            let labels = self.others.iter();
            let labels = labels.map(|(hash, label)| (hash.clone(), fit_label(label, CHOICE_CHARS)));
            let placeholder = self.words.say(Saying::RelatedMenu);
            rows.push(menu(&id, &placeholder, &labels.collect::<Vec<_>>()));
        }
        rows
    }

    /// Whether there are options to pick from.
    #[must_use]
    pub fn offers_options(&self) -> bool {
        !self.picks().is_empty()
    }

    /// The entries that could be meant, or that are near a gap.
    fn picks(&self) -> Vec<CreateButton> {
        let pick = |(number, (entry, label)): (usize, &(ShortHash, OptionLabel))| {
            let id = CustomId::Pick {
                stamp: self.stamp.clone(),
                asker: self.asker,
                entry: entry.clone(),
            };
            button(&id, &numbered_label(number, label)).style(ButtonStyle::Primary)
        };
        let others = (1..).zip(self.others.iter().take(OPTIONS)).map(pick);
        let asker = self.asker;
        match self.outcome {
            Outcome::Unsure => {
                let none = self.button(&CustomId::NoneOfThese { asker }, Saying::NoneOfThese);
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
            buttons.push(self.button(&id, Saying::ShowSource));
        }
        if self.outcome == Outcome::Declined {
            buttons.push(self.button(&CustomId::ShowTopics, Saying::SeeTopics));
        }
        let is_unanswered = matches!(self.outcome, Outcome::Declined | Outcome::Unsure);
        if self.has_helpers && is_unanswered && !self.question.is_empty() {
            let id = CustomId::ask_person(&self.question);
            buttons.push(self.button(&id, Saying::AskPerson));
        }
        buttons.extend(self.why().map(|id| self.button(&id, Saying::Why)));
        if let (HowAsked::InWords, true, Some(entry)) = (self.how, self.votes, &self.entry) {
            let id = |mark| CustomId::vote(mark, entry, &self.question);
            buttons.push(self.button(&id(VoteMark::Helpful), Saying::Helpful));
            buttons.push(self.button(&id(VoteMark::Rejected), Saying::NotThis));
        }
        if self.audience == Audience::Everyone {
            let id = CustomId::Delete {
                asker: self.asker,
                earlier: earlier.to_vec(),
            };
            buttons.push(self.button(&id, Saying::Delete));
        }
        buttons
    }

    /// The button that ends a post, under what could have solved it.
    fn solved(&self) -> Option<CreateButton> {
        let author = self
            .post
            .filter(|_| self.outcome.is_covered() && self.audience == Audience::Everyone)?;
        let id = CustomId::Solved { author };
        Some(self.button(&id, Saying::Solved).style(ButtonStyle::Success))
    }

    /// A grey button with this label.
    fn button(&self, id: &CustomId, label: Saying) -> CreateButton {
        button(id, &self.words.say(label))
    }

    /// What “Why this answer” shows; `None` where there is nothing to explain.
    fn why(&self) -> Option<CustomId> {
        match (self.how, &self.entry) {
            (HowAsked::InWords, Some(entry)) if self.outcome == Outcome::Gap => {
                Some(CustomId::why_gap(&self.stamp, entry, &self.question))
            }
            (HowAsked::InWords, _) => Some(CustomId::why(&self.stamp, &self.question)),
            (HowAsked::Picked, Some(entry)) => Some(CustomId::WhyPicked {
                stamp: self.stamp.clone(),
                entry: entry.clone(),
            }),
            (HowAsked::FollowingUp, _) => {
                let last = self.following.as_ref()?;
                CustomId::why_after(&self.stamp, last, &self.question)
            }
            (HowAsked::Picked, None) => None,
        }
    }
}

/// Returns the label of the button of an option; one that is cut begins with the option's number in the
/// list above it.
fn numbered_label(number: usize, label: &OptionLabel) -> String {
    let whole = foreign::field(&label.to_string(), CHOICE_CHARS);
    if whole.chars().count() <= OPTION_LABEL_CHARS {
        return whole;
    }
    let number = format!("{number}. ");
    let room = OPTION_LABEL_CHARS - number.chars().count();
    number + &fit_label(label, room)
}

/// Returns a label in at most `limit` characters: its question is cut before its source is.
#[must_use]
pub fn fit_label(label: &OptionLabel, limit: usize) -> String {
    let source = label.source.as_ref();
    let source = source.map(|source| format!(" ({})", foreign::field(source, limit / 2)));
    let source = source.unwrap_or_default();
    let room = limit.saturating_sub(source.chars().count());
    foreign::field(&label.question, room) + &source
}

/// Returns a grey button; its label is cut if it is too long.
pub fn button(id: &CustomId, label: &str) -> CreateButton {
    CreateButton::new(id.encode())
        .label(foreign::field(label, LABEL_CHARS))
        .style(ButtonStyle::Secondary)
}

/// Returns a menu of (hash, label) options; those beyond Discord's limit are left out.
pub fn menu(id: &CustomId, placeholder: &str, options: &[(ShortHash, String)]) -> CreateActionRow {
    let options = options.iter().take(CHOICES);
    let options = options.map(|(hash, label)| {
        CreateSelectMenuOption::new(foreign::field(label, CHOICE_CHARS), hash.as_str())
    });
    let kind = CreateSelectMenuKind::String {
        options: options.collect(),
    };
    CreateActionRow::SelectMenu(CreateSelectMenu::new(id.encode(), kind).placeholder(placeholder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_that_is_cut_keeps_its_number_and_its_source() {
        let check = |question: &str, source: Option<&str>, expected: &str| {
            let label = OptionLabel {
                question: question.to_owned(),
                source: source.map(str::to_owned),
            };
            assert_eq!(numbered_label(3, &label), expected);
        };
        check("When does the boat go?", None, "When does the boat go?");
        check(
            "When does it go?",
            Some("Ferry"),
            "When does it go? (Ferry)",
        );
        check(
            "When does the very last boat of the season go?",
            None,
            "3. When does the very last boat of th…",
        );
        check(
            "When does the last boat of the season go?",
            Some("The ferry to the islands in winter"),
            "3. When does the… (The ferry to the…)",
        );
    }
}
