//! A call for a person, as a message; and an answer under which somebody has been called. Pure.

use serenity::builder::{CreateActionRow, CreateButton};
use serenity::model::application::{ActionRowComponent, Button, ButtonKind};
use serenity::model::channel::Message;
use serenity::model::id::RoleId;

use crate::answer::EntryName;
use crate::discord::custom_id::{CustomId, HelperCall};
use crate::discord::limits::LABEL_CHARS;
use crate::discord::reply::controls::button;
use crate::discord::reply::foreign;
use crate::discord::reply::layout::ENTRY_ID_CHARS;
use crate::wording::helping as wording;
use crate::wording::{Escaped, Saying, Words};

/// Characters of a question that a call takes.
pub const CALL_CHARS: u16 = 300;
/// Characters of the question of an entry that is near.
const NEAR_CHARS: usize = 110;
/// Entries near the question that are named.
const NEAR: usize = 3;

/// The text of a call; `nearest` are the entries that come nearest to the question, best first.
#[must_use]
pub fn text(
    words: &Words,
    role: RoleId,
    call: &HelperCall,
    question: &str,
    nearest: &[EntryName],
) -> String {
    // However much of it has to be escaped.
    let question = foreign::text(question, 2 * usize::from(CALL_CHARS));
    let entry = |entry: &EntryName| {
        let question = foreign::text(&entry.asked_as, NEAR_CHARS);
        let id = foreign::code(&entry.id, ENTRY_ID_CHARS);
        wording::near_entry(words, &question, &id, entry.kind)
    };
    let nearest: Vec<Escaped> = nearest.iter().take(NEAR).map(entry).collect();
    let near = wording::near(words, &nearest);
    wording::call(words, role.get(), call.asker.get(), &question, &near)
}

/// Reads the question off the text of a call, where it is the second line; empty where there is none.
#[must_use]
pub fn question(text: &str) -> String {
    let line = text.lines().nth(1).and_then(|line| line.strip_prefix("> "));
    foreign::unescaped(line.unwrap_or_default())
}

/// The controls under a call that was made in the server with this id.
#[must_use]
pub fn rows(words: &Words, server: u64, call: HelperCall) -> Vec<CreateActionRow> {
    let link = CreateButton::new_link(call.url(server));
    let link = link.label(foreign::field(&words.say(Saying::GoThere), LABEL_CHARS));
    let answer = button(&CustomId::AnswerCall { call }, wording::ADD_ANSWER);
    vec![CreateActionRow::Buttons(vec![link, answer])]
}

/// The controls of an answer once a person has been called; none if one has been called before.
#[must_use]
pub fn rows_once_called(words: &Words, answer: &Message) -> Option<Vec<CreateActionRow>> {
    let mut is_called = false;
    let mut rows = Vec::new();
    for row in &answer.components {
        let buttons = row.components.iter().filter_map(|control| match control {
            ActionRowComponent::Button(button) => Some(button),
            _ => None,
        });
        let buttons = buttons.map(|own| {
            let button = CreateButton::from(own.clone());
            if own.disabled || !calls(own) {
                return button;
            }
            is_called = true;
            button.label(words.say(Saying::PersonAsked)).disabled(true)
        });
        let buttons: Vec<CreateButton> = buttons.collect();
        if !buttons.is_empty() {
            rows.push(CreateActionRow::Buttons(buttons));
        }
    }
    is_called.then_some(rows)
}

fn calls(button: &Button) -> bool {
    let ButtonKind::NonLink { custom_id, .. } = &button.data else {
        return false;
    };
    matches!(
        CustomId::decode(custom_id),
        Some(CustomId::AskPerson { .. })
    )
}

#[cfg(test)]
mod tests {
    use serenity::model::id::{ChannelId, UserId};

    use super::*;

    #[test]
    fn a_question_is_read_off_its_call_as_it_was_typed() {
        let call = HelperCall {
            asker: UserId::new(2),
            channel: ChannelId::new(3),
            message: None,
        };
        let check = |typed: &str, read: &str| {
            let text = text(Words::english(), RoleId::new(1), &call, typed, &[]);
            assert_eq!(question(&text), read, "{text}");
            assert_eq!(text.lines().count(), 4, "{text}");
        };
        check("When?", "When?");
        check(
            "@everyone **a** \\ <@&1>\n> -# b",
            "@everyone **a** \\ <@&1> > -# b",
        );
        check(&"*".repeat(300), &"*".repeat(300));
        assert_eq!(question("no call"), "");
    }
}
