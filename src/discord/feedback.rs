//! What members say of answers: that one helped, or that it was not what they asked; and what is kept
//! of that.

use serenity::all::InputTextStyle;
use serenity::builder::{CreateActionRow, CreateInputText, CreateModal};
use serenity::model::application::ButtonStyle;
use serenity::model::channel::Message;

use crate::config::JournalMode;
use crate::discord::Bot;
use crate::discord::custom_id::{CustomId, Key, Table, controls};
use crate::discord::interaction::Caller;
use crate::discord::outgoing::{Body, Refused, Response};
use crate::discord::reply::layout::{Audience, Occasion, Way, button, lay_out};
use crate::discord::reply::markdown::{MAX_CHARS, clip, escape};
use crate::question_log::MemberVote;
use crate::record::VoteKind;
use crate::wording;

/// How much of what is kept is listed.
const LISTED: usize = 15;
/// The most characters of a question in that list.
const QUESTION: usize = 100;
/// What the form for other words calls its field.
pub const FIELD: &str = "question";
/// The most characters of a question that is typed in it.
const TYPED: u16 = 300;

/// Notes what a member says of the answer to a question.
pub fn say(bot: &Bot, caller: &Caller, verdict: VoteKind, question: &str, entry: Option<&Key>) {
    let snapshot = bot.service.snapshot();
    let knowledge = snapshot.knowledge();
    let found = entry.and_then(|entry| entry.find(knowledge));
    let entry = found.map(|entry| (knowledge.source_of(entry).id.clone(), entry.id.clone()));
    bot.journal.vote(MemberVote {
        member: caller.user.get(),
        question: question.to_owned(),
        entry,
        verdict,
        snapshot,
    });
}

/// Notes what was picked, or that nothing was, where the bot has asked back.
pub fn say_picked(bot: &Bot, caller: &Caller, message: &Message, picked: Option<&Key>) {
    let controls: Vec<CustomId> = controls(message).collect();
    let is_asking_back = controls
        .iter()
        .any(|control| matches!(control, CustomId::NoneOfThese { asker } if *asker == caller.user));
    let question = controls.iter().find_map(|control| match control {
        CustomId::Why {
            question, is_cut, ..
        } => Some(whole(question, *is_cut)),
        _ => None,
    });
    if let (true, Some(question)) = (is_asking_back, question) {
        let verdict = match picked {
            Some(_) => VoteKind::Picked,
            None => VoteKind::NoneOfThese,
        };
        say(bot, caller, verdict, question, picked);
    }
}

/// A question that was cut is not what was asked: only the entry counts then.
fn whole(question: &str, is_cut: bool) -> &str {
    if is_cut { "" } else { question }
}

/// An answer helped, or it was not what was asked: then what else could have been meant is offered.
pub async fn vote(
    bot: &Bot,
    caller: &Caller<'_>,
    is_helpful: bool,
    entry: &Key,
    (question, is_cut): (&str, bool),
) -> Result<(), Refused> {
    if bot.limits.count(caller.user, caller.channel).is_err() {
        return caller.tell(&[wording::TOO_MANY.to_owned()]).await;
    }
    let verdict = if is_helpful {
        VoteKind::Helpful
    } else {
        VoteKind::Rejected
    };
    say(bot, caller, verdict, whole(question, is_cut), Some(entry));
    if is_helpful {
        return caller.tell(&[wording::THANKS.to_owned()]).await;
    }
    let snapshot = bot.service.snapshot();
    let answer = snapshot.ask(question).into_alternatives();
    let mut layout = lay_out(&answer, &occasion(bot, caller, snapshot.knowledge()));
    if let Some(first) = layout.texts.first_mut() {
        *first = clip(&format!("{}\n{first}", wording::SORRY), MAX_CHARS);
    }
    let rephrase = button(&CustomId::Rephrase, wording::REPHRASE).style(ButtonStyle::Primary);
    let rephrase = CreateActionRow::Buttons(vec![rephrase]);
    let response = Response::Message(Audience::Asker);
    let rows = |earlier: &[_]| {
        let mut rows = layout.rows(earlier);
        rows.push(rephrase.clone());
        rows
    };
    caller.send(response, &layout.texts, rows).await
}

/// Asks for the question in other words.
pub async fn ask_again(caller: &Caller<'_>) -> Result<(), Refused> {
    let field = CreateInputText::new(InputTextStyle::Paragraph, wording::QUESTION_FIELD, FIELD);
    let rows = vec![CreateActionRow::InputText(field.max_length(TYPED))];
    let form = CreateModal::new(CustomId::Rephrase.write(), wording::REPHRASE).components(rows);
    caller.ask_for(&form).await
}

/// Answers the question in other words, to who asked it alone.
pub async fn answer_again(bot: &Bot, caller: &Caller<'_>, question: &str) -> Result<(), Refused> {
    if bot.limits.count(caller.user, caller.channel).is_err() {
        return caller.tell(&[wording::TOO_MANY.to_owned()]).await;
    }
    let snapshot = bot.service.snapshot();
    let (answer, _) = bot.ask(&snapshot, question);
    bot.note(&snapshot, caller.guild, caller.channel, &answer);
    let layout = lay_out(&answer, &occasion(bot, caller, snapshot.knowledge()));
    caller
        .answer(Response::Message(Audience::Asker), &layout)
        .await
}

fn occasion<'a>(
    bot: &'a Bot,
    caller: &Caller,
    knowledge: &'a crate::knowledge::Knowledge,
) -> Occasion<'a> {
    Occasion {
        knowledge,
        wording: &bot.config.wording,
        asker: caller.user,
        audience: Audience::Asker,
        way: Way::Asked,
        table: Table::Same,
        votes: bot.config.journal != JournalMode::Off,
    }
}

/// Shows a member what is kept of what they said, with a way to delete it.
pub async fn privacy(bot: &Bot, caller: &Caller<'_>) -> Result<(), Refused> {
    caller.promise().await?;
    let said = bot.journal.votes_by(caller.user.get()).await;
    let body = match said {
        Err(fault) => {
            tracing::warn!(%fault, "cannot look up what a member said");
            only(wording::NOT_NOW)
        }
        Ok(said) if said.is_empty() => only(wording::NOTHING_KEPT),
        Ok(said) => {
            let mut lines = vec![wording::kept(said.len(), bot.config.journal_days.0)];
            for vote in said.iter().rev().take(LISTED) {
                let question = escape(&clip(&vote.text, QUESTION));
                lines.push(wording::kept_line(&question, vote.kind, &vote.entry));
            }
            let forget = button(&CustomId::Forget, wording::FORGET).style(ButtonStyle::Danger);
            Body {
                text: clip(&lines.join("\n"), MAX_CHARS),
                rows: vec![CreateActionRow::Buttons(vec![forget])],
            }
        }
    };
    caller.settle(&body, &[]).await
}

/// Deletes what is kept of what a member said.
pub async fn forget(bot: &Bot, caller: &Caller<'_>) -> Result<(), Refused> {
    caller.promise().await?;
    let text = match bot.journal.forget(caller.user.get()).await {
        Ok(number) => wording::forgotten(number),
        Err(fault) => {
            tracing::warn!(%fault, "cannot forget what a member said");
            wording::NOT_NOW.to_owned()
        }
    };
    caller.settle(&only(&text), &[]).await
}

fn only(text: &str) -> Body {
    Body {
        text: text.to_owned(),
        rows: Vec::new(),
    }
}
