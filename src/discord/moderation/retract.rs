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

/// What became of the other answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Retracted {
    /// How many were replaced.
    pub replaced: usize,
    /// How many could not be.
    pub failed: usize,
    /// How many were not looked at, since there are too many.
    pub left: usize,
}

/// Replaces the answers that were given from an entry of a table in the last ten minutes, as far as they still are.
pub async fn retract(action: &ModeratorAction<'_>, stamp: &Stamp, entry: &ShortHash) -> Retracted {
    let bot = action.bot;
    let mut done = Retracted::default();
    for place in action.desk.given_answers.of(stamp, entry) {
        if done.replaced + done.failed == MOST || bot.stop.is_cancelled() {
            done.left += 1;
            continue;
        }
        match replace(action, &place, stamp, entry).await {
            Ok(is_replaced) => done.replaced += usize::from(is_replaced),
            Err(error) if error.is_unknown_message() => {}
            Err(error) => {
                done.failed += 1;
                tracing::warn!(%error, "cannot take back an answer of a suspended entry");
            }
        }
    }
    done
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
