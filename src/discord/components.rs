//! Buttons and menus: what each of them does.

use serenity::client::Context;
use serenity::model::application::{
    ActionRowComponent, ComponentInteraction, ComponentInteractionDataKind, ModalInteraction,
};
use serenity::model::id::{MessageId, UserId};

use crate::discord::Bot;
use crate::discord::custom_id::{CustomId, Key, Table};
use crate::discord::feedback;
use crate::discord::interaction::Caller;
use crate::discord::moderation::{self, FormFields};
use crate::discord::outgoing::{Refused, Response};
use crate::discord::permission::may_delete;
use crate::discord::reply::explain;
use crate::discord::reply::layout::{Audience, Occasion, Way, decline, lay_out};
use crate::discord::topics;
use crate::service::Snapshot;
use crate::wording;

/// A button was pressed, or something picked from a menu.
pub async fn press(bot: &Bot, ctx: &Context, press: &ComponentInteraction) -> Result<(), Refused> {
    let caller = Caller::of_press(&ctx.http, press);
    let snapshot = bot.service.snapshot();
    let knowledge = snapshot.knowledge();
    let tell = async |texts: Vec<String>| caller.tell(&texts).await;
    let choice = |entry, stamp: &str, asker, earlier| Choice {
        entry,
        table: Table::since(stamp, knowledge),
        asker,
        earlier,
    };
    match CustomId::read(&press.data.custom_id) {
        None => tell(vec![wording::UNKNOWN_BUTTON.to_owned()]).await,
        Some(CustomId::Source { stamp, entry }) => {
            let table = Table::since(&stamp, knowledge);
            let show = |entry| explain::sources(knowledge, &snapshot.answer_of(entry), table);
            tell(entry.find(knowledge).map_or_else(gone, show)).await
        }
        Some(CustomId::Why {
            stamp,
            question,
            is_cut,
        }) => {
            let table = Table::since(&stamp, knowledge);
            let mut texts = explain::evidence(&snapshot, &question, table);
            if is_cut {
                texts.insert(0, wording::QUESTION_CUT.to_owned());
            }
            tell(texts).await
        }
        Some(CustomId::WhyPicked { stamp, entry }) => {
            let table = Table::since(&stamp, knowledge);
            let show = |entry| explain::picked(knowledge, entry, table);
            tell(entry.find(knowledge).map_or_else(gone, show)).await
        }
        Some(CustomId::Delete { asker, earlier }) => {
            if caller.user == asker || may_delete(&bot.config, &caller) {
                caller.remove_pressed(&earlier).await
            } else {
                tell(vec![wording::NOT_YOURS.to_owned()]).await
            }
        }
        Some(CustomId::Pick {
            stamp,
            asker,
            entry,
        }) => {
            if asker == caller.user {
                feedback::say_picked(bot, &caller, &press.message, Some(&entry));
            }
            let choice = choice(Some(entry), &stamp, Some(asker), Vec::new());
            choice.answer(bot, &caller, &snapshot).await
        }
        Some(CustomId::Menu {
            stamp,
            asker,
            earlier,
        }) => {
            let choice = choice(picked(press), &stamp, Some(asker), earlier);
            choice.answer(bot, &caller, &snapshot).await
        }
        Some(CustomId::Questions { stamp }) => {
            let choice = choice(picked(press), &stamp, None, Vec::new());
            choice.answer(bot, &caller, &snapshot).await
        }
        Some(CustomId::NoneOfThese { asker }) => {
            if asker == caller.user {
                feedback::say_picked(bot, &caller, &press.message, None);
            }
            let (response, audience) = in_place(&caller, Some(asker));
            let occasion = occasion(bot, &snapshot, caller.user, audience, Table::Same);
            caller.answer(response, &decline(&occasion)).await
        }
        Some(CustomId::Topics { page }) => list(&caller, &snapshot, page, Response::Update).await,
        Some(CustomId::Confirm { preview }) => moderation::confirm(bot, caller, preview).await,
        Some(CustomId::Cancel { preview }) => moderation::cancel(bot, caller, preview).await,
        Some(CustomId::History { page }) => moderation::turn_history(bot, caller, page).await,
        Some(CustomId::Restore) => moderation::restore(bot, caller, picked(press)).await,
        Some(CustomId::Vote {
            is_helpful,
            entry,
            question,
            is_cut,
        }) => feedback::vote(bot, &caller, is_helpful, &entry, (&question, is_cut)).await,
        Some(CustomId::Rephrase) => feedback::ask_again(&caller).await,
        Some(CustomId::Forget) => feedback::forget(bot, &caller).await,
        Some(CustomId::Unanswered { page }) => moderation::turn_unanswered(bot, caller, page).await,
        Some(CustomId::Adopt) => moderation::adopt(bot, caller, picked(press)).await,
        Some(CustomId::Mend { how, group }) => {
            moderation::mend(bot, caller, how, &group, picked(press)).await
        }
        Some(CustomId::SeeTopics) => {
            list(&caller, &snapshot, 0, Response::Message(Audience::Asker)).await
        }
    }
}

/// Lists what can be asked.
async fn list(
    caller: &Caller<'_>,
    snapshot: &Snapshot,
    page: usize,
    response: Response,
) -> Result<(), Refused> {
    let page = topics::page(snapshot, page);
    let rows = |_: &[MessageId]| page.rows.clone();
    caller.send(response, &[page.text], rows).await
}

/// A form was sent in.
pub async fn submit(bot: &Bot, ctx: &Context, form: &ModalInteraction) -> Result<(), Refused> {
    let caller = Caller::of_form(&ctx.http, form);
    let controls = form.data.components.iter().flat_map(|row| &row.components);
    let fields: FormFields = controls
        .filter_map(|control| match control {
            ActionRowComponent::InputText(field) => {
                Some((field.custom_id.as_str(), field.value.as_deref()?))
            }
            _ => None,
        })
        .collect();
    match CustomId::read(&form.data.custom_id) {
        Some(CustomId::Mend { how, group }) => {
            moderation::mend_with(bot, caller, how, &group, &fields).await
        }
        Some(CustomId::Rephrase) => {
            let question = fields.get(feedback::FIELD).copied().unwrap_or_default();
            feedback::answer_again(bot, &caller, question).await
        }
        _ => caller.tell(&[wording::UNKNOWN_BUTTON.to_owned()]).await,
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
fn in_place(caller: &Caller, asker: Option<UserId>) -> (Response, Audience) {
    match caller.pressed {
        Some(audience) if asker == Some(caller.user) => (Response::Update, audience),
        _ => (Response::Message(Audience::Asker), Audience::Asker),
    }
}

/// An entry picked from a button or a menu.
struct Choice {
    /// Which; none where nothing was picked.
    entry: Option<Key>,
    /// Whether the table has changed since it was offered.
    table: Table,
    /// Whose message changes in place; none where it is to stay.
    asker: Option<UserId>,
    /// The messages before that belong to the answer it was picked from.
    earlier: Vec<MessageId>,
}

impl Choice {
    async fn answer(
        &self,
        bot: &Bot,
        caller: &Caller<'_>,
        snapshot: &Snapshot,
    ) -> Result<(), Refused> {
        let knowledge = snapshot.knowledge();
        let found = self.entry.as_ref().and_then(|entry| entry.find(knowledge));
        let Some(entry) = found else {
            return caller.tell(&gone()).await;
        };
        if bot.limits.count(caller.user, caller.channel).is_err() {
            return caller.tell(&[wording::TOO_MANY.to_owned()]).await;
        }
        let (mut response, audience) = in_place(caller, self.asker);
        if audience == Audience::Asker && !self.earlier.is_empty() {
            // What only the asker sees cannot be taken away: it stays above the new answer.
            response = Response::Message(Audience::Asker);
        }
        let occasion = occasion(bot, snapshot, caller.user, audience, self.table);
        let layout = lay_out(&snapshot.answer_of(entry), &occasion);
        caller.answer(response, &layout).await?;
        if response == Response::Update {
            caller.remove(&self.earlier).await;
        }
        Ok(())
    }
}

fn occasion<'a>(
    bot: &'a Bot,
    snapshot: &'a Snapshot,
    asker: UserId,
    audience: Audience,
    table: Table,
) -> Occasion<'a> {
    Occasion {
        knowledge: snapshot.knowledge(),
        wording: &bot.config.wording,
        asker,
        audience,
        way: Way::Picked,
        table,
        votes: false,
    }
}
