//! Takes back the other answers that the bot has lately given from an entry that a moderator suspends.

use serenity::model::channel::Message;

use crate::discord::custom_id::{MessageControls, ShortHash, Stamp};
use crate::discord::given_answers::AnswerPlace;
use crate::discord::moderation::action::ModeratorAction;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::outgoing::{self, MessageBody};
use crate::wording::Saying;

/// How many answers are taken back, the latest: within Discord's rate limits that takes some twenty seconds.
const MOST: usize = 20;

/// Replaces the answers that were given from an entry of a table in the last ten minutes, as far as they still are.
/// Returns how many were replaced, and how many could not be.
pub async fn retract(
    action: &ModeratorAction<'_>,
    stamp: &Stamp,
    entry: &ShortHash,
) -> (usize, usize) {
    let bot = action.bot;
    let (mut replaced, mut failed) = (0, 0);
    for place in action.desk.given_answers.of(stamp, entry, MOST) {
        if bot.stop.is_cancelled() {
            break;
        }
        match replace(action, &place, stamp, entry).await {
            Ok(is_replaced) => replaced += usize::from(is_replaced),
            Err(error) if error.is_unknown_message() => {}
            Err(error) => {
                failed += 1;
                tracing::warn!(%error, "cannot take back an answer of a suspended entry");
            }
        }
    }
    (replaced, failed)
}

/// Replaces what is in a place, if it is still an answer from that entry.
async fn replace(
    action: &ModeratorAction<'_>,
    place: &AnswerPlace,
    stamp: &Stamp,
    entry: &ShortHash,
) -> Result<bool, RequestError> {
    let notice = MessageBody::text(action.interaction.server_words.say(Saying::AnswerSuspended));
    let http = &action.bot.http;
    let answers = |message: &Message| {
        let controls = MessageControls::of(message);
        controls.entry() == Some(entry) && controls.stamp() == Some(stamp)
    };
    match place {
        AnswerPlace::Channel(channel, messages) => {
            let Some((&last, earlier)) = messages.split_last() else {
                return Ok(false);
            };
            if !answers(&outgoing::get(http, *channel, last).await?) {
                return Ok(false);
            }
            outgoing::edit(http, *channel, last, &notice).await?;
            outgoing::delete_all(http, *channel, earlier).await;
        }
        AnswerPlace::Response(token) => {
            if !answers(&outgoing::get_response(http, token).await?) {
                return Ok(false);
            }
            outgoing::edit_response(http, token, &notice, &[]).await?;
        }
    }
    Ok(true)
}
