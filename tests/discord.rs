//! The bot on a fake Discord, over real sockets.

mod accepting;
mod aiming;
mod ask_channel;
mod asking;
mod auditing;
mod bounds;
mod channel_sources;
mod controls;
mod crashing;
mod curating;
mod expanding;
mod faults;
mod feedback;
mod following;
mod forum;
mod guests;
mod helping;
mod hostile;
mod languages;
mod leaning;
mod learning;
mod line;
mod moderating;
mod own_knowledge;
mod picking;
mod program;
mod question_log;
mod rates;
mod reloading;
mod removing;
mod running;
mod showing;
mod small_talk;
mod surfaces;
mod suspending;
mod synonyms;
mod threads;
mod trying;
mod unheard;

use fake_discord::Message;

/// A question that the example table answers.
const ANSWERED: &str = "since when is the lamp burning again?";
/// A question that is one of its gaps.
const GAP: &str = "what did the lens cost?";
/// An ambiguous question.
const UNSURE: &str = "did volunteers repair the horn?";
/// An unrelated question.
const DECLINED: &str = "any pizza recipe?";

/// Whether a message is the reply to [`GAP`].
fn is_gap(message: &Message) -> bool {
    message.content().contains("the price of the lens")
}
