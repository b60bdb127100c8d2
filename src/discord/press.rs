//! Buttons and menus: what each of them does.

use serenity::client::Context;
use serenity::model::application::{ComponentInteraction, ComponentInteractionDataKind};
use serenity::model::id::{MessageId, UserId};

use super::Bot;
use super::caller::{Caller, is_moderator};
use super::custom_id::{CustomId, Key};
use super::explain::{self, Table};
use super::limits::Verdict;
use super::render::{Audience, Layout, Occasion, Way, decline, lay_out};
use super::send::{Refused, Response};
use super::topics;
use crate::answer::pick;
use crate::knowledge::{Entry, Knowledge};
use crate::wording;

/// A button was pressed, or something picked from a menu.
pub async fn press(bot: &Bot, ctx: &Context, press: &ComponentInteraction) -> Result<(), Refused> {
    let caller = Caller::of_press(&ctx.http, press);
    let live = bot.desk.live();
    let knowledge = live.knowledge();
    let tell = async |texts: Vec<String>| caller.tell(&texts).await;
    match CustomId::read(&press.data.custom_id) {
        None => tell(vec![wording::UNKNOWN_BUTTON.to_owned()]).await,
        Some(CustomId::Source { stamp, entry }) => {
            let table = Table::since(&stamp, knowledge);
            let show = |entry| explain::sources(knowledge, &pick(knowledge, entry), table);
            tell(entry.find(knowledge).map_or_else(gone, show)).await
        }
        Some(CustomId::Why {
            stamp,
            question,
            is_cut,
        }) => {
            let table = Table::since(&stamp, knowledge);
            let mut texts = explain::evidence(&live, &question, table);
            if is_cut {
                texts.insert(0, wording::QUESTION_CUT.to_owned());
            }
            tell(texts).await
        }
        Some(CustomId::WhyPicked { entry }) => {
            let show = |entry| explain::picked(knowledge, entry);
            tell(entry.find(knowledge).map_or_else(gone, show)).await
        }
        Some(CustomId::Delete { asker, earlier }) => {
            if caller.user == asker || is_moderator(bot, press) {
                caller.remove_pressed(&earlier).await
            } else {
                tell(vec![wording::NOT_YOURS.to_owned()]).await
            }
        }
        Some(CustomId::Pick { entry, asker }) => {
            let choice = Choice {
                entry,
                asker,
                earlier: Vec::new(),
            };
            choice.answer(bot, &caller, knowledge).await
        }
        Some(CustomId::Menu { asker, earlier }) => match picked(press) {
            Some(entry) => {
                Choice {
                    entry,
                    asker,
                    earlier,
                }
                .answer(bot, &caller, knowledge)
                .await
            }
            None => tell(gone()).await,
        },
        Some(CustomId::Questions) => {
            let entry = picked(press);
            match entry.as_ref().and_then(|entry| entry.find(knowledge)) {
                Some(entry) => {
                    let layout = said(bot, knowledge, entry, caller.user, Audience::Asker);
                    caller
                        .answer(Response::Message(Audience::Asker), &layout)
                        .await
                }
                None => tell(gone()).await,
            }
        }
        Some(CustomId::NoneOfThese { asker }) => {
            let (response, audience) = in_place(&caller, asker);
            let occasion = occasion(bot, knowledge, asker, audience);
            caller.answer(response, &decline(&occasion)).await
        }
        Some(CustomId::Topics { page }) => {
            let page = topics::page(knowledge, page);
            caller
                .send(Response::Update, &[page.text], |_| page.rows.clone())
                .await
        }
        Some(CustomId::SeeTopics) => {
            let page = topics::page(knowledge, 0);
            let response = Response::Message(Audience::Asker);
            caller
                .send(response, &[page.text], |_| page.rows.clone())
                .await
        }
    }
}

/// What was picked from a menu.
fn picked(press: &ComponentInteraction) -> Option<Key> {
    match &press.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => {
            values.first().map(|value| Key::read(value))
        }
        _ => None,
    }
}

fn gone() -> Vec<String> {
    vec![wording::GONE.to_owned()]
}

/// Who asked sees the message change, for whoever sees it; anyone else is told alone.
fn in_place(caller: &Caller, asker: UserId) -> (Response, Audience) {
    match caller.pressed {
        Some(audience) if caller.user == asker => (Response::Update, audience),
        _ => (Response::Message(Audience::Asker), Audience::Asker),
    }
}

/// An entry picked from an answer.
struct Choice {
    entry: Key,
    asker: UserId,
    /// The messages before that belong to the answer it was picked from.
    earlier: Vec<MessageId>,
}

impl Choice {
    async fn answer(
        &self,
        bot: &Bot,
        caller: &Caller<'_>,
        knowledge: &Knowledge,
    ) -> Result<(), Refused> {
        let Some(entry) = self.entry.find(knowledge) else {
            return caller.tell(&gone()).await;
        };
        if bot.limits.count(caller.user, caller.channel) != Verdict::Answer {
            return caller.tell(&[wording::TOO_MANY.to_owned()]).await;
        }
        let (response, audience) = in_place(caller, self.asker);
        let layout = said(bot, knowledge, entry, caller.user, audience);
        caller.answer(response, &layout).await?;
        if response == Response::Update {
            caller.remove(&self.earlier).await?;
        }
        Ok(())
    }
}

/// A picked entry, laid out.
fn said(
    bot: &Bot,
    knowledge: &Knowledge,
    entry: &Entry,
    asker: UserId,
    audience: Audience,
) -> Layout {
    let occasion = occasion(bot, knowledge, asker, audience);
    lay_out(&pick(knowledge, entry), &occasion)
}

fn occasion<'a>(
    bot: &'a Bot,
    knowledge: &'a Knowledge,
    asker: UserId,
    audience: Audience,
) -> Occasion<'a> {
    Occasion {
        knowledge,
        wording: &bot.config.wording,
        asker,
        audience,
        way: Way::Picked,
    }
}
